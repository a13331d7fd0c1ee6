//! What a person says of a draft: its name, what of it is read, what of its outcomes is seen.

use super::{Plan, Planned, Refusal, Stamp, claim_edit, record};
use crate::model::edit::{ClaimField, DraftField, Edit};
use crate::model::{Change, Claim, Decision, Draft, Place, Project, SuggestedChange, typography};
use std::collections::BTreeSet;

/// Sets blocks of the current draft aside, or takes them back.
pub(super) fn set_aside(project: &Project, blocks: &[usize], aside: bool) -> Plan {
    let Some(draft) = project.draft() else { return Plan::default() };
    let differs = |block: &&usize| draft.blocks.get(**block).is_some_and(|row| row.aside != aside);
    let field = |block: &usize| DraftField::Aside { block: *block, from: !aside, to: aside };
    blocks.iter().filter(differs).map(|block| edit(draft, field(block))).collect::<Vec<_>>().into()
}

fn edit(draft: &Draft, field: DraftField) -> Edit {
    Edit::Draft { number: draft.number, field }
}

/// Calls a draft something.
pub(super) fn set_label(project: &Project, number: u32, label: &str) -> Planned {
    let draft = project.draft_by_number(number).filter(|draft| !draft.withdrawn);
    let draft = draft.ok_or_else(|| Refusal::Absent(format!("draft {number}")))?;
    let change = Change::between(&draft.label, label.trim().to_owned());
    Ok(change.map(|change| edit(draft, DraftField::Label(change))).into())
}

/// Marks parts of the current draft as read. To mark one as not read, all that was read and touches it is taken back.
pub(super) fn set_read(project: &Project, places: &[Place], read: bool) -> Plan {
    let Some(draft) = project.draft() else { return Plan::default() };
    let touches = |known: &Place, place: &Place| known.start < place.end && place.start < known.end;
    let is_text = |place: &&Place| draft.text.get(place.range()).is_some_and(|words| !words.trim().is_empty());
    let chosen: BTreeSet<Place> = match read {
        true => places.iter().filter(is_text).filter(|place| !draft.read.contains(place)).copied().collect(),
        false => draft.read.iter().filter(|known| places.iter().any(|place| touches(known, place))).copied().collect(),
    };
    let field = |place: Place| DraftField::Read { place, from: !read, to: read };
    chosen.into_iter().map(|place| edit(draft, field(place))).collect::<Vec<_>>().into()
}

/// Says that what became of a claim in the current draft is seen.
pub(super) fn set_seen(project: &Project, claim: &Claim, seen: bool) -> Planned {
    let found = project.draft().and_then(|draft| Some((draft, draft.carried(&claim.id)?)));
    let (draft, carried) = found.ok_or_else(|| Refusal::Absent("outcome of that claim".to_owned()))?;
    let field = DraftField::Seen { claim: claim.id.clone(), from: !seen, to: seen };
    Ok((carried.seen != seen).then(|| edit(draft, field)).into())
}

/// The change counts as accepted, and the status that was set rests on the words as they are now.
pub(super) fn close_as_changed(project: &Project, claim: &Claim, stamp: &Stamp) -> Planned {
    let change = claim.change.as_ref().ok_or(Refusal::NeedsChange)?;
    let draft = project.draft().ok_or(Refusal::NotMade)?;
    let is_made = if claim.anchor.holds(draft) {
        typography::is_same(change.wording.trim(), &claim.anchor.quote)
    } else {
        change.wording.trim().is_empty() && draft.gone().any(|gone| *gone == claim.id)
    };
    if !is_made {
        return Err(Refusal::NotMade);
    }
    let decision = if change.decision == Decision::Proposed { Decision::Accepted } else { change.decision };
    let made = SuggestedChange { decision, made: Some(draft.number), ..change.clone() };
    let made = Change::between(&claim.change, Some(made)).map(|change| ClaimField::Change(change.into()));
    let status = claim.status.as_ref().map(|before| record(claim, before.status, stamp));
    let status = status.filter(|_| !project.standing(claim).corrected);
    let status = status.and_then(|status| Change::between(&claim.status, Some(status)));
    let status = status.map(|change| ClaimField::Status(change.into()));
    let mut edits: Vec<Edit> = made.into_iter().chain(status).map(|field| claim_edit(claim, field)).collect();
    edits.extend(
        draft.carried(&claim.id).map(|_| set_seen(project, claim, true)).transpose()?.unwrap_or_default().edits,
    );
    Ok(edits.into())
}
