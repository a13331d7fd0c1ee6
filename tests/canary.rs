//! A confidential source is in nothing that Tickmark writes unless it is asked for: forty secrets, one in each field that
//! could tell who a source is, looked for in every report, pack, message and file name.
//!
//! Backups and journals hold the whole project, as the project file does; of them only the names are looked at.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod secrets;

use chrono::{DateTime, FixedOffset, Utc};
use secrets::{TEXT, all_text, bytes, found_in, missing_in, secret, story, told};
use serde_json::Value;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;
use tickmark::export::{Edition, Format, Holds, Options, export};
use tickmark::job::{Job, Outcome};
use tickmark::model::{Person, Project};
use tickmark::session::Session;
use tickmark::store::presence::Presence;
use tickmark::store::settings::Settings;
use tickmark::store::{format, kept};

const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

/// A folder with the story and its kept copies, and the binary to run there.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        fs::write(desk.path("talks.tickmark"), format::write(&story()).unwrap()).unwrap();
        fs::write(desk.path("talks.txt"), TEXT).unwrap();
        for file in ["kept", "second"] {
            kept::put(&kept::folder(&desk.path("talks.tickmark")), &bytes(file)).unwrap();
        }
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs a command, in which no secret may be, and returns what it printed on both streams.
    fn run(&self, arguments: &[&str], code: i32) -> (Vec<u8>, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tickmark"));
        command.current_dir(self.folder.path()).env("TICKMARK_HOME", self.path("home")).env("TICKMARK_CHECKER", "ak");
        let output = command.args(arguments).stdin(Stdio::null()).output().unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {error}");
        assert_eq!(found_in(&error), None, "standard error of {arguments:?}");
        (output.stdout, error)
    }

    /// The same, for a command whose standard output goes to a log as well.
    fn log(&self, arguments: &[&str], code: i32) {
        let (out, _) = self.run(arguments, code);
        assert_eq!(found_in(&String::from_utf8_lossy(&out)), None, "standard output of {arguments:?}");
    }
}

/// Every export: what it is, what of a report it holds, and its text.
fn exports(project: &Project, with_confidential: bool) -> Vec<(String, Holds, String)> {
    let offset = FixedOffset::east_opt(0).unwrap();
    let kinds = Edition::ALL.iter().flat_map(|edition| Format::ALL.iter().map(|format| (*edition, *format)));
    let made = kinds.map(|(edition, format)| {
        let options = Options { edition, with_confidential, ..Options::new(NOW, offset) };
        let exported = export(project, &options, format, &mut |_| true).unwrap();
        (format!("{} as {format}", format.fitting(edition)), format.holds(), all_text(format, &exported.bytes))
    });
    made.collect()
}

#[test]
fn every_secret_is_in_the_story_and_most_are_in_conflict() {
    let project = story();
    let file =
        String::from_utf8(format::write(&project).unwrap()).unwrap() + &String::from_utf8(bytes("kept")).unwrap();
    assert_eq!(missing_in(&file), Vec::<&str>::new());
    let mut fields: Vec<String> = project.conflicts().into_iter().map(|conflict| conflict.field).collect();
    fields.sort();
    assert_eq!(
        fields,
        [
            "answer of the writer",
            "confidential or not",
            "contact of the source",
            "note",
            "note of the writer",
            "passage of evidence",
            "place in the source",
            "question to the writer",
            "source of evidence",
            "status",
            "suggested change",
            "title of the source",
            "title of the story",
        ]
    );
    let torn = project.sources().find(|source| source.details.title == secret("torn title")).unwrap();
    assert!(!torn.details.confidential, "the field holds what the later one said");
}

