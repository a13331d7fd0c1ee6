//! `tickmark update`: a new draft of the article, with what becomes of each claim.

use super::json::CodePoints;
use super::text::Reading;
use super::{Context, Output};
use crate::model::{CarriedClaim, Draft, Outcome, Place};
use crate::session::update::Arrived;
use crate::session::{Problem, Session};
use clap::Args;
use serde::Serialize;
use std::path::PathBuf;

/// Bring in a new draft of the article, and find every claim again in it.
///
/// Nothing of the old draft is altered. Each claim is carried over (the same words at the same place), moved (the same
/// words elsewhere), changed (its words were edited, and its status lapses), gone (its words were deleted: it stays in the
/// project with all its evidence), or unsure (several places fit, and a person picks with `claim set --start --end`). A
/// figure, a name or a negation that changed makes a claim changed, however small the edit; quotation marks, dashes and
/// spacing alone do not. What is new and was not read by anybody is listed. All of it is one step, which an undo in the
/// window takes back. A file with the text of a draft that is there, or of another article, is refused without --anyway.
///
/// With --json: {"draft", "carried", "moved", "changed", "gone", "unsure", "claims": [{"number", "id", "outcome", "reason",
/// "was", "now", "span", "elsewhere", "typography"}], "new_text": [{"span", "text"}]}. "span" and "elsewhere" count Unicode
/// code points of the new draft; what has no place is null.
#[derive(Debug, Args)]
#[command(after_long_help = "Example:\n  tickmark update story.tickmark draft3.docx --label 'after legal'")]
pub(super) struct UpdateDraft {
    /// The project file.
    project: PathBuf,
    /// The new draft.
    article: PathBuf,
    /// What the desk calls it.
    #[arg(long, default_value = "")]
    label: String,
    /// Take it though it looks like a draft that is there, or like another article.
    #[arg(long)]
    anyway: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    reading: Reading,
}

impl UpdateDraft {
    pub(super) fn run(self, context: &Context) -> Result<Output, Problem> {
        let received = self.reading.read(&self.article)?;
        super::output::warn(received.article.warnings.iter().map(String::as_str));
        let name = received.name.clone();
        let (json, anyway, label) = (self.json, self.anyway, self.label);
        context.change(&self.project, |session| {
            let arrived = Arrived::new(received, &label, context.now);
            let update = session.update_order()?.run(arrived, &mut |_| true)?;
            let update = update.ok_or_else(|| Problem::new("the comparison was stopped", "try again"))?;
            if let Some(doubt) = update.doubt.as_ref().filter(|_| !anyway) {
                let problem = doubt.problem(&name);
                return Err(Problem {
                    hint: "make sure that it is the right file, or bring it in with --anyway".into(),
                    ..problem
                });
            }
            let changed = |_| Problem::new("the project was changed meanwhile", "try again");
            drop(session.bring_in(update).map_err(changed)?);
            let draft = session.project().draft().ok_or_else(|| Problem::new("there is no draft", ""))?;
            if json { Output::json(&Shape::of(session, draft)) } else { Ok(Output::text(in_words(session, draft))) }
        })
    }
}

fn in_words(session: &Session, draft: &Draft) -> String {
    let mut lines = format!("draft {}: {}", draft.number, draft.sums());
    for carried in draft.carried.iter().filter(|carried| carried.outcome != Outcome::Carried || carried.typography) {
        let number = session.row(&carried.claim).map_or(0, |row| row + 1);
        lines += &format!("\n{:9} {number}: “{}”", carried.outcome.key(), carried.was);
        if carried.outcome == Outcome::Changed {
            lines += &format!(" → “{}”", words(draft, carried.place).unwrap_or_default());
        }
        lines += &format!(": {}", carried.reason_within());
    }
    match draft.fresh.len() {
        0 => {}
        1 => lines += "\none sentence is new or changed",
        count => lines += &format!("\n{count} sentences are new or changed"),
    }
    for text in draft.fresh.iter().filter_map(|place| words(draft, Some(*place))) {
        lines += &format!("\n  {}", text.replace('\n', " "));
    }
    lines
}

fn words(draft: &Draft, place: Option<Place>) -> Option<&str> {
    draft.text.get(place?.range())
}

#[derive(Serialize)]
struct Shape<'a> {
    draft: u32,
    carried: usize,
    moved: usize,
    changed: usize,
    gone: usize,
    unsure: usize,
    claims: Vec<ClaimShape<'a>>,
    new_text: Vec<TextShape<'a>>,
}

#[derive(Serialize)]
struct ClaimShape<'a> {
    number: Option<usize>,
    id: &'a str,
    outcome: &'static str,
    reason: &'a str,
    was: &'a str,
    now: Option<&'a str>,
    span: Option<[usize; 2]>,
    elsewhere: Vec<[usize; 2]>,
    typography: bool,
}

#[derive(Serialize)]
struct TextShape<'a> {
    span: [usize; 2],
    text: &'a str,
}

impl<'a> Shape<'a> {
    fn of(session: &Session, draft: &'a Draft) -> Self {
        let mut points = CodePoints::default();
        let mut span = |place: Place| points.span(&draft.text, place.range());
        let mut shape = |carried: &'a CarriedClaim| ClaimShape {
            number: session.row(&carried.claim).map(|row| row + 1),
            id: &carried.claim.0,
            outcome: carried.outcome.key(),
            reason: &carried.reason,
            was: &carried.was,
            now: words(draft, carried.place),
            span: carried.place.map(&mut span),
            elsewhere: carried.elsewhere.iter().map(|place| span(*place)).collect(),
            typography: carried.typography,
        };
        let claims = draft.carried.iter().map(&mut shape).collect();
        let text = |place: &Place| Some(TextShape { span: span(*place), text: words(draft, Some(*place))? });
        Self {
            draft: draft.number,
            carried: draft.count(Outcome::Carried),
            moved: draft.count(Outcome::Moved),
            changed: draft.count(Outcome::Changed),
            gone: draft.count(Outcome::Gone),
            unsure: draft.count(Outcome::Unsure),
            claims,
            new_text: draft.fresh.iter().filter_map(text).collect(),
        }
    }
}
