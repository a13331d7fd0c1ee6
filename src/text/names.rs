//! Names as runs of capitalised words: no dictionary, so a guess; good enough to look for them elsewhere.

use super::{abbreviations, words};
use std::ops::Range;

/// Small words inside names.
const JOINERS: &str = "of de la le van von der den del di da dos al bin ibn el du des zu";

/// The runs of capitalised words in a text. A word that only begins a sentence and is a common one does not count.
pub fn runs(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    let mut joiner = false;
    let mut sentence_start = true;
    for word in words::all(text) {
        let token = text.get(word.clone()).unwrap_or_default();
        let before = text.get(runs.last().map_or(0, |run| run.end)..word.start).unwrap_or_default();
        let gap = gap_before(text, word.start);
        sentence_start |= gap.contains(['.', '!', '?', ':', '\n'])
            && !gap.trim_end().is_empty()
            && !ends_with_initial(text, word.start);
        let capital = token.starts_with(char::is_uppercase);
        let common = sentence_start && abbreviations::is_starter(token);
        let joined = open && !gap.contains(|c: char| !c.is_whitespace() && !matches!(c, '.' | '&')) && !sentence_start;
        if capital && !common {
            match runs.last_mut() {
                Some(run) if joined && (joiner || before.trim().trim_start_matches(['.', '&']).trim().is_empty()) => {
                    run.end = word.end
                }
                _ => runs.push(word.clone()),
            }
            (open, joiner) = (!token.ends_with("'s") && !token.ends_with("’s"), false);
        } else {
            joiner = open && JOINERS.split(' ').any(|listed| listed == token) && gap.trim().is_empty();
            open = joiner;
        }
        sentence_start = false;
    }
    runs.into_iter().map(|run| without_possessive(text, run)).collect()
}

/// What stands between the word that begins here and the one before it.
fn gap_before(text: &str, start: usize) -> &str {
    let before = text.get(..start).unwrap_or_default();
    let end = before.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    before.get(end..).unwrap_or_default()
}

/// "B. Moss": the dot before the word belongs to an initial or an abbreviation.
fn ends_with_initial(text: &str, start: usize) -> bool {
    let before = text.get(..start).unwrap_or_default().trim_end();
    let word = before.trim_end_matches('.').rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    before.ends_with('.') && (word.chars().count() == 1 || abbreviations::ends(word) != abbreviations::Ends::Always)
}

fn without_possessive(text: &str, run: Range<usize>) -> Range<usize> {
    let name = text.get(run.clone()).unwrap_or_default();
    let bare = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(name);
    run.start..run.start + bare.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_runs_of_capitals() {
        let table: &[(&str, &[&str])] = &[
            (
                "The U.S. State Department told Seoul’s James B. DeHart",
                &["U.S. State Department", "Seoul", "James B. DeHart"],
            ),
            ("In Berlin, Ursula von der Leyen met him. He left.", &["Berlin", "Ursula von der Leyen"]),
            ("the Bank of England and Paris", &["Bank of England", "Paris"]),
            ("nothing here", &[]),
            ("", &[]),
        ];
        for (text, expected) in table {
            let found: Vec<&str> = runs(text).into_iter().map(|run| &text[run]).collect();
            assert_eq!(&found, expected, "{text}");
        }
    }
}
