//! The history of the story and of a claim, and what is new in it.

use crate::hands::{Hands, STORY};
use chrono::{DateTime, Local, TimeZone, Utc};
use egui::accesskit::Role;
use std::path::Path;
use tickmark::model::{ClaimId, Kind, Person, Request, Risk, SourceDetails, SourceKind};
use tickmark::session::Session;
use tickmark::store::settings::Settings;

/// Noon of a day, where the window is.
fn noon(day: u32) -> DateTime<Utc> {
    Local.with_ymd_and_hms(2019, 11, day, 12, 0, 0).unwrap().to_utc()
}

fn mark(session: &mut Session, quote: &str, by: &str, day: u32) -> ClaimId {
    session.set_by(Person::new(by, if by == "AK" { "김민수" } else { "" }));
    let start = session.project().draft().unwrap().text.find(quote).unwrap();
    let request = Request::AddClaim { range: start..start + quote.len(), kind: Kind::Figure, risk: Risk::Normal };
    ClaimId(session.ask(request, noon(day)).unwrap().unwrap())
}

/// A story on which two people worked, on two days.
fn story() -> Session {
    let mut session = Hands::story(STORY);
    mark(&mut session, "28,500", "MK", 18);
    mark(&mut session, "fivefold", "AK", 19);
    let source = SourceDetails::new(SourceKind::Document, "Strength report");
    session.ask(Request::AddSource(Box::new(source), Vec::new()), noon(19)).unwrap();
    session.set_by(Person::new("MK", ""));
    session
}

/// What is listed in the open history, without the time.
fn listed(hands: &Hands) -> Vec<String> {
    let things = hands.things().into_iter().filter(|thing| thing.role != Role::TextRun);
    let told =
        things.filter_map(|thing| Some(thing.name.split_once(", ")?).map(|(at, what)| (at.len(), what.to_owned())));
    told.filter(|(at, what)| *at == 5 && what.contains(": ")).map(|(_, what)| what).collect()
}

fn open_history(hands: &mut Hands) {
    hands.press("Ctrl+H");
    hands.wait_for("the history is told", |hands| hands.shows("changes") || hands.shows("1 change"));
}

const MARKED_AK: &str = "김민수 (AK): mark “fivefold”";
const SOURCE_AK: &str = "김민수 (AK): add the source “Strength report”";

#[test]
fn the_history_is_told_by_day_and_filtered_by_person_day_and_words() {
    let mut hands = Hands::with_session(story());
    open_history(&mut hands);
    assert_eq!(hands.focused(), "Find in the history");
    assert_eq!(listed(&hands), [SOURCE_AK, MARKED_AK, "MK: mark “28,500”", "MK: bring in draft 1"]);
    for heading in ["Tuesday 19 November 2019", "Monday 18 November 2019"] {
        assert_eq!(hands.thing(heading).role, Role::Heading);
    }
    hands.click("History by person");
    hands.click("김민수 (AK)");
    assert_eq!(listed(&hands), [SOURCE_AK, MARKED_AK]);
    assert!(hands.shows("2 of 4 changes") && !hands.shows("Monday 18 November 2019"));
    hands.click("History by day");
    hands.click("Mon 18 Nov 2019");
    assert!(listed(&hands).is_empty() && hands.shows("Nothing in the history passes these filters"));
    hands.click("History by person");
    hands.click("Everybody");
    assert_eq!(listed(&hands), ["MK: mark “28,500”"]);
    hands.click("History by day");
    hands.click("Every day");
    hands.click("Find in the history");
    hands.type_text("five");
    assert_eq!(listed(&hands), [MARKED_AK]);
    hands.press("Escape");
    assert!(!hands.shows("Find in the history"), "{:#?}", hands.names());
}

