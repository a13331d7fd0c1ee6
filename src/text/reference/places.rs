//! Places in a source: pages, paragraphs and time codes.

use super::marks::{begins_word, ends_word, word_before};
use std::ops::Range;

/// What stands before the number of a page, in small letters: English, German, French, Spanish, Italian, Polish, Russian;
/// and of a paragraph.
const BEFORE: [&str; 27] = [
    "pages",
    "page",
    "pgs.",
    "pgs",
    "pg.",
    "pg",
    "pp.",
    "pp",
    "p.",
    "p",
    "seiten",
    "seite",
    "s.",
    "págs.",
    "pág.",
    "página",
    "pagina",
    "pag.",
    "str.",
    "стр.",
    "с.",
    "paragraph",
    "para.",
    "para",
    "¶¶",
    "¶",
    "§",
];

/// What stands behind the number of a page.
const BEHIND: [&str; 7] = ["쪽", "페이지", "면", "頁", "ページ", "页", "頁目"];

/// Pages and paragraphs, with the word that says so: `p. 12`, `pp. 12-14`, `S. 3 f.`, `12쪽`.
pub(super) fn pages(note: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = note.get(from..).and_then(|rest| rest.find(|sign: char| sign.is_ascii_digit())) {
        let start = from + start;
        let end = numbers_end(note, start, false);
        let page = before_label(note, start, end).or_else(|| behind_label(note, start, numbers_end(note, start, true)));
        from = page.as_ref().map_or(end, |page| page.end);
        found.extend(page);
    }
    found
}

/// The end of a number, of a range such as `12-14` and, where that may be, of a list such as `12, 14`.
fn numbers_end(note: &str, start: usize, may_list: bool) -> usize {
    let mut end = digits_end(note, start);
    loop {
        let rest = note.get(end..).unwrap_or_default();
        let joint = rest.trim_start_matches(' ');
        let is_joint = |sign| matches!(sign, '-' | '–' | '—' | '~' | '～') || may_list && matches!(sign, ',' | '&');
        let joint = joint.strip_prefix(is_joint).unwrap_or(rest);
        let next = joint.trim_start_matches(' ');
        let at = end + rest.len() - next.len();
        let stop = digits_end(note, at);
        // A figure such as 28,500 is not two pages.
        let is_figure = rest.starts_with(',') && !rest.starts_with(", ");
        if joint.len() == rest.len() || stop == at || stop - at > 4 || is_figure {
            return end;
        }
        end = stop;
    }
}

fn digits_end(note: &str, start: usize) -> usize {
    let rest = note.get(start..).unwrap_or_default();
    start + rest.bytes().take_while(u8::is_ascii_digit).count()
}

fn behind_label(note: &str, start: usize, end: usize) -> Option<Range<usize>> {
    let before = note.get(..start)?;
    let bare = before.trim_end_matches([' ', '\u{a0}']);
    if before.len() - bare.len() > 2 || end - start > 20 {
        return None;
    }
    let tail = bare.get(bare.floor_char_boundary(bare.len().saturating_sub(24))..)?.to_lowercase();
    let label = BEFORE.iter().find(|label| {
        let at = tail.len().saturating_sub(label.len());
        tail.ends_with(**label) && begins_label(&tail, at)
    })?;
    // A capital and its small letter are of one length in all of these.
    let begin = bare.len().checked_sub(label.len())?;
    let end = with_following(note, end);
    (ends_word(note, end) && note.is_char_boundary(begin)).then_some(begin..end)
}

/// True when the label is not the end of a longer word or abbreviation, such as the “S.” of “U.S.”
fn begins_label(tail: &str, at: usize) -> bool {
    begins_word(tail, at) && !tail.get(..at).unwrap_or_default().ends_with('.')
}

/// With the `f.` or `ff.` that says that the pages behind are meant too.
fn with_following(note: &str, end: usize) -> usize {
    let rest = note.get(end..).unwrap_or_default();
    let blank = rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len();
    let word = rest.get(blank..).unwrap_or_default();
    let ends = ["ff.", "f."].iter().find(|sign| word.starts_with(**sign) && ends_word(word, sign.len()));
    ends.map_or(end, |sign| end + blank + sign.len())
}

fn before_label(note: &str, start: usize, end: usize) -> Option<Range<usize>> {
    let rest = note.get(end..)?;
    let blank = rest.len() - rest.trim_start_matches(' ').len();
    let label = BEHIND.iter().find(|label| rest.get(blank..).is_some_and(|rest| rest.starts_with(**label)))?;
    // 第12頁
    let ordinal = ['第', '제'].iter().find(|sign| note.get(..start).is_some_and(|before| before.ends_with(**sign)));
    let start = start - ordinal.map_or(0, |sign| sign.len_utf8());
    Some(start..end + blank + label.len())
}

/// Words before a time in minutes and seconds that is a place in a recording.
const MINUTES: [&str; 10] = ["timecode", "tc", "timestamp", "min", "minute", "minuto", "ab", "mark", "分", "분"];

/// Places in a recording: hours, minutes and seconds, and minutes and seconds in square brackets or behind a word that
/// says so, since without one they may be a time of day.
pub(super) fn time_codes(note: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    let is_code = |sign: char| sign.is_ascii_digit() || matches!(sign, ':' | ';' | '.' | ',');
    while let Some(start) = note.get(from..).and_then(|rest| rest.find(|sign: char| sign.is_ascii_digit())) {
        let start = from + start;
        let rest = note.get(start..).unwrap_or_default();
        let word = rest.get(..rest.find(|sign| !is_code(sign)).unwrap_or(rest.len())).unwrap_or_default();
        let code = word.trim_end_matches([':', ';', '.', ',']);
        from = start + word.len().max(1);
        if begins_word(note, start) && ends_word(note, start + code.len()) && is_time_code(note, start, code) {
            found.push(start..start + code.len());
        }
    }
    found
}

fn is_time_code(note: &str, start: usize, code: &str) -> bool {
    let parts: Vec<&str> = code.split([':', ';', '.', ',']).collect();
    let colons = code.matches(':').count();
    let is_sixtieth = |part: &str| part.len() == 2 && part < "60";
    let in_brackets = || note.get(..start).is_some_and(|before| before.ends_with('['));
    match parts.as_slice() {
        [hours, rest @ ..] if colons >= 2 && matches!(rest.len(), 2 | 3) => {
            (1..=3).contains(&hours.len()) && rest.iter().take(2).all(|part| is_sixtieth(part))
        }
        [minutes, seconds] if colons == 1 => {
            let labelled = || MINUTES.contains(&word_before(note, start).as_str());
            (1..=3).contains(&minutes.len()) && is_sixtieth(seconds) && (in_brackets() || labelled())
        }
        _ => false,
    }
}
