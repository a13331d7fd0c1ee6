//! From a request to edits, or to the sentence that says why not. The rules of a fact check are here and nowhere else.

mod drafts;
mod notes;
mod refusal;
mod settle;
mod sign_off;

pub use notes::join as join_notes;
pub use refusal::{Missing, Refusal};

use super::claim::SameAs;
use super::edit::{ClaimField, EvidenceField, SourceField};
use super::progress::is_backed;
use super::request::EvidenceDetails;
use super::source::SourceText;
use super::{
    Anchor, Change, Claim, ClaimId, Decision, Edit, Evidence, EvidenceId, Extra, Flag, Kind, Minter, Person, Project,
    Request, Risk, Source, SourceChoice, SourceDetails, SourceId, Status, StatusRecord, SuggestedChange,
};
use chrono::{DateTime, Utc};
use std::ops::Range;

/// Who asks, when, and the names for what is made.
pub struct Stamp<'a> {
    /// Who.
    pub by: &'a Person,
    /// When.
    pub at: DateTime<Utc>,
    /// Makes identifiers.
    pub minter: &'a mut Minter,
}

/// The edits that carry out a request, and what they make.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// The edits, one step of the history; none when everything is so already.
    pub edits: Vec<Edit>,
    /// Identifier of the claim, source or piece of evidence that was asked for.
    pub made: Option<String>,
}

impl From<Vec<Edit>> for Plan {
    fn from(edits: Vec<Edit>) -> Self {
        Self { edits, made: None }
    }
}

impl From<Option<Edit>> for Plan {
    fn from(edit: Option<Edit>) -> Self {
        Self { edits: edit.into_iter().collect(), made: None }
    }
}

type Planned = Result<Plan, Refusal>;

