//! Undo, redo, and what each entry replaces.

use super::super::testing::Story;
use super::super::{ClaimId, Minter, Person, Project, Request, describe};
use super::*;

fn note(claim: &ClaimId, text: &str) -> Request {
    Request::SetNote(claim.clone(), text.to_owned())
}

fn notes(story: &Story, claim: &ClaimId) -> String {
    story.get(claim).note.clone()
}

fn label(story: &Story, step: Option<&[Arc<Entry>]>) -> Option<String> {
    step.map(|step| describe::step(&story.project, story.project.history.origin(step)))
}

#[test]
fn undo_and_redo_walk_the_steps_back_and_forth() {
    let mut story = Story::new();
    assert_eq!((story.undo(), story.redo()), (Ok(false), Ok(false)));
    let claim = story.claim("28,500");
    story.go(note(&claim, "a"));
    story.go(note(&claim, "b"));
    for expected in ["a", ""] {
        assert_eq!(story.undo(), Ok(true));
        assert_eq!(notes(&story, &claim), expected);
    }
    for expected in ["a", "b"] {
        assert_eq!(story.redo(), Ok(true));
        assert_eq!(notes(&story, &claim), expected);
    }
    assert_eq!(story.redo(), Ok(false));
    while story.undo().unwrap() {}
    assert!(story.project.claim(&claim).is_none());
    while story.redo().unwrap() {}
    assert_eq!(notes(&story, &claim), "b");
}

#[test]
fn a_new_step_ends_what_could_be_done_again() {
    let mut story = Story::new();
    let claim = story.claim("28,500");
    story.go(note(&claim, "a"));
    story.undo().unwrap();
    assert!(story.project.redoable(&story.by, &story.minter).is_some());
    story.go(note(&claim, "b"));
    assert!(story.project.redoable(&story.by, &story.minter).is_none());
    assert_eq!((story.redo(), notes(&story, &claim)), (Ok(false), "b".to_owned()));
    story.undo().unwrap();
    assert_eq!(notes(&story, &claim), "");
    story.undo().unwrap();
    assert!(story.project.claim(&claim).is_none(), "what was undone before is not undone again");
}

#[test]
fn the_history_only_grows_and_a_step_is_one() {
    let mut story = Story::new();
    let claim = story.claim("28,500");
    let before = story.project.history.entries().to_vec();
    story.try_all(&[note(&claim, "a"), note(&claim, "b")]).unwrap();
    story.undo().unwrap();
    assert_eq!(notes(&story, &claim), "", "both at once");
    let entries = story.project.history.entries();
    assert_eq!(&entries[..before.len()], &before[..]);
    let steps: Vec<_> = entries.iter().map(|entry| (entry.step == entry.id, entry.undoes.is_some())).collect();
    assert_eq!(steps, [(true, false), (true, false), (false, false), (true, true), (false, true)]);
}

#[test]
fn an_entry_replaces_the_one_before_it_of_the_same_field() {
    let mut story = Story::new();
    let (claim, other) = (story.claim("28,500"), story.claim("$1bn"));
    story.go(note(&claim, "a"));
    story.go(note(&other, "x"));
    story.try_all(&[note(&claim, "b"), note(&claim, "c")]).unwrap();
    story.undo().unwrap();
    let key = format!("claim/{claim}/note");
    let entries = story.project.history.entries();
    let of_field: Vec<&Arc<Entry>> = entries.iter().filter(|entry| entry.edit.key() == key).collect();
    assert_eq!(of_field.len(), 5);
    assert!(of_field[0].replaces.is_empty());
    for pair in of_field.windows(2) {
        assert_eq!(pair[1].replaces, std::slice::from_ref(&pair[0].id), "{pair:?}");
    }
    assert_eq!(story.project.history.heads(&key), [of_field[4].id.clone()]);
    assert_eq!(story.project.history.heads(&format!("claim/{other}/note")).len(), 1);
    assert!(story.project.history.heads("title").is_empty());
}

#[test]
fn undo_and_redo_go_on_after_the_project_was_written_and_read() {
    let again = |story: &mut Story| {
        let json = serde_json::to_string(&story.project).unwrap();
        let read: Project = serde_json::from_str(&json).unwrap();
        assert!(read == story.project, "heads, undo and redo are derived from the entries alone");
        story.project = read;
    };
    let mut story = Story::new();
    let claim = story.claim("28,500");
    for text in ["a", "b", "c"] {
        story.go(note(&claim, text));
    }
    again(&mut story);
    story.undo().unwrap();
    again(&mut story);
    story.undo().unwrap();
    assert_eq!(notes(&story, &claim), "a");
    again(&mut story);
    story.redo().unwrap();
    again(&mut story);
    assert_eq!(notes(&story, &claim), "b");
    story.go(note(&claim, "d"));
    again(&mut story);
    assert_eq!(story.redo(), Ok(false));
    story.undo().unwrap();
    again(&mut story);
    assert_eq!(notes(&story, &claim), "b");
}

