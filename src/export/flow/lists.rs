//! Sources, what is open, drafts and history.

use super::build::{empty, group};
use super::claims::{link, links};
use super::run::dot;
use super::{Block, Column, Item, Link, List, ListKind, Paragraph, Run, Style, Table};
use crate::export::clean::one_line;
use crate::export::report::{
    CitationRun, DraftEntry, NO_DRAFTS, NO_SOURCES, NOTHING_OPEN, Report, SourceEntry, grouped,
};
use crate::export::{brief, link};

/// The section of the sources.
pub(super) fn sources<'a>(blocks: &mut Vec<Block<'a>>, report: &'a Report<'a>) {
    if report.sources.is_empty() {
        blocks.push(empty(NO_SOURCES));
    } else {
        let items = report.sources.iter().map(|entry| source(report, entry)).collect();
        blocks.push(Block::List(List { kind: ListKind::Rows, items }));
    }
}

fn source<'a>(report: &'a Report<'a>, entry: &'a SourceEntry<'a>) -> Item<'a> {
    let mut paragraphs = Vec::new();
    let mut add = |style, runs: Vec<Run<'a>>| {
        if !runs.is_empty() {
            paragraphs.push(Paragraph::new(style, runs));
        }
    };
    let style = if entry.is_cited() { Style::Citation } else { Style::Plain };
    add(style, title(report, entry));
    let mut facts = Vec::new();
    for (label, text) in &entry.facts {
        if !facts.is_empty() {
            facts.push(dot());
        }
        // A line does not end with a label.
        facts.extend([Run::soft(format!("{label}\u{a0}")), Run::text(*text)]);
    }
    add(Style::Small, facts);
    if !entry.details.url.trim().is_empty() && !entry.cites_address() {
        add(Style::Small, vec![address(&entry.details.url)]);
    }
    for copy in entry.kept {
        let digest = Run::soft(copy.sha256.as_str()).with(|look| look.digest = true);
        let name = Run::text(copy.name.as_str()).with(|look| look.soft = true);
        add(Style::Small, vec![Run::soft("kept copy "), name, Run::soft(" · SHA-256 "), digest]);
    }
    let colon = if entry.claims.is_empty() { "" } else { ": " };
    let mut resting = vec![Run::soft(format!("{}{colon}", report.resting(entry)))];
    resting.extend(links(report, &entry.claims));
    add(Style::Small, resting);
    let label = vec![Run::soft(format!("S{}", entry.number))];
    Item { id: Some(format!("source-{}", entry.number)), label, paragraphs }
}

fn title<'a>(report: &'a Report<'a>, entry: &'a SourceEntry<'a>) -> Vec<Run<'a>> {
    let mut runs: Vec<Run> = match entry.is_cited() {
        true => entry.citation.iter().map(cited).collect(),
        false => vec![Run::text(entry.details.title.as_str()).with(|look| look.bold = true)],
    };
    runs.extend([dot(), Run::words(entry.details.kind.word())]);
    if entry.details.confidential && report.tells_confidential {
        runs.extend([dot(), Run::bold("confidential").with(|look| look.warning = true)]);
    }
    runs
}

fn cited(run: &CitationRun) -> Run<'_> {
    match run.address {
        true => address(&run.text),
        false => Run::text(run.text.as_str()).with(|look| look.italic = run.italic),
    }
}

/// An address, which leads there when it is one of the web or of mail.
fn address(url: &str) -> Run<'_> {
    match link::link(url) {
        Some(link) => Run::text(link).to(Some(Link::Web(link.to_owned()))),
        None => Run::text(one_line(url)),
    }
}

/// The section of what is still open.
pub(super) fn open<'a>(blocks: &mut Vec<Block<'a>>, report: &'a Report<'a>) {
    if report.open.is_empty() {
        blocks.push(empty(NOTHING_OPEN));
    }
    for (at, group) in report.open.iter().enumerate() {
        blocks.push(self::group(format!("open-{}", at + 1), group.label, group.claims.len()));
        let item = |claim: &usize| {
            let words = vec![Run::text(brief(report.claims[*claim].quote))];
            Item { id: None, label: vec![link(report, *claim)], paragraphs: vec![Paragraph::new(Style::Plain, words)] }
        };
        let items = group.claims.iter().map(item).collect();
        blocks.push(Block::List(List { kind: ListKind::Lines, items }));
    }
}

fn column(heading: &'static str, share: f32) -> Column {
    Column { heading, share, figures: false }
}

/// The section of the drafts.
pub(super) fn drafts<'a>(blocks: &mut Vec<Block<'a>>, report: &'a Report<'a>) {
    if report.drafts.is_empty() {
        blocks.push(empty(NO_DRAFTS));
        return;
    }
    let words = Column { figures: true, ..column("Words", 0.1) };
    blocks.push(Block::Table(Table {
        summary: "The drafts of the story: when each was received, from which file, and how long it is",
        columns: vec![column("Draft", 0.2), column("Received", 0.2), column("File", 0.5), words],
        has_row_headings: true,
        rows: report.drafts.iter().map(|draft| row(report, draft)).collect(),
    }));
}

fn row<'a>(report: &'a Report<'a>, draft: &'a DraftEntry<'a>) -> Vec<Vec<Run<'a>>> {
    let mut number = vec![Run::bold(draft.number.to_string())];
    if !draft.label.is_empty() {
        number.extend([Run::words(" "), Run::text(draft.label).with(|look| look.bold = true)]);
    }
    let state = draft.state(report.draft);
    if !state.is_empty() {
        number.push(Run::soft(format!(" {state}")));
    }
    let mut file = vec![Run::text(draft.file_name())];
    if !draft.file.is_empty() {
        file.extend([Run::words("\n"), Run::soft(draft.sha256).with(|look| look.digest = true)]);
    }
    if !draft.became.is_empty() {
        file.push(Run::soft(format!("\n{}", draft.became)));
    }
    vec![number, vec![Run::words(draft.received.local.as_str())], file, vec![Run::words(grouped(draft.words))]]
}

/// The section of the history; nothing when this edition has none.
pub(super) fn history<'a>(blocks: &mut Vec<Block<'a>>, report: &'a Report<'a>) {
    let rows = report.history.iter();
    let rows = rows.map(|(at, done)| {
        vec![
            vec![Run::words(at.local.as_str())],
            vec![Run::text(done.by.as_str())],
            vec![Run::text(done.what.as_str())],
        ]
    });
    blocks.push(Block::Table(Table {
        summary: "Everything that was done, oldest first: when, by whom and what",
        columns: vec![column("When", 0.2), column("Who", 0.2), column("What", 0.6)],
        has_row_headings: false,
        rows: rows.collect(),
    }));
}
