//! `tickmark source`: one file per command.

mod add;
mod list;

use super::{Context, Output};
use crate::session::Problem;
use clap::Subcommand;

/// Add sources of the story and list them.
#[derive(Debug, Subcommand)]
pub(super) enum Source {
    Add(Box<add::Add>),
    List(list::List),
}

impl Source {
    pub(super) fn run(self, context: &Context) -> Result<Output, Problem> {
        match self {
            Self::Add(add) => add.run(context),
            Self::List(list) => list.run(context),
        }
    }
}
