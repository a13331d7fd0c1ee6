//! The comparison sentence by sentence, for those who read it side by side or look for what nobody has read yet.

use super::Comparison;
use super::matching::Bond;
use std::ops::Range;

/// How a sentence of the old draft and one of the new belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The same, letter by letter.
    Same,
    /// The same words, set otherwise.
    Typography,
    /// Some of its words were edited.
    Edited,
}

/// A sentence that is in both drafts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Its bytes in the old draft.
    pub old: Range<usize>,
    /// Its bytes in the new draft.
    pub new: Range<usize>,
    /// What became of its words.
    pub relation: Relation,
    /// It stands elsewhere.
    pub moved: bool,
}

/// A sentence of the new draft that nobody has read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fresh {
    /// Its bytes in the new draft.
    pub place: Range<usize>,
    /// The bytes of the old sentence that was edited, or split or joined; None for a new one.
    pub was: Option<Range<usize>>,
}

impl Comparison {
    /// The sentences that are in both drafts, in order of the old one. A sentence that was split, or joined with
    /// another, comes once for each of its parts.
    pub fn pairs(&self) -> Vec<Pair> {
        let single = (0..self.old.units.len()).filter_map(|i| Some((i, self.matching.partner_of(i)?)));
        let mut pairs: Vec<(usize, usize)> = single.chain(self.shared.iter().copied()).collect();
        pairs.sort_unstable();
        pairs.into_iter().map(|(i, j)| self.pair(i, j)).collect()
    }

    /// The sentences of the new draft that are new or changed, in order. What only differs in typography is neither.
    pub fn fresh(&self) -> Vec<Fresh> {
        let known = |i: usize| matches!(self.matching.bond(i), Some(Bond::Kept | Bond::Moved));
        let fresh = |j: usize| {
            let origin = self.matching.origin_of(j).or_else(|| self.shared_new.get(&j).copied());
            let place = self.new.bytes(self.new.tokens(j));
            let was = origin.map(|i| self.old.bytes(self.old.tokens(i)));
            (!origin.is_some_and(known)).then_some(Fresh { place, was })
        };
        (0..self.new.units.len()).filter_map(fresh).collect()
    }

    /// The sentences of the old draft that are not in the new one, in order.
    pub fn dropped(&self) -> Vec<Range<usize>> {
        let joined = |i: &usize| self.matching.partner_of(*i).is_none() && !self.shared_old.contains_key(i);
        (0..self.old.units.len()).filter(joined).map(|i| self.old.bytes(self.old.tokens(i))).collect()
    }

    fn pair(&self, i: usize, j: usize) -> Pair {
        let (old, new) = (self.old.bytes(self.old.tokens(i)), self.new.bytes(self.new.tokens(j)));
        let bond = self.matching.bond(i);
        let relation = match bond {
            Some(Bond::Kept | Bond::Moved) if self.old.text.get(old.clone()) == self.new.text.get(new.clone()) => {
                Relation::Same
            }
            Some(Bond::Kept | Bond::Moved) => Relation::Typography,
            _ => Relation::Edited,
        };
        let moved = matches!(bond, Some(Bond::Moved | Bond::EditedElsewhere));
        Pair { old, new, relation, moved }
    }
}
