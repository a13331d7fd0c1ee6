//! What became of a claim.

use std::ops::Range;

/// What became of a claim in the new draft. All ranges are bytes of the new draft’s text, except where said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The same words at the same place.
    Carried {
        /// Where they are.
        place: Range<usize>,
        /// They are set otherwise: quotation marks, dashes, spacing, hyphenation, forms of letters.
        typography: bool,
        /// The sentence around them was edited.
        around: bool,
    },
    /// The same words elsewhere.
    Moved {
        /// Where they are.
        place: Range<usize>,
        /// They are set otherwise.
        typography: bool,
        /// The sentence around them was edited.
        around: bool,
        /// The paragraph they stood in, counted from 0 in the old draft.
        from: usize,
        /// The paragraph they stand in, counted from 0 in the new draft.
        to: usize,
    },
    /// Its words were edited.
    Changed {
        /// The words that stand there now.
        place: Range<usize>,
        /// None of its words are left: others stand in their place.
        replaced: bool,
    },
    /// Its words were deleted.
    Gone {
        /// The sentence they were taken out of, where it is still there.
        sentence: Option<Range<usize>>,
        /// Where the same words also stand, at most [`MOST_PLACES`]: a hint, never a place to go to unasked.
        elsewhere: Vec<Range<usize>>,
    },
    /// Several places fit, or one fits not well enough; a person picks.
    Unsure {
        /// The places that fit, at most [`MOST_PLACES`].
        candidates: Vec<Range<usize>>,
    },
}

/// How many places an outcome names at most.
pub const MOST_PLACES: usize = 20;

impl Outcome {
    /// Where the claim is in the new draft; None where it is gone or unsure.
    pub fn place(&self) -> Option<Range<usize>> {
        match self {
            Self::Carried { place, .. } | Self::Moved { place, .. } | Self::Changed { place, .. } => {
                Some(place.clone())
            }
            Self::Gone { .. } | Self::Unsure { .. } => None,
        }
    }

    /// The key of the outcome: carried, moved, changed, gone or unsure.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Carried { .. } => "carried",
            Self::Moved { .. } => "moved",
            Self::Changed { .. } => "changed",
            Self::Gone { .. } => "gone",
            Self::Unsure { .. } => "unsure",
        }
    }
}
