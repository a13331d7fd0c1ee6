//! The dialogs: one at a time, over the window, closed by Esc, with the caret where one begins.
//!
//! `commands`: the palette and the shortcut sheet; `how_read`: what was left out of the article; `export`: which report, and how it will begin; `files`: pasting, paths, leaving; `pack`: packs; `sign_off`: signing the story off; `story`: preferences and the
//! small questions about a story.

mod commands;
pub(super) mod export;
pub(super) mod files;
pub(super) mod how_read;
pub(super) mod pack;
mod sign_off;
mod story;
pub(super) mod versions;

use super::action::{Action, Browse};
use super::theme::{Palette, strong};
use crate::model::ClaimId;
use crate::session::Session;
use crate::session::recovery::Orphan;
use crate::session::update::Update;
use crate::store::settings::Settings;
use egui::{Context, Id, Key, Modal, RichText, Ui};
use std::path::PathBuf;

/// What was pasted.
#[derive(Clone, Debug, PartialEq)]
pub enum Pasted {
    /// Plain text.
    Plain(String),
    /// Formatted text, as HTML.
    Html(String),
}

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
    Paste(Pasted),
    /// The sample story is opened.
    Sample,
    /// A version of a story is looked at.
    LookAt(PathBuf),
    /// What was not saved is restored.
    Restore(Box<Orphan>),
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
        /// The formatted text on the clipboard, as HTML.
        formatted: Option<String>,
    },
    /// How the article was read.
    HowRead(Box<how_read::HowRead>),
    /// Where to save.
    SaveAs {
        /// The path.
        path: String,
        /// What happens after.
        then: Option<Leaving>,
        /// The person was told that there is a file of this name, and may replace it.
        replace: Option<String>,
    },
    /// Which file to open, where the desktop has no dialog of its own.
    OpenPath {
        /// The path.
        path: String,
    },
    /// Which copy of the story to take in, where the desktop has no dialog of its own.
    TakeIn {
        /// The path.
        path: String,
    },
    /// Which list of sources to bring in, where the desktop has no dialog of its own.
    ImportSources {
        /// The path.
        path: String,
    },
    /// Which file is the new draft, where the desktop has no dialog of its own.
    Draft {
        /// The path.
        path: String,
    },
    /// Whether a file that may not be the next draft is brought in.
    Doubtful(Box<Update>),
    /// What a draft is called.
    NameDraft {
        /// Its number.
        number: u32,
        /// The name.
        name: String,
    },
    /// Whether a file that was dropped on the story is a copy of it, a new draft of it, or something else to open.
    Dropped(PathBuf),
    /// Export a report.
    Export(Box<export::ExportChoice>),
    /// Pack the story.
    Pack(pack::PackForm),
    /// Unpack a pack.
    Unpack(pack::UnpackForm),
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
    /// The story as it was.
    Versions(versions::VersionsDialog),
    /// What was not saved.
    NotSaved(Box<Orphan>),
    /// What two people left differently.
    Conflicts,
    /// Who signs the story off.
    SignOff,
    /// The sources of the story.
    Sources(Box<super::sources::SourcesDialog>),
    /// What the notes of the writer offer as claims.
    Notes(Box<super::offers::NotesDialog>),
    /// The history of the story.
    History(Box<super::history::HistoryDialog>),
}

