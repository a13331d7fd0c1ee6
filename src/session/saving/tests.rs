//! Saving when something comes between: a disk that fails, another program, another story.

use super::*;
use crate::import;
use crate::model::{Kind, Person, Request, Risk};
use crate::store::backups;
use chrono::{DateTime, Utc};
use std::cell::Cell;
use std::fs::{self, File};
use std::io::{self, Write};

const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

/// Errors of Linux and macOS: no space, no permission, a broken disk, a write-protected one.
const ERRORS: [i32; 4] = [28, 13, 5, 30];

/// The errors that are tried at a step: one, or all of them in the long run of the tests.
fn errors(step: Step) -> Vec<i32> {
    match std::env::var("TICKMARK_GATES").is_ok_and(|gates| gates == "full") {
        true => ERRORS.to_vec(),
        false => vec![ERRORS[step as usize % ERRORS.len()]],
    }
}

/// Fails at one step.
struct FailsAt(Step, i32);

impl Disk for FailsAt {
    fn before(&self, step: Step) -> io::Result<()> {
        if step == self.0 { Err(io::Error::from_raw_os_error(self.1)) } else { Ok(()) }
    }
}

/// Has room for so many bytes.
struct HasRoomFor(usize);

impl Disk for HasRoomFor {
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        file.write_all(&bytes[..bytes.len().min(self.0)])?;
        if bytes.len() <= self.0 { Ok(()) } else { Err(io::ErrorKind::StorageFull.into()) }
    }
}

/// Gives back something else than was written.
struct Forgets;

impl Disk for Forgets {
    fn read_back(&self, path: &Path) -> io::Result<Vec<u8>> {
        let mut bytes = fs::read(path)?;
        bytes[100] ^= 1;
        Ok(bytes)
    }
}

/// Another program, which puts a file in the place of ours just before a step.
struct Meddles<'a> {
    at: Step,
    path: &'a Path,
    with: &'a dyn Fn(usize) -> Option<Vec<u8>>,
    times: Cell<usize>,
}

impl Disk for Meddles<'_> {
    fn before(&self, step: Step) -> io::Result<()> {
        if step == self.at {
            self.times.set(self.times.get() + 1);
            if let Some(bytes) = (self.with)(self.times.get()) {
                crate::store::save::write_file(self.path, &bytes).unwrap();
            }
        }
        Ok(())
    }
}

/// A folder with a project and a folder for the user's state.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self { folder: tempfile::tempdir().unwrap() };
        fs::create_dir(place.folder.path().join("desk")).unwrap();
        story("s").save(&place.path()).unwrap();
        place
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join("desk").join(name)
    }

    fn path(&self) -> PathBuf {
        self.at("talks.tickmark")
    }

    fn state(&self) -> PathBuf {
        self.folder.path().join("state")
    }

    fn open(&self, sitting: &str) -> Session {
        let by = Person::new(sitting, "");
        Session::open_with_backups(&self.path(), by, sitting, Some(self.state())).unwrap()
    }

    fn bytes(&self) -> Vec<u8> {
        fs::read(self.path()).unwrap()
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.at("")).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    fn versions(&self) -> Vec<Vec<u8>> {
        let folder = backups::folder(&self.state(), &self.open("v").story());
        backups::list(&folder).iter().map(|backup| backups::read(backup).unwrap()).collect()
    }
}

fn story(sitting: &str) -> Session {
    let article = import::read_text("Talks\n\nOne two three four five.").unwrap();
    Session::from_article(article, None, Person::new("ak", ""), sitting, NOW)
}

fn mark(session: &mut Session, word: &str) {
    let start = session.project().draft().unwrap().text.find(word).unwrap();
    let range = start..start + word.len();
    session.ask(Request::AddClaim { range, kind: Kind::Other, risk: Risk::Normal }, NOW).unwrap();
}

/// The words of the claims in a project file.
fn claims(bytes: &[u8]) -> Vec<String> {
    let project = format::parse(bytes).unwrap().project;
    project.claims_in_order().iter().map(|claim| claim.anchor.quote.clone()).collect()
}

fn quotes(session: &Session) -> Vec<String> {
    session.project().claims_in_order().iter().map(|claim| claim.anchor.quote.clone()).collect()
}

