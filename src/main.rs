//! Tickmark: the window when there is nothing else to do, or one command.

use std::path::PathBuf;
use std::process::ExitCode;
use tickmark::cli::{self, Start};

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|panic| {
        // The message may hold words of a confidential story; the place never does.
        let place = panic.location().map(|place| format!(" at {}:{}", place.file(), place.line())).unwrap_or_default();
        eprintln!("error: Tickmark {} came to a stop{place}, which should not happen", env!("CARGO_PKG_VERSION"));
        eprintln!("hint: report this line and what you were doing; the project file is as it was last saved");
    }));
    match cli::start() {
        Start::Command(code) => code,
        Start::Window(file) => window(file),
    }
}

#[cfg(feature = "window")]
fn window(file: Option<PathBuf>) -> ExitCode {
    match tickmark::ui::run(file) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => cli::fail(&problem),
    }
}

#[cfg(not(feature = "window"))]
fn window(_: Option<PathBuf>) -> ExitCode {
    cli::fail(&cli::no_window())
}
