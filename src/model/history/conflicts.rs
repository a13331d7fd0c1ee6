//! Fields that two people left differently without knowing of each other.

use super::Entry;
use super::heads::{Heads, Places};
use crate::model::edit::{ClaimField, Edit, EvidenceField};
use crate::model::{EntryId, Evidence};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// By the key of the field, the places of the entries that disagree. For something that one person deleted while another
/// went on with it, the field is the one that says whether it is deleted, and the entries are the deletions and what
/// whoever deleted it did not know of.
pub(super) type Conflicts = BTreeMap<Arc<str>, Vec<usize>>;

/// The conflicts on fields whose keys begin like this.
pub(super) fn under<'a>(conflicts: &'a Conflicts, prefix: &str) -> impl Iterator<Item = (&'a str, &'a Vec<usize>)> {
    let from = (std::ops::Bound::Included(prefix), std::ops::Bound::Unbounded);
    let prefix = prefix.to_owned();
    conflicts
        .range::<str, _>(from)
        .map(|(key, places)| (&**key, places))
        .take_while(move |(key, _)| key.starts_with(&prefix))
}

/// All conflicts of a history.
pub(super) fn find(entries: &[Arc<Entry>], heads: &Heads, places: &Places) -> Conflicts {
    let mut conflicts = Conflicts::new();
    for (key, of_field) in heads.several() {
        let mut sides: Vec<usize> = of_field
            .iter()
            .flat_map(|head| settled_before(*head, entries, places).unwrap_or_else(|| vec![*head]))
            .collect();
        sides.sort_unstable();
        sides.dedup();
        note(&mut conflicts, key, sides, entries);
    }
    for (key, head) in heads.last().filter(|(_, head)| entries[*head].undoes.is_some()) {
        if let Some(sides) = settled_before(head, entries, places).filter(|_| !conflicts.contains_key(key)) {
            note(&mut conflicts, key, sides, entries);
        }
    }
    let deletions = Deletions::of(entries, heads);
    if !deletions.is_empty() {
        deletions.find(entries, heads, &mut conflicts);
    }
    conflicts
}

fn note(conflicts: &mut Conflicts, key: &Arc<str>, sides: Vec<usize>, entries: &[Arc<Entry>]) {
    if disagree(&sides, entries) {
        conflicts.insert(Arc::clone(key), sides);
    }
}

fn disagree(sides: &[usize], entries: &[Arc<Entry>]) -> bool {
    let edits = || sides.iter().filter_map(|side| entries.get(*side)).map(|entry| &entry.edit);
    edits().next().is_some_and(|first| edits().any(|edit| !first.comes_to_the_same(edit)))
}

/// What disagreed before the entry that this undo takes back settled it.
fn settled_before(undo: usize, entries: &[Arc<Entry>], places: &Places) -> Option<Vec<usize>> {
    let entry = entries[undo].undoes.as_ref().and(entries.get(undo))?;
    let [settled] = entry.replaces.as_slice() else { return None };
    sides_settled_by(entries.get(*places.get(settled)?)?, |name| places.get(name).copied())
}

fn sides_settled_by(entry: &Entry, place: impl Fn(&EntryId) -> Option<usize>) -> Option<Vec<usize>> {
    (entry.replaces.len() > 1).then(|| entry.replaces.iter().filter_map(place).collect())
}

/// The entries that disagree again once this new entry, an undo of what settled them, stands at the end of its field.
pub(super) fn brought_back(new: &Entry, heads: &[usize], entries: &[Arc<Entry>]) -> Option<Vec<usize>> {
    new.undoes.as_ref()?;
    let [head] = heads else { return None };
    let place = |name: &EntryId| entries[..*head].iter().rposition(|entry| entry.id == *name);
    sides_settled_by(entries.get(*head)?, place).filter(|sides| disagree(sides, entries))
}

/// What was deleted, with the field that says so, the deletions, and the entries that whoever deleted it knew of.
struct Deletions<'a> {
    things: HashMap<String, Deleted<'a>>,
}

