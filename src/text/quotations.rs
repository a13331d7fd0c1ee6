//! Quotations: what stands between quotation marks, and whether a passage has it word for word.

use super::alike::bare;
use super::compare::{Finding, FindingKind, finding};
use super::{find, words};
use std::ops::Range;

/// What stands between quotation marks in a text, the marks left out.
pub fn quoted(text: &str) -> Vec<Range<usize>> {
    const PAIRS: &[(char, &str)] = &[
        ('“', "”"),
        ('„', "“”"),
        ('«', "»"),
        ('»', "«"),
        ('「', "」"),
        ('『', "』"),
        ('"', "\""),
        ('‘', "’"),
        ('‹', "›"),
    ];
    let mut ranges = Vec::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        let Some((_, closing)) = PAIRS.iter().find(|(opening, _)| *opening == c) else { continue };
        let start = at + c.len_utf8();
        let rest = text.get(start..).unwrap_or_default();
        // An apostrophe inside a word closes nothing.
        let closes = |(at, mark): &(usize, char)| {
            let next = rest[at + mark.len_utf8()..].chars().next();
            closing.contains(*mark) && !(*mark == '’' && next.is_some_and(char::is_alphanumeric))
        };
        let Some((length, mark)) = rest.char_indices().find(closes) else { continue };
        if length > 0 {
            ranges.push(start..start + length);
        }
        let after = start + length + mark.len_utf8();
        while chars.offset() < after && chars.next().is_some() {}
    }
    ranges
}

/// The parts of a quotation between its omissions, looked for one after the other.
pub(super) fn quotation(quote: &str, passage: &str) -> Option<Finding> {
    let text = quote.trim().trim_end_matches(['.', ',', ';', ':']);
    let parts: Vec<&str> = text
        .split("[…]")
        .flat_map(|part| part.split("[...]"))
        .flat_map(|part| part.split('…'))
        .flat_map(|part| part.split("..."))
        .map(|part| part.trim().trim_end_matches(['.', ',']))
        .filter(|part| part.contains(char::is_alphanumeric))
        .collect();
    let mut from = 0;
    let mut place: Option<Range<usize>> = None;
    for part in &parts {
        let rest = passage.get(from..)?;
        let Some(found) = find::quote(rest, part).into_iter().next().or_else(|| first_letter_changed(rest, part))
        else {
            return Some(misquoted(text, part, rest, from));
        };
        let start = place.as_ref().map_or(from + found.start, |place| place.start);
        from += found.end;
        place = Some(start..from);
    }
    place.map(|place| finding(FindingKind::Quotation, text, true, Some(place), ""))
}

/// A quotation may begin in another case than the sentence it is taken from.
fn first_letter_changed(passage: &str, part: &str) -> Option<Range<usize>> {
    let first = part.chars().next()?;
    let rest = part.get(first.len_utf8()..)?;
    find::search(passage, part).into_iter().find(|place| {
        let theirs = passage.get(place.clone()).unwrap_or_default();
        let after = theirs.chars().next().map_or(0, char::len_utf8);
        !find::quote(theirs.get(after..).unwrap_or_default(), rest).is_empty()
    })
}

/// Names the first word that differs where the passage is most like the quotation.
fn misquoted(text: &str, part: &str, passage: &str, from: usize) -> Finding {
    let ours = words::all(part);
    let theirs = words::all(passage);
    let wanted: Vec<String> = ours.iter().filter_map(|word| part.get(word.clone())).map(bare).collect();
    let have: Vec<String> = theirs.iter().filter_map(|word| passage.get(word.clone())).map(bare).collect();
    let agree = |start: &usize| wanted.iter().zip(&have[*start..]).filter(|(a, b)| a == b).count();
    let best = (0..have.len()).max_by_key(|start| (agree(start), usize::MAX - start));
    let Some(start) = best.filter(|start| agree(start) * 2 >= wanted.len().min(8) && agree(start) > 1) else {
        return finding(FindingKind::Quotation, text, false, None, "");
    };
    let same = wanted.iter().zip(&have[start..]).take_while(|(a, b)| a == b).count();
    let differs = |words: &[Range<usize>], text: &str, at: usize| {
        words.get(at).and_then(|word| text.get(word.clone())).map(str::to_owned)
    };
    let (mine, their) = (differs(&ours, part, same), differs(&theirs, passage, start + same));
    let tail = match (mine, their) {
        (Some(mine), Some(their)) => format!(" word for word; where it says “{mine}”, the passage has “{their}”"),
        (Some(mine), None) => format!(" word for word; the passage ends before “{mine}”"),
        _ => " word for word; the punctuation differs".to_owned(),
    };
    let last = (start + wanted.len()).min(theirs.len()) - 1;
    let place = theirs.get(start).zip(theirs.get(last)).map(|(first, last)| from + first.start..from + last.end);
    finding(FindingKind::Quotation, text, false, place, &tail)
}
