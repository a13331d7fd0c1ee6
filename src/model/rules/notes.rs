//! What the writer's comments and footnotes say of where a claim comes from.

use super::{Plan, Planned, Stamp, anchor, claim_edit};
use crate::model::edit::ClaimField;
use crate::model::{Change, Claim, ClaimId, Edit, Kind, Project, Risk};
use std::ops::Range;

/// Plans to make a claim of what a note is about.
/// The note is an edit of its own, so that it can be corrected and put together like any other field.
pub(super) fn take(project: &Project, range: Range<usize>, kind: Kind, note: &str, stamp: &mut Stamp) -> Planned {
    let claim = Claim::new(ClaimId(stamp.minter.mint()), anchor(project, range)?, kind, Risk::Normal);
    let made = Some(claim.id.0.clone());
    let noted = Change::between(&claim.source_note, note.to_owned()).map(ClaimField::SourceNote);
    let noted = noted.map(|field| claim_edit(&claim, field));
    Ok(Plan { edits: [Edit::AddClaim(Box::new(claim))].into_iter().chain(noted).collect(), made })
}

/// Two notes of the writer as one, parted by a blank line; once only what both say.
pub fn join(one: &str, two: &str) -> String {
    let known = |part: &&str| !part.is_empty() && one.split("\n\n").all(|known| known != *part);
    let parts = [one].into_iter().filter(|text| !text.is_empty()).chain(two.split("\n\n").filter(known));
    parts.collect::<Vec<_>>().join("\n\n")
}
