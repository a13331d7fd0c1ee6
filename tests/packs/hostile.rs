//! Packs from somebody who means harm: each is refused with a sentence, and leaves nothing behind.

use crate::raw::{Entry, Place, archive, deflate, end, good, hash, kept, manifest, project};
use std::fs;
use std::io::Write;
use tickmark::store::pack::{Limits, PackError, Passphrase, Watch, unpack};

/// Some GiB of zeros, deflated: about a thousandth.
fn zeros(mebibytes: usize) -> Vec<u8> {
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    let piece = vec![0; 1 << 20];
    for _ in 0..mebibytes {
        encoder.write_all(&piece).unwrap();
    }
    encoder.finish().unwrap()
}

#[test]
fn a_good_pack_made_by_hand_is_unpacked() {
    let place = Place::new();
    let unpacked = place.unpack(&archive(&good(&[b"one", b"two"]))).unwrap();
    assert_eq!(unpacked.project, place.folder().join("talks.tickmark"));
    let expected = [
        "talks.evidence".to_owned(),
        format!("talks.evidence/{}", hash(b"two")),
        format!("talks.evidence/{}", hash(b"one")),
        "talks.tickmark".to_owned(),
    ];
    let mut expected = expected.to_vec();
    expected.sort();
    assert_eq!(place.files(), expected);
}

#[test]
fn a_gibibyte_in_a_mebibyte_is_refused() {
    let place = Place::new();
    let packed = zeros(1024);
    assert!(packed.len() < 2 << 20);
    let mut entries = good(&[]);
    entries.push(Entry::of(&kept(b"zeros"), packed, 1 << 30));
    place.refuses(&archive(&entries), "would unpack to 1073741824 bytes");
}

#[test]
fn a_bomb_that_says_it_is_small_is_stopped_when_it_is_not() {
    let place = Place::new();
    let packed = zeros(64);
    let mut entries = good(&[&[0; 1000]]);
    entries[2] = Entry::of(&kept(&[0; 1000]), packed.clone(), 1000);
    place.refuses(&archive(&entries), "is not as long as it says");
    let mut entries = good(&[]);
    entries[1] = Entry::of("talks.tickmark", packed.clone(), 100);
    place.refuses(&archive(&entries), "is not the file that its manifest lists");
    entries = good(&[]);
    entries[0] = Entry::of("manifest.json", packed, 100);
    place.refuses(&archive(&entries), "is not as long as it says");
}

#[test]
fn limits_hold_for_the_project_the_manifest_and_the_whole() {
    let place = Place::new();
    let with = |name: &str, size: u32| {
        let mut entries = good(&[]);
        entries.retain(|entry| entry.name != name.as_bytes());
        entries.push(Entry::of(name, vec![0; 1 << 20], size));
        archive(&entries)
    };
    place.refuses(&with("talks.tickmark", 129 << 20), "more than a pack may hold");
    place.refuses(&with("manifest.json", 9 << 20), "more than a pack may hold");
    let mut entries = good(&[]);
    for number in 0..5_u8 {
        // 2 GiB each, in 16 MiB each as it says.
        let mut entry = Entry::of(&kept(&[number]), Vec::new(), 2 << 30);
        entry.packed_size = 16 << 20;
        entries.push(entry);
    }
    place.refuses(&archive(&entries), "more than a pack may hold");
    let small = Limits { total: 1000, ..Limits::STANDARD };
    let error = place.unpack_with(&archive(&good(&[&[7; 900]])), None, &small).unwrap_err();
    assert!(error.to_string().contains("more than a pack may hold"), "{error}");
    place.is_untouched("the whole");
}

