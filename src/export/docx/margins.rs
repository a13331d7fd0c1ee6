//! What stands at the head and the foot of each page (ISO/IEC 29500-1, 17.10).

use super::body::TAB;
use super::package::NAMESPACES;
use super::xml;
use crate::export::clean::one_line;

/// The part that holds the head.
pub(super) fn header(words: &str) -> String {
    let mut out = format!("<w:hdr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr>");
    xml::run(&mut out, "", words);
    out + "</w:p></w:hdr>"
}

/// The part that holds the foot: the line of the house, the number of the page, and how many there are.
pub(super) fn footer(line: &str) -> String {
    let field = |name: &str| {
        format!("<w:fldSimple w:instr=\" {name} \"><w:r><w:rPr><w:noProof/></w:rPr><w:t>1</w:t></w:r></w:fldSimple>")
    };
    let mut out = format!("<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>");
    xml::run(&mut out, "", &one_line(line));
    out += &(TAB.to_owned() + &field("PAGE"));
    xml::run(&mut out, "", " / ");
    out + &field("NUMPAGES") + "</w:p></w:ftr>"
}
