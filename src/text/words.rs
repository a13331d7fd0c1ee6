//! Words, for selecting one and for moving by one: the words of UAX #29, except that words joined by hyphens are one.

use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// The word that holds this byte or ends at it, without punctuation; an empty range at the byte where there is none.
pub fn word_at(text: &str, byte: usize) -> Range<usize> {
    let byte = text.floor_char_boundary(byte);
    let words = words(text, line_at(text, byte));
    let holds = words.iter().find(|word| word.contains(&byte));
    holds.or_else(|| words.iter().find(|word| word.end == byte)).cloned().unwrap_or(byte..byte)
}

/// The end of the first word that ends after this byte, or the end of the text.
pub fn next_word_end(text: &str, byte: usize) -> usize {
    forward(text, byte).map(|word| word.end).find(|end| *end > byte).unwrap_or(text.len())
}

/// The start of the first word that starts after this byte, or the end of the text.
pub fn next_word_start(text: &str, byte: usize) -> usize {
    forward(text, byte).map(|word| word.start).find(|start| *start > byte).unwrap_or(text.len())
}

/// The start of the last word that starts before this byte, or the start of the text.
pub fn previous_word_start(text: &str, byte: usize) -> usize {
    backward(text, byte).map(|word| word.start).find(|start| *start < byte).unwrap_or(0)
}

/// The end of the last word that ends before this byte, or the start of the text.
pub fn previous_word_end(text: &str, byte: usize) -> usize {
    backward(text, byte).map(|word| word.end).find(|end| *end < byte).unwrap_or(0)
}

/// Every word of the text.
pub fn all(text: &str) -> Vec<Range<usize>> {
    forward(text, 0).collect()
}

/// The words from the line of this byte on.
fn forward(text: &str, byte: usize) -> impl Iterator<Item = Range<usize>> {
    let first = line_at(text, text.floor_char_boundary(byte));
    let next = move |line: &Range<usize>| (line.end < text.len()).then(|| line_at(text, line.end + 1));
    std::iter::successors(Some(first), next).flat_map(move |line| words(text, line))
}

/// The words from the line of this byte back, last first.
fn backward(text: &str, byte: usize) -> impl Iterator<Item = Range<usize>> {
    let first = line_at(text, text.floor_char_boundary(byte));
    let previous = move |line: &Range<usize>| (line.start > 0).then(|| line_at(text, line.start - 1));
    std::iter::successors(Some(first), previous).flat_map(move |line| words(text, line).into_iter().rev())
}

/// The line that holds this byte, without its end. No word goes beyond it.
fn line_at(text: &str, byte: usize) -> Range<usize> {
    let (before, after) = text.split_at(byte);
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    start..after.find('\n').map_or(text.len(), |at| byte + at)
}

fn words(text: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let body = text.get(line.clone()).unwrap_or_default();
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, word) in body.unicode_word_indices() {
        let start = line.start + at;
        // The dot after "U.S" belongs to it.
        let dot = usize::from(word.contains('.') && text[start + word.len()..].starts_with('.') && is_initials(word));
        let end = start + word.len() + dot;
        match words.last_mut() {
            Some(last) if text.get(last.end..start).is_some_and(is_hyphen) => last.end = end,
            _ => words.push(start..end),
        }
    }
    words
}

fn is_hyphen(between: &str) -> bool {
    matches!(between, "-" | "\u{2010}" | "\u{2011}")
}

/// "U.S", "e.g", "a.m": letters parted by dots.
fn is_initials(word: &str) -> bool {
    word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_word_at_a_place() {
        let text = "About 28,500 U.S. troops: Seoul’s cost-sharing, “so”\n한국의 軍隊";
        let table = [
            ("About", "About"),
            ("8,5", "28,500"),
            ("S. t", "U.S."),
            ("’s", "Seoul’s"),
            ("-sh", "cost-sharing"),
            ("sharing", "cost-sharing"),
            ("so”", "so"),
            ("국", "한국의"),
            (": Seoul", "troops"),
        ];
        for (at, word) in table {
            assert_eq!(&text[word_at(text, text.find(at).unwrap())], word, "{at}");
        }
    }

    #[test]
    fn between_words_there_is_none() {
        assert_eq!(word_at("a — b", 2), 2..2);
        assert_eq!(word_at("", 7), 0..0);
        assert_eq!(word_at("é", 1), 0..2);
    }

    #[test]
    fn moves_by_words_across_lines() {
        let text = "One two-three\n\n«four»";
        assert_eq!((next_word_end(text, 0), next_word_end(text, 3), next_word_end(text, 13)), (3, 13, 21));
        assert_eq!(
            (next_word_start(text, 0), next_word_start(text, 4), next_word_start(text, 17)),
            (4, 17, text.len())
        );
        assert_eq!(
            (previous_word_start(text, 99), previous_word_start(text, 17), previous_word_start(text, 0)),
            (17, 4, 0)
        );
        assert_eq!((previous_word_end(text, 21), previous_word_end(text, 13), previous_word_end(text, 3)), (13, 3, 0));
    }

    #[test]
    fn any_offset_gives_a_boundary() {
        let text = "a“é”\n한 b";
        for byte in 0..text.len() + 3 {
            let word = word_at(text, byte);
            assert!(text.get(word).is_some());
            for place in [next_word_end, next_word_start, previous_word_start, previous_word_end] {
                assert!(text.is_char_boundary(place(text, byte)), "{byte}");
            }
        }
        assert_eq!(all(text).len(), 4);
    }
}
