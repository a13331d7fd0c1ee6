//! The open project: what a person asks of it, undo and redo, the list of its claims, and saving.
//!
//! A session knows neither window nor command line; both tell it the time. Everything it hands out is read only: the
//! one way to change the project is [`Session::ask`].
//!
//! - [`problem`]: errors in words for people; [`saving`]: a snapshot on its way to the disk; [`mod@file`]: a project file
//!   changed in one go, as commands do.

pub mod exporting;
pub mod file;
pub mod problem;
mod rows;
mod sample;
pub mod saving;

pub use exporting::ExportOrder;
pub use problem::Problem;
pub use rows::Row;
pub use saving::{FileCopy, SaveOrder, Saved};

use crate::model::draft::OriginalFile;
use crate::model::history::Entry;
use crate::model::{
    Article, ClaimId, Draft, Edit, KeptCopy, Minter, Person, Progress, Project, Request, Stamp, describe,
};
use crate::store::{format, kept};
use chrono::{DateTime, Utc};
use rows::Rows;
use saving::Waiting;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The open project.
#[derive(Debug)]
pub struct Session {
    project: Arc<Project>,
    path: Option<PathBuf>,
    minter: Minter,
    by: Person,
    revision: u64,
    saved: Option<u64>,
    rows: Rows,
    waiting: Vec<Waiting>,
    read_only: Option<String>,
    warnings: Vec<String>,
    labels: Labels,
}

/// What undo and redo would do, in words.
#[derive(Debug, Default)]
struct Labels {
    undo: Option<String>,
    redo: Option<String>,
}

impl Session {
    /// Opens a project file. `sitting` is a few random letters, see [`file::sitting`].
    ///
    /// # Errors
    /// When it cannot be read or is not a project.
    pub fn open(path: &Path, by: Person, sitting: &str) -> Result<Self, Problem> {
        let bytes = file::read_whole_project(path)?;
        let loaded = format::parse(&bytes).map_err(|error| {
            let problem = Problem::from(error);
            Problem { what: format!("“{}” could not be opened: {}", path.display(), problem.what), ..problem }
        })?;
        let mut session = Self::new(loaded.project, by, sitting);
        session.path = Some(path.to_owned());
        session.saved = Some(session.revision);
        session.read_only = loaded.read_only;
        session.warnings = loaded.warnings;
        Ok(session)
    }

    /// Begins a project with an article as its first draft. The file it came from, given by name and bytes, is kept
    /// with the project when it is saved. The story is called as the article, or else as the file.
    pub fn from_article(
        article: Article,
        original: Option<(String, Vec<u8>)>,
        by: Person,
        sitting: &str,
        now: DateTime<Utc>,
    ) -> Self {
        let stem = original.as_ref().and_then(|(name, _)| Path::new(name).file_stem());
        let stem = stem.map(|stem| stem.to_string_lossy().into_owned());
        let title = article.title.clone().or(stem).unwrap_or_else(|| "Untitled story".to_owned());
        let waiting = original.map(|(name, bytes)| (name, Waiting::from_bytes(bytes)));
        let file = waiting.as_ref().map(|(name, waiting)| OriginalFile {
            name: name.clone(),
            sha256: waiting.sha256.clone(),
            format: article.format.clone(),
            encoding: article.encoding.clone(),
            ..OriginalFile::default()
        });
        let draft = Draft::from_article(article, 1, now, file);
        let project = Project { title, drafts: vec![draft], ..Project::default() };
        let mut session = Self::new(project, by, sitting);
        session.waiting.extend(waiting.map(|(_, waiting)| waiting));
        let Self { project, minter, by, .. } = &mut session;
        // The draft is there, so that the edit fits.
        drop(Arc::make_mut(project).commit(vec![Edit::AddDraft { number: 1 }], by, now, minter));
        session
    }

    fn new(project: Project, by: Person, sitting: &str) -> Self {
        let minter = Minter::new(unused_sitting(&project, sitting));
        let rows = Rows::of(&project);
        let mut session = Self {
            project: Arc::new(project),
            path: None,
            minter,
            by,
            revision: 0,
            saved: None,
            rows,
            waiting: Vec::new(),
            read_only: None,
            warnings: Vec::new(),
            labels: Labels::default(),
        };
        session.label_steps();
        session
    }

    /// The project.
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// Where it was opened or last saved; absent while it never was.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Who works on it.
    pub fn by(&self) -> &Person {
        &self.by
    }

    /// Says who works on it from now on.
    pub fn set_by(&mut self, by: Person) {
        self.by = by;
        self.label_steps();
    }

    /// Why it can be looked at but not changed, a sentence; absent when it can be.
    pub fn read_only(&self) -> Option<&str> {
        self.read_only.as_deref()
    }

    /// What was repaired or amiss when it was opened, a sentence each.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// The claims in order of the text; those without a place in the current draft come last.
    pub fn rows(&self) -> &[Row] {
        &self.rows.list
    }

    /// The place of a claim among the rows, counted from 0.
    pub fn row(&self, id: &ClaimId) -> Option<usize> {
        self.rows.place(id)
    }

    /// Sums over the claims.
    pub fn progress(&self) -> &Progress {
        &self.rows.progress
    }

    /// Counts the changes, undos and redos; what is derived from the project is stale when it grows.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// True when something is not saved.
    pub fn is_dirty(&self) -> bool {
        self.saved != Some(self.revision)
    }

    /// Does what is asked, as one step, and returns the identifier of the claim, source or evidence that was made.
    ///
    /// # Errors
    /// When a rule forbids it, or the project can only be looked at. Nothing is changed then.
    pub fn ask(&mut self, request: Request, now: DateTime<Utc>) -> Result<Option<String>, Problem> {
        self.ask_all(vec![request], now)
    }

