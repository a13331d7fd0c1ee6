//! Files kept with a project: each under its SHA-256 in the folder `NAME.evidence` beside `NAME.tickmark`.
//!
//! The name is the digest alone, 64 hexadecimal digits; what the file was called stands in the project. So a file
//! that two sources share is there once, and whether a copy is right can be told from its name.

use super::save::{folder as folder_of, resolve, sync_folder};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// A file that could not be kept or read back.
#[derive(Debug, Error)]
pub enum KeptError {
    /// It could not be read.
    #[error("“{}” could not be read: {}", .0.display(), super::why(.1))]
    Unreadable(PathBuf, io::Error),
    /// The copy could not be written.
    #[error("a copy could not be kept in “{}”: {}", .0.display(), reason(.0, .1))]
    Unwritable(PathBuf, io::Error),
    /// The bytes are not the ones the name stands for.
    #[error("“{}” is not the file that was kept: its contents have changed", .0.display())]
    Changed(PathBuf),
}

fn reason(folder: &Path, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => format!("the folder “{}” is not there", folder_of(folder).display()),
        _ => super::why(error),
    }
}

impl KeptError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Unreadable(..) => "check the name of the file and whether it can be opened",
            Self::Unwritable(..) => "nothing else was changed; free some space, or save the project in another place",
            Self::Changed(_) => "add the file again, as it is now",
        }
    }
}

/// The folder in which the files of this project are kept: beside the file itself, so that whoever opens it by way of
/// a symbolic link finds the same files as everybody else.
pub fn folder(project: &Path) -> PathBuf {
    let project = resolve(project).unwrap_or_else(|_| project.to_owned());
    let name = project.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.strip_suffix(".tickmark").filter(|stem| !stem.is_empty()).unwrap_or(&name);
    project.with_file_name(format!("{stem}.evidence"))
}

/// SHA-256 of bytes, 64 hexadecimal digits.
pub fn hash(bytes: &[u8]) -> String {
    hex(Sha256::new_with_prefix(bytes))
}

/// SHA-256 and length of a file, which is read once and never held in memory.
///
/// # Errors
/// When it cannot be read.
pub fn hash_file(path: &Path) -> Result<(String, u64), KeptError> {
    let unreadable = |error| KeptError::Unreadable(path.to_owned(), error);
    let file = File::open(path).map_err(unreadable)?;
    let mut hasher = Sha256::new();
    let length = pour(&mut BufReader::new(file), |chunk| {
        hasher.update(chunk);
        Ok(())
    });
    Ok((hex(hasher), length.map_err(unreadable)?))
}

/// Keeps these bytes in the folder, and returns their SHA-256. A right copy that is there already stays untouched.
///
/// # Errors
/// When they cannot be written.
pub fn put(folder: &Path, bytes: &[u8]) -> Result<String, KeptError> {
    let digest = hash(bytes);
    if !has(folder, &digest) {
        write_copy(folder, &digest, |copy| copy.write_all(bytes))?;
    }
    Ok(digest)
}

/// Keeps a copy of a file that is known to have this SHA-256. A right copy that is there already stays untouched.
///
/// # Errors
/// When it cannot be read or written, or has other contents by now; nothing is kept then.
pub fn put_file(folder: &Path, file: &Path, digest: &str) -> Result<(), KeptError> {
    if has(folder, digest) {
        return Ok(());
    }
    let unreadable = |error| KeptError::Unreadable(file.to_owned(), error);
    let mut source = BufReader::new(File::open(file).map_err(unreadable)?);
    write_copy(folder, digest, |copy| pour(&mut source, |chunk| copy.write_all(chunk)).map(drop)).map_err(|error| {
        match error {
            KeptError::Changed(_) => KeptError::Changed(file.to_owned()),
            other => other,
        }
    })
}

/// True when the folder has a right copy of the file with this SHA-256.
pub fn has(folder: &Path, digest: &str) -> bool {
    is_digest(digest) && hash_file(&folder.join(digest)).is_ok_and(|(found, _)| found == digest)
}

/// The file with this SHA-256.
///
/// # Errors
/// When it is not there, or is no longer what its name says.
pub fn get(folder: &Path, digest: &str) -> Result<Vec<u8>, KeptError> {
    let path = folder.join(digest);
    if !is_digest(digest) {
        return Err(KeptError::Unreadable(path, io::ErrorKind::NotFound.into()));
    }
    let bytes = super::read_file(&path).map_err(|error| KeptError::Unreadable(path.clone(), error))?;
    if hash(&bytes) == digest { Ok(bytes) } else { Err(KeptError::Changed(path)) }
}

/// True for 64 small hexadecimal digits: nothing else may name a file here, whatever a project file says.
pub fn is_digest(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Writes a copy under a temporary name, reads it back, and gives it its name when its contents are right.
fn write_copy(
    folder: &Path,
    digest: &str,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), KeptError> {
    let unwritable = |error| KeptError::Unwritable(folder.to_owned(), error);
    make_folder(folder).map_err(unwritable)?;
    let mut copy = super::temporary::temporary(folder).map_err(unwritable)?;
    fill(copy.as_file_mut()).and_then(|()| copy.as_file().sync_all()).map_err(unwritable)?;
    let (written, _) = hash_file(copy.path())?;
    let path = folder.join(digest);
    if written != digest {
        return Err(KeptError::Changed(path));
    }
    copy.persist(&path).map_err(|error| unwritable(error.error))?;
    sync_folder(folder).map_err(unwritable)
}

/// Makes the folder, for its owner's eyes only, until [`share`] sees that the project has more readers.
fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    sync_folder(folder_of(folder))
}