#[test]
fn whatever_fails_the_old_file_stays_and_the_person_is_told() {
    for step in Step::ALL {
        for error in errors(step) {
            let place = Place::new();
            let old = place.bytes();
            let mut session = place.open("a");
            mark(&mut session, "two");
            let order = session.save_order(&place.path());
            match order.run_on(&FailsAt(step, error)) {
                Ok(saved) => {
                    assert!(matches!(step, Step::BackUp | Step::BackUpNew), "{step:?} did not matter");
                    assert!(saved.warnings.join("").contains("could not be kept as a backup"), "{step:?}");
                    assert_eq!(claims(&place.bytes()), ["two"]);
                }
                Err(problem) => {
                    assert!(problem.what.contains("talks.tickmark” could not be saved: "), "{step:?}: {problem}");
                    let is_old = step <= Step::Rename;
                    assert_eq!(problem.hint.contains("the file on disk is as it was"), is_old, "{step:?}: {problem:?}");
                    assert_eq!(place.bytes() == old, is_old, "{step:?}");
                }
            }
            assert_eq!(place.names(), ["talks.tickmark"], "{step:?}: nothing is left behind");
            session.save(&place.path()).unwrap();
            assert_eq!(claims(&place.bytes()), ["two"], "{step:?}: the next save goes");
        }
    }
}

#[test]
fn a_write_that_is_refused_anywhere_leaves_the_old_file() {
    let place = Place::new();
    let old = place.bytes();
    let mut session = place.open("a");
    mark(&mut session, "two");
    let length = format::write(session.project()).unwrap().len();
    for part in 0..40 {
        let problem = session.save_order(&place.path()).run_on(&HasRoomFor(length * part / 40)).unwrap_err();
        assert!(problem.what.ends_with("there is no space left on the disk"), "{problem}");
        assert!(problem.hint.contains("free some space"), "{problem:?}");
        assert_eq!((place.bytes() == old, place.names().len()), (true, 1), "at {part} of 40");
    }
    session.save_order(&place.path()).run_on(&HasRoomFor(length)).unwrap();
}

#[test]
fn what_cannot_be_read_back_is_noticed() {
    let place = Place::new();
    let mut session = place.open("a");
    mark(&mut session, "two");
    let problem = session.save_order(&place.path()).run_on(&Forgets).unwrap_err();
    assert!(problem.what.ends_with("could not be read back: it is not what was written"), "{problem}");
    assert!(session.is_dirty());
}

#[test]
fn what_another_person_saved_is_merged() {
    let place = Place::new();
    let (mut one, mut two) = (place.open("a"), place.open("b"));
    mark(&mut one, "One");
    mark(&mut two, "two");
    one.save(&place.path()).unwrap();
    let order = two.save_order(&place.path());
    mark(&mut two, "three");
    let saved = order.run().unwrap();
    assert!(saved.merged.is_some());
    let rest = two.saved(saved).rest.unwrap();
    let again = two.merge_again(*rest).run().unwrap();
    assert_eq!(two.take_in(again).unwrap().steps, 1);
    assert_eq!(claims(&place.bytes()), ["One", "two"]);
    assert_eq!((quotes(&two).join(" "), two.rows().len()), ("One two three".to_owned(), 3));
    assert!(two.is_dirty(), "the third came after the snapshot");
    two.save(&place.path()).unwrap();
    assert!(!two.is_dirty());
    mark(&mut one, "four");
    let revision = one.revision();
    one.save(&place.path()).unwrap();
    assert_eq!(quotes(&one), ["One", "two", "three", "four"]);
    assert!(!one.is_dirty() && one.revision() > revision, "what was derived from the project is stale");
    assert_eq!(claims(&place.bytes()), quotes(&one));
    assert!(one.save_order(&place.path()).run().unwrap().merged.is_none(), "now it is known");
}

#[test]
fn what_another_program_puts_there_meanwhile_is_merged_too() {
    for at in [Step::LookAgain, Step::ReadBack] {
        let place = Place::new();
        let (mut ours, mut theirs) = (place.open("a"), place.open("b"));
        mark(&mut ours, "One");
        mark(&mut theirs, "two");
        let bytes = format::write(theirs.project()).unwrap();
        let once = |times| (times == 1).then(|| bytes.clone());
        let path = place.path();
        let saved =
            ours.save_order(&path).run_on(&Meddles { at, path: &path, with: &once, times: Cell::new(0) }).unwrap();
        assert_eq!((claims(&place.bytes()).join(" "), saved.merged.is_some()), ("One two".to_owned(), true), "{at:?}");
    }
}

