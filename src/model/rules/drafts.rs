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
    let draft = project.drafts().find(|draft| draft.number == number);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::testing::Story;
    use crate::model::{CarriedClaim, Outcome, Request, Status, Whereabouts};

    #[test]
    fn a_claim_is_closed_as_changed_when_its_words_are_the_suggested_ones() {
        let mut story = Story::new();
        let claim = story.claim("28,500");
        assert_eq!(story.ask(Request::CloseAsChanged(claim.clone())), Err(Refusal::NeedsChange));
        story.go(Request::SuggestChange(claim.clone(), Some("28,500 troops".to_owned())));
        story.go(Request::SetStatus(claim.clone(), Status::Wrong));
        assert_eq!(story.ask(Request::CloseAsChanged(claim.clone())), Err(Refusal::NotMade));
        let range = story.find("28,500 troops");
        story.go(Request::SetSpan(claim.clone(), range));
        assert_eq!((story.words(&claim), story.standing(&claim).settled), ("recheck, was wrong".to_owned(), false));
        story.go(Request::CloseAsChanged(claim.clone()));
        let standing = story.standing(&claim);
        assert_eq!(
            (standing.words(), standing.settled, standing.sign()),
            ("corrected, was wrong".to_owned(), true, "✓")
        );
        let change = story.get(&claim).change.clone().unwrap();
        assert_eq!((change.decision, change.made), (Decision::Accepted, Some(1)));
        let sums = story.project.progress();
        assert_eq!((sums.corrected, sums.count(Status::Wrong)), (1, 0));
        story.go(Request::CloseAsChanged(claim.clone()));
        let range = story.find("28,500 troops stay");
        story.go(Request::SetSpan(claim.clone(), range));
        assert_eq!(story.words(&claim), "recheck, was wrong", "words that change again are checked again");
        for _ in 0..2 {
            story.undo().unwrap();
        }
        assert_eq!(story.words(&claim), "recheck, was wrong", "closing it twice is closing it once");
    }

    #[test]
    fn what_is_unsure_is_gone_once_a_person_says_so() {
        let mut story = Story::new();
        let claim = story.verified("28,500");
        assert!(matches!(story.ask(Request::SetSeen(claim.clone(), true)), Err(Refusal::Absent(_))));
        let mut next = Draft { number: 2, text: "Nothing.".to_owned(), ..Draft::default() };
        next.carried = vec![CarriedClaim::new(claim.clone(), Outcome::Unsure, 1, "28,500")];
        story.project.drafts.push(next);
        assert_eq!((story.words(&claim), story.standing(&claim).settled), ("verified".to_owned(), false));
        story.go(Request::SetSeen(claim.clone(), true));
        assert_eq!((story.words(&claim), story.standing(&claim).settled), ("gone, was verified".to_owned(), true));
        story.undo().unwrap();
        assert_eq!(story.standing(&claim).whereabouts, Whereabouts::Unknown);
    }

    #[test]
    fn a_draft_can_be_called_something() {
        let mut story = Story::new();
        story.go(Request::SetLabel(1, " after legal ".to_owned()));
        assert_eq!(story.project.drafts[0].label, "after legal");
        assert_eq!(story.ask(Request::SetLabel(2, "none".to_owned())), Err(Refusal::Absent("draft 2".to_owned())));
        story.undo().unwrap();
        assert_eq!(story.project.drafts[0].label, "");
    }
}
