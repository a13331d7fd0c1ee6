//! Taking a pack apart, which may come from anybody.
//!
//! First the directory is checked, then the manifest; then everything is unpacked into a fresh folder inside the chosen
//! one and compared with the manifest, and the project is read; and only then are the files moved into place.

use super::directory::{self, Member, shown};
use super::limits::{Limits, Name};
use super::seal::{self, Passphrase};
use super::{Kind, Listed, MANIFEST, Manifest, PackError, VERSION, Watch};
use crate::store::save::sync_folder;
use crate::store::{format, kept, read_file, state};
use flate2::read::DeflateDecoder;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use tempfile::{TempDir, TempPath};

/// A pack that was taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Unpacked {
    /// The project file.
    pub project: PathBuf,
    /// What the pack said of itself.
    pub manifest: Manifest,
}

/// What a file may be, by how it begins; none when it is no pack.
///
/// # Errors
/// When it cannot be read.
pub fn kind(path: &Path) -> io::Result<Option<Kind>> {
    let mut start = Vec::new();
    File::open(path)?.take(64).read_to_end(&mut start)?;
    Ok(if start.starts_with(b"age-encryption.org/v1\n") {
        Some(Kind::Encrypted)
    } else if !start.starts_with(b"PK\x03\x04") {
        None
    } else if start.get(30..).is_some_and(|name| name.starts_with(MANIFEST.as_bytes())) {
        Some(Kind::Plain)
    } else {
        Some(Kind::Zip)
    })
}

/// Takes a pack apart. The folder is made when it is not there, in a folder that is. Files that are there already are
/// never replaced, and nothing is ever written outside the folder.
///
/// # Errors
/// When it is no pack, is damaged, holds what [`Limits`] forbid, is encrypted with another passphrase, or cannot be
/// written; also when `watch` stops it. Nothing is left behind then.
pub fn unpack(
    pack: &Path,
    folder: &Path,
    passphrase: Option<&Passphrase>,
    limits: &Limits,
    watch: &Watch,
) -> Result<Unpacked, PackError> {
    let kind = kind(pack).map_err(PackError::Unreadable)?.ok_or(PackError::NotAPack)?;
    let file = File::open(pack).map_err(PackError::Unreadable)?;
    match (kind, passphrase) {
        (Kind::Plain | Kind::Zip, _) => take_apart(file, folder, limits, watch),
        (Kind::Encrypted, None) => Err(PackError::NeedsPassphrase),
        (Kind::Encrypted, Some(passphrase)) => {
            (watch.say)("trying the passphrase");
            take_apart(seal::open(file, passphrase)?, folder, limits, watch)
        }
    }
}

fn take_apart<F: Read + Seek>(
    mut file: F,
    folder: &Path,
    limits: &Limits,
    watch: &Watch,
) -> Result<Unpacked, PackError> {
    let members = directory::read(&mut file, limits)?;
    let manifest = read_manifest(&mut file, &members, watch)?;
    let listed = check_manifest(&manifest, &members)?;
    // An empty path is the folder one is in.
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let made = make_folder(folder)?;
    let unpacked = extract(&mut file, &members, &listed, folder, watch).and_then(|temporary| {
        check_project(&temporary, &members)?;
        move_in(temporary, &members, folder)
    });
    if unpacked.is_err() && made {
        // It was made here and nothing was put into it; somebody else’s file in it would keep it.
        drop(fs::remove_dir(folder));
    }
    Ok(Unpacked { project: unpacked?, manifest })
}

/// The bytes of an entry, in pieces, no more of them than its directory declares; returns their SHA-256.
fn pour(
    file: &mut (impl Read + Seek),
    member: &Member,
    watch: &Watch,
    mut sink: impl FnMut(&[u8]) -> Result<(), PackError>,
) -> Result<String, PackError> {
    file.seek(SeekFrom::Start(member.start))?;
    let packed = file.take(member.packed);
    let mut bytes: Box<dyn Read> =
        if member.deflated { Box::new(DeflateDecoder::new(packed)) } else { Box::new(packed) };
    let (mut hasher, mut length) = (Sha256::new(), 0);
    let mut buffer = vec![0; 1 << 16];
    loop {
        watch.check()?;
        let count = match bytes.read(&mut buffer) {
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error.into()),
        };
        length += count as u64;
        if length > member.size || count == 0 && length < member.size {
            return Err(PackError::damaged(format!("{} is not as long as it says", shown(&member.name))));
        }
        if count == 0 {
            return Ok(kept::hex(hasher));
        }
        hasher.update(&buffer[..count]);
        sink(&buffer[..count])?;
    }
}

fn read_manifest(file: &mut (impl Read + Seek), members: &[Member], watch: &Watch) -> Result<Manifest, PackError> {
    #[derive(Deserialize)]
    struct Peek {
        #[serde(rename = "tickmark-pack")]
        version: u32,
    }
    let member = members.iter().find(|member| member.name == MANIFEST).ok_or(PackError::NotAPack)?;
    let mut bytes = Vec::new();
    pour(file, member, watch, |piece| {
        bytes.extend_from_slice(piece);
        Ok(())
    })?;
    match serde_json::from_slice(&bytes) {
        Ok(Peek { version }) if version > VERSION => return Err(PackError::TooNew(version)),
        Ok(_) => {}
        Err(_) => return Err(PackError::NotAPack),
    }
    serde_json::from_slice(&bytes).map_err(|error| PackError::damaged(format!("its manifest cannot be read: {error}")))
}

