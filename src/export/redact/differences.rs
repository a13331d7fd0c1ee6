//! What people left differently in a claim, in words, without what confidential sources must not have told.

use super::{Redacted, Withholding};
use crate::export::scrub::WITHHELD;
use crate::model::edit::{ClaimField, EvidenceField};
use crate::model::{ClaimId, Conflict, Edit, Entry, EntryId, Side};
use std::collections::HashMap;
use std::sync::Arc;

impl Redacted<'_> {
    /// The conflicts on claims, a line for each, such as `status (MK: verified; EK: wrong)`.
    pub fn differences(&self) -> HashMap<ClaimId, Vec<String>> {
        let conflicts = self.original.conflicts();
        let sides = conflicts.iter().flat_map(|conflict| &conflict.sides);
        let mut entries: HashMap<&EntryId, Option<&Arc<Entry>>> = sides.map(|side| (&side.entry, None)).collect();
        for entry in self.original.history.entries() {
            if let Some(place) = entries.get_mut(&entry.id) {
                *place = Some(entry);
            }
        }
        let mut lines: HashMap<ClaimId, Vec<String>> = HashMap::new();
        for conflict in &conflicts {
            if let Some(claim) = &conflict.claim {
                let value = |side: &Side| match &self.withholding {
                    Some(rules) => rules.side(self, entries.get(&side.entry).copied().flatten(), side),
                    None => side.value.clone(),
                };
                lines.entry(claim.clone()).or_default().push(line(conflict, value));
            }
        }
        lines
    }
}

fn line(conflict: &Conflict, value: impl Fn(&Side) -> String) -> String {
    let sides = conflict.sides.iter().map(|side| format!("{}: {}", side.by, value(side)));
    format!("{} ({})", conflict.field, sides.collect::<Vec<_>>().join("; "))
}

impl Withholding {
    /// What a side left. It is not told where it would have to be told what evidence from a confidential source says,
    /// or was cut before anything could be taken out of it.
    fn side(&self, redacted: &Redacted, entry: Option<&Arc<Entry>>, side: &Side) -> String {
        let Some(Edit::Claim { id, field }) = entry.map(|entry| &*entry.edit) else { return WITHHELD.to_owned() };
        if let ClaimField::Evidence { id: piece, field } = field {
            let piece = redacted.original.claim(id).and_then(|claim| claim.evidence_by_id(piece));
            let withheld = piece.is_none_or(|piece| self.is_withheld(piece));
            match field {
                EvidenceField::Source(change) => {
                    let source = redacted.project().sources.get(&change.to);
                    return source.map_or_else(|| "a source".to_owned(), |source| source.details.title.clone());
                }
                EvidenceField::Locator(_) | EvidenceField::Passage(_) if withheld => return WITHHELD.to_owned(),
                _ => {}
            }
        }
        self.text(&side.value)
    }
}
