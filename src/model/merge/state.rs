//! What a project is after its history was put together with another one.

use super::{MergeError, drafts, join_extra};
use crate::model::edit::{ClaimField, Edit, EvidenceField, Misfit, SourceField, apply};
use crate::model::history::Entry;
use crate::model::project::HEADER;
use crate::model::table::Keyed;
use crate::model::{Change, Claim, History, Json, Project};
use serde::Deserialize;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// Our project on its way to become the one that both have.
pub(super) struct Merging {
    project: Project,
}

impl Merging {
    /// Ours, with all drafts, claims, sources and evidence that only theirs has, as theirs has them.
    pub(super) fn begin(ours: &Project, theirs: &Project) -> Result<Self, MergeError> {
        let mut project = ours.clone();
        drafts::add(&mut project, theirs)?;
        for source in theirs.sources.iter() {
            match project.sources.get(&source.id) {
                None => drop(project.sources.push(source.clone())),
                Some(own) if own.extra == source.extra => {}
                Some(_) => project
                    .sources
                    .get_mut(&source.id)
                    .map_or(Ok(()), |own| join_extra(&mut own.extra, &source.extra))?,
            }
        }
        for claim in theirs.claims.iter() {
            match project.claims.get(&claim.id) {
                None => drop(project.claims.push(claim.clone())),
                Some(own) if !lacks_some_of(own, claim) => {}
                Some(_) => project.claims.get_mut(&claim.id).map_or(Ok(()), |own| join_claim(own, claim))?,
            }
        }
        join_project_extra(&mut project, theirs)?;
        Ok(Self { project })
    }

    pub(super) fn finish(self) -> Project {
        self.project
    }

    /// Makes the project what this history says, of which only `incoming` is new to it.
    pub(super) fn take_history(&mut self, history: History, incoming: &[Arc<Entry>]) -> Result<(), MergeError> {
        let project = &mut self.project;
        project.history = history;
        let fields: BTreeSet<String> = incoming.iter().map(|entry| entry.edit.key()).collect();
        for key in fields {
            let heads: Vec<Arc<Entry>> = project.history.head_entries(&key).cloned().collect();
            let edit = outcome(project, &key, &heads);
            edit.map_or(Ok(()), |edit| apply(project, &edit)).map_err(contradiction)?;
        }
        mark_deleted(project).map_err(contradiction)?;
        put_in_order(project);
        Ok(())
    }
}

fn contradiction(misfit: Misfit) -> MergeError {
    MergeError::Contradiction(misfit.to_string())
}

fn lacks_some_of(own: &Claim, other: &Claim) -> bool {
    own.extra != other.extra
        || own.evidence.len() < other.evidence.len()
        || other.evidence.iter().any(|piece| own.evidence_by_id(&piece.id).is_none_or(|own| own.extra != piece.extra))
}

fn join_claim(own: &mut Claim, other: &Claim) -> Result<(), MergeError> {
    join_extra(&mut own.extra, &other.extra)?;
    for piece in &other.evidence {
        match own.evidence.iter_mut().find(|known| known.id == piece.id) {
            Some(known) => join_extra(&mut known.extra, &piece.extra)?,
            None => own.evidence.push(piece.clone()),
        }
    }
    Ok(())
}

/// The header of a newer file is no work of anybody's; the one of the newer program stays.
fn join_project_extra(ours: &mut Project, theirs: &Project) -> Result<(), MergeError> {
    let (mut extra, mut other) = (ours.extra.clone(), theirs.extra.clone());
    let headers = [extra.remove(HEADER), other.remove(HEADER)];
    join_extra(&mut extra, &other)?;
    if let Some(header) =
        headers.into_iter().flatten().max_by_key(|header| (version(header), header.as_str().to_owned()))
    {
        extra.insert(HEADER, header);
    }
    ours.extra = extra;
    Ok(())
}

/// The version of the format that the header of a file names.
fn version(header: &Json) -> Option<u64> {
    #[derive(Deserialize)]
    struct Header {
        version: u64,
    }
    serde_json::from_str(header.as_str()).ok().map(|header: Header| header.version)
}