struct Deleted<'a> {
    field: Arc<str>,
    by: Vec<usize>,
    saw: HashSet<&'a EntryId>,
    unseen: Vec<usize>,
}

impl<'a> Deletions<'a> {
    fn of(entries: &'a [Arc<Entry>], heads: &Heads) -> Self {
        let mut things = HashMap::new();
        for (field, head) in heads.last() {
            let Some(thing) = entries[head].edit.deletes() else { continue };
            let by = heads.of_field(field);
            // One who brought it back disagrees already.
            if by.iter().all(|head| entries[*head].edit.deletes().is_some()) {
                let saw = by.iter().flat_map(|head| &entries[*head].saw).collect();
                things.insert(thing, Deleted { field: Arc::clone(field), by, saw, unseen: Vec::new() });
            }
        }
        Self { things }
    }

    fn is_empty(&self) -> bool {
        self.things.is_empty()
    }

    fn find(mut self, entries: &'a [Arc<Entry>], heads: &Heads, conflicts: &mut Conflicts) {
        for (key, _) in heads.last() {
            for thing in things_around(key) {
                let Some(deleted) = self.things.get_mut(thing).filter(|deleted| deleted.field != *key) else {
                    continue;
                };
                let unseen = heads.of_field(key).into_iter().filter(|head| !deleted.saw.contains(&entries[*head].id));
                deleted.unseen.extend(unseen);
            }
        }
        self.find_uses(entries);
        for deleted in self.things.into_values().filter(|deleted| !deleted.unseen.is_empty()) {
            let mut sides = deleted.by;
            sides.extend(deleted.unseen);
            sides.sort_unstable();
            sides.dedup();
            conflicts.insert(deleted.field, sides);
        }
    }

    /// Deleted sources that evidence came to rest on, which whoever deleted them did not know of.
    fn find_uses(&mut self, entries: &'a [Arc<Entry>]) {
        if !self.things.keys().any(|thing| thing.starts_with("source/")) {
            return;
        }
        for (place, entry) in entries.iter().enumerate() {
            for source in used_by(&entry.edit) {
                let deleted = self.things.get_mut(&format!("source/{source}"));
                if let Some(deleted) = deleted.filter(|deleted| !deleted.saw.contains(&entry.id)) {
                    deleted.unseen.push(place);
                }
            }
        }
    }
}

/// Takes a new entry, which replaces these heads of its field, for one more thing that whoever deleted what it is about
/// did not know of.
pub(super) fn go_on(conflicts: &mut Conflicts, new: &Edit, key: &str, replaced: &[usize], place: usize) {
    let deletion = |thing: &str| format!("{thing}/deleted");
    for field in things_around(key).map(deletion).filter(|field| field != key) {
        if let Some(sides) = conflicts.get_mut(field.as_str()) {
            sides.retain(|side| !replaced.contains(side));
            sides.push(place);
        }
    }
    for field in used_by(new).map(|source| deletion(&format!("source/{source}"))) {
        if let Some(sides) = conflicts.get_mut(field.as_str()).filter(|sides| sides.last() != Some(&place)) {
            sides.push(place);
        }
    }
}

/// The claim, piece of evidence or source that a field is of, and the claim that the evidence is of.
pub(super) fn things_around(key: &str) -> impl Iterator<Item = &str> {
    let ends =
        key.match_indices('/').map(|(at, _)| at).filter(move |at| matches!(key[..*at].matches('/').count(), 1 | 3));
    ends.map(|at| &key[..at])
}

/// The sources that an edit makes evidence rest on.
pub(super) fn used_by(edit: &Edit) -> impl Iterator<Item = &str> {
    let (pieces, moved): (&[Evidence], _) = match edit {
        Edit::AddClaim(claim) => (&claim.evidence, None),
        Edit::Claim { field: ClaimField::AddEvidence(piece), .. } => (std::slice::from_ref(piece), None),
        Edit::Claim { field: ClaimField::Evidence { field: EvidenceField::Source(change), .. }, .. } => {
            (&[], Some(change.to.0.as_str()))
        }
        _ => (&[], None),
    };
    pieces.iter().map(|piece| piece.source.0.as_str()).chain(moved)
}
