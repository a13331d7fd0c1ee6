//! Checking a claim: status, evidence, change, question, note.

use crate::hands::{Dropped, Hands};
use tickmark::model::{Decision, Kind, Stance, Status};

#[test]
fn from_selected_words_to_a_verified_claim_by_keyboard() {
    let mut hands = Hands::open(crate::hands::STORY);
    hands.go_to(hands.place("28,500").start);
    hands.press("Ctrl+Shift+ArrowRight");
    hands.press("M");
    assert_eq!((hands.quotes(), hands.selected()), (vec!["28,500".to_owned()], Some("28,500".to_owned())));
    assert_eq!(hands.claim("28,500").kind, Kind::Figure);

    hands.press("V");
    assert!(hands.is("28,500", Status::Unchecked));
    assert!(hands.shows("no evidence supports it yet"), "{:#?}", hands.names());
    assert_eq!(hands.focused(), "Title", "the caret is where the missing source goes");

    hands.type_text("Ministry of Defence");
    hands.press("Ctrl+Enter");
    let claim = hands.claim("28,500");
    let piece = claim.evidence().next().unwrap();
    let source = hands.session().project().source(&piece.source).unwrap();
    assert_eq!((source.details.title.as_str(), piece.stance), ("Ministry of Defence", Stance::Supports));
    assert!(!hands.shows("New evidence") && !hands.shows("no evidence supports it yet"));

    hands.press("V");
    assert_eq!(hands.status("28,500"), "verified");
    assert!(hands.shows("1 of 1 verified"));
}

#[test]
fn a_form_without_a_title_is_refused_and_stays_open() {
    let mut hands = Hands::with_claims(&["28,500"]);
    hands.press("E");
    hands.press("Ctrl+Enter");
    assert!(hands.shows("it has no title") && hands.shows("New evidence"), "{:#?}", hands.names());
    assert_eq!(hands.claim("28,500").evidence().count(), 0);
    assert_eq!(hands.focused(), "Title");
    hands.type_text("Almanac");
    hands.press("Ctrl+Enter");
    assert_eq!(hands.claim("28,500").evidence().count(), 1);
}

#[test]
fn wrong_without_a_change_puts_the_caret_where_the_change_goes() {
    let mut hands = Hands::with_claims(&["28,500"]);
    hands.press("W");
    assert!(hands.is("28,500", Status::Unchecked));
    assert!(hands.shows("neither a suggested change nor a note"));
    assert_eq!(hands.focused(), "Suggested change");
    hands.type_text("27,000");
    hands.press("Escape");
    assert_eq!(hands.claim("28,500").change.as_ref().unwrap().wording, "27,000", "no letter of the key itself");
    hands.press("W");
    assert_eq!(hands.status("28,500"), "wrong");
}

#[test]
fn a_query_without_a_question_puts_the_caret_where_the_question_goes() {
    let mut hands = Hands::with_claims(&["28,500"]);
    hands.press("Q");
    assert!(hands.shows("there is no question to the writer"));
    hands.type_text("Who counted");
    hands.press("Escape");
    assert_eq!(hands.claim("28,500").question, "Who counted");
    hands.press("Q");
    assert_eq!(hands.status("28,500"), "query");
}

#[test]
fn statuses_that_need_nothing_are_one_key_each() {
    let mut hands = Hands::with_claims(&["28,500"]);
    for (key, status) in [("O", Status::Opinion), ("X", Status::CantConfirm), ("U", Status::Unchecked)] {
        hands.press(key);
        assert!(hands.is("28,500", status), "{key}: {}", hands.status("28,500"));
    }
    hands.click("– Opinion");
    assert!(hands.is("28,500", Status::Opinion), "and one click each");
}

#[test]
fn a_note_is_one_entry_and_its_letters_are_no_commands() {
    let mut hands = Hands::with_claims(&["28,500", "fivefold"]);
    let before = hands.entries();
    hands.press("T");
    assert_eq!(hands.focused(), "Note");
    hands.type_text("owx nv as[]");
    assert_eq!(hands.entries(), before, "nothing is kept while somebody types");
    hands.press("Escape");
    assert_eq!(hands.entries(), before + 1);
    assert_eq!(hands.claim("fivefold").note, "owx nv as[]");
    assert!(hands.is("fivefold", Status::Unchecked) && hands.is("28,500", Status::Unchecked));
    assert_eq!(hands.selected().as_deref(), Some("fivefold"));
    assert!(hands.session().project().draft().unwrap().blocks.iter().all(|block| !block.aside));
}

