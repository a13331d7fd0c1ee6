//! Sources brought in from a list of another program: read off the window's thread, added as one step.

use super::action::Action;
use super::claim::capital;
use super::desk::Desk;
use super::work::{finished, wake};
use crate::command::Command;
use crate::import::sources::Sources;
use crate::job::{Job, Reporter};
use crate::session::Problem;
use crate::session::sources_in::{self, Brought};
use chrono::Utc;
use egui::Context;
use std::path::Path;

/// A list of sources that is being read.
pub(super) type ImportingSources = Job<Result<Sources, Problem>>;

impl Desk {
    /// Begins to read a list of sources.
    pub(super) fn start_importing_sources(&mut self, ctx: &Context, path: &Path) {
        self.keep_typed();
        self.close_dialog(ctx);
        let path = path.to_owned();
        let work = move |_: &Reporter| sources_in::read(&path);
        self.works.importing_sources = Some(Job::start("Reading the sources", wake(ctx), work));
    }

    /// Adds the sources of a list that was read, and says what became of them.
    pub(super) fn collect_sources(&mut self) {
        let sources = match finished(&mut self.works.importing_sources) {
            Some(Ok(sources)) => sources,
            Some(Err(problem)) => return self.notices.problem(&problem),
            None => return,
        };
        self.keep_typed();
        let Some(session) = &mut self.session else { return };
        match session.bring_in_sources(sources, Utc::now()) {
            Ok(brought) => self.tell_brought(&brought),
            Err(problem) => self.notices.problem(&problem),
        }
    }

    fn tell_brought(&mut self, brought: &Brought) {
        let words = capital(&brought.in_words());
        match brought.added {
            0 => self.notices.say(words),
            _ => self.notices.offer(words, "Undo", Action::Run(Command::Undo)),
        }
        if !brought.warnings.is_empty() {
            let what = "not everything in the list could be read";
            self.notices.problem(&Problem::new(what, brought.warnings.join(" ")));
        }
    }
}
