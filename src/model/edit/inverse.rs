//! The edit that takes another one back, and the one that follows another one.

use super::{Change, ClaimField, DraftField, Edit, EvidenceField, SourceField};

const DELETE: Change<bool> = Change { from: false, to: true };

impl Edit {
    /// The edit that takes this one back.
    pub fn inverse(&self) -> Self {
        match self {
            Self::Title(change) => Self::Title(change.inverse()),
            Self::AddDraft { number } => Self::Draft { number: *number, field: DraftField::Withdrawn(DELETE) },
            Self::Draft { number, field } => Self::Draft { number: *number, field: field.inverse() },
            Self::AddClaim(claim) => Self::Claim { id: claim.id.clone(), field: ClaimField::Deleted(DELETE) },
            Self::Claim { id, field } => Self::Claim { id: id.clone(), field: field.inverse() },
            Self::AddSource(source) => Self::Source { id: source.id.clone(), field: SourceField::Deleted(DELETE) },
            Self::Source { id, field } => Self::Source { id: id.clone(), field: field.inverse() },
            Self::SignOff(signing) => Self::SignOff(signing.inverse().into()),
            Self::Other(value) => Self::Other(value.clone()),
        }
    }
}

impl DraftField {
    fn inverse(&self) -> Self {
        match self {
            Self::Aside { block, from, to } => Self::Aside { block: *block, from: *to, to: *from },
            Self::Withdrawn(change) => Self::Withdrawn(change.inverse()),
            Self::Label(change) => Self::Label(change.inverse()),
            Self::Read { place, from, to } => Self::Read { place: *place, from: *to, to: *from },
            Self::Seen { claim, from, to } => Self::Seen { claim: claim.clone(), from: *to, to: *from },
        }
    }
}

impl ClaimField {
    fn inverse(&self) -> Self {
        match self {
            Self::Anchor(change) => Self::Anchor(change.inverse().into()),
            Self::Kind(change) => Self::Kind(change.inverse()),
            Self::Risk(change) => Self::Risk(change.inverse()),
            Self::Status(change) => Self::Status(change.inverse().into()),
            Self::Change(change) => Self::Change(change.inverse().into()),
            Self::Question(change) => Self::Question(change.inverse()),
            Self::Answer(change) => Self::Answer(change.inverse()),
            Self::Note(change) => Self::Note(change.inverse()),
            Self::SourceNote(change) => Self::SourceNote(change.inverse()),
            Self::Flags(change) => Self::Flags(change.inverse()),
            Self::SameAs(change) => Self::SameAs(change.inverse().into()),
            Self::SignOff(signing) => Self::SignOff(signing.inverse().into()),
            Self::Deleted(change) => Self::Deleted(change.inverse()),
            Self::AddEvidence(piece) => Self::Evidence { id: piece.id.clone(), field: EvidenceField::Deleted(DELETE) },
            Self::Evidence { id, field } => Self::Evidence { id: id.clone(), field: field.inverse() },
        }
    }
}

impl EvidenceField {
    fn inverse(&self) -> Self {
        match self {
            Self::Source(change) => Self::Source(change.inverse()),
            Self::Locator(change) => Self::Locator(change.inverse()),
            Self::Passage(change) => Self::Passage(change.inverse()),
            Self::Stance(change) => Self::Stance(change.inverse()),
            Self::Deleted(change) => Self::Deleted(change.inverse()),
        }
    }
}

impl SourceField {
    fn inverse(&self) -> Self {
        match self {
            Self::Text { name, from, to } => Self::Text { name: *name, from: to.clone(), to: from.clone() },
            Self::Type(change) => Self::Type(change.inverse()),
            Self::Gathering(change) => Self::Gathering(change.inverse()),
            Self::Rank(change) => Self::Rank(change.inverse()),
            Self::Confidential(change) => Self::Confidential(change.inverse()),
            Self::Kept(change) => Self::Kept(change.inverse()),
            Self::Deleted(change) => Self::Deleted(change.inverse()),
        }
    }
}

/// The change to what this one leaves, from what `before` left.
fn follow<T: Clone>(change: &Change<T>, before: &Change<T>) -> Change<T> {
    Change { from: before.to.clone(), to: change.to.clone() }
}

