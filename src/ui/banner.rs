//! Strips under the top bar: that the project cannot be saved, with the ways out, and that it can be looked at only.

use super::action::Action;
use super::claim::capital;
use super::theme::{Palette, sans, strong};
use super::widgets::focus_ring;
use crate::command::Command;
use crate::session::Problem;
use egui::{Frame, Margin, Panel, RichText, Ui, accesskit};

/// Draws the strip.
pub(super) fn show(ui: &mut Ui, problem: &Problem, actions: &mut Vec<Action>) {
    let palette = Palette::of(ui.ctx());
    let frame = Frame::new().fill(palette.wrong).inner_margin(Margin::symmetric(16, 8));
    Panel::top("not saved").frame(frame).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            let text = |words: &str| RichText::new(words).color(palette.on_fill);
            let label = ui.label(text(&format!("{}.", capital(&problem.what))).font(strong(13.5)));
            ui.ctx().accesskit_node_builder(label.id, |node| node.set_live(accesskit::Live::Assertive));
            ui.label(text(&format!("{}.", capital(&problem.hint))).font(sans(13.5)));
            for (name, command) in [("Try again", Command::Save), ("Save elsewhere…", Command::SaveAs)] {
                let button = ui.button(name);
                focus_ring(ui, &button);
                if button.clicked() {
                    actions.push(Action::Run(command));
                }
            }
        });
    });
}

/// Draws the strip that says why the story can be looked at only.
pub(super) fn look_only(ui: &mut Ui, why: &str) {
    let palette = Palette::of(ui.ctx());
    let frame = Frame::new().fill(palette.query).inner_margin(Margin::symmetric(16, 8));
    Panel::top("look only").frame(frame).show(ui, |ui| {
        ui.label(RichText::new(why).font(sans(13.5)).color(palette.on_fill));
    });
}
