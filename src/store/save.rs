//! Bytes onto the disk, so that at every moment either the old file or the new one is there, whole.
//!
//! A save is [`Place::look`], [`Place::prepare`], [`Ready::commit`]; [`write_file`] is all of it for a file whose old
//! contents do not matter. The old file is never deleted: a rename puts the new one in its place.

use super::disk::{Disk, RealDisk, Step};
use super::lock::{hold_new, is_still_at};
use super::temporary::temporary;
use std::fs::{self, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;
use thiserror::Error;

/// A file that could not be saved.
#[derive(Debug, Error)]
#[error("“{}” could not be saved: {}", .path.display(), reason(.error, .path, *.step))]
pub struct SaveError {
    /// The file.
    pub path: PathBuf,
    /// What could not be done. Up to [`Step::Rename`], the file is then as it was.
    pub step: Step,
    /// What the system said.
    pub error: io::Error,
}

fn reason(error: &io::Error, path: &Path, step: Step) -> String {
    let folder = || folder(path).display();
    match (step, error.kind()) {
        (_, io::ErrorKind::NotFound) => format!("the folder “{}” is not there", folder()),
        (Step::Create, io::ErrorKind::PermissionDenied) => {
            format!("this account may not write in the folder “{}”", folder())
        }
        (Step::Read | Step::LookAgain, _) => format!("what is there could not be read: {}", super::why(error)),
        (Step::Rename, _) => format!("it could not take the place of the old file: {}", super::why(error)),
        (Step::SyncFolder, _) => format!("the disk did not confirm it: {}", super::why(error)),
        (Step::ReadBack, _) => format!("it could not be read back: {}", super::why(error)),
        (_, io::ErrorKind::PermissionDenied) => "this account may not write there".to_owned(),
        _ => super::why(error),
    }
}

impl SaveError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match (self.step, self.error.kind()) {
            (Step::SyncFolder, _) => "the new file is in its place but may not outlast a loss of power; save again",
            (Step::ReadBack, _) => "the disk may be failing: save in another place at once",
            (_, io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) => {
                "the file on disk is as it was; free some space, or save in another place"
            }
            _ => "the file on disk is as it was; save in another place",
        }
    }
}

/// Writes a file: into a temporary one in the same folder, onto the disk, and only then in place of the old one.
///
/// A symbolic link stays, and the file it leads to is replaced. The old file's permissions stay; a new file can be
/// read by its owner only. A write-protected file is not replaced, nor is what is no file.
///
/// # Errors
/// When any of this fails; the old file is then as it was, unless the error's step is later than [`Step::Rename`].
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    Place::find(&RealDisk, path)?.prepare(&RealDisk, bytes)?.put(&RealDisk).map(drop)
}

/// Writes a file where there is none.
///
/// # Errors
/// When there is one, or it cannot be written; nothing has changed then.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    let place = Place::find(&RealDisk, path)?;
    let temp = place.prepare(&RealDisk, bytes)?.temp;
    let name = || temp.persist_noclobber(&place.target).map(drop).map_err(|error| error.error);
    place.step(Step::Rename, name)?;
    place.step(Step::SyncFolder, || sync_folder(folder(&place.target)))
}

/// Where a file is to be saved, and what is there.
#[derive(Debug)]
pub struct Place {
    path: PathBuf,
    target: PathBuf,
    old: Option<Metadata>,
    /// What the file holds; absent when there is none, or when nobody looked.
    pub contents: Option<Vec<u8>>,
}

/// A new file beside the old one, whole and on the disk.
#[derive(Debug)]
pub struct Ready<'a> {
    place: &'a Place,
    bytes: &'a [u8],
    temp: NamedTempFile,
}

impl Place {
    /// Sees what is there.
    ///
    /// # Errors
    /// When that cannot be seen, or must not be replaced.
    pub fn look(disk: &dyn Disk, path: &Path) -> Result<Self, SaveError> {
        let mut place = Self::find(disk, path)?;
        place.contents = place.step(Step::Read, || disk.before(Step::Read).and_then(|()| contents(&place.target)))?;
        Ok(place)
    }

    fn find(disk: &dyn Disk, path: &Path) -> Result<Self, SaveError> {
        let mut place = Self { path: path.to_owned(), target: path.to_owned(), old: None, contents: None };
        place.target = place.step(Step::Resolve, || disk.before(Step::Resolve).and_then(|()| resolve(path)))?;
        place.old = place.step(Step::Inspect, || disk.before(Step::Inspect).and_then(|()| inspect(&place.target)))?;
        Ok(place)
    }

