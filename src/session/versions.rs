//! The story as it was: versions that were kept on this machine, listed and written as new files.
//!
//! Nothing here needs the session, so all of it may be done on any thread.

use super::{Problem, Session, file, saving};
use crate::model::Project;
use crate::store::backups::{self, Backup};
use crate::store::{format, kept, save, state, why};
use chrono::{DateTime, Utc};
use std::io;
use std::path::{Path, PathBuf};

/// A version of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    backup: Backup,
    /// How many claims it has, and how many of them are open; absent when it cannot be read.
    pub claims: Option<(usize, usize)>,
}

impl Version {
    /// When this machine wrote or read it.
    pub fn at(&self) -> DateTime<Utc> {
        self.backup.at
    }

    /// Its length in bytes.
    pub fn bytes(&self) -> u64 {
        self.backup.bytes
    }

    /// Where it is kept.
    pub fn path(&self) -> &Path {
        &self.backup.path
    }

    /// The project as it was, to be looked at.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn project(&self) -> Result<Project, Problem> {
        Ok(format::parse(&self.contents()?)?.project)
    }

    fn contents(&self) -> Result<Vec<u8>, Problem> {
        backups::read(&self.backup).map_err(|error| {
            let what = format!("the version in “{}” could not be read: {}", self.path().display(), why(&error));
            Problem::new(what, "choose another version")
        })
    }
}

/// The versions of a story that are kept in this folder for the user's state, the newest first. Each is read.
pub fn list(state: &Path, story: &str) -> Vec<Version> {
    let version = |backup: Backup| {
        let read = backups::read(&backup).ok().and_then(|bytes| format::parse(&bytes).ok());
        let claims = read.map(|loaded| loaded.project.progress()).map(|sums| (sums.claims, sums.open()));
        Version { backup, claims }
    };
    backups::list(&backups::folder(state, story)).into_iter().map(version).collect()
}

/// Writes a version as a new file. The files kept with `own`, the project it is a version of, come along.
///
/// # Errors
/// When there is a file already, or the version cannot be read or written; nothing has changed then.
pub fn restore(version: &Version, own: Option<&Path>, to: &Path) -> Result<(), Problem> {
    let bytes = version.contents()?;
    if to.symlink_metadata().is_ok() {
        let what = format!("“{}” is there already", to.display());
        return Err(Problem::new(what, "choose another name; a version never takes the place of a file"));
    }
    if let (Some(own), Ok(loaded)) = (own, format::parse(&bytes)) {
        saving::bring_along(&loaded.project, &kept::folder(own), &kept::folder(to))?;
    }
    Ok(save::write_new(to, &bytes)?)
}

/// The name of the story that was last at this path, for a file that can no longer say so itself.
pub fn story_at(state: &Path, path: &Path) -> Option<String> {
    backups::story_at(state, path)
}

/// Keeps these bytes with this SHA-256 in a folder for versions, when there is one. Returns a sentence when that does
/// not go; `before` may forbid it.
pub(super) fn keep(
    folder: Option<&Path>,
    bytes: &[u8],
    hash: &str,
    before: impl FnOnce() -> io::Result<()>,
) -> Option<String> {
    let folder = folder?;
    let error = before().and_then(|()| backups::keep(folder, bytes, hash, file::now())).err()?;
    Some(format!("This version could not be kept as a backup in “{}”: {}.", folder.display(), why(&error)))
}

/// The folder for the versions of a story, when there is one for the user's state.
pub(super) fn folder(state: Option<&Path>, project: &Project) -> Option<PathBuf> {
    state.map(|state| backups::folder(state, &state::story_key(project)))
}

impl Session {
    /// The name under which versions of this story are kept, for [`list`].
    pub fn story(&self) -> String {
        state::story_key(&self.project)
    }

    /// SHA-256 of the project file as this session last read or wrote it; absent while there is none.
    pub fn known_hash(&self) -> Option<&str> {
        self.known.as_deref()
    }
}
