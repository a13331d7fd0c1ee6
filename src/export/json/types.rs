//! What the JSON of a report holds. Fields may be added in later versions; none changes its meaning while
//! [`About::format`] is the same.

use crate::export::Edition;
use crate::model::source::{Gathering, Rank};
use crate::model::{BlockKind, Decision, Flag, Kind, Risk, Role, SourceKind, Stance, Status};
use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The report on a fact check, as Tickmark exports it. Claims are referred to by their numbers, counted from 1 in order of the
/// text; sources by theirs, counted from 1 in order of arrival.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "Tickmark report")]
pub struct Document {
    /// What this file is.
    pub tickmark: About,
    /// Which report it is: a copy that goes round holds only the claims of its edition.
    pub edition: Edition,
    /// What the story is called.
    pub title: String,
    /// Who wrote it, as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// Section and date of publication, as printed.
    pub published: Vec<String>,
    /// BCP 47 tag of the article's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// When the report was made.
    pub made: DateTime<Utc>,
    /// SHA-256 of the project file that it was made from, 64 hexadecimal digits; absent when it was not saved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project_sha256: Option<String>,
    /// The number of the draft that is checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub draft: Option<u32>,
    /// Everybody who set a status, in order of the text.
    pub checkers: Vec<String>,
    /// What this copy does with confidential sources.
    pub confidential: Confidential,
    /// How far the check has come, over all claims of the story.
    pub progress: Progress,
    /// Who signed the story off, in every role.
    pub sign_offs: Vec<SignOff>,
    /// What must be fixed before the story can run; a claim is in the first group that fits.
    pub must_fix: Vec<Group>,
    /// What is still open; a claim is in every group that fits.
    pub open: Vec<Group>,
    /// The article.
    pub article: Article,
    /// The claims that this edition has an entry for.
    pub claims: Vec<Claim>,
    /// The sources that this edition lists.
    pub sources: Vec<Source>,
    /// The drafts, oldest first.
    pub drafts: Vec<Draft>,
    /// Everything that was done, oldest first; empty unless it was asked for.
    pub history: Vec<Done>,
}

/// What a file is.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct About {
    /// The version of this format.
    pub format: u32,
    /// The version of the program that wrote it.
    pub program: String,
}

/// What a copy does with confidential sources.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Confidential {
    /// True when it tells who they are.
    pub named: bool,
    /// The same in words, with how many there are; empty when there are none.
    pub words: String,
}

/// How far the check has come.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Progress {
    /// How many claims there are.
    pub claims: usize,
    /// How many of them have nothing left to do.
    pub settled: usize,
    /// How many count for each mark.
    pub counts: Vec<Count>,
}

/// How many claims count for a mark.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Count {
    /// A status, `recheck` for one that lapsed, or `corrected`.
    pub mark: String,
    /// How many claims.
    pub claims: usize,
}

/// What became of a sign-off.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SignOffState {
    /// Nobody signed in this role.
    NotSigned,
    /// It holds.
    Signed,
    /// What it covers has changed since.
    Lapsed,
}

/// One role in which the story or a claim is signed off.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct SignOff {
    /// The role.
    pub role: Role,
    /// What it counts for.
    pub state: SignOffState,
    /// Who signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<DateTime<Utc>>,
    /// All of it in words.
    pub words: String,
}

/// Claims that have something in common.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Group {
    /// What they have in common.
    pub label: String,
    /// Their numbers.
    pub claims: Vec<usize>,
}

/// The article as it was received.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Article {
    /// Its whole text. Positions are counted in its characters, which are Unicode scalar values.
    pub text: String,
    /// What of it is the article, in order; the rest was set aside.
    pub blocks: Vec<Block>,
}

