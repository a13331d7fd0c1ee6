//! The content of a text document: blocks inside blocks, read from beginning to end (ODF 1.3 part 3, 4 to 6 and 9).
//! Elements nest no deeper than [`crate::import::limits::XML_DEPTH`], which bounds the walk.

use super::changes::Changes;
use super::comments::Comments;
use super::left::Left;
use super::manifest::Manifest;
use super::styles::{Role, Styles};
use crate::import::document::Document;
use crate::import::line::Line;
use crate::import::piece::{Mark, Piece};
use crate::import::recognise::Foreign;
use crate::import::xml::{Element, Node, Ns, Xml};
use crate::import::{ImportError, limits};
use crate::model::BlockKind;

/// Reads the content of one document.
pub struct Reader<'a> {
    pub(super) xml: Xml<'a>,
    pub(super) styles: &'a Styles,
    pub(super) manifest: &'a Manifest,
    /// The blocks that are done.
    pub(super) pieces: Vec<Piece>,
    pub(super) notes: Vec<Piece>,
    pub(super) comments: Comments,
    pub(super) changes: Changes,
    pub(super) left: Left,
    /// In how many elements around this point words are not shown.
    pub(super) hidden: usize,
    /// Characters of words so far.
    written: usize,
}

/// What surrounds a block.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub(super) kind: BlockKind,
    lists: u8,
    aside: bool,
}

/// The article's own text.
pub const BODY: Place = Place { kind: BlockKind::Paragraph, lists: 0, aside: false };

impl Place {
    /// Inside something of this kind, such as a cell.
    pub(super) fn within(self, kind: BlockKind) -> Self {
        Self { kind, lists: 0, ..self }
    }
}

/// A paragraph while it is read.
#[derive(Default)]
pub struct Paragraph {
    pub(super) line: Line,
    /// True where a blank of the source is one too many.
    pub(super) blank: bool,
    /// True when a field in it hides all of it.
    pub(super) hidden: bool,
}

/// What is put by while something is read that is no part of the text around it.
pub struct Outside {
    pieces: Vec<Piece>,
    open: Vec<usize>,
    hidden: usize,
}

impl<'a> Reader<'a> {
    /// Begins at the start of the content.
    pub fn new(content: &'a str, styles: &'a Styles, manifest: &'a Manifest) -> Self {
        Self {
            xml: Xml::new(content),
            styles,
            manifest,
            pieces: Vec::new(),
            notes: Vec::new(),
            comments: Comments::default(),
            changes: Changes::default(),
            left: Left::default(),
            hidden: 0,
            written: 0,
        }
    }

    /// Reads to the end.
    ///
    /// # Errors
    /// When it is no XML, is no text document, or is too long.
    pub fn read(mut self) -> Result<(Document, Left), ImportError> {
        while let Some(node) = self.xml.next()? {
            let Node::Start(element) = node else { continue };
            match element.name() {
                (Ns::Office, "body") => self.children(BODY)?,
                (Ns::Office, "document" | "document-content") => {}
                _ => self.xml.skip()?,
            }
        }
        let pieces = self.pieces.iter_mut().chain(&mut self.notes);
        let comments = self.comments.finish(pieces);
        let changes = self.changes.finish();
        Ok((Document { pieces: self.pieces, notes: self.notes, comments, changes }, self.left))
    }

    /// Reads the blocks inside the element that has just begun; passes over its end.
    pub(super) fn children(&mut self, place: Place) -> Result<(), ImportError> {
        while let Some(node) = self.xml.next()? {
            match node {
                Node::Start(element) => self.block(&element, place)?,
                Node::End => break,
                Node::Text(_) => {}
            }
        }
        Ok(())
    }

