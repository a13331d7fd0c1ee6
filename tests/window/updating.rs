//! A new draft of the open story: brought in, shown, doubted, taken back.

use crate::hands::{Dropped, Hands, STORY};
use std::fs;
use std::sync::Arc;
use tickmark::model::Status;

/// Drops a file of this text on the story.
fn drop_draft(hands: &mut Hands, folder: &tempfile::TempDir, text: &str) {
    let path = folder.path().join("draft2.txt");
    fs::write(&path, text).unwrap();
    hands.press("Escape");
    hands.press("Escape");
    hands.harness.input_mut().dropped_files = vec![Arc::new(Dropped(path))];
    hands.wait_for("the question what to do with it", |hands| hands.shows("An article was dropped on the story"));
}

#[test]
fn a_draft_that_is_dropped_carries_the_claims_over_and_one_undo_takes_it_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut hands = Hands::with_claims(&["28,500", "fivefold", "Tuesday", "December"]);
    hands.press("O");
    let old = hands.session().project().draft().unwrap().text.clone();
    drop_draft(
        &mut hands,
        &folder,
        &STORY.replace("fivefold", "sixfold").replace("The talks go on in December.", "A new end."),
    );
    hands.click("Update the draft");
    hands.wait_for("what became of the claims", |hands| hands.shows("What became of the claims"));
    assert!(
        hands.shows("Recheck: the wording changed (1)") || hands.shows("RECHECK: THE WORDING CHANGED (1)"),
        "{:#?}",
        hands.names()
    );
    assert!(hands.shows("A new end."), "new text that nobody has read is listed");
    assert_eq!(hands.session().project().draft().unwrap().number, 2);
    assert_eq!(hands.claim("sixfold").anchor.draft, 2);
    hands.press("Escape");
    assert!(hands.paints("gone from the text"), "a claim that is gone does not look like one that is open");
    hands.press("Ctrl+Z");
    let draft = hands.session().project().draft().unwrap();
    assert_eq!((draft.number, &draft.text), (1, &old));
    assert_eq!(hands.claim("fivefold").anchor.draft, 1);
    assert!(
        hands.claims().iter().any(|claim| claim.status.as_ref().is_some_and(|record| record.status == Status::Opinion))
    );
}

#[test]
fn a_file_that_may_not_be_the_next_draft_is_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let mut hands = Hands::with_claims(&["28,500"]);
    drop_draft(&mut hands, &folder, STORY);
    hands.click("Update the draft");
    hands.wait_for("the question", |hands| hands.shows("Is this the new draft?"));
    assert!(hands.shows("has the same text as the current draft"), "{:#?}", hands.names());
    hands.press("Enter");
    assert_eq!(hands.session().project().drafts.len(), 1, "the safe answer has the focus");
    drop_draft(&mut hands, &folder, STORY);
    hands.click("Update the draft");
    hands.wait_for("the question", |hands| hands.shows("Is this the new draft?"));
    hands.click("Bring it in anyway");
    assert_eq!(hands.session().project().draft().unwrap().number, 2);
}
