//! Where each block of the article stands on the page: heights guessed at first, measured little by little, and the
//! laid out text of those in view.
//!
//! Invariants: blocks do not overlap and stand in order; a height once measured stays until the page changes; only
//! blocks near the view keep their laid out text, since it takes two hundred bytes a character.

use super::style::{BlockStyle, Ending, lay_out, style_of};
use crate::model::Draft;
use egui::{Context, Galley};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long one frame may spend on measuring blocks that are out of view.
const SLICE: Duration = Duration::from_millis(3);

/// How many frames laid out text is kept after it was last in view.
const KEEP: u64 = 60;

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
}

struct Laid {
    galley: Arc<Galley>,
    endings: Vec<Ending>,
    used: u64,
}

/// The flow of blocks down the page. Positions are points from the top of the article.
#[derive(Default)]
pub struct Flow {
    page: Option<Page>,
    heights: Vec<f32>,
    measured: usize,
    tops: Vec<f64>,
    laid: HashMap<usize, Laid>,
    frame: u64,
    filled: f32,
}

impl Flow {
    /// Gets ready for a frame; true when the page is another than before.
    pub fn prepare(&mut self, ctx: &Context, draft: &Draft, page: Page) -> bool {
        self.forget_lost_letters(ctx);
        self.frame += 1;
        let oldest = self.frame.saturating_sub(KEEP);
        self.laid.retain(|_, laid| laid.used >= oldest);
        if self.page == Some(page) {
            return false;
        }
        *self = Self { page: Some(page), frame: self.frame, filled: self.filled, ..Self::default() };
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

    /// Forgets laid out text, which knows where its letters are in the font atlas of its window.
    pub fn forget(&mut self) {
        self.laid.clear();
    }

    /// egui empties the font atlas when it is nearly full.
    fn forget_lost_letters(&mut self, ctx: &Context) {
        let filled = ctx.fonts(|fonts| fonts.font_atlas_fill_ratio());
        if filled < self.filled {
            self.forget();
        }
        self.filled = filled;
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
    pub fn measure(&mut self, ctx: &Context, draft: &Draft) -> bool {
        let since = Instant::now();
        let before = self.measured;
        while self.measured < self.heights.len() && since.elapsed() < SLICE {
            if !self.laid.contains_key(&self.measured) {
                let height = self.height_of(&self.lay_out(ctx, draft, self.measured, &[]), draft, self.measured);
                if let Some(slot) = self.heights.get_mut(self.measured) {
                    *slot = height;
                }
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

    fn lay_out(&self, ctx: &Context, draft: &Draft, block: usize, endings: &[Ending]) -> Arc<Galley> {
        let width = self.page.map_or(600.0, |page| page.width);
        lay_out(ctx, draft.block_text(block), &self.style(draft, block), endings, width)
    }

    fn height_of(&self, galley: &Galley, draft: &Draft, block: usize) -> f32 {
        galley.rect.height() + self.style(draft, block).after
    }

    /// The laid out text of a block whose claims end as given.
    pub fn galley(&mut self, ctx: &Context, draft: &Draft, block: usize, endings: Vec<Ending>) -> Arc<Galley> {
        let frame = self.frame;
        if let Some(laid) = self.laid.get_mut(&block).filter(|laid| laid.endings == endings) {
            laid.used = frame;
            return Arc::clone(&laid.galley);
        }
        let galley = self.lay_out(ctx, draft, block, &endings);
        let height = self.height_of(&galley, draft, block);
        if self.heights.get(block).is_some_and(|known| *known != height) {
            if let Some(slot) = self.heights.get_mut(block) {
                *slot = height;
            }
            self.sum();
        }
        self.laid.insert(block, Laid { galley: Arc::clone(&galley), endings, used: frame });
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
