//! From the blocks of a report to strips: everything is set and has its place across the page and in the structure tree.

mod article;
mod front;
mod list;
mod table;

pub(super) use front::PAGE_NUMBERS;

use super::look::{ENTRY, GROUP, LEFT, LINE, NUMBER, NUMBERS, SECTION, Sheet, TEXT, TITLE, Type};
use super::picture::Picture;
use super::set::{Paragraph, Setter};
use super::strip::{Part, Strip};
use super::tree::{DOCUMENT, Element, Tree};
use crate::export::flow::{self, Block, Flow, Heading, HeadingKind, Run, Style};
use krilla::tagging::{Tag, TagKind};
use std::collections::HashMap;
use std::num::NonZeroU16;

/// An entry that is lower than this stands on one page.
const WHOLE: f32 = 190.0;

/// A report in strips.
pub(super) struct Composed<'a> {
    /// All paragraphs, in the order of reading.
    pub paragraphs: Vec<Placeable<'a>>,
    /// The logo of the house.
    pub picture: Option<Picture>,
    /// The strips, from the first page to the last.
    pub strips: Vec<Strip>,
    /// The strips of rows of headings.
    pub heads: Vec<usize>,
    /// The structure tree, still without content.
    pub tree: Tree,
    /// The strip that a link inside the report leads to.
    pub places: HashMap<&'a str, usize>,
    /// The headings, for the bookmarks.
    pub bookmarks: Vec<Bookmark>,
    /// The lines of the contents.
    pub contents: Vec<Content<'a>>,
}

/// A paragraph, and the element that its content belongs to; none for what is not read.
pub(super) struct Placeable<'a> {
    /// The paragraph.
    pub set: Paragraph<'a>,
    /// Its element.
    pub element: Option<Element>,
}

/// A bookmark.
pub(super) struct Bookmark {
    /// 1 for a section, 2 for what is in it.
    pub level: u8,
    /// Its words.
    pub words: String,
    /// The strip it leads to.
    pub strip: usize,
}

/// A line of the contents.
pub(super) struct Content<'a> {
    /// What it leads to.
    pub id: &'a str,
    /// The strip it is in.
    pub strip: usize,
    /// Its page number, which is set when it is known.
    pub number: usize,
}

/// Composes a report. `watch` hears how far it is, from 0 to 1, and says whether to go on; none when it was stopped.
pub(super) fn compose<'a>(
    flow: &'a Flow<'a>,
    sheet: Sheet,
    setter: &mut Setter,
    watch: &mut dyn FnMut(f32) -> bool,
) -> Option<Composed<'a>> {
    let mut composer = Composer::new(flow, sheet, setter);
    for (at, block) in flow.blocks.iter().enumerate() {
        if at % 64 == 0 && !watch(at as f32 / flow.blocks.len() as f32) {
            return None;
        }
        composer.block(block);
    }
    composer.close_entry();
    Some(composer.out)
}

/// Where in the report the next block goes.
pub(super) struct Composer<'a, 's> {
    flow: &'a Flow<'a>,
    sheet: Sheet,
    setter: &'s mut Setter,
    pub(super) out: Composed<'a>,
    /// The element of the section, or the document.
    pub(super) section: Element,
    /// The article’s list that goes on, if any.
    items: Option<Element>,
    /// Left edge of what stands under the last heading.
    left: f32,
    /// The first strip of the entry that goes on.
    entry: Option<usize>,
    /// The last heading was that of a section: no rule stands above the first entry.
    first: bool,
    /// The next strip begins a page.
    new_page: bool,
}

impl<'a, 's> Composer<'a, 's> {
    fn new(flow: &'a Flow<'a>, sheet: Sheet, setter: &'s mut Setter) -> Self {
        let out = Composed {
            paragraphs: Vec::new(),
            picture: None,
            strips: Vec::new(),
            heads: Vec::new(),
            tree: Tree::new(),
            places: HashMap::new(),
            bookmarks: Vec::new(),
            contents: Vec::new(),
        };
        let (section, items, left, entry) = (DOCUMENT, None, LEFT, None);
        Self { flow, sheet, setter, out, section, items, left, entry, first: true, new_page: false }
    }

