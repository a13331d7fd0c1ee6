//! The head of the report, where the check stands, and who signed.

use super::build::paragraph;
use super::run::dot;
use super::{Block, Count, Item, List, ListKind, Paragraph, Run, Style};
use crate::export::clean::clean;
use crate::export::report::{Fact, Mark, Report, SignOffEntry};
use crate::model::Signature;

/// Edition, title, byline, facts and contents.
pub(super) fn head<'a>(blocks: &mut Vec<Block<'a>>, report: &'a Report<'a>) {
    if let Some(logo) = &report.house.logo {
        blocks.push(Block::Logo(logo, &report.house.name));
    } else if !report.house.name.is_empty() {
        blocks.push(paragraph(Style::Lead, vec![Run::text(&report.house.name)]));
    }
    blocks.push(paragraph(Style::Lead, vec![Run::words(report.edition_title())]));
    blocks.push(Block::Title(vec![Run::article(report.title)]));
    let mut printed = Vec::new();
    for text in report.printed() {
        if !printed.is_empty() {
            printed.push(dot());
        }
        printed.push(Run::article(text));
    }
    if !printed.is_empty() {
        blocks.push(paragraph(Style::Byline, printed));
    }
    let items = report.facts().into_iter().map(fact).collect();
    blocks.push(Block::List(List { kind: ListKind::Facts, items }));
    blocks.push(Block::Contents);
}

fn fact<'a>(fact: Fact) -> Item<'a> {
    let mut runs = vec![Run::said(fact.said)];
    if !fact.more.is_empty() {
        runs.push(Run::soft(format!(" {}", fact.more)));
    }
    item(fact.label, Style::Plain, runs)
}

/// A label with one paragraph.
pub(super) fn item<'a>(label: &'a str, style: Style, runs: Vec<Run<'a>>) -> Item<'a> {
    Item { id: None, label: vec![Run::soft(label)], paragraphs: vec![Paragraph::new(style, runs)] }
}

/// How far the check has come.
pub(super) fn summary<'a>(blocks: &mut Vec<Block<'a>>, report: &'a Report<'a>) {
    blocks.push(paragraph(Style::Progress, vec![Run::words(report.progress())]));
    if report.total() > 0 {
        let count = |(mark, claims): &(Mark, usize)| {
            let word = clean(report.mark_word(*mark));
            Count { mark: *mark, word, claims: *claims }
        };
        blocks.push(Block::Counts(report.counts.iter().map(count).collect()));
    }
}

/// Who signed the story off.
pub(super) fn sign_offs<'a>(blocks: &mut Vec<Block<'a>>, report: &'a Report<'a>) {
    let items = report.sign_offs.iter().map(sign_off).collect();
    blocks.push(Block::List(List { kind: ListKind::Facts, items }));
}

fn sign_off(entry: &SignOffEntry) -> Item<'_> {
    let runs = match &entry.signature {
        Signature::NotSigned => vec![Run::soft(&entry.words)],
        Signature::Signed(_) => vec![Run::text(&entry.words)],
        Signature::Lapsed(..) => {
            let sign = Run::bold(Mark::Recheck.glyph()).marked(Mark::Recheck).aloud("lapsed".to_owned());
            vec![sign, Run::words(" "), Run::text(&entry.words)]
        }
    };
    item(entry.role.word(), Style::Plain, runs)
}