/// Lets those use the kept files who may use the project: a colleague who can save it must be able to keep a file with
/// it. Access is given and never taken; what another account made stays as that account left it.
#[cfg(unix)]
pub fn share(project: &Path) {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
    let (folder, project) = (folder(project), fs::metadata(project));
    let Ok(project) = project else { return };
    let (access, group) = (project.mode() & 0o066, project.gid());
    if access == 0 {
        return;
    }
    let give = |path: &Path, more: u32| {
        let Ok(old) = fs::symlink_metadata(path) else { return };
        if old.is_symlink() || old.mode() & more == more {
            return;
        }
        // Only the owner may; whoever is not has nothing to give.
        if old.gid() == group || chown(path, None, Some(group)).is_ok() {
            drop(fs::set_permissions(path, fs::Permissions::from_mode(old.mode() | more)));
        }
    };
    // Whoever may read a folder must be able to enter it, too.
    give(&folder, access | (access & 0o044) >> 2);
    for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
        if entry.file_name().to_str().is_some_and(is_digest) {
            give(&entry.path(), access & 0o044);
        }
    }
}

/// Permissions of files are the system's own here, and folders hand theirs down.
#[cfg(not(unix))]
pub fn share(_project: &Path) {}

/// Reads to the end in pieces, and returns how many bytes there were.
fn pour(source: &mut dyn Read, mut sink: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<u64> {
    let (mut buffer, mut length) = (vec![0; 1 << 16], 0);
    loop {
        match source.read(&mut buffer) {
            Ok(0) => return Ok(length),
            Ok(count) => {
                sink(&buffer[..count])?;
                length += count as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

pub(super) fn hex(hasher: Sha256) -> String {
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_kept_once_under_its_digest_and_mended_when_wrong() {
        let place = tempfile::tempdir().unwrap();
        let folder = folder(&place.path().join("story.tickmark"));
        assert_eq!(folder.file_name().unwrap(), "story.evidence");
        // The digest of "abc" is the example of FIPS 180-2, appendix B.1.
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(put(&folder, b"abc").unwrap(), abc);
        assert_eq!(get(&folder, abc).unwrap(), b"abc");
        let before = fs::metadata(folder.join(abc)).unwrap().modified().unwrap();
        put(&folder, b"abc").unwrap();
        assert_eq!(fs::metadata(folder.join(abc)).unwrap().modified().unwrap(), before, "a right copy is left alone");
        fs::write(folder.join(abc), "abd").unwrap();
        assert!(matches!(get(&folder, abc), Err(KeptError::Changed(_))));
        put(&folder, b"abc").unwrap();
        assert_eq!(get(&folder, abc).unwrap(), b"abc");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing is left behind");
    }

    #[test]
    #[cfg(unix)]
    fn files_lie_beside_the_project_and_not_beside_a_link_to_it() {
        let place = tempfile::tempdir().unwrap();
        let at = |name: &str| place.path().join(name);
        fs::create_dir(at("share")).unwrap();
        fs::create_dir(at("desk")).unwrap();
        std::os::unix::fs::symlink("../share/talks.tickmark", at("desk/mine.tickmark")).unwrap();
        for there in [false, true] {
            assert_eq!(folder(&at("desk/mine.tickmark")), at("desk/../share/talks.evidence"), "{there}");
            fs::write(at("share/talks.tickmark"), "").unwrap();
        }
    }

    #[test]
    #[cfg(unix)]
    fn who_may_use_the_project_may_use_its_files() {
        use std::os::unix::fs::PermissionsExt;
        let place = tempfile::tempdir().unwrap();
        let project = place.path().join("talks.tickmark");
        let folder = folder(&project);
        fs::write(&project, "").unwrap();
        let digest = put(&folder, b"abc").unwrap();
        let chmod = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        for (of_project, of_folder, of_file) in [
            (0o600, 0o700, 0o600),
            (0o640, 0o750, 0o640),
            (0o660, 0o770, 0o640),
            (0o664, 0o775, 0o644),
            (0o600, 0o775, 0o644),
        ] {
            chmod(&project, of_project);
            share(&project);
            let found = [mode(&folder), mode(&folder.join(&digest))];
            assert_eq!(found, [of_folder, of_file], "{of_project:o}: access is given, never taken");
        }
    }

    #[test]
    fn a_folder_that_is_gone_is_named() {
        let place = tempfile::tempdir().unwrap();
        let said = put(&place.path().join("gone/talks.evidence"), b"abc").unwrap_err().to_string();
        assert!(said.ends_with("/gone” is not there"), "{said}");
    }

    #[test]
    fn a_large_file_is_copied_and_only_when_it_is_still_the_same() {
        let place = tempfile::tempdir().unwrap();
        let (folder, file) = (place.path().join("kept"), place.path().join("scan"));
        fs::write(&file, vec![7; 300_000]).unwrap();
        let (digest, length) = hash_file(&file).unwrap();
        assert_eq!(length, 300_000);
        put_file(&folder, &file, &digest).unwrap();
        assert!(has(&folder, &digest));
        fs::write(&file, "other").unwrap();
        let error = put_file(&folder, &file, &hash(b"another")).unwrap_err();
        assert!(matches!(&error, KeptError::Changed(path) if *path == file), "{error}");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    }

    #[test]
    fn only_a_digest_names_a_file() {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("secret"), "s").unwrap();
        for name in ["secret", "../secret", "", "/etc/hostname", &"A".repeat(64), &"../a".repeat(16)] {
            assert!(get(&place.path().join("kept"), name).is_err(), "{name}");
            assert!(!is_digest(name), "{name}");
        }
    }
}
