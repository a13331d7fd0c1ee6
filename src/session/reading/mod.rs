//! Reading articles apart from the rest: in a process of its own, for no parser survives every hostile file.
//!
//! - [`Reader`]: the side that asks. It looks at the file first, waits with progress and a stop, and believes nothing it
//!   is told.
//! - [`serve`]: the other end, in the process that reads. `wire`: what the two say to each other.

mod serve;
#[cfg(all(test, unix))]
mod tests;
mod wire;

pub use crate::sandbox::Program;
pub use crate::store::pack::Watch;
pub use serve::serve;

use super::Problem;
use crate::import::{self, Format, ImportError, Options, first_look, limits};
use crate::model::Article;
use crate::sandbox::{self, Failure, Limits};
use std::sync::Arc;
use std::time::Duration;
use wire::{Answer, Task};

/// What to do when reading a file went wrong for no fault that can be told.
const HINT: &str = "Save it anew in the program it is for, or copy its text and paste it here.";

/// How articles are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reader {
    /// In this process, which a hostile file may take down: for tests.
    Here,
    /// In another process of this program. It is told in seconds how long it may take.
    Apart(Program),
}

/// What a process may use up that reads a file.
fn limits_for(seconds: u64) -> Limits {
    Limits {
        time: Duration::from_secs(seconds),
        space: limits::SPACE,
        stack: limits::STACK,
        answer: limits::ANSWER_BYTES,
    }
}

impl Reader {
    /// In another process of this program, which `main` lets [`serve()`] when it gets this argument.
    pub fn apart(argument: &str) -> Self {
        Self::Apart(Program::own().with(argument))
    }

    /// Reads the article in a file, of whose name only the ending matters.
    ///
    /// # Errors
    /// When it holds no article, reading it went beyond the limits or broke, or was stopped.
    pub fn read(&self, bytes: &Arc<Vec<u8>>, name: &str, options: &Options, watch: &Watch) -> Result<Article, Problem> {
        match self {
            Self::Here => Ok(import::read(bytes, name, options)?),
            Self::Apart(program) => {
                let format = first_look::first_look(bytes, name, options)?;
                read_apart(program, bytes, &Task::new(name, options, bytes.len()), format, watch)
            }
        }
    }
}

fn read_apart(
    program: &Program,
    bytes: &Arc<Vec<u8>>,
    task: &Task,
    format: Format,
    watch: &Watch,
) -> Result<Article, Problem> {
    let seconds = limits::seconds(format);
    let program = program.clone().with(seconds.to_string());
    let input = vec![Arc::new(wire::line(task).unwrap_or_default()), Arc::clone(bytes)];
    let heard = sandbox::run(&program, input, &limits_for(seconds), watch.stopped, &mut |line| hear(line, watch));
    match heard {
        Ok(Ok(Ok(article))) if article.blocks.is_empty() && !task.options.wordless => {
            Err(broke("the article has no words".to_owned()))
        }
        Ok(Ok(read)) => Ok(read?),
        Ok(Err(detail)) => Err(broke(detail)),
        Err(failure) => Err(failed(failure)),
    }
}

/// What a line of the other process comes to: the article, why there is none, or what is wrong with the line; nothing
/// when it only said how far it is.
fn hear(line: &[u8], watch: &Watch) -> Option<Result<Result<Article, ImportError>, String>> {
    match wire::heard(line) {
        Ok(Answer::Far(words)) => {
            (watch.say)(&words);
            None
        }
        Ok(Answer::Read(article)) => Some(Ok(Ok(*article))),
        Ok(Answer::Refused(error)) => Some(Ok(Err(error))),
        Err(detail) => Some(Err(detail)),
    }
}

/// Why nothing came of it, for people.
fn failed(failure: Failure) -> Problem {
    match failure {
        Failure::Stopped => Problem::new("reading it was stopped", ""),
        Failure::TooSlow(seconds) => Problem::new(format!("it took longer than {seconds} seconds"), HINT),
        Failure::TooMuchMemory => Problem::new("it needed more memory than an article may", HINT),
        Failure::TooMuchSaid => Problem::new("there is more in it than an article may hold", HINT),
        Failure::Broke(detail) => broke(detail),
        Failure::NotStarted(detail) => Problem {
            detail,
            ..Problem::new("the process that reads it could not be started", "Close other programs, and try again.")
        },
    }
}

fn broke(detail: String) -> Problem {
    Problem { detail, ..Problem::new("the reader broke on this file", HINT) }
}
