//! Strips: what cannot be broken across two pages, such as a line with its number in the margin.

use super::look::Ink;

/// A strip across the page.
#[derive(Debug, Default)]
pub(super) struct Strip {
    /// Space above it, which is left out at the top of a page.
    pub above: f32,
    /// Its height.
    pub height: f32,
    /// It stands on the same page as the next one.
    pub keep: bool,
    /// It begins a page.
    pub new_page: bool,
    /// The row of headings that is repeated above it where it begins a page, by its place in [`super::compose::Composed::heads`].
    pub head: Option<usize>,
    /// What is in it.
    pub parts: Vec<Part>,
}

/// Something in a strip, at its place from the strip’s top.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    /// A line of a paragraph.
    Line {
        /// The paragraph, by its place in [`super::compose::Composed::paragraphs`].
        paragraph: usize,
        /// The line.
        line: usize,
        /// Its left edge, from that of the page.
        x: f32,
        /// Its baseline.
        y: f32,
    },
    /// The picture of [`super::compose::Composed::picture`], from the top of the strip.
    Picture {
        /// Its left edge, from that of the page.
        x: f32,
        /// Its width.
        width: f32,
        /// Its height.
        height: f32,
    },
    /// A filled rectangle: a rule, or a part of a bar.
    Block {
        /// Left edge, from that of the page.
        x: f32,
        /// Top.
        y: f32,
        /// Width.
        width: f32,
        /// Height.
        height: f32,
        /// Colour.
        ink: Ink,
    },
}

/// A strip on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Placed {
    /// The strip.
    pub strip: usize,
    /// Its top, from that of the page.
    pub top: f32,
    /// It repeats a row of headings.
    pub again: bool,
}
