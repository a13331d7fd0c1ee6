//! The process that reads an article: this program once more, with an argument that nobody types. It loads no settings,
//! prints nothing but its answer, and is not in the help.

use super::output::complain;
use crate::session::reading::{self, Reader};
use std::ffi::OsString;
use std::process::ExitCode;

/// The first argument of a process that reads an article; the second is how many seconds it may take.
const ARGUMENT: &str = "--read-apart";

/// How this program reads articles: in a process of its own.
pub fn reader() -> Reader {
    Reader::apart(ARGUMENT)
}

/// Does the work of such a process, when this is one.
pub(super) fn serve() -> Option<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next() != Some(OsString::from(ARGUMENT)) {
        return None;
    }
    std::panic::set_hook(Box::new(|panic| {
        // The message may hold words of the article; the place never does.
        let place = panic.location().map(|place| format!(" at {}:{}", place.file(), place.line()));
        complain(&format!("stopped{}\n", place.unwrap_or_default()));
    }));
    let seconds = arguments.next().and_then(|seconds| seconds.to_str()?.parse().ok()).unwrap_or(1);
    Some(reading::serve(seconds).map_or_else(broken, |()| ExitCode::SUCCESS))
}

fn broken(error: std::io::Error) -> ExitCode {
    // Where the work broke, the line that says so is there already.
    if error.kind() != std::io::ErrorKind::Other {
        complain(&format!("{error}\n"));
    }
    ExitCode::FAILURE
}
