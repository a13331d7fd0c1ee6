//! Bad project files: damaged at random, or made by somebody who means harm. Each is read, or refused with a sentence;
//! none makes the program panic, hang or take all memory, and none is touched.
//!
//! `TICKMARK_GATES=full cargo test --release --test hostile` tries 1,000,000 damaged files instead
//! of 2,000. One of them alone: `TICKMARK_CASE=123 cargo test --test hostile damaged`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod bombs;
mod mutation;

use chrono::{DateTime, FixedOffset, Utc};
use mutation::{Base, Dice};
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use tickmark::export::{Format, Options, export};
use tickmark::model::merge::{MergeError, merge};
use tickmark::model::request::EvidenceDetails;
use tickmark::model::steps::steps;
use tickmark::model::{
    Article, BlockKind, ClaimId, Draft, Edit, Kind, Minter, Person, Project, Request, Risk, SourceChoice,
    SourceDetails, SourceKind, Stamp, Stance, Status,
};
use tickmark::store::format::{self, FormatError};

const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

/// When a file that takes so long is a hang. It does not say how fast the program is.
const PATIENCE: Duration = Duration::from_secs(20);

/// How many rounds to go.
fn rounds(short: u64, full: u64) -> u64 {
    if std::env::var("TICKMARK_GATES").is_ok_and(|gates| gates == "full") { full } else { short }
}

/// Says something that the test runner does not hold back.
fn say(words: &str) {
    let _ = writeln!(std::io::stderr(), "{words}");
}

/// A good file, and the project in it.
struct Original {
    base: Base,
    project: Project,
}

impl Original {
    fn new(bytes: Vec<u8>) -> Self {
        let project = format::parse(&bytes).unwrap().project;
        Self { base: Base::new(bytes), project }
    }
}

/// The frozen project of the first version, the same as written today, and the same as two people left it who disagree;
/// then a small story, and that one as two people left it.
fn originals() -> [Original; 5] {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/project-v1.tickmark");
    let frozen = std::fs::read(path).unwrap();
    let today = format::parse(&frozen).unwrap().project;
    let conflicts = in_conflict(&today);
    assert!(conflicts.conflicts().len() >= 3);
    let written = |project: &Project| Original::new(format::write(project).unwrap());
    let small = small();
    let small_conflicts = in_conflict(&small);
    assert!(small_conflicts.conflicts().len() >= 3);
    [Original::new(frozen), written(&today), written(&conflicts), written(&small), written(&small_conflicts)]
}

/// How many of the originals are large. They have every part and take ten times as long, so that one file in eight is of
/// them.
const LARGE: usize = 3;

/// A story with four claims.
fn small() -> Project {
    let mut article = Article::default();
    article.push(BlockKind::Hed, "Talks end early");
    article.push(BlockKind::Paragraph, "Washington wants a fivefold rise. About 28,500 troops stay in Seoul.");
    let mut project = Project { drafts: vec![Draft::from_article(article, 1, NOW, None)], ..Project::default() };
    let (by, mut minter) = (Person::new("MK", ""), Minter::new("frozen01"));
    project.commit(vec![Edit::AddDraft { number: 1 }], &by, NOW, &mut minter).unwrap();
    for quote in ["fivefold", "28,500", "troops", "Seoul"] {
        let start = project.drafts[0].text.find(quote).unwrap();
        let range = start..start + quote.len();
        let mut ask = |request| {
            let mut stamp = Stamp { by: &by, at: NOW, minter: &mut minter };
            project.carry_out(&[request], &mut stamp).unwrap()
        };
        let claim = ask(Request::AddClaim { range, kind: Kind::Figure, risk: Risk::Normal });
        let claim = ClaimId(claim.unwrap());
        let source = SourceChoice::New(Box::new(SourceDetails::new(SourceKind::Document, "Report")));
        let (locator, passage) = ("p. 3".to_owned(), "28,500 service members".to_owned());
        let details = EvidenceDetails { source, locator, passage, stance: Stance::Supports };
        ask(Request::AddEvidence(claim.clone(), details));
        ask(Request::SetStatus(claim.clone(), Status::Verified));
        ask(Request::SuggestChange(claim, Some("28,000".to_owned())));
    }
    project
}

