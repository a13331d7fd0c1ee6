//! Handing a story over: packing it, and opening a pack.

use crate::hands::{Hands, STORY};
use egui::accesskit::Role;
use std::path::Path;
use tickmark::model::{Request, SourceDetails, SourceKind};
use tickmark::session::Session;

/// A story with one confidential source and a claim.
fn story() -> Session {
    let mut session = Hands::story(STORY);
    let now = chrono::DateTime::UNIX_EPOCH;
    let details = SourceDetails { confidential: true, ..SourceDetails::new(SourceKind::Person, "Norabelle Whocanary") };
    session.ask(Request::AddSource(Box::new(details), Vec::new()), now).unwrap();
    session
}

/// Draws until this is so, while the window shows that work goes on.
fn wait_for(hands: &mut Hands, what: &str, is_so: impl Fn(&Hands) -> bool) {
    for _ in 0..3000 {
        hands.harness.run_steps(2);
        if is_so(hands) {
            hands.settle();
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("it never came to this: {what}; in the window: {:#?}", hands.names());
}

/// Opens the dialog by its name in the palette, and puts this path into it.
fn pack_to(hands: &mut Hands, path: &Path) {
    hands.press("Ctrl+K");
    hands.type_text("pack");
    hands.press("Enter");
    assert!(hands.shows("Pack the story"), "{:#?}", hands.names());
    assert_eq!(hands.focused(), "File");
    hands.press("Ctrl+A");
    hands.type_text(path.to_str().unwrap());
}

#[test]
fn a_story_is_packed_without_confidential_data_and_encrypted_and_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut hands = Hands::with_session(story());
    hands.mark("28,500");
    pack_to(&mut hands, &folder.path().join("talks.zip"));
    hands.click("Leave out confidential data (1 confidential source)");
    hands.click("Encrypt with a passphrase");
    let file = folder.path().join("talks-without-confidential.zip.age");
    assert_eq!(hands.thing("File").value, file.to_str().unwrap(), "the name follows");
    hands.click("Passphrase");
    hands.type_text("horse");
    hands.click("The same again");
    hands.type_text("hors");
    assert!(hands.shows("The two are not the same yet."));
    assert!(hands.things().iter().all(|thing| !thing.value.contains("hors")), "no letter of it is shown");
    hands.press("Enter");
    assert!(hands.shows("Pack the story"), "it waits until the two agree");
    hands.click("The same again");
    hands.press("End");
    hands.type_text("e");
    hands.press("Enter");
    wait_for(&mut hands, "packed", |hands| hands.shows("packed into"));
    assert!(std::fs::read(&file).unwrap().starts_with(b"age-encryption.org/v1\n"));

    let mut hands = Hands::empty();
    open(&mut hands, &file);
    assert!(hands.shows("Unpack a story"), "{:#?}", hands.names());
    assert_eq!(hands.focused(), "Passphrase");
    hands.type_text("house");
    hands.press("Enter");
    wait_for(&mut hands, "a problem", |hands| hands.shows("the passphrase is not the one it was encrypted with"));
    hands.click("Passphrase");
    hands.press("Ctrl+A");
    hands.type_text("horse");
    hands.press("Enter");
    wait_for(&mut hands, "opened", |hands| hands.harness.state().session().is_some());
    assert_eq!(hands.quotes(), ["28,500"]);
    let project = hands.session().project();
    assert!(project.title.ends_with("(without confidential data)"));
    assert!(project.sources().all(|source| source.details.title == "Confidential source 1"));
    assert!(hands.session().path().unwrap().starts_with(folder.path().join("talks-without-confidential")));
}

/// Opens a file as a start of the program with it does.
fn open(hands: &mut Hands, file: &Path) {
    hands.harness.state_mut().begin(Some(file.to_owned()), None);
    wait_for(hands, "an answer", |hands| hands.shows("Unpack a story") || hands.shows("is not a Tickmark pack"));
}

#[derive(Debug)]
struct Dropped(std::path::PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

fn drop_file(hands: &mut Hands, path: &Path) {
    hands.harness.input_mut().dropped_files = vec![std::sync::Arc::new(Dropped(path.to_owned()))];
    hands.settle();
}

#[test]
fn a_dropped_pack_is_unpacked_where_the_person_says_and_any_other_zip_is_a_source() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("talks.zip");
    let mut hands = Hands::with_session(story());
    hands.mark("28,500");
    pack_to(&mut hands, &file);
    assert!(hands.things().iter().filter(|thing| thing.role == Role::PasswordInput).count() == 0);
    hands.press("Enter");
    wait_for(&mut hands, "packed", |hands| hands.shows("packed into"));

    let other = folder.path().join("photos.zip");
    std::fs::write(&other, b"PK\x03\x04 and so on").unwrap();
    drop_file(&mut hands, &other);
    wait_for(&mut hands, "the form with the file", |hands| hands.shows("New evidence"));
    hands.press("Escape");

    drop_file(&mut hands, &file);
    wait_for(&mut hands, "the dialog", |hands| hands.shows("Unpack a story"));
    assert_eq!(hands.thing("Folder").value, folder.path().join("talks").to_str().unwrap());
    hands.press("Ctrl+A");
    hands.type_text(folder.path().join("mine").to_str().unwrap());
    hands.press("Enter");
    wait_for(&mut hands, "the question", |hands| hands.shows("Save before leaving?"));
    assert!(folder.path().join("mine/talks.tickmark").is_file(), "it is unpacked, whatever becomes of this story");
    hands.click("Leave without saving");
    wait_for(&mut hands, "opened", |hands| hands.session().path().is_some());
    assert_eq!(hands.session().path().unwrap(), folder.path().join("mine/talks.tickmark"));
}

#[test]
fn what_is_no_pack_is_told_so() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("talks.zip");
    std::fs::write(&file, "Talks end early").unwrap();
    let mut hands = Hands::empty();
    open(&mut hands, &file);
    assert!(hands.shows("is not a Tickmark pack") && !hands.shows("Unpack a story"));
}
