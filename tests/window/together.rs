//! Two people on one story: a colleague's copy is taken in, and what disagrees is settled.

use super::hands::{Dropped, Hands};
use chrono::DateTime;
use std::sync::Arc;
use tickmark::model::{ClaimId, Person, Request, Status};
use tickmark::session::Session;

/// Lets a colleague do this with a copy of the story that is open, and drops his file on the window.
fn colleague(hands: &mut Hands, folder: &tempfile::TempDir, requests: impl Fn(ClaimId) -> Vec<Request>) {
    let path = folder.path().join("copy.tickmark");
    let claim = hands.claims()[0].id.clone();
    hands.session().save_order(&path).run().unwrap();
    let mut copy = Session::open(&path, Person::new("AK", ""), "colleague").unwrap();
    copy.ask_all(requests(claim), DateTime::UNIX_EPOCH).unwrap();
    copy.save(&path).unwrap();
    hands.harness.input_mut().dropped_files = vec![Arc::new(Dropped(path))];
    hands.wait_for("the question what to do with it", |hands| hands.shows("A project was dropped on the story"));
}

#[test]
fn a_copy_that_fits_is_taken_in_without_a_question() {
    let folder = tempfile::tempdir().unwrap();
    let mut hands = Hands::with_claims(&["28,500"]);
    colleague(&mut hands, &folder, |claim| vec![Request::SetNote(claim, "counted twice".to_owned())]);
    hands.press("T");
    hands.click("Take it in");
    hands.wait_for("the news", |hands| hands.shows("1 change by AK was taken in"));
    assert_eq!(hands.claim("28,500").note, "counted twice");
    assert!(!hands.shows("Conflict"));
    hands.press("Ctrl+Z");
    assert!(hands.claims().is_empty() || hands.claim("28,500").note == "counted twice", "an undo is of one’s own work");
}

#[test]
fn a_conflict_is_shown_with_both_sides_and_settled_by_one_key() {
    let folder = tempfile::tempdir().unwrap();
    let mut hands = Hands::with_claims(&["28,500", "fivefold"]);
    let first = hands.claims()[0].anchor.quote.clone();
    colleague(&mut hands, &folder, |claim| {
        vec![Request::SetNote(claim.clone(), "no".to_owned()), Request::SetStatus(claim, Status::Wrong)]
    });
    hands.click("Cancel");
    assert_eq!(hands.selected(), Some(first.clone()));
    hands.press("O");
    let path = folder.path().join("copy.tickmark");
    hands.harness.input_mut().dropped_files = vec![Arc::new(Dropped(path))];
    hands.wait_for("the question", |hands| hands.shows("A project was dropped on the story"));
    hands.click("Take it in");
    hands.wait_for("the conflict", |hands| hands.shows("1 conflict is to be settled"));
    hands.press("D");
    assert!(hands.shows("≠ Conflict: status"), "{:#?}", hands.names());
    assert!(hands.shows("Take opinion by MK") && hands.shows("Take wrong by AK"), "{:#?}", hands.names());
    assert!(hands.claim(&first).status.is_none());
    let side = if hands.session().project().conflicts()[0].sides[0].value == "wrong" { "Comma" } else { "Period" };
    hands.press(side);
    assert!(hands.is(&first, Status::Wrong) && hands.session().conflicts() == 0);
    assert!(!hands.shows("≠ Conflict"), "{:#?}", hands.names());
    hands.press("Ctrl+Z");
    assert!(hands.shows("≠ Conflict: status"), "an undo brings the conflict back");
}
