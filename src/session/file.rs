//! Files as commands and the window take them in: read whole, or changed in one go.

use super::{Problem, Session};
use crate::model::Person;
use crate::store::{lock::Lock, read_file, why};
use std::path::Path;

/// Reads a whole file.
///
/// # Errors
/// When it cannot be read, or is larger than 512 MiB.
pub fn read(path: &Path) -> Result<Vec<u8>, Problem> {
    read_file(path).map_err(|error| Problem {
        detail: error.to_string(),
        ..Problem::new(
            format!("“{}” could not be read: {}", path.display(), why(&error)),
            "check the name of the file and whether it can be opened",
        )
    })
}

/// Opens a project file, lets `change` work on it, and saves what it changed, while no other command does the same.
///
/// # Errors
/// When the project cannot be opened or saved, or `change` fails; the file is then as it was.
pub fn change<T>(
    path: &Path,
    by: Person,
    change: impl FnOnce(&mut Session) -> Result<T, Problem>,
) -> Result<T, Problem> {
    let _lock = Lock::hold(path)?;
    let mut session = Session::open(path, by, &sitting())?;
    let made = change(&mut session)?;
    if session.is_dirty() {
        session.save(path)?;
    }
    Ok(made)
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
