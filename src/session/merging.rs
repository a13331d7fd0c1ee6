//! Another copy of the story put together with the open one: a colleague’s file, a conflicted copy, a newer file on disk.

use super::rows::Rows;
use super::{Problem, Session, file};
use crate::model::merge::{MergeError, merge};
use crate::model::{Entry, Person, Project};
use crate::store::{format, kept};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What came in with another copy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakenIn {
    /// How many steps we did not have.
    pub steps: usize,
    /// Who did them, each once.
    pub people: Vec<Person>,
    /// How many conflicts there are now.
    pub conflicts: usize,
}

impl TakenIn {
    /// In words, such as `12 changes by AK were taken in; 2 conflicts are to be settled`.
    pub fn in_words(&self) -> String {
        let people: Vec<String> = self.people.iter().map(Person::to_string).collect();
        let by = if people.is_empty() { String::new() } else { format!(" by {}", people.join(", ")) };
        let taken = match self.steps {
            0 => "nothing new was in it".to_owned(),
            1 => format!("1 change{by} was taken in"),
            steps => format!("{steps} changes{by} were taken in"),
        };
        match self.conflicts {
            0 => taken,
            1 => format!("{taken}; 1 conflict is to be settled"),
            conflicts => format!("{taken}; {conflicts} conflicts are to be settled"),
        }
    }
}

/// Two projects put together.
#[derive(Debug)]
pub struct Merged {
    project: Arc<Project>,
    rows: Rows,
    /// The revision of ours that is in it.
    revision: u64,
    kept: Option<PathBuf>,
    /// What was new in the other copy.
    pub taken: TakenIn,
}

/// All that is needed to put another copy together with the project as it is now, on any thread.
#[derive(Clone, Debug)]
pub struct MergeOrder {
    ours: Arc<Project>,
    revision: u64,
    theirs: Theirs,
    refused: Option<Problem>,
}

#[derive(Clone, Debug)]
enum Theirs {
    File(PathBuf),
    Project(Arc<Project>),
}

impl MergeOrder {
    /// Puts them together.
    ///
    /// # Errors
    /// When the other cannot be read, or they are not copies of one story.
    pub fn run(self) -> Result<Merged, Problem> {
        if let Some(problem) = self.refused {
            return Err(problem);
        }
        let (theirs, kept) = match self.theirs {
            Theirs::Project(project) => (project, None),
            Theirs::File(path) => (Arc::new(read(&path)?), Some(kept::folder(&path))),
        };
        let (project, taken) = together(&self.ours, &theirs)?;
        let rows = Rows::of(&project);
        Ok(Merged { project: Arc::new(project), rows, revision: self.revision, kept, taken })
    }
}

/// Reads a project that will be put together with another one.
fn read(path: &Path) -> Result<Project, Problem> {
    let loaded = format::parse(&file::read(path)?).map_err(|error| {
        let problem = Problem::from(error);
        Problem { what: format!("“{}” could not be taken in: {}", path.display(), problem.what), ..problem }
    })?;
    match loaded.read_only {
        None => Ok(loaded.project),
        Some(_) => {
            let what = format!("“{}” could not be taken in: it was made by a newer Tickmark", path.display());
            Err(Problem::new(what, "update Tickmark, or ask for a copy saved by the older version"))
        }
    }
}

/// Puts two projects together, and says what the second brought.
///
/// # Errors
/// When they are not copies of one story, or cannot be put together without losing something.
pub fn together(ours: &Project, theirs: &Project) -> Result<(Project, TakenIn), Problem> {
    let mut project = merge(ours, theirs)?;
    let checked = format::check(&mut project);
    checked.map_err(|error| MergeError::Contradiction(error.to_string()))?;
    let known: HashSet<&str> = ours.history.entries().iter().map(|entry| entry.id.0.as_str()).collect();
    let is_new = |entry: &&Arc<Entry>| entry.id == entry.step && !known.contains(entry.id.0.as_str());
    let new: Vec<&Arc<Entry>> = theirs.history.entries().iter().filter(is_new).collect();
    let mut people: Vec<Person> = Vec::new();
    for entry in &new {
        if people.iter().all(|known| known.initials != entry.by.initials) {
            people.push(entry.by.clone());
        }
    }
    let taken = TakenIn { steps: new.len(), people, conflicts: project.conflicts().len() };
    Ok((project, taken))
}

impl Session {
    /// An order to take in another copy of the story, from its file. Cheap: nothing is copied.
    pub fn merge_order(&self, path: &Path) -> MergeOrder {
        self.order_to_merge(Theirs::File(path.to_owned()))
    }

    /// An order to take in another copy of the story that was read already.
    pub fn merge_order_with(&self, theirs: Arc<Project>) -> MergeOrder {
        self.order_to_merge(Theirs::Project(theirs))
    }

    fn order_to_merge(&self, theirs: Theirs) -> MergeOrder {
        let (ours, revision) = (Arc::clone(&self.project), self.revision);
        MergeOrder { ours, revision, theirs, refused: self.may_change().err() }
    }

    /// Goes on with what was put together. When something was done here since the order was given, nothing happens and
    /// the project that was put together comes back: order again with it.
    ///
    /// # Errors
    /// The project that came of it, when it is not up to date.
    pub fn take_in(&mut self, merged: Merged) -> Result<TakenIn, Arc<Project>> {
        if merged.revision != self.revision {
            return Err(merged.project);
        }
        let is_new = merged.project.history.entries().len() != self.project.history.entries().len();
        self.also_kept.extend(merged.kept.filter(|folder| !self.also_kept.contains(folder)));
        if is_new {
            self.project = merged.project;
            self.rows = merged.rows;
            self.revision += 1;
            self.look_again();
        }
        Ok(merged.taken)
    }

    /// Takes in another copy of the story here and now.
    ///
    /// # Errors
    /// When it cannot be read, or is not a copy of this story.
    pub fn merge_with(&mut self, path: &Path) -> Result<TakenIn, Problem> {
        let merged = self.merge_order(path).run()?;
        // Nothing was done in between.
        Ok(self.take_in(merged).unwrap_or_default())
    }
}
