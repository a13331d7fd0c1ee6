//! The one list of everything that was done: undo, audit trail, recovery and merging read it.
//!
//! Invariants: entries are only ever appended. An undo is an entry like any other. Entries of one step stand together.
//! A field has one head, the entry that nobody has replaced, unless two people changed it without knowing of each other.

mod conflicts;
mod drafts;
mod heads;
mod record;
mod steps;
mod upgrade;

pub use record::Stopped;

use super::edit::Edit;
use super::written::Written;
use super::{EntryId, Extra, Person};
use chrono::{DateTime, Utc};
use conflicts::Conflicts;
use heads::{Heads, Places};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::sync::Arc;
use steps::Step;

/// One edit: who, when, what, and which entries of the same field it replaces.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its identifier.
    pub id: EntryId,
    /// The step it belongs to: what a person did at one go, named by its first entry.
    pub step: EntryId,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: Person,
    /// What.
    pub edit: Written<Edit>,
    /// The entries of the same field that nobody had replaced before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replaces: Vec<EntryId>,
    /// For a deletion: the entries of what it deletes that whoever deleted it knew of. Since version 2 of the format.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub saw: Vec<EntryId>,
    /// The step that this one takes back, for an undo or a redo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<EntryId>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Every edit ever made, oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    entries: Vec<Arc<Entry>>,
    heads: Heads,
    steps: Vec<Step>,
    conflicts: Conflicts,
}

impl From<Vec<Entry>> for History {
    fn from(entries: Vec<Entry>) -> Self {
        entries.into_iter().map(Arc::new).collect::<Vec<_>>().into()
    }
}

impl From<Vec<Arc<Entry>>> for History {
    fn from(entries: Vec<Arc<Entry>>) -> Self {
        let places = heads::places(&entries);
        let (heads, conflicts) = heads_and_conflicts(&entries, &places);
        let steps = steps::of(&entries);
        Self { entries, heads, steps, conflicts }
    }
}

fn heads_and_conflicts(entries: &[Arc<Entry>], places: &Places) -> (Heads, Conflicts) {
    let heads = Heads::of(entries, places);
    let conflicts = conflicts::find(entries, &heads, places);
    (heads, conflicts)
}

impl Serialize for History {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.entries.iter().map(Arc::as_ref))
    }
}

impl<'de> Deserialize<'de> for History {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::<Arc<Entry>>::deserialize(deserializer).map(Self::from)
    }
}

impl History {
    /// A history of these entries, of which it is known where each stands.
    pub(super) fn placed(entries: Vec<Arc<Entry>>, places: &Places) -> Self {
        let (heads, conflicts) = heads_and_conflicts(&entries, places);
        let steps = steps::of(&entries);
        Self { entries, heads, steps, conflicts }
    }

    /// All entries, oldest first.
    pub fn entries(&self) -> &[Arc<Entry>] {
        &self.entries
    }

    /// The entries of one field that nobody has replaced; more than one only after a merge.
    pub fn heads(&self, key: &str) -> Vec<EntryId> {
        self.head_entries(key).map(|entry| entry.id.clone()).collect()
    }

    pub(super) fn head_entries(&self, key: &str) -> impl Iterator<Item = &Arc<Entry>> {
        self.heads.of_field(key).into_iter().filter_map(|place| self.entries.get(place))
    }

    /// The fields that have heads.
    pub(super) fn fields(&self) -> impl Iterator<Item = &str> {
        self.heads.fields()
    }

    /// The fields that two people left differently without knowing of each other, whose keys begin like this, each with
    /// the entries that nobody replaced.
    pub(super) fn conflicts_under(&self, prefix: &str) -> impl Iterator<Item = (&str, Vec<&Arc<Entry>>)> {
        conflicts::under(&self.conflicts, prefix)
            .map(|(key, places)| (key, places.iter().filter_map(|place| self.entries.get(*place)).collect()))
    }

    /// True when some field is in conflict.
    pub(super) fn has_conflicts(&self) -> bool {
        !self.conflicts.is_empty()
    }

    /// True when this field is in conflict.
    pub(super) fn is_contested(&self, key: &str) -> bool {
        self.conflicts.contains_key(key)
    }

    /// Appends one step.
    pub(super) fn push_step(&mut self, entries: Vec<Arc<Entry>>) {
        let start = self.entries.len();
        let Some(step) = steps::next(&mut self.steps, &self.entries, &entries) else { return };
        for entry in entries {
            let key: Arc<str> = entry.edit.key().into();
            let replaced = self.heads.of_field(&key);
            let restored = conflicts::brought_back(&entry, &replaced, &self.entries);
            if !self.conflicts.is_empty() {
                conflicts::go_on(&mut self.conflicts, &entry.edit, &key, &self.heads, &self.entries);
            }
            self.heads.put(Arc::clone(&key), self.entries.len());
            match restored {
                Some(places) => drop(self.conflicts.insert(key, places)),
                None => drop(self.conflicts.remove(&key)),
            }
            self.entries.push(entry);
        }
        self.steps.push(step.at(start..self.entries.len()));
    }
}

#[cfg(test)]
mod tests;
