//! The dialogs about files: pasting, where to, the report, what is not saved.

use super::{ExportChoice, Leaving, Pasted, confirm, focus_once, title};
use crate::command::Command;
use crate::export;
use crate::session::Session;
use crate::ui::action::{Action, Browse};
use crate::ui::theme::{Palette, sans};
use crate::ui::widgets::{ctrl_enter, focus_ring, labelled, text_field};
use crate::ui::work::is_project;
use egui::{RichText, ScrollArea, TextEdit, Ui};
use std::path::{Path, PathBuf};

pub(super) fn paste(ui: &mut Ui, text: &mut String, formatted: Option<&str>, actions: &mut Vec<Action>) {
    title(ui, "Paste article");
    if let Some(html) = formatted {
        let said =
            "The clipboard holds text with its headings and lists, as Word, a browser or a mail program put it there.";
        ui.label(said);
        let use_it = ui.button("Begin with it as it is formatted");
        focus_ring(ui, &use_it);
        if use_it.clicked() {
            actions.push(Action::UsePasted(Pasted::Html(html.to_owned())));
        }
        ui.add_space(6.0);
    }
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
        actions.push(Action::UsePasted(Pasted::Plain(text.clone())));
    }
}

pub(super) fn path_form(
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

/// Where a report goes unless the person says otherwise: each edition has a name of its own, and so has what is no report.
pub fn report_path(stem: &str, edition: export::Edition, format: export::Format) -> String {
    let what = match format.holds() {
        export::Holds::Everything => edition.key(),
        export::Holds::Sources => "sources",
        export::Holds::Reviews => format.key(),
    };
    format!("{stem}-{what}.{}", format.ending())
}

pub(super) fn export_form(
    ui: &mut Ui,
    choice: &mut ExportChoice,
    session: Option<&Session>,
    actions: &mut Vec<Action>,
) {
    title(ui, "Export report");
    let before = report_path(&choice.stem, choice.edition, choice.format);
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
    ui.horizontal_wrapped(|ui| {
        labelled(ui, "Format");
        for format in export::Format::ALL {
            ui.selectable_value(&mut choice.format, *format, format.word());
        }
    });
    // A path that the person typed stays as it is but for its ending.
    let proposed = report_path(&choice.stem, choice.edition, choice.format);
    if proposed != before {
        choice.path = match choice.path == before {
            true => proposed,
            false => PathBuf::from(&choice.path).with_extension(choice.format.ending()).display().to_string(),
        };
    }
    if choice.edition == export::Edition::CheckingCopy {
        ui.checkbox(&mut choice.audit_trail, "With everything that was done, in order");
    }
    let confidential = session.map_or(0, |session| session.project().confidential_sources().len());
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
    if Path::new(choice.path.trim()).is_file() {
        let warning = "There is a file of this name. It will be replaced.";
        ui.label(RichText::new(warning).color(Palette::of(ui.ctx()).query));
    }
    if confirm(ui, "Export", !choice.path.trim().is_empty(), true, actions) {
        actions.push(Action::Export);
    }
}

pub(super) fn unsaved(
    ui: &mut Ui,
    leaving: &Leaving,
    session: Option<&Session>,
    put_by: bool,
    actions: &mut Vec<Action>,
) {
    let story = session.map_or("", |session| session.project().title.as_str());
    title(ui, "Save before leaving?");
    if session.is_some_and(Session::is_dirty) {
        ui.label(format!("“{story}” has changes that are not saved."));
    }
    if put_by {
        ui.label("Evidence was filled in that has not been added to its claim. It is lost when you leave.");
    }
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

pub(super) fn dropped(ui: &mut Ui, path: &Path, actions: &mut Vec<Action>) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let (heading, what, does, action) = if is_project(path) {
        let what = format!("If “{name}” is a copy of this story, what was done in it can be put together with it.");
        ("A project was dropped on the story", what, "Take it in", Action::TakeIn(path.to_owned()))
    } else {
        let what = format!("If “{name}” is a new draft of this story, every claim is found again in it.");
        ("An article was dropped on the story", what, "Update the draft", Action::UpdateDraft(path.to_owned()))
    };
    title(ui, heading);
    ui.label(what);
    ui.add_space(10.0);
    ui.horizontal(|ui| {
        let palette = Palette::of(ui.ctx());
        let first = egui::Button::new(RichText::new(does).color(palette.on_fill)).fill(palette.accent);
        let first = ui.add(first);
        focus_once(ui, &first);
        if first.clicked() {
            actions.push(action);
        }
        if ui.button("Open it instead").clicked() {
            actions.extend([Action::CloseDialog, Action::Open(path.to_owned())]);
        }
        if ui.button("Cancel").clicked() {
            actions.push(Action::CloseDialog);
        }
    });
}
