//! Which sentence of the old draft is which of the new one, as far as it was found out.

use super::side::{NONE, Side, index, set};

/// A sentence of fewer words than this is found elsewhere only together with a neighbour.
pub(super) const FEW: usize = 4;

/// How two sentences belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bond {
    /// The same tokens, in the same order as the rest.
    Kept,
    /// The same tokens, elsewhere.
    Moved,
    /// Rewritten, between the same sentences.
    Edited,
    /// Rewritten, elsewhere.
    EditedElsewhere,
}

/// The sentences of both drafts, paired.
pub(super) struct Matching {
    /// By old sentence: the new one.
    pub partner: Vec<u32>,
    /// By new sentence: the old one.
    pub back: Vec<u32>,
    /// By old sentence: how it belongs to its partner.
    bonds: Vec<Option<Bond>>,
    /// By old sentence: how alike it and its partner are, from 0 to 1.
    alike: Vec<f32>,
    /// Old and new sentences that share words because one was split or several were joined.
    pub shared: Vec<(usize, usize)>,
    /// By old sentence: how many kept ones come before it. What lies between the same two has the same number.
    pub old_gap: Vec<usize>,
    /// The same for the new sentences.
    pub new_gap: Vec<usize>,
}

impl Matching {
    /// Begins with the sentences that were kept.
    pub fn new(kept: Vec<u32>, new_units: usize) -> Self {
        let mut back = vec![NONE; new_units];
        let mut bonds = vec![None; kept.len()];
        for (i, bond) in bonds.iter_mut().enumerate() {
            if let Some(j) = index(&kept, i) {
                set(&mut back, j, i);
                *bond = Some(Bond::Kept);
            }
        }
        let (old_gap, new_gap) = (gaps(&kept), gaps(&back));
        let alike = vec![1.0; kept.len()];
        Self { partner: kept, back, bonds, alike, shared: Vec::new(), old_gap, new_gap }
    }

    /// Pairs two sentences.
    pub fn join(&mut self, i: usize, j: usize, bond: Bond) {
        set(&mut self.partner, i, j);
        set(&mut self.back, j, i);
        if let Some(slot) = self.bonds.get_mut(i) {
            *slot = Some(bond);
        }
    }

    /// Takes the partner of an old sentence away.
    pub fn part(&mut self, i: usize) {
        if let Some(j) = self.partner_of(i) {
            self.back.get_mut(j).into_iter().chain(self.partner.get_mut(i)).for_each(|slot| *slot = NONE);
        }
        if let Some(slot) = self.bonds.get_mut(i) {
            *slot = None;
        }
    }

    /// Notes how alike an old sentence and its partner are.
    pub fn set_alike(&mut self, i: usize, alike: f32) {
        if let Some(slot) = self.alike.get_mut(i) {
            *slot = alike;
        }
    }

    /// How alike an old sentence and its partner are, from 0 to 1.
    pub fn alike(&self, i: usize) -> f32 {
        self.alike.get(i).copied().unwrap_or_default()
    }

    /// How an old sentence belongs to its partner; None without one.
    pub fn bond(&self, i: usize) -> Option<Bond> {
        self.bonds.get(i).copied().flatten()
    }

    /// The new sentence of an old one.
    pub fn partner_of(&self, i: usize) -> Option<usize> {
        index(&self.partner, i)
    }

    /// The old sentence of a new one.
    pub fn origin_of(&self, j: usize) -> Option<usize> {
        index(&self.back, j)
    }

    /// True when neither has a partner.
    pub fn are_free(&self, i: usize, j: usize) -> bool {
        let free = |list: &[u32], place: usize| list.get(place) == Some(&NONE);
        free(&self.partner, i) && free(&self.back, j)
    }

    /// True when both lie between the same two kept sentences.
    pub fn same_gap(&self, i: usize, j: usize) -> bool {
        self.old_gap.get(i).is_some() && self.old_gap.get(i) == self.new_gap.get(j)
    }

    /// True when these are neighbours of the same: their left ones, and their right ones, belong together. The
    /// beginnings and the ends of the drafts do.
    pub fn neighbours(&self, i: usize, j: usize) -> (bool, bool) {
        let left = match (i.checked_sub(1), j.checked_sub(1)) {
            (Some(i), Some(j)) => self.partner_of(i) == Some(j),
            (None, None) => true,
            _ => false,
        };
        let (last_i, last_j) = (i + 1 >= self.partner.len(), j + 1 >= self.back.len());
        let right = if last_i || last_j { last_i && last_j } else { self.partner_of(i + 1) == Some(j + 1) };
        (left, right)
    }
}

fn gaps(partner: &[u32]) -> Vec<usize> {
    let mut kept = 0;
    let count = |partner: &u32| {
        let before = kept;
        kept += usize::from(*partner != NONE);
        before
    };
    partner.iter().map(count).collect()
}

/// Pairs sentences that are the same but elsewhere: those that occur once in each draft, then the same sentences next
/// to them. One of few words is moved only together with a neighbour.
pub(super) fn pair_moved(old: &Side, new: &Side, keys: usize, matching: &mut Matching) {
    let mut seen = vec![(0u32, 0u32, NONE); keys];
    for unit in &old.units {
        if let Some(seen) = seen.get_mut(unit.key as usize) {
            seen.0 += 1;
        }
    }
    for (unit, j) in new.units.iter().zip(0..) {
        if let Some(seen) = seen.get_mut(unit.key as usize) {
            (seen.1, seen.2) = (seen.1 + 1, j);
        }
    }
    let mut found = Vec::new();
    for (i, unit) in old.units.iter().enumerate() {
        if let Some((1, 1, j)) = seen.get(unit.key as usize)
            && unit.words >= FEW
            && matching.are_free(i, *j as usize)
        {
            matching.join(i, *j as usize, Bond::Moved);
            found.push((i, *j as usize));
        }
    }
    for (i, j) in found {
        for step in [1, usize::MAX] {
            let (mut i, mut j) = (i.wrapping_add(step), j.wrapping_add(step));
            while matching.are_free(i, j) && old.key(i) == new.key(j) {
                matching.join(i, j, Bond::Moved);
                (i, j) = (i.wrapping_add(step), j.wrapping_add(step));
            }
        }
    }
}
