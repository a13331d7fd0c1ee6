//! Talking to a process on threads of their own, which end when its pipes do.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{ChildStderr, ChildStdin, ChildStdout};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// How many lines wait to be heard: a process that says more has to wait itself.
const WAITING: usize = 16;
/// How many bytes of what it leaves on its standard error are kept.
const KEPT: usize = 4096;
/// How many characters of its last line are told.
const TOLD: usize = 300;

/// What was heard of a process.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Heard {
    /// A line, without its end.
    Line(Vec<u8>),
    /// More than it may say.
    TooMuch,
}

/// Gives a process its input, piece by piece. One that does not want all of it has that choice.
pub(super) fn feed(mut pipe: ChildStdin, input: Vec<Arc<Vec<u8>>>) {
    thread::spawn(move || input.iter().try_for_each(|piece| pipe.write_all(piece)));
}

/// Hears the lines of a process, of so many bytes together. The list ends with its output; what follows the last line
/// break is not heard.
pub(super) fn lines(pipe: ChildStdout, limit: u64) -> Receiver<Heard> {
    let (sender, receiver) = sync_channel(WAITING);
    thread::spawn(move || listen(pipe, limit, &sender));
    receiver
}

fn listen(pipe: impl Read, limit: u64, to: &SyncSender<Heard>) {
    let mut pipe = BufReader::with_capacity(1 << 16, pipe).take(limit.saturating_add(1));
    loop {
        let mut line = Vec::new();
        let read = pipe.read_until(b'\n', &mut line);
        let heard = match read {
            Ok(_) if pipe.limit() == 0 => Heard::TooMuch,
            Ok(_) if line.pop_if(|last| *last == b'\n').is_some() => Heard::Line(line),
            _ => return,
        };
        let is_over = heard == Heard::TooMuch;
        // Nobody listens any more when the answer is there, or the process is given up.
        if to.send(heard).is_err() || is_over {
            return;
        }
    }
}

/// The last line of its own that a process leaves on its standard error, once it has closed that.
pub(super) fn last_line(pipe: ChildStderr) -> Receiver<String> {
    let (sender, receiver) = sync_channel(1);
    thread::spawn(move || sender.send(last_line_of(pipe)));
    receiver
}

fn last_line_of(mut pipe: impl Read) -> String {
    let (mut kept, mut piece) = (Vec::new(), [0; KEPT]);
    while let Ok(length @ 1..) = pipe.read(&mut piece) {
        kept.extend_from_slice(piece.get(..length).unwrap_or_default());
        kept.drain(..kept.len().saturating_sub(KEPT));
    }
    let text = String::from_utf8_lossy(&kept);
    // What the standard library says of itself comes behind what happened.
    let own = |line: &&str| !line.is_empty() && !line.starts_with("note: ") && !line.starts_with("stack backtrace:");
    let line = text.lines().map(str::trim).rfind(own).unwrap_or_default();
    line.chars().filter(|sign| !sign.is_control()).take(TOLD).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(text: &str, limit: u64) -> Vec<Heard> {
        let (sender, receiver) = sync_channel(100);
        listen(text.as_bytes(), limit, &sender);
        drop(sender);
        receiver.iter().collect()
    }

    #[test]
    fn whole_lines_are_heard_up_to_the_limit() {
        let line = |text: &str| Heard::Line(text.as_bytes().to_vec());
        let table: [(&str, u64, Vec<Heard>); 5] = [
            ("", 9, vec![]),
            ("one\n\ntwo\n", 9, vec![line("one"), line(""), line("two")]),
            ("one\ncut", 9, vec![line("one")]),
            ("one\ntwo\n", 7, vec![line("one"), Heard::TooMuch]),
            ("without an end", 7, vec![Heard::TooMuch]),
        ];
        for (text, limit, expected) in table {
            assert_eq!(heard(text, limit), expected, "{text:?}");
        }
    }

    #[test]
    fn the_last_line_is_short_and_harmless() {
        let long = "x".repeat(10_000);
        let table = [
            ("", ""),
            ("\n \n", ""),
            ("one\n two\u{1b}[2J \n\n", "two[2J"),
            (&*format!("{long}\nend"), "end"),
            ("what happened\nnote: run with more\n", "what happened"),
            (&long, &long[..TOLD]),
        ];
        for (text, expected) in table {
            assert_eq!(last_line_of(text.as_bytes()), expected);
        }
    }
}
