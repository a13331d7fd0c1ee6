//! Pages → the blocks of a document: reading order, paragraphs over pages, headings, notes, and what only runs along.

use super::hyphen::{self, Words};
use super::line::{self, Line};
use super::notes::{self, Sized};
use super::page::Page;
use super::paragraph::{self, LARGER, Paragraph, Role};
use super::run::Run;
use super::running::{self, Running};
use super::{columns, flow};
use crate::import::document::Document;
use crate::import::piece::{Piece, ends_sentence};
use crate::import::plain::marker;
use crate::model::BlockKind;
use std::collections::BTreeMap;

/// Characters of the longest heading.
const HEADING: usize = 250;
/// The headline is one of the first paragraphs.
const FIRST: usize = 8;

/// Puts the pages together.
pub fn document(mut pages: Vec<Page>) -> Document {
    let running = running::take(&mut pages);
    let paragraphs: Vec<Paragraph> = pages.into_iter().zip(running).flat_map(|(page, runs)| read(page, runs)).collect();
    let size = usual_size(&paragraphs);
    let paragraphs = flow::join(paragraphs, size);
    let words = words(&paragraphs);
    let mut sized: Vec<Sized> =
        paragraphs.iter().map(|paragraph| Sized { piece: piece(paragraph, &words), size: paragraph.size() }).collect();
    mark_headings(&mut sized, &paragraphs, size);
    notes::document(sized, size)
}

/// The paragraphs of a page, in the order in which they are read.
fn read(page: Page, running: Running) -> Vec<Paragraph> {
    let number = page.number;
    let aside = |runs: Vec<Run>| line::lines(runs).into_iter().map(move |line| Paragraph::aside(vec![line], number));
    let mut found: Vec<Paragraph> = running.heads.into_iter().flat_map(aside).collect();
    for part in columns::parts(page.runs) {
        found.extend(paragraph::paragraphs(line::lines(part), number));
    }
    found.extend(running.feet.into_iter().chain(page.turned).flat_map(aside));
    found
}

/// The letter size in which most of the text is set, in points.
fn usual_size(paragraphs: &[Paragraph]) -> f32 {
    let mut letters: BTreeMap<u32, usize> = BTreeMap::new();
    for line in paragraphs.iter().filter(|p| p.role != Role::Aside).flat_map(|p| &p.lines) {
        *letters.entry((line.size * 2.0).round() as u32).or_default() += line.text.len();
    }
    let most = letters.into_iter().max_by_key(|(_, letters)| *letters);
    most.map_or(10.0, |(size, _)| size as f32 / 2.0).max(0.5)
}

fn words(paragraphs: &[Paragraph]) -> Words {
    let mut words = Words::default();
    for paragraph in paragraphs {
        let mut before: Option<&Line> = None;
        for line in &paragraph.lines {
            words.add(&line.text, before.map(|line| line.text.as_str()));
            before = Some(line);
        }
    }
    words
}

fn piece(paragraph: &Paragraph, words: &Words) -> Piece {
    let text = hyphen::join(&paragraph.lines, words);
    let mut piece = match paragraph.role {
        Role::Cell => Piece::new(BlockKind::TableCell, text),
        Role::Item => item(&text),
        Role::Text | Role::Aside => Piece::new(BlockKind::Paragraph, text),
    };
    piece.page = Some(paragraph.page);
    piece.aside = paragraph.role == Role::Aside;
    piece
}

/// An item of a list. A number is part of its text, since it may be the article's own; a bullet is not.
fn item(text: &str) -> Piece {
    let bullet = !text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '(');
    let cut = marker(text).filter(|_| bullet).unwrap_or(0);
    Piece::new(BlockKind::ListItem, text.get(cut..).unwrap_or_default()).at_level(1)
}

/// Marks the headings, which are set larger than the text or stand by themselves in bold, and the headline, which is
/// the largest of the first.
fn mark_headings(sized: &mut [Sized], paragraphs: &[Paragraph], size: f32) {
    let larger = |sized: &Sized| sized.size > size * LARGER && may_be_heading(&sized.piece);
    let mut sizes: Vec<u32> =
        sized.iter().filter(|sized| larger(sized)).map(|sized| (sized.size * 2.0).round() as u32).collect();
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    sizes.dedup();
    let bold: Vec<bool> = paragraphs.windows(2).map(is_bold_heading).chain([false]).collect();
    for (sized, bold) in sized.iter_mut().zip(bold) {
        let rank = sizes.iter().position(|size| *size == (sized.size * 2.0).round() as u32);
        let level = if larger(sized) { rank } else { bold.then_some(sizes.len()) };
        if let Some(level) = level.filter(|_| may_be_heading(&sized.piece)) {
            sized.piece.kind = BlockKind::Heading;
            sized.piece.level = Some(u8::try_from(level + 1).unwrap_or(u8::MAX).min(6));
        }
    }
    mark_headline(sized);
}

fn mark_headline(sized: &mut [Sized]) {
    let first = sized.iter().filter(|sized| !sized.piece.aside).take(FIRST);
    let largest = first
        .filter(|sized| sized.piece.kind == BlockKind::Heading && sized.piece.page == Some(1))
        .fold(None, |best: Option<f32>, sized| Some(best.map_or(sized.size, |best| best.max(sized.size))));
    let headline = sized.iter_mut().find(|sized| sized.piece.kind == BlockKind::Heading && Some(sized.size) == largest);
    if let Some(Sized { piece, .. }) = headline.filter(|headline| headline.piece.text.chars().any(char::is_alphabetic))
    {
        (piece.kind, piece.level) = (BlockKind::Hed, None);
    }
}

fn may_be_heading(piece: &Piece) -> bool {
    matches!(piece.kind, BlockKind::Paragraph | BlockKind::ListItem)
        && !piece.aside
        && piece.text.chars().count() <= HEADING
        && piece.text.chars().any(char::is_alphanumeric)
}

/// A bold line without a final stop, above text that is not bold.
fn is_bold_heading(pair: &[Paragraph]) -> bool {
    let [heading, next] = pair else { return false };
    let [line] = heading.lines.as_slice() else { return false };
    heading.bold()
        && heading.role == Role::Text
        && !next.bold()
        && next.role == Role::Text
        && line.text.chars().count() <= 80
        && !ends_sentence(&line.text)
        && !line.text.ends_with([':', ',', ';'])
}
