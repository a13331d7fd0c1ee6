//! Sentences that were rewritten: for each that has no partner, the one that has most of its words.

use super::matching::{Bond, Matching};
use super::side::{NONE, Side};
use super::vocabulary::Vocabulary;
use std::collections::HashMap;
use std::ops::Range;

/// How alike two sentences between the same two kept ones must be, from 0 to 1.
const ALIKE_HERE: f32 = 0.4;
/// The same when nothing else stands there.
const ALIKE_ALONE: f32 = 0.25;
/// The same for two that stand anywhere.
const ALIKE_ELSEWHERE: f32 = 0.55;
/// What it adds, in comparing possible partners, that they stand in the same place, and that neighbours belong together.
const SAME_PLACE: f32 = 0.15;
const NEIGHBOUR: f32 = 0.1;
/// Stretches of at most this many pairs are compared pair by pair; beyond, what has rare words in common, and what
/// stands at about the same place, so many to either side.
const SMALL: usize = 2_500;
const BESIDE: usize = 8;
/// A word in more new sentences than this leads to none.
const RARE: usize = 8;

/// A possible pair.
struct Candidate {
    old: usize,
    new: usize,
    alike: f32,
    rank: f32,
}

pub(super) struct Editing<'a> {
    pub old: &'a Side,
    pub new: &'a Side,
    pub vocabulary: &'a Vocabulary,
}

impl Editing<'_> {
    /// Pairs what is alike enough. False when it was stopped.
    pub fn pair(&self, matching: &mut Matching, watch: &mut dyn FnMut(f32) -> bool) -> bool {
        let free = |list: &[u32]| -> Vec<usize> { (0..list.len()).filter(|i| list.get(*i) == Some(&NONE)).collect() };
        let (old_free, new_free) = (free(&matching.partner), free(&matching.back));
        let old_bags: Vec<Vec<u32>> = old_free.iter().map(|i| self.bag(self.old.ids_of(*i))).collect();
        let new_bags: Vec<Vec<u32>> = new_free.iter().map(|j| self.bag(self.new.ids_of(*j))).collect();
        let rare = self.rare_words(&new_bags);
        let mut candidates = Vec::new();
        let mut near = Vec::new();
        let total = old_free.len().max(1) as f32;
        for (number, (i, words)) in old_free.iter().zip(&old_bags).enumerate() {
            if number % 256 == 0 && !watch(number as f32 / total) {
                return false;
            }
            near.clear();
            let gap = matching.old_gap.get(*i).copied().unwrap_or(usize::MAX);
            let here = |list: &[usize], gaps: &[usize]| -> Range<usize> {
                let of = |place: &usize| gaps.get(*place).copied().unwrap_or(usize::MAX);
                list.partition_point(|place| of(place) < gap)..list.partition_point(|place| of(place) <= gap)
            };
            let (olds, news) = (here(&old_free, &matching.old_gap), here(&new_free, &matching.new_gap));
            let alone = olds.len() == 1 && news.len() == 1;
            if olds.len().saturating_mul(news.len()) <= SMALL {
                near.extend(news.clone());
            } else {
                let done = (number - olds.start) as f32 / olds.len().max(1) as f32;
                let middle = news.start + (done * news.len() as f32) as usize;
                near.extend(middle.saturating_sub(BESIDE).max(news.start)..(middle + BESIDE).min(news.end));
            }
            self.add_by_rare_words(words, &rare, &mut near);
            near.sort_unstable();
            near.dedup();
            for place in &near {
                let (Some(j), Some(theirs)) = (new_free.get(*place), new_bags.get(*place)) else { continue };
                let same_place = news.contains(place);
                let least = match same_place {
                    true if alone => ALIKE_ALONE,
                    true => ALIKE_HERE,
                    false => ALIKE_ELSEWHERE,
                };
                let alike = self.alike(words, theirs);
                let (left, right) = matching.neighbours(*i, *j);
                // The same sentence, passed over by the stages before: only a neighbour can tell that it is this one.
                let passed = self.old.key(*i) == self.new.key(*j) && !left && !right;
                if alike >= least && !passed {
                    let place = if same_place { SAME_PLACE } else { 0.0 };
                    let rank = alike + place + f32::from(u8::from(left) + u8::from(right)) * NEIGHBOUR;
                    candidates.push(Candidate { old: *i, new: *j, alike, rank });
                }
            }
        }
        candidates.sort_by(|a, b| b.rank.total_cmp(&a.rank).then(a.old.cmp(&b.old)).then(a.new.cmp(&b.new)));
        for candidate in candidates {
            let (i, j) = (candidate.old, candidate.new);
            if matching.are_free(i, j) {
                let same = self.old.key(i) == self.new.key(j);
                let here = matching.same_gap(i, j);
                let bond = match (same, here) {
                    (true, _) => Bond::Moved,
                    (false, true) => Bond::Edited,
                    (false, false) => Bond::EditedElsewhere,
                };
                matching.join(i, j, bond);
                matching.set_alike(i, candidate.alike);
            }
        }
        true
    }

    /// By word: the free new sentences it occurs in, if they are few.
    fn rare_words(&self, bags: &[Vec<u32>]) -> HashMap<u32, Vec<usize>> {
        let mut places: HashMap<u32, Vec<usize>> = HashMap::new();
        for (place, bag) in bags.iter().enumerate() {
            let mut last = NONE;
            for id in bag.iter().filter(|id| self.vocabulary.is_solid(**id)) {
                if *id != last {
                    let list = places.entry(*id).or_default();
                    if list.len() <= RARE {
                        list.push(place);
                    }
                }
                last = *id;
            }
        }
        places.retain(|_, list| list.len() <= RARE);
        places
    }

    fn add_by_rare_words(&self, words: &[u32], rare: &HashMap<u32, Vec<usize>>, near: &mut Vec<usize>) {
        for id in words {
            if let Some(places) = rare.get(id) {
                near.extend(places);
            }
        }
    }

    /// The weight of what two bags of words share, from 0 to 1.
    fn alike(&self, a: &[u32], b: &[u32]) -> f32 {
        let weigh = |id: &u32| self.vocabulary.weight(*id);
        let whole: f32 = a.iter().chain(b).map(weigh).sum();
        let mut shared = 0.0;
        let mut theirs = b.iter().peekable();
        for id in a {
            while theirs.next_if(|other| *other < id).is_some() {}
            if theirs.next_if(|other| *other == id).is_some() {
                shared += weigh(id);
            }
        }
        if whole > 0.0 { 2.0 * shared / whole } else { 0.0 }
    }

    /// The words of a sentence, in small letters, in an order of their own.
    fn bag(&self, ids: &[u32]) -> Vec<u32> {
        let mut bag: Vec<u32> = ids.iter().map(|id| self.vocabulary.small(*id)).collect();
        bag.sort_unstable();
        bag
    }
}
