//! The groups of a review with their rows; only those in view are drawn.

use super::{ReviewPane, id, row};
use crate::session::Session;
use crate::session::review::{Group, Item, What};
use crate::ui::action::Action;
use crate::ui::theme::{Palette, sans, strong};
use crate::ui::widgets::focus_ring;
use egui::{Id, Rect, RichText, Role, ScrollArea, Sense, Stroke, Ui, UiBuilder, WidgetInfo, accesskit, pos2, vec2};

/// Height that is guessed for a row until it is drawn, in points.
const GUESS: f32 = 92.0;
/// So far beyond what is in view rows are drawn too, so that their heights become known before they are seen.
const AROUND: f32 = 300.0;

/// A line of the list: the heading of a group, or an item.
#[derive(Clone, Copy)]
enum Line {
    Heading(Group),
    Item(Item),
}

impl ReviewPane {
    /// Draws the list.
    pub(in crate::ui) fn show(&mut self, ui: &mut Ui, session: &Session, actions: &mut Vec<Action>) {
        let lines = self.lines(session);
        if lines.is_empty() {
            ui.add_space(28.0);
            ui.vertical_centered(|ui| {
                ui.label(RichText::new("Nothing changed").font(strong(15.0)));
                ui.label(
                    RichText::new("No claim had been made, and no sentence is new.").color(Palette::of(ui.ctx()).soft),
                );
            });
            return;
        }
        let width = ui.available_width();
        if self.heights.len() != lines.len() || (self.width - width).abs() > 0.5 {
            let guess = |line: &Line| if matches!(line, Line::Heading(_)) { 34.0 } else { GUESS };
            self.heights = lines.iter().map(guess).collect();
            self.width = width;
        }
        let mut area = ScrollArea::vertical().id_salt("review scroll").auto_shrink(false).animated(false);
        if let Some(offset) = self.wanted_offset(ui, &lines) {
            area = area.vertical_scroll_offset(offset);
        }
        let output = area.show_viewport(ui, |ui, viewport| self.draw(ui, viewport, &lines, session, actions));
        self.offset = output.state.clamped_offset().y;
    }

    fn lines(&mut self, session: &Session) -> Vec<Line> {
        let unfolded = self.unfolded.clone();
        let items = &self.review(session).items;
        let mut lines = Vec::new();
        for group in items.chunk_by(|one, two| one.group == two.group) {
            let Some(first) = group.first() else { continue };
            lines.push(Line::Heading(first.group));
            if first.group.is_decided() || unfolded.contains(&first.group) {
                lines.extend(group.iter().copied().map(Line::Item));
            }
        }
        lines
    }

    /// Where to scroll so that the item that is looked at is in view.
    fn wanted_offset(&mut self, ui: &Ui, lines: &[Line]) -> Option<f32> {
        let at = self.at?;
        let is_it = |line: &Line| matches!(line, Line::Item(item) if item.what == at);
        let place = lines.iter().position(is_it)?;
        self.goal = self.goal.checked_sub(1)?;
        ui.ctx().request_repaint();
        let top: f32 = self.heights.iter().take(place).sum();
        let bottom = top + self.heights.get(place).copied().unwrap_or(GUESS);
        let height = ui.available_height();
        let heading = if place == 1 { 34.0 } else { 0.0 };
        match () {
            () if top - heading < self.offset => Some((top - heading).max(0.0)),
            () if bottom > self.offset + height => Some((bottom - height).min(top)),
            () => None,
        }
    }

    fn draw(&mut self, ui: &mut Ui, viewport: Rect, lines: &[Line], session: &Session, actions: &mut Vec<Action>) {
        Self::focus(ui);
        let (left, right, top) = (ui.max_rect().left(), ui.max_rect().right(), ui.max_rect().top());
        let mut y = 0.0;
        let mut changed = false;
        for (place, line) in lines.iter().enumerate() {
            let height = self.heights.get(place).copied().unwrap_or(GUESS);
            if y + height >= viewport.top() - AROUND && y <= viewport.bottom() + AROUND {
                let rect = Rect::from_min_max(pos2(left, top + y), pos2(right, top + y + height));
                let used = match line {
                    Line::Heading(group) => self.heading(ui, rect, *group, session),
                    Line::Item(item) => {
                        let is_chosen = self.at == Some(item.what);
                        row::show(ui, rect, *item, is_chosen, session, actions)
                    }
                };
                if let Some(slot) = self.heights.get_mut(place).filter(|known| (**known - used).abs() > 0.5) {
                    *slot = used;
                    changed = true;
                }
            }
            y += height;
        }
        ui.set_height(y + 24.0);
        if changed {
            ui.ctx().request_repaint();
        }
    }

    /// The list as a whole can have the focus: the arrows then go from item to item.
    fn focus(ui: &Ui) {
        let clip = ui.clip_rect();
        let list = ui.interact(clip, id(), Sense::click());
        list.widget_info(|| WidgetInfo::labeled(Role::List, true, "Review of the new draft"));
        ui.ctx().accesskit_node_builder(id(), |node| node.set_role(accesskit::Role::List));
        if list.clicked() {
            list.request_focus();
        }
        if list.has_focus() {
            let filter = egui::EventFilter { vertical_arrows: true, ..egui::EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(id(), filter));
        }
    }

