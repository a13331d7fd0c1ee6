//! The words of both drafts as numbers, and how much each says.

use super::side::{at, set};
use crate::model::typography;
use std::collections::HashMap;

/// How much a mark weighs beside a word, and a single letter or digit.
const MARK: f32 = 0.15;
const SINGLE: f32 = 0.5;

/// The words of both drafts.
#[derive(Default)]
pub(super) struct Vocabulary {
    ids: HashMap<String, u32>,
    sentences: HashMap<Vec<u32>, u32>,
    /// How often each occurs that is in small letters, in whatever letters.
    counts: Vec<u32>,
    /// Whether each is a word or a figure, not a mark.
    solid: Vec<bool>,
    /// How much each weighs for what it is.
    kinds: Vec<f32>,
    /// Each in small letters.
    small: Vec<u32>,
    weights: Vec<f32>,
    total: u32,
}

impl Vocabulary {
    /// Takes a token in.
    pub fn word(&mut self, form: &str) -> u32 {
        self.total += 1;
        let id = self.id(form);
        let small = self.small(id);
        if let Some(count) = self.counts.get_mut(small as usize) {
            *count += 1;
        }
        id
    }

    fn id(&mut self, form: &str) -> u32 {
        if let Some(id) = self.ids.get(form) {
            return *id;
        }
        let id = self.counts.len() as u32;
        self.ids.insert(form.to_owned(), id);
        self.counts.push(0);
        let solid = form.contains(char::is_alphanumeric);
        let single = form.chars().nth(1).is_none() && !form.starts_with(typography::is_single);
        self.solid.push(solid);
        self.kinds.push(if !solid {
            MARK
        } else if single {
            SINGLE
        } else {
            1.0
        });
        self.small.push(id);
        let small = form.to_lowercase();
        if small != form {
            let small = self.id(&small);
            set(&mut self.small, id as usize, small as usize);
        }
        id
    }

    /// Takes a sentence in; the same for the same tokens.
    pub fn sentence(&mut self, tokens: &[u32]) -> u32 {
        if let Some(key) = self.sentences.get(tokens) {
            return *key;
        }
        let key = self.sentences.len() as u32;
        self.sentences.insert(tokens.to_vec(), key);
        key
    }

    /// How many different sentences there are.
    pub fn keys(&self) -> usize {
        self.sentences.len()
    }

    /// How many different tokens there are.
    pub fn len(&self) -> usize {
        self.counts.len()
    }

    /// Whether a token is a word or a figure.
    pub fn is_solid(&self, id: u32) -> bool {
        self.solid.get(id as usize).copied().unwrap_or_default()
    }

    /// A token in small letters.
    pub fn small(&self, id: u32) -> u32 {
        at(&self.small, id as usize)
    }

    /// Weighs the tokens, when both drafts are read.
    pub fn weigh(&mut self) {
        let total = self.total.max(2) as f32;
        let rarity = |count: &u32| (total / (*count).max(1) as f32).ln_1p() / total.ln_1p();
        self.weights = self.counts.iter().zip(&self.kinds).map(|(count, kind)| rarity(count) * kind).collect();
    }

    /// How much it says that two sentences share a token: one for the rarest, next to nothing for marks.
    pub fn weight(&self, id: u32) -> f32 {
        self.weights.get(self.small(id) as usize).copied().unwrap_or_default()
    }
}
