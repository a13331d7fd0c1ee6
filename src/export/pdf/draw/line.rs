//! A line of letters, with what it is in the structure tree.

use super::{Link, Painter, fill, marks};
use crate::export::flow::Look;
use crate::export::pdf::compose::Placeable;
use crate::export::pdf::look::{INK, Ink, SOFT, WRONG, ink_of};
use crate::export::pdf::set::{Paragraph, Piece};
use crate::export::pdf::tree::Element;
use crate::export::pdf::words::{Goal, Stretch};
use krilla::geom::{Point, Rect};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag, Tag, TextDecorationType};

impl<'a> Painter<'_, 'a, '_> {
    /// Draws a line at this place; `again` when it was read before, as a row of headings that is repeated.
    pub(super) fn line(&mut self, surface: &mut Surface, index: usize, line: usize, at: Point, again: bool) {
        let composed = self.composed;
        let Some(Placeable { set, element }) = composed.paragraphs.get(index) else { return };
        let pieces = set.pieces(line, &mut self.setter.fonts);
        if pieces.is_empty() {
            return;
        }
        match element {
            Some(element) if !again => self.read(surface, (index, set, *element), &pieces, at),
            _ => {
                surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)));
                pieces.iter().for_each(|piece| letters(surface, set, piece, at));
                surface.end_tagged();
            }
        }
        marks::under(surface, set, &pieces, at);
    }

    /// Draws letters that are not read.
    pub(super) fn plain(&mut self, surface: &mut Surface, set: &Paragraph, at: Point) {
        for piece in set.pieces(0, &mut self.setter.fonts) {
            letters(surface, set, &piece, at);
        }
    }

    /// Draws letters, those together that are read alike.
    fn read(
        &mut self,
        surface: &mut Surface,
        paragraph: (usize, &Paragraph<'a>, Element),
        pieces: &[Piece],
        at: Point,
    ) {
        let (_, set, _) = paragraph;
        let stretch = |piece: &Piece| set.words.stretches.get(piece.stretch).copied().unwrap_or_default();
        for group in pieces.chunk_by(|one, other| is_read_alike(&stretch(one), &stretch(other))) {
            let Some(first) = group.first() else { continue };
            let look = stretch(first);
            let language = self.about.language.filter(|_| look.look.article);
            let span = SpanTag::empty().with_lang(language).with_alt_text(look.aloud);
            let drawn = surface.start_tagged(ContentTag::Span(span));
            group.iter().for_each(|piece| letters(surface, set, piece, at));
            surface.end_tagged();
            let element = self.element(paragraph, first.stretch);
            self.tree.content(element, drawn);
            if let Some(goal) = look.link {
                self.link(set, element, goal, group, at);
            }
        }
    }

    /// The element that a stretch belongs to: its paragraph’s, or one inside it.
    fn element(&mut self, (index, set, element): (usize, &Paragraph, Element), stretch: usize) -> Element {
        let stretches = &set.words.stretches;
        let Some(this) = stretches.get(stretch) else { return element };
        let tag = match this {
            Stretch { link: Some(_), .. } => Tag::Link.into(),
            Stretch { look, .. } if look.removed => decorated(TextDecorationType::LineThrough),
            Stretch { look, .. } if look.added => decorated(TextDecorationType::Underline),
            _ => return element,
        };
        let is_other = |other: &Stretch| other.link != this.link || this.link.is_none();
        let first = stretches[..stretch].iter().rposition(is_other).map_or(0, |other| other + 1);
        let first = if this.link.is_some() { first } else { stretch };
        let tree = &mut self.tree;
        *self.inline.entry((index, first)).or_insert_with(|| tree.add(element, tag))
    }

    fn link(&mut self, set: &Paragraph, element: Element, goal: Goal<'a>, group: &[Piece], at: Point) {
        let left = group.iter().map(|piece| piece.x).fold(f32::MAX, f32::min);
        let right = group.iter().map(|piece| piece.right).fold(f32::MIN, f32::max);
        let raise = group.first().map_or(0.0, |piece| piece.raise);
        let size = group.first().map_or(set.kind.size, |piece| piece.size);
        let (top, bottom) = (at.y - raise - size * 0.9, at.y - raise + size * 0.3);
        let Some(area) = Rect::from_ltrb(at.x + left, top, at.x + right, bottom) else { return };
        let stretch = group.first().and_then(|piece| set.words.stretches.get(piece.stretch));
        let words = match (stretch.and_then(|stretch| stretch.aloud), goal) {
            (Some(aloud), _) => aloud.to_owned(),
            (None, Goal::Web(address)) => address.to_owned(),
            (None, Goal::Inside(_)) => said(set, group),
        };
        self.links.push(Link { element, goal, area, words });
    }
}

/// What the letters of a group say.
fn said(set: &Paragraph, group: &[Piece]) -> String {
    let glyphs = group.iter().flat_map(|piece| &piece.glyphs);
    let text = glyphs.filter_map(|glyph| set.words.said.get(glyph.text_range.clone())).collect::<String>();
    text.trim().to_owned()
}

fn decorated(kind: TextDecorationType) -> krilla::tagging::TagKind {
    Tag::Span.with_text_decoration_type(Some(kind)).into()
}

fn is_read_alike(one: &Stretch, other: &Stretch) -> bool {
    let plain = |stretch: &Stretch| !stretch.look.removed && !stretch.look.added && stretch.aloud.is_none();
    one.link == other.link && one.look.article == other.look.article && plain(one) && plain(other)
}

/// Draws the letters of a piece.
fn letters(surface: &mut Surface, set: &Paragraph, piece: &Piece, at: Point) {
    let look = set.words.stretches.get(piece.stretch).map(|stretch| stretch.look).unwrap_or_default();
    let ink: Ink = match look {
        Look { mark: Some(mark), .. } => ink_of(mark),
        Look { warning: true, .. } => WRONG,
        Look { soft: true, .. } | Look { removed: true, .. } => SOFT,
        // What stands out among words that only help is as dark as any other.
        Look { bold: true, .. } if set.kind.ink == SOFT => INK,
        _ => set.kind.ink,
    };
    surface.set_stroke(None);
    surface.set_fill(fill(ink));
    let start = Point::from_xy(at.x + piece.start, at.y - piece.raise);
    surface.draw_glyphs(start, &piece.glyphs, piece.font.clone(), &set.words.said, piece.size, false);
}
