//! One change of a project file at a time, whichever program makes it.

use std::fs::{File, TryLockError};
use std::io::{self, Read};
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
    _file: Option<File>,
}

impl Lock {
    /// Waits for a hold on the file at this path.
    ///
    /// A save puts a new file in the old one's place, so a hold counts only when the file that is held is still the
    /// one at the path. Where a file system knows no locks, or keeps everybody else from reading what is locked, the
    /// hold is had without one; that nothing unseen is overwritten does not rest on it.
    ///
    /// # Errors
    /// When the file cannot be opened, or another program holds it for more than 20 seconds.
    pub fn hold(path: &Path) -> Result<Self, LockError> {
        Self::hold_unless(path, bars_readers)
    }

    fn hold_unless(path: &Path, is_barred: impl Fn(&Path) -> bool) -> Result<Self, LockError> {
        let unreadable = |error| LockError::Unreadable(path.to_owned(), error);
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            let file = open(path).map_err(unreadable)?;
            match file.try_lock() {
                Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
                Err(TryLockError::Error(_)) => return Ok(Self { _file: None }),
                Ok(()) if !is_still_at(&file, path).map_err(unreadable)? => {}
                Ok(()) if is_barred(path) => return Ok(Self { _file: None }),
                Ok(()) => return Ok(Self { _file: Some(file) }),
            }
        }
        Err(LockError::Busy(path.to_owned()))
    }
}

/// Opens a file to lock it. NFS locks for one alone only what is open for writing (flock(2)). A pipe would keep whoever
/// opens it waiting.
fn open(path: &Path) -> io::Result<File> {
    let there = path.metadata()?;
    if !there.is_file() && !there.is_dir() {
        return Err(io::Error::other("it is not a file"));
    }
    File::options().read(true).write(true).open(path).or_else(|_| File::open(path))
}

/// True when a file that is locked cannot be read by another handle, as on SMB shares (flock(2)) and on Windows.
fn bars_readers(path: &Path) -> bool {
    File::open(path).and_then(|mut file| file.read(&mut [0])).is_err()
}

/// Holds a new file that is about to get its name, so that who waits for a hold does not get it before it was read
/// back. Where that would bar the reading itself, it is not held.
pub(super) fn hold_new(file: &File, path: &Path) {
    if file.try_lock().is_ok() && bars_readers(path) {
        drop(file.unlock());
    }
}

/// True when the open file is the one at the path, and no other took its place.
#[cfg(unix)]
pub(super) fn is_still_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let (held, there) = (file.metadata()?, std::fs::metadata(path)?);
    Ok((held.dev(), held.ino()) == (there.dev(), there.ino()))
}

/// A file that is open keeps its place here.
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
    fn where_a_lock_bars_readers_the_hold_is_had_without_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        write_file(&path, b"old").unwrap();
        let held = Lock::hold_unless(&path, |_| true).unwrap();
        assert!(File::open(&path).unwrap().try_lock().is_ok(), "nobody is kept from it");
        drop(held);
        let held = Lock::hold(&path).unwrap();
        assert!(File::open(&path).unwrap().try_lock().is_err(), "here a lock bars nobody from reading");
        drop(held);
    }

    #[test]
    #[cfg(unix)]
    fn what_is_locked_is_open_for_writing_where_it_may_be() {
        use std::io::Write;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        write_file(&path, b"old").unwrap();
        // On a file that is open for reading alone, even nothing cannot be written (write(2), EBADF).
        assert!(open(&path).unwrap().write(b"").is_ok());
        assert!(File::open(&path).unwrap().write(b"").is_err());
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
