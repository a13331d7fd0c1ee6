//! The caret and the selected text, as bytes of the draft, and how they move.

use crate::model::Draft;
use crate::text::{sentences, words};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Selected text: from where it was begun to where the caret is. Both lie in blocks of the draft.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Where it was begun.
    pub anchor: usize,
    /// Where the caret is.
    pub head: usize,
}

/// How far the caret goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A character, as people count them.
    Letter,
    /// A word.
    Word,
    /// To the edge of the article.
    All,
}

impl Selection {
    /// The caret without selected text.
    pub fn caret(at: usize) -> Self {
        Self { anchor: at, head: at }
    }

    /// The selected bytes.
    pub fn range(&self) -> Range<usize> {
        self.anchor.min(self.head)..self.anchor.max(self.head)
    }

    /// True when no text is selected.
    pub fn is_empty(&self) -> bool {
        self.anchor == self.head
    }

    /// Puts the caret elsewhere, and keeps what was selected on the way when asked to.
    pub fn go(&mut self, to: usize, keep: bool) {
        self.head = to;
        if !keep {
            self.anchor = to;
        }
    }
}

/// The block of a byte and the byte's place in it.
pub fn in_block(draft: &Draft, byte: usize) -> (usize, usize) {
    let block = draft.block_at(byte);
    let (start, end) = draft.blocks.get(block).map_or((0, 0), |block| (block.start, block.end));
    (block, byte.clamp(start, end) - start)
}

fn start_of(draft: &Draft, block: usize) -> usize {
    draft.blocks.get(block).map_or(0, |block| block.start)
}

/// The next place for the caret behind this byte.
pub fn forward(draft: &Draft, byte: usize, step: Step) -> usize {
    let (block, at) = in_block(draft, byte);
    let (start, text) = (start_of(draft, block), draft.block_text(block));
    let last = draft.blocks.last().map_or(0, |block| block.end);
    if step == Step::All {
        return last;
    }
    if at >= text.len() {
        return draft.blocks.get(block + 1).map_or(last, |next| next.start);
    }
    start
        + match step {
            Step::Word => words::next_word_end(text, at),
            _ => at + text.get(at..).and_then(|rest| rest.graphemes(true).next()).map_or(1, str::len),
        }
}

/// The next place for the caret before this byte.
pub fn back(draft: &Draft, byte: usize, step: Step) -> usize {
    let (block, at) = in_block(draft, byte);
    let (start, text) = (start_of(draft, block), draft.block_text(block));
    if step == Step::All {
        return start_of(draft, 0);
    }
    if at == 0 {
        return if block == 0 { start } else { draft.blocks.get(block - 1).map_or(0, |before| before.end) };
    }
    match step {
        Step::Word => start + words::previous_word_start(text, at),
        _ => byte - text.get(..at).and_then(|rest| rest.graphemes(true).next_back()).map_or(1, str::len),
    }
}

/// The word at a byte.
pub fn word(draft: &Draft, byte: usize) -> Selection {
    within(draft, byte, words::word_at)
}

/// The sentence at a byte.
pub fn sentence(draft: &Draft, byte: usize) -> Selection {
    within(draft, byte, sentences::sentence_at)
}

fn within(draft: &Draft, byte: usize, find: fn(&str, usize) -> Range<usize>) -> Selection {
    let (block, at) = in_block(draft, byte);
    let start = start_of(draft, block);
    let range = find(draft.block_text(block), at);
    Selection { anchor: start + range.start, head: start + range.end }
}

/// A range that cuts through no word: a hand on a mouse is not that steady. Scripts without spaces between words keep the
/// range as it is, since there a part of what stands together is often what is meant.
pub fn whole_words(draft: &Draft, range: Range<usize>) -> Range<usize> {
    let (start, end) = (range.start, range.end);
    let word = |byte: usize| word(draft, byte).range();
    let start = if is_cut(draft, start) { word(start).start.min(start) } else { start };
    let end = if is_cut(draft, end) { word(end).end.max(end) } else { end };
    start..end
}

/// True when letters of a script with spaces between its words stand on both sides of this byte.
fn is_cut(draft: &Draft, byte: usize) -> bool {
    let is_spaced = |sign: char| sign.is_alphanumeric() && sign < '\u{1100}';
    let before = draft.text.get(..byte).and_then(|text| text.chars().next_back());
    let after = draft.text.get(byte..).and_then(|text| text.chars().next());
    before.is_some_and(is_spaced) && after.is_some_and(is_spaced)
}

