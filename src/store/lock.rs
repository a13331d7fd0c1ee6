//! One change of a project file at a time, whichever program makes it.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use thiserror::Error;

/// How long another program may take before we give up.
const PATIENCE: Duration = Duration::from_secs(20);

/// How long we wait before we look again.
const PAUSE: Duration = Duration::from_millis(10);

/// Why a project file could not be taken hold of.
#[derive(Debug, Error)]
pub enum LockError {
    /// It could not be opened.
    #[error("“{}” could not be opened: {}", .0.display(), super::why(.1))]
    Unreadable(PathBuf, io::Error),
    /// Another program keeps it.
    #[error("another program is changing “{}”", .0.display())]
    Busy(PathBuf),
}

impl LockError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Unreadable(..) => "check the name of the file; `tickmark new ARTICLE` makes a project",
            Self::Busy(_) => "wait until it is done and try again",
        }
    }
}

/// A hold on a project file; ends when it is dropped, or with the program.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Waits for a hold on the file at this path.
    ///
    /// A save puts a new file in the old one's place, so a hold counts only when the file that is held is still the
    /// one at the path. Where a file system knows no locks, the hold is had without one.
    ///
    /// # Errors
    /// When the file cannot be opened, or another program holds it for more than 20 seconds.
    pub fn hold(path: &Path) -> Result<Self, LockError> {
        let unreadable = |error| LockError::Unreadable(path.to_owned(), error);
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            let file = File::open(path).map_err(unreadable)?;
            match file.try_lock() {
                Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
                Err(TryLockError::Error(_)) => return Ok(Self { _file: file }),
                Ok(()) if is_still_at(&file, path).map_err(unreadable)? => return Ok(Self { _file: file }),
                Ok(()) => {}
            }
        }
        Err(LockError::Busy(path.to_owned()))
    }
}

/// True while the file at the path is this one, and no other was put in its place.
#[cfg(unix)]
pub(super) fn is_still_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let (held, there) = (file.metadata()?, std::fs::metadata(path)?);
    Ok((held.dev(), held.ino()) == (there.dev(), there.ino()))
}

/// True while the file at the path is this one, and no other was put in its place.
#[cfg(not(unix))]
pub(super) fn is_still_at(_: &File, _: &Path) -> io::Result<bool> {
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::save::write_file;

    /// Each adds one to the number in the file, by way of a save that replaces the file.
    #[test]
    fn changes_at_the_same_moment_do_not_lose_each_other() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("number");
        write_file(&path, b"0").unwrap();
        let add = || {
            for _ in 0..10 {
                let _lock = Lock::hold(&path).unwrap();
                let number: u32 = std::fs::read_to_string(&path).unwrap().parse().unwrap();
                write_file(&path, (number + 1).to_string().as_bytes()).unwrap();
            }
        };
        std::thread::scope(|scope| (0..4).for_each(|_| drop(scope.spawn(add))));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "40");
    }

    #[test]
    #[cfg(unix)]
    fn a_hold_on_a_file_that_was_replaced_does_not_count() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        write_file(&path, b"old").unwrap();
        let file = File::open(&path).unwrap();
        assert!(is_still_at(&file, &path).unwrap());
        write_file(&path, b"new").unwrap();
        assert!(!is_still_at(&file, &path).unwrap());
    }
}
