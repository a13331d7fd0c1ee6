//! `tickmark merge`: two copies of one story put together.

use super::{Context, OPEN, Output, output};
use crate::session::{Problem, TakenIn, file};
use clap::Args;
use serde::Serialize;
use std::path::PathBuf;

/// Put two people's copies of one project together. Exits with 3 when they leave conflicts to be settled.
///
/// Everything that either of them did is in the result, in the same order whichever is named first. Where both changed
/// the same field differently, both values are kept as a conflict until somebody settles it; see `tickmark conflicts`.
/// FILE may be one of the two, which is then brought up to date; any other file must not be there yet. With --json:
/// {"steps", "people", "conflicts"}: what the second one brought.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Example:\n  tickmark merge story.tickmark 'story (conflicted copy).tickmark' -o story.tickmark"
)]
pub(super) struct Merge {
    /// A project file.
    first: PathBuf,
    /// Another copy of the same story.
    second: PathBuf,
    /// The project file to write.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Shape {
    steps: usize,
    people: Vec<String>,
    conflicts: usize,
}

impl Merge {
    pub(super) fn run(self, context: &Context) -> Result<Output, Problem> {
        let taken = if file::is_same(&self.output, &self.first) {
            context.change(&self.first, |session| session.merge_with(&self.second))?
        } else if file::is_same(&self.output, &self.second) {
            context.change(&self.second, |session| session.merge_with(&self.first))?
        } else {
            self.write_new(context)?
        };
        let code = if taken.conflicts > 0 { OPEN } else { 0 };
        let text = || Output::text(format!("{}: {}", self.output.display(), taken.in_words()));
        let shape = || Shape {
            steps: taken.steps,
            people: taken.people.iter().map(|person| person.initials.clone()).collect(),
            conflicts: taken.conflicts,
        };
        Ok(if self.json { Output::json(&shape())? } else { text() }.with_code(code))
    }

    fn write_new(&self, context: &Context) -> Result<TakenIn, Problem> {
        if self.output.exists() {
            let what = format!("“{}” is there already", self.output.display());
            return Err(Problem::new(what, "choose another name with -o, or one of the two files"));
        }
        let mut session = context.open(&self.first)?;
        let taken = session.merge_with(&self.second)?;
        output::warn(session.warnings().iter().map(String::as_str));
        session.save(&self.output)?;
        Ok(taken)
    }
}
