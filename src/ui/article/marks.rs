//! Which claims stand in which block, where on the page, and how they are underlined.

use super::super::theme::Palette;
use super::style::Ending;
use crate::model::claim::RECHECK_GLYPH;
use crate::model::{Draft, Standing, Status};
use crate::session::Session;
use egui::text::CharIndex;
use egui::{Color32, Galley, Painter, Pos2, Rect, Shape, Stroke, Vec2, pos2, vec2};
use std::ops::Range;

/// A claim, or the part of it that stands in one block.
#[derive(Clone, Debug)]
pub struct Mark {
    /// Its row in the list, counted from 0; its number is one more.
    pub row: usize,
    /// The bytes of the block that it covers.
    pub range: Range<usize>,
    /// True for the block in which the claim begins.
    pub is_start: bool,
    /// True for the block in which the claim ends.
    pub is_end: bool,
    /// How many longer claims lie over it; its line is that much lower.
    pub depth: usize,
}

/// The claims of each block, as they stand at one time.
#[derive(Default)]
pub struct Marks {
    placings: Option<(u64, u32)>,
    blocks: Vec<Vec<Mark>>,
}

impl Marks {
    /// Finds them anew when claims have come, gone or moved.
    pub fn refresh(&mut self, session: &Session, draft: &Draft) {
        let placings = Some((session.placings(), draft.number));
        if self.placings == placings {
            return;
        }
        self.placings = placings;
        self.blocks.clear();
        self.blocks.resize_with(draft.blocks.len(), Vec::new);
        for (row, entry) in session.rows().iter().enumerate() {
            let Some(claim) = session.project().claim(&entry.id) else { continue };
            if claim.anchor.holds(draft) {
                self.place(draft, row, claim.anchor.range());
            }
        }
    }

    fn place(&mut self, draft: &Draft, row: usize, range: Range<usize>) {
        let first = draft.block_at(range.start);
        for (index, block) in draft.blocks.iter().enumerate().skip(first) {
            if block.start >= range.end {
                break;
            }
            let (start, end) = (range.start.max(block.start), range.end.min(block.end));
            if start >= end {
                continue;
            }
            let Some(marks) = self.blocks.get_mut(index) else { continue };
            let part = start - block.start..end - block.start;
            let depth = marks.iter().filter(|mark| mark.range.end > part.start).map(|mark| mark.depth + 1).max();
            marks.push(Mark {
                row,
                range: part,
                is_start: start == range.start,
                is_end: end == range.end,
                depth: depth.unwrap_or(0).min(3),
            });
        }
    }

    /// The claims of a block, in order.
    pub fn of(&self, block: usize) -> &[Mark] {
        self.blocks.get(block).map_or(&[], Vec::as_slice)
    }

    /// Where claims end in a block, with their numbers.
    pub fn endings(&self, block: usize, session: &Session) -> Vec<Ending> {
        let mut ends: Vec<(usize, usize)> =
            self.of(block).iter().filter(|mark| mark.is_end).map(|mark| (mark.range.end, mark.row)).collect();
        ends.sort_unstable();
        let mut endings: Vec<Ending> = Vec::new();
        for (byte, row) in ends {
            let number = number(row, session.rows().get(row).is_some_and(|row| row.standing.recheck));
            match endings.last_mut().filter(|last| last.byte == byte) {
                Some(last) => last.numbers = format!("{},{number}", last.numbers),
                None => endings.push(Ending { byte, numbers: number }),
            }
        }
        endings
    }
}

/// A claim's number as it is printed behind its words.
pub fn number(row: usize, recheck: bool) -> String {
    format!("{}{}", row + 1, if recheck { RECHECK_GLYPH } else { "" })
}

/// A piece of a line of text.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    /// Where it stands, relative to the galley.
    pub rect: Rect,
    /// Its baseline, relative to the galley.
    pub baseline: f32,
}

