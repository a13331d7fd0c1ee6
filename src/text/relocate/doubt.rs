//! Sentences that stand in the text several times, where nothing tells which of them is which.

use super::matching::Matching;
use super::side::{NONE, Side, at};
use std::collections::HashMap;

/// By old sentence: whether it fits several places, or several fit its place.
pub(super) fn doubts(old: &Side, new: &Side, matching: &Matching) -> Vec<bool> {
    let mut doubts = Doubts { old, new, matching, doubtful: vec![false; old.units.len()] };
    doubts.slide_deleted();
    doubts.slide_inserted();
    doubts.weigh_neighbours();
    doubts.doubtful
}

struct Doubts<'a> {
    old: &'a Side,
    new: &'a Side,
    matching: &'a Matching,
    doubtful: Vec<bool>,
}

impl Doubts<'_> {
    fn mark(&mut self, i: usize) {
        if let Some(slot) = self.doubtful.get_mut(i) {
            *slot = true;
        }
    }

    /// A deleted stretch that might as well lie further up or down, since the same sentences stand on both its sides:
    /// all that it could lie on is doubtful.
    fn slide_deleted(&mut self) {
        for block in stretches(&self.matching.partner) {
            let (first, last) = (block.start, block.end);
            let before = first.checked_sub(1).and_then(|i| self.matching.partner_of(i));
            let after = self.matching.partner_of(last);
            // Nothing was inserted at the same place.
            let pure = match (before, after) {
                (Some(before), Some(after)) => before + 1 == after,
                (Some(before), None) => before + 1 == self.new.units.len() && last == self.old.units.len(),
                (None, Some(after)) => after == 0 && first == 0,
                _ => false,
            };
            if !pure {
                continue;
            }
            let length = last - first;
            let mut up = first;
            while let Some(above) = up.checked_sub(1)
                && self.old.key(above) == self.old.key(above + length)
                && self.matching.partner_of(above).is_some()
                && (up == first || follows(self.matching, above))
            {
                self.mark(above);
                self.mark(above + length);
                up = above;
            }
            let mut down = last;
            while down < self.old.units.len()
                && self.old.key(down) == self.old.key(down - length)
                && self.matching.partner_of(down).is_some()
                && (down == last || follows(self.matching, down - 1))
            {
                self.mark(down);
                self.mark(down - length);
                down += 1;
            }
        }
    }

    /// The same for an inserted stretch.
    fn slide_inserted(&mut self) {
        for block in stretches(&self.matching.back) {
            let (first, last) = (block.start, block.end);
            let length = last - first;
            let before = first.checked_sub(1).and_then(|j| self.matching.origin_of(j));
            let after = self.matching.origin_of(last);
            let pure = match (before, after) {
                (Some(before), Some(after)) => before + 1 == after,
                (Some(before), None) => before + 1 == self.old.units.len() && last == self.new.units.len(),
                (None, Some(after)) => after == 0 && first == 0,
                _ => false,
            };
            if !pure {
                continue;
            }
            let mut up = first;
            while let Some(above) = up.checked_sub(1)
                && self.new.key(above) == self.new.key(above + length)
                && let Some(i) = self.matching.origin_of(above)
            {
                self.mark(i);
                up = above;
            }
            let mut down = last;
            while down < self.new.units.len()
                && self.new.key(down) == self.new.key(down - length)
                && let Some(i) = self.matching.origin_of(down)
            {
                self.mark(i);
                down += 1;
            }
        }
    }

    /// A sentence whose place would suit another copy as well that has none, or that would suit another place that is
    /// free as well: doubtful when the neighbours there speak for it as much.
    fn weigh_neighbours(&mut self) {
        let free_old = by_key(self.old, &self.matching.partner);
        let free_new = by_key(self.new, &self.matching.back);
        for i in 0..self.old.units.len() {
            let Some(j) = self.matching.partner_of(i) else { continue };
            let key = self.old.key(i);
            if key != self.new.key(j) || !(free_old.contains_key(&key) || free_new.contains_key(&key)) {
                continue;
            }
            let support = self.support(i, j);
            let olds = [
                j.checked_sub(1).and_then(|j| self.matching.origin_of(j)).map(|i| i + 1),
                self.matching.origin_of(j + 1).and_then(|i| i.checked_sub(1)),
            ];
            for other in olds.into_iter().flatten() {
                if other != i && self.is_free_old(other, key) && self.support(other, j) >= support {
                    self.mark(i);
                    self.mark(other);
                }
            }
            let news = [
                i.checked_sub(1).and_then(|i| self.matching.partner_of(i)).map(|j| j + 1),
                self.matching.partner_of(i + 1).and_then(|j| j.checked_sub(1)),
            ];
            for other in news.into_iter().flatten() {
                let free = self.new.key(other) == key && at(&self.matching.back, other) == NONE;
                if other != j && free && self.support(i, other) >= support {
                    self.mark(i);
                }
            }
            if support == 0 {
                let gap = self.matching.old_gap.get(i).copied();
                let rivals = free_old.get(&key).map(Vec::as_slice).unwrap_or_default();
                let rivals: Vec<usize> = rivals
                    .iter()
                    .copied()
                    .filter(|other| self.matching.old_gap.get(*other).copied() == gap)
                    .take(64)
                    .collect();
                let places = free_new.get(&key).map(Vec::as_slice).unwrap_or_default();
                if !rivals.is_empty() || places.iter().any(|other| self.matching.new_gap.get(*other).copied() == gap) {
                    self.mark(i);
                    rivals.into_iter().for_each(|other| self.mark(other));
                }
            }
        }
    }

    fn is_free_old(&self, i: usize, key: u32) -> bool {
        self.old.key(i) == key && at(&self.matching.partner, i) == NONE
    }

    fn support(&self, i: usize, j: usize) -> u8 {
        let (left, right) = self.matching.neighbours(i, j);
        u8::from(left) + u8::from(right)
    }
}

/// Whether the partner of the next sentence is the next one.
fn follows(matching: &Matching, i: usize) -> bool {
    matching.partner_of(i).zip(matching.partner_of(i + 1)).is_some_and(|(a, b)| a + 1 == b)
}

/// Stretches of sentences without a partner.
fn stretches(partner: &[u32]) -> Vec<std::ops::Range<usize>> {
    let mut stretches: Vec<std::ops::Range<usize>> = Vec::new();
    for (place, _) in partner.iter().enumerate().filter(|(_, partner)| **partner == NONE) {
        match stretches.last_mut() {
            Some(last) if last.end == place => last.end = place + 1,
            _ => stretches.push(place..place + 1),
        }
    }
    stretches
}

/// The sentences without a partner, by their key.
fn by_key(side: &Side, partner: &[u32]) -> HashMap<u32, Vec<usize>> {
    let mut places: HashMap<u32, Vec<usize>> = HashMap::new();
    for (place, _) in partner.iter().enumerate().filter(|(_, partner)| **partner == NONE) {
        places.entry(side.key(place)).or_default().push(place);
    }
    places
}
