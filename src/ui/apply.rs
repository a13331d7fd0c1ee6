//! What happens when a panel asks for something.

use super::action::Action;
use super::desk::Desk;
use super::dialog::{self, Dialog, Leaving};
use super::evidence::EvidenceForm;
use super::theme;
use crate::model::{ClaimId, EvidenceId, Request};
use chrono::Utc;
use egui::Context;
use std::path::{Path, PathBuf};

impl Desk {
    /// Asks the project for a change; a refusal is said where the missing thing goes.
    pub(super) fn ask(&mut self, requests: Vec<Request>) -> Option<String> {
        let session = self.session.as_mut()?;
        match session.ask_all(requests, Utc::now()) {
            Ok(made) => {
                self.card.refusal = None;
                made
            }
            Err(problem) => {
                let missing = problem.refusal.as_ref().and_then(|refusal| refusal.missing());
                // In a review there is no card to fill in.
                match missing.filter(|_| self.selected.is_some() && self.review.is_none()) {
                    Some(missing) => {
                        self.card.ask_for_missing(missing, session);
                        self.list.reveal();
                        self.card.refusal = Some(problem);
                    }
                    None => self.notices.problem(&problem),
                }
                None
            }
        }
    }

    /// Puts what is being typed into the project.
    pub(super) fn keep_typed(&mut self) {
        let Some(session) = &self.session else { return };
        if let Some(requests) = self.card.take_typed(session) {
            self.typed(requests);
        }
    }

    fn typed(&mut self, requests: Vec<Request>) {
        match (requests.is_empty(), &self.session) {
            (false, _) => drop(self.ask(requests)),
            (true, Some(session)) => session.journal_typed(&[], Utc::now()),
            (true, None) => {}
        }
    }

    /// Selects a claim and brings it into view on both sides.
    pub(super) fn select(&mut self, id: ClaimId) {
        self.keep_typed();
        let Some(session) = &self.session else { return };
        let Some(claim) = session.project().claim(&id) else { return };
        if let Some(draft) = session.project().draft().filter(|draft| claim.anchor.holds(draft)) {
            self.article.reveal(claim.anchor.start);
            debug_assert!(draft.text.is_char_boundary(claim.anchor.start));
        }
        let row = session.row(&id);
        if row.is_some_and(|row| !self.list.listed(session).contains(&row)) {
            self.list.filter = Default::default();
        }
        if let Some(pane) = &mut self.review {
            pane.choose_claim(session, &id);
        }
        self.selected = Some(id);
        self.list.reveal();
    }

    pub(super) fn show_dialog(&mut self, ctx: &Context, dialog: Dialog) {
        self.keep_typed();
        dialog::forget_focus(ctx);
        self.dialog = Some(dialog);
    }

    pub(super) fn close_dialog(&mut self, ctx: &Context) {
        dialog::forget_focus(ctx);
        self.dialog = None;
    }

    /// The path in the open dialog.
    pub(super) fn dialog_path(&self) -> Option<PathBuf> {
        match &self.dialog {
            Some(
                Dialog::SaveAs { path, .. }
                | Dialog::OpenPath { path }
                | Dialog::TakeIn { path }
                | Dialog::ImportSources { path }
                | Dialog::Draft { path },
            ) => Some(PathBuf::from(path)),
            Some(Dialog::Export(choice)) => Some(PathBuf::from(&choice.path)),
            Some(Dialog::Pack(form)) => Some(PathBuf::from(&form.path)),
            Some(Dialog::Unpack(form)) => Some(PathBuf::from(&form.folder)),
            _ => None,
        }
    }

    pub(super) fn set_dialog_path(&mut self, chosen: &Path) {
        match &mut self.dialog {
            Some(
                Dialog::SaveAs { path, .. }
                | Dialog::OpenPath { path }
                | Dialog::TakeIn { path }
                | Dialog::ImportSources { path }
                | Dialog::Draft { path },
            ) => *path = chosen.display().to_string(),
            Some(Dialog::Export(choice)) => choice.path = chosen.display().to_string(),
            Some(Dialog::Pack(form)) => form.path = chosen.display().to_string(),
            Some(Dialog::Unpack(form)) => form.folder = chosen.display().to_string(),
            _ => {}
        }
    }