#[test]
fn a_million_entries_are_refused() {
    let place = Place::new();
    let entry = Entry::stored(&kept(b""), b"");
    let many = vec![Entry { same_place_as: Some(0), ..entry.clone() }; 10_001];
    let mut entries = vec![entry];
    entries.extend(many);
    place.refuses(&archive(&entries), "holds 10002 entries");
    // As many as fit into 64 bits, in the records for those.
    let mut bytes = archive(&good(&[]));
    let at = bytes.len() - 22;
    let (start, length) = (u32_at(&bytes, at + 16), u32_at(&bytes, at + 12));
    bytes.truncate(at);
    for count in [1_000_000_u64, u64::MAX] {
        let mut bytes = bytes.clone();
        bytes.extend(b"PK\x06\x06");
        bytes.extend(44_u64.to_le_bytes());
        bytes.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        for number in [count, count, u64::from(length), u64::from(start)] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend(b"PK\x06\x07\0\0\0\0");
        bytes.extend((at as u64).to_le_bytes());
        bytes.extend([1, 0, 0, 0]);
        bytes.extend(end(0xffff, u32::MAX, u32::MAX));
        place.refuses(&bytes, &format!("holds {count} entries"));
    }
    // A directory that says it has a few entries and is as long as a million.
    let mut bytes = archive(&good(&[]));
    let at = bytes.len() - 22;
    let start = u32_at(&bytes, at + 16);
    bytes.truncate(at);
    bytes.resize(at + (46 << 20), 0);
    let length = bytes.len() as u32 - start;
    bytes.extend(end(2, length, start));
    place.refuses(&bytes, "has a directory of");
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap())
}

#[test]
fn entries_that_share_their_bytes_are_refused() {
    let place = Place::new();
    let entries = good(&[b"one"]);
    let twin = Entry { same_place_as: Some(2), ..entries[2].clone() };
    let mut whole = entries.clone();
    whole.push(Entry { name: kept(b"other").into_bytes(), ..twin });
    place.refuses(&archive(&whole), "shares its bytes with another");
    // One entry whose bytes reach over the next one.
    let mut overlap = entries.clone();
    overlap[1].packed_size += 40;
    place.refuses(&archive(&overlap), "shares its bytes with another");
    let mut beyond = entries;
    beyond[2].packed_size += 400;
    place.refuses(&archive(&beyond), "two places tell different things");
}

#[test]
fn hostile_names_are_refused() {
    let place = Place::new();
    let digest = hash(b"x");
    let table = [
        "../evil.tickmark",
        "../../../../tmp/evil",
        "/etc/passwd",
        "/evil.tickmark",
        "\\evil.tickmark",
        "..\\evil.tickmark",
        "C:\\evil.tickmark",
        "C:evil.tickmark",
        "\\\\server\\share\\evil.tickmark",
        "\\\\?\\C:\\evil.tickmark",
        "file.txt",
        "talks.evidence",
        "talks.evidence/",
        "talks.evidence/..",
        "talks.evidence/.",
        "talks.evidence//",
        "talks.evidence/evil.sh",
        &format!("talks.evidence/{digest}/x"),
        &format!("talks.evidence/../{digest}"),
        &format!("talks.evidence/./{digest}"),
        &format!("./talks.evidence/{digest}"),
        &format!("/talks.evidence/{digest}"),
        &format!("talks.evidence\\{digest}"),
        &format!("talks.evidence/{}", digest.to_uppercase()),
        &format!("talks.evidence/{digest} "),
        &format!("talks.evidence/{digest}\0"),
        &format!("talks.evidence/{digest}:stream"),
        &format!("../talks.evidence/{digest}"),
        ".evidence/",
        ".tickmark",
        "..tickmark",
        "CON.tickmark",
        "nul.tickmark",
        "talks\u{202e}.tickmark",
        "talks\n.tickmark",
        "~/.bashrc",
        "manifest.json/",
        "MANIFEST.JSON/../x",
        "",
    ];
    for name in table {
        let mut entries = good(&[b"one"]);
        entries.push(Entry::stored(name, b"x"));
        place.refuses(&archive(&entries), "which is no name for a file of a pack");
        // Listed in the manifest as well, it is no better.
        let project = project();
        entries[0] = Entry::deflated(
            "manifest.json",
            &manifest(&[("talks.tickmark", &project), (&kept(b"one"), b"one"), (name, b"x")]),
        );
        place.refuses(&archive(&entries), "which is no name for a file of a pack");
    }
    let mut entries = good(&[]);
    entries.push(Entry { name: vec![0xff, 0xfe, b'.'], ..Entry::stored("", b"x") });
    place.refuses(&archive(&entries), "which is no name for a file of a pack");
}

