//! What is derived from the project and asked for in every frame, kept up to date after every step.

use super::offers::Offers;
use super::rows::Rows;
use crate::model::edit::{ClaimField, DraftField};
use crate::model::history::Entry;
use crate::model::{Edit, Project};
use crate::text::coverage::Coverage;
use std::sync::Arc;

/// The claims as rows, the offers of the writer's notes, and how much of the text somebody has looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Derived {
    pub(super) rows: Rows,
    pub(super) offers: Offers,
    pub(super) coverage: Coverage,
}

impl Derived {
    /// Derives it from nothing. For a book this takes some hundredths of a second.
    pub(super) fn of(project: &Project) -> Self {
        Self { rows: Rows::of(project), offers: Offers::of(project), coverage: Coverage::of(project) }
    }

    /// Brings it up to date after these entries of the history.
    pub(super) fn update(&mut self, project: &Project, entries: &[Arc<Entry>]) {
        self.rows.update(project, entries);
        self.offers.update(project, entries);
        if entries.iter().any(|entry| changes_cover(&entry.edit)) {
            self.coverage.look_again(project);
        }
    }
}

/// True when claims may stand elsewhere from now on, in the text or among the rows.
pub(super) fn move_claims(entries: &[Arc<Entry>]) -> bool {
    entries.iter().any(|entry| moves_claims(&entry.edit))
}

fn moves_claims(edit: &Edit) -> bool {
    match edit {
        Edit::AddClaim(_) | Edit::AddDraft { .. } | Edit::Other(_) => true,
        Edit::Draft { field, .. } => matches!(field, DraftField::Withdrawn(_)),
        Edit::Claim { field, .. } => matches!(field, ClaimField::Anchor(_) | ClaimField::Deleted(_)),
        Edit::Title(_) | Edit::AddSource(_) | Edit::Source { .. } | Edit::SignOff(_) => false,
    }
}

/// True when a sentence may hold a claim, be read, or be part of the article from now on, or no longer.
fn changes_cover(edit: &Edit) -> bool {
    let reads_or_sets_aside =
        matches!(edit, Edit::Draft { field: DraftField::Read { .. } | DraftField::Aside { .. }, .. });
    reads_or_sets_aside || moves_claims(edit)
}
