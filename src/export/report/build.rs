//! From a redacted project to the tree. Everything is looked up in maps that are made once.

use super::article::blocks;
use super::calls::calls;
use super::drafts::{self, Carried};
use super::editions::call_sheet;
use super::groups::{must_fix, open};
use super::section::sections;
use super::{
    ArticleBlock, ChangeEntry, ClaimEntry, Direction, DraftEntry, EvidenceEntry, Mark, Moment, Report, SourceEntry,
    signed,
};
use crate::export::redact::{Done, Redacted};
use crate::export::{Edition, Options, cite};
use crate::model::source::SourceText;
use crate::model::{Claim, ClaimId, Draft, Evidence, Project, Signatures, Source, SourceId, Standing};
use chrono::{DateTime, FixedOffset, Utc};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Makes the report.
pub(super) fn report<'a>(redacted: &'a Redacted<'a>, options: &Options) -> Report<'a> {
    let project = redacted.project();
    let draft = project.draft();
    let in_order = project.claims_in_order();
    let mut article = draft.map(|draft| blocks(draft, &in_order)).unwrap_or_default();
    let maker = Maker::new(redacted, options, &in_order);
    let mut claims: Vec<ClaimEntry> = in_order.iter().map(|claim| maker.claim(claim)).collect();
    put_in_place(&mut claims, &article, &in_order, project);
    share(&mut claims);
    if options.edition == Edition::CallSheet {
        let calls = calls(redacted, &in_order, &claims, options.person.as_ref());
        let frame = Report { checkers: checkers(&claims), ..maker.frame() };
        return call_sheet(frame, calls, &in_order);
    }
    maker.list(&mut claims, &mut article, &in_order);
    let mut sources = maker.sources(&mut claims);
    cite::cite(&mut sources, options.citations);
    let counted = |claim: &&ClaimEntry| claim.listed || options.edition != Edition::Legal;
    let count = |mark: Mark| (mark, claims.iter().filter(counted).filter(|claim| claim.mark == mark).count());
    let (must_fix, open) = (maker.groups(must_fix(&claims), &claims), maker.groups(open(&claims), &claims));
    let history = maker.history();
    Report {
        sections: sections(options.edition, !must_fix.is_empty(), !history.is_empty()),
        checkers: checkers(&claims),
        settled: claims.iter().filter(counted).filter(|claim| claim.standing.settled).count(),
        counts: Mark::ALL.into_iter().map(count).collect(),
        sign_offs: signed::of_story(&maker.signatures, &maker.claims, options.offset),
        must_fix,
        text: draft.map_or("", |draft| &draft.text),
        article,
        open,
        claims,
        sources,
        history,
        ..maker.frame()
    }
}

fn title<'a>(title: &'a str, draft: Option<&'a Draft>) -> &'a str {
    let headline = || draft.and_then(|draft| draft.title.as_deref()).filter(|title| !title.trim().is_empty());
    if title.trim().is_empty() { headline().unwrap_or("Untitled story") } else { title }
}

pub(super) fn confidential(count: usize, withholds: bool) -> String {
    let plural = if count == 1 { "" } else { "s" };
    match (count, withholds) {
        (0, _) => String::new(),
        (_, true) => format!("{count} confidential source{plural}, not named in this copy"),
        (_, false) => format!("{count} confidential source{plural}, NAMED in this copy"),
    }
}