#[test]
fn a_name_that_is_told_in_two_ways_is_refused() {
    let place = Place::new();
    let mut entries = good(&[b"one"]);
    entries[2].local_name = Some(b"../../evil".to_vec());
    place.refuses(&archive(&entries), "two places tell different things");
    entries[2].local_name = Some(vec![b'a'; entries[2].name.len()]);
    place.refuses(&archive(&entries), "two places tell different things");
}

#[test]
fn links_devices_and_folders_are_refused() {
    let place = Place::new();
    for sort in [0o120_777_u32, 0o060_600, 0o020_600, 0o010_600, 0o140_600, 0o040_700] {
        let mut entries = good(&[b"/etc/passwd"]);
        entries[2].attributes = sort << 16;
        place.refuses(&archive(&entries), "which is a link, a folder or a device");
    }
    for attributes in [0x10, 0x08, 0x400] {
        let mut entries = good(&[b"one"]);
        entries[2].attributes = attributes;
        place.refuses(&archive(&entries), "which is a link, a folder or a device");
    }
}

#[test]
fn entries_encrypted_by_themselves_or_packed_unusually_are_refused() {
    let place = Place::new();
    for flags in [1, 1 << 6, 1 << 13, 0xffff] {
        let mut entries = good(&[b"one"]);
        entries[2].flags = flags;
        place.refuses(&archive(&entries), "which is encrypted by itself");
    }
    for method in [1, 6, 9, 12, 14, 93, 95, 98, 99] {
        let mut entries = good(&[b"one"]);
        entries[2].method = method;
        place.refuses(&archive(&entries), "which is packed in an unusual way");
    }
}

#[test]
fn nothing_is_there_twice_or_of_two_projects() {
    let place = Place::new();
    let entries = good(&[b"one"]);
    let with = |name: &str| {
        let mut entries = entries.clone();
        entries.push(Entry::stored(name, b"one"));
        archive(&entries)
    };
    place.refuses(&with(&kept(b"one")), "twice");
    place.refuses(&with("talks.tickmark"), "twice");
    place.refuses(&with("manifest.json"), "twice");
    place.refuses(&with("Talks.tickmark"), "twice");
    place.refuses(&with(&kept(b"one").replace("talks", "TALKS")), "twice");
    place.refuses(&with("other.tickmark"), "which belongs to another project");
    place.refuses(&with(&kept(b"two").replace("talks", "other")), "which belongs to another project");
}

#[test]
fn every_file_is_listed_and_is_what_the_list_says() {
    let place = Place::new();
    let entries = good(&[b"one"]);
    let mut extra = entries.clone();
    extra.push(Entry::stored(&kept(b"two"), b"two"));
    place.refuses(&archive(&extra), "which its manifest does not list");
    place.refuses(&archive(&entries[..2]), "is listed and not there");
    let mut wrong = entries.clone();
    wrong[2] = Entry::deflated(&kept(b"one"), b"eno");
    place.refuses(&archive(&wrong), "is not the file that its manifest lists");
    let mut shorter = entries.clone();
    shorter[2] = Entry::deflated(&kept(b"one"), b"on");
    place.refuses(&archive(&shorter), "is not the file that its manifest lists");
    let mut changed = entries.clone();
    let title = String::from_utf8(project()).unwrap().replace("Talks", "Tolks");
    changed[1] = Entry::deflated("talks.tickmark", title.as_bytes());
    place.refuses(&archive(&changed), "is not the file that its manifest lists");
    // The manifest agrees with the bytes, and the name does not.
    let project = project();
    let mut renamed = entries.clone();
    let listed = String::from_utf8(manifest(&[("talks.tickmark", &project), (&kept(b"one"), b"eno")])).unwrap();
    renamed[0] = Entry::deflated("manifest.json", listed.as_bytes());
    renamed[2] = Entry::deflated(&kept(b"one"), b"eno");
    place.refuses(&archive(&renamed), "is not the file that its manifest lists");
    let twice = manifest(&[("talks.tickmark", &project), ("talks.tickmark", &project)]);
    place.refuses(
        &archive(&[Entry::stored("manifest.json", &twice), entries[1].clone()]),
        "lists “talks.tickmark” twice",
    );
}

