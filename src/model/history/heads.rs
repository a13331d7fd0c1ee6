//! The entries that nobody has replaced, by field.

use super::Entry;
use crate::model::EntryId;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Where each entry stands.
pub(super) type Places<'a> = HashMap<&'a EntryId, usize>;

/// Where the entries of a history stand, by name.
pub(super) fn places(entries: &[Arc<Entry>]) -> Places<'_> {
    entries.iter().enumerate().map(|(place, entry)| (&entry.id, place)).collect()
}

/// The heads of each field. Nearly every field has one; the others are kept apart, so that a copy of this is cheap.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Heads {
    last: HashMap<Arc<str>, usize>,
    several: BTreeMap<Arc<str>, Vec<usize>>,
}

impl Heads {
    /// An entry is replaced by one of the same field that comes after it and names it.
    pub(super) fn of(entries: &[Arc<Entry>], places: &Places) -> Self {
        let keys: Vec<Arc<str>> = entries.iter().map(|entry| entry.edit.key().into()).collect();
        let mut replaced = vec![false; entries.len()];
        for (place, entry) in entries.iter().enumerate() {
            let named = entry.replaces.iter().filter_map(|name| places.get(name));
            for old in named.filter(|old| **old < place && keys[**old] == keys[place]) {
                replaced[*old] = true;
            }
        }
        let mut heads = Self::default();
        let open = keys.into_iter().zip(replaced).enumerate().filter(|(_, (_, replaced))| !replaced);
        for (place, (key, _)) in open {
            if let Some(before) = heads.last.insert(Arc::clone(&key), place) {
                heads.several.entry(key).or_insert_with(|| vec![before]).push(place);
            }
        }
        heads
    }

    /// Makes this entry, which replaces all heads of its field, the only one.
    pub(super) fn put(&mut self, key: Arc<str>, place: usize) {
        if !self.several.is_empty() {
            self.several.remove(&key);
        }
        self.last.insert(key, place);
    }

    /// Places of the heads of a field, in order.
    pub(super) fn of_field(&self, key: &str) -> Vec<usize> {
        match self.several.get(key) {
            Some(places) => places.clone(),
            None => self.last.get(key).copied().into_iter().collect(),
        }
    }

    /// True when the entry at this place is the only head of the field.
    pub(super) fn is_only(&self, key: &str, place: usize) -> bool {
        self.last.get(key) == Some(&place) && !self.several.contains_key(key)
    }

    /// The keys of all fields that were ever changed.
    pub(super) fn fields(&self) -> impl Iterator<Item = &str> {
        self.last.keys().map(|key| &**key)
    }

    /// Each field with the place of its last head.
    pub(super) fn last(&self) -> impl Iterator<Item = (&Arc<str>, usize)> {
        self.last.iter().map(|(key, place)| (key, *place))
    }

    /// The fields with several heads.
    pub(super) fn several(&self) -> impl Iterator<Item = (&Arc<str>, &Vec<usize>)> {
        self.several.iter()
    }
}