/// Plans a request.
///
/// # Errors
/// When a rule forbids it.
pub fn plan(project: &Project, request: &Request, stamp: &mut Stamp) -> Planned {
    let find = |id: &ClaimId| project.claim(id).ok_or_else(|| Refusal::Absent(format!("claim “{id}”")));
    match request {
        Request::SetTitle(title) => {
            Ok(Change::between(&project.title, title.trim().to_owned()).map(Edit::Title).into())
        }
        Request::SetAside { blocks, aside } => Ok(drafts::set_aside(project, blocks, *aside)),
        Request::AddClaim { range, kind, risk } => add_claim(project, range.clone(), *kind, *risk, stamp),
        Request::TakeNote { range, kind, note } => notes::take(project, range.clone(), *kind, note, stamp),
        Request::DeleteClaim(id) => Ok(delete_claim(find(id)?).into()),
        Request::SetSpan(id, range) => set_span(project, find(id)?, range.clone()),
        Request::SplitClaim(id, at) => split(project, find(id)?, *at, stamp),
        Request::MergeClaims(first, second) => merge(project, find(first)?, find(second)?, stamp),
        Request::SetKind(id, kind) => set(find(id)?, ClaimField::Kind, |claim| &claim.kind, *kind),
        Request::SetRisk(id, risk) => set(find(id)?, ClaimField::Risk, |claim| &claim.risk, *risk),
        Request::SetFlag(id, flag, on) => set_flag(find(id)?, *flag, *on),
        Request::SetNote(id, note) => set(find(id)?, ClaimField::Note, |claim| &claim.note, note.clone()),
        Request::SetSourceNote(id, note) => {
            set(find(id)?, ClaimField::SourceNote, |claim| &claim.source_note, note.clone())
        }
        Request::SetQuestion(id, text) => set(find(id)?, ClaimField::Question, |claim| &claim.question, text.clone()),
        Request::SetAnswer(id, text) => set(find(id)?, ClaimField::Answer, |claim| &claim.answer, text.clone()),
        Request::SetStatus(id, status) => set_status(project, find(id)?, *status, stamp),
        Request::SuggestChange(id, wording) => suggest_change(find(id)?, wording.as_deref(), stamp),
        Request::Decide(id, decision, reason) => decide(find(id)?, *decision, reason, stamp),
        Request::SetSameAs(id, other) => set_same_as(project, find(id)?, other.as_ref().map(find).transpose()?),
        Request::AddEvidence(id, details) => add_evidence(project, find(id)?, details, stamp),
        Request::EditEvidence(id, piece, details) => edit_evidence(project, find(id)?, piece, details, stamp),
        Request::DeleteEvidence(id, piece) => {
            let claim = find(id)?;
            find_evidence(claim, piece)?;
            Ok(Some(evidence_edit(claim, piece, EvidenceField::Deleted(Change { from: false, to: true }))).into())
        }
        Request::AddSource(details, kept) => {
            let (id, edit) = new_source(details, kept.clone(), stamp)?;
            Ok(Plan { edits: vec![edit], made: Some(id.0) })
        }
        Request::EditSource(id, details) => edit_source(find_source(project, id)?, details),
        Request::KeepCopy(id, copy) => {
            let source = find_source(project, id)?;
            let mut kept = source.kept.clone();
            if kept.iter().all(|known| known.sha256 != copy.sha256) {
                kept.push(copy.clone());
            }
            Ok(source_edit(id, Change::between(&source.kept, kept).map(SourceField::Kept)).into())
        }
        Request::SetLabel(number, label) => drafts::set_label(project, *number, label),
        Request::SetRead { places, read } => Ok(drafts::set_read(project, places, *read)),
        Request::SetSeen(id, seen) => drafts::set_seen(project, find(id)?, *seen),
        Request::CloseAsChanged(id) => drafts::close_as_changed(project, find(id)?, stamp),
        Request::SignOff(id, role) => sign_off::sign(project, id.as_ref().map(find).transpose()?, *role, stamp),
        Request::TakeBackSignOff(id, role) => sign_off::take_back(project, id.as_ref().map(find).transpose()?, *role),
        Request::Settle(side) => settle::settle(project, side, stamp),
        Request::DeleteSource(id) => {
            let source = find_source(project, id)?;
            match project.claims_of(id).len() {
                0 => Ok(source_edit(id, Change::between(&source.deleted, true).map(SourceField::Deleted)).into()),
                uses => Err(Refusal::InUse(uses)),
            }
        }
    }
}

fn claim_edit(claim: &Claim, field: ClaimField) -> Edit {
    Edit::Claim { id: claim.id.clone(), field }
}

fn evidence_edit(claim: &Claim, id: &EvidenceId, field: EvidenceField) -> Edit {
    claim_edit(claim, ClaimField::Evidence { id: id.clone(), field })
}

fn source_edit(id: &SourceId, field: Option<SourceField>) -> Option<Edit> {
    field.map(|field| Edit::Source { id: id.clone(), field })
}

/// Plans to set one plain field of a claim.
fn set<T: Clone + PartialEq>(
    claim: &Claim,
    field: fn(Change<T>) -> ClaimField,
    read: fn(&Claim) -> &T,
    value: T,
) -> Planned {
    Ok(Change::between(read(claim), value).map(|change| claim_edit(claim, field(change))).into())
}

fn anchor(project: &Project, range: Range<usize>) -> Result<Anchor, Refusal> {
    project.draft().and_then(|draft| Anchor::new(draft, range)).ok_or(Refusal::EmptySpan)
}

fn add_claim(project: &Project, range: Range<usize>, kind: Kind, risk: Risk, stamp: &mut Stamp) -> Planned {
    let claim = Claim::new(ClaimId(stamp.minter.mint()), anchor(project, range)?, kind, risk);
    Ok(Plan { made: Some(claim.id.0.clone()), edits: vec![Edit::AddClaim(Box::new(claim))] })
}

fn delete_claim(claim: &Claim) -> Vec<Edit> {
    vec![claim_edit(claim, ClaimField::Deleted(Change { from: false, to: true }))]
}

