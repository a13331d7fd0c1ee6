//! One change of one field, which knows what was there before.
//!
//! Invariants: applying an edit and then its inverse leaves the project as a reader sees it. No edit removes anything:
//! what is deleted is marked so, and what is added is taken back by deleting it.

mod field;
mod inverse;
mod signing;

pub use signing::Signing;

use super::claim::SameAs;
use super::source::{Gathering, Rank, SourceText};
use super::{
    Anchor, Claim, ClaimId, Evidence, EvidenceId, Flag, Json, KeptCopy, Kind, Place, Project, Risk, Source, SourceId,
    SourceKind, Stance, StatusRecord, SuggestedChange,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use thiserror::Error;

/// What a field held, and what it holds now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change<T> {
    /// Before.
    pub from: T,
    /// After.
    pub to: T,
}

impl<T: Clone + PartialEq> Change<T> {
    /// The change from what a field holds to something else; none when that is what it holds.
    pub fn between(from: &T, to: T) -> Option<Self> {
        (*from != to).then(|| Self { from: from.clone(), to })
    }

    fn inverse(&self) -> Self {
        Self { from: self.to.clone(), to: self.from.clone() }
    }

    fn apply(&self, field: &mut T) {
        field.clone_from(&self.to);
    }
}

/// A change of one field of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DraftField {
    /// Whether a block is part of the article.
    Aside {
        /// Index of the block.
        block: usize,
        /// Before.
        from: bool,
        /// After.
        to: bool,
    },
    /// Whether its import was taken back.
    Withdrawn(Change<bool>),
    /// What the desk calls it.
    Label(Change<String>),
    /// Whether a part of it was read and holds nothing to check.
    Read {
        /// The part.
        place: Place,
        /// Before.
        from: bool,
        /// After.
        to: bool,
    },
    /// Whether a person has seen what became of a claim in it.
    Seen {
        /// The claim.
        claim: ClaimId,
        /// Before.
        from: bool,
        /// After.
        to: bool,
    },
}

/// A change of one field of a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimField {
    /// The words it is about.
    Anchor(Box<Change<Anchor>>),
    /// Its kind.
    Kind(Change<Kind>),
    /// Its risk.
    Risk(Change<Risk>),
    /// Its status.
    Status(Box<Change<Option<StatusRecord>>>),
    /// The suggested change or the decision on it.
    Change(Box<Change<Option<SuggestedChange>>>),
    /// The question to the writer.
    Question(Change<String>),
    /// The writer's answer.
    Answer(Change<String>),
    /// The note.
    Note(Change<String>),
    /// What the writer's note says of where the claim comes from.
    SourceNote(Change<String>),
    /// The flags.
    Flags(Change<BTreeSet<Flag>>),
    /// The claim whose verification it shares.
    SameAs(Box<Change<Option<SameAs>>>),
    /// A sign-off.
    SignOff(Box<Signing>),
    /// Whether it is deleted.
    Deleted(Change<bool>),
    /// A piece of evidence is added.
    AddEvidence(Box<Evidence>),
    /// A piece of evidence changes.
    Evidence {
        /// Which.
        id: EvidenceId,
        /// What of it.
        #[serde(flatten)]
        field: EvidenceField,
    },
}

/// A change of one field of a piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EvidenceField {
    /// Its source.
    Source(Change<SourceId>),
    /// Where in the source.
    Locator(Change<String>),
    /// The words of the source.
    Passage(Change<String>),
    /// What they say of the claim.
    Stance(Change<Stance>),
    /// Whether it is deleted.
    Deleted(Change<bool>),
}

/// A change of one field of a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceField {
    /// One of its text fields.
    Text {
        /// Which.
        name: SourceText,
        /// Before.
        from: String,
        /// After.
        to: String,
    },
    /// Its type.
    Type(Change<SourceKind>),
    /// How we came by it.
    Gathering(Change<Option<Gathering>>),
    /// How near it is to what it speaks of.
    Rank(Change<Option<Rank>>),
    /// Whether it is confidential.
    Confidential(Change<bool>),
    /// The copies kept of it.
    Kept(Change<Vec<KeptCopy>>),
    /// Whether it is deleted.
    Deleted(Change<bool>),
}

