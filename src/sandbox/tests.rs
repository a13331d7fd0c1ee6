//! Programs that go wrong in one way each, made here as scripts.

#![allow(clippy::unwrap_used, reason = "the helpers are test code outside of test functions")]

use super::*;
use std::cell::Cell;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

const LIMITS: Limits = Limits { time: Duration::from_secs(20), space: 1 << 30, stack: 1 << 20, answer: 1 << 20 };

/// A shell that does this.
fn script(text: &str) -> Program {
    Program::new("/bin/sh").with("-c").with(text)
}

fn input(text: &str) -> Vec<Arc<Vec<u8>>> {
    vec![Arc::new(text.as_bytes().to_vec())]
}

/// Takes the first line that begins with a full stop for the answer.
fn answer(line: &[u8]) -> Option<String> {
    String::from_utf8_lossy(line).strip_prefix('.').map(str::to_owned)
}

fn run_script(text: &str, limits: &Limits) -> Result<String, Failure> {
    run(&script(text), input("a word\n"), limits, &|| false, &mut answer)
}

/// True when a process of this number is there, be it dead and not reaped.
fn is_there(process: &str) -> bool {
    Path::new("/bin/kill").exists() && Command::new("/bin/kill").args(["-0", process]).status().unwrap().success()
        || Path::new("/proc").join(process).exists()
}

#[test]
fn an_answer_is_heard_and_whoever_gave_it_is_gone() {
    let mut said = Vec::new();
    let mut hear = |line: &[u8]| {
        said.push(String::from_utf8_lossy(line).into_owned());
        answer(line)
    };
    // It would go on for an hour.
    let program = script("read word; echo $$; echo \"$word\"; echo .done; exec sleep 3600");
    let begun = Instant::now();
    assert_eq!(run(&program, input("a word\n"), &LIMITS, &|| false, &mut hear), Ok("done".to_owned()));
    assert!(begun.elapsed() < LIMITS.time);
    assert_eq!(said[1..], ["a word", ".done"]);
    assert!(!is_there(&said[0]), "it is still there");
}

#[test]
fn whatever_goes_wrong_has_its_name() {
    let flood = "while :; do echo 0123456789012345678901234567890123456789; done";
    let table: [(&str, Failure); 9] = [
        (flood, Failure::TooMuchSaid),
        ("head -c 2000000 /dev/zero; exec sleep 3600", Failure::TooMuchSaid),
        ("echo no answer", Failure::Broke("exit status: 0".to_owned())),
        ("printf .cut", Failure::Broke("exit status: 0".to_owned())),
        ("exec <&-; echo broken; exit 3", Failure::Broke("exit status: 3".to_owned())),
        ("echo one >&2; echo two >&2; exit 3", Failure::Broke("exit status: 3; two".to_owned())),
        ("kill -SEGV $$", Failure::Broke("signal: 11 (SIGSEGV)".to_owned())),
        ("echo memory allocation of 9 bytes failed >&2; kill -ABRT $$", Failure::TooMuchMemory),
        ("kill -XCPU $$", Failure::TooSlow(20)),
    ];
    for (text, expected) in table {
        match (run_script(text, &LIMITS), expected) {
            // Some systems say in brackets that there is a core, whether or not there is.
            (Err(Failure::Broke(how)), Failure::Broke(expected)) => {
                assert!(how.starts_with(&expected), "{text}: {how}")
            }
            (ended, expected) => assert_eq!(ended, Err(expected), "{text}"),
        }
    }
    let nobody = run(&Program::new("/no/such/program"), input(""), &LIMITS, &|| false, &mut answer);
    assert!(matches!(nobody, Err(Failure::NotStarted(_))), "{nobody:?}");
}

#[test]
fn whoever_takes_too_long_is_ended() {
    let limits = Limits { time: Duration::from_secs(1), ..LIMITS };
    for text in ["exec sleep 3600", "exec >&-; exec sleep 3600", "while :; do echo and on; sleep 0.01; done"] {
        let begun = Instant::now();
        assert_eq!(run_script(text, &limits), Err(Failure::TooSlow(1)), "{text}");
        assert!(begun.elapsed() < LIMITS.time, "{text}");
    }
}

#[test]
fn whoever_is_stopped_or_given_up_is_ended_and_reaped() {
    let process = Cell::new(String::new());
    let mut hear = |line: &[u8]| -> Option<String> {
        process.set(String::from_utf8_lossy(line).into_owned());
        None
    };
    let asked = Cell::new(0);
    let stopped = || asked.replace(asked.get() + 1) > 5;
    let program = script("echo $$; exec sleep 3600");
    assert_eq!(run(&program, input(""), &LIMITS, &stopped, &mut hear), Err(Failure::Stopped));
    assert!(!is_there(&process.take()), "it was not ended");

    let (sender, receiver) = std::sync::mpsc::channel();
    let given_up = std::thread::spawn(move || {
        run(&program, input(""), &LIMITS, &|| false, &mut |line| -> Option<String> {
            sender.send(String::from_utf8_lossy(line).into_owned()).unwrap();
            panic!("on purpose")
        })
    });
    assert!(given_up.join().is_err());
    assert!(!is_there(&receiver.recv().unwrap()), "it was not ended");
}

#[test]
fn input_that_nobody_wants_is_no_trouble() {
    let much = "x".repeat(5 << 20);
    for text in ["echo .done", "exec <&-; sleep 0.05; echo .done"] {
        let ended = run(&script(text), input(&much), &LIMITS, &|| false, &mut answer);
        assert_eq!(ended, Ok("done".to_owned()), "{text}");
    }
    let counted = run(&script("printf .; wc -c"), [input(&much), input("x")].concat(), &LIMITS, &|| false, &mut answer);
    assert_eq!(counted.unwrap().trim(), "5242881");
}

#[test]
fn nothing_of_ours_is_handed_on() {
    let seen = run_script("printf .; env | grep -v -e ^PWD= -e ^_= -e ^SHLVL= | tr '\\n' ' '; pwd", &LIMITS);
    assert_eq!(seen, Ok("/".to_owned()));
}
