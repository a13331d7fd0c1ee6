//! Text on its way into the XML of a Word document (ISO/IEC 29500-1, part 17).

use crate::export::clean::is_plain;

/// Appends text as content of an element, or as a value in double quotation marks. What XML cannot hold is left out, and
/// so is what turns text around.
pub(super) fn escape(out: &mut String, text: &str) {
    let special = |c: char| matches!(c, '&' | '<' | '>' | '"') || !is_plain(c);
    let mut rest = text;
    while let Some(at) = rest.find(special) {
        out.push_str(&rest[..at]);
        let c = rest[at..].chars().next().unwrap_or_default();
        out.push_str(match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            _ => "",
        });
        rest = &rest[at + c.len_utf8()..];
    }
    out.push_str(rest);
}

/// The same as a text of its own.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    escape(&mut out, text);
    out
}

/// Appends a run with this text and these properties, which may be empty. Tabs and ends of lines are elements
/// (17.3.3.32, 17.3.3.1); every kind of line end is one.
pub(super) fn run(out: &mut String, properties: &str, text: &str) {
    if text.is_empty() {
        return;
    }
    out.push_str("<w:r>");
    if !properties.is_empty() {
        put!(out, "<w:rPr>{properties}</w:rPr>");
    }
    let mut rest = text;
    while let Some(at) = rest.find(['\t', '\n', '\u{2028}', '\u{2029}']) {
        words(out, &rest[..at]);
        let tab = rest.as_bytes()[at] == b'\t';
        out.push_str(if tab { "<w:tab/>" } else { "<w:br/>" });
        let c = rest[at..].chars().next().unwrap_or_default();
        rest = &rest[at + c.len_utf8()..];
    }
    words(out, rest);
    out.push_str("</w:r>");
}

fn words(out: &mut String, text: &str) {
    if !text.is_empty() {
        out.push_str("<w:t xml:space=\"preserve\">");
        escape(out, text);
        out.push_str("</w:t>");
    }
}

/// True for text whose first letter is one of a script that runs from right to left (Unicode Standard Annex 9, rules P2
/// and P3).
pub(super) fn is_rtl(text: &str) -> bool {
    let strong = |c: &char| c.is_alphabetic() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}');
    text.chars().find(strong).is_some_and(|c| {
        matches!(c, '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1eeff}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_becomes_elements_and_nothing_else() {
        for (text, expected) in [
            ("", ""),
            ("a <b> & \"c\"", "<w:r><w:t xml:space=\"preserve\">a &lt;b&gt; &amp; &quot;c&quot;</w:t></w:r>"),
            ("a\0b\u{202e}c\u{ffff}\r", "<w:r><w:t xml:space=\"preserve\">abc</w:t></w:r>"),
            ("\ta\n", "<w:r><w:tab/><w:t xml:space=\"preserve\">a</w:t><w:br/></w:r>"),
            ("서울  ", "<w:r><w:t xml:space=\"preserve\">서울  </w:t></w:r>"),
        ] {
            let mut out = String::new();
            run(&mut out, "", text);
            assert_eq!(out, expected, "{text:?}");
        }
    }

    #[test]
    fn the_first_letter_gives_the_direction() {
        for (text, expected) in
            [("", false), ("12 שלום a", true), ("a שלום", false), ("\u{200f}a", true), ("서울", false)]
        {
            assert_eq!(is_rtl(text), expected, "{text:?}");
        }
    }
}
