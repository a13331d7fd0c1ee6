//! What was removed, added and moved between two drafts, word by word, for showing them in one text or side by side.

use super::Comparison;
use super::matching::Bond;
use super::side::{self, Side};
use std::ops::Range;

/// What is different. All lists are in order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// Words of the old draft that are not in the new one, and the byte of the new one where they would stand.
    pub removed: Vec<(Range<usize>, usize)>,
    /// Words of the new draft that are not in the old one.
    pub added: Vec<Range<usize>>,
    /// Sentences that stand elsewhere, by their bytes in the old draft and in the new one, in order of the new one.
    pub moved: Vec<(Range<usize>, Range<usize>)>,
    /// Where one goes on reading in the other draft: a byte of the old draft and the same place in the new one, for sentences
    /// that stayed in order.
    pub steps: Vec<(usize, usize)>,
}

impl Comparison {
    /// What was removed, added and moved.
    pub fn differences(&self) -> Differences {
        let mut found = Differences::default();
        let is_kept = |token: usize| side::index(&self.map, token).is_some();
        // The end of the last word so far that is still there in order, and how far that was looked for.
        let (mut last, mut seen) = (0, 0);
        for run in runs(&self.old, |token| !is_kept(token)) {
            let before = (seen..run.start).rev().filter(|token| self.stays(*token)).find_map(|token| self.to(token));
            last = before.map_or(last, |token| self.new.bytes(token..token + 1).end);
            seen = run.end;
            found.removed.push((self.old.bytes(run.clone()), self.place_in_sentence(&run).unwrap_or(last)));
        }
        found.removed.sort_by_key(|(old, at)| (*at, old.start));
        let is_old = |token: usize| side::index(&self.origin, token).is_some();
        found.added = runs(&self.new, |token| !is_old(token)).into_iter().map(|run| self.new.bytes(run)).collect();
        for pair in self.pairs() {
            match pair.moved {
                true => found.moved.push((pair.old, pair.new)),
                false => found.steps.push((pair.old.start, pair.new.start)),
            }
        }
        found.moved.sort_by_key(|(_, new)| new.start);
        found.steps.dedup_by_key(|(old, _)| *old);
        found
    }

    /// Behind the word of their sentence before them, else where the sentence begins that holds the word behind them; None
    /// when none of their sentence is left.
    fn place_in_sentence(&self, run: &Range<usize>) -> Option<usize> {
        let unit = |token: usize| side::index(&self.old.unit_of, token);
        let is_own = |token: &usize| unit(*token) == unit(run.start);
        let before = (0..run.start).rev().take_while(is_own).find_map(|token| self.to(token));
        if let Some(before) = before {
            return Some(self.new.bytes(before..before + 1).end);
        }
        let after = (run.end..self.map.len()).take_while(is_own).find_map(|token| self.to(token))?;
        let sentence = side::index(&self.new.unit_of, after)?;
        Some(self.new.bytes(self.new.tokens(sentence)).start)
    }

    /// True for a word whose sentence did not move away.
    fn stays(&self, token: usize) -> bool {
        let unit = side::index(&self.old.unit_of, token);
        !unit.is_some_and(|unit| matches!(self.matching.bond(unit), Some(Bond::Moved | Bond::EditedElsewhere)))
    }

    fn to(&self, token: usize) -> Option<usize> {
        side::index(&self.map, token)
    }
}

/// Neighbouring tokens of which this is true, parted where a paragraph ends.
fn runs(side: &Side, is: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let block = |token: usize| side::index(&side.unit_of, token).map_or(0, |unit| side.block(unit));
    let mut runs: Vec<Range<usize>> = Vec::new();
    for token in (0..side.ids.len()).filter(|token| is(*token)) {
        match runs.last_mut().filter(|run| run.end == token && block(run.start) == block(token)) {
            Some(run) => run.end = token + 1,
            None => runs.push(token..token + 1),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The new draft with what was removed in `[-…]` and what was added in `[+…]`.
    fn shown(old: &str, new: &str) -> String {
        let found = Comparison::new(old, new, &mut |_| true).unwrap().differences();
        let removed = found.removed.iter().map(|(words, at)| (*at, 0, format!("[-{}]", &old[words.clone()])));
        let begins = found.added.iter().map(|words| (words.start, 1, "[+".to_owned()));
        let ends = found.added.iter().map(|words| (words.end, 2, "]".to_owned()));
        let mut signs: Vec<(usize, u8, String)> = removed.chain(begins).chain(ends).collect();
        // What ends at a place ends before anything begins there.
        signs.sort_by_key(|(at, kind, _)| (*at, (kind + 1) % 3));
        let (mut shown, mut from) = (String::new(), 0);
        for (at, _, sign) in signs {
            shown += &new[from..at];
            shown += &sign;
            from = at;
        }
        shown + &new[from..]
    }

    #[test]
    fn words_are_struck_and_added_where_they_stood() {
        let table = [
            (
                "They left about an hour into the talks. It rained.",
                "They left ninety minutes into the talks. It rained.",
                "They left[-about an hour] [+ninety minutes] into the talks. It rained.",
            ),
            (
                "Of 28,500 troops, a demand that Seoul calls high. It rained all day.",
                "Of 28,500 troops. It rained all day.",
                "Of 28,500 troops[-, a demand that Seoul calls high]. It rained all day.",
            ),
            (
                "It rained all day. Nobody came to the gate.",
                "It rained all day.",
                "It rained all day.[-Nobody came to the gate.]",
            ),
            (
                "Nobody came to the gate. It rained all day.",
                "It rained all day.",
                "[-Nobody came to the gate.]It rained all day.",
            ),
            ("It rained all day.", "It rained all day. Nobody came.", "It rained all day. [+Nobody came.]"),
            ("It rained “all” day.", "It rained \"all\" day.", "It rained \"all\" day."),
            (
                "It rained.\n\nOne came in.\n\nTwo ran off.",
                "It rained.\n\nTwo ran off.",
                "It rained.[-One came in.]\n\nTwo ran off.",
            ),
        ];
        for (old, new, expected) in table {
            assert_eq!(shown(old, new), expected, "{old} → {new}");
        }
    }

    #[test]
    fn a_sentence_that_moved_is_neither_removed_nor_added() {
        let old = "The ferry left at noon on Monday.\n\nIt came back at night. Nobody was on it.\n\nThe end was near.";
        let new = "It came back at night. Nobody was on it.\n\nThe ferry left at noon on Monday.\n\nThe end was near.";
        let found = Comparison::new(old, new, &mut |_| true).unwrap().differences();
        assert_eq!((found.removed.len(), found.added.len()), (0, 0));
        let moved: Vec<(&str, &str)> =
            found.moved.iter().map(|(was, is)| (&old[was.clone()], &new[is.clone()])).collect();
        assert_eq!(moved, [("The ferry left at noon on Monday.", "The ferry left at noon on Monday.")]);
    }
}
