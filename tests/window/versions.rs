//! The story as it was: an earlier version looked at, and had back as a file of its own.

use crate::hands::Hands;
use std::path::Path;
use tickmark::session::Session;
use tickmark::store::format;

impl Hands {
    /// Opens the dialog, and chooses the version of which it says this.
    fn choose_version(&mut self, says: &str) {
        self.press("Ctrl+K");
        self.type_text("earlier versions");
        self.press("Enter");
        self.wait_for("the versions are listed", |hands| hands.shows(says));
        self.click(says);
    }
}

/// The words of the claims in a project file.
fn claims(path: &Path) -> Vec<String> {
    let project = format::parse(&std::fs::read(path).unwrap()).unwrap().project;
    project.claims_in_order().iter().map(|claim| claim.anchor.quote.clone()).collect()
}

#[test]
fn an_earlier_version_is_written_as_a_new_file_and_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    Hands::with_claims(&["28,500"]).session().save_order(&at("talks.tickmark")).run().unwrap();
    let mut hands = Hands::safe_in(&at("state"));
    let ctx = hands.harness.ctx.clone();
    let session = Session::open(&at("talks.tickmark"), Default::default(), "w").unwrap();
    hands.harness.state_mut().take_session(&ctx, session);
    hands.settle();
    hands.mark("Tuesday");
    hands.press("Ctrl+S");
    hands.wait_for("saved", |hands| !hands.session().is_dirty());

    hands.choose_version("1 claim, 1 open");
    hands.click("Write it to");
    hands.press("Ctrl+A");
    hands.type_text(at("as-it-was.tickmark").to_str().unwrap());
    hands.click("Write this version");
    hands.wait_for("written", |hands| hands.shows("Written to"));
    assert_eq!(claims(&at("as-it-was.tickmark")), ["28,500"]);
    assert_eq!(claims(&at("talks.tickmark")), ["28,500", "Tuesday"], "the story itself is as it was");

    hands.choose_version("1 claim, 1 open");
    hands.click("Look at it");
    hands.wait_for("the story as it was", |hands| hands.quotes() == ["28,500"]);
    assert!(hands.shows("This is the story as it was"));
    hands.press("N");
    hands.press("O");
    assert_eq!(hands.status("28,500"), "unchecked", "nothing can be changed in it");
}
