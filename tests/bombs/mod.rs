//! Files that are small to send and large to read, given to the program itself with little memory.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// How much address space the program gets, in KiB: 400 MiB, of which it needs 100 MiB without any file.
const SPACE: &str = "409600";

/// `tickmark status` of this file. Where the shell cannot limit the space, it is not limited.
fn status(file: &Path, home: &Path) -> Output {
    let script = format!("ulimit -v {SPACE} 2>/dev/null; exec \"$0\" status \"$1\"");
    let mut command = match cfg!(unix) {
        true => Command::new("sh"),
        false => Command::new(env!("CARGO_BIN_EXE_tickmark")),
    };
    match cfg!(unix) {
        true => command.args(["-c", &script, env!("CARGO_BIN_EXE_tickmark")]),
        false => command.arg("status"),
    };
    command.arg(file).env("TICKMARK_HOME", home).env("TICKMARK_CHECKER", "ak").stdin(Stdio::null()).output().unwrap()
}

/// Looks at the file with the program. Returns the exit code and what it said; the file is as it was, and alone.
fn look(file: &Path) -> (Option<i32>, String) {
    let home = tempfile::tempdir().unwrap();
    let before = fs::metadata(file).unwrap();
    let output = status(file, home.path());
    let after = fs::metadata(file).unwrap();
    assert_eq!((before.len(), before.modified().unwrap()), (after.len(), after.modified().unwrap()));
    assert_eq!(fs::read_dir(file.parent().unwrap()).unwrap().count(), 1, "something was put beside the file");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout) + &text(output.stderr))
}

fn check(name: &str, json: &str, expected: &str) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("talks.tickmark");
    fs::write(&file, json).unwrap();
    let (code, said) = look(&file);
    assert_eq!(code, Some(1), "{name}: {said}");
    let sentence = said.contains(expected) && said.contains("hint: ");
    assert!(sentence && said.len() < 2_000, "{name}: {said}");
    assert!(fs::read(&file).unwrap() == json.as_bytes(), "{name} was changed");
}

/// A project whose field of this name holds this.
fn project(field: &str, json: &str) -> String {
    let fields = ["title", "drafts", "sources", "claims", "history"].into_iter().filter(|name| *name != field);
    let other = |name| if name == "title" { "\"title\": \"\"".to_owned() } else { format!("\"{name}\": []") };
    let fields: Vec<String> = fields.map(other).collect();
    let header = r#"{"tickmark": {"version": 1, "reader": 1, "by": "x"}"#;
    format!("{header}, {}, \"{field}\": {json}}}", fields.join(", "))
}

fn list(item: &str, count: usize) -> String {
    format!("[{}{item}]", format!("{item},").repeat(count - 1))
}

const DEEP: usize = 200_000;

#[test]
fn what_is_200_000_deep_is_refused() {
    let lists = "[".repeat(DEEP) + &"]".repeat(DEEP);
    let objects = r#"{"a":"#.repeat(DEEP) + "1" + &"}".repeat(DEEP);
    check("lists", &lists, "this is not a Tickmark project");
    check("objects", &objects, "this is not a Tickmark project");
    for field in ["later", "claims", "title", "history"] {
        check("lists", &project(field, &lists), "is damaged at line 1, column");
        check("objects", &project(field, &objects), "is damaged at line 1, column");
        check("lists without an end", &project(field, &"[".repeat(DEEP)), "is damaged at line 1, column");
    }
}

#[test]
fn sixty_megabytes_of_empty_lists_are_refused() {
    let lists = list("[]", 20_000_000);
    check("alone", &lists, "this is not a Tickmark project");
    for field in ["later", "history"] {
        check(field, &project(field, &lists), "too many values for its length");
    }
}

#[test]
fn ten_million_empty_objects_are_refused() {
    let objects = list("{}", 10_000_000);
    check("alone", &objects, "this is not a Tickmark project");
    for field in ["later", "claims", "drafts"] {
        check(field, &project(field, &objects), "too many objects for its length");
    }
}

#[test]
fn fifty_megabytes_of_one_string_are_refused() {
    let string = format!("\"{}\"", "x".repeat(50 << 20));
    check("alone", &string, "this is not a Tickmark project");
    for field in ["later", "title"] {
        check(field, &project(field, &string), "16 MiB in one row");
    }
    let escapes = format!("\"{}\"", "\\u00e9".repeat(9 << 20));
    check("escapes", &project("title", &escapes), "16 MiB in one row");
}

#[test]
fn a_gibibyte_of_nothing_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talks.tickmark");
    fs::File::create(&path).unwrap().set_len(1 << 30).unwrap();
    let (code, said) = look(&path);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("larger than 64 MiB") && said.contains("hint: "), "{said}");
}

/// The most that the limits let in does not take all memory either.
#[test]
fn as_much_as_may_be_is_read() {
    let mib = 60 << 20;
    let long = |length: usize| "p".repeat(length);
    let title = |number: usize| {
        let (words, by) = (long(60), r#"{"initials":"a","name":"Some Body"}"#);
        let edit = format!(r#"{{"title":{{"from":"{words}","to":"{words}"}}}}"#);
        let names =
            format!(r#""id":"sitting-{number}","step":"sitting-{number}","replaces":["sitting-{}"]"#, number - 1);
        format!(r#"{{{names},"at":"2030-01-01T00:00:00Z","by":{by},"edit":{edit}}}"#)
    };
    let source = |number: usize| format!(r#"{{"id":"{number}","kind":"person","title":"{}"}}"#, long(240));
    let unknown = |number: usize| {
        format!(
            r#"{{"id":"{number}","step":"{number}","at":"2030-01-01T00:00:00Z","by":{{"initials":"a"}},"edit":{{"later":"{}"}},"q":"{}"}}"#,
            long(140),
            long(60)
        )
    };
    let later = |_| format!(r#"[{{"a":"{}"}}]"#, long(250));
    let rows = list(&format!("\"{}\"", long(15 << 20)), 3);
    for (name, field, json) in [
        ("lists", "later", list("[[],[],[],[],[]]", 80_000)),
        ("numbers", "later", list("[0,0,0,0,0]", 160_000)),
        ("objects", "later", list("{}", 239_000)),
        ("rows", "later", rows),
        ("many objects", "later", many(later, mib)),
        ("changes", "history", many(title, mib)),
        ("changes by a newer program", "history", many(unknown, mib)),
        ("sources", "sources", many(source, mib)),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("talks.tickmark");
        fs::write(&file, project(field, &json)).unwrap();
        let (code, said) = look(&file);
        assert_eq!((code, said.as_str()), (Some(0), "no claims are marked yet\n"), "{name}");
    }
}

/// A list of so many bytes.
fn many(item: impl Fn(usize) -> String, bytes: usize) -> String {
    let mut list = String::from("[");
    for number in 1.. {
        list.push_str(&item(number));
        if list.len() > bytes {
            break;
        }
        list.push(',');
    }
    list + "]"
}
