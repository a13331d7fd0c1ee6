//! The journal of what was not saved: cut, damaged, written by two windows at once, and left behind by a killed one.
//!
//! `TICKMARK_GATES=full cargo test --test journal` tries many more rounds.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use chrono::{DateTime, Utc};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use tickmark::import;
use tickmark::model::{ClaimId, Kind, Person, Request, Risk};
use tickmark::session::{Session, recovery};
use tickmark::store::journal::{Replay, read};

const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

const TEXT: &str = "Talks\n\nAbout 28,500 troops stay. “Nobody leaves”, he said.\n";

/// Names the folder of state that the victim of a test writes its journal into.
const VICTIM: &str = "TICKMARK_VICTIM";

fn rounds(short: usize, full: usize) -> usize {
    let is_full = std::env::var("TICKMARK_GATES").is_ok_and(|gates| gates == "full");
    if is_full { full } else { short }
}

fn story() -> Session {
    let article = import::read_text(TEXT).unwrap();
    Session::from_article(article, None, Person::new("ak", ""), "s", NOW)
}

fn mark(session: &mut Session) -> ClaimId {
    let claim = Request::AddClaim { range: 13..19, kind: Kind::Figure, risk: Risk::Normal };
    ClaimId(session.ask(claim, NOW).unwrap().unwrap())
}

fn note(session: &mut Session, claim: &ClaimId, number: usize) {
    session.ask(Request::SetNote(claim.clone(), number.to_string()), NOW).unwrap();
}

fn journals(state: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(state.join("recovery")).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.extension().is_some_and(|ending| ending == "journal")).collect()
}

/// The bytes of a journal with this many changes.
fn journal(changes: usize) -> Vec<u8> {
    let state = tempfile::tempdir().unwrap();
    let mut session = story();
    session.begin_journal(state.path(), NOW);
    let claim = mark(&mut session);
    (1..changes).for_each(|number| note(&mut session, &claim, number));
    assert!(session.flush_journal());
    fs::read(&journals(state.path())[0]).unwrap()
}

/// Numbers that look random and are the same every time (xorshift64).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap()
    }
}

#[test]
fn a_journal_cut_anywhere_replays_exactly_its_complete_records() {
    let bytes = journal(12);
    let whole = read(&bytes);
    assert_eq!((whole.records.len(), whole.complete), (12, true));
    for cut in 0..=bytes.len() {
        let replay = read(&bytes[..cut]);
        let lines = bytes[..cut].iter().filter(|byte| **byte == b'\n').count();
        let is_at_end_of_line = cut > 0 && bytes[cut - 1] == b'\n';
        assert_eq!(replay.records, whole.records[..lines.saturating_sub(1)], "cut at {cut}");
        assert_eq!(replay.header.is_some(), lines > 0, "cut at {cut}");
        assert_eq!((replay.complete, replay.damage), (is_at_end_of_line, None), "cut at {cut}");
    }
}

#[test]
fn every_flipped_bit_is_noticed() {
    let bytes = journal(30);
    let whole = read(&bytes);
    let check = |replay: Replay, bit: usize| {
        assert!(!replay.complete || replay.damage.is_some(), "bit {bit} was flipped and nobody noticed");
        assert!(whole.records.starts_with(&replay.records), "bit {bit}: a record that was never written");
        assert!(replay.header.is_none() || replay.header == whole.header, "bit {bit}: another header");
    };
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut damaged = bytes.clone();
    for _ in 0..rounds(20_000, 200_000) {
        let bit = random.below(bytes.len() * 8);
        damaged[bit / 8] ^= 1 << (bit % 8);
        check(read(&damaged), bit);
        damaged[bit / 8] ^= 1 << (bit % 8);
    }
}

