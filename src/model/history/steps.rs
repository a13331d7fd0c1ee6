//! What was done at one go, and what can be taken back or done again, by each person for himself.

use super::conflicts::things_around;
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
    /// True when looking through it takes too long to be done after every change; it is looked through when it is taken
    /// back.
    fn is_large(&self) -> bool {
        self.end - self.start > 500
    }

    /// The step with its place.
    pub(super) fn at(self, place: Range<usize>) -> Self {
        Self { start: place.start, end: place.end, ..self }
    }
}

/// The steps of these entries.
pub(super) fn of(entries: &[Arc<Entry>]) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    // Few steps are ever taken back, and looking up each by name takes long.
    let named: HashSet<&EntryId> = entries.iter().filter_map(|entry| entry.undoes.as_ref()).collect();
    let mut by_name: HashMap<&EntryId, usize> = HashMap::new();
    let mut start = 0;
    for run in entries.chunk_by(|one, two| one.step == two.step) {
        let undone = run[0].undoes.as_ref().and_then(|name| by_name.get(name)).copied();
        let is_undo = undone.is_some_and(|at| take_back(&mut steps[at]));
        if !named.is_empty() && named.contains(&run[0].step) {
            by_name.insert(&run[0].step, steps.len());
        }
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

    /// The step of this name, unless it was taken back. The latest are looked through first.
    pub(super) fn standing_step(&self, name: &EntryId) -> Option<&[Arc<Entry>]> {
        let step = self.steps.iter().rev().find(|step| self.entries[step.start].step == *name)?;
        (!step.taken_back).then(|| self.entries_of(step))
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
        let mut steps = self.steps_by(by, minter).filter(|step| !step.is_undo && !step.taken_back);
        steps
            .find(|step| step.is_large() || self.is_as_left(step, by, minter))
            .map(|step| self.history.entries_of(step))
    }

    /// The step that a redo by this person takes back: his latest undo, unless he did something new since.
    pub fn redoable(&self, by: &Person, minter: &Minter) -> Option<&[Arc<Entry>]> {
        let is_new = |step: &&Step| !step.is_undo && self.history.entries[step.start].undoes.is_none();
        let mut steps = self.steps_by(by, minter).take_while(|step| !is_new(step));
        let undo = steps.find(|step| step.is_undo && !step.taken_back)?;
        let fits = undo.is_large() || self.is_as_left(undo, by, minter);
        fits.then(|| self.history.entries_of(undo))
    }

    /// True when nobody has changed since what this step, a whole one, changed.
    pub(super) fn is_whole_as_left(&self, step: &[Arc<Entry>], by: &Person, minter: &Minter) -> bool {
        let is_it =
            |known: &&Step| step.first().is_some_and(|first| Arc::ptr_eq(first, &self.history.entries[known.start]));
        self.history.steps.iter().rev().find(is_it).is_some_and(|step| self.is_as_left(step, by, minter))
    }

    /// The steps of a person, latest first.
    fn steps_by(&self, by: &Person, minter: &Minter) -> impl Iterator<Item = &Step> {
        let steps = self.history.steps.iter().rev();
        steps.filter(move |step| is_by(&self.history.entries[step.start], by, minter))
    }

    /// True when nobody has changed since what the step changed.
    fn is_as_left(&self, step: &Step, by: &Person, minter: &Minter) -> bool {
        let entries = self.history.entries_of(step);
        let deleted: HashSet<String> = entries.iter().filter_map(|entry| entry.edit.deletes()).collect();
        let mut seen = HashSet::new();
        let mut latest_first =
            entries.iter().enumerate().rev().map(|(at, entry)| (step.start + at, entry, entry.edit.key()));
        let is_as_left = latest_first.all(|(place, entry, key)| {
            let holds = || {
                let is_head = self.history.heads.is_only(&key, place);
                !self.history.is_contested(&key) && self.holds(&entry.edit, is_head, &key, &deleted)
            };
            seen.contains(&key) || holds() && seen.insert(key)
        });
        is_as_left && !self.is_touched_by_another(entries, by, minter)
    }

    /// True when what an edit changed is as the edit left it, which it is when the edit `is_head`. It must be there,
    /// unless the same step `deleted` it.
    fn holds(&self, edit: &Edit, is_head: bool, key: &str, deleted: &HashSet<String>) -> bool {
        let gone_with_it = !deleted.is_empty() && things_around(key).any(|thing| deleted.contains(thing));
        let lives = |id: &SourceId| self.source(id).is_some() || deleted.contains(&format!("source/{id}"));
        match edit {
            Edit::Title(change) => self.title == change.to,
            Edit::AddDraft { number } => self.draft_by_number(*number).is_some_and(|draft| !draft.withdrawn),
            Edit::Draft { number, field } => self.draft_by_number(*number).is_some_and(|draft| match field {
                DraftField::Aside { block, to, .. } => draft.blocks.get(*block).is_some_and(|block| block.aside == *to),
                DraftField::Withdrawn(change) => draft.withdrawn == change.to,
                DraftField::Label(change) => draft.label == change.to,
                DraftField::Read { place, to, .. } => draft.read.contains(place) == *to,
                DraftField::Seen { claim, to, .. } => draft.carried(claim).is_some_and(|carried| carried.seen == *to),
            }),
            Edit::AddClaim(claim) => self.claim(&claim.id).is_some(),
            Edit::AddSource(source) => self.source(&source.id).is_some(),
            Edit::Claim { id, field } => {
                let is_in = |claim: &Claim| is_head || field.is_in(claim);
                self.claims.get(id).is_some_and(|claim| holds_in_claim(field, claim, gone_with_it, lives, is_in))
            }
            Edit::Source { id, field } => self.sources.get(id).is_some_and(|source| {
                let there = !source.deleted || gone_with_it || matches!(field, SourceField::Deleted(_));
                there && (is_head || field.is_in(source))
            }),
            Edit::SignOff(signing) => signing.is_in(&self.sign_offs),
            Edit::Other(_) => false,
        }
    }

    /// True when a field of what these entries added was last changed by somebody else.
    fn is_touched_by_another(&self, entries: &[Arc<Entry>], by: &Person, minter: &Minter) -> bool {
        /// More things than these are looked up by the fields rather than the fields by the things.
        const FEW: usize = 4;
        let added: HashSet<String> =
            entries.iter().filter(|entry| adds(&entry.edit)).map(|entry| entry.edit.key()).collect();
        let is_inside = |field: &str| match added.len() {
            0..=FEW => added.iter().any(|key| field.strip_prefix(&**key).is_some_and(|rest| rest.starts_with('/'))),
            _ => things_around(field).any(|thing| added.contains(thing)),
        };
        let mut fields = self.history.fields().filter(|field| !added.is_empty() && is_inside(field));
        fields.any(|field| self.history.head_entries(field).any(|entry| !is_by(entry, by, minter)))
    }
}

