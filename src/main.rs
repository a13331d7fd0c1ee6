//! Tickmark: the window when there is nothing else to do, or one command.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use tickmark::cli::{self, Start};

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|panic| {
        // Nobody is left to be told when standard error is closed.
        drop(std::io::stderr().write_all(cli::last_words(panic).as_bytes()));
    }));
    match cli::start() {
        Start::Command(code) => code,
        Start::Window(file) => window(file),
    }
}

#[cfg(feature = "window")]
fn window(file: Option<PathBuf>) -> ExitCode {
    match tickmark::ui::run(file, cli::reader()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => cli::fail(&problem),
    }
}

#[cfg(not(feature = "window"))]
fn window(_: Option<PathBuf>) -> ExitCode {
    cli::fail(&cli::no_window())
}
