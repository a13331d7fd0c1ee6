//! Below the writer's note in the card of a claim: what was recognised in it, and the way to make evidence of it. Nothing
//! is looked up, and no link is followed.

use super::action::Action;
use super::offers::command_button;
use super::theme::{Palette, sans};
use crate::command::Command;
use crate::text::reference;
use egui::{RichText, Ui};

/// How many references are shown; a note with more is no note about one claim.
const SHOWN: usize = 8;

/// What was recognised in a note, in words such as `page p. 12`.
pub(super) fn recognised(note: &str) -> Vec<String> {
    let found = reference::find(note).into_iter().take(SHOWN);
    found.filter_map(|one| Some(format!("{}: {}", one.kind.word(), note.get(one.range)?))).collect()
}

/// Draws it.
pub(super) fn show(ui: &mut Ui, recognised: &[String], may_use: bool, actions: &mut Vec<Action>) {
    let palette = Palette::of(ui.ctx());
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        for one in recognised {
            ui.label(RichText::new(one).font(sans(12.0)).color(palette.soft));
        }
    });
    if may_use {
        command_button(ui, "Use as evidence", Command::UseNote, actions);
    }
}
