//! The open project: what a person asks of it, undo and redo, the list of its claims, and saving.
//!
//! A session knows neither window nor command line; both tell it the time. Everything it hands out is read only: the
//! one way to change the project is [`Session::ask`].
//!
//! - [`merging`]: another copy of the story taken in; [`packing`]: packs to hand over.
//! - [`chronicle`]: the story's history as rows; [`looking`]: what of it this user had seen.
//! - [`reading`]: articles, read in a process of their own.
//! - [`problem`]: errors in words for people; [`saving`]: a snapshot on its way to the disk; [`mod@file`]: a project file
//!   changed in one go, as commands do; [`versions`]: the story as it was; [`original`]: the article read in another way.
//! - [`mod@update`]: a new draft brought in; [`review`]: what it made of the claims, gone through; [`comparing`]: two drafts
//!   compared.
//! - [`exporting`]: a report on its way to the disk; [`house`]: the style that its house wants.
//! - [`offers`]: what the notes of the writer offer as claims.
//! - [`sources_in`]: sources brought in from a list of another program.
//! - [`recovery`]: what was not saved when the program stopped; `safety` and `journal` keep it.

pub mod chronicle;
pub mod comparing;
mod derived;
pub mod exporting;
pub mod file;
pub mod house;
mod journal;
pub mod looking;
pub mod merging;
pub mod offers;
pub mod original;
pub mod packing;
pub mod problem;
pub mod reading;
pub mod recovery;
mod replies;
pub mod review;
mod rows;
mod safety;
mod sample;
pub mod saving;
pub mod sources_in;
pub mod update;
pub mod versions;
pub mod watching;

pub use exporting::{ExportOrder, Written};
pub use merging::{MergeOrder, Merged, TakenIn};
pub use original::Original;
pub use packing::{PackChoice, PackMade, PackOrder, UnpackMade, UnpackOrder};
pub use problem::Problem;
pub use rows::Row;
pub use saving::{FileCopy, Found, SaveOrder, Saved};