    fn heading(&mut self, ui: &mut Ui, rect: Rect, group: Group, session: &Session) -> f32 {
        let palette = Palette::of(ui.ctx());
        let (count, open) = self.review(session).count(group);
        let sums = match open {
            0 => format!("({count})"),
            open if open == count => format!("({count})"),
            open => format!("({open} of {count} left)"),
        };
        let is_fold = !group.is_decided();
        let is_open = self.unfolded.contains(&group);
        let sign = match (is_fold, is_open) {
            (true, true) => " ▾",
            (true, false) => " ▸",
            (false, _) => "",
        };
        let text = format!("{} {sums}{sign}", group.heading());
        let height = 34.0;
        let rect = Rect::from_min_size(rect.min, vec2(rect.width(), height));
        let sense = if is_fold { Sense::click() } else { Sense::hover() };
        let response = ui.interact(rect, Id::unique("review group").with(group), sense);
        response.widget_info(|| WidgetInfo::labeled(if is_fold { Role::Button } else { Role::Label }, true, &text));
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, palette.line));
        let at = pos2(rect.left() + 16.0, rect.center().y + 1.0);
        let colour = if response.hovered() && is_fold { palette.ink } else { palette.soft };
        ui.painter().text(at, egui::Align2::LEFT_CENTER, text, strong(12.5), colour);
        focus_ring(ui, &response);
        if response
            .on_hover_cursor(if is_fold { egui::CursorIcon::PointingHand } else { egui::CursorIcon::Default })
            .clicked()
        {
            if !self.unfolded.remove(&group) {
                self.unfolded.insert(group);
            }
            self.heights.clear();
            ui.ctx().request_repaint();
        }
        height
    }
}

/// The strip above a review: which drafts, the sums, and the way back to the desk.
pub(in crate::ui) fn strip(ui: &mut Ui, pane: &mut ReviewPane, session: &Session, actions: &mut Vec<Action>) {
    use crate::command::Command;
    let palette = Palette::of(ui.ctx());
    let Some((new, old)) = crate::session::review::drafts(session) else { return };
    ui.horizontal_centered(|ui| {
        let name = format!("{} → {} ▾", named(old), named(new));
        ui.menu_button(name, |ui| {
            ui.set_width(230.0);
            for command in [Command::CompareDrafts, Command::NameDraft, Command::TakeBackDraft] {
                if ui.button(command.name()).on_hover_text(command.does()).clicked() {
                    actions.push(Action::Run(command));
                    ui.close();
                }
            }
        });
        sums(ui, pane, session, palette);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let text = RichText::new("Finish review").color(palette.on_fill);
            let finish = ui.add(egui::Button::new(text).fill(palette.accent));
            focus_ring(ui, &finish);
            if finish.on_hover_text("Back to the desk; what is left can be gone on with").clicked() {
                actions.push(Action::Run(Command::FinishReview));
            }
        });
    });
}

/// Such as “Draft 3” or “Draft 3, after legal”.
pub(in crate::ui) fn named(draft: &crate::model::Draft) -> String {
    match draft.label.as_str() {
        "" => format!("Draft {}", draft.number),
        label => format!("Draft {}, {label}", draft.number),
    }
}

fn sums(ui: &mut Ui, pane: &mut ReviewPane, session: &Session, palette: &Palette) {
    let review = pane.review(session);
    let count = |group: Group| review.count(group).0;
    let carried = count(Group::Moved) + count(Group::Typography) + count(Group::Carried);
    let all = [
        (carried, "carried over", palette.ink),
        (count(Group::Changed), "to recheck", palette.query),
        (count(Group::Unsure), "unsure", palette.query),
        (count(Group::Gone), "gone", palette.wrong),
        (count(Group::New), "new or changed", palette.ink),
    ];
    ui.add_space(6.0);
    ui.spacing_mut().item_spacing.x = 4.0;
    let mut first = true;
    for (count, word, colour) in all.into_iter().filter(|(count, ..)| *count > 0) {
        if !std::mem::take(&mut first) {
            ui.label(RichText::new("·").color(palette.soft));
        }
        ui.label(RichText::new(count.to_string()).font(strong(13.5)).color(colour));
        ui.label(RichText::new(word).font(sans(13.5)));
    }
    let open = review.open();
    ui.add_space(8.0);
    let left = if open == 0 { "everything is decided".to_owned() } else { format!("{open} left") };
    ui.label(RichText::new(left).color(palette.soft));
    ui.spacing_mut().item_spacing.x = 7.0;
}

/// The part of a row in which its words and buttons stand.
pub(super) fn inner(ui: &mut Ui, rect: Rect, what: What) -> Ui {
    let room =
        Rect::from_min_max(pos2(rect.left() + 16.0, rect.top() + 9.0), pos2(rect.right() - 14.0, rect.top() + 4000.0));
    ui.new_child(UiBuilder::new().max_rect(room).id_salt(what))
}
