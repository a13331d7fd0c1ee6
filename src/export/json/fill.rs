//! From the report tree to what the JSON holds.

use super::types;
use crate::export::places::Places;
use crate::export::report::{
    Ask, Call, ChangeEntry, ClaimEntry, DraftEntry, EvidenceEntry, Group, Moment, Report, SignOffEntry, SourceEntry,
};
use crate::export::{Edition, Options, sources};
use crate::model::source::SourceText;
use crate::model::{KeptCopy, Signature};

/// The version of the format.
const FORMAT: u32 = 1;

pub(super) fn document(report: &Report, options: &Options) -> types::Document {
    let places = Places::of(report.text);
    // What a desk calls a draft may be the words of a quotation.
    let is_sheet = report.edition == Edition::CallSheet;
    let counts =
        report.counts.iter().map(|(mark, claims)| types::Count { mark: mark.key().to_owned(), claims: *claims });
    types::Document {
        tickmark: types::About { format: FORMAT, program: env!("CARGO_PKG_VERSION").to_owned() },
        edition: report.edition,
        title: report.title.to_owned(),
        byline: report.byline.map(str::to_owned),
        published: report.published.iter().map(ToString::to_string).collect(),
        language: report.language.map(str::to_owned),
        made: report.made.utc,
        project_sha256: Some(options.project_sha256.clone()).filter(|hash| !hash.is_empty()),
        draft: report.draft,
        checkers: report.checkers.clone(),
        confidential: types::Confidential { named: report.tells_confidential, words: report.confidential.clone() },
        progress: types::Progress { claims: report.claims.len(), settled: report.settled, counts: counts.collect() },
        sign_offs: report.sign_offs.iter().map(sign_off).collect(),
        must_fix: report.must_fix.iter().map(group).collect(),
        open: report.open.iter().map(group).collect(),
        article: article(report, &places),
        claims: report.listed().map(|(index, entry)| claim(report, &places, index, entry)).collect(),
        sources: report.sources.iter().map(source).collect(),
        drafts: report.drafts.iter().filter(|_| !is_sheet).map(draft).collect(),
        history: report.history.iter().map(|(at, done)| self::done(at, &done.by, &done.what)).collect(),
        calls: report.calls.iter().map(call).collect(),
    }
}

fn article(report: &Report, places: &Places) -> types::Article {
    let block = |block: &crate::export::report::ArticleBlock| types::Block {
        kind: block.kind,
        level: block.level,
        paragraph: block.paragraph,
        start: places.characters(block.range.start),
        end: places.characters(block.range.end),
    };
    types::Article { text: report.text.to_owned(), blocks: report.article.iter().map(block).collect() }
}

fn claim(report: &Report, places: &Places, index: usize, entry: &ClaimEntry) -> types::Claim {
    let standing = &entry.standing;
    types::Claim {
        number: index + 1,
        id: entry.id.to_owned(),
        quote: entry.quote.to_owned(),
        place: entry.place.clone(),
        start: entry.range.as_ref().map(|range| places.characters(range.start)),
        end: entry.range.as_ref().map(|range| places.characters(range.end)),
        kind: entry.kind,
        risk: entry.risk,
        flags: entry.flags.clone(),
        status: standing.status,
        recheck: standing.recheck,
        corrected: standing.corrected,
        settled: standing.settled,
        conflicting_evidence: standing.conflicting,
        in_conflict: standing.in_conflict,
        differences: entry.differences.clone(),
        by: entry.by.clone(),
        at: entry.at.as_ref().map(|at| at.utc),
        sign_offs: entry.sign_offs.iter().map(sign_off).collect(),
        covered_by: entry.covered_by.clone(),
        same_as: entry.through.map(|root| root + 1),
        evidence: entry.evidence.iter().map(|piece| evidence(report, piece)).collect(),
        change: entry.change.as_ref().map(change),
        question: entry.question.to_owned(),
        answer: entry.answer.to_owned(),
        note: entry.note.to_owned(),
        source_note: entry.source_note.to_owned(),
        drafts: entry.drafts.clone(),
    }
}

