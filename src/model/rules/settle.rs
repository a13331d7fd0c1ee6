//! Settling a conflict: one side is chosen, and the field is as that side left it.

use super::{Plan, Planned, Refusal, Stamp, set_status, sign_off};
use crate::model::edit::{ClaimField, EvidenceField, SourceField};
use crate::model::{Change, Claim, Edit, EntryId, Project, Status, StatusRecord};

/// Plans to leave a field as this entry, one side of a conflict, left it. A status is set anew by whoever chooses, since
/// it is he who then stands by it.
pub(super) fn settle(project: &Project, chosen: &EntryId, stamp: &Stamp) -> Planned {
    let conflict = project.history.conflicts_under("").map(|(_, entries)| entries);
    let mut conflict = conflict.filter(|entries| entries.iter().any(|entry| entry.id == *chosen));
    let sides = conflict.next().ok_or(Refusal::NoConflict)?;
    let side = sides.iter().find(|entry| entry.id == *chosen).ok_or(Refusal::NoConflict)?;
    if let Some(deletion) = sides.iter().rev().find(|entry| entry.edit.deletes().is_some()) {
        let delete = side.edit.deletes().is_some();
        return Ok(Plan::from(Some(deletion_or_not(&deletion.edit, delete))));
    }
    let last = sides.last().unwrap_or(side);
    match &*side.edit {
        Edit::Claim { id, field: ClaimField::Status(change) } => {
            let claim = project.claim(id).ok_or_else(|| Refusal::Absent(format!("claim “{id}”")))?;
            let status = change.to.as_ref().map_or(Status::Unchecked, |record| record.status);
            set_status(project, claim, status, stamp)
        }
        edit => sign_off::settle(project, edit).unwrap_or_else(|| Ok(Plan::from(Some(edit.after(&last.edit))))),
    }
}

/// Plans that a claim whose status is in conflict has none.
pub(super) fn unchecked(claim: &Claim) -> Plan {
    const NONE: Change<Option<StatusRecord>> = Change { from: None, to: None };
    Plan::from(Some(Edit::Claim { id: claim.id.clone(), field: ClaimField::Status(Box::new(NONE)) }))
}

/// The edit that deletes what was in conflict, or says that it is kept.
fn deletion_or_not(edit: &Edit, delete: bool) -> Edit {
    let change = Change { from: false, to: delete };
    match edit {
        Edit::Claim { id, field: ClaimField::Evidence { id: piece, .. } } => Edit::Claim {
            id: id.clone(),
            field: ClaimField::Evidence { id: piece.clone(), field: EvidenceField::Deleted(change) },
        },
        Edit::Claim { id, .. } => Edit::Claim { id: id.clone(), field: ClaimField::Deleted(change) },
        Edit::Source { id, .. } => Edit::Source { id: id.clone(), field: SourceField::Deleted(change) },
        other => other.clone(),
    }
}