    /// Writes the new contents beside the old file and onto the disk.
    ///
    /// # Errors
    /// When that fails; nothing has changed then.
    pub fn prepare<'a>(&'a self, disk: &dyn Disk, bytes: &'a [u8]) -> Result<Ready<'a>, SaveError> {
        let before = |step| disk.before(step);
        let mut temp =
            self.step(Step::Create, || before(Step::Create).and_then(|()| temporary(folder(&self.target))))?;
        self.step(Step::Write, || before(Step::Write).and_then(|()| disk.write(temp.as_file_mut(), bytes)))?;
        self.step(Step::SetMode, || before(Step::SetMode).and_then(|()| self.take_over_mode(temp.as_file())))?;
        self.step(Step::Sync, || before(Step::Sync).and_then(|()| temp.as_file().sync_all()))?;
        Ok(Ready { place: self, bytes, temp })
    }

    /// The new file belongs to whom the old one did, where the system lets us, and has its mode.
    fn take_over_mode(&self, file: &File) -> io::Result<()> {
        let Some(old) = &self.old else { return Ok(()) };
        #[cfg(unix)]
        {
            use std::os::unix::fs::{MetadataExt, fchown};
            let new = file.metadata()?;
            if (new.uid(), new.gid()) != (old.uid(), old.gid()) {
                // Colleagues may have their access by the group alone. An account that may not give it has done its best.
                drop(fchown(file, Some(old.uid()), Some(old.gid())).or_else(|_| fchown(file, None, Some(old.gid()))));
            }
        }
        match file.metadata()?.permissions() == old.permissions() {
            true => Ok(()),
            false => file.set_permissions(old.permissions()),
        }
    }

    fn step<T>(&self, step: Step, work: impl FnOnce() -> io::Result<T>) -> Result<T, SaveError> {
        work().map_err(|error| SaveError { path: self.path.clone(), step, error })
    }
}

impl Ready<'_> {
    /// Puts the new file in the place of the old one when that is still what was seen, and returns a hold on it, as
    /// [`super::lock::Lock`] has one. None when something else is there, before or after; it was not overwritten.
    ///
    /// # Errors
    /// When any of it fails, or the new file cannot be read back as it was written.
    pub fn commit(self, disk: &dyn Disk) -> Result<Option<File>, SaveError> {
        let (place, bytes) = (self.place, self.bytes);
        let look = || disk.before(Step::LookAgain).and_then(|()| contents(&place.target));
        if place.step(Step::LookAgain, look)? != place.contents {
            return Ok(None);
        }
        let file = self.put(disk)?;
        let back = || disk.before(Step::ReadBack).and_then(|()| disk.read_back(&place.target));
        match place.step(Step::ReadBack, back)? == bytes {
            true => Ok(Some(file)),
            false if place.step(Step::ReadBack, || is_still_at(&file, &place.target))? => {
                place.step(Step::ReadBack, || Err(io::Error::other("it is not what was written")))
            }
            false => Ok(None),
        }
    }

    fn put(self, disk: &dyn Disk) -> Result<File, SaveError> {
        let Self { place, temp, .. } = self;
        hold_new(temp.as_file(), temp.path());
        let rename = || temp.persist(&place.target).map_err(|error| error.error);
        let file = place.step(Step::Rename, || disk.before(Step::Rename).and_then(|()| rename()))?;
        let sync = || sync_folder(folder(&place.target));
        place.step(Step::SyncFolder, || disk.before(Step::SyncFolder).and_then(|()| sync()))?;
        Ok(file)
    }
}

/// Follows symbolic links to their end, which need not be there.
pub(super) fn resolve(path: &Path) -> io::Result<PathBuf> {
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

fn inspect(target: &Path) -> io::Result<Option<Metadata>> {
    match fs::metadata(target) {
        Ok(old) if old.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        Ok(old) if !old.is_file() => Err(io::Error::other("it is a device or a pipe, not a file")),
        Ok(old) if old.permissions().readonly() => Err(io::Error::other("the file is write-protected")),
        Ok(old) => Ok(Some(old)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn contents(target: &Path) -> io::Result<Option<Vec<u8>>> {
    match super::read_file(target) {
        Ok(bytes) => Ok(Some(bytes)),
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

/// Makes the new name in a folder outlive a loss of power. Only Unix can, and needs to; some network drives cannot.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(not(unix)) {
        return Ok(());
    }
    match File::open(folder)?.sync_all() {
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        done => done,
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::fs::Permissions;
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