#[test]
fn enter_and_a_click_go_to_the_claim_or_the_source() {
    let mut hands = Hands::with_session(story());
    open_history(&mut hands);
    hands.press("ArrowDown");
    hands.press("ArrowDown");
    hands.press("Enter");
    assert!(!hands.shows("Find in the history"));
    assert_eq!(hands.selected().as_deref(), Some("28,500"));
    open_history(&mut hands);
    hands.click(MARKED_AK);
    assert_eq!(hands.selected().as_deref(), Some("fivefold"));
    open_history(&mut hands);
    hands.press("Enter");
    assert!(
        hands.shows("Save source") && hands.thing("Title").value.contains("Strength report"),
        "{:#?}",
        hands.names()
    );
    hands.press("Escape");
    hands.press("Ctrl+H");
    hands.wait_for("the history is told", |hands| hands.shows("4 changes"));
    hands.click("MK: bring in draft 1");
    assert!(hands.shows("Find in the history"), "there is nothing to go to");
}

#[test]
fn a_claim_tells_all_that_was_done_to_it_and_leads_to_the_whole() {
    let mut session = story();
    let id = session.rows()[0].id.clone();
    for note in 0..70 {
        session.ask(Request::SetNote(id.clone(), note.to_string()), noon(20)).unwrap();
    }
    let mut hands = Hands::with_session(session);
    hands.press("Ctrl+ArrowDown");
    hands.click("Show history");
    hands.click("In the story’s history");
    hands.wait_for("the history is told", |hands| hands.shows("71 of 74 changes"));
    assert!(listed(&hands).iter().all(|row| row.contains("“fivefold”")), "{:?}", listed(&hands));
    hands.click("Only “fivefold” ×");
    assert!(hands.shows("74 changes") && !hands.shows("71 of"));
}

/// A window of somebody whose state lies in this folder, with this story.
fn window(state: &Path, by: &str, session: Session) -> Hands {
    let settings = Settings { person: Person::new(by, ""), state: Some(state.to_owned()), ..Settings::default() };
    let mut hands = Hands::with_settings(settings);
    let ctx = hands.harness.ctx.clone();
    hands.harness.state_mut().take_session(&ctx, session);
    hands.settle();
    hands
}

fn seen(state: &Path) -> String {
    std::fs::read_to_string(state.join("seen.json")).unwrap_or_default()
}

#[test]
fn what_another_person_did_since_is_offered_and_shown() {
    let folder = tempfile::tempdir().unwrap();
    let (state, file) = (folder.path().join("state"), folder.path().join("talks.tickmark"));
    let mut session = story();
    session.save(&file).unwrap();
    let open = |by: &str, sitting: &str| Session::open(&file, Person::new(by, ""), sitting).unwrap();
    let mut hands = window(&state, "MK", open("MK", "first"));
    hands.wait_for("it is looked up", |_| seen(&state).contains("first"));
    assert!(!hands.shows("since you last looked"), "nobody had looked before");
    let before = seen(&state);
    hands.press("Ctrl+W");
    hands.wait_for("it is remembered", |_| seen(&state) != before);

    let mut theirs = open("AK", "theirs");
    mark(&mut theirs, "December", "AK", 20);
    mark(&mut theirs, "minister", "AK", 20);
    theirs.save(&file).unwrap();
    let mut hands = window(&state, "MK", open("MK", "second"));
    hands.wait_for("news", |hands| hands.shows("2 changes by AK since you last looked") && hands.shows("Show them"));
    hands.click("Show them");
    hands.wait_for("the history is told", |hands| hands.shows("2 of 6 changes"));
    assert_eq!(listed(&hands), ["김민수 (AK): mark “minister”", "김민수 (AK): mark “December”"]);
    assert!(hands.thing("Since I last looked 2").role == Role::Button);
    hands.click("Since I last looked 2");
    assert_eq!(listed(&hands).len(), 6);
    hands.press("Escape");
    hands.mark("Tuesday");
    open_history(&mut hands);
    hands.click("Since I last looked 2");
    assert_eq!(listed(&hands).len(), 2, "what one does oneself is not new");
    hands.press("Escape");
    hands.press("Ctrl+W");
    hands.click("Leave without saving");
    hands.wait_for("it is remembered", |_| seen(&state).contains("theirs"));
    let mut hands = window(&state, "MK", open("MK", "third"));
    hands.wait_for("it is looked up", |_| seen(&state).contains("third"));
    assert!(!hands.shows("since you last looked"), "it has been seen");
}
