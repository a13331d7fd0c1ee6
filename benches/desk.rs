//! What a checker waits for, on a story of 120,000 words with 5,000 claims: `cargo bench --bench desk`.
//!
//! With `TICKMARK_KEEP=FOLDER`, the story that came as a Word file is left there, for `comments.py`.

#![allow(missing_docs, clippy::expect_used, reason = "a bench that cannot go on has failed")]

#[allow(dead_code, reason = "each bench uses its part of the book")]
mod book;

use book::{CLAIMS, WORDS, library, now, story, text, word_story};
use chrono::{FixedOffset, Offset, Utc};
use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};
use tickmark::export::{self, CitationStyle, Format};
use tickmark::import;
use tickmark::model::merge::merge;
use tickmark::model::{KeptCopy, Kind, Minter, Person, Request, Risk, SourceDetails, SourceKind, Stamp};
use tickmark::store::format;
use tickmark::store::kept::hash;

fn desk(criterion: &mut Criterion) {
    let mut session = story(WORDS, CLAIMS);
    let file = format::write(session.project()).expect("it can be written");
    let plain = text(WORDS);
    let mut group = criterion.benchmark_group("120,000 words, 5,000 claims");
    group.sample_size(10);
    group.bench_function("import the text", |bench| bench.iter(|| import::read_text(black_box(&plain))));
    group.bench_function("open the project", |bench| bench.iter(|| format::parse(black_box(&file))));
    group.bench_function("write the project", |bench| bench.iter(|| format::write(black_box(session.project()))));
    let offset: FixedOffset = Utc.fix();
    let options = export::Options { with_confidential: true, ..export::Options::new(now(), offset) };
    group.bench_function("report as HTML", |bench| {
        bench.iter(|| export::export(black_box(session.project()), &options, Format::Html, &mut |_| true));
    });
    // The audit trail of a story that was made at one go has more rows than any desk writes.
    let printed = export::Options { audit_trail: false, ..options.clone() };
    group.bench_function("report as PDF", |bench| {
        bench.iter(|| export::export(black_box(session.project()), &printed, Format::Pdf, &mut |_| true));
    });
    for format in [Format::Docx, Format::Xlsx] {
        group.bench_function(format!("report as {format}"), |bench| {
            bench.iter(|| export::export(black_box(session.project()), &printed, format, &mut |_| true));
        });
    }
    let (mut writers, original) = word_story(WORDS, CLAIMS);
    if let Some(folder) = std::env::var_os("TICKMARK_KEEP") {
        writers.save(&Path::new(&folder).join("story.tickmark")).expect("it is saved");
        std::fs::write(Path::new(&folder).join("story.docx"), &original).expect("it is written");
    }
    let marked = export::Options { original: Some(original.into()), ..printed.clone() };
    group.bench_function("the writer's Word file, marked up", |bench| {
        bench.iter(|| export::export(black_box(writers.project()), &marked, Format::DocxMarkup, &mut |_| true));
    });
    let sources = library(2_000);
    for style in [CitationStyle::Chicago, CitationStyle::Apa] {
        let cited = export::Options { citations: style, ..printed.clone() };
        group.bench_function(format!("report as Markdown, 2,000 sources as {style}"), |bench| {
            bench.iter(|| export::export(black_box(sources.project()), &cited, Format::Markdown, &mut |_| true));
        });
    }
    let id = session.rows()[CLAIMS / 2].id.clone();
    let mut count = 0;
    group.bench_function("write a note", |bench| {
        bench.iter(|| {
            count += 1;
            session.ask(Request::SetNote(id.clone(), count.to_string()), now())
        });
    });
    group.bench_function("mark a claim, and undo it", |bench| {
        bench.iter(|| {
            let request = Request::AddClaim { range: 1_000..1_010, kind: Kind::Figure, risk: Risk::Normal };
            session.ask(request, now()).expect("it is marked");
            session.undo(now()).expect("it is undone");
        });
    });
    group.bench_function("first edit while a save has the snapshot", |bench| {
        bench.iter_custom(|times| {
            (0..times).fold(Duration::ZERO, |total, _| {
                let order = session.save_order("nowhere.tickmark".as_ref());
                count += 1;
                let since = Instant::now();
                session_note(&mut session, &id, count);
                let total = total + since.elapsed();
                drop(order);
                total
            })
        });
    });
    group.finish();
}

