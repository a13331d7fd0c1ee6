//! Two short texts word by word, for showing an edit.

use super::vocabulary::Vocabulary;
use super::weave::weave;
use crate::model::typography;
use std::ops::Range;

/// What became of a stretch of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// It is in both, perhaps set otherwise.
    Same,
    /// It is in the old text alone.
    Removed,
    /// It is in the new text alone.
    Added,
}

/// The words of one text.
struct Words {
    spans: Vec<Range<usize>>,
    ids: Vec<u32>,
    length: usize,
}

impl Words {
    fn new(text: &str, vocabulary: &mut Vocabulary) -> Self {
        let mut words = Self { spans: Vec::new(), ids: Vec::new(), length: text.len() };
        typography::tokens(text, &mut |span, form| {
            words.spans.push(span);
            words.ids.push(vocabulary.word(form));
        });
        words
    }

    /// The byte where a word begins; the space before the first belongs to it.
    fn start(&self, word: usize) -> usize {
        if word == 0 { 0 } else { self.spans.get(word).map_or(self.length, |span| span.start) }
    }

    fn bytes(&self, words: &Range<usize>) -> Range<usize> {
        self.start(words.start)..self.start(words.end)
    }
}

/// What was removed and added between two texts: for each stretch its bytes in the old and in the new text, one of them
/// empty where it is in one text alone. In order; together they are the whole of both texts, space included.
pub fn words_diff(old: &str, new: &str) -> Vec<(Edit, Range<usize>, Range<usize>)> {
    let mut vocabulary = Vocabulary::default();
    let (old, new) = (Words::new(old, &mut vocabulary), Words::new(new, &mut vocabulary));
    vocabulary.weigh();
    let mut edits = Vec::new();
    let mut push = |edit: Edit, a: Range<usize>, b: Range<usize>| {
        let (a, b) = (old.bytes(&a), new.bytes(&b));
        if !a.is_empty() || !b.is_empty() {
            edits.push((edit, a, b));
        }
    };
    let mut pairs = weave(&old.ids, &new.ids, &vocabulary);
    pairs.retain(|(a, b)| old.ids.get(*a) == new.ids.get(*b));
    let mut same = (0..0, 0..0);
    for (a, b) in pairs.into_iter().chain([(old.ids.len(), new.ids.len())]) {
        let last = a == old.ids.len();
        if (a, b) != (same.0.end, same.1.end) || last {
            let (from_a, from_b) = (same.0.end, same.1.end);
            push(Edit::Same, same.0, same.1);
            push(Edit::Removed, from_a..a, from_b..from_b);
            push(Edit::Added, a..a, from_b..b);
            same = (a..a, b..b);
        }
        (same.0.end, same.1.end) = (a + 1, b + 1);
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_was_removed_and_added() {
        let table = [
            ("He has 28,500 men.", "He has 27,500 men.", "He has [-28,500 ][+27,500 ]men."),
            ("He did go.", "He did not go", "He did [+not ]go[-.]"),
            ("“So,” he said", "\"So,\" he  said so", "“So,” he said[+so]"),
            ("Agile team", "agile team", "[-Agile ][+agile ]team"),
            ("one", "", "[-one]"),
            ("", "one", "[+one]"),
            ("", "", ""),
        ];
        for (old, new, expected) in table {
            let mut shown = String::new();
            let (mut a, mut b) = (0, 0);
            for (edit, old_range, new_range) in words_diff(old, new) {
                assert_eq!((old_range.start, new_range.start), (a, b), "{old} → {new}");
                (a, b) = (old_range.end, new_range.end);
                match edit {
                    Edit::Same => shown.push_str(&old[old_range]),
                    Edit::Removed => shown.push_str(&format!("[-{}]", &old[old_range])),
                    Edit::Added => shown.push_str(&format!("[+{}]", &new[new_range])),
                }
            }
            assert_eq!((a, b), (old.len(), new.len()), "{old} → {new}");
            assert_eq!(shown, expected);
        }
    }
}
