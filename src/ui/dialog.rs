//! The dialogs: one at a time, over the window, closed by Esc, with the caret where one begins.

use super::action::{Action, Browse};
use super::theme::{Palette, sans, strong};
use super::widgets::{ctrl_enter, hint_key, labelled, text_field};
use crate::command::{Command, Menu};
use crate::export;
use crate::model::{ClaimId, Decision, Request};
use crate::session::Session;
use crate::store::settings::{Settings, Theme};
use egui::{Context, Id, Key, Modal, RichText, ScrollArea, Slider, TextEdit, Ui};
use std::path::PathBuf;

/// What happens once the story is left.
#[derive(Clone, Debug, PartialEq)]
pub enum Leaving {
    /// The window closes.
    Quit,
    /// The start page is shown.
    Close,
    /// Another file is opened.
    Open(PathBuf),
    /// Pasted text becomes a story.
    Paste(String),
    /// The sample story is opened.
    Sample,
}

/// The choices of the export dialog.
#[derive(Clone, Debug)]
pub struct ExportChoice {
    /// What is in the report.
    pub edition: export::Edition,
    /// How it is written.
    pub format: export::Format,
    /// With the names and contacts of confidential sources.
    pub with_confidential: bool,
    /// Where to.
    pub path: String,
}

/// A dialog and what is filled in so far.
#[derive(Clone, Debug)]
pub enum Dialog {
    /// Find a command.
    Palette {
        /// What is looked for.
        find: String,
        /// Which of those found is chosen.
        at: usize,
    },
    /// All keys.
    Shortcuts,
    /// Preferences.
    Preferences,
    /// Pasted text.
    Paste {
        /// The text.
        text: String,
    },
    /// Where to save.
    SaveAs {
        /// The path.
        path: String,
        /// What happens after.
        then: Option<Leaving>,
    },
    /// Which file to open, where the desktop has no dialog of its own.
    OpenPath {
        /// The path.
        path: String,
    },
    /// Export a report.
    Export(ExportChoice),
    /// Something is not saved.
    Unsaved(Leaving),
    /// The reason for overruling.
    Overrule {
        /// The claim.
        claim: ClaimId,
        /// The reason.
        reason: String,
    },
    /// Which claim it is the same as.
    SameAs {
        /// The claim.
        claim: ClaimId,
        /// What is looked for.
        find: String,
    },
    /// What the story is called.
    Rename {
        /// The title.
        title: String,
    },
    /// The sources of the story.
    Sources(super::sources::SourcesDialog),
}

/// Draws the open dialog.
pub fn show(
    ctx: &Context,
    dialog: &mut Option<Dialog>,
    session: Option<&Session>,
    settings: &mut Settings,
    scene: &crate::command::Scene,
    actions: &mut Vec<Action>,
) {
    let Some(open) = dialog else { return };
    let frame = egui::Frame::window(&ctx.global_style()).inner_margin(egui::Margin::symmetric(22, 18));
    let wide = matches!(open, Dialog::Shortcuts | Dialog::Sources(_) | Dialog::Paste { .. });
    let modal = Modal::new(Id::unique("dialog")).frame(frame).show(ctx, |ui| {
        ui.set_width(if wide { 720.0 } else { 460.0 });
        match open {
            Dialog::Palette { find, at } => palette(ui, find, at, scene, actions),
            Dialog::Shortcuts => shortcuts(ui),
            Dialog::Preferences => preferences(ui, settings, actions),
            Dialog::Paste { text } => paste(ui, text, actions),
            Dialog::SaveAs { path, .. } => {
                let go = path_form(ui, "Save the project", "Project file", path, "Save", Browse::SaveAs, actions);
                actions.extend(go.then(|| Action::SaveTo(PathBuf::from(path.trim()))));
            }
            Dialog::OpenPath { path } => {
                let go = path_form(ui, "Open", "Article or project", path, "Open", Browse::Article, actions);
                actions.extend(go.then(|| Action::Open(PathBuf::from(path.trim()))));
            }
            Dialog::Export(choice) => export_form(ui, choice, session, actions),
            Dialog::Unsaved(leaving) => unsaved(ui, leaving, session, actions),
            Dialog::Overrule { claim, reason } => overrule(ui, claim, reason, actions),
            Dialog::SameAs { claim, find } => same_as(ui, claim, find, session, actions),
            Dialog::Rename { title } => rename(ui, title, actions),
            Dialog::Sources(sources) => super::sources::show(ui, sources, session, actions),
        }
    });
    if modal.should_close() {
        actions.push(Action::CloseDialog);
    }
}

fn title(ui: &mut Ui, text: &str) {
    ui.label(RichText::new(text).font(strong(17.0)));
    ui.add_space(6.0);
}

