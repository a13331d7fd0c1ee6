//! One order for the entries of several people: each after what it builds on, otherwise by time.
//!
//! The order is found from the entries alone, never from where they stood, so that everybody who puts the same entries
//! together gets the same list, whichever way they came together.

use crate::model::edit::{ClaimField, Edit, EvidenceField};
use crate::model::history::Entry;
use crate::model::id::parts;
use crate::model::{EntryId, EvidenceId};
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
    let mut places: HashMap<EntryId, usize> = HashMap::new();
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
    let of_thing: HashMap<String, usize> =
        entries().flat_map(|(at, entry)| added(&entry.edit).into_iter().map(move |thing| (thing, at))).collect();
    let mut after = vec![Vec::new(); steps.len()];
    let mut note = |earlier: Option<&usize>, later: usize| {
        if let Some(earlier) = earlier.filter(|earlier| **earlier != later) {
            after[*earlier].push(later);
        }
    };
    for (at, entry) in entries() {
        entry.replaces.iter().chain(&entry.saw).for_each(|name| note(of_entry.get(name), at));
        entry.undoes.iter().for_each(|name| note(of_step.get(name), at));
        needed(&entry.edit).iter().for_each(|thing| note(of_thing.get(thing), at));
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
        if let Some((sitting, count)) = parts(&step[0].id.0) {
            sittings.entry(sitting).or_default().push((count, at));
        }
    }
    let mut pairs = Vec::new();
    for sitting in sittings.values_mut() {
        sitting.sort_unstable();
        pairs.extend(sitting.windows(2).map(|pair| (pair[0].1, pair[1].1)));
    }
    pairs
}

fn evidence(id: &EvidenceId) -> String {
    format!("evidence/{id}")
}

/// The claims, sources and pieces of evidence that an edit adds.
fn added(edit: &Edit) -> Vec<String> {
    match edit {
        Edit::AddClaim(claim) => {
            let pieces = claim.evidence.iter().map(|piece| evidence(&piece.id));
            pieces.chain([format!("claim/{}", claim.id)]).collect()
        }
        Edit::AddSource(source) => vec![format!("source/{}", source.id)],
        Edit::Claim { field: ClaimField::AddEvidence(piece), .. } => vec![evidence(&piece.id)],
        Edit::AddDraft { number } => vec![format!("draft/{number}")],
        _ => Vec::new(),
    }
}

/// The claims, sources and pieces of evidence that must be there before an edit.
fn needed(edit: &Edit) -> Vec<String> {
    match edit {
        Edit::AddClaim(claim) => vec![format!("draft/{}", claim.anchor.draft)],
        Edit::Draft { number, .. } => vec![format!("draft/{number}")],
        Edit::Source { id, .. } => vec![format!("source/{id}")],
        Edit::Claim { id, field } => {
            let claim = format!("claim/{id}");
            match field {
                ClaimField::AddEvidence(piece) => vec![claim, format!("source/{}", piece.source)],
                ClaimField::Evidence { id, field: EvidenceField::Source(change) } => {
                    vec![claim, evidence(id), format!("source/{}", change.to)]
                }
                ClaimField::Evidence { id, .. } => vec![claim, evidence(id)],
                _ => vec![claim],
            }
        }
        _ => Vec::new(),
    }
}
