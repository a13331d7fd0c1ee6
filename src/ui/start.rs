//! The start page: open an article or a project, paste, the sample story, what was not saved, recent projects.

use super::action::Action;
use super::recovery::{self, Recovery};
use super::theme::{Palette, sans, serif_strong, strong};
use super::widgets::focus_ring;
use crate::command::Command;
use crate::store::settings::Settings;
use egui::{RichText, Ui, vec2};

/// Draws the page.
pub fn show(ui: &mut Ui, settings: &Settings, unsaved: &Recovery, actions: &mut Vec<Action>) {
    let palette = Palette::of(ui.ctx());
    ui.painter().rect_filled(ui.max_rect(), 0.0, palette.paper);
    let width = ui.available_width().min(620.0);
    let left = (ui.available_width() - width) * 0.5;
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.add_space((ui.available_height() * 0.14).min(110.0));
        ui.horizontal_top(|ui| {
            ui.add_space(left);
            ui.vertical(|ui| {
                ui.set_width(width);
                ui.label(RichText::new("Tickmark").font(serif_strong(40.0)));
                let about = "Mark every claim of a story, check each against a source, hand back the report.";
                ui.label(RichText::new(about).font(sans(15.0)).color(palette.soft));
                ui.add_space(22.0);
                choices(ui, actions);
                ui.add_space(10.0);
                let hint = "Or drop a file on the window: text, Markdown, a saved web page, a project, or a pack.";
                ui.label(RichText::new(hint).color(palette.soft));
                ui.add_space(24.0);
                recovery::section(ui, unsaved, actions);
                recent(ui, settings, actions);
            });
        });
    });
}

fn choices(ui: &mut Ui, actions: &mut Vec<Action>) {
    let palette = Palette::of(ui.ctx());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().button_padding = vec2(14.0, 8.0);
        let commands = [Command::OpenArticle, Command::OpenProject, Command::PasteArticle, Command::OpenSample];
        for command in commands {
            let text = RichText::new(command.name()).font(sans(13.5));
            let button = match command {
                Command::OpenArticle => egui::Button::new(text.color(palette.on_fill)).fill(palette.accent),
                _ => egui::Button::new(text),
            };
            let response = ui.add(button);
            focus_ring(ui, &response);
            if response.on_hover_text(command.does()).clicked() {
                actions.push(Action::Run(command));
            }
        }
    });
}

fn recent(ui: &mut Ui, settings: &Settings, actions: &mut Vec<Action>) {
    let palette = Palette::of(ui.ctx());
    let recent = settings.recent_projects();
    if recent.is_empty() {
        return;
    }
    ui.label(RichText::new("Recent projects").font(strong(14.0)));
    ui.add_space(2.0);
    for project in recent {
        let mut job = egui::text::LayoutJob::default();
        let format = |font, color| egui::TextFormat { font_id: font, color, ..egui::TextFormat::default() };
        job.append(&project.title, 0.0, format(sans(13.5), palette.accent));
        let place = project.path.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
        let date = project.at.with_timezone(&chrono::Local).format("%-d %b %Y");
        job.append(&format!("   {place} · {date}"), 0.0, format(sans(12.0), palette.soft));
        let button = egui::Button::new(job).frame(false).truncate();
        let response = ui.add(button);
        focus_ring(ui, &response);
        if response.clicked() {
            actions.push(Action::Open(project.path.clone()));
        }
    }
}
