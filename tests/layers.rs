//! Who may know whom: reads every path in the sources and fails with the file and the rule.
//!
//! The rules are those of `ARCHITECTURE.md`. Test code (everything from `#[cfg(test)]` on, and files of tests) may
//! use what it likes. Comments and the words in quotation marks are not paths.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules of the program, each with the ones it may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("text", &["model"]),
    ("import", &["model", "text"]),
    ("export", &["model", "text"]),
    ("store", &["model"]),
    ("sandbox", &[]),
    ("session", &["model", "text", "import", "export", "store", "sandbox"]),
    ("command", &["model"]),
    ("job", &[]),
    ("cli", &["model", "text", "import", "export", "session"]),
    ("ui", &["model", "text", "import", "export", "session", "command", "job"]),
    ("main", &["cli", "ui"]),
    ("lib", &[]),
];

/// Paths of the standard library and of others that reach out of the program, and the modules that may hold them.
const REACHES_OUT: &[(&str, &[&str])] = &[
    ("std::fs", &["store", "session::file"]),
    ("std::net", &[]),
    ("std::process", &["sandbox", "store", "session::file", "cli", "main"]),
    // The journal's writer outlives every job: it ends with the story, and nobody waits for a result.
    ("std::thread", &["job", "sandbox", "store::lock", "session::journal"]),
    ("std::env", &["sandbox", "store", "cli", "main", "ui"]),
    ("getrandom", &["session::file"]),
    ("Utc::now", &["cli", "ui"]),
    ("SystemTime", &["session::file", "store::presence"]),
    ("arboard", &["ui"]),
    ("egui", &["ui"]),
    ("eframe", &["ui"]),
    ("winit", &["ui"]),
    ("egui_winit", &["ui"]),
    ("softbuffer", &["ui"]),
    ("rfd", &["ui"]),
    ("opener", &["ui"]),
    // The fonts of the machine, for characters that ours lack: which of them a report needs is known only while it is
    // set, and they are a hundred megabytes, too much to be handed in. One file looks for them, and reads nothing else.
    ("fontique", &["export::pdf::fonts"]),
    ("parley::fontique", &["export::pdf::fonts"]),
    ("parley::FontContext", &["export::pdf::fonts"]),
];

/// What is there against a rule, with the reason.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    ("cli", "store::settings", "the initials of the checker are a setting of the user, not of a project"),
    ("ui", "store::settings", "theme, text size and recent projects belong to the user, not to a project"),
    ("cli::man", "std::fs", "a folder of man pages is made, which is no file of the desk"),
];

/// A source file as the rules see it.
struct Source {
    /// Its module, such as `session::file`; `main` and `lib` for the two roots.
    module: String,
    /// Its text without comments, words in quotation marks and tests.
    code: String,
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// True for a file that holds nothing but tests; its parent declares it under `#[cfg(test)]`.
fn is_test_file(path: &Path) -> bool {
    let stem = path.file_stem().unwrap().to_string_lossy();
    ["tests", "testing", "properties"].contains(&&*stem) || stem.starts_with("tests_")
}

fn module_of(path: &Path) -> String {
    let mut parts: Vec<String> =
        path.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if parts.len() > 1 && parts.last().is_some_and(|last| last == "mod") {
        parts.pop();
    }
    parts.join("::")
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    files(&root, &mut paths);
    paths.sort();
    let paths = paths.into_iter().filter(|path| !is_test_file(path));
    paths
        .map(|path| Source {
            module: module_of(path.strip_prefix(&root).unwrap()),
            code: code_of(&fs::read_to_string(&path).unwrap()),
        })
        .collect()
}

/// The text up to its tests, with comments and the words in quotation marks blanked out.
fn code_of(text: &str) -> String {
    let text = text.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default();
    let mut code = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '/' if signs.peek() == Some(&'/') => while signs.next_if(|sign| *sign != '\n').is_some() {},
            '"' => {
                while let Some(sign) = signs.next() {
                    match sign {
                        '\\' => _ = signs.next(),
                        '"' => break,
                        _ => {}
                    }
                }
                code.push_str("\"\"");
            }
            // A character such as '"' must not open a string.
            '\'' => {
                let rest: String = signs.clone().take(3).collect();
                let length = match rest.as_bytes() {
                    [b'\\', _, b'\'', ..] => 3,
                    [b'"', b'\'', ..] => 2,
                    _ => 0,
                };
                (0..length).for_each(|_| _ = signs.next());
                code.push('\'');
            }
            _ => code.push(sign),
        }
    }
    code
}

