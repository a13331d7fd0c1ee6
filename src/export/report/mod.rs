//! The report as plain data, the one tree that every format renders: whatever is counted, ordered, grouped or worded
//! is so here, and a renderer only sets it.

mod article;
mod build;
mod calls;
mod drafts;
mod editions;
mod groups;
mod section;
mod signed;
mod speech;
mod words;

pub(super) use build::is_language;
pub use calls::{ANSWERS, Ask, Call, Wording};
pub use section::Section;
pub use signed::SignOffEntry;
pub use words::{Fact, NO_DRAFTS, NO_SOURCES, NO_TEXT, NOTHING_OPEN, Said, TAKE_OUT, WITHHELD, Weight, grouped};

use super::house::Term;
use super::redact::{Done, Redacted};
use super::{Edition, House, Options};
use crate::model::claim::RECHECK_GLYPH;
use crate::model::source::SourceDetails;
use crate::model::{BlockKind, Decision, Flag, KeptCopy, Kind, Risk, Standing, Status};
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

/// What a claim counts for: a status, or ↻.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// A status that counts.
    Status(Status),
    /// A status that lapsed.
    Recheck,
    /// The suggested change was made.
    Corrected,
}

impl Mark {
    /// Every mark, in the order in which a report counts them.
    pub const ALL: [Self; 8] = [
        Self::Status(Status::Verified),
        Self::Corrected,
        Self::Status(Status::Wrong),
        Self::Status(Status::Query),
        Self::Status(Status::CantConfirm),
        Self::Recheck,
        Self::Status(Status::Unchecked),
        Self::Status(Status::Opinion),
    ];

    /// What a standing counts for.
    pub fn of(standing: &Standing) -> Self {
        match standing {
            Standing { recheck: true, .. } => Self::Recheck,
            Standing { corrected: true, .. } => Self::Corrected,
            _ => Self::Status(standing.status),
        }
    }

    /// Its key, such as `cant-confirm`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Status(status) => status.key(),
            Self::Recheck => "recheck",
            Self::Corrected => "corrected",
        }
    }

    /// Its sign.
    pub fn glyph(self) -> &'static str {
        match self {
            Self::Status(status) => status.glyph(),
            Self::Recheck => RECHECK_GLYPH,
            Self::Corrected => Status::Verified.glyph(),
        }
    }

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Status(status) => status.word(),
            Self::Recheck => "recheck",
            Self::Corrected => "corrected",
        }
    }
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

/// A source.
#[derive(Debug)]
pub struct SourceEntry<'a> {
    /// Its identifier.
    pub id: &'a str,
    /// Its number, counted from 1 over all sources of the story.
    pub number: usize,
    /// What is known about it.
    pub details: &'a SourceDetails,
    /// Its citation in the style that was chosen; in plain style its title, and the facts say the rest.
    pub citation: Vec<CitationRun>,
    /// Its fields in words: a label and what it says, those that say nothing left out; the address not among them.
    pub facts: Vec<(&'static str, &'a str)>,
    /// Copies kept with the project.
    pub kept: &'a [KeptCopy],
    /// The claims that rest on it.
    pub claims: Vec<usize>,
}

/// A stretch of a citation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CitationRun {
    /// The text.
    pub text: String,
    /// It is set in italics, as titles are.
    pub italic: bool,
    /// It is the address of the source, which then need not be printed once more.
    pub address: bool,
}

/// A draft.
#[derive(Debug)]
pub struct DraftEntry<'a> {
    /// Its number.
    pub number: u32,
    /// What the desk calls it; may be empty.
    pub label: &'a str,
    /// When it was received.
    pub received: Moment,
    /// Name of the file; empty for pasted text.
    pub file: &'a str,
    /// SHA-256 of the file, 64 hexadecimal digits; empty for pasted text.
    pub sha256: &'a str,
    /// How many words it has, asides left out.
    pub words: usize,
    /// It was taken back.
    pub withdrawn: bool,
    /// What it did to the claims, in words; empty for the first draft.
    pub became: String,
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
            (claims, settled) if claims == settled => format!("All {claims} {flagged}claims are settled."),
            (claims, settled) => format!("{settled} of {claims} {flagged}claims settled, {} open.", claims - settled),
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

impl SourceEntry<'_> {
    /// True when the citation has the address.
    pub fn cites_address(&self) -> bool {
        self.citation.iter().any(|run| run.address)
    }
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