    /// Reads one element that stands among blocks.
    pub(super) fn block(&mut self, element: &Element, place: Place) -> Result<(), ImportError> {
        match element.name() {
            (Ns::OdfText, "p") => self.paragraph(element, place, None),
            (Ns::OdfText, "h") => {
                let level = self.level(element, &["outline-level", "level"]);
                self.paragraph(element, place, Some(level))
            }
            (Ns::OdfText, "list" | "ordered-list" | "unordered-list") => {
                self.children(Place { lists: place.lists.saturating_add(1), ..place })
            }
            (Ns::OdfText, "list-item" | "list-header") => self.children(item(place, place.lists)),
            (Ns::OdfText, "numbered-paragraph") => {
                let level = self.level(element, &["list-level", "level"]);
                self.children(item(place, level))
            }
            (Ns::OdfText, "section") => self.section(element, place),
            (Ns::OdfText, "tracked-changes") => self.tracked_changes(),
            (Ns::OdfText, name) if is_index(name) => self.children(Place { aside: true, ..place }),
            (Ns::OdfText, name) if is_no_text(name) => self.xml.skip(),
            (Ns::OdfTable, "table") => {
                self.left.tables += 1;
                self.children(place.within(BlockKind::TableCell))
            }
            // What a merged cell covers is not shown.
            (Ns::OdfTable, "covered-table-cell") => self.unseen(true, |reader| reader.children(place)),
            (Ns::OdfTable, "title" | "desc") | (Ns::OdfForm, _) => self.xml.skip(),
            (Ns::Office, "forms" | "event-listeners" | "scripts" | "dde-source") => self.xml.skip(),
            (Ns::Office, "spreadsheet" | "presentation" | "drawing" | "chart" | "image") => {
                Err(ImportError::Foreign(Foreign::Office))
            }
            (Ns::OdfDraw, _) => self.drawing(element, place),
            (Ns::OdfSvg, "title" | "desc") => self.description(),
            (Ns::OdfText, "change" | "change-start" | "change-end") | (Ns::Office, "annotation" | "annotation-end") => {
                self.mark_between(element, place)
            }
            _ => self.children(place),
        }
    }

    fn section(&mut self, element: &Element, place: Place) -> Result<(), ImportError> {
        let display = self.xml.attribute(element, Ns::OdfText, "display");
        let hidden = display.as_deref() == Some("none") || self.is(element, "is-hidden");
        self.unseen(hidden, |reader| reader.children(place))
    }

    /// A mark between two blocks stands at the end of the first.
    fn mark_between(&mut self, element: &Element, place: Place) -> Result<(), ImportError> {
        let mut paragraph = Paragraph::default();
        self.inline(element, &mut paragraph, place)?;
        self.push(paragraph.line.take(place.kind));
        Ok(())
    }

    fn paragraph(&mut self, element: &Element, place: Place, level: Option<u8>) -> Result<(), ImportError> {
        let style = self.xml.attribute(element, Ns::OdfText, "style-name").unwrap_or_default();
        let role = self.styles.role(&style);
        let mut paragraph = Paragraph { blank: true, ..Paragraph::default() };
        let hidden = self.styles.hides_paragraph(&style);
        self.unseen(hidden, |reader| reader.content(&mut paragraph, place))?;
        let (kind, level) = kind(place, role, level);
        let mut piece = Piece { level, aside: place.aside, ..paragraph.line.take(kind) };
        if paragraph.hidden {
            self.left.hidden |= !piece.text.is_empty();
            piece.text.clear();
            piece.marks.iter_mut().for_each(|mark| mark.at = 0);
        }
        self.push(piece);
        self.changes.write("\n");
        Ok(())
    }

    /// Reads what stands in the lines of a paragraph; passes over the end of the element.
    pub(super) fn content(&mut self, paragraph: &mut Paragraph, place: Place) -> Result<(), ImportError> {
        while let Some(node) = self.xml.next()? {
            match node {
                Node::Start(element) => self.inline(&element, paragraph, place)?,
                Node::End => break,
                Node::Text(text) => self.text(&text, paragraph)?,
            }
        }
        Ok(())
    }

    /// Words of the source, in which runs of blanks are one and those at the start none (ODF 1.3 part 3, 6.1.2).
    fn text(&mut self, text: &str, paragraph: &mut Paragraph) -> Result<(), ImportError> {
        let mut words = String::with_capacity(text.len());
        for c in text.chars() {
            if !matches!(c, ' ' | '\t' | '\n' | '\r') {
                words.push(c);
                paragraph.blank = false;
            } else if !paragraph.blank {
                words.push(' ');
                paragraph.blank = true;
            }
        }
        self.write(&words, paragraph)
    }

