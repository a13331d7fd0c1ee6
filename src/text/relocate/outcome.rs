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
        /// Why.
        doubt: Doubt,
        /// The places that fit, at most [`MOST_PLACES`].
        candidates: Vec<Range<usize>>,
    },
}

/// Why it cannot be told what became of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Its sentence stands there several times, and the sentences next to them do not tell which is which.
    Repeated,
    /// Its words stand elsewhere in their sentence, where they may mean something else.
    Shifted,
    /// Its words stand alone in a sentence that has little in common with theirs.
    Chance,
    /// The claim has no words.
    Empty,
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

    /// The reason in words, a sentence without a full stop.
    pub fn reason(&self) -> String {
        match self {
            Self::Carried { typography, around, .. } => {
                format!("Same words at the same place{}", notes(*typography, *around))
            }
            Self::Moved { typography, around, from, to, .. } => {
                let notes = notes(*typography, *around);
                match from == to {
                    true => format!("Same words elsewhere in paragraph {}{notes}", to + 1),
                    false => format!("Same words, moved from paragraph {} to paragraph {}{notes}", from + 1, to + 1),
                }
            }
            Self::Changed { replaced: true, .. } => "Other words stand in its place".to_owned(),
            Self::Changed { .. } => "Its words were edited".to_owned(),
            Self::Gone { sentence, elsewhere } => {
                let what = match sentence {
                    Some(_) => "Its words were taken out of their sentence",
                    None => "Its sentence was deleted",
                };
                match elsewhere.is_empty() {
                    true => what.to_owned(),
                    false => format!("{what}; the same words also stand elsewhere"),
                }
            }
            Self::Unsure { doubt, .. } => match doubt {
                Doubt::Repeated => {
                    "Its sentence stands there several times, and nothing tells which is which".to_owned()
                }
                Doubt::Shifted => "Its words stand elsewhere in their sentence".to_owned(),
                Doubt::Chance => "Its words stand alone in a sentence that has little in common with theirs".to_owned(),
                Doubt::Empty => "It has no words".to_owned(),
            },
        }
    }
}

fn notes(typography: bool, around: bool) -> &'static str {
    match (typography, around) {
        (false, false) => "",
        (true, false) => "; only typography differs",
        (false, true) => "; the sentence around them changed",
        (true, true) => "; only typography differs, and the sentence around them changed",
    }
}
