//! Which field an edit is about, and whether two edits of one field come to the same.

use super::{ClaimField, DraftField, Edit, EvidenceField, SourceField};
use crate::model::{ClaimId, SuggestedChange};

impl Edit {
    /// Names the field that it changes: two edits with one key replace each other, others are independent.
    pub fn key(&self) -> String {
        match self {
            Self::Title(_) => "title".to_owned(),
            Self::AddDraft { number } => format!("draft/{number}"),
            Self::Draft { number, field: DraftField::Aside { block, .. } } => format!("draft/{number}/aside/{block}"),
            Self::Draft { number, field: DraftField::Withdrawn(_) } => format!("draft/{number}/withdrawn"),
            Self::Draft { number, field: DraftField::Label(_) } => format!("draft/{number}/label"),
            Self::Draft { number, field: DraftField::Read { place, .. } } => {
                format!("draft/{number}/read/{}-{}", place.start, place.end)
            }
            Self::Draft { number, field: DraftField::Seen { claim, .. } } => format!("draft/{number}/seen/{claim}"),
            Self::AddClaim(claim) => format!("claim/{}", claim.id),
            Self::Claim { id, field } => format!("claim/{id}/{}", field.name()),
            Self::AddSource(source) => format!("source/{}", source.id),
            Self::Source { id, field } => format!("source/{id}/{}", field.name()),
            Self::SignOff(signing) => format!("sign-off/{}", signing.role.key()),
            Self::Other(_) => String::new(),
        }
    }

    /// The claim that it changes or adds.
    pub fn claim(&self) -> Option<&ClaimId> {
        match self {
            Self::AddClaim(claim) => Some(&claim.id),
            Self::Claim { id, .. } => Some(id),
            _ => None,
        }
    }
}

impl ClaimField {
    /// Names the field within its claim.
    fn name(&self) -> String {
        match self {
            Self::Anchor(_) => "anchor".to_owned(),
            Self::Kind(_) => "kind".to_owned(),
            Self::Risk(_) => "risk".to_owned(),
            Self::Status(_) => "status".to_owned(),
            Self::Change(_) => "change".to_owned(),
            Self::Question(_) => "question".to_owned(),
            Self::Answer(_) => "answer".to_owned(),
            Self::Note(_) => "note".to_owned(),
            Self::SourceNote(_) => "source-note".to_owned(),
            Self::Flags(_) => "flags".to_owned(),
            Self::SameAs(_) => "same-as".to_owned(),
            Self::SignOff(signing) => format!("sign-off/{}", signing.role.key()),
            Self::Deleted(_) => "deleted".to_owned(),
            Self::AddEvidence(piece) => format!("evidence/{}", piece.id),
            Self::Evidence { id, field } => {
                let field = match field {
                    EvidenceField::Source(_) => "source",
                    EvidenceField::Locator(_) => "locator",
                    EvidenceField::Passage(_) => "passage",
                    EvidenceField::Stance(_) => "stance",
                    EvidenceField::Deleted(_) => "deleted",
                };
                format!("evidence/{id}/{field}")
            }
        }
    }
}

impl SourceField {
    /// Names the field within its source.
    fn name(&self) -> &'static str {
        match self {
            Self::Text { name, .. } => name.key(),
            Self::Type(_) => "type",
            Self::Gathering(_) => "gathering",
            Self::Rank(_) => "rank",
            Self::Confidential(_) => "confidential",
            Self::Kept(_) => "kept",
            Self::Deleted(_) => "deleted",
        }
    }
}

impl Edit {
    /// What it deletes, by the key that it was added under; none for anything but a deletion.
    pub fn deletes(&self) -> Option<String> {
        match self {
            Self::Claim { id, field: ClaimField::Deleted(change) } if change.to => Some(format!("claim/{id}")),
            Self::Claim { id, field: ClaimField::Evidence { id: piece, field: EvidenceField::Deleted(change) } }
                if change.to =>
            {
                Some(format!("claim/{id}/evidence/{piece}"))
            }
            Self::Source { id, field: SourceField::Deleted(change) } if change.to => Some(format!("source/{id}")),
            _ => None,
        }
    }

