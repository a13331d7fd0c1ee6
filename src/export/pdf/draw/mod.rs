//! Pages into the file: letters, rules, links, bookmarks and what is said about the file.

mod line;
mod marks;

use super::compose::Composed;
use super::look::{FURNITURE, HEAD, Ink, LEFT, Sheet, TOP};
use super::set::{Paragraph, Setter};
use super::strip::{Part, Placed};
use super::tree::{Element, Tree};
use super::words::Goal;
use chrono::{DateTime, Datelike, Timelike, Utc};
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::configure::Configuration;
use krilla::destination::XyzDestination;
use krilla::error::KrillaError;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime as Date, Metadata};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::{Page, PageSettings};
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag};
use krilla::{Document, SerializeSettings};
use std::collections::HashMap;

/// What the file says about itself, and what stands on every page.
pub(super) struct About<'a> {
    /// Its title.
    pub title: &'a str,
    /// When it was made.
    pub made: DateTime<Utc>,
    /// Language of the article.
    pub language: Option<&'a str>,
    /// Paper and colour.
    pub sheet: Sheet,
    /// Head of every page but the first.
    pub running_head: Paragraph<'a>,
    /// Foot of every page, beside its number.
    pub running_foot: Paragraph<'a>,
}

/// Draws the pages. `watch` hears how far it is, from 0 to 1, and says whether to go on; none when it was stopped.
///
/// # Errors
/// When the file would not conform to `standards`.
pub(super) fn draw(
    composed: &Composed,
    pages: &[Vec<Placed>],
    setter: &mut Setter,
    about: &About,
    standards: Configuration,
    watch: &mut dyn FnMut(f32) -> bool,
) -> Result<Option<Vec<u8>>, KrillaError> {
    let settings = SerializeSettings { configuration: standards, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    let mut painter = Painter::new(composed, pages, setter, about);
    for number in 0..pages.len() {
        if !watch(number as f32 / pages.len() as f32) {
            return Ok(None);
        }
        painter.page(&mut document, number);
    }
    document.set_tag_tree(painter.tree.finish());
    document.set_outline(outline(composed, &painter.places));
    document.set_metadata(metadata(about));
    document.finish().map(Some)
}

/// A link on a page, of which the note is made when the page is drawn.
struct Link<'a> {
    element: Element,
    goal: Goal<'a>,
    area: Rect,
    words: String,
}

pub(super) struct Painter<'c, 'a, 's> {
    pub(super) composed: &'c Composed<'a>,
    pub(super) pages: &'c [Vec<Placed>],
    setter: &'s mut Setter,
    about: &'c About<'c>,
    pub(super) tree: Tree,
    /// Page and top of each strip.
    places: HashMap<usize, (usize, f32)>,
    /// Elements inside paragraphs, by paragraph and first stretch.
    inline: HashMap<(usize, usize), Element>,
    links: Vec<Link<'a>>,
}

impl<'c, 'a, 's> Painter<'c, 'a, 's> {
    fn new(composed: &'c Composed<'a>, pages: &'c [Vec<Placed>], setter: &'s mut Setter, about: &'c About<'c>) -> Self {
        let tree = composed.tree.clone();
        Self { composed, pages, setter, about, tree, places: places(pages), inline: HashMap::new(), links: Vec::new() }
    }

    fn page(&mut self, document: &mut Document, number: usize) {
        let Some(settings) = PageSettings::from_wh(self.about.sheet.width, self.about.sheet.height) else { return };
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        self.running_head(&mut surface, number);
        self.picture(&mut surface, number);
        self.blocks(&mut surface, number);
        for (placed, paragraph, line, at) in self.lines(number) {
            self.line(&mut surface, paragraph, line, at, placed.again);
        }
        self.page_number(&mut surface, number);
        surface.finish();
        self.annotate(&mut page);
    }

    /// The lines of a page in the order of reading, each with its place.
    fn lines(&self, number: usize) -> Vec<(Placed, usize, usize, Point)> {
        let mut lines = Vec::new();
        for placed in &self.pages[number] {
            for part in &self.composed.strips[placed.strip].parts {
                if let Part::Line { paragraph, line, x, y } = part {
                    lines.push((*placed, *paragraph, *line, Point::from_xy(*x, placed.top + y)));
                }
            }
        }
        lines.sort_by_key(|(_, paragraph, line, _)| (*paragraph, *line));
        lines
    }

