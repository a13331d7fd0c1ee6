//! The call sheet: whom to ask what, with room to write.

use super::build::{empty, paragraph};
use super::front::item;
use super::run::dot;
use super::{Block, Heading, HeadingKind, List, ListKind, Run, Style};
use crate::export::report::{ANSWERS, Ask, Call, Report, Wording};

/// A line to write on.
const ROOM: &str = "________________________________________________________________";

/// The section of the calls.
pub(super) fn calls<'a>(blocks: &mut Vec<Block<'a>>, report: &'a Report<'a>) {
    if report.calls.is_empty() {
        blocks.push(empty(report.no_calls()));
    }
    report.calls.iter().for_each(|call| self::call(blocks, call));
}

fn call<'a>(blocks: &mut Vec<Block<'a>>, call: &'a Call<'a>) {
    let mut runs = vec![Run::text(call.person), Run::soft(format!(" S{}", call.number))];
    if call.named {
        runs.push(Run::bold(" confidential"));
    }
    let id = format!("call-{}", call.number);
    blocks.push(Block::Heading(Heading { kind: HeadingKind::Group, id, label: Vec::new(), runs }));
    if !call.withheld.is_empty() {
        blocks.push(paragraph(Style::Small, vec![Run::soft(call.withheld)]));
    }
    if !call.facts.is_empty() {
        let items = call.facts.iter().map(|(label, text)| item(label, Style::Plain, vec![Run::text(*text)]));
        blocks.push(Block::List(List { kind: ListKind::Facts, items: items.collect() }));
    }
    blocks.push(paragraph(Style::Small, vec![Run::text(call.progress())]));
    call.asks.iter().for_each(|ask| self::ask(blocks, ask));
}

fn ask<'a>(blocks: &mut Vec<Block<'a>>, ask: &'a Ask) {
    let words = match ask.wording {
        Wording::Claim => Run::article(ask.words.as_str()),
        Wording::Note => Run::text(ask.words.as_str()),
        Wording::Reminder => Run::soft(ask.words.as_str()),
    };
    let sign = Run::bold(ask.mark.glyph()).marked(ask.mark).aloud(ask.status.clone());
    blocks.push(paragraph(Style::Ask, vec![sign, Run::words("  "), words]));
    let mut about = vec![Run::text(ask.status.as_str()), dot(), Run::soft(ask.whereabouts())];
    for remark in ask.remarks() {
        about.extend([dot(), Run::soft(remark)]);
    }
    blocks.push(paragraph(Style::Small, about));
    let boxes = ANSWERS.map(|answer| format!("[  ] {answer}")).join("     ");
    blocks.push(paragraph(Style::Small, vec![Run::text(boxes)]));
    blocks.push(paragraph(Style::Room, vec![Run::soft(ROOM)]));
}