#[test]
fn a_program_that_keeps_changing_the_file_is_given_way() {
    let place = Place::new();
    let (mut ours, mut other) = (place.open("a"), place.open("b"));
    mark(&mut ours, "One");
    let mut always = Vec::new();
    for word in ["two", "three", "four", "five", "three", "four"] {
        mark(&mut other, word);
        always.push(format::write(other.project()).unwrap());
    }
    let with = |times: usize| always.get(times - 1).cloned();
    let path = place.path();
    let meddles = Meddles { at: Step::LookAgain, path: &path, with: &with, times: Cell::new(0) };
    let problem = ours.save_order(&path).run_on(&meddles).unwrap_err();
    assert!(problem.what.contains("another program keeps changing it"), "{problem}");
    assert!(place.bytes() == always[4], "what is there was not overwritten");
}

#[test]
fn what_cannot_be_put_together_is_never_overwritten() {
    let newer =
        |place: &Place| String::from_utf8(place.bytes()).unwrap().replace("\"reader\": ", "\"reader\": 9").into_bytes();
    type There = fn(&Place) -> Vec<u8>;
    let table: [(&str, There); 4] = [
        ("the file is empty", |_| Vec::new()),
        ("the project file is damaged", |place| place.bytes()[..700].to_vec()),
        ("not copies of one story", |_| format::write(story("other").project()).unwrap()),
        ("newer Tickmark", newer),
    ];
    for (why, there) in table {
        let place = Place::new();
        let mut session = place.open("a");
        mark(&mut session, "two");
        let there = there(&place);
        fs::write(place.path(), &there).unwrap();
        let problem = session.save(&place.path()).unwrap_err();
        let what = "was changed by another program and cannot be put together with yours";
        assert!(problem.what.contains(what) && problem.what.contains(why), "{problem}");
        assert!(problem.hint.contains("save under another name"), "{problem:?}");
        assert_eq!((place.bytes() == there, session.is_dirty()), (true, true), "{why}");
        session.save(&place.at("mine.tickmark")).unwrap();
        assert_eq!(claims(&fs::read(place.at("mine.tickmark")).unwrap()), ["two"]);
    }
}

#[test]
fn a_file_that_is_gone_is_written_and_a_folder_that_is_gone_is_said() {
    let place = Place::new();
    let mut session = place.open("a");
    fs::remove_file(place.path()).unwrap();
    mark(&mut session, "two");
    let said = session.save(&place.path()).unwrap().join("");
    assert!(said.contains("talks.tickmark” was no longer there and was written anew. If the drive"), "{said}");
    assert_eq!(claims(&place.bytes()), ["two"]);
    assert!(session.save(&place.path()).unwrap().is_empty(), "it is there again");
    assert!(session.save(&place.at("other.tickmark")).unwrap().is_empty(), "there was none");
    fs::remove_dir_all(place.at("")).unwrap();
    let problem = session.save(&place.path()).unwrap_err();
    assert!(problem.what.contains("/desk” is not there"), "{problem}");
}

#[test]
fn a_file_that_is_replaced_is_kept_as_a_version() {
    let place = Place::new();
    let mut session = place.open("a");
    fs::write(place.at("other.tickmark"), "something else").unwrap();
    session.save(&place.at("other.tickmark")).unwrap();
    assert_eq!(fs::read(place.at("other.tickmark")).unwrap(), place.bytes());
    assert!(place.versions().contains(&b"something else".to_vec()));
}

#[test]
fn every_version_that_is_read_or_written_is_kept() {
    let place = Place::new();
    let mut expected = vec![place.bytes()];
    let mut session = place.open("a");
    for word in ["One", "two"] {
        mark(&mut session, word);
        session.save(&place.path()).unwrap();
        expected.insert(0, place.bytes());
    }
    assert_eq!(place.versions(), expected);
}

#[test]
fn without_a_folder_for_state_it_is_saved_all_the_same() {
    let place = Place::new();
    fs::write(place.state(), "in the way").unwrap();
    let mut session = place.open("a");
    let said = session.warnings().join("");
    assert!(said.contains("could not be kept as a backup"), "{said}");
    mark(&mut session, "two");
    assert_eq!(session.save(&place.path()).unwrap(), [said]);
    session.keep_backups_in(None);
    assert!(session.save(&place.path()).unwrap().is_empty());
}

#[test]
#[cfg(unix)]
fn who_may_save_the_project_may_keep_a_file_with_it() {
    use std::os::unix::fs::PermissionsExt;
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("talks.tickmark");
    let article = import::read_text("Some 28,500 troops stay.").unwrap();
    let original = Some(("talks.txt".to_owned(), b"Some 28,500 troops stay.".to_vec()));
    let mut session = Session::from_article(article, original, Person::new("MK", ""), "s", NOW);
    session.save(&path).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&kept::folder(&path)), 0o700);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o660)).unwrap();
    session.save(&path).unwrap();
    assert_eq!((mode(&path), mode(&kept::folder(&path))), (0o660, 0o770));
}
