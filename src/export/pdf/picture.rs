//! The logo of the house on the first page, the only picture that a report has.

use super::compose::Composer;
use super::draw::Painter;
use super::look::LEFT;
use super::strip::{Part, Strip};
use super::tree::Element;
use crate::export::{Logo, LogoKind};
use krilla::geom::{Rect, Size, Transform};
use krilla::image::Image;
use krilla::surface::Surface;
use krilla::tagging::{BBox, ContentTag, Tag};

/// Points of a pixel of 1/96 inch.
const POINTS: f32 = 0.75;

/// A picture that was given its place.
pub(super) struct Picture {
    image: Image,
    /// What is read out for it.
    alt: String,
    /// Its element.
    element: Element,
}

impl<'a> Composer<'a, '_> {
    /// Gives the logo its place; one that is no picture has none.
    pub(super) fn logo(&mut self, logo: &Logo, house: &str) {
        let data = logo.bytes().to_vec().into();
        let image = match logo.kind() {
            LogoKind::Png => Image::from_png(data, false),
            LogoKind::Jpeg => Image::from_jpeg(data, false),
        };
        let Ok(image) = image else { return };
        let house = crate::export::clean::one_line(house);
        let alt = if house.is_empty() { "Logo".to_owned() } else { house };
        let element = self.out.tree.add(self.section, Tag::Figure(Some(alt.clone())));
        self.out.picture = Some(Picture { image, alt, element });
        let (width, height) = logo.shown();
        let (width, height) = (width as f32 * POINTS, height as f32 * POINTS);
        let parts = vec![Part::Picture { x: LEFT, width, height }];
        // The edition stands under it as far off as under a name.
        self.strip(Strip { height: height + 6.0, keep: true, parts, ..Strip::default() });
    }
}

impl Painter<'_, '_, '_> {
    /// Draws the logo, if it stands on this page.
    pub(super) fn picture(&mut self, surface: &mut Surface, number: usize) {
        let Some(Picture { image, alt, element }) = &self.composed.picture else { return };
        for placed in &self.pages[number] {
            for part in &self.composed.strips[placed.strip].parts {
                let Part::Picture { x, width, height } = *part else { continue };
                let (Some(size), Some(area)) =
                    (Size::from_wh(width, height), Rect::from_xywh(x, placed.top, width, height))
                else {
                    continue;
                };
                let figure = Tag::Figure(Some(alt.clone())).with_bbox(Some(BBox::new(number, area)));
                self.tree.tag(*element, figure);
                let drawn = surface.start_tagged(ContentTag::Other);
                surface.push_transform(&Transform::from_translate(x, placed.top));
                surface.draw_image(image.clone(), size);
                surface.pop();
                surface.end_tagged();
                self.tree.content(*element, drawn);
            }
        }
    }
}