/// One change of one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Edit {
    /// The title of the story.
    Title(Change<String>),
    /// A draft came in. The draft itself is in the project's list; its text is not repeated here.
    AddDraft {
        /// Its number.
        number: u32,
    },
    /// A draft changes.
    Draft {
        /// Its number.
        number: u32,
        /// What of it.
        #[serde(flatten)]
        field: DraftField,
    },
    /// A claim is added, in this first state.
    AddClaim(Box<Claim>),
    /// A claim changes.
    Claim {
        /// Which.
        id: ClaimId,
        /// What of it.
        #[serde(flatten)]
        field: ClaimField,
    },
    /// A source is added, in this first state.
    AddSource(Box<Source>),
    /// A source changes.
    Source {
        /// Which.
        id: SourceId,
        /// What of it.
        #[serde(flatten)]
        field: SourceField,
    },
    /// A sign-off of the whole story.
    SignOff(Box<Signing>),
    /// A change that a newer version made; kept as it is, never applied.
    #[serde(untagged)]
    Other(Json),
}

/// An edit that does not fit the project it was applied to.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Misfit {
    /// It changes something that is not there.
    #[error("there is no {0}")]
    Absent(String),
    /// It adds something that is there already.
    #[error("{0} is there already")]
    Present(String),
    /// It was made by a newer version.
    #[error("a newer version made this change")]
    Unknown,
}

/// Applies an edit.
///
/// # Errors
/// When it does not fit; the project is then unchanged.
pub fn apply(project: &mut Project, edit: &Edit) -> Result<(), Misfit> {
    let absent = |what: &str, id: &dyn std::fmt::Display| Misfit::Absent(format!("{what} {id}"));
    match edit {
        Edit::Title(change) => change.apply(&mut project.title),
        Edit::AddDraft { number } => {
            project.drafts.iter().find(|draft| draft.number == *number).ok_or_else(|| absent("draft", number))?;
        }
        Edit::Draft { number, field } => {
            let draft = project.drafts.iter_mut().find(|draft| draft.number == *number);
            apply_to_draft(draft.ok_or_else(|| absent("draft", number))?, field)?;
        }
        Edit::AddClaim(claim) => {
            if !project.claims.push((**claim).clone()) {
                return Err(Misfit::Present(format!("claim {}", claim.id)));
            }
        }
        Edit::Claim { id, field } => {
            apply_to_claim(project.claims.get_mut(id).ok_or_else(|| absent("claim", id))?, field)?;
        }
        Edit::AddSource(source) => {
            if !project.sources.push((**source).clone()) {
                return Err(Misfit::Present(format!("source {}", source.id)));
            }
        }
        Edit::Source { id, field } => {
            apply_to_source(project.sources.get_mut(id).ok_or_else(|| absent("source", id))?, field);
        }
        Edit::SignOff(signing) => signing.apply(&mut project.sign_offs),
        Edit::Other(_) => return Err(Misfit::Unknown),
    }
    Ok(())
}

/// Takes back edits that were applied last and are in no history yet, as if they had never been.
pub(super) fn roll_back(project: &mut Project, edits: &[Edit]) {
    for edit in edits.iter().rev() {
        match edit {
            Edit::AddClaim(_) => project.claims.pop(),
            Edit::AddSource(_) => project.sources.pop(),
            Edit::AddDraft { .. } => {}
            Edit::Claim { id, field: ClaimField::AddEvidence(_) } => {
                project.claims.get_mut(id).map(|claim| claim.evidence.pop());
            }
            // The inverse of an edit that was just applied fits by construction.
            _ => drop(apply(project, &edit.inverse())),
        }
    }
}