fn set_span(project: &Project, claim: &Claim, range: Range<usize>) -> Planned {
    let anchor = anchor(project, range)?;
    set(claim, |change| ClaimField::Anchor(change.into()), |claim| &claim.anchor, anchor)
}

/// The first part stays the claim; the second is a new, unchecked one with a copy of the evidence and of the writer's
/// note, since nobody can know which part they were about.
fn split(project: &Project, claim: &Claim, at: usize, stamp: &mut Stamp) -> Planned {
    let range = claim.anchor.range();
    if at <= range.start || at >= range.end {
        return Err(Refusal::CutOutside);
    }
    let first = anchor(project, range.start..at).map_err(|_| Refusal::CutOutside)?;
    let second = anchor(project, at..range.end).map_err(|_| Refusal::CutOutside)?;
    let mut part = Claim::new(ClaimId(stamp.minter.mint()), second, claim.kind, claim.risk);
    part.flags.clone_from(&claim.flags);
    part.source_note.clone_from(&claim.source_note);
    part.evidence = claim.evidence().map(|piece| copy_evidence(piece, stamp)).collect();
    let made = Some(part.id.0.clone());
    let mut edits: Vec<Edit> = vec![Edit::AddClaim(Box::new(part))];
    edits.extend(
        Change::between(&claim.anchor, first).map(|change| claim_edit(claim, ClaimField::Anchor(change.into()))),
    );
    Ok(Plan { edits, made })
}

fn copy_evidence(piece: &Evidence, stamp: &mut Stamp) -> Evidence {
    Evidence { id: EvidenceId(stamp.minter.mint()), ..piece.clone() }
}

fn merge(project: &Project, first: &Claim, second: &Claim, stamp: &mut Stamp) -> Planned {
    if first.id == second.id {
        return Err(Refusal::Circle);
    }
    let (one, two) = (first.anchor.range(), second.anchor.range());
    let whole = anchor(project, one.start.min(two.start)..one.end.max(two.end))?;
    let mut edits = Vec::new();
    edits.extend(
        Change::between(&first.anchor, whole).map(|change| claim_edit(first, ClaimField::Anchor(change.into()))),
    );
    for piece in second.evidence() {
        edits.push(claim_edit(first, ClaimField::AddEvidence(copy_evidence(piece, stamp).into())));
    }
    let joined =
        |one: &str, two: &str| [one, two].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n");
    // The wording was for the second claim's words alone; as a note it is not lost, and not put in place of the whole.
    let wording = second.change.as_ref().map(|change| format!("“{}” → “{}”", second.anchor.quote, change.wording));
    let note = joined(&joined(&first.note, &second.note), &wording.unwrap_or_default());
    let note = Change::between(&first.note, note).map(ClaimField::Note);
    let source_note = Change::between(&first.source_note, join_notes(&first.source_note, &second.source_note));
    let source_note = source_note.map(ClaimField::SourceNote);
    let question =
        Change::between(&first.question, joined(&first.question, &second.question)).map(ClaimField::Question);
    let answer = Change::between(&first.answer, joined(&first.answer, &second.answer)).map(ClaimField::Answer);
    let flags =
        Change::between(&first.flags, first.flags.union(&second.flags).copied().collect()).map(ClaimField::Flags);
    edits.extend(
        [note, source_note, question, answer, flags].into_iter().flatten().map(|field| claim_edit(first, field)),
    );
    edits.extend(follow(project, first, second));
    edits.extend(delete_claim(second));
    Ok(Plan { edits, made: Some(first.id.0.clone()) })
}

/// The claims that shared the verification of `second` share that of `first` from now on, unless that would be a circle.
fn follow(project: &Project, first: &Claim, second: &Claim) -> Vec<Edit> {
    let shares = |claim: &&Claim| claim.same_as.as_ref().is_some_and(|same| same.claim == second.id);
    let above: Vec<&ClaimId> = project.shares_through(first).map(|claim| &claim.id).collect();
    let followers = project.claims.iter().filter(|claim| !claim.deleted).filter(shares);
    let edit = |claim: &Claim| {
        let circle = above.contains(&&claim.id);
        let same = claim.same_as.clone().filter(|_| !circle).map(|same| SameAs { claim: first.id.clone(), ..same });
        Change::between(&claim.same_as, same).map(|change| claim_edit(claim, ClaimField::SameAs(change.into())))
    };
    followers.filter_map(edit).collect()
}