#[test]
fn no_report_tells_a_secret_unless_asked_and_each_says_what_is_in_conflict() {
    let project = story();
    for (what, holds, text) in exports(&project, false) {
        assert_eq!(found_in(&text), None, "in the {what}");
        if holds == Holds::Sources {
            assert!(text.contains("Confidential source 1"), "the {what} does not mention the source");
        }
        if holds != Holds::Everything {
            continue;
        }
        // A call sheet says that there is a conflict, and none of the sides: they may be quotations.
        let wanted: &[&str] = match what.starts_with("call sheet") {
            true => &["Confidential source 1", "in conflict"],
            false => {
                &["Confidential source 1", "In conflict", "status (AK: wrong; EK: query)", "passage of evidence (AK: "]
            }
        };
        for words in wanted {
            let plain = text.replace(['\\', '*'], "").replace("<dt>", "");
            let wanted =
                if what.ends_with("CSV") { words.replace("In conflict", "in-conflict") } else { (*words).to_owned() };
            assert!(plain.contains(&wanted), "the {what} lacks {wanted:?}: {plain}");
        }
    }
    for (what, holds, text) in exports(&project, true) {
        // A call sheet has no passages, and the legal copy those of flagged claims only.
        let fields: &[&str] = match (holds, what.split(" as ").next()) {
            (Holds::Reviews, _) => &[],
            (Holds::Sources, _) | (_, Some("call sheet")) => &["torn title"],
            (_, Some("legal copy")) => &["their passage"],
            _ => &["other passage", "their passage", "swapped passage", "torn title"],
        };
        for field in fields {
            assert!(text.contains(&secret(field)), "the {what} was asked for all and lacks the {field}");
        }
    }
}

#[test]
fn no_byte_of_a_pack_without_confidential_data_tells_a_secret() {
    let desk = Desk::new();
    desk.log(&["pack", "talks.tickmark", "--without-confidential", "-o", "a-without-confidential.zip"], 0);
    let file = fs::read(desk.path("a-without-confidential.zip")).unwrap();
    let mut all = String::from_utf8_lossy(&file).into_owned();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(file)).unwrap();
    for place in 0..archive.len() {
        let mut entry = archive.by_index(place).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        all += &format!("\n{}\n{}", entry.name().unwrap(), String::from_utf8_lossy(&bytes));
    }
    assert!(all.contains("Confidential source 1"));
    assert_eq!(found_in(&all), None);
    desk.log(&["unpack", "a-without-confidential.zip"], 1);
}

#[test]
fn no_command_that_a_log_keeps_tells_a_secret() {
    let desk = Desk::new();
    let story = "talks.tickmark";
    for format in Format::ALL {
        for edition in ["checking-copy", "checked-copy"] {
            let name = format!("{edition}.{}", format.ending());
            desk.log(&["report", story, "--edition", edition, "-o", &name], 0);
            desk.log(&["report", story, "--edition", edition, "--format", format.key()], 0);
            assert_eq!(found_in(&all_text(*format, &fs::read(desk.path(&name)).unwrap())), None, "{name}");
        }
    }
    desk.log(&["new", "talks.txt", "-o", "other.tickmark"], 0);
    desk.log(&["claim", "set", story, "2", "--risk", "low"], 0);
    let logged: [(&[&str], i32); 16] = [
        (&["status", story], 3),
        (&["status", story, "--json"], 3),
        (&["versions", story], 0),
        (&["versions", story, "--json"], 0),
        (&["versions", story, "--restore", "1", "-o", "old.tickmark"], 0),
        (&["versions", story, "--restore", "99", "-o", "older.tickmark"], 1),
        (&["pack", story, "-o", "whole.zip"], 0),
        (&["pack", story, "-o", "whole.zip"], 1),
        (&["unpack", story], 1),
        (&["report", story, "-o", story], 1),
        (&["merge", story, "other.tickmark", "-o", "both.tickmark"], 1),
        (&["claim", "set", story, "99", "--status", "verified"], 1),
        (&["claim", "set", story, "3", "--status", "wrong"], 1),
        (&["claim", "add", story, "--quote", "not there"], 1),
        (&["settle", story, "99"], 2),
        (&["evidence", "add", story, "--claim", "1", "--source", "99"], 1),
    ];
    logged.iter().for_each(|(arguments, code)| desk.log(arguments, *code));
    // What these print on standard output was asked for.
    for arguments in [&["conflicts", story][..], &["source", "list", story], &["history", story]] {
        let code = if arguments[0] == "conflicts" { 3 } else { 0 };
        assert_ne!(found_in(&String::from_utf8(desk.run(arguments, code).0).unwrap()), None, "{arguments:?}");
    }
}

/// Every place of a JSON value that holds a text, a number or a truth, as pointers.
fn leaves(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| leaves(value, &format!("{at}/{name}"), found)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(place, value)| leaves(value, &format!("{at}/{place}"), found));
        }
        _ => found.push(at.to_owned()),
    }
}

