//! The palette, in which any command is found by its name, and the sheet of all shortcuts.

use super::focus_once;
use super::title;
use crate::command::{Command, Menu, Scene};
use crate::ui::action::Action;
use crate::ui::theme::strong;
use crate::ui::widgets::hint_key;
use egui::{Key, RichText, ScrollArea, TextEdit, Ui};

pub(super) fn palette(ui: &mut Ui, find: &mut String, at: &mut usize, scene: &Scene, actions: &mut Vec<Action>) {
    let field = ui.add(
        TextEdit::singleline(find).id_salt("find a command").hint_text("Find a command").desired_width(f32::INFINITY),
    );
    let field = field.accessible_name("Find a command");
    focus_once(ui, &field);
    if field.changed() {
        *at = 0;
    }
    let words: Vec<String> = find.to_lowercase().split_whitespace().map(str::to_owned).collect();
    let fits = |command: &Command| {
        let text = format!("{} {} {}", command.menu().name(), command.name(), command.does()).to_lowercase();
        words.iter().all(|word| text.contains(word))
    };
    let mut found: Vec<Command> =
        Command::all().into_iter().filter(|command| command.is_enabled(scene) && fits(command)).collect();
    found.sort_by_key(|command| !words.iter().all(|word| command.name().to_lowercase().contains(word)));
    let last = found.len().saturating_sub(1);
    ui.input(|input| {
        *at = (*at + usize::from(input.key_pressed(Key::ArrowDown))).min(last);
        *at = at.saturating_sub(usize::from(input.key_pressed(Key::ArrowUp)));
    });
    let mut chosen = ui.input(|input| input.key_pressed(Key::Enter)).then(|| found.get(*at).copied()).flatten();
    ui.add_space(4.0);
    if found.is_empty() {
        ui.weak("No command is called that.");
    }
    ScrollArea::vertical().max_height(360.0).min_scrolled_height(360.0).auto_shrink([false, true]).show(ui, |ui| {
        for (row, command) in found.iter().enumerate() {
            let response = command_row(ui, *command, row == *at);
            if row == *at && ui.input(|input| input.key_pressed(Key::ArrowDown) || input.key_pressed(Key::ArrowUp)) {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                chosen = Some(*command);
            }
        }
    });
    if let Some(command) = chosen {
        actions.push(Action::CloseDialog);
        actions.push(Action::Run(command));
    }
}

fn command_row(ui: &mut Ui, command: Command, selected: bool) -> egui::Response {
    let keys = command.shortcut().map(|shortcut| shortcut.text()).unwrap_or_default();
    let mut button = egui::Button::new(command.name()).frame_when_inactive(selected).selected(selected);
    button = button.shortcut_text(keys).min_size(egui::vec2(ui.available_width(), 26.0));
    ui.add(button).on_hover_text(command.does())
}

pub(super) fn shortcuts(ui: &mut Ui) {
    title(ui, "Shortcuts");
    let height = ui.ctx().content_rect().height() * 0.7;
    ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| {
        ui.set_max_width(ui.available_width() - 16.0);
        ui.spacing_mut().item_spacing = egui::vec2(28.0, 3.0);
        ui.columns(2, |columns| {
            for (index, menu) in Menu::ALL.into_iter().enumerate() {
                let Some(ui) = columns.get_mut(index % 2) else { continue };
                ui.label(RichText::new(menu.name()).font(strong(13.0)));
                for command in Command::all().into_iter().filter(|command| command.menu() == menu) {
                    if let Some(shortcut) = command.shortcut() {
                        ui.horizontal(|ui| {
                            ui.label(command.name().trim_end_matches('…'));
                            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                                hint_key(ui, &shortcut.text());
                            });
                        });
                    }
                }
                ui.add_space(10.0);
            }
        });
        ui.label(RichText::new("In the article").font(strong(13.0)));
        ui.label(
            "Arrows move the caret, with Ctrl by words; Shift selects. Double-click selects a word, triple-click a \
             sentence. Enter opens the claim at the caret. F6 and F7 go between article and checklist. Esc leaves a \
             field. Ctrl V of a web address makes a source for the claim.",
        );
    });
}