    /// True when both leave their field the same, as far as a reader can tell: who did it and when does not count. Only
    /// for two edits of one field.
    pub fn comes_to_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Title(one), Self::Title(two)) => one.to == two.to,
            (Self::Draft { field: one, .. }, Self::Draft { field: two, .. }) => one.comes_to_the_same(two),
            (Self::Claim { field: one, .. }, Self::Claim { field: two, .. }) => one.comes_to_the_same(two),
            (Self::Source { field: one, .. }, Self::Source { field: two, .. }) => one.comes_to_the_same(two),
            (Self::SignOff(one), Self::SignOff(two)) => one.comes_to_the_same(two),
            // What is added has a name of its own, and what a newer version did cannot be compared.
            _ => true,
        }
    }
}

impl DraftField {
    fn comes_to_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Aside { to: one, .. }, Self::Aside { to: two, .. }) => one == two,
            (Self::Withdrawn(one), Self::Withdrawn(two)) => one.to == two.to,
            (Self::Label(one), Self::Label(two)) => one.to == two.to,
            (Self::Read { to: one, .. }, Self::Read { to: two, .. }) => one == two,
            (Self::Seen { to: one, .. }, Self::Seen { to: two, .. }) => one == two,
            _ => true,
        }
    }
}

impl ClaimField {
    fn comes_to_the_same(&self, other: &Self) -> bool {
        let wording = |change: &Option<SuggestedChange>| {
            change.clone().map(|change| (change.wording, change.decision, change.reason, change.made))
        };
        match (self, other) {
            (Self::Anchor(one), Self::Anchor(two)) => {
                (one.to.draft, one.to.range(), &one.to.quote) == (two.to.draft, two.to.range(), &two.to.quote)
            }
            (Self::Kind(one), Self::Kind(two)) => one.to == two.to,
            (Self::Risk(one), Self::Risk(two)) => one.to == two.to,
            (Self::Status(one), Self::Status(two)) => {
                one.to.as_ref().map(|record| record.status) == two.to.as_ref().map(|record| record.status)
            }
            (Self::Change(one), Self::Change(two)) => wording(&one.to) == wording(&two.to),
            (Self::Question(one), Self::Question(two))
            | (Self::Answer(one), Self::Answer(two))
            | (Self::Note(one), Self::Note(two))
            | (Self::SourceNote(one), Self::SourceNote(two)) => one.to == two.to,
            (Self::SameAs(one), Self::SameAs(two)) => {
                one.to.as_ref().map(|same| &same.claim) == two.to.as_ref().map(|same| &same.claim)
            }
            (Self::SignOff(one), Self::SignOff(two)) => one.comes_to_the_same(two),
            (Self::Deleted(one), Self::Deleted(two)) => one.to == two.to,
            (Self::Evidence { field: one, .. }, Self::Evidence { field: two, .. }) => one.comes_to_the_same(two),
            // Flags are joined, see `merge`.
            _ => true,
        }
    }
}

impl EvidenceField {
    fn comes_to_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Source(one), Self::Source(two)) => one.to == two.to,
            (Self::Locator(one), Self::Locator(two)) | (Self::Passage(one), Self::Passage(two)) => one.to == two.to,
            (Self::Stance(one), Self::Stance(two)) => one.to == two.to,
            (Self::Deleted(one), Self::Deleted(two)) => one.to == two.to,
            _ => true,
        }
    }
}

impl SourceField {
    fn comes_to_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text { to: one, .. }, Self::Text { to: two, .. }) => one == two,
            (Self::Type(one), Self::Type(two)) => one.to == two.to,
            (Self::Gathering(one), Self::Gathering(two)) => one.to == two.to,
            (Self::Rank(one), Self::Rank(two)) => one.to == two.to,
            (Self::Confidential(one), Self::Confidential(two)) => one.to == two.to,
            (Self::Deleted(one), Self::Deleted(two)) => one.to == two.to,
            // Kept copies are joined, see `merge`.
            _ => true,
        }
    }
}
