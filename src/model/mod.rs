//! What a fact check is: pure values, no files, no window, no clock, no randomness.
//!
//! - [`article`]: what an importer reads; [`draft`]: an article as received, immutable and numbered.
//! - [`anchor`]: which words a claim was made about; [`carried`]: what became of it in a new draft;
//!   [`typography`]: which texts are the same, only set otherwise.
//! - [`claim`], [`source`], [`evidence`]: the values a checker fills in.
//! - [`project`]: all of them together; [`progress`]: how far the check has come; [`sign_off`]: who stands by it.
//! - [`request`] and [`rules`]: what a person asks for, and either the edits that do it or the reason why not.
//! - [`edit`]: one invertible change of one field; [`history`]: the list of all of them; [`steps`]: the list by what
//!   was done at one go; [`describe`]: all of it in words.
//! - [`merge`]: two people's copies of one story put together; [`conflict`]: where they disagree.
//!
//! Times are UTC. Positions are byte offsets on character boundaries of one draft's text.

pub mod anchor;
pub mod article;
pub mod carried;
pub mod claim;
pub mod conflict;
pub mod describe;
pub mod draft;
pub mod edit;
pub mod evidence;
mod extra;
mod fingerprint;
pub mod history;
pub mod id;
pub mod merge;
pub mod progress;
pub mod project;
pub mod request;
pub mod rules;
pub mod sign_off;
pub mod source;
pub mod steps;
pub mod table;
#[cfg(test)]
pub(crate) mod testing;
pub mod typography;
pub(crate) mod words;
mod written;

pub use anchor::Anchor;
pub use article::{Article, Block, BlockKind};
pub use carried::{CarriedClaim, Outcome, Place};
pub use claim::{Claim, Decision, Flag, Kind, Risk, Status, StatusRecord, SuggestedChange};
pub use conflict::{Conflict, Side};
pub use draft::Draft;
pub use edit::{Change, Edit};
pub use evidence::{Evidence, Stance};
pub use extra::{Extra, Json};
pub use fingerprint::Fingerprint;
pub use history::{Entry, History};
pub use id::{ClaimId, EntryId, EvidenceId, Minter, SourceId};
pub use progress::{Progress, Standing, Standings, Whereabouts};
pub use project::{Person, Project};
pub use request::{Request, SourceChoice};
pub use rules::{Missing, Refusal, Stamp, join_notes};
pub use sign_off::{Covers, Role, SignOff, SignOffs, Signature, Signatures, Signed};
pub use source::{KeptCopy, Source, SourceDetails, SourceKind};
pub use words::UnknownWord;
pub use written::Written;

pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
