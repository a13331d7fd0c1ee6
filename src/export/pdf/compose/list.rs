//! Lists: facts behind their labels, entries behind their numbers.

use super::{Composer, Placeable};
use crate::export::flow::{Item, List, ListKind, Style};
use crate::export::pdf::look::{self, CELL, LABEL, LEFT, NUMBER, TEXT, Type};
use crate::export::pdf::strip::{Part, Strip};
use crate::export::pdf::tree::Element;
use krilla::tagging::{ListNumbering, Tag};

/// Width of the labels of facts at the head of the report, and in an entry.
const LABELS: (f32, f32) = (84.0, 66.0);
/// How far the words of a source stand in.
const INDENT: f32 = 9.0;
/// Width of the numbers before entries of one line.
const SHORT: f32 = 26.0;

impl<'a> Composer<'a, '_> {
    pub(super) fn list(&mut self, list: &'a List<'a>) {
        let element = self.out.tree.add(self.section, Tag::L(ListNumbering::None));
        match list.kind {
            ListKind::Facts => list.items.iter().enumerate().for_each(|(at, item)| self.fact(element, item, at == 0)),
            ListKind::Rows => list.items.iter().enumerate().for_each(|(at, item)| self.row(element, item, at == 0)),
            ListKind::Lines => list.items.chunks(2).for_each(|pair| self.lines(element, pair)),
        }
        self.first = false;
    }

    /// Elements for the label and for what it is about.
    fn item(&mut self, list: Element) -> (Element, Element) {
        let item = self.out.tree.add(list, Tag::LI);
        (self.out.tree.add(item, Tag::Lbl), self.out.tree.add(item, Tag::LBody))
    }

    fn fact(&mut self, list: Element, item: &'a Item<'a>, first: bool) {
        let (label, body) = self.item(list);
        let width = if self.entry.is_some() { LABELS.1 } else { LABELS.0 };
        let labels = self.set(&item.label, LABEL, width - 6.0, label);
        let above = match (first, self.entry.is_some()) {
            (true, true) => 6.0,
            (true, false) => 10.0,
            (false, true) => 4.0,
            (false, false) => 1.5,
        };
        let (strips, kind) = self.body(item, body, self.left + width, above);
        self.facing(strips.start, &labels, self.left, kind.baseline());
        self.name(item, strips.start);
    }

    fn row(&mut self, list: Element, item: &'a Item<'a>, first: bool) {
        let (label, body) = self.item(list);
        let labels = self.set(&item.label, NUMBER, TEXT - LEFT, label);
        let (strips, kind) = self.body(item, body, TEXT, if first { 5.0 } else { 13.0 });
        self.beside(strips.start, &labels, kind.baseline());
        if !first {
            self.rule(strips.start, TEXT, -6.0);
        }
        self.name(item, strips.start);
        self.hold(strips.start);
    }

    fn name(&mut self, item: &'a Item<'a>, strip: usize) {
        if let Some(id) = &item.id {
            self.out.places.insert(id, strip);
        }
    }

    /// The paragraphs of an item, and how the first of them is set.
    fn body(&mut self, item: &'a Item<'a>, body: Element, x: f32, above: f32) -> (std::ops::Range<usize>, Type) {
        let start = self.out.strips.len();
        let mut first = None;
        let mut above = above;
        for (at, paragraph) in item.paragraphs.iter().enumerate() {
            let (kind, space) = self.sheet.of_paragraph(paragraph.style);
            let quoted = paragraph.style == Style::Passage;
            let parent = if quoted { self.out.tree.add(body, Tag::BlockQuote) } else { body };
            let element = self.out.tree.add(parent, Tag::P);
            let x = if quoted { x + INDENT } else { x };
            let set = self.set(&paragraph.runs, kind, self.sheet.right() - x, element);
            // What is said of a source stays with it.
            let keep = item.paragraphs.get(at + 1).is_some_and(|next| next.style != Style::Plain || at == 0);
            let next_source = at > 0 && paragraph.style == Style::Plain;
            self.stack(&set, x, if next_source { above.max(5.0) } else { above }, keep);
            first.get_or_insert(kind);
            above = item.paragraphs.get(at + 1).map_or(space, |next| self.sheet.of_paragraph(next.style).1);
        }
        (start..self.out.strips.len(), first.unwrap_or(LABEL))
    }

    /// Puts a label before a strip.
    fn facing(&mut self, strip: usize, paragraphs: &[usize], x: f32, y: f32) {
        for paragraph in paragraphs {
            let Some(Placeable { set, .. }) = self.out.paragraphs.get(*paragraph) else { continue };
            let (lines, leading) = (set.lines(), set.kind.leading);
            for line in 0..lines {
                let y = y + line as f32 * leading;
                if let Some(strip) = self.out.strips.get_mut(strip) {
                    strip.parts.push(Part::Line { paragraph: *paragraph, line, x, y });
                    strip.height = strip.height.max(y + 3.0);
                }
            }
        }
    }

    /// Puts one line at a place in a strip.
    pub(super) fn put(&mut self, strip: usize, paragraph: usize, x: f32, y: f32) {
        if let Some(strip) = self.out.strips.get_mut(strip) {
            strip.parts.push(Part::Line { paragraph, line: 0, x, y });
        }
    }

    /// Two entries of one line side by side.
    fn lines(&mut self, list: Element, pair: &'a [Item<'a>]) {
        let column = (self.sheet.right() - TEXT) / 2.0;
        let mut cells = Vec::new();
        for (at, item) in pair.iter().enumerate() {
            let (label, body) = self.item(list);
            let x = TEXT + column * at as f32;
            cells.push((self.set(&item.label, Type { ink: look::SOFT, ..CELL }, SHORT, label), x));
            for paragraph in &item.paragraphs {
                cells.push((self.set(&paragraph.runs, CELL, column - SHORT - 10.0, body), x + SHORT));
            }
        }
        self.cells(&cells, CELL, 1.0);
    }

    /// Sets cells side by side, line by line, each with its left edge.
    pub(super) fn cells(&mut self, cells: &[(Vec<usize>, f32)], kind: Type, above: f32) -> std::ops::Range<usize> {
        let start = self.out.strips.len();
        for (paragraphs, x) in cells {
            let mut row = start;
            for paragraph in paragraphs {
                let lines = self.out.paragraphs.get(*paragraph).map_or(0, |placeable| placeable.set.lines());
                for line in 0..lines {
                    if row == self.out.strips.len() {
                        self.strip(Strip { height: kind.leading, ..Strip::default() });
                    }
                    if let Some(strip) = self.out.strips.get_mut(row) {
                        let (paragraph, y) = (*paragraph, kind.baseline());
                        strip.parts.push(Part::Line { paragraph, line, x: *x, y });
                    }
                    row += 1;
                }
            }
        }
        if let Some(first) = self.out.strips.get_mut(start) {
            first.above = above;
        }
        self.hold(start);
        start..self.out.strips.len()
    }
}
