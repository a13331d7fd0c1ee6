//! Sentences: where a stop, with the quotation marks and brackets that close after it, ends one. Abbreviations, initials,
//! numbers and quotations that the sentence carries on do not.

use super::abbreviations::{self, Ends};
use std::ops::Range;

/// The sentences of a text in order, without the white space around them. A blank line always ends one; so does a line
/// end, unless the next line carries on in small letters.
pub fn split(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = match c {
            '\n' if ends_line(text, start, at) => at,
            _ if is_stop(c) => {
                let stop = Stop::at(text, start, at);
                while chars.next_if(|(next, _)| *next < stop.end).is_some() {}
                match stop.begins_item() {
                    Some(item) => start + item,
                    None if stop.ends_sentence() => stop.end,
                    None => continue,
                }
            }
            _ => continue,
        };
        sentences.extend(trimmed(text, start..end));
        start = end;
    }
    sentences.extend(trimmed(text, start..text.len()));
    sentences
}

/// The sentence that holds this byte; between two, the one before. An empty range where there is none.
pub fn sentence_at(text: &str, byte: usize) -> Range<usize> {
    let byte = text.floor_char_boundary(byte);
    let (before, after) = text.split_at(byte);
    // No sentence goes beyond a blank line, so only what lies between two of them is split.
    let start = before.rfind("\n\n").map_or(0, |at| at + 2);
    let end = after.find("\n\n").map_or(text.len(), |at| byte + at);
    let sentences = split(text.get(start..end).unwrap_or_default());
    let index = sentences.partition_point(|sentence| start + sentence.start <= byte).saturating_sub(1);
    sentences.get(index).map_or(byte..byte, |sentence| start + sentence.start..start + sentence.end)
}

fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let raw = text.get(range.clone())?;
    let body = raw.trim();
    let start = range.start + (raw.len() - raw.trim_start().len());
    (!body.is_empty()).then_some(start..start + body.len())
}

fn ends_line(text: &str, start: usize, at: usize) -> bool {
    let (line, next) = (&text[start..at], &text[at + 1..]);
    let carried_on = next.trim_start_matches([' ', '\t']).starts_with(char::is_lowercase);
    !carried_on || line.split_whitespace().nth(2).is_none()
}

/// No word is longer, in bytes.
const LONGEST_WORD: usize = 256;

/// The beginning of a text, no longer than the longest word.
fn start_of(text: &str) -> &str {
    text.get(..text.floor_char_boundary(LONGEST_WORD)).unwrap_or(text)
}

/// Marks that can end a sentence.
fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '؟' | '۔' | '।') || is_wide_stop(c)
}

/// Those that are not followed by a blank.
fn is_wide_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '．' | '｡')
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '›' | ')' | ']' | '}' | '」' | '』' | '）' | '】' | '》' | '*' | '_')
}

fn is_opening(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '‘' | '„' | '‚' | '«' | '‹' | '(' | '[' | '「' | '『' | '（' | '¿' | '¡' | '*' | '_')
}

/// A stop with its surroundings.
struct Stop<'a> {
    /// The sentence so far, the stop left out.
    before: &'a str,
    /// The stops: one, or several in a row.
    marks: &'a str,
    /// What closes after them.
    closing: &'a str,
    /// The text behind.
    after: &'a str,
    /// The byte after the closing marks.
    end: usize,
}

impl<'a> Stop<'a> {
    fn at(text: &'a str, start: usize, at: usize) -> Self {
        let (before, rest) = (&text[start..at], &text[at..]);
        let mut marks = rest.len() - rest.trim_start_matches(is_stop).len();
        // Dots may be spaced: ". . ."
        while rest[marks..].starts_with(" .") && rest[..marks].ends_with('.') {
            marks += 2;
        }
        let behind = &rest[marks..];
        let mut closing = behind.len() - behind.trim_start_matches(is_closing).len();
        // In German “ closes; it does so here if „ opened before.
        if behind[closing..].starts_with(['“', '‘']) && before.contains(['„', '‚']) {
            closing += '“'.len_utf8();
        }
        Self {
            before,
            marks: &rest[..marks],
            closing: &behind[..closing],
            after: &behind[closing..],
            end: at + marks + closing,
        }
    }

