//! A draft taken back with all that the review of it decided.

use super::steps::is_by;
use crate::model::edit::{ClaimField, DraftField, Edit, Misfit};
use crate::model::{ClaimId, Minter, Person, Project};
use chrono::{DateTime, Utc};
use std::collections::{HashMap, HashSet};

impl Project {
    /// Takes back the current draft, and what its review decided on the claims that were carried over to it, as one step. What
    /// else was done since stays. False when this person did not bring it in, or there is no draft before it.
    ///
    /// # Errors
    /// When it no longer fits; the project is then unchanged.
    pub fn take_back_draft(&mut self, by: &Person, at: DateTime<Utc>, minter: &mut Minter) -> Result<bool, Misfit> {
        let Some(draft) = self.draft() else { return Ok(false) };
        let is_only = self.drafts().count() == 1;
        let number = draft.number;
        let entries = self.history.entries();
        let brings_in = |edit: &Edit| match edit {
            Edit::AddDraft { number: added } => *added == number,
            Edit::Draft { number: back, field: DraftField::Withdrawn(change) } => *back == number && !change.to,
            _ => false,
        };
        let Some(start) = entries.iter().rposition(|entry| brings_in(&entry.edit)) else { return Ok(false) };
        if is_only || !is_by(&entries[start], by, minter) {
            return Ok(false);
        }
        let step = entries[start].step.clone();
        let first = entries.iter().position(|entry| entry.step == step).unwrap_or(start);
        let carried: HashSet<&ClaimId> = draft.carried.iter().map(|carried| &carried.claim).collect();
        let is_decided = |edit: &Edit| match edit {
            Edit::Draft { number: other, field: DraftField::Read { .. } | DraftField::Seen { .. } } => *other == number,
            Edit::Claim { id, field: ClaimField::Anchor(_) | ClaimField::Status(_) | ClaimField::Change(_) } => {
                carried.contains(id)
            }
            edit => brings_in(edit),
        };
        // By field: its first change and its last; who else changed it last keeps what he left.
        let mut fields: HashMap<String, usize> = HashMap::new();
        let mut changes: Vec<(Edit, Edit, bool)> = Vec::new();
        for entry in entries[first..].iter().filter(|entry| is_decided(&entry.edit)) {
            let own = is_by(entry, by, minter);
            let known = *fields.entry(entry.edit.key()).or_insert(changes.len());
            match changes.get_mut(known) {
                Some(change) => (change.1, change.2) = (Edit::clone(&entry.edit), own),
                None => changes.push((Edit::clone(&entry.edit), Edit::clone(&entry.edit), own)),
            }
        }
        let own = changes.into_iter().filter(|(.., own)| *own).rev();
        let edits = own.map(|(first, last, _)| first.inverse().after(&last)).collect();
        self.commit_step(edits, Some(step), by, at, minter)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::testing::{NOW, Story};
    use crate::model::{
        Anchor, CarriedClaim, Change, ClaimId, Draft, Edit, Outcome, Person, Request, Status, edit::ClaimField,
    };

    /// Brings in a second draft in which the claim has other words.
    fn bring_in(story: &mut Story, claim: &ClaimId) {
        let mut draft = Draft { number: 2, text: "Some 27,000 troops stay.".to_owned(), ..Draft::default() };
        let carried = CarriedClaim {
            place: Some((5..11).into()),
            reason: "Its words were edited".to_owned(),
            ..CarriedClaim::new(claim.clone(), Outcome::Changed, 1, "28,500")
        };
        draft.carried = vec![carried];
        let anchor = Anchor::new(&draft, 5..11).unwrap();
        let change = Change { from: story.get(claim).anchor.clone(), to: anchor };
        story.project.drafts.push(draft);
        let moved = Edit::Claim { id: claim.clone(), field: ClaimField::Anchor(change.into()) };
        story.project.commit(vec![Edit::AddDraft { number: 2 }, moved], &story.by, NOW, &mut story.minter).unwrap();
    }

    #[test]
    fn a_draft_goes_with_its_review_and_comes_back_with_it() {
        let mut story = Story::new();
        let (claim, other) = (story.verified("28,500"), story.claim("$1bn"));
        let before = story.get(&claim).clone();
        bring_in(&mut story, &claim);
        assert_eq!(story.words(&claim), "recheck, was verified");
        story.go(Request::SetStatus(claim.clone(), Status::Verified));
        story.go(Request::SetSpan(claim.clone(), 5..18));
        story.go(Request::SetSeen(claim.clone(), true));
        story.go(Request::SetNote(other.clone(), "counted".to_owned()));
        let after = story.project.clone();
        let by = story.by.clone();
        assert!(story.project.take_back_draft(&by, NOW, &mut story.minter).unwrap());
        assert_eq!(story.project.draft().unwrap().number, 1);
        assert_eq!(*story.get(&claim), before);
        assert_eq!(story.get(&other).note, "counted", "what else was done stays");
        assert!(!story.project.take_back_draft(&by, NOW, &mut story.minter).unwrap(), "the first draft stays");
        assert!(story.redo().unwrap());
        assert_eq!((&story.project.claims, &story.project.drafts), (&after.claims, &after.drafts));
    }

    #[test]
    fn what_somebody_else_brought_in_or_decided_stays() {
        let mut story = Story::new();
        let claim = story.verified("28,500");
        bring_in(&mut story, &claim);
        let (own, other) = (story.by.clone(), Person::new("else", ""));
        let mut minter = crate::model::Minter::new("other");
        assert!(!story.project.take_back_draft(&other, NOW, &mut minter).unwrap());
        std::mem::swap(&mut story.minter, &mut minter);
        story.by = other;
        story.go(Request::SetStatus(claim.clone(), Status::Opinion));
        std::mem::swap(&mut story.minter, &mut minter);
        assert!(story.project.take_back_draft(&own, NOW, &mut story.minter).unwrap());
        let claim = story.get(&claim);
        assert_eq!((claim.anchor.draft, claim.status.as_ref().unwrap().status), (1, Status::Opinion));
    }
}