#[test]
fn a_note_is_kept_after_a_pause_and_when_another_claim_is_chosen() {
    let mut hands = Hands::with_claims(&["28,500", "fivefold"]);
    let before = hands.entries();
    hands.press("T");
    hands.type_text("first");
    hands.harness.run_steps(80);
    assert_eq!((hands.claim("fivefold").note.as_str(), hands.entries()), ("first", before + 1));
    hands.type_text(" and more");
    hands.click("2, unchecked, figure: 28,500");
    assert_eq!(hands.selected().as_deref(), Some("28,500"));
    assert_eq!(hands.claim("fivefold").note, "first and more");
    assert_eq!(hands.claim("28,500").note, "");
}

#[test]
fn everything_is_undone_and_done_again_by_name() {
    let mut hands = Hands::with_claims(&["28,500"]);
    hands.press("O");
    hands.press("Ctrl+Z");
    assert!(hands.is("28,500", Status::Unchecked));
    assert!(hands.shows("Undone: mark “28,500” opinion"), "{:#?}", hands.names());
    hands.press("Ctrl+Z");
    assert!(hands.claims().is_empty() && hands.selected().is_none());
    hands.press("Ctrl+Shift+Z");
    hands.press("Ctrl+Shift+Z");
    assert!(hands.is("28,500", Status::Opinion));
    hands.press("Ctrl+Shift+Z");
    assert!(hands.is("28,500", Status::Opinion), "there is nothing more to do again");
}

#[test]
fn undo_in_a_field_is_the_undo_of_the_field() {
    let mut hands = Hands::with_claims(&["28,500"]);
    hands.press("T");
    hands.type_text("abc");
    hands.press("Ctrl+Z");
    assert_eq!(hands.quotes(), ["28,500"], "the claim stays");
}

#[test]
fn evidence_is_changed_and_deleted_and_the_status_lapses() {
    let mut hands = Hands::with_claims(&["28,500"]);
    hands.add_evidence("Almanac");
    hands.press("V");
    assert_eq!(hands.status("28,500"), "verified");
    hands.click("Change evidence from Almanac");
    assert!(hands.shows("Change evidence"));
    hands.click("Passage");
    hands.type_text("about 27,000 in all");
    hands.press("Ctrl+Enter");
    assert_eq!(hands.claim("28,500").evidence().next().unwrap().passage, "about 27,000 in all");
    assert_eq!(hands.status("28,500"), "recheck, was verified");
    assert!(hands.shows("Recheck: it was verified before"));
    hands.press("V");
    assert_eq!(hands.status("28,500"), "verified");
    hands.click("Delete evidence from Almanac");
    assert_eq!(
        (hands.claim("28,500").evidence().count(), hands.status("28,500")),
        (0, "recheck, was verified".to_owned())
    );
    hands.press("Ctrl+Z");
    assert_eq!(hands.status("28,500"), "verified");
}

#[test]
fn the_decision_on_a_change_is_the_editors_and_overruling_asks_why() {
    let mut hands = Hands::with_claims(&["28,500"]);
    hands.press("C");
    hands.type_text("27,000");
    hands.press("Escape");
    hands.click("Accepted");
    let decision = |hands: &Hands| hands.claim("28,500").change.as_ref().unwrap().decision;
    assert_eq!(decision(&hands), Decision::Accepted);
    hands.click("Overruled");
    assert_eq!((hands.focused().as_str(), decision(&hands)), ("Reason", Decision::Accepted));
    hands.type_text("own count");
    hands.press("Enter");
    assert_eq!(decision(&hands), Decision::Overruled);
    assert_eq!(hands.claim("28,500").change.as_ref().unwrap().reason, "own count");
    assert!(hands.shows("Reason: own count"));
}