#[test]
fn a_damaged_project_is_refused_without_telling_a_secret() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talks.tickmark");
    let bytes = format::write(&story()).unwrap();
    let check = |bytes: &[u8], what: &str| {
        fs::write(&path, bytes).unwrap();
        let said = match Session::open(&path, Person::new("AK", ""), "t") {
            Ok(session) => session.warnings().join("\n") + session.read_only().unwrap_or_default(),
            Err(problem) => format!("{problem:?}"),
        };
        assert_eq!(found_in(&said), None, "{what}: {said}");
    };
    for (place, _) in String::from_utf8(bytes.clone()).unwrap().match_indices("axu").step_by(40) {
        check(&bytes[..place + 1], "cut");
        check(&[&bytes[..place + 3], b"\"", &bytes[place + 3..]].concat(), "a quotation mark too many");
    }
    let value: Value = serde_json::from_slice(&bytes).unwrap();
    // The words of a claim are the article's, and are told.
    let mut found = Vec::new();
    leaves(&value, "", &mut found);
    let is_chosen = |place: &String| {
        !place.ends_with("/quote") && (!place.starts_with("/history") || place.starts_with("/history/4/"))
    };
    for place in found.iter().filter(|place| is_chosen(place)) {
        let mut damaged = value.clone();
        *damaged.pointer_mut(place).unwrap() = Value::String(told());
        check(&serde_json::to_vec(&damaged).unwrap(), place);
    }
}

#[test]
fn a_panic_tells_where_it_was_and_no_secret() {
    let said = Arc::new(Mutex::new(String::new()));
    let (before, inside) = (std::panic::take_hook(), Arc::clone(&said));
    std::panic::set_hook(Box::new(move |panic| *inside.lock().unwrap() += &tickmark::cli::last_words(panic)));
    let job: Job<()> = Job::start("Breaking", || (), |_| panic!("{}", told()));
    while matches!(job.poll(), Outcome::Running) {
        std::thread::yield_now();
    }
    std::panic::set_hook(before);
    let said = said.lock().unwrap().clone();
    assert!(said.contains("tests/canary.rs:"), "{said}");
    assert_eq!(found_in(&said), None);
}

/// The paths of all files under a folder, each in a line of its own.
fn names(folder: &Path) -> String {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let line =
        |path: PathBuf| format!("{}\n{}", path.display(), if path.is_dir() { names(&path) } else { String::new() });
    entries.map(line).collect()
}

#[test]
fn the_names_of_files_tell_no_secret_nor_do_lists_of_what_was_seen_opened_or_is_present() {
    let desk = Desk::new();
    let (path, state) = (desk.path("talks.tickmark"), desk.path("home/state"));
    desk.log(&["claim", "set", "talks.tickmark", "2", "--risk", "low"], 0);
    let mut session = Session::open_with_backups(&path, Person::new("AK", ""), "window", Some(state.clone())).unwrap();
    session.begin_journal(&state, NOW);
    session.ask(tickmark::model::Request::SetTitle(told()), NOW).unwrap();
    let file = desk.path("letter.pdf");
    fs::write(&file, bytes("dropped")).unwrap();
    let source = session.project().sources().next().unwrap().id.clone();
    let copy = session.copy_of_file(&file, &told(), NOW).unwrap();
    session.ask(tickmark::model::Request::KeepCopy(source, copy), NOW).unwrap();
    assert!(session.flush_journal());
    let presence = Presence::new(&path, "window", Person::new("AK", ""), NOW);
    presence.beat().unwrap();
    let looked = session.look_order(state.clone(), NOW).run();
    assert!(looked.problems.is_empty());
    session.save(&path).unwrap();
    session.leave_order(state.clone(), NOW).run().unwrap();
    let mut recent = Settings::default();
    recent.remember(&path, &session.title_to_tell(), NOW);
    let recent = serde_json::to_string(&recent).unwrap();
    assert!(recent.contains("talks.tickmark") && recent.contains("[confidential]"), "{recent}");
    assert_eq!(found_in(&recent), None, "the list of recent stories");

    let names = names(desk.folder.path());
    for part in [".journal", "state/backups/", "seen.json", ".talks.tickmark.open-window", "talks.evidence/"] {
        assert!(names.contains(part), "{part} is not there: {names}");
    }
    // Kept copies are called by what they hold, so that nobody learns from a name what is not in the file.
    let own = ["kept", "second"].map(|file| kept::hash(&bytes(file)));
    let others = own.iter().fold(names, |names, hash| names.replace(hash.as_str(), ""));
    assert_eq!(found_in(&others), None);
    for file in [state.join("seen.json"), presence.file().to_owned()] {
        let text = fs::read_to_string(&file).unwrap();
        assert!(!text.is_empty());
        assert_eq!(found_in(&text), None, "{}", file.display());
    }
}
