//! Bytes → characters → paragraphs.

use super::codepage::{Page, symbol};
use super::flow::OpenChange;
use super::reader::Reader;
use super::state::{Destination, Revision};
use super::time;
use crate::import::piece::Marked;
use crate::model::article::{TrackedChange, TrackedKind};
use crate::model::{BlockKind, Extra};

impl Reader {
    /// Takes bytes of text. Those that say a Unicode character once more for older programs are stepped over.
    pub(super) fn raw_text(&mut self, text: &[u8]) {
        self.state.starred = false;
        let skipped = self.skip.min(text.len());
        self.skip -= skipped;
        if self.state.destination != Destination::Skip {
            self.bytes.extend_from_slice(text.get(skipped..).unwrap_or_default());
        }
    }

    /// Turns the bytes so far into characters. Everything that changes how they are read does so first.
    pub(super) fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let text = self.state.page.decode(&bytes);
        if self.state.destination == Destination::Body {
            self.left_out.unreadable |= text.contains('\u{fffd}');
            if self.state.page == Page::Pictures {
                self.left_out.signs += bytes.iter().filter(|byte| !byte.is_ascii_whitespace()).count();
            }
        }
        self.text(&text);
        self.bytes = bytes;
        self.bytes.clear();
    }

    /// Takes a unit of UTF-16 (`\u`): a character, or half of one.
    pub(super) fn unit(&mut self, unit: u16) {
        let first = self.half.take();
        let units: &[u16] = match first {
            Some(first) => &[first, unit],
            None if (0xd800..0xdc00).contains(&unit) => {
                self.half = Some(unit);
                return;
            }
            None => &[unit],
        };
        for c in char::decode_utf16(units.iter().copied()) {
            let c = c.unwrap_or('\u{fffd}');
            let c = if matches!(c, '\u{f020}'..='\u{f0ff}') { self.private(c) } else { Some(c) };
            c.into_iter().for_each(|c| self.text(c.encode_utf8(&mut [0; 4])));
        }
    }

    /// A character of a symbol font, by its private number.
    fn private(&mut self, c: char) -> Option<char> {
        let byte = u8::try_from(u32::from(c) & 0xff).unwrap_or_default();
        match self.state.page {
            Page::Symbol => Some(symbol(byte)),
            // The bullet of the font “Symbol” is often named without the font.
            _ if byte == 0xb7 => Some('•'),
            _ => {
                self.left_out.signs += usize::from(self.state.destination == Destination::Body);
                None
            }
        }
    }

    /// Takes characters to where text goes.
    pub(super) fn text(&mut self, text: &str) {
        match self.state.destination {
            Destination::Body => self.body_text(text),
            Destination::Heads => self.left_out.heads |= !text.trim().is_empty(),
            Destination::Fonts => self.fonts.text(text),
            Destination::Styles => self.styles.text(text),
            Destination::Revisions => self.revisions.push_str(text),
            Destination::LevelText => self.lists.template(text),
            Destination::ListText => self.flow.label.push_str(text),
            Destination::Value(_) => self.value.push_str(text),
            Destination::Skip
            | Destination::Frame
            | Destination::Lists
            | Destination::Overrides
            | Destination::Info
            | Destination::Time => {}
        }
    }

    fn body_text(&mut self, text: &str) {
        let state = &self.state;
        if state.hidden {
            self.left_out.hidden |= !text.trim().is_empty();
        } else if state.deleted.on {
            self.change(TrackedKind::Deletion, state.deleted, text);
        } else {
            if state.inserted.on {
                self.change(TrackedKind::Insertion, state.inserted, text);
            } else {
                self.flow.change = None;
            }
            self.flow.line.push(text);
        }
    }

    /// Adds to a tracked change, or begins one here.
    fn change(&mut self, kind: TrackedKind, revision: Revision, text: &str) {
        let Revision { author, time, .. } = revision;
        let open = self.flow.change.filter(|open| (open.kind, open.author, open.time) == (kind, author, time));
        let place = open.map_or(self.document.changes.len(), |open| open.place);
        if open.is_none() {
            self.flow.line.mark(Marked::Change(place));
            self.document.changes.push(TrackedChange {
                kind,
                author: self.authors.get(author).cloned().unwrap_or_default(),
                date: time::packed(i64::from(time)),
                start: 0,
                text: String::new(),
                extra: Extra::new(),
            });
        }
        self.flow.change = Some(OpenChange { kind, author, time, place });
        if let Some(change) = self.document.changes.get_mut(place) {
            change.text.push_str(text);
        }
    }

    /// Ends the paragraph, unless its end was taken out or is hidden, so that the next carries it on.
    pub(super) fn paragraph_mark(&mut self) {
        if self.state.destination != Destination::Body {
            return;
        }
        if self.state.deleted.on {
            return self.change(TrackedKind::Deletion, self.state.deleted, "\n");
        }
        self.end_paragraph();
    }

    /// Ends the paragraph as what its style, list and place make it.
    pub(super) fn end_paragraph(&mut self) {
        let (kind, level) = self.kind();
        let counted = self.list_number();
        let label = if kind == BlockKind::TableCell { String::new() } else { counted };
        self.end(kind, level, &label);
        self.in_table &= kind == BlockKind::TableCell;
    }

    /// Ends a cell of a table.
    pub(super) fn end_cell(&mut self) {
        if self.state.destination != Destination::Body {
            return;
        }
        self.list_number();
        self.end(BlockKind::TableCell, None, "");
        self.left_out.tables += usize::from(!self.in_table);
        self.in_table = true;
    }

    fn end(&mut self, kind: BlockKind, level: Option<u8>, label: &str) {
        self.half = None;
        self.skip = 0;
        self.blocks += usize::from(self.flow.end(kind, level, label));
    }

    fn kind(&self) -> (BlockKind, Option<u8>) {
        let paragraph = &self.state.paragraph;
        if paragraph.in_table {
            return (BlockKind::TableCell, None);
        }
        let outline = paragraph.outline.map(|level| (BlockKind::Heading, Some(level)));
        if let Some(kind) = self.styles.kind(paragraph.style).or(outline) {
            return kind;
        }
        if paragraph.list != 0 || !self.flow.label.is_empty() {
            let level = u8::try_from(paragraph.level).unwrap_or(u8::MAX).saturating_add(1);
            return (BlockKind::ListItem, Some(level));
        }
        (BlockKind::Paragraph, None)
    }

    /// What stands before a paragraph of a list: counted by the list table or, where the file has none, as it is printed.
    /// Bullets say nothing.
    fn list_number(&mut self) -> String {
        let paragraph = self.state.paragraph;
        let counted = if paragraph.list == 0 { None } else { self.lists.count(paragraph.list, paragraph.level) };
        counted.unwrap_or_else(|| {
            let label = self.flow.label.trim();
            // The letter “o” is a bullet in a typewriter’s font; a number in letters has a stop or bracket.
            let says = label.chars().any(char::is_alphanumeric)
                && (label.chars().count() > 1 || label.chars().all(char::is_numeric));
            if says { label.to_owned() } else { String::new() }
        })
    }
}
