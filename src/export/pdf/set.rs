//! Setting text: letters, lines and where each letter stands.

use super::fonts::{self, Fonts};
use super::look::{Face, Type};
use super::words::Words;
use crate::export::clean::is_skipped;
use crate::export::flow::{Look, Run};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use parley::{
    Alignment, AlignmentOptions, Cluster, FontFamily, FontFeatures, FontStyle, FontWeight, Language, Layout,
    LayoutContext, LineHeight, OverflowWrap, TextStyle, WordBreak,
};
use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

/// Size of raised letters, as a share of those around them.
const RAISED: f32 = 0.62;
/// Size of checksums, as a share of the letters around them.
const DIGEST: f32 = 0.9;
/// How far raised letters are raised, as a share of the size of those around them.
const RAISE: f32 = 0.38;

/// Sets text.
pub(super) struct Setter {
    pub(super) fonts: Fonts,
    layouts: LayoutContext<()>,
    language: Option<Language>,
    with_machine: bool,
    lacking: HashSet<char>,
}

/// A paragraph in lines.
pub(super) struct Paragraph<'a> {
    /// Its words.
    pub words: Words<'a>,
    /// How it is set.
    pub kind: Type,
    layout: Layout<()>,
}

/// Letters of one stretch in one font and one direction, side by side.
pub(super) struct Piece {
    /// The stretch they came from.
    pub stretch: usize,
    /// Where they begin, from the left edge of the paragraph.
    pub x: f32,
    /// Where they end, spaces at the end of the line left out.
    pub right: f32,
    /// How far above the baseline they stand.
    pub raise: f32,
    /// Size of the letters.
    pub size: f32,
    /// The font.
    pub font: Font,
    /// Where the first of the letters stands: at the right end where they run from right to left.
    pub start: f32,
    /// The letters in the order of reading, with ranges of [`Words::said`].
    pub glyphs: Vec<KrillaGlyph>,
    /// They run from right to left.
    turned: bool,
}

impl Setter {
    /// With our fonts, those of the machine behind them where it may ask for these, and the language of the article.
    pub(super) fn new(language: Option<&str>, with_machine: bool) -> Self {
        let language = language.and_then(|tag| Language::parse_prefix(tag).ok()).map(|(language, _)| language);
        let (fonts, layouts) = (Fonts::new(), LayoutContext::new());
        Self { fonts, layouts, language, with_machine, lacking: HashSet::new() }
    }

    /// The characters that could not be shown.
    pub(super) fn lacking(&self) -> BTreeSet<char> {
        self.lacking.iter().copied().collect()
    }

    /// Sets runs in lines of this width at most; what is very long comes in several paragraphs.
    pub(super) fn set<'a>(&mut self, runs: &'a [Run<'a>], kind: Type, width: f32) -> Vec<Paragraph<'a>> {
        let foreign = runs.iter().flat_map(|run| run.text.chars()).any(|c| self.is_foreign(c));
        if foreign {
            if self.with_machine {
                self.fonts.ask_machine();
            }
            let first = self.lay_all(runs, kind, width);
            let lacking: HashSet<char> = first.iter().flat_map(|paragraph| self.not_in_fonts(paragraph)).collect();
            if lacking.is_empty() {
                return first;
            }
            self.lacking.extend(lacking);
        }
        self.lay_all(runs, kind, width)
    }

    /// Sets words of our own in one line.
    pub(super) fn line<'a>(&mut self, text: &str, kind: Type) -> Paragraph<'a> {
        self.lay(Words::plain(text), kind, f32::MAX)
    }

    /// The same in a line that is no longer than this: what does not fit is left out, with a sign that there was more.
    pub(super) fn short_line<'a>(&mut self, text: &str, kind: Type, width: f32) -> Paragraph<'a> {
        let line = self.line(text, kind);
        if line.width() <= width {
            return line;
        }
        let mut kept = (text.chars().count() as f32 * width / line.width()) as usize;
        loop {
            let start: String = text.chars().take(kept).collect();
            let line = self.line(&format!("{}…", start.trim_end()), kind);
            if line.width() <= width || kept == 0 {
                return line;
            }
            kept -= 1;
        }
    }

    fn is_foreign(&self, c: char) -> bool {
        !(self.fonts.has(c) || c == '\n' || is_skipped(c) || self.lacking.contains(&c))
    }

    fn lay_all<'a>(&mut self, runs: &'a [Run<'a>], kind: Type, width: f32) -> Vec<Paragraph<'a>> {
        let parts = Words::of(runs, &self.lacking);
        parts.into_iter().map(|words| self.lay(words, kind, width)).collect()
    }

    fn lay<'a>(&mut self, words: Words<'a>, kind: Type, width: f32) -> Paragraph<'a> {
        let whole = is_korean(&words.set);
        let mut builder = self.layouts.style_run_builder(&mut self.fonts.context, &words.set, 1.0, false);
        let mut known: Vec<(Look, u16)> = Vec::new();
        let mut start = 0;
        for stretch in &words.stretches {
            // The library takes none without letters.
            if stretch.end == start {
                continue;
            }
            let look = letters(stretch.look);
            let index = match known.iter().find(|(other, _)| *other == look) {
                Some((_, index)) => *index,
                None => {
                    let index = builder.push_style(style(kind, look, self.language, whole));
                    known.push((look, index));
                    index
                }
            };
            builder.push_style_run(index, start..stretch.end);
            start = stretch.end;
        }
        let mut layout = builder.build(&words.set);
        layout.break_all_lines(Some(width));
        layout.align(Alignment::Start, AlignmentOptions::default());
        Paragraph { words, kind, layout }
    }

