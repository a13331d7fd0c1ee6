//! Reading with programs in the place of ours that do what a reader taken over by a hostile file could do.

#![allow(clippy::unwrap_used, reason = "the helpers are test code outside of test functions")]

use super::wire::{Answer, line};
use super::*;
use std::cell::RefCell;

const TEXT: &str = "Talks end early\n\nAbout 28,500 troops are stationed there.";

/// A reader that runs this script.
fn script(text: &str) -> Reader {
    Reader::Apart(Program::new("/bin/sh").with("-c").with(text))
}

fn read(reader: &Reader, watch: &Watch) -> Result<Article, Problem> {
    reader.read(&Arc::new(TEXT.as_bytes().to_vec()), "talks.txt", &Options::default(), watch)
}

/// A script that prints this answer.
fn saying(answer: &Answer) -> Reader {
    let said = String::from_utf8(line(answer).unwrap()).unwrap();
    script(&format!("cat <<'END'\n{said}END"))
}

fn article() -> Article {
    import::read(TEXT.as_bytes(), "talks.txt", &Options::default()).unwrap()
}

#[test]
fn an_article_and_a_refusal_come_through_as_they_are() {
    assert_eq!(read(&Reader::Here, &Watch::NOBODY), Ok(article()));
    assert_eq!(read(&saying(&Answer::Read(Box::new(article()))), &Watch::NOBODY), Ok(article()));
    let refused = saying(&Answer::Refused(ImportError::Scanned));
    assert_eq!(read(&refused, &Watch::NOBODY), Err(ImportError::Scanned.into()));
}

#[test]
fn a_reader_that_goes_wrong_gets_a_sentence_that_says_how() {
    let mut beyond = article();
    beyond.blocks[1].end += 1;
    let mut inside = article();
    (inside.blocks[0].start, inside.blocks[1].start) = (inside.blocks[1].start, inside.blocks[0].start);
    let wordless = Article { format: "plain".to_owned(), ..Article::default() };
    let table = [
        (script("exit 0"), "the reader broke on this file", "exit status: 0"),
        (script("echo nonsense"), "the reader broke on this file", "no article"),
        (script("kill -ABRT $$"), "the reader broke on this file", "SIGABRT"),
        (script("exec <&-; exit 9"), "the reader broke on this file", "exit status: 9"),
        (script("yes"), "the reader broke on this file", "no article"),
        (saying(&Answer::Read(Box::new(beyond))), "the reader broke on this file", "not a piece of the text"),
        (saying(&Answer::Read(Box::new(inside))), "the reader broke on this file", "a block"),
        (saying(&Answer::Read(Box::new(wordless))), "the reader broke on this file", "no words"),
        (script("kill -XCPU $$"), "it took longer than 20 seconds", ""),
        (
            script("echo 'memory allocation of 7 bytes failed' >&2; exit 1"),
            "it needed more memory than an article may",
            "",
        ),
        (script("head -c 110000000 /dev/zero"), "there is more in it than an article may hold", ""),
    ];
    for (reader, expected, detail) in table {
        let problem = read(&reader, &Watch::NOBODY).unwrap_err();
        assert_eq!((problem.what.as_str(), problem.hint.as_str()), (expected, HINT), "{reader:?}");
        assert!(problem.detail.contains(detail), "{}", problem.detail);
    }
    let missing = read(&Reader::Apart(Program::new("/no/such/program")), &Watch::NOBODY).unwrap_err();
    assert!(missing.what.contains("could not be started"), "{missing}");
}

#[test]
fn how_far_it_is_is_said_and_a_stop_is_heard() {
    let said = RefCell::new(Vec::new());
    let watch =
        Watch { say: &|words| said.borrow_mut().push(words.to_owned()), stopped: &|| !said.borrow().is_empty() };
    let stopped = read(&script("echo '{\"far\":\"3 pages\"}'; exec sleep 3600"), &watch).unwrap_err();
    assert_eq!((stopped.what.as_str(), said.take()), ("reading it was stopped", vec!["3 pages".to_owned()]));
}

#[test]
fn what_a_first_look_refuses_needs_no_process() {
    let reader = Reader::Apart(Program::new("/no/such/program"));
    let empty = reader.read(&Arc::default(), "talks.txt", &Options::default(), &Watch::NOBODY);
    assert_eq!(empty, Err(ImportError::Empty.into()));
}
