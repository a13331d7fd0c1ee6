//! What was not saved when the program or the machine stopped: found, described, restored, discarded, swept.

use super::saving::Waiting;
use super::{Problem, Session, file};
use crate::model::edit::Misfit;
use crate::model::history::Entry;
use crate::model::{Minter, Person, Project, describe};
use crate::store::journal::disk::{self, Held, Place, Sharing};
use crate::store::journal::{self, Header, Record, Replay};
use crate::store::{format, why};
use chrono::{DateTime, TimeDelta, Utc};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use super::journal::Ending;
pub use crate::store::state::{folder as state_folder, story_key};

/// How long what was not saved is kept for somebody to ask for it.
const KEPT: TimeDelta = TimeDelta::days(60);

/// A journal whose writer is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Orphan {
    place: Place,
    /// What the story is called; empty when the journal cannot be read.
    pub title: String,
    /// The project file, when it was ever saved.
    pub path: Option<PathBuf>,
    /// The story, see [`story_key`]; empty when the journal cannot be read.
    pub story: String,
    /// When the sitting began.
    pub began: DateTime<Utc>,
    /// What was done and not saved, oldest first.
    pub steps: Vec<Done>,
    /// Some of what was not saved is in no step: the story was never saved, or another copy was taken in.
    pub is_new: bool,
    /// What of it cannot be read and why, a sentence's words; absent when all of it can.
    pub problem: Option<String>,
    /// True when it can be restored, be it in part.
    pub can_restore: bool,
}

/// A step that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// When.
    pub at: DateTime<Utc>,
    /// The initials of who did it.
    pub by: String,
    /// What, in words without a full stop.
    pub what: String,
}

impl Orphan {
    /// Names it among the others.
    pub fn name(&self) -> &str {
        self.place.sitting()
    }

    /// How many changes it holds, in words.
    pub fn changes(&self) -> String {
        match self.steps.len() {
            1 => "1 change".to_owned(),
            count => format!("{count} changes"),
        }
    }

    /// When the first and the last of it was done.
    pub fn span(&self) -> (DateTime<Utc>, DateTime<Utc>) {
        let at = |step: Option<&Done>| step.map_or(self.began, |step| step.at);
        (at(self.steps.first()), at(self.steps.last()))
    }
}

/// What was not saved, the latest first. Journals that are being written are none of it.
pub fn orphans(state: &Path, now: DateTime<Utc>) -> Vec<Orphan> {
    let found = Place::all(state).into_iter().filter_map(|place| {
        // One that cannot even be opened is left to the next look.
        let held = place.hold(Sharing::ToRead, now).ok()??;
        let bytes = held.read().ok()?;
        drop(held);
        Some(describe_orphan(place, &bytes))
    });
    let mut found: Vec<Orphan> = found.filter(|orphan| !orphan.holds_nothing()).collect();
    found.sort_by_key(|orphan| std::cmp::Reverse(orphan.span().1));
    found
}

impl Orphan {
    fn holds_nothing(&self) -> bool {
        self.steps.is_empty() && !self.is_new && self.problem.is_none()
    }
}

fn describe_orphan(place: Place, bytes: &[u8]) -> Orphan {
    let replay = journal::read(bytes);
    let header = replay.header.clone().unwrap_or_default();
    let mut orphan = Orphan {
        place,
        title: header.title.clone(),
        path: header.path.clone(),
        story: header.story.clone(),
        began: header.began,
        steps: Vec::new(),
        is_new: header.unsaved,
        problem: replay.damage.clone(),
        can_restore: false,
    };
    match replayed(&orphan.place, &replay) {
        Ok((project, misfit)) => {
            orphan.title.clone_from(&project.title);
            orphan.steps = replay.steps().filter_map(|step| done(&project, step)).collect();
            if misfit.is_none() && replay.typed().is_some() {
                let typed = project.history.entries().chunk_by(|one, two| one.step == two.step).last();
                orphan.steps.extend(typed.and_then(|step| done(&project, step)));
            }
            orphan.problem = orphan.problem.or(misfit.map(|misfit| misfit_words(&misfit)));
            orphan.can_restore = true;
        }
        Err(problem) => orphan.problem = Some(orphan.problem.unwrap_or(problem.what)),
    }
    orphan
}

fn done(project: &Project, entries: &[Arc<Entry>]) -> Option<Done> {
    let first = entries.first()?;
    Some(Done { at: first.at, by: first.by.initials.clone(), what: describe::whole_step(project, entries) })
}

fn misfit_words(misfit: &Misfit) -> String {
    format!("part of what was not saved does not fit the project: {misfit}")
}

/// The project with all that was done to it, and the misfit at which that had to end.
fn replayed(place: &Place, replay: &Replay) -> Result<(Project, Option<Misfit>), Problem> {
    let mut project = format::parse(&base(place, header(replay)?)?)?.project;
    let misfit = replay_onto(&mut project, replay, &mut Minter::new(place.sitting())).err();
    Ok((project, misfit))
}

