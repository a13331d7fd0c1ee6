//! Signing a claim or the whole story off, and taking that back.

use super::{Plan, Planned, Refusal, Stamp, claim_edit};
use crate::model::edit::{ClaimField, Signing};
use crate::model::{Change, Claim, Covers, Edit, Extra, Project, Role, SignOff};
use std::sync::Arc;

/// Plans that somebody stands by a claim, or by every claim of the story whose status counts.
pub(super) fn sign(project: &Project, claim: Option<&Claim>, role: Role, stamp: &Stamp) -> Planned {
    if stamp.by.initials.trim().is_empty() {
        return Err(Refusal::NeedsInitials);
    }
    let covers = match claim {
        Some(claim) => of_claim(project, claim, role)?,
        None => project.to_sign(),
    };
    if covers.is_empty() {
        return Err(Refusal::NothingToSign);
    }
    let signed = before(project, claim, role);
    if signed.is_some_and(|signed| signed.by == *stamp.by && *signed.covers == covers) {
        return Ok(Plan::default());
    }
    let sign_off = SignOff { by: stamp.by.clone(), at: stamp.at, covers: Arc::new(covers), extra: Extra::new() };
    Ok(edit(project, claim, role, Some(sign_off)))
}

/// Plans that nobody stands by it any more in this role.
pub(super) fn take_back(project: &Project, claim: Option<&Claim>, role: Role) -> Planned {
    let thing = claim.map(|claim| format!("claim/{}/", claim.id)).unwrap_or_default();
    let contested = project.history.is_contested(&format!("{thing}sign-off/{}", role.key()));
    match before(project, claim, role) {
        // What is in conflict counts as not signed, and is settled by saying that it is not.
        None if !contested => Err(Refusal::NotSigned(role)),
        _ => Ok(edit(project, claim, role, None)),
    }
}

/// Plans what settles a conflict on a sign-off: it is as one side left it, in that side's name. None for other fields.
pub(super) fn settle(project: &Project, side: &Edit) -> Option<Planned> {
    let (claim, signing) = match side {
        Edit::SignOff(signing) => (Ok(None), signing),
        Edit::Claim { id, field: ClaimField::SignOff(signing) } => {
            let claim = project.claim(id).ok_or_else(|| Refusal::Absent(format!("claim “{id}”")));
            (claim.map(Some), signing)
        }
        _ => return None,
    };
    Some(claim.map(|claim| edit(project, claim, signing.role, signing.change.to.clone())))
}

fn of_claim(project: &Project, claim: &Claim, role: Role) -> Result<Covers, Refusal> {
    if !role.signs_claims() {
        return Err(Refusal::NotOfClaims(role));
    }
    let standing = project.standing(claim);
    let covered =
        standing.to_sign().ok_or(if standing.recheck { Refusal::SignsLapsed } else { Refusal::SignsUnchecked })?;
    Ok([(claim.id.clone(), covered)].into_iter().collect())
}

fn before<'a>(project: &'a Project, claim: Option<&'a Claim>, role: Role) -> Option<&'a SignOff> {
    claim.map_or(&project.sign_offs, |claim| &claim.sign_offs).get(role)
}

fn edit(project: &Project, claim: Option<&Claim>, role: Role, to: Option<SignOff>) -> Plan {
    let change = Change { from: before(project, claim, role).cloned(), to };
    let signing = Box::new(Signing { role, change });
    Plan::from(Some(match claim {
        Some(claim) => claim_edit(claim, ClaimField::SignOff(signing)),
        None => Edit::SignOff(signing),
    }))
}
