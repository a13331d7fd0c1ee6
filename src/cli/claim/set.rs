//! `tickmark claim set`: what the check of a claim has come to.

use crate::cli::vocabulary::words;
use crate::cli::{Context, Output, find_claim, misused};
use crate::model::describe::short_quote;
use crate::model::{ClaimId, Decision, Flag, Kind, Request, Risk, Status};
use crate::session::{Problem, Session};
use clap::Args;
use std::path::PathBuf;

/// Set status, change, note and the rest of a claim, all in one step.
///
/// Verified needs evidence that supports the claim; wrong needs a change or a note; query needs a question. When
/// something is missing, nothing is set, and the error says what. An empty text clears what was written.
#[derive(Debug, Args)]
#[command(after_long_help = "Example:\n  tickmark claim set story.tickmark 3 --status query --question 'Who counted?'")]
pub(in crate::cli) struct Set {
    /// The project file.
    project: PathBuf,
    /// The claim: its identifier, or its number in `tickmark claim list`.
    #[arg(value_name = "ID")]
    claim: String,
    /// What the check has come to.
    #[arg(long, value_parser = words(Status::ALL, Status::key))]
    status: Option<Status>,
    /// The wording proposed in its place; empty proposes to take the words out.
    #[arg(long, value_name = "WORDING")]
    change: Option<String>,
    /// Take the proposed wording back.
    #[arg(long, conflicts_with = "change")]
    no_change: bool,
    /// What the editor made of the proposed wording.
    #[arg(long, value_parser = words(Decision::ALL, Decision::key))]
    decision: Option<Decision>,
    /// Why it was decided so.
    #[arg(long, requires = "decision")]
    reason: Option<String>,
    /// The checker's note.
    #[arg(long)]
    note: Option<String>,
    /// What the writer's comment or footnote says of where it comes from.
    #[arg(long, value_name = "NOTE")]
    source_note: Option<String>,
    /// A question to the writer.
    #[arg(long)]
    question: Option<String>,
    /// The writer's answer.
    #[arg(long)]
    answer: Option<String>,
    /// What it states.
    #[arg(long, value_parser = words(Kind::ALL, Kind::key))]
    kind: Option<Kind>,
    /// How bad if it is wrong, times how unsure.
    #[arg(long, value_parser = words(Risk::ALL, Risk::key))]
    risk: Option<Risk>,
    /// Who else must look at it; may be given several times.
    #[arg(long, value_parser = words(Flag::ALL, Flag::key))]
    flag: Vec<Flag>,
    /// A flag to lift; may be given several times.
    #[arg(long, value_name = "FLAG", value_parser = words(Flag::ALL, Flag::key))]
    unflag: Vec<Flag>,
    /// The claim whose verification it shares: its identifier or number.
    #[arg(long, value_name = "ID")]
    same_as: Option<String>,
    /// Stop sharing another claim's verification.
    #[arg(long, conflicts_with = "same_as")]
    no_same_as: bool,
}

impl Set {
    pub(super) fn run(self, context: &Context) -> Result<Output, Problem> {
        if self.requests(&ClaimId::default(), None).is_empty() && self.same_as.is_none() {
            misused("nothing to set: give --status, --note or another option".to_owned());
        }
        context.change(&self.project, |session| {
            let id = find_claim(session, &self.claim)?;
            let other = self.same_as.as_deref().map(|other| find_claim(session, other)).transpose()?;
            session.ask_all(self.requests(&id, other), context.now)?;
            Ok(Output::text(summary(session, &id)))
        })
    }

    /// What is asked for, in an order in which the status, which rests on the rest, comes last.
    fn requests(&self, id: &ClaimId, other: Option<ClaimId>) -> Vec<Request> {
        let id = || id.clone();
        let mut requests: Vec<Request> = Vec::new();
        requests.extend(self.kind.map(|kind| Request::SetKind(id(), kind)));
        requests.extend(self.risk.map(|risk| Request::SetRisk(id(), risk)));
        requests.extend(self.flag.iter().map(|flag| Request::SetFlag(id(), *flag, true)));
        requests.extend(self.unflag.iter().map(|flag| Request::SetFlag(id(), *flag, false)));
        requests.extend(self.note.clone().map(|note| Request::SetNote(id(), note)));
        requests.extend(self.source_note.clone().map(|note| Request::SetSourceNote(id(), note)));
        requests.extend(self.question.clone().map(|question| Request::SetQuestion(id(), question)));
        requests.extend(self.answer.clone().map(|answer| Request::SetAnswer(id(), answer)));
        if self.no_change || self.change.is_some() {
            requests.push(Request::SuggestChange(id(), self.change.clone()));
        }
        let reason = self.reason.clone().unwrap_or_default();
        requests.extend(self.decision.map(|decision| Request::Decide(id(), decision, reason)));
        if self.no_same_as || other.is_some() {
            requests.push(Request::SetSameAs(id(), other));
        }
        requests.extend(self.status.map(|status| Request::SetStatus(id(), status)));
        requests
    }
}

/// The claim on a line, as it is now.
fn summary(session: &Session, id: &ClaimId) -> String {
    let row = session.row(id).and_then(|at| Some((at, session.rows().get(at)?)));
    match (row, session.project().claim(id)) {
        (Some((at, row)), Some(claim)) => {
            format!("claim {} {}: {}", at + 1, short_quote(&claim.anchor.quote), row.standing.words())
        }
        _ => String::new(),
    }
}
