//! The format of the journal, and the folder it lies in.

use super::disk::{self, Appender, Place, Sharing};
use super::*;
use crate::model::testing::Story;
use crate::model::{Kind, Request, Risk};
use chrono::TimeDelta;
use std::fs;

const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

/// Later than anything that a test writes.
fn later() -> DateTime<Utc> {
    DateTime::from_timestamp(4_000_000_000, 0).unwrap()
}

fn header() -> Header {
    Header { version: VERSION, title: "Talks".to_owned(), base: "b".repeat(64), began: NOW, ..Header::default() }
}

fn records() -> Vec<Record> {
    let mut story = Story::new();
    let claim = story.claim("28,500");
    story.go(Request::SetNote(claim, "“quoted”\nsecond line".to_owned()));
    story.go(Request::AddClaim { range: 0..5, kind: Kind::Name, risk: Risk::High });
    let file = |path: Option<&str>| Record::File { sha256: "a".repeat(64), path: path.map(str::to_owned) };
    let steps = story.project.history.entries().iter().map(|entry| Record::Step(vec![Arc::clone(entry)]));
    let draft = Record::Draft(Box::new(story.project.drafts[0].clone()));
    [file(None), draft].into_iter().chain(steps).chain([file(Some("/big.mov")), Record::Pulse]).collect()
}

fn written(header: &Header, records: &[Record]) -> Vec<u8> {
    let mut chain = Chain::default();
    let mut bytes = chain.line(header).unwrap();
    bytes.extend(records.iter().flat_map(|record| chain.line(record).unwrap()));
    bytes
}

#[test]
fn what_is_written_is_read() {
    let replay = read(&written(&header(), &records()));
    let whole = Replay { header: Some(header()), records: records(), complete: true, damage: None };
    assert_eq!(replay, whole);
    assert_eq!(replay.entries().count(), 3);
}

#[test]
fn lines_taken_out_moved_or_repeated_are_noticed() {
    let bytes = written(&header(), &records());
    let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
    let other = written(&Header { title: "Other".to_owned(), ..header() }, &records());
    let table: [(Vec<&[u8]>, usize, &str); 6] = [
        ([&lines[..3], &lines[4..]].concat(), 2, "is damaged at line 4"),
        (vec![lines[0], lines[2], lines[1]], 0, "is damaged at line 2"),
        (vec![lines[0], lines[1], lines[1]], 1, "is damaged at line 3"),
        (vec![lines[1]], 0, "is damaged at line 1"),
        (vec![lines[0], &other], 0, "is damaged at line 2"),
        (vec![lines[0], b"\n"], 0, "is damaged at line 2"),
    ];
    for (lines, records, expected) in table {
        let replay = read(&lines.concat());
        assert!(replay.damage.as_ref().is_some_and(|damage| damage.ends_with(expected)), "{expected}: {replay:?}");
        assert_eq!((replay.records.len(), replay.complete), (records, false), "{expected}");
    }
}

#[test]
fn what_is_no_journal_is_none() {
    let newer = written(&Header { version: VERSION + 1, ..header() }, &[]);
    let mut chain = Chain::default();
    let unknown = [chain.line(&header()).unwrap(), chain.line(&"unknown").unwrap()].concat();
    let odd = Chain::default().line(&7).unwrap();
    let table: [(&[u8], Option<&str>); 6] = [
        (b"", None),
        (b"0123", None),
        (b"{\"title\":\"x\"}\n", Some("is damaged at line 1")),
        (&newer, Some("was written by a newer Tickmark at line 1")),
        (&unknown, Some("holds what this Tickmark does not know at line 2")),
        (&odd, Some("has no beginning that can be read at line 1")),
    ];
    for (bytes, expected) in table {
        let replay = read(bytes);
        assert!(!replay.complete && replay.records.is_empty());
        assert_eq!(replay.damage, expected.map(|words| format!("the journal of what was not saved {words}")));
    }
}

#[test]
fn a_journal_belongs_to_its_writer_as_long_as_it_lives() {
    let state = tempfile::tempdir().unwrap();
    let place = Place::new(state.path(), "abc");
    let mut appender = Appender::begin(&place, &header(), &records()[..2]).unwrap();
    assert!(appender.is_locked());
    assert_eq!(Place::all(state.path()), std::slice::from_ref(&place));
    assert!(place.hold(Sharing::ToRead, later()).unwrap().is_none(), "somebody writes it");
    appender.append(&records()[2..3]).unwrap();
    appender.append(&records()[3..]).unwrap();
    drop(appender);

    let first = place.hold(Sharing::ToRead, NOW).unwrap().unwrap();
    assert_eq!(read(&first.read().unwrap()).records, records());
    assert!(place.hold(Sharing::ToRead, NOW).unwrap().is_some(), "two may look");
    assert!(place.hold(Sharing::Alone, NOW).unwrap().is_none(), "while one looks, none restores");
    drop(first);
    let alone = place.hold(Sharing::Alone, NOW).unwrap().unwrap();
    assert!(place.hold(Sharing::ToRead, NOW).unwrap().is_none(), "while one restores, none looks");
    drop(alone);

    let again = Appender::begin(&place, &header(), &[]).unwrap();
    assert!(place.hold(Sharing::Alone, NOW).unwrap().is_none(), "the new journal is held from its first moment");
    drop(again);
    place.remove().unwrap();
    assert_eq!(Place::all(state.path()), []);
}

#[test]
#[cfg(unix)]
fn a_journal_that_is_held_alone_is_open_for_writing() {
    use std::io::Write;
    let state = tempfile::tempdir().unwrap();
    let place = Place::new(state.path(), "abc");
    drop(Appender::begin(&place, &header(), &[]).unwrap());
    let writable = |sharing| place.hold(sharing, NOW).unwrap().unwrap().file().write(b"").is_ok();
    // On a file that is open for reading alone, even nothing cannot be written (write(2), EBADF).
    assert_eq!([Sharing::ToRead, Sharing::Alone].map(writable), [false, true]);
}

#[test]
#[cfg(unix)]
fn only_the_owner_can_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let state = tempfile::tempdir().unwrap();
    let place = Place::new(&state.path().join("state"), "abc");
    place.put(b"file").unwrap();
    drop(Appender::begin(&place, &header(), &[]).unwrap());
    let mode = |path: std::path::PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let folder = disk::folder(&state.path().join("state"));
    assert_eq!([mode(folder), mode(place.files()), mode(place.journal())], [0o700, 0o700, 0o600]);
}

#[test]
fn only_what_no_journal_needs_is_swept() {
    let state = tempfile::tempdir().unwrap();
    let at = |sitting: &str| Place::new(state.path(), sitting);
    for sitting in ["lost", "kept"] {
        at(sitting).put(b"file").unwrap();
    }
    drop(Appender::begin(&at("kept"), &header(), &[]).unwrap());
    let folder = disk::folder(state.path());
    for name in [".tickmark-x", "notes.txt", "../elsewhere", "a b.files"] {
        fs::write(folder.join(name), "").unwrap();
    }
    let names = || {
        let mut names: Vec<_> =
            fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    let before = names();
    disk::sweep(state.path(), Utc::now());
    assert_eq!(names(), before, "a writer may be about to begin");
    disk::sweep(state.path(), Utc::now() + TimeDelta::days(2));
    assert_eq!(names(), ["a b.files", "kept.files", "kept.journal", "notes.txt"]);
    assert!(state.path().join("elsewhere").exists());
    assert_eq!(at("kept").get(&crate::store::kept::hash(b"file")).unwrap(), b"file");
}
