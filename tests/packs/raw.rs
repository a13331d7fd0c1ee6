//! Archives made by hand, so that they can lie in every field.

use flate2::Compression;
use flate2::write::DeflateEncoder;
use sha2::{Digest, Sha256};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use tickmark::store::pack::{Limits, PackError, Passphrase, Unpacked, Watch, unpack};

/// An entry, with everything that is written about it.
#[derive(Clone, Debug)]
pub struct Entry {
    pub name: Vec<u8>,
    /// The name in the header before the bytes, when it is another.
    pub local_name: Option<Vec<u8>>,
    pub flags: u16,
    pub method: u16,
    pub packed: Vec<u8>,
    pub packed_size: u32,
    pub size: u32,
    pub attributes: u32,
    pub extra: Vec<u8>,
    /// Where the header is, when it is somewhere else: the place of another entry.
    pub same_place_as: Option<usize>,
}

/// SHA-256 in hexadecimal digits.
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

pub fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

impl Entry {
    pub fn stored(name: &str, bytes: &[u8]) -> Self {
        let size = bytes.len() as u32;
        let name = name.as_bytes().to_vec();
        let (local_name, same_place_as, extra) = (None, None, Vec::new());
        let attributes = 0o100_600 << 16;
        let packed = bytes.to_vec();
        Self {
            name,
            local_name,
            flags: 0,
            method: 0,
            packed,
            packed_size: size,
            size,
            attributes,
            extra,
            same_place_as,
        }
    }

    pub fn deflated(name: &str, bytes: &[u8]) -> Self {
        let packed = deflate(bytes);
        Self { method: 8, packed_size: packed.len() as u32, packed, ..Self::stored(name, bytes) }
    }

    /// The same about bytes that are already deflated.
    pub fn of(name: &str, packed: Vec<u8>, size: u32) -> Self {
        Self { method: 8, packed_size: packed.len() as u32, packed, size, ..Self::stored(name, &[]) }
    }
}

fn header(entry: &Entry, name: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for number in [20, entry.flags, entry.method, 0, 33] {
        bytes.extend(u16::to_le_bytes(number));
    }
    bytes.extend(0_u32.to_le_bytes());
    bytes.extend(entry.packed_size.to_le_bytes());
    bytes.extend(entry.size.to_le_bytes());
    bytes.extend((name.len() as u16).to_le_bytes());
    bytes
}

/// The archive of these entries.
pub fn archive(entries: &[Entry]) -> Vec<u8> {
    let (mut bytes, mut places) = (Vec::new(), Vec::new());
    for entry in entries {
        if let Some(other) = entry.same_place_as {
            places.push(places[other]);
            continue;
        }
        places.push(bytes.len());
        let name = entry.local_name.as_ref().unwrap_or(&entry.name);
        bytes.extend(b"PK\x03\x04");
        bytes.extend(header(entry, name));
        bytes.extend([0, 0]);
        bytes.extend(name);
        bytes.extend(&entry.packed);
    }
    let start = bytes.len();
    for (entry, place) in entries.iter().zip(places) {
        bytes.extend(b"PK\x01\x02\x14\x03");
        bytes.extend(header(entry, &entry.name));
        bytes.extend((entry.extra.len() as u16).to_le_bytes());
        bytes.extend([0; 6]);
        bytes.extend(entry.attributes.to_le_bytes());
        bytes.extend((place as u32).to_le_bytes());
        bytes.extend(&entry.name);
        bytes.extend(&entry.extra);
    }
    let length = bytes.len() - start;
    bytes.extend(end(entries.len() as u16, length as u32, start as u32));
    bytes
}

