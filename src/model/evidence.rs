//! One source used for one claim.

use super::words::words;
use super::{EvidenceId, Extra, SourceId, is_default};
use serde::{Deserialize, Serialize};

words! {
    /// What a source says of a claim.
    "stance"
    pub enum Stance {
        /// It bears the claim out.
        Supports = "supports", "supports";
        /// It speaks against the claim.
        Contradicts = "contradicts", "contradicts";
        /// It helps to understand the claim and proves nothing.
        Background = "background", "background";
    }
}

/// One source used for one claim: where in it, which words, and what they say of the claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Its identifier.
    pub id: EvidenceId,
    /// The source.
    pub source: SourceId,
    /// Where in the source: page, paragraph, time code.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub locator: String,
    /// The words of the source.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub passage: String,
    /// What they say of the claim.
    pub stance: Stance,
    /// Deleted; kept for the history.
    #[serde(default, skip_serializing_if = "is_default")]
    pub deleted: bool,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}
