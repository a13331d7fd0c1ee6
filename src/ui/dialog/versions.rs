//! Earlier versions of the story: what it was like then, and how to have it back as a file of its own.

use super::{close, confirm, title};
use crate::session::versions::Version;
use crate::ui::action::Action;
use crate::ui::theme::{Palette, sans, strong};
use crate::ui::widgets::{focus_ring, text_field};
use chrono::Local;
use egui::{RichText, ScrollArea, Ui};
use std::path::PathBuf;
use std::sync::Arc;

/// The versions that are there, and which is chosen.
#[derive(Clone, Debug, Default)]
pub struct VersionsDialog {
    /// The versions, the newest first; absent while they are being read.
    pub versions: Option<Arc<[Version]>>,
    /// Which of them is chosen.
    pub chosen: Option<usize>,
    /// Where it is to be written.
    pub path: String,
    /// What the name of the new file begins with.
    pub stem: String,
}

/// Draws the dialog.
pub(super) fn show(ui: &mut Ui, dialog: &mut VersionsDialog, actions: &mut Vec<Action>) {
    title(ui, "Earlier versions");
    let palette = Palette::of(ui.ctx());
    let soft = |text: &str| RichText::new(text).color(palette.soft);
    ui.label(soft("Kept on this machine: the last ten saves, and one for each day of the last thirty."));
    ui.add_space(6.0);
    let Some(versions) = dialog.versions.clone() else {
        ui.label(soft("Looking…"));
        return;
    };
    if versions.is_empty() {
        ui.label("There are none yet: they come with every save.");
        close(ui, actions);
        return;
    }
    list(ui, dialog, &versions);
    let Some(version) = dialog.chosen.and_then(|chosen| versions.get(chosen)) else {
        ui.label(soft("Choose a version to look at it or to write it as a file of its own."));
        close(ui, actions);
        return;
    };
    ui.add_space(8.0);
    let look = ui.button("Look at it");
    focus_ring(ui, &look);
    if look.on_hover_text("Opens the story as it was; nothing can be changed in it").clicked() {
        actions.push(Action::LookAtVersion(version.path().to_owned()));
    }
    ui.add_space(4.0);
    text_field(ui, "Write it to", &mut dialog.path, "a new file");
    if confirm(ui, "Write this version", !dialog.path.trim().is_empty(), false, actions) {
        actions.push(Action::RestoreVersion(version.clone(), PathBuf::from(dialog.path.trim())));
    }
}

fn list(ui: &mut Ui, dialog: &mut VersionsDialog, versions: &[Version]) {
    let palette = Palette::of(ui.ctx());
    let mut day = String::new();
    let room = (ui.ctx().content_rect().height() - 330.0).clamp(80.0, 300.0);
    ScrollArea::vertical().max_height(room).show(ui, |ui| {
        for (place, version) in versions.iter().enumerate() {
            let at = version.at().with_timezone(&Local);
            let this_day = at.format("%A, %-d %B %Y").to_string();
            if this_day != day {
                ui.add_space(4.0);
                ui.label(RichText::new(&this_day).font(strong(13.0)));
                day = this_day;
            }
            let claims = match version.claims {
                Some((1, open)) => format!("1 claim, {open} open"),
                Some((claims, open)) => format!("{claims} claims, {open} open"),
                None => "cannot be read".to_owned(),
            };
            let text = format!("{}   {claims}   {}", at.format("%H:%M"), size(version.bytes()));
            let is_chosen = dialog.chosen == Some(place);
            let row = ui.selectable_label(is_chosen, RichText::new(text).font(sans(13.5)).color(palette.ink));
            if row.clicked() {
                dialog.chosen = Some(place);
                dialog.path = format!("{}-{}.tickmark", dialog.stem, at.format("%Y-%m-%d-%H%M"));
            }
        }
    });
}

/// A number of bytes in words.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}
