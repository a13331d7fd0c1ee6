//! Settings of a document, and its page (ISO/IEC 29500-1, 17.15 and 17.6).

use super::package::NAMESPACES;

/// The part that holds the settings; it names the lines that part notes from the text where there are notes.
pub(super) fn part(with_notes: bool) -> String {
    let separators = |name: &str| format!("<w:{name}Pr><w:{name} w:id=\"-1\"/><w:{name} w:id=\"0\"/></w:{name}Pr>");
    let notes = if with_notes { separators("footnote") + &separators("endnote") } else { String::new() };
    // Without a mode, Word takes it for a document of its version of 2007.
    format!(
        "<w:settings {NAMESPACES}><w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"720\"/>\
        <w:characterSpacingControl w:val=\"doNotCompress\"/>{notes}<w:compat>\
        <w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/>\
        </w:compat></w:settings>"
    )
}

/// Width of the text between the margins, in twentieths of a point.
pub(super) const WIDTH: u32 = 9_638;

/// The page: A4. `references` name headers and footers, and `more` is what else holds for it.
pub(super) fn section(references: &str, more: &str) -> String {
    format!(
        "<w:sectPr>{references}<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1304\" w:right=\"1134\" \
        w:bottom=\"1304\" w:left=\"1134\" w:header=\"624\" w:footer=\"624\" w:gutter=\"0\"/>{more}</w:sectPr>"
    )
}
