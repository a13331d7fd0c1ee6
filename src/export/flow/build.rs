//! From the report tree: one part after the other.

use super::{Block, Flow, Heading, HeadingKind, Paragraph, Run, Style, article, claims, front, lists, must_fix};
use crate::export::brief;
use crate::export::report::Report;

impl<'a> Flow<'a> {
    /// Sets a report.
    pub fn new(report: &'a Report<'a>) -> Self {
        let mut blocks = Vec::new();
        front::head(&mut blocks, report);
        front::summary(&mut blocks, report);
        front::sign_offs(&mut blocks, report);
        must_fix::must_fix(&mut blocks, report);
        article::article(&mut blocks, report);
        claims::claims(&mut blocks, report);
        lists::sources(&mut blocks, report);
        lists::open(&mut blocks, report);
        lists::drafts(&mut blocks, report);
        lists::history(&mut blocks, report);
        blocks.push(paragraph(Style::Small, vec![Run::soft(report.made_with())]));
        let named = if report.tells_confidential { " · names confidential sources" } else { "" };
        Self {
            title: format!("{} – {}", brief(report.title), report.edition),
            running_head: format!("{} · {}{named}", brief(report.title), report.edition),
            language: report.language,
            direction: report.direction,
            blocks,
        }
    }
}

/// The heading of a section.
pub(super) fn section<'a>(id: &str, words: &'a str) -> Block<'a> {
    Block::Heading(Heading {
        kind: HeadingKind::Section,
        id: id.to_owned(),
        label: Vec::new(),
        runs: vec![Run::words(words)],
    })
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