/// Does again all that was done, and makes a step of what was being typed.
fn replay_onto(project: &mut Project, replay: &Replay, minter: &mut Minter) -> Result<(), Misfit> {
    for record in &replay.records {
        if let Record::Draft(draft) = record
            && project.drafts.iter().all(|known| known.number != draft.number)
        {
            project.drafts.push((**draft).clone());
        }
    }
    project.replay(&replay.entries().cloned().collect::<Vec<_>>())?;
    if let Some((at, by, edits)) = replay.typed() {
        project.commit(edits.to_vec(), by, at, minter)?;
    }
    Ok(())
}

fn header(replay: &Replay) -> Result<&Header, Problem> {
    let what = replay.damage.clone().unwrap_or_else(|| "the journal of what was not saved is empty".to_owned());
    replay.header.as_ref().ok_or_else(|| Problem::new(what, ""))
}

/// The project file that the records come after: from beside the journal, or the one that was opened, if it is the same.
fn base(place: &Place, header: &Header) -> Result<Vec<u8>, Problem> {
    let own = place.get(&header.base);
    own.or_else(|error| {
        let file = header.path.as_deref().and_then(|path| disk::file_with(path, &header.base));
        file.ok_or_else(|| Problem::new(format!("the project it belongs to is missing: {error}"), ""))
    })
}

/// Opens the story as it was, with all that was not saved, and not saved now either. The journal stays until the
/// session's own has all of it, see [`Session::begin_journal`].
///
/// # Errors
/// When it is being restored elsewhere, was removed, or cannot be read.
pub fn restore(orphan: &Orphan, by: Person, now: DateTime<Utc>) -> Result<Session, Problem> {
    let held = take_hold(orphan, now)?;
    let replay = journal::read(&held.read().map_err(|error| unreadable(&error))?);
    let header = header(&replay)?;
    let mut session =
        Session::from_bytes(base(&orphan.place, header)?.into(), header.path.as_deref(), by, &file::sitting())?;
    let misfit = replay_onto(Arc::make_mut(&mut session.project), &replay, &mut session.minter).err();
    for record in &replay.records {
        if let Record::File { sha256, path } = record {
            match waiting(&orphan.place, sha256, path.as_deref()) {
                Ok(waiting) => session.waiting.push(waiting),
                Err(problem) => session.warnings.push(problem.what),
            }
        }
    }
    session.also_kept.clone_from(&header.also_kept);
    session.warnings.extend(replay.damage.clone().or(misfit.map(|misfit| misfit_words(&misfit))));
    session.restored(held);
    Ok(session)
}

fn waiting(place: &Place, sha256: &str, path: Option<&str>) -> Result<Waiting, Problem> {
    match path {
        Some(path) => Waiting::at(Path::new(path), sha256),
        None => Ok(Waiting::from_bytes(place.get(sha256)?)),
    }
}

fn take_hold(orphan: &Orphan, now: DateTime<Utc>) -> Result<Held, Problem> {
    let held = orphan.place.hold(Sharing::Alone, now).map_err(|error| unreadable(&error))?;
    held.ok_or_else(|| {
        let what = format!("another window is restoring “{}”", orphan.title);
        Problem::new(what, "look there; if no other window is open, try again")
    })
}

fn unreadable(error: &std::io::Error) -> Problem {
    Problem {
        detail: error.to_string(),
        ..Problem::new(format!("what was not saved could not be read: {}", why(error)), "")
    }
}

/// Removes what was not saved, for good.
///
/// # Errors
/// When it is being restored elsewhere, or cannot be removed.
pub fn discard(orphan: &Orphan, now: DateTime<Utc>) -> Result<(), Problem> {
    let _held = take_hold(orphan, now)?;
    orphan.place.remove().map_err(|error| {
        Problem::new(format!("what was not saved could not be removed: {}", why(&error)), "it is offered again")
    })
}

/// Removes journals that hold nothing unsaved, what is older than 60 days, and files that no journal needs.
pub fn sweep(state: &Path, now: DateTime<Utc>) {
    for place in Place::all(state) {
        let Ok(Some(held)) = place.hold(Sharing::Alone, now) else { continue };
        let is_stale = held.is_older(KEPT, now) || held.read().is_ok_and(|bytes| is_of_no_use(&journal::read(&bytes)));
        if is_stale {
            // What cannot be removed now is tried again the next time.
            drop(place.remove());
        }
    }
    disk::sweep(state, now);
}

/// True when all that was done is saved.
fn is_of_no_use(replay: &Replay) -> bool {
    let is_saved = replay.header.as_ref().is_some_and(|header| !header.unsaved);
    is_saved && replay.damage.is_none() && replay.entries().next().is_none() && replay.typed().is_none()
}
