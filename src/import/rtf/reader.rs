//! Groups of a rich text: what holds in them, and what ends with them.

use super::codepage::Page;
use super::comments::Comments;
use super::flow::{Flow, joined};
use super::fonts::Fonts;
use super::lists::Lists;
use super::state::{Begins, Destination, Part, State, Value, begins};
use super::styles::Styles;
use super::token::Token;
use crate::import::document::Document;
use crate::import::piece::{Marked, Piece};
use crate::import::{ImportError, limits};
use crate::model::BlockKind;
use encoding_rs::WINDOWS_1252;

/// What was left out of a text, or is unsure.
#[derive(Clone, Debug, Default)]
pub struct LeftOut {
    /// How many pictures.
    pub pictures: usize,
    /// How many objects of other programs.
    pub objects: usize,
    /// How many equations.
    pub equations: usize,
    /// How many tables were taken apart into their cells.
    pub tables: usize,
    /// How many characters of fonts that hold pictures.
    pub signs: usize,
    /// True when there was text that is not shown.
    pub hidden: bool,
    /// True when there was text at the top or bottom of every page.
    pub heads: bool,
    /// True when bytes stood for no characters.
    pub unreadable: bool,
    /// True when groups were still open at the end.
    pub cut_short: bool,
}

/// What was found in a rich text.
#[derive(Debug)]
pub struct Found {
    /// Its text.
    pub document: Document,
    /// The title that it says it has.
    pub title: String,
    /// What is not in the text.
    pub left_out: LeftOut,
}

/// Reads token by token.
#[derive(Debug)]
pub struct Reader {
    /// The groups that are open, the innermost last; never empty before the end.
    outer: Vec<State>,
    pub(super) state: State,
    /// The texts around the one that is being read.
    outer_flows: Vec<Flow>,
    pub(super) flow: Flow,
    pub(super) document: Document,
    pub(super) comments: Comments,
    pub(super) fonts: Fonts,
    pub(super) styles: Styles,
    pub(super) lists: Lists,
    /// Those who made changes, each followed by a semicolon.
    pub(super) revisions: String,
    pub(super) authors: Vec<String>,
    /// The text of the innermost group that is kept aside.
    pub(super) value: String,
    title: String,
    /// Code page of the document.
    pub(super) page: Page,
    pub(super) default_font: Option<i32>,
    /// Bytes of text that are not yet characters.
    pub(super) bytes: Vec<u8>,
    /// How many characters are still to be stepped over after a Unicode character.
    pub(super) skip: usize,
    /// The first half of a character beyond 16 bits.
    pub(super) half: Option<u16>,
    pub(super) blocks: usize,
    pub(super) in_table: bool,
    pub(super) left_out: LeftOut,
    done: bool,
}

impl Default for Reader {
    fn default() -> Self {
        let page = Page::Web(WINDOWS_1252);
        Self {
            outer: Vec::new(),
            state: State::new(page),
            outer_flows: Vec::new(),
            flow: Flow::default(),
            document: Document::default(),
            comments: Comments::default(),
            fonts: Fonts::default(),
            styles: Styles::default(),
            lists: Lists::default(),
            revisions: String::new(),
            authors: Vec::new(),
            value: String::new(),
            title: String::new(),
            page,
            default_font: None,
            bytes: Vec::new(),
            skip: 0,
            half: None,
            blocks: 0,
            in_table: false,
            left_out: LeftOut::default(),
            done: false,
        }
    }
}

impl Reader {
    /// Takes the next token.
    ///
    /// # Errors
    /// When groups are nested too deep, or there are too many blocks.
    pub fn take(&mut self, token: Token) -> Result<(), ImportError> {
        let fresh = std::mem::take(&mut self.state.fresh);
        match token {
            Token::Open => self.open()?,
            Token::Close => self.close(),
            Token::Text(text) => self.raw_text(text),
            Token::Byte(byte) => self.raw_text(&[byte]),
            Token::Word(name, number) => self.control_word(name, number),
            Token::Sign(b'*') => self.state.starred = fresh,
            Token::Sign(sign) => self.control_sign(sign),
        }
        limits::check_blocks(self.blocks)
    }

    /// True when the group that is the whole text has ended.
    pub fn is_done(&self) -> bool {
        self.done
    }

