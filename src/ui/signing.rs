//! Signing a claim off: the command, and the lines in the claim's card.

use super::action::Action;
use super::claim::capital;
use super::desk::Desk;
use super::theme::{Palette, sans};
use super::widgets::{labelled, section, small_button};
use crate::command::Command;
use crate::model::claim::RECHECK_GLYPH;
use crate::model::{Claim, Request, Role, Signature, Standing};
use crate::session::Session;
use chrono::{DateTime, Datelike, Local, Utc};
use egui::{RichText, Ui};

impl Desk {
    /// Signs the selected claim off in this role; a sign-off that holds is taken back.
    pub(super) fn sign_claim(&mut self, role: Role) {
        let Some(session) = &self.session else { return };
        let Some(claim) = self.selected.as_ref().and_then(|id| session.project().claim(id)) else { return };
        let Some(row) = session.row(&claim.id).and_then(|place| session.rows().get(place)) else { return };
        let signature = Signature::of_claim(claim, &row.standing, role);
        let (request, done) = match &signature {
            Signature::Signed(signed) => {
                let done = format!("Sign-off of {} as {role} taken back. Undo brings it back", signed.by.initials);
                (Request::TakeBackSignOff(Some(claim.id.clone()), role), done)
            }
            _ => {
                let done = format!("Signed off as {role} by {}", session.by().initials);
                (Request::SignOff(Some(claim.id.clone()), role), done)
            }
        };
        let before = session.revision();
        self.ask(vec![request]);
        if self.session.as_ref().is_some_and(|session| session.revision() > before) {
            self.notices.say(done);
        }
    }
}

/// The lines in a claim's card: who signed it off, and buttons to do so or to take it back.
pub(super) fn of_claim(ui: &mut Ui, session: &Session, claim: &Claim, standing: &Standing, actions: &mut Vec<Action>) {
    let may = session.read_only().is_none();
    section(ui, "Signed off");
    for role in Role::OF_CLAIMS {
        let signature = Signature::of_claim(claim, standing, *role);
        ui.push_id(role.key(), |ui| {
            ui.horizontal(|ui| {
                labelled(ui, &capital(role.word()));
                ui.label(words(ui, &signature, &signature.words_of_claim(day)).font(sans(13.0)));
                let button = ui.add_enabled_ui(may, |ui| small_button(ui, does(&signature))).inner;
                let command = Command::SignClaim(*role);
                let key = command.shortcut().map(|shortcut| format!(" · key {}", shortcut.text())).unwrap_or_default();
                let button = button.accessible_name(full_name(&signature, *role, ""));
                if button.on_hover_text(format!("{}{key}", command.does())).clicked() {
                    actions.push(Action::Run(command));
                }
            });
        });
    }
}

/// What a button does to a sign-off, in a word or two.
pub(super) fn does(signature: &Signature) -> &'static str {
    match signature {
        Signature::NotSigned => "Sign",
        Signature::Lapsed(..) => "Sign again",
        Signature::Signed(_) => "Take back",
    }
}

/// The name of such a button for those who do not see beside what it stands; `what` is signed, such as `" the story"`.
pub(super) fn full_name(signature: &Signature, role: Role, what: &str) -> String {
    match signature {
        Signature::NotSigned => format!("Sign off{what} as {role}"),
        Signature::Lapsed(..) => format!("Sign off{what} as {role} again"),
        Signature::Signed(_) => format!("Take back signing off{what} as {role}"),
    }
}

/// Words on a sign-off, marked when it has lapsed, and soft while nobody has signed.
pub(super) fn words(ui: &Ui, signature: &Signature, text: &str) -> RichText {
    let palette = Palette::of(ui.ctx());
    match signature {
        Signature::NotSigned => RichText::new(text).color(palette.soft),
        Signature::Lapsed(..) => RichText::new(format!("{RECHECK_GLYPH} {text}")).color(palette.query),
        Signature::Signed(_) => RichText::new(text).color(palette.ink),
    }
}

/// The day of a sign-off, with the year when it is another one than now.
fn day(at: DateTime<Utc>) -> String {
    local(at, "%-d %b", "%-d %b %Y")
}

/// Day and time of a sign-off, with the year when it is another one than now.
pub(super) fn day_and_time(at: DateTime<Utc>) -> String {
    local(at, "%-d %b %H:%M", "%-d %b %Y %H:%M")
}

fn local(at: DateTime<Utc>, this_year: &str, other_year: &str) -> String {
    let (at, now) = (at.with_timezone(&Local), Local::now());
    at.format(if at.year() == now.year() { this_year } else { other_year }).to_string()
}
