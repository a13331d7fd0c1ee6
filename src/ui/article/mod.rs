//! The article as on paper: only the blocks in view are laid out, claims are underlined, their numbers stand behind
//! them, their signs in the margin; text is selected with mouse and keyboard.
//!
//! [`flow`]: where blocks stand; [`style`]: how they are set; [`marks`]: where claims stand; [`markup`]: what changed since
//! another draft; [`select`]: caret and selection; [`keys`]: moving the caret; [`paint`]: one block on the page.

pub mod flow;
mod keys;
pub mod marks;
pub mod markup;
mod paint;
pub mod select;
pub mod style;

use super::action::Action;
use super::theme::Palette;
use crate::model::{ClaimId, Draft};
use crate::session::Session;
use crate::store::settings::Settings;
use egui::scroll_area::{DragScroll, ScrollSource};
use egui::text::CharIndex;
use egui::{Context, Galley, Id, Pos2, Rect, Response, Role, ScrollArea, Sense, Ui, WidgetInfo, accesskit, pos2, vec2};
use flow::{Flow, Page};
use marks::Marks;
use markup::{Markup, Places, Unread};
use select::Selection;
use std::sync::Arc;

/// Room for the signs left of the text, in points.
const MARGIN: f32 = 64.0;
/// Room at the right of the text.
const EDGE: f32 = 36.0;
/// Room above the article.
const TOP: f32 = 30.0;

/// What the window remembers of the article.
pub struct ArticlePane {
    /// Its focus.
    id: Id,
    flow: Flow,
    marks: Marks,
    /// The selected text and the caret.
    pub selection: Selection,
    column: Option<f32>,
    place: (usize, f64),
    offset: f64,
    goal: Option<usize>,
    page_height: f32,
}

impl Default for ArticlePane {
    fn default() -> Self {
        Self {
            id: id(),
            flow: Flow::default(),
            marks: Marks::default(),
            selection: Selection::default(),
            column: None,
            place: (0, f64::from(-TOP)),
            offset: 0.0,
            goal: None,
            page_height: 0.0,
        }
    }
}

/// What the article is drawn from.
pub struct Shown<'a> {
    /// The open project.
    pub session: &'a Session,
    /// The draft that is shown.
    pub draft: &'a Draft,
    /// The selected claim.
    pub selected: Option<&'a ClaimId>,
    /// Text size and line width.
    pub settings: &'a Settings,
    /// What changed since another draft, when that is to be seen.
    pub markup: Option<&'a Markup>,
    /// What nobody has read, when that is to be seen.
    pub unread: Option<Unread<'a>>,
}

impl<'a> Shown<'a> {
    /// From bytes of a block to laid out characters, and back.
    fn places(&self, block: usize) -> Places<'a> {
        let insets = self.markup.map_or(&[][..], |markup| &markup.of(block).insets);
        Places::new(self.draft.block_text(block), insets)
    }
}

/// A block in view.
struct Visible {
    block: usize,
    origin: Pos2,
    galley: Arc<Galley>,
}

/// The focus of the article that is checked.
pub fn id() -> Id {
    Id::unique("article")
}

impl ArticlePane {
    /// An article to be shown beside the one that is checked, told apart by this name.
    pub fn beside(name: &str) -> Self {
        Self { id: id().with(name), ..Self::default() }
    }

    /// The first byte of the topmost block in view.
    pub fn top(&self, draft: &Draft) -> usize {
        draft.blocks.get(self.place.0).map_or(0, |block| block.start)
    }

    /// Scrolls so that the block that holds this byte is on top.
    pub fn put_on_top(&mut self, draft: &Draft, byte: usize) {
        self.place = (draft.block_at(byte), 0.0);
    }

    /// Brings this byte into view at the next frame, unless it is.
    pub fn reveal(&mut self, byte: usize) {
        self.goal = Some(byte);
    }

