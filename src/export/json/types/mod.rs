//! What the JSON of a report holds. Fields may be added in later versions; none changes its meaning while
//! [`About::format`] is the same.

mod call;
mod claim;
mod source;

pub use call::{Ask, Call};
pub use claim::{Article, Block, Change, Claim, Evidence};
pub use source::{Done, Draft, Kept, Source};

use crate::export::Edition;
use crate::model::Role;
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
    /// The calls to make; in a call sheet only, which holds neither the article nor claims, sources and drafts.
    #[serde(default)]
    pub calls: Vec<Call>,
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
