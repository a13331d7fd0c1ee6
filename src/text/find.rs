//! Where words stand in a text: a quotation, with typographic differences ignored where need be, or what somebody types
//! into a find box.

use std::ops::Range;

/// Where these words stand, without overlaps: exactly, or, if that is nowhere, with straight and curly quotation
/// marks, all dashes and all white space taken as the same, and soft hyphens and zero-width characters ignored. Case
/// counts. White space around `wanted` does not.
pub fn quote(text: &str, wanted: &str) -> Vec<Range<usize>> {
    let wanted = wanted.trim();
    if wanted.is_empty() {
        return Vec::new();
    }
    let exact: Vec<Range<usize>> = text.match_indices(wanted).map(|(at, found)| at..at + found.len()).collect();
    if exact.is_empty() { folded(text, wanted, fold_typography) } else { exact }
}

/// Where these letters stand, without overlaps, whatever their case and typography.
pub fn search(text: &str, needle: &str) -> Vec<Range<usize>> {
    folded(text, needle.trim(), fold_case)
}

/// A text as [`search`] compares it, for many searches in one text: one holds the other when its letters do.
pub fn folded_text(text: &str) -> String {
    fold_all(text, fold_case).0
}

/// Searches where every character of both is replaced by what it folds to.
fn folded(text: &str, wanted: &str, fold: fn(char, &mut String)) -> Vec<Range<usize>> {
    let (wanted, _) = fold_all(wanted, fold);
    if wanted.is_empty() {
        return Vec::new();
    }
    let (haystack, places) = fold_all(text, fold);
    let place = |at: usize| places.partition_point(|(folded, _)| *folded <= at).checked_sub(1);
    haystack
        .match_indices(wanted.as_str())
        .filter_map(|(at, found)| {
            let (first, last) = (place(at)?, place(at + found.len() - 1)?);
            let start = places.get(first)?.1.start;
            Some(start..places.get(last)?.1.end)
        })
        .collect()
}

/// The folded text, and for each character that left something in it, where that begins and which bytes it came from.
fn fold_all(text: &str, fold: fn(char, &mut String)) -> (String, Vec<(usize, Range<usize>)>) {
    let mut folded = String::with_capacity(text.len());
    let mut places: Vec<(usize, Range<usize>)> = Vec::new();
    for (at, c) in text.char_indices() {
        let start = folded.len();
        let end = at + c.len_utf8();
        if c.is_whitespace() {
            // A run of white space is one blank.
            match places.last_mut() {
                Some(last) if folded.ends_with(' ') => last.1.end = end,
                _ => {
                    folded.push(' ');
                    places.push((start, at..end));
                }
            }
            continue;
        }
        fold(c, &mut folded);
        if folded.len() > start {
            places.push((start, at..end));
        }
    }
    (folded, places)
}

/// Straight marks for curly ones, one dash for all, three dots for an ellipsis, nothing for what cannot be seen.
fn fold_typography(c: char, folded: &mut String) {
    match c {
        '‘' | '’' | '‚' | '‛' | '′' | 'ʼ' | '`' | '´' | '‹' | '›' => folded.push('\''),
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => folded.push('"'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => folded.push('-'),
        '…' => folded.push_str("..."),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
        _ => folded.push(c),
    }
}

fn fold_case(c: char, folded: &mut String) {
    let start = folded.len();
    fold_typography(c, folded);
    if folded.len() > start && !c.is_lowercase() && c.is_alphabetic() {
        folded.truncate(start);
        folded.extend(c.to_lowercase());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(find: fn(&str, &str) -> Vec<Range<usize>>, text: &str, wanted: &str, expected: &[&str]) {
        let found: Vec<&str> = find(text, wanted).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected, "{wanted} in {text}");
    }

    #[test]
    fn finds_quotations() {
        check(quote, "a fivefold increase", "fivefold", &["fivefold"]);
        check(quote, "walked out, walked out", " walked out ", &["walked out", "walked out"]);
        check(quote, "He said: “It’s over – now.”", "\"It's over - now.\"", &["“It’s over – now.”"]);
        check(quote, "cost\u{a0}sharing\n talks", "cost sharing talks", &["cost\u{a0}sharing\n talks"]);
        check(quote, "un\u{ad}fair… so", "unfair... so", &["un\u{ad}fair… so"]);
        check(quote, "\"so\" and “so”", "“so”", &["“so”"]);
        check(quote, "Walked out", "walked out", &[]);
        check(quote, "any", "  ", &[]);
    }

    #[test]
    fn searches_whatever_the_case() {
        check(search, "Seoul, SEOUL, İstanbul", "seoul", &["Seoul", "SEOUL"]);
        check(search, "İSTANBUL, ΑΘΗΝΑ", "αθηνα", &["ΑΘΗΝΑ"]);
        check(search, "The “Deal”", "\"deal\"", &["“Deal”"]);
        check(search, "x", "", &[]);
    }
}
