//! Making a pack.

use super::limits::{Limits, Name};
use super::seal::{Passphrase, seal};
use super::{Confidential, Listed, MANIFEST, Manifest, PackError, VERSION, Watch};
use crate::model::Person;
use crate::store::kept;
use crate::store::save::{folder, sync_folder};
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::NamedTempFile;
use zip::result::ZipError;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

/// All that goes into a pack.
#[derive(Debug)]
pub struct Contents {
    /// NAME of the project in it, see [`super::limits::plain_name`].
    pub name: String,
    /// What the story is called.
    pub title: String,
    /// When the pack is made.
    pub made: DateTime<Utc>,
    /// Who makes it.
    pub by: Person,
    /// Whether it tells what confidential sources told.
    pub confidential: Confidential,
    /// The project file.
    pub project: Vec<u8>,
    /// The files kept with it, each once.
    pub kept: Vec<KeptFile>,
}

/// A file kept with the project.
#[derive(Clone, Debug)]
pub struct KeptFile {
    /// Its SHA-256.
    pub sha256: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// What it is: `original` or `kept copy`.
    pub what: &'static str,
    /// Where its bytes are.
    pub origin: Origin,
}

/// Where the bytes of a file are.
#[derive(Clone, Debug)]
pub enum Origin {
    /// In memory.
    Bytes(Arc<[u8]>),
    /// On the disk.
    File(PathBuf),
}

/// A pack that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    /// How many files are in it, the manifest left out.
    pub files: usize,
    /// How long it is, in bytes.
    pub bytes: u64,
}

/// Writes a pack: into a temporary file in the same folder, onto the disk, and only then under its name. The same
/// contents make the same bytes, unless it is encrypted. No file is held in memory whole but the project.
///
/// Kept files are stored, not deflated: most are packed already, and no limit of [`super::unpack`] can forbid them.
///
/// # Errors
/// When something cannot be read or written, is more than a pack may hold, or `watch` stops it; also when a file of
/// this name is there and is not to be replaced. Nothing is left behind then.
pub fn write(
    path: &Path,
    mut contents: Contents,
    passphrase: Option<&Passphrase>,
    replace: bool,
    watch: &Watch,
) -> Result<Packed, PackError> {
    let unwritable = |error| PackError::Unwritable(path.to_owned(), error);
    if path.is_dir() {
        return Err(unwritable(io::ErrorKind::IsADirectory.into()));
    }
    if !replace && path.symlink_metadata().is_ok() {
        return Err(PackError::Present(path.to_owned()));
    }
    contents.kept.sort_by(|one, other| one.sha256.cmp(&other.sha256));
    check_limits(&contents, &Limits::STANDARD)?;
    let file = tempfile::Builder::new().prefix(".tickmark-").tempfile_in(folder(path)).map_err(unwritable)?;
    match passphrase {
        None => fill(BufWriter::new(file.as_file()), &contents, path, watch)?.flush().map_err(unwritable)?,
        Some(passphrase) => {
            (watch.say)("preparing the encryption");
            let sealed = seal(BufWriter::new(file.as_file()), passphrase).map_err(unwritable)?;
            let sealed = fill(sealed, &contents, path, watch)?;
            sealed.finish().and_then(|mut out| out.flush()).map_err(unwritable)?;
        }
    }
    watch.check()?;
    let bytes = file.as_file().metadata().map_err(unwritable)?.len();
    put_in_place(file, path, replace)?;
    Ok(Packed { files: contents.kept.len() + 1, bytes })
}

fn put_in_place(file: NamedTempFile, path: &Path, replace: bool) -> Result<(), PackError> {
    let unwritable = |error| PackError::Unwritable(path.to_owned(), error);
    file.as_file().sync_all().map_err(unwritable)?;
    let put = if replace { file.persist(path) } else { file.persist_noclobber(path) };
    put.map_err(|error| match error.error.kind() {
        io::ErrorKind::AlreadyExists => PackError::Present(path.to_owned()),
        _ => unwritable(error.error),
    })?;
    sync_folder(folder(path)).map_err(unwritable)
}