/// A paragraph, a heading or the like.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Level of a heading or list item, from 1.
    pub level: u8,
    /// The number of the paragraph, or of the one before it.
    pub paragraph: usize,
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// A claim.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Claim {
    /// Its number.
    pub number: usize,
    /// Its identifier, which stays the same while numbers change.
    pub id: String,
    /// Its words.
    pub quote: String,
    /// Where it stands in words, or why it stands nowhere.
    pub place: String,
    /// Where it begins in the text; absent when it stands nowhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<usize>,
    /// Where it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<usize>,
    /// What it states.
    pub kind: Kind,
    /// Its risk.
    pub risk: Risk,
    /// Who else must look at it.
    pub flags: Vec<Flag>,
    /// The status that was set. While `recheck` is true it no longer counts.
    pub status: Status,
    /// The words or the evidence changed after the status was set.
    pub recheck: bool,
    /// The suggested change was made.
    pub corrected: bool,
    /// Nothing is left to do.
    pub settled: bool,
    /// Some evidence supports it and some contradicts it.
    pub conflicting_evidence: bool,
    /// Two people left something of it differently, and nobody has settled it.
    pub in_conflict: bool,
    /// What they left differently, a line for each field.
    pub differences: Vec<String>,
    /// Who set the status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<DateTime<Utc>>,
    /// Who signed it off, in every role; empty when nobody did.
    pub sign_offs: Vec<SignOff>,
    /// The sign-offs of the story that cover it, in words.
    pub covered_by: Vec<String>,
    /// The number of the claim whose verification it shares.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same_as: Option<usize>,
    /// What speaks for and against it.
    pub evidence: Vec<Evidence>,
    /// The suggested change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
    /// The question to the writer; may be empty, like all that follows.
    pub question: String,
    /// The writer's answer.
    pub answer: String,
    /// The checker's note.
    pub note: String,
    /// What the writer's note says of where it comes from.
    pub source_note: String,
    /// What new drafts did to it, a line each.
    pub drafts: String,
}

/// A piece of evidence.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// The number of its source; absent when this copy does not list it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<usize>,
    /// What the source is called.
    pub title: String,
    /// Where in the source.
    pub locator: String,
    /// The words of the source.
    pub passage: String,
    /// What they say of the claim.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stance: Option<Stance>,
    /// Locator and passage are left out, because they could tell who the source is.
    pub withheld: bool,
}

/// A suggested change.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    /// The words to put in place of the claim's; empty to take them out.
    pub wording: String,
    /// What was decided on it.
    pub decision: Decision,
    /// Why.
    pub reason: String,
    /// Who proposed it, or decided.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A source.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// Its number.
    pub number: usize,
    /// Its identifier.
    pub id: String,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: SourceKind,
    /// Its title; for a person, the name or the role they may be called by.
    pub title: String,
    /// The author, the speaker, the publisher; may be empty, like all texts that follow.
    pub who: String,
    /// The place of an interview, the archive, the edition.
    #[serde(rename = "where")]
    pub place: String,
    /// When it was made, said or published, as a person wrote it.
    pub when: String,
    /// Its address on the web.
    pub url: String,
    /// How to reach the person; empty in a copy that goes round.
    pub contact: String,
    /// On what terms it may be used.
    pub terms: String,
    /// How it was come by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gathering: Option<Gathering>,
    /// How near it is to what it speaks of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<Rank>,
    /// Who it is may not be told; unless `named` of the report is true, all that could tell it is left out.
    pub confidential: bool,
    /// Its citation in the style that was chosen.
    pub citation: String,
    /// The copies that are kept of it.
    pub kept: Vec<Kept>,
    /// The numbers of the claims in this copy that rest on it.
    pub claims: Vec<usize>,
}

/// A kept copy of a source.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Kept {
    /// SHA-256 of its bytes, 64 hexadecimal digits.
    pub sha256: String,
    /// Its name when it was brought in.
    pub name: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// When it was brought in.
    pub at: DateTime<Utc>,
    /// Where it came from.
    pub from: String,
}

/// A draft.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Draft {
    /// Its number.
    pub number: u32,
    /// What the desk calls it; may be empty.
    pub label: String,
    /// When it was received.
    pub received: DateTime<Utc>,
    /// Name of the file; empty for pasted text.
    pub file: String,
    /// SHA-256 of the file; empty for pasted text.
    pub sha256: String,
    /// How many words it has.
    pub words: usize,
    /// It was taken back.
    pub withdrawn: bool,
    /// What it did to the claims, in words.
    pub became: String,
}

/// A step of the history.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Done {
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: String,
    /// What, in words.
    pub what: String,
}