    /// Appends words as they are.
    pub(super) fn write(&mut self, words: &str, paragraph: &mut Paragraph) -> Result<(), ImportError> {
        if self.hidden > 0 {
            self.left.hidden |= !words.trim().is_empty();
            return Ok(());
        }
        self.written += words.chars().count();
        let (characters, limit) = (self.written, limits::DOCUMENT_CHARACTERS);
        if characters > limit {
            return Err(ImportError::TooLong { characters, limit });
        }
        paragraph.line.push(words);
        self.changes.write(words);
        Ok(())
    }

    /// Reads with `read` what is not shown, if so.
    pub(super) fn unseen(
        &mut self,
        hidden: bool,
        read: impl FnOnce(&mut Self) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        self.hidden += usize::from(hidden);
        let done = read(self);
        self.hidden -= usize::from(hidden);
        done
    }

    /// What follows is no part of the text around it, such as a note.
    pub(super) fn leave(&mut self) -> Outside {
        Outside {
            pieces: std::mem::take(&mut self.pieces),
            open: self.changes.pause(),
            hidden: std::mem::take(&mut self.hidden),
        }
    }

    /// Back in the text around it: what was read meanwhile, as one text.
    pub(super) fn come_back(&mut self, outside: Outside) -> Piece {
        self.changes.resume(outside.open);
        self.hidden = outside.hidden;
        join(std::mem::replace(&mut self.pieces, outside.pieces))
    }

    pub(super) fn push(&mut self, piece: Piece) {
        if !piece.text.is_empty() || !piece.marks.is_empty() {
            self.pieces.push(piece);
        }
    }

    fn level(&self, element: &Element, names: &[&str]) -> u8 {
        let value = names.iter().find_map(|name| self.xml.attribute(element, Ns::OdfText, name));
        value.and_then(|value| value.parse().ok()).map_or(1, |level: u8| level.max(1))
    }

    /// True when the element says so of itself.
    pub(super) fn is(&self, element: &Element, attribute: &str) -> bool {
        self.xml.attribute(element, Ns::OdfText, attribute).as_deref() == Some("true")
    }
}

/// A table of contents or an index, which repeats what the text says; a bibliography is text.
fn is_index(name: &str) -> bool {
    matches!(
        name,
        "table-of-content"
            | "illustration-index"
            | "table-index"
            | "object-index"
            | "user-index"
            | "alphabetical-index"
    )
}

/// Declarations, patterns of indexes, and the labels that number paragraphs.
fn is_no_text(name: &str) -> bool {
    name.ends_with("-decls") || name.ends_with("-source") || matches!(name, "number" | "script")
}

fn item(place: Place, level: u8) -> Place {
    Place { kind: BlockKind::ListItem, lists: level, ..place }
}

/// What a paragraph is, and its level: by its style, by the element that it is, by what it stands in.
fn kind(place: Place, role: Option<Role>, heading: Option<u8>) -> (BlockKind, Option<u8>) {
    let in_text = matches!(place.kind, BlockKind::Paragraph | BlockKind::TextBox);
    match (role, heading) {
        (Some(Role::Hed), _) => (BlockKind::Hed, None),
        (Some(Role::Dek), _) => (BlockKind::Dek, None),
        (_, Some(level)) => (BlockKind::Heading, Some(level)),
        (Some(Role::Heading(level)), None) if in_text => (BlockKind::Heading, Some(level)),
        (Some(Role::Caption), None) => (BlockKind::Caption, None),
        (Some(Role::Quotation), None) if in_text => (BlockKind::Quotation, None),
        (Some(Role::Preformatted), None) if in_text => (BlockKind::Preformatted, None),
        _ if place.kind == BlockKind::ListItem => (BlockKind::ListItem, Some(place.lists.max(1))),
        _ => (place.kind, None),
    }
}

/// One text of several blocks, a line each, with their marks.
fn join(pieces: Vec<Piece>) -> Piece {
    let mut joined = Piece::new(BlockKind::Paragraph, "");
    for piece in pieces {
        if !joined.text.is_empty() && !piece.text.is_empty() {
            joined.text.push('\n');
        }
        let start = joined.text.len();
        joined.marks.extend(piece.marks.iter().map(|mark| Mark { at: start + mark.at, ..*mark }));
        joined.text.push_str(&piece.text);
    }
    joined
}
