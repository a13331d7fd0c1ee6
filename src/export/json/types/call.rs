//! Whom to call, and what to ask.

use crate::export::report::Wording;
use crate::model::{Flag, Risk};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A person, and what they must confirm. Nothing in it says the words of a quotation.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Call {
    /// The number of the source that the person is, counted as elsewhere.
    pub source: usize,
    /// What the person is called.
    pub person: String,
    /// Who that is; may be empty, like all texts that follow.
    pub who: String,
    /// How to reach them.
    pub contact: String,
    /// On what terms they may be quoted.
    pub terms: String,
    /// Where they were met.
    #[serde(rename = "where")]
    pub place: String,
    /// When.
    pub when: String,
    /// Their address on the web.
    pub url: String,
    /// They are confidential, and named here all the same, since somebody asked for it.
    pub named: bool,
    /// Who they are and how to reach them is left out, because they are confidential.
    pub withheld: bool,
    /// What to ask: what is still to be confirmed in front, the riskiest first.
    pub asks: Vec<Ask>,
}

/// A fact to confirm.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Ask {
    /// What to confirm.
    pub confirm: String,
    /// What these words are.
    pub wording: Wording,
    /// The numbers of the claims that say so.
    pub claims: Vec<usize>,
    /// Where they stand, such as `paragraph 3`, each once.
    pub places: Vec<String>,
    /// What the first of them that is open counts for, or the first: a status, `recheck` for one that lapsed, or `corrected`.
    pub mark: String,
    /// The highest risk among them.
    pub risk: Risk,
    /// Who else must look at any of them.
    pub flags: Vec<Flag>,
    /// Where this person said something of it before.
    pub told: Vec<String>,
    /// They said otherwise before.
    pub contradicted: bool,
    /// People left something of it differently, and nobody has settled it.
    pub in_conflict: bool,
    /// What else to know, a few words each, such as `high risk` or `said otherwise before`.
    pub remarks: Vec<String>,
    /// None of the claims has anything left to do.
    pub settled: bool,
}