fn set_flag(claim: &Claim, flag: Flag, on: bool) -> Planned {
    let mut flags = claim.flags.clone();
    if on {
        flags.insert(flag)
    } else {
        flags.remove(&flag)
    };
    set(claim, ClaimField::Flags, |claim| &claim.flags, flags)
}

fn set_status(project: &Project, claim: &Claim, status: Status, stamp: &Stamp) -> Planned {
    let root = project.root(claim);
    if root.id != claim.id {
        return Err(Refusal::Shared { claim: root.id.clone(), quote: root.anchor.quote.clone() });
    }
    if !is_backed(project, claim, status) {
        return Err(match status {
            Status::Wrong => Refusal::NeedsChangeOrNote,
            Status::Query => Refusal::NeedsQuestion,
            _ => Refusal::NeedsEvidence,
        });
    }
    let standing = project.standing(claim);
    let contested = project.history.is_contested(&format!("claim/{}/status", claim.id));
    if contested && status == Status::Unchecked {
        return Ok(settle::unchecked(claim));
    }
    if standing.status == status && !standing.recheck && !contested {
        return Ok(Plan::default());
    }
    let record = (status != Status::Unchecked).then(|| record(claim, status, stamp));
    set(claim, |change| ClaimField::Status(change.into()), |claim| &claim.status, record)
}

/// A status that rests on the claim as it is now.
fn record(claim: &Claim, status: Status, stamp: &Stamp) -> StatusRecord {
    let (by, at, basis) = (stamp.by.clone(), stamp.at, claim.basis());
    StatusRecord { status, by, at, basis, extra: Extra::new() }
}

fn suggest_change(claim: &Claim, wording: Option<&str>, stamp: &Stamp) -> Planned {
    if claim.change.as_ref().map(|change| change.wording.as_str()) == wording {
        return Ok(Plan::default());
    }
    let change = wording.map(|wording| SuggestedChange {
        wording: wording.to_owned(),
        decision: Decision::Proposed,
        reason: String::new(),
        by: stamp.by.clone(),
        at: stamp.at,
        made: None,
        extra: Extra::new(),
    });
    set(claim, |change| ClaimField::Change(change.into()), |claim| &claim.change, change)
}

fn decide(claim: &Claim, decision: Decision, reason: &str, stamp: &Stamp) -> Planned {
    let Some(change) = &claim.change else { return Err(Refusal::NeedsChange) };
    if decision == Decision::Overruled && reason.trim().is_empty() {
        return Err(Refusal::NeedsReason);
    }
    if change.decision == decision && change.reason == reason.trim() {
        return Ok(Plan::default());
    }
    let decided = SuggestedChange {
        decision,
        reason: reason.trim().to_owned(),
        by: stamp.by.clone(),
        at: stamp.at,
        ..change.clone()
    };
    set(claim, |change| ClaimField::Change(change.into()), |claim| &claim.change, Some(decided))
}

fn set_same_as(project: &Project, claim: &Claim, other: Option<&Claim>) -> Planned {
    if other.is_some_and(|other| project.shares_through(other).any(|through| through.id == claim.id)) {
        return Err(Refusal::Circle);
    }
    let same =
        other.map(|other| SameAs { claim: other.id.clone(), quote: claim.anchor.quote.clone(), extra: Extra::new() });
    set(claim, |change| ClaimField::SameAs(change.into()), |claim| &claim.same_as, same)
}

fn find_evidence<'a>(claim: &'a Claim, id: &EvidenceId) -> Result<&'a Evidence, Refusal> {
    let piece = claim.evidence().find(|piece| piece.id == *id);
    piece.ok_or_else(|| Refusal::Absent(format!("evidence “{id}”")))
}

