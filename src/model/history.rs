//! The one list of everything that was done: undo, audit trail and, later, recovery and merging read it.
//!
//! Invariants: entries are only ever appended. An undo is an entry like any other. Entries of one step stand together.

use super::edit::{Edit, Misfit, apply, roll_back};
use super::rules::{Plan, plan};
use super::written::Written;
use super::{EntryId, Extra, Person, Project, Refusal, Request, Stamp};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize, Serializer};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;
use thiserror::Error;

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
    /// The step that this one takes back, for an undo or a redo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<EntryId>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Every edit ever made, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(from = "Vec<Entry>")]
pub struct History {
    entries: Vec<Arc<Entry>>,
    heads: HashMap<Arc<str>, Vec<usize>>,
    undo: Vec<Range<usize>>,
    redo: Vec<Range<usize>>,
}

impl From<Vec<Entry>> for History {
    fn from(entries: Vec<Entry>) -> Self {
        let mut history = Self::default();
        let mut rest = entries.into_iter().peekable();
        while let Some(first) = rest.next() {
            let step = first.step.clone();
            let mut entries = vec![first];
            while let Some(entry) = rest.next_if(|entry| entry.step == step) {
                entries.push(entry);
            }
            history.push_step(entries);
        }
        history
    }
}

impl Serialize for History {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.entries.iter().map(Arc::as_ref))
    }
}

impl History {
    /// All entries, oldest first.
    pub fn entries(&self) -> &[Arc<Entry>] {
        &self.entries
    }

    /// The entries of one field that nobody has replaced; more than one only after a merge.
    pub fn heads(&self, key: &str) -> Vec<EntryId> {
        let places = self.heads.get(key).into_iter().flatten();
        places.filter_map(|place| self.entries.get(*place)).map(|entry| entry.id.clone()).collect()
    }

    /// The step that an undo takes back.
    pub fn undoable(&self) -> Option<&[Arc<Entry>]> {
        self.entries.get(self.undo.last()?.clone())
    }

    /// The step that a redo takes back, itself an undo.
    pub fn redoable(&self) -> Option<&[Arc<Entry>]> {
        self.entries.get(self.redo.last()?.clone())
    }

    /// The step that was first done, behind any number of undos and redos of it.
    pub fn origin<'a>(&'a self, step: &'a [Arc<Entry>]) -> &'a [Arc<Entry>] {
        let mut origin = step;
        while let Some(undone) = origin.first().and_then(|entry| entry.undoes.as_ref()) {
            let Some(end) = self.entries.iter().rposition(|entry| entry.step == *undone) else { break };
            let start =
                self.entries[..end].iter().rposition(|entry| entry.step != *undone).map_or(0, |before| before + 1);
            origin = &self.entries[start..=end];
        }
        origin
    }

    fn push_step(&mut self, entries: Vec<Entry>) {
        let Some(undoes) = entries.first().map(|entry| entry.undoes.clone()) else { return };
        let start = self.entries.len();
        for entry in entries {
            let heads = self.heads.entry(entry.edit.key().into()).or_default();
            if !entry.replaces.is_empty() {
                let is_replaced = |head: &EntryId| entry.replaces.contains(head);
                heads.retain(|head| self.entries.get(*head).is_none_or(|head| !is_replaced(&head.id)));
            }
            heads.push(self.entries.len());
            self.entries.push(Arc::new(entry));
        }
        let step = start..self.entries.len();
        let names =
            |at: Option<&Range<usize>>| at.is_some_and(|at| undoes.as_ref() == Some(&self.entries[at.start].step));
        if names(self.undo.last()) {
            self.undo.pop();
            self.redo.push(step);
        } else if names(self.redo.last()) {
            self.redo.pop();
            self.undo.push(step);
        } else {
            self.undo.push(step);
            self.redo.clear();
        }
    }
}

/// Who does a step, when, and the names for its entries.
pub trait Names {
    /// A name no other entry has.
    fn entry(&mut self) -> EntryId;
}

impl Names for super::Minter {
    fn entry(&mut self) -> EntryId {
        EntryId(self.mint())
    }
}

/// Why requests were not carried out.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Stopped {
    /// A rule forbids one of them.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// An edit does not fit the project.
    #[error(transparent)]
    Misfit(#[from] Misfit),
}

impl Project {
    /// Carries out requests, each planned on what the ones before it left, as one step of the history. Returns the
    /// identifier that the last of them made, if one made any.
    ///
    /// # Errors
    /// When a rule forbids one of them; the project is then unchanged.
    pub fn carry_out(&mut self, requests: &[Request], stamp: &mut Stamp) -> Result<Option<String>, Stopped> {
        let (mut done, mut made) = (Vec::new(), None);
        for request in requests {
            if let Err(stopped) = self.apply_request(request, stamp, &mut done, &mut made) {
                roll_back(self, &done);
                return Err(stopped);
            }
        }
        self.record(done, None, stamp.by, stamp.at, stamp.minter);
        Ok(made)
    }

