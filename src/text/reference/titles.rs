//! Titles: what stands in quotation marks, or before a page.

use super::{Reference, ReferenceKind};
use crate::text::{abbreviations, quotations};
use std::ops::Range;

/// The longest title, in characters.
const LONGEST: usize = 200;

/// What stands in quotation marks, East Asian title marks among them.
pub(super) fn quoted(note: &str) -> Vec<Range<usize>> {
    let mut found = quotations::quoted(note);
    for (open, close) in [('《', '》'), ('〈', '〉')] {
        for (at, _) in note.match_indices(open) {
            let start = at + open.len_utf8();
            let length = note.get(start..).and_then(|rest| rest.find(close));
            found.extend(length.map(|length| start..start + length));
        }
    }
    found.retain(|range| note.get(range.clone()).is_some_and(is_title));
    found.sort_by_key(|range| range.start);
    found
}

fn is_title(words: &str) -> bool {
    words.contains(char::is_alphabetic) && words.chars().count() <= LONGEST && !words.contains('\n')
}

/// What stands before each page and has no other title: from the beginning of the sentence, or from what was found before.
pub(super) fn before_pages(note: &str, found: &[Reference]) -> Vec<Range<usize>> {
    let mut titles = Vec::new();
    for (place, page) in found.iter().enumerate().filter(|(_, one)| one.kind == ReferenceKind::Page) {
        let earlier = found.get(..place).unwrap_or_default();
        let start = earlier.last().map_or(0, |last| last.range.end);
        let part = start..page.range.start;
        // “The Long War” (2015), p. 12: what is between is no title of its own.
        if earlier.last().is_some_and(|last| last.kind == ReferenceKind::Title) {
            continue;
        }
        titles.extend(note.get(part.clone()).and_then(|words| title_in(words, part.start)));
    }
    titles
}

/// The last part of these words, without what only leads to a title.
fn title_in(words: &str, at: usize) -> Option<Range<usize>> {
    let start = last_break(words);
    let leads_on = |sign: char| sign.is_whitespace() || matches!(sign, ',' | ':' | '(' | '[' | '-' | '–');
    let body = words.get(start..)?.trim_end_matches(leads_on);
    let mut title = body;
    loop {
        let trimmed = title.trim_start_matches(|sign: char| !sign.is_alphanumeric() && sign != '¿' && sign != '¡');
        let (first, rest) = trimmed.split_once([' ', ':']).unwrap_or((trimmed, ""));
        let leads = LEADING.contains(&first.to_lowercase().as_str()) && !rest.trim().is_empty();
        title = if leads { rest } else { trimmed };
        if !leads {
            break;
        }
    }
    let begin = at + start + body.len() - title.len();
    is_title(title).then(|| begin..begin + title.len())
}

/// Words that lead to a title and are not part of it.
const LEADING: [&str; 16] = [
    "see", "cf.", "cf", "from", "source", "in", "per", "via", "quelle", "siehe", "vgl.", "voir", "source:", "출처",
    "참고", "see:",
];

/// Where the last sentence or part of these words begins.
fn last_break(words: &str) -> usize {
    let mut breaks = words.char_indices().filter_map(|(at, sign)| match sign {
        ';' | '\n' | '。' => Some(at + sign.len_utf8()),
        '.' | '!' | '?' => {
            let word = words.get(..at)?.rsplit(char::is_whitespace).next()?;
            let is_end = word.chars().count() > 2 && abbreviations::ends(word) == abbreviations::Ends::Always;
            (is_end && words.get(at + 1..)?.starts_with(' ')).then_some(at + 1)
        }
        _ => None,
    });
    breaks.next_back().unwrap_or(0)
}
