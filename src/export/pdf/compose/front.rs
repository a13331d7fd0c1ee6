//! The contents, and how the claims stand.

use super::{Composer, Content, Placeable};
use crate::export::flow::{Block, Count, HeadingKind};
use crate::export::pdf::look::{COUNT, COUNT_LABEL, LEFT, LINE, PLAIN, SOFT, Type, ink_of};
use crate::export::pdf::strip::{Part, Strip};
use crate::export::pdf::words::Goal;
use crate::export::report::{Mark, grouped};
use krilla::tagging::{ListNumbering, Tag};

/// Where the page numbers of the contents end.
pub(in crate::export::pdf) const PAGE_NUMBERS: f32 = LEFT + 210.0;
/// The least space between two counts.
const LEAST_GAP: f32 = 10.0;
/// Height of the bar that shows the shares of the marks.
const BAR: f32 = 6.0;

impl<'a> Composer<'a, '_> {
    /// A line for each section; the page numbers are put in when they are known.
    pub(super) fn contents(&mut self) {
        let contents = self.out.tree.add(self.section, Tag::TOC);
        let flow = self.flow;
        let mut first = true;
        for block in &flow.blocks {
            let Block::Heading(heading) = block else { continue };
            if heading.kind != HeadingKind::Section {
                continue;
            }
            let item = self.out.tree.add(contents, Tag::TOCI);
            let element = self.out.tree.add(item, Tag::Reference);
            let set = self.set(&heading.runs, PLAIN, PAGE_NUMBERS - LEFT - 30.0, element);
            for placed in &set {
                let Some(Placeable { set, .. }) = self.out.paragraphs.get_mut(*placed) else { continue };
                set.words.stretches.iter_mut().for_each(|stretch| stretch.link = Some(Goal::Inside(&heading.id)));
            }
            let strips = self.stack(&set, LEFT, if first { 14.0 } else { 0.0 }, true);
            self.rule_of_contents(strips.start, first);
            let number = self.own("", PLAIN, element);
            self.out.contents.push(Content { id: &heading.id, strip: strips.start, number });
            first = false;
        }
        if let Some(last) = self.out.strips.last_mut() {
            last.keep = false;
        }
    }

    fn rule_of_contents(&mut self, strip: usize, first: bool) {
        let Some(strip) = self.out.strips.get_mut(strip) else { return };
        if first {
            strip.parts.push(Part::Block { x: LEFT, y: -6.0, width: PAGE_NUMBERS - LEFT, height: 0.5, ink: LINE });
        }
    }

    /// A bar of the shares, and under it each mark with its count.
    pub(super) fn counts(&mut self, counts: &[Count]) {
        self.bar(counts);
        let list = self.out.tree.add(self.section, Tag::L(ListNumbering::None));
        let mut cells: Vec<(usize, usize)> = Vec::new();
        for Count { mark, word, claims } in counts {
            let item = self.out.tree.add(list, Tag::LI);
            let element = self.out.tree.add(item, Tag::LBody);
            let (ink, number) = if *claims == 0 { (SOFT, SOFT) } else { (ink_of(*mark), COUNT.ink) };
            let number = self.own(&format!("{} ", grouped(*claims)), Type { ink: number, ..COUNT }, element);
            let label = self.own(&format!("{} {word}", mark.glyph()), Type { ink, ..COUNT_LABEL }, element);
            cells.push((number, label));
        }
        self.spread(&cells);
    }

    fn own(&mut self, words: &str, kind: Type, element: usize) -> usize {
        let set = self.setter.short_line(words, kind, self.sheet.right() - LEFT);
        self.out.paragraphs.push(Placeable { set, element: Some(element) });
        self.out.paragraphs.len() - 1
    }

    fn bar(&mut self, counts: &[Count]) {
        let all: usize = counts.iter().map(|count| count.claims).sum();
        let mut strip = Strip { above: 9.0, height: BAR, keep: true, ..Strip::default() };
        let mut x = LEFT;
        for Count { mark, claims, .. } in counts.iter().filter(|count| count.claims > 0) {
            let width = (self.sheet.right() - LEFT) * *claims as f32 / all as f32;
            let ink = if *mark == Mark::Status(crate::model::Status::Unchecked) { LINE } else { ink_of(*mark) };
            // A hair of paper between the shares tells them apart without colour.
            let shown = (width - 0.8).max(0.4);
            strip.parts.push(Part::Block { x, y: 0.0, width: shown, height: BAR, ink });
            x += width;
        }
        self.strip(strip);
    }

    /// Puts the counts beside each other, in one row where they have room.
    fn spread(&mut self, cells: &[(usize, usize)]) {
        let room = self.sheet.right() - LEFT;
        let mut row: Vec<(usize, usize, f32)> = Vec::new();
        for (number, label) in cells {
            let width = |at: usize| self.out.paragraphs.get(at).map_or(0.0, |paragraph| paragraph.set.width());
            let width = width(*number).max(width(*label));
            let taken: f32 = row.iter().map(|(.., width)| width + LEAST_GAP).sum();
            if taken + width > room && !row.is_empty() {
                self.row_of_counts(&std::mem::take(&mut row));
            }
            row.push((*number, *label, width));
        }
        self.row_of_counts(&row);
    }

    /// Spreads counts over the width, with the same space between any two.
    fn row_of_counts(&mut self, row: &[(usize, usize, f32)]) {
        let spare = self.sheet.right() - LEFT - row.iter().map(|(.., width)| width).sum::<f32>();
        let gap = (spare / row.len().saturating_sub(1).max(1) as f32).min(26.0);
        let mut parts = Vec::new();
        let mut x = LEFT;
        for (number, label, width) in row {
            parts.push(Part::Line { paragraph: *number, line: 0, x, y: COUNT.baseline() });
            parts.push(Part::Line { paragraph: *label, line: 0, x, y: COUNT.leading + COUNT_LABEL.baseline() });
            x += width + gap;
        }
        self.strip(Strip { above: 7.0, height: COUNT.leading + COUNT_LABEL.leading, parts, ..Strip::default() });
    }
}
