//! The drafts of two copies of one story put together.

use super::{MergeError, join_extra};
use crate::model::{CarriedClaim, ClaimId, Draft, Place, Project};
use std::collections::{BTreeMap, BTreeSet};

/// Adds the drafts that only theirs has, and to those that both have what the other says of them.
pub(super) fn add(ours: &mut Project, theirs: &Project) -> Result<(), MergeError> {
    let has_edit = |key: &str| [&ours.history, &theirs.history].iter().any(|history| !history.heads(key).is_empty());
    for draft in &theirs.drafts {
        match ours.drafts.iter_mut().find(|own| own.number == draft.number) {
            None => ours.drafts.push(draft.clone()),
            Some(own) if !are_same(own, draft) => return Err(MergeError::Drafts(draft.number)),
            Some(own) => {
                join_extra(&mut own.extra, &draft.extra)?;
                join(own, draft, &has_edit);
            }
        }
    }
    ours.drafts.sort_by_key(|draft| draft.number);
    Ok(())
}

/// True when both are what was received from one file, read in the same way.
fn are_same(one: &Draft, two: &Draft) -> bool {
    one.text == two.text
        && one.blocks.len() == two.blocks.len()
        && (&one.comments, &one.notes, &one.changes) == (&two.comments, &two.notes, &two.changes)
}

/// Two people may each bring in the same draft: then it came when the first of them did, and what either of them found out
/// about claims and sentences is kept. What has an edit of its own is left to the history.
fn join(own: &mut Draft, other: &Draft, has_edit: &impl Fn(&str) -> bool) {
    let number = own.number;
    let key = |field: &str| format!("draft/{number}/{field}");
    if (other.received, &other.label) < (own.received, &own.label) {
        own.received = other.received;
        own.file.clone_from(&other.file);
        if !has_edit(&key("label")) {
            own.label.clone_from(&other.label);
        }
    }
    join_carried(&mut own.carried, &other.carried);
    let is_found_out = |place: &&Place| !has_edit(&key(&format!("read/{}-{}", place.start, place.end)));
    own.read.extend(other.read.iter().filter(is_found_out));
    let known: BTreeSet<Place> = own.fresh.iter().copied().collect();
    if other.fresh.iter().any(|place| !known.contains(place)) {
        own.fresh = known.into_iter().chain(other.fresh.iter().copied()).collect::<BTreeSet<_>>().into_iter().collect();
    }
}

/// What became of the claims, from both. Where the two differ on one, because its words had been changed in one copy, the
/// same of the two is taken whoever merges; whether it was seen is left to the history.
fn join_carried(own: &mut Vec<CarriedClaim>, other: &[CarriedClaim]) {
    fn found(carried: &CarriedClaim) -> (&ClaimId, u32, &str, &str, Option<Place>) {
        (&carried.claim, carried.from, &carried.was, &carried.reason, carried.place)
    }
    if own.iter().map(found).eq(other.iter().map(found)) {
        return;
    }
    let mut all: BTreeMap<ClaimId, CarriedClaim> =
        own.drain(..).map(|carried| (carried.claim.clone(), carried)).collect();
    for carried in other {
        match all.get_mut(&carried.claim) {
            None => drop(all.insert(carried.claim.clone(), carried.clone())),
            Some(known) if found(carried) < found(known) => {
                *known = CarriedClaim { seen: known.seen, ..carried.clone() }
            }
            Some(_) => {}
        }
    }
    own.extend(all.into_values());
}
