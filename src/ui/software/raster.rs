//! Draws egui's triangles into memory, as its shaders do on a graphics card: colours are premultiplied sRGB, and are
//! multiplied and blended as they are, without going to linear light, because egui chose its colours for that.
//!
//! A pixel belongs to a triangle when its centre lies inside; a centre on an edge belongs to the triangle on its right.
//! Corners are rounded to a 256th of a pixel first and edges are cut in whole numbers, so that triangles with a common
//! edge leave no gap and never draw a pixel twice, which would show where they are see-through.

use super::color::{blended, channels, fill, multiplied, packed, product, shade, tinted};
use super::edges::{Plane, crossing, first_inside, fixed, is_below, offset};
use super::texture::{Texture, Textures};
use egui::epaint::{ClippedPrimitive, Color32, Mesh, Primitive, Vertex};
use egui::{Pos2, Rect};

/// No corner is further out than this, in pixels; keeps the products below within 64 bits.
const FURTHEST: f32 = 1_000_000.0;

/// A picture to draw on: one number `0x00RRGGBB` for each pixel, row by row from the top.
pub struct Canvas<'a> {
    pixels: &'a mut [u32],
    width: usize,
    height: usize,
}

impl<'a> Canvas<'a> {
    /// A canvas of this width, as high as the pixels go.
    pub fn new(pixels: &'a mut [u32], width: usize) -> Self {
        let height = pixels.len().checked_div(width).unwrap_or(0);
        Self { pixels, width, height }
    }

    /// Draws over everything.
    pub fn clear(&mut self, color: Color32) {
        self.pixels.fill(packed(color));
    }

    /// Draws what egui has tessellated. Callbacks that want a graphics card are left out; Tickmark has none.
    pub fn paint(&mut self, primitives: &[ClippedPrimitive], textures: &Textures, pixels_per_point: f32) {
        for ClippedPrimitive { clip_rect, primitive } in primitives {
            let Primitive::Mesh(mesh) = primitive else { continue };
            let Some(texture) = textures.get(mesh.texture_id) else { continue };
            let clip = self.clip(*clip_rect, pixels_per_point);
            if clip.left < clip.right && clip.top < clip.bottom {
                Brush { canvas: self, clip, texture, scale: pixels_per_point }.paint(mesh);
            }
        }
    }

    fn clip(&self, rect: Rect, scale: f32) -> Clip {
        let within = |at: f32, most: usize| ((at * scale).round() as i64).clamp(0, most as i64);
        Clip {
            left: within(rect.min.x, self.width),
            right: within(rect.max.x, self.width),
            top: within(rect.min.y, self.height),
            bottom: within(rect.max.y, self.height),
        }
    }

    /// The pixels of a row, from `left` to before `right`.
    fn row(&mut self, y: i64, left: i64, right: i64) -> &mut [u32] {
        let start = y as usize * self.width;
        self.pixels.get_mut(start + left as usize..start + right as usize).unwrap_or_default()
    }
}

/// A rectangle of whole pixels inside the canvas; `right` and `bottom` are the first outside.
#[derive(Clone, Copy)]
struct Clip {
    left: i64,
    right: i64,
    top: i64,
    bottom: i64,
}

impl Clip {
    fn columns(&self, from: i64, to: i64) -> (i64, i64) {
        (from.clamp(self.left, self.right), to.clamp(self.left, self.right))
    }

    fn rows(&self, from: i64, to: i64) -> std::ops::Range<i64> {
        from.clamp(self.top, self.bottom)..to.clamp(self.top, self.bottom)
    }
}

/// A corner of a triangle: where it is in pixels, what it shows of the texture in texels, and its colour.
#[derive(Clone, Copy)]
struct Corner {
    at: Pos2,
    texel: [f32; 2],
    color: Color32,
}

/// What one mesh is drawn with.
struct Brush<'a, 'b> {
    canvas: &'a mut Canvas<'b>,
    clip: Clip,
    texture: &'a Texture,
    scale: f32,
}

