//! `tickmark sign-off`: somebody stands by the story or a claim, or does so no longer.

use super::json::SignOffShape;
use super::vocabulary::words;
use super::{Context, Output, find_claim};
use crate::model::describe::short_quote;
use crate::model::{ClaimId, Request, Role, Signature};
use crate::session::{Problem, Session};
use chrono::{DateTime, Local, Utc};
use clap::Args;
use std::path::PathBuf;

/// Sign the story off, or a claim, or take a sign-off back.
///
/// A sign-off of the story covers every claim whose status counts; that of a claim needs one that does, and is given as
/// checker or second reader. It lapses when what it covers changes. Who signs is told by initials: see --by.
/// With --json: {"role", "claim", "state", "by", "at", "covers", "of", "changed"}. "state" is "not-signed", "signed" or
/// "lapsed"; "changed" names the claims because of which a sign-off of the story has lapsed; "claim" is there for a
/// claim, "covers", "of" and "changed" for the story. What there is nothing to say of is left out.
#[derive(Debug, Args)]
#[command(after_long_help = "Example:\n  tickmark sign-off story.tickmark --role second-reader --by MK")]
pub(super) struct SignOff {
    /// The project file.
    project: PathBuf,
    /// In which role.
    #[arg(long, value_parser = words(Role::ALL, Role::key))]
    role: Role,
    /// A single claim, by its identifier or its number in `tickmark claim list`; otherwise the whole story.
    #[arg(long, value_name = "ID")]
    claim: Option<String>,
    /// Take the sign-off back.
    #[arg(long)]
    take_back: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// The answer as JSON.
#[derive(serde::Serialize)]
struct Shape {
    role: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    claim: Option<String>,
    #[serde(flatten)]
    sign_off: SignOffShape,
}

impl SignOff {
    pub(super) fn run(self, context: &Context) -> Result<Output, Problem> {
        context.change(&self.project, |session| {
            let claim = self.claim.as_deref().map(|claim| find_claim(session, claim)).transpose()?;
            let ask = if self.take_back { Request::TakeBackSignOff } else { Request::SignOff };
            session.ask(ask(claim.clone(), self.role), context.now)?;
            match claim {
                Some(claim) => self.of_claim(session, &claim),
                None => self.of_story(session),
            }
        })
    }

    fn of_story(&self, session: &Session) -> Result<Output, Problem> {
        let signature = session.signatures().get(self.role);
        if self.json {
            let sign_off = SignOffShape::of_story(signature);
            return Output::json(&Shape { role: self.role.key(), claim: None, sign_off });
        }
        Ok(Output::text(format!("{}: {}", self.role, in_words(session, signature))))
    }

    fn of_claim(&self, session: &Session, id: &ClaimId) -> Result<Output, Problem> {
        let row = session.row(id).and_then(|at| Some((at + 1, session.rows().get(at)?)));
        let (Some((number, row)), Some(claim)) = (row, session.project().claim(id)) else {
            return Ok(Output::default());
        };
        let signature = Signature::of_claim(claim, &row.standing, self.role);
        if self.json {
            let sign_off = SignOffShape::of_claim(&signature);
            return Output::json(&Shape { role: self.role.key(), claim: Some(id.0.clone()), sign_off });
        }
        let (quote, words) = (short_quote(&claim.anchor.quote), signature.words_of_claim(local));
        Ok(Output::text(format!("claim {number} {quote}: {}: {words}", self.role)))
    }
}

/// A sign-off of the story in words, with the numbers of `tickmark claim list`.
pub(super) fn in_words(session: &Session, signature: &Signature) -> String {
    signature.words(local, |id| session.row(id).map(|at| at + 1))
}

fn local(at: DateTime<Utc>) -> String {
    at.with_timezone(&Local).format("%-d %b %Y %H:%M").to_string()
}
