//! Characters → text: line ends, blanks and invisible characters. Words stay as they were received; in particular no
//! Unicode normalisation is applied, since it would change them.

/// True for a blank that must not be broken at: no-break space, figure space, narrow no-break space.
pub fn is_no_break(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}')
}

/// Letters and digits alone, in small letters: what stays of a text whatever the punctuation.
pub fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The text with one kind of line end, form feeds as blank lines, and without control characters, soft hyphens, zero-width
/// characters that join or part no letters, and overrides of the writing direction (which can make text read other than
/// it is).
pub fn characters(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut previous = '\0';
    for c in text.chars() {
        match c {
            '\n' if previous == '\r' => {}
            '\r' | '\n' | '\u{b}' | '\u{85}' | '\u{2028}' => clean.push('\n'),
            '\u{c}' | '\u{2029}' => clean.push_str("\n\n"),
            '\t' => clean.push('\t'),
            _ if c.is_control() || is_invisible(c) => {}
            _ => clean.push(c),
        }
        previous = c;
    }
    clean
}

/// Zero-width joiner and non-joiner (U+200C, U+200D) and the marks of direction (U+200E, U+200F) carry meaning and
/// stay.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// A line with its runs of blanks as one space and none at its ends. A no-break space that stands alone between words
/// stays what it is.
pub fn blanks(line: &str) -> String {
    let mut clean = String::with_capacity(line.len());
    let mut pending: Option<char> = None;
    for c in line.trim().chars() {
        if c.is_whitespace() {
            pending = Some(match pending {
                None if is_no_break(c) => c,
                _ => ' ',
            });
        } else {
            clean.extend(pending.take());
            clean.push(c);
        }
    }
    clean
}