/// A range grown or shrunk by a word at one of its ends; none when nothing would be left of it.
pub fn by_word(draft: &Draft, range: Range<usize>, at_end: bool, grow: bool) -> Option<Range<usize>> {
    let (start, end) = (range.start, range.end);
    let range = match (at_end, grow) {
        (true, true) => start..over_gap(draft, end, forward),
        (true, false) => {
            let (block, at) = in_block(draft, back(draft, end, Step::Word));
            let trimmed = draft.block_text(block).get(..at).map_or(at, |text| text.trim_end().len());
            start..start_of(draft, block) + trimmed
        }
        (false, true) => over_gap(draft, start, back)..end,
        (false, false) => {
            let (block, at) = in_block(draft, start);
            start_of(draft, block) + words::next_word_start(draft.block_text(block), at)..end
        }
    };
    (range.start < range.end && draft.text.get(range.clone()).is_some_and(|text| !text.trim().is_empty()))
        .then_some(range)
}

/// A word further than this byte; from the edge of a block, a word of the next one.
fn over_gap(draft: &Draft, from: usize, go: fn(&Draft, usize, Step) -> usize) -> usize {
    let to = go(draft, from, Step::Word);
    match draft.text.get(from.min(to)..from.max(to)) {
        Some(gap) if gap.trim().is_empty() => go(draft, to, Step::Word),
        _ => to,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, BlockKind};

    fn draft() -> Draft {
        let mut article = Article::default();
        article.push(BlockKind::Paragraph, "Some 28,500 troops stay.");
        article.push(BlockKind::Paragraph, "“No deal,” he said. 한국어 글.");
        Draft::from_article(article, 1, chrono::DateTime::UNIX_EPOCH, None)
    }

    #[test]
    fn the_caret_crosses_from_block_to_block_and_back() {
        let draft = draft();
        let mut byte = 0;
        let mut places = vec![byte];
        while byte < draft.text.len() {
            byte = forward(&draft, byte, Step::Letter);
            places.push(byte);
        }
        for pair in places.windows(2).rev() {
            assert_eq!(back(&draft, pair[1], Step::Letter), pair[0], "back from {}", pair[1]);
        }
    }

    #[test]
    fn a_span_grows_and_shrinks_by_whole_words() {
        let draft = draft();
        let quote = |range: Option<Range<usize>>| range.map(|range| draft.text[range].to_owned());
        let table = [
            (true, true, Some("28,500 troops")),
            (false, true, Some("Some 28,500")),
            (true, false, None),
            (false, false, None),
        ];
        for (at_end, grow, expected) in table {
            assert_eq!(quote(by_word(&draft, 5..11, at_end, grow)).as_deref(), expected, "{at_end} {grow}");
        }
        assert_eq!(quote(by_word(&draft, 12..24, true, true)).as_deref(), Some("troops stay.\n\n“No"));
        assert_eq!(quote(by_word(&draft, 26..34, false, true)).as_deref(), Some("stay.\n\n“No de"));
        assert_eq!(quote(by_word(&draft, 5..18, true, false)).as_deref(), Some("28,500"));
        assert_eq!(quote(by_word(&draft, 5..18, false, false)).as_deref(), Some("troops"));
    }

    #[test]
    fn a_claim_never_begins_or_ends_in_the_middle_of_a_word() {
        let draft = draft();
        let at = |text: &str| draft.text.find(text).unwrap();
        let table = [
            (at("8,500")..at("ops"), "28,500 troops"),
            (at("28,500")..at(" stay"), "28,500 troops"),
            (at("한국어")..at("국어"), "한"),
            (at("“No")..at(" he"), "“No deal,”"),
        ];
        for (range, expected) in table {
            assert_eq!(&draft.text[whole_words(&draft, range.clone())], expected, "{range:?}");
        }
    }

    #[test]
    fn a_double_click_takes_the_word_and_a_triple_click_the_sentence() {
        let draft = draft();
        assert_eq!(&draft.text[word(&draft, 7).range()], "28,500");
        assert_eq!(&draft.text[sentence(&draft, 30).range()], "“No deal,” he said.");
    }
}
