//! Where two people left a field differently without knowing of each other. A conflict is kept in the project, derived
//! from its history, until somebody settles it: by choosing a side, or by changing the field in any other way.

use super::describe::{self, short_quote};
use super::edit::{ClaimField, DraftField, Edit, EvidenceField, Signing, SourceField};
use super::history::Entry;
use super::{ClaimId, EntryId, EvidenceId, Person, Project, SourceId, Status};
use chrono::{DateTime, Utc};
use std::collections::HashSet;
use std::sync::Arc;

/// A field that two people left differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The claim that it is about, itself or its evidence.
    pub claim: Option<ClaimId>,
    /// The source that it is about.
    pub source: Option<SourceId>,
    /// The field in words, such as `status` or `passage of evidence`.
    pub field: String,
    /// What each left, in the order of the history.
    pub sides: Vec<Side>,
}

/// What one person left in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// The entry that left it so; names the side when it is chosen.
    pub entry: EntryId,
    /// Who.
    pub by: Person,
    /// When.
    pub at: DateTime<Utc>,
    /// What, in words.
    pub value: String,
}

impl Project {
    /// All conflicts, in order of their fields. Those of what is deleted do not count.
    pub fn conflicts(&self) -> Vec<Conflict> {
        self.conflicts_under("")
    }

    /// The conflicts on a claim and its evidence.
    pub fn conflicts_of(&self, claim: &ClaimId) -> Vec<Conflict> {
        self.conflicts_under(&format!("claim/{claim}/"))
    }

    /// True when a claim or its evidence is in conflict.
    pub fn is_in_conflict(&self, claim: &ClaimId) -> bool {
        self.history.has_conflicts() && !self.conflicts_of(claim).is_empty()
    }

    /// The sources that are confidential, deleted ones too, and those of which one side of a conflict says so: as long as
    /// people differ, nobody has decided that they may be named.
    pub fn confidential_sources(&self) -> HashSet<&SourceId> {
        let all = self.sources.iter();
        let said = |entry: &Arc<Entry>| match &*entry.edit {
            Edit::Source { field: SourceField::Confidential(change), .. } => change.to,
            _ => false,
        };
        let is = |id: &SourceId| self.history.head_entries(&format!("source/{id}/confidential")).any(said);
        all.filter(|source| source.details.confidential || is(&source.id)).map(|source| &source.id).collect()
    }

    /// Evidence on whose source people differ, each with a source that somebody gave it.
    pub fn contested_evidence(&self) -> impl Iterator<Item = (&EvidenceId, &SourceId)> {
        let heads = self.history.conflicts_under("claim/").flat_map(|(_, heads)| heads);
        heads.filter_map(|head| match &*head.edit {
            Edit::Claim { field: ClaimField::Evidence { id, field: EvidenceField::Source(change) }, .. } => {
                Some((id, &change.to))
            }
            _ => None,
        })
    }

    fn conflicts_under(&self, prefix: &str) -> Vec<Conflict> {
        self.history.conflicts_under(prefix).filter_map(|(_, entries)| self.conflict(&entries)).collect()
    }

    fn conflict(&self, entries: &[&Arc<Entry>]) -> Option<Conflict> {
        // What was deleted says which field it is; otherwise all are of one field.
        let named = entries.iter().find(|entry| entry.edit.deletes().is_some()).or(entries.first())?;
        let (mut claim, mut source) = (None, None);
        match &*named.edit {
            Edit::Claim { id, field } => {
                let there = self.claim(id)?;
                if let ClaimField::Evidence { id, field } = field {
                    let piece = there.evidence_by_id(id)?;
                    (!piece.deleted || matches!(field, EvidenceField::Deleted(_))).then_some(())?;
                }
                claim = Some(id.clone());
            }
            Edit::Source { id, .. } => source = Some(self.source(id)?.id.clone()),
            _ => {}
        }
        let sides = match named.edit.deletes() {
            Some(_) => sides_of_deletion(self, entries),
            None => entries.iter().map(|entry| side(entry, value(self, &entry.edit))).collect(),
        };
        Some(Conflict { claim, source, field: field(&named.edit), sides })
    }
}

fn side(entry: &Entry, value: String) -> Side {
    Side { entry: entry.id.clone(), by: entry.by.clone(), at: entry.at, value }
}

/// The latest deletion, and the latest of what was done without knowing of it.
fn sides_of_deletion(project: &Project, entries: &[&Arc<Entry>]) -> Vec<Side> {
    let deletion = entries.iter().rev().find(|entry| entry.edit.deletes().is_some());
    let other = entries.iter().rev().find(|entry| entry.edit.deletes().is_none()).or_else(|| {
        let first = deletion.map(|entry| &entry.id);
        entries.iter().rev().find(|entry| Some(&entry.id) != first)
    });
    let deleted = deletion.map(|entry| side(entry, "deleted".to_owned()));
    let kept = other.map(|entry| side(entry, format!("kept: {}", describe::edit(project, &entry.edit))));
    deleted.into_iter().chain(kept).collect()
}