pub(super) fn is_by(entry: &Entry, by: &Person, minter: &Minter) -> bool {
    let folded = |text: &str| text.chars().flat_map(char::to_lowercase).collect::<Vec<_>>();
    entry.by.initials == by.initials || minter.made(&entry.id.0) || folded(&entry.by.initials) == folded(&by.initials)
}

fn adds(edit: &Edit) -> bool {
    matches!(edit, Edit::AddClaim(_) | Edit::AddSource(_) | Edit::Claim { field: ClaimField::AddEvidence(_), .. })
}

fn holds_in_claim(
    field: &ClaimField,
    claim: &Claim,
    gone_with_it: bool,
    lives: impl Fn(&SourceId) -> bool,
    is_in: impl Fn(&Claim) -> bool,
) -> bool {
    let there = |deleted: bool| !deleted || gone_with_it;
    match field {
        ClaimField::Deleted(change) => claim.deleted == change.to,
        _ if !there(claim.deleted) => false,
        ClaimField::AddEvidence(piece) => claim.evidence().any(|known| known.id == piece.id),
        ClaimField::Evidence { field: EvidenceField::Deleted(_), .. } => is_in(claim),
        // Evidence must not go back to a source that is no more.
        ClaimField::Evidence { field: EvidenceField::Source(change), .. } if !lives(&change.from) => false,
        ClaimField::Evidence { id, .. } => {
            claim.evidence_by_id(id).is_some_and(|piece| there(piece.deleted)) && is_in(claim)
        }
        _ => is_in(claim),
    }
}