/// Every path in the code, written out in full: `use a::{b, c::d}` gives `a::b` and `a::c::d`, `super::` is followed.
fn paths(source: &Source) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let is_word = |sign: char| sign.is_alphanumeric() || sign == '_' || sign == ':';
    let mut rest = source.code.as_str();
    while let Some(start) = rest.find(is_word) {
        let word = &rest[start..];
        let end = word.find(|sign| !is_word(sign)).unwrap_or(word.len());
        let (path, after) = word.split_at(end);
        if let Some(stem) = path.strip_suffix("::") {
            let length = group(after, stem, &mut found);
            rest = &after[length..];
        } else {
            found.insert(path.to_owned());
            rest = after;
        }
    }
    found
        .iter()
        .filter(|path| path.contains("::") || path.len() > 1)
        .map(|path| in_full(path, &source.module))
        .collect()
}

/// The paths of a group such as `{a, b::{c, d}}` at the start of `text`, behind its stem; returns its length.
fn group(text: &str, stem: &str, found: &mut BTreeSet<String>) -> usize {
    if !text.starts_with('{') {
        found.insert(stem.to_owned());
        return 0;
    }
    let mut at = 1;
    let mut word = String::new();
    while let Some(sign) = text[at..].chars().next() {
        match sign {
            '{' => {
                let inner = format!("{stem}::{}", word.trim().trim_end_matches("::"));
                at += group(&text[at..], &inner, found);
                word.clear();
                continue;
            }
            ',' | '}' => {
                let name = word.split(" as ").next().unwrap_or_default().trim();
                if !name.is_empty() {
                    found.insert(format!("{stem}::{name}"));
                }
                word.clear();
            }
            _ => word.push(sign),
        }
        at += sign.len_utf8();
        if sign == '}' {
            return at;
        }
    }
    at
}

/// A path from the root of the crate, where it begins with `crate`, `self` or `super`.
fn in_full(path: &str, module: &str) -> String {
    let mut here: Vec<&str> = module.split("::").collect();
    let mut parts = path.split("::").peekable();
    match parts.peek() {
        Some(&"crate" | &"tickmark") => {
            parts.next();
            return format!("crate::{}", parts.collect::<Vec<_>>().join("::"));
        }
        Some(&"super" | &"self") => {}
        _ => return path.to_owned(),
    }
    while let Some(step) = parts.next_if(|part| ["super", "self"].contains(part)) {
        if step == "super" {
            here.pop();
        }
    }
    format!("crate::{}", here.into_iter().chain(parts).collect::<Vec<_>>().join("::"))
}

fn is_within(module: &str, room: &str) -> bool {
    module == room || module.strip_prefix(room).is_some_and(|rest| rest.starts_with("::"))
}

fn is_excepted(module: &str, path: &str) -> bool {
    EXCEPTIONS.iter().any(|(room, except, _)| is_within(module, room) && is_within(path, except))
}