fn field(edit: &Edit) -> String {
    match edit {
        Edit::Title(_) => "title of the story",
        Edit::Draft { field: DraftField::Aside { .. }, .. } => "part of the article or not",
        Edit::Draft { field: DraftField::Label(_), .. } => "name of the draft",
        Edit::Draft { field: DraftField::Read { .. }, .. } => "read or not",
        Edit::Draft { field: DraftField::Seen { .. }, .. } => "seen or not",
        Edit::Draft { .. } => "draft",
        Edit::Claim { field, .. } => match field {
            ClaimField::Anchor(_) => "words of the claim",
            ClaimField::Kind(_) => "kind",
            ClaimField::Risk(_) => "risk",
            ClaimField::Status(_) => "status",
            ClaimField::Change(_) => "suggested change",
            ClaimField::Question(_) => "question to the writer",
            ClaimField::Answer(_) => "answer of the writer",
            ClaimField::Note(_) => "note",
            ClaimField::SourceNote(_) => "note of the writer",
            ClaimField::Flags(_) => "flags",
            ClaimField::SameAs(_) => "same as",
            ClaimField::SignOff(signing) => return format!("sign-off as {}", signing.role),
            ClaimField::Deleted(_) => "deleted or kept",
            ClaimField::AddEvidence(_) => "evidence",
            ClaimField::Evidence { field, .. } => match field {
                EvidenceField::Source(_) => "source of evidence",
                EvidenceField::Locator(_) => "place in the source",
                EvidenceField::Passage(_) => "passage of evidence",
                EvidenceField::Stance(_) => "stance of evidence",
                EvidenceField::Deleted(_) => "evidence deleted or kept",
            },
        },
        Edit::Source { field, .. } => match field {
            SourceField::Text { name, .. } => return format!("{name} of the source"),
            SourceField::Type(_) => "type of the source",
            SourceField::Gathering(_) => "how the source was gathered",
            SourceField::Rank(_) => "rank of the source",
            SourceField::Confidential(_) => "confidential or not",
            SourceField::Kept(_) => "kept copies",
            SourceField::Deleted(_) => "source deleted or kept",
        },
        Edit::SignOff(signing) => return format!("sign-off of the story as {}", signing.role),
        Edit::AddDraft { .. } | Edit::AddClaim(_) | Edit::AddSource(_) | Edit::Other(_) => "change",
    }
    .to_owned()
}

/// What an edit leaves in its field, in words.
fn value(project: &Project, edit: &Edit) -> String {
    let text = |text: &str| if text.is_empty() { "empty".to_owned() } else { format!("“{text}”") };
    let yes_no = |is: bool, yes: &str, no: &str| if is { yes.to_owned() } else { no.to_owned() };
    match edit {
        Edit::Title(change) => text(&change.to),
        Edit::Draft { field: DraftField::Aside { to, .. }, .. } => yes_no(*to, "set aside", "part of the article"),
        Edit::Draft { field: DraftField::Withdrawn(change), .. } => yes_no(change.to, "taken back", "kept"),
        Edit::Draft { field: DraftField::Label(change), .. } => text(&change.to),
        Edit::Draft { field: DraftField::Read { to, .. }, .. } => yes_no(*to, "read", "not read"),
        Edit::Draft { field: DraftField::Seen { to, .. }, .. } => yes_no(*to, "seen", "to be looked at"),
        Edit::Claim { field, .. } => match field {
            ClaimField::Anchor(change) => text(&change.to.quote),
            ClaimField::Kind(change) => change.to.to_string(),
            ClaimField::Risk(change) => change.to.to_string(),
            ClaimField::Status(change) => {
                change.to.as_ref().map_or(Status::Unchecked, |record| record.status).to_string()
            }
            ClaimField::Change(change) => match &change.to {
                Some(to) if to.reason.is_empty() => format!("{} ({})", text(&to.wording), to.decision),
                Some(to) => format!("{} ({}: {})", text(&to.wording), to.decision, to.reason),
                None => "none".to_owned(),
            },
            ClaimField::Question(change)
            | ClaimField::Answer(change)
            | ClaimField::Note(change)
            | ClaimField::SourceNote(change) => text(&change.to),
            ClaimField::SameAs(change) => match change.to.as_ref().and_then(|same| project.claims.get(&same.claim)) {
                Some(other) => format!("the same as {}", short_quote(&other.anchor.quote)),
                None => "checked by itself".to_owned(),
            },
            ClaimField::SignOff(signing) => signed(signing),
            ClaimField::Deleted(change) => yes_no(change.to, "deleted", "kept"),
            ClaimField::Evidence { field, .. } => match field {
                EvidenceField::Source(change) => source_title(project, &change.to),
                EvidenceField::Locator(change) | EvidenceField::Passage(change) => text(&change.to),
                EvidenceField::Stance(change) => change.to.to_string(),
                EvidenceField::Deleted(change) => yes_no(change.to, "deleted", "kept"),
            },
            ClaimField::Flags(_) | ClaimField::AddEvidence(_) => describe::edit(project, edit),
        },
        Edit::Source { field, .. } => match field {
            SourceField::Text { to, .. } => text(to),
            SourceField::Type(change) => change.to.to_string(),
            SourceField::Gathering(change) => change.to.map_or_else(|| "not said".to_owned(), |to| to.to_string()),
            SourceField::Rank(change) => change.to.map_or_else(|| "not said".to_owned(), |to| to.to_string()),
            SourceField::Confidential(change) => yes_no(change.to, "confidential", "not confidential"),
            SourceField::Deleted(change) => yes_no(change.to, "deleted", "kept"),
            SourceField::Kept(_) => describe::edit(project, edit),
        },
        Edit::SignOff(signing) => signed(signing),
        Edit::AddDraft { .. } | Edit::AddClaim(_) | Edit::AddSource(_) | Edit::Other(_) => {
            describe::edit(project, edit)
        }
    }
}

fn signed(signing: &Signing) -> String {
    if signing.change.to.is_some() { "signed" } else { "not signed" }.to_owned()
}

fn source_title(project: &Project, id: &SourceId) -> String {
    project.sources.get(id).map_or_else(|| "a source".to_owned(), |source| short_quote(&source.details.title))
}
