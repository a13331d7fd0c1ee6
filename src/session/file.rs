//! Files as commands and the window take them in: read whole, or changed in one go.

use super::reading::{Reader, Watch};
use super::{Problem, Session};
use crate::import::Options;
use crate::model::{Article, Person};
use crate::store::{format, lock::Lock, read_file, read_project, save, state, why};
use chrono::{DateTime, Utc};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Reads a whole file.
///
/// # Errors
/// When it cannot be read, or is larger than 512 MiB.
pub fn read(path: &Path) -> Result<Vec<u8>, Problem> {
    read_file(path).map_err(|error| unreadable(path, &error))
}

/// Reads a whole project file.
///
/// # Errors
/// When it cannot be read, or is larger than any project file may be.
pub(super) fn read_whole_project(path: &Path) -> Result<Vec<u8>, Problem> {
    read_project(path).map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    Problem {
        detail: error.to_string(),
        ..Problem::new(
            format!("“{}” could not be read: {}", path.display(), why(error)),
            "check the name of the file and whether it can be opened",
        )
    }
}

/// An article with the file it came from.
#[derive(Debug)]
pub struct Received {
    /// What was read.
    pub article: Article,
    /// Name of the file, without folders.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Reads the article in a file, while `watch` waits for it.
///
/// # Errors
/// When the file cannot be read, is a project, holds no article that can be read within the limits, or it was stopped.
pub fn read_article(path: &Path, reader: &Reader, options: &Options, watch: &Watch) -> Result<Received, Problem> {
    let bytes = read(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if format::begins_as_project(&bytes) {
        let what = format!("“{}” is a Tickmark project, not an article", path.display());
        return Err(Problem::new(what, "open it as a project"));
    }
    let bytes = Arc::new(bytes);
    let article = reader.read(&bytes, &name, options, watch).map_err(|problem| Problem {
        what: format!("“{}” could not be read as an article: {}", path.display(), problem.what),
        ..problem
    })?;
    Ok(Received { article, name, bytes: Arc::unwrap_or_clone(bytes) })
}

/// Writes a whole file, such as a report: the old one stays until the new one is whole on the disk.
///
/// # Errors
/// When it cannot be written.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    Ok(save::write_file(path, bytes)?)
}

/// True when both paths lead to one file that is there.
pub fn is_same(one: &Path, other: &Path) -> bool {
    one.canonicalize().is_ok_and(|one| other.canonicalize().is_ok_and(|other| one == other))
}

/// Opens a project file, lets `change` work on it, and saves what it changed, while no other program does the same.
/// Returns what `change` made, and what did not go well with the save, a sentence each.
///
/// # Errors
/// When the project cannot be opened or saved, or `change` fails; the file is then as it was.
pub fn change<T>(
    path: &Path,
    by: Person,
    change: impl FnOnce(&mut Session) -> Result<T, Problem>,
) -> Result<(T, Vec<String>), Problem> {
    let lock = Lock::hold(path)?;
    let mut session = Session::open_with_backups(path, by, &sitting(), state_folder())?;
    let made = change(&mut session)?;
    if !session.is_dirty() {
        return Ok((made, Vec::new()));
    }
    let mut warnings = session.save_order(path).holding(lock).run()?.warnings;
    warnings.retain(|warning| !session.warnings().contains(warning));
    Ok((made, warnings))
}

/// The folder for this user's state; absent when the account has no home.
pub fn state_folder() -> Option<PathBuf> {
    state::folder()
}

/// The time, for what is done with a file beside what a person does.
pub(super) fn now() -> DateTime<Utc> {
    std::time::SystemTime::now().into()
}

/// A name for a sitting, such as `k3f9x2ab`: random, so that two people's identifiers do not meet.
pub fn sitting() -> String {
    const SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut bytes = [0; 8];
    if getrandom::fill(&mut bytes).is_err() {
        // Without a source of randomness, the process and the moment tell sittings apart well enough.
        let since = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
        bytes = (since.as_nanos() as u64 ^ u64::from(std::process::id()).rotate_left(40)).to_le_bytes();
    }
    bytes.iter().map(|byte| char::from(SIGNS[usize::from(byte % 32)])).collect()
}
