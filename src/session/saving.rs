//! A snapshot of the project on its way to the disk.

use super::{Merged, Problem, Session, TakenIn, file, merging, versions};
use crate::model::draft::OriginalFile;
use crate::model::{Article, Project};
use crate::store::disk::{Disk, RealDisk, Step};
use crate::store::lock::Lock;
use crate::store::pack::Origin;
use crate::store::save::Place;
use crate::store::{backups, format, kept, temporary};
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

    /// What a draft says of the file it was read from, which is this one.
    pub(super) fn original(&self, name: String, article: &Article) -> OriginalFile {
        OriginalFile {
            name,
            sha256: self.sha256.clone(),
            format: article.format.clone(),
            encoding: article.encoding.clone(),
            ..OriginalFile::default()
        }
    }

    pub(super) fn bytes(&self) -> Result<Vec<u8>, Problem> {
        match &self.contents {
            Contents::Bytes(bytes) => Ok(bytes.to_vec()),
            Contents::File(path) => super::file::read(path),
        }
    }

    /// A file that stays where it is until the project is saved.
    ///
    /// # Errors
    /// When it is no longer there, or has other contents.
    pub(super) fn at(path: &Path, sha256: &str) -> Result<Self, Problem> {
        let (found, _) = kept::hash_file(path)?;
        if found != sha256 {
            return Err(kept::KeptError::Changed(path.to_owned()).into());
        }
        Ok(Self { sha256: found, contents: Contents::File(path.to_owned()) })
    }

    /// Its bytes, when it need not stay where it was.
    pub(super) fn in_memory(&self) -> Option<Arc<[u8]>> {
        match &self.contents {
            Contents::Bytes(bytes) => Some(Arc::clone(bytes)),
            Contents::File(_) => None,
        }
    }

    /// Where its bytes are, for a pack.
    pub(super) fn origin(&self) -> Origin {
        match &self.contents {
            Contents::Bytes(bytes) => Origin::Bytes(Arc::clone(bytes)),
            Contents::File(path) => Origin::File(path.clone()),
        }
    }

    /// Where it has to stay until the project is saved.
    pub(super) fn path(&self) -> Option<&Path> {
        match &self.contents {
            Contents::Bytes(_) => None,
            Contents::File(path) => Some(path),
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
    /// Folders with kept copies that came in with other copies of the story.
    also_kept: Vec<PathBuf>,
    known: Option<String>,
    state: Option<PathBuf>,
    waiting: Vec<Waiting>,
    refused: Option<Problem>,
    held: Option<Lock>,
}

/// What was saved, for [`Session::saved`].
#[derive(Debug)]
pub struct Saved {
    /// The project file.
    pub path: PathBuf,
    /// The revision that is in it.
    pub revision: u64,
    /// What is in it.
    pub project: Arc<Project>,
    /// SHA-256 of the file.
    pub hash: String,
    /// What did not go well though it was saved, a sentence each.
    pub warnings: Vec<String>,
    /// What is in the file, when the disk held something of which this session did not know.
    pub merged: Option<Merged>,
}

/// What a save found on the disk.
#[derive(Debug, Default)]
pub struct Found {
    /// What another program had put there, which is now here too.
    pub taken: Option<TakenIn>,
    /// What is still to be put together with what was done while the save went on, by [`Session::merge_again`].
    pub rest: Option<Box<Merged>>,
}

/// What is said of a file that was there before and was not there when it was saved, after its name.
const VANISHED: &str = "was no longer there and was written anew. If the drive or the share that it was on is gone, this \
    is a file on another one: save in another place as well.";

/// How often a save begins anew because the file has changed meanwhile.
const TRIES: usize = 5;

impl SaveOrder {
    /// Where the project will be.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The same order, under a hold on the file that the caller had already.
    pub(super) fn holding(self, lock: Lock) -> Self {
        Self { held: Some(lock), ..self }
    }

    /// Saves: first the kept files, so that none is missing from a project that names it, then the project file. What
    /// another program put there meanwhile is merged, never overwritten.
    ///
    /// # Errors
    /// When any of it cannot be written, or what is there cannot be put together with this project; the file is then
    /// as it was.
    pub fn run(self) -> Result<Saved, Problem> {
        self.run_on(&RealDisk)
    }

    /// Saves as [`SaveOrder::run`] does, with something between the project file and the disk.
    ///
    /// # Errors
    /// As there.
    pub fn run_on(mut self, disk: &dyn Disk) -> Result<Saved, Problem> {
        if let Some(problem) = self.refused {
            return Err(problem);
        }
        self.keep_files()?;
        let _lock = match self.held.take() {
            None if self.path.is_file() => Some(Lock::hold(&self.path)?),
            held => held,
        };
        let mut warnings = Vec::new();
        for _ in 0..TRIES {
            if let Some((merged, hash)) = self.attempt(disk, &mut warnings)? {
                warnings.dedup();
                let project = merged.as_ref().map_or(self.project, |merged| Arc::clone(merged.project()));
                return Ok(Saved { path: self.path, revision: self.revision, project, hash, warnings, merged });
            }
        }
        let what = format!("“{}” could not be saved: another program keeps changing it", self.path.display());
        Err(Problem::new(what, "wait until that is done, or save in another place"))
    }

    /// What was merged, and the hash of what was written. None when the file changed while this went on.
    fn attempt(&self, disk: &dyn Disk, warnings: &mut Vec<String>) -> Result<Option<Attempt>, Problem> {
        let place = Place::look(disk, &self.path)?;
        let old = place.contents.as_deref().map(|bytes| (bytes, kept::hash(bytes)));
        let merged = match &old {
            Some((bytes, hash)) if self.is_own() && self.known.as_ref() != Some(hash) => {
                merging::with_disk(&self.project, self.revision, bytes, &self.path)?
            }
            _ => None,
        };
        let project = merged.as_ref().map_or(&self.project, |merged| merged.project());
        let bytes = format::write(project)?;
        let ready = place.prepare(disk, &bytes)?;
        let folder = versions::folder(self.state.as_deref(), &self.project);
        let mut back_up = |step, bytes, hash: &str| {
            warnings.extend(versions::keep(folder.as_deref(), bytes, hash, || disk.before(step)));
        };
        if let Some((bytes, hash)) = &old {
            back_up(Step::BackUp, bytes, hash);
        }
        let Some(_held) = ready.commit(disk)? else { return Ok(None) };
        let hash = kept::hash(&bytes);
        back_up(Step::BackUpNew, &bytes, &hash);
        if self.has_vanished(&place) {
            warnings.push(format!("“{}” {VANISHED}", self.path.display()));
        }
        folder.iter().for_each(|folder| backups::remember(folder, &self.path));
        Ok(Some((merged.map(|merged| merged.written(hash.clone())), hash)))
    }

    /// True when the session read or wrote this file before, and it was there no longer: somebody took it away, or what
    /// it lay on was.
    fn has_vanished(&self, place: &Place) -> bool {
        place.contents.is_none() && self.known.is_some() && self.old_path.as_ref() == Some(&self.path)
    }

    /// True when the file to be written is the one that the session was opened from or saved to. Any other one that is
    /// there is replaced, for the person was asked.
    fn is_own(&self) -> bool {
        self.old_path.as_ref().is_some_and(|old| *old == self.path || file::is_same(old, &self.path))
    }

    fn keep_files(&self) -> Result<(), Problem> {
        let folder = kept::folder(&self.path);
        let now = file::now();
        temporary::sweep_beside(&self.path, now);
        temporary::sweep(&folder, now);
        for waiting in &self.waiting {
            waiting.keep(&folder)?;
        }
        let old = self.old_path.as_deref().map(kept::folder).into_iter().chain(self.also_kept.iter().cloned());
        for old in old.filter(|old| *old != folder) {
            bring_along(&self.project, &old, &folder)?;
        }
        kept::share(&self.path);
        Ok(())
    }
}

/// What was merged, if anything, and the hash of what was written.
type Attempt = (Option<Merged>, String);

/// Copies what is kept in one folder with a project into another. A copy that is missing there stays missing.
pub(super) fn bring_along(project: &Project, old: &Path, new: &Path) -> Result<(), Problem> {
    for digest in kept_digests(project) {
        let file = old.join(digest);
        if kept::is_digest(digest) && file.is_file() {
            kept::put_file(new, &file, digest)?;
        }
    }
    Ok(())
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
            known: self.known.clone(),
            state: self.state.clone(),
            also_kept: self.also_kept.clone(),
            waiting: self.waiting.clone(),
            refused: self.may_change().err(),
            held: None,
        }
    }

    /// Takes note of a save that was carried out, and takes over what it found on the disk.
    pub fn saved(&mut self, saved: Saved) -> Found {
        self.waiting.retain(|waiting| !kept::folder(&saved.path).join(&waiting.sha256).is_file());
        self.path = Some(saved.path);
        let is_current = self.revision == saved.revision;
        self.saved = Some(self.saved.unwrap_or_default().max(saved.revision));
        if is_current {
            self.also_kept.clear();
        }
        // What is not taken in yet stays unknown, so that the next save looks at it again; until then, the journal holds
        // all that was done here.
        match saved.merged.map(|merged| self.take_in(merged)) {
            None => {
                self.known = Some(saved.hash);
                self.rotate_journal(&saved.project);
                Found::default()
            }
            Some(Ok(taken)) => Found { taken: Some(taken), rest: None },
            Some(Err(rest)) => Found { taken: None, rest: Some(rest) },
        }
    }

    /// Saves here and now, and returns what did not go well though it was saved, a sentence each.
    ///
    /// # Errors
    /// When it cannot be written; the project file is then as it was.
    pub fn save(&mut self, path: &Path) -> Result<Vec<String>, Problem> {
        let saved = self.save_order(path).run()?;
        let warnings = saved.warnings.clone();
        // Nothing was done in between, so that nothing is left to be taken in.
        drop(self.saved(saved));
        Ok(warnings)
    }
}

#[cfg(test)]
mod tests;
