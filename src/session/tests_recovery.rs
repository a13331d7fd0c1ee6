//! What was not saved comes back as it was, and goes away only when it is saved or no longer wanted.

use super::recovery::{discard, orphans, restore, sweep};
use super::*;
use crate::model::{BlockKind, Kind, Risk, SourceDetails, SourceKind};
use chrono::TimeDelta;
use std::fs;
use std::time::Duration;

const NOW: DateTime<Utc> = DateTime::<Utc>::UNIX_EPOCH;

fn session() -> Session {
    let mut article = Article { title: Some("Talks".to_owned()), format: "plain".to_owned(), ..Article::default() };
    article.push(BlockKind::Paragraph, "One. Two. Three.");
    let original = ("talks.txt".to_owned(), b"One. Two. Three.".to_vec());
    Session::from_article(article, Some(original), Person::new("ak", ""), "s", NOW)
}

fn mark(session: &mut Session, range: std::ops::Range<usize>) {
    session.ask(Request::AddClaim { range, kind: Kind::Other, risk: Risk::Normal }, NOW).unwrap();
}

/// Ends as a crash does: all that was written down is there, and nobody tidies up.
fn crash(session: Session) -> Project {
    assert!(session.flush_journal());
    let project = session.project().clone();
    drop(session);
    project
}

