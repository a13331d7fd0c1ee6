//! The state of the window, and what happens when a panel asks for something. `logic` applies, `ui` draws.

use super::action::{Action, Browse};
use super::article::{ArticlePane, Shown};
use super::bars::{self, Footing};
use super::checklist::Checklist;
use super::claim::Card;
use super::dialog::{self, Dialog, Leaving};
use super::evidence::EvidenceForm;
use super::notices::Notices;
use super::theme::Palette;
use super::work::Works;
use super::{fonts, start, theme};
use crate::command::{Command, Scene, Shortcut};
use crate::model::{ClaimId, Request, SourceDetails, SourceId, SourceKind};
use crate::session::{Problem, Session};
use crate::store::settings::{Settings, WindowPlace};
use chrono::{DateTime, Local, Utc};
use egui::{CentralPanel, Context, Frame, Margin, Panel, Stroke, Ui, ViewportCommand};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The window.
pub struct Desk {
    pub(super) session: Option<Session>,
    pub(super) settings: Settings,
    pub(super) selected: Option<ClaimId>,
    pub(super) article: ArticlePane,
    pub(super) list: Checklist,
    pub(super) card: Card,
    pub(super) dialog: Option<Dialog>,
    pub(super) notices: Notices,
    pub(super) works: Works,
    pub(super) actions: Vec<Action>,
    pub(super) shortcuts: Vec<(Command, Shortcut)>,
    pub(super) folder: Option<PathBuf>,
    pub(super) saved_at: Option<DateTime<Local>>,
    pub(super) scripts: Option<BTreeMap<usize, char>>,
    kept_settings: Settings,
    window: Option<WindowPlace>,
    may_close: bool,
    /// A field had the focus when the last frame ended.
    pub(super) typing: bool,
}

impl Desk {
    /// A window with nothing open.
    pub fn new(ctx: &Context, settings: Settings) -> Self {
        let shortcuts = Command::all().into_iter().filter_map(|command| Some((command, command.shortcut()?))).collect();
        let desk = Self {
            session: None,
            kept_settings: settings.clone(),
            settings,
            selected: None,
            article: ArticlePane::default(),
            list: Checklist::default(),
            card: Card::default(),
            dialog: None,
            notices: Notices::default(),
            works: Works::default(),
            actions: Vec::new(),
            shortcuts,
            folder: std::env::current_dir().ok(),
            saved_at: None,
            scripts: None,
            window: None,
            may_close: false,
            typing: false,
        };
        desk.dress(ctx);
        desk
    }

    /// Gives a window's egui the fonts, the colours and the scale.
    pub fn dress(&self, ctx: &Context) {
        fonts::install(ctx);
        fonts::use_system(ctx, None);
        theme::install(ctx);
        theme::choose(ctx, self.settings.theme);
        ctx.set_zoom_factor(self.settings.scale);
    }

    /// Opens a file at the start, and says what was amiss with the settings.
    pub fn begin(&mut self, file: Option<PathBuf>, warning: Option<String>) {
        self.actions.extend(file.map(Action::Open));
        if let Some(warning) = warning {
            self.notices.problem(&Problem::new(warning, ""));
        }
    }

    /// The open project.
    pub fn session(&self) -> Option<&Session> {
        self.session.as_ref()
    }

    /// Shows this project from now on.
    pub fn take_session(&mut self, ctx: &Context, session: Session) {
        self.check_script(ctx, session.project());
        self.article = ArticlePane::default();
        self.list = Checklist::default();
        self.card = Card::default();
        self.selected = None;
        self.saved_at = None;
        self.close_dialog(ctx);
        for warning in session.warnings() {
            self.notices.problem(&Problem::new(warning.clone(), ""));
        }
        if let Some(why) = session.read_only() {
            self.notices.problem(&Problem::new(why, ""));
        }
        if let Some(path) = session.path() {
            self.settings.remember(path, &session.project().title, Utc::now());
        }
        self.session = Some(session);
        if self.settings.person.initials.is_empty() {
            let preferences = Action::Run(Command::Preferences);
            self.notices.offer("Your marks are signed with your initials; none are set yet", "Set them…", preferences);
        }
        self.keep_settings();
        ctx.memory_mut(|memory| memory.request_focus(super::article::id()));
        self.show_title(ctx);
    }

