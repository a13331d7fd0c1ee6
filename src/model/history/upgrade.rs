//! What version 1 of the format did not say: what whoever deleted something knew of.

use super::conflicts::{things_around, used_by};
use super::{Entry, History};
use crate::model::EntryId;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// How many names are filled in at most, so that no file can make us fill the memory with them. Deletions beyond that
/// are at worst shown as conflicts in a merge.
const MOST: usize = 1_000_000;

impl History {
    /// Fills in what each deletion knew of: all that came before it, since such a history was never merged.
    pub fn with_what_deletions_saw(self) -> Self {
        if self.entries.iter().all(|entry| entry.edit.deletes().is_none()) {
            return self;
        }
        let mut known: HashMap<String, BTreeMap<String, EntryId>> = HashMap::new();
        let mut room = MOST;
        let entries = self.entries.into_iter().map(|entry| {
            let key = entry.edit.key();
            let entry = match entry.edit.deletes().and_then(|thing| known.get(&thing)) {
                Some(fields) if entry.saw.is_empty() && fields.len() <= room => {
                    room -= fields.len();
                    let saw = fields.iter().filter(|(field, _)| **field != key).map(|(_, name)| name.clone()).collect();
                    Arc::new(Entry { saw, ..Entry::clone(&entry) })
                }
                _ => entry,
            };
            for thing in things_around(&key) {
                known.entry(thing.to_owned()).or_default().insert(key.clone(), entry.id.clone());
            }
            for source in used_by(&entry.edit) {
                let use_of_it = format!("used/{}", entry.id);
                known.entry(format!("source/{source}")).or_default().insert(use_of_it, entry.id.clone());
            }
            entry
        });
        entries.collect::<Vec<_>>().into()
    }
}
