//! Names that are written otherwise and yet the same, or almost.

use super::{names, words};
use std::ops::Range;

pub fn is_whole(text: &str, place: &Range<usize>) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && u32::from(c) < 0x1100);
    let before = text.get(..place.start).and_then(|before| before.chars().next_back());
    let after = text.get(place.end..).and_then(|after| after.chars().next());
    !letter(before) && !letter(after)
}

/// Letters and figures alone, in small letters.
pub fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Words in a row that are the same letters: "Eun-bo" for "Eun Bo", "US" for "U.S.".
pub fn find_bare(passage: &str, name: &str) -> Option<Range<usize>> {
    let wanted = bare(name);
    let words = words::all(passage);
    (0..words.len()).find_map(|start| {
        let mut letters = String::new();
        for word in words.get(start..)?.iter().take(8) {
            letters.push_str(&bare(passage.get(word.clone())?));
            if letters == wanted {
                return Some(words.get(start)?.start..word.end);
            }
            if !wanted.starts_with(&letters) {
                break;
            }
        }
        None
    })
}

/// "United States" for "U.S.", and "NATO" for its long form.
pub fn find_initials(passage: &str, name: &str) -> Option<Range<usize>> {
    let initials = |text: &str| -> String {
        let words = text.split(|c: char| c.is_whitespace() || c == '-');
        words.filter(|word| word.starts_with(char::is_uppercase)).filter_map(|word| word.chars().next()).collect()
    };
    let letters: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    let is_acronym = |letters: &str| letters.len() >= 2 && letters.chars().all(char::is_uppercase);
    names::runs(passage).into_iter().find(|run| {
        let theirs = passage.get(run.clone()).unwrap_or_default();
        let their_letters: String = theirs.chars().filter(|c| c.is_alphanumeric()).collect();
        (is_acronym(&letters) && initials(theirs) == letters && theirs.contains(' '))
            || (is_acronym(&their_letters) && initials(name) == their_letters && name.contains(' '))
    })
}

/// A name in the passage that shares a word with this one or is spelled almost like it.
pub fn nearest_name(passage: &str, name: &str) -> Option<Range<usize>> {
    let last = |text: &str| bare(text.split_whitespace().next_back().unwrap_or_default());
    let wanted = bare(name);
    let allowed = if wanted.chars().count() >= 8 { 2 } else { usize::from(wanted.chars().count() >= 4) };
    names::runs(passage).into_iter().find(|run| {
        let theirs = passage.get(run.clone()).unwrap_or_default();
        (last(theirs).chars().count() > 2 && last(theirs) == last(name)) || distance(&bare(theirs), &wanted) <= allowed
    })
}

/// How many letters must be put in, taken out or replaced to make one word of the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, c) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        let mut next = vec![left];
        for (above, other) in row.iter().skip(1).zip(&b) {
            left = (above + 1).min(left + 1).min(diagonal + usize::from(c != *other));
            diagonal = *above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}