/// Two people's work on one story, put together.
fn in_conflict(project: &Project) -> Project {
    let claims: Vec<_> = project.claims_in_order().iter().take(4).map(|claim| claim.id.clone()).collect();
    let work = |initials: &str, status: Status, risk: Risk| {
        let mut copy = project.clone();
        let mut stamp = Stamp { by: &Person::new(initials, ""), at: NOW, minter: &mut Minter::new(initials) };
        let requests = [
            Request::SetStatus(claims[0].clone(), status),
            Request::SetNote(claims[0].clone(), format!("{initials} saw it")),
            Request::SetNote(claims[1].clone(), format!("{initials} did not")),
            Request::SetRisk(claims[2].clone(), risk),
            Request::SetTitle(format!("Talks, by {initials}")),
        ];
        requests.iter().for_each(|request| drop(copy.carry_out(std::slice::from_ref(request), &mut stamp)));
        copy
    };
    let (one, two) = (work("aa", Status::Opinion, Risk::High), work("bb", Status::Query, Risk::Low));
    merge(&one, &two).unwrap()
}

fn check_sentence(what: &str, hint: &str) {
    assert!(what.chars().any(char::is_alphabetic) && hint.chars().any(char::is_alphabetic), "{what:?}, {hint:?}");
    assert!(what.len() < 4_000 && hint.len() < 4_000, "a sentence, not a file: {what}");
}

/// What the program does with a file that somebody opens. Returns whether it could be read. What takes long is done with
/// some of the files only.
fn open(bytes: &[u8], original: &Project, number: u64) -> bool {
    let loaded = match format::parse(bytes) {
        Ok(loaded) => loaded,
        Err(error) => {
            check_sentence(&error.to_string(), error.hint());
            return false;
        }
    };
    loaded.warnings.iter().chain(&loaded.read_only).for_each(|warning| check_sentence(warning, "-a-"));
    look_at(&loaded.project);
    take_back(&loaded.project);
    let merged = match number % 2 {
        0 => merge(&loaded.project, original),
        _ => merge(original, &loaded.project),
    };
    put_together(merged, number % 10 < 2);
    write_and_read(&loaded.project);
    if number % 50 < 2 {
        report(&loaded.project);
    }
    true
}

/// Whatever a window shows.
fn look_at(project: &Project) {
    let progress = project.progress();
    assert!(progress.settled <= progress.claims && progress.open() <= progress.claims);
    assert!(project.claims_in_order().len() <= project.claims.iter().count());
    let conflicts = project.conflicts();
    assert!(conflicts.iter().all(|conflict| conflict.sides.len() > 1), "a conflict of one");
    for step in steps(project.history.entries()) {
        step.what(project);
    }
}

/// Undo and redo of those who worked on the frozen project.
fn take_back(project: &Project) {
    for (initials, sitting) in [("MK", "frozen01"), ("EK", "frozen02"), ("aa", "aa")] {
        let (by, mut minter) = (Person::new(initials, ""), Minter::new(sitting));
        let can = project.undoable(&by, &minter).is_some();
        let can_again = project.redoable(&by, &minter).is_some();
        if can || can_again {
            let mut copy = project.clone();
            let undone = copy.undo(&by, NOW, &mut minter);
            let redone = copy.redo(&by, NOW, &mut minter);
            for misfit in [undone.err(), redone.err()].into_iter().flatten() {
                check_sentence(&misfit.to_string(), "-a-");
            }
        }
    }
}

fn put_together(result: Result<Project, MergeError>, and_save: bool) {
    match result {
        Err(error) => check_sentence(&error.to_string(), error.hint()),
        Ok(mut merged) => {
            look_at(&merged);
            match format::check(&mut merged) {
                Ok(_) if and_save => write_and_read(&merged),
                Ok(_) => {}
                Err(error) => check_sentence(&error.to_string(), error.hint()),
            }
        }
    }
}

/// What could be read can be saved, and that can be read.
fn write_and_read(project: &Project) {
    match format::write(project) {
        Ok(bytes) => {
            let again = format::parse(&bytes).unwrap_or_else(|error| panic!("saved, and cannot be read: {error}"));
            let again = again.project;
            // The header among the unknown fields says who wrote the file.
            let is_same = again.claims == project.claims && again.sources == project.sources;
            assert!(is_same && again.history == project.history, "saved, and another project is read");
            assert!(format::write(&again).unwrap() == bytes, "saved twice, two files");
        }
        Err(error @ FormatError::TooMuch(_)) => check_sentence(&error.to_string(), error.hint()),
        Err(error) => panic!("what was read cannot be saved: {error}"),
    }
}

