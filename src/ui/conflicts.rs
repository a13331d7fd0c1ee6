//! Conflicts: on the card of a claim, and all of the story’s in a list.

use super::action::Action;
use super::claim::capital;
use super::dialog::{close, title};
use super::theme::{Palette, sans, strong};
use super::widgets::{focus_ring, local_time, small_button};
use crate::command::Command;
use crate::model::describe::short_quote;
use crate::model::{Claim, Conflict, Request};
use crate::session::Session;
use egui::{RichText, ScrollArea, Ui};

/// The conflicts on a claim. The keys of [`Command::TakeFirst`] and [`Command::TakeSecond`] settle the first of them.
pub(super) fn of_claim(ui: &mut Ui, session: &Session, claim: &Claim, may: bool, actions: &mut Vec<Action>) {
    for (place, conflict) in session.project().conflicts_of(&claim.id).iter().enumerate() {
        ui.add_space(8.0);
        let heading = format!("≠ Conflict: {}", conflict.field);
        ui.label(RichText::new(heading).font(strong(13.0)).color(Palette::of(ui.ctx()).wrong));
        sides(ui, conflict, may, place == 0, actions);
    }
}

/// What each left, with who and when, and a button to take it.
fn sides(ui: &mut Ui, conflict: &Conflict, may: bool, has_keys: bool, actions: &mut Vec<Action>) {
    let palette = Palette::of(ui.ctx());
    let keys = [Command::TakeFirst, Command::TakeSecond];
    for (place, side) in conflict.sides.iter().enumerate() {
        let key = keys.get(place).filter(|_| has_keys).and_then(|command| command.shortcut());
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            let text = RichText::new("Take this").font(sans(12.0));
            let mut button = egui::Button::new(text);
            if let Some(key) = &key {
                button = button.shortcut_text(RichText::new(key.text()).font(sans(11.0)));
            }
            let response = ui.add_enabled(may, button);
            focus_ring(ui, &response);
            let name = format!("Take {} by {}", side.value, side.by);
            if response.accessible_name(name).clicked() {
                actions.push(Action::Ask(vec![Request::Settle(side.entry.clone())]));
            }
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                ui.label(RichText::new(capital(&side.value)).font(sans(13.5)));
                let who = format!("{} · {}", side.by, local_time(side.at));
                ui.label(RichText::new(who).font(sans(12.0)).color(palette.soft));
            });
        });
        ui.add_space(2.0);
    }
}

/// All conflicts of the story.
pub(super) fn list(ui: &mut Ui, session: Option<&Session>, actions: &mut Vec<Action>) {
    let Some(session) = session else { return };
    title(ui, "Conflicts");
    let conflicts = session.project().conflicts();
    let palette = Palette::of(ui.ctx());
    if conflicts.is_empty() {
        ui.label(RichText::new("There are none: what people did fits together.").color(palette.soft));
    } else {
        let about =
            "Two people left these differently without knowing of each other. Nothing is lost until you choose.";
        ui.label(RichText::new(about).color(palette.soft));
    }
    ui.add_space(6.0);
    let may = session.read_only().is_none();
    ScrollArea::vertical().max_height((ui.ctx().content_rect().height() - 230.0).clamp(90.0, 460.0)).show(ui, |ui| {
        for conflict in &conflicts {
            ui.horizontal(|ui| {
                ui.label(RichText::new(about(session, conflict)).font(strong(13.0)));
                if let Some(claim) = &conflict.claim
                    && small_button(ui, "Go there").clicked()
                {
                    actions.extend([Action::Select(claim.clone()), Action::CloseDialog]);
                }
            });
            sides(ui, conflict, may, false, actions);
            ui.add_space(8.0);
        }
    });
    close(ui, actions);
}

fn about(session: &Session, conflict: &Conflict) -> String {
    let project = session.project();
    let claim = conflict.claim.as_ref().and_then(|id| Some((session.row(id)? + 1, project.claim(id)?)));
    let source = conflict.source.as_ref().and_then(|id| project.source(id));
    match (claim, source) {
        (Some((number, claim)), _) => {
            format!("{} of claim {number} {}", capital(&conflict.field), short_quote(&claim.anchor.quote))
        }
        (None, Some(source)) => format!("{}: {}", capital(&conflict.field), short_quote(&source.details.title)),
        (None, None) => capital(&conflict.field),
    }
}
