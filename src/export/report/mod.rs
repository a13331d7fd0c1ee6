//! The report as plain data, the one tree that every format renders: whatever is counted, ordered, grouped or worded
//! is so here, and a renderer only sets it.

mod article;
mod build;
mod calls;
mod claim;
mod drafts;
mod editions;
mod groups;
mod maker;
mod mark;
mod section;
mod signed;
mod source;
mod speech;
mod words;

pub(super) use build::is_language;
pub use calls::{ANSWERS, Ask, Call, Wording};
pub use claim::{ChangeEntry, ClaimEntry, EvidenceEntry};
pub use mark::Mark;
pub use section::Section;
pub use signed::SignOffEntry;
pub use source::{CitationRun, DraftEntry, SourceEntry};
pub use words::{Fact, NO_DRAFTS, NO_SOURCES, NO_TEXT, NOTHING_OPEN, Said, TAKE_OUT, WITHHELD, Weight, grouped};

use super::house::Term;
use super::redact::{Done, Redacted};
use super::{Edition, House, Options};
use crate::model::BlockKind;
use chrono::{DateTime, Utc};
use std::ops::Range;
use std::sync::Arc;

/// A report. Claims and sources are referred to by their index in [`Report::claims`] and [`Report::sources`].
#[derive(Debug)]
pub struct Report<'a> {
    /// Which one.
    pub edition: Edition,
    /// The style of the house.
    pub house: Arc<House>,
    /// The parts of it, in the order in which they are printed.
    pub sections: Vec<Section>,
    /// What the story is called.
    pub title: &'a str,
    /// Who wrote it, as printed.
    pub byline: Option<&'a str>,
    /// Section and date of publication, as printed.
    pub published: Vec<&'a str>,
    /// BCP 47 tag of the article's language; absent when unknown or not well formed.
    pub language: Option<&'a str>,
    /// Direction of the article's text.
    pub direction: Direction,
    /// When the report was made.
    pub made: Moment,
    /// The reader's offset from UTC, such as `UTC+09:00`; every [`Moment::local`] is in it.
    pub zone: String,
    /// The number of the draft that is checked, when there is one.
    pub draft: Option<u32>,
    /// Who did the check: everybody who set a status, in order of the text.
    pub checkers: Vec<String>,
    /// What the report says about confidential sources; empty when there are none.
    pub confidential: String,
    /// True when it tells who confidential sources are.
    pub tells_confidential: bool,
    /// SHA-256 of the project file that it is made from, 64 hexadecimal digits; empty when what is in it is in no file.
    pub project_sha256: String,
    /// How many claims have nothing left to do; in the legal copy, of those flagged.
    pub settled: usize,
    /// How many claims count for each mark, in the order of [`Mark::ALL`]; in the legal copy, of those flagged.
    pub counts: Vec<(Mark, usize)>,
    /// Who signed the story off, in every role.
    pub sign_offs: Vec<SignOffEntry>,
    /// What must be fixed before the story can run; a claim is in the first group that fits.
    pub must_fix: Vec<Group>,
    /// The whole text of the draft that is checked, as it was received.
    pub text: &'a str,
    /// The article, asides left out.
    pub article: Vec<ArticleBlock<'a>>,
    /// All claims in order of the text; the number of each is its index plus one. None in a call sheet, which must not
    /// hold the words of quotations.
    pub claims: Vec<ClaimEntry<'a>>,
    /// The sources that this edition lists.
    pub sources: Vec<SourceEntry<'a>>,
    /// What is still open; a claim is in every group that fits.
    pub open: Vec<Group>,
    /// The drafts, oldest first.
    pub drafts: Vec<DraftEntry<'a>>,
    /// Everything that was done, oldest first; empty but in the checking copy, and where nobody asked for it.
    pub history: Vec<(Moment, Done)>,
    /// The calls to make; none but in a call sheet, which has nothing else.
    pub calls: Vec<Call<'a>>,
}

/// Direction of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
    /// Whatever its first letter says.
    Auto,
}

/// A point in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// In UTC.
    pub utc: DateTime<Utc>,
    /// In the reader's time, such as `19 Nov 2019, 16:24`.
    pub local: String,
}

/// Claims that have something in common.
#[derive(Debug)]
pub struct Group {
    /// What they have in common, as a heading.
    pub label: &'static str,
    /// The claims.
    pub claims: Vec<usize>,
}

