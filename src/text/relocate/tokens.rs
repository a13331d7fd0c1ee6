//! From sentences to words: for each token of the old draft its token in the new one.

use super::edited::Editing;
use super::matching::{Bond, Matching};
use super::side::{NONE, at, set};
use super::weave::weave;

/// How much of a sentence must be found in what is left of another, so that it was split off from it or joined to it.
const COVERED: f32 = 0.5;

/// Maps the tokens of every pair, then looks for sentences that were split or joined. None when it was stopped.
pub(super) fn map(editing: &Editing, matching: &mut Matching, watch: &mut dyn FnMut(f32) -> bool) -> Option<Vec<u32>> {
    let mut map = Map { editing, map: vec![NONE; editing.old.ids.len()], taken: vec![false; editing.new.ids.len()] };
    let units = matching.partner.len();
    for i in 0..units {
        if i % 256 == 0 && !watch(i as f32 / units as f32) {
            return None;
        }
        if let (Some(j), Some(bond)) = (matching.partner_of(i), matching.bond(i)) {
            map.pair(i, j, matches!(bond, Bond::Kept | Bond::Moved));
        }
    }
    map.joined(matching);
    map.split(matching);
    Some(map.map)
}

struct Map<'a> {
    editing: &'a Editing<'a>,
    map: Vec<u32>,
    taken: Vec<bool>,
}

impl Map<'_> {
    fn link(&mut self, old: usize, new: usize) {
        set(&mut self.map, old, new);
        if let Some(taken) = self.taken.get_mut(new) {
            *taken = true;
        }
    }

    fn pair(&mut self, i: usize, j: usize, same: bool) {
        let (old, new) = (self.editing.old.tokens(i), self.editing.new.tokens(j));
        if same {
            for (a, b) in old.zip(new) {
                self.link(a, b);
            }
            return;
        }
        for (a, b) in weave(self.editing.old.ids_of(i), self.editing.new.ids_of(j), self.editing.vocabulary) {
            self.link(old.start + a, new.start + b);
        }
    }

    /// Old sentences without a partner whose words are in what is left of the new sentence of a neighbour.
    fn joined(&mut self, matching: &mut Matching) {
        for i in 0..matching.partner.len() {
            if matching.partner_of(i).is_some() {
                continue;
            }
            let beside = [i.checked_sub(1), Some(i + 1)];
            for j in beside.into_iter().flatten().filter_map(|i| matching.partner_of(i)) {
                if self.share(i, j, true) {
                    matching.shared.push((i, j));
                    break;
                }
            }
        }
    }

    /// New sentences without an old one whose words are in what is left of the old sentence of a neighbour.
    fn split(&mut self, matching: &mut Matching) {
        for j in 0..matching.back.len() {
            if matching.origin_of(j).is_some() {
                continue;
            }
            let beside = [j.checked_sub(1), Some(j + 1)];
            for i in beside.into_iter().flatten().filter_map(|j| matching.origin_of(j)) {
                if self.share(i, j, false) {
                    matching.shared.push((i, j));
                    break;
                }
            }
        }
    }

    /// Maps what two sentences share beyond what is mapped already, if that is enough of the old or of the new one.
    fn share(&mut self, i: usize, j: usize, of_old: bool) -> bool {
        let left = |range: std::ops::Range<usize>, free: &dyn Fn(usize) -> bool, ids: &[u32]| -> Vec<(usize, u32)> {
            range.filter(|token| free(*token)).map(|token| (token, at(ids, token))).collect()
        };
        let old = left(self.editing.old.tokens(i), &|token| at(&self.map, token) == NONE, &self.editing.old.ids);
        let taken = |token: usize| self.taken.get(token).copied().unwrap_or(true);
        let new = left(self.editing.new.tokens(j), &|token| !taken(token), &self.editing.new.ids);
        let ids = |list: &[(usize, u32)]| -> Vec<u32> { list.iter().map(|(_, id)| *id).collect() };
        let (old_ids, new_ids) = (ids(&old), ids(&new));
        let pairs = weave(&old_ids, &new_ids, self.editing.vocabulary);
        let weigh = |id: &u32| self.editing.vocabulary.weight(*id);
        let shared: f32 = pairs.iter().filter_map(|(a, _)| old_ids.get(*a)).map(weigh).sum();
        let whole: f32 =
            if of_old { self.editing.old.ids_of(i) } else { self.editing.new.ids_of(j) }.iter().map(weigh).sum();
        if shared < whole * COVERED || pairs.is_empty() {
            return false;
        }
        for (a, b) in pairs {
            if let (Some((old, _)), Some((new, _))) = (old.get(a), new.get(b)) {
                self.link(*old, *new);
            }
        }
        true
    }
}
