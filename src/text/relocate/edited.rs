//! Sentences that were rewritten: for each that has no partner, the one that has most of its words.

use super::matching::{Bond, Matching};
use super::side::{NONE, Side};
use super::vocabulary::Vocabulary;
use std::collections::HashSet;
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

/// The words of a sentence, in small letters, in an order of their own, with what each says.
struct Bag {
    words: Vec<(u32, f32)>,
    weight: f32,
}

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

/// The sentences without a partner.
struct Free {
    old: Vec<usize>,
    new: Vec<usize>,
    /// The words of those of the new draft.
    new_bags: Vec<Bag>,
    /// Their keys.
    new_keys: HashSet<u32>,
    /// By word, those it occurs in.
    rare: Vec<Vec<usize>>,
}

impl Editing<'_> {
    /// Pairs what is alike enough, what is most alike first. False when it was stopped.
    pub fn pair(&self, matching: &mut Matching, watch: &mut dyn FnMut(f32) -> bool) -> bool {
        let free = self.free(matching);
        let mut candidates = Vec::new();
        for number in 0..free.old.len() {
            if number % 256 == 0 && !watch(number as f32 / free.old.len() as f32) {
                return false;
            }
            self.add_candidates(number, &free, matching, &mut candidates);
        }
        candidates.sort_by(|a, b| b.rank.total_cmp(&a.rank).then(a.old.cmp(&b.old)).then(a.new.cmp(&b.new)));
        for Candidate { old, new, alike, .. } in candidates {
            if matching.are_free(old, new) {
                let bond = match (self.old.key(old) == self.new.key(new), matching.same_gap(old, new)) {
                    (true, _) => Bond::Moved,
                    (false, true) => Bond::Edited,
                    (false, false) => Bond::EditedElsewhere,
                };
                matching.join(old, new, bond);
                matching.set_alike(old, alike);
            }
        }
        true
    }

    fn free(&self, matching: &Matching) -> Free {
        let free = |list: &[u32]| -> Vec<usize> { (0..list.len()).filter(|i| list.get(*i) == Some(&NONE)).collect() };
        let (old, new) = (free(&matching.partner), free(&matching.back));
        let new_bags: Vec<Bag> = new.iter().map(|j| self.bag(self.new.ids_of(*j))).collect();
        let new_keys = new.iter().map(|j| self.new.key(*j)).collect();
        let rare = self.rare_words(&new_bags);
        Free { old, new, new_bags, new_keys, rare }
    }

    /// Adds the sentences that may be the one of this number among those without a partner.
    fn add_candidates(&self, number: usize, free: &Free, matching: &Matching, candidates: &mut Vec<Candidate>) {
        let Some(i) = free.old.get(number).copied() else { return };
        let words = self.bag(self.old.ids_of(i));
        let gap = matching.old_gap.get(i).copied().unwrap_or(usize::MAX);
        let here = |list: &[usize], gaps: &[usize]| -> Range<usize> {
            let of = |place: &usize| gaps.get(*place).copied().unwrap_or(usize::MAX);
            list.partition_point(|place| of(place) < gap)..list.partition_point(|place| of(place) <= gap)
        };
        let (olds, news) = (here(&free.old, &matching.old_gap), here(&free.new, &matching.new_gap));
        let alone = olds.len() == 1 && news.len() == 1;
        let mut near: Vec<usize> = if olds.len().saturating_mul(news.len()) <= SMALL {
            news.clone().collect()
        } else {
            let done = number.saturating_sub(olds.start) as f32 / olds.len().max(1) as f32;
            let middle = news.start + (done * news.len() as f32) as usize;
            (middle.saturating_sub(BESIDE).max(news.start)..(middle + BESIDE).min(news.end)).collect()
        };
        add_by_rare_words(&words, &free.rare, &mut near);
        near.sort_unstable();
        near.dedup();
        for place in near {
            let (Some(j), Some(theirs)) = (free.new.get(place).copied(), free.new_bags.get(place)) else { continue };
            let same_place = news.contains(&place);
            let least = match same_place {
                true if alone => ALIKE_ALONE,
                true => ALIKE_HERE,
                false => ALIKE_ELSEWHERE,
            };
            let Some(alike) = alike(&words, theirs, least) else { continue };
            let (left, right) = matching.neighbours(i, j);
            // The same sentence, passed over by the stages before: only a neighbour can tell that it is this one, and
            // while it may be, no other is.
            let same = self.old.key(i) == self.new.key(j);
            let passed_over = if same { !left && !right } else { free.new_keys.contains(&self.old.key(i)) };
            if !passed_over {
                let place = if same_place { SAME_PLACE } else { 0.0 };
                let rank = alike + place + f32::from(u8::from(left) + u8::from(right)) * NEIGHBOUR;
                candidates.push(Candidate { old: i, new: j, alike, rank });
            }
        }
    }

    /// By word: the free new sentences it occurs in; one more than [`RARE`] where there are more.
    fn rare_words(&self, bags: &[Bag]) -> Vec<Vec<usize>> {
        let mut places = vec![Vec::new(); self.vocabulary.len()];
        for (place, bag) in bags.iter().enumerate() {
            for (id, _) in bag.words.iter().filter(|(id, _)| self.vocabulary.is_solid(*id)) {
                if let Some(list) = places.get_mut(*id as usize)
                    && list.len() <= RARE
                    && list.last() != Some(&place)
                {
                    list.push(place);
                }
            }
        }
        places
    }

    fn bag(&self, ids: &[u32]) -> Bag {
        let weigh = |id: &u32| (self.vocabulary.small(*id), self.vocabulary.weight(*id));
        let mut words: Vec<(u32, f32)> = ids.iter().map(weigh).collect();
        words.sort_unstable_by_key(|(id, _)| *id);
        let weight = words.iter().map(|(_, weight)| weight).sum();
        Bag { words, weight }
    }
}

fn add_by_rare_words(bag: &Bag, rare: &[Vec<usize>], near: &mut Vec<usize>) {
    let lists = bag.words.iter().filter_map(|(id, _)| rare.get(*id as usize));
    near.extend(lists.filter(|list| list.len() <= RARE).flatten());
}

/// The weight of what two sentences share, from 0 to 1; None where it is less than the least.
fn alike(a: &Bag, b: &Bag, least: f32) -> Option<f32> {
    let whole = (a.weight + b.weight).max(f32::MIN_POSITIVE);
    if 2.0 * a.weight.min(b.weight) / whole < least {
        return None;
    }
    let mut shared = 0.0;
    let mut theirs = b.words.iter().peekable();
    for (id, weight) in &a.words {
        while theirs.next_if(|(other, _)| other < id).is_some() {}
        if theirs.next_if(|(other, _)| other == id).is_some() {
            shared += weight;
        }
    }
    Some(2.0 * shared / whole).filter(|alike| *alike >= least)
}