    /// The characters of a paragraph that its fonts have no letter for, or that are in a font that cannot be embedded.
    fn not_in_fonts(&mut self, paragraph: &Paragraph) -> Vec<char> {
        let mut found = Vec::new();
        for line in paragraph.layout.lines() {
            for run in line.runs() {
                let embedded = self.fonts.embedded(&run).is_some();
                let lacks = |cluster: &Cluster<()>| !embedded || cluster.glyphs().any(|glyph| glyph.id == 0);
                for cluster in run.clusters().filter(lacks) {
                    let text = paragraph.words.set.get(cluster.text_range()).unwrap_or_default();
                    found.extend(text.chars().filter(|c| self.is_foreign(*c)));
                }
            }
        }
        found
    }
}

/// What of a look decides on the letters.
fn letters(look: Look) -> Look {
    let Look { article, bold, italic, soft, raised, mark, digest, added, .. } = look;
    let bold = bold || added || raised && mark.is_some();
    Look { article, bold, italic, soft, raised, digest, ..Look::default() }
}

/// True for text in Korean, of which lines end between words: other text in the letters of East Asia may be broken anywhere
/// (Unicode Standard Annex 14, classes H2 and H3).
fn is_korean(text: &str) -> bool {
    let kana = |c: char| matches!(c, '\u{3041}'..='\u{30ff}');
    text.contains(|c: char| matches!(c, '\u{ac00}'..='\u{d7a3}')) && !text.contains(kana)
}

/// How letters of this look are set; `whole` keeps words in one line that could be broken by their script.
fn style(kind: Type, look: Look, language: Option<Language>, whole: bool) -> TextStyle<'static, 'static, ()> {
    let face = if look.raised { Face::Sans } else { kind.face };
    let heavy = look.bold || kind.bold && !look.soft;
    let figures = if look.digest || look.raised { "\"tnum\"" } else { "" };
    TextStyle {
        font_family: FontFamily::List(Cow::Borrowed(fonts::families(face))),
        font_size: kind.size
            * if look.raised {
                RAISED
            } else if look.digest {
                DIGEST
            } else {
                1.0
            },
        font_weight: FontWeight::new(if heavy { 600.0 } else { 400.0 }),
        font_style: if (kind.italic || look.italic) && !look.raised { FontStyle::Italic } else { FontStyle::Normal },
        font_features: FontFeatures::Source(Cow::Borrowed(figures)),
        locale: if look.article { language } else { Language::parse("en").ok() },
        line_height: LineHeight::Absolute(kind.leading),
        word_break: if whole { WordBreak::KeepAll } else { WordBreak::Normal },
        overflow_wrap: OverflowWrap::Anywhere,
        ..TextStyle::default()
    }
}

impl Paragraph<'_> {
    /// How many lines it has; one when it is empty.
    pub(super) fn lines(&self) -> usize {
        self.layout.len().max(1)
    }

    /// How wide its widest line is.
    pub(super) fn width(&self) -> f32 {
        self.layout.width()
    }

    /// The line that a byte of what is set is in.
    pub(super) fn line_of(&self, at: usize) -> usize {
        self.layout.lines().position(|line| line.text_range().contains(&at)).unwrap_or_default()
    }

    /// The letters of a line, in the order in which they are read.
    pub(super) fn pieces(&self, line: usize, fonts: &mut Fonts) -> Vec<Piece> {
        let Some(line) = self.layout.get(line) else { return Vec::new() };
        let metrics = line.metrics();
        let mut pen =
            Pen { paragraph: self, x: metrics.offset + metrics.inline_min_coord, pieces: Vec::new(), open: None };
        for run in line.runs() {
            let Some(font) = fonts.embedded(&run) else {
                pen.x += run.advance();
                continue;
            };
            pen.open = None;
            run.visual_clusters().for_each(|cluster| pen.cluster(&cluster, &font, run.font_size()));
        }
        let mut pieces = pen.pieces;
        pieces.sort_by_key(|(at, _)| *at);
        pieces.into_iter().map(|(_, piece)| if piece.turned { piece.read_from_the_right() } else { piece }).collect()
    }
}

