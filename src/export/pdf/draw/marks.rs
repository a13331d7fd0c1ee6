//! Lines under, and through, words: of claims, each status in its own manner, so that it can be told in black and white;
//! of words to be taken out or put in.

use super::fill;
use crate::export::pdf::look::{INK, Ink, ink_of};
use crate::export::pdf::set::{Paragraph, Piece};
use crate::export::report::Mark;
use crate::model::Status;
use krilla::geom::{PathBuilder, Point};
use krilla::paint::{LineCap, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag};

/// Claims that overlap have their lines in so many lanes; more share the last.
const LANES: usize = 4;
/// From lane to lane.
const LANE: f32 = 2.5;

/// What a line says.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Line {
    Claim(Mark, usize),
    Removed,
    Added,
}

/// Draws the lines that belong to the words of a line of text.
pub(super) fn under(surface: &mut Surface, set: &Paragraph, pieces: &[Piece], at: Point) {
    let lines = lines(set, pieces);
    if lines.is_empty() {
        return;
    }
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
    surface.set_fill(None);
    for (line, left, right) in lines {
        draw(surface, line, set.kind.size, (at.x + left, at.x + right), at.y);
    }
    surface.set_stroke(None);
    surface.end_tagged();
}

/// Each line with its ends; what goes on in the next piece is one line.
fn lines(set: &Paragraph, pieces: &[Piece]) -> Vec<(Line, f32, f32)> {
    let mut drawn: Vec<(Line, f32, f32)> = Vec::new();
    let mut before: Vec<usize> = Vec::new();
    for piece in pieces.iter().filter(|piece| piece.right > piece.x) {
        let mut now = Vec::new();
        for line in of(set, piece) {
            let goes_on = before.iter().copied().find(|at| drawn[*at].0 == line);
            match goes_on {
                Some(at) => {
                    drawn[at].1 = drawn[at].1.min(piece.x);
                    drawn[at].2 = drawn[at].2.max(piece.right);
                    now.push(at);
                }
                None => {
                    drawn.push((line, piece.x, piece.right));
                    now.push(drawn.len() - 1);
                }
            }
        }
        before = now;
    }
    drawn
}

fn of(set: &Paragraph, piece: &Piece) -> Vec<Line> {
    let Some(stretch) = set.words.stretches.get(piece.stretch) else { return Vec::new() };
    let claims = stretch.claims.iter().map(|(mark, lane)| Line::Claim(*mark, (*lane).min(LANES - 1)));
    let mut lines: Vec<Line> = claims.collect();
    lines.extend(stretch.look.removed.then_some(Line::Removed));
    lines.extend(stretch.look.added.then_some(Line::Added));
    lines
}

fn draw(surface: &mut Surface, line: Line, size: f32, ends: (f32, f32), baseline: f32) {
    match line {
        Line::Claim(mark, lane) => claim(surface, mark, ends, baseline + size * 0.26 + lane as f32 * LANE),
        Line::Removed => straight(surface, INK, 0.7, &[], ends, baseline - size * 0.24),
        Line::Added => straight(surface, INK, 0.7, &[], ends, baseline + size * 0.16),
    }
}

/// The line of a claim: solid, double, wavy, or broken in one of four ways.
fn claim(surface: &mut Surface, mark: Mark, ends: (f32, f32), y: f32) {
    let ink = ink_of(mark);
    match mark {
        Mark::Status(Status::Verified) => straight(surface, ink, 1.2, &[], ends, y),
        Mark::Corrected => straight(surface, ink, 1.2, &[7.0, 1.8, 1.2, 1.8], ends, y),
        Mark::Status(Status::Wrong) => {
            straight(surface, ink, 0.7, &[], ends, y - 0.5);
            straight(surface, ink, 0.7, &[], ends, y + 1.2);
        }
        Mark::Status(Status::Query) => straight(surface, ink, 1.2, &[4.0, 2.2], ends, y),
        Mark::Status(Status::CantConfirm) => straight(surface, ink, 1.3, &[1.3, 1.7], ends, y),
        Mark::Recheck => wave(surface, ink, ends, y),
        Mark::Status(Status::Unchecked) => straight(surface, ink, 0.45, &[], ends, y),
        Mark::Status(Status::Opinion) => straight(surface, ink, 0.7, &[0.8, 2.6], ends, y),
    }
}

fn stroke(ink: Ink, width: f32, dash: &[f32]) -> Option<Stroke> {
    let paint = fill(ink)?.paint;
    let dash = (!dash.is_empty()).then(|| StrokeDash { array: dash.to_vec(), offset: 0.0 });
    Some(Stroke { paint, width, dash, line_cap: LineCap::Butt, ..Stroke::default() })
}

fn straight(surface: &mut Surface, ink: Ink, width: f32, dash: &[f32], (from, to): (f32, f32), y: f32) {
    let mut path = PathBuilder::new();
    path.move_to(from, y);
    path.line_to(to, y);
    if let Some(path) = path.finish() {
        surface.set_stroke(stroke(ink, width, dash));
        surface.draw_path(&path);
    }
}

fn wave(surface: &mut Surface, ink: Ink, (from, to): (f32, f32), y: f32) {
    const HALF: f32 = 2.2;
    let mut path = PathBuilder::new();
    path.move_to(from, y);
    let mut x = from;
    let mut up = -1.7;
    while x < to {
        let end = (x + HALF).min(to);
        path.quad_to((x + end) / 2.0, y + up, end, y);
        (x, up) = (end, -up);
    }
    if let Some(path) = path.finish() {
        surface.set_stroke(stroke(ink, 0.8, &[]));
        surface.draw_path(&path);
    }
}
