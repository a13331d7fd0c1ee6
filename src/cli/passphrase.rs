//! The passphrase of a pack. It is never an argument: those can be seen by every program on the machine.

use crate::session::packing::Passphrase;
use crate::session::{Problem, file};
use std::io::{IsTerminal, stdin};
use std::path::Path;

/// Name of the variable that may hold it.
const VARIABLE: &str = "TICKMARK_PASSPHRASE";

/// The passphrase from this file, or else the variable, or else the terminal, where it is not shown, or else the first
/// line of standard input. A new one is asked for twice.
pub(super) fn read(from: Option<&Path>, is_new: bool) -> Result<Passphrase, Problem> {
    let text = match (from, std::env::var(VARIABLE)) {
        (Some(path), _) => first_line(&String::from_utf8_lossy(&file::read(path)?)),
        (None, Ok(text)) => text,
        (None, Err(_)) if stdin().is_terminal() => ask(is_new)?,
        (None, Err(_)) => {
            let mut line = String::new();
            stdin().read_line(&mut line).map_err(|error| unread(&error))?;
            first_line(&line)
        }
    };
    let hint = format!("put it into the first line of a file for --passphrase-file, or into {VARIABLE}");
    Passphrase::new(text).ok_or_else(|| Problem::new("there is no passphrase", hint))
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

fn ask(is_new: bool) -> Result<String, Problem> {
    let ask = |prompt: &str| rpassword::prompt_password(prompt).map_err(|error| unread(&error));
    let text = ask("Passphrase: ")?;
    if is_new && ask("The same again: ")? != text {
        return Err(Problem::new("the two passphrases are not the same", "try again"));
    }
    Ok(text)
}

fn unread(error: &std::io::Error) -> Problem {
    Problem::new(format!("the passphrase could not be read: {error}"), "put it into a file for --passphrase-file")
}
