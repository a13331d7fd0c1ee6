//! Programs that end in the middle of a save: whatever happens, the file is the old one or the new one, whole.
//!
//! `TICKMARK_GATES=full cargo test --test crash` runs all of it in full.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use rustix::process::{Signal, getpid, kill_process};
use std::fs::{self, File};
use std::io::{self, Write};
use std::os::unix::fs::{PermissionsExt, chown, symlink};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant, SystemTime};
use tempfile::TempDir;
use tickmark::import;
use tickmark::model::edit::ClaimField;
use tickmark::model::{Edit, Kind, Person, Project, Request, Risk};
use tickmark::session::{Session, versions};
use tickmark::store::disk::{Disk, Step};
use tickmark::store::format;

const ARTICLE: &str = "Talks end early\n\nAbout 28,500 troops are stationed there, the minister said.\n";

fn rounds(short: usize, full: usize) -> usize {
    if std::env::var("TICKMARK_GATES").is_ok_and(|gates| gates == "full") { full } else { short }
}

/// Says on standard error, which the tests do not capture, that something was not tried.
#[allow(clippy::explicit_write, reason = "what is printed otherwise is shown for failed tests only")]
fn skip(what: &str) {
    io::stderr().write_all(format!("\nskipped: {what}\n").as_bytes()).unwrap();
}

/// A folder with a project and a home for the user's settings and state.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self { folder: tempfile::tempdir().unwrap() };
        fs::create_dir(place.desk()).unwrap();
        let article = import::read_text(ARTICLE).unwrap();
        let mut session =
            Session::from_article(article, None, Person::new("ak", ""), "s", chrono::DateTime::UNIX_EPOCH);
        let claim = Request::AddClaim { range: 17..35, kind: Kind::Figure, risk: Risk::Normal };
        session.ask(claim, chrono::DateTime::UNIX_EPOCH).unwrap();
        session.save(&place.project()).unwrap();
        place
    }

    fn desk(&self) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join("desk")
    }

    fn project(&self) -> PathBuf {
        self.desk().join("talks.tickmark")
    }

    fn state(&self) -> PathBuf {
        self.folder.path().join("home/state")
    }

    fn bytes(&self) -> Vec<u8> {
        fs::read(self.project()).unwrap()
    }

    fn read(&self) -> Project {
        format::parse(&self.bytes()).unwrap_or_else(|error| panic!("the file is torn: {error}")).project
    }

    /// Opens the project and writes this note to its claim, not saved yet.
    fn noted(&self, note: &str) -> Session {
        let sitting = format!("n{note}");
        let mut session =
            Session::open_with_backups(&self.project(), Person::new("ak", ""), &sitting, Some(self.state())).unwrap();
        let claim = session.rows()[0].id.clone();
        session.ask(Request::SetNote(claim, note.to_owned()), chrono::DateTime::UNIX_EPOCH).unwrap();
        session
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env("TICKMARK_HOME", self.folder.path().join("home")).env("TICKMARK_CHECKER", "ak");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// The command that writes this note to the claim.
    fn note(&self, program: &str, before: &[&str], note: &str) -> Command {
        let mut command = self.command(program);
        command.args(before).args(["claim", "set"]).arg(self.project()).args(["1", "--note", note]);
        command
    }

    /// Our temporary files beside the project.
    fn temporary(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.desk()).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.extension().is_some_and(|ending| ending == "tmp")).collect()
    }
}

const BINARY: &str = env!("CARGO_BIN_EXE_tickmark");

/// Every note that was ever written, in order.
fn notes(project: &Project) -> Vec<String> {
    let note = |edit: &Edit| match edit {
        Edit::Claim { field: ClaimField::Note(change), .. } => Some(change.to.clone()),
        _ => None,
    };
    project.history.entries().iter().filter_map(|entry| note(&entry.edit)).collect()
}

/// Ends this very program at a step, as a loss of power would; at the write, when half of it is done.
struct DiesAt(Step);

impl Disk for DiesAt {
    fn before(&self, step: Step) -> io::Result<()> {
        if step == self.0 && step != Step::Write { die() } else { Ok(()) }
    }

    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        if self.0 == Step::Write {
            file.write_all(&bytes[..bytes.len() / 2])?;
            die()?;
        }
        file.write_all(bytes)
    }
}

fn die() -> io::Result<()> {
    Ok(kill_process(getpid(), Signal::KILL)?)
}

