//! The article with its claims marked and numbered.

use super::build::{empty, paragraph, section};
use super::claims::at_id;
use super::{Block, Link, Paragraph, Run, Style};
use crate::export::report::{self, ArticleBlock, NO_TEXT, Report};
use crate::model::BlockKind;

/// The section of the article.
pub(super) fn article<'a>(blocks: &mut Vec<Block<'a>>, report: &'a Report<'a>) {
    blocks.push(section("article", "The article"));
    if report.article.is_empty() {
        blocks.push(empty(NO_TEXT));
    } else if !report.claims.is_empty() {
        blocks.push(legend(report));
    }
    let mut heading = 2;
    blocks.extend(report.article.iter().map(|block| Block::Paragraph(self::block(report, block, &mut heading))));
}

fn legend<'a>(report: &'a Report<'a>) -> Block<'a> {
    let mut runs = Vec::new();
    for (mark, _) in report.counts.iter().filter(|(_, count)| *count > 0) {
        if !runs.is_empty() {
            runs.push(Run::words("    "));
        }
        runs.push(Run { claims: vec![(*mark, 0)], ..Run::soft(mark.word()) });
        runs.push(Run::soft("\u{a0}"));
        runs.push(Run::bold(mark.glyph()).marked(*mark).aloud(mark.word().to_owned()));
    }
    paragraph(Style::Legend, runs)
}

/// `heading` is the level of the heading before: levels are taken one at a time, whatever the original did.
fn block<'a>(report: &'a Report<'a>, block: &'a ArticleBlock<'a>, heading: &mut u8) -> Paragraph<'a> {
    let level = match block.kind {
        BlockKind::Hed | BlockKind::Heading => {
            let wanted = if block.kind == BlockKind::Hed { 3 } else { block.level.saturating_add(3) };
            *heading = wanted.min(*heading + 1).min(6);
            *heading
        }
        _ => block.level,
    };
    Paragraph {
        style: Style::Article(block.kind, level),
        number: (block.kind == BlockKind::Paragraph).then_some(block.paragraph),
        runs: block.runs.iter().flat_map(|run| runs(report, run)).collect(),
    }
}

/// The text, and behind it the numbers of the claims that end with it.
fn runs<'a>(report: &'a Report<'a>, run: &'a report::Run<'a>) -> Vec<Run<'a>> {
    let claims = run.claims.iter().map(|(claim, lane)| (report.claims[*claim].mark, *lane)).collect();
    let text = Run { claims, ..Run::words(run.text).with(|look| look.article = true) };
    let mut runs = vec![text];
    runs.extend(run.ends.iter().rev().map(|claim| number(report, *claim)));
    runs
}

fn number<'a>(report: &Report, claim: usize) -> Run<'a> {
    let entry = &report.claims[claim];
    let run = Run::words(format!("{}{}", claim + 1, entry.mark.glyph()));
    let link = entry.listed.then(|| Link::Inside(format!("claim-{}", claim + 1)));
    let run = run.marked(entry.mark).with(|look| look.raised = true).aloud(entry.name(claim)).to(link);
    Run { id: Some(at_id(claim)), ..run }
}
