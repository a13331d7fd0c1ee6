//! What became of claims in a new draft: each is found again, or honestly reported changed, gone or unsure.
//!
//! Both drafts are read once, then compared in stages, each of which works on what those before left over:
//!
//! 1. [`side`]: tokens that are the same however they are set, and sentences.
//! 2. [`order`] and [`contained`]: sentences that are the same and in the same order, also where one draft runs
//!    them together.
//! 3. [`matching`]: sentences that are the same and elsewhere.
//! 4. [`edited`]: sentences that were rewritten.
//! 5. [`tokens`] and [`weave`]: which words of a sentence are which of its partner; sentences split and joined.
//! 6. [`doubt`]: sentences that stand there several times, where nothing tells which is which.
//! 7. [`resolve`], [`changed`] and [`figure`]: from the span of a claim to its [`Outcome`].
//!
//! [`views`], [`differences`] and [`diff`] show the same comparison to readers.

mod changed;
mod contained;
mod diff;
mod differences;
mod doubt;
mod edited;
mod figure;
mod matching;
mod order;
mod outcome;
mod places;
mod resolve;
mod side;
mod tokens;
mod views;
mod vocabulary;
mod weave;

#[cfg(test)]
mod tests;

pub use diff::{Edit, words_diff};
pub use differences::Differences;
pub use outcome::{Doubt, MOST_PLACES, Outcome};
pub use views::{Fresh, Pair, Relation};

use matching::Matching;
use places::Places;
use side::Side;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use vocabulary::Vocabulary;

/// Two drafts, compared.
pub struct Comparison {
    old: Side,
    new: Side,
    matching: Matching,
    /// By old token: the new one.
    map: Vec<u32>,
    /// By old sentence: whether nothing tells which of several it is.
    doubtful: Vec<bool>,
    vocabulary: Vocabulary,
    /// Old and new sentences that share words because one was split or several were joined.
    shared: HashSet<(usize, usize)>,
    /// By old sentence, one of the new it shares words with so.
    shared_old: HashMap<usize, usize>,
    /// By new sentence, one of the old.
    shared_new: HashMap<usize, usize>,
    /// By new token: the old one.
    origin: Vec<u32>,
    old_places: Places,
    new_places: Places,
}

impl Comparison {
    /// Compares two drafts. `watch` hears how far it is, from 0 to 1, and says whether to go on; None when it said no.
    pub fn new(old: &str, new: &str, watch: &mut dyn FnMut(f32) -> bool) -> Option<Self> {
        let mut vocabulary = Vocabulary::default();
        let mut old = Side::new(old, &mut vocabulary, &mut |part| watch(part * 0.2))?;
        let mut new = Side::new(new, &mut vocabulary, &mut |part| watch(0.2 + part * 0.2))?;
        vocabulary.weigh();
        let mut matching = Matching::new(order::kept(&old, &new, vocabulary.keys()), new.units.len());
        if contained::cut(&mut old, &mut new, &matching.partner, &matching.back, &mut vocabulary) {
            matching = Matching::new(order::kept(&old, &new, vocabulary.keys()), new.units.len());
        }
        matching::pair_moved(&old, &new, vocabulary.keys(), &mut matching);
        if !watch(0.5) {
            return None;
        }
        let editing = edited::Editing { old: &old, new: &new, vocabulary: &vocabulary };
        if !editing.pair(&mut matching, &mut |part| watch(0.5 + part * 0.3)) {
            return None;
        }
        doubt::settle(&old, &new, &mut matching);
        let map = tokens::map(&editing, &mut matching, &mut |part| watch(0.8 + part * 0.2))?;
        let doubtful = doubt::doubts(&old, &new, &matching);
        let mut origin = vec![side::NONE; new.ids.len()];
        for token in 0..map.len() {
            if let Some(place) = side::index(&map, token) {
                side::set(&mut origin, place, token);
            }
        }
        let old_places = Places::new(&old.ids, vocabulary.len());
        let new_places = Places::new(&new.ids, vocabulary.len());
        let shared: HashSet<(usize, usize)> = matching.shared.iter().copied().collect();
        let shared_old = matching.shared.iter().copied().collect();
        let shared_new = matching.shared.iter().map(|(i, j)| (*j, *i)).collect();
        Some(Self {
            old,
            new,
            matching,
            map,
            doubtful,
            vocabulary,
            shared,
            shared_old,
            shared_new,
            origin,
            old_places,
            new_places,
        })
    }

    /// What became of these bytes of the old draft.
    pub fn outcome(&self, span: Range<usize>) -> Outcome {
        resolve::outcome(self, span)
    }
}