fn evidence(report: &Report, piece: &EvidenceEntry) -> types::Evidence {
    types::Evidence {
        source: piece.source.and_then(|at| report.sources.get(at)).map(|source| source.number),
        title: piece.title.to_owned(),
        locator: piece.locator.to_owned(),
        passage: piece.passage.to_owned(),
        stance: piece.stance.parse().ok(),
        withheld: piece.withheld,
    }
}

fn change(change: &ChangeEntry) -> types::Change {
    types::Change {
        wording: change.wording.to_owned(),
        decision: change.decision,
        reason: change.reason.to_owned(),
        by: change.by.clone(),
        at: change.at.utc,
    }
}

fn sign_off(entry: &SignOffEntry) -> types::SignOff {
    let (state, signed) = match &entry.signature {
        Signature::NotSigned => (types::SignOffState::NotSigned, None),
        Signature::Signed(signed) => (types::SignOffState::Signed, Some(signed)),
        Signature::Lapsed(signed, _) => (types::SignOffState::Lapsed, Some(signed)),
    };
    types::SignOff {
        role: entry.role,
        state,
        by: signed.map(|signed| signed.by.to_string()),
        at: signed.map(|signed| signed.at),
        words: entry.words.clone(),
    }
}

fn group(group: &Group) -> types::Group {
    types::Group { label: group.label.to_owned(), claims: group.claims.iter().map(|claim| claim + 1).collect() }
}

fn source(entry: &SourceEntry) -> types::Source {
    let shown = sources::in_this_copy(entry);
    types::Source {
        number: entry.number,
        id: entry.id.to_owned(),
        kind: shown.kind,
        title: shown.title,
        who: shown.who,
        place: shown.place,
        when: shown.when,
        url: shown.url,
        contact: shown.contact,
        terms: shown.terms,
        gathering: shown.gathering,
        rank: shown.rank,
        confidential: shown.confidential,
        citation: entry.citation.iter().map(|run| run.text.as_str()).collect(),
        kept: entry.kept.iter().map(kept).collect(),
        claims: entry.claims.iter().map(|claim| claim + 1).collect(),
    }
}

fn kept(copy: &KeptCopy) -> types::Kept {
    types::Kept {
        sha256: copy.sha256.clone(),
        name: copy.name.clone(),
        bytes: copy.bytes,
        at: copy.at,
        from: copy.from.clone(),
    }
}

fn draft(entry: &DraftEntry) -> types::Draft {
    types::Draft {
        number: entry.number,
        label: entry.label.to_owned(),
        received: entry.received.utc,
        file: entry.file.to_owned(),
        sha256: entry.sha256.to_owned(),
        words: entry.words,
        withdrawn: entry.withdrawn,
        became: entry.became.clone(),
    }
}

fn call(call: &Call) -> types::Call {
    let fact = |name| call.fact(name).to_owned();
    types::Call {
        source: call.number,
        person: call.person.to_owned(),
        who: fact(SourceText::Who),
        contact: fact(SourceText::Contact),
        terms: fact(SourceText::Terms),
        place: fact(SourceText::Place),
        when: fact(SourceText::When),
        url: fact(SourceText::Url),
        named: call.named,
        withheld: !call.withheld.is_empty(),
        asks: call.asks.iter().map(ask).collect(),
    }
}

fn ask(ask: &Ask) -> types::Ask {
    types::Ask {
        confirm: ask.words.clone(),
        wording: ask.wording,
        claims: ask.claims.clone(),
        places: ask.places.clone(),
        mark: ask.mark.key().to_owned(),
        risk: ask.risk,
        flags: ask.flags.clone(),
        told: ask.told.clone(),
        contradicted: ask.contradicted,
        in_conflict: ask.in_conflict,
        remarks: ask.remarks(),
        settled: ask.settled,
    }
}

fn done(at: &Moment, by: &str, what: &str) -> types::Done {
    types::Done { at: at.utc, by: by.to_owned(), what: what.to_owned() }
}
