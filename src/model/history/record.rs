//! Doing, undoing and doing again: every change of a project goes through here and leaves its entries.

use super::Entry;
use super::conflicts::used_by;
use crate::model::edit::{Edit, Misfit, apply, roll_back};
use crate::model::rules::{Plan, plan};
use crate::model::{EntryId, Extra, Minter, Person, Project, Refusal, Request, Stamp};
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use std::sync::Arc;
use thiserror::Error;

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
        minter: &mut Minter,
    ) -> Result<bool, Misfit> {
        self.commit_step(edits, None, by, at, minter)
    }

    /// Takes back the step that is this person's next to undo. False when there is none.
    ///
    /// # Errors
    /// When the step no longer fits; the project is then unchanged.
    pub fn undo(&mut self, by: &Person, at: DateTime<Utc>, minter: &mut Minter) -> Result<bool, Misfit> {
        let step = self.undoable(by, minter).map(<[_]>::to_vec);
        self.take_back(step, by, at, minter)
    }

    /// Does again what this person last took back. False when there is nothing.
    ///
    /// # Errors
    /// When the step no longer fits; the project is then unchanged.
    pub fn redo(&mut self, by: &Person, at: DateTime<Utc>, minter: &mut Minter) -> Result<bool, Misfit> {
        let step = self.redoable(by, minter).map(<[_]>::to_vec);
        self.take_back(step, by, at, minter)
    }

    /// Takes back one step, by the name of its first entry, whatever was done since. False when it is not there, was taken
    /// back already, or what it changed is no longer as it left it.
    ///
    /// # Errors
    /// When it no longer fits; the project is then unchanged.
    pub fn undo_step(
        &mut self,
        step: &EntryId,
        by: &Person,
        at: DateTime<Utc>,
        minter: &mut Minter,
    ) -> Result<bool, Misfit> {
        let step = self.history.standing_step(step).map(<[_]>::to_vec);
        self.take_back(step, by, at, minter)
    }

    fn take_back(
        &mut self,
        step: Option<Vec<Arc<Entry>>>,
        by: &Person,
        at: DateTime<Utc>,
        minter: &mut Minter,
    ) -> Result<bool, Misfit> {
        let Some(entries) = step.filter(|step| self.is_whole_as_left(step, by, minter)) else { return Ok(false) };
        let undoes = entries.first().map(|entry| entry.step.clone());
        let edits = entries.iter().rev().map(|entry| entry.edit.inverse()).collect();
        self.commit_step(edits, undoes, by, at, minter)
    }

    pub(super) fn commit_step(
        &mut self,
        edits: Vec<Edit>,
        undoes: Option<EntryId>,
        by: &Person,
        at: DateTime<Utc>,
        minter: &mut Minter,
    ) -> Result<bool, Misfit> {
        for (done, edit) in edits.iter().enumerate() {
            if let Err(misfit) = apply(self, edit) {
                roll_back(self, &edits[..done]);
                return Err(misfit);
            }
        }
        Ok(self.record(edits, undoes, by, at, minter))
    }

    /// Appends edits that were applied to the history, as one step. False when there are none.
    fn record(
        &mut self,
        edits: Vec<Edit>,
        undoes: Option<EntryId>,
        by: &Person,
        at: DateTime<Utc>,
        minter: &mut Minter,
    ) -> bool {
        let mut heads: HashMap<String, EntryId> = HashMap::new();
        let mut entries: Vec<Arc<Entry>> = Vec::with_capacity(edits.len());
        for edit in edits {
            let id = EntryId(minter.mint());
            let key = edit.key();
            let replaces = match heads.get(&key) {
                Some(head) => vec![head.clone()],
                None => self.history.heads(&key),
            };
            let saw = edit.deletes().map_or_else(Vec::new, |what| self.seen_of(&what, &key, &heads));
            heads.insert(key, id.clone());
            let step = entries.first().map_or(&id, |first| &first.id).clone();
            let (by, undoes, edit) = (by.clone(), undoes.clone(), edit.into());
            entries.push(Arc::new(Entry { id, step, at, by, edit, replaces, saw, undoes, extra: Extra::new() }));
        }
        let any = !entries.is_empty();
        self.history.push_step(entries);
        any
    }

    /// What somebody knows of a thing that is added under this key: the heads of its fields, and of a source the entries
    /// that made evidence rest on it. `own` is the field that says whether it is deleted; `step` are heads in a step under way.
    fn seen_of(&self, what: &str, own: &str, step: &HashMap<String, EntryId>) -> Vec<EntryId> {
        let inside = |key: &str| key != own && key.strip_prefix(what).is_some_and(|rest| rest.starts_with('/'));
        let known = self.history.fields().filter(|key| inside(key) && !step.contains_key(*key));
        let mut seen: Vec<EntryId> = known.flat_map(|key| self.history.heads(key)).collect();
        seen.extend(step.iter().filter(|(key, _)| inside(key)).map(|(_, id)| id.clone()));
        if let Some(source) = what.strip_prefix("source/") {
            let uses = |entry: &&Arc<Entry>| used_by(&entry.edit).any(|used| used == source);
            seen.extend(self.history.entries.iter().filter(uses).map(|entry| entry.id.clone()));
        }
        seen.sort_unstable();
        seen
    }

    /// Carries out again what was done to a copy of this project, and appends the very same entries.
    ///
    /// # Errors
    /// When an edit does not fit. The steps before it are carried out, its own and those after it are not.
    pub fn replay(&mut self, entries: &[Arc<Entry>]) -> Result<(), Misfit> {
        let mut all = self.history.entries.clone();
        let mut result = Ok(());
        for step in entries.chunk_by(|entry, next| entry.step == next.step) {
            result = self.replay_step(step);
            if result.is_err() {
                break;
            }
            all.extend_from_slice(step);
        }
        // From all entries, because what they replace need not be all that stands there now.
        self.history = all.into();
        result
    }

    fn replay_step(&mut self, step: &[Arc<Entry>]) -> Result<(), Misfit> {
        for (done, entry) in step.iter().enumerate() {
            if let Err(misfit) = apply(self, &entry.edit) {
                let edits: Vec<Edit> = step[..done].iter().map(|entry| Edit::clone(&entry.edit)).collect();
                roll_back(self, &edits);
                return Err(misfit);
            }
        }
        Ok(())
    }
}
