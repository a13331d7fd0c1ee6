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
    hands.wait_for("the review", |hands| hands.shows("Recheck: the wording changed (1)"));
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

/// A story with four claims that has got a new draft: one claim is changed, one gone, and a sentence is new.
fn in_review(folder: &tempfile::TempDir) -> Hands {
    let mut hands = Hands::with_claims(&["28,500", "fivefold", "Tuesday", "December"]);
    let place = hands.place("fivefold").start;
    hands.go_to(place);
    hands.press("Enter");
    hands.press("O");
    let text = STORY.replace("fivefold", "sixfold").replace("The talks go on in December.", "A new end.");
    drop_draft(&mut hands, folder, &text);
    hands.click("Update the draft");
    hands.wait_for("the review", |hands| hands.shows("Recheck: the wording changed (1)"));
    hands
}

#[test]
fn a_review_is_done_by_keyboard_and_is_taken_back_step_by_step() {
    let folder = tempfile::tempdir().unwrap();
    let mut hands = in_review(&folder);
    let status = |hands: &Hands, words: &str| {
        let project = hands.session().project();
        let claim = project.claims.iter().find(|claim| claim.anchor.quote == words).unwrap();
        project.standing(claim).words()
    };
    assert_eq!(status(&hands, "sixfold"), "recheck, was opinion");
    hands.press("O");
    assert_eq!(status(&hands, "sixfold"), "opinion");
    hands.press("Enter");
    assert!(hands.shows("✓ kept in the archive"), "{:#?}", hands.names());
    hands.press("R");
    assert_eq!(hands.session().project().draft().unwrap().read.len(), 1);
    assert!(hands.paints("everything is decided"), "the sums say so");
    for _ in 0..3 {
        hands.press("Ctrl+Z");
    }
    assert!(hands.paints("3 left"), "what was taken back waits again");
    assert_eq!(status(&hands, "sixfold"), "recheck, was opinion");
    hands.press("Ctrl+Z");
    assert_eq!(hands.session().project().draft().unwrap().number, 1);
    assert!(!hands.shows("Finish review"), "a draft that is gone has no review");
}

#[test]
fn a_review_that_was_left_is_gone_on_with() {
    let folder = tempfile::tempdir().unwrap();
    let mut hands = in_review(&folder);
    hands.press("Enter");
    assert!(hands.shows("✓ left to be checked again"), "{:#?}", hands.names());
    hands.click("Finish review");
    assert!(hands.shows("2 things are still to be decided. Draft > Review the new draft goes on with them"));
    hands.press("F8");
    assert!(hands.shows("Finish review"));
    hands.click("Look at it again, claim 1");
    assert!(hands.shows("Still opinion, claim 1"), "{:#?}", hands.names());
}

#[test]
fn words_are_picked_in_the_article_while_a_draft_is_reviewed() {
    let folder = tempfile::tempdir().unwrap();
    let mut hands = in_review(&folder);
    hands.click("Pick its new place, claim 4");
    assert!(hands.shows("Select the words of the claim in the article, then press G"));
    hands.select_text("shortest round");
    hands.press("G");
    assert_eq!(hands.claim("shortest round").anchor.draft, 2);
    assert!(hands.shows("✓ has its new place"), "{:#?}", hands.names());
}

#[test]
fn what_is_filled_in_on_the_card_leaves_the_review_for_the_desk() {
    let folder = tempfile::tempdir().unwrap();
    let mut hands = in_review(&folder);
    let place = hands.place("28,500").start;
    hands.go_to(place + 1);
    hands.press("Enter");
    assert!(hands.shows("Claim 2, carried over, was ○ unchecked, same words at the same place: 28,500"));
    hands.press("T");
    hands.type_text("counted");
    hands.press("Escape");
    assert_eq!(hands.claim("28,500").note, "counted");
    assert!(!hands.shows("Finish review"));
}

#[test]
fn a_draft_is_taken_back_with_its_review() {
    let folder = tempfile::tempdir().unwrap();
    let mut hands = in_review(&folder);
    hands.press("O");
    hands.click("Draft");
    hands.click("Take back the new draft");
    assert_eq!(hands.session().project().draft().unwrap().number, 1);
    assert_eq!(hands.claim("fivefold").status.as_ref().unwrap().status, Status::Opinion);
    hands.press("Ctrl+Shift+Z");
    assert_eq!(hands.session().project().draft().unwrap().number, 2);
    assert_eq!(hands.claim("sixfold").anchor.draft, 2);
}

#[test]
fn drafts_are_compared_in_one_text_and_side_by_side() {
    let folder = tempfile::tempdir().unwrap();
    let mut hands = in_review(&folder);
    hands.press("F9");
    hands.wait_for("the sums", |hands| hands.paints("words removed"));
    assert!(hands.paints("fivefold"), "what was removed stands in the text");
    hands.click("Side by side");
    assert!(hands.shows("The talks go on in December."), "{:#?}", hands.names());
    assert!(hands.shows("A new end."));
    hands.press("Escape");
    assert!(hands.shows("Finish review"), "the review is where it was left");
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
