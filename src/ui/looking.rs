//! What was done to the story before, and what of it is new: derived and remembered off the window's thread.

use super::action::Action;
use super::desk::Desk;
use super::dialog::Dialog;
use super::history::HistoryDialog;
use super::work::wake;
use crate::job::{Job, Outcome};
use crate::session::Session;
use crate::session::chronicle::Chronicle;
use chrono::{Local, Utc};
use egui::Context;
use std::sync::Arc;

impl Desk {
    /// Begins to look up what this user had seen of the story that has just been opened.
    pub(super) fn look(&mut self, ctx: &Context) {
        self.works.telling = None;
        self.works.looking = None;
        let (Some(session), Some(state)) = (&self.session, &self.settings.state) else { return };
        let order = session.look_order(state.clone(), Utc::now());
        self.works.looking = Some(Job::start("Looking up what is new", wake(ctx), move |_| order.run()));
    }

    /// Remembers that all there is in the story has been seen, now that it is left.
    pub(super) fn part(&mut self) {
        let (Some(session), Some(state)) = (&self.session, &self.settings.state) else { return };
        let order = session.leave_order(state.clone(), Utc::now());
        self.works.parting.push(Job::start("Remembering what was seen", || (), move |_| order.run()));
    }

    /// The same while the window closes, here and now; nobody is left to hear of a failure.
    pub(super) fn part_now(&self) {
        let (Some(session), Some(state)) = (&self.session, &self.settings.state) else { return };
        drop(session.leave_order(state.clone(), Utc::now()).run());
    }

    /// Takes over what was looked up since the last frame, and begins to tell the history when it is shown.
    pub(super) fn look_back(&mut self, ctx: &Context) {
        self.collect_news();
        self.works.parting.retain(|job| match job.poll() {
            Outcome::Running => true,
            Outcome::Done(Err(problem)) => {
                self.notices.problem(&problem);
                false
            }
            Outcome::Done(Ok(())) | Outcome::Lost => false,
        });
        self.collect_history();
        let (Some(session), Some(Dialog::History(dialog))) = (&self.session, &self.dialog) else { return };
        if self.works.telling.is_none() && dialog.revision() != Some(session.revision()) {
            let (project, seen) = (session.snapshot(), session.seen().clone());
            let work = move |_: &_| Arc::new(Chronicle::of(&project, &seen, &Local));
            self.works.telling = Some((session.revision(), Job::start("Reading the history", wake(ctx), work)));
        }
    }

    fn collect_news(&mut self) {
        let looked = match self.works.looking.as_ref().map(Job::poll) {
            None | Some(Outcome::Running) => return,
            Some(Outcome::Done(looked)) => Some(looked),
            Some(Outcome::Lost) => None,
        };
        self.works.looking = None;
        let Some((looked, session)) = looked.zip(self.session.as_mut()) else { return };
        if !session.looked(&looked) {
            return;
        }
        self.works.telling = None;
        if let Some(Dialog::History(dialog)) = &mut self.dialog {
            dialog.forget();
        }
        looked.problems.iter().for_each(|problem| self.notices.problem(problem));
        if let Some(news) = looked.news {
            let history = Dialog::History(Box::new(HistoryDialog::of_news()));
            self.notices.offer(news, "Show them", Action::Show(history));
        }
    }

    fn collect_history(&mut self) {
        let Some((revision, job)) = &self.works.telling else { return };
        let told = match job.poll() {
            Outcome::Running => return,
            Outcome::Done(told) => Some((*revision, told)),
            // It would break again: an empty history is better than one that is begun over and over.
            Outcome::Lost => Some((*revision, Arc::default())),
        };
        self.works.telling = None;
        if let (Some((revision, told)), Some(Dialog::History(dialog))) = (told, &mut self.dialog)
            && self.session.as_ref().map(Session::revision) >= Some(revision)
        {
            dialog.take(revision, told);
        }
    }
}
