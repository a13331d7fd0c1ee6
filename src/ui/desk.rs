//! The state of the window. `logic` applies what was asked for, `draw` draws.

use super::action::Action;
use super::article::markup::Unread;
use super::article::{ArticlePane, Shown};
use super::bars::{self, Footing};
use super::checklist::Checklist;
use super::claim::Card;
use super::compare::ComparePane;
use super::dialog::{self, Dialog};
use super::notices::Notices;
use super::recovery::Recovery;
use super::review::ReviewPane;
use super::slices::Slices;
use super::theme::Palette;
use super::watching::Watching;
use super::work::Works;
use super::{banner, fonts, left_out, offers, start, theme};
use crate::command::{Command, Scene, Shortcut};
use crate::model::ClaimId;
use crate::session::reading::Reader;
use crate::session::{Problem, Session, review};
use crate::store::settings::{Settings, WindowPlace};
use chrono::{DateTime, Local};
use egui::{CentralPanel, Context, Frame, Margin, Panel, Stroke, Ui};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The window.
pub struct Desk {
    pub(super) session: Option<Session>,
    pub(super) reader: Reader,
    pub(super) settings: Settings,
    pub(super) selected: Option<ClaimId>,
    pub(super) article: ArticlePane,
    pub(super) list: Checklist,
    pub(super) card: Card,
    pub(super) dialog: Option<Dialog>,
    pub(super) notices: Notices,
    pub(super) works: Works,
    pub(super) watching: Watching,
    pub(super) recovery: Recovery,
    pub(super) slices: Slices,
    pub(super) actions: Vec<Action>,
    pub(super) shortcuts: Vec<(Command, Shortcut)>,
    pub(super) folder: Option<PathBuf>,
    /// Why the last save failed, until one succeeds.
    pub(super) not_saved: Option<Problem>,
    pub(super) saved_at: Option<DateTime<Local>>,
    pub(super) scripts: Option<BTreeMap<usize, char>>,
    pub(super) kept_settings: Settings,
    window: Option<WindowPlace>,
    pub(super) may_close: bool,
    /// The strip that says what was left out of the article was put away.
    pub(super) note_is_away: bool,
    /// The review of the current draft, while it is open in place of the checklist.
    pub(super) review: Option<ReviewPane>,
    /// The comparison of two drafts, while it is open in place of the desk.
    pub(super) comparing: Option<ComparePane>,
    /// Text that nobody has looked at is marked.
    pub(super) show_unread: bool,
    /// A field had the focus when the last frame ended.
    pub(super) typing: bool,
}

