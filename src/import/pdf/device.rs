//! What the pages show, as the interpreter of their content tells it: runs of text and pictures. Nothing is drawn.

use super::direction;
use super::font::Fonts;
use super::run::{Glyph, Run, Runs};
use super::unicode::{Shown, shown};
use crate::import::{ImportError, limits};
use hayro_interpret::font::{Glyph as PdfGlyph, GlyphRun, PositionedGlyph};
use hayro_interpret::hayro_cmap::WritingMode;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::dict::keys::ACTUAL_TEXT;
use hayro_interpret::hayro_syntax::object::{Dict, String as PdfString};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Vec2};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};

/// Why reading was broken off. It is thrown through the interpreter, which cannot be stopped otherwise.
#[derive(Debug)]
pub struct Stop(pub ImportError);

/// Steps that a page may take. One with a map on it takes a million.
const STEPS: usize = 5_000_000;
/// Steps that a clip counts as, with which each piece of content begins that is shown inside another.
const CLIP: usize = 100;
/// The least size of letters, in points: below it nobody reads them.
const LEAST_SIZE: f64 = 0.5;

/// Collects what one page shows after the other.
pub struct Collector<'p> {
    page: Shows,
    runs: Runs,
    fonts: Fonts<'p>,
    /// Width and height of the page.
    bounds: (f64, f64),
    steps: usize,
    characters: usize,
    /// For each open piece of marked content: the text it stands for, and the first run in it.
    marked: Vec<Option<(String, usize)>>,
    /// Where the last run of glyphs was filled; its outline may be drawn there again.
    filled: Option<(Point, usize)>,
    /// The last font that was asked whether it is bold.
    weight: Option<(u128, bool)>,
}

/// What a page shows.
#[derive(Debug, Default)]
pub struct Shows {
    /// Its text, in the order in which it is shown.
    pub runs: Vec<Run>,
    /// Pictures larger than an ornament.
    pub pictures: usize,
    /// Glyphs of which nobody knows what they stand for.
    pub unknown: usize,
    /// Glyphs that were read by their number alone.
    pub guessed: usize,
}

impl<'p> Collector<'p> {
    /// For the pages of this file.
    pub fn new(pdf: &'p Pdf) -> Self {
        Self {
            page: Shows::default(),
            runs: Runs::default(),
            fonts: Fonts::new(pdf),
            bounds: (0.0, 0.0),
            steps: 0,
            characters: 0,
            marked: Vec::new(),
            filled: None,
            weight: None,
        }
    }

    /// Begins a page of this size.
    pub fn begin(&mut self, width: f32, height: f32) {
        self.bounds = (f64::from(width), f64::from(height));
        self.steps = 0;
    }

    /// What the page shows that was begun last.
    pub fn end(&mut self) -> Shows {
        self.marked.clear();
        self.filled = None;
        let runs = std::mem::take(&mut self.runs).finish();
        Shows { runs, ..std::mem::take(&mut self.page) }
    }

    fn step(&mut self, steps: usize) {
        self.steps += steps;
        if self.steps > STEPS {
            stop(ImportError::TooMuchPacked);
        }
    }

    fn is_on_page(&self, point: Point) -> bool {
        let (width, height) = self.bounds;
        (-2.0..=width + 2.0).contains(&point.x) && (-2.0..=height + 2.0).contains(&point.y)
    }

    fn add(&mut self, glyph: &PositionedGlyph<'_>, place: Place) {
        if !self.is_on_page(place.origin) || place.size < LEAST_SIZE {
            return;
        }
        match shown(glyph, &mut self.fonts) {
            Shown::Text(text) => {
                self.characters += text.chars().count();
                let (characters, limit) = (self.characters, limits::DOCUMENT_CHARACTERS);
                if characters > limit {
                    stop(ImportError::TooLong { characters, limit });
                }
                self.runs.add(place.glyph(), &direction::seen(text));
            }
            Shown::Guess(c) => {
                self.page.guessed += 1;
                self.runs.add(place.glyph(), c.encode_utf8(&mut [0; 4]));
            }
            Shown::Unknown => self.page.unknown += 1,
            Shown::Nothing => {}
        }
    }

    fn is_bold(&mut self, glyph: &PositionedGlyph<'_>) -> bool {
        let PdfGlyph::Outline(outline) = &**glyph else { return false };
        let Some(font) = outline.font_data() else { return false };
        if let Some((_, bold)) = self.weight.filter(|(key, _)| *key == font.cache_key) {
            return bold;
        }
        let named = font.postscript_name.is_some_and(|name| {
            let name = name.to_ascii_lowercase();
            ["bold", "black", "heavy"].iter().any(|word| name.contains(word))
        });
        let bold = named || font.weight.is_some_and(|weight| weight >= 600);
        self.weight = Some((font.cache_key, bold));
        bold
    }
}

/// Breaks off, without the message that a panic prints.
fn stop(why: ImportError) -> ! {
    std::panic::resume_unwind(Box::new(Stop(why)))
}

/// A glyph's place on the page, in points, counted from the upper left corner.
#[derive(Clone, Copy)]
struct Place {
    origin: Point,
    end: Point,
    size: f64,
    bold: bool,
}

impl Place {
    /// A glyph of horizontal writing. `across` is the scale along the line where it is not the glyph's own.
    fn horizontal(matrix: Affine, advance: f64, across: Option<f64>, bold: bool) -> Self {
        let origin = matrix * Point::ZERO;
        let along = vector(matrix, 1.0, 0.0);
        let scale = across.filter(|_| along.hypot() > 0.0).map_or(1.0, |across| across / along.hypot());
        let end = origin + along * advance * scale;
        Self { origin, end, size: height(matrix), bold }
    }