    fn open(&mut self) -> Result<(), ImportError> {
        self.flush();
        self.skip = 0;
        if self.outer.len() >= limits::GROUP_DEPTH {
            return Err(ImportError::TooDeep);
        }
        if self.state.destination == Destination::Styles && self.state.entered {
            self.styles.begin();
        }
        self.outer.push(self.state);
        self.state = self.state.inner();
        Ok(())
    }

    fn close(&mut self) {
        self.flush();
        self.skip = 0;
        let ended = self.state;
        if let Some(part) = ended.part {
            self.finish_part(part);
        } else if ended.entered {
            self.finish_destination(ended.destination);
        }
        if self.outer.len() <= 1 {
            self.end_paragraph();
        }
        match self.outer.pop() {
            Some(state) => self.state = state,
            None => self.done = true,
        }
        self.done |= self.outer.is_empty();
    }

    /// Begins what a control word names, and returns whether it names anything.
    pub(super) fn begin(&mut self, name: &str) -> bool {
        let Some(begins) = begins(name, self.state.destination) else { return false };
        match begins {
            Begins::Destination(destination) => self.enter(destination),
            Begins::Part(part) => self.begin_part(part),
            Begins::Picture => self.leave_out(|left_out| &mut left_out.pictures, Destination::Skip),
            Begins::Object => self.leave_out(|left_out| &mut left_out.objects, Destination::Frame),
            Begins::Equation => self.leave_out(|left_out| &mut left_out.equations, Destination::Skip),
        }
        true
    }

    fn enter(&mut self, destination: Destination) {
        self.state.destination = destination;
        self.state.entered = true;
        match destination {
            Destination::Value(_) => self.value.clear(),
            Destination::ListText => self.flow.label.clear(),
            _ => {}
        }
    }

    fn leave_out(&mut self, what: impl FnOnce(&mut LeftOut) -> &mut usize, destination: Destination) {
        *what(&mut self.left_out) += 1;
        self.enter(destination);
    }

    /// A note, comment or box begins. What is hidden or was taken out has none.
    fn begin_part(&mut self, part: Part) {
        if self.state.hidden || self.state.deleted.on {
            return self.enter(Destination::Skip);
        }
        self.outer_flows.push(std::mem::take(&mut self.flow));
        self.state = self.state.of_part(part);
    }

    fn finish_part(&mut self, part: Part) {
        self.end_paragraph();
        let outer = self.outer_flows.pop().unwrap_or_default();
        let flow = std::mem::replace(&mut self.flow, outer);
        let kind = if flow.endnote { BlockKind::Endnote } else { BlockKind::Footnote };
        let pieces = flow.into_pieces();
        match part {
            Part::Note => self.put_note(joined(pieces, kind)),
            Part::Comment => {
                let text = joined(pieces, kind).text;
                let marks = self.comments.finish(text);
                marks.into_iter().for_each(|mark| self.flow.line.mark(mark));
            }
            Part::Box => self.flow.put_box(pieces),
        }
    }

    fn put_note(&mut self, note: Piece) {
        self.flow.line.mark(Marked::Note(self.document.notes.len()));
        self.document.notes.push(note);
    }

    fn finish_destination(&mut self, destination: Destination) {
        match destination {
            Destination::Revisions => {
                self.authors = self.revisions.split(';').map(|name| name.trim().to_owned()).collect();
            }
            Destination::Value(value) => self.finish_value(value),
            _ => {}
        }
    }

    fn finish_value(&mut self, value: Value) {
        let text = std::mem::take(&mut self.value);
        match value {
            Value::Title => self.title = text,
            Value::SpanStart => self.flow.line.mark(self.comments.start(&text)),
            Value::SpanEnd => self.flow.line.mark(self.comments.end(&text)),
            _ => self.comments.value(value, &text),
        }
    }

    /// All that was found.
    ///
    /// # Errors
    /// When there are too many blocks.
    pub fn finish(mut self) -> Result<Found, ImportError> {
        self.left_out.cut_short = !self.done;
        while !self.done {
            self.close();
        }
        limits::check_blocks(self.blocks)?;
        let mut document = self.document;
        document.pieces = self.flow.into_pieces();
        self.comments.settle(&mut document);
        Ok(Found { document, title: self.title, left_out: self.left_out })
    }
}
