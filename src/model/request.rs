//! What a person asks the project to do. [`super::rules`] turns a request into edits or into a refusal.

use super::{
    ClaimId, Decision, EntryId, Evidence, EvidenceId, Flag, KeptCopy, Kind, Place, Risk, Role, SourceDetails, SourceId,
    Stance, Status,
};
use std::ops::Range;

/// The source that evidence comes from: one of the story, or a new one made on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceChoice {
    /// A source of the story.
    Existing(SourceId),
    /// A new one.
    New(Box<SourceDetails>),
}

/// What a person fills in for a piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceDetails {
    /// Where it comes from.
    pub source: SourceChoice,
    /// Where in the source.
    pub locator: String,
    /// The words of the source.
    pub passage: String,
    /// What they say of the claim.
    pub stance: Stance,
}

impl EvidenceDetails {
    /// What a person filled in for this piece.
    pub fn of(piece: &Evidence) -> Self {
        Self {
            source: SourceChoice::Existing(piece.source.clone()),
            locator: piece.locator.clone(),
            passage: piece.passage.clone(),
            stance: piece.stance,
        }
    }
}

/// A request. Ranges are bytes of the current draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// Call the story something else.
    SetTitle(String),
    /// Say whether blocks of the current draft are part of the article.
    SetAside {
        /// Indices of the blocks.
        blocks: Vec<usize>,
        /// True: not part of the article.
        aside: bool,
    },
    /// Mark a claim.
    AddClaim {
        /// Its words.
        range: Range<usize>,
        /// What it states.
        kind: Kind,
        /// Its risk.
        risk: Risk,
    },
    /// Make a claim of what a comment or footnote of the writer is about.
    TakeNote {
        /// The words it is about.
        range: Range<usize>,
        /// What they state.
        kind: Kind,
        /// What the note says.
        note: String,
    },
    /// Delete a claim.
    DeleteClaim(ClaimId),
    /// Change which words a claim is about.
    SetSpan(ClaimId, Range<usize>),
    /// Make two claims of one, cut at this byte.
    SplitClaim(ClaimId, usize),
    /// Make one claim of two: the first takes over the words, evidence and notes of the second.
    MergeClaims(ClaimId, ClaimId),
    /// Change what a claim states.
    SetKind(ClaimId, Kind),
    /// Change its risk.
    SetRisk(ClaimId, Risk),
    /// Set or lift a flag.
    SetFlag(ClaimId, Flag, bool),
    /// Write a note.
    SetNote(ClaimId, String),
    /// Correct what the writer's note says of where a claim comes from.
    SetSourceNote(ClaimId, String),
    /// Write a question to the writer.
    SetQuestion(ClaimId, String),
    /// Write down the writer's answer.
    SetAnswer(ClaimId, String),
    /// Set the status.
    SetStatus(ClaimId, Status),
    /// Propose a wording, or with none take the proposal back.
    SuggestChange(ClaimId, Option<String>),
    /// Decide on a suggested change.
    Decide(ClaimId, Decision, String),
    /// Share the verification of another claim, or with none stop sharing.
    SetSameAs(ClaimId, Option<ClaimId>),
    /// Add evidence to a claim.
    AddEvidence(ClaimId, EvidenceDetails),
    /// Change a piece of evidence.
    EditEvidence(ClaimId, EvidenceId, EvidenceDetails),
    /// Delete a piece of evidence.
    DeleteEvidence(ClaimId, EvidenceId),
    /// Add a source, with the copies kept of it.
    AddSource(Box<SourceDetails>, Vec<KeptCopy>),
    /// Change what is known about a source.
    EditSource(SourceId, Box<SourceDetails>),
    /// Keep another copy of a source.
    KeepCopy(SourceId, KeptCopy),
    /// Delete a source that no claim rests on.
    DeleteSource(SourceId),
    /// Call a draft something, by its number.
    SetLabel(u32, String),
    /// Say whether parts of the current draft were read and hold nothing to check.
    SetRead {
        /// The parts, usually whole sentences.
        places: Vec<Place>,
        /// True: read.
        read: bool,
    },
    /// Say whether what became of a claim in the current draft was seen and is left so.
    SetSeen(ClaimId, bool),
    /// Close a claim whose suggested change was made in the current draft.
    CloseAsChanged(ClaimId),
    /// Sign a claim off, or with none the whole story.
    SignOff(Option<ClaimId>, Role),
    /// Take the sign-off of a claim back, or with none that of the whole story.
    TakeBackSignOff(Option<ClaimId>, Role),
    /// Settle a conflict: leave the field as this entry, one of its sides, left it.
    Settle(EntryId),
}
