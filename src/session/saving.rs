//! A snapshot of the project on its way to the disk.

use super::{Problem, Session};
use crate::model::Project;
use crate::store::pack::Origin;
use crate::store::{format, kept, save};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file to be kept with the project when it is next saved.
#[derive(Clone, Debug)]
pub(super) struct Waiting {
    pub(super) sha256: String,
    contents: Contents,
}

#[derive(Clone, Debug)]
enum Contents {
    Bytes(Arc<[u8]>),
    File(PathBuf),
}

/// A file that was read to be kept, on any thread.
#[derive(Clone, Debug)]
pub struct FileCopy {
    pub(super) waiting: Waiting,
    pub(super) name: String,
    pub(super) bytes: u64,
}

impl FileCopy {
    /// Reads and hashes a file; a large one stays where it is until the project is saved.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(file: &Path) -> Result<Self, Problem> {
        let (waiting, bytes) = Waiting::from_file(file)?;
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Self { waiting, name, bytes })
    }
}

impl Waiting {
    /// Larger files are copied from where they are when the project is saved; smaller ones need not stay there.
    const IN_MEMORY: u64 = 32 << 20;

    pub(super) fn from_bytes(bytes: Vec<u8>) -> Self {
        Self { sha256: kept::hash(&bytes), contents: Contents::Bytes(bytes.into()) }
    }

    /// The file and its length in bytes.
    pub(super) fn from_file(path: &Path) -> Result<(Self, u64), Problem> {
        let (sha256, length) = kept::hash_file(path)?;
        if length > Self::IN_MEMORY {
            return Ok((Self { sha256, contents: Contents::File(path.to_owned()) }, length));
        }
        let bytes = super::file::read(path)?;
        let length = bytes.len() as u64;
        Ok((Self::from_bytes(bytes), length))
    }

    pub(super) fn bytes(&self) -> Result<Vec<u8>, Problem> {
        match &self.contents {
            Contents::Bytes(bytes) => Ok(bytes.to_vec()),
            Contents::File(path) => super::file::read(path),
        }
    }

    /// Where its bytes are, for a pack.
    pub(super) fn origin(&self) -> Origin {
        match &self.contents {
            Contents::Bytes(bytes) => Origin::Bytes(Arc::clone(bytes)),
            Contents::File(path) => Origin::File(path.clone()),
        }
    }

    fn keep(&self, folder: &Path) -> Result<(), Problem> {
        match &self.contents {
            Contents::Bytes(bytes) => drop(kept::put(folder, bytes)?),
            Contents::File(path) => kept::put_file(folder, path, &self.sha256)?,
        }
        Ok(())
    }
}

/// All that is needed to save the project as it is now, on any thread.
#[derive(Debug)]
pub struct SaveOrder {
    project: Arc<Project>,
    revision: u64,
    path: PathBuf,
    old_path: Option<PathBuf>,
    waiting: Vec<Waiting>,
    refused: Option<Problem>,
}

/// What was saved, for [`Session::saved`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The project file.
    pub path: PathBuf,
    /// The revision that is in it.
    pub revision: u64,
}

impl SaveOrder {
    /// Where the project will be.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Saves: first the kept files, so that none is missing from a project that names it, then the project file.
    ///
    /// # Errors
    /// When any of it cannot be written; the project file is then as it was.
    pub fn run(self) -> Result<Saved, Problem> {
        if let Some(problem) = self.refused {
            return Err(problem);
        }
        let folder = kept::folder(&self.path);
        for waiting in &self.waiting {
            waiting.keep(&folder)?;
        }
        if let Some(old) = self.old_path.as_deref().map(kept::folder).filter(|old| *old != folder) {
            self.bring_along(&old, &folder)?;
        }
        save::write_file(&self.path, &format::write(&self.project)?)?;
        Ok(Saved { path: self.path, revision: self.revision })
    }

    /// Copies what is kept beside the old project file. A copy that is missing there stays missing.
    fn bring_along(&self, old: &Path, new: &Path) -> Result<(), Problem> {
        for digest in kept_digests(&self.project) {
            let file = old.join(digest);
            if kept::is_digest(digest) && file.is_file() {
                kept::put_file(new, &file, digest)?;
            }
        }
        Ok(())
    }
}

/// The names of all files kept with a project.
fn kept_digests(project: &Project) -> impl Iterator<Item = &str> {
    let originals = project.drafts.iter().filter_map(|draft| draft.file.as_ref()).map(|file| &file.sha256);
    let copies = project.sources.iter().flat_map(|source| &source.kept).map(|copy| &copy.sha256);
    originals.chain(copies).map(String::as_str)
}

impl Session {
    /// An order to save the project, as it is now, at this path. Cheap: nothing is copied.
    pub fn save_order(&self, path: &Path) -> SaveOrder {
        SaveOrder {
            project: Arc::clone(&self.project),
            revision: self.revision,
            path: path.to_owned(),
            old_path: self.path.clone(),
            waiting: self.waiting.clone(),
            refused: self.may_change().err(),
        }
    }

    /// Takes note of a save that was carried out.
    pub fn saved(&mut self, saved: Saved) {
        self.waiting.retain(|waiting| !kept::folder(&saved.path).join(&waiting.sha256).is_file());
        self.saved = Some(self.saved.unwrap_or_default().max(saved.revision));
        self.path = Some(saved.path);
    }

    /// Saves here and now.
    ///
    /// # Errors
    /// When it cannot be written; the project file is then as it was.
    pub fn save(&mut self, path: &Path) -> Result<(), Problem> {
        let saved = self.save_order(path).run()?;
        self.saved(saved);
        Ok(())
    }
}
