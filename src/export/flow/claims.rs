//! An entry for each claim.

use super::build::empty;
use super::front::item;
use super::run::dot;
use super::{Block, Heading, HeadingKind, Item, Link, List, ListKind, Paragraph, Run, Style};
use crate::export::report::{ChangeEntry, ClaimEntry, EvidenceEntry, Report, TAKE_OUT, WITHHELD};

/// The section of the claims.
pub(super) fn claims<'a>(blocks: &mut Vec<Block<'a>>, report: &'a Report<'a>) {
    if report.listed().next().is_none() {
        blocks.push(empty(report.no_claims()));
    }
    report.listed().for_each(|(claim, entry)| self::claim(blocks, report, claim, entry));
}

fn claim<'a>(blocks: &mut Vec<Block<'a>>, report: &'a Report<'a>, claim: usize, entry: &'a ClaimEntry<'a>) {
    let quote = Run { claims: vec![(entry.mark, 0)], ..Run::article(entry.quote) };
    blocks.push(Block::Heading(Heading {
        kind: HeadingKind::Entry,
        id: format!("claim-{}", claim + 1),
        label: number(entry, claim, false),
        runs: vec![quote],
    }));
    let mut about = said_of(entry, None);
    if entry.in_article {
        let link = Run::words("in the article").to(Some(Link::Inside(at_id(claim))));
        about.extend([dot(), link.aloud(format!("claim {} in the article", claim + 1))]);
    }
    blocks.push(Block::Paragraph(Paragraph::new(Style::Small, about)));
    let items = rows(report, entry);
    if !items.is_empty() {
        blocks.push(Block::List(List { kind: ListKind::Facts, items }));
    }
}

/// What stands beside a claim’s words in the article.
pub(super) fn at_id(claim: usize) -> String {
    format!("at-{}", claim + 1)
}

/// Number and sign of a claim, which may lead to where this edition has it.
pub(super) fn number<'a>(entry: &ClaimEntry, claim: usize, leads: bool) -> Vec<Run<'a>> {
    let target = if entry.listed { format!("claim-{}", claim + 1) } else { at_id(claim) };
    let link = (leads && (entry.listed || entry.in_article)).then_some(Link::Inside(target));
    let number = Run::words(format!("{} ", claim + 1)).to(link.clone()).aloud(format!("claim {}, ", claim + 1));
    let sign = Run::bold(entry.mark.glyph()).marked(entry.mark).to(link).aloud(entry.status_words());
    vec![number, sign]
}

/// The number of a claim, leading to where this edition has it.
pub(super) fn link<'a>(report: &Report, claim: usize) -> Run<'a> {
    let entry = &report.claims[claim];
    let target = match (entry.listed, entry.in_article) {
        (true, _) => Some(Link::Inside(format!("claim-{}", claim + 1))),
        (_, true) => Some(Link::Inside(at_id(claim))),
        _ => None,
    };
    Run::words((claim + 1).to_string()).to(target).aloud(entry.name(claim))
}

/// Numbers of claims with commas between.
pub(super) fn links<'a>(report: &Report, claims: &[usize]) -> Vec<Run<'a>> {
    let mut runs = Vec::new();
    for claim in claims {
        if !runs.is_empty() {
            runs.push(Run::words(", "));
        }
        runs.push(link(report, *claim));
    }
    runs
}

/// That it is the same as another.
pub(super) fn same_as<'a>(report: &Report, root: usize) -> Vec<Run<'a>> {
    vec![Run::soft("the same as claim "), link(report, root)]
}

/// The words that change: the claim's, and those proposed in their place.
pub(super) fn wording<'a>(quote: &'a str, change: &'a ChangeEntry<'a>) -> Vec<Run<'a>> {
    let removed = Run::article(quote).with(|look| look.removed = true);
    match change.wording.trim().is_empty() {
        true => vec![removed, Run::soft(format!(" {TAKE_OUT}"))],
        false => vec![
            removed,
            Run::soft(" → ").aloud(", to be changed to ".to_owned()),
            Run::article(change.wording).with(|look| look.added = true),
        ],
    }
}

