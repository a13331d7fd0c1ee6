//! Earlier versions of the story: found, looked at and written as new files, off the window's thread.

use super::action::Action;
use super::desk::Desk;
use super::dialog::Dialog;
use super::dialog::versions::VersionsDialog;
use super::work::{finished, wake};
use crate::job::Job;
use crate::session::versions::{self, Version};
use crate::session::{Problem, Session, file};
use egui::Context;
use std::path::PathBuf;

/// Versions on their way from and to the disk.
#[derive(Default)]
pub(super) struct VersionWorks {
    listing: Option<Job<Result<Vec<Version>, Problem>>>,
    restoring: Option<Job<Result<PathBuf, Problem>>>,
}

impl Desk {
    /// The folder for the user's state; absent when nothing is kept there.
    pub(super) fn state_folder(&self) -> Option<PathBuf> {
        self.settings.state.clone()
    }

    /// Opens the dialog and begins to look for versions.
    pub(super) fn show_versions(&mut self, ctx: &Context) {
        let Some(session) = &self.session else { return };
        let story = session.story();
        let stem = self.stem().display().to_string();
        self.show_dialog(ctx, Dialog::Versions(VersionsDialog { stem, ..VersionsDialog::default() }));
        let state = self.state_folder();
        let list = move || state.map(|state| versions::list(&state, &story)).unwrap_or_default();
        self.works.versions.listing = Some(Job::start("Looking for versions", wake(ctx), move |_| Ok(list())));
    }

    /// Begins to open a version, to be looked at.
    pub(super) fn start_looking_at(&mut self, ctx: &Context, path: PathBuf) {
        let by = self.settings.checker();
        let own = self.session.as_ref().and_then(Session::path).map(PathBuf::from);
        let work = move |_: &_| versions::look_at(&path, own.as_deref(), by, &file::sitting());
        self.works.reading = Some(Job::start("Reading the version", wake(ctx), work));
    }

    /// Begins to write a version as a new file.
    pub(super) fn start_restoring_version(&mut self, ctx: &Context, version: Version, path: PathBuf) {
        self.close_dialog(ctx);
        let own = self.session.as_ref().and_then(Session::path).map(PathBuf::from);
        let work = move |_: &_| versions::restore(&version, own.as_deref(), &path).map(|()| path);
        self.works.versions.restoring = Some(Job::start("Writing the version", wake(ctx), work));
    }

    /// Takes over what has been found and written.
    pub(super) fn collect_versions(&mut self) {
        let found = finished(&mut self.works.versions.listing);
        if let (Some(found), Some(Dialog::Versions(dialog))) = (found, &mut self.dialog) {
            match found {
                Ok(found) => dialog.versions = Some(found.into()),
                Err(problem) => self.notices.problem(&problem),
            }
        }
        match finished(&mut self.works.versions.restoring) {
            Some(Ok(path)) => {
                self.notices.offer(format!("Written to {}", path.display()), "Open it", Action::Open(path));
            }
            Some(Err(problem)) => self.notices.problem(&problem),
            None => {}
        }
    }
}