    pub(super) fn apply_settings(&mut self, ctx: &Context) {
        theme::choose(ctx, self.settings.theme);
        ctx.set_zoom_factor(self.settings.scale);
        let by = self.settings.checker();
        if let Some(session) = &mut self.session {
            session.set_by(by);
        }
    }

    pub(super) fn apply(&mut self, ctx: &Context, action: Action) {
        match action {
            Action::Run(command) => self.run(ctx, command),
            Action::Ask(requests) => drop(self.ask(requests)),
            Action::Typing(requests) => {
                self.session.iter().for_each(|session| session.journal_typed(&requests, Utc::now()));
            }
            Action::Typed(requests) => self.typed(requests),
            Action::TakeOffer(place) => self.take_offer(place),
            Action::UndoTaken(steps) => self.undo_taken(steps),
            Action::Select(id) => self.select(id),
            Action::Deselect => {
                self.keep_typed();
                self.selected = None;
            }
            Action::EditEvidence(id) => self.edit_evidence(&id),
            Action::SubmitEvidence => self.submit_evidence(),
            Action::Open(path) => self.open(ctx, path),
            Action::ReadAgain => self.start_reading_again(ctx),
            Action::UsePasted(text) => self.leave_when_saved(ctx, Leaving::Paste(text)),
            Action::LookAt(what) => self.choose_item(what),
            Action::Decide(decision) => self.decide_item(decision),
            Action::Compare(from, to) => self.compare(ctx, from, to),
            Action::LookAtVersion(path) => self.leave_when_saved(ctx, Leaving::LookAt(path)),
            Action::RestoreVersion(version, path) => self.start_restoring_version(ctx, version, path),
            Action::TakeIn(path) => self.start_taking_in(ctx, &path),
            Action::ImportSources(path) => self.start_importing_sources(ctx, &path),
            Action::UpdateDraft(path) => self.start_updating(ctx, &path),
            Action::BringIn => self.bring_in_anyway(ctx),
            Action::TakeReplies => self.take_replies(ctx),
            Action::SaveTo(path) => self.save_to(ctx, &path),
            Action::Export => self.start_exporting(ctx),
            Action::CallSheet(person) => self.ask_what_to_export(ctx, Some(&person)),
            Action::Pack => self.start_packing(ctx),
            Action::Unpack => self.start_unpacking(ctx),
            Action::ShowFile(path) => self.show_file(&path),
            Action::Browse(browse) => self.start_choosing(ctx, browse),
            Action::AddAddress(address) => self.add_address(&address),
            Action::Show(dialog) => self.show_dialog(ctx, dialog),
            Action::CloseDialog => self.close_dialog(ctx),
            Action::LeaveUnsaved(leaving) => self.leave(ctx, leaving),
            Action::Recover(what) => self.recover(ctx, what),
            Action::ApplySettings => self.apply_settings(ctx),
        }
    }

    pub(super) fn edit_evidence(&mut self, id: &EvidenceId) {
        let claim = self
            .session
            .as_ref()
            .zip(self.selected.as_ref())
            .and_then(|(session, claim)| session.project().claim(claim));
        let root = self.session.as_ref().zip(claim).map(|(session, claim)| session.project().root(claim));
        self.card.form = root.and_then(|claim| claim.evidence_by_id(id)).map(EvidenceForm::of);
    }

    pub(super) fn submit_evidence(&mut self) {
        let (Some(session), Some(form), Some(id)) = (&self.session, &self.card.form, &self.selected) else { return };
        let Some(claim) = session.project().claim(id).map(|claim| session.project().root(claim)) else { return };
        let request = form.request(claim);
        let before = session.revision();
        self.ask(vec![request]);
        if self.session.as_ref().is_some_and(|session| session.revision() > before) || self.card.refusal.is_none() {
            self.card.form = None;
        }
    }
}
