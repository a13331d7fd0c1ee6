//! What goes into a pack comes out again, byte for byte.

use crate::raw::{Place, hash, project};
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;
use tickmark::model::Person;
use tickmark::store::pack::{
    Confidential, Contents, KeptFile, Limits, Origin, PackError, Passphrase, Watch, unpack, write,
};

fn kept_file(origin: Origin, bytes: &[u8]) -> KeptFile {
    KeptFile { sha256: hash(bytes), bytes: bytes.len() as u64, what: "kept copy", origin }
}

/// A story with a file in memory, an empty one, one of 3 MiB that deflates well, and one on the disk.
fn contents(folder: &Path) -> (Contents, BTreeMap<String, Vec<u8>>) {
    let noise: Vec<u8> = (0..700_000_u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let files = [b"a short one".to_vec(), Vec::new(), vec![0; 3 << 20], noise.clone()];
    let mut kept: Vec<KeptFile> =
        files.iter().map(|bytes| kept_file(Origin::Bytes(bytes.as_slice().into()), bytes)).collect();
    fs::write(folder.join("scan"), &noise).unwrap();
    kept[3].origin = Origin::File(folder.join("scan"));
    let contents = Contents {
        name: "Talks – é".to_owned(),
        title: "Talks".to_owned(),
        made: "2026-01-02T03:04:05Z".parse().unwrap(),
        by: Person::new("MK", ""),
        confidential: Confidential::Included,
        project: project(),
        kept,
    };
    let mut expected: BTreeMap<String, Vec<u8>> =
        files.into_iter().map(|bytes| (format!("Talks – é.evidence/{}", hash(&bytes)), bytes)).collect();
    expected.insert("Talks – é.tickmark".to_owned(), project());
    (contents, expected)
}

fn unpacked(place: &Place) -> BTreeMap<String, Vec<u8>> {
    let names = place.files().into_iter().filter(|name| name != "Talks – é.evidence");
    names.map(|name| (name.clone(), fs::read(place.folder().join(name)).unwrap())).collect()
}

#[test]
fn a_pack_gives_back_the_same_bytes() {
    let place = Place::new();
    let scratch = tempfile::tempdir().unwrap();
    let (contents, expected) = contents(scratch.path());
    let packed = write(&place.pack(), contents, None, false, &Watch::NOBODY).unwrap();
    assert_eq!((packed.files, packed.bytes), (5, fs::metadata(place.pack()).unwrap().len()));
    let made = unpack(&place.pack(), &place.folder(), None, &Limits::STANDARD, &Watch::NOBODY).unwrap();
    assert_eq!(made.project, place.folder().join("Talks – é.tickmark"));
    assert_eq!(made.manifest.files.iter().map(|file| &file.name).collect::<Vec<_>>().len(), 5);
    assert!(unpacked(&place) == expected);
    place.outside_is_untouched("round");
    is_private(&place);
}

#[cfg(not(unix))]
fn is_private(_: &Place) {}

#[cfg(unix)]
fn is_private(place: &Place) {
    use std::os::unix::fs::PermissionsExt;
    for name in place.files() {
        let mode = fs::metadata(place.folder().join(&name)).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, if name.ends_with(".evidence") { 0o700 } else { 0o600 }, "{name}");
    }
    assert_eq!(fs::metadata(place.pack()).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn the_same_contents_make_the_same_pack_with_the_manifest_first() {
    let scratch = tempfile::tempdir().unwrap();
    let pack = |name: &str, turn: usize| {
        let (mut contents, _) = contents(scratch.path());
        contents.kept.rotate_left(turn);
        write(&scratch.path().join(name), contents, None, false, &Watch::NOBODY).unwrap();
        fs::read(scratch.path().join(name)).unwrap()
    };
    let first = pack("one.zip", 0);
    assert!(first == pack("two.zip", 2));
    assert!(first[30..].starts_with(b"manifest.json"));
}

#[test]
fn other_programs_can_read_it() {
    let scratch = tempfile::tempdir().unwrap();
    let (contents, expected) = contents(scratch.path());
    let path = scratch.path().join("a.zip");
    write(&path, contents, None, false, &Watch::NOBODY).unwrap();
    let mut archive = zip::ZipArchive::new(fs::File::open(&path).unwrap()).unwrap();
    assert_eq!(archive.len(), expected.len() + 1);
    for (name, bytes) in expected {
        let mut found = Vec::new();
        archive.by_name(&name).unwrap().read_to_end(&mut found).unwrap();
        assert!(found == bytes, "{name}");
    }
}

#[test]
fn an_encrypted_pack_opens_with_its_passphrase_only() {
    let place = Place::new();
    let scratch = tempfile::tempdir().unwrap();
    let (contents, expected) = contents(scratch.path());
    let right = Passphrase::new("correct horse").unwrap();
    write(&place.pack(), contents, Some(&right), false, &Watch::NOBODY).unwrap();
    let bytes = fs::read(place.pack()).unwrap();
    assert!(bytes.starts_with(b"age-encryption.org/v1\n-> scrypt "));
    for words in ["manifest", "Talks", "a short one"] {
        assert!(!bytes.windows(words.len()).any(|signs| signs == words.as_bytes()), "{words} can be read");
    }
    assert!(matches!(place.unpack(&bytes), Err(PackError::NeedsPassphrase)));
    let wrong = Passphrase::new("correct horsf");
    let error = place.unpack_with(&bytes, wrong.as_ref(), &Limits::STANDARD).unwrap_err();
    assert!(matches!(error, PackError::WrongPassphrase), "{error}");
    place.is_untouched("the wrong passphrase");
    for length in [60, 150, 200, 4000, bytes.len() / 2, bytes.len() - 70_000, bytes.len() - 1] {
        assert!(place.unpack_with(&bytes[..length], Some(&right), &Limits::STANDARD).is_err(), "{length}");
        place.is_untouched("cut short");
    }
    let mut changed = bytes.clone();
    changed[bytes.len() / 2] ^= 1;
    let error = place.unpack_with(&changed, Some(&right), &Limits::STANDARD).unwrap_err();
    assert!(matches!(error, PackError::Damaged(_)), "{error}");
    place.is_untouched("one bit");
    place.unpack_with(&bytes, Some(&right), &Limits::STANDARD).unwrap();
    assert!(unpacked(&place) == expected);
}

#[test]
fn a_pack_that_fails_leaves_what_was_there() {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("a.zip");
    fs::write(&path, "old").unwrap();
    let try_with = |change: &dyn Fn(&mut Contents), replace| {
        let (mut contents, _) = contents(scratch.path());
        change(&mut contents);
        let error = write(&path, contents, None, replace, &Watch::NOBODY).unwrap_err();
        assert_eq!(fs::read(&path).unwrap(), b"old", "{error}");
        let left = fs::read_dir(scratch.path()).unwrap().count();
        assert_eq!(left, 2, "{error}: something was left behind");
        error
    };
    assert!(matches!(try_with(&|_| (), false), PackError::Present(_)));
    let other = |contents: &mut Contents| contents.kept[0].sha256 = hash(b"another");
    assert!(matches!(try_with(&other, true), PackError::Changed(_)));
    let gone = |contents: &mut Contents| contents.kept[3].origin = Origin::File("/no/such/file".into());
    assert!(matches!(try_with(&gone, true), PackError::Changed(_)));
    let large = |contents: &mut Contents| contents.project = vec![b' '; (128 << 20) + 1];
    assert!(matches!(try_with(&large, true), PackError::Refused(_)));
    let huge = |contents: &mut Contents| contents.kept[0].bytes = 9 << 30;
    assert!(matches!(try_with(&huge, true), PackError::Refused(_)));
    let many = |contents: &mut Contents| contents.kept = vec![contents.kept[0].clone(); 9_999];
    assert!(matches!(try_with(&many, true), PackError::Refused(_)));
    let named = |contents: &mut Contents| contents.name = "../talks".to_owned();
    assert!(matches!(try_with(&named, true), PackError::Refused(_)));
}