/// Walks along a line from left to right.
struct Pen<'p, 'a> {
    paragraph: &'p Paragraph<'a>,
    x: f32,
    /// Each with the first of its bytes in what is set.
    pieces: Vec<(usize, Piece)>,
    /// Parts of a ligature whose letter comes later, as where text runs from right to left.
    open: Option<(f32, Range<usize>)>,
}

impl Pen<'_, '_> {
    fn cluster(&mut self, cluster: &Cluster<()>, font: &Font, size: f32) {
        let mut range = cluster.text_range();
        let mut x = self.x;
        self.x += cluster.advance();
        if cluster.is_ligature_continuation() {
            return self.part(range, x);
        }
        if let Some((from, parts)) = self.open.take() {
            (x, range) = (from, range.start.min(parts.start)..range.end.max(parts.end));
        }
        let said = self.paragraph.words.said_range(range.clone());
        if said.is_empty() || cluster.is_hard_line_break() {
            return;
        }
        let space = cluster.is_space_or_nbsp();
        let width: f32 = cluster.glyphs().map(|glyph| glyph.advance).sum();
        let piece = self.piece((range.start, cluster.is_rtl()), x, font, size);
        let glyphs = cluster.glyphs().filter(|glyph| glyph.id != 0).map(|glyph| {
            let (advance, x, y) = (glyph.advance / size, glyph.x / size, -glyph.y / size);
            KrillaGlyph::new(GlyphId::new(glyph.id), advance, x, y, 0.0, said.clone(), None)
        });
        piece.glyphs.extend(glyphs);
        if !space {
            piece.right = x + width;
        }
    }

    /// A part of a ligature: its text belongs to the letter before it, or to that which comes.
    fn part(&mut self, range: Range<usize>, x: f32) {
        let said = self.paragraph.words.said_range(range.clone());
        let before = self.pieces.last_mut().and_then(|(_, piece)| piece.glyphs.last_mut());
        match before {
            Some(glyph) if self.open.is_none() && glyph.text_range.end == said.start => {
                glyph.text_range.end = said.end;
            }
            _ => {
                let open = self.open.get_or_insert((x, range.clone()));
                open.1 = open.1.start.min(range.start)..open.1.end.max(range.end);
            }
        }
    }

    /// The piece that a letter goes to: the one before, when it is of the same stretch and reaches this far.
    fn piece(&mut self, (at, turned): (usize, bool), x: f32, font: &Font, size: f32) -> &mut Piece {
        let stretch = self.paragraph.words.stretch_at(at);
        let goes_on = |piece: &Piece| piece.stretch == stretch && piece.turned == turned && piece.font == *font;
        if !self.pieces.last().is_some_and(|(_, piece)| goes_on(piece)) {
            let look = self.paragraph.words.stretches.get(stretch).map(|stretch| stretch.look);
            let raised = look.is_some_and(|look| look.raised);
            let raise = if raised { self.paragraph.kind.size * RAISE } else { 0.0 };
            let (font, glyphs) = (font.clone(), Vec::new());
            self.pieces.push((at, Piece { stretch, x, right: x, raise, size, font, start: x, glyphs, turned }));
        }
        let last = self.pieces.len() - 1;
        let (first, piece) = &mut self.pieces[last];
        *first = at.min(*first);
        piece
    }
}

impl Piece {
    /// The same letters, each at its place, in the order of reading and not in that from left to right: so they are to be
    /// shown (ISO 32000-1, 14.8.2.3.3).
    fn read_from_the_right(mut self) -> Self {
        let mut x = self.x;
        let mut placed: Vec<(f32, KrillaGlyph)> = Vec::new();
        for glyph in std::mem::take(&mut self.glyphs) {
            let advance = glyph.x_advance * self.size;
            placed.push((x, glyph));
            x += advance;
        }
        placed.sort_by_key(|(_, glyph)| glyph.text_range.start);
        self.start = placed.first().map_or(self.x, |(x, _)| *x);
        let next: Vec<f32> = placed.iter().skip(1).map(|(x, _)| *x).collect();
        for (at, (x, glyph)) in placed.iter_mut().enumerate() {
            if let Some(next) = next.get(at) {
                glyph.x_advance = (next - *x) / self.size;
            }
        }
        self.glyphs = placed.into_iter().map(|(_, glyph)| glyph).collect();
        self
    }
}
