//! The rule of the house: which room may know which. It is read off the source, so that a slip says the file and the
//! rule it breaks.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::{Path, PathBuf};

/// Each room, and the rooms it may use besides itself.
const MAY_USE: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("text", &["model"]),
    ("import", &["model", "text"]),
    ("export", &["model", "text"]),
    ("store", &["model"]),
    ("session", &["model", "text", "import", "export", "store"]),
    ("command", &["model"]),
    ("job", &[]),
    ("cli", &["model", "text", "import", "export", "session", "store::settings"]),
    ("ui", &["model", "text", "import", "export", "session", "store::settings", "command", "job"]),
    ("lib", &[]),
    ("main", &[]),
];

/// Words that only some rooms may write, and why.
const ONLY_IN: &[(&str, &[&str], &str)] = &[
    ("std::fs", &["store", "cli"], "only `store` and `cli` touch the disk"),
    ("std::net", &[], "nothing goes over the network"),
    ("egui", &["ui"], "only `ui` knows egui"),
    ("Utc::now", &["cli", "ui"], "the clock is passed in"),
    ("Local::now", &["cli", "ui"], "the clock is passed in"),
    ("getrandom", &["session"], "the model is given its randomness"),
    ("clap", &["cli"], "only `cli` knows its arguments"),
    ("use crate::{", &[], "each `use` names one room"),
];

fn sources() -> Vec<(String, PathBuf)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => walk(&path, found),
                false => found.push(path),
            }
        }
    }
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    walk(&src, &mut found);
    found.retain(|path| path.extension().is_some_and(|ending| ending == "rs"));
    let room = |path: &PathBuf| {
        let first = path.strip_prefix(&src).unwrap().components().next().unwrap();
        Path::new(first.as_os_str()).file_stem().unwrap().to_string_lossy().into_owned()
    };
    found.into_iter().map(|path| (room(&path), path)).collect()
}

/// The lines of a file that are neither comment nor test.
fn lines(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).map(str::to_owned).collect()
}

/// True for a file that is compiled for tests only.
fn is_test(path: &Path) -> bool {
    let name = path.file_stem().unwrap().to_string_lossy().into_owned();
    ["tests", "testing", "hostile", "canary"].iter().any(|word| name.starts_with(word))
}

fn breaks(room: &str, line: &str) -> Option<String> {
    let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == room) else {
        return Some(format!("room `{room}` is not in the table of this test"));
    };
    for used in line.split("crate::").skip(1) {
        let stranger = MAY_USE.iter().any(|(other, _)| used.starts_with(other) && *other != room)
            && !allowed.iter().any(|other| used.starts_with(other));
        if stranger {
            return Some(format!("`{room}` may use only {allowed:?}"));
        }
    }
    let wrong = ONLY_IN.iter().find(|(word, rooms, _)| line.contains(word) && !rooms.contains(&room));
    wrong.map(|(_, _, why)| (*why).to_owned())
}

#[test]
fn every_room_knows_only_the_rooms_below_it() {
    let mut found = Vec::new();
    for (room, path) in sources().iter().filter(|(_, path)| !is_test(path)) {
        for (number, line) in lines(path).iter().enumerate() {
            if let Some(why) = breaks(room, line) {
                found.push(format!("{}:{}: {why}: {}", path.display(), number + 1, line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_slip_is_found() {
    let table = [
        ("model", "use crate::text::words;", true),
        ("model", "use crate::model::Claim;", false),
        ("text", "use crate::model::Kind;", false),
        ("export", "use crate::store::kept;", true),
        ("ui", "use crate::store::settings::Settings;", false),
        ("ui", "crate::store::save::write_file(path, bytes)", true),
        ("cli", "use egui::Ui;", true),
        ("session", "let now = Utc::now();", true),
        ("import", "std::fs::read(path)", true),
        ("attic", "", true),
    ];
    for (room, line, slip) in table {
        assert_eq!(breaks(room, line).is_some(), slip, "{room}: {line}");
    }
}
