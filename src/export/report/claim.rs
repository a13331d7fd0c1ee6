//! A claim, with what was found out about it.

use super::{Mark, Moment, SignOffEntry};
use crate::model::{Decision, Flag, Kind, Risk, Standing};
use std::ops::Range;

/// A claim.
#[derive(Debug)]
pub struct ClaimEntry<'a> {
    /// Its identifier.
    pub id: &'a str,
    /// Its words.
    pub quote: &'a str,
    /// Where it stands: `headline`, `paragraph 3`, `caption after paragraph 3`, or why it stands nowhere.
    pub place: String,
    /// Where it stands in [`Report::text`], in bytes; absent when it stands nowhere.
    pub range: Option<Range<usize>>,
    /// It is marked in [`Report::article`].
    pub in_article: bool,
    /// What it states.
    pub kind: Kind,
    /// Its risk.
    pub risk: Risk,
    /// Who else must look at it.
    pub flags: Vec<Flag>,
    /// What its status counts for.
    pub standing: Standing,
    /// The same as a mark.
    pub mark: Mark,
    /// The same in the words of the house, such as `recheck, was verified`.
    pub status: String,
    /// Who set the status.
    pub by: Option<String>,
    /// When.
    pub at: Option<Moment>,
    /// Who signed it off, in every role in which claims are; empty when nobody did.
    pub sign_offs: Vec<SignOffEntry>,
    /// The sign-offs of the story that cover it, such as `editor: JR` or `legal: KL, lapsed`.
    pub covered_by: Vec<String>,
    /// What people left differently in it and nobody has settled, a line for each field.
    pub differences: Vec<String>,
    /// The claim whose verification it shares.
    pub through: Option<usize>,
    /// The claims that share its verification.
    pub shared_by: Vec<usize>,
    /// What speaks for and against it.
    pub evidence: Vec<EvidenceEntry<'a>>,
    /// The suggested change.
    pub change: Option<ChangeEntry<'a>>,
    /// What was decided on its change, or on that of the claim whose verification it shares.
    pub decision: Option<Decision>,
    /// The question to the writer.
    pub question: &'a str,
    /// The writer's answer.
    pub answer: &'a str,
    /// The checker's note.
    pub note: &'a str,
    /// What the writer's note says of where it comes from; empty in the checked copy.
    pub source_note: &'a str,
    /// What new drafts did to it, a line each; empty but in the checking copy.
    pub drafts: String,
    /// This edition has an entry for it.
    pub listed: bool,
}

impl ClaimEntry<'_> {
    /// Its status in the words of the house, such as `recheck, was verified`.
    pub fn status_words(&self) -> String {
        self.status.clone()
    }

    /// What was written about it, each with its label; what is empty is left out.
    pub fn written(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let texts = [
            ("Writer’s note", self.source_note),
            ("Question", self.question),
            ("Answer", self.answer),
            ("Note", self.note),
            ("Drafts", &self.drafts),
        ];
        texts.into_iter().filter(|(_, text)| !text.trim().is_empty())
    }
}

/// The wording that was proposed, and what became of it.
#[derive(Debug)]
pub struct ChangeEntry<'a> {
    /// The words to put in place of the claim's; empty to take them out.
    pub wording: &'a str,
    /// The decision.
    pub decision: Decision,
    /// Why it was decided so.
    pub reason: &'a str,
    /// Who proposed it, or decided.
    pub by: String,
    /// When.
    pub at: Moment,
}

/// A piece of evidence.
#[derive(Debug)]
pub struct EvidenceEntry<'a> {
    /// Its source, when that is listed.
    pub source: Option<usize>,
    /// What the source is called.
    pub title: &'a str,
    /// What the source is, in a word.
    pub kind: &'static str,
    /// Where in the source.
    pub locator: &'a str,
    /// The words of the source.
    pub passage: &'a str,
    /// What they say of the claim, in a word.
    pub stance: &'static str,
    /// Locator and passage are left out, because they could tell who the source is.
    pub withheld: bool,
}
