//! Reading an article in a process of its own: what is shown meanwhile, and how it ends.

use crate::hands::{Dropped, Hands};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tickmark::session::reading::{Program, Reader};
use tickmark::store::settings::Settings;

/// A window in which articles are read by this script, and a file is dropped on it.
fn drop_on_script(folder: &Path, script: &str) -> Hands {
    let article = folder.join("talks.txt");
    fs::write(&article, "Talks end early.").unwrap();
    let reader = Reader::Apart(Program::new("/bin/sh").with("-c").with(script));
    let mut hands = Hands::with_reader(Settings::default(), reader);
    hands.harness.input_mut().dropped_files = vec![Arc::new(Dropped(article))];
    hands
}

/// Waits until this is so.
fn comes_to(is_so: impl Fn() -> bool) -> bool {
    (0..500).any(|_| {
        std::thread::sleep(Duration::from_millis(10));
        is_so()
    })
}

#[test]
fn how_far_it_is_is_shown_and_stop_ends_the_process() {
    let folder = tempfile::tempdir().unwrap();
    let written = folder.path().join("process");
    let script = format!("echo $$ >'{}'; echo '{{\"far\":\"PDF, 12 MB\"}}'; exec sleep 3600", written.display());
    let mut hands = drop_on_script(folder.path(), &script);
    hands.wait_for("what goes on", |hands| hands.shows("Reading talks.txt: PDF, 12 MB"));
    let process = fs::read_to_string(&written).unwrap();
    let process = Path::new("/proc").join(process.trim());
    assert!(process.exists() || !Path::new("/proc/self").exists(), "it has not begun");
    hands.click("Stop");
    hands.wait_for("silence", |hands| !hands.shows("Reading talks.txt: PDF, 12 MB"));
    assert!(comes_to(|| !process.exists()), "it goes on");
}

#[test]
fn a_reader_that_dies_is_told_and_the_window_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut hands = drop_on_script(folder.path(), "kill -SEGV $$");
    let words = "could not be read as an article: the reader broke on this file";
    hands.wait_for("the sentence", |hands| hands.names().iter().any(|name| name.contains(words)));
    assert!(hands.names().iter().any(|name| name.contains("copy its text and paste it here")), "{:#?}", hands.names());
}
