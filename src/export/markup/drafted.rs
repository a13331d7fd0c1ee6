//! From the draft to the article as it is read from the file now: the same text, or one that another version of the
//! program read a little otherwise, or without what was set aside.

use crate::model::{Anchor, Article, Draft};
use std::collections::HashMap;
use std::ops::Range;

/// A draft and the article that its file holds.
pub(super) struct Drafted<'a> {
    draft: &'a Draft,
    article: &'a Article,
    /// For each block of the draft, the one of the article that says the same.
    blocks: Vec<Option<usize>>,
}

impl<'a> Drafted<'a> {
    pub(super) fn new(draft: &'a Draft, article: &'a Article) -> Self {
        let same = draft.text == article.text;
        let blocks = if same { Vec::new() } else { pair(draft, article) };
        Self { draft, article, blocks }
    }

    /// The bytes of the article at which an anchor's words stand; none where they do not, or not surely.
    pub(super) fn range(&self, anchor: &Anchor) -> Option<Range<usize>> {
        if self.draft.text == self.article.text {
            return Some(anchor.range());
        }
        let (first, last) = (self.draft.block_at(anchor.start), self.draft.block_at(anchor.end.saturating_sub(1)));
        let moved = |block: usize, byte: usize| {
            let there = self.article.blocks.get((*self.blocks.get(block)?)?)?;
            Some(there.start + byte.checked_sub(self.draft.blocks.get(block)?.start)?)
        };
        let range = moved(first, anchor.start)?..moved(last, anchor.end)?;
        let words = self.article.text.get(range.clone());
        // Over several blocks the words between may differ by what was set aside.
        (first != last || words == Some(anchor.quote.as_str())).then_some(range)
    }
}

/// Blocks with the same text, in the same order.
fn pair(draft: &Draft, article: &Article) -> Vec<Option<usize>> {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, block) in article.blocks.iter().enumerate() {
        places.entry(article.block_text(block)).or_default().push(index);
    }
    let mut from = 0;
    let find = |index: usize| {
        let found = places.get(draft.block_text(index))?;
        let place = found.get(found.partition_point(|place| *place < from)).copied()?;
        from = place + 1;
        Some(place)
    };
    (0..draft.blocks.len()).map(find).collect()
}
