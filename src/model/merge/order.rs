//! One order for the entries of several people: each after what it builds on, otherwise by time.
//!
//! The order is found from the entries alone, never from where they stood, so that everybody who puts the same entries
//! together gets the same list, whichever way they came together.

use crate::model::edit::{ClaimField, Edit, EvidenceField};
use crate::model::history::Entry;
use crate::model::{ClaimId, EntryId, Evidence, EvidenceId, SourceId};
use chrono::{DateTime, Utc};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap};
use std::sync::Arc;

/// A step: entries that were made at one go and stay together.
type Step = Vec<Arc<Entry>>;

/// Puts the entries in order. `root` is the entry that comes first.
pub(super) fn canonical(entries: Vec<Arc<Entry>>, root: &EntryId) -> Vec<Arc<Entry>> {
    let steps = steps(entries);
    let after = builds_on(&steps, root);
    let mut waits: Vec<usize> = vec![0; steps.len()];
    for later in after.iter().flatten() {
        waits[*later] += 1;
    }
    let rank = |at: usize| Reverse((when(&steps[at]), &steps[at][0].step, at));
    let mut ready: BinaryHeap<_> = (0..steps.len()).filter(|at| waits[*at] == 0).map(rank).collect();
    let mut order = Vec::with_capacity(steps.len());
    while let Some(Reverse((_, _, at))) = ready.pop() {
        order.push(at);
        for later in &after[at] {
            waits[*later] -= 1;
            if waits[*later] == 0 {
                ready.push(rank(*later));
            }
        }
    }
    // Only a file that was tampered with has steps that wait for each other.
    let mut stuck: Vec<usize> = (0..steps.len()).filter(|at| waits[*at] > 0).collect();
    stuck.sort_by_key(|at| Reverse(rank(*at)));
    order.extend(stuck);
    order.into_iter().flat_map(|at| steps[at].iter().cloned()).collect()
}

fn when(step: &Step) -> DateTime<Utc> {
    step[0].at
}

fn steps(entries: Vec<Arc<Entry>>) -> Vec<Step> {
    let mut places: HashMap<EntryId, usize> = HashMap::with_capacity(entries.len());
    let mut steps: Vec<Step> = Vec::new();
    for entry in entries {
        match places.get(&entry.step) {
            Some(place) => steps[*place].push(entry),
            None => {
                places.insert(entry.step.clone(), steps.len());
                steps.push(vec![entry]);
            }
        }
    }
    steps
}

/// For each step, those that build on it: they replace, take back or had seen one of its entries, change what it added,
/// or follow it in the same sitting.
fn builds_on(steps: &[Step], root: &EntryId) -> Vec<Vec<usize>> {
    let entries = || steps.iter().enumerate().flat_map(|(at, step)| step.iter().map(move |entry| (at, &**entry)));
    let of_entry: HashMap<&EntryId, usize> = entries().map(|(at, entry)| (&entry.id, at)).collect();
    let of_step: HashMap<&EntryId, usize> = steps.iter().enumerate().map(|(at, step)| (&step[0].step, at)).collect();
    let of_thing: HashMap<Thing, usize> =
        entries().flat_map(|(at, entry)| added(&entry.edit).map(move |thing| (thing, at))).collect();
    let mut after = vec![Vec::new(); steps.len()];
    let mut note = |earlier: Option<&usize>, later: usize| {
        if let Some(earlier) = earlier.filter(|earlier| **earlier != later) {
            after[*earlier].push(later);
        }
    };
    for (at, entry) in entries() {
        entry.replaces.iter().chain(&entry.saw).for_each(|name| note(of_entry.get(name), at));
        entry.undoes.iter().for_each(|name| note(of_step.get(name), at));
        needed(&entry.edit).into_iter().flatten().for_each(|thing| note(of_thing.get(&thing), at));
    }
    for (earlier, later) in sittings(steps) {
        note(Some(&earlier), later);
    }
    if let Some(root) = of_entry.get(root) {
        (0..steps.len()).for_each(|at| note(Some(root), at));
        // Nothing comes before the root, whatever a file says.
        after.iter_mut().for_each(|later| later.retain(|at| at != root));
    }
    after
}

/// Each step of a sitting with the one after it.
fn sittings(steps: &[Step]) -> Vec<(usize, usize)> {
    let mut sittings: BTreeMap<&str, Vec<(u64, usize)>> = BTreeMap::new();
    for (at, step) in steps.iter().enumerate() {
        let (sitting, count) = step[0].id.parts();
        sittings.entry(sitting).or_default().push((count, at));
    }
    let mut pairs = Vec::new();
    for sitting in sittings.values_mut() {
        sitting.sort_unstable();
        pairs.extend(sitting.windows(2).map(|pair| (pair[0].1, pair[1].1)));
    }
    pairs
}

/// Something that an edit adds, and that others need.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Thing<'a> {
    Draft(u32),
    Claim(&'a ClaimId),
    Evidence(&'a EvidenceId),
    Source(&'a SourceId),
}

/// What an edit adds.
fn added(edit: &Edit) -> impl Iterator<Item = Thing<'_>> {
    let (one, pieces): (_, &[Evidence]) = match edit {
        Edit::AddClaim(claim) => (Some(Thing::Claim(&claim.id)), &claim.evidence),
        Edit::AddSource(source) => (Some(Thing::Source(&source.id)), &[]),
        Edit::Claim { field: ClaimField::AddEvidence(piece), .. } => (Some(Thing::Evidence(&piece.id)), &[]),
        Edit::AddDraft { number } => (Some(Thing::Draft(*number)), &[]),
        _ => (None, &[]),
    };
    one.into_iter().chain(pieces.iter().map(|piece| Thing::Evidence(&piece.id)))
}

/// What must be there before an edit.
fn needed(edit: &Edit) -> [Option<Thing<'_>>; 3] {
    match edit {
        Edit::AddClaim(claim) => [Some(Thing::Draft(claim.anchor.draft)), None, None],
        Edit::Draft { number, .. } => [Some(Thing::Draft(*number)), None, None],
        Edit::Source { id, .. } => [Some(Thing::Source(id)), None, None],
        Edit::Claim { id, field } => {
            let (piece, source) = match field {
                ClaimField::AddEvidence(piece) => (None, Some(&piece.source)),
                ClaimField::Evidence { id, field: EvidenceField::Source(change) } => (Some(id), Some(&change.to)),
                ClaimField::Evidence { id, .. } => (Some(id), None),
                _ => (None, None),
            };
            [Some(Thing::Claim(id)), piece.map(Thing::Evidence), source.map(Thing::Source)]
        }
        _ => [None; 3],
    }
}