fn find_source<'a>(project: &'a Project, id: &SourceId) -> Result<&'a Source, Refusal> {
    if id.0.is_empty() {
        return Err(Refusal::NeedsSource);
    }
    project.source(id).ok_or_else(|| Refusal::Absent(format!("source “{id}”")))
}

fn new_source(
    details: &SourceDetails,
    kept: Vec<super::KeptCopy>,
    stamp: &mut Stamp,
) -> Result<(SourceId, Edit), Refusal> {
    if details.title.trim().is_empty() {
        return Err(Refusal::NeedsTitle);
    }
    let id = SourceId(stamp.minter.mint());
    let source = Source { id: id.clone(), details: details.clone(), kept, deleted: false, extra: Extra::new() };
    Ok((id, Edit::AddSource(Box::new(source))))
}

/// The source that was chosen, and the edit that makes it when it is new.
fn choose(project: &Project, choice: &SourceChoice, stamp: &mut Stamp) -> Result<(SourceId, Option<Edit>), Refusal> {
    match choice {
        SourceChoice::Existing(id) => find_source(project, id).map(|source| (source.id.clone(), None)),
        SourceChoice::New(details) => new_source(details, Vec::new(), stamp).map(|(id, edit)| (id, Some(edit))),
    }
}

fn add_evidence(project: &Project, claim: &Claim, details: &EvidenceDetails, stamp: &mut Stamp) -> Planned {
    let (source, edit) = choose(project, &details.source, stamp)?;
    let piece = Evidence {
        id: EvidenceId(stamp.minter.mint()),
        source,
        locator: details.locator.trim().to_owned(),
        passage: details.passage.trim().to_owned(),
        stance: details.stance,
        deleted: false,
        extra: Extra::new(),
    };
    let made = Some(piece.id.0.clone());
    let edits = edit.into_iter().chain([claim_edit(claim, ClaimField::AddEvidence(piece.into()))]).collect();
    Ok(Plan { edits, made })
}

fn edit_evidence(
    project: &Project,
    claim: &Claim,
    id: &EvidenceId,
    details: &EvidenceDetails,
    stamp: &mut Stamp,
) -> Planned {
    let piece = find_evidence(claim, id)?;
    let (source, edit) = choose(project, &details.source, stamp)?;
    let fields = [
        Change::between(&piece.source, source).map(EvidenceField::Source),
        Change::between(&piece.locator, details.locator.trim().to_owned()).map(EvidenceField::Locator),
        Change::between(&piece.passage, details.passage.trim().to_owned()).map(EvidenceField::Passage),
        Change::between(&piece.stance, details.stance).map(EvidenceField::Stance),
    ];
    let changes = fields.into_iter().flatten().map(|field| evidence_edit(claim, id, field));
    Ok(edit.into_iter().chain(changes).collect::<Vec<_>>().into())
}

fn edit_source(source: &Source, details: &SourceDetails) -> Planned {
    if details.title.trim().is_empty() {
        return Err(Refusal::NeedsTitle);
    }
    let old = &source.details;
    let text = |name: &SourceText| {
        let (from, to) = (old.text(*name), details.text(*name).trim());
        (from != to).then(|| SourceField::Text { name: *name, from: from.to_owned(), to: to.to_owned() })
    };
    let mut fields: Vec<SourceField> = SourceText::ALL.iter().filter_map(text).collect();
    fields.extend(Change::between(&old.kind, details.kind).map(SourceField::Type));
    fields.extend(Change::between(&old.gathering, details.gathering).map(SourceField::Gathering));
    fields.extend(Change::between(&old.rank, details.rank).map(SourceField::Rank));
    fields.extend(Change::between(&old.confidential, details.confidential).map(SourceField::Confidential));
    Ok(fields.into_iter().filter_map(|field| source_edit(&source.id, Some(field))).collect::<Vec<_>>().into())
}

#[cfg(test)]
mod tests;
