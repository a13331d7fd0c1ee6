//! `tickmark settle`: one side of a conflict is chosen.

use super::conflicts::letter;
use super::{Context, Output, misused};
use crate::model::Request;
use crate::session::Problem;
use clap::Args;
use std::path::PathBuf;

/// Settle a conflict by choosing a side.
///
/// A status that is chosen is set anew by whoever chooses, with the evidence as it is now.
#[derive(Debug, Args)]
#[command(after_long_help = "Example:\n  tickmark settle story.tickmark 1 b")]
pub(super) struct Settle {
    /// The project file.
    project: PathBuf,
    /// The number of the conflict in `tickmark conflicts`.
    conflict: usize,
    /// The letter of the side.
    side: String,
}

impl Settle {
    pub(super) fn run(self, context: &Context) -> Result<Output, Problem> {
        if self.conflict == 0 {
            misused("conflicts are numbered from 1".to_owned());
        }
        context.change(&self.project, |session| {
            let conflicts = session.project().conflicts();
            let hint = "`tickmark conflicts PROJECT` lists the conflicts and their sides";
            let conflict = conflicts.get(self.conflict - 1).ok_or_else(|| {
                Problem::new(format!("there is no conflict {}: there are {}", self.conflict, conflicts.len()), hint)
            })?;
            let named = |(place, _): &(usize, _)| letter(*place).eq_ignore_ascii_case(&self.side);
            let side =
                conflict.sides.iter().enumerate().find(named).map(|(_, side)| side).ok_or_else(|| {
                    Problem::new(format!("conflict {} has no side “{}”", self.conflict, self.side), hint)
                })?;
            session.ask(Request::Settle(side.entry.clone()), context.now)?;
            let left = session.project().conflicts().len();
            let left = if left == 0 { "none is left".to_owned() } else { format!("{left} left") };
            Ok(Output::text(format!("{}: {}, as {} has it; {left}", conflict.field, side.value, side.by)))
        })
    }
}
