//! Where triangles begin and end on a row of pixels, and how their colours run between the corners.

use egui::Pos2;

/// Parts of a pixel that corners are rounded to.
const PARTS: i64 = 256;

/// Values that change evenly over the plane.
pub struct Plane<const N: usize> {
    at: Pos2,
    value: [f32; N],
    /// How much they change from one pixel to the next on its right.
    pub across: [f32; N],
    down: [f32; N],
}

impl<const N: usize> Plane<N> {
    /// Through three corners; `None` when they are on one line.
    pub fn through([(a, from), (b, second), (c, third)]: [(Pos2, [f32; N]); 3]) -> Option<Self> {
        let (ab, ac) = (b - a, c - a);
        let area = ab.x * ac.y - ac.x * ab.y;
        if area.abs() < 1e-6 {
            return None;
        }
        let steps = |i: usize| (second[i] - from[i], third[i] - from[i]);
        let across = std::array::from_fn(|i| (steps(i).0 * ac.y - steps(i).1 * ab.y) / area);
        let down = std::array::from_fn(|i| (steps(i).1 * ab.x - steps(i).0 * ac.x) / area);
        Some(Self { at: a, value: from, across, down })
    }

    /// The values at the centre of a pixel and of the pixels to its right.
    pub fn run(&self, x: i64, y: i64) -> impl Iterator<Item = [f32; N]> {
        let (dx, dy) = (x as f32 + 0.5 - self.at.x, y as f32 + 0.5 - self.at.y);
        let start: [f32; N] = std::array::from_fn(|i| self.value[i] + self.across[i] * dx + self.down[i] * dy);
        (0_u32..).map(move |step| std::array::from_fn(|i| start[i] + self.across[i] * step as f32))
    }
}

/// How far the texels of a side lie behind its pixels, when they lie on them one to one.
pub fn offset(start: f32, end: f32, first_texel: f32, last_texel: f32) -> Option<i64> {
    let slack = 1.0 / 32.0;
    let by = first_texel - start;
    let fits = (last_texel - end - by).abs() < slack && (by - by.round()).abs() < slack;
    fits.then_some(by.round() as i64)
}

/// A place in pixels, rounded to a 256th.
pub fn fixed(at: f32) -> i64 {
    (at * PARTS as f32).round() as i64
}

fn ceiling(over: i64, under: i64) -> i64 {
    -(-over).div_euclid(under)
}

/// The first pixel whose centre is at `at` or beyond.
pub fn first_inside(at: i64) -> i64 {
    ceiling(at - PARTS / 2, PARTS)
}

/// Whether `at` lies below the centres of a row of pixels.
pub fn is_below(at: i64, row: i64) -> bool {
    row * PARTS + PARTS / 2 < at
}

/// The first pixel whose centre is at an edge or beyond, on a row; the edge goes from its upper to its lower point.
pub fn crossing(upper: (i64, i64), lower: (i64, i64), row: i64) -> i64 {
    let height = (lower.1 - upper.1).max(1);
    let centre = row * PARTS + PARTS / 2;
    ceiling((upper.0 - PARTS / 2) * height + (lower.0 - upper.0) * (centre - upper.1), height * PARTS)
}
