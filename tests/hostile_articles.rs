//! Articles damaged at random: each is read, or refused with a sentence. None makes a reader panic or hang, and what is
//! read holds together.
//!
//! `TICKMARK_GATES=full cargo test --release --test hostile_articles` tries 100,000 files of each
//! format instead of 200. One of them alone: `TICKMARK_CASE=123 cargo test --test hostile_articles pdf`; with
//! `TICKMARK_KEEP=FOLDER` it is written there as well.
//!
//! `cargo test --test hostile_articles -- --ignored` writes what the fuzz targets in `tests/fuzz` begin with.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "mutation/dice.rs"]
mod dice;
mod seeds;

use dice::Dice;
use seeds::{Seed, damaged, seeds};
use std::fs;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};
use tickmark::import::{self, Format, ImportError, Options, first_look::first_look, limits};
use tickmark::model::Article;

/// When a file that takes so long is a hang. It does not say how fast a reader is.
const PATIENCE: Duration = Duration::from_secs(20);

/// Says something that the test runner does not hold back.
fn say(words: &str) {
    let _ = writeln!(std::io::stderr(), "{words}");
}

/// The files to try, by their numbers.
fn numbers() -> std::ops::Range<u64> {
    let one = std::env::var("TICKMARK_CASE").ok().and_then(|number| number.parse::<u64>().ok());
    let full = std::env::var("TICKMARK_GATES").is_ok_and(|gates| gates == "full");
    one.map_or(0..if full { 100_000 } else { 200 }, |number| number..number + 1)
}

fn check_sentence(what: &str) {
    assert!(what.chars().any(char::is_alphabetic) && what.len() < 4_000, "no sentence: {what}");
}

fn check_error(error: &ImportError) {
    check_sentence(&error.to_string());
    check_sentence(error.hint());
}

fn check_article(article: &Article) {
    assert_eq!(article.check(), Ok(()));
    assert!(!article.blocks.is_empty() && !article.text.trim().is_empty(), "an article without words");
    assert!(article.blocks.len() <= limits::BLOCKS && article.text.len() <= 4 * limits::CHARACTERS);
    article.warnings.iter().for_each(|warning| check_sentence(warning));
    let json = serde_json::to_vec(article).unwrap();
    assert!(serde_json::from_slice::<Article>(&json).unwrap() == *article, "it does not survive being handed over");
}

/// What the program does with a file, whatever its name says. Returns whether it could be read.
fn open(bytes: &[u8], name: &str, format: Option<Format>) -> bool {
    let options = Options { format, ..Options::default() };
    if let Err(error) = first_look(bytes, name, &options) {
        check_error(&error);
    }
    match import::read(bytes, name, &options) {
        Ok(article) => check_article(&article),
        Err(error) => {
            check_error(&error);
            return false;
        }
    }
    true
}

/// Tries the damaged file of this number. Its name and format are forced upon every third.
fn try_one(seeds: &[Seed], number: u64) -> bool {
    let mut dice = Dice::new(number);
    let seed = &seeds[dice.below(seeds.len())];
    let bytes = damaged(seed, &mut dice);
    if let Some(folder) = std::env::var_os("TICKMARK_KEEP") {
        fs::write(Path::new(&folder).join(format!("{number}-{}", seed.name)), &bytes).unwrap();
    }
    open(&bytes, seed.name, number.is_multiple_of(3).then_some(seed.format))
}

/// Tries all files on a thread with as much stack as a reader has in the program, and ends everything when one takes too
/// long, for a thread cannot be stopped.
fn try_all(format: Format) {
    let (sender, receiver) = channel();
    let work = move || {
        let seeds: Vec<Seed> = seeds().into_iter().filter(|seed| seed.format == format).collect();
        for number in numbers() {
            sender.send((number, None)).unwrap();
            let tried = catch_unwind(AssertUnwindSafe(|| try_one(&seeds, number)));
            sender.send((number, Some(tried.map_err(|panic| words_of(&*panic))))).unwrap();
        }
    };
    let worker = thread::Builder::new().stack_size(limits::STACK).spawn(work).unwrap();
    let (mut read, mut failed, mut at, mut slowest) = (0, Vec::new(), 0, (Duration::ZERO, 0));
    let mut begun = Instant::now();
    loop {
        match receiver.recv_timeout(PATIENCE) {
            Ok((number, None)) => (at, begun) = (number, Instant::now()),
            Ok((number, Some(tried))) => {
                slowest = slowest.max((begun.elapsed(), number));
                match tried {
                    Ok(was_read) => read += u64::from(was_read),
                    Err(words) => failed.push(format!("{number}: {words}")),
                }
            }
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {
                say(&format!("a hang: damaged {format} {at} takes longer than {PATIENCE:?}"));
                std::process::exit(101);
            }
        }
    }
    worker.join().unwrap();
    let (time, slow) = slowest;
    say(&format!(
        "damaged {format}, {:?}: {read} read, {} failed; the slowest is {slow} with {time:.1?}",
        numbers(),
        failed.len()
    ));
    assert!(failed.is_empty(), "{} failed:\n{}", failed.len(), failed[..failed.len().min(20)].join("\n"));
}

fn words_of(panic: &(dyn std::any::Any + Send)) -> String {
    let words = panic.downcast_ref::<String>().cloned();
    words.or_else(|| panic.downcast_ref::<&str>().map(|words| (*words).to_owned())).unwrap_or_default()
}

macro_rules! damaged_files {
    ($($name:ident: $format:ident;)*) => {
        $(#[test]
        fn $name() {
            try_all(Format::$format);
        })*
    };
}

damaged_files! {
    docx: Docx;
    odt: Odt;
    rtf: Rtf;
    epub: Epub;
    pdf: Pdf;
    html: Html;
    markdown: Markdown;
    plain: Plain;
}

#[test]
fn what_the_damage_begins_with_is_recognised() {
    for seed in seeds() {
        let found = first_look(&seed.content.bytes(false), seed.name, &Options::default());
        assert_eq!(found, Ok(seed.format), "{}", seed.name);
    }
}

#[test]
#[ignore = "it writes files for the fuzz targets"]
fn seeds_for_fuzzing() {
    let folder: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests", "fuzz", "corpus"].iter().collect();
    for seed in seeds() {
        let folder = folder.join(seed.format.key());
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(seed.name), seed.content.bytes(false)).unwrap();
        fs::write(folder.join(format!("stored-{}", seed.name)), seed.content.bytes(true)).unwrap();
    }
}
