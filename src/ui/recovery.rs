//! What was not saved when the program stopped: on the start page, in a dialog that lists it, and as a notice.

use super::action::Action;
use super::claim::capital;
use super::desk::Desk;
use super::dialog::{Dialog, Leaving, focus_once};
use super::theme::{Palette, sans, strong};
use super::widgets::small_button;
use super::work::wake;
use crate::job::Job;
use crate::session::recovery::{self, Done, Ending, Orphan, story_key};
use crate::session::{Problem, Session};
use chrono::{DateTime, Local, Utc};
use egui::{Context, RichText, ScrollArea, Ui};
use std::path::PathBuf;
use std::time::Duration;

/// How long a closing window waits for a journal to be removed.
const PATIENCE: Duration = Duration::from_secs(2);

/// What is known of work that was not saved.
#[derive(Default)]
pub struct Recovery {
    pub(super) orphans: Vec<Orphan>,
    /// The one that the person was asked about, whether to discard it.
    pub(super) asked: Option<String>,
    /// Those that were offered to whoever opened their story.
    offered: Vec<String>,
    /// The revision that the person chose to leave without saving.
    left: Option<u64>,
    endings: Vec<Ending>,
}

/// Something that is done with work that was not saved; each names the journal.
#[derive(Clone, Debug)]
pub enum Recover {
    /// Open the story with it.
    Restore(String),
    /// List it.
    Look(String),
    /// Ask whether to throw it away.
    Ask(String),
    /// Do not throw it away.
    Keep,
    /// Throw it away.
    Discard(String),
}

impl Desk {
    /// Writes down in this folder what is not saved, and shows what is there from before.
    pub fn keep_safe_in(&mut self, ctx: &Context, state: PathBuf) {
        self.settings.state = Some(state);
        self.look_for_unsaved(ctx);
    }

    /// Begins to look for what was not saved.
    pub(super) fn look_for_unsaved(&mut self, ctx: &Context) {
        let Some(state) = self.settings.state.clone() else { return };
        self.works.searching = Some(Job::start("Looking for what was not saved", wake(ctx), move |_| {
            let now = Utc::now();
            recovery::sweep(&state, now);
            Ok(recovery::orphans(&state, now))
        }));
    }

    /// Takes over what was found.
    pub(super) fn found_unsaved(&mut self, found: Result<Vec<Orphan>, Problem>) {
        match found {
            Ok(found) => self.recovery.orphans = found,
            Err(problem) => self.notices.problem(&problem),
        }
        let story = self.session.as_ref().map(|session| story_key(session.project()));
        let fits = |orphan: &&Orphan| orphan.can_restore && story.as_ref() == Some(&orphan.story);
        let Some(orphan) = self.recovery.orphans.iter().find(fits) else { return };
        let name = orphan.name().to_owned();
        if !self.recovery.offered.contains(&name) {
            let problem = Problem::new(headline(orphan), "restoring opens the story as it was then");
            self.notices.offer_way_out(&problem, "Restore", Action::Recover(Recover::Restore(name.clone())));
            self.recovery.offered.push(name);
        }
    }

    /// Sees to it that what is open has a journal, and says when that cannot be written.
    pub(super) fn keep_safe(&mut self) {
        let (Some(state), Some(session)) = (&self.settings.state, &mut self.session) else { return };
        session.begin_journal(state, Utc::now());
        if let Some(problem) = session.journal_problem() {
            self.notices.problem(&problem);
        }
    }

    /// The person has seen to what is not saved: from here to the next change nothing needs to be kept for them.
    pub(super) fn note_leaving(&mut self) {
        self.recovery.left = self.session.as_ref().map(Session::revision);
    }

    /// Removes the journal of what is open, unless something in it is neither saved nor left on purpose.
    pub(super) fn let_go(&mut self) {
        let Some(session) = &mut self.session else { return };
        if !session.is_dirty() || self.recovery.left == Some(session.revision()) {
            self.recovery.endings.extend(session.discard_journal());
        }
    }

    /// Waits a moment for journals that are being removed.
    pub(super) fn wait_for_endings(&mut self) {
        self.recovery.endings.drain(..).for_each(|ending| ending.wait(PATIENCE));
    }

    pub(super) fn recover(&mut self, ctx: &Context, what: Recover) {
        let orphan = |name: &str| self.recovery.orphans.iter().find(|orphan| orphan.name() == name).cloned();
        match what {
            Recover::Restore(name) => {
                if let Some(orphan) = orphan(&name) {
                    self.leave_when_saved(ctx, Leaving::Restore(Box::new(orphan)));
                }
            }
            Recover::Look(name) => {
                if let Some(orphan) = orphan(&name) {
                    self.show_dialog(ctx, Dialog::NotSaved(Box::new(orphan)));
                }
            }
            Recover::Ask(name) => self.recovery.asked = Some(name),
            Recover::Keep => self.recovery.asked = None,
            Recover::Discard(name) => {
                self.recovery.asked = None;
                if let Some((orphan, state)) = orphan(&name).zip(self.settings.state.clone()) {
                    self.works.searching = Some(Job::start("Discarding what was not saved", wake(ctx), move |_| {
                        let now = Utc::now();
                        recovery::discard(&orphan, now)?;
                        Ok(recovery::orphans(&state, now))
                    }));
                }
            }
        }
    }

    /// Begins to restore what was not saved.
    pub(super) fn start_restoring(&mut self, ctx: &Context, orphan: Orphan) {
        let by = self.settings.checker();
        let what = format!("Restoring “{}”", orphan.title);
        let work = move |_: &crate::job::Reporter| recovery::restore(&orphan, by, Utc::now());
        self.works.reading = Some(Job::start(what, wake(ctx), work));
    }
}

