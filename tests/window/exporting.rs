//! The export dialog: by keyboard alone, with a look at the file before it is written, as it was left last time.

use crate::hands::{Hands, STORY};
use std::path::Path;
use tickmark::model::request::EvidenceDetails;
use tickmark::model::{
    ClaimId, Flag, Kind, Person, Request, Risk, SourceChoice, SourceDetails, SourceId, SourceKind, Stance,
};
use tickmark::session::Session;
use tickmark::store::settings::Settings;

const AT: chrono::DateTime<chrono::Utc> = chrono::DateTime::UNIX_EPOCH;

/// A story with two claims, of which one is flagged and rests on a confidential person.
fn story() -> Session {
    let mut session = Hands::story(STORY);
    let text = session.project().draft().unwrap().text.clone();
    let claim = |session: &mut Session, quote: &str| {
        let start = text.find(quote).unwrap();
        let range = start..start + quote.len();
        let made = session.ask(Request::AddClaim { range, kind: Kind::Figure, risk: Risk::Normal }, AT).unwrap();
        ClaimId(made.unwrap())
    };
    let troops = claim(&mut session, "28,500 American troops");
    claim(&mut session, "a fivefold rise");
    let details = SourceDetails { confidential: true, ..SourceDetails::new(SourceKind::Person, "Norabelle Whocanary") };
    let source = session.ask(Request::AddSource(Box::new(details), Vec::new()), AT).unwrap().unwrap();
    let evidence = EvidenceDetails {
        source: SourceChoice::Existing(SourceId(source)),
        locator: String::new(),
        passage: String::new(),
        stance: Stance::Supports,
    };
    session.ask(Request::AddEvidence(troops.clone(), evidence), AT).unwrap();
    session.ask(Request::SetFlag(troops, Flag::Legal, true), AT).unwrap();
    session
}

fn open(hands: &mut Hands) {
    hands.press("Ctrl+E");
    assert!(hands.shows("Export report"), "{:#?}", hands.names());
}

/// Puts this path in, and waits for the preview.
fn go_to(hands: &mut Hands, path: &Path) {
    hands.click("File");
    hands.press("Ctrl+A");
    hands.type_text(path.to_str().unwrap());
}

fn is_on(hands: &Hands, chip: &str) -> bool {
    hands.thing(chip).is_on
}

#[test]
fn a_report_is_chosen_looked_at_and_written_by_keyboard_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut hands = Hands::with_session(story());
    open(&mut hands);
    assert_eq!(hands.focused(), "HTML", "the format that is on is where one begins");
    hands.wait_for("the first page", |hands| hands.shows("Where the check stands"));
    assert!(hands.shows("1 confidential source, not named in this copy"), "{:#?}", hands.names());
    (0..3).for_each(|_| hands.press("ArrowRight"));
    assert_eq!((hands.focused().as_str(), is_on(&hands, "Markdown")), ("Markdown", true));
    assert!(hands.shows("Plain text with headings"), "what it is good for is said");
    hands.wait_for("the first lines", |hands| hands.shows("**Checking copy**"));
    hands.press("Tab");
    assert_eq!(hands.focused(), "checking copy");
    hands.press("ArrowDown");
    hands.press("ArrowDown");
    assert!(is_on(&hands, "legal copy") && hands.shows("The flagged claims with all that was found"));
    hands.wait_for("the flagged claims", |hands| hands.shows("**Legal copy**"));
    assert!(!hands.shows("everything that was done, in order"), "an option of the checking copy");
    hands.press("Tab");
    assert_eq!(hands.focused(), "plain", "how sources are cited");
    hands.press("Tab");
    assert_eq!(hands.focused(), "names and contacts of 1 confidential source");
    hands.press("Tab");
    assert_eq!(hands.focused(), "File");
    let path = folder.path().join("talks-legal.md");
    hands.press("Ctrl+A");
    hands.type_text(path.to_str().unwrap());
    hands.press("Enter");
    hands.wait_for("the report", |hands| hands.shows("Report written to"));
    let report = std::fs::read_to_string(&path).unwrap();
    assert!(report.contains("**Legal copy**") && !report.contains("Whocanary"), "{report}");
    assert!(!hands.shows("Export report, "), "the dialog has closed");
}

#[test]
fn naming_a_confidential_source_is_seen_in_the_preview_and_asked_each_time() {
    let folder = tempfile::tempdir().unwrap();
    let mut hands = Hands::with_session(story());
    open(&mut hands);
    hands.click("Markdown");
    hands.click("names and contacts of 1 confidential source");
    hands.wait_for("the warning", |hands| hands.shows("1 confidential source, NAMED in this copy"));
    go_to(&mut hands, &folder.path().join("named.md"));
    hands.press("Enter");
    hands.wait_for("the report", |hands| hands.shows("Report written to"));
    open(&mut hands);
    assert!(is_on(&hands, "Markdown"));
    hands.wait_for("the preview", |hands| hands.shows("not named in this copy"));
    assert!(!hands.shows("NAMED"));
}

