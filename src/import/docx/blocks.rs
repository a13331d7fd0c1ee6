//! Paragraphs, tables and text boxes on the walk: where a block ends, and what it is (ECMA-376 part 1, 17.3.1, 17.4).

use super::changes::Revision;
use super::props::{self, ParagraphProps, Who};
use super::roles::Role;
use super::story::{OwnMark, Story};
use super::styles::Effect;
use super::walk::{Place, Surroundings, Walk};
use crate::import::piece::Piece;
use crate::import::xml::{Element, Node, Ns};
use crate::import::{ImportError, limits};
use crate::model::BlockKind;
use crate::model::article::TrackedKind;

impl Walk<'_> {
    pub(super) fn paragraph(&mut self, element: &Element, place: &Place) -> Result<(), ImportError> {
        self.found.paragraphs += 1;
        self.story.number = self.found.paragraphs;
        self.story.last_id = self.xml.attribute(element, Ns::Word14, "paraId");
        self.story.paragraph = (ParagraphProps::default(), self.known.styles.paragraph(None));
        self.story.inside = true;
        self.content(*place)?;
        self.end_paragraph(place)?;
        self.story.inside = false;
        Ok(())
    }

    pub(super) fn paragraph_props(&mut self) -> Result<(), ImportError> {
        let props = props::paragraph(&mut self.xml)?;
        let effect = self.known.styles.paragraph(props.style.as_deref());
        self.story.paragraph = (props, effect);
        Ok(())
    }

    /// Ends a paragraph, unless the mark that ends it is deleted: then the next one goes on in the same block.
    fn end_paragraph(&mut self, place: &Place) -> Result<(), ImportError> {
        self.story.fields.end_paragraph();
        self.story.own_mark = OwnMark::None;
        let mark = &mut self.story.paragraph.0.mark;
        let (inserted, deleted) = (mark.inserted.take(), mark.deleted.take());
        if let Some(who) = deleted {
            self.over_mark(TrackedKind::Deletion, who);
            self.story.joins = true;
            return Ok(());
        }
        let before = self.story.line.text().len();
        let goes_on = inserted.map(|who| Revision { kind: TrackedKind::Insertion, who });
        let number = self.story.number;
        self.end_block(place)?;
        if let Some(revision) = goes_on {
            self.found.changes.over_mark(&revision, (number, before), (number + 1, 0));
        }
        Ok(())
    }

    fn over_mark(&mut self, kind: TrackedKind, who: Who) {
        let (number, at) = (self.story.number, self.story.line.text().len());
        self.found.changes.over_mark(&Revision { kind, who }, (number, at), (number + 1, at));
    }

    /// Makes what has been read since the last block a block. Its number is counted even where there are no words.
    pub(super) fn end_block(&mut self, place: &Place) -> Result<(), ImportError> {
        self.story.joins = false;
        let (props, effect) = std::mem::take(&mut self.story.paragraph);
        let list = props.list.or(effect.list).filter(|list| *list > 0 && place.deleted.is_none());
        let list = list.map(|list| (list, self.list_level(list, &props, &effect)));
        let styles = &self.known.styles;
        let label =
            list.and_then(|(list, level)| self.known.numbering.count(list, level, styles, &mut self.found.counters));
        let (kind, level) = kind(role(&props, &effect), list.map(|(_, level)| level), place.surroundings);
        let story = &mut self.story;
        if !story.line.is_empty() {
            let mut pieces = story.line.take_paragraphs(kind).into_iter();
            let aside = effect.role == Role::Contents;
            story.pieces.extend(pieces.next().map(|first| Piece { level, label, aside, ..first }));
            story.pieces.extend(pieces.map(|next| Piece { level, aside, ..next }));
        } else {
            story.line.take(kind);
        }
        story.pieces.append(&mut story.boxes);
        limits::check_blocks(story.pieces.len())
    }

    fn list_level(&self, list: i64, props: &ParagraphProps, effect: &Effect) -> u8 {
        let by_style = || self.known.numbering.level_of_style(list, props.style.as_deref()?);
        props.list_level.or_else(by_style).or(effect.list_level).unwrap_or(0)
    }

    pub(super) fn table(&mut self, place: &Place) -> Result<(), ImportError> {
        self.found.left_out.tables += 1;
        // A paragraph whose mark is deleted does not reach into a table.
        self.end_block(place)?;
        let inside = Place { surroundings: Surroundings::Cell, ..*place };
        self.content(inside)?;
        self.end_block(&inside)
    }

    /// A row or a cell, which ends what is in it. Changes of the whole of it end with it.
    pub(super) fn cell(&mut self, place: &Place) -> Result<(), ImportError> {
        let outside = self.revisions.len();
        self.content(*place)?;
        self.revisions.truncate(outside);
        self.end_block(place)
    }

    /// The properties of a row or a cell: it may be put in or taken out as a whole (17.13.5.13, 17.13.5.1).
    pub(super) fn table_props(&mut self, place: &mut Place) -> Result<(), ImportError> {
        while let Some(Node::Start(element)) = props::element_or_end(&mut self.xml)? {
            let kind = match element.name() {
                (Ns::Word, "ins" | "cellIns") => Some(TrackedKind::Insertion),
                (Ns::Word, "del" | "cellDel") => Some(TrackedKind::Deletion),
                _ => None,
            };
            if let Some(kind) = kind {
                let at = Some(self.revisions.len());
                self.revisions.push(Revision { kind, who: props::who(&self.xml, &element) });
                match kind {
                    TrackedKind::Insertion => place.inserted = at,
                    TrackedKind::Deletion => place.deleted = at,
                }
            }
            self.xml.skip()?;
        }
        Ok(())
    }

    /// A text box is a text of its own; its blocks come behind the paragraph that it hangs on.
    pub(super) fn text_box(&mut self, place: &Place) -> Result<(), ImportError> {
        let outside = std::mem::take(&mut self.story);
        let inside = Place {
            surroundings: Surroundings::Box,
            inserted: place.inserted,
            deleted: place.deleted,
            ..Place::default()
        };
        self.content(inside)?;
        self.end_block(&inside)?;
        let Story { pieces, .. } = std::mem::replace(&mut self.story, outside);
        self.story.boxes.extend(pieces);
        limits::check_blocks(self.story.boxes.len())
    }
}

