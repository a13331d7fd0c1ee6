//! Telephone numbers, told from years, figures, dates and numbers of books by how their digits are grouped.

use super::marks::{ends_word, word_before};
use std::ops::Range;

/// Words before a telephone number.
const LABELS: [&str; 21] = [
    "tel",
    "telephone",
    "telefon",
    "teléfono",
    "telefono",
    "téléphone",
    "tél",
    "phone",
    "ph",
    "mobile",
    "mob",
    "cell",
    "handy",
    "whatsapp",
    "signal",
    "fax",
    "전화",
    "전화번호",
    "연락처",
    "電話",
    "тел",
];

/// Words before a number that is none.
const OTHERS: [&str; 8] = ["isbn", "issn", "no", "nr", "case", "docket", "invoice", "id"];

/// Telephone numbers: international ones, national ones with a leading zero or grouped as in North America, and
/// whatever stands behind a word for telephone.
pub(super) fn phones(note: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = note.get(from..).and_then(|rest| rest.find(begins)).map(|at| from + at) {
        let candidate = candidate(note, start);
        from = candidate.end.max(start + 1);
        if may_begin(note, start) && ends_word(note, candidate.end) && is_phone(note, &candidate) {
            found.push(candidate);
        }
    }
    found
}

fn begins(sign: char) -> bool {
    sign.is_ascii_digit() || matches!(sign, '+' | '(')
}

/// False inside a word, a figure or an amount.
fn may_begin(note: &str, start: usize) -> bool {
    let glued = |sign: char| {
        sign.is_alphanumeric() || matches!(sign, '$' | '€' | '£' | '₩' | '¥' | '#' | '.' | ',' | '-' | '/')
    };
    !note.get(..start).unwrap_or_default().ends_with(glued)
}

/// What may be one number, from here on: figures, with at most two signs between two of them.
fn candidate(note: &str, start: usize) -> Range<usize> {
    let (mut end, mut between) = (start, 0);
    let mut open = 0_u8;
    for (at, sign) in note.get(start..).unwrap_or_default().char_indices() {
        match sign {
            '+' if at == 0 => {}
            '(' if open == 0 => (open, between) = (1, between + 1),
            '0'..='9' => (end, between) = (start + at + 1, 0),
            ')' if open == 1 => (open, between) = (2, between + 1),
            ' ' | '-' | '.' | '/' | '\u{a0}' | '\u{2010}' | '\u{2011}' | '\u{2009}' | '\u{202f}' => between += 1,
            _ => break,
        }
        if between > 2 {
            break;
        }
    }
    // The bracket that the whole number stands in is no part of it.
    let is_open = |text: &str| text.starts_with('(') && !text.contains(')');
    start + usize::from(note.get(start..end).is_some_and(is_open))..end
}

fn is_phone(note: &str, range: &Range<usize>) -> bool {
    let Some(text) = note.get(range.clone()) else { return false };
    let groups: Vec<&str> = text.split(|sign: char| !sign.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let digits: String = groups.concat();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let label = word_before(note, range.start);
    if OTHERS.contains(&label.as_str()) || is_book_number(&digits, &lengths) || !(6..=15).contains(&digits.len()) {
        return false;
    }
    let international = text.starts_with('+') || text.starts_with("(+") || (text.starts_with("00") && digits.len() > 9);
    if LABELS.contains(&label.as_str()) || international {
        return international || !is_years(&groups);
    }
    is_national(text, &digits, &lengths)
}

/// `02-748-1111`, `030 1234567`, `(555) 123-4567`, `1-800-555-0199`, `07700900123`.
fn is_national(text: &str, digits: &str, lengths: &[usize]) -> bool {
    if matches!(lengths, [3, 3, 4]) || (matches!(lengths, [1, 3, 3, 4]) && digits.starts_with('1')) {
        return true;
    }
    let has_area = digits.starts_with('0') && !digits.starts_with("00") && lengths.first() > Some(&1);
    let grouped = lengths.len() > 1 && lengths.iter().skip(1).any(|length| *length > 2) || lengths.len() >= 5;
    has_area
        && (9..=12).contains(&digits.len())
        && (grouped || lengths.len() == 1 && digits.len() > 9 && !text.contains('.'))
}

/// Two years, as in 2011-2019.
fn is_years(groups: &[&str]) -> bool {
    let is_year = |group: &&str| group.len() == 4 && (group.starts_with("19") || group.starts_with("20"));
    groups.len() == 2 && groups.iter().all(is_year)
}

/// An ISBN of 13 figures begins with 978 or 979; one of ten has one figure at its end.
fn is_book_number(digits: &str, lengths: &[usize]) -> bool {
    let thirteen = digits.len() == 13 && (digits.starts_with("978") || digits.starts_with("979"));
    thirteen || (matches!(digits.len(), 9 | 10) && lengths.len() >= 3 && lengths.first() == Some(&1))
}
