//! Entries of claims, sources and drafts, and what a report says of itself.

use super::build::{confidential, direction, is_language, moment, zone};
use super::drafts::{self, Carried};
use super::section::sections;
use super::{ChangeEntry, ClaimEntry, DraftEntry, EvidenceEntry, Mark, Moment, Report, SourceEntry, signed};
use crate::export::redact::{Done, Redacted};
use crate::export::{Edition, Options};
use crate::model::source::SourceText;
use crate::model::{Claim, ClaimId, Draft, Evidence, Project, Signatures, Source, SourceId, Standing};
use chrono::FixedOffset;
use std::collections::HashMap;
use std::sync::Arc;

/// Makes entries of claims and sources.
pub(super) struct Maker<'a, 'o> {
    redacted: &'a Redacted<'a>,
    pub(super) options: &'o Options,
    offset: FixedOffset,
    pub(super) claims: HashMap<&'a ClaimId, usize>,
    sources: HashMap<&'a SourceId, usize>,
    standings: HashMap<&'a ClaimId, Standing>,
    carried: Carried<'a>,
    pub(super) signatures: Signatures,
    differences: HashMap<ClaimId, Vec<String>>,
}

impl<'a, 'o> Maker<'a, 'o> {
    pub(super) fn new(redacted: &'a Redacted<'a>, options: &'o Options, claims: &[&'a Claim]) -> Self {
        let claims = claims.iter().enumerate().map(|(index, claim)| (&claim.id, index)).collect();
        let sources = redacted.project().sources().enumerate().map(|(index, source)| (&source.id, index)).collect();
        let (standings, signatures, differences) =
            (redacted.standings(), redacted.signatures(), redacted.differences());
        let carried = Carried::of(redacted.project());
        let offset = options.offset;
        Self { redacted, options, offset, claims, sources, standings, carried, signatures, differences }
    }

    /// What is known without the claims: a report without any part.
    pub(super) fn frame(&self) -> Report<'a> {
        let (project, options) = (self.redacted.project(), self.options);
        let draft = project.draft();
        let language = draft.and_then(|draft| draft.language.as_deref()).filter(|tag| is_language(tag));
        Report {
            edition: options.edition,
            house: Arc::clone(&options.house),
            sections: sections(options.edition, false, false),
            title: title(&project.title, draft),
            byline: draft.and_then(|draft| draft.byline.as_deref()),
            published: draft
                .iter()
                .flat_map(|draft| [&draft.section, &draft.published])
                .flatten()
                .map(|s| &**s)
                .collect(),
            language,
            direction: direction(language),
            made: moment(options.made, options.offset),
            zone: zone(options.offset),
            draft: draft.map(|draft| draft.number),
            checkers: Vec::new(),
            confidential: confidential(self.redacted.confidential(), self.redacted.withholds()),
            tells_confidential: self.redacted.confidential() > 0 && !self.redacted.withholds(),
            project_sha256: options.project_sha256.clone(),
            settled: 0,
            counts: Vec::new(),
            sign_offs: Vec::new(),
            must_fix: Vec::new(),
            text: "",
            article: Vec::new(),
            claims: Vec::new(),
            sources: Vec::new(),
            open: Vec::new(),
            drafts: project.drafts.iter().map(|draft| draft_entry(project, draft, options.offset)).collect(),
            history: Vec::new(),
            calls: Vec::new(),
        }
    }

    pub(super) fn history(&self) -> Vec<(Moment, Done)> {
        match self.options.edition == Edition::CheckingCopy && self.options.audit_trail {
            true => {
                let when = |done: Done| (moment(done.at, self.offset), done);
                self.redacted.history().into_iter().map(when).collect()
            }
            false => Vec::new(),
        }
    }

    pub(super) fn claim(&self, claim: &'a Claim) -> ClaimEntry<'a> {
        let standing =
            self.standings.get(&claim.id).cloned().unwrap_or_else(|| self.redacted.project().standing(claim));
        let root = standing.through.as_ref().and_then(|id| self.redacted.project().claim(id)).unwrap_or(claim);
        ClaimEntry {
            id: &claim.id.0,
            quote: &claim.anchor.quote,
            place: String::new(),
            range: self
                .redacted
                .project()
                .draft()
                .filter(|draft| claim.anchor.holds(draft))
                .map(|_| claim.anchor.range()),
            in_article: false,
            kind: claim.kind,
            risk: claim.risk,
            flags: claim.flags.iter().copied().collect(),
            mark: Mark::of(&standing),
            status: standing.words_as(|word| self.options.house.status(word)),
            by: root.status.as_ref().map(|record| record.by.to_string()),
            at: root.status.as_ref().map(|record| moment(record.at, self.offset)),
            sign_offs: signed::of_claim(claim, &standing),
            covered_by: signed::covering(self.redacted.project(), &self.signatures, claim),
            through: standing.through.as_ref().and_then(|id| self.claims.get(id).copied()),
            differences: self.differences.get(&claim.id).cloned().unwrap_or_default(),
            shared_by: Vec::new(),
            evidence: claim.evidence().map(|piece| self.evidence(piece)).collect(),
            change: claim.change.as_ref().map(|change| ChangeEntry {
                wording: &change.wording,
                decision: change.decision,
                reason: &change.reason,
                by: change.by.to_string(),
                at: moment(change.at, self.offset),
            }),
            decision: root.change.as_ref().or(claim.change.as_ref()).map(|change| change.decision),
            question: &claim.question,
            answer: &claim.answer,
            note: &claim.note,
            source_note: &claim.source_note,
            drafts: self.carried.of_claim(claim, &standing, self.offset),
            listed: false,
            standing,
        }
    }

    pub(super) fn evidence(&self, piece: &'a Evidence) -> EvidenceEntry<'a> {
        let source = self.redacted.project().sources.get(&piece.source);
        EvidenceEntry {
            source: self.sources.get(&piece.source).copied(),
            title: source.map_or("a source that is not in this project", |source| &source.details.title),
            kind: source.map_or("", |source| source.details.kind.word()),
            locator: &piece.locator,
            passage: &piece.passage,
            stance: piece.stance.word(),
            withheld: self.redacted.withholds_evidence(piece),
        }
    }

    /// The sources that the listed claims rest on, or all; the evidence is pointed to where its source then stands.
    pub(super) fn sources(&self, claims: &mut [ClaimEntry<'a>]) -> Vec<SourceEntry<'a>> {
        let everything = self.options.edition == Edition::CheckingCopy;
        let mut entries: Vec<SourceEntry> = self
            .redacted
            .project()
            .sources()
            .enumerate()
            .map(|(at, source)| source_entry(at, source, everything))
            .collect();
        for (index, claim) in claims.iter().enumerate().filter(|(_, claim)| claim.listed) {
            for source in claim.evidence.iter().filter_map(|piece| piece.source) {
                if entries[source].claims.last() != Some(&index) {
                    entries[source].claims.push(index);
                }
            }
        }
        if !everything {
            entries.retain(|entry| !entry.claims.is_empty());
            let places: HashMap<usize, usize> =
                entries.iter().enumerate().map(|(at, entry)| (entry.number - 1, at)).collect();
            let pieces = claims.iter_mut().flat_map(|claim| &mut claim.evidence);
            pieces.for_each(|piece| piece.source = piece.source.and_then(|source| places.get(&source).copied()));
        }
        entries
    }
}

/// The contact is for the archive; an editor's copy goes round.
fn source_entry(index: usize, source: &Source, everything: bool) -> SourceEntry<'_> {
    let details = &source.details;
    let text = [SourceText::Who, SourceText::Place, SourceText::When, SourceText::Contact, SourceText::Terms];
    let shown = text.iter().filter(|name| everything || **name != SourceText::Contact);
    let mut facts: Vec<(&str, &str)> = shown.map(|name| (name.word(), details.text(*name))).collect();
    facts.extend(details.gathering.map(|gathering| ("how", gathering.word())));
    facts.extend(details.rank.map(|rank| ("rank", rank.word())));
    facts.retain(|(_, text)| !text.trim().is_empty());
    SourceEntry {
        id: &source.id.0,
        number: index + 1,
        details,
        citation: Vec::new(),
        facts,
        kept: &source.kept,
        claims: Vec::new(),
    }
}

fn draft_entry<'a>(project: &Project, draft: &'a Draft, offset: FixedOffset) -> DraftEntry<'a> {
    DraftEntry {
        number: draft.number,
        label: &draft.label,
        received: moment(draft.received, offset),
        file: draft.file.as_ref().map_or("", |file| &file.name),
        sha256: draft.file.as_ref().map_or("", |file| &file.sha256),
        words: draft.words(),
        withdrawn: draft.withdrawn,
        became: drafts::sums(project, draft),
    }
}

fn title<'a>(title: &'a str, draft: Option<&'a Draft>) -> &'a str {
    let headline = || draft.and_then(|draft| draft.title.as_deref()).filter(|title| !title.trim().is_empty());
    if title.trim().is_empty() { headline().unwrap_or("Untitled story") } else { title }
}
