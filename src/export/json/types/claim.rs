//! The article and its claims.

use super::SignOff;
use crate::model::{BlockKind, Decision, Flag, Kind, Risk, Stance, Status};
use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