/// The record at the end.
pub fn end(entries: u16, length: u32, start: u32) -> Vec<u8> {
    let mut bytes = b"PK\x05\x06\0\0\0\0".to_vec();
    bytes.extend(entries.to_le_bytes());
    bytes.extend(entries.to_le_bytes());
    bytes.extend(length.to_le_bytes());
    bytes.extend(start.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

/// A project file with nothing in it.
pub fn project() -> Vec<u8> {
    br#"{"tickmark": {"version": 1, "reader": 1}, "title": "Talks", "drafts": [], "sources": [], "claims": [], "history": []}"#
        .to_vec()
}

/// The manifest that lists these files as they are.
pub fn manifest(files: &[(&str, &[u8])]) -> Vec<u8> {
    let listed = |(name, bytes): &(&str, &[u8])| serde_json::json!({"name": name, "sha256": hash(bytes), "bytes": bytes.len(), "what": "kept copy"});
    let files: Vec<_> = files.iter().map(listed).collect();
    let manifest = serde_json::json!({
        "tickmark-pack": 1, "title": "Talks", "made": "2026-01-02T03:04:05Z", "by": {"initials": "MK"},
        "confidential": "included", "files": files,
    });
    serde_json::to_vec(&manifest).unwrap()
}

/// The name of a kept file with these bytes.
pub fn kept(bytes: &[u8]) -> String {
    format!("talks.evidence/{}", hash(bytes))
}

/// The entries of a good pack with these files kept.
pub fn good(files: &[&[u8]]) -> Vec<Entry> {
    let project = project();
    let names: Vec<String> = files.iter().map(|bytes| kept(bytes)).collect();
    let mut listed: Vec<(&str, &[u8])> = vec![("talks.tickmark", &project)];
    listed.extend(names.iter().map(String::as_str).zip(files.iter().copied()));
    let mut entries = vec![Entry::deflated("manifest.json", &manifest(&listed))];
    entries.extend(listed.iter().map(|(name, bytes)| Entry::deflated(name, bytes)));
    entries
}

/// A place to unpack in, with something beside it that must stay as it is.
pub struct Place {
    outside: TempDir,
}

impl Place {
    pub fn new() -> Self {
        let outside = tempfile::tempdir().unwrap();
        fs::create_dir(outside.path().join("chosen")).unwrap();
        fs::write(outside.path().join("secret"), "as it was").unwrap();
        Self { outside }
    }

    pub fn folder(&self) -> PathBuf {
        self.outside.path().join("chosen")
    }

    pub fn pack(&self) -> PathBuf {
        self.outside.path().join("pack")
    }

    pub fn unpack(&self, bytes: &[u8]) -> Result<Unpacked, PackError> {
        self.unpack_with(bytes, None, &Limits::STANDARD)
    }

    pub fn unpack_with(
        &self,
        bytes: &[u8],
        passphrase: Option<&Passphrase>,
        limits: &Limits,
    ) -> Result<Unpacked, PackError> {
        // A new file each time: some file systems wait for the disk when an old one is written over.
        drop(fs::remove_file(self.pack()));
        fs::write(self.pack(), bytes).unwrap();
        unpack(&self.pack(), &self.folder(), passphrase, limits, &Watch::NOBODY)
    }

    /// What is in the chosen folder, hidden files too.
    pub fn files(&self) -> Vec<String> {
        let mut names = Vec::new();
        list(&self.folder(), &self.folder(), &mut names);
        names.sort();
        names
    }

    /// Nothing was left behind, and nothing beside the folder was touched.
    #[track_caller]
    pub fn is_untouched(&self, about: &str) {
        assert_eq!(self.files(), Vec::<String>::new(), "{about}");
        self.outside_is_untouched(about);
    }

    #[track_caller]
    pub fn outside_is_untouched(&self, about: &str) {
        assert_eq!(fs::read(self.outside.path().join("secret")).unwrap(), b"as it was", "{about}");
        let names = fs::read_dir(self.outside.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<_> = names.filter(|name| name != "pack").collect();
        names.sort();
        assert_eq!(names, ["chosen", "secret"], "{about}");
    }

    /// The pack is refused with this sentence, and leaves nothing behind.
    #[track_caller]
    pub fn refuses(&self, bytes: &[u8], saying: &str) {
        let said = match self.unpack(bytes) {
            Ok(_) => "nothing".to_owned(),
            Err(error) => error.to_string(),
        };
        assert!(said.contains(saying), "said “{said}”, not “{saying}”");
        self.is_untouched(saying);
    }
}

fn list(folder: &Path, root: &Path, names: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        names.push(path.strip_prefix(root).unwrap().display().to_string());
        if path.is_dir() {
            list(&path, root, names);
        }
    }
}