/// What was not saved, for the start page.
pub fn section(ui: &mut Ui, recovery: &Recovery, actions: &mut Vec<Action>) {
    if recovery.orphans.is_empty() {
        return;
    }
    let palette = Palette::of(ui.ctx());
    ui.label(RichText::new("Not saved").font(strong(14.0)));
    ui.add_space(2.0);
    for orphan in &recovery.orphans {
        ui.label(RichText::new(headline(orphan)).font(sans(13.5)));
        let place = orphan.path.as_ref().map(|path| path.display().to_string());
        ui.label(RichText::new(place.as_deref().unwrap_or("Never saved")).font(sans(12.0)).color(palette.soft));
        if let Some(problem) = &orphan.problem {
            let text = format!("{}.", capital(problem));
            ui.label(RichText::new(text).font(sans(12.0)).color(palette.wrong));
        }
        ui.horizontal(|ui| match recovery.asked.as_deref() == Some(orphan.name()) {
            true => ask(ui, orphan, actions),
            false => ways_out(ui, orphan, actions),
        });
        ui.add_space(10.0);
    }
    ui.add_space(14.0);
}

fn ways_out(ui: &mut Ui, orphan: &Orphan, actions: &mut Vec<Action>) {
    let name = || orphan.name().to_owned();
    let table: [(&str, Recover, bool); 3] = [
        ("Restore", Recover::Restore(name()), orphan.can_restore),
        ("Look…", Recover::Look(name()), !orphan.steps.is_empty()),
        ("Discard", Recover::Ask(name()), true),
    ];
    for (does, what, _) in table.into_iter().filter(|(.., can_be_done)| *can_be_done) {
        let button = small_button(ui, does).accessible_name(format!("{does} {}", title(orphan)));
        if button.clicked() {
            actions.push(Action::Recover(what));
        }
    }
}

fn ask(ui: &mut Ui, orphan: &Orphan, actions: &mut Vec<Action>) {
    let what = if orphan.steps.is_empty() { "this".to_owned() } else { orphan.changes() };
    ui.label(format!("Discard {what}?"));
    if small_button(ui, "Discard for good").clicked() {
        actions.push(Action::Recover(Recover::Discard(orphan.name().to_owned())));
    }
    if small_button(ui, "Keep").clicked() {
        actions.push(Action::Recover(Recover::Keep));
    }
}

/// The dialog that lists what was not saved.
pub fn list(ui: &mut Ui, orphan: &Orphan, actions: &mut Vec<Action>) {
    let palette = Palette::of(ui.ctx());
    ui.label(RichText::new(headline(orphan)).font(strong(17.0)));
    ui.add_space(8.0);
    let height = ui.text_style_height(&egui::TextStyle::Body);
    ScrollArea::vertical().max_height(420.0).auto_shrink([false, true]).show_rows(
        ui,
        height,
        orphan.steps.len(),
        |ui, rows| {
            for step in orphan.steps.get(rows).unwrap_or_default() {
                ui.horizontal(|ui| {
                    let Done { at, by, what } = step;
                    let when = format!("{} · {by}", at.with_timezone(&Local).format("%-d %b %H:%M"));
                    ui.label(RichText::new(when).font(sans(12.0)).color(palette.soft));
                    ui.add(egui::Label::new(capital(what)).truncate());
                });
            }
        },
    );
    ui.add_space(10.0);
    ui.horizontal(|ui| {
        if orphan.can_restore {
            let button = egui::Button::new(RichText::new("Restore").color(palette.on_fill)).fill(palette.accent);
            let restore = ui.add(button);
            focus_once(ui, &restore);
            if restore.clicked() {
                actions.push(Action::CloseDialog);
                actions.push(Action::Recover(Recover::Restore(orphan.name().to_owned())));
            }
        }
        if ui.button("Close").clicked() {
            actions.push(Action::CloseDialog);
        }
    });
}

/// Such as “Talks”: 12 changes not saved, from 13:45 to 14:02 on 24 Nov.
fn headline(orphan: &Orphan) -> String {
    let title = title(orphan);
    let (from, to) = orphan.span();
    match (orphan.steps.is_empty(), &orphan.problem) {
        (false, _) => format!("{title}: {} not saved, {}", orphan.changes(), span(from, to)),
        (true, None) if orphan.path.is_some() => format!("{title}: another copy was taken in and not saved"),
        (true, None) => format!("{title}: never saved, begun at {}", moment(from)),
        (true, Some(_)) => format!("{title}: what was not saved cannot be read"),
    }
}

fn title(orphan: &Orphan) -> String {
    if orphan.title.is_empty() { "A story".to_owned() } else { format!("“{}”", orphan.title) }
}

fn moment(at: DateTime<Utc>) -> String {
    at.with_timezone(&Local).format("%H:%M on %-d %b").to_string()
}

fn span(from: DateTime<Utc>, to: DateTime<Utc>) -> String {
    let clock = |at: DateTime<Utc>| at.with_timezone(&Local).format("%H:%M").to_string();
    let day = |at: DateTime<Utc>| at.with_timezone(&Local).date_naive();
    if day(from) != day(to) {
        format!("from {} to {}", moment(from), moment(to))
    } else if clock(from) == clock(to) {
        format!("at {}", moment(from))
    } else {
        format!("from {} to {}", clock(from), moment(to))
    }
}
