//! The command line as scripts use it: the real binary, files in a folder of its own.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const ARTICLE: &str = "Talks end early\n\nWorld | 19 Nov 2019\n\nNegotiators walked out after an hour, and a fivefold \
    increase was demanded. About 28,500 troops are stationed there.\n\nThe talks went on for an hour, the minister said.\n";

/// A folder with an article in it, and the binary to run there.
struct Tickmark {
    folder: TempDir,
}

/// How a run ended.
#[derive(Debug)]
struct Ended {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Tickmark {
    fn new() -> Self {
        let tickmark = Self { folder: tempfile::tempdir().unwrap() };
        fs::write(tickmark.path("talks.txt"), ARTICLE).unwrap();
        tickmark
    }

    /// With a project of the article.
    fn with_project() -> Self {
        let tickmark = Self::new();
        tickmark.run(["new", "talks.txt"]).ok();
        tickmark
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn bytes(&self) -> Vec<u8> {
        fs::read(self.path("talks.tickmark")).unwrap()
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tickmark"));
        command.current_dir(self.folder.path()).env("TICKMARK_HOME", self.path("home")).env("TICKMARK_CHECKER", "ak");
        command.stdin(Stdio::null());
        command
    }

    fn run<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Ended {
        let output = self.command().args(arguments).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Ended { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Runs a command that makes something, and returns its identifier.
    fn made<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> String {
        self.run(arguments).ok().json()["id"].as_str().unwrap().to_owned()
    }

    /// Marks a claim, and returns its identifier.
    fn claim(&self, words: &str) -> String {
        self.made(["claim", "add", "talks.tickmark", "--quote", words])
    }

    fn set(&self, claim: &str, fields: &[&str]) -> Ended {
        self.run(["claim", "set", "talks.tickmark", claim].iter().chain(fields).copied())
    }

    fn claims(&self) -> Vec<Value> {
        let list = self.run(["claim", "list", "talks.tickmark", "--json"]).ok().json();
        list["claims"].as_array().unwrap().clone()
    }
}

impl Ended {
    #[track_caller]
    fn ok(self) -> Self {
        assert_eq!((self.code, self.err.as_str()), (Some(0), ""), "{self:?}");
        self
    }

    #[track_caller]
    fn fails(self, code: i32, saying: &str) -> Self {
        assert_eq!((self.code, self.out.as_str()), (Some(code), ""), "{self:?}");
        assert!(self.err.starts_with("error: ") && self.err.contains(saying), "{}\nnot: {saying}", self.err);
        assert!(code == 2 || self.err.contains("\nhint: "), "{}", self.err);
        self
    }

    #[track_caller]
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap()
    }
}

#[test]
fn the_whole_job_from_the_article_to_the_last_claim() {
    let tickmark = Tickmark::with_project();
    assert_eq!(
        tickmark.run(["status", "talks.tickmark"]).ok().out,
        "no claims are marked yet\nsentences: 0 with claims, 0 read, 5 that nobody has looked at\n"
    );
    let source =
        ["source", "add", "talks.tickmark", "--type", "document", "--title", "Force report", "--who", "Ministry"];
    let source = tickmark.made(source);
    for words in ["a fivefold increase", "About 28,500 troops", "Negotiators walked out"] {
        let claim = tickmark.claim(words);
        assert_eq!(tickmark.run(["status", "talks.tickmark"]).code, Some(3));
        let evidence = ["evidence", "add", "talks.tickmark", "--claim", &claim, "--source", &source];
        tickmark.made(evidence.into_iter().chain(["--locator", "p. 3", "--passage", "so it is"]));
        tickmark.set(&claim, &["--status", "verified"]).ok();
    }
    let told = tickmark.run(["status", "talks.tickmark"]).ok().out;
    assert!(told.starts_with("3 claims: 3 settled, 0 open\n  ✓ 3 verified\nsentences: "), "{told}");
    let quotes: Vec<Value> = tickmark.claims().iter().map(|claim| claim["quote"].clone()).collect();
    assert_eq!(quotes, ["Negotiators walked out", "a fivefold increase", "About 28,500 troops"], "in text order");
    let kept: Vec<_> =
        fs::read_dir(tickmark.path("talks.evidence")).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(kept.len(), 1);
    assert_eq!(fs::read(&kept[0]).unwrap(), ARTICLE.as_bytes(), "the article is kept as it came");
}

#[test]
fn a_refusal_leaves_the_file_as_it_is() {
    let tickmark = Tickmark::with_project();
    let claim = tickmark.claim("About 28,500 troops");
    let before = tickmark.bytes();
    let table: [(&[&str], &str); 7] = [
        (&["--status", "verified"], "no evidence supports it yet"),
        (&["--status", "wrong"], "neither a suggested change nor a note"),
        (&["--status", "query"], "no question to the writer"),
        (&["--note", "written first", "--risk", "low", "--status", "verified"], "no evidence supports it yet"),
        (&["--decision", "accepted"], "no change has been suggested"),
        (&["--change", "x", "--decision", "overruled"], "without a reason"),
        (&["--same-as", "1"], "the same as itself"),
    ];
    for (fields, saying) in table {
        tickmark.set(&claim, fields).fails(1, saying);
        assert_eq!(tickmark.bytes(), before, "{fields:?}");
    }
}

#[test]
fn what_is_set_is_one_step_and_is_listed() {
    let tickmark = Tickmark::with_project();
    let (first, second) = (tickmark.claim("a fivefold increase"), tickmark.claim("About 28,500 troops"));
    let fields = ["--status", "wrong", "--change", "a sixfold increase", "--note", "counted", "--kind", "comparison"];
    let rest =
        ["--risk", "high", "--flag", "legal", "--flag", "sensitive", "--decision", "accepted", "--reason", "agreed"];
    let all: Vec<&str> = fields.into_iter().chain(rest).chain(["--by", "zz", "--name", "Zoe Z"]).collect();
    assert_eq!(tickmark.set("1", &all).ok().out, "claim 1 “a fivefold increase”: wrong\n");
    tickmark.set(&second, &["--same-as", "1", "--unflag", "legal"]).ok();

    let claims = tickmark.claims();
    assert_eq!(claims[0]["id"], first.as_str());
    let expected = serde_json::json!({
        "number": 1, "quote": "a fivefold increase", "status": "wrong", "recheck": false, "settled": true,
        "conflicting": false, "kind": "comparison", "risk": "high", "flags": ["legal", "sensitive"], "by": "zz",
        "note": "counted", "evidence": [],
    });
    for (name, value) in expected.as_object().unwrap() {
        assert_eq!(claims[0][name], *value, "{name}");
    }
    assert_eq!(claims[0]["change"]["wording"], "a sixfold increase");
    assert_eq!(claims[0]["change"]["decision"], "accepted");
    assert_eq!((&claims[1]["same_as"], &claims[1]["status"]), (&Value::from(first), &Value::from("wrong")));

    let project: Value = serde_json::from_slice(&tickmark.bytes()).unwrap();
    let history = project["history"].as_array().unwrap();
    let mut steps: Vec<&Value> = history.iter().map(|entry| &entry["step"]).collect();
    steps.dedup();
    assert_eq!(steps.len(), 5, "draft, two claims, and a step for each `set`");
    assert_eq!(history.iter().filter(|entry| entry["by"]["name"] == "Zoe Z").count(), 8);
    assert_eq!(history[0]["by"]["initials"], "ak");
}

#[test]
fn words_in_several_places_are_told_apart() {
    let tickmark = Tickmark::with_project();
    let add = |more: &[&str]| tickmark.run(["claim", "add", "talks.tickmark"].iter().chain(more).copied());
    let ended = add(&["--quote", "an hour"]).fails(1, "these words stand in 2 places:\n  1: …");
    assert!(ended.err.contains("walked out after [an hour], and"), "{}", ended.err);
    assert!(ended.err.contains("hint: say which with --occurrence N"));
    add(&["--quote", "an hour", "--occurrence", "2"]).ok();
    assert!(tickmark.claims()[0]["span"][0].as_u64().unwrap() > 150);
    add(&["--quote", "an hour", "--occurrence", "3"]).fails(1, "these words stand in 2 places");
    add(&["--quote", "an hour", "--occurrence", "0"]).fails(1, "these words stand in 2 places");
    add(&["--quote", "an Hour"]).fails(1, "hint: capitals count; it does say “an hour”");
    add(&["--quote", "nobody said this"]).fails(1, "these words are not in the current draft");
    add(&["--quote", "  "]).fails(1, "these words are not in the current draft");
}

#[test]
fn reports_hold_the_claims_and_tell_confidential_names_only_when_asked() {
    let tickmark = Tickmark::with_project();
    let claim = tickmark.claim("About 28,500 troops");
    let source =
        ["source", "add", "talks.tickmark", "--type", "person", "--title", "Colonel Mustermann", "--confidential"];
    let source = tickmark.made(source);
    let evidence = ["evidence", "add", "talks.tickmark", "--claim", &claim, "--source", &source, "--passage", "28,500"];
    tickmark.made(evidence);
    tickmark.set(&claim, &["--status", "verified"]).ok();
    for edition in ["checking-copy", "checked-copy", "legal", "call-sheet"] {
        for (name, format) in [("r.html", "html"), ("r.md", "md"), ("r.csv", "csv")] {
            let report = |more: &[&str]| {
                let arguments = ["report", "talks.tickmark", "--edition", edition];
                tickmark.run(arguments.iter().chain(more).copied()).ok().out
            };
            let printed = report(&["--format", format]);
            report(&["-o", name]);
            let written = fs::read_to_string(tickmark.path(name)).unwrap();
            assert_eq!(written.lines().next(), printed.lines().next(), "{name}: by its ending");
            assert!(!printed.contains("Mustermann"), "{edition} {format}");
            if matches!(edition, "checking-copy" | "call-sheet") {
                assert!(printed.contains("28,500"), "{format}");
                assert!(report(&["--format", format, "--with-confidential"]).contains("Mustermann"), "{format}");
            }
        }
    }
    let before = tickmark.bytes();
    tickmark.run(["report", "talks.tickmark", "-o", "talks.tickmark"]).fails(1, "its own project");
    tickmark.run(["report", "talks.tickmark", "-o", "no/folder/r.html"]).fails(1, "is not there");
    assert_eq!(tickmark.bytes(), before);
}

/// `script` gives a command a terminal, and ends as it did.
#[test]
fn what_is_no_text_is_not_written_to_a_terminal() {
    let tickmark = Tickmark::with_project();
    let on_a_terminal = |format: &str| {
        let command = format!("'{}' report talks.tickmark --format {format}", env!("CARGO_BIN_EXE_tickmark"));
        let mut script = Command::new("script");
        script.args(["--quiet", "--return", "--command", &command, "/dev/null"]).current_dir(tickmark.folder.path());
        script.env("TICKMARK_HOME", tickmark.path("home")).env("TICKMARK_CHECKER", "ak").stdin(Stdio::null());
        script.output().ok().map(|output| (output.status.code(), String::from_utf8(output.stdout).unwrap()))
    };
    for format in ["pdf", "docx", "xlsx", "docx-markup"] {
        let Some((code, said)) = on_a_terminal(format) else {
            eprintln!("skipped: script is not on this machine");
            return;
        };
        assert_eq!(code, Some(2), "{format}: {said}");
        assert!(said.starts_with("error: a terminal cannot show") && said.contains("-o FILE"), "{format}: {said}");
    }
    let (code, said) = on_a_terminal("md").unwrap();
    assert!(code == Some(0) && said.contains("# Talks end early"), "{said}");
    let piped = tickmark.command().args(["report", "talks.tickmark", "--format", "pdf"]).output().unwrap();
    assert!(piped.status.success() && piped.stdout.starts_with(b"%PDF-"));
}

#[test]
fn a_call_sheet_is_for_one_person_or_for_all() {
    let tickmark = Tickmark::with_project();
    let claim = tickmark.claim("About 28,500 troops");
    for (kind, title) in [("person", "Colonel Mustermann"), ("document", "Force report"), ("person", "Ann Envoy")] {
        let source = tickmark.made(["source", "add", "talks.tickmark", "--type", kind, "--title", title]);
        tickmark.made(["evidence", "add", "talks.tickmark", "--claim", &claim, "--source", &source]);
    }
    let report = |more: &[&str]| {
        let arguments = ["report", "talks.tickmark", "--format", "md"];
        tickmark.run(arguments.iter().chain(more).copied())
    };
    let both = report(&["--edition", "call-sheet"]).ok().out;
    assert!(both.contains("Colonel Mustermann") && both.contains("Ann Envoy") && !both.contains("Force report"));
    for person in ["3", "ann envoy"] {
        let one = report(&["--edition", "call-sheet", "--person", person]).ok().out;
        assert!(one.contains("Ann Envoy") && !one.contains("Mustermann"), "{person}: {one}");
        assert!(one.contains("- [ ] right"), "{one}");
    }
    report(&["--edition", "call-sheet", "--person", "2"]).fails(1, "“Force report” is a document, and a call sheet is");
    report(&["--edition", "call-sheet", "--person", "Bob"]).fails(1, "there is no source “Bob”");
    report(&["--person", "1"]).fails(1, "hint: add --edition call-sheet");
}

#[test]
fn a_report_is_in_the_style_of_the_house_or_is_not_made() {
    let tickmark = Tickmark::with_project();
    let report = |more: &[&str]| {
        let arguments = ["report", "talks.tickmark", "--format", "md"];
        tickmark.run(arguments.iter().chain(more).copied())
    };
    let house = r#"{"name": "The Evening Wire", "words": {"editions": {"checking-copy": "research copy"}}}"#;
    fs::write(tickmark.path("wire.json"), house).unwrap();
    let made = report(&["--house", "wire.json"]).ok().out;
    assert!(made.contains("The Evening Wire · **Research copy**"), "{made}");
    assert!(made.contains("- Project SHA-256: "), "{made}");
    fs::write(tickmark.path("wire.json"), r#"{"words": {"editions": {"final": "x"}}}"#).unwrap();
    report(&["--house", "wire.json", "-o", "r.md"]).fails(1, "“words”, “editions” has “final”, which is none of: ");
    assert!(!tickmark.path("r.md").exists());
    report(&["--house", "none.json"]).fails(1, "it is not there");
}

#[test]
fn json_has_the_documented_shapes() {
    let tickmark = Tickmark::with_project();
    fs::write(tickmark.path("scan.pdf"), "scan").unwrap();
    tickmark.claim("About 28,500 troops");
    let source = tickmark.made([
        "source",
        "add",
        "talks.tickmark",
        "--type",
        "person",
        "--title",
        "Officer",
        "--where",
        "Seoul",
        "--when",
        "2019",
        "--url",
        "https://example.org",
        "--contact",
        "+82",
        "--terms",
        "background",
        "--confidential",
        "--keep",
        "scan.pdf",
    ]);
    let names = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");

    let sources = tickmark.run(["source", "list", "talks.tickmark", "--json"]).ok().json();
    let first = &sources["sources"][0];
    assert_eq!(first["id"], source.as_str());
    assert_eq!(names(first), "claims confidential contact id kept number terms title type url when where who");
    assert_eq!(
        (&first["type"], &first["where"], &first["kept"][0]["name"]),
        (&"person".into(), &"Seoul".into(), &"scan.pdf".into())
    );
    let digest = first["kept"][0]["sha256"].as_str().unwrap();
    assert_eq!(fs::read(tickmark.path("talks.evidence").join(digest)).unwrap(), b"scan");

    let status = tickmark.run(["status", "talks.tickmark", "--json"]);
    let expected = serde_json::json!({"claims": 1, "settled": 0, "open": 1, "recheck": 0, "conflicting": 0, "gone": 0, "no_place": 0, "corrected": 0, "conflicts": 0,
        "sentences": {"claimed": 1, "read": 0, "unread": 4}, "by_status":
        {"unchecked": 1, "verified": 0, "wrong": 0, "query": 0, "cant-confirm": 0, "opinion": 0}, "sign_offs":
        {"checker": {"state": "not-signed"}, "second-reader": {"state": "not-signed"}, "editor": {"state": "not-signed"},
        "legal": {"state": "not-signed"}}});
    assert_eq!((status.code, status.json()), (Some(3), expected));

    let text = tickmark.run(["text", "talks.txt", "--json"]).ok().json();
    assert_eq!(
        names(&text),
        "blocks byline changes comments encoding encoding_is_guess format head language notes published section title warnings"
    );
    assert_eq!(names(&text["blocks"][0]), "aside kind label level page span text");
    assert_eq!((&text["title"], &text["blocks"][0]["kind"]), (&"Talks end early".into(), &"hed".into()));
}

#[test]
fn the_history_is_told_by_step_and_narrowed() {
    let tickmark = Tickmark::with_project();
    let troops = tickmark.claim("28,500 troops");
    tickmark.claim("an hour, and");
    tickmark.run(["claim", "set", "talks.tickmark", &troops, "--note", "counted", "--risk", "high", "--by", "EK"]).ok();
    let steps = |arguments: &[&str]| {
        let all = ["history", "talks.tickmark", "--json"].iter().chain(arguments).copied();
        tickmark.run(all).ok().json()["steps"].as_array().unwrap().clone()
    };
    let all = steps(&[]);
    let set = &all[0];
    assert_eq!((all.len(), &set["by"], set["entries"].as_array().unwrap().len()), (4, &Value::from("EK"), 2));
    assert!(set["what"].as_str().unwrap().contains("write a note on “28,500 troops”"), "{set}");
    assert_eq!(set["claims"], Value::from(vec![troops.clone()]));
    let at = set["at"].as_str().unwrap();
    let day = at.parse::<chrono::DateTime<chrono::Local>>().unwrap().format("%Y-%m-%d").to_string();
    for (arguments, expected) in [
        (&["--by", "ek"][..], 1),
        (&["--by", "AK"], 3),
        (&["--claim", "2"], 2),
        (&["--claim", &troops], 2),
        (&["--claim", &troops, "--by", "ak"], 1),
        (&["--day", "2019-11-19"], 0),
        (&["--since", "2199-01-01"], 0),
        (&["--since", "2019-01-01T00:00:00Z"], 4),
        (&["--day", &day, "--by", "EK"], 1),
    ] {
        assert_eq!(steps(arguments).len(), expected, "{arguments:?}");
    }
    let text = tickmark.run(["history", "talks.tickmark"]).ok().out;
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines.len() == 4 && lines[0].contains("  EK  ") && lines[3].ends_with("ak  bring in draft 1"), "{text}");
    tickmark.run(["claim", "rm", "talks.tickmark", &troops]);
    tickmark.run(["history", "talks.tickmark", "--claim", "77"]).fails(1, "there is no claim “77”");
    tickmark.run(["history", "talks.tickmark", "--since", "soon"]).fails(2, "neither YYYY-MM-DD");
}

#[test]
fn a_sign_off_is_given_lapses_when_a_claim_changes_and_is_taken_back() {
    let tickmark = Tickmark::with_project();
    let sign = |more: &[&str]| tickmark.run(["sign-off", "talks.tickmark", "--role"].iter().chain(more).copied());
    let state = |claim: usize| tickmark.claims()[claim]["sign_offs"]["checker"]["state"].as_str().unwrap().to_owned();
    sign(&["editor"]).fails(1, "no claim has a status that counts");
    let (rise, troops) = (tickmark.claim("a fivefold increase"), tickmark.claim("About 28,500 troops"));
    sign(&["checker", "--claim", "1"]).fails(1, "nobody has checked it yet");
    tickmark.set(&rise, &["--status", "opinion"]).ok();
    sign(&["legal", "--claim", "1"]).fails(1, "a single claim cannot be signed off as legal");
    sign(&["checker", "--claim", "9"]).fails(1, "there is no claim “9”");
    sign(&["checker", "--claim", &rise, "--take-back"]).fails(1, "nobody has signed off as checker");
    sign(&["printer"]).fails(2, "possible values: checker, second-reader, editor, legal");

    let told = sign(&["checker", "--claim", "1"]).ok().out;
    assert!(told.starts_with("claim 1 “a fivefold increase”: checker: ak, "), "{told}");
    let told = sign(&["editor", "--by", "JR"]).ok().out;
    assert!(told.starts_with("editor: JR, ") && told.ends_with(", covers 1 of 2 claims\n"), "{told}");
    tickmark.set(&troops, &["--status", "opinion"]).ok();
    let legal = sign(&["legal", "--json"]).ok().json();
    assert_eq!((&legal["role"], &legal["state"]), (&Value::from("legal"), &Value::from("signed")));
    assert_eq!((&legal["covers"], &legal["of"]), (&Value::from(2), &Value::from(2)));
    assert_eq!((state(0), state(1)), ("signed".to_owned(), "not-signed".to_owned()));

    tickmark.set(&rise, &["--status", "cant-confirm"]).ok();
    assert_eq!(state(0), "lapsed");
    let told = tickmark.run(["status", "talks.tickmark"]).out;
    assert!(
        told.contains("\nsigned off as editor: JR, ") && told.contains(", lapsed: claim 1 changed since\n"),
        "{told}"
    );
    let sums = tickmark.run(["status", "talks.tickmark", "--json"]).json();
    let editor = &sums["sign_offs"]["editor"];
    assert_eq!(
        (&editor["state"], &editor["by"], &editor["changed"][0]),
        (&"lapsed".into(), &"JR".into(), &rise.into())
    );

    assert_eq!(sign(&["editor", "--take-back"]).ok().out, "editor: not signed\n");
    let told = sign(&["checker", "--claim", "1", "--take-back"]).ok().out;
    assert_eq!(told, "claim 1 “a fivefold increase”: checker: not signed\n");
    assert!(!tickmark.run(["status", "talks.tickmark"]).out.contains("as editor"));
}

#[test]
fn a_new_project_replaces_nothing_unless_forced() {
    let tickmark = Tickmark::with_project();
    tickmark.claim("About 28,500 troops");
    let before = tickmark.bytes();
    tickmark.run(["new", "talks.txt"]).fails(1, "“talks.tickmark” is there already");
    assert_eq!(tickmark.bytes(), before);
    tickmark.run(["new", "talks.txt", "-o", "talks.txt", "--force"]).fails(1, "its own article");
    tickmark.run(["new", "talks.tickmark", "-o", "b.tickmark"]).fails(1, "is a Tickmark project, not an article");
    tickmark.run(["new", "talks.txt", "--force", "--title", "Other"]).ok();
    assert!(tickmark.claims().is_empty());
    fs::create_dir(tickmark.path("sub")).unwrap();
    tickmark.run(["new", "talks.txt", "-o", "sub/b.tickmark"]).ok();
    assert!(tickmark.path("sub/b.evidence").is_dir());
    assert_eq!(fs::read_to_string(tickmark.path("talks.txt")).unwrap(), ARTICLE);
}

#[test]
fn bad_input_gets_a_sentence() {
    let tickmark = Tickmark::with_project();
    fs::write(tickmark.path("empty"), "").unwrap();
    fs::write(tickmark.path("binary"), [0, 159, 146, 150].repeat(99)).unwrap();
    fs::write(tickmark.path("cut.tickmark"), &tickmark.bytes()[..900]).unwrap();
    let newer = String::from_utf8(tickmark.bytes()).unwrap().replace("\"reader\": 4", "\"reader\": 9");
    fs::write(tickmark.path("newer.tickmark"), newer).unwrap();
    let table: [(&[&str], i32, &str); 22] = [
        (&["status", "gone.tickmark"], 1, "“gone.tickmark” could not be read: it is not there"),
        (&["status", "home/../."], 1, "it is"),
        (&["status", "talks.txt"], 1, "this is not a Tickmark project but what looks like text"),
        (&["status", "empty"], 1, "the file is empty"),
        (&["status", "binary"], 1, "this is not a Tickmark project"),
        (&["status", "cut.tickmark"], 1, "the project file is damaged at line "),
        (&["claim", "set", "newer.tickmark", "1", "--note", "x"], 1, "there is no claim “1”"),
        (&["claim", "add", "newer.tickmark", "--quote", "hour, and"], 1, "looked at, not changed"),
        (&["claim", "add", "gone.tickmark", "--quote", "x"], 1, "“gone.tickmark” could not be opened"),
        (&["claim", "set", "talks.tickmark", "7", "--note", "x"], 1, "there is no claim “7”"),
        (&["claim", "set", "talks.tickmark", "0", "--note", "x"], 1, "there is no claim “0”"),
        (&["claim", "set", "talks.tickmark", "1"], 2, "nothing to set"),
        (&["claim", "set", "talks.tickmark", "1", "--status", "true"], 2, "possible values: unchecked, verified"),
        (&["evidence", "add", "talks.tickmark", "--claim", "1", "--source", "1"], 1, "there is no source “1”"),
        (&["source", "add", "talks.tickmark", "--type", "book", "--title", " "], 1, "it has no title"),
        (
            &["source", "add", "talks.tickmark", "--type", "book", "--title", "T", "--keep", "gone"],
            1,
            "“gone” could not be read",
        ),
        (&["new", "gone.txt"], 1, "“gone.txt” could not be read"),
        (&["new", "empty"], 1, "the file is empty"),
        (&["new", "binary"], 1, "could not be read as an article"),
        (&["new", "talks.txt", "-o", "no/such/folder/p.tickmark"], 1, "the folder “no/such/folder” is not there"),
        (&["text", "talks.txt", "--encoding", "klingon"], 1, "no character encoding called"),
        (&["talks.txt", "status", "talks.tickmark"], 2, "“talks.txt” is neither a command nor an option"),
    ];
    let before = tickmark.bytes();
    for (arguments, code, saying) in table {
        let ended = tickmark.run(arguments.iter().copied()).fails(code, saying);
        assert!(!ended.err.contains("panicked") && !ended.err.contains("came to a stop"), "{}", ended.err);
    }
    assert_eq!(tickmark.bytes(), before);
}

#[test]
fn what_is_neither_a_command_nor_a_file_is_said_to_be_so() {
    let tickmark = Tickmark::with_project();
    let without_display = |argument: &str| {
        let mut command = tickmark.command();
        let output = command.arg(argument).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Ended { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    };
    let ended = without_display("frob").fails(2, "“frob” is neither a command nor a file");
    assert!(!ended.err.contains("did you mean"), "{}", ended.err);
    for (word, meant) in [("statu", "status"), ("reprot", "report"), ("clam", "claim"), ("Status", "status")] {
        without_display(word).fails(2, &format!("“{word}” is neither a command nor a file; did you mean “{meant}”?"));
    }
    tickmark.run(["clam", "add", "talks.tickmark"]).fails(2, "did you mean “claim”?");
    tickmark.run(["clam", "status", "talks.tickmark"]).fails(2, "did you mean “claim”?");
    for missing in ["missing.txt", "missing.tickmark", "./frob", "no/frob"] {
        without_display(missing).fails(1, &format!("“{missing}” could not be opened: it is not there"));
    }
}

#[test]
fn commands_at_the_same_moment_lose_nothing() {
    let tickmark = Tickmark::with_project();
    let add = |number: usize| {
        let title = format!("Source {number}");
        let arguments = ["source", "add", "talks.tickmark", "--type", "book", "--title", &title];
        tickmark.command().args(arguments).stdout(Stdio::null()).spawn().unwrap()
    };
    let running: Vec<_> = (0..12).map(add).collect();
    for mut command in running {
        assert!(command.wait().unwrap().success());
    }
    let sources = tickmark.run(["source", "list", "talks.tickmark", "--json"]).ok().json();
    assert_eq!(sources["sources"].as_array().unwrap().len(), 12);
}

#[test]
#[cfg(unix)]
fn a_pipe_keeps_no_command_waiting() {
    let tickmark = Tickmark::with_project();
    let pipe = tickmark.folder.path().join("pipe.tickmark");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for arguments in [&["status", "pipe.tickmark"][..], &["claim", "set", "pipe.tickmark", "1", "--risk", "low"]] {
        let mut running = tickmark.command().args(arguments).stderr(Stdio::piped()).spawn().unwrap();
        let since = Instant::now();
        while running.try_wait().unwrap().is_none() && since.elapsed() < Duration::from_secs(20) {
            std::thread::sleep(Duration::from_millis(10));
        }
        drop(running.kill());
        let output = running.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(String::from_utf8(output.stderr).unwrap().contains("it is not a file"), "{arguments:?}");
    }
}

#[test]
fn versions_are_listed_and_written_as_new_files() {
    let tickmark = Tickmark::with_project();
    let claim = tickmark.claim("About 28,500 troops");
    for note in ["one", "two"] {
        tickmark.set(&claim, &["--note", note]).ok();
    }
    let versions = tickmark.run(["versions", "talks.tickmark", "--json"]).ok().json();
    let versions = versions["versions"].as_array().unwrap();
    let claims: Vec<&Value> = versions.iter().map(|version| &version["claims"]).collect();
    assert_eq!(claims, [1, 1, 1, 0], "the newest first");
    assert_eq!((&versions[0]["open"], &versions[3]["number"]), (&Value::from(1), &Value::from(4)));
    let lines = tickmark.run(["versions", "talks.tickmark"]).ok().out;
    assert!(lines.lines().count() == 4 && lines.contains("kB  1 claim, 1 open\n"), "{lines}");

    let restore = |number: &str, to: &str| tickmark.run(["versions", "talks.tickmark", "--restore", number, "-o", to]);
    restore("2", "two.tickmark").ok();
    let text = fs::read_to_string(tickmark.path("two.tickmark")).unwrap();
    assert!(text.contains("\"note\": \"one\"") && !text.contains("\"two\""));
    assert_eq!(fs::read_dir(tickmark.path("two.evidence")).unwrap().count(), 1, "kept files come along");
    restore("2", "two.tickmark").fails(1, "“two.tickmark” is there already");
    restore("2", "talks.tickmark").fails(1, "is there already");
    restore("9", "nine.tickmark").fails(1, "there is no version 9 of this story, of which 4 are kept");
    tickmark.run(["versions", "talks.tickmark", "--restore", "1"]).fails(2, "--output");
    assert!(!tickmark.path("nine.tickmark").exists());

    fs::write(tickmark.path("talks.tickmark"), "").unwrap();
    restore("1", "again.tickmark").ok();
    fs::remove_file(tickmark.path("talks.tickmark")).unwrap();
    restore("1", "gone.tickmark").ok();
    assert!(fs::read_to_string(tickmark.path("gone.tickmark")).unwrap().contains("\"note\": \"two\""));
    tickmark.run(["versions", "other.tickmark"]).fails(1, "it is not there");
}

#[test]
fn a_backup_that_cannot_be_written_is_said_and_stops_nothing() {
    let tickmark = Tickmark::with_project();
    fs::remove_dir_all(tickmark.path("home/state")).unwrap();
    fs::write(tickmark.path("home/state"), "in the way").unwrap();
    let ended = tickmark.run(["claim", "add", "talks.tickmark", "--quote", "a fivefold increase"]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(ended.err.starts_with("warning: This version could not be kept as a backup in “"), "{}", ended.err);
    assert_eq!(ended.err.lines().count(), 1, "it is said once: {}", ended.err);
    assert_eq!(tickmark.claims().len(), 1);
}

#[test]
fn control_characters_of_an_article_do_not_reach_the_terminal() {
    let tickmark = Tickmark::new();
    fs::write(tickmark.path("evil.txt"), "A headline\n\nRed \u{1b}[31m alert\u{9b}2J and a word more.\n").unwrap();
    tickmark.run(["new", "evil.txt", "--title", "x\u{1b}]0;y\u{7}"]).ok();
    for arguments in [&["text", "evil.txt"][..], &["claim", "list", "evil.tickmark"]] {
        let ended = tickmark.run(arguments.iter().copied());
        assert!(!ended.out.contains(['\u{1b}', '\u{9b}', '\u{7}']), "{ended:?}");
    }
}

#[test]
fn a_reader_that_has_had_enough_is_no_error() {
    let tickmark = Tickmark::with_project();
    let mut child = tickmark.command().arg("man").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap()), (Some(0), String::new()));
}

#[test]
fn help_completions_and_manual_name_every_command() {
    let tickmark = Tickmark::new();
    let help = tickmark.run(["--help"]).ok().out;
    let bash = tickmark.run(["completions", "bash"]).ok().out;
    tickmark.run(["man", "-o", "man"]).ok();
    let commands =
        "new text claim source evidence status merge conflicts settle sign-off history report versions pack unpack";
    for command in commands.split(' ').chain(["completions", "man"]) {
        assert!(help.contains(&format!("\n  {command} ")), "{command}");
        assert!(bash.contains(command), "{command}");
        assert!(tickmark.path("man").join(format!("tickmark-{command}.1")).is_file(), "{command}");
        let page = tickmark.run([command, "--help"]).ok().out;
        let nested = ["claim", "source", "evidence"].contains(&command);
        assert!(nested || page.contains("\nExample:\n  tickmark "), "{page}");
    }
    let man = tickmark.run(["man"]).ok().out;
    assert!(man.contains(".TH tickmark 1"));
}

#[test]
fn settings_name_the_checker_and_damaged_ones_stop_nobody() {
    let tickmark = Tickmark::new();
    let by = |name: &str| {
        tickmark.run(["new", "talks.txt", "-o", name]).ok();
        let project: Value = serde_json::from_slice(&fs::read(tickmark.path(name)).unwrap()).unwrap();
        project["history"][0]["by"].clone()
    };
    assert_eq!(by("a.tickmark"), serde_json::json!({"initials": "ak"}));
    fs::create_dir_all(tickmark.path("home")).unwrap();
    let settings: &Path = &tickmark.path("home/settings.json");
    fs::write(settings, r#"{"person": {"initials": "zz", "name": "Zoe"}}"#).unwrap();
    assert_eq!(by("b.tickmark"), serde_json::json!({"initials": "zz", "name": "Zoe"}));
    fs::write(settings, "{{{").unwrap();
    assert_eq!(by("c.tickmark"), serde_json::json!({"initials": "ak"}));
    assert!(tickmark.path("home/settings.json.damaged").is_file());
}

#[test]
fn who_checks_is_the_account_or_nobody_by_name() {
    let tickmark = Tickmark::new();
    let by = |name: &str, variables: &[(&str, &str)]| {
        let mut command = tickmark.command();
        for name in ["TICKMARK_CHECKER", "USER", "LOGNAME", "USERNAME"] {
            command.env_remove(name);
        }
        command.args(["new", "talks.txt", "-o", name]).envs(variables.iter().copied());
        assert!(command.output().unwrap().status.success());
        tickmark.run(["report", name, "--format", "md", "--audit-trail"]).ok().out
    };
    let brought_in = |report: &str, who: &str| report.contains(&format!(" | {who} | bring in draft 1 |"));
    assert!(brought_in(&by("a.tickmark", &[("USER", "ada.quill"), ("LOGNAME", "zz")]), "AQ"));
    assert!(brought_in(&by("b.tickmark", &[("USER", " "), ("LOGNAME", "zoe_x")]), "ZX"));
    assert!(brought_in(&by("c.tickmark", &[("USER", "-"), ("USERNAME", "zoe")]), "ZO"));
    assert!(brought_in(&by("d.tickmark", &[]), "not named"));
}

#[cfg(not(feature = "window"))]
#[test]
fn without_the_window_it_names_the_command_line() {
    let tickmark = Tickmark::new();
    for arguments in [&[][..], &["talks.txt"]] {
        tickmark.run(arguments.iter().copied()).fails(1, "hint: use the command line: `tickmark new ARTICLE`");
    }
}

#[test]
fn two_copies_are_put_together_and_what_disagrees_is_settled_by_hand() {
    let tickmark = Tickmark::with_project();
    let (claim, other) = (tickmark.claim("28,500 troops"), tickmark.claim("fivefold"));
    tickmark.set(&other, &["--status", "opinion"]).ok();
    fs::copy(tickmark.path("talks.tickmark"), tickmark.path("copy.tickmark")).unwrap();
    let set = |project: &str, by: &str, fields: &[&str]| {
        let arguments = ["--by", by, "claim", "set", project, &claim].into_iter().chain(fields.iter().copied());
        tickmark.run(arguments).ok();
    };
    set("talks.tickmark", "ak", &["--status", "opinion"]);
    set("copy.tickmark", "mk", &["--note", "27,000, says the army", "--status", "wrong"]);
    for (first, second, file) in [("talks", "copy", "one"), ("copy", "talks", "two")] {
        let (first, second) = (format!("{first}.tickmark"), format!("{second}.tickmark"));
        let file = format!("{file}.tickmark");
        let merged = tickmark.run(["merge", &first, &second, "-o", &file]);
        assert_eq!(merged.code, Some(3), "{}", merged.err);
        assert!(merged.out.contains("1 conflict is to be settled"), "{}", merged.out);
        let again = tickmark.run(["merge", &first, &second, "-o", &file]);
        assert_eq!(again.code, Some(1));
        assert!(again.err.contains("is there already"), "{}", again.err);
    }
    let bytes = |name: &str| fs::read(tickmark.path(name)).unwrap();
    assert_eq!(bytes("one.tickmark"), bytes("two.tickmark"), "whose copy comes first does not matter");
    assert_eq!(tickmark.run(["status", "one.tickmark"]).code, Some(3));
    let listed = tickmark.run(["conflicts", "one.tickmark", "--json"]);
    assert_eq!(listed.code, Some(3));
    let conflict = &listed.json()["conflicts"][0];
    assert_eq!((&conflict["field"], &conflict["claim"]), (&Value::from("status"), &Value::from(claim.as_str())));
    let values = ["opinion", "wrong"].map(Value::from);
    assert!((0..2).all(|side| values.contains(&conflict["sides"][side]["value"])), "{conflict}");
    let wrong = if conflict["sides"][0]["value"] == "wrong" { "a" } else { "b" };
    assert_eq!(tickmark.run(["settle", "one.tickmark", "1", "z"]).code, Some(1));
    tickmark.run(["settle", "one.tickmark", "1", wrong]).ok();
    tickmark.run(["conflicts", "one.tickmark"]).ok();
    let merged = tickmark.run(["merge", "one.tickmark", "copy.tickmark", "-o", "one.tickmark"]).ok();
    assert!(merged.out.contains("nothing new was in it"), "what was settled stays so: {}", merged.out);
    let claims = tickmark.run(["claim", "list", "one.tickmark", "--json"]).ok().json();
    let settled = claims["claims"].as_array().unwrap().iter().find(|row| row["id"] == claim.as_str()).unwrap();
    assert_eq!((&settled["status"], &settled["note"]), (&Value::from("wrong"), &Value::from("27,000, says the army")));
}

#[test]
fn projects_of_different_stories_are_not_put_together() {
    let tickmark = Tickmark::with_project();
    fs::write(tickmark.path("other.txt"), "Another story\n\nNobody walked out.\n").unwrap();
    tickmark.run(["new", "other.txt"]).ok();
    let merged = tickmark.run(["merge", "talks.tickmark", "other.tickmark", "-o", "both.tickmark"]);
    assert_eq!(merged.code, Some(1));
    assert!(merged.err.contains("not copies of one story"), "{}", merged.err);
    assert!(!tickmark.path("both.tickmark").exists());
}

/// Puts comments of the writer on words of the article into a project file.
fn annotate(tickmark: &Tickmark, notes: &[(&str, &str)]) {
    let mut project: Value = serde_json::from_slice(&tickmark.bytes()).unwrap();
    let text = project["drafts"][0]["text"].as_str().unwrap().to_owned();
    let comment = |(words, note): &(&str, &str)| {
        let start = text.find(words).unwrap();
        serde_json::json!({"author": "E. Reporter", "date": "2019-11-18", "start": start, "end": start + words.len(), "text": note})
    };
    project["drafts"][0]["comments"] = notes.iter().map(comment).collect();
    fs::write(tickmark.path("talks.tickmark"), serde_json::to_vec(&project).unwrap()).unwrap();
}

#[test]
fn notes_of_the_writer_are_listed_and_taken() {
    let tickmark = Tickmark::with_project();
    let take = |more: &[&str]| tickmark.run(["claim", "take", "talks.tickmark"].iter().chain(more).copied());
    assert!(take(&[]).ok().out.contains("no comments or footnotes"));
    annotate(
        &tickmark,
        &[("a fivefold increase", "Ann Lee, +82 2 748 1111"), ("28,500", "report\np. 3"), ("minister", "ibid.")],
    );
    let before = tickmark.bytes();
    let listed = take(&[]).ok().out;
    let first = "   1 ○ “a fivefold increase”  comment · E. Reporter · 2018-11-18\n       Ann Lee, +82 2 748 1111\n";
    assert!(listed.starts_with(&first.replace("2018", "2019")), "{listed}");
    let offers = take(&["--json"]).ok().json();
    let expected = serde_json::json!({
        "number": 2, "span": offers["offers"][1]["span"], "quote": "28,500", "note": "report\np. 3",
        "author": "E. Reporter", "date": "2019-11-18", "from": "comment", "resolved": false, "taken": false,
    });
    assert_eq!(offers["offers"][1], expected);
    assert_eq!(tickmark.bytes(), before, "listing changes nothing");
    take(&["4"]).fails(1, "there is no note 4 of the writer");
    take(&["1", "--all"]).fails(2, "cannot be used with");
    let taken = take(&["2", "2", "--json"]).ok().json();
    let claim = tickmark.claims().remove(0);
    assert_eq!(taken, serde_json::json!({"taken": [{"number": 2, "claim": claim["id"]}]}));
    assert_eq!((&claim["source_note"], &claim["kind"]), (&Value::from("report\np. 3"), &Value::from("figure")));
    assert_eq!(claim["span"], expected["span"]);
    assert_eq!(take(&["--all"]).ok().out, "2 notes of the writer are claims now\n");
    assert_eq!(take(&["--all"]).ok().out, "nothing to take: these notes of the writer are claims already\n");
    tickmark.set("1", &["--source-note", "Ann Lee"]).ok();
    let report = |edition: &str, format: &str| {
        tickmark.run(["report", "talks.tickmark", "--edition", edition, "--format", format]).ok().out
    };
    for format in ["html", "md", "csv"] {
        assert!(report("checking-copy", format).contains("ibid."), "{format}");
        assert!(!report("checked-copy", format).contains("ibid."), "{format}");
    }
}

#[test]
fn a_new_draft_carries_the_claims_over() {
    let tickmark = Tickmark::with_project();
    let (troops, hour) = (tickmark.claim("28,500 troops"), tickmark.claim("an hour, and"));
    let old = fs::read_to_string(tickmark.path("talks.txt")).unwrap();
    fs::write(tickmark.path("same.txt"), &old).unwrap();
    let refused = tickmark.run(["update", "talks.tickmark", "same.txt"]);
    assert_eq!(refused.code, Some(1));
    assert!(refused.err.contains("the same text") && refused.err.contains("--anyway"), "{}", refused.err);
    let new = old.replace("an hour, and", "ninety minutes, and") + "\n\nNobody had seen it coming.\n";
    fs::write(tickmark.path("draft2.txt"), new).unwrap();
    let told = tickmark.run(["update", "talks.tickmark", "draft2.txt", "--label", "after legal", "--json"]).ok().json();
    let outcome = |id: &str| told["claims"].as_array().unwrap().iter().find(|claim| claim["id"] == id).unwrap().clone();
    assert_eq!((&told["draft"], &told["carried"], &told["changed"]), (&2.into(), &1.into(), &1.into()));
    assert_eq!((&outcome(&troops)["outcome"], &outcome(&troops)["now"]), (&"carried".into(), &"28,500 troops".into()));
    assert_eq!(outcome(&hour)["outcome"], "changed");
    assert!(told["new_text"].as_array().unwrap().iter().any(|new| new["text"] == "Nobody had seen it coming."));
    let history = tickmark.run(["history", "talks.tickmark"]).ok().out;
    assert!(history.contains("bring in draft 2"), "{history}");
    let compared = tickmark.run(["compare", "talks.tickmark"]).ok().out;
    assert!(compared.contains("[-an hour-]") && compared.contains("{+Nobody had seen it coming.+}"), "{compared}");
    let compared = tickmark.run(["compare", "talks.tickmark", "--from", "2", "--to", "1", "--json"]).ok().json();
    assert_eq!((&compared["from"], &compared["removed"][0]["text"]), (&1.into(), &"an hour".into()));
    let refused = tickmark.run(["compare", "talks.tickmark", "--to", "7"]);
    assert_eq!((refused.code, refused.err.contains("there is no draft 7")), (Some(1), true), "{}", refused.err);
}
