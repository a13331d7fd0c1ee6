//! Articles are read in a process of their own: what that process may do, and what becomes of files that would take down
//! whoever reads them.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, UdpSocket};
use std::os::unix::net::{UnixListener, UnixStream};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};
use tickmark::import::Options;
use tickmark::sandbox::{self, Failure, Limits, Program};
use zip::write::SimpleFileOptions;

/// By this a test knows that it is the confined process of another.
const INSIDE: &str = "TICKMARK_TEST_INSIDE";

const LIMITS: Limits = Limits { time: Duration::from_secs(20), space: 1 << 30, stack: 1 << 20, answer: 1 << 20 };

/// Where a test that is a confined process finds a file that it may not touch.
const OWN: &str = "TICKMARK_TEST_OWN";

/// True when the kernel can take the right to rename and remove files.
#[cfg(target_os = "linux")]
fn has_landlock() -> bool {
    use landlock::{ABI, Access, AccessFs, Ruleset, RulesetAttr, RulesetStatus};
    // What a thread gives up goes with it.
    let tried = std::thread::spawn(|| {
        let rules = Ruleset::default().handle_access(AccessFs::from_all(ABI::V1)).unwrap().create().unwrap();
        rules.restrict_self().unwrap().ruleset != RulesetStatus::NotEnforced
    });
    tried.join().unwrap()
}

#[cfg(not(target_os = "linux"))]
fn has_landlock() -> bool {
    false
}

/// This program of tests once more, to run the one test of this name and do this in it.
fn inside(test: &str, what: &str) -> Output {
    let mut command = Command::new(std::env::current_exe().unwrap());
    let own = tempfile::NamedTempFile::new().unwrap();
    command.args([test, "--exact", "--nocapture", "--test-threads=1"]).env(INSIDE, what).stdin(Stdio::null());
    let output = command.env(OWN, own.path()).output().unwrap();
    assert!(own.path().exists(), "it is as it was");
    output
}

/// What the test is to do as a confined process, when it is one.
fn asked() -> Option<String> {
    let what = std::env::var(INSIDE).ok()?;
    sandbox::confine(&LIMITS).unwrap();
    Some(what)
}

#[test]
fn a_confined_process_opens_no_file_and_no_socket() {
    if let Some(what) = asked() {
        let file = std::env::temp_dir().join("never");
        let own = std::path::PathBuf::from(std::env::var_os(OWN).unwrap());
        let tried = [
            ("reading a file", fs::File::open("/dev/null").is_err()),
            ("reading a folder", fs::read_dir("/").is_err()),
            ("writing a file", fs::File::create(&file).is_err()),
            ("listening on TCP", TcpListener::bind("127.0.0.1:0").is_err()),
            ("sending by UDP", UdpSocket::bind("127.0.0.1:0").is_err()),
            ("listening on a Unix socket", UnixListener::bind(file.with_extension("socket")).is_err()),
            ("a pair of sockets", UnixStream::pair().is_err()),
            ("a pipe", std::io::pipe().is_err()),
            ("another program", Command::new("/bin/true").output().is_err()),
            ("renaming a file", what != "files" || fs::rename(&own, own.with_extension("other")).is_err()),
            ("removing a file", what != "files" || fs::remove_file(&own).is_err()),
        ];
        let could: Vec<&str> = tried.into_iter().filter(|(_, failed)| !failed).map(|(what, _)| what).collect();
        println!("inside: {could:?}");
        return;
    }
    let what = if has_landlock() { "files" } else { "open" };
    if what == "open" {
        println!("skipped: this kernel has no Landlock, so that files could be renamed and removed");
    }
    let output = inside("a_confined_process_opens_no_file_and_no_socket", what);
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("inside: []"), "{said}{output:?}");
}

#[test]
fn a_confined_process_leaves_no_file_and_gets_no_rights() {
    use rustix::process::{Resource, getrlimit};
    if asked().is_some() {
        let none = [Resource::Fsize, Resource::Core].map(|resource| getrlimit(resource).maximum);
        assert_eq!(none, [Some(0), Some(0)]);
        #[cfg(target_os = "linux")]
        assert!(rustix::thread::no_new_privs().unwrap());
        return println!("inside: none");
    }
    let output = inside("a_confined_process_leaves_no_file_and_gets_no_rights", "look");
    assert!(String::from_utf8_lossy(&output.stdout).contains("inside: none"), "{output:?}");
}

#[test]
fn a_confined_process_ends_when_it_wants_too_much() {
    match asked().as_deref() {
        Some("memory") => return println!("inside: {}", vec![1_u8; 1 << 30].len()),
        // A second of the processor's time is all that is left.
        Some("time") => {
            sandbox::confine(&Limits { time: Duration::from_secs(1), ..LIMITS }).unwrap();
            let begun = Instant::now();
            while begun.elapsed() < Duration::from_secs(60) {}
            return println!("inside: still there");
        }
        Some("stack") => {
            let worked = sandbox::work(LIMITS, || within(usize::MAX));
            return println!("inside: {worked:?}");
        }
        _ => {}
    }
    for (what, expected) in [
        ("memory", "memory allocation of 1073741824 bytes failed"),
        ("time", ""),
        ("stack", "has overflowed its stack"),
    ] {
        let output = inside("a_confined_process_ends_when_it_wants_too_much", what);
        let (said, left) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(!output.status.success() && !said.contains("inside"), "{what}: {said}");
        assert!(left.contains(expected), "{what}: {left}");
    }
}

