//! The strip above the article that says what was left out or is unsure in it, until it is put away.

use super::action::Action;
use super::theme::{Palette, sans};
use super::widgets::small_button;
use crate::command::Command;
use crate::model::Draft;
use egui::{Frame, Margin, Panel, RichText, Ui};

/// Draws the strip; true when it is put away.
pub(super) fn show(ui: &mut Ui, draft: &Draft, actions: &mut Vec<Action>) -> bool {
    let palette = Palette::of(ui.ctx());
    let text = match draft.warnings.as_slice() {
        [] => return false,
        [only] => only.clone(),
        [first, rest @ ..] => format!("{first} And {} more.", rest.len()),
    };
    let frame = Frame::new().fill(palette.paper).inner_margin(Margin { left: 20, right: 12, top: 7, bottom: 3 });
    let strip = Panel::top("left out").frame(frame).show_separator_line(false);
    let shown = strip.show(ui, |ui| {
        ui.horizontal(|ui| {
            let room = (ui.available_width() - 110.0).max(80.0);
            ui.scope(|ui| {
                ui.set_max_width(room);
                let text = RichText::new(text).font(sans(12.5)).color(palette.soft);
                ui.add(egui::Label::new(text).truncate());
            });
            if small_button(ui, "Details…").clicked() {
                actions.push(Action::Run(Command::HowRead));
            }
            ui.add(egui::Button::new("×").frame(false)).accessible_name("Put the note away").clicked()
        })
        .inner
    });
    shown.inner
}
