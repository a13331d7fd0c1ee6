//! Watching the file of the open story: another program's changes are taken in, and who else has it open is said.

use super::desk::Desk;
use super::work::wake;
use crate::job::{Job, Outcome};
use crate::session::watching::{Holder, Known, News, Watch};
use crate::session::{Session, file};
use chrono::{Local, Utc};
use egui::Context;
use std::path::PathBuf;

/// The watch over the open story's file.
#[derive(Default)]
pub(super) struct Watching {
    path: Option<PathBuf>,
    known: Known,
    job: Option<Job<Option<(Watch, News)>>>,
    presence: Option<PathBuf>,
    /// The file has changed, and that is still to be looked at.
    changed: bool,
    others: Vec<Holder>,
}

impl Watching {
    /// Who else has the story open, in words.
    pub(super) fn others(&self) -> Option<String> {
        in_words(&self.others)
    }

    fn start(&mut self, ctx: &Context, watch: Watch) {
        let work = move |reporter: &crate::job::Reporter| watch.wait(|time| reporter.pause(time));
        self.job = Some(Job::start("Watching the file", wake(ctx), work));
    }

    /// Stops, and lets others see that the story is no longer open here.
    pub(super) fn stop(&mut self) {
        if let Some(job) = self.job.take() {
            job.stop();
        }
        if let Some(presence) = self.presence.take() {
            crate::session::watching::leave(&presence);
        }
        *self = Self::default();
    }

    fn news(&mut self) -> Option<(Watch, News)> {
        match self.job.as_ref()?.poll() {
            Outcome::Running => None,
            Outcome::Done(news) => {
                self.job = None;
                news
            }
            Outcome::Lost => {
                self.job = None;
                None
            }
        }
    }
}

impl Desk {
    /// Sees to it that the file of what is open is watched, and takes over what was noticed.
    pub(super) fn keep_watch(&mut self, ctx: &Context) {
        let path = self.session.as_ref().and_then(Session::path).map(PathBuf::from);
        if path != self.watching.path {
            self.watching.stop();
            self.watching.path.clone_from(&path);
            if let Some(path) = path {
                let (by, known) = (self.settings.checker(), self.watching.known.clone());
                let watch = Watch::new(&path, known, &file::sitting(), by, Utc::now());
                self.watching.presence = Some(watch.presence_file().to_owned());
                self.tell_what_is_known();
                self.watching.start(ctx, watch);
            }
        }
        self.tell_what_is_known();
        if let Some((watch, news)) = self.watching.news() {
            self.watching.changed |= news.changed;
            self.tell_who_came(news.others);
            self.watching.start(ctx, watch);
        }
        if self.watching.changed && !self.works.is_writing() {
            self.watching.changed = false;
            self.take_in_from_disk(ctx);
        }
    }

    fn tell_what_is_known(&self) {
        self.watching.known.set(self.session.as_ref().and_then(Session::known_hash));
    }

    fn tell_who_came(&mut self, others: Vec<Holder>) {
        let came: Vec<Holder> =
            others.iter().filter(|holder| !self.watching.others.contains(holder)).cloned().collect();
        self.watching.others = others;
        if let Some(words) = in_words(&came) {
            self.notices.say(format!("{words}. You can both work: what each saves is put together"));
        }
    }
}

fn in_words(holders: &[Holder]) -> Option<String> {
    let one = |holder: &Holder| format!("{} since {}", holder.by, holder.since.with_timezone(&Local).format("%H:%M"));
    let all: Vec<String> = holders.iter().map(one).collect();
    (!all.is_empty()).then(|| format!("Also open: {}", all.join(", ")))
}