/// The edit that leaves a field as its heads have it; none for what is added and for what a newer version did.
fn outcome(project: &Project, key: &str, heads: &[Arc<Entry>]) -> Option<Edit> {
    let last = &heads.last()?.edit;
    match &**last {
        Edit::AddClaim(_) | Edit::AddSource(_) | Edit::AddDraft { .. } | Edit::Other(_) => None,
        Edit::Claim { field: ClaimField::AddEvidence(_), .. } => None,
        Edit::Claim { id, field: ClaimField::Status(change) }
            if heads.len() > 1 && project.history.is_contested(key) =>
        {
            let none = Change { from: change.to.clone(), to: None };
            Some(Edit::Claim { id: id.clone(), field: ClaimField::Status(Box::new(none)) })
        }
        // Nor does it say that somebody stands by what another one took back.
        Edit::Claim { id, field: ClaimField::SignOff(signing) } if project.history.is_contested(key) => {
            Some(Edit::Claim { id: id.clone(), field: ClaimField::SignOff(signing.undecided().into()) })
        }
        Edit::SignOff(signing) if project.history.is_contested(key) => Some(Edit::SignOff(signing.undecided().into())),
        Edit::Claim { id, field: ClaimField::Flags(_) } => {
            let all = heads.iter().filter_map(|head| match &*head.edit {
                Edit::Claim { field: ClaimField::Flags(change), .. } => Some(&change.to),
                _ => None,
            });
            let to = all.flatten().copied().collect();
            let flags = Change { from: BTreeSet::new(), to };
            Some(Edit::Claim { id: id.clone(), field: ClaimField::Flags(flags) })
        }
        Edit::Source { id, field: SourceField::Kept(_) } => {
            let mut to: Vec<crate::model::KeptCopy> = Vec::new();
            for head in heads {
                let Edit::Source { field: SourceField::Kept(change), .. } = &*head.edit else { continue };
                let new = change.to.iter().filter(|copy| to.iter().all(|known| known.sha256 != copy.sha256));
                let new: Vec<_> = new.cloned().collect();
                to.extend(new);
            }
            let kept = Change { from: Vec::new(), to };
            Some(Edit::Source { id: id.clone(), field: SourceField::Kept(kept) })
        }
        edit => Some(edit.clone()),
    }
}

/// Marks as deleted what all who said anything about it deleted; what is in conflict stays.
fn mark_deleted(project: &mut Project) -> Result<(), Misfit> {
    let keys: Vec<String> =
        project.history.fields().filter(|key| key.ends_with("/deleted")).map(str::to_owned).collect();
    for key in keys {
        let Some(edit) = project.history.head_entries(&key).last().map(|entry| Edit::clone(&entry.edit)) else {
            continue;
        };
        let stays = project.history.is_contested(&key);
        apply(project, &if stays { kept(edit) } else { edit })?;
    }
    Ok(())
}

/// The edit that says of the same thing that it is not deleted.
fn kept(edit: Edit) -> Edit {
    const KEPT: Change<bool> = Change { from: true, to: false };
    match edit {
        Edit::Claim { id, field: ClaimField::Evidence { id: piece, .. } } => {
            Edit::Claim { id, field: ClaimField::Evidence { id: piece, field: EvidenceField::Deleted(KEPT) } }
        }
        Edit::Claim { id, .. } => Edit::Claim { id, field: ClaimField::Deleted(KEPT) },
        Edit::Source { id, .. } => Edit::Source { id, field: SourceField::Deleted(KEPT) },
        other => other,
    }
}

/// Claims, sources and evidence stand in the order in which the history added them.
fn put_in_order(project: &mut Project) {
    let Project { history, claims, sources, .. } = project;
    let mut added: HashMap<&str, usize> = HashMap::new();
    for (place, entry) in history.entries().iter().enumerate() {
        match &*entry.edit {
            Edit::AddClaim(claim) => drop(added.insert(&claim.id.0, place)),
            Edit::AddSource(source) => drop(added.insert(&source.id.0, place)),
            Edit::Claim { field: ClaimField::AddEvidence(piece), .. } => drop(added.insert(&piece.id.0, place)),
            _ => {}
        }
    }
    // What no entry added, as in a file made by a script, comes first.
    let place = |id: &str| {
        added.get(id).copied().ok_or_else(|| id.to_owned()).map_or_else(|id| (0, id), |at| (at + 1, String::new()))
    };
    claims.sort_by_key(|claim| place(claim.key()));
    sources.sort_by_key(|source| place(source.key()));
    let is_sorted = |claim: &Claim| claim.evidence.iter().map(|piece| place(&piece.id.0)).is_sorted();
    let unsorted: Vec<String> =
        claims.iter().filter(|claim| !is_sorted(claim)).map(|claim| claim.id.0.clone()).collect();
    for id in unsorted {
        if let Some(claim) = claims.get_mut(id) {
            claim.evidence.sort_by_key(|piece| place(&piece.id.0));
        }
    }
}
