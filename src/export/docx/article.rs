//! The article alone, as a Word document that a writer can go on with: what is made of a draft that came as something
//! else.

use super::notes::Notes;
use super::numbering::Numbering;
use super::package::{NAMESPACES, Package};
use super::{settings, styles, xml};
use crate::export::report::is_language;
use crate::export::{ExportError, Format, PageSize};
use crate::model::article::Block;
use crate::model::{BlockKind, Draft};

/// The draft as a Word document: a paragraph per block, in the styles of Word for what it is; labels as Word counts them;
/// notes as notes, where the text refers to them once. Asides are left out. Cells of a table stand below each other, for
/// a draft does not say where its rows end. The same draft makes the same file.
///
/// What a reader of Word documents finds in it is the text of the draft, block for block.
///
/// # Errors
/// When the file cannot be made.
pub fn article(draft: &Draft, title: &str) -> Result<Vec<u8>, ExportError> {
    let language = draft.language.as_deref().filter(|tag| is_language(tag));
    let mut body = Body { draft, notes: Notes::of(draft), numbering: Numbering::default(), out: String::new() };
    body.all();
    let Body { notes, numbering, out, .. } = body;
    let mut package = Package::new(title, language, None);
    package.part("styles", "styles", styles::article(language));
    package.part("numbering", "numbering", numbering.part());
    package.part("settings", "settings", settings::part(true));
    package.part("fontTable", "fontTable", styles::fonts());
    package.part("footnotes", "footnotes", notes.part(draft, BlockKind::Footnote));
    package.part("endnotes", "endnotes", notes.part(draft, BlockKind::Endnote));
    let text = format!(
        "<w:document {NAMESPACES}><w:body>{out}{}</w:body></w:document>",
        settings::section(PageSize::A4, "", "")
    );
    package.file(&text).map_err(|error| ExportError::Refused(Format::Docx, error.to_string()))
}

/// The text while it is written.
struct Body<'a> {
    draft: &'a Draft,
    notes: Notes,
    numbering: Numbering,
    out: String,
}

impl Body<'_> {
    fn all(&mut self) {
        let draft = self.draft;
        let mut in_table = false;
        let shown = draft.blocks.iter().enumerate().filter(|(_, block)| !block.aside);
        for (index, block) in shown.filter(|(index, _)| !self.notes.is_note(*index)).collect::<Vec<_>>() {
            let is_cell = block.kind == BlockKind::TableCell;
            if is_cell != in_table {
                self.out.push_str(if is_cell { TABLE } else { "</w:tbl>" });
                in_table = is_cell;
            }
            self.out.push_str(if is_cell {
                "<w:tr><w:tc><w:tcPr><w:tcW w:w=\"5000\" w:type=\"pct\"/></w:tcPr>"
            } else {
                ""
            });
            self.paragraph(block, draft.block_text(index));
            self.out.push_str(if is_cell { "</w:tc></w:tr>" } else { "" });
        }
        // A document has a paragraph, and a table does not end it (17.2.2).
        if in_table || self.out.is_empty() {
            self.out.push_str(if in_table { "</w:tbl><w:p/>" } else { "<w:p/>" });
        }
    }

    fn paragraph(&mut self, block: &Block, text: &str) {
        let (bidi, rtl) = styles::direction(text);
        put!(&mut self.out, "<w:p><w:pPr>");
        let style = style(block);
        if !style.is_empty() {
            put!(&mut self.out, "<w:pStyle w:val=\"{style}\"/>");
        }
        let label = block.label.as_deref().filter(|label| !label.trim().is_empty());
        if label.is_some() || block.kind == BlockKind::ListItem {
            let deep = if block.kind == BlockKind::ListItem { block.level.unwrap_or(1) } else { 1 };
            self.out.push_str(&self.numbering.item(label, deep));
        }
        put!(&mut self.out, "{bidi}</w:pPr>");
        let mut at = block.start;
        for (mark, reference) in self.notes.within(block) {
            xml::run(&mut self.out, rtl, self.draft.text.get(at..mark).unwrap_or_default());
            self.out.push_str(&reference);
            at = mark;
        }
        xml::run(&mut self.out, rtl, self.draft.text.get(at..block.end).unwrap_or_default());
        self.out.push_str("</w:p>");
    }
}

const TABLE: &str = "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/></w:tblPr>\
    <w:tblGrid><w:gridCol w:w=\"9638\"/></w:tblGrid>";

/// The style of a block; none for that of plain text.
fn style(block: &Block) -> String {
    let style = match block.kind {
        BlockKind::Hed => "Title",
        BlockKind::Dek => "Subtitle",
        BlockKind::Byline => "Byline",
        BlockKind::Dateline => "Dateline",
        BlockKind::Heading => return format!("Heading{}", block.level.unwrap_or(1).clamp(1, 9)),
        BlockKind::ListItem => "ListParagraph",
        BlockKind::Quotation => "Quote",
        BlockKind::Caption => "Caption",
        BlockKind::TextBox => "TextBox",
        BlockKind::Preformatted => "HTMLPreformatted",
        BlockKind::Footnote => "FootnoteText",
        BlockKind::Endnote => "EndnoteText",
        BlockKind::Paragraph | BlockKind::TableCell => "",
    };
    style.to_owned()
}
