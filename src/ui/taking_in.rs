//! Another copy of the open story taken in: a colleague’s file, or what another program wrote to the project’s own file.

use super::action::Action;
use super::desk::Desk;
use super::work::{finished, wake};
use crate::command::Command;
use crate::job::Job;
use crate::session::{Found, MergeOrder, Merged, Problem, TakenIn};
use egui::Context;
use std::path::Path;

/// A copy on its way in.
pub(super) type TakingIn = Job<Result<Merged, Problem>>;

impl Desk {
    /// Begins to take in a copy from its file.
    pub(super) fn start_taking_in(&mut self, ctx: &Context, path: &Path) {
        self.keep_typed();
        self.close_dialog(ctx);
        if let Some(session) = &self.session {
            let order = session.merge_order(path);
            self.works.from_disk = false;
            self.take_in(ctx, order);
        }
    }

    /// Begins to take in what another program wrote to the project's own file.
    pub(super) fn take_in_from_disk(&mut self, ctx: &Context) {
        if let Some(session) = &self.session
            && let Some(path) = session.path()
        {
            let order = session.merge_order(path);
            self.works.from_disk = true;
            self.take_in(ctx, order);
        }
    }

    pub(super) fn take_in(&mut self, ctx: &Context, order: MergeOrder) {
        self.works.taking_in = Some(Job::start("Putting the two together", wake(ctx), move |_| order.run()));
    }

    /// Goes on with what was put together, or puts it together once more when something was done in the meantime.
    pub(super) fn collect_taken_in(&mut self, ctx: &Context) {
        let merged = match finished(&mut self.works.taking_in) {
            Some(Ok(merged)) => merged,
            Some(Err(problem)) if self.works.from_disk => {
                self.not_saved = Some(problem);
                return;
            }
            Some(Err(problem)) => return self.notices.problem(&problem),
            None => return,
        };
        // What is being typed was typed without knowing of what comes in.
        self.keep_typed();
        let Some(session) = &mut self.session else { return };
        match session.take_in(merged) {
            // A file that says nothing new is no news.
            Ok(taken) if taken.steps == 0 && self.works.from_disk => {}
            Ok(taken) => self.tell_taken_in(ctx, &taken),
            Err(merged) => {
                let order = session.merge_again(*merged);
                self.take_in(ctx, order);
            }
        }
    }

    /// Says what came in, and offers to look at conflicts.
    pub(super) fn tell_taken_in(&mut self, ctx: &Context, taken: &TakenIn) {
        let words = super::claim::capital(&taken.in_words());
        match taken.conflicts {
            0 => self.notices.say(words),
            1 => self.notices.offer(words, "Look at it…", Action::Run(Command::Conflicts)),
            _ => self.notices.offer(words, "Look at them…", Action::Run(Command::Conflicts)),
        }
        self.forget_deleted();
        self.show_title(ctx);
    }

    /// Goes on with what a save found on the disk.
    pub(super) fn take_what_was_found(&mut self, ctx: &Context, found: Found) {
        if let Some(taken) = found.taken.filter(|taken| taken.steps > 0) {
            self.tell_taken_in(ctx, &taken);
        }
        if let Some((rest, session)) = found.rest.zip(self.session.as_ref()) {
            let order = session.merge_again(*rest);
            self.take_in(ctx, order);
        }
    }

    /// A claim that is no more is not selected.
    pub(super) fn forget_deleted(&mut self) {
        let Some(session) = &self.session else { return };
        if self.selected.as_ref().is_some_and(|id| session.project().claim(id).is_none()) {
            self.selected = None;
        }
    }
}
