//! Sentences that stand in the text several times, where nothing tells which of them is which.

use super::matching::{FEW, Matching};
use super::side::{NONE, Side, at, index};
use std::collections::HashMap;
use std::ops::Range;

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
        let (old, matching) = (self.old, self.matching);
        for stretch in pure_stretches(&matching.partner, self.new.units.len()) {
            let kept = |(lain_on, _): &(usize, usize)| matching.partner_of(*lain_on).is_some();
            let up = slides_up(old, &stretch).take_while(kept);
            for (lain_on, instead) in up.chain(slides_down(old, &stretch).take_while(kept)) {
                self.mark(lain_on);
                self.mark(instead);
            }
        }
    }

    /// The same for an inserted stretch.
    fn slide_inserted(&mut self) {
        let (new, matching) = (self.new, self.matching);
        for stretch in pure_stretches(&matching.back, self.old.units.len()) {
            slides_up(new, &stretch).map_while(|(j, _)| matching.origin_of(j)).for_each(|i| self.mark(i));
            slides_down(new, &stretch).map_while(|(j, _)| matching.origin_of(j)).for_each(|i| self.mark(i));
        }
    }

    /// A sentence whose place would suit another copy as well that has none, or that would suit another place that is
    /// free as well: doubtful when the neighbours there speak for it as much.
    fn weigh_neighbours(&mut self) {
        let free = Free::new(self.old, self.new, self.matching);
        for i in 0..self.old.units.len() {
            if self.matching.partner_of(i).is_none() && free.new.contains_key(&self.old.key(i)) {
                // It is gone, and stands somewhere else where it was not: deleted or moved, nothing tells.
                self.mark(i);
            }
            if self.is_short_and_alone(i) {
                self.mark(i);
            }
            let Some((j, key)) = free.repeated(self.old, self.new, self.matching, i) else { continue };
            let own = support(self.matching, i, j);
            for other in free.copies(self.old, self.matching, i, j) {
                if support(self.matching, other, j) >= own {
                    self.mark(i);
                    self.mark(other);
                }
            }
            if free.places(self.new, self.matching, i, j).any(|other| support(self.matching, i, other) >= own) {
                self.mark(i);
            }
            if own == 0 {
                self.look_around(i, key, &free);
            }
        }
    }

    /// A sentence of few words, found again where nothing near it was near it before: it may be another of the same
    /// words.
    fn is_short_and_alone(&self, i: usize) -> bool {
        let Some(j) = self.matching.partner_of(i) else { return false };
        let close = |a: usize, b: usize| a.abs_diff(b) <= NEAR;
        let near = |place: usize| place.saturating_sub(NEAR)..=place + NEAR;
        let known = |other: usize| other != i && self.matching.partner_of(other).is_some_and(|there| close(there, j));
        let at_edge = |side: &Side, place: usize| place == 0 || place + 1 == side.units.len();
        self.old.units.get(i).is_some_and(|unit| unit.words < FEW)
            && self.old.key(i) == self.new.key(j)
            && !near(i).any(known)
            && !(at_edge(self.old, i) && at_edge(self.new, j))
    }

    /// Without a neighbour that speaks for it, any copy between the same kept sentences is as good.
    fn look_around(&mut self, i: usize, key: u32, free: &Free) {
        let gap = self.matching.old_gap.get(i).copied();
        let list = |places: &HashMap<u32, Vec<usize>>, gaps: &[usize]| -> Vec<usize> {
            let all = places.get(&key).map(Vec::as_slice).unwrap_or_default().iter().copied();
            all.filter(|place| gaps.get(*place).copied() == gap).take(MOST_COPIES).collect()
        };
        let rivals = list(&free.old, &self.matching.old_gap);
        if !rivals.is_empty() || !list(&free.new, &self.matching.new_gap).is_empty() {
            self.mark(i);
            rivals.into_iter().for_each(|other| self.mark(other));
        }
    }
}

/// How many sentences to either side are near.
const NEAR: usize = 3;
/// How many copies of one sentence are looked at.
const MOST_COPIES: usize = 64;

/// The sentences without a partner, by their key.
struct Free {
    old: HashMap<u32, Vec<usize>>,
    new: HashMap<u32, Vec<usize>>,
}

impl Free {
    fn new(old: &Side, new: &Side, matching: &Matching) -> Self {
        Self { old: by_key(old, &matching.partner), new: by_key(new, &matching.back) }
    }