#[test]
fn a_step_keeps_its_name_however_often_it_is_undone() {
    let mut story = Story::new();
    let claim = story.claim("28,500");
    story.go(note(&claim, "a"));
    let (marked, noted) = (Some("mark “28,500”".to_owned()), Some("write a note on “28,500”".to_owned()));
    for _ in 0..3 {
        assert_eq!(label(&story, story.project.undoable(&story.by, &story.minter)), noted);
        story.undo().unwrap();
        assert_eq!(label(&story, story.project.redoable(&story.by, &story.minter)), noted);
        assert_eq!(label(&story, story.project.undoable(&story.by, &story.minter)), marked);
        story.redo().unwrap();
    }
}

#[test]
fn a_step_that_does_not_fit_changes_nothing() {
    let mut story = Story::new();
    let claim = story.claim("28,500");
    let before = story.project.clone();
    let absent = ClaimId("gone".to_owned());
    let field = super::super::edit::ClaimField::Note(super::super::Change { from: String::new(), to: "x".to_owned() });
    let fits = Edit::Claim { id: claim, field: field.clone() };
    for wrong in [Edit::Claim { id: absent, field }, Edit::AddDraft { number: 7 }, Edit::Other("{}".parse().unwrap())] {
        let made =
            story.project.commit(vec![fits.clone(), wrong], &story.by, super::super::testing::NOW, &mut story.minter);
        assert!(made.is_err());
        assert!(story.project == before);
    }
}

#[test]
fn what_no_longer_fits_cannot_be_taken_back() {
    let mut story = Story::new();
    let claim = story.claim("28,500");
    story.project.claims = Default::default();
    let before = story.project.clone();
    assert_eq!(story.undo(), Ok(false), "{claim}");
    assert!(story.project == before);
}

#[test]
fn everybody_takes_back_what_he_did_himself_and_nobody_changed_since() {
    let mut story = Story::new();
    let become_person = |story: &mut Story, initials: &str, sitting: &str| {
        (story.by, story.minter) = (Person::new(initials, ""), Minter::new(sitting));
    };
    let (one, two) = (story.claim("28,500"), story.claim("$1bn"));
    story.go(note(&one, "mine"));
    story.go(note(&two, "mine too"));
    become_person(&mut story, "mk", "second");
    assert_eq!(story.undo(), Ok(false), "nothing here is the other person's");
    story.go(note(&two, "theirs"));
    story.go(Request::SetQuestion(one.clone(), "Who?".to_owned()));
    become_person(&mut story, "ak", "third");
    assert_eq!(story.undo(), Ok(true));
    assert_eq!((notes(&story, &one), notes(&story, &two)), (String::new(), "theirs".to_owned()));
    assert_eq!(story.undo(), Ok(false), "the other person went on with both claims");
    become_person(&mut story, "mk", "fourth");
    assert_eq!(story.redo(), Ok(false), "he took nothing back");
    assert_eq!((story.undo(), story.get(&one).question.as_str()), (Ok(true), ""));
}

#[test]
fn what_version_1_did_not_say_of_deletions_is_filled_in() {
    let mut story = Story::new();
    let (claim, source) = (story.claim("28,500"), story.source("Almanac"));
    let piece = story.evidence(&claim, &source, super::super::Stance::Supports);
    story.go(note(&claim, "a"));
    story.go(Request::DeleteEvidence(claim.clone(), piece));
    story.go(Request::DeleteSource(source));
    story.go(note(&claim, "b"));
    story.go(Request::DeleteClaim(claim));
    story.undo().unwrap();
    let saw = |entries: &[Arc<Entry>]| -> Vec<Vec<EntryId>> {
        let sorted = |entry: &Arc<Entry>| {
            let mut saw = entry.saw.clone();
            saw.sort_unstable();
            saw
        };
        entries.iter().map(sorted).collect()
    };
    let told = saw(story.project.history.entries());
    assert_eq!(told.iter().filter(|saw| !saw.is_empty()).count(), 2, "{told:?}");
    let strip = |entry: &Arc<Entry>| Arc::new(Entry { saw: Vec::new(), ..Entry::clone(entry) });
    let old: Vec<Arc<Entry>> = story.project.history.entries().iter().map(strip).collect();
    assert_eq!(saw(History::from(old).with_what_deletions_saw().entries()), told);
}