    /// A glyph of vertical writing takes a square whose upper edge is where its line came from: the middle of the
    /// glyph stands on the line (ISO 32000-1, 9.7.4.3).
    fn vertical(matrix: Affine, advance: f64, bold: bool) -> Self {
        let size = height(matrix);
        let down = vector(matrix, 0.0, -1000.0);
        let middle = matrix * Point::new(advance / 2.0 - 350.0, 880.0);
        Self { origin: middle, end: middle + down, size, bold }
    }

    /// The same, measured along its direction of writing.
    fn glyph(self) -> Glyph {
        let along = self.end - self.origin;
        let degrees = if along.hypot() > 0.0 { along.y.atan2(along.x).to_degrees() } else { 0.0 };
        let right = (degrees / 90.0).round() * 90.0;
        let degrees = if (degrees - right).abs() <= 3.0 { right } else { degrees.round() };
        let degrees = if degrees <= -180.0 { 180.0 } else { degrees };
        let (sin, cos) = degrees.to_radians().sin_cos();
        let along = |point: Point| (point.x * cos + point.y * sin) as f32;
        let y = (self.origin.y * cos - self.origin.x * sin) as f32;
        Glyph {
            x0: along(self.origin),
            x1: along(self.end),
            y,
            size: self.size as f32,
            angle: degrees as i16,
            bold: self.bold,
        }
    }
}

fn vector(matrix: Affine, x: f64, y: f64) -> Vec2 {
    matrix * Point::new(x, y) - matrix * Point::ZERO
}

/// Size of letters: how far their em reaches from the base line.
fn height(matrix: Affine) -> f64 {
    let (along, up) = (vector(matrix, 1.0, 0.0), vector(matrix, 0.0, 1000.0));
    if along.hypot() > 0.0 { (along.cross(up) / along.hypot()).abs() } else { up.hypot() }
}

/// How wide a glyph is, in thousandths of its size.
fn advance(glyph: &PdfGlyph<'_>) -> f64 {
    let advance = match glyph {
        PdfGlyph::Outline(outline) => outline.advance_width(),
        PdfGlyph::Type3(drawn) => drawn.advance_width(),
    };
    advance.map_or(500.0, f64::from).clamp(0.0, 10_000_000.0)
}

/// The scale along the line for a run whose glyphs are stretched one by one, to fit in place of another font's: that of
/// their height.
fn common_scale(glyphs: &[PositionedGlyph<'_>], transform: Affine) -> Option<f64> {
    let across = |glyph: &PositionedGlyph<'_>| vector(transform * glyph.transform(), 1.0, 0.0).hypot();
    let first = across(glyphs.first()?);
    let differs = glyphs.iter().any(|glyph| (across(glyph) - first).abs() > first * 0.01);
    differs.then(|| glyphs.first().map(|glyph| height(transform * glyph.transform()) / 1000.0)).flatten()
}

/// Letters that are drawn as pictures have a scale of their own, so that their size is told by how wide they are.
fn drawn_size(glyphs: &[PositionedGlyph<'_>]) -> Option<f64> {
    let widths: Vec<f64> = glyphs.iter().filter(|g| matches!(***g, PdfGlyph::Type3(_))).map(|g| advance(g)).collect();
    let mean = widths.iter().sum::<f64>() / widths.len().max(1) as f64;
    (!widths.is_empty() && !(150.0..=1_200.0).contains(&mean)).then_some(mean * 2.0 / 1000.0)
}

impl<'a> Device<'a> for Collector<'_> {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {
        self.step(1);
    }

    fn draw_rect(&mut self, _: &Rect, _: DrawProps<'a>, _: &DrawMode) {
        self.step(1);
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.step(CLIP);
    }

    fn push_clip_rect(&mut self, _: &Rect) {
        self.step(CLIP);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.step(1);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.step(1);
        let glyphs = run.glyphs();
        let Some(first) = glyphs.first() else { return };
        let here = (props.transform * first.transform() * Point::ZERO, glyphs.len());
        if matches!(mode, DrawMode::Stroke(_)) && self.filled == Some(here) {
            return;
        }
        self.filled = Some(here);
        let bold = self.is_bold(first);
        let across = common_scale(glyphs, props.transform);
        let drawn = drawn_size(glyphs);
        for glyph in glyphs {
            self.step(1);
            let matrix = props.transform * glyph.transform();
            let mut place = match run.writing_mode() {
                WritingMode::Vertical => Place::vertical(matrix, advance(glyph), bold),
                WritingMode::Horizontal => Place::horizontal(matrix, advance(glyph), across, bold),
            };
            place.size *= drawn.unwrap_or(1.0);
            self.add(glyph, place);
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.step(1);
        let (width, height) = self.bounds;
        let covers = props.transform.determinant().abs();
        self.page.pictures += usize::from(covers > width * height * 0.01);
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        self.step(1);
        let text = properties.and_then(|properties| properties.get::<PdfString<'_>>(ACTUAL_TEXT));
        let text = text.map(|text| super::strings::text(text.as_bytes())).filter(|text| !text.trim().is_empty());
        if text.is_some() {
            self.runs.close();
        }
        self.marked.push(text.map(|text| (text, self.runs.len())));
    }

    fn end_marked_content(&mut self) {
        if let Some(Some((text, from))) = self.marked.pop() {
            self.runs.close();
            self.runs.replace(from, &text);
        }
    }
}