/// The program that is ended: saves a note in the folder that `TICKMARK_VICTIM` names, up to a step.
#[test]
#[ignore = "run by another test"]
fn victim() {
    let Ok(victim) = std::env::var("TICKMARK_VICTIM") else { return };
    let [folder, step, note] = victim.split('\n').collect::<Vec<_>>()[..] else { panic!("{victim}") };
    let session = {
        let place = Path::new(folder).join("desk/talks.tickmark");
        let state = Some(Path::new(folder).join("home/state"));
        let mut session =
            Session::open_with_backups(&place, Person::new("ak", ""), &format!("v{note}"), state).unwrap();
        let claim = session.rows()[0].id.clone();
        session.ask(Request::SetNote(claim, note.to_owned()), chrono::DateTime::UNIX_EPOCH).unwrap();
        session
    };
    fs::write(Path::new(folder).join("expected"), format::write(session.project()).unwrap()).unwrap();
    let step = Step::ALL[step.parse::<usize>().unwrap()];
    let path = session.path().unwrap().to_owned();
    drop(session.save_order(&path).run_on(&DiesAt(step)));
}

#[test]
fn a_program_that_ends_at_any_step_leaves_the_old_file_or_the_new_one() {
    let place = Place::new();
    let mut left = 0;
    for round in 0..rounds(2, 20) {
        for (index, step) in Step::ALL.into_iter().enumerate() {
            let old = place.bytes();
            let note = format!("{round}.{index}");
            let mut victim = place.command(std::env::current_exe().unwrap().to_str().unwrap());
            victim.args(["--exact", "victim", "--ignored"]);
            victim.env("TICKMARK_VICTIM", format!("{}\n{index}\n{note}", place.folder.path().display()));
            assert_eq!(victim.status().unwrap().signal(), Some(9), "{step:?}");
            let new = fs::read(place.folder.path().join("expected")).unwrap();
            let expected = if step <= Step::Rename { &old } else { &new };
            assert!(place.bytes() == *expected, "{step:?}: neither the old file nor the new one, or the wrong of them");
            left += usize::from(step > Step::Create && step <= Step::Rename);
            assert_eq!(place.temporary().len(), left, "{step:?}: another program may still be at work on these");
            let again = place.noted(&format!("{note} again")).save(&place.project()).unwrap();
            assert!(again.is_empty(), "{again:?}");
            assert_eq!(notes(&place.read()).last().unwrap(), &format!("{note} again"));
        }
    }
    let story = place.noted("").story();
    assert!(versions::list(&place.state(), &story).iter().all(|version| version.claims.is_some()));
}

#[test]
fn what_lost_programs_left_is_cleared_away_after_an_hour_and_nothing_else_is() {
    let place = Place::new();
    let at = |name: &str| place.desk().join(name);
    let (old, young, foreign, link) = (
        at(".tickmark-aaaaaaaa.tmp"),
        at(".tickmark-bbbbbbbb.tmp"),
        at(".tickmark-cc.tmp"),
        at(".tickmark-dddddddd.tmp"),
    );
    let before = SystemTime::now() - Duration::from_secs(2 * 60 * 60);
    let make = |path: &Path, time| {
        let file = File::create(path).unwrap();
        file.set_modified(time).unwrap();
    };
    for attempt in ["open", "save"] {
        make(&young, SystemTime::now());
        make(&foreign, before);
        let session = place.noted(attempt);
        make(&old, before);
        drop(symlink(&foreign, &link));
        if attempt == "save" {
            let mut session = session;
            session.save(&place.project()).unwrap();
        } else {
            place.noted(attempt);
        }
        assert_eq!(
            [&old, &young, &foreign, &link].map(|path| path.symlink_metadata().is_ok()),
            [false, true, true, true],
            "{attempt}"
        );
    }
}

#[test]
fn a_project_in_the_current_folder_is_cleared_up_after_too() {
    let place = Place::new();
    let old = place.desk().join(".tickmark-aaaaaaaa.tmp");
    File::create(&old).unwrap().set_modified(SystemTime::now() - Duration::from_secs(2 * 60 * 60)).unwrap();
    let mut command = place.command(BINARY);
    assert!(command.current_dir(place.desk()).args(["status", "talks.tickmark"]).status().unwrap().code() == Some(3));
    assert!(!old.exists());
}

/// Waits until a program ends by itself, or until this moment.
fn wait_until(child: &mut Child, moment: Instant) -> Option<ExitStatus> {
    loop {
        match child.try_wait().unwrap() {
            None if Instant::now() < moment => std::thread::sleep(Duration::from_micros(200)),
            status => return status,
        }
    }
}

