//! What was done at one go, and what can be taken back or done again, by each person for himself.

use super::{Entry, History};
use crate::model::edit::{ClaimField, DraftField, Edit, EvidenceField, SourceField};
use crate::model::{Claim, EntryId, Minter, Person, Project, SourceId};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

/// A step: the entries from `start` to before `end`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Step {
    start: usize,
    end: usize,
    /// It takes back what was done, rather than doing it for the first time or again.
    is_undo: bool,
    taken_back: bool,
}

impl Step {
    /// The step with its place.
    pub(super) fn at(self, place: Range<usize>) -> Self {
        Self { start: place.start, end: place.end, ..self }
    }
}

/// The steps of these entries.
pub(super) fn of(entries: &[Arc<Entry>]) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut by_name: HashMap<&EntryId, usize> = HashMap::new();
    let mut start = 0;
    for run in entries.chunk_by(|one, two| one.step == two.step) {
        let undone = run[0].undoes.as_ref().and_then(|name| by_name.get(name)).copied();
        let is_undo = undone.is_some_and(|at| take_back(&mut steps[at]));
        by_name.insert(&run[0].step, steps.len());
        steps.push(Step { start, end: start + run.len(), is_undo, taken_back: false });
        start += run.len();
    }
    steps
}

/// The step that these new entries are, without its place; what it takes back is marked so.
pub(super) fn next(steps: &mut [Step], entries: &[Arc<Entry>], new: &[Arc<Entry>]) -> Option<Step> {
    let undoes = new.first()?.undoes.as_ref();
    let undone = undoes.and_then(|name| steps.iter_mut().rev().find(|step| entries[step.start].step == *name));
    Some(Step { is_undo: undone.is_some_and(take_back), ..Step::default() })
}

/// Marks a step as taken back; true when that is an undo, false when it is a redo.
fn take_back(step: &mut Step) -> bool {
    step.taken_back = true;
    !step.is_undo
}

impl History {
    fn entries_of(&self, step: &Step) -> &[Arc<Entry>] {
        &self.entries[step.start..step.end]
    }

    /// The step that was first done, behind any number of undos and redos of it.
    pub fn origin<'a>(&'a self, step: &'a [Arc<Entry>]) -> &'a [Arc<Entry>] {
        let mut origin = step;
        let mut before = self.steps.len();
        while let Some(undone) = origin.first().and_then(|entry| entry.undoes.as_ref()) {
            let named = |step: &Step| self.entries[step.start].step == *undone;
            let Some(at) = self.steps[..before].iter().rposition(named) else { break };
            (origin, before) = (self.entries_of(&self.steps[at]), at);
        }
        origin
    }
}

impl Project {
    /// The step that an undo by this person takes back: the latest of his own that is still as he left it. What
    /// somebody else did is not his to take back with one key.
    pub fn undoable(&self, by: &Person, minter: &Minter) -> Option<&[Arc<Entry>]> {
        let steps = self.steps_by(by, minter).filter(|step| !step.is_undo && !step.taken_back);
        steps.map(|step| self.history.entries_of(step)).find(|step| self.is_as_left(step, by, minter))
    }

    /// The step that a redo by this person takes back: his latest undo, unless he did something new since.
    pub fn redoable(&self, by: &Person, minter: &Minter) -> Option<&[Arc<Entry>]> {
        let is_new = |step: &&Step| !step.is_undo && self.history.entries[step.start].undoes.is_none();
        let mut steps = self.steps_by(by, minter).take_while(|step| !is_new(step));
        let undo = steps.find(|step| step.is_undo && !step.taken_back)?;
        Some(self.history.entries_of(undo)).filter(|step| self.is_as_left(step, by, minter))
    }

    /// The steps of a person, latest first.
    fn steps_by(&self, by: &Person, minter: &Minter) -> impl Iterator<Item = &Step> {
        let steps = self.history.steps.iter().rev();
        steps.filter(move |step| is_by(&self.history.entries[step.start], by, minter))
    }