    /// Where in the sentence so far the next item of a list begins, in a list without line ends: "1. One 2. Two".
    fn begins_item(&self) -> Option<usize> {
        let word = self.word();
        let mut earlier = start_of(self.before).split_whitespace();
        let bullet = earlier.clone().next().filter(|first| first.chars().all(is_bullet));
        let first = earlier.nth(usize::from(bullet.is_some()))?;
        let same_bullet = bullet.is_none() || self.before.split_whitespace().rev().nth(1) == bullet;
        if self.marks != "." || !same_bullet || self.before.ends_with(first) || !follows(first, word) {
            return None;
        }
        let item = self.before.len() - word.len();
        let space = self.before.get(..item)?.trim_end();
        Some(bullet.map_or(item, |bullet| space.len() - bullet.len()))
    }

    fn ends_sentence(&self) -> bool {
        if self.after.trim().is_empty() {
            return true;
        }
        if self.marks.ends_with(is_wide_stop) {
            // 「…。」と: the sentence goes on after the quotation.
            let goes_on = self.after.starts_with(['と', 'っ', '、', '，', 'の', 'は', 'が', 'を', 'に']);
            return self.closing.is_empty() || !goes_on;
        }
        if !self.after.starts_with(char::is_whitespace) {
            return self.is_glued();
        }
        let next = self.after.trim_start().trim_start_matches(is_opening);
        let carries_on = next.starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | ';' | ':' | '-' | '–' | '—'));
        if carries_on || next.is_empty() || self.is_omission() || self.is_spoken(next) {
            return false;
        }
        self.marks != "." || self.single_dot_ends(next)
    }

    /// Two sentences that a blank was lost between: a small letter or a figure before the dot, a capital word behind.
    fn is_glued(&self) -> bool {
        let word = self.word();
        let mut next = self.after.chars();
        let capital = next.next().is_some_and(char::is_uppercase) && next.next().is_some_and(char::is_lowercase);
        let whole = word.chars().count() > 1 && !word.contains(['.', '/', '@', ':']);
        let joined = start_of(self.after).split_whitespace().next().unwrap_or_default();
        self.marks == "."
            && self.closing.is_empty()
            && capital
            && whole
            && !joined.trim_end_matches(is_stop).contains(['.', '/', '@'])
            && word.ends_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
            && joined.chars().count() > 1
    }

    /// "[...]" or "(…)": words were left out, and the sentence may go on.
    fn is_omission(&self) -> bool {
        (self.marks.len() > 2) && self.before.ends_with(['[', '('])
    }

    /// “So?” Ada said: the words behind a quotation say who spoke.
    fn is_spoken(&self, next: &str) -> bool {
        let quoted = self.closing.contains(['"', '”', '’', '»', '\'']);
        quoted
            && next
                .split_whitespace()
                .skip(1)
                .take(3)
                .map(|word| word.trim_end_matches(is_edge))
                .any(abbreviations::is_speech)
    }

    /// The word that the stop follows.
    fn word(&self) -> &'a str {
        // So that a text without a blank is not read over and over.
        let tail = self.before.get(self.before.floor_char_boundary(self.before.len().saturating_sub(LONGEST_WORD))..);
        let word = tail.unwrap_or_default().split_whitespace().next_back().unwrap_or_default();
        let word = if self.before.ends_with(char::is_whitespace) { "" } else { word };
        word.trim_start_matches(is_opening)
    }

    /// Whether one dot, blank and a word that is not in small letters end a sentence.
    fn single_dot_ends(&self, next: &str) -> bool {
        let word = self.word();
        let follows = next.split(|c: char| c.is_whitespace() || is_edge(c)).next().unwrap_or_default();
        let starter = abbreviations::is_starter(follows);
        let numeric = next.starts_with(|c: char| c.is_numeric());
        if !self.closing.is_empty() && self.closing != ")" {
            return true;
        }
        if is_enumerator(word)
            && self.before.trim().trim_start_matches(is_bullet).trim() == word.trim_start_matches(is_bullet)
        {
            return false;
        }
        if word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit()) && abbreviations::is_month(follows) {
            return false;
        }
        match abbreviations::ends(word) {
            Ends::Never => false,
            Ends::BeforeNoNumber => !numeric,
            Ends::BeforeStarter => starter,
            Ends::Always if is_initial(word) => self.initial_ends(starter),
            Ends::Always => true,
        }
    }

    /// After "vitamin C." or "you and I." a new sentence may begin; "Ada B. The" is no name.
    fn initial_ends(&self, starter: bool) -> bool {
        let earlier = self.before.split_whitespace().rev().nth(1).unwrap_or_default();
        starter && earlier.starts_with(char::is_lowercase)
    }
}

