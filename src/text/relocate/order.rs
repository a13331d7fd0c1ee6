//! Sentences that are the same in both drafts and still in the same order.

use super::side::{NONE, Side, at, set};
use std::ops::Range;

/// Stretches of at most this many pairs of sentences are compared pair by pair.
const SMALL: usize = 40_000;
/// How often a stretch is taken apart before what is left of it counts as different.
const DEEPEST: usize = 40;

/// A stretch of both drafts between two places that are the same.
type Gap = (Range<usize>, Range<usize>, usize);

/// For each old sentence its new one, where both are the same and in the same order as the others.
pub(super) fn kept(old: &Side, new: &Side, keys: usize) -> Vec<u32> {
    let mut order = Order {
        old: old.units.iter().map(|unit| unit.key).collect(),
        new: new.units.iter().map(|unit| unit.key).collect(),
        weights: old.units.iter().map(|unit| unit.tokens.len()).collect(),
        partner: vec![NONE; old.units.len()],
        seen: vec![(0, 0, NONE); keys],
    };
    let mut gaps: Vec<Gap> = vec![(0..order.old.len(), 0..order.new.len(), 0)];
    while let Some(gap) = gaps.pop() {
        order.step(gap, &mut gaps);
    }
    order.partner
}

struct Order {
    old: Vec<u32>,
    new: Vec<u32>,
    weights: Vec<usize>,
    partner: Vec<u32>,
    /// By key: how often it occurs in the old and the new part of the gap at hand, and where in the new.
    seen: Vec<(u32, u32, u32)>,
}

impl Order {
    fn step(&mut self, (mut old, mut new, depth): Gap, gaps: &mut Vec<Gap>) {
        while !old.is_empty() && !new.is_empty() && at(&self.old, old.start) == at(&self.new, new.start) {
            set(&mut self.partner, old.start, new.start);
            (old.start, new.start) = (old.start + 1, new.start + 1);
        }
        while !old.is_empty() && !new.is_empty() && at(&self.old, old.end - 1) == at(&self.new, new.end - 1) {
            (old.end, new.end) = (old.end - 1, new.end - 1);
            set(&mut self.partner, old.end, new.end);
        }
        if old.is_empty() || new.is_empty() || depth > DEEPEST {
            return;
        }
        let mut anchors = self.once_in_both(&old, &new);
        if anchors.is_empty() && old.len().saturating_mul(new.len()) <= SMALL {
            anchors = self.common(&old, &new);
            for (i, j) in anchors {
                set(&mut self.partner, i, j);
            }
            return;
        }
        if anchors.is_empty() {
            return;
        }
        let (mut i, mut j) = (old.start, new.start);
        for (next_i, next_j) in anchors {
            set(&mut self.partner, next_i, next_j);
            gaps.push((i..next_i, j..next_j, depth + 1));
            (i, j) = (next_i + 1, next_j + 1);
        }
        gaps.push((i..old.end, j..new.end, depth + 1));
    }

    /// The heaviest run in the same order among the sentences that occur once in each part of the gap.
    fn once_in_both(&mut self, old: &Range<usize>, new: &Range<usize>) -> Vec<(usize, usize)> {
        let keys = |list: &[u32], range: &Range<usize>| list.get(range.clone()).unwrap_or_default().to_vec();
        let (old_keys, new_keys) = (keys(&self.old, old), keys(&self.new, new));
        for key in &old_keys {
            if let Some(seen) = self.seen.get_mut(*key as usize) {
                seen.0 += 1;
            }
        }
        for (key, place) in new_keys.iter().zip(new.start..) {
            if let Some(seen) = self.seen.get_mut(*key as usize) {
                (seen.1, seen.2) = (seen.1 + 1, place as u32);
            }
        }
        let mut pairs = Vec::new();
        for (key, place) in old_keys.iter().zip(old.start..) {
            if let Some((1, 1, j)) = self.seen.get(*key as usize) {
                pairs.push((place, *j as usize));
            }
        }
        for key in old_keys.iter().chain(&new_keys) {
            if let Some(seen) = self.seen.get_mut(*key as usize) {
                *seen = (0, 0, NONE);
            }
        }
        let weigh = |place: usize| self.weights.get(place).copied().unwrap_or(1);
        heaviest_rising(&pairs, new.start, new.len(), weigh)
    }

    /// The heaviest common run of sentences, every pair compared.
    fn common(&self, old: &Range<usize>, new: &Range<usize>) -> Vec<(usize, usize)> {
        let width = new.len() + 1;
        let mut table = vec![0usize; (old.len() + 1) * width];
        let cell = |table: &[usize], i: usize, j: usize| table.get(i * width + j).copied().unwrap_or(0);
        let same = |i: usize, j: usize| at(&self.old, old.start + i) == at(&self.new, new.start + j);
        let weigh = |i: usize| self.weights.get(old.start + i).copied().unwrap_or(1);
        for i in (0..old.len()).rev() {
            for j in (0..new.len()).rev() {
                let apart = cell(&table, i + 1, j).max(cell(&table, i, j + 1));
                let best = if same(i, j) { apart.max(cell(&table, i + 1, j + 1) + weigh(i)) } else { apart };
                if let Some(slot) = table.get_mut(i * width + j) {
                    *slot = best;
                }
            }
        }
        let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
        while i < old.len() && j < new.len() {
            let here = cell(&table, i, j);
            if same(i, j) && here == cell(&table, i + 1, j + 1) + weigh(i) {
                pairs.push((old.start + i, new.start + j));
                (i, j) = (i + 1, j + 1);
            } else if here == cell(&table, i + 1, j) {
                i += 1;
            } else {
                j += 1;
            }
        }
        pairs
    }
}

/// Of pairs in rising order of their first, those that also rise in their second and weigh most together.
fn heaviest_rising(
    pairs: &[(usize, usize)],
    from: usize,
    length: usize,
    weigh: impl Fn(usize) -> usize,
) -> Vec<(usize, usize)> {
    // A Fenwick tree: the heaviest run that ends before a place, and its last pair.
    let mut tree = vec![(0usize, NONE); length + 1];
    let mut before = Vec::with_capacity(pairs.len());
    for (number, (i, j)) in pairs.iter().enumerate() {
        let (mut best, mut place) = ((0, NONE), j - from);
        while place > 0 {
            best = best.max_by_weight(tree.get(place).copied().unwrap_or((0, NONE)));
            place &= place - 1;
        }
        before.push(best.1);
        let run = (best.0 + weigh(*i), number as u32);
        place = j - from + 1;
        while let Some(slot) = tree.get_mut(place) {
            *slot = slot.max_by_weight(run);
            place += place & place.wrapping_neg();
        }
    }
    let heaviest = tree.iter().copied().fold((0, NONE), Heavier::max_by_weight);
    let mut run = Vec::new();
    let mut last = heaviest.1;
    while let Some(pair) = pairs.get(last as usize).filter(|_| last != NONE) {
        run.push(*pair);
        last = at(&before, last as usize);
    }
    run.reverse();
    run
}

trait Heavier {
    /// This run, or the other if it is heavier.
    fn max_by_weight(self, other: Self) -> Self;
}

impl Heavier for (usize, u32) {
    fn max_by_weight(self, other: Self) -> Self {
        if other.0 > self.0 { other } else { self }
    }
}
