//! Where it comes from: sources, drafts and what was done.

use crate::model::SourceKind;
use crate::model::source::{Gathering, Rank};
use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
