//! Edits and steps in words, for the undo item, the history and the audit trail.

use super::edit::{ClaimField, DraftField, EvidenceField, SourceField};
use super::{Claim, ClaimId, Edit, Entry, Project, SourceId, Status};
use std::sync::Arc;

/// How many characters of a quote stand for it.
const SHORT: usize = 32;

/// A quote short enough for a line, in quotation marks.
pub fn short_quote(quote: &str) -> String {
    let line: String = quote.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut = line.char_indices().nth(SHORT).map(|(at, _)| at);
    let line = line.trim_matches(['“', '”', '"']);
    match cut.and_then(|cut| line.get(..cut)) {
        Some(start) => format!("“{}…”", start.trim_end()),
        None => format!("“{line}”"),
    }
}

/// A step in words, such as `mark “about 28,500 American troops”`. Its first edit that is not about a source decides,
/// because a source made on the way is not what the person set out to do.
pub fn step(project: &Project, entries: &[Arc<Entry>]) -> String {
    let main = entries.iter().find(|entry| !matches!(*entry.edit, Edit::AddSource(_))).or(entries.first());
    main.map(|entry| edit(project, &entry.edit)).unwrap_or_default()
}

/// An edit in words, without a full stop and beginning with a small letter.
pub fn edit(project: &Project, edit: &Edit) -> String {
    match edit {
        Edit::Title(_) => "change the title of the story".to_owned(),
        Edit::AddDraft { number } => format!("bring in draft {number}"),
        Edit::Draft { number, field: DraftField::Withdrawn(_) } => format!("take back draft {number}"),
        Edit::Draft { field: DraftField::Aside { to: true, .. }, .. } => "set text aside".to_owned(),
        Edit::Draft { .. } => "take text back into the article".to_owned(),
        Edit::AddClaim(claim) => format!("mark {}", short_quote(&claim.anchor.quote)),
        Edit::Claim { id, field } => claim_field(project, id, field),
        Edit::AddSource(source) => format!("add the source {}", short_quote(&source.details.title)),
        Edit::Source { id, field } => source_field(project, id, field),
        Edit::Other(_) => "a change by a newer version".to_owned(),
    }
}

fn claim_field(project: &Project, id: &ClaimId, field: &ClaimField) -> String {
    let quote =
        project.claims.get(id).map_or_else(|| "a claim".to_owned(), |claim: &Claim| short_quote(&claim.anchor.quote));
    match field {
        ClaimField::Anchor(change) => {
            format!("change the words of {} to {}", short_quote(&change.from.quote), short_quote(&change.to.quote))
        }
        ClaimField::Kind(change) => format!("call {quote} a {}", change.to),
        ClaimField::Risk(change) => format!("set the risk of {quote} to {}", change.to),
        ClaimField::Status(change) => {
            let status = change.to.as_ref().map_or(Status::Unchecked, |record| record.status);
            format!("mark {quote} {status}")
        }
        ClaimField::Change(change) => match &change.to {
            None => format!("take back the change to {quote}"),
            Some(to) if change.from.as_ref().is_some_and(|from| from.decision != to.decision) => {
                format!("mark the change to {quote} {}", to.decision)
            }
            Some(_) => format!("suggest a change to {quote}"),
        },
        ClaimField::Question(_) => format!("write a question on {quote}"),
        ClaimField::Answer(_) => format!("write the answer on {quote}"),
        ClaimField::Note(_) => format!("write a note on {quote}"),
        ClaimField::Flags(_) => format!("change the flags of {quote}"),
        ClaimField::SameAs(change) if change.to.is_none() => format!("check {quote} by itself"),
        ClaimField::SameAs(_) => format!("mark {quote} the same as another"),
        ClaimField::Deleted(change) if change.to => format!("delete {quote}"),
        ClaimField::Deleted(_) => format!("bring back {quote}"),
        ClaimField::AddEvidence(_) => format!("add evidence to {quote}"),
        ClaimField::Evidence { field: EvidenceField::Deleted(change), .. } if change.to => {
            format!("delete evidence of {quote}")
        }
        ClaimField::Evidence { .. } => format!("change evidence of {quote}"),
    }
}

fn source_field(project: &Project, id: &SourceId, field: &SourceField) -> String {
    let title =
        project.sources.get(id).map_or_else(|| "a source".to_owned(), |source| short_quote(&source.details.title));
    match field {
        SourceField::Deleted(change) if change.to => format!("delete the source {title}"),
        SourceField::Deleted(_) => format!("bring back the source {title}"),
        SourceField::Kept(_) => format!("keep a copy of {title}"),
        _ => format!("change the source {title}"),
    }
}