/// What [`super::unpack`] would refuse is not made.
fn check_limits(contents: &Contents, limits: &Limits) -> Result<(), PackError> {
    let total: u64 = contents.kept.iter().map(|file| file.bytes).fold(0, u64::saturating_add);
    let entries = contents.kept.len() as u64 + 2;
    let what = if Name::of(&format!("{}.tickmark", contents.name)).is_none() {
        "would have a project whose name cannot be a file’s everywhere".to_owned()
    } else if contents.project.len() as u64 > limits.project {
        format!("would hold a project of more than {} MiB", limits.project >> 20)
    } else if entries > limits.entries {
        format!("would hold more than {} files", limits.entries)
    } else if total.saturating_add(limits.project + limits.manifest) > limits.total {
        format!("would hold more than {} GiB", limits.total >> 30)
    } else {
        return Ok(());
    };
    Err(PackError::Refused(what))
}

fn manifest(contents: &Contents) -> Manifest {
    let project = Listed {
        name: format!("{}.tickmark", contents.name),
        sha256: kept::hash(&contents.project),
        bytes: contents.project.len() as u64,
        what: "project".to_owned(),
    };
    let listed = |file: &KeptFile| Listed {
        name: format!("{}.evidence/{}", contents.name, file.sha256),
        sha256: file.sha256.clone(),
        bytes: file.bytes,
        what: file.what.to_owned(),
    };
    Manifest {
        version: VERSION,
        title: contents.title.clone(),
        made: contents.made,
        by: contents.by.clone(),
        confidential: contents.confidential,
        files: std::iter::once(project).chain(contents.kept.iter().map(listed)).collect(),
    }
}

/// Writes the archive and returns what it was written to, which still may hold some of it.
fn fill<W: Write>(out: W, contents: &Contents, path: &Path, watch: &Watch) -> Result<W, PackError> {
    let unwritable = |error: ZipError| PackError::Unwritable(path.to_owned(), io::Error::from(error));
    let manifest = manifest(contents);
    let mut archive = ZipWriter::new_stream(out);
    let deflated = options().compression_method(CompressionMethod::Deflated);
    let mut head = serde_json::to_vec_pretty(&manifest).map_err(|error| unwritable(io::Error::from(error).into()))?;
    head.push(b'\n');
    for (name, bytes) in [(MANIFEST, &head), (&manifest.files[0].name, &contents.project)] {
        archive.start_file(name, deflated).map_err(unwritable)?;
        archive.write_all(bytes).map_err(|error| unwritable(error.into()))?;
    }
    for (place, file) in contents.kept.iter().enumerate() {
        (watch.say)(&format!("{} of {} files", place + 1, contents.kept.len()));
        // From 2 GiB on, with some room, sizes are written in 64 bits.
        let stored = options().compression_method(CompressionMethod::Stored).large_file(file.bytes >> 31 > 0);
        archive.start_file(format!("{}.evidence/{}", contents.name, file.sha256), stored).map_err(unwritable)?;
        copy(file, &mut archive, path, watch)?;
    }
    archive.finish().map(StreamWriter::into_inner).map_err(unwritable)
}

/// The same time for every entry, so that the same contents make the same archive; for the owner's eyes only.
fn options() -> SimpleFileOptions {
    SimpleFileOptions::default().last_modified_time(zip::DateTime::default()).unix_permissions(0o600)
}

/// Copies a file in pieces, and fails when it is not what its name says.
fn copy(file: &KeptFile, out: &mut impl Write, path: &Path, watch: &Watch) -> Result<(), PackError> {
    let named = match &file.origin {
        Origin::File(place) => place.clone(),
        Origin::Bytes(_) => PathBuf::from(&file.sha256),
    };
    let changed = || PackError::Changed(named.clone());
    let mut source: Box<dyn Read> = match &file.origin {
        Origin::Bytes(bytes) => Box::new(&**bytes),
        Origin::File(place) => Box::new(BufReader::new(File::open(place).map_err(|_| changed())?)),
    };
    let (mut hasher, mut length) = (Sha256::new(), 0);
    let mut buffer = vec![0; 1 << 16];
    loop {
        watch.check()?;
        let count = match source.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(_) => return Err(changed()),
        };
        hasher.update(&buffer[..count]);
        length += count as u64;
        out.write_all(&buffer[..count]).map_err(|error| PackError::Unwritable(path.to_owned(), error))?;
    }
    if length == file.bytes && kept::hex(hasher) == file.sha256 { Ok(()) } else { Err(changed()) }
}
