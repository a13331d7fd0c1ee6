//! `tickmark replies`: what the writer answered and the editor decided in the marked-up Word file.

use super::text::Reading;
use super::{Context, Output};
use crate::session::{Problem, Session};
use crate::text::replies::Replies as Found;
use clap::Args;
use serde::Serialize;
use std::path::PathBuf;

/// Take in what the marked-up Word file says that came back.
///
/// The file is one that `tickmark report --format docx-markup` made. Replies to its comments become answers on their
/// claims, and tracked changes that were accepted or rejected become decisions, all as one step. What the story has
/// already is not taken in twice; a change that is still tracked stays undecided, and where other words stand than those
/// suggested, that is said. The text of the file is not brought in: `tickmark update` does that.
///
/// With --json: {"answers": [{"number", "id", "answer"}], "decisions": [{"number", "id", "decision"}], "otherwise":
/// [{"number", "id", "words"}], "pending", "comments"}.
#[derive(Debug, Args)]
#[command(after_long_help = "Example:\n  tickmark replies story.tickmark story-from-the-writer.docx")]
pub(super) struct Replies {
    /// The project file.
    project: PathBuf,
    /// The Word file.
    file: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl Replies {
    pub(super) fn run(self, context: &Context) -> Result<Output, Problem> {
        let received = Reading::default().read(&self.file)?;
        let name = received.name.clone();
        context.change(&self.project, |session| {
            let found = session.replies_in(received, context.now).ok_or_else(|| {
                let what = format!("there are no comments on claims of this story in “{name}”");
                Problem::new(what, "give the file that came back, or bring in a new draft with `tickmark update`")
            })?;
            let shape = Shape::of(session, &found);
            session.take_replies(&found, context.now)?;
            if self.json { Output::json(&shape) } else { Ok(Output::text(shape.in_words(&found))) }
        })
    }
}

#[derive(Serialize)]
struct Shape<'a> {
    answers: Vec<AnswerShape<'a>>,
    decisions: Vec<DecisionShape<'a>>,
    otherwise: Vec<OtherShape<'a>>,
    pending: usize,
    comments: usize,
}

#[derive(Serialize)]
struct AnswerShape<'a> {
    number: usize,
    id: &'a str,
    answer: &'a str,
}

#[derive(Serialize)]
struct DecisionShape<'a> {
    number: usize,
    id: &'a str,
    decision: &'static str,
}

#[derive(Serialize)]
struct OtherShape<'a> {
    number: usize,
    id: &'a str,
    words: &'a str,
}

impl<'a> Shape<'a> {
    fn of(session: &Session, found: &'a Found) -> Self {
        let number = |claim| session.row(claim).map_or(0, |row| row + 1);
        let answers = found.answers.iter();
        let decisions = found.decisions.iter();
        let otherwise = found.otherwise.iter();
        Self {
            answers: answers.map(|(id, answer)| AnswerShape { number: number(id), id: &id.0, answer }).collect(),
            decisions: decisions
                .map(|(id, decision)| DecisionShape { number: number(id), id: &id.0, decision: decision.key() })
                .collect(),
            otherwise: otherwise.map(|(id, words)| OtherShape { number: number(id), id: &id.0, words }).collect(),
            pending: found.pending,
            comments: found.comments,
        }
    }

    fn in_words(&self, found: &Found) -> String {
        let mut lines = format!("{} taken in", found.sums());
        self.answers.iter().for_each(|one| lines += &format!("\nanswer    {}: {}", one.number, one.answer));
        self.decisions.iter().for_each(|one| lines += &format!("\n{:9} {}", one.decision, one.number));
        let other = |one: &OtherShape| format!("\nother     {}: the words are now “{}”", one.number, one.words);
        self.otherwise.iter().for_each(|one| lines += &other(one));
        match self.pending {
            0 => lines,
            1 => lines + "\n1 change is still tracked, and not decided",
            count => lines + &format!("\n{count} changes are still tracked, and not decided"),
        }
    }
}