/// What was decided, by whom, when and why.
pub(super) fn decided<'a>(change: &'a ChangeEntry<'a>) -> Vec<Run<'a>> {
    let (decision, who) = change.decided();
    vec![Run::bold(decision), dot(), Run::text(who)]
}

/// What there is to say of a claim in one line; `first` takes the place of its status.
pub(super) fn said_of<'a>(entry: &'a ClaimEntry<'a>, first: Option<Vec<Run<'a>>>) -> Vec<Run<'a>> {
    let mut runs = first.unwrap_or_else(|| status(entry));
    for said in entry.aspects() {
        runs.extend([dot(), Run::said(said)]);
    }
    runs
}

fn status<'a>(entry: &'a ClaimEntry<'a>) -> Vec<Run<'a>> {
    let words = format!("{} {}", entry.mark.glyph(), entry.status_words());
    let mut runs = vec![Run::bold(words).marked(entry.mark).aloud(entry.status_words())];
    let set_by = entry.set_by();
    if !set_by.is_empty() {
        runs.extend([dot(), Run::text(set_by)]);
    }
    runs
}

fn rows<'a>(report: &'a Report<'a>, entry: &'a ClaimEntry<'a>) -> Vec<Item<'a>> {
    let mut items = Vec::new();
    let mut add = |label, runs| items.push(item(label, Style::Plain, runs));
    if let Some(root) = entry.through {
        let runs = vec![Run::words("claim "), link(report, root), Run::words(", whose verification it shares")];
        add("Same as", runs);
    }
    if !entry.sign_offs.is_empty() {
        add("Signed off", vec![Run::text(entry.signed_off())]);
    }
    entry.differences.iter().for_each(|difference| add("In conflict", vec![Run::text(difference)]));
    items.extend(entry.change.as_ref().map(|change| self::change(entry, change)));
    items.extend(entry.written().map(|(label, text)| item(label, Style::Plain, vec![Run::text(text.trim())])));
    if !entry.evidence.is_empty() {
        let paragraphs = entry.evidence.iter().flat_map(|piece| evidence(report, piece)).collect();
        items.push(Item { id: None, label: vec![Run::soft("Evidence")], paragraphs });
    }
    if !entry.shared_by.is_empty() {
        let mut runs = links(report, &entry.shared_by);
        runs.insert(0, Run::words("claim "));
        items.push(item("Shared by", Style::Plain, runs));
    }
    items
}

fn change<'a>(entry: &'a ClaimEntry<'a>, change: &'a ChangeEntry<'a>) -> Item<'a> {
    let paragraphs =
        vec![Paragraph::new(Style::Quote, wording(entry.quote, change)), Paragraph::new(Style::Small, decided(change))];
    Item { id: None, label: vec![Run::soft("Change")], paragraphs }
}

/// The source with where in it, and its words.
fn evidence<'a>(report: &'a Report<'a>, piece: &'a EvidenceEntry<'a>) -> Vec<Paragraph<'a>> {
    let source = piece.source.and_then(|at| report.sources.get(at));
    let mut runs = vec![Run::text(piece.title)];
    if let Some(source) = source {
        runs[0].link = Some(Link::Inside(format!("source-{}", source.number)));
        runs.push(Run::soft(format!(" S{}", source.number)));
    }
    if !piece.kind.is_empty() {
        runs.extend([dot(), Run::words(piece.kind)]);
    }
    if !piece.locator.trim().is_empty() {
        runs.extend([dot(), Run::text(piece.locator)]);
    }
    let against = piece.stance == "contradicts";
    let stance = Run::words(piece.stance).with(|look| (look.bold, look.warning) = (against, against));
    runs.extend([dot(), stance]);
    let mut paragraphs = vec![Paragraph::new(Style::Plain, runs)];
    paragraphs.extend(passage(piece));
    paragraphs
}

fn passage<'a>(piece: &'a EvidenceEntry<'a>) -> Option<Paragraph<'a>> {
    if piece.withheld {
        return Some(Paragraph::new(Style::Small, vec![Run::soft(WITHHELD)]));
    }
    let words = piece.passage.trim();
    let runs = match piece.is_bare() {
        true => vec![Run::words("“"), Run::text(words), Run::words("”")],
        false => vec![Run::text(words)],
    };
    (!words.is_empty()).then(|| Paragraph::new(Style::Passage, runs))
}