fn report(project: &Project) {
    let offset = FixedOffset::east_opt(0).unwrap();
    let exported = export(project, &Options::new(NOW, offset), Format::Markdown, &mut |_| true).unwrap();
    assert!(!exported.bytes.is_empty());
}

/// What came of the files.
#[derive(Default)]
struct Tally {
    tried: u64,
    read: u64,
    slowest: (Duration, u64),
    failed: Vec<String>,
}

/// What each worker is at: the number of its file plus one, and since when in milliseconds.
type Desk = [AtomicU64; 2];

/// Ends the whole program when a file takes too long, for a thread cannot be stopped.
fn watch(desks: &[Desk], begun: Instant, done: &AtomicU64, workers: u64) {
    while done.load(Ordering::SeqCst) < workers {
        thread::sleep(Duration::from_millis(20));
        for [case, since] in desks {
            let (since, number) = (since.load(Ordering::SeqCst), case.load(Ordering::SeqCst));
            if number > 0 && begun.elapsed() > Duration::from_millis(since) + PATIENCE {
                say(&format!("a hang: damaged file {} takes longer than {PATIENCE:?}", number - 1));
                std::process::exit(101);
            }
        }
    }
}

/// Opens the damaged file of this number.
fn try_one(originals: &[Original], number: u64, tally: &Mutex<Tally>) {
    let begun = Instant::now();
    let opened = catch_unwind(AssertUnwindSafe(|| {
        let mut dice = Dice::new(number);
        let (large, small) = originals.split_at(LARGE);
        let some = if dice.below(8) == 0 { large } else { small };
        let original = &some[dice.below(some.len())];
        open(&original.base.damaged(&mut dice), &original.project, number)
    }));
    let mut tally = tally.lock().unwrap();
    tally.tried += 1;
    if tally.tried.is_multiple_of(10_000) {
        say(&format!("{} damaged files tried, {} failed", tally.tried, tally.failed.len()));
    }
    tally.slowest = tally.slowest.max((begun.elapsed(), number));
    match opened {
        Ok(read) => tally.read += u64::from(read),
        Err(panic) => {
            let words = panic.downcast_ref::<String>().cloned();
            let words = words.or_else(|| panic.downcast_ref::<&str>().map(|words| (*words).to_owned()));
            tally.failed.push(format!("{number}: {}", words.unwrap_or_default()));
        }
    }
}

fn try_all(originals: &[Original], from: u64, to: u64) -> Tally {
    let workers = thread::available_parallelism().map_or(1, |count| count.get() as u64);
    let desks: Vec<Desk> = (0..workers).map(|_| Desk::default()).collect();
    let (begun, next, done) = (Instant::now(), AtomicU64::new(from), AtomicU64::new(0));
    let tally = Mutex::new(Tally::default());
    let work = |[case, since]: &Desk| {
        loop {
            let number = next.fetch_add(1, Ordering::SeqCst);
            if number >= to {
                break;
            }
            since.store(begun.elapsed().as_millis() as u64, Ordering::SeqCst);
            case.store(number + 1, Ordering::SeqCst);
            try_one(originals, number, &tally);
        }
        case.store(0, Ordering::SeqCst);
        done.fetch_add(1, Ordering::SeqCst);
    };
    thread::scope(|scope| {
        desks.iter().for_each(|desk| drop(scope.spawn(|| work(desk))));
        watch(&desks, begun, &done, workers);
    });
    tally.into_inner().unwrap()
}

#[test]
fn a_damaged_file_is_read_or_refused_with_a_sentence() {
    let begun = Instant::now();
    let one = std::env::var("TICKMARK_CASE").ok().and_then(|number| number.parse::<u64>().ok());
    let (from, to) = one.map_or((0, rounds(2_000, 1_000_000)), |number| (number, number + 1));
    let Tally { tried: count, read, slowest: (time, slowest), failed } = try_all(&originals(), from, to);
    say(&format!(
        "{count} damaged files in {:.1?}: {read} read, {} refused, {} failed; the slowest is {slowest} with {time:.1?}",
        begun.elapsed(),
        count - read - failed.len() as u64,
        failed.len(),
    ));
    assert!(failed.is_empty(), "{} failed:\n{}", failed.len(), failed[..failed.len().min(20)].join("\n"));
    assert!(one.is_some() || read > count / 10 && read < count, "the damage is of one sort only: {read} were read");
}
