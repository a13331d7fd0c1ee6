//! What outlives the program: the project file, the files kept with it, and the settings.
//!
//! - [`format`]: a project as the bytes of a `*.tickmark` file and back; `check`, [`limits`] and `place` serve it.
//! - [`save`]: bytes onto the disk so that either the old file or the new one is there, whole; [`disk`]: its steps;
//!   [`temporary`]: the files it leaves behind when the program is lost. [`backups`]: the versions before.
//! - [`kept`]: files kept with a project under their SHA-256.
//! - [`lock`]: one change of a project file at a time; [`presence`]: who has it open.
//! - [`journal`]: what was done since the last save.
//! - [`pack`]: a project with every file kept with it in one archive, and back.
//! - [`settings`]: preferences and recent projects; [`state`]: the folder for what is not the project;
//!   [`seen`]: what this user had seen of each story; [`house`]: the style of the house.

pub mod backups;
mod check;
pub mod disk;
pub mod format;
pub mod house;
pub mod journal;
pub mod kept;
pub mod limits;
pub mod lock;
pub mod pack;
mod place;
pub mod presence;
pub mod save;
pub mod seen;
pub mod settings;
pub mod state;
pub mod temporary;
#[cfg(test)]
mod tests;

use std::path::Path;

/// Extension of a project file.
pub const EXTENSION: &str = "tickmark";

/// The largest file that is read into memory, in bytes: 512 MiB.
pub const LIMIT: u64 = 512 << 20;

/// Reads a whole file of at most [`LIMIT`] bytes.
///
/// # Errors
/// When it cannot be read; a larger one is [`std::io::ErrorKind::FileTooLarge`].
pub fn read_file(path: &Path) -> std::io::Result<Vec<u8>> {
    read_at_most(path, LIMIT)
}

/// Reads a whole project file, of at most [`limits::SIZE`] bytes.
///
/// # Errors
/// When it cannot be read, is larger, or is a pipe or a device, which may never end.
pub fn read_project(path: &Path) -> std::io::Result<Vec<u8>> {
    let is = path.metadata()?;
    if !is.is_file() && !is.is_dir() {
        return Err(std::io::Error::other("it is not a file"));
    }
    match read_at_most(path, limits::SIZE) {
        Err(error) if error.kind() == std::io::ErrorKind::FileTooLarge => {
            Err(std::io::Error::other("it is larger than 64 MiB, which no project file may be"))
        }
        read => read,
    }
}

fn read_at_most(path: &Path, limit: u64) -> std::io::Result<Vec<u8>> {
    use std::io::Read;
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(std::io::ErrorKind::IsADirectory.into());
    }
    file.take(limit + 1).read_to_end(&mut bytes)?;
    match bytes.len() as u64 > limit {
        true => Err(std::io::ErrorKind::FileTooLarge.into()),
        false => Ok(bytes),
    }
}

/// What a failed access to the disk comes down to, in words.
pub(crate) fn why(error: &std::io::Error) -> String {
    use std::io::ErrorKind as Kind;
    match error.kind() {
        Kind::NotFound => "it is not there",
        Kind::AlreadyExists => "it is there already",
        Kind::PermissionDenied => "this account may not",
        Kind::IsADirectory => "it is a folder",
        Kind::NotADirectory => "part of its path is a file, not a folder",
        Kind::FileTooLarge => "it is larger than 512 MiB",
        Kind::StorageFull => "there is no space left on the disk",
        Kind::QuotaExceeded => "the quota of this account on the disk is used up",
        Kind::ReadOnlyFilesystem => "the disk is write-protected",
        Kind::StaleNetworkFileHandle
        | Kind::NotConnected
        | Kind::HostUnreachable
        | Kind::NetworkUnreachable
        | Kind::NetworkDown
        | Kind::TimedOut => "the shared folder it is in cannot be reached",
        Kind::InvalidFilename => "its name is too long or not allowed there",
        _ => return error.to_string(),
    }
    .to_owned()
}
