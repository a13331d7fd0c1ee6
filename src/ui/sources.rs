//! The dialog of sources: all of the story, what rests on each, and the fields of the one that is open.

use super::action::Action;
use super::theme::{Palette, sans, strong};
use super::widgets::ctrl_enter;
use super::{dialog as dialogs, source_form};
use crate::command::Command;
use crate::model::{Project, Request, SourceDetails, SourceId, SourceKind};
use crate::session::Session;
use egui::{RichText, ScrollArea, Ui};
use std::collections::HashMap;

/// What is open in the dialog.
#[derive(Clone, Debug, Default)]
pub struct SourcesDialog {
    open: Option<(Option<SourceId>, SourceDetails)>,
}

impl SourcesDialog {
    /// With this source open; absent when it is not there.
    pub fn of(project: &Project, id: &SourceId) -> Option<Self> {
        project.source(id).map(|source| Self { open: Some((Some(id.clone()), source.details.clone())) })
    }
}

/// Draws the dialog.
pub fn show(ui: &mut Ui, dialog: &mut SourcesDialog, session: Option<&Session>, actions: &mut Vec<Action>) {
    let Some(session) = session else { return };
    ui.label(RichText::new("Sources").font(strong(17.0)));
    ui.add_space(6.0);
    match &mut dialog.open {
        Some((id, details)) => {
            if edit(ui, id.as_ref(), details, session, actions) {
                dialog.open = None;
                dialogs::forget_focus(ui.ctx());
            }
        }
        None => dialog.open = list(ui, session, actions),
    }
}

fn list(ui: &mut Ui, session: &Session, actions: &mut Vec<Action>) -> Option<(Option<SourceId>, SourceDetails)> {
    let palette = Palette::of(ui.ctx());
    let mut open = None;
    let mut uses: HashMap<&SourceId, usize> = HashMap::new();
    for row in session.rows() {
        let evidence = session.project().claim(&row.id).into_iter().flat_map(|claim| claim.evidence());
        evidence.for_each(|piece| *uses.entry(&piece.source).or_default() += 1);
    }
    if session.project().sources().next().is_none() {
        ui.label("No sources yet. Add one here, or with the evidence of a claim.");
    }
    let height = ui.ctx().content_rect().height() * 0.6;
    ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]).show(ui, |ui| {
        for source in session.project().sources() {
            let details = &source.details;
            let used = match uses.get(&source.id).copied().unwrap_or_default() {
                0 => "not used yet".to_owned(),
                1 => "used once".to_owned(),
                count => format!("used {count} times"),
            };
            let kept = if source.kept.is_empty() { "" } else { " · kept copy" };
            let secret = if details.confidential { " · confidential" } else { "" };
            let about = format!("{}{secret}{kept} · {used}", details.kind.word());
            let mut text = egui::text::LayoutJob::default();
            let format = |font, color| egui::TextFormat { font_id: font, color, ..egui::TextFormat::default() };
            text.append(&details.title, 0.0, format(strong(13.5), palette.ink));
            text.append(&format!("   {about}"), 0.0, format(sans(12.0), palette.soft));
            let button = egui::Button::new(text).frame_when_inactive(false).truncate();
            if ui.add(button.min_size(egui::vec2(ui.available_width(), 28.0))).clicked() {
                open = Some((Some(source.id.clone()), details.clone()));
            }
        }
    });
    ui.add_space(10.0);
    ui.horizontal(|ui| {
        if ui.button("New source…").clicked() {
            open = Some((None, SourceDetails::new(SourceKind::Person, "")));
        }
        if ui.button("Import…").on_hover_text("A list of sources: BibTeX, RIS or CSL-JSON").clicked() {
            actions.push(Action::Run(Command::ImportSources));
        }
        if ui.button("Close").clicked() {
            actions.push(Action::CloseDialog);
        }
    });
    open
}

/// True when the fields can be closed.
fn edit(
    ui: &mut Ui,
    id: Option<&SourceId>,
    details: &mut SourceDetails,
    session: &Session,
    actions: &mut Vec<Action>,
) -> bool {
    let title = source_form::show(ui, "sources dialog", details);
    dialogs::focus_once(ui, &title);
    let mut close = false;
    ui.add_space(10.0);
    ui.horizontal(|ui| {
        let ready = !details.title.trim().is_empty();
        let enter = ready && ctrl_enter(ui);
        if ui.add_enabled(ready, egui::Button::new("Save source")).clicked() || enter {
            let details = Box::new(details.clone());
            actions.push(Action::Ask(vec![match id {
                Some(id) => Request::EditSource(id.clone(), details),
                None => Request::AddSource(details, Vec::new()),
            }]));
            close = true;
        }
        close |= ui.button("Back").clicked();
        if let Some(id) = id {
            let free = session.project().claims_of(id).is_empty();
            let delete = ui.add_enabled(free, egui::Button::new("Delete source"));
            if delete.on_disabled_hover_text("Claims rest on it; delete that evidence first.").clicked() {
                actions.push(Action::Ask(vec![Request::DeleteSource(id.clone())]));
                close = true;
            }
            let is_stored = session.project().source(id).is_some_and(|source| source.details == *details);
            if details.kind == SourceKind::Person && !free && is_stored && ui.button("Call sheet…").clicked() {
                actions.push(Action::CallSheet(id.clone()));
            }
        }
    });
    close
}
