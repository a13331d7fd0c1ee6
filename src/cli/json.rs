//! The shapes that `--json` prints. They are documented in each command's help, and stable: fields may be added,
//! never taken away or changed.

mod sign_off;

use super::conflicts::letter;
use crate::model::{Claim, Conflict, KeptCopy, Project, Side, Source, Standing, Standings, Status, StatusRecord};
use crate::session::Session;
use crate::text::coverage::Cover;
use crate::text::offers::Offer;
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::Range;

pub(super) use sign_off::SignOffShape;

/// The sign-offs by the key of their role.
type SignOffs = BTreeMap<&'static str, SignOffShape>;

/// What an `add` prints.
#[derive(Serialize)]
pub(super) struct Made {
    pub(super) id: String,
}

#[derive(Serialize)]
pub(super) struct Claims {
    claims: Vec<ClaimShape>,
}

#[derive(Serialize)]
struct ClaimShape {
    number: usize,
    id: String,
    quote: String,
    status: &'static str,
    recheck: bool,
    settled: bool,
    conflicting: bool,
    in_conflict: bool,
    kind: &'static str,
    risk: &'static str,
    flags: Vec<&'static str>,
    /// Code points of the draft's text; absent when the words are not in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<[usize; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    same_as: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<DateTime<Utc>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<ChangeShape>,
    #[serde(skip_serializing_if = "String::is_empty")]
    question: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    answer: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    note: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    source_note: String,
    evidence: Vec<EvidenceShape>,
    sign_offs: SignOffs,
}

/// What the notes of the writer offer as claims.
#[derive(Serialize)]
pub(super) struct Offers<'a> {
    offers: Vec<OfferShape<'a>>,
}

#[derive(Serialize)]
struct OfferShape<'a> {
    number: usize,
    span: [usize; 2],
    quote: &'a str,
    note: &'a str,
    author: &'a str,
    date: &'a str,
    from: &'static str,
    resolved: bool,
    taken: bool,
}

impl<'a> Offers<'a> {
    pub(super) fn of(session: &'a Session) -> Self {
        let text = session.project().draft().map_or("", |draft| &draft.text);
        let mut points = CodePoints::default();
        let shape = |(index, offer): (usize, &'a Offer)| OfferShape {
            number: index + 1,
            span: points.span(text, offer.range.clone()),
            quote: text.get(offer.range.clone()).unwrap_or_default(),
            note: &offer.note,
            author: &offer.author,
            date: &offer.date,
            from: offer.from.word(),
            resolved: offer.is_resolved,
            taken: offer.is_taken,
        };
        Self { offers: session.offers().iter().enumerate().map(shape).collect() }
    }
}

/// The claims that were made of offers.
#[derive(Serialize)]
pub(super) struct TakenShape {
    pub(super) taken: Vec<TakenOffer>,
}

#[derive(Serialize)]
pub(super) struct TakenOffer {
    pub(super) number: usize,
    pub(super) claim: String,
}

#[derive(Serialize)]
pub(super) struct ConflictShape {
    number: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    claim: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    field: String,
    sides: Vec<SideShape>,
}

#[derive(Serialize)]
struct SideShape {
    side: String,
    by: String,
    at: DateTime<Utc>,
    value: String,
}

impl ConflictShape {
    pub(super) fn of((at, conflict): (usize, &Conflict)) -> Self {
        let side = |(place, side): (usize, &Side)| SideShape {
            side: letter(place),
            by: side.by.initials.clone(),
            at: side.at,
            value: side.value.clone(),
        };
        Self {
            number: at + 1,
            claim: conflict.claim.as_ref().map(|id| id.0.clone()),
            source: conflict.source.as_ref().map(|id| id.0.clone()),
            field: conflict.field.clone(),
            sides: conflict.sides.iter().enumerate().map(side).collect(),
        }
    }
}

#[derive(Serialize)]
struct ChangeShape {
    wording: String,
    decision: &'static str,
    reason: String,
    by: String,
    at: DateTime<Utc>,
}

#[derive(Serialize)]
struct EvidenceShape {
    id: String,
    source: String,
    locator: String,
    passage: String,
    stance: &'static str,
}

impl Claims {
    pub(super) fn of(session: &Session) -> Self {
        let (mut points, mut standings) = (CodePoints::default(), Standings::new(session.project()));
        let shape = |(index, row): (usize, &crate::session::Row)| {
            let claim = session.project().claim(&row.id)?;
            let status = standings.root(claim).status.as_ref();
            Some(ClaimShape::of(session.project(), claim, (&row.standing, status), index + 1, &mut points))
        };
        Self { claims: session.rows().iter().enumerate().filter_map(shape).collect() }
    }
}