#[test]
fn whoever_started_it_learns_what_it_wanted_too_much_of() {
    let test = "a_confined_process_ends_when_it_wants_too_much";
    let program = |what: &str| {
        let program = Program::new("/usr/bin/env").with(format!("{INSIDE}={what}"));
        program.with(std::env::current_exe().unwrap()).with(test).with("--exact").with("--nocapture")
    };
    let run = |what| sandbox::run(&program(what), Vec::new(), &LIMITS, &|| false, &mut |_| None::<()>);
    assert_eq!(run("memory"), Err(Failure::TooMuchMemory));
    assert_eq!(run("time"), Err(Failure::TooSlow(20)));
    let broke = run("stack").unwrap_err();
    assert!(matches!(&broke, Failure::Broke(how) if how.contains("stack overflow")), "{broke:?}");
}

#[test]
fn a_confined_process_reads_and_writes_its_pipes_and_has_its_stack() {
    if let Some(what) = asked() {
        let done = sandbox::work(Limits { stack: 64 << 20, ..LIMITS }, move || within(20 << 20) + what.len());
        return println!("inside: {}", done.is_ok());
    }
    let output = inside("a_confined_process_reads_and_writes_its_pipes_and_has_its_stack", "stack");
    assert!(String::from_utf8_lossy(&output.stdout).contains("inside: true"), "{output:?}");
}

/// Calls in calls that take so many bytes of the stack.
fn within(bytes: usize) -> usize {
    let room = std::hint::black_box([0_u8; 1024]);
    if bytes < 1024 { room.len() } else { within(bytes - 1024) + usize::from(room[bytes % 1024]) }
}

/// A packed document with these parts.
fn pack(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn page(before: &str, middle: &str, times: usize, after: &str) -> Vec<u8> {
    format!("<!doctype html><html><body><p>Talks end early.</p>{before}{}{after}</body></html>", middle.repeat(times))
        .into_bytes()
}

/// A PDF with these objects, the first of which is its catalogue. Readers find them without a table.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    for (number, object) in objects.iter().enumerate() {
        file.extend([format!("{} 0 obj\n", number + 1).as_bytes(), object, b"\nendobj\n"].concat());
    }
    file.extend(b"trailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n");
    file
}

/// The objects of a PDF with one page, up to its resources; object 4 is what the page shows.
fn one_page(resources: &str) -> Vec<Vec<u8>> {
    let page = format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<<{resources}>>>>");
    let pages = "<</Type/Pages/Kids[3 0 R]/Count 1>>";
    ["<</Type/Catalog/Pages 2 0 R>>", pages, &page].map(|object| object.as_bytes().to_vec()).to_vec()
}

fn stream(entries: &str, bytes: &[u8]) -> Vec<u8> {
    [format!("<<{entries}/Length {}>>\nstream\n", bytes.len()).as_bytes(), bytes, b"\nendstream"].concat()
}

/// A page whose few bytes become a gibibyte of blanks, deflated twice.
fn bomb() -> Vec<u8> {
    use flate2::{Compression, write::ZlibEncoder};
    let mut twice = ZlibEncoder::new(ZlibEncoder::new(Vec::new(), Compression::best()), Compression::fast());
    std::io::copy(&mut std::io::repeat(b' ').take(1 << 30), &mut twice).unwrap();
    let bytes = twice.finish().unwrap().finish().unwrap();
    pdf(&[one_page(""), vec![stream("/Filter[/FlateDecode/FlateDecode]", &bytes)]].concat())
}

/// A page that shows a form twice, which shows another twice, forty times over.
fn forms() -> Vec<u8> {
    let mut objects = one_page("/XObject<</X 5 0 R>>");
    objects.push(stream("", b"/X Do /X Do"));
    for next in 6..46 {
        let entries = format!("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {next} 0 R>>>>");
        objects.push(stream(&entries, b"/X Do /X Do"));
    }
    pdf(&objects)
}

