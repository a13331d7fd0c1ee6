//! The parent’s side: starts a process, hears it out, and ends it.

use super::pipes::{self, Heard};
use super::{Failure, Limits, Program};
use std::process::{Child, ExitStatus};
use std::sync::Arc;
use std::sync::mpsc::RecvTimeoutError;
use std::thread;
use std::time::{Duration, Instant};

/// How soon it is noticed that somebody wants it stopped.
const SOON: Duration = Duration::from_millis(20);
/// How long the last line of a process is waited for once it has ended.
const AFTERWARDS: Duration = Duration::from_millis(200);

/// A process that does not outlive this value, and is never left unreaped, whoever gives up.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nobody to kill.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Lets a program work on an input, given in pieces. `hear` gets every line that it says, and returns what it came to once
/// that is there; the process is then ended, whatever else it may want. `stopped` is asked all the while.
///
/// # Errors
/// When it could not be started, was stopped, went beyond its limits, or ended without an answer.
pub fn run<T>(
    program: &Program,
    input: Vec<Arc<Vec<u8>>>,
    limits: &Limits,
    stopped: &dyn Fn() -> bool,
    hear: &mut dyn FnMut(&[u8]) -> Option<T>,
) -> Result<T, Failure> {
    let end = Instant::now() + limits.time;
    let child = program.start().map_err(|error| Failure::NotStarted(error.to_string()))?;
    let mut child = Running(child);
    let Child { stdin, stdout, stderr, .. } = &mut child.0;
    let (Some(stdin), Some(stdout), Some(stderr)) = (stdin.take(), stdout.take(), stderr.take()) else {
        return Err(Failure::NotStarted("it has no pipes".to_owned()));
    };
    pipes::feed(stdin, input);
    let (lines, last_line) = (pipes::lines(stdout, limits.answer), pipes::last_line(stderr));
    loop {
        match lines.recv_timeout(wait_for(end, limits, stopped)?) {
            Ok(Heard::Line(line)) => {
                if let Some(answer) = hear(&line) {
                    return Ok(answer);
                }
            }
            Ok(Heard::TooMuch) => return Err(Failure::TooMuchSaid),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    let status = ended(&mut child.0, || wait_for(end, limits, stopped))?;
    let last_line = last_line.recv_timeout(AFTERWARDS).unwrap_or_default();
    Err(Failure::of(status, &last_line, limits.time.as_secs()))
}

/// How long to wait before asking again.
fn wait_for(end: Instant, limits: &Limits, stopped: &dyn Fn() -> bool) -> Result<Duration, Failure> {
    if stopped() {
        return Err(Failure::Stopped);
    }
    match end.checked_duration_since(Instant::now()) {
        Some(left) if !left.is_zero() => Ok(left.min(SOON)),
        _ => Err(Failure::TooSlow(limits.time.as_secs())),
    }
}

/// Waits until a process that has no more to say has ended.
fn ended(child: &mut Child, wait: impl Fn() -> Result<Duration, Failure>) -> Result<ExitStatus, Failure> {
    const SLICE: Duration = Duration::from_millis(1);
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status),
            Ok(None) => thread::sleep(wait()?.min(SLICE)),
            Err(error) => return Err(Failure::Broke(error.to_string())),
        }
    }
}