impl Brush<'_, '_> {
    fn paint(&mut self, mesh: &Mesh) {
        let mut rest = mesh.indices.as_slice();
        while let [a, b, c, after @ ..] = rest {
            let triangle = [*a, *b, *c].map(|index| self.corner(mesh, index));
            rest = after;
            let [Some(first), Some(second), Some(third)] = triangle else { continue };
            // Glyphs and plain rectangles come as two triangles over a diagonal.
            if let [d, e, f, after @ ..] = after
                && (d, e) == (c, b)
                && let Some(last) = self.corner(mesh, *f)
                && self.rectangle([first, second, third, last])
            {
                rest = after;
                continue;
            }
            self.triangle([first, second, third]);
        }
    }

    fn corner(&self, mesh: &Mesh, index: u32) -> Option<Corner> {
        let Vertex { pos, uv, color } = mesh.vertices.get(index as usize)?;
        let [width, height] = self.texture.size();
        let at = *pos * self.scale;
        let is_sane = at.x.abs() < FURTHEST && at.y.abs() < FURTHEST && uv.x.is_finite() && uv.y.is_finite();
        is_sane.then_some(Corner { at, texel: [uv.x * width, uv.y * height], color: *color })
    }

    /// Draws left top, right top, left bottom, right bottom, if they are an upright rectangle of one colour that shows
    /// one texel, or texel for pixel. This is nearly all there is in a window of text.
    fn rectangle(&mut self, [lt, rt, lb, rb]: [Corner; 4]) -> bool {
        let upright = lt.at.x == lb.at.x && rt.at.x == rb.at.x && lt.at.y == rt.at.y && lb.at.y == rb.at.y;
        let one_color = lt.color == rt.color && lt.color == lb.color && lt.color == rb.color;
        let straight = lt.texel[0] == lb.texel[0]
            && rt.texel[0] == rb.texel[0]
            && lt.texel[1] == rt.texel[1]
            && lb.texel[1] == rb.texel[1];
        let (left, top, right, bottom) = (lt.at.x, lt.at.y, rb.at.x, rb.at.y);
        if !upright || !one_color || !straight || left >= right || top >= bottom {
            return false;
        }
        let first = |at: f32| first_inside(fixed(at));
        let columns = self.clip.columns(first(left), first(right));
        let rows = self.clip.rows(first(top), first(bottom));
        if lt.texel == rb.texel {
            self.fill(columns, rows, tinted(self.texture.sample(lt.texel, true), lt.color));
            return true;
        }
        match (offset(left, right, lt.texel[0], rb.texel[0]), offset(top, bottom, lt.texel[1], rb.texel[1])) {
            (Some(across), Some(down)) => self.copy(columns, rows, [across, down], lt.color),
            _ => false,
        }
    }

    fn fill(&mut self, (from, to): (i64, i64), rows: std::ops::Range<i64>, color: [u8; 4]) {
        for y in rows {
            fill(self.canvas.row(y, from, to), color);
        }
    }

    /// Copies texels to pixels, one to one; `false` where texels outside the texture are wanted.
    fn copy(&mut self, (from, to): (i64, i64), rows: std::ops::Range<i64>, by: [i64; 2], color: Color32) -> bool {
        let (count, texture) = ((to - from) as usize, self.texture);
        let inside = |y: i64| texture.row(from + by[0], y + by[1], count).is_some();
        if rows.is_empty() || count == 0 {
            return true;
        }
        if !inside(rows.start) || !inside(rows.end - 1) {
            return false;
        }
        for y in rows {
            let texels = texture.row(from + by[0], y + by[1], count).unwrap_or_default();
            for (pixel, texel) in self.canvas.row(y, from, to).iter_mut().zip(texels) {
                if *texel != Color32::TRANSPARENT {
                    *pixel = blended(*pixel, multiplied(*texel, color));
                }
            }
        }
        true
    }