fn apply_to_draft(draft: &mut super::Draft, field: &DraftField) -> Result<(), Misfit> {
    match field {
        DraftField::Aside { block, from: _, to } => {
            let row = draft.blocks.get_mut(*block).ok_or_else(|| Misfit::Absent(format!("block {block}")))?;
            row.aside = *to;
        }
        DraftField::Withdrawn(change) => change.apply(&mut draft.withdrawn),
        DraftField::Label(change) => change.apply(&mut draft.label),
        DraftField::Read { place, to, .. } => {
            if draft.text.get(place.range()).is_none() {
                return Err(Misfit::Absent(format!("text at bytes {} to {}", place.start, place.end)));
            }
            let _ = if *to { draft.read.insert(*place) } else { draft.read.remove(place) };
        }
        DraftField::Seen { claim, to, .. } => {
            let carried = draft.carried.iter_mut().find(|carried| carried.claim == *claim);
            carried.ok_or_else(|| Misfit::Absent(format!("outcome for claim {claim}")))?.seen = *to;
        }
    }
    Ok(())
}

fn apply_to_claim(claim: &mut Claim, field: &ClaimField) -> Result<(), Misfit> {
    match field {
        ClaimField::Anchor(change) => change.apply(&mut claim.anchor),
        ClaimField::Kind(change) => change.apply(&mut claim.kind),
        ClaimField::Risk(change) => change.apply(&mut claim.risk),
        ClaimField::Status(change) => change.apply(&mut claim.status),
        ClaimField::Change(change) => change.apply(&mut claim.change),
        ClaimField::Question(change) => change.apply(&mut claim.question),
        ClaimField::Answer(change) => change.apply(&mut claim.answer),
        ClaimField::Note(change) => change.apply(&mut claim.note),
        ClaimField::SourceNote(change) => change.apply(&mut claim.source_note),
        ClaimField::Flags(change) => change.apply(&mut claim.flags),
        ClaimField::SameAs(change) => change.apply(&mut claim.same_as),
        ClaimField::SignOff(signing) => signing.apply(&mut claim.sign_offs),
        ClaimField::Deleted(change) => change.apply(&mut claim.deleted),
        ClaimField::AddEvidence(piece) => {
            if claim.evidence_by_id(&piece.id).is_some() {
                return Err(Misfit::Present(format!("evidence {}", piece.id)));
            }
            claim.evidence.push((**piece).clone());
        }
        ClaimField::Evidence { id, field } => {
            let piece = claim.evidence.iter_mut().find(|piece| piece.id == *id);
            let piece = piece.ok_or_else(|| Misfit::Absent(format!("evidence {id}")))?;
            match field {
                EvidenceField::Source(change) => change.apply(&mut piece.source),
                EvidenceField::Locator(change) => change.apply(&mut piece.locator),
                EvidenceField::Passage(change) => change.apply(&mut piece.passage),
                EvidenceField::Stance(change) => change.apply(&mut piece.stance),
                EvidenceField::Deleted(change) => change.apply(&mut piece.deleted),
            }
        }
    }
    Ok(())
}

fn apply_to_source(source: &mut Source, field: &SourceField) {
    let details = &mut source.details;
    match field {
        SourceField::Text { name, from: _, to } => details.text_mut(*name).clone_from(to),
        SourceField::Type(change) => change.apply(&mut details.kind),
        SourceField::Gathering(change) => change.apply(&mut details.gathering),
        SourceField::Rank(change) => change.apply(&mut details.rank),
        SourceField::Confidential(change) => change.apply(&mut details.confidential),
        SourceField::Kept(change) => change.apply(&mut source.kept),
        SourceField::Deleted(change) => change.apply(&mut source.deleted),
    }
}

impl ClaimField {
    /// True when the claim is as this edit leaves it.
    pub(super) fn is_in(&self, claim: &Claim) -> bool {
        let mut again = claim.clone();
        apply_to_claim(&mut again, self).is_ok() && again == *claim
    }
}

impl SourceField {
    /// True when the source is as this edit leaves it.
    pub(super) fn is_in(&self, source: &Source) -> bool {
        let mut again = source.clone();
        apply_to_source(&mut again, self);
        again == *source
    }
}
