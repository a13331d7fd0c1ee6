//! Where journals lie, and who holds them: `recovery/SITTING.journal` in the folder of this user's state, and beside it
//! `SITTING.files` with the project the records come after and the files that wait, each under its SHA-256.
//!
//! The writer holds a lock on its journal as long as it lives, so that one without a lock has lost its writer.

use super::{Chain, Header, Record};
use crate::store::lock::is_still_at;
use crate::store::save::{folder as folder_of, sync_folder};
use crate::store::state::make_private;
use crate::store::{kept, read_file};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::HashSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Where no locks are known, a writer is taken for gone when it was silent this long. It writes a pulse more often.
const SILENCE: TimeDelta = TimeDelta::minutes(3);

/// Files without a journal and temporary ones may be a writer's that is about to begin, until they are this old.
const FRESH: TimeDelta = TimeDelta::hours(24);

/// The place of one journal.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    folder: PathBuf,
    sitting: String,
}

/// The folder of the journals.
pub fn folder(state: &Path) -> PathBuf {
    state.join("recovery")
}

impl Place {
    /// The place for a sitting of this random name, a few letters and digits.
    pub fn new(state: &Path, sitting: &str) -> Self {
        Self { folder: folder(state), sitting: sitting.to_owned() }
    }

    /// All journals that are there.
    pub fn all(state: &Path) -> Vec<Self> {
        let names = names(&folder(state)).into_iter();
        let sittings = names.filter_map(|name| name.strip_suffix(".journal").map(str::to_owned));
        sittings.filter(|name| is_sitting(name)).map(|sitting| Self::new(state, &sitting)).collect()
    }

    /// The random name of the sitting.
    pub fn sitting(&self) -> &str {
        &self.sitting
    }

    /// The journal.
    pub fn journal(&self) -> PathBuf {
        self.folder.join(format!("{}.journal", self.sitting))
    }

    /// The folder of the files beside it.
    pub fn files(&self) -> PathBuf {
        self.folder.join(format!("{}.files", self.sitting))
    }

    /// Puts a file beside the journal, whole and onto the disk, and returns its SHA-256.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn put(&self, bytes: &[u8]) -> Result<String, kept::KeptError> {
        let files = self.files();
        make_private(&files).map_err(|error| kept::KeptError::Unwritable(files.clone(), error))?;
        kept::put(&files, bytes)
    }

    /// The file with this SHA-256 from beside the journal.
    ///
    /// # Errors
    /// When it is not there or no longer right.
    pub fn get(&self, sha256: &str) -> Result<Vec<u8>, kept::KeptError> {
        kept::get(&self.files(), sha256)
    }

    /// Removes the files beside the journal that are not among these.
    pub fn keep_only(&self, needed: &HashSet<&str>) {
        let files = self.files();
        for name in names(&files).iter().filter(|name| !needed.contains(name.as_str())) {
            // What cannot be removed now is removed with the journal.
            drop(fs::remove_file(files.join(name)));
        }
    }

    /// Removes the journal, and then what lies beside it.
    ///
    /// # Errors
    /// When the journal cannot be removed.
    pub fn remove(&self) -> io::Result<()> {
        match fs::remove_file(self.journal()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        // What is left of this is swept later.
        drop(fs::remove_dir_all(self.files()));
        Ok(())
    }

    /// Takes hold of a journal that has lost its writer; `None` when somebody writes it, or another holds it alone.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn hold(&self, sharing: Sharing, now: DateTime<Utc>) -> io::Result<Option<Held>> {
        let path = self.journal();
        // NFS locks for one alone only what is open for writing (flock(2)).
        let file = File::options().read(true).write(sharing == Sharing::Alone).open(&path)?;
        let locked = match sharing {
            Sharing::ToRead => file.try_lock_shared(),
            Sharing::Alone => file.try_lock(),
        };
        let is_free = match locked {
            Ok(()) => is_still_at(&file, &path)?,
            Err(TryLockError::WouldBlock) => false,
            Err(TryLockError::Error(_)) => is_older(&file.metadata()?, SILENCE, now),
        };
        Ok(is_free.then(|| Held { place: self.clone(), file }))
    }
}

