//! What was left out when the article was read, and reading it in another way.

use crate::hands::Hands;
use std::fs;
use std::path::PathBuf;
use tickmark::ui::Desk;

/// A window with a file of these bytes opened in it.
fn opened(name: &str, bytes: &[u8]) -> (Hands, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    let mut hands = Hands::empty();
    Desk::begin(hands.harness.state_mut(), Some(path), None);
    hands.wait_for("a story", |hands| hands.harness.state().session().is_some());
    hands.settle();
    (hands, folder)
}

fn text(hands: &Hands) -> &str {
    &hands.session().project().draft().unwrap().text
}

const PAGE: &str = "<html><head><title>Talks end early in Seoul</title></head><body><nav>Home</nav><article>\
    <h1>Talks end early in Seoul</h1><img src=x><p>The American side left the table after an hour on Tuesday, said \
    an official of the ministry who was in the room when it happened.</p><p>Nobody had expected that the second day \
    would end so early, and both sides remain far apart on what the troops shall cost.</p></article>\
    <div><p>Unrelated teaser text about something else entirely, with a full sentence in it.</p></div></body></html>";

#[test]
fn a_strip_says_what_was_left_out_until_it_is_put_away() {
    let (mut hands, _folder) = opened("talks.html", PAGE.as_bytes());
    assert!(hands.shows("One picture was left out; the text under it is kept."));
    assert!(hands.paints("One picture was left out"), "nothing is painted over it");
    hands.click("Details…");
    assert!(hands.shows("talks.html · web page · UTF-8"), "{:#?}", hands.names());
    let at = |name| hands.names().iter().position(|other| other == name);
    assert!(at("UTF-8") < at("windows-1252"), "the encoding that it was read in comes first: {:#?}", hands.names());
    hands.press("Escape");
    hands.click("Put the note away");
    assert!(!hands.shows("One picture was left out"));
}

#[test]
fn everything_on_a_page_is_taken_when_it_is_asked_for() {
    let (mut hands, _folder) = opened("talks.html", PAGE.as_bytes());
    assert!(!text(&hands).contains("Unrelated teaser"));
    hands.click("Details…");
    hands.click("everything on the page");
    hands.click("Read it so");
    hands.wait_for("the page", |hands| text(hands).contains("Unrelated teaser"));
}

#[test]
fn another_encoding_is_chosen_by_keyboard_with_a_look_at_what_comes_of_it() {
    let words = "The café in São Paulo “closed”.";
    let bytes = encoding_rs::WINDOWS_1252.encode(words).0.into_owned();
    let (mut hands, _folder) = opened("cafe.txt", &bytes);
    assert_eq!(text(&hands), words);
    assert!(hands.shows("Read it so"), "a guess is asked about at once");
    hands.press("ArrowDown");
    assert!(hands.shows("The café in Săo Paulo"), "as it reads in the next encoding: {:#?}", hands.names());
    hands.press("Enter");
    hands.wait_for("the other encoding", |hands| text(hands).contains("Săo"));
    let file = hands.session().project().draft().unwrap().file.clone().unwrap();
    assert_eq!(file.encoding.as_deref(), Some("windows-1250"));
}

#[test]
fn a_file_that_work_has_begun_on_is_not_read_anew() {
    let (mut hands, _folder) = opened("talks.html", PAGE.as_bytes());
    hands.mark("after an hour");
    hands.click("Details…");
    assert!(!hands.shows("Read it so") && hands.shows("only before work begins"));
}
