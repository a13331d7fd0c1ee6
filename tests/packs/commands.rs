//! `tickmark pack` and `tickmark unpack`, as scripts use them.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

struct Tickmark(TempDir);

impl Tickmark {
    fn with_project() -> Self {
        let tickmark = Self(tempfile::tempdir().unwrap());
        fs::write(tickmark.path("talks.txt"), "Talks end early\n\nAbout 28,500 troops are there.\n").unwrap();
        assert_eq!(tickmark.run(&["new", "talks.txt"]).0, Some(0));
        tickmark
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tickmark"));
        command.args(arguments).current_dir(self.0.path()).env("TICKMARK_HOME", self.path("home"));
        command.env("TICKMARK_CHECKER", "ak").env_remove("TICKMARK_PASSPHRASE").stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        said(self.command(arguments).output().unwrap())
    }
}

fn said(output: Output) -> (Option<i32>, String, String) {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn a_story_is_packed_and_unpacked() {
    let tickmark = Tickmark::with_project();
    let (code, out, err) = tickmark.run(&["pack", "talks.tickmark"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert!(out.starts_with("talks.zip: 2 files, ") && out.ends_with(" bytes, confidential data included\n"), "{out}");
    let (code, out, err) = tickmark.run(&["unpack", "talks.zip", "-o", "there"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert!(out.contains("talks.tickmark: “Talks end early”, 2 files, packed by ak on "), "{out}");
    let same = |name: &str| {
        assert_eq!(fs::read(tickmark.path("there").join(name)).unwrap(), fs::read(tickmark.path(name)).unwrap())
    };
    same("talks.tickmark");
    let kept = fs::read_dir(tickmark.path("talks.evidence")).unwrap().next().unwrap().unwrap().file_name();
    same(&format!("talks.evidence/{}", kept.to_str().unwrap()));

    let (code, out, err) = tickmark.run(&["unpack", "talks.zip"]);
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert!(err.contains("talks.tickmark” is there already") && err.contains("\nhint: "), "{err}");
    let (code, _, err) = tickmark.run(&["pack", "talks.tickmark"]);
    assert!(code == Some(1) && err.contains("“talks.zip” is there already"), "{err}");
    let (code, out, _) = tickmark.run(&["pack", "talks.tickmark", "--force", "--json"]);
    let made: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &made["pack"], &made["files"]), (Some(0), &"talks.zip".into(), &2.into()));
    assert_eq!((&made["confidential"], &made["encrypted"]), (&"included".into(), &false.into()));
    let (_, out, _) = tickmark.run(&["unpack", "talks.zip", "-o", "elsewhere", "--json"]);
    let made: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&made["title"], &made["by"]["initials"]), (&"Talks end early".into(), &"ak".into()));
}

#[test]
fn a_pack_without_confidential_data_says_so_in_its_name() {
    let tickmark = Tickmark::with_project();
    let (code, out, _) = tickmark.run(&["pack", "talks.tickmark", "--without-confidential"]);
    assert_eq!(code, Some(0));
    assert!(out.starts_with("talks-without-confidential.zip: ") && out.contains("confidential data left out"), "{out}");
    let (code, _, err) = tickmark.run(&["pack", "talks.tickmark", "--without-confidential", "-o", "a.zip"]);
    assert!(code == Some(1) && err.contains("ends in “-without-confidential.zip”"), "{err}");
}

#[test]
fn a_passphrase_comes_from_a_file_a_variable_or_standard_input_and_from_no_argument() {
    let tickmark = Tickmark::with_project();
    fs::write(tickmark.path("phrase"), "correct horse\nand a note\n").unwrap();
    let (code, out, err) = tickmark.run(&["pack", "talks.tickmark", "--encrypt", "--passphrase-file", "phrase"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert!(out.starts_with("talks.zip.age: ") && out.ends_with(", encrypted\n"), "{out}");
    let (code, _, err) = tickmark.run(&["unpack", "talks.zip.age", "-o", "a"]);
    assert!(code == Some(1) && err.contains("there is no passphrase"), "{err}");
    let with = |phrase: &str| {
        said(
            tickmark
                .command(&["unpack", "talks.zip.age", "-o", "a"])
                .env("TICKMARK_PASSPHRASE", phrase)
                .output()
                .unwrap(),
        )
    };
    let (code, _, err) = with("correct  horse");
    assert!(code == Some(1) && err.contains("the passphrase is not the one it was encrypted with"), "{err}");
    assert!(!tickmark.path("a").exists());
    assert_eq!(with("correct horse").0, Some(0));
    let input = fs::File::open(tickmark.path("phrase")).unwrap();
    let (code, _, err) = said(tickmark.command(&["unpack", "talks.zip.age", "-o", "b"]).stdin(input).output().unwrap());
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert_eq!(tickmark.run(&["pack", "talks.tickmark", "--passphrase-file", "phrase"]).0, Some(2));
    assert_eq!(tickmark.run(&["pack", "talks.tickmark", "--encrypt", "--passphrase", "x"]).0, Some(2));
}

#[test]
fn what_is_no_pack_is_an_error() {
    let tickmark = Tickmark::with_project();
    for name in ["talks.txt", "talks.tickmark"] {
        let (code, _, err) = tickmark.run(&["unpack", name, "-o", "a"]);
        assert!(code == Some(1) && err.contains("it is not a Tickmark pack"), "{err}");
    }
    let (code, _, err) = tickmark.run(&["unpack", "missing.zip"]);
    assert!(code == Some(1) && err.contains("it is not there"), "{err}");
    assert!(!tickmark.path("a").exists());
}
