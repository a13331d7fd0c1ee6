//! `tickmark conflicts`: what two people left differently.

use super::json::ConflictShape;
use super::{Context, OPEN, Output};
use crate::model::Conflict;
use crate::model::describe::short_quote;
use crate::session::{Problem, Session};
use clap::Args;
use serde::Serialize;
use std::path::PathBuf;

/// List the conflicts: what two people left differently without knowing of each other. Exits with 3 when there are any.
///
/// `tickmark settle` settles one by its number and the letter of a side; so does changing the field in any other way.
/// With --json: {"conflicts": [{"number", "claim", "source", "field", "sides": [{"side", "by", "at", "value"}]}]}; claim and source
/// are identifiers, absent when the conflict is about neither.
#[derive(Debug, Args)]
#[command(after_long_help = "Example:\n  tickmark conflicts story.tickmark\n  tickmark settle story.tickmark 1 b")]
pub(super) struct Conflicts {
    /// The project file.
    project: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Shape {
    conflicts: Vec<ConflictShape>,
}

impl Conflicts {
    pub(super) fn run(self, context: &Context) -> Result<Output, Problem> {
        let session = context.open(&self.project)?;
        let conflicts = session.project().conflicts();
        let output = if self.json {
            Output::json(&Shape { conflicts: conflicts.iter().enumerate().map(ConflictShape::of).collect() })?
        } else {
            Output::text(in_words(&session, &conflicts))
        };
        Ok(output.with_code(if conflicts.is_empty() { 0 } else { OPEN }))
    }
}

/// The letter of a side: a, b, and so on.
pub(super) fn letter(side: usize) -> String {
    u8::try_from(side)
        .ok()
        .filter(|side| *side < 26)
        .map_or_else(|| (side + 1).to_string(), |side| char::from(b'a' + side).to_string())
}

fn in_words(session: &Session, conflicts: &[Conflict]) -> String {
    if conflicts.is_empty() {
        return "there are no conflicts".to_owned();
    }
    conflicts.iter().enumerate().map(|(at, conflict)| one_in_words(session, at, conflict)).collect()
}

fn one_in_words(session: &Session, at: usize, conflict: &Conflict) -> String {
    let project = session.project();
    let claim = conflict.claim.as_ref().and_then(|id| Some((session.row(id)? + 1, project.claim(id)?)));
    let source = conflict.source.as_ref().and_then(|id| project.source(id));
    let about = match (claim, source) {
        (Some((number, claim)), _) => format!("claim {number} {}: ", short_quote(&claim.anchor.quote)),
        (None, Some(source)) => format!("source {}: ", short_quote(&source.details.title)),
        (None, None) => String::new(),
    };
    let mut lines = format!("{}  {about}{}\n", at + 1, conflict.field);
    for (place, side) in conflict.sides.iter().enumerate() {
        let when = side.at.format("%Y-%m-%d %H:%M UTC");
        lines += &format!("   {} {} · {} · {when}\n", letter(place), side.value, side.by);
    }
    lines
}
