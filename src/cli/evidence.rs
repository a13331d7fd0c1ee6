//! `tickmark evidence`.

use super::json::Made;
use super::vocabulary::words;
use super::{Context, Output, find_claim, find_source};
use crate::model::request::EvidenceDetails;
use crate::model::{Request, SourceChoice, Stance};
use crate::session::Problem;
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Say what a source says of a claim.
#[derive(Debug, Subcommand)]
pub(super) enum Evidence {
    Add(Add),
}

/// Add a piece of evidence: one source, for one claim.
///
/// Prints {"id": "…"}, the identifier of the new piece of evidence.
#[derive(Debug, Args)]
#[command(after_long_help = "Example:\n  tickmark evidence add story.tickmark --claim 1 --source 2 --locator 'p. 3' \
    --passage '28,500 troops'")]
pub(super) struct Add {
    /// The project file.
    project: PathBuf,
    /// The claim: its identifier, or its number in `tickmark claim list`.
    #[arg(long, value_name = "ID")]
    claim: String,
    /// The source: its identifier, or its number in `tickmark source list`.
    #[arg(long, value_name = "ID")]
    source: String,
    /// Where in the source: page, paragraph, time code.
    #[arg(long, default_value = "", hide_default_value = true)]
    locator: String,
    /// The words of the source.
    #[arg(long, default_value = "", hide_default_value = true)]
    passage: String,
    /// What they say of the claim.
    #[arg(long, default_value = "supports", value_parser = words(Stance::ALL, Stance::key))]
    stance: Stance,
    /// Print JSON, as always.
    #[arg(long, hide = true)]
    json: bool,
}

impl Evidence {
    pub(super) fn run(self, context: &Context) -> Result<Output, Problem> {
        let Self::Add(add) = self;
        let id = context.change(&add.project, |session| {
            let details = EvidenceDetails {
                source: SourceChoice::Existing(find_source(session, &add.source)?),
                locator: add.locator.clone(),
                passage: add.passage.clone(),
                stance: add.stance,
            };
            session.ask(Request::AddEvidence(find_claim(session, &add.claim)?, details), context.now)
        })?;
        Output::json(&Made { id: id.unwrap_or_default() })
    }
}