/// Files that are small to send, and take all memory, the stack or an hour of whoever believes them.
fn hostile() -> Vec<(&'static str, Vec<u8>)> {
    const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let blank = vec![b' '; 120 << 20];
    let deep = |open: &str, close: &str| open.repeat(100_000) + "x" + &close.repeat(100_000);
    let word = |body: &str| {
        let document = format!("<w:document xmlns:w=\"{WORD}\"><w:body>{body}</w:body></w:document>");
        pack(&[("word/document.xml", document.as_bytes())])
    };
    let attributes: String = (0..1_000_000).map(|number| format!(" w:a{number}=\"1\"")).collect();
    let tables = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>";
    let entities: String = (1..20).map(|n| format!("<!ENTITY e{n} \"&e{};&e{};\">", n - 1, n - 1)).collect();
    let office = |text: &str| {
        pack(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", text.as_bytes())])
    };
    vec![
        ("bomb.docx", pack(&[("word/document.xml", &blank)])),
        ("bombs.odt", pack(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", &blank), ("styles.xml", &blank), ("x", &blank)])),
        ("bomb.epub", pack(&[("mimetype", b"application/epub+zip"), ("META-INF/container.xml", &blank)])),
        ("deep.docx", word(&deep("<w:sdt>", "</w:sdt>"))),
        ("tables.docx", word(&deep(tables, ""))),
        ("attributes.docx", word(&format!("<w:p{attributes}/>"))),
        ("entities.docx", pack(&[("word/document.xml", format!("<!DOCTYPE d [{entities}]><d>&e19;</d>").as_bytes())])),
        ("deep.odt", office(&deep("<text:section>", "</text:section>"))),
        ("deep.fodt", format!("<?xml version=\"1.0\"?><office:document>{}", deep("<text:span>", "")).into_bytes()),
        ("deep.rtf", format!("{{\\rtf1 {}x", "{".repeat(5_000_000)).into_bytes()),
        ("bin.rtf", b"{\\rtf1\\bin4294967295 x}".to_vec()),
        ("unicode.rtf", format!("{{\\rtf1\\uc4000000000 {}}}", "\\u-1".repeat(1_000_000)).into_bytes()),
        ("divs.html", page("", "<div>", 100_000, "")),
        ("lists.html", page("", "<ul><li>", 100_000, "")),
        ("fonts.html", page("", "<b><i><a>", 100_000, "")),
        ("paragraphs.html", page("", "<p>", 1_000_000, "")),
        ("cells.html", page("<table>", "<tr><td>", 500_000, "")),
        ("attributes.html", page("<p", " a=1", 1_000_000, ">")),
        ("comment.html", page("<!--", "<!--", 1_000_000, "")),
        ("quotations.md", (">".repeat(1_000_000) + " Talks").into_bytes()),
        ("brackets.md", "[".repeat(1_000_000).into_bytes()),
        ("stars.md", "*a _b ".repeat(500_000).into_bytes()),
        ("backticks.md", (1..2_000).map(|n| "`".repeat(n) + " ").collect::<String>().into_bytes()),
        ("lists.md", "* ".repeat(500_000).into_bytes()),
        ("lines.txt", "\n".repeat(20 << 20).into_bytes()),
        ("words.txt", "a\n\n".repeat(1_000_000).into_bytes()),
        ("bomb.pdf", bomb()),
        ("forms.pdf", forms()),
        ("deep.pdf", format!("%PDF-1.7\n1 0 obj {}", "[".repeat(1_000_000)).into_bytes()),
        ("pages.pdf", b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>endobj\ntrailer<</Root 1 0 R>>".to_vec()),
    ]
}

/// `tickmark text` of this file, with the most memory that it and its process took, in bytes, where that can be told.
fn text(name: &str, bytes: &[u8]) -> (Output, Duration) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    let begun = Instant::now();
    // The program itself gets less than its other process may have: whatever grows, grows there.
    let script = "ulimit -v 1048576; exec \"$0\" text \"$1\"";
    let output = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_tickmark")])
        .arg(&path)
        .env("TICKMARK_HOME", folder.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    (output, begun.elapsed())
}

#[test]
fn hostile_files_get_a_sentence_or_are_read() {
    for (name, bytes) in hostile() {
        let (output, took) = text(name, &bytes);
        let left = String::from_utf8_lossy(&output.stderr);
        let sentence = left.starts_with("error: “") && left.contains("\nhint: ");
        let ended = match output.status.code() {
            Some(0) => !output.stdout.is_empty(),
            Some(1) => sentence && left.len() < 1_000,
            _ => false,
        };
        let first = left.lines().next().unwrap_or_default();
        eprintln!("{name}: {} bytes, {took:.1?}: {first}", bytes.len());
        assert!(ended, "{name}: {:?}: {left}", output.status);
        assert!(took < Duration::from_secs(40), "{name} took {took:?}");
    }
}

#[test]
fn the_process_that_reads_prints_nothing_but_its_answer() {
    let ask = |arguments: &[&str], input: &[u8]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tickmark"));
        command.args(arguments).env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        child.wait_with_output().unwrap()
    };
    let options = serde_json::to_string(&Options::default()).unwrap();
    let task = format!("{{\"name\":\"a.txt\",\"options\":{options},\"bytes\":5}}\n");
    let task = task.as_bytes();
    let read = ask(&["--read-apart", "20"], &[task, b"Talks"].concat());
    let said = String::from_utf8(read.stdout).unwrap();
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines.len() == 3 && lines[2].starts_with("{\"read\":{\"text\":\"Talks\""), "{said}");
    assert!(read.status.success() && read.stderr.is_empty(), "{:?}", String::from_utf8_lossy(&read.stderr));
    for (arguments, input) in
        [(&["--read-apart"][..], &b""[..]), (&["--read-apart", "x"], task), (&["--read-apart", "20"], b"x\n")]
    {
        let output = ask(arguments, input);
        assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(1), &b""[..]), "{arguments:?}");
    }
}
