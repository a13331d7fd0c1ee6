//! What became of a claim when a new draft came in. It is found out once, kept with the draft, and never changes; what a
//! person decides later is in the history.

use super::words::words;
use super::{ClaimId, Extra};
use serde::{Deserialize, Serialize};
use std::ops::Range;

words! {
    /// What became of a claim.
    "outcome"
    pub enum Outcome {
        /// The same words at the same place.
        Carried = "carried", "carried over";
        /// The same words elsewhere.
        Moved = "moved", "moved";
        /// Its words were edited.
        Changed = "changed", "changed";
        /// Its words were deleted.
        Gone = "gone", "gone";
        /// Several places fit, or one not well enough: a person picks.
        Unsure = "unsure", "unsure";
    }
}

/// A place in a draft, in bytes of its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// First byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl From<Range<usize>> for Place {
    fn from(range: Range<usize>) -> Self {
        Self { start: range.start, end: range.end }
    }
}

impl Place {
    /// Its bytes.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// What became of one claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarriedClaim {
    /// The claim.
    pub claim: ClaimId,
    /// What became of it.
    pub outcome: Outcome,
    /// The draft in which its words stood before.
    pub from: u32,
    /// Its words there.
    pub was: String,
    /// Where it is now; absent when it is gone or unsure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Other places: those that fit for an unsure claim, those where the same words also stand for one that is gone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub elsewhere: Vec<Place>,
    /// The paragraphs that it moved between, counted from 1: in the old draft and in the new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paragraphs: Option<[usize; 2]>,
    /// Its words are the same and only set otherwise: quotation marks, dashes, spacing, hyphenation, forms of letters.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub typography: bool,
    /// The sentence around it was edited; of a claim that is gone, that its sentence is still there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub around: bool,
    /// None of its words are left: others stand in their place.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub replaced: bool,
    /// The words are now exactly those of the suggested change.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub as_suggested: bool,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl CarriedClaim {
    /// Why, in words without a full stop.
    pub fn reason(&self) -> String {
        let set = if self.typography { ", set otherwise" } else { "" };
        let around = if self.around { "; the sentence around them changed" } else { "" };
        match (self.outcome, self.paragraphs) {
            (Outcome::Carried, _) => format!("the same words at the same place{set}{around}"),
            (Outcome::Moved, Some([from, to])) if from != to => {
                format!("the same words{set}, moved from paragraph {from} to paragraph {to}{around}")
            }
            (Outcome::Moved, _) => format!("the same words{set}, moved within the paragraph{around}"),
            (Outcome::Changed, _) if self.as_suggested => "its words are now those of the suggested change".to_owned(),
            (Outcome::Changed, _) if self.replaced => "other words stand in its place".to_owned(),
            (Outcome::Changed, _) => "its words were edited".to_owned(),
            (Outcome::Gone, _) => {
                let what = if self.around { "its words were taken out of their sentence" } else { "its words were deleted" };
                match self.elsewhere.len() {
                    0 => what.to_owned(),
                    1 => format!("{what}; the same words stand at another place"),
                    count => format!("{what}; the same words stand at {count} other places"),
                }
            }
            (Outcome::Unsure, _) => match self.elsewhere.len() {
                0 => "nothing tells whether its words are still there".to_owned(),
                1 => "one place fits, and not well enough".to_owned(),
                count => format!("{count} places fit"),
            },
        }
    }
}
