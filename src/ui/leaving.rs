//! Coming to a story and leaving it, with what is not saved asked about first.

use super::action::Action;
use super::article::ArticlePane;
use super::checklist::Checklist;
use super::claim::Card;
use super::desk::Desk;
use super::dialog::{Dialog, Leaving};
use super::packing;
use super::slices::Slices;
use crate::command::Command;
use crate::session::{Problem, Session};
use chrono::Utc;
use egui::{Context, ViewportCommand};
use std::path::{Path, PathBuf};

impl Desk {
    /// Shows this project from now on.
    pub fn take_session(&mut self, ctx: &Context, mut session: Session) {
        session.keep_backups_in(self.state_folder());
        self.let_go();
        self.check_script(ctx, session.project());
        self.article = ArticlePane::default();
        self.list = Checklist::default();
        self.card = Card::default();
        self.slices = Slices::default();
        (self.review, self.comparing) = (None, None);
        self.selected = None;
        self.note_is_away = false;
        (self.saved_at, self.not_saved) = (None, None);
        self.close_dialog(ctx);
        for warning in session.warnings() {
            self.notices.problem(&Problem::new(warning.clone(), ""));
        }
        if let Some(why) = session.read_only() {
            self.notices.problem(&Problem::new(why, ""));
        }
        if let Some(path) = session.path() {
            self.settings.remember(path, &session.title_to_tell(), Utc::now());
        }
        self.part();
        self.session = Some(session);
        self.look_for_unsaved(ctx);
        self.look(ctx);
        if self.settings.person.initials.is_empty() {
            let preferences = Action::Run(Command::Preferences);
            self.notices.offer("Your marks are signed with your initials; none are set yet", "Set them…", preferences);
        }
        self.keep_settings(ctx);
        ctx.memory_mut(|memory| memory.request_focus(super::article::id()));
        self.show_title(ctx);
    }

    /// Opens a file, once what is open is saved; a pack is unpacked first.
    pub(super) fn open(&mut self, ctx: &Context, path: PathBuf) {
        match packing::may_be_pack(&path) {
            true => self.look_at_pack(ctx, path, false),
            false => self.leave_when_saved(ctx, Leaving::Open(path)),
        }
    }

    /// Leaves the story, asking first when something is not saved.
    pub(super) fn leave_when_saved(&mut self, ctx: &Context, leaving: Leaving) {
        self.keep_typed();
        if self.has_unsaved() {
            self.show_dialog(ctx, Dialog::Unsaved(leaving));
        } else {
            self.leave(ctx, leaving);
        }
    }

    /// Leaves the story as it is.
    pub(super) fn leave(&mut self, ctx: &Context, leaving: Leaving) {
        self.close_dialog(ctx);
        self.note_leaving();
        match leaving {
            Leaving::Quit => {
                self.may_close = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
            Leaving::Close => {
                self.let_go();
                self.part();
                self.session = None;
                (self.review, self.comparing) = (None, None);
                self.not_saved = None;
                self.selected = None;
                self.look_for_unsaved(ctx);
                self.show_title(ctx);
            }
            Leaving::Open(path) => self.start_reading(ctx, path),
            Leaving::Paste(pasted) => self.begin_pasted(ctx, pasted),
            Leaving::Sample => self.open_sample(ctx),
            Leaving::LookAt(path) => self.start_looking_at(ctx, path),
            Leaving::Restore(orphan) => self.start_restoring(ctx, *orphan),
        }
    }

    pub(super) fn save_to(&mut self, ctx: &Context, path: &Path) {
        let has_ending = path.extension().is_some_and(|ending| ending == "tickmark");
        let path = if has_ending { path.to_owned() } else { PathBuf::from(format!("{}.tickmark", path.display())) };
        if let Some(Dialog::SaveAs { path: typed, replace, .. }) = &mut self.dialog {
            let own = self.session.as_ref().and_then(Session::path) == Some(&*path);
            if path.exists() && !own && replace.as_ref() != Some(typed) {
                *replace = Some(typed.clone());
                return;
            }
        }
        let then = match self.dialog.take() {
            Some(Dialog::SaveAs { then, .. }) => then,
            Some(Dialog::Unsaved(leaving)) => Some(leaving),
            other => {
                self.dialog = other;
                None
            }
        };
        self.start_saving(ctx, &path, then);
    }

    fn has_unsaved(&self) -> bool {
        self.session.as_ref().is_some_and(Session::is_dirty) || self.session.is_some() && self.card.has_put_by()
    }

    /// Asks before the window closes while something is not saved.
    pub(super) fn closing(&mut self, ctx: &Context) {
        if self.may_close || !ctx.input(|input| input.viewport().close_requested()) {
            return;
        }
        self.keep_typed();
        if self.has_unsaved() {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.show_dialog(ctx, Dialog::Unsaved(Leaving::Quit));
        }
    }

    pub(super) fn show_title(&self, ctx: &Context) {
        let title = self.session.as_ref().map(|session| session.project().title.clone());
        let title = title.map_or_else(|| "Tickmark".to_owned(), |title| format!("{title} · Tickmark"));
        ctx.send_viewport_cmd(ViewportCommand::Title(title));
    }
}
