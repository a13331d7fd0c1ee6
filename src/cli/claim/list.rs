//! `tickmark claim list`: the claims in order of the text.

use crate::cli::json::Claims;
use crate::cli::{Context, Output};
use crate::model::claim::RECHECK_GLYPH;
use crate::model::describe::short_quote;
use crate::session::{Problem, Row, Session};
use clap::Args;
use std::path::PathBuf;

/// List the claims in order of the text.
///
/// With --json: {"claims": [{"number", "id", "quote", "status", "recheck", "settled", "conflicting", "in_conflict", "kind", "risk",
/// "flags", "span", "same_as", "by", "at", "change": {"wording", "decision", "reason", "by", "at"}, "question",
/// "answer", "note", "source_note", "evidence": [{"id", "source", "locator", "passage", "stance"}],
/// "sign_offs": {"checker": {"state", "by", "at"}, "second-reader"}}]}, where "state" is "not-signed", "signed" or "lapsed". "status" is the one that was
/// set; with "recheck": true it no longer counts. "span" counts Unicode code points of the draft's text. What was
/// never set is left out.
#[derive(Debug, Args)]
#[command(after_long_help = "Example:\n  tickmark claim list story.tickmark --json")]
pub(in crate::cli) struct List {
    /// The project file.
    project: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl List {
    pub(super) fn run(self, context: &Context) -> Result<Output, Problem> {
        let session = context.open(&self.project)?;
        if self.json {
            return Output::json(&Claims::of(&session));
        }
        let lines = session.rows().iter().enumerate().map(|(index, row)| line(&session, index + 1, row));
        Ok(Output::text(lines.collect::<String>()))
    }
}

/// A claim on a line: number, sign, words, what it stands at, identifier.
fn line(session: &Session, number: usize, row: &Row) -> String {
    let Some(claim) = session.project().claim(&row.id) else { return String::new() };
    let sign = if row.standing.recheck { RECHECK_GLYPH } else { row.standing.status.glyph() };
    let mut words = vec![row.standing.words(), claim.kind.to_string(), format!("{} risk", claim.risk)];
    words.extend(claim.flags.iter().map(ToString::to_string));
    words.extend(row.standing.conflicting.then(|| "conflicting".to_owned()));
    words.extend(row.standing.in_conflict.then(|| "in conflict".to_owned()));
    words.extend(row.standing.through.as_ref().and_then(|id| session.row(id)).map(|at| format!("same as {}", at + 1)));
    words.extend(session.project().absence(claim));
    format!("{number:>4} {sign} {}  {}  {}\n", short_quote(&claim.anchor.quote), words.join(" · "), claim.id)
}
