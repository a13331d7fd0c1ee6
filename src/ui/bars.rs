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

/// Draws the top bar: the title, and what belongs to the right edge. It is drawn from left to right, so that Tab goes that
/// way too; how wide the right side is, is known from the frame before.
pub fn top(ui: &mut Ui, session: Option<&Session>, scene: &Scene, actions: &mut Vec<Action>) {
    let whole = ui.available_width();
    let is_wide = whole >= ROOM_FOR_MENUS;
    let key = ui.scope_id().with(("right side", is_wide, session.is_some()));
    let known = ui.data(|data| data.get_temp::<f32>(key));
    ui.horizontal_centered(|ui| {
        let room = vec2((whole - known.unwrap_or(whole * 0.6) - 20.0).max(40.0), 30.0);
        ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_width(room.x);
            match session {
                Some(session) => title(ui, session, is_wide),
                None => drop(ui.label(RichText::new("Tickmark").font(strong(14.0)))),
            }
        });
        let start = ui.cursor().left();
        right_side(ui, session, scene, is_wide, actions);
        let width = ui.min_rect().right() - start;
        if known.is_none_or(|known| (known - width).abs() > 0.5) {
            ui.data_mut(|data| data.insert_temp(key, width));
            ui.ctx().request_discard("the right side of the top bar is measured");
        }
    });
}

fn title(ui: &mut Ui, session: &Session, is_wide: bool) {
    let text = RichText::new(&session.project().title).font(strong(14.0));
    let draft = session.project().draft().filter(|_| is_wide);
    let draft = draft.map(|draft| {
        let date = draft.received.with_timezone(&chrono::Local).format("%-d %b %Y");
        format!("Draft {} · {date}", draft.number)
    });
    let room = ui.available_width() - if draft.is_some() { 170.0 } else { 0.0 };
    ui.scope(|ui| {
        ui.set_max_width(room.max(40.0));
        ui.add(egui::Label::new(text).truncate());
    });
    if let Some(draft) = draft {
        ui.weak(draft);
    }
}

fn right_side(ui: &mut Ui, session: Option<&Session>, scene: &Scene, is_wide: bool, actions: &mut Vec<Action>) {
    if let Some(session) = session {
        progress(ui, session.progress());
        ui.add_space(4.0);
    }
    if is_wide {
        for menu in Menu::ALL {
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
    if session.is_some() {
        let export = ui.button("Export report…");
        focus_ring(ui, &export);
        if export.clicked() {
            actions.push(Action::Run(Command::ExportReport));
        }
    }
    let palette = ui.button("Ctrl K").on_hover_text(Command::Palette.does()).accessible_name("Commands");
    focus_ring(ui, &palette);
    if palette.clicked() {
        actions.push(Action::Run(Command::Palette));
    }
}

fn show_menu(ui: &mut Ui, menu: Menu, scene: &Scene, session: Option<&Session>, actions: &mut Vec<Action>) {
    ui.set_width(270.0);
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
            ui.set_width(190.0);
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
    let (rect, response) = ui.allocate_exact_size(vec2(120.0, 8.0), Sense::hover());
    let name = format!("{} of {} claims settled, {} open", progress.settled, progress.claims, progress.open());
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, &name));
    ui.painter().rect_filled(rect, 4.0, palette.line);
    let mut x = rect.left();
    for status in [Status::Verified, Status::Opinion, Status::Wrong, Status::CantConfirm, Status::Query] {
        let also = if status == Status::Verified { progress.corrected } else { 0 };
        let share = (progress.count(status) + also) as f32 / progress.claims.max(1) as f32;
        let part = Rect::from_min_max(pos2(x, rect.top()), pos2(x + rect.width() * share, rect.bottom()));
        ui.painter().rect_filled(part, 0.0, palette.status(status));
        x = part.right();
    }
    response.on_hover_text(name);
    ui.label(format!("{} of {} verified", progress.count(Status::Verified), progress.claims));
}

/// What the bottom bar tells.
pub struct Footing<'a> {
    /// Saved, or not.
    pub saved: String,
    /// A job that goes on, in words.
    pub job: Option<String>,
    /// Who else has the story open.
    pub others: Option<String>,
    /// Text of the article is selected.
    pub selection: bool,
    /// The caret stands in text that is not part of the article.
    pub aside: bool,
    /// The review of a draft is open.
    pub reviewing: bool,
    /// A comparison of drafts is open.
    pub comparing: bool,
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
        if let Some(others) = &footing.others {
            ui.add_space(10.0);
            ui.label(soft(others)).on_hover_text("You can both work: what each saves is put together");
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let hint = |ui: &mut Ui, text: &str, key: &str| {
                hint_key(ui, key);
                ui.label(soft(text));
                ui.add_space(8.0);
            };
            hint(ui, "Shortcuts", "?");
            if footing.session.is_some() {
                if footing.comparing {
                    hint(ui, "Close comparison", "Esc");
                    return;
                }
                if footing.reviewing {
                    hint(ui, "Undo", "Ctrl Z");
                    hint(ui, "Next to decide", "N");
                    return;
                }
                hint(ui, "Next to check", "N");
                if footing.aside {
                    hint(ui, "Not part of the article. Take it back", "A");
                } else if footing.selection {
                    hint(ui, "Mark claim", "M");
                } else {
                    ui.label(soft("Select words to mark a claim"));
                }
            }
        });
    });
    stop
}