/// A block of the article.
#[derive(Debug)]
pub struct ArticleBlock<'a> {
    /// What it is.
    pub kind: BlockKind,
    /// Level of a heading or list item, from 1.
    pub level: u8,
    /// Number of the paragraph, counted from 1 over what a reader takes for paragraphs; of any other block, that of the
    /// paragraph before it, or 0.
    pub paragraph: usize,
    /// Where it stands in [`Report::text`], in bytes.
    pub range: Range<usize>,
    /// Its text, cut wherever a claim begins or ends.
    pub runs: Vec<Run<'a>>,
}

/// A stretch of text that lies in the same claims from its first character to its last.
#[derive(Debug)]
pub struct Run<'a> {
    /// The text.
    pub text: &'a str,
    /// The claims it lies in, the one that began first in front, each with its lane: claims that overlap have
    /// different lanes, counted from 0, so that their lines can be drawn beneath each other.
    pub claims: Vec<(usize, usize)>,
    /// The claims that end with it, whose numbers are printed behind it; the one that began last in front.
    pub ends: Vec<usize>,
}

impl ArticleBlock<'_> {
    /// Where it stands, such as `headline`, `paragraph 3` or `caption after paragraph 3`.
    fn place(&self) -> String {
        let (kind, number) = (self.kind, self.paragraph);
        match kind {
            BlockKind::Paragraph => format!("{kind} {number}"),
            BlockKind::Hed | BlockKind::Dek | BlockKind::Byline | BlockKind::Dateline => kind.word().to_owned(),
            BlockKind::Footnote | BlockKind::Endnote => kind.word().to_owned(),
            _ if number == 0 => kind.word().to_owned(),
            _ => format!("{kind} after paragraph {number}"),
        }
    }
}

impl<'a> Report<'a> {
    /// Makes the report of a project.
    pub fn new(redacted: &'a Redacted<'a>, options: &Options) -> Self {
        build::report(redacted, options)
    }

    /// The claims that this edition has an entry for, with their indices.
    pub fn listed(&self) -> impl Iterator<Item = (usize, &ClaimEntry<'a>)> {
        self.claims.iter().enumerate().filter(|(_, claim)| claim.listed)
    }

    /// The draft that is checked.
    pub fn current_draft(&self) -> Option<&DraftEntry<'a>> {
        self.drafts.iter().find(|draft| Some(draft.number) == self.draft)
    }

    /// How many claims rest on a source, in words; only those that the edition lists are counted.
    pub fn resting(&self, source: &SourceEntry) -> String {
        let here = if self.edition == Edition::CheckingCopy { "" } else { " in this copy" };
        match source.claims.len() {
            0 => "No claim rests on it".to_owned(),
            1 => format!("1 claim{here} rests on it"),
            count => format!("{count} claims{here} rest on it"),
        }
    }

    /// What the edition is called, in the words of the house.
    pub fn edition_word(&self) -> &str {
        self.house.word(Term::Edition(self.edition))
    }

    /// The same as a heading.
    pub fn edition_title(&self) -> String {
        let mut rest = self.edition_word().chars();
        rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
    }

    /// What a mark is called, in the words of the house.
    pub fn mark_word(&self, mark: Mark) -> &str {
        self.house.word(Term::Mark(mark))
    }

    /// How many claims are counted.
    pub fn total(&self) -> usize {
        self.counts.iter().map(|(_, count)| count).sum()
    }

    /// How far the check has come, in a sentence.
    pub fn progress(&self) -> String {
        let flagged = if self.edition == Edition::Legal { "flagged " } else { "" };
        match (self.total(), self.settled) {
            (0, _) => self.no_claims().to_owned(),
            (1, 1) => format!("The one {flagged}claim is settled."),
            (claims, settled) if claims == settled => format!("All {} {flagged}claims are settled.", grouped(claims)),
            (claims, settled) => {
                let open = grouped(claims - settled);
                format!("{} of {} {flagged}claims settled, {open} open.", grouped(settled), grouped(claims))
            }
        }
    }

    /// What it was made from: the project file by its SHA-256, or that it is none.
    pub fn made_from(&self) -> (&'static str, &str) {
        match self.project_sha256.is_empty() {
            true => ("Project file", "not saved as it is here"),
            false => ("Project SHA-256", &self.project_sha256),
        }
    }

    /// What stands in place of the calls when there are none.
    pub fn no_calls(&self) -> &'static str {
        calls::NOBODY
    }
}
