//! What became of a claim when a new draft came in. It is found out once and kept with the draft; all that changes later is
//! whether a person has seen it.

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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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

    /// True when this range lies in it.
    pub fn holds(self, range: &Range<usize>) -> bool {
        self.start <= range.start && range.end <= self.end
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
    /// Why, in words without a full stop.
    pub reason: String,
    /// Its words are the same and only set otherwise: quotation marks, dashes, spacing, hyphenation, forms of letters.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub typography: bool,
    /// The words are now exactly those of the suggested change.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub as_suggested: bool,
    /// A person has looked at it and leaves it so: one that is gone or unsure stays in the archive, one that was changed is
    /// checked again later.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub seen: bool,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl CarriedClaim {
    /// What became of a claim whose words stood in draft `from`; all else is filled in as far as there is something to say.
    pub fn new(claim: ClaimId, outcome: Outcome, from: u32, was: impl Into<String>) -> Self {
        Self {
            claim,
            outcome,
            from,
            was: was.into(),
            place: None,
            elsewhere: Vec::new(),
            reason: String::new(),
            typography: false,
            as_suggested: false,
            seen: false,
            extra: Extra::new(),
        }
    }

    /// The reason with a small first letter, to go on a sentence with.
    pub fn reason_within(&self) -> String {
        let mut letters = self.reason.chars();
        letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
    }

    /// True when the claim has no words in the draft: they were deleted, or a person said so where that was unsure.
    pub fn is_gone(&self) -> bool {
        match self.outcome {
            Outcome::Gone => true,
            Outcome::Unsure => self.seen,
            Outcome::Carried | Outcome::Moved | Outcome::Changed => false,
        }
    }
}
