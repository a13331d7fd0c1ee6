//! What a session hands to its journal.

use super::journal::{Base, Beginning, Ending, Journal};
use super::saving::Waiting;
use super::{Problem, Session, file};
use crate::model::history::Entry;
use crate::model::rules::plan;
use crate::model::{Edit, EntryId, Minter, Project, Request, Stamp};
use crate::store::journal::disk::{Held, Place};
use crate::store::journal::{Header, Record, VERSION};
use crate::store::state;
use chrono::{DateTime, Utc};
use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

/// What keeps a session's work safe from a crash.
#[derive(Debug, Default)]
pub(super) struct Safety {
    journal: Option<Journal>,
    /// The file that the project was read from, with the number of entries in it, until the journal has it.
    pub(super) opened: Option<(Arc<[u8]>, usize)>,
    /// The journal that was restored, until the new one has all that is in it.
    pub(super) restored: Option<Held>,
    began: DateTime<Utc>,
}

impl Session {
    /// Begins the journal of this session in the folder of the user's state. From now on every change is on the disk
    /// within moments, and the person never waits for it. A project that can only be looked at needs none.
    pub fn begin_journal(&mut self, state: &Path, now: DateTime<Utc>) {
        if self.read_only.is_some() || self.safety.journal.is_some() {
            return;
        }
        self.safety.began = now;
        let is_new = self.path.is_none() || self.safety.opened.is_none();
        let (base, count) = match self.safety.opened.take() {
            Some((bytes, count)) => (Base::Bytes(bytes), count),
            None => (Base::Project(Arc::clone(&self.project)), self.project.history.entries().len()),
        };
        let rest = self.project.history.entries().get(count..).unwrap_or_default();
        let mut beginning = self.beginning(base, rest);
        beginning.header.unsaved = is_new && self.is_dirty();
        beginning.old = self.safety.restored.take();
        self.safety.journal = Some(Journal::begin(Place::new(state, &file::sitting()), beginning));
    }

    fn beginning(&self, base: Base, rest: &[Arc<Entry>]) -> Beginning {
        let mut records: Vec<Record> = self.waiting.iter().map(file_record).collect();
        records.extend(step_records(&self.project, rest));
        let header = Header {
            version: VERSION,
            by: format!("tickmark {}", env!("CARGO_PKG_VERSION")),
            // Another path than the right one would be worse than none.
            path: self.path.clone().filter(|path| path.to_str().is_some()),
            title: self.project.title.clone(),
            story: state::story_key(&self.project),
            base: String::new(),
            unsaved: false,
            also_kept: self.also_kept.iter().filter(|folder| folder.to_str().is_some()).cloned().collect(),
            began: self.safety.began,
        };
        Beginning {
            header,
            base,
            records,
            files: self.waiting.iter().filter_map(Waiting::in_memory).collect(),
            old: None,
        }
    }

    /// Writes the entries from this one on into the journal.
    pub(super) fn journal_from(&self, before: usize) {
        if let Some(journal) = &self.safety.journal {
            journal.add(step_records(&self.project, &self.project.history.entries()[before..]), None);
        }
    }

    /// Writes into the journal what is being typed, before it is a step: whoever types without a pause must not lose it
    /// all when the machine stops. No requests: what was written so before has come to nothing.
    pub fn journal_typed(&self, requests: &[Request], now: DateTime<Utc>) {
        let Some(journal) = &self.safety.journal else { return };
        // Nothing that is typed into a claim makes anything new.
        let mut minter = Minter::new("");
        let mut stamp = Stamp { by: &self.by, at: now, minter: &mut minter };
        let plans = requests.iter().filter_map(|request| plan(&self.project, request, &mut stamp).ok());
        let edits = plans.flat_map(|plan| plan.edits).collect();
        journal.add(vec![Record::Typed { at: now, by: self.by.clone(), edits }], None);
    }

    /// Writes into the journal that a file waits for the next save.
    pub(super) fn journal_file(&self, waiting: &Waiting) {
        if let Some(journal) = &self.safety.journal {
            journal.add(vec![file_record(waiting)], waiting.in_memory());
        }
    }

    /// Begins the journal anew after this project, which is on the disk, with what is done here and is not in it.
    pub(super) fn rotate_journal(&mut self, saved: &Arc<Project>) {
        self.safety.opened = None;
        let Some(journal) = &self.safety.journal else { return };
        let rest = entries_not_in(&self.project, saved);
        journal.rotate(self.beginning(Base::Project(Arc::clone(saved)), &rest));
    }

    /// Begins the journal anew after the project as it is, where another copy was taken in that the records so far do
    /// not come after.
    pub(super) fn rotate_journal_onto_itself(&mut self) {
        self.safety.opened = None;
        let Some(journal) = &self.safety.journal else { return };
        let mut beginning = self.beginning(Base::Project(Arc::clone(&self.project)), &[]);
        beginning.header.unsaved = self.is_dirty();
        journal.rotate(beginning);
    }

    /// Removes the journal: everything is saved, or the person leaves without saving.
    pub fn discard_journal(&mut self) -> Option<Ending> {
        self.safety.journal.take().map(Journal::discard)
    }

    /// Waits until everything is in the journal on the disk; false when it is not, or there is no journal.
    pub fn flush_journal(&self) -> bool {
        self.safety.journal.as_ref().is_some_and(Journal::flush)
    }

    /// Why what is done now is not in the journal; said once each time that comes about.
    pub fn journal_problem(&self) -> Option<Problem> {
        self.safety.journal.as_ref()?.take_problem()
    }
}

fn file_record(waiting: &Waiting) -> Record {
    let path = waiting.path().map(|path| path.to_string_lossy().into_owned());
    Record::File { sha256: waiting.sha256.clone(), path }
}

/// A record for each step, and one before it for each draft that it brings in.
fn step_records(project: &Project, entries: &[Arc<Entry>]) -> Vec<Record> {
    let mut records = Vec::new();
    for step in entries.chunk_by(|entry, next| entry.step == next.step) {
        let came_in = |entry: &Arc<Entry>| match *entry.edit {
            Edit::AddDraft { number } => project.drafts.iter().find(|draft| draft.number == number).cloned(),
            _ => None,
        };
        records.extend(step.iter().filter_map(came_in).map(|draft| Record::Draft(Box::new(draft))));
        records.push(Record::Step(step.to_vec()));
    }
    records
}

/// The entries of our history that another, which shares its beginning with it, does not have.
fn entries_not_in(ours: &Project, other: &Project) -> Vec<Arc<Entry>> {
    let (ours, other) = (ours.history.entries(), other.history.entries());
    let has_same_start = other.last().zip(other.len().checked_sub(1).and_then(|last| ours.get(last)));
    if has_same_start.is_some_and(|(one, same)| Arc::ptr_eq(one, same)) {
        return ours[other.len()..].to_vec();
    }
    let known: HashSet<&EntryId> = other.iter().map(|entry| &entry.id).collect();
    ours.iter().filter(|entry| !known.contains(&entry.id)).cloned().collect()
}