/// What is found, once the thread of the last writer has let go.
fn found(state: &Path, expected: usize) -> Vec<recovery::Orphan> {
    for _ in 0..10_000 {
        let found = orphans(state, NOW);
        if found.len() == expected {
            return found;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    panic!("never {expected} but {:#?}", orphans(state, NOW));
}

fn files(state: &Path) -> usize {
    let folders = fs::read_dir(state.join("recovery")).unwrap().map(|entry| entry.unwrap().path());
    folders.map(|path| if path.is_dir() { fs::read_dir(path).unwrap().count() } else { 1 }).sum()
}

#[test]
fn a_story_that_was_never_saved_comes_back_with_its_files() {
    let place = tempfile::tempdir().unwrap();
    let state = place.path().join("state");
    let mut work = session();
    work.begin_journal(&state, NOW);
    mark(&mut work, 0..4);
    fs::write(place.path().join("scan.pdf"), "scan").unwrap();
    let copy = work.copy_of_file(&place.path().join("scan.pdf"), "dropped", NOW).unwrap();
    let details = Box::new(SourceDetails::new(SourceKind::Document, "Scan"));
    work.ask(Request::AddSource(details, vec![copy.clone()]), NOW).unwrap();
    fs::remove_file(place.path().join("scan.pdf")).unwrap();
    let project = crash(work);

    let [orphan] = found(&state, 1).try_into().unwrap();
    let what: Vec<&str> = orphan.steps.iter().map(|step| step.what.as_str()).collect();
    assert_eq!(what, ["mark “One.”", "add the source “Scan”"]);
    assert_eq!((&*orphan.title, &orphan.path, orphan.is_new, &orphan.problem), ("Talks", &None, true, &None));
    let mut again = restore(&orphan, Person::new("ak", ""), NOW).unwrap();
    assert_eq!(again.project(), &project);
    assert!(again.is_dirty() && again.path().is_none() && again.warnings().is_empty());
    assert_eq!(again.kept_bytes(&copy.sha256).unwrap(), b"scan");
    assert_eq!(again.undo_label().unwrap(), "add the source “Scan”");
    mark(&mut again, 5..9);
    again.save(&place.path().join("talks.tickmark")).unwrap();
    let opened = Session::open(&place.path().join("talks.tickmark"), Person::default(), "t").unwrap();
    assert_eq!(opened.project(), again.project());
    assert_eq!(opened.kept_bytes(&copy.sha256).unwrap(), b"scan");
}

#[test]
fn what_was_being_typed_comes_back_unless_it_came_to_nothing() {
    for (typed, kept) in [
        (&["the mini"][..], Some("the mini")),
        (&["the mini", "the ministry says"], Some("the ministry says")),
        (&["the mini", ""], None),
    ] {
        let place = tempfile::tempdir().unwrap();
        let (state, path) = (place.path().join("state"), place.path().join("talks.tickmark"));
        let mut work = session();
        mark(&mut work, 0..4);
        work.save(&path).unwrap();
        work.begin_journal(&state, NOW);
        let claim = work.rows()[0].id.clone();
        for text in typed {
            let requests = (!text.is_empty()).then(|| Request::SetNote(claim.clone(), (*text).to_owned()));
            work.journal_typed(requests.as_slice(), NOW);
        }
        crash(work);
        let steps = kept.map(|text| {
            let [orphan] = found(&state, 1).try_into().unwrap();
            sweep(&state, NOW);
            let again = restore(&orphan, Person::new("ak", ""), NOW).unwrap();
            assert_eq!(again.project().claim(&claim).unwrap().note, text);
            assert_eq!(again.undo_label().unwrap(), orphan.steps[0].what);
            orphan.steps.len()
        });
        assert_eq!(steps, kept.map(|_| 1), "{typed:?}");
        assert_eq!(found(&state, usize::from(kept.is_some())).len(), usize::from(kept.is_some()), "{typed:?}");
    }
}

#[test]
fn what_was_typed_is_in_a_later_step_once() {
    let state = tempfile::tempdir().unwrap();
    let mut work = session();
    work.begin_journal(state.path(), NOW);
    mark(&mut work, 0..4);
    let claim = work.rows()[0].id.clone();
    work.journal_typed(&[Request::SetNote(claim.clone(), "the mini".to_owned())], NOW);
    work.ask(Request::SetNote(claim, "the ministry".to_owned()), NOW).unwrap();
    let project = crash(work);
    let [orphan] = found(state.path(), 1).try_into().unwrap();
    assert_eq!(orphan.steps.len(), 2);
    assert_eq!(restore(&orphan, Person::new("ak", ""), NOW).unwrap().project(), &project);
}

#[test]
fn an_article_that_was_only_pasted_is_work_too() {
    let state = tempfile::tempdir().unwrap();
    let mut work = session();
    work.begin_journal(state.path(), NOW);
    let project = crash(work);
    sweep(state.path(), NOW);
    let [orphan] = found(state.path(), 1).try_into().unwrap();
    assert_eq!((orphan.steps.len(), orphan.is_new), (0, true));
    assert_eq!(restore(&orphan, Person::default(), NOW).unwrap().project(), &project);
}

#[test]
fn only_what_came_after_the_last_save_is_left() {
    let place = tempfile::tempdir().unwrap();
    let (state, path) = (place.path().join("state"), place.path().join("talks.tickmark"));
    let mut work = session();
    work.begin_journal(&state, NOW);
    mark(&mut work, 0..4);
    let order = work.save_order(&path);
    mark(&mut work, 5..9);
    work.saved(order.run().unwrap());
    mark(&mut work, 10..16);
    work.undo(NOW).unwrap();
    assert!(work.flush_journal());
    assert_eq!(files(&state), 2, "the journal and its base: the original is in the project's own folder by now");
    let project = crash(work);

    let [orphan] = found(&state, 1).try_into().unwrap();
    assert_eq!((orphan.steps.len(), orphan.is_new, orphan.path.as_ref()), (3, false, Some(&path)));
    let mut again = restore(&orphan, Person::new("ak", ""), NOW).unwrap();
    assert_eq!(again.project(), &project);
    assert_eq!((again.path(), again.is_dirty()), (Some(&*path), true));
    assert_eq!(again.redo(NOW).unwrap().unwrap(), "mark “Three.”");
    again.save(&path).unwrap();
    assert_eq!(Session::open(&path, Person::default(), "t").unwrap().rows().len(), 3);
}

#[test]
fn a_restored_journal_goes_when_the_new_one_has_all_of_it() {
    let state = tempfile::tempdir().unwrap();
    let mut work = session();
    work.begin_journal(state.path(), NOW);
    mark(&mut work, 0..4);
    let project = crash(work);

    let [orphan] = found(state.path(), 1).try_into().unwrap();
    drop(restore(&orphan, Person::default(), NOW).unwrap());
    assert_eq!(found(state.path(), 1), std::slice::from_ref(&orphan), "restored and crashed at once");
    let mut again = restore(&orphan, Person::default(), NOW).unwrap();
    let file = state.path().join("a file where a folder should be");
    fs::write(&file, "").unwrap();
    again.begin_journal(&file, NOW);
    assert!(!again.flush_journal());
    drop(again);
    assert_eq!(found(state.path(), 1), std::slice::from_ref(&orphan), "the new journal could not be written");
    let mut again = restore(&orphan, Person::default(), NOW).unwrap();
    assert!(restore(&orphan, Person::default(), NOW).unwrap_err().what.contains("another window is restoring “Talks”"));
    again.begin_journal(state.path(), NOW);
    mark(&mut again, 5..9);
    assert!(again.flush_journal());
    assert_eq!(fs::read_dir(state.path().join("recovery")).unwrap().count(), 2, "one journal with its files");
    let both = crash(again);
    let [second] = found(state.path(), 1).try_into().unwrap();
    assert_ne!(second.name(), orphan.name());
    assert_eq!(second.steps.len(), 2);
    assert_ne!(both, project);
    let mut last = restore(&second, Person::default(), NOW).unwrap();
    assert_eq!(last.project(), &both);
    last.begin_journal(state.path(), NOW);
    last.discard_journal().unwrap().wait(Duration::from_secs(60));
    assert_eq!(files(state.path()), 0, "left without saving");
}

#[test]
fn what_is_not_wanted_is_discarded_and_what_is_of_no_use_is_swept() {
    let place = tempfile::tempdir().unwrap();
    let (state, path) = (place.path().join("state"), place.path().join("talks.tickmark"));
    session().save(&path).unwrap();
    let mut clean = Session::open(&path, Person::default(), "t").unwrap();
    clean.begin_journal(&state, NOW);
    crash(clean);
    let mut work = session();
    work.begin_journal(&state, NOW);
    mark(&mut work, 0..4);
    crash(work);
    let [orphan] = found(&state, 1).try_into().unwrap();
    assert_eq!(fs::read_dir(state.join("recovery")).unwrap().count(), 4, "the clean one is there, and is not shown");
    while fs::read_dir(state.join("recovery")).unwrap().count() > 2 {
        sweep(&state, Utc::now());
    }
    sweep(&state, Utc::now() + TimeDelta::days(59));
    assert_eq!(found(&state, 1), std::slice::from_ref(&orphan));
    discard(&orphan, NOW).unwrap();
    assert_eq!(files(&state), 0);
    assert!(discard(&orphan, NOW).unwrap_err().what.contains("it is not there"));

    let mut work = session();
    work.begin_journal(&state, NOW);
    crash(work);
    found(&state, 1);
    sweep(&state, Utc::now() + TimeDelta::days(61));
    assert_eq!(files(&state), 0, "nobody asked for it in sixty days");
}

#[test]
fn a_damaged_journal_gives_what_comes_before_the_damage_and_says_so() {
    let state = tempfile::tempdir().unwrap();
    let mut work = session();
    work.begin_journal(state.path(), NOW);
    (0..3).for_each(|place| mark(&mut work, place * 5..place * 5 + 4));
    crash(work);
    let [orphan] = found(state.path(), 1).try_into().unwrap();
    let folder = state.path().join("recovery");
    let path = folder.join(format!("{}.journal", orphan.name()));
    let whole = fs::read(&path).unwrap();

    let mut damaged = whole.clone();
    let last = whole.len() - 20;
    damaged[last] ^= 1;
    fs::write(&path, damaged).unwrap();
    let [orphan] = found(state.path(), 1).try_into().unwrap();
    assert_eq!((orphan.steps.len(), orphan.can_restore), (2, true));
    assert!(orphan.problem.as_ref().unwrap().contains("damaged at line 5"), "{orphan:?}");
    let session = restore(&orphan, Person::default(), NOW).unwrap();
    assert_eq!((session.rows().len(), session.warnings().len()), (2, 1));
    drop(session);

    fs::write(&path, "nothing of ours\n").unwrap();
    let [orphan] = found(state.path(), 1).try_into().unwrap();
    assert!(!orphan.can_restore && orphan.problem.is_some() && restore(&orphan, Person::default(), NOW).is_err());

    fs::write(&path, whole).unwrap();
    fs::remove_dir_all(folder.join(format!("{}.files", orphan.name()))).unwrap();
    let [orphan] = found(state.path(), 1).try_into().unwrap();
    assert!(orphan.problem.as_ref().unwrap().contains("the project it belongs to is missing"), "{orphan:?}");
    assert!(!orphan.can_restore);
    sweep(state.path(), Utc::now());
    assert_eq!(found(state.path(), 1).len(), 1, "what cannot be read is not thrown away for that");
}

#[test]
fn a_base_that_is_missing_is_taken_from_the_project_file_while_that_is_the_same() {
    let place = tempfile::tempdir().unwrap();
    let (state, path) = (place.path().join("state"), place.path().join("talks.tickmark"));
    session().save(&path).unwrap();
    let mut work = Session::open(&path, Person::default(), "t").unwrap();
    work.begin_journal(&state, NOW);
    mark(&mut work, 0..4);
    let project = crash(work);
    let [orphan] = found(&state, 1).try_into().unwrap();
    fs::remove_dir_all(state.join("recovery").join(format!("{}.files", orphan.name()))).unwrap();
    assert_eq!(restore(&orphan, Person::default(), NOW).unwrap().project(), &project);
    session().save(&path).unwrap();
    fs::write(&path, [fs::read(&path).unwrap(), b"\n".to_vec()].concat()).unwrap();
    assert!(restore(&orphan, Person::default(), NOW).is_err());
}

#[test]
#[cfg(unix)]
fn a_folder_that_cannot_be_written_is_said_once_and_tried_again() {
    let place = tempfile::tempdir().unwrap();
    let state = place.path().join("state");
    fs::write(&state, "a file where the folder should be").unwrap();
    let mut work = session();
    work.begin_journal(&state, NOW);
    mark(&mut work, 0..4);
    assert!(!work.flush_journal());
    let problem = work.journal_problem().unwrap();
    assert!(problem.what.starts_with("what you do now would be lost in a crash"), "{problem}");
    mark(&mut work, 5..9);
    assert!(!work.flush_journal());
    assert_eq!(work.journal_problem(), None, "it was said");
    fs::remove_file(&state).unwrap();
    mark(&mut work, 10..16);
    let project = crash(work);
    let [orphan] = found(&state, 1).try_into().unwrap();
    assert_eq!(orphan.steps.len(), 3, "all of it, not only what came last");
    assert_eq!(restore(&orphan, Person::default(), NOW).unwrap().project(), &project);
}

#[test]
fn a_copy_that_was_taken_in_comes_back_too() {
    let place = tempfile::tempdir().unwrap();
    let (state, path, copy) =
        (place.path().join("state"), place.path().join("talks.tickmark"), place.path().join("copy.tickmark"));
    session().save(&path).unwrap();
    fs::copy(&path, &copy).unwrap();
    let mut work = Session::open(&path, Person::new("ak", ""), "t").unwrap();
    work.begin_journal(&state, NOW);
    mark(&mut work, 0..4);
    let mut other = Session::open(&copy, Person::new("mk", ""), "o").unwrap();
    mark(&mut other, 5..9);
    other.save(&copy).unwrap();
    work.merge_with(&copy).unwrap();
    let claim = work.rows()[1].id.clone();
    work.ask(Request::SetNote(claim, "on the claim of the other".to_owned()), NOW).unwrap();
    let project = crash(work);
    let [orphan] = found(&state, 1).try_into().unwrap();
    assert_eq!((orphan.steps.len(), orphan.is_new, &orphan.problem), (1, true, &None));
    let mut again = restore(&orphan, Person::new("ak", ""), NOW).unwrap();
    assert_eq!(again.project(), &project);
    again.save(&path).unwrap();
    assert_eq!(Session::open(&path, Person::default(), "u").unwrap().rows().len(), 2);
}

#[test]
fn a_file_that_changed_meanwhile_is_merged_when_what_was_restored_is_saved() {
    let place = tempfile::tempdir().unwrap();
    let (state, path) = (place.path().join("state"), place.path().join("talks.tickmark"));
    session().save(&path).unwrap();
    let mut work = Session::open(&path, Person::new("ak", ""), "t").unwrap();
    work.begin_journal(&state, NOW);
    mark(&mut work, 0..4);
    crash(work);
    let mut other = Session::open(&path, Person::new("mk", ""), "o").unwrap();
    mark(&mut other, 5..9);
    other.save(&path).unwrap();
    let [orphan] = found(&state, 1).try_into().unwrap();
    restore(&orphan, Person::new("ak", ""), NOW).unwrap().save(&path).unwrap();
    assert_eq!(Session::open(&path, Person::default(), "u").unwrap().rows().len(), 2);
}

#[test]
fn a_draft_that_was_brought_in_comes_back_with_its_review_and_its_file() {
    use super::update::Arrived;
    use crate::model::Place;
    let place = tempfile::tempdir().unwrap();
    let state = place.path().join("state");
    let mut work = session();
    mark(&mut work, 0..4);
    work.save(&place.path().join("talks.tickmark")).unwrap();
    work.begin_journal(&state, NOW);
    let mut article = Article { format: "plain".to_owned(), ..Article::default() };
    article.push(BlockKind::Paragraph, "Two. Three. Four.");
    let received = file::Received { article, name: "draft2.txt".to_owned(), bytes: b"Two. Three. Four.".to_vec() };
    let update = work.update_order().unwrap().run(Arrived::new(received, "", NOW), &mut |_| true).unwrap().unwrap();
    drop(work.bring_in(update).unwrap());
    let claim = work.rows()[0].id.clone();
    work.ask(Request::SetSeen(claim, true), NOW).unwrap();
    work.ask(Request::SetRead { places: vec![Place { start: 12, end: 17 }], read: true }, NOW).unwrap();
    let project = crash(work);

    let [orphan] = found(&state, 1).try_into().unwrap();
    let what: Vec<&str> = orphan.steps.iter().map(|step| step.what.as_str()).collect();
    assert_eq!(what, ["bring in draft 2", "keep “One.” in the archive", "mark “Four.” as read"]);
    let mut again = restore(&orphan, Person::new("ak", ""), NOW).unwrap();
    assert_eq!(again.project(), &project);
    let file = again.project().draft().unwrap().file.clone().unwrap();
    assert_eq!(again.kept_bytes(&file.sha256).unwrap(), b"Two. Three. Four.");
    assert!(again.take_back_draft(NOW).unwrap());
    assert_eq!((again.project().draft().unwrap().number, again.progress().gone), (1, 0));
}
