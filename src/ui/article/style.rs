//! How each kind of block is set, and the laying out of its text.

use super::super::theme::{Palette, sans, serif, serif_strong, strong};
use super::markup::Inset;
use crate::model::{Block, BlockKind};
use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, Context, FontFamily, FontId, Galley, Stroke};
use std::sync::Arc;

/// Size of the claim numbers, as a share of the letters they stand behind.
const NUMBER: f32 = 0.58;

/// How a block is set. Lengths are points.
#[derive(Clone, Debug)]
pub struct BlockStyle {
    /// The font.
    pub font: FontId,
    /// Size of its letters.
    pub size: f32,
    /// From one line to the next.
    pub line_height: f32,
    /// How far in from the left.
    pub indent: f32,
    /// Space below it.
    pub after: f32,
    /// In the colour of lesser weight.
    pub is_soft: bool,
    /// Has a bullet before it.
    pub is_item: bool,
}

impl Default for BlockStyle {
    fn default() -> Self {
        body(serif(18.0), 18.0)
    }
}

fn body(font: FontId, size: f32) -> BlockStyle {
    let line_height = (size * 1.56).round();
    BlockStyle { font, size, line_height, indent: 0.0, after: (size * 0.8).round(), is_soft: false, is_item: false }
}

/// How this block is set when the article's letters have this size.
pub fn style_of(block: &Block, size: f32) -> BlockStyle {
    let plain = || body(serif(size), size);
    let level = f32::from(block.level.unwrap_or(1).clamp(1, 6));
    let headline = |size: f32| BlockStyle { line_height: (size * 1.18).round(), ..body(serif_strong(size), size) };
    let small = || {
        let small = (size * 0.72).clamp(12.0, 16.0);
        BlockStyle { line_height: (small * 1.5).round(), is_soft: true, ..body(sans(small), small) }
    };
    match block.kind {
        BlockKind::Hed => BlockStyle { after: size * 0.45, ..headline(size * 1.63) },
        BlockKind::Heading => headline(size * (1.45 - 0.1 * level).max(1.0)),
        BlockKind::Dek => BlockStyle { is_soft: true, ..plain() },
        BlockKind::Byline | BlockKind::Dateline => small(),
        BlockKind::Caption | BlockKind::Footnote | BlockKind::Endnote => small(),
        BlockKind::ListItem => BlockStyle { indent: size * 1.3 * level, after: size * 0.4, is_item: true, ..plain() },
        BlockKind::Quotation => BlockStyle { indent: size * 1.6, ..plain() },
        BlockKind::Preformatted => {
            let size = size * 0.8;
            BlockStyle { line_height: size * 1.45, ..body(FontId::new(size, FontFamily::Monospace), size) }
        }
        BlockKind::TableCell => BlockStyle { after: size * 0.25, ..small() },
        BlockKind::Paragraph | BlockKind::TextBox => plain(),
    }
}

/// Where claims end in a block, and the numbers to print there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    /// The byte of the block after the claims' last.
    pub byte: usize,
    /// Their numbers, such as `5` or `5,6↻`.
    pub numbers: String,
}

/// The font of the numbers behind letters of this size.
pub fn number_font(size: f32) -> FontId {
    strong((size * NUMBER).max(9.5))
}

/// Lays a block out, with the words that are no longer there where they stood. Room for the numbers is left behind the words
/// where claims end; the numbers themselves are painted later, so that the text keeps its characters.
pub fn lay_out(
    ctx: &Context,
    text: &str,
    style: &BlockStyle,
    endings: &[Ending],
    insets: &[Inset],
    width: f32,
) -> Arc<Galley> {
    let format = TextFormat {
        font_id: style.font.clone(),
        color: Color32::PLACEHOLDER,
        line_height: Some(style.line_height),
        ..TextFormat::default()
    };
    let mut job = LayoutJob { keep_trailing_whitespace: false, ..LayoutJob::default() };
    job.wrap.max_width = (width - style.indent).max(40.0);
    let font = number_font(style.size);
    let palette = Palette::of(ctx);
    let struck = TextFormat { color: palette.wrong, strikethrough: Stroke::new(1.0, palette.wrong), ..format.clone() };
    let (mut from, mut space) = (0, 0.0);
    let mut insets = insets.iter().peekable();
    let mut insert = |job: &mut LayoutJob, from: &mut usize, space: &mut f32, until: usize| {
        while let Some(inset) = insets.next_if(|inset| inset.byte < until || until == usize::MAX) {
            let Some(piece) = text.get(*from..inset.byte) else { continue };
            job.append(piece, *space, format.clone());
            // The space on either side is not struck out.
            let words = inset.text.trim();
            let (before, after) = inset.text.split_once(words).unwrap_or_default();
            job.append(before, if piece.is_empty() { *space } else { 0.0 }, format.clone());
            job.append(words, 0.0, struck.clone());
            job.append(after, 0.0, format.clone());
            (*from, *space) = (inset.byte, 0.0);
        }
    };
    for ending in endings {
        insert(&mut job, &mut from, &mut space, ending.byte);
        let Some(piece) = text.get(from..ending.byte) else { continue };
        job.append(piece, space, format.clone());
        from = ending.byte;
        space =
            2.0 + ctx.fonts_mut(|fonts| ending.numbers.chars().map(|sign| fonts.glyph_width(&font, sign)).sum::<f32>());
    }
    insert(&mut job, &mut from, &mut space, usize::MAX);
    job.append(text.get(from..).unwrap_or_default(), space, format.clone());
    ctx.fonts_mut(|fonts| fonts.layout_job(job))
}