/// Buttons at the foot: Cancel, and the one that does it. True when it was chosen, by mouse or with Enter.
fn confirm(ui: &mut Ui, does: &str, enabled: bool, enter: bool, actions: &mut Vec<Action>) -> bool {
    ui.add_space(10.0);
    let mut chosen = false;
    ui.horizontal(|ui| {
        let palette = Palette::of(ui.ctx());
        let button = egui::Button::new(RichText::new(does).color(palette.on_fill)).fill(palette.accent);
        chosen = ui.add_enabled(enabled, button).clicked();
        if ui.button("Cancel").clicked() {
            actions.push(Action::CloseDialog);
        }
    });
    let entered = enter && enabled && ui.input(|input| input.key_pressed(Key::Enter));
    chosen || entered
}

fn focus_once(ui: &Ui, response: &egui::Response) {
    let key = Id::unique("dialog focused");
    let last = ui.data(|data| data.get_temp::<Id>(key));
    if last != Some(response.id) {
        response.request_focus();
        ui.data_mut(|data| data.insert_temp(key, response.id));
    }
}

/// Forgets where the caret was, so that the next dialog puts it where one begins.
pub fn forget_focus(ctx: &Context) {
    ctx.data_mut(|data| data.remove::<Id>(Id::unique("dialog focused")));
}

fn palette(ui: &mut Ui, find: &mut String, at: &mut usize, scene: &crate::command::Scene, actions: &mut Vec<Action>) {
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

fn shortcuts(ui: &mut Ui) {
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

fn preferences(ui: &mut Ui, settings: &mut Settings, actions: &mut Vec<Action>) {
    title(ui, "Preferences");
    let before = settings.clone();
    let initials = text_field(ui, "Your initials", &mut settings.person.initials, "as you sign");
    focus_once(ui, &initials);
    text_field(ui, "Your name", &mut settings.person.name, "printed in reports");
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        labelled(ui, "Theme");
        for (theme, name) in [(Theme::System, "As the desktop"), (Theme::Light, "Light"), (Theme::Dark, "Dark")] {
            ui.selectable_value(&mut settings.theme, theme, name);
        }
    });
    slider(ui, "Article text", &mut settings.text_size, 13.0..=32.0, " pt");
    slider(ui, "Line width", &mut settings.line_width, 40.0..=110.0, " characters");
    slider(ui, "Scale of everything", &mut settings.scale, 0.6..=2.5, "×");
    if *settings != before {
        actions.push(Action::ApplySettings);
    }
    ui.add_space(10.0);
    if ui.button("Done").clicked() {
        actions.push(Action::CloseDialog);
    }
}

fn slider(ui: &mut Ui, name: &str, value: &mut f32, range: std::ops::RangeInclusive<f32>, unit: &str) {
    ui.horizontal(|ui| {
        let label = labelled(ui, name);
        let step = if range.end() < &5.0 { 0.1 } else { 1.0 };
        ui.add(Slider::new(value, range).step_by(step).suffix(unit)).labelled_by(label);
    });
}

fn paste(ui: &mut Ui, text: &mut String, actions: &mut Vec<Action>) {
    title(ui, "Paste article");
    ui.label("Paste the text of the article here. The first line becomes its headline.");
    ScrollArea::vertical().max_height(380.0).min_scrolled_height(380.0).show(ui, |ui| {
        let field = TextEdit::multiline(text)
            .id_salt("pasted text")
            .desired_rows(16)
            .desired_width(f32::INFINITY)
            .font(sans(13.5));
        let field = ui.add(field).accessible_name("Text of the article");
        focus_once(ui, &field);
    });
    let ready = !text.trim().is_empty();
    if confirm(ui, "Begin the check", ready, false, actions) || ready && ctrl_enter(ui) {
        actions.push(Action::UsePasted(text.clone()));
    }
}

fn path_form(
    ui: &mut Ui,
    heading: &str,
    label: &str,
    path: &mut String,
    does: &str,
    browse: Browse,
    actions: &mut Vec<Action>,
) -> bool {
    title(ui, heading);
    let field = text_field(ui, label, path, "folder and name");
    focus_once(ui, &field);
    if ui.button("Browse…").clicked() {
        actions.push(Action::Browse(browse));
    }
    confirm(ui, does, !path.trim().is_empty(), true, actions)
}