#[test]
fn two_windows_on_one_story_do_not_touch_each_others_journal() {
    let folder = tempfile::tempdir().unwrap();
    let (state, path) = (folder.path().join("state"), folder.path().join("talks.tickmark"));
    let mut first = story();
    let claim = mark(&mut first);
    first.save(&path).unwrap();
    let mut windows = [0, 1].map(|_| Session::open(&path, Person::new("ak", ""), "s").unwrap());
    windows.iter_mut().for_each(|window| window.begin_journal(&state, NOW));
    for number in 0..40 {
        note(&mut windows[number % 2], &claim, number);
    }
    assert!(windows.iter().all(Session::flush_journal));
    let mut last: Vec<Vec<String>> = journals(&state).iter().map(|path| notes(&fs::read(path).unwrap())).collect();
    last.sort();
    let numbers = |from: usize| (from..40).step_by(2).map(|number| number.to_string()).collect::<Vec<_>>();
    assert_eq!(last, [numbers(0), numbers(1)]);
    assert_eq!(recovery::orphans(&state, NOW), [], "both are being written");

    let [mut one, other] = windows;
    one.discard_journal().unwrap().wait(Duration::from_secs(60));
    assert_eq!(journals(&state).len(), 1);
    recovery::sweep(&state, Utc::now());
    note(&mut { other }, &claim, 41);
    assert_eq!(journals(&state).len(), 1, "the other window's is still there");
}

/// The notes that a journal holds, in order.
fn notes(bytes: &[u8]) -> Vec<String> {
    let replay = read(bytes);
    assert!(replay.complete);
    let entries = replay.entries().map(|entry| serde_json::to_value(&**entry).unwrap());
    entries.filter_map(|entry| note_of(&entry)).collect()
}

/// The note that an entry of the history writes, if it does.
fn note_of(entry: &serde_json::Value) -> Option<String> {
    Some(entry["edit"]["claim"]["note"]["to"].as_str()?.to_owned())
}

/// What a test kills: it writes one note after the other, saves at times, and says which note is on the disk.
#[test]
#[ignore = "this is what the test below kills"]
fn victim() {
    let Some(state) = std::env::var_os(VICTIM).map(PathBuf::from) else { return };
    let mut session = story();
    session.begin_journal(&state, NOW);
    let claim = mark(&mut session);
    let mut order = None;
    for number in 0.. {
        note(&mut session, &claim, number);
        // A save takes a while, and notes are written meanwhile that are not in it.
        match number % 10 {
            3 => order = Some(session.save_order(&state.join("talks.tickmark"))),
            8 => drop(session.saved(order.take().unwrap().run().unwrap())),
            _ => {}
        }
        // Not every note is waited for, so that some are on their way when the end comes.
        if number % 3 == 0 && session.flush_journal() {
            println!("on the disk: {number}");
        }
    }
}

#[test]
fn nothing_that_was_on_the_disk_is_lost_when_the_program_is_killed() {
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    for round in 0..rounds(16, 300) {
        let state = tempfile::tempdir().unwrap();
        let mut victim = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "victim", "--ignored", "--nocapture"])
            .env(VICTIM, state.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(victim.stdout.take().unwrap()).lines();
        let number = |line: String| line.strip_prefix("on the disk: ")?.parse::<usize>().ok();
        let wanted = 1 + random.below(40);
        let mut last = lines.by_ref().map_while(Result::ok).filter_map(number).nth(wanted).unwrap();
        std::thread::sleep(Duration::from_micros(random.below(20_000) as u64));
        victim.kill().unwrap();
        victim.wait().unwrap();
        last = lines.map_while(Result::ok).filter_map(number).last().unwrap_or(last);

        let note = what_is_left(state.path());
        assert!(note >= last, "round {round}: {last} was on the disk, and {note} is what came back");
    }
}

/// The last note that was not saved, or else the last that was. Every note before it must be there too.
fn what_is_left(state: &Path) -> usize {
    let by = || Person::new("ak", "");
    let session = match recovery::orphans(state, NOW).as_slice() {
        [] => Session::open(&state.join("talks.tickmark"), by(), "t").unwrap(),
        [orphan] => {
            assert!(orphan.can_restore && orphan.problem.is_none(), "{orphan:?}");
            recovery::restore(orphan, by(), NOW).unwrap()
        }
        orphans => panic!("one window, and {orphans:?}"),
    };
    let entries = session.project().history.entries().iter().map(|entry| serde_json::to_value(&**entry).unwrap());
    let told: Vec<usize> = entries.filter_map(|entry| note_of(&entry)?.parse().ok()).collect();
    assert_eq!(told, (0..told.len()).collect::<Vec<_>>(), "a note in between is lost");
    let note = session.project().claims_in_order()[0].note.parse().unwrap();
    assert_eq!(told.last(), Some(&note));
    note
}
