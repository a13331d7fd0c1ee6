//! Settings of a document, and its page (ISO/IEC 29500-1, 17.15 and 17.6).

use super::package::NAMESPACES;
use crate::export::PageSize;

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

/// Left and right margin, in twentieths of a point, like all lengths here.
const MARGIN: u32 = 1_134;

/// Width and height of the paper (17.6.13).
fn paper(page: PageSize) -> (u32, u32) {
    match page {
        PageSize::A4 => (11_906, 16_838),
        PageSize::Letter => (12_240, 15_840),
    }
}

/// Width of the text between the margins.
pub(super) fn width(page: PageSize) -> u32 {
    paper(page).0 - 2 * MARGIN
}

/// The page. `references` name headers and footers, and `more` is what else holds for it.
pub(super) fn section(page: PageSize, references: &str, more: &str) -> String {
    let (width, height) = paper(page);
    format!(
        "<w:sectPr>{references}<w:pgSz w:w=\"{width}\" w:h=\"{height}\"/><w:pgMar w:top=\"1304\" w:right=\"{MARGIN}\" \
        w:bottom=\"1304\" w:left=\"{MARGIN}\" w:header=\"624\" w:footer=\"624\" w:gutter=\"0\"/>{more}</w:sectPr>"
    )
}
