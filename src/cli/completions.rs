//! `tickmark completions`.

use super::{Arguments, Output};
use clap::{Args, CommandFactory};
use clap_complete::Shell;

/// Print a script that completes commands and options in a shell.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Example:\n  tickmark completions bash > ~/.local/share/bash-completion/completions/tickmark"
)]
pub(super) struct Completions {
    /// The shell.
    shell: Shell,
}

impl Completions {
    pub(super) fn run(self) -> Output {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Arguments::command(), "tickmark", &mut script);
        Output::bytes(script)
    }
}
