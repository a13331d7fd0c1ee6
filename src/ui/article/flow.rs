//! Where each block of the article stands on the page: heights guessed at first, then measured little by little.
//!
//! Invariants: blocks do not overlap and stand in order; a height once measured stays until the page changes. No laid out
//! text is kept here: it points into the library's atlas of letters, which is made anew when the theme changes or it
//! is full. The library keeps what was drawn in the frame before.

use super::markup::{Inset, Markup};
use super::style::{BlockStyle, Ending, lay_out, style_of};
use crate::model::Draft;
use egui::{Context, Galley};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long one frame may spend on measuring blocks that are out of view.
const SLICE: Duration = Duration::from_millis(3);

/// What the page looks like; when it changes, everything is laid out anew.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Page {
    /// Number of the draft.
    pub draft: u32,
    /// Width of the column in points.
    pub width: f32,
    /// Size of the article's letters in points.
    pub size: f32,
    /// Pixels in a point.
    pub scale: f32,
    /// Which changes are shown; 0 for none.
    pub markup: u64,
}

/// The flow of blocks down the page. Positions are points from the top of the article.
#[derive(Default)]
pub struct Flow {
    page: Option<Page>,
    heights: Vec<f32>,
    measured: usize,
    tops: Vec<f64>,
}

impl Flow {
    /// Gets ready for a frame; true when the page is another than before.
    pub fn prepare(&mut self, draft: &Draft, page: Page) -> bool {
        if self.page == Some(page) {
            return false;
        }
        *self = Self { page: Some(page), ..Self::default() };
        self.heights = draft
            .blocks
            .iter()
            .map(|block| {
                let style = style_of(block, page.size);
                let letters = block.end.saturating_sub(block.start) as f32;
                let lines = (letters * style.size * 0.45 / (page.width - style.indent).max(40.0)).ceil().max(1.0);
                lines * style.line_height + style.after
            })
            .collect();
        self.sum();
        true
    }

    fn sum(&mut self) {
        let mut top = 0.0;
        self.tops.clear();
        for height in &self.heights {
            self.tops.push(top);
            top += f64::from(*height);
        }
        self.tops.push(top);
    }

    /// Measures blocks out of view for a few milliseconds. True when some remain.
    pub fn measure(&mut self, ctx: &Context, draft: &Draft, markup: Option<&Markup>) -> bool {
        let since = Instant::now();
        let before = self.measured;
        while self.measured < self.heights.len() && since.elapsed() < SLICE {
            let insets = markup.map_or(&[][..], |markup| &markup.of(self.measured).insets);
            let height = self.height_of(&self.lay_out(ctx, draft, self.measured, &[], insets), draft, self.measured);
            if let Some(slot) = self.heights.get_mut(self.measured) {
                *slot = height;
            }
            self.measured += 1;
        }
        if self.measured > before {
            self.sum();
        }
        self.measured < self.heights.len()
    }

    fn style(&self, draft: &Draft, block: usize) -> BlockStyle {
        let size = self.page.map_or(18.0, |page| page.size);
        draft.blocks.get(block).map(|block| style_of(block, size)).unwrap_or_default()
    }

    fn lay_out(&self, ctx: &Context, draft: &Draft, block: usize, endings: &[Ending], insets: &[Inset]) -> Arc<Galley> {
        let width = self.page.map_or(600.0, |page| page.width);
        lay_out(ctx, draft.block_text(block), &self.style(draft, block), endings, insets, width)
    }

    fn height_of(&self, galley: &Galley, draft: &Draft, block: usize) -> f32 {
        galley.rect.height() + self.style(draft, block).after
    }

    /// The laid out text of a block whose claims end as given, with words that are no longer there.
    pub fn galley(
        &mut self,
        ctx: &Context,
        draft: &Draft,
        block: usize,
        endings: &[Ending],
        insets: &[Inset],
    ) -> Arc<Galley> {
        let galley = self.lay_out(ctx, draft, block, endings, insets);
        let height = self.height_of(&galley, draft, block);
        if let Some(slot) = self.heights.get_mut(block).filter(|known| **known != height) {
            *slot = height;
            self.sum();
        }
        galley
    }

    /// Height of the whole article.
    pub fn height(&self) -> f64 {
        self.tops.last().copied().unwrap_or_default()
    }

    /// Top of a block.
    pub fn top(&self, block: usize) -> f64 {
        self.tops.get(block).copied().unwrap_or_else(|| self.height())
    }

    /// The block that holds this position, the last one below the end.
    pub fn block_at(&self, y: f64) -> usize {
        self.tops.partition_point(|top| *top <= y).saturating_sub(1).min(self.heights.len().saturating_sub(1))
    }
}
