//! Signing the whole story off, in each of the four roles.

use super::{close, focus_once, title};
use crate::model::{Request, Role, Signature};
use crate::session::Session;
use crate::ui::action::Action;
use crate::ui::claim::capital;
use crate::ui::signing::{day_and_time, does, full_name, words};
use crate::ui::theme::{Palette, sans, strong};
use crate::ui::widgets::focus_ring;
use egui::{Align, Layout, RichText, Ui, vec2};

/// Width of the names of the roles, in points.
const ROLE: f32 = 120.0;

/// Width of the buttons, in points.
const BUTTON: f32 = 96.0;

/// Draws the dialog.
pub(super) fn show(ui: &mut Ui, session: Option<&Session>, actions: &mut Vec<Action>) {
    let Some(session) = session else { return };
    title(ui, "Sign off the story");
    let soft = Palette::of(ui.ctx()).soft;
    let about = "A sign-off covers every claim whose status counts. It lapses when one of them changes.";
    ui.label(RichText::new(about).color(soft));
    ui.label(RichText::new(who_and_what(session)).color(soft));
    ui.add_space(8.0);
    for role in Role::ALL {
        ui.push_id(role.key(), |ui| row(ui, session, *role, actions));
    }
    close(ui, actions);
}

/// Who signs, and how much of the story a sign-off given now covers.
fn who_and_what(session: &Session) -> String {
    let rows = session.rows();
    let covers = rows.iter().filter(|row| row.standing.to_sign().is_some()).count();
    let claims = if rows.len() == 1 { "claim" } else { "claims" };
    match session.by().initials.trim() {
        "" => "Write your initials into the preferences to sign.".to_owned(),
        initials => format!("You sign as {initials}, for {covers} of {} {claims} as things stand.", rows.len()),
    }
}

/// A role, what its sign-off counts for, and the button that gives it or takes it back.
fn row(ui: &mut Ui, session: &Session, role: Role, actions: &mut Vec<Action>) {
    let signature = session.signatures().get(role);
    let state = signature.words(day_and_time, |id| session.row(id).map(|place| place + 1));
    let left = Layout::left_to_right(Align::Center);
    ui.horizontal(|ui| {
        ui.allocate_ui_with_layout(vec2(ROLE, 28.0), left, |ui| {
            ui.set_min_width(ROLE);
            ui.label(RichText::new(capital(role.word())).font(strong(13.5)));
        });
        let width = ui.available_width() - BUTTON - ui.spacing().item_spacing.x;
        ui.allocate_ui_with_layout(vec2(width, 28.0), left, |ui| {
            ui.set_min_width(width);
            ui.add(egui::Label::new(words(ui, signature, &state).font(sans(13.5))).wrap());
        });
        let button = egui::Button::new(does(signature)).min_size(vec2(BUTTON, 26.0));
        let response = ui.add_enabled(session.read_only().is_none(), button);
        focus_ring(ui, &response);
        if role == Role::Checker {
            focus_once(ui, &response);
        }
        let response = response.accessible_name(full_name(signature, role, " the story"));
        if response.clicked() {
            // So that Enter goes on with what was clicked.
            response.request_focus();
            actions.push(Action::Ask(vec![match signature {
                Signature::Signed(_) => Request::TakeBackSignOff(None, role),
                _ => Request::SignOff(None, role),
            }]));
        }
    });
}