/// Every breach of a rule in these sources, a sentence each.
fn breaches(sources: &[Source]) -> Vec<String> {
    let mut breaches = Vec::new();
    for source in sources {
        let room = source.module.split("::").next().unwrap_or_default();
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == room) else {
            breaches.push(format!("{}: the module `{room}` is not in the table of this test", source.module));
            continue;
        };
        for path in paths(source) {
            if let Some(ours) = path.strip_prefix("crate::") {
                let other = ours.split("::").next().unwrap_or_default();
                let is_ours = MAY_USE.iter().any(|(name, _)| *name == other) && other != room;
                if is_ours && !allowed.contains(&other) && !is_excepted(&source.module, ours) {
                    breaches.push(format!("{} uses `{path}`: `{room}` may not know `{other}`", source.module));
                }
            }
            for (reach, rooms) in REACHES_OUT {
                let names = is_within(&path, reach) || path.ends_with(&format!("::{reach}")) && reach.contains("now");
                let may = rooms.iter().any(|room| is_within(&source.module, room));
                if names && !may && !is_excepted(&source.module, &path) {
                    breaches.push(format!("{} uses `{path}`: only {rooms:?} may", source.module));
                }
            }
        }
    }
    breaches
}

#[test]
fn every_module_uses_only_what_it_may() {
    let sources = sources();
    assert!(sources.len() > 60, "the sources were not found");
    let breaches = breaches(&sources);
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn every_exception_is_still_needed() {
    let sources = sources();
    for (room, except, reason) in EXCEPTIONS {
        let uses = |source: &Source| {
            let paths = paths(source);
            paths.iter().any(|path| is_within(path.strip_prefix("crate::").unwrap_or(path), except))
        };
        let used = sources.iter().any(|source| is_within(&source.module, room) && uses(source));
        assert!(used, "{room} no longer uses {except} ({reason}): take the exception out");
    }
}

#[test]
fn a_breach_is_found_however_it_is_written() {
    let table = [
        ("model::claim", "use crate::text::find;", "`model` may not know `text`"),
        ("model::claim", "use super::super::store::lock;", "`model` may not know `store`"),
        ("model::claim", "fn now() { let at = chrono::Utc::now(); }", "chrono::Utc::now"),
        ("text::find", "use crate::{model::Draft, session::Session};", "`text` may not know `session`"),
        ("text::find", "use std::{collections::HashMap, fs::{self, File}};", "std::fs"),
        ("import::html", "fn get() -> bool { std::net::TcpStream::connect(\"x\").is_ok() }", "std::net"),
        ("export::html", "use egui::Ui;", "egui::Ui"),
        ("export::pdf::set", "use parley::{FontContext, Layout};", "parley::FontContext"),
        ("session", "use crate::ui;", "`session` may not know `ui`"),
        ("session", "std::process::Command::new(\"x\");", "std::process"),
        ("cli::status", "use crate::store::save;", "`cli` may not know `store`"),
        ("ui::desk", "let bytes = std::fs::read(path);", "std::fs"),
        ("ui::desk", "use crate::store::{format, settings::Settings};", "`ui` may not know `store`"),
        ("elsewhere", "", "not in the table"),
    ];
    for (module, text, expected) in table {
        let source = Source { module: module.to_owned(), code: code_of(text) };
        let found = breaches(&[source]).join("\n");
        assert!(found.contains(expected) && found.contains(module), "{module}: {text}: “{found}”");
    }
}

#[test]
fn what_is_no_path_is_no_breach() {
    let table = [
        ("model::claim", "// crate::ui\n/// [`crate::store`]\nfn f() -> &'static str { \"std::fs \\\" egui\" }"),
        ("model::claim", "fn f() {}\n#[cfg(test)]\nmod tests { use crate::store; }"),
        ("ui::desk", "use crate::store::settings::{Settings, WindowPlace};"),
        ("model::edit", "use super::claim::SameAs; use self::x::y; let quote = '\"'; use crate::model::Claim;"),
        ("session::file", "use crate::store::{format, lock::Lock, read_file};\nstd::process::id();"),
    ];
    for (module, text) in table {
        let source = Source { module: module.to_owned(), code: code_of(text) };
        assert_eq!(breaches(&[source]), Vec::<String>::new(), "{module}: {text}");
    }
}