    /// Does several things as one step: each sees what the ones before it did. Returns the identifier that the last
    /// of them made.
    ///
    /// # Errors
    /// When any of them is forbidden, or the project can only be looked at. Nothing is changed then.
    pub fn ask_all(&mut self, requests: Vec<Request>, now: DateTime<Utc>) -> Result<Option<String>, Problem> {
        self.may_change()?;
        let before = self.project.history.entries().len();
        let Self { project, by, minter, .. } = self;
        let made = Arc::make_mut(project).carry_out(&requests, &mut Stamp { by, at: now, minter })?;
        self.changed_since(before);
        Ok(made)
    }

    /// Takes back the latest step, and says which that was. None when there is nothing to take back.
    ///
    /// # Errors
    /// When it no longer fits, or the project can only be looked at.
    pub fn undo(&mut self, now: DateTime<Utc>) -> Result<Option<String>, Problem> {
        self.may_change()?;
        let Some(label) = self.labels.undo.clone() else { return Ok(None) };
        let before = self.project.history.entries().len();
        let Self { project, by, minter, .. } = self;
        Arc::make_mut(project).undo(by, now, minter)?;
        self.changed_since(before);
        Ok(Some(label))
    }

    /// Does again what was last taken back, and says what that was. None when there is nothing to do again.
    ///
    /// # Errors
    /// When it no longer fits, or the project can only be looked at.
    pub fn redo(&mut self, now: DateTime<Utc>) -> Result<Option<String>, Problem> {
        self.may_change()?;
        let Some(label) = self.labels.redo.clone() else { return Ok(None) };
        let before = self.project.history.entries().len();
        let Self { project, by, minter, .. } = self;
        Arc::make_mut(project).redo(by, now, minter)?;
        self.changed_since(before);
        Ok(Some(label))
    }

    /// The step that an undo takes back, in words. The arrival of the first draft cannot be taken back: without it
    /// there is no project.
    pub fn undo_label(&self) -> Option<&str> {
        self.labels.undo.as_deref()
    }

    /// The step that a redo does again, in words.
    pub fn redo_label(&self) -> Option<&str> {
        self.labels.redo.as_deref()
    }

    fn label_steps(&mut self) {
        let (project, by, minter) = (&self.project, &self.by, &self.minter);
        let is_first_draft = |step: &[Arc<Entry>]| {
            let adds = |entry: &Arc<Entry>| matches!(*entry.edit, Edit::AddDraft { .. });
            project.drafts.len() == 1 && step.iter().any(adds)
        };
        let undo = project.undoable(by, minter).filter(|step| !is_first_draft(step)).map(|step| self.describe(step));
        let redo = project.redoable(by, minter).map(|step| self.describe(step));
        self.labels = Labels { undo, redo };
    }

    fn describe(&self, step: &[Arc<Entry>]) -> String {
        describe::step(&self.project, self.project.history.origin(step))
    }

    /// Describes a copy of a file, for [`Request::AddSource`] or [`Request::KeepCopy`]; the next save makes it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn copy_of_file(&mut self, file: &Path, from: &str, now: DateTime<Utc>) -> Result<KeptCopy, Problem> {
        Ok(self.take_copy(FileCopy::read(file)?, from, now))
    }

    /// Describes a copy that was read elsewhere, as [`Session::copy_of_file`] does.
    pub fn take_copy(&mut self, copy: FileCopy, from: &str, now: DateTime<Utc>) -> KeptCopy {
        self.await_save(copy.waiting, copy.name, copy.bytes, from, now)
    }

    fn await_save(&mut self, waiting: Waiting, name: String, bytes: u64, from: &str, at: DateTime<Utc>) -> KeptCopy {
        let sha256 = waiting.sha256.clone();
        if self.waiting.iter().all(|known| known.sha256 != sha256) {
            self.waiting.push(waiting);
        }
        KeptCopy { sha256, name, bytes, at, from: from.to_owned(), extra: crate::model::Extra::new() }
    }

    /// The original file of a draft, or a kept copy, by its SHA-256.
    ///
    /// # Errors
    /// When it is not there or no longer the one that was kept.
    pub fn kept_bytes(&self, sha256: &str) -> Result<Vec<u8>, Problem> {
        if let Some(waiting) = self.waiting.iter().find(|waiting| waiting.sha256 == sha256) {
            return waiting.bytes();
        }
        let Some(path) = &self.path else { return Err(Problem::new("no such file is kept with the project", "")) };
        Ok(kept::get(&kept::folder(path), sha256)?)
    }

    fn may_change(&self) -> Result<(), Problem> {
        match &self.read_only {
            None => Ok(()),
            Some(why) => {
                Err(Problem { detail: why.clone(), ..Problem::new(READ_ONLY, "update Tickmark to change it") })
            }
        }
    }

    /// Derives again what rests on the project, when the history has grown beyond this many entries.
    fn changed_since(&mut self, before: usize) {
        let new = &self.project.history.entries()[before..];
        if !new.is_empty() {
            self.revision += 1;
            self.rows.update(&self.project, new);
            self.label_steps();
        }
    }
}

const READ_ONLY: &str = "this project was made by a newer Tickmark: it can be looked at, not changed";

/// A name for the sitting that no entry of the history begins with, whatever name was proposed.
fn unused_sitting(project: &Project, proposed: &str) -> String {
    let is_used = |name: &str| {
        let begins = |id: &str| id.strip_prefix(name).is_some_and(|rest| rest.starts_with('-'));
        project.history.entries().iter().any(|entry| begins(&entry.id.0))
    };
    let mut name = proposed.to_owned();
    let mut count = 1;
    while is_used(&name) {
        count += 1;
        name = format!("{proposed}.{count}");
    }
    name
}

#[cfg(test)]
mod tests;