#[test]
fn a_command_that_is_killed_at_any_moment_tears_nothing_and_loses_nothing() {
    let place = Place::new();
    let since = Instant::now();
    assert!(place.note(BINARY, &[], "0").status().unwrap().success());
    let usual = since.elapsed();
    let (mut tried, mut done, mut killed, mut state) = (0_usize, vec!["0".to_owned()], 0, 11_u64);
    let mut before = notes(&place.read());
    let kills = rounds(25, 300);
    while killed < kills {
        // Numerical Recipes' generator: the moments are the system's own chance all the same.
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223) % (1 << 32);
        let moment = Instant::now() + usual.mul_f64(2.5 * state as f64 / f64::from(u32::MAX));
        loop {
            tried += 1;
            let mut child = place.note(BINARY, &[], &tried.to_string()).spawn().unwrap();
            let ended = wait_until(&mut child, moment);
            let status = ended.unwrap_or_else(|| {
                child.kill().unwrap();
                child.wait().unwrap()
            });
            killed += usize::from(status.signal() == Some(9));
            if status.success() {
                done.push(tried.to_string());
            } else {
                assert_eq!(status.signal(), Some(9), "note {tried}: {status}");
            }
            if ended.is_none() {
                break;
            }
        }
        let project = place.read();
        let after = notes(&project);
        assert!(after.starts_with(&before), "it went back: {before:?} became {after:?}");
        let missing: Vec<_> = done.iter().filter(|note| !after.contains(note)).collect();
        assert!(missing.is_empty(), "saved and lost: {missing:?}");
        assert_eq!(project.claims_in_order()[0].note, *after.last().unwrap());
        before = after;
    }
}

/// An account that owns nothing and that permissions bind; the administrator's tests run the command as it.
const NOBODY: u32 = 65_534;

/// Makes a folder read-only, and says whether this account may write to it all the same, as an administrator may.
fn is_administrator(folder: &Path) -> bool {
    fs::set_permissions(folder, fs::Permissions::from_mode(0o555)).unwrap();
    let probe = folder.join("probe");
    let may = File::create(&probe).is_ok();
    drop(fs::remove_file(probe));
    may
}

/// Gives a folder and all that is in it to an account.
fn give(path: &Path, to: u32) {
    chown(path, Some(to), Some(to)).unwrap();
    if path.is_dir() {
        fs::read_dir(path).unwrap().for_each(|entry| give(&entry.unwrap().path(), to));
    }
}

#[test]
fn a_folder_that_may_not_be_written_leaves_the_old_file_and_says_so() {
    let place = Place::new();
    let old = place.bytes();
    let mut command = place.note(BINARY, &[], "x");
    if is_administrator(&place.desk()) {
        give(place.folder.path(), NOBODY);
        command.uid(NOBODY).gid(NOBODY);
    }
    let output = command.stderr(Stdio::piped()).output();
    fs::set_permissions(place.desk(), fs::Permissions::from_mode(0o755)).unwrap();
    let Ok(output) = output else {
        return skip("the program lies where no other account may run it, and permissions do not bind this one");
    };
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("this account may not write in the folder “"), "{said}");
    assert!(said.contains("hint: the file on disk is as it was; save in another place"), "{said}");
    assert_eq!((output.status.code(), place.bytes() == old), (Some(1), true));
}

#[test]
fn the_new_file_is_on_the_disk_before_it_takes_the_place_and_its_name_after() {
    let place = Place::new();
    let log = place.folder.path().join("calls");
    if !place.command("strace").args(["-o", "/dev/null", "true"]).status().is_ok_and(|status| status.success()) {
        return skip("the order of system calls needs strace, and leave to use it");
    }
    let calls =
        "trace=openat,write,rename,renameat,renameat2,link,linkat,unlink,unlinkat,truncate,ftruncate,fsync,fdatasync";
    let strace = ["-f", "-y", "-s", "300", "-e", calls, "-o", log.to_str().unwrap(), BINARY];
    assert!(place.note("strace", &strace, "x").status().unwrap().success());
    let log = fs::read_to_string(&log).unwrap();
    let lines: Vec<&str> = log.lines().collect();
    let last = |what: &str, holds: &dyn Fn(&str) -> bool| {
        lines
            .iter()
            .rposition(|line| line.contains(what) && holds(line))
            .unwrap_or_else(|| panic!("no {what} in\n{log}"))
    };
    let project = format!("{}\"", place.project().display());
    let rename = last("rename", &|line| line.contains(&project) && line.ends_with("= 0"));
    let temp = lines[rename].split('"').find(|part| part.ends_with(".tmp")).unwrap();
    let of_temp = |line: &str| line.contains(&format!("<{temp}>")) && !line.contains("= -1");
    let written = last("write(", &of_temp);
    let synced = last("sync(", &of_temp);
    let folder = format!("<{}>", place.desk().display());
    let folder_synced = last("sync(", &|line| line.contains(&folder) && line.ends_with("= 0"));
    assert!(written < synced, "the file is synced when all of it is written\n{log}");
    assert!(synced < rename, "the file is on the disk before it takes the place of the old one\n{log}");
    assert!(rename < folder_synced, "its name is on the disk after that\n{log}");
    let spoils =
        |line: &&&str| line.contains(&project) && ["unlink", "trunc", "O_TRUNC"].iter().any(|bad| line.contains(bad));
    assert_eq!(lines.iter().find(spoils), None, "the old file is never deleted or emptied");
}
