//! Characters that may not reach a report as they are: they would break the file, or make a reader see another text.

use std::borrow::Cow;

/// The text without control characters, noncharacters and carriage returns; every kind of line break becomes a line
/// feed. The explicit directional formatting characters (Unicode Standard Annex 9, section 2: embeddings, overrides,
/// isolates) are shown as their code points, because one of them can make a name or a figure read backwards. The
/// implicit marks (LRM, RLM, ALM) stay: right-to-left text needs them, and they reverse nothing.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            _ if is_directional(c) => out.push_str(&format!("[U+{:04X}]", u32::from(c))),
            _ if is_invisible_control(c) => {}
            _ => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// The same in one line: every run of white space becomes one space.
pub(super) fn one_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// True for the characters that a reader does not see and that a comparison of two texts must skip.
pub(super) fn is_skipped(c: char) -> bool {
    let zero_width = matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    zero_width || is_directional(c) || (is_invisible_control(c) && !c.is_whitespace())
}

/// True for the characters that a report shows as they are in no case: nobody sees them, or they turn the text around them.
pub(super) fn is_hidden(c: char) -> bool {
    !is_plain(c) || (c.is_control() && c != '\n')
}

/// True for what may stand in any file as it is.
pub(super) fn is_plain(c: char) -> bool {
    match c {
        '\n' | '\t' | ' '..='~' => true,
        '\u{2028}' | '\u{2029}' => false,
        _ => !is_invisible_control(c) && !is_directional(c),
    }
}

fn is_directional(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn is_invisible_control(c: char) -> bool {
    let noncharacter = (0xfdd0..=0xfdef).contains(&u32::from(c)) || u32::from(c) & 0xfffe == 0xfffe;
    noncharacter || (c.is_control() && c != '\n' && c != '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_nothing_that_breaks_a_file_or_fools_a_reader() {
        let check = |input: &str, expected: &str| assert_eq!(clean(input), expected, "{input:?}");
        check("28,500 troops\tin “Seoul” 서울", "28,500 troops\tin “Seoul” 서울");
        check("a\0b\u{1b}[31m\u{7f}\u{9b}\u{ffff}c", "ab[31mc");
        check("one\r\ntwo\rthree\u{2028}four\u{b}five", "one\ntwo\nthree\nfour\nfive");
        check("paid \u{202e}000,01\u{202c} won", "paid [U+202E]000,01[U+202C] won");
        check("\u{200f}שלום\u{200e}", "\u{200f}שלום\u{200e}");
    }

    #[test]
    fn makes_one_line() {
        assert_eq!(one_line(" a\r\n\tb\u{2029}c "), "a b c");
    }
}
