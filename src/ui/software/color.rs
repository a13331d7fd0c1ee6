//! Colours on pixels: premultiplied sRGB, multiplied and blended as they are.

use egui::Color32;

/// The channels, from 0 to 255.
pub fn channels(color: Color32) -> [f32; 4] {
    color.to_array().map(f32::from)
}

/// Texel times colour.
pub fn product(texel: [f32; 4], color: [f32; 4]) -> [u8; 4] {
    std::array::from_fn(|i| (texel[i] * color[i].clamp(0.0, 255.0) / 255.0 + 0.5) as u8)
}

/// A texel seen through a colour.
pub fn tinted(texel: [f32; 4], color: Color32) -> [u8; 4] {
    product(texel, channels(color))
}

/// Texel times colour, both as bytes.
pub fn multiplied(texel: Color32, color: Color32) -> [u8; 4] {
    let (texel, color) = (texel.to_array(), color.to_array());
    std::array::from_fn(|i| share(u32::from(texel[i]) * u32::from(color[i])) as u8)
}

/// A product of two numbers up to 255, divided by 255 and rounded.
fn share(product: u32) -> u32 {
    let rounded = product + 128;
    (rounded + (rounded >> 8)) >> 8
}

/// A pixel of this colour, `0x00RRGGBB`.
pub fn packed(color: Color32) -> u32 {
    let [r, g, b, _] = color.to_array();
    u32::from_be_bytes([0, r, g, b])
}

/// What is seen when a premultiplied colour lies on a pixel.
pub fn blended(under: u32, [r, g, b, a]: [u8; 4]) -> u32 {
    let [_, under_r, under_g, under_b] = under.to_be_bytes();
    let through = 255 - u32::from(a);
    let mix = |over: u8, under: u8| (u32::from(over) + share(u32::from(under) * through)).min(255);
    (mix(r, under_r) << 16) | (mix(g, under_g) << 8) | mix(b, under_b)
}

/// Lays a colour on each pixel of a row.
pub fn fill(row: &mut [u32], color: [u8; 4]) {
    match color {
        [0, 0, 0, 0] => {}
        [r, g, b, 255] => row.fill(u32::from_be_bytes([0, r, g, b])),
        _ => row.iter_mut().for_each(|pixel| *pixel = blended(*pixel, color)),
    }
}

/// Lays colours on a row, each made of the value at its pixel.
pub fn shade<T>(row: &mut [u32], values: impl Iterator<Item = T>, color: impl Fn(T) -> [u8; 4]) {
    for (pixel, value) in row.iter_mut().zip(values) {
        *pixel = blended(*pixel, color(value));
    }
}