fn checkers(claims: &[ClaimEntry]) -> Vec<String> {
    let mut seen = HashSet::new();
    claims.iter().filter_map(|claim| claim.by.as_ref()).filter(|by| seen.insert(*by)).cloned().collect()
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

/// Makes entries of claims and sources.
pub(super) struct Maker<'a, 'o> {
    redacted: &'a Redacted<'a>,
    pub(super) options: &'o Options,
    offset: FixedOffset,
    claims: HashMap<&'a ClaimId, usize>,
    sources: HashMap<&'a SourceId, usize>,
    standings: HashMap<&'a ClaimId, Standing>,
    carried: Carried<'a>,
    signatures: Signatures,
    differences: HashMap<ClaimId, Vec<String>>,
}

impl<'a, 'o> Maker<'a, 'o> {
    fn new(redacted: &'a Redacted<'a>, options: &'o Options, claims: &[&'a Claim]) -> Self {
        let claims = claims.iter().enumerate().map(|(index, claim)| (&claim.id, index)).collect();
        let sources = redacted.project().sources().enumerate().map(|(index, source)| (&source.id, index)).collect();
        let (standings, signatures, differences) =
            (redacted.standings(), redacted.signatures(), redacted.differences());
        let carried = Carried::of(redacted.project());
        let offset = options.offset;
        Self { redacted, options, offset, claims, sources, standings, carried, signatures, differences }
    }

    /// What is known without the claims: a report without any part.
    fn frame(&self) -> Report<'a> {
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

    fn history(&self) -> Vec<(Moment, Done)> {
        match self.options.edition == Edition::CheckingCopy && self.options.audit_trail {
            true => {
                let when = |done: Done| (moment(done.at, self.offset), done);
                self.redacted.history().into_iter().map(when).collect()
            }
            false => Vec::new(),
        }
    }

    fn claim(&self, claim: &'a Claim) -> ClaimEntry<'a> {
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
    fn sources(&self, claims: &mut [ClaimEntry<'a>]) -> Vec<SourceEntry<'a>> {
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

/// Says where each claim stands.
fn put_in_place(claims: &mut [ClaimEntry], article: &[ArticleBlock], in_order: &[&Claim], project: &Project) {
    let mut begins: HashMap<usize, &ArticleBlock> = HashMap::new();
    for block in article {
        for (claim, _) in block.runs.iter().flat_map(|run| &run.claims) {
            begins.entry(*claim).or_insert(block);
        }
    }
    for (index, entry) in claims.iter_mut().enumerate() {
        entry.in_article = begins.contains_key(&index);
        entry.place = match begins.get(&index) {
            Some(block) => block.place(),
            None => project.absence(in_order[index]).unwrap_or_else(|| "in text set aside".to_owned()),
        };
    }
}

/// Tells each claim which others share its verification.
fn share(claims: &mut [ClaimEntry]) {
    let shared: Vec<(usize, usize)> =
        claims.iter().enumerate().filter_map(|(index, claim)| Some((claim.through?, index))).collect();
    shared.into_iter().for_each(|(root, index)| claims[root].shared_by.push(index));
}

/// The time in the reader's zone; in UTC where that would leave the calendar.
pub(super) fn moment(utc: DateTime<Utc>, offset: FixedOffset) -> Moment {
    let local = utc.naive_utc().checked_add_offset(offset).unwrap_or(utc.naive_utc());
    Moment { utc, local: local.format("%-d %b %Y, %H:%M").to_string() }
}

fn zone(offset: FixedOffset) -> String {
    if offset.local_minus_utc() == 0 { "UTC".to_owned() } else { format!("UTC{offset}") }
}

/// True for what has the form of a BCP 47 language tag.
pub(crate) fn is_language(tag: &str) -> bool {
    let subtag = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    tag.split('-').all(subtag) && tag.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic())
}

/// By the language's usual script; [`Direction::Auto`] where no language is known.
fn direction(language: Option<&str>) -> Direction {
    let Some(tag) = language else { return Direction::Auto };
    match tag.split('-').next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "ar" | "arc" | "ckb" | "dv" | "fa" | "he" | "iw" | "ji" | "ps" | "sd" | "syr" | "ug" | "ur" | "yi" => {
            Direction::Rtl
        }
        _ => Direction::Ltr,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_times_where_the_reader_is() {
        let check = |utc: DateTime<Utc>, hours: i32, expected: &str| {
            let offset = FixedOffset::east_opt(hours * 3600).unwrap();
            assert_eq!(moment(utc, offset).local, expected);
        };
        let at = "2019-12-31T20:05:09Z".parse().unwrap();
        check(at, 0, "31 Dec 2019, 20:05");
        check(at, 9, "1 Jan 2020, 05:05");
        check(at, -5, "31 Dec 2019, 15:05");
        check(DateTime::<Utc>::MAX_UTC, 9, "31 Dec +262142, 23:59");
        assert_eq!(zone(FixedOffset::east_opt(-12600).unwrap()), "UTC-03:30");
        assert_eq!(zone(FixedOffset::east_opt(0).unwrap()), "UTC");
    }

    #[test]
    fn counts_the_paragraphs_that_a_reader_counts() {
        use crate::export::testing::Desk;
        use crate::model::BlockKind::{Byline, Caption, Footnote, Heading, Hed, ListItem, Paragraph, Quotation};
        let kinds = [Hed, Byline, Paragraph, Caption, Heading, Paragraph, ListItem, Quotation, Paragraph, Footnote];
        let words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
        let mut desk = Desk::of(&kinds.into_iter().zip(words).collect::<Vec<_>>());
        words.iter().for_each(|word| drop(desk.claim(word)));
        let redacted = Redacted::new(&desk.project, false);
        let report = report(&redacted, &desk.options(Edition::CheckingCopy, false));
        let places: Vec<&str> = report.claims.iter().map(|claim| claim.place.as_str()).collect();
        assert_eq!(
            places,
            [
                "headline",
                "byline",
                "paragraph 1",
                "caption after paragraph 1",
                "heading after paragraph 1",
                "paragraph 2",
                "list item after paragraph 2",
                "quotation after paragraph 2",
                "paragraph 3",
                "footnote",
            ]
        );
    }

    #[test]
    fn knows_languages_and_their_direction() {
        for (tag, expected) in
            [("en-US", true), ("zh-Hant-TW", true), ("", false), ("en\" x", false), ("한국어", false)]
        {
            assert_eq!(is_language(tag), expected, "{tag:?}");
        }
        assert_eq!(direction(Some("fa-IR")), Direction::Rtl);
        assert_eq!(direction(Some("ko")), Direction::Ltr);
        assert_eq!(direction(None), Direction::Auto);
    }
}
