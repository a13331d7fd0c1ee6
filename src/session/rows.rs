//! The list of claims with what each status counts for, kept up to date after every step.
//!
//! Deriving it afresh reads every word of evidence. So after a step only the claims it touched are looked at again,
//! and those that share their verification.

use crate::model::edit::{ClaimField, DraftField, SourceField};
use crate::model::history::Entry;
use crate::model::{Claim, ClaimId, Edit, Progress, Project, Signatures, Standing, Standings};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// A claim in the list: which one, and what its status counts for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The claim.
    pub id: ClaimId,
    /// What its status counts for now.
    pub standing: Standing,
}

/// The claims in order of the text, and the sums over them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Rows {
    pub(super) list: Vec<Row>,
    pub(super) progress: Progress,
    /// What the sign-offs of the story count for: derived again only when some claim stands otherwise than before.
    pub(super) signatures: Signatures,
    places: HashMap<ClaimId, usize>,
}

/// What a step touched.
struct Touched<'a> {
    /// Claims that changed.
    claims: HashSet<&'a ClaimId>,
    /// Claims may have come, gone or moved.
    order: bool,
    /// The story was signed off, or that was taken back.
    signed: bool,
    /// Claims may share the verification of another one than before.
    shared: bool,
    /// Anything may have changed.
    all: bool,
}

impl<'a> Touched<'a> {
    fn by(entries: &'a [Arc<Entry>]) -> Self {
        let mut touched = Self { claims: HashSet::new(), order: false, signed: false, shared: false, all: false };
        for entry in entries {
            touched.claims.extend(entry.edit.claim());
            match &*entry.edit {
                Edit::AddClaim(_) | Edit::Claim { field: ClaimField::Anchor(_), .. } => touched.order = true,
                Edit::Claim { field: ClaimField::SameAs(_) | ClaimField::Deleted(_), .. } => {
                    (touched.order, touched.shared) = (true, true);
                }
                Edit::Draft { field: DraftField::Seen { claim, .. }, .. } => drop(touched.claims.insert(claim)),
                Edit::Draft {
                    field: DraftField::Read { .. } | DraftField::Label(_) | DraftField::Aside { .. },
                    ..
                } => {}
                Edit::Source { field: SourceField::Deleted(_), .. }
                | Edit::AddDraft { .. }
                | Edit::Draft { field: DraftField::Withdrawn(_), .. }
                | Edit::Other(_) => touched.all = true,
                Edit::SignOff(_) => touched.signed = true,
                Edit::Claim { .. } | Edit::Title(_) | Edit::AddSource(_) | Edit::Source { .. } => {}
            }
        }
        touched
    }

    fn holds(&self, row: &Row, project: &Project) -> bool {
        let shares = || project.claim(&row.id).is_some_and(|claim| claim.same_as.is_some());
        self.all
            || self.claims.contains(&row.id)
            || row.standing.through.as_ref().is_some_and(|root| self.claims.contains(root))
            || self.shared && shares()
    }
}

impl Rows {
    /// Derives them from nothing.
    pub(super) fn of(project: &Project) -> Self {
        let mut rows = Self::default();
        rows.derive(project, HashMap::new());
        rows
    }

    /// Brings them up to date after these entries of the history.
    pub(super) fn update(&mut self, project: &Project, entries: &[Arc<Entry>]) {
        let touched = Touched::by(entries);
        if touched.all || touched.order {
            let list = std::mem::take(&mut self.list).into_iter();
            let known = list.filter(|row| !touched.holds(row, project)).map(|row| (row.id, row.standing)).collect();
            self.derive(project, known);
            return;
        }
        let mut standings = Standings::new(project);
        let mut changed = touched.signed;
        for row in self.list.iter_mut().filter(|row| touched.holds(row, project)) {
            if let Some(claim) = project.claim(&row.id) {
                let standing = standings.of(claim);
                changed |= standing != row.standing;
                row.standing = standing;
            }
        }
        if changed {
            self.sum_up(project);
        }
    }

    /// What is derived from all rows together.
    fn sum_up(&mut self, project: &Project) {
        self.progress = Progress::of(self.list.iter().map(|row| &row.standing));
        let standing = |id: &ClaimId| self.place(id).and_then(|place| self.list.get(place)).map(|row| &row.standing);
        self.signatures = Signatures::of(project, standing, self.list.len());
    }

    fn derive(&mut self, project: &Project, mut known: HashMap<ClaimId, Standing>) {
        let mut standings = Standings::new(project);
        let mut row = |claim| {
            let claim: &Claim = claim;
            let standing = known.remove(&claim.id).unwrap_or_else(|| standings.of(claim));
            Row { id: claim.id.clone(), standing }
        };
        self.list = project.claims_in_order().into_iter().map(&mut row).collect();
        self.places = self.list.iter().enumerate().map(|(place, row)| (row.id.clone(), place)).collect();
        self.sum_up(project);
    }

    /// The place of a claim, counted from 0.
    pub(super) fn place(&self, id: &ClaimId) -> Option<usize> {
        self.places.get(id).copied()
    }
}
