//! Another copy of the story put together with the open one: a colleague’s file, a conflicted copy, a newer file on disk.

use super::derived::Derived;
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
    derived: Derived,
    /// The revision of ours that is in it.
    revision: u64,
    kept: Option<PathBuf>,
    /// SHA-256 of the project's own file, when that was the other copy.
    own: Option<String>,
    /// The other copy holds all that is in it.
    is_theirs: bool,
    /// It holds more than ours did.
    is_new: bool,
    /// What was new in the other copy.
    pub taken: TakenIn,
}

impl Merged {
    pub(super) fn project(&self) -> &Arc<Project> {
        &self.project
    }

    /// Says that it was written to the project's own file, which has this hash now.
    pub(super) fn written(self, hash: String) -> Self {
        Self { own: Some(hash), is_theirs: true, ..self }
    }
}

/// All that is needed to put another copy together with the project as it is now, on any thread.
#[derive(Clone, Debug)]
pub struct MergeOrder {
    ours: Arc<Project>,
    revision: u64,
    theirs: Theirs,
    own: Option<PathBuf>,
    refused: Option<Problem>,
}

#[derive(Clone, Debug)]
enum Theirs {
    File(PathBuf),
    Project(Arc<Project>, Option<String>),
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
        let (theirs, kept, own) = match self.theirs {
            Theirs::Project(project, own) => (project, None, own),
            Theirs::File(path) => {
                let bytes = file::read(&path)?;
                let is_own = self.own.is_some_and(|own| own == path || file::is_same(&own, &path));
                if is_own {
                    let merged = with_own_file(&self.ours, self.revision, &bytes, &path)?;
                    return Ok(Merged { own: Some(kept::hash(&bytes)), ..merged });
                }
                (Arc::new(read(&bytes, &path)?), Some(kept::folder(&path)), None)
            }
        };
        let merged = put_together(&self.ours, &theirs, self.revision)?;
        Ok(Merged { kept, own, ..merged })
    }
}

fn put_together(ours: &Project, theirs: &Project, revision: u64) -> Result<Merged, Problem> {
    let (project, taken) = together(ours, theirs)?;
    let is_theirs = project.history.entries().len() == theirs.history.entries().len();
    let derived = Derived::of(&project);
    let is_new = project != *ours;
    Ok(Merged { project: Arc::new(project), derived, revision, kept: None, own: None, is_theirs, is_new, taken })
}

/// The project with all that these bytes of its own file hold. None when they hold nothing that it does not.
///
/// # Errors
/// When they are no project, or one that cannot be put together with this one.
pub(super) fn with_disk(ours: &Project, revision: u64, bytes: &[u8], path: &Path) -> Result<Option<Merged>, Problem> {
    let merged = with_own_file(ours, revision, bytes, path)?;
    Ok(merged.is_new.then_some(merged))
}

fn with_own_file(ours: &Project, revision: u64, bytes: &[u8], path: &Path) -> Result<Merged, Problem> {
    let refused = |why: String| {
        let what = format!("“{}” was changed by another program and cannot be put together with yours", path.display());
        let hint = "save under another name; the file on disk is as the other program left it";
        Problem { detail: why.clone(), ..Problem::new(format!("{what}: {why}"), hint) }
    };
    let theirs = format::parse(bytes).map_err(|error| refused(error.to_string()))?;
    if theirs.read_only.is_some() {
        return Err(refused("that was a newer Tickmark".to_owned()));
    }
    put_together(ours, &theirs.project, revision).map_err(|problem| refused(problem.what))
}

/// Reads a project that will be put together with another one.
fn read(bytes: &[u8], path: &Path) -> Result<Project, Problem> {
    let loaded = format::parse(bytes).map_err(|error| {
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

    /// An order to put together what [`Session::take_in`] gave back with what was done since.
    pub fn merge_again(&self, merged: Merged) -> MergeOrder {
        self.order_to_merge(Theirs::Project(merged.project, merged.own))
    }

    fn order_to_merge(&self, theirs: Theirs) -> MergeOrder {
        let (ours, revision) = (Arc::clone(&self.project), self.revision);
        MergeOrder { ours, revision, theirs, own: self.path.clone(), refused: self.may_change().err() }
    }

    /// Goes on with what was put together. When something was done here since the order was given, nothing happens and
    /// it comes back, for [`Session::merge_again`].
    ///
    /// # Errors
    /// What was put together, when it is not up to date.
    pub fn take_in(&mut self, merged: Merged) -> Result<TakenIn, Box<Merged>> {
        if merged.revision != self.revision {
            return Err(Box::new(merged));
        }
        self.also_kept.extend(merged.kept.filter(|folder| !self.also_kept.contains(folder)));
        if merged.is_new {
            self.project = merged.project;
            self.derived = merged.derived;
            self.unseen = None;
            self.revision += 1;
            self.placings += 1;
            self.look_again();
        }
        if let Some(hash) = merged.own {
            self.known = Some(hash);
            self.saved = if merged.is_theirs { Some(self.revision) } else { self.saved };
        }
        if merged.is_new {
            self.rotate_journal_onto_itself();
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
