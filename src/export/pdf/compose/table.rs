//! Tables: a row of headings, which is repeated on every page, and rows with rules between.

use super::{Composer, Placeable};
use crate::export::flow::{Column, Run, Table};
use crate::export::pdf::look::{CELL, CELL_HEAD, LEFT};
use crate::export::pdf::tree::Element;
use krilla::tagging::{TableHeaderScope, Tag, TagKind};
use std::ops::Range;

/// Space between columns.
const GAP: f32 = 12.0;
/// Space above and below the words of a row.
const PAD: f32 = 3.2;

impl<'a> Composer<'a, '_> {
    pub(super) fn table(&mut self, table: &'a Table<'a>) {
        let tag = Tag::Table.with_summary(Some(table.summary.to_owned()));
        let element = self.out.tree.add(self.section, tag);
        let head = self.head(element, &table.columns);
        let body = self.out.tree.add(element, Tag::TBody);
        for (at, row) in table.rows.iter().enumerate() {
            let tr = self.out.tree.add(body, Tag::TR);
            let strips = self.row_of(tr, table, row);
            // Neither the first row nor the last stands alone.
            let keep = at == 0 && table.rows.len() > 1 || at + 2 == table.rows.len();
            self.end_row(strips, head, keep);
        }
    }

    /// Draws the rule under a row, and says what is repeated where a page begins in it.
    fn end_row(&mut self, strips: Range<usize>, head: usize, keep: bool) {
        let row = self.out.strips.get_mut(strips.clone()).unwrap_or_default();
        row.iter_mut().for_each(|strip| strip.head = Some(head));
        if let Some(last) = row.last_mut() {
            last.height += PAD;
            last.keep = keep;
            let y = last.height;
            self.rule(strips.end - 1, LEFT, y);
        }
    }

    /// The row of headings; returns its place in the list of those that are repeated.
    fn head(&mut self, table: Element, columns: &[Column]) -> usize {
        let group = self.out.tree.add(table, Tag::THead);
        let tr = self.out.tree.add(group, Tag::TR);
        let mut cells = Vec::new();
        for (column, (x, width)) in columns.iter().zip(edges(columns, self.sheet.right())) {
            let element = self.out.tree.add(tr, Tag::TH(TableHeaderScope::Column));
            let set = self.setter.line(column.heading, CELL_HEAD);
            let x = if column.figures { x + width - set.width() } else { x };
            self.out.paragraphs.push(Placeable { set, element: Some(element) });
            cells.push((vec![self.out.paragraphs.len() - 1], x));
        }
        let strip = self.cells(&cells, CELL_HEAD, 8.0).start;
        if let Some(head) = self.out.strips.get_mut(strip) {
            head.keep = true;
            head.height += PAD;
            let y = head.height;
            self.rule(strip, LEFT, y);
        }
        self.out.heads.push(strip);
        self.out.heads.len() - 1
    }

    fn row_of(&mut self, tr: Element, table: &'a Table<'a>, row: &'a [Vec<Run<'a>>]) -> Range<usize> {
        let mut cells = Vec::new();
        for (at, (runs, (x, width))) in row.iter().zip(edges(&table.columns, self.sheet.right())).enumerate() {
            let tag: TagKind = match at == 0 && table.has_row_headings {
                true => Tag::TH(TableHeaderScope::Row).into(),
                false => Tag::TD.into(),
            };
            let element = self.out.tree.add(tr, tag);
            let set = self.set(runs, CELL, width, element);
            let figures = table.columns.get(at).is_some_and(|column| column.figures);
            let wide = set.first().and_then(|set| self.out.paragraphs.get(*set)).map_or(0.0, |set| set.set.width());
            cells.push((set, if figures { x + width - wide } else { x }));
        }
        self.cells(&cells, CELL, PAD)
    }
}

/// Left edge and width of each column of a table that ends there.
fn edges(columns: &[Column], right: f32) -> impl Iterator<Item = (f32, f32)> {
    let mut x = LEFT;
    columns.iter().map(move |column| {
        let (left, width) = (x, column.share * (right - LEFT));
        x += width;
        let gap = if x + 1.0 < right { GAP } else { 0.0 };
        (left, width - gap)
    })
}