/// The pieces of lines that a range of characters covers.
pub fn pieces(galley: &Galley, range: Range<usize>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for placed in &galley.rows {
        let glyphs = &placed.row.glyphs;
        let count = glyphs.len();
        let from = range.start.clamp(start, start + count) - start;
        let mut to = range.end.clamp(start, start + count) - start;
        while to > from && glyphs.get(to - 1).is_some_and(|glyph| glyph.chr.is_whitespace()) {
            to -= 1;
        }
        if let (true, Some(first), Some(last)) = (to > from, glyphs.get(from), glyphs.get(to.wrapping_sub(1))) {
            let row = placed.rect();
            let left = if from == 0 { placed.row.x_offset(CharIndex(0)) } else { first.pos.x };
            let rect =
                Rect::from_min_max(pos2(row.left() + left, row.top()), pos2(row.left() + last.max_x(), row.bottom()));
            // Letters of different fonts need not stand quite level.
            let baseline = glyphs.iter().map(|glyph| glyph.pos.y).fold(first.pos.y, f32::max);
            pieces.push(Piece { rect, baseline: row.top() + baseline });
        }
        start += count + usize::from(placed.ends_with_newline);
    }
    pieces
}

/// Underlines a piece in the manner of a status, so that it can be told without colour.
pub fn underline(painter: &Painter, palette: &Palette, piece: &Piece, origin: Pos2, standing: &Standing, mark: &Mark) {
    let colour = line_colour(palette, standing);
    let y = origin.y + piece.baseline + 4.5 + 3.5 * mark.depth as f32;
    let (from, to) = (pos2(origin.x + piece.rect.left(), y), pos2(origin.x + piece.rect.right(), y));
    let line = |shift: f32, width: f32| {
        painter.line_segment([from + vec2(0.0, shift), to + vec2(0.0, shift)], Stroke::new(width, colour));
    };
    let broken = |dash: f32, gap: f32, width: f32| {
        painter.extend(Shape::dashed_line(&[from, to], Stroke::new(width, colour), dash, gap));
    };
    if standing.recheck {
        return broken(9.0, 3.0, 2.0);
    }
    match standing.status {
        _ if standing.corrected => line(0.0, 2.0),
        Status::Unchecked => line(0.0, 1.5),
        Status::Verified => line(0.0, 2.0),
        Status::Wrong => {
            line(-1.0, 1.0);
            line(1.5, 1.0);
        }
        Status::Query => broken(5.0, 3.0, 2.0),
        Status::CantConfirm => broken(12.0, 5.0, 1.5),
        Status::Opinion => broken(2.0, 2.5, 2.0),
    }
}

fn line_colour(palette: &Palette, standing: &Standing) -> Color32 {
    match (standing.recheck, standing.status) {
        (false, Status::Unchecked) => palette.todo,
        _ => palette.standing(standing),
    }
}

/// Where a piece stands in the window.
pub fn moved(piece: &Piece, origin: Pos2) -> Rect {
    piece.rect.translate(Vec2::new(origin.x, origin.y))
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Color32, FontFamily, FontId};
    use std::sync::Arc;

    #[test]
    fn what_stands_on_one_line_has_one_baseline_whatever_its_fonts() {
        let ctx = egui::Context::default();
        let mut found = Vec::new();
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let font = FontId::new(20.0, FontFamily::Monospace);
            let galley = ui.fonts_mut(|fonts| fonts.layout_no_wrap("in 서 on".to_owned(), font, Color32::BLACK));
            let mut galley = Galley::clone(&galley);
            // As letters of a font of the machine stand, which are not quite level with ours.
            Arc::make_mut(&mut galley.rows[0].row).glyphs[3].pos.y -= 1.5;
            found = [0..2, 3..4, 5..7].into_iter().flat_map(|range| pieces(&galley, range)).collect();
        });
        output.textures_delta.clear();
        assert_eq!(found.len(), 3);
        assert!(found.iter().all(|piece| piece.baseline == found[0].baseline), "{found:?}");
    }
}
