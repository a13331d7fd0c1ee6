//! `tickmark claim`: one file per command.

mod add;
mod list;
mod set;
mod take;

use super::{Context, Output};
use crate::session::Problem;
use clap::Subcommand;

/// Mark claims, list them, set what the check has come to.
#[derive(Debug, Subcommand)]
pub(super) enum Claim {
    Add(add::Add),
    List(list::List),
    Set(Box<set::Set>),
    Take(take::Take),
}

impl Claim {
    pub(super) fn run(self, context: &Context) -> Result<Output, Problem> {
        match self {
            Self::Add(add) => add.run(context),
            Self::List(list) => list.run(context),
            Self::Set(set) => set.run(context),
            Self::Take(take) => take.run(context),
        }
    }
}
