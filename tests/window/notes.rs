//! The notes of the writer: the line above the checklist, the list to look through them, and what becomes of them.

use crate::hands::{Hands, STORY};
use egui::accesskit::Role;
use tickmark::import;
use tickmark::model::article::Comment;
use tickmark::model::{Kind, Person, Request, SourceDetails, SourceKind, Status};
use tickmark::session::Session;

/// The story with comments of its writer on these words, given with what each says.
fn annotated(notes: &[(&str, &str)]) -> Session {
    let mut article = import::read_text(STORY).unwrap();
    let comment = |(words, text): &(&str, &str)| {
        let start = article.text.find(words).unwrap();
        let (author, date) = ("E. Reporter".to_owned(), "2019-11-19T09:00:00Z".to_owned());
        Comment { author, date, start, end: start + words.len(), text: (*text).to_owned(), ..Comment::default() }
    };
    article.comments = notes.iter().map(comment).collect();
    Session::from_article(article, None, Person::new("MK", ""), "w", chrono::DateTime::UNIX_EPOCH)
}

const NOTES: [(&str, &str); 3] = [
    ("fivefold", "Interview with Ann Lee, +82 2 748 1111"),
    ("28,500", "“Force report”, p. 14, https://mnd.example/report.pdf"),
    ("December", "ministry"),
];

/// The rows of the list of notes: the number, and whether it is taken.
fn listed(hands: &Hands) -> Vec<String> {
    let rows = hands.things().into_iter().filter(|thing| thing.role == Role::ListItem);
    let row = |name: String| name.strip_prefix("Note ")?.split(", ").take(2).collect::<Vec<_>>().join(" ").into();
    rows.filter_map(|thing| row(thing.name)).collect()
}

#[test]
fn one_key_takes_all_notes_and_each_can_be_undone() {
    let mut hands = Hands::with_session(annotated(&NOTES));
    assert!(hands.shows("3 notes from the writer are not claims yet"), "{:#?}", hands.names());
    hands.press("Shift+L");
    assert_eq!(hands.quotes(), ["fivefold", "28,500", "December"]);
    assert_eq!(hands.claim("28,500").source_note, NOTES[1].1);
    assert_eq!((hands.claim("28,500").kind, hands.status("28,500").as_str()), (Kind::Figure, "unchecked"));
    assert!(!hands.shows("not claims yet") && hands.shows("3 notes from the writer are claims now"));
    hands.press("Ctrl+Z");
    assert_eq!(hands.quotes(), ["fivefold", "28,500"], "one step for each");
    assert!(hands.shows("1 note from the writer is not a claim yet"));
    hands.press("Ctrl+Shift+Z");
    assert_eq!(hands.quotes().len(), 3);
}

#[test]
fn undo_all_takes_back_what_nobody_has_worked_on_since() {
    let mut hands = Hands::with_session(annotated(&NOTES));
    hands.click("Take all");
    assert_eq!(hands.quotes().len(), 3);
    hands.click("Undo all 3");
    assert_eq!(hands.quotes(), Vec::<String>::new());
    assert!(hands.shows("3 claims taken back") && hands.shows("3 notes from the writer are not claims yet"));
}

#[test]
fn the_list_is_looked_through_and_taken_from_by_keyboard() {
    let mut hands = Hands::with_session(annotated(&NOTES));
    hands.press("L");
    assert_eq!(hands.focused(), "Notes from the writer");
    assert_eq!(listed(&hands), ["1 not a claim yet", "2 not a claim yet", "3 not a claim yet"]);
    assert!(hands.shows("E. Reporter · 19 Nov 2019 · comment: fivefold: Interview with Ann Lee"));
    hands.press("ArrowDown");
    hands.press("Enter");
    assert_eq!(hands.quotes(), ["28,500"]);
    assert_eq!(listed(&hands), ["1 not a claim yet", "2 taken", "3 not a claim yet"]);
    hands.press("Enter");
    assert_eq!(hands.quotes(), ["28,500", "December"], "Enter goes on to the next");
    hands.press("Enter");
    assert_eq!(hands.quotes().len(), 2, "what is taken is not taken again");
    hands.press("A");
    assert_eq!(hands.quotes().len(), 3);
    assert!(!hands.shows("Enter takes one"), "nothing is left to take, so the list closes");
    hands.press("L");
    assert_eq!(listed(&hands), ["1 taken", "2 taken", "3 taken"]);
    hands.press("Escape");
    assert!(!hands.shows("Enter takes one"));
}