impl Desk {
    /// A window with nothing open, for which articles are read by this reader.
    pub fn new(ctx: &Context, settings: Settings, reader: Reader) -> Self {
        let shortcuts = Command::all().into_iter().filter_map(|command| Some((command, command.shortcut()?))).collect();
        let desk = Self {
            session: None,
            reader,
            kept_settings: settings.clone(),
            settings,
            selected: None,
            article: ArticlePane::default(),
            list: Checklist::default(),
            card: Card::default(),
            dialog: None,
            notices: Notices::default(),
            works: Works::default(),
            watching: Watching::default(),
            recovery: Recovery::default(),
            slices: Slices::default(),
            actions: Vec::new(),
            shortcuts,
            folder: std::env::current_dir().ok(),
            not_saved: None,
            saved_at: None,
            scripts: None,
            window: None,
            may_close: false,
            note_is_away: false,
            review: None,
            comparing: None,
            show_unread: false,
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
            source_note: claim.is_some_and(|claim| !claim.source_note.is_empty()),
            offers: !session.offers().is_empty(),
            open_offers: session.open_offers() > 0,
            in_conflict: claim.is_some_and(|claim| session.project().is_in_conflict(&claim.id)),
            conflicts: session.conflicts() > 0,
            several_drafts: review::drafts(session).is_some(),
            reviewing: self.review.is_some(),
            undo: session.undo_label().is_some(),
            redo: session.redo_label().is_some(),
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
        self.keep_watch(ctx);
        self.keep_safe();
        self.closing(ctx);
        self.dropped(ctx);
        self.keyboard(ctx);
        for action in std::mem::take(&mut self.actions) {
            self.apply(ctx, action);
        }
        self.carry_on(ctx);
        self.keep_preview(ctx);
        if let Some(scripts) = &self.scripts {
            if let Some(missing) = fonts::missing(ctx, scripts) {
                self.notices.problem(&Problem::new(missing, ""));
            }
            self.scripts = None;
        }
        self.remember_window(ctx);
        if self.dialog.is_none() && !ctx.input(|input| input.pointer.any_down()) {
            self.keep_settings(ctx);
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
            let show = |ui: &mut Ui| start::show(ui, &self.settings, &self.recovery, &mut actions);
            CentralPanel::default().frame(Frame::NONE).show(ui, show);
        }
        let ctx = ui.ctx().clone();
        let put_by = self.card.has_put_by();
        dialog::show(&ctx, &mut self.dialog, self.session.as_ref(), &mut self.settings, &scene, put_by, &mut actions);
        self.notices.show(&ctx, &mut actions);
        self.rest_focus(&ctx);
        self.actions = actions;
        self.typing = ctx.text_edit_focused();
        if !self.actions.is_empty() {
            ctx.request_repaint();
        }
    }

    /// When nothing has the focus, the article has it, so that the keyboard always goes somewhere.
    fn rest_focus(&self, ctx: &Context) {
        let free = self.session.is_some()
            && self.comparing.is_none()
            && self.dialog.is_none()
            && !egui::Popup::is_any_open(ctx);
        if free && ctx.memory(|memory| memory.focused().is_none()) {
            let home = if self.review.is_some() { super::review::id() } else { super::article::id() };
            ctx.memory_mut(|memory| memory.request_focus(home));
        }
    }

    fn draw_bars(&mut self, ui: &mut Ui, scene: &Scene, actions: &mut Vec<Action>) {
        let palette = Palette::of(ui.ctx());
        let frame = Frame::new().fill(palette.chrome).inner_margin(Margin::symmetric(16, 0));
        let session = self.session.as_ref();
        Panel::top("top bar").frame(frame).exact_size(48.0).show(ui, |ui| bars::top(ui, session, scene, actions));
        if let Some(problem) = &self.not_saved {
            banner::show(ui, problem, actions);
        }
        if let Some(why) = session.and_then(Session::read_only) {
            banner::look_only(ui, why);
        }
        let saved = match (session, self.saved_at) {
            (None, _) => String::new(),
            (Some(session), _) if session.read_only().is_some() => "Can be looked at only".to_owned(),
            _ if self.not_saved.is_some() => "Not saved".to_owned(),
            (Some(session), Some(at)) if !session.is_dirty() => format!("Saved {}", at.format("%H:%M")),
            (Some(session), None) if !session.is_dirty() && session.path().is_some() => "Saved".to_owned(),
            (Some(session), _) if session.path().is_some() => "Unsaved changes".to_owned(),
            (Some(_), _) => "Not saved yet".to_owned(),
        };
        let draft = session.and_then(|session| session.project().draft());
        let caret = draft.and_then(|draft| draft.blocks.get(draft.block_at(self.article.selection.head)));
        let footing = Footing {
            saved,
            job: self.works.shown().or_else(|| self.slices.shown()),
            others: self.watching.others(),
            selection: scene.selection,
            aside: caret.is_some_and(|block| block.aside),
            reviewing: scene.reviewing,
            comparing: self.comparing.is_some(),
            session,
        };
        let stop = Panel::bottom("bottom bar").frame(frame).exact_size(28.0).show(ui, |ui| bars::bottom(ui, &footing));
        if stop.inner {
            self.works.stop();
            self.slices.stop();
        }
        if self.works.is_busy() {
            ui.ctx().request_repaint_after(crate::job::SHOWN_AFTER);
        }
    }

    fn draw_story(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) {
        let Some(session) = &self.session else { return };
        if let Some(pane) = &mut self.comparing {
            return pane.show(ui, session, &self.settings, actions);
        }
        let palette = Palette::of(ui.ctx());
        if let Some(pane) = &mut self.review {
            let frame = Frame::new().fill(palette.chrome).inner_margin(Margin::symmetric(16, 0));
            let strip = |ui: &mut Ui| super::review::strip(ui, pane, session, actions);
            Panel::top("review").frame(frame).exact_size(42.0).show(ui, strip);
        }
        self.card.refresh(session, self.selected.as_ref());
        let whole = ui.available_width();
        let side = Frame::new().fill(palette.chrome).stroke(Stroke::NONE);
        let panel = Panel::right("checklist")
            .frame(side)
            .default_size(whole * (1.0 - self.settings.split))
            .size_range(360.0..=(whole - 380.0).max(361.0));
        let shown = panel.show(ui, |ui| {
            if let Some(pane) = &mut self.review {
                return pane.show(ui, session, actions);
            }
            offers::line(ui, session, self.slices.is_idle(), actions);
            self.list.show(ui, session, self.selected.as_ref(), &mut self.card, actions);
        });
        self.settings.split = (1.0 - shown.response.rect.width() / whole).clamp(0.2, 0.8);
        CentralPanel::default().frame(Frame::NONE).show(ui, |ui| {
            if let Some(draft) = session.project().draft() {
                self.note_is_away |= !self.note_is_away && left_out::show(ui, draft, actions);
                let fresh_only = self.review.is_some() && !self.show_unread;
                let unread = Unread { coverage: session.coverage(), fresh_only };
                let unread = (self.review.is_some() || self.show_unread).then_some(unread);
                let markup = self.review.as_mut().and_then(ReviewPane::markup);
                let (selected, settings) = (self.selected.as_ref(), &self.settings);
                let shown = Shown { session, draft, selected, settings, markup, unread };
                self.article.show(ui, &shown, actions);
            }
        });
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
        self.part_now();
        // The window is gone: the last preferences are written here and now, and nobody is left to hear of a failure.
        drop(self.settings.save());
        self.watching.stop();
        self.let_go();
        self.wait_for_endings();
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }
}
