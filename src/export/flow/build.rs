//! From the report tree: one part after the other.

use super::{Block, Flow, Heading, HeadingKind, Paragraph, Run, Style, article, calls, claims, front, lists, must_fix};
use crate::export::brief;
use crate::export::clean::clean;
use crate::export::report::{Report, Section};

impl<'a> Flow<'a> {
    /// Sets a report.
    pub fn new(report: &'a Report<'a>) -> Self {
        let mut blocks = Vec::new();
        front::head(&mut blocks, report);
        report.sections.iter().for_each(|section| part(&mut blocks, report, *section));
        if !report.house.footer.is_empty() {
            blocks.push(paragraph(Style::Closing, vec![Run::text(&report.house.footer)]));
        }
        blocks.push(paragraph(Style::Closing, vec![Run::soft(report.made_with())]));
        let named = if report.tells_confidential { " · names confidential sources" } else { "" };
        let edition = clean(report.edition_word());
        Self {
            title: format!("{} – {edition}", brief(report.title)),
            running_head: format!("{} · {edition}{named}", brief(report.title)),
            language: report.language,
            direction: report.direction,
            blocks,
        }
    }
}

/// A part of the report under its heading.
fn part<'a>(blocks: &mut Vec<Block<'a>>, report: &'a Report<'a>, section: Section) {
    blocks.push(Block::Heading(Heading {
        kind: HeadingKind::Section,
        id: section.key().to_owned(),
        label: Vec::new(),
        runs: vec![Run::text(report.heading(section))],
    }));
    match section {
        Section::Summary => front::summary(blocks, report),
        Section::SignOffs => front::sign_offs(blocks, report),
        Section::MustFix => must_fix::must_fix(blocks, report),
        Section::Article => article::article(blocks, report),
        Section::Claims | Section::Changes | Section::Flagged => claims::claims(blocks, report),
        Section::Sources => lists::sources(blocks, report),
        Section::Open => lists::open(blocks, report),
        Section::Drafts => lists::drafts(blocks, report),
        Section::History => lists::history(blocks, report),
        Section::Calls => calls::calls(blocks, report),
    }
}

/// The heading of a group, with how many are in it.
pub(super) fn group(id: String, label: &str, count: usize) -> Block<'_> {
    let runs = vec![Run::words(label), Run::soft(format!(" {count}"))];
    Block::Heading(Heading { kind: HeadingKind::Group, id, label: Vec::new(), runs })
}

/// A paragraph of this style.
pub(super) fn paragraph(style: Style, runs: Vec<Run>) -> Block {
    Block::Paragraph(Paragraph::new(style, runs))
}

/// That there is nothing to show.
pub(super) fn empty(words: &str) -> Block<'_> {
    paragraph(Style::Empty, vec![Run::words(words)])
}
