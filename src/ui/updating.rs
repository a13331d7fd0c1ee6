//! A new draft of the open story: read and compared off the window's thread, asked about when it looks like the wrong file,
//! brought in as one step, and then reviewed.

use super::action::Action;
use super::came_back;
use super::claim::capital;
use super::desk::Desk;
use super::dialog::{Dialog, focus_once, title};
use super::packing::watched;
use super::widgets::focus_ring;
use super::work::{finished, wake};
use crate::import::Options;
use crate::job::{self, Job, Reporter};
use crate::session::reading::Watch;
use crate::session::update::{Arrived, Doubt, Update};
use crate::session::{Problem, Session, file};
use chrono::Utc;
use egui::{Context, Ui};
use std::path::Path;

/// A new draft on its way in; none when it was stopped.
pub(super) type Updating = Job<Result<Option<Update>, Problem>>;

impl Desk {
    /// Begins to read a new draft and to compare it with the story.
    pub(super) fn start_updating(&mut self, ctx: &Context, path: &Path) {
        self.keep_typed();
        self.close_dialog(ctx);
        let (reader, path) = (self.reader.clone(), path.to_owned());
        self.start_comparing(ctx, move |watch| {
            let received = file::read_article(&path, &reader, &Options::default(), watch)?;
            Ok(Arrived::new(received, "", Utc::now()))
        });
    }

    fn start_comparing(
        &mut self,
        ctx: &Context,
        arrive: impl FnOnce(&Watch) -> Result<Arrived, Problem> + Send + 'static,
    ) {
        let order = match self.session.as_ref().map(Session::update_order) {
            Some(Ok(order)) => order,
            Some(Err(problem)) => return self.notices.problem(&problem),
            None => return,
        };
        let compare = move |watch: &Watch| {
            let mut go_on = |part: f32| {
                (watch.say)(&format!("Comparing the drafts, {:.0} %", part * 100.0));
                !(watch.stopped)()
            };
            order.run(arrive(watch)?, &mut go_on)
        };
        let work = move |reporter: &Reporter| watched(reporter, compare);
        self.works.updating = Some(Job::start("Reading the new draft", wake(ctx), work));
    }

    /// Goes on with a new draft that was compared.
    pub(super) fn collect_update(&mut self, ctx: &Context) {
        match finished(&mut self.works.updating) {
            Some(Ok(Some(update))) => match &update.doubt {
                None => self.bring_in(ctx, update),
                Some(_) => self.show_dialog(ctx, Dialog::Doubtful(Box::new(update))),
            },
            Some(Err(problem)) => self.notices.problem(&problem),
            Some(Ok(None)) | None => {}
        }
    }

    /// Brings in the new draft that was asked about.
    pub(super) fn bring_in_anyway(&mut self, ctx: &Context) {
        if let Some(Dialog::Doubtful(update)) = self.dialog.take() {
            self.close_dialog(ctx);
            self.bring_in(ctx, *update);
        }
    }

    fn bring_in(&mut self, ctx: &Context, update: Update) {
        self.keep_typed();
        let Some(session) = &mut self.session else { return };
        match session.bring_in(update) {
            Ok(replaced) => job::let_go(replaced),
            Err(stale) => {
                // Something was done meanwhile: the claims are found again as they are now.
                if let Some(arrived) = stale.again() {
                    self.start_comparing(ctx, |_| Ok(arrived));
                }
                return;
            }
        }
        self.note_is_away = false;
        self.show_title(ctx);
        self.start_review(ctx);
    }

    /// Asks what the current draft is called.
    pub(super) fn ask_for_name(&mut self, ctx: &Context) {
        let Some(draft) = self.session.as_ref().and_then(|session| session.project().draft()) else { return };
        let dialog = Dialog::NameDraft { number: draft.number, name: draft.label.clone() };
        self.show_dialog(ctx, dialog);
    }

    /// Goes back to the draft before.
    pub(super) fn take_back_draft(&mut self) {
        let Some(session) = &mut self.session else { return };
        let number = session.project().draft().map_or(0, |draft| draft.number);
        match session.take_back_draft(Utc::now()) {
            Ok(true) => self.notices.say(format!("Draft {number} was taken back. Redo brings it in again")),
            Ok(false) => self.notices.say("Only who brought a draft in can take it back"),
            Err(problem) => self.notices.problem(&problem),
        }
        self.forget_deleted();
        self.keep_review();
        self.keep_comparison();
    }
}

/// Asks about a file that may not be the next draft.
pub(super) fn doubtful(ui: &mut Ui, update: &Update, session: Option<&Session>, actions: &mut Vec<Action>) {
    let came_back = match &update.doubt {
        Some(Doubt::CameBack(replies)) => Some(replies),
        _ => None,
    };
    title(ui, if came_back.is_some() { "The marked-up file came back" } else { "Is this the new draft?" });
    let name = update.draft().and_then(|draft| draft.file.as_ref()).map(|file| file.name.as_str()).unwrap_or_default();
    let what = update.doubt.as_ref().map(|doubt| doubt.problem(name).what).unwrap_or_default();
    ui.label(format!("{}.", capital(&what)));
    if let (Some(replies), Some(session)) = (came_back, session) {
        came_back::list(ui, replies, session);
    }
    ui.add_space(10.0);
    ui.horizontal(|ui| {
        let cancel = ui.button("Cancel");
        focus_once(ui, &cancel);
        if cancel.clicked() {
            actions.push(Action::CloseDialog);
        }
        if let Some(replies) = came_back.filter(|replies| !replies.is_empty()) {
            let take = ui.button(format!("Take in {}", replies.sums()));
            focus_ring(ui, &take);
            if take.clicked() {
                actions.push(Action::TakeReplies);
            }
        }
        let anyway = if came_back.is_some() { "Bring it in as a new draft" } else { "Bring it in anyway" };
        if ui.button(anyway).clicked() {
            actions.push(Action::BringIn);
        }
    });
}