/// Whether others may hold the journal too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sharing {
    /// They may read it as well.
    ToRead,
    /// They may not.
    Alone,
}

/// A hold on a journal without a writer; ends when it is dropped.
#[derive(Debug)]
pub struct Held {
    place: Place,
    file: File,
}

impl Held {
    /// Its place.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// The journal.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        // Where locks bind everybody, only this handle may read.
        (&self.file).take(crate::store::LIMIT).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    #[cfg(test)]
    pub(super) fn file(&self) -> &File {
        &self.file
    }

    /// True when nothing was written to it for this long.
    pub fn is_older(&self, age: TimeDelta, now: DateTime<Utc>) -> bool {
        self.file.metadata().is_ok_and(|about| is_older(&about, age, now))
    }
}

/// A journal that is being written.
#[derive(Debug)]
pub struct Appender {
    file: File,
    chain: Chain,
    is_locked: bool,
}

impl Appender {
    /// Writes a whole journal, onto the disk and only then in place of the one that may be there, and goes on with it.
    ///
    /// # Errors
    /// When it cannot be written; the old one is then as it was.
    pub fn begin(place: &Place, header: &Header, records: &[Record]) -> io::Result<Self> {
        let path = place.journal();
        let folder = folder_of(&path);
        make_private(folder)?;
        let mut chain = Chain::default();
        let mut bytes = chain.line(header)?;
        bytes.extend(lines(&mut chain, records)?);
        let mut file = tempfile::Builder::new().prefix(".tickmark-").tempfile_in(folder)?;
        // Held before it has its name, so that nobody finds it without its writer.
        let is_locked = file.as_file().try_lock().is_ok();
        file.write_all(&bytes)?;
        file.as_file().sync_all()?;
        let file = file.persist(&path).map_err(|error| error.error)?;
        sync_folder(folder)?;
        Ok(Self { file, chain, is_locked })
    }

    /// Appends records, and returns when they are on the disk.
    ///
    /// # Errors
    /// When they cannot be written. The end of the file may then be half a line: begin the journal anew.
    pub fn append(&mut self, records: &[Record]) -> io::Result<()> {
        let bytes = lines(&mut self.chain, records)?;
        self.file.write_all(&bytes)?;
        self.file.sync_data()
    }

    /// False where the file system knows no locks.
    pub fn is_locked(&self) -> bool {
        self.is_locked
    }
}

fn lines(chain: &mut Chain, records: &[Record]) -> serde_json::Result<Vec<u8>> {
    let lines: Result<Vec<_>, _> = records.iter().map(|record| chain.line(record)).collect();
    Ok(lines?.concat())
}

/// Removes what no journal needs: files beside journals that are gone, and what was being written when a writer died.
pub fn sweep(state: &Path, now: DateTime<Utc>) {
    let folder = folder(state);
    for name in names(&folder) {
        let path = folder.join(&name);
        let has_journal = |sitting: &str| folder.join(format!("{sitting}.journal")).exists();
        let is_orphan = name.strip_suffix(".files").is_some_and(|sitting| is_sitting(sitting) && !has_journal(sitting));
        let is_ours = is_orphan || name.starts_with(".tickmark-");
        if !is_ours || !fs::symlink_metadata(&path).is_ok_and(|about| is_older(&about, FRESH, now)) {
            continue;
        }
        // What cannot be removed now is tried again the next time.
        drop(if is_orphan { fs::remove_dir_all(path) } else { fs::remove_file(path) });
    }
}

/// The project file at this path, when it is still the one with this SHA-256.
pub fn file_with(path: &Path, sha256: &str) -> Option<Vec<u8>> {
    read_file(path).ok().filter(|bytes| kept::hash(bytes) == sha256)
}

fn is_older(about: &fs::Metadata, age: TimeDelta, now: DateTime<Utc>) -> bool {
    about.modified().is_ok_and(|at| now.signed_duration_since(DateTime::<Utc>::from(at)) > age)
}

fn is_sitting(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|sign| sign.is_ascii_alphanumeric())
}

/// The names in a folder that are Unicode, in order; none when it is not there.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    names
}
