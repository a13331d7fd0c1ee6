//! `tickmark source import`.

use crate::cli::output::warn;
use crate::cli::{Context, Output};
use crate::session::{Problem, sources_in};
use clap::Args;
use serde::Serialize;
use std::path::PathBuf;

/// Add the sources of a list that another program keeps: BibTeX, RIS or CSL-JSON.
///
/// The format is known by the content. Sources that are there already are passed over: those with the same address, or the
/// same title by the same people at the same time. With --json: {"added", "there": ["TITLE"], "warnings": ["…"]}.
#[derive(Debug, Args)]
#[command(after_long_help = "Example:\n  tickmark source import story.tickmark library.bib")]
pub(in crate::cli) struct Import {
    /// The project file.
    project: PathBuf,
    /// The list of sources.
    file: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// What became of a list, as JSON.
#[derive(Serialize)]
struct Answer {
    added: usize,
    there: Vec<String>,
    warnings: Vec<String>,
}

impl Import {
    pub(super) fn run(self, context: &Context) -> Result<Output, Problem> {
        let sources = sources_in::read(&self.file)?;
        let brought = context.change(&self.project, |session| session.bring_in_sources(sources, context.now))?;
        warn(brought.warnings.iter().map(String::as_str));
        if self.json {
            let (added, there, warnings) = (brought.added, brought.there, brought.warnings);
            return Output::json(&Answer { added, there, warnings });
        }
        let there = brought.there.iter().map(|title| format!("\n  there already: {title}")).collect::<String>();
        Ok(Output::text(brought.in_words() + &there))
    }
}