/// A save with 2,000 claims and 300 MB of kept copies beside the project must take less than 100 ms.
fn save(criterion: &mut Criterion) {
    let place = tempfile::tempdir().expect("there is room");
    let (path, state) = (place.path().join("story.tickmark"), place.path().join("state"));
    let mut session = story(WORDS / 4, 2_000);
    session.keep_backups_in(Some(state));
    let kept = place.path().join("story.evidence");
    std::fs::create_dir(&kept).expect("there is room");
    let requests = (0..30_u8).map(|number| {
        let bytes = vec![number; 10_000_000];
        let (sha256, name) = (hash(&bytes), format!("recording {number}"));
        std::fs::write(kept.join(&sha256), bytes).expect("there is room");
        let copy = KeptCopy {
            sha256,
            name: name.clone(),
            bytes: 10_000_000,
            at: now(),
            from: name.clone(),
            extra: Default::default(),
        };
        Request::AddSource(Box::new(SourceDetails::new(SourceKind::Recording, name)), vec![copy])
    });
    session.ask_all(requests.collect(), now()).expect("the sources are added");
    session.save(&path).expect("it is saved");
    let id = session.rows()[0].id.clone();
    let mut count = 0;
    let mut group = criterion.benchmark_group("2,000 claims, 300 MB of kept copies");
    group.sample_size(10);
    group.bench_function("save after a change", |bench| {
        bench.iter_custom(|times| {
            (0..times).fold(Duration::ZERO, |total, _| {
                count += 1;
                session_note(&mut session, &id, count);
                let since = Instant::now();
                session.save(&path).expect("it is saved");
                total + since.elapsed()
            })
        });
    });
    group.finish();
}

fn session_note(session: &mut tickmark::session::Session, id: &tickmark::model::ClaimId, count: i32) {
    session.ask(Request::SetNote(id.clone(), count.to_string()), now()).expect("the note is written");
}

/// From a note written to its entry on the disk, with all of a session around it. It is to be under 10 ms.
fn journal_entry(criterion: &mut Criterion) {
    let state = tempfile::tempdir().expect("there is a folder");
    let mut session = story(WORDS, CLAIMS);
    session.begin_journal(state.path(), now());
    assert!(session.flush_journal());
    let id = session.rows()[CLAIMS / 2].id.clone();
    let mut count = 0;
    criterion.bench_function("journal_entry", |bench| {
        bench.iter(|| {
            count += 1;
            session_note(&mut session, &id, count);
            session.flush_journal()
        });
    });
}

/// Two people make 10,000 edits each on copies of one story, and half of them on the same notes.
fn merging(criterion: &mut Criterion) {
    let start = story(WORDS, CLAIMS);
    let edited = |sitting: &str, every: usize| {
        let mut project = start.project().clone();
        let (by, mut minter) = (Person::new(sitting, ""), Minter::new(sitting));
        for count in 0..10_000 {
            let row = &start.rows()[(count * every) % CLAIMS];
            let mut stamp = Stamp { by: &by, at: now(), minter: &mut minter };
            let note = Request::SetNote(row.id.clone(), format!("{sitting} {count}"));
            project.carry_out(&[note], &mut stamp).expect("it is written");
        }
        project
    };
    let (ours, theirs) = (edited("ours", 1), edited("theirs", 2));
    let mut group = criterion.benchmark_group("merge");
    group.sample_size(10);
    group.bench_function("two copies with 10,000 edits each", |bench| {
        bench.iter(|| merge(black_box(&ours), black_box(&theirs)));
    });
    group.finish();
}

criterion_group!(benches, desk, save, journal_entry, merging);
criterion_main!(benches);