    fn apply_request(
        &mut self,
        request: &Request,
        stamp: &mut Stamp,
        done: &mut Vec<Edit>,
        made: &mut Option<String>,
    ) -> Result<(), Stopped> {
        let plan: Plan = plan(self, request, stamp)?;
        for edit in plan.edits {
            apply(self, &edit)?;
            done.push(edit);
        }
        if plan.made.is_some() {
            *made = plan.made;
        }
        Ok(())
    }

    /// Applies a step and appends it to the history. False when it has no edits.
    ///
    /// # Errors
    /// When an edit does not fit; the project is then unchanged.
    pub fn commit(
        &mut self,
        edits: Vec<Edit>,
        by: &Person,
        at: DateTime<Utc>,
        names: &mut dyn Names,
    ) -> Result<bool, Misfit> {
        self.commit_step(edits, None, by, at, names)
    }

    /// Takes back the step that is next to undo. False when there is none.
    ///
    /// # Errors
    /// When the step no longer fits; the project is then unchanged.
    pub fn undo(&mut self, by: &Person, at: DateTime<Utc>, names: &mut dyn Names) -> Result<bool, Misfit> {
        let step = self.history.undo.last().cloned();
        self.take_back(step, by, at, names)
    }

    /// Does again what was last undone. False when there is nothing.
    ///
    /// # Errors
    /// When the step no longer fits; the project is then unchanged.
    pub fn redo(&mut self, by: &Person, at: DateTime<Utc>, names: &mut dyn Names) -> Result<bool, Misfit> {
        let step = self.history.redo.last().cloned();
        self.take_back(step, by, at, names)
    }

    fn take_back(
        &mut self,
        step: Option<Range<usize>>,
        by: &Person,
        at: DateTime<Utc>,
        names: &mut dyn Names,
    ) -> Result<bool, Misfit> {
        let Some(entries) = step.and_then(|step| self.history.entries.get(step)) else { return Ok(false) };
        let undoes = entries.first().map(|entry| entry.step.clone());
        let edits = entries.iter().rev().map(|entry| entry.edit.inverse()).collect();
        self.commit_step(edits, undoes, by, at, names)
    }

    fn commit_step(
        &mut self,
        edits: Vec<Edit>,
        undoes: Option<EntryId>,
        by: &Person,
        at: DateTime<Utc>,
        names: &mut dyn Names,
    ) -> Result<bool, Misfit> {
        for (done, edit) in edits.iter().enumerate() {
            if let Err(misfit) = apply(self, edit) {
                roll_back(self, &edits[..done]);
                return Err(misfit);
            }
        }
        Ok(self.record(edits, undoes, by, at, names))
    }

    /// Appends edits that were applied to the history, as one step. False when there are none.
    fn record(
        &mut self,
        edits: Vec<Edit>,
        undoes: Option<EntryId>,
        by: &Person,
        at: DateTime<Utc>,
        names: &mut dyn Names,
    ) -> bool {
        let mut heads: HashMap<String, EntryId> = HashMap::new();
        let mut entries: Vec<Entry> = Vec::with_capacity(edits.len());
        for edit in edits {
            let id = names.entry();
            let key = edit.key();
            let replaces = match heads.get(&key) {
                Some(head) => vec![head.clone()],
                None => self.history.heads(&key),
            };
            heads.insert(key, id.clone());
            let step = entries.first().map_or(&id, |first| &first.id).clone();
            let (by, undoes, edit) = (by.clone(), undoes.clone(), edit.into());
            entries.push(Entry { id, step, at, by, edit, replaces, undoes, extra: Extra::new() });
        }
        let any = !entries.is_empty();
        self.history.push_step(entries);
        any
    }

    /// Carries out again what was done to a copy of this project, and appends the very same entries.
    ///
    /// # Errors
    /// When an edit does not fit. The steps before it are carried out, its own and those after it are not.
    pub fn replay(&mut self, entries: &[Arc<Entry>]) -> Result<(), Misfit> {
        for step in entries.chunk_by(|entry, next| entry.step == next.step) {
            for (done, entry) in step.iter().enumerate() {
                if let Err(misfit) = apply(self, &entry.edit) {
                    let edits: Vec<Edit> = step[..done].iter().map(|entry| Edit::clone(&entry.edit)).collect();
                    roll_back(self, &edits);
                    return Err(misfit);
                }
            }
            self.history.push_step(step.iter().map(|entry| Entry::clone(entry)).collect());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
