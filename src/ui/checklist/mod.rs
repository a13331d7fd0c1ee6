//! The checklist: every claim in order of the text, the ones that pass the filters; the selected one opened in place.

mod filter;
mod row;

use filter::Stands;

pub use filter::Filter;

use super::action::Action;
use super::claim::Card;
use super::theme::{Palette, sans, strong};
use super::widgets::chip;
use crate::command::Command;
use crate::model::claim::RECHECK_GLYPH;
use crate::model::{Claim, ClaimId, Flag, Kind, Risk, Status};
use crate::session::{Row, Session};
use egui::{
    ComboBox, Id, Key, Rect, RichText, Role, ScrollArea, Sense, Stroke, TextEdit, Ui, UiBuilder, WidgetInfo, accesskit,
    pos2, vec2,
};
use row::{RowShape, row_widget, show_row};

/// Height of a row in points.
const ROW: f32 = 37.0;

/// How many rows a screen reader is told of at once.
const TOLD: usize = 1_000;

/// What the window remembers of the checklist.
#[derive(Default)]
pub struct Checklist {
    /// Which claims are listed.
    pub filter: Filter,
    listed: Vec<usize>,
    derived: Option<(u64, Filter)>,
    /// For how many frames the selected claim is still brought into view, while the height of its card becomes known.
    goal: u8,
    offset: f32,
    card_height: f32,
    focus_find: bool,
    find_open: bool,
}

/// The focus of the checklist.
pub fn id() -> Id {
    Id::unique("checklist")
}

impl Checklist {
    /// Brings the selected claim into view at the next frame.
    pub fn reveal(&mut self) {
        self.goal = 3;
    }

    /// Puts the caret into the find field.
    pub fn start_find(&mut self) {
        self.find_open = true;
        self.focus_find = true;
    }

    /// The rows that pass the filters, in order of the text.
    pub fn listed(&mut self, session: &Session) -> &[usize] {
        let now = (session.revision(), self.filter.clone());
        if self.derived.as_ref() != Some(&now) {
            let passes = |row: &Row| {
                session.project().claim(&row.id).is_some_and(|claim| self.filter.passes(session, row, claim))
            };
            let rows = session.rows().iter().enumerate();
            self.listed = rows.filter(|(_, row)| passes(row)).map(|(place, _)| place).collect();
            self.derived = Some(now);
        }
        &self.listed
    }

