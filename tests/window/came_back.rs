//! The marked-up Word file that comes back from the writer is dropped on the story.

use crate::hands::{Dropped, Hands, STORY};
use chrono::{DateTime, FixedOffset, Utc};
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::sync::Arc;
use tickmark::export::{Format, Options, export};
use tickmark::model::{ClaimId, Decision, Kind, Request, Risk};
use tickmark::session::Session;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const AT: DateTime<Utc> = DateTime::UNIX_EPOCH;

/// A story with a question on one claim and a suggested change of another.
fn story() -> Session {
    let mut session = Hands::story(STORY);
    let text = session.project().draft().unwrap().text.clone();
    let mut claim = |quote: &str, then: &dyn Fn(ClaimId) -> Request| {
        let start = text.find(quote).unwrap();
        let range = start..start + quote.len();
        let made = session.ask(Request::AddClaim { range, kind: Kind::Figure, risk: Risk::Normal }, AT).unwrap();
        session.ask(then(ClaimId(made.unwrap())), AT).unwrap();
    };
    claim("28,500", &|claim| Request::SetQuestion(claim, "Since when?".to_owned()));
    claim("fivefold", &|claim| Request::SuggestChange(claim, Some("sixfold".to_owned())));
    session
}

/// The story's Word file, marked up.
fn marked_up(session: &Session) -> Vec<u8> {
    let options = Options::new(AT, FixedOffset::east_opt(0).unwrap());
    export(session.project(), &options, Format::DocxMarkup, &mut |_| true).unwrap().bytes
}

/// The parts of a Word file, by name.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let count = archive.len();
    let part = |at| {
        let mut part = archive.by_index(at).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        (part.name().unwrap().into_owned(), text)
    };
    (0..count).map(part).collect()
}

/// The same without what stands from `start` to `end`, these included.
fn without(text: &str, start: &str, end: &str) -> String {
    let (before, rest) = text.split_once(start).unwrap();
    before.to_owned() + rest.split_once(end).unwrap().1
}

/// The file as Word has it when the writer has answered the question and the editor has accepted the change.
fn answered_and_accepted(bytes: &[u8]) -> Vec<u8> {
    let old = parts(bytes);
    let comments = &old.iter().find(|(name, _)| name == "word/comments.xml").unwrap().1;
    let asked = &comments.split_once("Since when?").unwrap().1.split_once("paraId=\"").unwrap().1[..8];
    let answer = "<w:comment xmlns:w14='http://schemas.microsoft.com/office/word/2010/wordml' w:id='900' \
        w:author='The writer'><w:p w14:paraId='0A0B0C0D'><w:r><w:t>Since 2018.</w:t></w:r></w:p></w:comment></w:comments>";
    let thread = format!("<w15:commentEx w15:paraId='0A0B0C0D' w15:paraIdParent='{asked}'/></w15:commentsEx>");
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in old {
        let text = match name.as_str() {
            "word/comments.xml" => text.replace("</w:comments>", answer),
            "word/commentsExtended.xml" => text.replace("</w15:commentsEx>", &thread),
            "word/document.xml" => {
                without(&without(&text, "<w:del ", "</w:del>"), "<w:ins ", ">").replace("</w:ins>", "")
            }
            _ => text,
        };
        new.start_file(&name, SimpleFileOptions::default()).unwrap();
        new.write_all(text.as_bytes()).unwrap();
    }
    new.finish().unwrap().into_inner()
}

/// Drops this file on the story as a new draft, and waits until it is asked about.
fn drop_file(hands: &mut Hands, path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).unwrap();
    hands.harness.input_mut().dropped_files = vec![Arc::new(Dropped(path.to_owned()))];
    hands.wait_for("the question what to do with it", |hands| hands.shows("An article was dropped on the story"));
    hands.click("Update the draft");
    hands.wait_for("the question what it is", |hands| hands.shows("The marked-up file came back"));
}

#[test]
fn replies_and_decisions_of_the_file_that_came_back_are_taken_in_as_one_step() {
    let folder = tempfile::tempdir().unwrap();
    let session = story();
    let bytes = answered_and_accepted(&marked_up(&session));
    let mut hands = Hands::with_session(session);
    let path = folder.path().join("back.docx");
    drop_file(&mut hands, &path, &bytes);
    hands.press("Enter");
    assert!(hands.claim("28,500").answer.is_empty(), "the safe answer has the focus");
    drop_file(&mut hands, &path, &bytes);
    assert!(hands.shows("The writer: Since 2018.") && hands.shows("Change accepted"), "{:#?}", hands.names());
    hands.click("Take in 1 answer and 1 decision");
    assert!(hands.shows("1 answer and 1 decision taken in"), "{:#?}", hands.names());
    assert_eq!(hands.claim("28,500").answer, "The writer: Since 2018.");
    let decision = |hands: &Hands| hands.claim("fivefold").change.as_ref().unwrap().decision;
    assert_eq!(decision(&hands), Decision::Accepted);
    assert_eq!(hands.session().project().drafts.len(), 1, "its text is not brought in");
    hands.press("Ctrl+Z");
    assert_eq!(decision(&hands), Decision::Proposed);
    assert!(hands.claim("28,500").answer.is_empty());
}

#[test]
fn the_file_that_came_back_may_also_be_the_new_draft_and_our_comments_offer_no_claims() {
    let folder = tempfile::tempdir().unwrap();
    let session = story();
    let bytes = answered_and_accepted(&marked_up(&session));
    let mut hands = Hands::with_session(session);
    drop_file(&mut hands, &folder.path().join("back.docx"), &bytes);
    hands.click("Bring it in as a new draft");
    hands.wait_for("the draft", |hands| hands.session().project().drafts.len() == 2);
    assert!(hands.session().project().draft().unwrap().text.contains("a sixfold rise"));
    assert!(hands.session().offers().is_empty());
}

#[test]
fn an_answer_is_seen_on_its_claim_even_if_nothing_was_asked() {
    let mut session = story();
    let claims = session.project().claims_in_order();
    let claim = claims.iter().find(|claim| claim.anchor.quote == "fivefold").unwrap().id.clone();
    session.ask(Request::SetAnswer(claim, "The writer: I counted.".to_owned()), AT).unwrap();
    let mut hands = Hands::with_session(session);
    let place = hands.place("fivefold").start;
    hands.go_to(place);
    hands.press("Enter");
    assert_eq!(hands.thing("Answer of the writer").value, "The writer: I counted.");
    assert!(!hands.shows("Question to the writer"), "{:#?}", hands.names());
}
