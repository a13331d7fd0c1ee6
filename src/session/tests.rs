//! The open project, as the window and the commands use it.

use super::*;
use crate::model::SourceId;
use crate::model::request::EvidenceDetails;
use crate::model::{BlockKind, Kind, Refusal, Risk, SourceChoice, SourceDetails, SourceKind, Stance, Status};

const NOW: DateTime<Utc> = DateTime::<Utc>::UNIX_EPOCH;

fn article(text: &str) -> Article {
    let mut article = Article { title: Some("Talks".to_owned()), format: "plain".to_owned(), ..Article::default() };
    article.push(BlockKind::Paragraph, text);
    article
}

fn session() -> Session {
    let original = ("talks.txt".to_owned(), b"One. Two. Three.".to_vec());
    Session::from_article(article("One. Two. Three."), Some(original), Person::new("ak", ""), "s", NOW)
}

fn claim(range: std::ops::Range<usize>) -> Request {
    Request::AddClaim { range, kind: Kind::Other, risk: Risk::Normal }
}

#[test]
fn undo_and_redo_say_what_they_do_and_stop_at_the_first_draft() {
    let mut session = session();
    assert_eq!((session.undo_label().map(str::to_owned), session.undo(NOW)), (None, Ok(None)));
    session.ask(claim(0..4), NOW).unwrap();
    assert_eq!(session.undo(NOW).unwrap().unwrap(), "mark “One.”");
    assert!(session.rows().is_empty());
    assert_eq!(session.redo_label().map(str::to_owned).unwrap(), "mark “One.”");
    assert_eq!(session.redo(NOW).unwrap().unwrap(), "mark “One.”");
    assert_eq!((session.rows().len(), session.redo_label().map(str::to_owned)), (1, None));
    assert_eq!(session.undo_label().map(str::to_owned).unwrap(), "mark “One.”");
}

#[test]
fn several_requests_are_one_step_or_none() {
    let mut session = session();
    let id = ClaimId(session.ask(claim(0..4), NOW).unwrap().unwrap());
    let before = session.project().clone();
    let revision = session.revision();
    let details = Box::new(SourceDetails::new(SourceKind::Book, "Almanac"));
    let requests = vec![
        claim(5..9),
        Request::AddSource(details, Vec::new()),
        Request::SetNote(id.clone(), "note".to_owned()),
        Request::SetStatus(id.clone(), Status::Verified),
    ];
    let problem = session.ask_all(requests.clone(), NOW).unwrap_err();
    assert_eq!(problem.refusal, Some(Refusal::NeedsEvidence));
    assert_eq!((session.project(), session.revision()), (&before, revision), "nothing has changed");

    let made = session.ask_all(requests[..3].to_vec(), NOW).unwrap().unwrap();
    assert!(session.project().source(&SourceId(made)).is_some());
    assert_eq!(session.rows().len(), 2);
    session.undo(NOW).unwrap();
    assert_eq!((session.rows().len(), session.project().sources().count()), (1, 0));
    assert_eq!(session.project().claim(&id).unwrap().note, "");
}

#[test]
fn what_changes_nothing_is_no_change() {
    let mut session = session();
    let id = ClaimId(session.ask(claim(0..4), NOW).unwrap().unwrap());
    let revision = session.revision();
    session.ask(Request::SetKind(id, Kind::Other), NOW).unwrap();
    assert_eq!(session.revision(), revision);
}

#[test]
fn rows_are_in_text_order_with_claims_without_a_place_last() {
    let mut session = session();
    let ids: Vec<String> = [10..16, 0..4, 0..9].map(|range| session.ask(claim(range), NOW).unwrap().unwrap()).into();
    let order = |session: &Session| session.rows().iter().map(|row| row.id.0.clone()).collect::<Vec<_>>();
    assert_eq!(order(&session), [&*ids[2], &*ids[1], &*ids[0]]);
    assert_eq!(session.row(&ClaimId(ids[0].clone())), Some(2));
    let mut project = session.project().clone();
    project.claims.get_mut(&ids[2]).unwrap().anchor.quote = "Zero.".to_owned();
    let session = Session::new(project, Person::default(), "t");
    assert_eq!(order(&session), [&*ids[1], &*ids[0], &*ids[2]]);
}

#[test]
fn a_snapshot_is_saved_while_work_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talks.tickmark");
    let mut session = session();
    assert!(session.is_dirty());
    let order = session.save_order(&path);
    session.ask(claim(0..4), NOW).unwrap();
    let saved = std::thread::spawn(|| order.run()).join().unwrap().unwrap();
    drop(session.saved(saved));
    assert!(session.is_dirty(), "the claim came after the snapshot");
    assert_eq!(Session::open(&path, Person::default(), "s").unwrap().rows().len(), 0);
    session.save(&path).unwrap();
    assert!(!session.is_dirty());

    let mut again = Session::open(&path, Person::default(), "s").unwrap();
    assert_eq!(again.project(), session.project());
    assert!(!again.is_dirty());
    again.ask(claim(5..9), NOW).unwrap();
    again.save(&path).unwrap();
    let project = Session::open(&path, Person::default(), "s").unwrap();
    assert_eq!(project.rows().len(), 2, "the same name for a sitting makes no identifier twice");
}

