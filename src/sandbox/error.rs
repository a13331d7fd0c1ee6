//! Why nothing came of a process.

use std::process::ExitStatus;
use thiserror::Error;

/// Why nothing came of a process.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Failure {
    /// The system did not let it begin.
    #[error("the process for it could not be started: {0}")]
    NotStarted(String),
    /// Whoever waited for it did not want it any more.
    #[error("it was stopped")]
    Stopped,
    /// It went on beyond its time, which is this many seconds.
    #[error("it took longer than {0} seconds")]
    TooSlow(u64),
    /// It asked for more memory than it may have.
    #[error("it needed more memory than it may have")]
    TooMuchMemory,
    /// It said more than it may.
    #[error("its answer was longer than it may be")]
    TooMuchSaid,
    /// It ended without an answer; how, and the last line it left on its standard error.
    #[error("it broke ({0})")]
    Broke(String),
}

impl Failure {
    /// What the end of a process tells, with the last line it left behind. Its time is in seconds.
    pub(super) fn of(status: ExitStatus, last_line: &str, time: u64) -> Self {
        if is_out_of_time(status) {
            Self::TooSlow(time)
        } else if last_line.starts_with("memory allocation of ") {
            // What the standard library says before it aborts.
            Self::TooMuchMemory
        } else if last_line.is_empty() {
            Self::Broke(status.to_string())
        } else {
            Self::Broke(format!("{status}; {last_line}"))
        }
    }
}

/// True when the system ended it for the processor’s time it had used.
#[cfg(unix)]
fn is_out_of_time(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    status.signal() == Some(rustix::process::Signal::XCPU.as_raw())
}

#[cfg(not(unix))]
fn is_out_of_time(_: ExitStatus) -> bool {
    false
}
