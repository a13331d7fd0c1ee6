//! Which claims must be fixed, and which are still open.

use super::{ClaimEntry, Group, Mark};
use crate::model::{Decision, Flag, Risk, Status};

type Test = fn(&ClaimEntry) -> bool;

/// What must be fixed, gravest first.
const MUST_FIX: &[(&str, Test)] = &[
    ("Wrong, to be decided", |claim| is(claim, Status::Wrong) && !claim.standing.settled),
    ("Changes to be decided", |claim| claim.decision == Some(Decision::Proposed)),
    ("Changes to be made", |claim| claim.decision == Some(Decision::Accepted)),
    ("Queries without an answer", |claim| is(claim, Status::Query) && claim.answer.trim().is_empty()),
    ("To be checked again", |claim| claim.mark == Mark::Recheck),
    ("Cannot be confirmed", |claim| is(claim, Status::CantConfirm) && !claim.standing.settled),
    ("Conflicting evidence", |claim| claim.standing.conflicting),
    ("High risk and open", |claim| claim.risk == Risk::High && !claim.standing.settled),
];

/// What is still open.
const OPEN: &[(&str, Test)] = &[
    ("Unchecked", |claim| is(claim, Status::Unchecked)),
    ("To be checked again", |claim| claim.mark == Mark::Recheck),
    ("Queries without an answer", |claim| is(claim, Status::Query) && claim.answer.trim().is_empty()),
    ("Queries answered, not settled", |claim| is(claim, Status::Query) && !claim.answer.trim().is_empty()),
    ("Wrong, not decided", |claim| is(claim, Status::Wrong) && !claim.standing.settled),
    ("Cannot be confirmed, not decided", |claim| is(claim, Status::CantConfirm) && !claim.standing.settled),
    ("Other changes to be decided", |claim| {
        claim.decision == Some(Decision::Proposed) && (claim.standing.settled || is_other(claim))
    }),
    ("Reply outstanding", |claim| claim.flags.contains(&Flag::ReplyOutstanding)),
    ("For legal to read", |claim| claim.flags.contains(&Flag::Legal)),
];

/// The groups of what must be fixed; each claim is in the first that fits.
pub(super) fn must_fix(claims: &[ClaimEntry]) -> Vec<Group> {
    let mut groups: Vec<Group> = MUST_FIX.iter().map(|(label, _)| Group { label, claims: Vec::new() }).collect();
    for (index, claim) in claims.iter().enumerate() {
        if let Some(group) = MUST_FIX.iter().position(|(_, fits)| fits(claim)) {
            groups[group].claims.push(index);
        }
    }
    groups.retain(|group| !group.claims.is_empty());
    groups
}

/// The groups of what is still open; each claim is in all that fit.
pub(super) fn open(claims: &[ClaimEntry]) -> Vec<Group> {
    let members = |fits: Test| (0..claims.len()).filter(|&index| fits(&claims[index])).collect();
    let groups = OPEN.iter().map(|(label, fits)| Group { label, claims: members(*fits) });
    groups.filter(|group| !group.claims.is_empty()).collect()
}

/// True when the checked copy has an entry for the claim: there is a change, or a question is open.
pub(super) fn is_change_or_question(claim: &ClaimEntry) -> bool {
    let open_status = [Status::Wrong, Status::Query, Status::CantConfirm].iter().any(|status| is(claim, *status));
    claim.change.is_some()
        || open_status
        || claim.mark == Mark::Recheck
        || claim.standing.conflicting
        || (!claim.question.trim().is_empty() && claim.answer.trim().is_empty())
}

fn is(claim: &ClaimEntry, status: Status) -> bool {
    claim.mark == Mark::Status(status)
}

fn is_other(claim: &ClaimEntry) -> bool {
    matches!(claim.mark, Mark::Status(Status::Verified | Status::Opinion | Status::Unchecked | Status::Query))
}