#[test]
fn what_is_no_pack_is_told_so() {
    let place = Place::new();
    let entries = good(&[]);
    for bytes in [&b""[..], b"PK", b"Talks end early", b"{\"tickmark\":", b"\x7fELF\0\0"] {
        place.refuses(bytes, "it is not a Tickmark pack");
    }
    place.refuses(&archive(&entries[..1]), "it is not a Tickmark pack");
    place.refuses(&archive(&entries[1..]), "it is not a Tickmark pack");
    let other = Entry::stored("manifest.json", b"{\"name\": \"an extension\"}");
    place.refuses(&archive(&[other, entries[1].clone()]), "it is not a Tickmark pack");
    let newer = String::from_utf8(manifest(&[])).unwrap().replace("pack\":1", "pack\":2");
    place.refuses(
        &archive(&[Entry::stored("manifest.json", newer.as_bytes()), entries[1].clone()]),
        "by a newer Tickmark",
    );
    let damaged = Entry::stored("manifest.json", b"{\"tickmark-pack\": 1, \"title\": 3}");
    place.refuses(&archive(&[damaged, entries[1].clone()]), "its manifest cannot be read");
    let word = b"{\"tickmark\": 3}".as_slice();
    let listed = manifest(&[("talks.tickmark", word)]);
    let entries = [Entry::stored("manifest.json", &listed), Entry::stored("talks.tickmark", word)];
    place.refuses(&archive(&entries), "the project in it cannot be read");
}

#[test]
fn something_put_behind_or_before_is_refused() {
    let place = Place::new();
    let bytes = archive(&good(&[b"one"]));
    place.refuses(&[&bytes[..], b"x"].concat(), "something was put behind it");
    place.refuses(&[&bytes[..], &bytes[..]].concat(), "its directory is not where it says");
    place.refuses(&[b"PK\x03\x04", &bytes[..]].concat(), "its directory is not where it says");
    let mut comment = bytes.clone();
    let at = comment.len() - 2;
    comment[at] = 3;
    place.refuses(&comment, "its directory is not where it says");
}

#[test]
fn a_pack_cut_short_anywhere_leaves_nothing() {
    let place = Place::new();
    let bytes = archive(&good(&[b"one", &deflate(b"two")]));
    for length in 0..bytes.len() {
        assert!(place.unpack(&bytes[..length]).is_err(), "{length} of {}", bytes.len());
        place.is_untouched(&format!("{length} of {}", bytes.len()));
    }
}

#[test]
fn nothing_that_is_there_is_replaced() {
    let bytes = archive(&good(&[b"one"]));
    for name in ["talks.tickmark", "talks.evidence"] {
        let place = Place::new();
        fs::write(place.folder().join(name), "mine").unwrap();
        let error = place.unpack(&bytes).unwrap_err();
        assert!(matches!(&error, PackError::Present(path) if path.ends_with(name)), "{error}");
        assert_eq!(
            (place.files(), fs::read(place.folder().join(name)).unwrap()),
            (vec![name.to_owned()], b"mine".into())
        );
    }
    let place = Place::new();
    fs::create_dir(place.folder().join("talks.evidence")).unwrap();
    assert!(matches!(place.unpack(&bytes), Err(PackError::Present(_))));
    assert_eq!(place.files(), ["talks.evidence"]);
}