/// Everything that is there is listed, and everything that is listed is there. Returns what is listed, by name.
fn check_manifest<'a>(manifest: &'a Manifest, members: &[Member]) -> Result<HashMap<&'a str, &'a Listed>, PackError> {
    let mut listed: HashMap<&str, &Listed> = HashMap::new();
    for file in &manifest.files {
        if listed.insert(&file.name, file).is_some() {
            return Err(PackError::damaged(format!("its manifest lists {} twice", shown(&file.name))));
        }
    }
    for member in members.iter().filter(|member| member.name != MANIFEST) {
        let name = shown(&member.name);
        let Some(file) = listed.get(&*member.name) else {
            return Err(PackError::refused(format!("holds {name}, which its manifest does not list")));
        };
        let named_so = match Name::of(&member.name) {
            Some(Name::Kept(_, digest)) => digest == file.sha256,
            _ => true,
        };
        if file.bytes != member.size || !named_so {
            return Err(PackError::damaged(format!("{name} is not the file that its manifest lists")));
        }
    }
    let there: HashSet<&str> = members.iter().map(|member| &*member.name).filter(|name| *name != MANIFEST).collect();
    match manifest.files.iter().find(|file| !there.contains(&*file.name)) {
        Some(file) => Err(PackError::damaged(format!("{} is listed and not there", shown(&file.name)))),
        None => Ok(listed),
    }
}

/// Makes the folder when it is not there. True when it was made.
fn make_folder(folder: &Path) -> Result<bool, PackError> {
    let unwritable = |error| PackError::Unwritable(folder.to_owned(), error);
    match fs::metadata(folder) {
        Ok(there) if there.is_dir() => Ok(false),
        Ok(_) => Err(unwritable(io::Error::other("it is a file, not a folder"))),
        Err(_) => fs::create_dir(folder).map(|()| true).map_err(unwritable),
    }
}

/// Where the project and the folder of its files go; neither may be there.
fn targets(members: &[Member], folder: &Path) -> Result<(PathBuf, PathBuf), PackError> {
    let project = folder.join(project_name(members)?);
    let evidence = kept::folder(&project);
    let there = |path: &Path| path.symlink_metadata().is_ok();
    match (there(&project), there(&evidence)) {
        (true, _) => Err(PackError::Present(project)),
        (false, true) => Err(PackError::Present(evidence)),
        (false, false) => Ok((project, evidence)),
    }
}

/// Unpacks everything into a fresh folder inside the chosen one, which goes away when it is let go of.
fn extract(
    file: &mut (impl Read + Seek),
    members: &[Member],
    listed: &HashMap<&str, &Listed>,
    folder: &Path,
    watch: &Watch,
) -> Result<TempDir, PackError> {
    let (_, evidence) = targets(members, folder)?;
    let unwritable = |error| PackError::Unwritable(folder.to_owned(), error);
    let temporary = fresh_folder(folder).map_err(unwritable)?;
    if members.iter().any(|member| matches!(Name::of(&member.name), Some(Name::Kept(..)))) {
        state::make_private(&temporary.path().join(evidence.file_name().unwrap_or_default())).map_err(unwritable)?;
    }
    let files: Vec<(&Member, &Listed)> =
        members.iter().filter_map(|member| Some((member, *listed.get(&*member.name)?))).collect();
    for (place, (member, listed)) in files.iter().enumerate() {
        (watch.say)(&format!("{} of {} files", place + 1, files.len()));
        let target = temporary.path().join(&member.name);
        let unwritable = |error| PackError::Unwritable(folder.join(&member.name), error);
        let mut out = new_file(&target).map_err(unwritable)?;
        let digest = pour(file, member, watch, |piece| out.write_all(piece).map_err(unwritable))?;
        if digest != listed.sha256 {
            let name = shown(&member.name);
            return Err(PackError::damaged(format!("{name} is not the file that its manifest lists")));
        }
        out.sync_all().map_err(unwritable)?;
    }
    Ok(temporary)
}

fn fresh_folder(inside: &Path) -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".tickmark-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    builder.tempdir_in(inside)
}

/// A new file for its owner's eyes only.
fn new_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// The project must be one that can be opened.
fn check_project(temporary: &TempDir, members: &[Member]) -> Result<(), PackError> {
    let path = temporary.path().join(project_name(members)?);
    let bytes = read_file(&path).map_err(|error| PackError::Unwritable(path, error))?;
    format::parse(&bytes).map(drop).map_err(PackError::Project)
}

fn project_name(members: &[Member]) -> Result<&str, PackError> {
    let project = members.iter().find(|member| matches!(Name::of(&member.name), Some(Name::Project(_))));
    Ok(&project.ok_or(PackError::NotAPack)?.name)
}

/// Moves the folder of kept files into place, then the project, and syncs. What is there by now is not replaced.
fn move_in(temporary: TempDir, members: &[Member], folder: &Path) -> Result<PathBuf, PackError> {
    let (project, evidence) = targets(members, folder)?;
    let unwritable = |path: &Path, error| PackError::Unwritable(path.to_owned(), error);
    let within = |path: &Path| temporary.path().join(path.file_name().unwrap_or_default());
    let has_kept = within(&evidence).is_dir();
    if has_kept {
        sync_folder(&within(&evidence)).map_err(|error| unwritable(&evidence, error))?;
        fs::rename(within(&evidence), &evidence).map_err(|error| unwritable(&evidence, error))?;
    }
    let file = TempPath::try_from_path(within(&project)).map_err(|error| unwritable(&project, error))?;
    if let Err(error) = file.persist_noclobber(&project) {
        if has_kept {
            // Back into the folder that goes away.
            drop(fs::rename(&evidence, within(&evidence)));
        }
        return Err(match error.error.kind() {
            io::ErrorKind::AlreadyExists => PackError::Present(project),
            _ => unwritable(&project, error.error),
        });
    }
    sync_folder(folder).map_err(|error| unwritable(folder, error))?;
    Ok(project)
}
