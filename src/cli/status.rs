//! `tickmark status`: how far the check has come.

use super::json::Sums;
use super::{Context, Output};
use crate::model::{Progress, Status as ClaimStatus};
use crate::session::Problem;
use clap::Args;
use std::path::PathBuf;

/// The exit code while claims are open.
const OPEN: u8 = 3;

/// Say how far the check has come. Exits with 0 when every claim is settled, with 3 when some are open.
///
/// Settled is a claim that is verified or an opinion, or wrong or not confirmed with a decision on the change.
/// With --json: {"claims", "settled", "open", "recheck", "conflicting", "by_status": {"unchecked", "verified",
/// "wrong", "query", "cant-confirm", "opinion"}}, all numbers. Claims due for a recheck are in no status.
#[derive(Debug, Args)]
#[command(after_long_help = "Example:\n  tickmark status story.tickmark && publish story")]
pub(super) struct Status {
    /// The project file.
    project: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl Status {
    pub(super) fn run(self, context: &Context) -> Result<Output, Problem> {
        let session = context.open(&self.project)?;
        let progress = session.progress();
        let output = if self.json { Output::json(&Sums::of(progress))? } else { Output::text(in_words(progress)) };
        Ok(output.with_code(if progress.open() > 0 { OPEN } else { 0 }))
    }
}

fn in_words(progress: &Progress) -> String {
    if progress.claims == 0 {
        return "no claims are marked yet".to_owned();
    }
    let claims = if progress.claims == 1 { "claim" } else { "claims" };
    let mut lines = format!("{} {claims}: {} settled, {} open\n", progress.claims, progress.settled, progress.open());
    let status = |status: &ClaimStatus| (status.glyph(), progress.count(*status), status.word());
    let marks =
        [("↻", progress.recheck, "due for a recheck"), ("⇄", progress.conflicting, "with conflicting evidence")];
    for (sign, count, word) in ClaimStatus::ALL.iter().map(status).chain(marks).filter(|(_, count, _)| *count > 0) {
        lines += &format!("  {sign} {count} {word}\n");
    }
    lines
}
