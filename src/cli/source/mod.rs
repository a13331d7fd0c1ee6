//! `tickmark source`: one file per command.

mod add;
mod import;
mod list;

use super::{Context, Output};
use crate::session::Problem;
use clap::Subcommand;

/// Add sources of the story, bring them in from other programs, and list them.
#[derive(Debug, Subcommand)]
pub(super) enum Source {
    Add(Box<add::Add>),
    Import(import::Import),
    List(list::List),
}

impl Source {
    pub(super) fn run(self, context: &Context) -> Result<Output, Problem> {
        match self {
            Self::Add(add) => add.run(context),
            Self::Import(import) => import.run(context),
            Self::List(list) => list.run(context),
        }
    }
}