fn export_form(ui: &mut Ui, choice: &mut ExportChoice, session: Option<&Session>, actions: &mut Vec<Action>) {
    title(ui, "Export report");
    let before = choice.format;
    ui.horizontal(|ui| {
        labelled(ui, "Edition");
        for edition in export::Edition::ALL {
            ui.selectable_value(&mut choice.edition, *edition, edition.word());
        }
    });
    ui.weak(match choice.edition {
        export::Edition::CheckingCopy => "Everything, for the archive.",
        export::Edition::CheckedCopy => "The changes and the open questions, for the editor.",
    });
    ui.horizontal(|ui| {
        labelled(ui, "Format");
        for format in export::Format::ALL {
            ui.selectable_value(&mut choice.format, *format, format.word());
        }
    });
    if choice.format != before {
        choice.path = PathBuf::from(&choice.path).with_extension(choice.format.key()).display().to_string();
    }
    let confidential =
        session.map_or(0, |session| session.project().sources().filter(|source| source.details.confidential).count());
    if confidential > 0 {
        let noun = if confidential == 1 { "source" } else { "sources" };
        ui.checkbox(
            &mut choice.with_confidential,
            format!("With names and contacts of {confidential} confidential {noun}"),
        );
    }
    ui.add_space(4.0);
    let field = text_field(ui, "File", &mut choice.path, "folder and name");
    focus_once(ui, &field);
    if ui.button("Browse…").clicked() {
        actions.push(Action::Browse(Browse::Export));
    }
    if confirm(ui, "Export", !choice.path.trim().is_empty(), true, actions) {
        actions.push(Action::Export);
    }
}

fn unsaved(ui: &mut Ui, leaving: &Leaving, session: Option<&Session>, actions: &mut Vec<Action>) {
    let story = session.map_or("", |session| session.project().title.as_str());
    title(ui, "Save before leaving?");
    ui.label(format!("“{story}” has changes that are not saved."));
    ui.add_space(10.0);
    ui.horizontal(|ui| {
        let palette = Palette::of(ui.ctx());
        let save = ui.add(egui::Button::new(RichText::new("Save").color(palette.on_fill)).fill(palette.accent));
        focus_once(ui, &save);
        if save.clicked() {
            let path = session.and_then(Session::path).map(PathBuf::from);
            match path {
                Some(path) => actions.push(Action::SaveTo(path)),
                None => actions.push(Action::Run(Command::Save)),
            }
        }
        if ui.button("Leave without saving").clicked() {
            actions.push(Action::LeaveUnsaved(leaving.clone()));
        }
        if ui.button("Cancel").clicked() {
            actions.push(Action::CloseDialog);
        }
    });
}

fn overrule(ui: &mut Ui, claim: &ClaimId, reason: &mut String, actions: &mut Vec<Action>) {
    title(ui, "Overrule the finding");
    let field = text_field(ui, "Reason", reason, "why the text stays as it is");
    focus_once(ui, &field);
    if confirm(ui, "Overrule", !reason.trim().is_empty(), true, actions) {
        actions.push(Action::Ask(vec![Request::Decide(claim.clone(), Decision::Overruled, reason.clone())]));
        actions.push(Action::CloseDialog);
    }
}

fn same_as(ui: &mut Ui, claim: &ClaimId, find: &mut String, session: Option<&Session>, actions: &mut Vec<Action>) {
    title(ui, "Same as another claim");
    let field = text_field(ui, "Find", find, "words of the other claim");
    focus_once(ui, &field);
    let Some(session) = session else { return };
    let lower = find.to_lowercase();
    let mut chosen = None;
    ScrollArea::vertical().max_height(320.0).min_scrolled_height(320.0).auto_shrink([false, true]).show(ui, |ui| {
        let mut count = 0;
        for (row, entry) in session.rows().iter().enumerate() {
            let Some(other) = session.project().claim(&entry.id).filter(|other| other.id != *claim) else { continue };
            if count >= 100 || !other.anchor.quote.to_lowercase().contains(&lower) {
                continue;
            }
            count += 1;
            let words = format!("{}  {}  {}", row + 1, entry.standing.status.glyph(), other.anchor.quote);
            if ui.add(egui::Button::new(words).frame(false).truncate()).clicked() {
                chosen = Some(other.id.clone());
            }
        }
    });
    let current = session.project().claim(claim).is_some_and(|claim| claim.same_as.is_some());
    if current && ui.button("Check it by itself again").clicked() {
        actions.push(Action::Ask(vec![Request::SetSameAs(claim.clone(), None)]));
        actions.push(Action::CloseDialog);
    }
    if let Some(other) = chosen {
        actions.push(Action::Ask(vec![Request::SetSameAs(claim.clone(), Some(other))]));
        actions.push(Action::CloseDialog);
    }
}

fn rename(ui: &mut Ui, name: &mut String, actions: &mut Vec<Action>) {
    title(ui, "Rename story");
    let field = text_field(ui, "Title", name, "what the story is called");
    focus_once(ui, &field);
    if confirm(ui, "Rename", !name.trim().is_empty(), true, actions) {
        actions.push(Action::Ask(vec![Request::SetTitle(name.clone())]));
        actions.push(Action::CloseDialog);
    }
}