#[test]
fn a_note_is_taken_by_mouse() {
    let mut hands = Hands::with_session(annotated(&NOTES));
    hands.click("Look");
    hands.click("Note 3, not a claim yet");
    assert_eq!(hands.quotes(), Vec::<String>::new(), "a first click chooses it");
    hands.click("Note 3, not a claim yet");
    assert_eq!(hands.quotes(), ["December"]);
}

#[test]
fn the_card_shows_the_note_and_fills_the_evidence_in() {
    let mut hands = Hands::with_session(annotated(&NOTES));
    hands.press("Shift+L");
    hands.press("N");
    hands.press("N");
    assert_eq!(hands.selected().as_deref(), Some("28,500"));
    assert_eq!(hands.thing("Writer’s note").value, NOTES[1].1);
    for words in ["title: Force report", "page: p. 14", "web address: https://mnd.example/report.pdf"] {
        assert!(hands.shows(words), "{words}: {:#?}", hands.names());
    }
    hands.press("Shift+E");
    assert_eq!((hands.thing("Title").value.as_str(), hands.focused().as_str()), ("Force report", "Title"));
    assert_eq!(hands.thing("Web address").value, "https://mnd.example/report.pdf");
    assert_eq!(hands.thing("Where in it").value, "p. 14");
    assert_eq!(hands.claim("28,500").evidence().count(), 0, "nothing is added before the checker says so");
    hands.press("Ctrl+Enter");
    assert!(hands.is("28,500", Status::Unchecked), "and nothing is verified by it");
    let project = hands.session().project();
    let piece = hands.claim("28,500").evidence().next().unwrap();
    let details = &project.source(&piece.source).unwrap().details;
    assert_eq!((details.kind, details.title.as_str()), (SourceKind::WebPage, "Force report"));
    assert_eq!(piece.locator, "p. 14");
}

#[test]
fn a_source_of_the_story_is_chosen_rather_than_made_again() {
    let mut session = annotated(&NOTES);
    let url = "https://mnd.example/report.pdf".to_owned();
    let details = SourceDetails { url, ..SourceDetails::new(SourceKind::Document, "The report") };
    session.ask(Request::AddSource(Box::new(details), Vec::new()), chrono::DateTime::UNIX_EPOCH).unwrap();
    let mut hands = Hands::with_session(session);
    hands.press("Shift+L");
    hands.press("N");
    hands.press("N");
    hands.click("Use as evidence");
    hands.press("Ctrl+Enter");
    assert_eq!(hands.session().project().sources().count(), 1);
    assert_eq!(hands.claim("28,500").evidence().next().unwrap().locator, "p. 14");
}

#[test]
fn the_note_is_corrected_in_its_field() {
    let mut hands = Hands::with_session(annotated(&NOTES[2..]));
    hands.press("Shift+L");
    hands.press("N");
    hands.click("Writer’s note");
    hands.press("End");
    hands.type_text(" of defence");
    hands.press("Escape");
    assert_eq!(hands.claim("December").source_note, "ministry of defence");
    hands.press("Ctrl+Z");
    assert_eq!(hands.claim("December").source_note, "ministry");
}

#[test]
fn without_notes_nothing_is_said_of_them() {
    let mut hands = Hands::with_claims(&["28,500"]);
    assert!(!hands.shows("from the writer"));
    hands.press("L");
    hands.press("Shift+L");
    hands.press("Shift+E");
    assert!(!hands.shows("Notes from the writer") && !hands.shows("New evidence") && !hands.shows("Writer’s note"));
}

#[test]
fn a_list_of_many_notes_is_taken_a_few_in_each_frame() {
    let words: Vec<String> = (0..300).map(|number| format!("{} soldiers stay.", 1000 + number)).collect();
    let mut article = import::read_text(&words.join("\n\n")).unwrap();
    let comment = |start: usize| Comment { start, end: start + 4, text: format!("list {start}"), ..Comment::default() };
    article.comments = article.blocks.iter().map(|block| comment(block.start)).collect();
    let session = Session::from_article(article, None, Person::new("MK", ""), "w", chrono::DateTime::UNIX_EPOCH);
    let mut hands = Hands::with_session(session);
    hands.press("L");
    hands.press("PageDown");
    assert!(listed(&hands).len() < 100, "only what is in view is drawn");
    hands.press("A");
    hands.wait_for("all taken", |hands| hands.session().open_offers() == 0);
    assert_eq!((hands.quotes().len(), hands.session().undo_label()), (300, Some("take the writer’s note on “1299”")));
    hands.wait_for("said so", |hands| hands.shows("Undo all 300"));
    hands.click("Undo all 300");
    hands.wait_for("taken back", |hands| hands.session().open_offers() == 300);
}