#[test]
fn kept_files_are_saved_first_and_come_along_to_another_place() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let mut session = session();
    std::fs::write(at("scan.pdf"), "scan").unwrap();
    let copy = session.copy_of_file(&at("scan.pdf"), "dropped", NOW).unwrap();
    let details = Box::new(SourceDetails::new(SourceKind::Document, "Scan"));
    session.ask(Request::AddSource(details, vec![copy.clone()]), NOW).unwrap();
    std::fs::remove_file(at("scan.pdf")).unwrap();
    std::fs::create_dir(at("other")).unwrap();
    let original = session.project().draft().unwrap().file.clone().unwrap();
    for path in [at("a.tickmark"), at("other/b.tickmark")] {
        session.save(&path).unwrap();
        let folder = kept::folder(&path);
        assert_eq!(kept::get(&folder, &copy.sha256).unwrap(), b"scan");
        assert_eq!(kept::get(&folder, &original.sha256).unwrap(), b"One. Two. Three.");
        assert_eq!(session.kept_bytes(&copy.sha256).unwrap(), b"scan");
    }
}

#[test]
fn a_newer_project_is_looked_at_only() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new.tickmark");
    session().save(&path).unwrap();
    let newer = std::fs::read_to_string(&path).unwrap().replace("\"reader\": 4", "\"reader\": 9");
    std::fs::write(&path, &newer).unwrap();
    let mut session = Session::open(&path, Person::default(), "t").unwrap();
    assert!(session.read_only().unwrap().contains("newer Tickmark"));
    for problem in [session.ask(claim(0..4), NOW).unwrap_err(), session.save(&path).unwrap_err()] {
        assert!(problem.what.contains("looked at, not changed"), "{problem}");
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), newer);
}

#[test]
fn rows_kept_up_to_date_are_the_rows_derived_from_nothing() {
    let mut session = session();
    let ids: Vec<ClaimId> =
        [10..16, 0..4, 5..9, 0..9].map(|range| ClaimId(session.ask(claim(range), NOW).unwrap().unwrap())).into();
    let source =
        session.ask(Request::AddSource(Box::new(SourceDetails::new(SourceKind::Book, "Almanac")), vec![]), NOW);
    let source = SourceId(source.unwrap().unwrap());
    let evidence = |stance, locator: &str| EvidenceDetails {
        source: SourceChoice::Existing(source.clone()),
        locator: locator.to_owned(),
        passage: String::new(),
        stance,
    };
    let [a, b, c, d] = &ids[..] else { panic!("four claims") };
    let requests = [
        Request::SetSameAs(a.clone(), Some(b.clone())),
        Request::SetSameAs(b.clone(), Some(c.clone())),
        Request::AddEvidence(c.clone(), evidence(Stance::Supports, "p. 1")),
        Request::SetStatus(c.clone(), Status::Verified),
        Request::AddEvidence(c.clone(), evidence(Stance::Contradicts, "p. 2")),
        Request::SetStatus(c.clone(), Status::Verified),
        Request::SetSpan(c.clone(), 5..16),
        Request::SetNote(d.clone(), "note".to_owned()),
        Request::SetStatus(d.clone(), Status::Wrong),
        Request::SetNote(d.clone(), String::new()),
        Request::SetSameAs(b.clone(), None),
        Request::SetSameAs(b.clone(), Some(d.clone())),
        Request::DeleteClaim(d.clone()),
        Request::SplitClaim(c.clone(), 9),
        Request::MergeClaims(a.clone(), b.clone()),
        Request::SetAside { blocks: vec![0], aside: true },
        Request::SetTitle("New".to_owned()),
    ];
    let check = |session: &Session, after: &str| {
        assert_eq!(session.derived, Derived::of(session.project()), "after {after}");
    };
    for request in requests {
        let after = format!("{request:?}");
        session.ask(request, NOW).unwrap();
        check(&session, &after);
    }
    let mut steps = 0;
    while let Some(label) = session.undo(NOW).unwrap() {
        check(&session, &format!("undo: {label}"));
        steps += 1;
    }
    assert_eq!((steps, session.rows().len()), (22, 0));
    while let Some(label) = session.redo(NOW).unwrap() {
        check(&session, &format!("redo: {label}"));
        steps -= 1;
    }
    assert_eq!(steps, 0);
}
