//! Textures in memory: the font atlas, and any picture a panel shows.

use egui::epaint::{Color32, ImageData, ImageDelta};
use egui::{TextureFilter, TextureId, TextureOptions, TextureWrapMode};
use std::collections::HashMap;

/// All textures egui has handed out.
#[derive(Default)]
pub struct Textures {
    kept: HashMap<TextureId, Texture>,
}

impl Textures {
    /// Replaces a texture, or a part of it; a part that does not fit is left out.
    pub fn set(&mut self, id: TextureId, delta: &ImageDelta) {
        let ImageData::Color(image) = &delta.image;
        match delta.pos {
            None => {
                let texture = Texture { size: image.size, texels: image.pixels.clone(), options: delta.options };
                self.kept.insert(id, texture);
            }
            Some(at) => {
                if let Some(texture) = self.kept.get_mut(&id) {
                    texture.overwrite(at, image.size, &image.pixels);
                }
            }
        }
    }

    /// Forgets a texture.
    pub fn free(&mut self, id: TextureId) {
        self.kept.remove(&id);
    }

    /// The texture of a mesh.
    pub fn get(&self, id: TextureId) -> Option<&Texture> {
        self.kept.get(&id).filter(|texture| !texture.texels.is_empty())
    }
}

/// One texture, row by row from the top: colours in sRGB, multiplied by their alpha, as egui has them.
pub struct Texture {
    size: [usize; 2],
    texels: Vec<Color32>,
    options: TextureOptions,
}

impl Texture {
    /// Width and height in texels.
    pub fn size(&self) -> [f32; 2] {
        self.size.map(|side| side as f32)
    }

    /// Whether neighbouring texels are mixed, where one pixel of the window covers `reach` texels.
    pub fn is_smooth(&self, reach: f32) -> bool {
        let filter = if reach > 1.0 { self.options.minification } else { self.options.magnification };
        filter == TextureFilter::Linear
    }

    fn overwrite(&mut self, [left, top]: [usize; 2], [width, height]: [usize; 2], texels: &[Color32]) {
        if width == 0 || left + width > self.size[0] || top + height > self.size[1] {
            return;
        }
        for (row, from) in texels.chunks_exact(width).enumerate() {
            let start = (top + row) * self.size[0] + left;
            if let Some(to) = self.texels.get_mut(start..start + width) {
                to.copy_from_slice(from);
            }
        }
    }

    /// The texels of a row from `left` on, when `count` of them lie inside the texture.
    pub fn row(&self, left: i64, top: i64, count: usize) -> Option<&[Color32]> {
        let (left, top) = (usize::try_from(left).ok()?, usize::try_from(top).ok()?);
        if left + count > self.size[0] {
            return None;
        }
        let start = top.checked_mul(self.size[0])? + left;
        self.texels.get(start..start + count)
    }

    fn texel(&self, x: i64, y: i64) -> [f32; 4] {
        let (x, y) = (self.wrapped(x, self.size[0]), self.wrapped(y, self.size[1]));
        let texel = self.texels.get(y * self.size[0] + x).copied().unwrap_or_default();
        texel.to_array().map(f32::from)
    }

    fn wrapped(&self, at: i64, side: usize) -> usize {
        let side = side as i64;
        let inside = match self.options.wrap_mode {
            TextureWrapMode::ClampToEdge => at.clamp(0, side - 1),
            TextureWrapMode::Repeat => at.rem_euclid(side),
            TextureWrapMode::MirroredRepeat => {
                let there_and_back = at.rem_euclid(2 * side);
                there_and_back.min(2 * side - 1 - there_and_back)
            }
        };
        inside as usize
    }

    /// The colour at a place given in texels, each channel from 0 to 255: the nearest texel, or a mix of four.
    pub fn sample(&self, [u, v]: [f32; 2], smooth: bool) -> [f32; 4] {
        if !smooth {
            return self.texel(u.floor() as i64, v.floor() as i64);
        }
        let (left, top) = ((u - 0.5).floor(), (v - 0.5).floor());
        let (right_share, bottom_share) = (u - 0.5 - left, v - 0.5 - top);
        let (x, y) = (left as i64, top as i64);
        let upper = mix(self.texel(x, y), self.texel(x + 1, y), right_share);
        let lower = mix(self.texel(x, y + 1), self.texel(x + 1, y + 1), right_share);
        mix(upper, lower, bottom_share)
    }
}

fn mix(from: [f32; 4], to: [f32; 4], share: f32) -> [f32; 4] {
    std::array::from_fn(|channel| from[channel] + (to[channel] - from[channel]) * share)
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::ColorImage;

    /// Four texels in a row, 0, 100, 200 and 40, read at places on the row.
    fn check(options: TextureOptions, u: f32, expected: f32) {
        let pixels = [0, 100, 200, 40].map(Color32::from_gray).to_vec();
        let mut textures = Textures::default();
        textures.set(TextureId::default(), &ImageDelta::full(ColorImage::new([4, 1], pixels), options));
        let texture = textures.get(TextureId::default()).unwrap();
        let smooth = texture.is_smooth(1.0);
        assert_eq!(texture.sample([u, 0.5], smooth)[0], expected, "at {u} with {options:?}");
    }

    #[test]
    fn texels_are_read_and_wrapped() {
        check(TextureOptions::NEAREST, 1.9, 100.0);
        check(TextureOptions::LINEAR, 1.5, 100.0);
        check(TextureOptions::LINEAR, 2.0, 150.0);
        check(TextureOptions::LINEAR, -7.0, 0.0);
        check(TextureOptions::NEAREST, 99.0, 40.0);
        check(TextureOptions::NEAREST_REPEAT, 5.5, 100.0);
        check(TextureOptions::NEAREST_MIRRORED_REPEAT, 5.5, 200.0);
    }

    #[test]
    fn a_part_is_replaced_and_a_misfit_left_out() {
        let mut textures = Textures::default();
        let id = TextureId::default();
        let options = TextureOptions::NEAREST;
        textures.set(id, &ImageDelta::full(ColorImage::filled([3, 3], Color32::BLACK), options));
        let part = ColorImage::filled([2, 2], Color32::WHITE);
        textures.set(id, &ImageDelta::partial([1, 1], part.clone(), options));
        textures.set(id, &ImageDelta::partial([2, 2], part, options));
        let rows: Vec<Vec<u8>> = (0..3)
            .map(|y| textures.get(id).unwrap().row(0, y, 3).unwrap().iter().map(|texel| texel.r()).collect())
            .collect();
        assert_eq!(rows, [vec![0, 0, 0], vec![0, 255, 255], vec![0, 255, 255]]);
        textures.free(id);
        assert!(textures.get(id).is_none());
    }
}