fn is_edge(c: char) -> bool {
    matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | '"' | '”' | '’' | '\'' | ')')
}

/// A single letter, or several joined by hyphens, as in "J.-P.".
fn is_initial(word: &str) -> bool {
    let word = word.rsplit(['-', '.']).next().unwrap_or_default();
    word.chars().count() == 1 && word.chars().all(char::is_alphabetic)
}

fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '⁃' | '-' | '*')
}

/// True when one enumerator comes after another: 2 after 1., b after a.
fn follows(first: &str, second: &str) -> bool {
    let bare = |text: &str| text.trim_matches(|c: char| is_bullet(c) || matches!(c, '.' | ')' | '(')).to_owned();
    let (bare_first, bare_second) = (bare(first), bare(second));
    let numbers = bare_first.parse::<u32>().ok().zip(bare_second.parse::<u32>().ok());
    let letters = bare_first.chars().next().zip(bare_second.chars().next());
    let single = bare_first.len() == 1 && bare_second.len() == 1;
    first.contains(['.', ')'])
        && (numbers.is_some_and(|(first, second)| second > first && second < first + 10)
            || letters.is_some_and(|(first, second)| single && first.is_lowercase() && second > first))
}

/// The number or letter that an item of a list begins with.
fn is_enumerator(word: &str) -> bool {
    let word = word.trim_start_matches(is_bullet).trim_start_matches('(').trim_end_matches(')');
    !word.is_empty()
        && (word.chars().count() == 1 || (word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_digit())))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` marks where sentences part; without the marks it is the text.
    fn check(marked: &str) {
        let text = marked.replace(" | ", " ").replace('|', "");
        let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
        let found: Vec<&str> = split(&text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn splits_at_stops() {
        check("It rained. | Then it snowed! | Did it? | Yes.");
        check("He has $4.7 billion. | So she says.");
        check("“It was the U.S. that walked out of the talks.” | The talks ended.");
        check("“Why?” Jeong said. | “It is over.” | Nobody knew.");
        check("(It was late.) | They left.");
        check("Well… perhaps. | And then … | Nothing.");
    }

    #[test]
    fn knows_abbreviations_initials_and_numbers() {
        check("James E. DeHart of the U.S. State Department met Gen. Park on Nov. 19 at 5 p.m. | He left.");
        check("They live in the U.S. | The others do not.");
        check("Acme Inc. of Paris, Dr. Moss, Mt. Fuji, St. Ives, p. 55, No. 7, etc. | We saw it.");
        check("You and I. | Did you see B. Moss?");
        check("Am 12. Juni kam Dr. Lang, z. B. um 9 Uhr. | Er ging.");
        check("1. The first item. | 2. The second item.");
        check("• 9. The first item | • 10. The second item");
        check("Visit www.example.com/A.html. | Write to Ada.Quill@example.com. | Thanks.");
    }

    #[test]
    fn splits_other_scripts() {
        check("雨が降った。|「もう終わりだ。」と彼は言った。|本当？|はい。");
        check("회담이 끝났다. | 다음은 11월이다.");
        check("Паром ушёл в 12 ч. дня. | Он вернулся.");
        check("„Das war es.“ | Sie ging.");
    }

    #[test]
    fn lines_and_blank_lines() {
        assert_eq!(split("One\n\nTwo\nThree is here and\nso is four").len(), 3);
        assert_eq!(split(" \n ").len(), 0);
    }

    #[test]
    fn finds_the_sentence_at_a_place() {
        let text = "One. Two is here.\n\nThree. Four.";
        let table =
            [(0, "One."), (4, "One."), (9, "Two is here."), (18, "Two is here."), (19, "Three."), (99, "Four.")];
        for (byte, sentence) in table {
            assert_eq!(&text[sentence_at(text, byte)], sentence, "{byte}");
        }
        assert_eq!(sentence_at("", 3), 0..0);
        assert_eq!(&"Né. Là."[sentence_at("Né. Là.", 2)], "Né.");
    }
}
