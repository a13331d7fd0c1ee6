//! `tickmark status`: how far the check has come.

use super::json::Sums;
use super::{Context, OPEN, Output, sign_off};
use crate::model::{Progress, Role, Status as ClaimStatus};
use crate::session::{Problem, Session};
use crate::text::coverage::{Cover, Coverage};
use clap::Args;
use std::path::PathBuf;

/// Say how far the check has come. Exits with 0 when every claim is settled, with 3 when some are open or
/// conflicts are to be settled.
///
/// Settled is a claim that is verified or an opinion, or wrong or not confirmed with a decision on the change.
/// With --json: {"claims", "settled", "open", "recheck", "conflicting", "gone", "no_place", "by_status": {"unchecked", "verified",
/// "wrong", "query", "cant-confirm", "opinion"}, "corrected", "conflicts", "sentences": {"claimed", "read", "unread"}}, all numbers, and
/// "sign_offs": {"checker": {"state", "by", "at", "covers", "of", "changed"}, "second-reader", "editor", "legal"} as in
/// `tickmark sign-off`. Claims due for a recheck and
/// those corrected as suggested are in no status; claims that are
/// gone from the current draft are settled and in none either, and those without a place in it are open.
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
        let conflicts = session.conflicts();
        let output = match self.json {
            true => Output::json(&Sums::of(&session))?,
            false => Output::text(in_words(progress, conflicts) + &of_text(session.coverage()) + &signed_off(&session)),
        };
        Ok(output.with_code(if progress.open() > 0 || conflicts > 0 { OPEN } else { 0 }))
    }
}

/// How much of the text somebody has looked at.
fn of_text(coverage: &Coverage) -> String {
    let count = |cover| coverage.count(cover);
    let (claimed, read, unread) = (count(Cover::Claimed), count(Cover::Read), count(Cover::Unread));
    if claimed + read + unread == 0 {
        return String::new();
    }
    format!("sentences: {claimed} with claims, {read} read, {unread} that nobody has looked at\n")
}

/// Who has signed the story off, a line each.
fn signed_off(session: &Session) -> String {
    let signatures = session.signatures();
    let signed = Role::ALL.iter().filter(|role| signatures.get(**role).signed().is_some());
    let line = |role: &Role| format!("signed off as {role}: {}\n", sign_off::in_words(session, signatures.get(*role)));
    signed.map(line).collect()
}

fn in_words(progress: &Progress, conflicts: usize) -> String {
    let to_settle = match conflicts {
        0 => String::new(),
        1 => "  ≠ 1 conflict to be settled\n".to_owned(),
        count => format!("  ≠ {count} conflicts to be settled\n"),
    };
    if progress.claims == 0 {
        return format!("no claims are marked yet\n{to_settle}");
    }
    let claims = if progress.claims == 1 { "claim" } else { "claims" };
    let mut lines = format!("{} {claims}: {} settled, {} open\n", progress.claims, progress.settled, progress.open());
    let status = |status: &ClaimStatus| (status.glyph(), progress.count(*status), status.word());
    let marks = [
        ("✓", progress.corrected, "corrected as suggested"),
        ("↻", progress.recheck, "due for a recheck"),
        ("⇄", progress.conflicting, "with conflicting evidence"),
        (" ", progress.unknown, "without a place in this draft"),
        (" ", progress.gone, "gone from this draft"),
    ];
    for (sign, count, word) in ClaimStatus::ALL.iter().map(status).chain(marks).filter(|(_, count, _)| *count > 0) {
        lines += &format!("  {sign} {count} {word}\n");
    }
    lines + &to_settle
}
