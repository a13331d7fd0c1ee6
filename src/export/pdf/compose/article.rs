//! The article: its paragraphs with their numbers in the margin, its headings and lists.

use super::{Composer, Placeable, heading_tag, text_of};
use crate::export::flow::{Paragraph, Style};
use crate::export::pdf::look::{PLACE, TEXT};
use crate::model::BlockKind;
use krilla::tagging::{ListNumbering, Tag};

/// How far a quotation and each level of a list stand in.
const INDENT: f32 = 15.0;

impl<'a> Composer<'a, '_> {
    pub(super) fn article_block(&mut self, paragraph: &'a Paragraph<'a>, kind: BlockKind, level: u8) {
        if kind == BlockKind::ListItem {
            return self.article_item(paragraph, level);
        }
        self.items = None;
        let (letters, above) = self.sheet.of_paragraph(paragraph.style);
        let is_heading = matches!(kind, BlockKind::Hed | BlockKind::Heading);
        let element = match kind {
            _ if is_heading => self.out.tree.add(self.section, heading_tag(level.into(), text_of(&paragraph.runs))),
            BlockKind::Quotation => {
                let quotation = self.out.tree.add(self.section, Tag::BlockQuote);
                self.out.tree.add(quotation, Tag::P)
            }
            BlockKind::Footnote | BlockKind::Endnote => self.out.tree.add(self.section, Tag::Note),
            _ => self.out.tree.add(self.section, Tag::P),
        };
        let x = if kind == BlockKind::Quotation { TEXT + INDENT } else { TEXT };
        let set = self.set(&paragraph.runs, letters, self.sheet.right() - x, element);
        let strips = self.stack(&set, x, above, is_heading);
        if let Some(number) = paragraph.number {
            let set = self.setter.line(&number.to_string(), PLACE);
            self.out.paragraphs.push(Placeable { set, element: None });
            self.beside(strips.start, &[self.out.paragraphs.len() - 1], letters.baseline());
        }
    }

    fn article_item(&mut self, paragraph: &'a Paragraph<'a>, level: u8) {
        let list = match self.items {
            Some(list) => list,
            None => self.out.tree.add(self.section, Tag::L(ListNumbering::None)),
        };
        self.items = Some(list);
        let item = self.out.tree.add(list, Tag::LI);
        let (label, body) = (self.out.tree.add(item, Tag::Lbl), self.out.tree.add(item, Tag::LBody));
        let element = self.out.tree.add(body, Tag::P);
        let (kind, above) = self.sheet.of_paragraph(Style::Article(BlockKind::ListItem, level));
        let dash = self.setter.line("– ", kind);
        self.out.paragraphs.push(Placeable { set: dash, element: Some(label) });
        let dash = self.out.paragraphs.len() - 1;
        let x = TEXT + INDENT * f32::from(level.clamp(1, 4));
        let set = self.set(&paragraph.runs, kind, self.sheet.right() - x, element);
        let strips = self.stack(&set, x, above, false);
        self.put(strips.start, dash, x - INDENT + 3.0, kind.baseline());
    }
}
