//! Open formats from outside: the binary's own commands, and what other programs make of what it writes. A test that needs such
//! a program says so when it is not there.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test that cannot go on has failed")]

use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use tempfile::TempDir;

const LIBRARY: &str = "@article{a, author={Smith, Jane B. and Jones, Ann}, title={The {NATO} summit & “more”: 50\\% {\\{}x{\\}}}, \
    journal={Nature}, year=2019, month=nov, doi={10.1000/182}}\n\
    @book{b, author={{World Bank}}, title={서울 보고서}, publisher={Press}, year={n.d.}}\n\
    @online{c, title={A page}, url={https://a.example/x_y}, date={2020-01-02}}\n";

struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        fs::write(desk.path("talks.txt"), "Talks end early\n\nAbout 28,500 troops are stationed there.\n").unwrap();
        fs::write(desk.path("library.bib"), LIBRARY).unwrap();
        desk.run(&["new", "talks.txt"], 0);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, arguments: &[&str], code: i32) -> (String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tickmark"));
        command.current_dir(self.folder.path()).env("TICKMARK_HOME", self.path("home")).env("TICKMARK_CHECKER", "ak");
        let output = command.args(arguments).stdin(Stdio::null()).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let (out, err) = (text(output.stdout), text(output.stderr));
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {out}{err}");
        (out, err)
    }

    fn report(&self, format: &str, more: &[&str]) -> String {
        self.run(&[&["report", "talks.tickmark", "--format", format], more].concat(), 0).0
    }
}

#[test]
fn sources_are_imported_once_and_taken_back_as_one_step() {
    let desk = Desk::new();
    let (out, _) = desk.run(&["source", "import", "talks.tickmark", "library.bib"], 0);
    assert_eq!(out, "3 sources added\n");
    let (out, _) = desk.run(&["source", "import", "talks.tickmark", "library.bib", "--json"], 0);
    let answer: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&answer["added"], answer["there"].as_array().unwrap().len()), (&0.into(), 3));
    let (list, _) = desk.run(&["source", "list", "talks.tickmark", "--json"], 0);
    let list: Value = serde_json::from_str(&list).unwrap();
    assert_eq!(list["sources"][0]["who"], "Smith, Jane B.; Jones, Ann");
    assert_eq!(list["sources"][0]["title"], "The NATO summit & “more”: 50% {x}");
    let (_, err) = desk.run(&["source", "import", "talks.tickmark", "talks.txt"], 1);
    assert!(err.contains("there are no sources in it") && err.contains("hint: Export the list"), "{err}");
    let (history, _) = desk.run(&["history", "talks.tickmark"], 0);
    assert_eq!(history.lines().filter(|line| line.contains("source")).count(), 1, "{history}");
}

#[test]
fn the_schema_is_printed_and_fits_the_report() {
    let desk = Desk::new();
    desk.run(&["source", "import", "talks.tickmark", "library.bib"], 0);
    let schema: Value = serde_json::from_str(&desk.run(&["schema"], 0).0).unwrap();
    let report: Value = serde_json::from_str(&desk.report("json", &[])).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    assert!(validator.is_valid(&report), "{report}");
    assert_eq!(report["project_sha256"].as_str().unwrap().len(), 64);
}

#[test]
fn sources_are_cited_in_the_style_that_is_asked_for() {
    let desk = Desk::new();
    desk.run(&["source", "import", "talks.tickmark", "library.bib"], 0);
    for (style, expected) in [
        ("plain", "**S1** The NATO summit"),
        ("chicago", "**S1** Smith, Jane B., and Ann Jones."),
        ("apa", "**S1** Smith, J. B., & Jones, A. (2019, November)."),
    ] {
        let text = desk.report("md", &["--citations", style]);
        assert!(text.contains(expected), "{style}: {text}");
    }
}

/// What pandoc makes of a list of sources, as CSL-JSON; none without pandoc.
fn by_pandoc(desk: &Desk, from: &str, text: &str) -> Option<Vec<Value>> {
    let file = desk.path("list");
    fs::write(&file, text).unwrap();
    let Ok(output) = Command::new("pandoc").args(["-f", from, "-t", "csljson"]).arg(&file).output() else {
        eprintln!("SKIPPED: what pandoc makes of {from} was not looked at, for pandoc is not there");
        return None;
    };
    let said = String::from_utf8_lossy(&output.stderr);
    if said.contains("Unknown input format") {
        eprintln!("SKIPPED: this pandoc does not read {from}");
        return None;
    }
    assert!(output.status.success(), "{from}: {said}");
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

#[test]
fn pandoc_reads_every_list_of_sources() {
    let desk = Desk::new();
    desk.run(&["source", "import", "talks.tickmark", "library.bib"], 0);
    for (format, from) in [("csl-json", "csljson"), ("bibtex", "biblatex"), ("bibtex", "bibtex"), ("ris", "ris")] {
        let Some(list) = by_pandoc(&desk, from, &desk.report(format, &[])) else { continue };
        assert_eq!(list.len(), 3, "{from}");
        let by_title = |words: &str| list.iter().find(|item| item["title"].as_str().unwrap().contains(words)).unwrap();
        let paper = by_title("NATO");
        assert_eq!(paper["type"], "article-journal", "{from}");
        let title = paper["title"].as_str().unwrap().replace("<span class=\"nocase\">", "").replace("</span>", "");
        assert_eq!(title, "The NATO summit & “more”: 50% {x}", "{from}");
        assert_eq!(
            (&paper["author"][0]["family"], &paper["author"][1]["given"]),
            (&"Smith".into(), &"Ann".into()),
            "{from}"
        );
        assert_eq!(paper["DOI"], "10.1000/182", "{from}");
        assert_eq!(paper["container-title"], "Nature", "{from}");
        assert_eq!(paper["issued"]["date-parts"][0][1], 11, "{from}");
        assert!(by_title("보고서")["type"] == "book", "{from}");
        assert_eq!(by_title("page")["URL"], "https://a.example/x_y", "{from}");
    }
}
