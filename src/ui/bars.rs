//! The bar at the top (title, draft, progress, menus) and the one at the bottom (what is saved, what goes on, hints).

use super::action::Action;
use super::theme::{Palette, sans, strong};
use super::widgets::{focus_ring, hint_key, small_button};
use crate::command::{Command, Menu, Scene};
use crate::model::{Progress, Status};
use crate::session::Session;
use egui::{Align, Layout, Rect, RichText, Role, Sense, Ui, WidgetInfo, pos2, vec2};

/// Below this width of the bar the menus become one.
const ROOM_FOR_MENUS: f32 = 1080.0;

/// Draws the top bar.
pub fn top(ui: &mut Ui, session: Option<&Session>, scene: &Scene, actions: &mut Vec<Action>) {
    let is_wide = ui.available_width() >= ROOM_FOR_MENUS;
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        right_side(ui, session, scene, is_wide, actions);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| match session {
            Some(session) => title(ui, session, is_wide),
            None => drop(ui.label(RichText::new("Tickmark").font(strong(14.0)))),
        });
    });
}

fn title(ui: &mut Ui, session: &Session, is_wide: bool) {
    let text = RichText::new(&session.project().title).font(strong(14.0));
    let room = ui.available_width() - if is_wide { 170.0 } else { 0.0 };
    let layout = Layout::left_to_right(Align::Center);
    ui.allocate_ui_with_layout(vec2(room.max(40.0), 30.0), layout, |ui| ui.add(egui::Label::new(text).truncate()));
    if let Some(draft) = session.project().draft().filter(|_| is_wide) {
        let date = draft.received.with_timezone(&chrono::Local).format("%-d %b %Y");
        ui.weak(format!("Draft {} · {date}", draft.number));
    }
}

fn right_side(ui: &mut Ui, session: Option<&Session>, scene: &Scene, is_wide: bool, actions: &mut Vec<Action>) {
    let palette_button = ui.button("Ctrl K").on_hover_text(Command::Palette.does()).accessible_name("Commands");
    focus_ring(ui, &palette_button);
    if palette_button.clicked() {
        actions.push(Action::Run(Command::Palette));
    }
    if session.is_some() {
        let export = ui.button("Export report…");
        focus_ring(ui, &export);
        if export.clicked() {
            actions.push(Action::Run(Command::ExportReport));
        }
    }
    if is_wide {
        for menu in Menu::ALL.into_iter().rev() {
            let button = egui::Button::new(menu.name()).frame_when_inactive(false);
            let menu_button = egui::containers::menu::MenuButton::from_button(button);
            let (response, _) = menu_button.ui(ui, |ui| show_menu(ui, menu, scene, session, actions));
            focus_ring(ui, &response);
        }
    } else {
        ui.menu_button("Menu", |ui| {
            for menu in Menu::ALL {
                ui.menu_button(menu.name(), |ui| show_menu(ui, menu, scene, session, actions));
            }
        });
    }
    if let Some(session) = session {
        ui.add_space(4.0);
        progress(ui, session.progress());
    }
}

fn show_menu(ui: &mut Ui, menu: Menu, scene: &Scene, session: Option<&Session>, actions: &mut Vec<Action>) {
    ui.set_min_width(250.0);
    let all: Vec<Command> = Command::all().into_iter().filter(|command| command.menu() == menu).collect();
    let grouped = |command: &Command| matches!(command, Command::Kind(_) | Command::Risk(_) | Command::Flag(_));
    for command in all.iter().filter(|command| !grouped(command)) {
        item(ui, *command, scene, session, actions);
    }
    if menu != Menu::Claim {
        return;
    }
    ui.separator();
    for (name, pick) in [
        ("Kind", (|command| matches!(command, Command::Kind(_))) as fn(&Command) -> bool),
        ("Risk", |command| matches!(command, Command::Risk(_))),
        ("Flags", |command| matches!(command, Command::Flag(_))),
    ] {
        ui.menu_button(name, |ui| {
            for command in all.iter().filter(|command| pick(command)) {
                item(ui, *command, scene, session, actions);
            }
        });
    }
}

fn item(ui: &mut Ui, command: Command, scene: &Scene, session: Option<&Session>, actions: &mut Vec<Action>) {
    let what = match command {
        Command::Undo => session.and_then(Session::undo_label),
        Command::Redo => session.and_then(Session::redo_label),
        _ => None,
    };
    let name = what.map_or_else(|| command.name(), |what| format!("{}: {what}", command.name()));
    let keys = command.shortcut().map(|shortcut| shortcut.text()).unwrap_or_default();
    let button = egui::Button::new(name).shortcut_text(keys).frame_when_inactive(false);
    let response = ui.add_enabled(command.is_enabled(scene), button.min_size(vec2(ui.available_width(), 0.0)));
    if response.on_hover_text(command.does()).clicked() {
        actions.push(Action::Run(command));
        ui.close();
    }
}

fn progress(ui: &mut Ui, progress: &Progress) {
    let palette = Palette::of(ui.ctx());
    let verified = progress.count(Status::Verified);
    let words = format!("{verified} of {} verified", progress.claims);
    ui.label(words);
    let (rect, response) = ui.allocate_exact_size(vec2(120.0, 8.0), Sense::hover());
    let name = format!("{} of {} claims settled, {} open", progress.settled, progress.claims, progress.open());
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, &name));
    ui.painter().rect_filled(rect, 4.0, palette.line);
    let mut x = rect.left();
    for status in [Status::Verified, Status::Opinion, Status::Wrong, Status::CantConfirm, Status::Query] {
        let share = progress.count(status) as f32 / progress.claims.max(1) as f32;
        let part = Rect::from_min_max(pos2(x, rect.top()), pos2(x + rect.width() * share, rect.bottom()));
        ui.painter().rect_filled(part, 0.0, palette.status(status));
        x = part.right();
    }
    response.on_hover_text(name);
}

/// What the bottom bar tells.
pub struct Footing<'a> {
    /// Saved, or not.
    pub saved: String,
    /// A job that goes on, in words.
    pub job: Option<String>,
    /// Text of the article is selected.
    pub selection: bool,
    /// A story is open.
    pub session: Option<&'a Session>,
}

/// Draws the bottom bar; true when the job is to be stopped.
pub fn bottom(ui: &mut Ui, footing: &Footing) -> bool {
    let palette = Palette::of(ui.ctx());
    let mut stop = false;
    ui.horizontal_centered(|ui| {
        let soft = |text: &str| RichText::new(text).font(sans(12.0)).color(palette.soft);
        ui.label(soft(&footing.saved));
        if let Some(job) = &footing.job {
            ui.add_space(10.0);
            ui.add(egui::Spinner::new().size(12.0));
            ui.label(soft(job));
            stop = small_button(ui, "Stop").clicked();
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let hint = |ui: &mut Ui, text: &str, key: &str| {
                hint_key(ui, key);
                ui.label(soft(text));
                ui.add_space(8.0);
            };
            hint(ui, "Shortcuts", "?");
            if footing.session.is_some() {
                hint(ui, "Next to check", "N");
                if footing.selection {
                    hint(ui, "Mark claim", "M");
                } else {
                    ui.label(soft("Select words to mark a claim"));
                }
            }
        });
    });
    stop
}
