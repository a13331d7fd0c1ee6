//! What was not saved when the window was gone: shown, looked at, restored, discarded.

use crate::hands::{Hands, STORY};
use std::path::Path;
use tempfile::TempDir;
use tickmark::session::recovery::orphans;

impl Hands {
    /// A window that writes down in this folder what is not saved.
    pub fn safe_in(state: &Path) -> Self {
        let mut hands = Self::empty();
        let ctx = hands.harness.ctx.clone();
        hands.harness.state_mut().keep_safe_in(&ctx, state.to_owned());
        hands.settle();
        hands
    }

    /// As [`Hands::safe_in`], once it has found what was not saved.
    fn after_crash(state: &Path) -> Self {
        let mut hands = Self::safe_in(state);
        hands.wait_for("something was not saved", |hands| hands.shows("Not saved"));
        hands
    }

    /// The window is gone, and had no time to tidy up.
    fn crash(self, state: &Path) {
        assert!(self.session().flush_journal());
        drop(self);
        // The thread that wrote the journal lets go of it a moment later.
        while orphans(state, chrono::Utc::now()).is_empty() {
            std::thread::yield_now();
        }
    }
}

/// A folder in which a story with two claims was not saved.
fn unsaved() -> TempDir {
    let state = tempfile::tempdir().unwrap();
    let mut hands = Hands::safe_in(state.path());
    hands.press("Ctrl+Shift+V");
    hands.paste(STORY);
    hands.click("Begin the check");
    hands.wait_for("a story", |hands| hands.harness.state().session().is_some());
    hands.mark("28,500");
    hands.mark("Tuesday");
    hands.crash(state.path());
    state
}

fn is_empty(state: &Path) -> bool {
    let count = std::fs::read_dir(state.join("recovery")).map_or(0, Iterator::count);
    orphans(state, chrono::Utc::now()).is_empty() && count == 0
}

#[test]
fn a_crash_costs_less_than_a_second_of_typing() {
    let state = unsaved();
    let mut hands = Hands::after_crash(state.path());
    hands.click("Restore “Allies leave the table early”");
    hands.wait_for("restored", |hands| hands.harness.state().session().is_some());
    hands.click("1, unchecked, figure: 28,500");
    hands.press("T");
    let text = "the ministry counts them on the last day of each month and tells nobody before noon";
    hands.type_text(text);
    assert_eq!(hands.claim("28,500").note, "", "there was no pause");
    hands.crash(state.path());

    let mut hands = Hands::after_crash(state.path());
    hands.click("Restore “Allies leave the table early”");
    hands.wait_for("restored", |hands| hands.harness.state().session().is_some());
    let note = &hands.claim("28,500").note;
    // A letter takes two frames here, a sixtieth of a second each.
    assert!(text.starts_with(note) && text.len() - note.len() < 30, "{note}");
}

#[test]
fn the_start_page_says_what_was_not_saved_and_restores_it() {
    let state = unsaved();
    let mut hands = Hands::after_crash(state.path());
    assert!(hands.shows("“Allies leave the table early”: 2 changes not saved, "));
    assert!(hands.shows("Never saved"));
    hands.click("Restore “Allies leave the table early”");
    hands.wait_for("restored", |hands| hands.harness.state().session().is_some());
    assert_eq!(hands.quotes(), ["28,500", "Tuesday"]);
    assert!(hands.session().is_dirty() && hands.shows("Not saved yet"));
    hands.press("Ctrl+Z");
    assert_eq!(hands.quotes(), ["28,500"]);

    hands.crash(state.path());
    let mut hands = Hands::after_crash(state.path());
    assert!(hands.shows(": 3 changes not saved, "), "what was restored is kept safe again, with the undo");
    hands.click("Restore “Allies leave the table early”");
    hands.wait_for("restored", |hands| hands.harness.state().session().is_some());
    let path = state.path().join("talks.tickmark");
    hands.press("Ctrl+S");
    hands.press("Ctrl+A");
    hands.type_text(path.to_str().unwrap());
    hands.press("Enter");
    hands.wait_for("saved", |hands| !hands.session().is_dirty());
    hands.press("Ctrl+W");
    hands.wait_for("nothing is left", |_| is_empty(state.path()));
}

#[test]
fn what_was_not_saved_can_be_looked_at_first() {
    let state = unsaved();
    let mut hands = Hands::after_crash(state.path());
    hands.click("Look… “Allies leave the table early”");
    assert!(hands.shows("Mark “28,500”") && hands.shows("Mark “Tuesday”"));
    assert_eq!(hands.focused(), "Restore");
    hands.press("Escape");
    assert!(!hands.shows("Mark “28,500”") && hands.shows("Not saved"));
    hands.click("Look… “Allies leave the table early”");
    hands.press("Enter");
    hands.wait_for("restored", |hands| hands.harness.state().session().is_some());
    assert_eq!(hands.quotes(), ["28,500", "Tuesday"]);
}

#[test]
fn what_was_not_saved_is_discarded_only_when_asked_twice() {
    let state = unsaved();
    let mut hands = Hands::after_crash(state.path());
    hands.click("Discard “Allies leave the table early”");
    assert!(hands.shows("Discard 2 changes?"));
    hands.click("Keep");
    assert!(!hands.shows("Discard 2 changes?") && !is_empty(state.path()));
    hands.click("Discard “Allies leave the table early”");
    hands.click("Discard for good");
    hands.wait_for("it is gone", |hands| !hands.shows("Not saved"));
    assert!(is_empty(state.path()));
}

#[test]
fn leaving_without_saving_leaves_nothing_behind() {
    let state = tempfile::tempdir().unwrap();
    let mut hands = Hands::safe_in(state.path());
    hands.click("Open the sample story");
    hands.press("Ctrl+W");
    hands.wait_for("nothing was done", |_| is_empty(state.path()));
    hands.paste(STORY);
    hands.press("Ctrl+Enter");
    hands.wait_for("a story", |hands| hands.harness.state().session().is_some());
    hands.mark("28,500");
    hands.press("Ctrl+W");
    hands.click("Leave without saving");
    hands.wait_for("it was left on purpose", |_| is_empty(state.path()));
    assert!(!hands.shows("Not saved"));
}

#[test]
fn opening_the_story_itself_offers_what_was_not_saved() {
    let place = tempfile::tempdir().unwrap();
    let (state, path) = (place.path().join("state"), place.path().join("talks.tickmark"));
    let mut session = Hands::story(STORY);
    session.save(&path).unwrap();
    let open = |hands: &mut Hands| {
        hands.harness.state_mut().begin(Some(path.clone()), None);
        hands.wait_for("opened", |hands| hands.harness.state().session().is_some());
    };
    let mut hands = Hands::safe_in(&state);
    open(&mut hands);
    hands.mark("28,500");
    hands.crash(&state);

    let mut hands = Hands::safe_in(&state);
    open(&mut hands);
    assert!(hands.quotes().is_empty());
    hands.wait_for("an offer", |hands| hands.shows("1 change not saved, at "));
    hands.click("Restore");
    hands.wait_for("restored", |hands| !hands.session().rows().is_empty());
    assert_eq!(hands.quotes(), ["28,500"]);
    assert_eq!(hands.session().path(), Some(&*path));
    hands.press("Ctrl+S");
    hands.wait_for("saved", |hands| !hands.session().is_dirty());
    hands.press("Ctrl+W");
    hands.wait_for("nothing is left", |_| is_empty(&state));
}
