//! The table of contents: a field that Word can fill in anew (ISO/IEC 29500-1, 17.16.5.68), and what it says meanwhile.
//!
//! A file that asks Word to fill fields in makes it ask the reader whether it may, before anything is read. So the entries
//! are all there, and lead to their sections; which page each is on is said once the fields are updated (F9), as Word may do
//! itself when it prints. Until then there is no number: where pages end depends on the fonts of the reader’s machine, and the
//! numbers of our PDF would be wrong ones.

use super::body::{Body, bookmark};
use super::xml;
use crate::export::flow::{Block, HeadingKind};

const HEAD: &str = "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/><w:docPartUnique/>\
    </w:docPartObj></w:sdtPr><w:sdtContent>";

/// Writes the contents.
pub(super) fn contents(body: &mut Body) {
    let mut entries = Vec::new();
    for block in &body.flow.blocks {
        if let Block::Heading(heading) = block
            && heading.kind == HeadingKind::Section
        {
            let words: String = heading.runs.iter().map(|run| &*run.text).collect();
            entries.push((bookmark(&heading.id), words));
        }
    }
    if entries.is_empty() {
        return;
    }
    body.out.push_str(HEAD);
    body.open("ContentsHeading", "");
    xml::run(&mut body.out, "", "Contents");
    body.out.push_str("</w:p>");
    let last = entries.len() - 1;
    for (at, (name, words)) in entries.into_iter().enumerate() {
        body.open("TOC1", "");
        if at == 0 {
            body.out.push_str(&begin(" TOC \\o &quot;1-1&quot; \\h \\z "));
        }
        put!(&mut body.out, "<w:hyperlink w:anchor=\"{name}\">");
        xml::run(&mut body.out, "", &words);
        put!(&mut body.out, "{}{}{END}</w:hyperlink>", super::body::TAB, begin(&format!(" PAGEREF {name} \\h ")));
        body.out.push_str(if at == last { END } else { "" });
        body.out.push_str("</w:p>");
    }
    body.out.push_str("</w:sdtContent></w:sdt>");
}

const END: &str = "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";

/// The beginning of a field with this code, up to where its result begins.
fn begin(code: &str) -> String {
    format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\">{code}</w:instrText></w:r>\
        <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
    )
}