    /// The partner and the key of a sentence that is kept and of which there is a copy without a partner.
    fn repeated(&self, old: &Side, new: &Side, matching: &Matching, i: usize) -> Option<(usize, u32)> {
        let (j, key) = (matching.partner_of(i)?, old.key(i));
        (key == new.key(j) && (self.old.contains_key(&key) || self.new.contains_key(&key))).then_some((j, key))
    }

    /// Copies without a partner that stand where the neighbours of the new sentence stood.
    fn copies(&self, old: &Side, matching: &Matching, i: usize, j: usize) -> impl Iterator<Item = usize> {
        let behind = j.checked_sub(1).and_then(|j| matching.origin_of(j)).map(|i| i + 1);
        let before = matching.origin_of(j + 1).and_then(|i| i.checked_sub(1));
        let fits =
            move |other: &usize| *other != i && old.key(*other) == old.key(i) && at(&matching.partner, *other) == NONE;
        behind.into_iter().chain(before).filter(fits)
    }

    /// Places without an old sentence that stand where the neighbours of the old sentence stand now.
    fn places(&self, new: &Side, matching: &Matching, i: usize, j: usize) -> impl Iterator<Item = usize> {
        let behind = i.checked_sub(1).and_then(|i| matching.partner_of(i)).map(|j| j + 1);
        let before = matching.partner_of(i + 1).and_then(|j| j.checked_sub(1));
        let fits =
            move |other: &usize| *other != j && new.key(*other) == new.key(j) && at(&matching.back, *other) == NONE;
        behind.into_iter().chain(before).filter(fits)
    }
}

/// Gives repeated sentences the place, or the copy, that more neighbours speak for.
pub(super) fn settle(old: &Side, new: &Side, matching: &mut Matching) {
    let free = Free::new(old, new, matching);
    for i in 0..old.units.len() {
        let Some((j, _)) = free.repeated(old, new, matching, i) else { continue };
        let Some(bond) = matching.bond(i) else { continue };
        let own = support(matching, i, j);
        let place = free.places(new, matching, i, j).find(|other| support(matching, i, *other) > own);
        let copy = free.copies(old, matching, i, j).find(|other| support(matching, *other, j) > own);
        if let Some(place) = place {
            matching.part(i);
            matching.join(i, place, bond);
        } else if let Some(copy) = copy {
            matching.part(i);
            matching.join(copy, j, bond);
        }
    }
}

/// How many neighbours speak for two sentences being the same.
fn support(matching: &Matching, i: usize, j: usize) -> u8 {
    let (left, right) = matching.neighbours(i, j);
    u8::from(left) + u8::from(right)
}

/// The sentences before a stretch that it could lie on as well, from the nearest on, each with the one of the stretch
/// that would then stand there instead.
fn slides_up<'a>(side: &'a Side, stretch: &Range<usize>) -> impl Iterator<Item = (usize, usize)> + 'a {
    let length = stretch.len();
    let pairs = (0..stretch.start).rev().map(move |place| (place, place + length));
    pairs.take_while(|(place, other)| side.key(*place) == side.key(*other))
}

/// The same behind it.
fn slides_down<'a>(side: &'a Side, stretch: &Range<usize>) -> impl Iterator<Item = (usize, usize)> + 'a {
    let length = stretch.len();
    let pairs = (stretch.end..side.units.len()).map(move |place| (place, place - length));
    pairs.take_while(|(place, other)| side.key(*place) == side.key(*other))
}

/// Stretches of sentences without a partner, where the other draft, of so many sentences, has nothing else instead.
fn pure_stretches(partner: &[u32], others: usize) -> Vec<Range<usize>> {
    let pure = |stretch: &Range<usize>| {
        let before = stretch.start.checked_sub(1).map(|place| index(partner, place));
        let after = (stretch.end < partner.len()).then(|| index(partner, stretch.end));
        let next = match before {
            None => 0,
            Some(Some(before)) => before + 1,
            Some(None) => return false,
        };
        after.map_or(next == others, |after| after == Some(next))
    };
    stretches(partner).into_iter().filter(pure).collect()
}

/// Stretches of sentences without a partner.
fn stretches(partner: &[u32]) -> Vec<Range<usize>> {
    let mut stretches: Vec<Range<usize>> = Vec::new();
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