#[test]
fn the_choice_is_remembered_for_this_story_and_survives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let settings =
        Settings { person: Person::new("MK", ""), folder: Some(folder.path().to_owned()), ..Settings::default() };
    let mut hands = Hands::with_settings(settings);
    let begin = |hands: &mut Hands, session: Session| {
        let ctx = hands.harness.ctx.clone();
        hands.harness.state_mut().take_session(&ctx, session);
        hands.settle();
    };
    begin(&mut hands, story());
    open(&mut hands);
    hands.click("CSV");
    hands.click("call sheet");
    hands.click("Whom to call");
    hands.click("Norabelle Whocanary");
    hands.wait_for("the sheet", |hands| hands.shows("Confidential source 1"));
    assert!(hands.thing("File").value.ends_with("-call-sheet-1.csv"), "{}", hands.thing("File").value);
    go_to(&mut hands, &folder.path().join("sheet.csv"));
    hands.press("Enter");
    hands.wait_for("the sheet", |hands| hands.shows("Report written to"));
    let kept = || std::fs::read_to_string(folder.path().join("settings.json")).unwrap_or_default();
    hands.wait_for("the settings", |_| kept().contains("call-sheet"));
    assert!(!kept().contains("Whocanary"), "{}", kept());

    let mut hands = Hands::with_settings(Settings { folder: None, ..Settings::load_from(folder.path()).0 });
    begin(&mut hands, story());
    open(&mut hands);
    assert!(is_on(&hands, "CSV") && is_on(&hands, "call sheet"), "{:#?}", hands.names());
    assert!(hands.thing("File").value.ends_with("-call-sheet-1.csv"));
    hands.press("Escape");
    assert!(!hands.shows("FORMAT"));
}

#[test]
fn the_style_of_citations_and_the_claims_of_the_marked_up_file_are_chosen_where_they_count() {
    let folder = tempfile::tempdir().unwrap();
    let mut hands = Hands::with_session(story());
    open(&mut hands);
    hands.click("Markdown");
    hands.click("Chicago");
    hands.wait_for("the style", |hands| hands.shows("**Checking copy**"));
    assert!(!hands.shows("open claims"), "{:#?}", hands.names());
    hands.click("call sheet");
    assert!(!hands.shows("Chicago"), "a call sheet has no sources");
    hands.click("Word, marked-up");
    assert!(!hands.shows("APA"));
    hands.click("changes only");
    hands.wait_for("the file", |hands| hands.shows("The article did not come as a Word file"));
    let path = folder.path().join("marked.docx");
    go_to(&mut hands, &path);
    hands.press("Enter");
    hands.wait_for("the report", |hands| hands.shows("Report written to"));
    let read = tickmark::import::read(&std::fs::read(&path).unwrap(), "a.docx", &Default::default()).unwrap();
    assert!(read.comments.is_empty(), "no claim has a change");
    open(&mut hands);
    assert!(is_on(&hands, "Word, marked-up") && is_on(&hands, "changes only"));
    hands.click("HTML");
    assert!(is_on(&hands, "call sheet"));
    hands.click("legal copy");
    assert!(is_on(&hands, "Chicago"));
}

#[test]
fn the_call_sheet_of_a_person_is_asked_for_where_the_person_is() {
    let mut hands = Hands::with_session(story());
    hands.press("Ctrl+U");
    hands.click("Norabelle Whocanary");
    hands.click("Call sheet…");
    assert!(is_on(&hands, "call sheet") && is_on(&hands, "HTML"));
    assert!(hands.thing("File").value.ends_with("-call-sheet-1.html"), "{}", hands.thing("File").value);
    hands.wait_for("the sheet", |hands| hands.shows("Confidential source 1"));
}

#[test]
fn a_house_that_cannot_be_used_is_seen_before_anything_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let house = folder.path().join("house.json");
    std::fs::write(&house, r#"{"acent": "red"}"#).unwrap();
    let settings =
        Settings { person: Person::new("MK", ""), folder: Some(folder.path().to_owned()), ..Settings::default() };
    let mut hands = Hands::with_settings(settings);
    let ctx = hands.harness.ctx.clone();
    hands.harness.state_mut().take_session(&ctx, story());
    hands.settle();
    open(&mut hands);
    hands.wait_for("the mistake", |hands| hands.shows("unknown field acent"));
    let path = folder.path().join("old.html");
    std::fs::write(&path, "the old report").unwrap();
    go_to(&mut hands, &path);
    assert!(hands.shows("There is a file of this name. It will be replaced."));
    hands.press("Enter");
    hands.wait_for("the refusal", |hands| hands.shows("nothing was exported") || hands.shows("Nothing was exported"));
    assert_eq!(std::fs::read(&path).unwrap(), b"the old report");
    std::fs::write(&house, r#"{"name": "The Evening Wire"}"#).unwrap();
    open(&mut hands);
    hands.wait_for("the house", |hands| hands.shows("The Evening Wire"));
}