    /// Draws the article and takes what is done to it.
    pub fn show(&mut self, ui: &mut Ui, shown: &Shown, actions: &mut Vec<Action>) {
        let palette = Palette::of(ui.ctx());
        // What stands above the article has its own part of the panel.
        let rect = ui.available_rect_before_wrap();
        ui.painter().rect_filled(rect, 0.0, palette.paper);
        let size = shown.settings.text_size;
        let width = (shown.settings.line_width * size * 0.5).min(rect.width() - MARGIN - EDGE).max(160.0);
        let page = Page {
            draft: shown.draft.number,
            width,
            size,
            scale: ui.pixels_per_point(),
            markup: shown.markup.map_or(0, |markup| markup.key),
        };
        let anew = self.flow.prepare(shown.draft, page);
        self.marks.refresh(shown.session, shown.draft);
        if self.flow.measure(ui.ctx(), shown.draft, shown.markup) {
            ui.ctx().request_repaint();
        }
        let left = rect.left() + MARGIN.max((rect.width() - width) * 0.5);
        self.page_height = rect.height();
        self.keyboard(ui.ctx(), shown, actions);
        let mut area = ScrollArea::vertical()
            .id_salt(("article scroll", self.id))
            .auto_shrink(false)
            .animated(false)
            .scroll_source(ScrollSource { drag: DragScroll::Never, ..ScrollSource::default() });
        if let Some(offset) = self.wanted_offset(ui.ctx(), shown, anew) {
            area = area.vertical_scroll_offset(offset.max(0.0) as f32);
        }
        let output = area.show_viewport(ui, |ui, viewport| self.page(ui, viewport, left, shown, actions));
        self.offset = f64::from(output.state.clamped_offset().y);
        let top = self.offset - f64::from(TOP);
        let first = self.flow.block_at(top.max(0.0));
        self.place = (first, top - self.flow.top(first));
    }

    /// Where to scroll, when it is not where the person left it: to a goal, or to the line that was on top before
    /// heights became known or the page changed.
    fn wanted_offset(&mut self, ctx: &Context, shown: &Shown, anew: bool) -> Option<f64> {
        let (block, within) = self.place;
        let top = self.flow.top(block) + if anew { within.min(0.0) } else { within };
        if let Some(goal) = self.goal.take() {
            let (line_top, line_bottom) = self.line(ctx, shown, goal);
            let height = f64::from(self.page_height);
            if line_top < top + 24.0 || line_bottom > top + height - 60.0 {
                return Some(line_top - height * 0.33 + f64::from(TOP));
            }
        }
        let offset = top + f64::from(TOP);
        ((offset - self.offset).abs() > 0.25).then_some(offset)
    }

    /// Top and bottom of the line that holds a byte.
    fn line(&mut self, ctx: &Context, shown: &Shown, byte: usize) -> (f64, f64) {
        let (block, at) = select::in_block(shown.draft, byte);
        let galley = self.galley(ctx, shown, block);
        let cursor = shown.places(block).of_byte(at);
        let rect = galley.pos_from_cursor(egui::text::CCursor::new(CharIndex(cursor)));
        let top = self.flow.top(block);
        (top + f64::from(rect.top()), top + f64::from(rect.bottom()))
    }

    fn galley(&mut self, ctx: &Context, shown: &Shown, block: usize) -> Arc<Galley> {
        let endings = self.marks.endings(block, shown.session);
        let insets = shown.markup.map_or(&[][..], |markup| &markup.of(block).insets);
        self.flow.galley(ctx, shown.draft, block, &endings, insets)
    }

    fn page(&mut self, ui: &mut Ui, viewport: Rect, left: f32, shown: &Shown, actions: &mut Vec<Action>) {
        ui.set_height(self.flow.height() as f32 + TOP + 80.0);
        let clip = ui.clip_rect();
        let top = f64::from(if viewport.top().is_finite() { viewport.top() } else { 0.0 }) - f64::from(TOP);
        let first = self.flow.block_at(top.max(0.0));
        let pane = self.background(ui, clip, shown);
        let mut visible = Vec::new();
        let mut block = first;
        while block < shown.draft.blocks.len() {
            let y = f64::from(clip.top()) + (self.flow.top(block) - top);
            if y > f64::from(clip.bottom()) {
                break;
            }
            let galley = self.galley(ui.ctx(), shown, block);
            let indent =
                shown.draft.blocks.get(block).map_or(0.0, |row| style::style_of(row, shown.settings.text_size).indent);
            let scale = f64::from(ui.pixels_per_point());
            let origin = pos2(left + indent, ((y * scale).round() / scale) as f32);
            visible.push(Visible { block, origin, galley });
            block += 1;
        }
        for row in &visible {
            let clicks = paint::block(self, ui, shown, row, &pane);
            for (response, claim) in clicks {
                self.clicked_claim(ui, &response, claim, &visible, shown, actions);
            }
        }
        self.pointer(ui, &pane, &visible, shown, actions);
    }