#[test]
fn a_pasted_web_address_becomes_a_source_of_the_open_claim() {
    let mut hands = Hands::with_claims(&["28,500"]);
    hands.paste("https://example.org/troops");
    assert!(hands.shows("New evidence"));
    hands.press("Ctrl+Enter");
    let claim = hands.claim("28,500");
    let source = hands.session().project().source(&claim.evidence().next().unwrap().source).unwrap();
    assert_eq!(source.details.url, "https://example.org/troops");
    hands.press("T");
    hands.paste("https://example.org/note");
    hands.press("Escape");
    assert_eq!(hands.claim("28,500").note, "https://example.org/note", "in a field it is only text");
    assert_eq!(hands.session().project().sources().count(), 1);
}

#[test]
fn risk_flags_and_kind_are_set_by_key_and_by_mouse() {
    let mut hands = Hands::with_claims(&["28,500"]);
    hands.press("1");
    assert_eq!(hands.claim("28,500").risk.word(), "high");
    hands.press("F");
    assert_eq!(hands.claim("28,500").flags.len(), 1);
    hands.click("sensitive");
    assert_eq!(hands.claim("28,500").flags.len(), 2);
    hands.click("Risk low");
    assert_eq!(hands.claim("28,500").risk.word(), "low");
    hands.click("Kind");
    hands.click("comparison");
    assert_eq!(hands.claim("28,500").kind, Kind::Comparison);
}

#[test]
fn a_file_dropped_while_a_claim_is_open_becomes_its_source() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("count.csv");
    std::fs::write(&path, "troops\n28,500\n").unwrap();
    let mut hands = Hands::with_claims(&["28,500"]);
    hands.harness.input_mut().dropped_files = vec![std::sync::Arc::new(Dropped(path))];
    hands.wait_for("the form with the file", |hands| hands.shows("New evidence"));
    hands.press("Ctrl+Enter");
    let piece = hands.claim("28,500").evidence().next().unwrap();
    let source = hands.session().project().source(&piece.source).unwrap();
    assert_eq!((source.details.title.as_str(), source.details.kind.word()), ("count.csv", "dataset"));
    assert_eq!(hands.session().kept_bytes(&source.kept[0].sha256).unwrap(), b"troops\n28,500\n");
}

#[test]
fn what_is_typed_is_not_lost_by_undo_by_a_status_or_by_a_second_field() {
    let mut hands = Hands::with_claims(&["28,500"]);
    hands.press("T");
    hands.type_text("note");
    hands.click("– Opinion");
    assert_eq!((hands.claim("28,500").note.as_str(), hands.status("28,500")), ("note", "opinion".to_owned()));
    hands.press("C");
    hands.type_text("27,000");
    hands.click("Note");
    hands.type_text(" more");
    hands.press("Escape");
    assert_eq!(hands.claim("28,500").change.as_ref().unwrap().wording, "27,000");
    assert_eq!(hands.claim("28,500").note, "note more");
    hands.press("Ctrl+Z");
    assert_eq!((hands.claim("28,500").note.as_str(), hands.thing("Note").value.as_str()), ("note", "note"));
}

#[test]
fn a_status_set_by_palette_while_evidence_is_half_typed_keeps_the_form() {
    let mut hands = Hands::with_claims(&["28,500", "fivefold"]);
    hands.press("E");
    hands.type_text("Alma");
    hands.press("Ctrl+K");
    hands.type_text("mark opinion");
    hands.press("Enter");
    assert!(hands.is("fivefold", Status::Opinion));
    assert!(hands.things().iter().any(|thing| thing.value == "Alma"), "{:#?}", hands.names());
    hands.press("N");
    assert_eq!(hands.selected().as_deref(), Some("28,500"));
    assert!(!hands.shows("New evidence"), "the form belongs to the other claim");
}

#[test]
fn the_history_of_a_claim_says_who_did_what() {
    let mut hands = Hands::with_claims(&["28,500"]);
    hands.press("O");
    hands.press("Ctrl+Z");
    hands.click("Show history");
    assert!(hands.shows("MK: mark “28,500”") && hands.shows("MK: undo: mark “28,500” opinion"), "{:#?}", hands.names());
}
