//! `tickmark man`.

use super::{Arguments, Output};
use crate::session::Problem;
use clap::{Args, CommandFactory};
use std::path::PathBuf;

/// Print the manual page, or write one for every command into a folder.
#[derive(Debug, Args)]
#[command(after_long_help = "Example:\n  tickmark man --output ~/.local/share/man/man1")]
pub(super) struct Man {
    /// A folder for the pages of all commands, made when it is not there.
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
}

impl Man {
    pub(super) fn run(self) -> Result<Output, Problem> {
        let failed = |error: std::io::Error| {
            Problem::new(format!("the manual page could not be written: {error}"), "choose another folder with -o")
        };
        let command = Arguments::command();
        let Some(folder) = self.output else {
            let mut page = Vec::new();
            clap_mangen::Man::new(command).render(&mut page).map_err(failed)?;
            return Ok(Output::bytes(page));
        };
        std::fs::create_dir_all(&folder).and_then(|()| clap_mangen::generate_to(command, &folder)).map_err(failed)?;
        Ok(Output::text(folder.display().to_string()))
    }
}
