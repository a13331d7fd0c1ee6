//! What counts as typography: a text as tokens that are the same however it is set.
//!
//! Words, figures, East Asian characters and marks are a token each. White space parts tokens and is none itself.
//! Quotation marks are one mark, dashes are one mark, what cannot be seen is left out, full-width forms and ligatures
//! are the letters they stand for, and letters with accents are composed. What would make another figure stays apart:
//! minus signs, marks and spaces between digits, feet and inches, superscripts.

use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// A character as it is compared, with the bytes it stands at.
struct Glyph {
    start: usize,
    end: usize,
    c: char,
}

/// Stands for something invisible between two digits, which is never left out.
const HIDDEN: char = '\u{ad}';

/// Calls `take` with the bytes of each token of the text and the form in which it is compared.
pub fn tokens(text: &str, take: &mut dyn FnMut(Range<usize>, &str)) {
    let mut glyphs = Vec::new();
    let mut form = String::new();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !c.is_whitespace() {
            fold_into(&mut glyphs, at, c);
        }
        let parted = chars.peek().is_none_or(|(_, next)| next.is_whitespace());
        if parted && !glyphs.is_empty() {
            chunk(&glyphs, &mut form, take);
            glyphs.clear();
        }
    }
}

/// The form in which a piece of text is compared, its tokens parted by blanks.
pub fn form(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    tokens(text, &mut |_, form| {
        whole.push_str(form);
        whole.push(' ');
    });
    whole
}

/// True when two texts are the same but for how they are set.
pub fn is_same(one: &str, other: &str) -> bool {
    one == other || form(one) == form(other)
}

fn fold_into(glyphs: &mut Vec<Glyph>, start: usize, c: char) {
    let end = start + c.len_utf8();
    let mut push = |c| glyphs.push(Glyph { start, end, c });
    match c {
        '\0'..='\x7f' => push(c),
        _ if is_invisible(c) => push(HIDDEN),
        '\u{2010}' | '\u{2011}' => push('-'),
        '…' => (0..3).for_each(|_| push('.')),
        _ if is_form(c) => decompose_compatible(c, push),
        _ => push(c),
    }
}

/// Soft hyphens, and what joins or parts words without being seen.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Ligatures, forms of Arabic letters, full-width and half-width forms. Not all that Unicode calls compatible: a
/// superscript two is no two.
fn is_form(c: char) -> bool {
    matches!(c, '\u{fb00}'..='\u{fb17}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{ff01}'..='\u{ffee}')
}

/// The tokens of what stands between white space.
fn chunk(glyphs: &[Glyph], form: &mut String, take: &mut dyn FnMut(Range<usize>, &str)) {
    let mut at = 0;
    while let Some(first) = glyphs.get(at) {
        form.clear();
        let end = token(glyphs, at, form);
        let last = glyphs.get(end.saturating_sub(1)).map_or(first.end, |last| last.end);
        if !form.is_empty() {
            if !form.is_ascii() {
                *form = form.nfc().collect();
            }
            take(first.start..last, form);
        }
        at = end.max(at + 1);
    }
}

/// Writes the form of the token that begins here, nothing for what is left out, and returns where the next begins.
fn token(glyphs: &[Glyph], at: usize, form: &mut String) -> usize {
    let get = |index: usize| glyphs.get(index).map(|glyph| glyph.c);
    let Some(c) = get(at) else { return at + 1 };
    let before = at.checked_sub(1).and_then(get);
    let after = get(at + 1);
    let is_digit = |c: Option<char>| c.is_some_and(char::is_numeric);
    if c == HIDDEN {
        if is_digit(before) && is_digit(after) {
            form.push(c);
        }
        return at + 1;
    }
    let fraction =
        matches!(c, '.' | ',') && is_digit(after) && !before.is_some_and(|c| c.is_alphanumeric() || c == '.');
    if is_single(c) {
        form.push(c);
        return marks(glyphs, at + 1, form);
    }
    if is_word(c) || fraction {
        form.push(c);
        return word(glyphs, at + 1, form);
    }
    if let Some(quote) = quotation_mark(c) {
        // After a digit they are feet or inches, minutes or seconds.
        form.push(if is_digit(before) { quote } else { '"' });
        return at + 1;
    }
    if c == '-' && after == Some('-') {
        form.push(DASH);
        return at + glyphs.iter().skip(at).take_while(|glyph| glyph.c == '-').count();
    }
    // A time or a fraction is another when it is parted.
    if matches!(c, ':' | '/') && is_digit(before) && is_digit(after) {
        form.push(HIDDEN);
    }
    form.push(if is_dash(c) { dash(c, before, after) } else { c });
    marks(glyphs, at + 1, form)
}