    fn triangle(&mut self, corners: [Corner; 3]) {
        let [a, b, c] = corners;
        let points = corners.map(|corner| (fixed(corner.at.x), fixed(corner.at.y)));
        if a.texel == b.texel && b.texel == c.texel {
            let texel = self.texture.sample(a.texel, true);
            if a.color == b.color && b.color == c.color {
                let color = tinted(texel, a.color);
                self.spans(points, |row, _, _| fill(row, color));
            } else if let Some(colors) = Plane::through(corners.map(|it| (it.at, channels(it.color)))) {
                self.spans(points, |row, x, y| shade(row, colors.run(x, y), |color| product(texel, color)));
            }
        } else {
            self.textured(points, corners);
        }
    }

    fn textured(&mut self, points: [(i64, i64); 3], corners: [Corner; 3]) {
        let plane = Plane::through(corners.map(|corner| {
            let ([u, v], [r, g, b, a]) = (corner.texel, channels(corner.color));
            (corner.at, [u, v, r, g, b, a])
        }));
        let Some(plane) = plane else { return };
        let texture = self.texture;
        let smooth = texture.is_smooth(plane.across[0].hypot(plane.across[1]));
        self.spans(points, |row, x, y| {
            shade(row, plane.run(x, y), |[u, v, color @ ..]| product(texture.sample([u, v], smooth), color));
        });
    }