impl Edit {
    /// This edit, beginning from what another edit of the same field left. One that adds something, or is of another
    /// field, stays as it is.
    pub(in crate::model) fn after(&self, before: &Self) -> Self {
        match (self, before) {
            (Self::Title(to), Self::Title(from)) => Self::Title(follow(to, from)),
            (Self::Draft { number, field: to }, Self::Draft { field: from, .. }) => {
                Self::Draft { number: *number, field: to.after(from) }
            }
            (Self::Claim { id, field: to }, Self::Claim { field: from, .. }) => {
                Self::Claim { id: id.clone(), field: to.after(from) }
            }
            (Self::Source { id, field: to }, Self::Source { field: from, .. }) => {
                Self::Source { id: id.clone(), field: to.after(from) }
            }
            (Self::SignOff(to), Self::SignOff(from)) => Self::SignOff(to.after(from).into()),
            (edit, _) => edit.clone(),
        }
    }
}

impl DraftField {
    fn after(&self, before: &Self) -> Self {
        match (self, before) {
            (Self::Aside { block, to, .. }, Self::Aside { to: from, .. }) => {
                Self::Aside { block: *block, from: *from, to: *to }
            }
            (Self::Withdrawn(to), Self::Withdrawn(from)) => Self::Withdrawn(follow(to, from)),
            (Self::Label(to), Self::Label(from)) => Self::Label(follow(to, from)),
            (Self::Read { place, to, .. }, Self::Read { to: from, .. }) => {
                Self::Read { place: *place, from: *from, to: *to }
            }
            (Self::Seen { claim, to, .. }, Self::Seen { to: from, .. }) => {
                Self::Seen { claim: claim.clone(), from: *from, to: *to }
            }
            (field, _) => field.clone(),
        }
    }
}

impl ClaimField {
    fn after(&self, before: &Self) -> Self {
        match (self, before) {
            (Self::Anchor(to), Self::Anchor(from)) => Self::Anchor(follow(to, from).into()),
            (Self::Kind(to), Self::Kind(from)) => Self::Kind(follow(to, from)),
            (Self::Risk(to), Self::Risk(from)) => Self::Risk(follow(to, from)),
            (Self::Status(to), Self::Status(from)) => Self::Status(follow(to, from).into()),
            (Self::Change(to), Self::Change(from)) => Self::Change(follow(to, from).into()),
            (Self::Question(to), Self::Question(from)) => Self::Question(follow(to, from)),
            (Self::Answer(to), Self::Answer(from)) => Self::Answer(follow(to, from)),
            (Self::Note(to), Self::Note(from)) => Self::Note(follow(to, from)),
            (Self::SourceNote(to), Self::SourceNote(from)) => Self::SourceNote(follow(to, from)),
            (Self::Flags(to), Self::Flags(from)) => Self::Flags(follow(to, from)),
            (Self::SameAs(to), Self::SameAs(from)) => Self::SameAs(follow(to, from).into()),
            (Self::SignOff(to), Self::SignOff(from)) => Self::SignOff(to.after(from).into()),
            (Self::Evidence { id, field: to }, Self::Evidence { field: from, .. }) => {
                Self::Evidence { id: id.clone(), field: to.after(from) }
            }
            (field, _) => field.clone(),
        }
    }
}

impl EvidenceField {
    fn after(&self, before: &Self) -> Self {
        match (self, before) {
            (Self::Source(to), Self::Source(from)) => Self::Source(follow(to, from)),
            (Self::Locator(to), Self::Locator(from)) => Self::Locator(follow(to, from)),
            (Self::Passage(to), Self::Passage(from)) => Self::Passage(follow(to, from)),
            (Self::Stance(to), Self::Stance(from)) => Self::Stance(follow(to, from)),
            (field, _) => field.clone(),
        }
    }
}

impl SourceField {
    fn after(&self, before: &Self) -> Self {
        match (self, before) {
            (Self::Text { name, to, .. }, Self::Text { to: from, .. }) => {
                Self::Text { name: *name, from: from.clone(), to: to.clone() }
            }
            (Self::Type(to), Self::Type(from)) => Self::Type(follow(to, from)),
            (Self::Gathering(to), Self::Gathering(from)) => Self::Gathering(follow(to, from)),
            (Self::Rank(to), Self::Rank(from)) => Self::Rank(follow(to, from)),
            (Self::Confidential(to), Self::Confidential(from)) => Self::Confidential(follow(to, from)),
            (Self::Kept(to), Self::Kept(from)) => Self::Kept(follow(to, from)),
            (field, _) => field.clone(),
        }
    }
}