    /// What lies behind the text: it takes the focus, clicks beside claims, and the drags that select.
    fn background(&self, ui: &Ui, clip: Rect, shown: &Shown) -> Response {
        let pane = ui.interact(clip, self.id, Sense::click_and_drag());
        let name = format!("Article: {}", shown.session.project().title);
        pane.widget_info(|| WidgetInfo::labeled(Role::Document, true, &name));
        ui.ctx().accesskit_node_builder(self.id, |node| node.set_role(accesskit::Role::Document));
        if pane.has_focus() {
            let filter =
                egui::EventFilter { horizontal_arrows: true, vertical_arrows: true, tab: false, escape: false };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(self.id, filter));
            let accent = Palette::of(ui.ctx()).accent;
            let line = Rect::from_min_size(clip.min, vec2(2.0, clip.height()));
            ui.painter().rect_filled(line, 0.0, accent);
        }
        pane.on_hover_cursor(egui::CursorIcon::Text)
    }

    fn pointer(&mut self, ui: &Ui, pane: &Response, visible: &[Visible], shown: &Shown, actions: &mut Vec<Action>) {
        let at = ui.input(|input| input.pointer.interact_pos());
        let keep = ui.input(|input| input.modifiers.shift);
        let pressed = ui.input(|input| input.pointer.press_origin());
        if let Some(at) = pressed.filter(|_| pane.drag_started() && !keep)
            && let Some(byte) = byte_at(visible, shown, at)
        {
            self.selection = Selection::caret(byte);
        }
        if let Some(at) = at.filter(|_| pane.dragged()) {
            pane.request_focus();
            if let Some(byte) = byte_at(visible, shown, at) {
                self.selection.go(byte, true);
            }
            scroll_at_edge(ui, at);
        }
        if pane.clicked() {
            pane.request_focus();
            if let Some(byte) = at.and_then(|at| byte_at(visible, shown, at)) {
                self.click_text(byte, keep, pane, shown);
            }
        }
        pane.context_menu(|ui| paint::context_menu(ui, actions));
    }

    fn click_text(&mut self, byte: usize, keep: bool, response: &Response, shown: &Shown) {
        if response.triple_clicked() {
            self.selection = select::sentence(shown.draft, byte);
        } else if response.double_clicked() {
            self.selection = select::word(shown.draft, byte);
        } else {
            self.selection.go(byte, keep);
        }
    }

    /// A click on a claim selects it; a further click at the place goes on to the next of those that overlap there.
    fn clicked_claim(
        &mut self,
        ui: &Ui,
        response: &Response,
        row: usize,
        visible: &[Visible],
        shown: &Shown,
        actions: &mut Vec<Action>,
    ) {
        let rows = shown.session.rows();
        let byte = response.interact_pointer_pos().and_then(|at| byte_at(visible, shown, at));
        let keep = ui.input(|input| input.modifiers.shift);
        let Some(byte) = byte else {
            actions.extend(rows.get(row).map(|row| Action::Select(row.id.clone())));
            return;
        };
        ui.memory_mut(|memory| memory.request_focus(self.id));
        self.click_text(byte, keep, response, shown);
        if response.double_clicked() || keep {
            return;
        }
        let (block, at) = select::in_block(shown.draft, byte);
        let mut here: Vec<&marks::Mark> =
            self.marks.of(block).iter().filter(|mark| mark.range.contains(&at) || mark.range.end == at).collect();
        here.sort_by_key(|mark| mark.range.len());
        let chosen = here.iter().position(|mark| rows.get(mark.row).map(|row| &row.id) == shown.selected);
        let next = chosen.map_or(0, |chosen| (chosen + 1) % here.len().max(1));
        let row = here.get(next).map_or(row, |mark| mark.row);
        actions.extend(rows.get(row).map(|row| Action::Select(row.id.clone())));
    }
}

/// The byte of the draft under a point of the window.
fn byte_at(visible: &[Visible], shown: &Shown, at: Pos2) -> Option<usize> {
    let row = visible.iter().rev().find(|row| row.origin.y <= at.y).or(visible.first())?;
    let cursor = row.galley.cursor_from_pos(at - row.origin);
    let start = shown.draft.blocks.get(row.block)?.start;
    Some(start + shown.places(row.block).to_byte(cursor.index.0))
}

/// Scrolls while text is being selected beyond the edge of the page.
fn scroll_at_edge(ui: &Ui, at: Pos2) {
    let clip = ui.clip_rect();
    let beyond = (at.y - clip.bottom()).max(0.0) - (clip.top() - at.y).max(0.0);
    if beyond != 0.0 {
        ui.scroll_with_delta(vec2(0.0, -beyond.clamp(-40.0, 40.0)));
        ui.ctx().request_repaint();
    }
}