impl ClaimShape {
    fn of(
        project: &Project,
        claim: &Claim,
        (standing, record): (&Standing, Option<&StatusRecord>),
        number: usize,
        points: &mut CodePoints,
    ) -> Self {
        let draft = project.draft().filter(|draft| claim.anchor.holds(draft));
        let evidence = claim.evidence().map(|piece| EvidenceShape {
            id: piece.id.0.clone(),
            source: piece.source.0.clone(),
            locator: piece.locator.clone(),
            passage: piece.passage.clone(),
            stance: piece.stance.key(),
        });
        let change = claim.change.as_ref().map(|change| ChangeShape {
            wording: change.wording.clone(),
            decision: change.decision.key(),
            reason: change.reason.clone(),
            by: change.by.initials.clone(),
            at: change.at,
        });
        Self {
            number,
            id: claim.id.0.clone(),
            quote: claim.anchor.quote.clone(),
            status: standing.status.key(),
            recheck: standing.recheck,
            settled: standing.settled,
            conflicting: standing.conflicting,
            in_conflict: standing.in_conflict,
            kind: claim.kind.key(),
            risk: claim.risk.key(),
            flags: claim.flags.iter().map(|flag| flag.key()).collect(),
            span: draft.map(|draft| points.span(&draft.text, claim.anchor.range())),
            same_as: claim.same_as.as_ref().map(|same| same.claim.0.clone()),
            by: record.map(|record| record.by.initials.clone()),
            at: record.map(|record| record.at),
            change,
            question: claim.question.clone(),
            answer: claim.answer.clone(),
            note: claim.note.clone(),
            source_note: claim.source_note.clone(),
            evidence: evidence.collect(),
            sign_offs: sign_off::of_claim(claim, standing),
        }
    }
}

/// Counts code points of a text from where it stopped last, so that a list in text order reads the text once.
#[derive(Default)]
pub(super) struct CodePoints {
    byte: usize,
    count: usize,
}

impl CodePoints {
    /// Where a range of bytes begins and ends.
    pub(super) fn span(&mut self, text: &str, range: Range<usize>) -> [usize; 2] {
        if range.start < self.byte {
            *self = Self::default();
        }
        self.count += text.get(self.byte..range.start).map_or(0, |text| text.chars().count());
        self.byte = range.start;
        [self.count, self.count + text.get(range).map_or(0, |text| text.chars().count())]
    }
}

#[derive(Serialize)]
pub(super) struct Sources<'a> {
    sources: Vec<SourceShape<'a>>,
}

#[derive(Serialize)]
struct SourceShape<'a> {
    number: usize,
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'a str,
    who: &'a str,
    #[serde(rename = "where")]
    place: &'a str,
    when: &'a str,
    url: &'a str,
    contact: &'a str,
    terms: &'a str,
    confidential: bool,
    claims: usize,
    kept: &'a [KeptCopy],
}

impl<'a> Sources<'a> {
    pub(super) fn of(project: &'a Project) -> Self {
        let uses = project.uses();
        let shape = |(index, source): (usize, &'a Source)| {
            let details = &source.details;
            SourceShape {
                number: index + 1,
                id: &source.id.0,
                kind: details.kind.key(),
                title: &details.title,
                who: &details.who,
                place: &details.place,
                when: &details.when,
                url: &details.url,
                contact: &details.contact,
                terms: &details.terms,
                confidential: details.confidential,
                claims: uses.get(&source.id).copied().unwrap_or_default(),
                kept: &source.kept,
            }
        };
        Self { sources: project.sources().enumerate().map(shape).collect() }
    }
}

#[derive(Serialize)]
pub(super) struct Sums {
    claims: usize,
    settled: usize,
    open: usize,
    recheck: usize,
    conflicting: usize,
    gone: usize,
    no_place: usize,
    by_status: BTreeMap<&'static str, usize>,
    corrected: usize,
    conflicts: usize,
    sentences: SentenceSums,
    sign_offs: SignOffs,
}

#[derive(Serialize)]
struct SentenceSums {
    claimed: usize,
    read: usize,
    unread: usize,
}

impl Sums {
    pub(super) fn of(session: &Session) -> Self {
        let (progress, coverage) = (session.progress(), session.coverage());
        Self {
            claims: progress.claims,
            settled: progress.settled,
            open: progress.open(),
            recheck: progress.recheck,
            conflicting: progress.conflicting,
            gone: progress.gone,
            no_place: progress.unknown,
            by_status: Status::ALL.iter().map(|status| (status.key(), progress.count(*status))).collect(),
            corrected: progress.corrected,
            conflicts: session.conflicts(),
            sentences: SentenceSums {
                claimed: coverage.count(Cover::Claimed),
                read: coverage.count(Cover::Read),
                unread: coverage.count(Cover::Unread),
            },
            sign_offs: sign_off::of_story(session.signatures()),
        }
    }
}