/// Goes on with a word or a figure: letters and digits, and single marks between two digits.
fn word(glyphs: &[Glyph], from: usize, form: &mut String) -> usize {
    let get = |index: usize| glyphs.get(index).map(|glyph| glyph.c);
    let mut at = from;
    while let Some(c) = get(at) {
        let digit_before = form.ends_with(char::is_numeric);
        let digit_after = get(at + 1).is_some_and(char::is_numeric);
        let between = digit_before && digit_after;
        match c {
            _ if is_word(c) && !is_single(c) => form.push(c),
            HIDDEN if !between => {}
            '.' | ',' | '·' if between => form.push(c),
            _ if between && quotation_mark(c) == Some('\'') => form.push('\''),
            _ => break,
        }
        at += 1;
    }
    // What is invisible at the end belongs to no word.
    while at > from && get(at - 1) == Some(HIDDEN) {
        at -= 1;
    }
    at
}

/// Goes on with the marks that sit on a character.
fn marks(glyphs: &[Glyph], from: usize, form: &mut String) -> usize {
    let sits = |glyph: &&Glyph| is_combining_mark(glyph.c) || matches!(glyph.c, '\u{200c}' | '\u{200d}');
    let on_it = glyphs.iter().skip(from).take_while(sits);
    let count = on_it.clone().count();
    form.extend(on_it.map(|glyph| glyph.c));
    from + count
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c) || matches!(c, '\u{200c}' | '\u{200d}')
}

/// Characters of scripts that do not part words with blanks.
pub fn is_single(c: char) -> bool {
    let code = u32::from(c);
    code >= 0xe00
        && matches!(code, 0xe00..=0xeff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x3005..=0x3007 | 0x3040..=0x30ff
            | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x323af)
        && c.is_alphanumeric()
}

/// A single or a double mark for any that opens or closes a quotation.
fn quotation_mark(c: char) -> Option<char> {
    match c {
        '\'' | '‘' | '’' | '‚' | '‛' | '‹' | '›' | '`' | '´' | '′' => Some('\''),
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '「' | '」' | '『' | '』' => Some('"'),
        _ => None,
    }
}

/// Hyphens and dashes of any length, and the minus sign.
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '−' | '－')
}

/// The form of every dash, and of every hyphen between two digits.
const DASH: char = '—';

/// A hyphen, short or not, where it joins two words; the sign of a figure; otherwise a dash.
fn dash(c: char, before: Option<char>, after: Option<char>) -> char {
    let figure = after.is_some_and(|c| c.is_numeric() || matches!(c, '.' | ',' | '$' | '€' | '£' | '¥'));
    let apart = !before.is_some_and(|c| (c.is_alphanumeric() && !is_single(c)) || matches!(c, ')' | ']'));
    let joins = |c: Option<char>| c.is_some_and(|c| is_word(c) && !is_single(c));
    let digits = before.is_some_and(char::is_numeric) && after.is_some_and(char::is_numeric);
    match c {
        '−' => '−',
        '-' if figure && apart => '−',
        '–' if figure && apart => '–',
        '-' | '‒' | '–' if joins(before) && joins(after) && !digits => '-',
        _ => DASH,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typography_is_the_same() {
        let table = [
            ("“So,” she said – twice", "\"So,\"  she said — twice"),
            ("«Oui»", "„Oui“"),
            ("‘a’", "“a”"),
            ("Seoul’s", "Seoul's"),
            ("fact\u{2011}check", "fact-check"),
            ("co\u{ad}operate", "cooperate"),
            ("cafe\u{301}", "café"),
            ("ﬁnal oﬃce", "final office"),
            ("２８，５００", "28,500"),
            ("5\u{202f}%", "5%"),
            ("使用 Rust 语言", "使用Rust语言"),
            ("well...", "well…"),
            ("way. .", "way.."),
            ("a -- b", "a—b"),
            ("a - b", "a – b"),
            ("Oslo–Rome", "Oslo-Rome"),
            ("F-16", "F–16"),
            ("-5 degrees", "−5 degrees"),
            ("1\u{2019}000", "1'000"),
            ("10-20", "10–20"),
            ("\u{1112}\u{1161}\u{11ab}", "한"),
            ("ｶﾞ", "ガ"),
        ];
        for (a, b) in table {
            assert_eq!(form(a), form(b), "{a} and {b}");
        }
    }

    #[test]
    fn what_makes_another_figure_or_word_is_not() {
        let table = [
            ("5 degrees", "-5 degrees"),
            ("–5 degrees", "—5 degrees"),
            ("28.5", "28,5"),
            ("28,500", "28 500"),
            ("28,500", "28, 500"),
            ("20-30", "2030"),
            ("20\u{ad}30", "2030"),
            ("20\u{ad}30", "20 30"),
            ("20\u{200b}30", "2030"),
            ("10²", "102"),
            ("5½", "51/2"),
            ("5′", "5″"),
            (".5", ". 5"),
            ("its", "it's"),
            ("Agile", "agile"),
            ("in famous", "infamous"),
            ("5 − 3", "5 – 3"),
            ("re-sign", "re—sign"),
            ("re-sign", "resign"),
            ("5 -3", "5-3"),
            ("a, b", "a b"),
            ("“a”", "a"),
        ];
        for (a, b) in table {
            assert_ne!(form(a), form(b), "{a} and {b}");
        }
    }
}