#[cfg(unix)]
#[test]
fn a_link_in_the_way_is_not_followed() {
    use std::os::unix::fs::symlink;
    let bytes = archive(&good(&[b"one"]));
    for name in ["talks.tickmark", "talks.evidence"] {
        for target in ["../secret", "../nowhere", ".."] {
            let place = Place::new();
            symlink(target, place.folder().join(name)).unwrap();
            assert!(matches!(place.unpack(&bytes), Err(PackError::Present(_))), "{name} {target}");
            place.outside_is_untouched(target);
        }
    }
}

#[test]
fn a_folder_that_was_made_for_a_bad_pack_goes_away_again() {
    let place = Place::new();
    let mut entries = good(&[b"one"]);
    entries[2] = Entry::deflated(&kept(b"one"), b"eno");
    fs::write(place.pack(), archive(&entries)).unwrap();
    let inner = place.folder().join("new");
    assert!(unpack(&place.pack(), &inner, None, &Limits::STANDARD, &Watch::NOBODY).is_err());
    place.is_untouched("a new folder");
    assert!(
        unpack(&place.pack(), &place.pack(), None, &Limits::STANDARD, &Watch::NOBODY).is_err(),
        "a file is no folder"
    );
}

#[test]
fn stopping_at_any_moment_leaves_nothing() {
    let place = Place::new();
    fs::write(place.pack(), archive(&good(&[b"one", b"two", b"three"]))).unwrap();
    let mut stops = 0_usize;
    loop {
        let left = std::cell::Cell::new(stops);
        let stopped = || left.replace(left.get().saturating_sub(1)) == 0;
        let watch = Watch { say: &|_| (), stopped: &stopped };
        match unpack(&place.pack(), &place.folder(), None, &Limits::STANDARD, &watch) {
            Err(PackError::Stopped) => place.is_untouched("stopped"),
            other => {
                other.unwrap();
                break;
            }
        }
        stops += 1;
    }
    assert!(stops > 8, "{stops}");
}

#[test]
fn an_encryption_that_would_take_for_ever_is_refused() {
    let place = Place::new();
    let passphrase = Passphrase::new("x").unwrap();
    let with = |header: &str| format!("age-encryption.org/v1\n{header}{}", "\0".repeat(100)).into_bytes();
    let (salt, body, mac) = ("A".repeat(22), "A".repeat(43), "A".repeat(43));
    let table = [
        (format!("-> scrypt {salt} 30\n{body}\n--- {mac}\n"), "more work than a passphrase needs"),
        (format!("-> scrypt {salt} 19\n{body}\n--- {mac}\n"), "more work than a passphrase needs"),
        (format!("-> scrypt {salt} 255\n{body}\n--- {mac}\n"), "more work than a passphrase needs"),
        (format!("-> scrypt {salt} 256\n{body}\n--- {mac}\n"), "was changed"),
        (format!("-> scrypt {salt} 0\n{body}\n--- {mac}\n"), "was changed"),
        (format!("-> X25519 {salt}\n{body}\n--- {mac}\n"), "is not encrypted with a passphrase"),
        (format!("-> scrypt {salt} 10\n{}", "A".repeat(50_000)), "does not end"),
        (format!("-> scrypt {salt} 10\n{}", "A\n".repeat(25_000)), "does not end"),
        ("-> scrypt \n--- \n".to_owned(), "was changed"),
        (String::new(), "is not encrypted with a passphrase"),
    ];
    for (header, saying) in table {
        let error = place.unpack_with(&with(&header), Some(&passphrase), &Limits::STANDARD).unwrap_err();
        let short: String = header.chars().take(60).collect();
        assert!(error.to_string().contains(saying), "{short}: {error}");
        place.is_untouched(saying);
    }
}