    /// True when nobody has changed since what the step changed.
    fn is_as_left(&self, step: &[Arc<Entry>], by: &Person, minter: &Minter) -> bool {
        let deleted: Vec<String> = step.iter().filter_map(|entry| entry.edit.deletes()).collect();
        let mut seen = HashSet::new();
        step.iter().rev().all(|entry| {
            let key = entry.edit.key();

            if !seen.insert(key.clone()) {
                return true;
            }
            !self.history.is_contested(&key)
                && self.holds(&entry.edit, &key, &deleted)
                && (!adds(&entry.edit) || self.is_touched_by_nobody_else(&key, by, minter))
        })
    }

    /// True when doing the edit again would change nothing. What it changed must be there, unless the same step `deleted`
    /// it.
    fn holds(&self, edit: &Edit, key: &str, deleted: &[String]) -> bool {
        let gone_with_it = deleted.iter().any(|thing| key.starts_with(thing.as_str()));
        let lives = |id: &SourceId| self.source(id).is_some() || deleted.contains(&format!("source/{id}"));
        match edit {
            Edit::Title(change) => self.title == change.to,
            Edit::AddDraft { number } => self.draft_by_number(*number).is_some_and(|draft| !draft.withdrawn),
            Edit::Draft { number, field } => self.draft_by_number(*number).is_some_and(|draft| match field {
                DraftField::Aside { block, to, .. } => draft.blocks.get(*block).is_some_and(|block| block.aside == *to),
                DraftField::Withdrawn(change) => draft.withdrawn == change.to,
            }),
            Edit::AddClaim(claim) => self.claim(&claim.id).is_some(),
            Edit::AddSource(source) => self.source(&source.id).is_some(),
            Edit::Claim { id, field } => {
                self.claims.get(id).is_some_and(|claim| holds_in_claim(field, claim, gone_with_it, lives))
            }
            Edit::Source { id, field } => self.sources.get(id).is_some_and(|source| {
                let there = !source.deleted || gone_with_it || matches!(field, SourceField::Deleted(_));
                there && field.is_in(source)
            }),
            Edit::Other(_) => false,
        }
    }

    /// True when every field of what was added under this key was last changed by this person, if at all.
    fn is_touched_by_nobody_else(&self, key: &str, by: &Person, minter: &Minter) -> bool {
        let inside = |field: &&str| field.strip_prefix(key).is_some_and(|rest| rest.starts_with('/'));
        let mut heads = self.history.fields().filter(inside).flat_map(|field| self.history.head_entries(field));
        heads.all(|entry| is_by(entry, by, minter))
    }
}

fn is_by(entry: &Entry, by: &Person, minter: &Minter) -> bool {
    entry.by.initials == by.initials || minter.made(&entry.id.0)
}

fn adds(edit: &Edit) -> bool {
    matches!(edit, Edit::AddClaim(_) | Edit::AddSource(_) | Edit::Claim { field: ClaimField::AddEvidence(_), .. })
}

fn holds_in_claim(field: &ClaimField, claim: &Claim, gone_with_it: bool, lives: impl Fn(&SourceId) -> bool) -> bool {
    let there = |deleted: bool| !deleted || gone_with_it;
    match field {
        ClaimField::Deleted(change) => claim.deleted == change.to,
        _ if !there(claim.deleted) => false,
        ClaimField::AddEvidence(piece) => claim.evidence().any(|known| known.id == piece.id),
        ClaimField::Evidence { field: EvidenceField::Deleted(_), .. } => field.is_in(claim),
        // Evidence must not go back to a source that is no more.
        ClaimField::Evidence { field: EvidenceField::Source(change), .. } if !lives(&change.from) => false,
        ClaimField::Evidence { id, .. } => {
            claim.evidence_by_id(id).is_some_and(|piece| there(piece.deleted)) && field.is_in(claim)
        }
        _ => field.is_in(claim),
    }
}