/// What a paragraph is: its own level in the outline, then its style.
fn role(props: &ParagraphProps, effect: &Effect) -> Role {
    match (effect.role, props.outline) {
        (Role::Body, Some(level)) => Role::at_outline(level),
        (Role::Heading(_), Some(level)) => Role::at_outline(level),
        (role, _) => role,
    }
}

/// The kind of a block, and its level.
fn kind(role: Role, list: Option<u8>, surroundings: Surroundings) -> (BlockKind, Option<u8>) {
    match role {
        Role::Title => (BlockKind::Hed, None),
        Role::Subtitle => (BlockKind::Dek, None),
        Role::Heading(level) => (BlockKind::Heading, Some(level)),
        Role::Caption => (BlockKind::Caption, None),
        Role::Quotation => (BlockKind::Quotation, None),
        Role::Preformatted => (BlockKind::Preformatted, None),
        Role::Item(level) => (BlockKind::ListItem, Some(list.map_or(level, |level| level.saturating_add(1)))),
        Role::Body | Role::Contents => match (list, surroundings) {
            (Some(level), _) => (BlockKind::ListItem, Some(level.saturating_add(1))),
            (None, Surroundings::Body) => (BlockKind::Paragraph, None),
            (None, Surroundings::Cell) => (BlockKind::TableCell, None),
            (None, Surroundings::Box) => (BlockKind::TextBox, None),
        },
    }
}
