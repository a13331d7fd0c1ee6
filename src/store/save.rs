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

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_new_file_is_its_owners_and_an_old_one_keeps_its_permissions() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        write_file(&path, b"one").unwrap();
        assert_eq!((fs::read(&path).unwrap(), mode(&path)), (b"one".to_vec(), 0o600));
        fs::set_permissions(&path, Permissions::from_mode(0o664)).unwrap();
        write_file(&path, b"two").unwrap();
        assert_eq!((fs::read(&path).unwrap(), mode(&path)), (b"two".to_vec(), 0o664));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left behind");
    }

    #[test]
    fn a_symbolic_link_stays_and_its_target_is_written() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("real")).unwrap();
        for link in ["link", "second"] {
            let target = if link == "link" { "real/file" } else { "link" };
            symlink(target, folder.path().join(link)).unwrap();
            write_file(&folder.path().join(link), link.as_bytes()).unwrap();
            assert!(fs::symlink_metadata(folder.path().join(link)).unwrap().is_symlink());
            assert_eq!(fs::read(folder.path().join("real/file")).unwrap(), link.as_bytes());
        }
    }

    #[test]
    fn a_failure_says_why_and_leaves_the_old_file() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("protected"), "old").unwrap();
        fs::set_permissions(at("protected"), Permissions::from_mode(0o444)).unwrap();
        fs::create_dir(at("folder")).unwrap();
        symlink("circle", at("circle")).unwrap();
        let table = [
            ("protected", "the file is write-protected"),
            ("folder", "it is a folder"),
            ("gone/file", "/gone” is not there"),
            ("protected/file", "part of its path is a file"),
            ("circle", "a symbolic link that leads back to itself"),
            (&"n".repeat(300), "its name is too long"),
        ];
        for (name, expected) in table {
            let said = write_file(&at(name), b"new").unwrap_err();
            assert!(said.to_string().contains(expected), "{said}");
            assert!(said.hint().contains("the file on disk is as it was"));
        }
        assert_eq!(fs::read(at("protected")).unwrap(), b"old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3, "nothing is left behind");
    }
}
