//! Lines → the text of a paragraph: words that a line end parted are put together by the document's own words.

use super::line::Line;
use crate::import::plain::is_unspaced;
use std::collections::HashSet;

/// First parts of words that keep their hyphen in English, where the document does not say how it writes them.
const KEEPING: &[&str] =
    &["all", "ex", "half", "high", "ill", "long", "low", "non", "quasi", "self", "short", "so", "well"];

/// The words that occur whole in a document, in small letters, those with hyphens in them as well.
#[derive(Debug, Default)]
pub struct Words(HashSet<String>);

impl Words {
    /// Notes the words of a line; the last does not count when it is parted, nor the first of the line after it.
    pub fn add(&mut self, line: &str, before: Option<&str>) {
        let cut = |line: &str| line.ends_with(is_hyphen);
        let words = line.split_whitespace().skip(usize::from(before.is_some_and(cut)));
        let last = line.split_whitespace().next_back().filter(|_| cut(line));
        for word in words.filter(|word| Some(*word) != last) {
            let word = bare(word);
            if word.chars().count() > 2 {
                self.0.insert(word.to_lowercase().replace('\u{2010}', "-"));
            }
        }
    }

    fn has(&self, word: &str) -> bool {
        self.0.contains(&word.to_lowercase())
    }
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Hyphen-minus, hyphen, soft hyphen.
fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{ad}')
}

/// The text of lines that follow each other.
pub fn join(lines: &[Line], words: &Words) -> String {
    let mut text = String::new();
    for line in lines {
        append(&mut text, &line.text, words);
    }
    text.retain(|c| c != '\u{ad}');
    text
}

/// Appends a line to what came before it.
fn append(text: &mut String, line: &str, words: &Words) {
    let (Some(last), Some(next)) = (text.chars().next_back(), line.chars().next()) else {
        text.push_str(line);
        return;
    };
    let before = text.chars().rev().nth(1);
    if is_hyphen(last) && before.is_some_and(char::is_alphanumeric) && next.is_alphanumeric() {
        if last == '\u{ad}' || is_parted(text, line, words) {
            text.pop();
        }
    } else if !goes_on(text, last, before, line, next, words) {
        text.push(' ');
    }
    text.push_str(line);
}

/// True when a line goes on without a blank: in scripts that have none, in Korean words that the document has whole
/// elsewhere, and behind dashes and strokes that stand at a word.
fn goes_on(text: &str, last: char, before: Option<char>, line: &str, next: char, words: &Words) -> bool {
    let korean = |c: char| matches!(c, '\u{ac00}'..='\u{d7a3}');
    if korean(last) && korean(next) {
        return words.has(&format!("{}{}", last_word(text), first_word(line)));
    }
    let tight = before.is_some_and(char::is_alphanumeric) && next.is_alphanumeric() && matches!(last, '—' | '/');
    tight || (is_unspaced(last) && is_unspaced(next))
}

fn last_word(text: &str) -> &str {
    text.split_whitespace().next_back().map(bare).unwrap_or_default()
}

fn first_word(line: &str) -> &str {
    line.split_whitespace().next().map(bare).unwrap_or_default()
}

/// True when a hyphen at a line end parts a word, and false when it is the word's own.
fn is_parted(text: &str, line: &str, words: &Words) -> bool {
    let first = last_word(text).replace('\u{2010}', "-");
    let rest = first_word(line);
    if words.has(&format!("{first}{rest}")) {
        return true;
    }
    let own = words.has(&format!("{first}-{rest}"))
        || first.contains('-')
        || rest.starts_with(|c: char| !c.is_lowercase())
        || !first.chars().all(char::is_alphabetic)
        || KEEPING.contains(&first.to_lowercase().as_str());
    !own
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(lines: &[&str], elsewhere: &str) -> String {
        let mut words = Words::default();
        words.add(elsewhere, None);
        let line = |text: &&str| Line {
            text: (*text).into(),
            x0: 0.0,
            x1: 100.0,
            y: 0.0,
            size: 10.0,
            bold: false,
            cell: false,
        };
        join(&lines.iter().map(line).collect::<Vec<_>>(), &words)
    }

    #[test]
    fn hyphens_at_line_ends_go_where_the_document_says_so() {
        for (lines, elsewhere, expected) in [
            (["the govern-", "ment said"], "", "the government said"),
            (["the re-", "elect all"], "They reelect him.", "the reelect all"),
            (["the re-", "elect all"], "They re-elect him.", "the re-elect all"),
            (["a well-", "known man"], "", "a well-known man"),
            (["the state-of-the-", "art lab"], "", "the state-of-the-art lab"),
            (["the Anglo-", "American"], "", "the Anglo-American"),
            (["in 2019-", "20 it"], "", "in 2019-20 it"),
            (["soft\u{ad}", "ware is"], "", "software is"),
            (["one —", "two"], "", "one — two"),
            (["one—", "two"], "", "one—two"),
            (["north/", "south"], "", "north/south"),
            (["新聞の", "記事"], "", "新聞の記事"),
            (["정부는 발표", "했다 그리고"], "", "정부는 발표 했다 그리고"),
            (["정부는 발표", "했다 그리고"], "그가 발표했다.", "정부는 발표했다 그리고"),
        ] {
            assert_eq!(joined(&lines, elsewhere), expected, "{lines:?} {elsewhere}");
        }
    }

    #[test]
    fn a_soft_hyphen_never_stays() {
        assert_eq!(joined(&["cut short in gov\u{ad}"], ""), "cut short in gov");
    }

    #[test]
    fn parted_words_are_no_evidence() {
        let mut words = Words::default();
        words.add("it was a govern-", None);
        words.add("ment matter", Some("it was a govern-"));
        assert!(!words.has("govern") && !words.has("ment") && words.has("matter"));
    }
}
