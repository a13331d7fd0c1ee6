//! What must be fixed before the story can run.

use super::build::group;
use super::claims::{decided, number, said_of, same_as, wording};
use super::{Block, Item, List, ListKind, Paragraph, Run, Style};
use crate::export::report::Report;

/// The section of what must be fixed; nothing when there is nothing to fix.
pub(super) fn must_fix<'a>(blocks: &mut Vec<Block<'a>>, report: &'a Report<'a>) {
    for (at, group) in report.must_fix.iter().enumerate() {
        blocks.push(self::group(format!("must-fix-{}", at + 1), group.label, group.claims.len()));
        let items = group.claims.iter().map(|claim| fix(report, *claim)).collect();
        blocks.push(Block::List(List { kind: ListKind::Rows, items }));
    }
}

fn fix<'a>(report: &'a Report<'a>, claim: usize) -> Item<'a> {
    let entry = &report.claims[claim];
    let mut paragraphs = Vec::new();
    let mut add = |style, runs| paragraphs.push(Paragraph::new(style, runs));
    match &entry.change {
        Some(change) => add(Style::Quote, wording(entry.quote, change)),
        None => add(Style::Quote, vec![Run::article(entry.quote)]),
    }
    entry.through.iter().for_each(|root| add(Style::Small, same_as(report, *root)));
    let asked = if entry.question.is_empty() { entry.note } else { entry.question };
    if entry.change.is_none() && !asked.is_empty() {
        add(Style::Plain, vec![Run::text(asked)]);
    }
    add(Style::Small, said_of(entry, entry.change.as_ref().map(decided)));
    Item { id: None, label: number(entry, claim, true), paragraphs }
}
