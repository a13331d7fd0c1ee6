//! Which words of which draft a claim was made about.

use super::{Draft, Extra};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// How many characters before and after the span are kept with it.
const CONTEXT: usize = 32;

/// A span of a draft, with its words and what stood around them: position and quote selectors of the W3C Web
/// Annotation Data Model (section 4.2) in one, except that the position is in bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// Number of the draft.
    pub draft: u32,
    /// First byte of the span.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// The words of the span.
    pub quote: String,
    /// Up to 32 characters before it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub prefix: String,
    /// Up to 32 characters after it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub suffix: String,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Anchor {
    /// Anchors these bytes of the draft, without the white space at either end. None when nothing is left, or
    /// when the range is not on character boundaries of the text.
    pub fn new(draft: &Draft, range: Range<usize>) -> Option<Self> {
        let raw = draft.text.get(range.clone())?;
        let quote = raw.trim();
        if quote.is_empty() {
            return None;
        }
        let start = range.start + (raw.len() - raw.trim_start().len());
        let end = start + quote.len();
        let (before, after) = (draft.text.get(..start)?, draft.text.get(end..)?);
        let prefix = before.char_indices().rev().take(CONTEXT).last().map_or(start, |(at, _)| at);
        let suffix = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
        Some(Self {
            draft: draft.number,
            start,
            end,
            quote: quote.to_owned(),
            prefix: before.get(prefix..)?.to_owned(),
            suffix: after.get(..suffix)?.to_owned(),
            extra: Extra::new(),
        })
    }

    /// Its bytes.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// True when the words stand at its place in the draft.
    pub fn holds(&self, draft: &Draft) -> bool {
        draft.number == self.draft && draft.text.get(self.range()) == Some(self.quote.as_str())
    }

    /// The only place in the draft where the words stand between the same neighbours, when there is exactly one.
    pub fn find(&self, draft: &Draft) -> Option<Self> {
        let whole = [self.prefix.as_str(), &self.quote, &self.suffix].concat();
        let first = draft.text.find(&whole)?;
        // The next place may begin inside this one, but not inside its first character.
        let after = first + draft.text[first..].chars().next().map_or(1, char::len_utf8);
        if draft.text.get(after..).is_some_and(|rest| rest.contains(&whole)) {
            return None;
        }
        let at = first + self.prefix.len();
        Self::new(draft, at..at + self.quote.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(text: &str) -> Draft {
        Draft { number: 1, text: text.to_owned(), ..Draft::default() }
    }

    #[test]
    fn anchors_the_words_without_the_space_around_them() {
        let draft = draft("Seoul has — so 28,500 troops.");
        let at = draft.text.find(" 28,500 ").unwrap();
        let anchor = Anchor::new(&draft, at..at + 8).unwrap();
        assert_eq!(
            (anchor.quote.as_str(), anchor.prefix.as_str(), anchor.suffix.as_str()),
            ("28,500", "Seoul has — so ", " troops.")
        );
        assert!(anchor.holds(&draft));
    }

    #[test]
    fn refuses_what_is_no_span() {
        let draft = draft("a — b");
        for range in [1..2, 3..4, 0..99, 2..2] {
            assert_eq!(Anchor::new(&draft, range.clone()), None, "{range:?}");
        }
    }

    #[test]
    fn finds_its_words_again_only_where_one_place_fits() {
        let first = draft("He left. She left.");
        let anchor = Anchor::new(&first, 3..7).unwrap();
        let table = [
            ("He left. She left.", Some(3)),
            ("Then: He left. She left.", Some(9)),
            ("He left at noon. She left.", None),
            ("He left. She left. He left. She left.", None),
        ];
        for (text, start) in table {
            assert_eq!(anchor.find(&draft(text)).map(|anchor| anchor.start), start, "{text}");
        }
    }
}
