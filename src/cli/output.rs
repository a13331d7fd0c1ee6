//! What commands print, and how they end.

use crate::session::Problem;
use serde::Serialize;
use std::io::{ErrorKind, Write};
use std::process::ExitCode;

/// The exit code of wrong usage, as that of `clap` is.
const MISUSED: u8 = 2;

/// What a command has to say, and its exit code.
#[derive(Debug, Default)]
pub(super) struct Output {
    bytes: Vec<u8>,
    code: u8,
}

impl Output {
    /// Lines for people. What a terminal would take for commands is made harmless.
    pub(super) fn text(text: impl AsRef<str>) -> Self {
        let text = text.as_ref().trim_end();
        let line_break = if text.is_empty() { "" } else { "\n" };
        Self { bytes: (harmless(text) + line_break).into_bytes(), code: 0 }
    }

    /// Bytes as they are.
    pub(super) fn bytes(bytes: Vec<u8>) -> Self {
        Self { bytes, code: 0 }
    }

    /// A value as JSON.
    pub(super) fn json(value: &impl Serialize) -> Result<Self, Problem> {
        let mut bytes = serde_json::to_vec_pretty(value)
            .map_err(|error| Problem::new(format!("the answer cannot be written as JSON: {error}"), ""))?;
        bytes.push(b'\n');
        Ok(Self::bytes(bytes))
    }

    /// The same with another exit code.
    pub(super) fn with_code(self, code: u8) -> Self {
        Self { code, ..self }
    }

    /// Prints it. A reader that has gone away, such as `head`, has had enough; that is no error.
    pub(super) fn print(self) -> ExitCode {
        let mut out = std::io::stdout().lock();
        match out.write_all(&self.bytes).and_then(|()| out.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                fail(&Problem::new(format!("the answer could not be printed: {error}"), ""))
            }
            _ => ExitCode::from(self.code),
        }
    }
}

/// Says on standard error what went wrong, and what to do.
pub fn fail(problem: &Problem) -> ExitCode {
    say(problem);
    ExitCode::from(1)
}

/// Says on standard error how the command was used wrongly, and what to do.
pub(super) fn misused(problem: &Problem) -> Output {
    say(problem);
    Output::default().with_code(MISUSED)
}

fn say(problem: &Problem) {
    let mut lines = format!("error: {}\n", problem.what);
    if !problem.hint.is_empty() {
        lines += &format!("hint: {}\n", problem.hint);
    }
    complain(&lines);
}

/// What is said when the program breaks. The message of the panic may hold words of a confidential story; the place
/// never does.
pub fn last_words(panic: &std::panic::PanicHookInfo) -> String {
    let place = panic.location().map(|place| format!(" at {}:{}", place.file(), place.line())).unwrap_or_default();
    format!(
        "error: Tickmark {} came to a stop{place}, which should not happen\n\
         hint: report this line and what you were doing; the project file is as it was last saved\n",
        env!("CARGO_PKG_VERSION")
    )
}

/// Says on standard error what is worth knowing, a sentence each.
pub(super) fn warn<'a>(sentences: impl Iterator<Item = &'a str>) {
    complain(&sentences.map(|sentence| format!("warning: {sentence}\n")).collect::<String>());
}

/// Nobody is left to be told when standard error is closed.
pub(super) fn complain(lines: &str) {
    drop(std::io::stderr().lock().write_all(harmless(lines).as_bytes()));
}

/// Text with every control character but line breaks and tabs made visible as U+FFFD.
fn harmless(text: &str) -> String {
    text.replace(|sign: char| sign.is_control() && !matches!(sign, '\n' | '\t'), "\u{fffd}")
}