    /// Calls `draw` with each row of pixels inside a triangle, and with the row's first pixel.
    fn spans(&mut self, mut points: [(i64, i64); 3], draw: impl Fn(&mut [u32], i64, i64)) {
        points.sort_unstable_by_key(|(_, y)| *y);
        let [top, middle, bottom] = points;
        for y in self.clip.rows(first_inside(top.1), first_inside(bottom.1)) {
            let long = crossing(top, bottom, y);
            let short = if is_below(middle.1, y) { crossing(top, middle, y) } else { crossing(middle, bottom, y) };
            let (from, to) = self.clip.columns(long.min(short), long.max(short));
            if from < to {
                draw(self.canvas.row(y, from, to), from, y);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::epaint::ImageDelta;
    use egui::{ColorImage, TextureId, TextureOptions, pos2, vec2};

    const WIDTH: usize = 8;

    /// A texture of 2 by 2 texels, white above, grey below.
    fn textures() -> Textures {
        let pixels = [255, 255, 100, 100].map(Color32::from_gray).to_vec();
        let mut textures = Textures::default();
        let delta = ImageDelta::full(ColorImage::new([2, 2], pixels), TextureOptions::NEAREST);
        textures.set(TextureId::default(), &delta);
        textures
    }

    /// Draws a mesh on black, within a clip rectangle; the red channel of each pixel.
    fn draw(mesh: Mesh, clip: Rect) -> Vec<Vec<u8>> {
        let mut pixels = vec![0; WIDTH * 4];
        let mut canvas = Canvas::new(&mut pixels, WIDTH);
        canvas.paint(&[ClippedPrimitive { clip_rect: clip, primitive: Primitive::Mesh(mesh) }], &textures(), 1.0);
        pixels.chunks(WIDTH).map(|row| row.iter().map(|pixel| pixel.to_be_bytes()[1]).collect()).collect()
    }

    fn rect(left: f32, top: f32, right: f32, bottom: f32) -> Rect {
        Rect::from_min_max(pos2(left, top), pos2(right, bottom))
    }

    fn colored(place: Rect, color: Color32) -> Mesh {
        let mut mesh = Mesh::default();
        mesh.add_colored_rect(place, color);
        mesh
    }

    fn check(mesh: Mesh, clip: Rect, expected: [[u8; WIDTH]; 4]) {
        assert_eq!(draw(mesh, clip), expected);
    }

    const O: u8 = 0;
    const X: u8 = 255;

    #[test]
    fn a_rectangle_covers_the_pixels_whose_centres_are_inside() {
        let expected = [[O; 8], [O, X, X, X, O, O, O, O], [O, X, X, X, O, O, O, O], [O; 8]];
        check(colored(rect(1.0, 1.0, 4.0, 3.0), Color32::WHITE), Rect::EVERYTHING, expected);
        check(colored(rect(0.6, 0.6, 4.4, 2.6), Color32::WHITE), Rect::EVERYTHING, expected);
    }

    #[test]
    fn a_see_through_rectangle_mixes_with_what_is_under_it() {
        let mut mesh = colored(rect(0.0, 0.0, 4.0, 4.0), Color32::from_gray(200));
        mesh.append(colored(rect(2.0, 0.0, 6.0, 4.0), Color32::from_black_alpha(128)));
        mesh.append(colored(rect(6.0, 0.0, 8.0, 4.0), Color32::from_rgb_additive(50, 50, 50)));
        check(mesh, Rect::EVERYTHING, [[200, 200, 100, 100, 0, 0, 50, 50]; 4]);
    }

    #[test]
    fn nothing_is_drawn_outside_the_clip_rectangle_or_the_canvas() {
        let expected = [[O; 8], [O, O, X, X, X, O, O, O], [O; 8], [O; 8]];
        check(colored(rect(-99.0, -99.0, 99.0, 99.0), Color32::WHITE), rect(2.0, 1.0, 5.0, 2.0), expected);
        check(colored(rect(1.0, 1.0, 4.0, 3.0), Color32::WHITE), rect(5.0, 0.0, 4.0, 9.0), [[O; 8]; 4]);
        check(colored(rect(1.0, 1.0, f32::NAN, f32::INFINITY), Color32::WHITE), Rect::EVERYTHING, [[O; 8]; 4]);
    }

    #[test]
    fn a_picture_is_copied_texel_for_pixel_or_stretched() {
        let whole = rect(0.0, 0.0, 1.0, 1.0);
        let mut mesh = Mesh::default();
        mesh.add_rect_with_uv(rect(1.0, 1.0, 3.0, 3.0), whole, Color32::WHITE);
        mesh.add_rect_with_uv(rect(4.0, 0.0, 8.0, 4.0), whole, Color32::from_gray(51));
        let (upper, lower) = ([51; 4], [20; 4]);
        let row = |small: [u8; 4], large: [u8; 4]| std::array::from_fn(|i| [small, large].concat()[i]);
        let expected = [row([O; 4], upper), row([O, X, X, O], upper), row([O, 100, 100, O], lower), row([O; 4], lower)];
        check(mesh, Rect::EVERYTHING, expected);
    }

    #[test]
    fn colours_run_evenly_between_the_corners() {
        let mut mesh = Mesh::default();
        for (x, y) in [(0.0, 0.0), (8.0, 0.0), (0.0, 4.0), (8.0, 4.0)] {
            mesh.colored_vertex(pos2(x, y), Color32::from_gray((x * 16.0) as u8));
        }
        mesh.add_triangle(0, 1, 2);
        mesh.add_triangle(2, 1, 3);
        check(mesh, Rect::EVERYTHING, [[8, 24, 40, 56, 72, 88, 104, 120]; 4]);
    }

    #[test]
    fn triangles_around_a_point_draw_each_pixel_once() {
        for turn in 0_u8..60 {
            let (mut mesh, angle) = (Mesh::default(), f32::from(turn) * 0.1);
            mesh.colored_vertex(pos2(4.1, 2.2), Color32::from_white_alpha(100));
            for corner in 0_u8..5 {
                let at = angle + f32::from(corner) * std::f32::consts::TAU / 5.0;
                mesh.colored_vertex(pos2(4.1, 2.2) + 50.0 * vec2(at.cos(), at.sin()), Color32::from_white_alpha(100));
            }
            (1..=5).for_each(|corner| mesh.add_triangle(0, corner, corner % 5 + 1));
            check(mesh, Rect::EVERYTHING, [[100; 8]; 4]);
        }
    }

    #[test]
    fn an_index_that_points_nowhere_is_left_out() {
        let mut mesh = colored(rect(0.0, 0.0, 8.0, 4.0), Color32::WHITE);
        mesh.indices = vec![0, 1, 99, 2];
        check(mesh, Rect::EVERYTHING, [[O; 8]; 4]);
    }
}
