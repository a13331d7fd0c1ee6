//! One order for the entries of several people: each after what it builds on, otherwise by time.
//!
//! The order is found from the entries alone, never from where they stood, so that everybody who puts the same entries
//! together gets the same list, whichever way they came together.

use crate::model::edit::{ClaimField, Edit, EvidenceField};
use crate::model::history::Entry;
use crate::model::{ClaimId, EntryId, Evidence, EvidenceId, SourceId};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap};
use std::sync::Arc;

/// Steps, each with the places of its entries among all; they were made at one go and stay together.
type Steps = Vec<Vec<usize>>;

/// Entries in one order.
pub(super) struct Order<'a> {
    /// The entries.
    pub(super) entries: Vec<Arc<Entry>>,
    /// Where each stands, by name.
    pub(super) places: HashMap<&'a EntryId, usize>,
}

/// Puts the entries in order. `root` is the entry that comes first.
pub(super) fn canonical<'a>(all: &'a [Arc<Entry>], root: &EntryId) -> Order<'a> {
    let mut places: HashMap<&EntryId, usize> = HashMap::with_capacity(all.len());
    places.extend(all.iter().enumerate().map(|(place, entry)| (&entry.id, place)));
    let steps = steps(all, &places);
    let after = builds_on(all, &steps, &places, root);
    let mut waits: Vec<usize> = vec![0; steps.len()];
    for later in after.iter().flatten() {
        waits[*later] += 1;
    }
    let rank = |at: usize| {
        let first = &all[steps[at][0]];
        Reverse((first.at, &first.step, at))
    };
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
    let order: Vec<usize> = order.into_iter().flat_map(|at| steps[at].iter().copied()).collect();
    let mut now = vec![0; all.len()];
    order.iter().enumerate().for_each(|(place, before)| now[*before] = place);
    places.values_mut().for_each(|place| *place = now[*place]);
    Order { entries: order.into_iter().map(|before| Arc::clone(&all[before])).collect(), places }
}

/// A step is named by its first entry, and nearly always stands in one piece.
fn steps(all: &[Arc<Entry>], places: &HashMap<&EntryId, usize>) -> Steps {
    let mut steps: Steps = Vec::new();
    let mut strays: HashMap<&EntryId, usize> = HashMap::new();
    let mut of_first = vec![usize::MAX; all.len()];
    let mut from = 0;
    for piece in all.chunk_by(|one, next| one.step == next.step) {
        let entries = from..from + piece.len();
        from = entries.end;
        let name = &piece[0].step;
        let first = if piece[0].id == *name { Some(entries.start) } else { places.get(name).copied() };
        let known = match first {
            Some(first) => &mut of_first[first],
            None => strays.entry(name).or_insert(usize::MAX),
        };
        if *known == usize::MAX {
            *known = steps.len();
            steps.push(entries.collect());
        } else {
            steps[*known].extend(entries);
        }
    }
    steps
}

/// For each step, those that build on it: they replace, take back or had seen one of its entries, change what it added,
/// or follow it in the same sitting.
fn builds_on(all: &[Arc<Entry>], steps: &Steps, places: &HashMap<&EntryId, usize>, root: &EntryId) -> Vec<Vec<usize>> {
    let mut step_of = vec![0; all.len()];
    for (at, step) in steps.iter().enumerate() {
        step.iter().for_each(|place| step_of[*place] = at);
    }
    let of_entry = |name: &EntryId| places.get(name).map(|place| step_of[*place]);
    let of_step = |name: &EntryId| of_entry(name).filter(|at| all[steps[*at][0]].step == *name);
    let mut of_thing: HashMap<Thing, usize> = HashMap::new();
    // Two people may bring in the same draft; the first of them added it, wherever the entries stand.
    let first = |at: usize| (all[steps[at][0]].at, &all[steps[at][0]].step);
    for (entry, at) in all.iter().zip(&step_of) {
        for thing in added(&entry.edit) {
            let known = of_thing.entry(thing).or_insert(*at);
            *known = if first(*at) < first(*known) { *at } else { *known };
        }
    }
    let mut after = vec![Vec::new(); steps.len()];
    let mut note = |earlier: Option<usize>, later: usize| {
        if let Some(earlier) = earlier.filter(|earlier| *earlier != later) {
            after[earlier].push(later);
        }
    };
    for (entry, at) in all.iter().zip(&step_of) {
        entry.replaces.iter().chain(&entry.saw).for_each(|name| note(of_entry(name), *at));
        entry.undoes.iter().for_each(|name| note(of_step(name), *at));
        needed(&entry.edit).into_iter().flatten().for_each(|thing| note(of_thing.get(&thing).copied(), *at));
    }
    for (earlier, later) in sittings(all, steps) {
        note(Some(earlier), later);
    }
    if let Some(root) = of_entry(root) {
        (0..steps.len()).for_each(|at| note(Some(root), at));
        // Nothing comes before the root, whatever a file says.
        after.iter_mut().for_each(|later| later.retain(|at| *at != root));
    }
    after
}

/// Each step of a sitting with the one after it.
fn sittings(all: &[Arc<Entry>], steps: &Steps) -> Vec<(usize, usize)> {
    let mut sittings: BTreeMap<&str, Vec<(u64, usize)>> = BTreeMap::new();
    for (at, step) in steps.iter().enumerate() {
        let (sitting, count) = all[step[0]].id.parts();
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