    /// Draws the filters and the list.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        selected: Option<&ClaimId>,
        card: &mut Card,
        actions: &mut Vec<Action>,
    ) {
        egui::Frame::new().inner_margin(egui::Margin::symmetric(14, 10)).show(ui, |ui| self.filters(ui, session));
        let palette = Palette::of(ui.ctx());
        let line = ui.cursor().top();
        ui.painter().hline(ui.max_rect().x_range(), line, Stroke::new(1.0, palette.line));
        self.listed(session);
        if self.listed.is_empty() {
            if empty(ui, session) {
                self.filter = Filter::default();
                self.find_open = false;
            }
            return;
        }
        let chosen = selected.and_then(|id| session.row(id));
        let chosen = chosen.and_then(|row| self.listed.iter().position(|listed| *listed == row));
        let mut area = ScrollArea::vertical().id_salt("checklist scroll").auto_shrink(false).animated(false);
        if let Some(offset) = self.wanted_offset(ui, chosen) {
            area = area.vertical_scroll_offset(offset);
        }
        let output = area.show_viewport(ui, |ui, viewport| self.rows(ui, viewport, chosen, session, card, actions));
        self.offset = output.state.clamped_offset().y;
    }

    /// Where to scroll so that the selected claim is in view.
    fn wanted_offset(&mut self, ui: &Ui, chosen: Option<usize>) -> Option<f32> {
        let place = chosen?;
        self.goal = self.goal.checked_sub(1)?;
        ui.ctx().request_repaint();
        let offset = self.offset;
        let (top, height) = (place as f32 * ROW, ui.available_height());
        let bottom = top + ROW + self.card_height.max(220.0);
        let lowest = (top - ROW).max(0.0);
        if top < offset || bottom > offset + height {
            return Some(if bottom - lowest > height { lowest } else { (bottom - height).max(0.0).min(lowest) });
        }
        None
    }

    fn rows(
        &mut self,
        ui: &mut Ui,
        viewport: Rect,
        chosen: Option<usize>,
        session: &Session,
        card: &mut Card,
        actions: &mut Vec<Action>,
    ) {
        let top = ui.max_rect().top();
        let open = |place: usize| if chosen.is_some_and(|chosen| place > chosen) { self.card_height } else { 0.0 };
        let total = self.listed.len() as f32 * ROW + if chosen.is_some() { self.card_height } else { 0.0 };
        ui.set_height(total + 24.0);
        let all = self.tells_all(ui);
        let first = ((viewport.top() - self.card_height) / ROW).floor().max(0.0) as usize;
        let last = ((viewport.bottom() / ROW).ceil().max(0.0) as usize + 1).min(self.listed.len());
        let (first, last) = if all { (0, self.listed.len()) } else { (first, last) };
        let width = ui.max_rect().x_range();
        let mut card_height = self.card_height;
        for place in first..last {
            let Some(row) = self.listed.get(place) else { continue };
            let (Some(entry), number) = (session.rows().get(*row), row + 1) else { continue };
            let Some(claim) = session.project().claim(&entry.id) else { continue };
            let y = top + place as f32 * ROW + open(place);
            let rect = Rect::from_x_y_ranges(width, y..=y + ROW);
            let is_selected = chosen == Some(place);
            let in_view = ui.is_rect_visible(rect);
            if in_view || all {
                let shape = RowShape { number, of: session.rows().len(), is_selected };
                let response = match in_view {
                    true => show_row(ui, rect, session, entry, claim, &shape),
                    // Tab passes over what is out of view; a screen reader does not.
                    false => row_widget(ui, rect, entry, claim, &shape, Sense::CLICK),
                };
                if response.has_focus() {
                    let pressed = |key| ui.input(|input| input.key_pressed(key));
                    let moves = [(Key::ArrowDown, Command::NextClaim), (Key::ArrowUp, Command::PreviousClaim)];
                    let moves = moves.into_iter().filter(|(key, _)| pressed(*key));
                    actions.extend(moves.map(|(_, command)| Action::Run(command)));
                }
                if response.clicked() {
                    actions.push(if is_selected { Action::Deselect } else { Action::Select(entry.id.clone()) });
                }
            }
            if is_selected {
                let below = Rect::from_min_max(pos2(rect.left(), rect.bottom()), pos2(rect.right(), f32::INFINITY));
                card_height = show_card(ui, below, session, entry, claim, card, actions);
            }
        }
        if chosen.is_some() && (card_height - self.card_height).abs() > 0.5 {
            self.card_height = card_height;
            ui.ctx().request_repaint();
        }
    }

    /// True when a screen reader listens, which is then told of rows out of view too; of very long lists, only of those in
    /// view and near it.
    fn tells_all(&self, ui: &Ui) -> bool {
        let list = ui.interact(ui.clip_rect(), id(), Sense::hover());
        list.widget_info(|| WidgetInfo::labeled(Role::List, true, "Checklist"));
        let listens = ui.ctx().accesskit_node_builder(id(), |node| node.set_role(accesskit::Role::List)).is_some();
        listens && self.listed.len() <= TOLD
    }

    fn filters(&mut self, ui: &mut Ui, session: &Session) {
        let palette = Palette::of(ui.ctx());
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        let progress = session.progress();
        ui.horizontal_wrapped(|ui| {
            let filter = &mut self.filter;
            if chip(ui, &format!("All {}", progress.claims), filter.stands.is_none(), palette.ink).clicked() {
                filter.stands = None;
            }
            let statuses = Status::ALL.iter().map(|status| {
                let words = format!("{} {}", status.glyph(), super::claim::capital(status.word()));
                (Stands::As(*status), words, progress.count(*status), palette.status(*status))
            });
            let others = [
                (Stands::Corrected, "✓ Corrected".to_owned(), progress.corrected, palette.ok),
                (Stands::Recheck, format!("{RECHECK_GLYPH} Recheck"), progress.recheck, palette.query),
                (Stands::InConflict, "≠ Conflict".to_owned(), progress.in_conflict, palette.wrong),
            ];
            for (stands, words, count, colour) in statuses.chain(others) {
                let on = filter.stands == Some(stands);
                if (count > 0 || on) && chip(ui, &format!("{words} {count}"), on, colour).clicked() {
                    filter.stands = (!on).then_some(stands);
                }
            }
            pick(ui, "Kind", &mut filter.kind, Kind::ALL, Kind::word);
            pick(ui, "Risk", &mut filter.risk, Risk::ALL, Risk::word);
            pick(ui, "Flag", &mut filter.flag, Flag::ALL, Flag::word);
            let searching = self.find_open || !self.filter.find.is_empty();
            if chip(ui, "Find", searching, palette.ink).clicked() {
                self.find_open = !searching;
                self.focus_find = self.find_open;
                if !self.find_open {
                    self.filter.find.clear();
                }
            }
        });
        if self.find_open || !self.filter.find.is_empty() {
            let hint = RichText::new("text, note, source").color(palette.soft);
            let field = TextEdit::singleline(&mut self.filter.find)
                .id_salt("find claims")
                .hint_text(hint)
                .desired_width(f32::INFINITY);
            let response = ui.add(field.margin(vec2(8.0, 5.0))).accessible_name("Find claims");
            if std::mem::take(&mut self.focus_find) {
                response.request_focus();
            }
        }
    }
}

