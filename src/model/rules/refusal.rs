//! Why a request was not carried out, what is missing, and what to do about it.

use crate::model::{ClaimId, Role};
use thiserror::Error;

/// The thing whose absence made a request be refused, so that a screen can put the caret there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Evidence that supports the claim.
    SupportingEvidence,
    /// A suggested change, or a note.
    ChangeOrNote,
    /// A question to the writer.
    Question,
    /// A source for the evidence.
    Source,
    /// The title of a source.
    SourceTitle,
    /// The reason of a decision.
    Reason,
    /// A suggested change to decide on.
    Change,
    /// A status that counts.
    Status,
}

/// Why a request was not carried out. It displays as what happened and why; [`Refusal::hint`] says what to do.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Refusal {
    /// *Verified* needs supporting evidence.
    #[error("the claim cannot be verified: no evidence supports it yet")]
    NeedsEvidence,
    /// *Wrong* needs a change or a note.
    #[error("the claim cannot be marked wrong: there is neither a suggested change nor a note")]
    NeedsChangeOrNote,
    /// *Query* needs a question.
    #[error("the claim cannot be marked as a query: there is no question to the writer")]
    NeedsQuestion,
    /// A decision needs a change.
    #[error("there is nothing to decide: no change has been suggested")]
    NeedsChange,
    /// Overruling needs a reason.
    #[error("a finding cannot be overruled without a reason")]
    NeedsReason,
    /// Evidence needs a source.
    #[error("the evidence cannot be added: it has no source")]
    NeedsSource,
    /// A source needs a title.
    #[error("the source cannot be saved: it has no title")]
    NeedsTitle,
    /// The claim shares another's verification.
    #[error("this claim shares the verification of “{quote}”, which decides its status")]
    Shared {
        /// The claim that decides.
        claim: ClaimId,
        /// Its words.
        quote: String,
    },
    /// The two cannot be the same.
    #[error("a claim cannot be the same as itself, in a circle")]
    Circle,
    /// The span has no words.
    #[error("there are no words to make a claim of")]
    EmptySpan,
    /// The cut is not inside the claim.
    #[error("a claim can only be split between words of its own")]
    CutOutside,
    /// Claims rest on the source.
    #[error("the source cannot be deleted: {0} claims rest on it")]
    InUse(usize),
    /// The text does not hold the suggested change.
    #[error("the claim cannot be closed as changed: its words are not those of the suggested change")]
    NotMade,
    /// Nobody has checked the claim that is to be signed off.
    #[error("the claim cannot be signed off: nobody has checked it yet")]
    SignsUnchecked,
    /// The claim that is to be signed off is due for a recheck.
    #[error("the claim cannot be signed off: its status lapsed when its text or evidence changed")]
    SignsLapsed,
    /// No claim of the story counts.
    #[error("the story cannot be signed off: no claim has a status that counts")]
    NothingToSign,
    /// Only the whole story is signed off in this role.
    #[error("a single claim cannot be signed off as {0}, only the whole story")]
    NotOfClaims(Role),
    /// There is no sign-off in this role.
    #[error("there is nothing to take back: nobody has signed off as {0}")]
    NotSigned(Role),
    /// Nobody knows who signs.
    #[error("nothing can be signed off without initials")]
    NeedsInitials,
    /// The conflict is settled, or there never was one.
    #[error("there is no such conflict any more")]
    NoConflict,
    /// It is not there.
    #[error("there is no {0} in this project")]
    Absent(String),
}

impl Refusal {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NeedsEvidence => "add evidence that supports the claim, with its source",
            Self::NeedsChangeOrNote => "suggest a change, or write a note that says what is wrong",
            Self::NeedsQuestion => "write the question to the writer",
            Self::NeedsChange => "suggest a change first",
            Self::NeedsReason => "say why the finding is overruled",
            Self::NeedsSource => "choose a source of the story, or make a new one",
            Self::NeedsTitle => "give the source a title, or the person a name or role",
            Self::Shared { .. } => "set the status there, or take back “same as”",
            Self::Circle => "choose another claim",
            Self::EmptySpan => "select the words of the claim in the article",
            Self::CutOutside => "put the caret between two words of the claim",
            Self::InUse(_) => "delete the evidence that uses it first",
            Self::NotMade => "check the claim again, or give it the words of the change",
            Self::SignsUnchecked => "check it, and set its status",
            Self::SignsLapsed => "check it again, and set its status anew",
            Self::NothingToSign => "mark the claims, and check them",
            Self::NotOfClaims(_) => "sign the whole story off",
            Self::NotSigned(_) => "look who has signed off",
            Self::NeedsInitials => "write down your initials in the preferences, or give them with --by",
            Self::NoConflict => "look at the claim as it is now",
            Self::Absent(_) => "list what there is, and try again",
        }
    }

    /// What is missing, when it is something a person can fill in.
    pub fn missing(&self) -> Option<Missing> {
        Some(match self {
            Self::NeedsEvidence => Missing::SupportingEvidence,
            Self::NeedsChangeOrNote => Missing::ChangeOrNote,
            Self::NeedsQuestion => Missing::Question,
            Self::NeedsChange => Missing::Change,
            Self::NeedsReason => Missing::Reason,
            Self::NeedsSource => Missing::Source,
            Self::NeedsTitle => Missing::SourceTitle,
            Self::SignsUnchecked | Self::SignsLapsed => Missing::Status,
            _ => return None,
        })
    }
}
