//! What must be so in a project before anything else relies on it.

use super::limits;
use crate::model::article::{Comment, NoteMark};
use crate::model::describe::short_quote;
use crate::model::{Anchor, Block, Claim, Draft, Entry, EntryId, Place, Project};
use std::collections::HashSet;
use std::sync::Arc;

/// How many quotes one warning names.
const NAMED: usize = 5;

/// Checks a project that was just read, and puts claims back on their words where only one place fits. Returns
/// warnings, a sentence each.
///
/// # Errors
/// What contradicts itself, to be read after "the project file is damaged:".
pub(super) fn check(project: &mut Project) -> Result<Vec<String>, String> {
    check_drafts(&project.drafts)?;
    check_evidence(project)?;
    check_history(project.history.entries())?;
    check_anchors(project)
}

fn check_drafts(drafts: &[Draft]) -> Result<(), String> {
    if drafts.len() > limits::DRAFTS {
        return Err(format!("it has more than {} drafts", limits::DRAFTS));
    }
    let mut last = 0;
    for draft in drafts {
        if draft.number <= last {
            return Err(format!("draft {} follows draft {last}", draft.number));
        }
        last = draft.number;
        check_blocks(draft)?;
        check_annotations(draft)?;
    }
    Ok(())
}

fn check_blocks(draft: &Draft) -> Result<(), String> {
    let mut end = 0;
    for (index, block) in draft.blocks.iter().enumerate() {
        if let Some(what) = misplaced(block, &draft.text, end) {
            return Err(format!("block {} of draft {} {what}", index + 1, draft.number));
        }
        end = block.end;
    }
    Ok(())
}

/// What stood on the margins points into the text and at blocks that are there.
fn check_annotations(draft: &Draft) -> Result<(), String> {
    let number = draft.number;
    for (index, comment) in draft.comments.iter().enumerate() {
        if !is_placed(comment, &draft.text) {
            return Err(format!("comment {} of draft {number} is about a place that is not in the text", index + 1));
        }
    }
    for (index, NoteMark { at, block, .. }) in draft.notes.iter().enumerate() {
        if !draft.text.is_char_boundary(*at) {
            return Err(format!("note {} of draft {number} stands at a place that is not in the text", index + 1));
        }
        if *block >= draft.blocks.len() {
            return Err(format!("note {} of draft {number} is in a block that is not there", index + 1));
        }
    }
    let misplaced = |place: &&Place| draft.text.get(place.range()).is_none();
    let places = draft.carried.iter().flat_map(|carried| carried.place.iter().chain(&carried.elsewhere));
    if places.chain(&draft.fresh).chain(&draft.read).any(|place| misplaced(&place)) {
        return Err(format!(
            "a claim was carried to a place, or a sentence is new or read at one, that is not in draft {number}"
        ));
    }
    match draft.changes.iter().position(|change| !draft.text.is_char_boundary(change.start)) {
        None => Ok(()),
        Some(index) => {
            Err(format!("tracked change {} of draft {number} stands at a place that is not in the text", index + 1))
        }
    }
}

/// True when a comment and all answers to it are about places of the text.
fn is_placed(comment: &Comment, text: &str) -> bool {
    let mut waiting = vec![comment];
    while let Some(comment) = waiting.pop() {
        if text.get(comment.start..comment.end).is_none() {
            return false;
        }
        waiting.extend(&comment.replies);
    }
    true
}

fn misplaced(block: &Block, text: &str, from: usize) -> Option<&'static str> {
    if block.end > text.len() {
        Some("ends outside the text")
    } else if block.start < from || block.end < block.start {
        Some("is out of order")
    } else if text.get(block.range()).is_none() {
        Some("begins or ends inside a character")
    } else {
        None
    }
}

fn check_evidence(project: &Project) -> Result<(), String> {
    let mut seen = HashSet::new();
    let pieces = project.claims.iter().flat_map(|claim| &claim.evidence);
    match pieces.into_iter().find(|piece| !seen.insert(&piece.id)) {
        Some(piece) => Err(format!("two pieces of evidence have the identifier “{}”", piece.id)),
        None => Ok(()),
    }
}

/// Entries have names of their own, and take back only what was done before, so that following them back ends.
fn check_history(entries: &[Arc<Entry>]) -> Result<(), String> {
    let (mut seen, mut steps): (HashSet<&EntryId>, HashSet<&EntryId>) = Default::default();
    for entry in entries {
        if !seen.insert(&entry.id) {
            return Err(format!("two entries of the history have the identifier “{}”", entry.id));
        }
        if let Some(undone) = entry.undoes.as_ref().filter(|undone| **undone == entry.step || !steps.contains(undone)) {
            return Err(format!("entry “{}” of the history takes back “{undone}”, which is not before it", entry.id));
        }
        steps.insert(&entry.step);
    }
    Ok(())
}

fn check_anchors(project: &mut Project) -> Result<Vec<String>, String> {
    let (mut repaired, mut unplaced) = (Vec::new(), Vec::new());
    let mut found = Vec::new();
    let mut room = limits::room_to_search(project);
    for claim in project.claims.iter() {
        if claim.anchor.quote.is_empty() {
            return Err(format!("claim “{}” has no words", claim.id));
        }
        let draft = project.draft_by_number(claim.anchor.draft);
        if draft.is_some_and(|draft| claim.anchor.holds(draft)) {
            continue;
        }
        match draft.and_then(|draft| put_back(claim, draft, &mut room)) {
            Some(anchor) => {
                repaired.push(claim);
                found.push((claim.id.clone(), anchor));
            }
            None => unplaced.push(claim),
        }
    }
    let warnings = [
        warning(&repaired, "was not at its place and was put back on its words", "were put back on their words"),
        warning(&unplaced, "is not in its draft and has no place now", "are not in their draft and have no place now"),
    ];
    let warnings = warnings.into_iter().flatten().collect();
    for (id, anchor) in found {
        if let Some(claim) = project.claims.get_mut(&id) {
            claim.anchor = anchor;
        }
    }
    Ok(warnings)
}

/// The only place where the claim's words stand between the same neighbours. `room` is how many bytes of text may still
/// be searched.
fn put_back(claim: &Claim, draft: &Draft, room: &mut usize) -> Option<Anchor> {
    *room = room.checked_sub(draft.text.len())?;
    let found = claim.anchor.find(draft).filter(|anchor| anchor.quote == claim.anchor.quote)?;
    Some(Anchor { extra: claim.anchor.extra.clone(), ..found })
}

fn warning(claims: &[&Claim], one: &str, many: &str) -> Option<String> {
    let claims: Vec<&&Claim> = claims.iter().filter(|claim| !claim.deleted).collect();
    let quotes: Vec<String> = claims.iter().take(NAMED).map(|claim| short_quote(&claim.anchor.quote)).collect();
    let more = if claims.len() > NAMED { ", …" } else { "" };
    match claims.len() {
        0 => None,
        1 => Some(format!("The claim {} {one}.", quotes.join(""))),
        count => Some(format!("{count} claims {many}: {}{more}.", quotes.join(", "))),
    }
}