    /// Rules and bars, which mean nothing that is not said in words.
    fn blocks(&self, surface: &mut Surface, number: usize) {
        let parts = self.pages[number]
            .iter()
            .flat_map(|placed| self.composed.strips[placed.strip].parts.iter().map(move |part| (placed.top, part)));
        // A rule above a strip parts it from the one before; at the top of a page there is none.
        let is_drawn = |(top, part): &(f32, &Part)| matches!(part, Part::Block { y, .. } if *y >= 0.0 || *top > TOP);
        let blocks: Vec<(f32, &Part)> = parts.filter(is_drawn).collect();
        if blocks.is_empty() {
            return;
        }
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
        surface.set_stroke(None);
        for (top, part) in blocks {
            if let Part::Block { x, y, width, height, ink } = part {
                block(surface, *ink, Rect::from_xywh(*x, top + y, *width, *height));
            }
        }
        surface.end_tagged();
    }

    fn running_head(&mut self, surface: &mut Surface, number: usize) {
        let about = self.about;
        if number > 0 {
            surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Header)));
            self.plain(surface, &about.running_head, Point::from_xy(LEFT, HEAD));
            surface.end_tagged();
        }
    }

    fn page_number(&mut self, surface: &mut Surface, number: usize) {
        let words = self.setter.line(&format!("{} / {}", number + 1, self.pages.len()), FURNITURE);
        let (about, sheet) = (self.about, self.about.sheet);
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
        self.plain(surface, &about.running_foot, Point::from_xy(LEFT, sheet.foot()));
        self.plain(surface, &words, Point::from_xy(sheet.right() - words.width(), sheet.foot()));
        surface.end_tagged();
    }

    fn annotate(&mut self, page: &mut Page) {
        for link in std::mem::take(&mut self.links) {
            let target = match link.goal {
                Goal::Web(address) => Target::Action(Action::Link(LinkAction::new(uri(address)))),
                Goal::Inside(id) => match self.composed.places.get(id).and_then(|strip| self.places.get(strip)) {
                    Some(place) => Target::Destination(destination(*place).into()),
                    None => continue,
                },
            };
            let annotation = Annotation::new_link(LinkAnnotation::new(link.area, target), Some(link.words));
            let identifier = page.add_tagged_annotation(annotation);
            self.tree.content(link.element, identifier);
        }
    }
}

/// An address as a URI, which has ASCII alone: other characters by their bytes in UTF-8 (RFC 3987, section 3.1; ISO
/// 32000-1, 12.6.4.7).
fn uri(address: &str) -> String {
    let sign = |byte: u8| if byte.is_ascii() { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    address.bytes().map(sign).collect()
}

/// Page and top of each strip.
pub(super) fn places(pages: &[Vec<Placed>]) -> HashMap<usize, (usize, f32)> {
    let placed = pages.iter().enumerate().flat_map(|(page, placed)| placed.iter().map(move |placed| (page, placed)));
    placed.filter(|(_, placed)| !placed.again).map(|(page, placed)| (placed.strip, (page, placed.top))).collect()
}

fn destination((page, top): (usize, f32)) -> XyzDestination {
    XyzDestination::new(page, Point::from_xy(0.0, (top - 18.0).max(0.0)))
}

fn fill(ink: Ink) -> Option<Fill> {
    let paint = rgb::Color::new(ink.0, ink.1, ink.2).into();
    Some(Fill { paint, opacity: NormalizedF32::ONE, ..Fill::default() })
}

fn block(surface: &mut Surface, ink: Ink, area: Option<Rect>) {
    let mut path = PathBuilder::new();
    if let Some(area) = area {
        path.push_rect(area);
    }
    if let Some(path) = path.finish() {
        surface.set_fill(fill(ink));
        surface.draw_path(&path);
    }
}

fn outline(composed: &Composed, places: &HashMap<usize, (usize, f32)>) -> Outline {
    let mut outline = Outline::new();
    let mut section: Option<OutlineNode> = None;
    for bookmark in &composed.bookmarks {
        let Some(place) = places.get(&bookmark.strip) else { continue };
        let node = OutlineNode::new(bookmark.words.clone(), destination(*place));
        match &mut section {
            Some(section) if bookmark.level > 1 => section.push_child(node),
            _ => {
                if let Some(done) = section.replace(node) {
                    outline.push_child(done);
                }
            }
        }
    }
    if let Some(done) = section {
        outline.push_child(done);
    }
    outline
}

fn metadata(about: &About) -> Metadata {
    let (made, part) = (about.made, |number: u32| u8::try_from(number).unwrap_or_default());
    let date = Date::new(u16::try_from(made.year()).unwrap_or_default())
        .month(part(made.month()))
        .day(part(made.day()))
        .hour(part(made.hour()))
        .minute(part(made.minute()))
        .second(part(made.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0);
    let program = format!("Tickmark {}", env!("CARGO_PKG_VERSION"));
    Metadata::new().title(about.title.to_owned()).language("en".to_owned()).creator(program).creation_date(date)
}
