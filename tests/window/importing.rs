//! Sources brought in from a list of another program.

use crate::hands::{Dropped, Hands, STORY};
use std::sync::Arc;

fn drop_list(hands: &mut Hands, folder: &tempfile::TempDir, name: &str, text: &str) {
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    hands.harness.input_mut().dropped_files = vec![Arc::new(Dropped(path))];
}

fn titles(hands: &Hands) -> Vec<String> {
    hands.session().project().sources().map(|source| source.details.title.clone()).collect()
}

#[test]
fn a_list_is_brought_in_as_one_step_and_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut hands = Hands::with_session(Hands::story(STORY));
    let list = "@book{a, title={One}}\n@book{b, title={Two}}\n@book{c, title={Three}";
    drop_list(&mut hands, &folder, "library.bib", list);
    hands.wait_for("the news", |hands| hands.shows("2 sources added."));
    assert_eq!(titles(&hands), ["One", "Two"]);
    assert!(hands.shows("The entry “c” could not be read and was left out."), "{:#?}", hands.names());
    drop_list(&mut hands, &folder, "again.bib", list);
    hands.wait_for("the news", |hands| hands.shows("All 2 sources of the list were there already."));
    hands.press("Ctrl+Z");
    assert_eq!(titles(&hands), [""; 0]);
}

#[test]
fn a_file_that_is_no_list_is_a_problem_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut hands = Hands::with_session(Hands::story(STORY));
    let before = hands.entries();
    drop_list(&mut hands, &folder, "article.ris", "An article.");
    hands.wait_for("the problem", |hands| hands.shows("there are no sources in it"));
    assert_eq!(hands.entries(), before);
}

#[test]
fn the_command_is_found_by_its_name() {
    let mut hands = Hands::with_session(Hands::story(STORY));
    hands.press("Ctrl+K");
    hands.type_text("import sources");
    assert!(hands.shows("Import sources…"), "{:#?}", hands.names());
}