    /// What commands depend on.
    pub(super) fn scene(&self) -> Scene {
        let Some(session) = &self.session else { return Scene::default() };
        let claim = self.selected.as_ref().and_then(|id| session.project().claim(id));
        Scene {
            story: true,
            writable: session.read_only().is_none(),
            claim: claim.is_some(),
            selection: !self.article.selection.is_empty(),
            change: claim.is_some_and(|claim| claim.change.is_some()),
            undo: session.undo_label().is_some(),
            redo: session.redo_label().is_some(),
            dirty: session.is_dirty(),
        }
    }

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
                match missing.filter(|_| self.selected.is_some()) {
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
        let requests = self.card.take_typed(session);
        if !requests.is_empty() {
            self.ask(requests);
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
            Some(Dialog::SaveAs { path, .. } | Dialog::OpenPath { path }) => Some(PathBuf::from(path)),
            Some(Dialog::Export(choice)) => Some(PathBuf::from(&choice.path)),
            _ => None,
        }
    }

    pub(super) fn set_dialog_path(&mut self, chosen: &Path) {
        match &mut self.dialog {
            Some(Dialog::SaveAs { path, .. } | Dialog::OpenPath { path }) => *path = chosen.display().to_string(),
            Some(Dialog::Export(choice)) => choice.path = chosen.display().to_string(),
            _ => {}
        }
    }

    /// Opens a file, once what is open is saved.
    pub(super) fn open(&mut self, ctx: &Context, path: PathBuf) {
        self.leave_when_saved(ctx, Leaving::Open(path));
    }

    /// Leaves the story, asking first when something is not saved.
    pub(super) fn leave_when_saved(&mut self, ctx: &Context, leaving: Leaving) {
        self.keep_typed();
        if self.session.as_ref().is_some_and(Session::is_dirty) {
            self.show_dialog(ctx, Dialog::Unsaved(leaving));
        } else {
            self.leave(ctx, leaving);
        }
    }

