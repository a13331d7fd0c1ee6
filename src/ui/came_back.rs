//! The marked-up Word file that came back from the writer: what it says of the claims, looked at and taken in.

use super::claim::capital;
use super::desk::Desk;
use super::dialog::Dialog;
use super::theme::{Palette, sans, serif};
use crate::model::{ClaimId, Project};
use crate::session::Session;
use crate::session::update::Doubt;
use crate::text::replies::Replies;
use chrono::Utc;
use egui::{Context, Label, RichText, ScrollArea, Ui};

/// How high the list may be, in points.
const HEIGHT: f32 = 260.0;

impl Desk {
    /// Takes in the answers and decisions of the file that came back.
    pub(super) fn take_replies(&mut self, ctx: &Context) {
        let Some(Dialog::Doubtful(update)) = self.dialog.take() else { return };
        self.close_dialog(ctx);
        let (Some(session), Some(Doubt::CameBack(replies))) = (&mut self.session, &update.doubt) else { return };
        match session.take_replies(replies, Utc::now()) {
            Ok(claims) => {
                self.notices.say(taken_in(replies));
                claims.first().cloned().into_iter().for_each(|claim| self.select(claim));
            }
            Err(problem) => self.notices.problem(&problem),
        }
    }
}

/// What was taken in, and what was not, in a sentence or two.
fn taken_in(replies: &Replies) -> String {
    let mut words = format!("{} taken in", capital(&replies.sums()));
    match replies.pending {
        0 => {}
        1 => words += ". 1 change is still tracked, and not decided",
        count => words += &format!(". {count} changes are still tracked, and not decided"),
    }
    match replies.otherwise.len() {
        0 => words,
        1 => words + ". At 1 claim other words stand than those suggested",
        count => words + &format!(". At {count} claims other words stand than those suggested"),
    }
}

/// Lists what the file says, claim by claim.
pub(super) fn list(ui: &mut Ui, replies: &Replies, session: &Session) {
    let palette = Palette::of(ui.ctx());
    let said = said(replies, session);
    if said.is_empty() {
        return;
    }
    ui.add_space(8.0);
    ScrollArea::vertical().max_height(HEIGHT).show(ui, |ui| {
        for (number, words, what) in said {
            ui.horizontal(|ui| {
                ui.label(RichText::new(number.to_string()).font(sans(12.0)).color(palette.soft));
                ui.add(Label::new(RichText::new(words).font(serif(15.0))).truncate());
            });
            ui.indent(number, |ui| ui.label(what));
            ui.add_space(4.0);
        }
    });
}

/// Number and words of each claim that something is said of, and what is said, in order of the article.
fn said(replies: &Replies, session: &Session) -> Vec<(usize, String, String)> {
    let answers = replies.answers.iter().map(|(claim, answer)| (claim, answer.clone()));
    let decisions = replies.decisions.iter().map(|(claim, decision)| (claim, format!("Change {decision}")));
    let otherwise = replies.otherwise.iter().map(|(claim, words)| (claim, format!("The words are now “{words}”")));
    let about = |(claim, what): (&ClaimId, String)| {
        let number = session.row(claim)? + 1;
        Some((number, quote(session.project(), claim), what))
    };
    let mut said: Vec<_> = answers.chain(decisions).chain(otherwise).filter_map(about).collect();
    said.sort_by_key(|(number, ..)| *number);
    said
}

fn quote(project: &Project, claim: &ClaimId) -> String {
    project.claim(claim).map(|claim| claim.anchor.quote.clone()).unwrap_or_default()
}