fn pick<T: Copy + PartialEq + 'static>(
    ui: &mut Ui,
    name: &str,
    value: &mut Option<T>,
    all: &[T],
    word: fn(T) -> &'static str,
) {
    let text = value.map_or_else(|| name.to_owned(), |value| format!("{name}: {}", word(value)));
    let combo = ComboBox::from_id_salt(("filter", name)).selected_text(RichText::new(text).font(sans(12.0)));
    let response = combo.width(58.0).height(440.0).show_ui(ui, |ui| {
        ui.selectable_value(value, None, "any");
        for choice in all {
            ui.selectable_value(value, Some(*choice), word(*choice));
        }
    });
    response.response.accessible_name(format!("Filter by {}", name.to_lowercase()));
}

/// What stands in place of the list; true when the filters are to be cleared.
fn empty(ui: &mut Ui, session: &Session) -> bool {
    let mut clear = false;
    let palette = Palette::of(ui.ctx());
    ui.add_space(28.0);
    ui.vertical_centered(|ui| {
        if session.rows().is_empty() {
            ui.label(RichText::new("No claims yet").font(strong(15.0)));
            ui.add_space(4.0);
            ui.label(RichText::new("Select words in the article and press M.").color(palette.soft));
        } else {
            ui.label(RichText::new("No claim passes these filters").font(strong(15.0)));
            ui.add_space(4.0);
            clear = ui.button("Show all claims").clicked();
        }
    });
    clear
}

fn show_card(
    ui: &mut Ui,
    below: Rect,
    session: &Session,
    row: &Row,
    claim: &Claim,
    card: &mut Card,
    actions: &mut Vec<Action>,
) -> f32 {
    let palette = Palette::of(ui.ctx());
    let background = ui.painter().add(egui::Shape::Noop);
    let inner =
        Rect::from_min_max(pos2(below.left() + 40.0, below.top()), pos2(below.right() - 16.0, below.top() + 8000.0));
    let mut child = ui.new_child(UiBuilder::new().max_rect(inner).id_salt(("card", &row.id.0)));
    card.show(&mut child, session, claim, &row.standing, actions);
    let height = child.min_rect().height() + 16.0;
    let rect = Rect::from_min_size(below.min, vec2(below.width(), height));
    let edge = Rect::from_min_size(rect.min, vec2(3.0, height));
    let line = [rect.left_bottom(), rect.right_bottom()];
    ui.painter().set(
        background,
        egui::Shape::Vec(vec![
            egui::Shape::rect_filled(rect, 0.0, palette.raised),
            egui::Shape::rect_filled(edge, 0.0, palette.accent),
            egui::Shape::line_segment(line, Stroke::new(1.0, palette.line)),
        ]),
    );
    height
}