    fn block(&mut self, block: &'a Block<'a>) {
        match block {
            Block::Logo(logo, house) => self.logo(logo, house),
            Block::Title(runs) => self.title(runs),
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph(paragraph) => self.paragraph(paragraph),
            Block::Counts(counts) => self.counts(counts),
            Block::List(list) => self.list(list),
            Block::Table(table) => self.table(table),
            Block::Contents => self.contents(),
            Block::PageBreak => self.new_page = true,
        }
    }

    fn title(&mut self, runs: &'a [Run<'a>]) {
        let words = text_of(runs);
        let element = self.out.tree.add(self.section, heading_tag(1, words));
        let set = self.set(runs, TITLE, self.sheet.right() - LEFT, element);
        self.stack(&set, LEFT, 6.0, true);
    }

    fn heading(&mut self, heading: &'a Heading<'a>) {
        self.close_entry();
        let words = text_of(&heading.runs).trim().to_owned();
        let strips = match heading.kind {
            HeadingKind::Section => self.section_heading(heading, &words),
            HeadingKind::Group => {
                let element = self.out.tree.add(self.section, heading_tag(3, words.clone()));
                let set = self.set(&heading.runs, GROUP, self.sheet.right() - TEXT, element);
                self.left = TEXT;
                self.stack(&set, TEXT, if self.first { 8.0 } else { 16.0 }, true)
            }
            HeadingKind::Entry => self.entry_heading(heading, &words),
        };
        self.first = heading.kind == HeadingKind::Section;
        self.out.places.insert(&heading.id, strips.start);
        let words = match heading.kind {
            HeadingKind::Entry => format!("{} {}", text_of(&heading.label), crate::export::brief(&words)),
            _ => words,
        };
        self.out.bookmarks.push(Bookmark { level: heading.kind.level(), words, strip: strips.start });
    }

    /// The heading of a section, with a rule under it.
    fn section_heading(&mut self, heading: &'a Heading<'a>, words: &str) -> std::ops::Range<usize> {
        self.section = self.out.tree.add(DOCUMENT, Tag::Section);
        (self.items, self.left) = (None, LEFT);
        let element = self.out.tree.add(self.section, heading_tag(2, words.to_owned()));
        let set = self.set(&heading.runs, SECTION, self.sheet.right() - LEFT, element);
        let strips = self.stack(&set, LEFT, 30.0, true);
        if let Some(last) = self.out.strips.last_mut() {
            let y = last.height + 4.5;
            last.parts.push(Part::Block {
                x: LEFT,
                y,
                width: self.sheet.right() - LEFT,
                height: 0.8,
                ink: self.sheet.rule,
            });
            last.height += 10.0;
        }
        strips
    }

    /// The words of a claim, with its number before them.
    fn entry_heading(&mut self, heading: &'a Heading<'a>, words: &str) -> std::ops::Range<usize> {
        let title = format!("{} {words}", text_of(&heading.label));
        let element = self.out.tree.add(self.section, heading_tag(3, title));
        let label = self.set(&heading.label, NUMBER, NUMBERS - LEFT, element);
        let set = self.set(&heading.runs, ENTRY, self.sheet.right() - TEXT, element);
        let (above, ruled) = if self.first { (4.0, false) } else { (20.0, true) };
        let strips = self.stack(&set, TEXT, above, true);
        self.beside(strips.start, &label, ENTRY.baseline());
        if ruled {
            self.rule(strips.start, LEFT, -9.0);
        }
        (self.left, self.entry) = (TEXT, Some(strips.start));
        strips
    }

    fn paragraph(&mut self, paragraph: &'a flow::Paragraph<'a>) {
        if let Style::Article(kind, level) = paragraph.style {
            return self.article_block(paragraph, kind, level);
        }
        if matches!(paragraph.style, Style::Ask | Style::Closing) {
            self.close_entry();
        }
        // It never has a page of its own.
        if let Some(last) = self.out.strips.last_mut().filter(|_| paragraph.style == Style::Closing) {
            last.keep = true;
        }
        let (kind, above) = self.sheet.of_paragraph(paragraph.style);
        let element = self.out.tree.add(self.section, Tag::P);
        let set = self.set(&paragraph.runs, kind, self.sheet.right() - self.left, element);
        // What to ask is an entry with what stands under it.
        let asks = paragraph.style == Style::Ask;
        let keep =
            asks || self.entry.is_some() || matches!(paragraph.style, Style::Lead | Style::Legend | Style::Progress);
        let strips = self.stack(&set, self.left, above, keep);
        if asks {
            self.entry = Some(strips.start);
        }
    }

    /// Keeps an entry on one page where it is low enough, and apart from what follows.
    fn close_entry(&mut self) {
        if let Some(start) = self.entry.take() {
            self.hold(start);
        }
    }

    /// Keeps the strips from this one on together, unless they are too high.
    fn hold(&mut self, start: usize) {
        let strips = self.out.strips.get_mut(start..).unwrap_or_default();
        let height: f32 = strips.iter().map(|strip| strip.above + strip.height).sum();
        if height <= WHOLE {
            strips.iter_mut().for_each(|strip| strip.keep = true);
        }
        if let Some(last) = strips.last_mut() {
            last.keep = false;
        }
    }

    /// Sets runs, and returns the places of the paragraphs they made.
    fn set(&mut self, runs: &'a [Run<'a>], kind: Type, width: f32, element: Element) -> Vec<usize> {
        let start = self.out.paragraphs.len();
        for set in self.setter.set(runs, kind, width) {
            self.out.paragraphs.push(Placeable { set, element: Some(element) });
        }
        (start..self.out.paragraphs.len()).collect()
    }

    /// Puts the lines of paragraphs under each other, a strip each; two lines at least stay together at either end.
    fn stack(&mut self, paragraphs: &[usize], x: f32, above: f32, keep: bool) -> std::ops::Range<usize> {
        let start = self.out.strips.len();
        for paragraph in paragraphs {
            let Some(Placeable { set, .. }) = self.out.paragraphs.get(*paragraph) else { continue };
            let (kind, lines) = (set.kind, set.lines());
            let ids: Vec<(&'a str, usize)> = ids(set).collect();
            let first = self.out.strips.len();
            for (id, line) in ids {
                self.out.places.entry(id).or_insert(first + line);
            }
            for line in 0..lines {
                let part = Part::Line { paragraph: *paragraph, line, x, y: kind.baseline() };
                let keep = line + 1 < lines && (line == 0 || line + 2 == lines);
                self.strip(Strip { height: kind.leading, keep, parts: vec![part], ..Strip::default() });
            }
        }
        if let Some(first) = self.out.strips.get_mut(start) {
            first.above = above;
        }
        if let Some(last) = self.out.strips.get_mut(start..).and_then(<[Strip]>::last_mut) {
            last.keep = keep;
        }
        start..self.out.strips.len()
    }

    pub(super) fn strip(&mut self, strip: Strip) {
        let new_page = std::mem::take(&mut self.new_page);
        self.out.strips.push(Strip { new_page, ..strip });
    }

    /// Puts a number into the margin beside a strip, on this baseline.
    fn beside(&mut self, strip: usize, paragraphs: &[usize], y: f32) {
        for paragraph in paragraphs {
            let Some(Placeable { set, .. }) = self.out.paragraphs.get(*paragraph) else { continue };
            let (width, lines, leading) = (set.width(), set.lines(), set.kind.leading);
            let Some(strip) = self.out.strips.get_mut(strip) else { continue };
            for line in 0..lines {
                let y = y + line as f32 * leading;
                strip.parts.push(Part::Line { paragraph: *paragraph, line, x: (NUMBERS - width).max(LEFT), y });
                strip.height = strip.height.max(y + 3.0);
            }
        }
    }

    /// Draws a thin rule across the page, from here on, at this height from the top of a strip.
    fn rule(&mut self, strip: usize, x: f32, y: f32) {
        if let Some(strip) = self.out.strips.get_mut(strip) {
            strip.parts.push(Part::Block { x, y, width: self.sheet.right() - x, height: 0.5, ink: LINE });
        }
    }
}

/// What links lead to in a paragraph, each with its line.
fn ids<'a>(set: &Paragraph<'a>) -> impl Iterator<Item = (&'a str, usize)> {
    let starts = std::iter::once(0).chain(set.words.stretches.iter().map(|stretch| stretch.end));
    let stretches = set.words.stretches.iter().zip(starts);
    stretches.filter_map(|(stretch, start)| Some((stretch.id?, set.line_of(start))))
}

fn heading_tag(level: u16, words: String) -> TagKind {
    let level = NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
    let title = if words.trim().is_empty() { "–".to_owned() } else { words };
    Tag::Hn(level, Some(title)).into()
}

/// The text of runs, in one line.
fn text_of(runs: &[Run]) -> String {
    crate::export::clean::one_line(&runs.iter().map(|run| &*run.text).collect::<String>())
}