/// Draws the open dialog.
pub fn show(
    ctx: &Context,
    dialog: &mut Option<Dialog>,
    session: Option<&Session>,
    settings: &mut Settings,
    scene: &crate::command::Scene,
    put_by: bool,
    actions: &mut Vec<Action>,
) {
    let Some(open) = dialog else { return };
    let frame = egui::Frame::window(&ctx.global_style()).inner_margin(egui::Margin::symmetric(22, 18));
    let width = match open {
        Dialog::History(_) => (ctx.content_rect().width() - 90.0).clamp(460.0, super::history::WIDTH),
        Dialog::Conflicts | Dialog::Versions(_) | Dialog::Notes(_) => {
            (ctx.content_rect().width() - 90.0).clamp(380.0, 720.0)
        }
        Dialog::Shortcuts | Dialog::Sources(_) | Dialog::Paste { .. } | Dialog::HowRead(_) | Dialog::NotSaved(_) => {
            720.0
        }
        Dialog::SignOff => 620.0,
        Dialog::Export(_) => (ctx.content_rect().width() - 90.0).clamp(440.0, 960.0),
        _ => 460.0,
    };
    let modal = Modal::new(Id::unique("dialog")).frame(frame).show(ctx, |ui| {
        ui.set_width(width);
        match open {
            Dialog::Palette { find, at } => commands::palette(ui, find, at, scene, actions),
            Dialog::Shortcuts => commands::shortcuts(ui),
            Dialog::Preferences => story::preferences(ui, settings, actions),
            Dialog::Paste { text, formatted } => files::paste(ui, text, formatted.as_deref(), actions),
            Dialog::HowRead(dialog) => how_read::show(ui, dialog, session, actions),
            Dialog::SaveAs { path, replace, .. } => {
                let does = if replace.as_ref() == Some(path) { "Replace it" } else { "Save" };
                if replace.as_ref() == Some(path) {
                    let warning = "There is another file of this name. Saving replaces it.";
                    ui.label(RichText::new(warning).color(Palette::of(ui.ctx()).wrong));
                }
                let go = files::path_form(ui, "Save the project", "Project file", path, does, Browse::SaveAs, actions);
                actions.extend(go.then(|| Action::SaveTo(PathBuf::from(path.trim()))));
            }
            Dialog::OpenPath { path } => {
                let go = files::path_form(ui, "Open", "Article or project", path, "Open", Browse::Article, actions);
                actions.extend(go.then(|| Action::Open(PathBuf::from(path.trim()))));
            }
            Dialog::TakeIn { path } => {
                let label = "Another copy of this story";
                let go = files::path_form(ui, "Take in a copy", label, path, "Take in", Browse::Copy, actions);
                actions.extend(go.then(|| Action::TakeIn(PathBuf::from(path.trim()))));
            }
            Dialog::ImportSources { path } => {
                let label = "List of sources (BibTeX, RIS or CSL-JSON)";
                let go = files::path_form(ui, "Import sources", label, path, "Import", Browse::Sources, actions);
                actions.extend(go.then(|| Action::ImportSources(PathBuf::from(path.trim()))));
            }
            Dialog::Draft { path } => {
                let go = files::path_form(ui, "Update draft", "The new draft", path, "Update", Browse::Draft, actions);
                actions.extend(go.then(|| Action::UpdateDraft(PathBuf::from(path.trim()))));
            }
            Dialog::Doubtful(update) => super::updating::doubtful(ui, update, session, actions),
            Dialog::NameDraft { number, name } => story::name_draft(ui, *number, name, actions),
            Dialog::Dropped(path) => files::dropped(ui, path, actions),
            Dialog::Versions(dialog) => versions::show(ui, dialog, actions),
            Dialog::Conflicts => super::conflicts::list(ui, session, actions),
            Dialog::SignOff => sign_off::show(ui, session, actions),
            Dialog::Export(choice) => export::show(ui, choice, actions),
            Dialog::Pack(form) => pack::pack_form(ui, form, session, actions),
            Dialog::Unpack(form) => pack::unpack_form(ui, form, actions),
            Dialog::Unsaved(leaving) => files::unsaved(ui, leaving, session, put_by, actions),
            Dialog::Overrule { claim, reason } => story::overrule(ui, claim, reason, actions),
            Dialog::SameAs { claim, find } => story::same_as(ui, claim, find, session, actions),
            Dialog::Rename { title } => story::rename(ui, title, actions),
            Dialog::NotSaved(orphan) => super::recovery::list(ui, orphan, actions),
            Dialog::Sources(sources) => super::sources::show(ui, sources, session, actions),
            Dialog::Notes(notes) => super::offers::show(ui, notes, session, actions),
            Dialog::History(history) => super::history::show(ui, history, session, actions),
        }
    });
    if modal.should_close() {
        actions.push(Action::CloseDialog);
    }
}

pub(super) fn title(ui: &mut Ui, text: &str) {
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

/// A button at the foot of a dialog that asks for nothing.
pub(super) fn close(ui: &mut Ui, actions: &mut Vec<Action>) {
    ui.add_space(8.0);
    if ui.button("Close").clicked() {
        actions.push(Action::CloseDialog);
    }
}

/// Puts the caret there, the first time it is drawn.
pub(super) fn focus_once(ui: &Ui, response: &egui::Response) {
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
