//! What control words and symbols do (RTF 1.9.1, appendix B).

use super::codepage::Page;
use super::reader::Reader;
use super::state::{Destination, Paragraph, Revision, character};
use super::styles::outline_level;
use encoding_rs::MACINTOSH;

impl Reader {
    /// Takes a control symbol.
    pub(super) fn control_sign(&mut self, sign: u8) {
        let stands_for = match sign {
            b'\\' | b'{' | b'}' => return self.raw_text(&[sign]),
            b'~' => "\u{a0}",
            b'_' => "\u{2011}",
            b'\t' => "\t",
            b'\r' | b'\n' => {
                self.flush();
                return self.paragraph_mark();
            }
            _ => return,
        };
        self.special(stands_for);
    }

    /// Takes a control word.
    pub(super) fn control_word(&mut self, name: &str, number: Option<i32>) {
        if let Some(text) = character(name) {
            return self.special(text);
        }
        self.flush();
        let starred = std::mem::take(&mut self.state.starred);
        if self.begin(name) {
            return;
        }
        if starred && !matches!(self.state.destination, Destination::Skip | Destination::Heads) {
            self.state.destination = Destination::Skip;
            return;
        }
        match self.state.destination {
            Destination::Fonts => self.fonts.word(name, number),
            Destination::Styles => self.styles.word(name, number),
            Destination::Lists => self.lists.table_word(name, number),
            Destination::Overrides => self.lists.override_word(name, number),
            Destination::Time => self.comments.time(name, number),
            Destination::Skip => return,
            _ => self.document_word(name, number),
        }
        self.text_word(name, number);
    }

    /// A character that has a control word; it may be what an older program shows for a Unicode character.
    fn special(&mut self, text: &str) {
        self.flush();
        self.state.starred = false;
        if self.skip > 0 {
            self.skip -= 1;
        } else {
            self.text(text);
        }
    }

    /// Control words that say how bytes and units are read, which hold in every destination.
    fn text_word(&mut self, name: &str, number: Option<i32>) {
        match name {
            "u" => {
                let unit = number.unwrap_or(0);
                // Units from 32768 on are written as negative numbers, by some programs as what they are.
                self.unit(u16::try_from(unit & 0xffff).unwrap_or_default());
                self.skip = self.state.fallback;
            }
            "uc" => self.state.fallback = number.and_then(|count| usize::try_from(count).ok()).unwrap_or(1),
            _ => {}
        }
    }

    fn document_word(&mut self, name: &str, number: Option<i32>) {
        match name {
            "ansicpg" => self.set_page(number.and_then(Page::by_number)),
            "mac" => self.set_page(Some(Page::Web(MACINTOSH))),
            "pc" => self.set_page(Page::by_number(437)),
            "pca" => self.set_page(Page::by_number(850)),
            "deff" => self.default_font = number,
            "ftnalt" => self.flow.endnote = true,
            "par" | "sect" => self.paragraph_mark(),
            "page" | "column" => self.break_page(),
            "cell" | "nestcell" => self.end_cell(),
            "row" | "nestrow" if self.state.destination == Destination::Body && !self.flow.line.is_empty() => {
                self.end_cell();
            }
            "f" => self.state.page = self.fonts.page(number.unwrap_or(0), self.page),
            "plain" => self.plain(),
            "v" => self.state.hidden = number != Some(0),
            _ => {
                self.paragraph_word(name, number);
                self.revision_word(name, number);
            }
        }
    }

    fn set_page(&mut self, page: Option<Page>) {
        if let Some(page) = page {
            (self.page, self.state.page) = (page, page);
        }
    }

    /// A break inside a paragraph parts it.
    fn break_page(&mut self) {
        if self.state.destination == Destination::Body && !self.flow.line.text().trim().is_empty() {
            self.end_paragraph();
        }
    }

    fn plain(&mut self) {
        let font = self.default_font.map(|font| self.fonts.page(font, self.page));
        self.state.page = font.unwrap_or(self.page);
        self.state.hidden = false;
        (self.state.inserted, self.state.deleted) = (Revision::default(), Revision::default());
    }

    fn paragraph_word(&mut self, name: &str, number: Option<i32>) {
        let paragraph = &mut self.state.paragraph;
        let value = number.unwrap_or(0);
        match name {
            "pard" => *paragraph = Paragraph::default(),
            "s" => paragraph.style = value,
            "outlinelevel" => paragraph.outline = outline_level(value),
            "ls" => paragraph.list = value,
            "ilvl" => paragraph.level = usize::try_from(value).unwrap_or(0),
            "intbl" => paragraph.in_table = number != Some(0),
            "itap" => paragraph.in_table = value > 0,
            _ => {}
        }
    }

    /// Tracked changes; a passage that was moved was taken out here and put in there.
    fn revision_word(&mut self, name: &str, number: Option<i32>) {
        let state = &mut self.state;
        let (on, value) = (number != Some(0), number.unwrap_or(0));
        let author = usize::try_from(value).unwrap_or(usize::MAX);
        match name {
            "revised" | "mvt" => state.inserted.on = on,
            "deleted" | "mvf" => state.deleted.on = on,
            "revauth" => state.inserted.author = author,
            "revauthdel" => state.deleted.author = author,
            "revdttm" => state.inserted.time = value,
            "revdttmdel" => state.deleted.time = value,
            "mvauth" => (state.inserted.author, state.deleted.author) = (author, author),
            "mvdate" => (state.inserted.time, state.deleted.time) = (value, value),
            _ => {}
        }
    }
}
