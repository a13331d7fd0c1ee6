//! Coming to a story, saving it, reporting on it, leaving it.

use crate::hands::{Hands, STORY};

#[test]
fn the_start_page_offers_every_way_in() {
    let hands = Hands::empty();
    for name in ["Open article…", "Open project…", "Paste article…", "Open the sample story"] {
        assert!(hands.shows(name), "{name}");
    }
}

#[test]
fn a_pasted_article_begins_a_story() {
    let mut hands = Hands::empty();
    hands.press("Ctrl+Shift+V");
    assert_eq!(hands.focused(), "Text of the article");
    hands.paste(STORY);
    hands.click("Begin the check");
    hands.wait_for("a story", |hands| hands.harness.state().session().is_some());
    assert_eq!(hands.session().project().title, "Allies leave the table early");
    hands.mark("28,500");
}

#[test]
fn text_pasted_on_the_start_page_is_offered_as_an_article() {
    let mut hands = Hands::empty();
    hands.paste(STORY);
    hands.press("Ctrl+Enter");
    hands.wait_for("a story", |hands| hands.harness.state().session().is_some());
    assert_eq!(hands.session().project().title, "Allies leave the table early");
}

#[test]
fn the_sample_story_opens_and_shows_every_status() {
    let mut hands = Hands::empty();
    hands.click("Open the sample story");
    let progress = hands.session().progress().clone();
    for status in tickmark::model::Status::ALL {
        assert!(progress.count(*status) > 0, "{status}");
    }
}

#[test]
fn a_story_is_saved_closed_and_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talks.tickmark");
    let mut hands = Hands::with_claims(&["28,500"]);
    assert!(hands.shows("Not saved yet"));
    hands.press("T");
    hands.type_text("typed last");
    hands.press("Ctrl+S");
    assert_eq!(hands.focused(), "Project file");
    hands.press("Ctrl+A");
    hands.type_text(path.to_str().unwrap());
    hands.press("Enter");
    hands.wait_for("saved", |hands| !hands.session().is_dirty());
    hands.press("Ctrl+W");
    assert!(hands.harness.state().session().is_none() && hands.shows("Recent projects"));
    hands.click("Allies leave the table early");
    hands.wait_for("opened", |hands| hands.harness.state().session().is_some());
    assert_eq!(hands.claim("28,500").note, "typed last", "what was being typed is saved too");

    let report = folder.path().join("report.html");
    hands.press("Ctrl+E");
    hands.click("File");
    hands.press("Ctrl+A");
    hands.type_text(report.to_str().unwrap());
    hands.press("Enter");
    hands.wait_for("written", |hands| hands.shows("Report written to"));
    assert!(std::fs::read_to_string(report).unwrap().contains("28,500"));
}

#[test]
fn a_save_that_fails_says_why_and_the_story_stays() {
    let mut hands = Hands::with_claims(&["28,500"]);
    hands.press("Ctrl+S");
    hands.press("Ctrl+A");
    hands.type_text("/no/such/folder/talks.tickmark");
    hands.press("Enter");
    hands.wait_for("a problem", |hands| hands.shows("could not be saved") || hands.shows("/no/such/folder"));
    assert!(hands.session().is_dirty());
    assert_eq!(hands.quotes(), ["28,500"]);
}

#[test]
fn leaving_unsaved_work_is_asked_about() {
    let mut hands = Hands::with_claims(&["28,500"]);
    hands.press("Ctrl+W");
    assert!(hands.shows("Save before leaving?"));
    hands.press("Escape");
    assert_eq!(hands.quotes(), ["28,500"], "Esc stays");
    hands.press("Ctrl+W");
    hands.click("Leave without saving");
    assert!(hands.harness.state().session().is_none());
}

#[test]
fn a_failed_save_is_said_until_one_succeeds_and_the_way_out_is_offered() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talks.tickmark");
    let hands = Hands::with_claims(&["28,500"]);
    hands.session().save_order(&path).run().unwrap();
    let mut hands = Hands::with_session(tickmark::session::Session::open(&path, Default::default(), "w").unwrap());
    hands.press("N");
    hands.press("O");
    std::fs::write(&path, "half a fi").unwrap();
    hands.press("Ctrl+S");
    hands.wait_for("the banner", |hands| hands.shows("was changed by another program"));
    hands.press("Escape");
    hands.press("U");
    assert!(hands.shows("was changed by another program"), "it stays");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "half a fi", "nothing is overwritten");
    hands.click("Save elsewhere…");
    hands.press("Ctrl+A");
    let elsewhere = folder.path().join("elsewhere.tickmark");
    hands.type_text(&elsewhere.display().to_string());
    hands.press("Enter");
    hands.wait_for("saved", |hands| !hands.session().is_dirty());
    assert!(elsewhere.is_file() && !hands.shows("was changed by another program"));
}
