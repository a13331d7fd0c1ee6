//! Bytes onto the disk, so that at every moment either the old file or the new one is there, whole.

use std::fs::{self, File, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// A file that could not be written. What was there before is as it was.
#[derive(Debug, Error)]
#[error("“{}” could not be saved: {}", .path.display(), reason(.error, .path))]
pub struct SaveError {
    /// The file.
    pub path: PathBuf,
    /// What the system said.
    pub error: io::Error,
}

fn reason(error: &io::Error, path: &Path) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => {
            format!("the folder “{}” is not there", path.parent().unwrap_or(path).display())
        }
        io::ErrorKind::PermissionDenied => "this account may not write there".to_owned(),
        _ => super::why(error),
    }
}

impl SaveError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self.error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                "the file on disk is as it was; free some space, or save in another place"
            }
            _ => "the file on disk is as it was; save in another place",
        }
    }
}

/// Writes a file: into a temporary one in the same folder, onto the disk, and only then in place of the old one.
///
/// A symbolic link stays, and the file it leads to is replaced. The old file's permissions stay; a new file can be
/// read by its owner only. A write-protected file is not replaced.
///
/// # Errors
/// When any of this fails; the old file is then as it was.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    replace(path, bytes).map_err(|error| SaveError { path: path.to_owned(), error })
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let target = resolve(path)?;
    let old = old_permissions(&target)?;
    let folder = folder(&target);
    let mut file = tempfile::Builder::new().prefix(".tickmark-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    if let Some(permissions) = old {
        file.as_file().set_permissions(permissions)?;
    }
    file.as_file().sync_all()?;
    file.persist(&target).map_err(|error| error.error)?;
    sync_folder(folder)
}

/// Follows symbolic links to their end, which need not be there.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    /// As many links in a row as Linux follows (path_resolution(7)).
    const LINKS: usize = 40;
    let mut target = path.to_owned();
    for _ in 0..LINKS {
        match fs::read_link(&target) {
            Ok(next) => target = folder(&target).join(next),
            Err(_) => return Ok(target),
        }
    }
    Err(io::Error::other("it is a symbolic link that leads back to itself"))
}

fn old_permissions(target: &Path) -> io::Result<Option<Permissions>> {
    match fs::metadata(target) {
        Ok(old) if old.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        Ok(old) if old.permissions().readonly() => Err(io::Error::other("the file is write-protected")),
        Ok(old) => Ok(Some(old.permissions())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The folder that a file is in.
pub(super) fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Makes the new name in a folder outlive a loss of power. Only Unix can, and needs to.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}