    /// Leaves the story as it is.
    pub(super) fn leave(&mut self, ctx: &Context, leaving: Leaving) {
        self.close_dialog(ctx);
        match leaving {
            Leaving::Quit => {
                self.may_close = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
            Leaving::Close => {
                self.session = None;
                self.selected = None;
                self.show_title(ctx);
            }
            Leaving::Open(path) => self.start_reading(ctx, path),
            Leaving::Paste(text) => self.begin_pasted(ctx, &text),
            Leaving::Sample => self.open_sample(ctx),
        }
    }

    /// Makes a source of a web address and opens the evidence form with it.
    fn add_address(&mut self, address: &str) {
        let plain = address.trim_start_matches("https://").trim_start_matches("http://");
        let title = plain.trim_start_matches("www.").trim_end_matches('/').to_owned();
        let mut details = SourceDetails::new(SourceKind::WebPage, title);
        details.url = address.to_owned();
        let made = self.ask(vec![Request::AddSource(Box::new(details), Vec::new())]);
        self.use_source(made);
    }

    /// Makes a source of a file, keeps a copy of it, and opens the evidence form with it.
    fn add_file(&mut self, path: &Path) {
        let Some(session) = &mut self.session else { return };
        match session.copy_of_file(path, "dropped on the window", Utc::now()) {
            Ok(copy) => {
                let details = SourceDetails::new(kind_of_file(path), copy.name.clone());
                let made = self.ask(vec![Request::AddSource(Box::new(details), vec![copy])]);
                self.use_source(made);
            }
            Err(problem) => self.notices.problem(&problem),
        }
    }

    fn use_source(&mut self, made: Option<String>) {
        let Some(id) = made.map(SourceId) else { return };
        match &self.selected {
            Some(_) => {
                self.card.form = Some(EvidenceForm::new(Some(id)));
                self.list.reveal();
            }
            None => self.notices.say("Added to the sources of the story"),
        }
    }

    fn dropped(&mut self, ctx: &Context) {
        let files = ctx.input(|input| input.raw.dropped_files.clone());
        for path in files.into_iter().map(|file| file.path().to_path_buf()) {
            let is_project = path.extension().is_some_and(|ending| ending == "tickmark");
            if self.selected.is_some() && !is_project {
                self.add_file(&path);
            } else {
                self.open(ctx, path);
                return;
            }
        }
    }

    pub(super) fn keep_settings(&mut self) {
        if self.settings != self.kept_settings {
            self.kept_settings = self.settings.clone();
            if let Err(error) = self.settings.save() {
                self.notices.problem(&error.into());
            }
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

    pub(super) fn show_title(&self, ctx: &Context) {
        let title = self.session.as_ref().map(|session| session.project().title.clone());
        let title = title.map_or_else(|| "Tickmark".to_owned(), |title| format!("{title} · Tickmark"));
        ctx.send_viewport_cmd(ViewportCommand::Title(title));
    }

    fn apply(&mut self, ctx: &Context, action: Action) {
        match action {
            Action::Run(command) => self.run(ctx, command),
            Action::Ask(requests) => drop(self.ask(requests)),
            Action::Select(id) => self.select(id),
            Action::Deselect => {
                self.keep_typed();
                self.selected = None;
            }
            Action::EditEvidence(id) => self.edit_evidence(&id),
            Action::SubmitEvidence => self.submit_evidence(),
            Action::Open(path) => self.open(ctx, path),
            Action::UsePasted(text) => self.leave_when_saved(ctx, Leaving::Paste(text)),
            Action::SaveTo(path) => self.save_to(ctx, &path),
            Action::Export => self.start_exporting(ctx),
            Action::ShowFile(path) => self.show_file(&path),
            Action::Browse(browse) => self.start_choosing(ctx, browse),
            Action::AddAddress(address) => self.add_address(&address),
            Action::Show(dialog) => self.show_dialog(ctx, dialog),
            Action::CloseDialog => self.close_dialog(ctx),
            Action::LeaveUnsaved(leaving) => self.leave(ctx, leaving),
            Action::ApplySettings => self.apply_settings(ctx),
        }
    }

    fn edit_evidence(&mut self, id: &crate::model::EvidenceId) {
        let claim = self
            .session
            .as_ref()
            .zip(self.selected.as_ref())
            .and_then(|(session, claim)| session.project().claim(claim));
        let root = self.session.as_ref().zip(claim).map(|(session, claim)| session.project().root(claim));
        self.card.form = root.and_then(|claim| claim.evidence_by_id(id)).map(EvidenceForm::of);
    }

    fn submit_evidence(&mut self) {
        let (Some(session), Some(form), Some(id)) = (&self.session, &self.card.form, &self.selected) else { return };
        let Some(claim) = session.project().claim(id).map(|claim| session.project().root(claim)) else { return };
        let request = form.request(claim);
        let before = session.revision();
        self.ask(vec![request]);
        if self.session.as_ref().is_some_and(|session| session.revision() > before) || self.card.refusal.is_none() {
            self.card.form = None;
        }
    }

    fn save_to(&mut self, ctx: &Context, path: &Path) {
        let then = match self.dialog.take() {
            Some(Dialog::SaveAs { then, .. }) => then,
            Some(Dialog::Unsaved(leaving)) => Some(leaving),
            other => {
                self.dialog = other;
                None
            }
        };
        let has_ending = path.extension().is_some_and(|ending| ending == "tickmark");
        let path = if has_ending { path.to_owned() } else { PathBuf::from(format!("{}.tickmark", path.display())) };
        self.start_saving(ctx, &path, then);
    }

    /// Asks before the window closes while something is not saved.
    fn closing(&mut self, ctx: &Context) {
        if self.may_close || !ctx.input(|input| input.viewport().close_requested()) {
            return;
        }
        self.keep_typed();
        if self.session.as_ref().is_some_and(Session::is_dirty) {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.show_dialog(ctx, Dialog::Unsaved(Leaving::Quit));
        }
    }

    /// Where the window is, for the next time; written down when it closes.
    fn remember_window(&mut self, ctx: &Context) {
        let zoom = self.settings.scale;
        self.window = ctx.input(|input| {
            let viewport = input.viewport();
            let (inner, outer) = (viewport.inner_rect?, viewport.outer_rect.or(viewport.inner_rect)?);
            let (at, size) = (outer.min * zoom, inner.size() * zoom);
            let maximized = viewport.maximized.unwrap_or(false);
            Some(WindowPlace { x: at.x, y: at.y, width: size.x, height: size.y, maximized, ..WindowPlace::default() })
        });
    }

    /// Applies what was asked for since the last frame.
    pub fn logic(&mut self, ctx: &Context) {
        self.collect_work(ctx);
        self.closing(ctx);
        self.dropped(ctx);
        self.keyboard(ctx);
        for action in std::mem::take(&mut self.actions) {
            self.apply(ctx, action);
        }
        if let Some(scripts) = &self.scripts {
            if let Some(missing) = fonts::missing(ctx, scripts) {
                self.notices.problem(&Problem::new(missing, ""));
            }
            self.scripts = None;
        }
        self.remember_window(ctx);
        if self.dialog.is_none() && !ctx.input(|input| input.pointer.any_down()) {
            self.keep_settings();
        }
    }

    /// Draws the window.
    pub fn draw(&mut self, ui: &mut Ui) {
        let mut actions = std::mem::take(&mut self.actions);
        let scene = self.scene();
        self.draw_bars(ui, &scene, &mut actions);
        if self.session.is_some() {
            self.draw_story(ui, &mut actions);
        } else {
            CentralPanel::default().frame(Frame::NONE).show(ui, |ui| start::show(ui, &self.settings, &mut actions));
        }
        let ctx = ui.ctx().clone();
        dialog::show(&ctx, &mut self.dialog, self.session.as_ref(), &mut self.settings, &scene, &mut actions);
        self.notices.show(&ctx, &mut actions);
        self.actions = actions;
        self.typing = ctx.text_edit_focused();
        if !self.actions.is_empty() {
            ctx.request_repaint();
        }
    }

    fn draw_bars(&mut self, ui: &mut Ui, scene: &Scene, actions: &mut Vec<Action>) {
        let palette = Palette::of(ui.ctx());
        let frame = Frame::new().fill(palette.chrome).inner_margin(Margin::symmetric(16, 0));
        let session = self.session.as_ref();
        Panel::top("top bar").frame(frame).exact_size(48.0).show(ui, |ui| bars::top(ui, session, scene, actions));
        let saved = match (session, self.saved_at) {
            (None, _) => String::new(),
            (Some(session), Some(at)) if !session.is_dirty() => format!("Saved {}", at.format("%H:%M:%S")),
            (Some(session), None) if !session.is_dirty() && session.path().is_some() => "Saved".to_owned(),
            (Some(_), _) => "Not saved yet".to_owned(),
        };
        let footing =
            Footing { saved, job: self.works.shown(), selection: scene.selection, session: self.session.as_ref() };
        let stop = Panel::bottom("bottom bar").frame(frame).exact_size(28.0).show(ui, |ui| bars::bottom(ui, &footing));
        if stop.inner {
            self.works.stop();
        }
        if self.works.is_busy() {
            ui.ctx().request_repaint_after(crate::job::SHOWN_AFTER);
        }
    }

    fn draw_story(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) {
        let Some(session) = &self.session else { return };
        let palette = Palette::of(ui.ctx());
        self.card.refresh(session, self.selected.as_ref());
        let whole = ui.available_width();
        let side = Frame::new().fill(palette.chrome).stroke(Stroke::NONE);
        let panel = Panel::right("checklist")
            .frame(side)
            .default_size(whole * (1.0 - self.settings.split))
            .size_range(360.0..=(whole - 380.0).max(361.0));
        let shown = panel.show(ui, |ui| {
            self.list.show(ui, session, self.selected.as_ref(), &mut self.card, actions);
        });
        self.settings.split = 1.0 - shown.response.rect.width() / whole;
        CentralPanel::default().frame(Frame::NONE).show(ui, |ui| {
            if let Some(draft) = session.project().draft() {
                let shown = Shown { session, draft, selected: self.selected.as_ref(), settings: &self.settings };
                self.article.show(ui, &shown, actions);
            }
        });
    }
}

/// What a file is likely to be, by its name.
fn kind_of_file(path: &Path) -> SourceKind {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "html" | "htm" | "mhtml" | "warc" => SourceKind::WebPage,
        "mp3" | "wav" | "m4a" | "ogg" | "flac" | "mp4" | "mov" | "webm" => SourceKind::Recording,
        "jpg" | "jpeg" | "png" | "tif" | "tiff" | "heic" | "webp" => SourceKind::Photograph,
        "csv" | "tsv" | "xlsx" | "ods" | "parquet" => SourceKind::Dataset,
        "epub" => SourceKind::Book,
        _ => SourceKind::Document,
    }
}

impl Desk {
    /// Lets the person choose a file to open.
    pub(super) fn choose_file(&mut self, ctx: &Context, browse: Browse) {
        self.start_choosing(ctx, browse);
    }
}

impl eframe::App for Desk {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        Self::logic(self, ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.draw(ui);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.settings.window = self.window.take().or(self.settings.window.take());
        self.keep_settings();
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }
}