use crate::model::history::Entry;
use crate::model::{
    Article, ClaimId, Draft, Edit, KeptCopy, Minter, Person, Progress, Project, Request, Signatures, Stamp, describe,
};
use crate::store::journal::disk::Held;
use crate::store::seen::Seen;
use crate::store::{backups, format, kept, temporary};
use crate::text::coverage::Coverage;
use chrono::{DateTime, Utc};
use derived::Derived;
use exporting::KeptFiles;
use safety::Safety;
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
    /// Counts the changes of which claims stand where.
    placings: u64,
    saved: Option<u64>,
    /// SHA-256 of the project file as this session last read or wrote it.
    known: Option<String>,
    /// The folder for the user's state, when versions are to be kept there.
    state: Option<PathBuf>,
    derived: Derived,
    /// How many entries of the history what is derived and the labels rest on, when that is not all of them.
    unseen: Option<usize>,
    waiting: Vec<Waiting>,
    /// Folders with kept copies that came in with another copy of the story.
    also_kept: Vec<PathBuf>,
    /// The first draft's encoding was guessed, and nobody has looked at it yet.
    encoding_is_guess: bool,
    read_only: Option<String>,
    warnings: Vec<String>,
    safety: Safety,
    labels: Labels,
    conflicts: usize,
    seen: Seen,
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
        Self::open_with_backups(path, by, sitting, None)
    }

    /// Opens a project file, and keeps what is in it, and all that is saved from now on, in this folder for the user's
    /// state.
    ///
    /// # Errors
    /// When it cannot be read or is not a project. That it cannot be kept is a warning.
    pub fn open_with_backups(path: &Path, by: Person, sitting: &str, state: Option<PathBuf>) -> Result<Self, Problem> {
        temporary::sweep_beside(path, file::now());
        let bytes: Arc<[u8]> = file::read_whole_project(path)?.into();
        let mut session = Self::from_bytes(Arc::clone(&bytes), Some(path), by, sitting).map_err(|problem| Problem {
            what: format!("“{}” could not be opened: {}", path.display(), problem.what),
            ..problem
        })?;
        let hash = session.known.clone().unwrap_or_default();
        let folder = versions::folder(state.as_deref(), &session.project);
        let warning = versions::keep(folder.as_deref(), &bytes, &hash, || Ok(()));
        folder.iter().for_each(|folder| backups::remember(folder, path));
        session.state = state;
        session.warnings.extend(warning);
        Ok(session)
    }

    /// Opens a project from the bytes of its file; without a path it was never saved.
    fn from_bytes(bytes: Arc<[u8]>, path: Option<&Path>, by: Person, sitting: &str) -> Result<Self, Problem> {
        let loaded = format::parse(&bytes)?;
        let count = loaded.project.history.entries().len();
        let mut session = Self::new(loaded.project, by, sitting);
        session.path = path.map(Path::to_owned);
        session.known = path.map(|_| kept::hash(&bytes));
        session.saved = path.map(|_| session.revision);
        session.read_only = loaded.read_only;
        session.warnings = loaded.warnings;
        session.safety.opened = Some((bytes, count));
        Ok(session)
    }

    /// Derives again what rests on the project after entries were replayed onto it, and keeps a hold on their journal.
    fn restored(&mut self, held: Held) {
        self.minter = Minter::new(unused_sitting(&self.project, &file::sitting()));
        self.derived = Derived::of(&self.project);
        self.revision += 1;
        self.placings += 1;
        self.look_again();
        self.safety.restored = Some(held);
    }

    /// Says where versions of the story are kept from now on: in this folder for the user's state, or nowhere.
    pub fn keep_backups_in(&mut self, state: Option<PathBuf>) {
        self.state = state;
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
        let title = article.headline().or(stem).unwrap_or_else(|| "Untitled story".to_owned());
        let waiting = original.map(|(name, bytes)| (name, Waiting::from_bytes(bytes)));
        let file = waiting.as_ref().map(|(name, waiting)| waiting.original(name.clone(), &article));
        let encoding_is_guess = article.encoding_is_guess;
        let draft = Draft::from_article(article, 1, now, file);
        let project = Project { title, drafts: vec![draft], ..Project::default() };
        let mut session = Self::new(project, by, sitting);
        session.encoding_is_guess = encoding_is_guess;
        session.waiting.extend(waiting.map(|(_, waiting)| waiting));
        let Self { project, minter, by, .. } = &mut session;
        // The draft is there, so that the edit fits.
        drop(Arc::make_mut(project).commit(vec![Edit::AddDraft { number: 1 }], by, now, minter));
        session
    }

    fn new(project: Project, by: Person, sitting: &str) -> Self {
        let minter = Minter::new(unused_sitting(&project, sitting));
        let derived = Derived::of(&project);
        let mut seen = Seen::all_of(&project, DateTime::UNIX_EPOCH);
        seen.add_own(minter.sitting());
        let mut session = Self {
            project: Arc::new(project),
            path: None,
            minter,
            by,
            revision: 0,
            placings: 0,
            saved: None,
            known: None,
            state: None,
            derived,
            unseen: None,
            waiting: Vec::new(),
            also_kept: Vec::new(),
            encoding_is_guess: false,
            read_only: None,
            warnings: Vec::new(),
            safety: Safety::default(),
            labels: Labels::default(),
            conflicts: 0,
            seen,
        };
        session.look_again();
        session
    }

    /// The project.
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// The project as it is now, to be read elsewhere while work goes on.
    pub fn snapshot(&self) -> Arc<Project> {
        Arc::clone(&self.project)
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
        self.look_again();
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
        &self.derived.rows.list
    }

    /// The place of a claim among the rows, counted from 0.
    pub fn row(&self, id: &ClaimId) -> Option<usize> {
        self.derived.rows.place(id)
    }

    /// Sums over the claims.
    pub fn progress(&self) -> &Progress {
        &self.derived.rows.progress
    }

    /// Which sentences of the current draft hold a claim, were read, or neither.
    pub fn coverage(&self) -> &Coverage {
        &self.derived.coverage
    }

    /// What the sign-offs of the story count for.
    pub fn signatures(&self) -> &Signatures {
        &self.derived.rows.signatures
    }

    /// Counts the changes, undos and redos; what is derived from the project is stale when it grows.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Counts the changes of which claims stand where, in the text and among the rows; few changes of the project are.
    pub fn placings(&self) -> u64 {
        self.placings
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
        let done = Arc::make_mut(project).undo(by, now, minter)?;
        self.changed_since(before);
        Ok(done.then_some(label))
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
        let done = Arc::make_mut(project).redo(by, now, minter)?;
        self.changed_since(before);
        Ok(done.then_some(label))
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

    /// How many conflicts are to be settled in the whole story.
    pub fn conflicts(&self) -> usize {
        self.conflicts
    }

    /// Derives again what is asked for in every frame.
    fn look_again(&mut self) {
        let (project, by, minter) = (&self.project, &self.by, &self.minter);
        let is_first_draft = |step: &[Arc<Entry>]| {
            let adds = |entry: &Arc<Entry>| matches!(*entry.edit, Edit::AddDraft { .. });
            project.drafts.len() == 1 && step.iter().any(adds)
        };
        let conflicts = project.conflicts().len();
        let undo = project.undoable(by, minter).filter(|step| !is_first_draft(step)).map(|step| self.describe(step));
        let redo = project.redoable(by, minter).map(|step| self.describe(step));
        self.labels = Labels { undo, redo };
        self.conflicts = conflicts;
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
            self.journal_file(&waiting);
            self.waiting.push(waiting);
        }
        KeptCopy { sha256, name, bytes, at, from: from.to_owned(), extra: crate::model::Extra::new() }
    }

    /// The original file of a draft, or a kept copy, by its SHA-256.
    ///
    /// # Errors
    /// When it is not there or no longer the one that was kept.
    pub fn kept_bytes(&self, sha256: &str) -> Result<Vec<u8>, Problem> {
        self.kept_files().bytes(sha256)
    }

    /// Where the files of the project are, for any thread.
    fn kept_files(&self) -> KeptFiles {
        let folders = self.path.as_deref().map(kept::folder).into_iter().chain(self.also_kept.iter().cloned());
        KeptFiles { waiting: self.waiting.clone(), folders: folders.collect() }
    }

    fn may_change(&self) -> Result<(), Problem> {
        match &self.read_only {
            None => Ok(()),
            Some(why) if why == versions::AS_IT_WAS => {
                let hint = "write it as a file of its own to go on with it";
                Err(Problem::new("this is the story as it was: it can be looked at, not changed", hint))
            }
            Some(why) => {
                Err(Problem { detail: why.clone(), ..Problem::new(READ_ONLY, "update Tickmark to change it") })
            }
        }
    }

    /// Derives again what rests on the project, when the history has grown beyond this many entries.
    fn changed_since(&mut self, before: usize) {
        self.changed_unseen(before);
        self.derive();
    }

    /// Keeps a change safe, when the history has grown beyond this many entries, and derives nothing yet.
    fn changed_unseen(&mut self, before: usize) {
        if self.project.history.entries().len() > before {
            self.revision += 1;
            self.journal_from(before);
            self.unseen.get_or_insert(before);
        }
    }

    /// Derives what [`Session::take_some_offers`] and [`Session::undo_some_steps`] left for later.
    pub fn catch_up(&mut self) {
        // Whatever was derived from the rows meanwhile is stale.
        self.revision += u64::from(self.unseen.is_some());
        self.derive();
    }

    fn derive(&mut self) {
        let Some(from) = self.unseen.take() else { return };
        let new = self.project.history.entries().get(from..).unwrap_or_default();
        self.derived.update(&self.project, new);
        self.placings += u64::from(derived::move_claims(new));
        self.look_again();
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
#[cfg(test)]
mod tests_recovery;
