//! The history of the story: who did what and when, under headings of days, with filters; Enter or a click goes to what
//! a row is about. `row` draws one; `of_claim` is the history in the card of a claim.

mod of_claim;
mod row;

pub use of_claim::ClaimHistory;

use super::action::Action;
use super::dialog::{Dialog, focus_once};
use super::sources::SourcesDialog;
use super::theme::{Palette, sans, strong};
use super::widgets::chip;
use crate::model::describe::short_quote;
use crate::model::{ClaimId, Project};
use crate::session::Session;
use crate::session::chronicle::{Chronicle, Filter, Goal, Told};
use chrono::NaiveDate;
use egui::{Align2, ComboBox, Key, Rect, RichText, Role, ScrollArea, Sense, Stroke, TextEdit, Ui, WidgetInfo, vec2};
use row::{Columns, Place, show_row};
use std::sync::Arc;

/// Height of a row and of a heading, in points.
const ROW: f32 = 27.0;

/// How many people, and how many days, are offered to choose from.
const CHOICES: usize = 366;

/// The width the dialog would like to have, in points.
pub const WIDTH: f32 = 860.0;

/// What the dialog shows.
#[derive(Clone, Debug, Default)]
pub struct HistoryDialog {
    filter: Filter,
    told: Option<(u64, Arc<Chronicle>)>,
    listed: Option<(Filter, Listed)>,
    chosen: usize,
    /// The chosen row is brought into view.
    reveal: bool,
    offset: f32,
}

/// A line of the list.
#[derive(Clone, Copy, Debug)]
enum Line {
    Day(NaiveDate),
    Step(usize),
}

/// What passes the filter.
#[derive(Clone, Debug, Default)]
struct Listed {
    lines: Vec<Line>,
    /// For each step that passes, its line.
    steps: Vec<usize>,
}

impl Listed {
    fn of(told: &Chronicle, filter: &Filter) -> Self {
        let mut listed = Self::default();
        let mut day = None;
        for place in told.listed(filter) {
            let Some(row) = told.rows.get(place) else { continue };
            if day.replace(row.day) != Some(row.day) {
                listed.lines.push(Line::Day(row.day));
            }
            listed.steps.push(listed.lines.len());
            listed.lines.push(Line::Step(place));
        }
        listed
    }
}

impl HistoryDialog {
    /// The history of one claim.
    pub fn of_claim(claim: ClaimId) -> Self {
        Self { filter: Filter { claim: Some(claim), ..Filter::default() }, ..Self::default() }
    }

    /// What this user had not seen.
    pub fn of_news() -> Self {
        Self { filter: Filter { is_new: true, ..Filter::default() }, ..Self::default() }
    }

    /// The revision of the project that is shown; absent while nothing is.
    pub fn revision(&self) -> Option<u64> {
        self.told.as_ref().map(|(revision, _)| *revision)
    }

    /// Shows these rows, which tell of this revision.
    pub fn take(&mut self, revision: u64, told: Arc<Chronicle>) {
        self.told = Some((revision, told));
        self.listed = None;
    }

    /// Asks for the rows anew, because something about them other than the project has changed.
    pub fn forget(&mut self) {
        self.told = None;
    }

    /// Draws the filters; true when Enter was pressed in the find field.
    fn filters(&mut self, ui: &mut Ui, told: &Chronicle, project: &Project) -> bool {
        let palette = Palette::of(ui.ctx());
        let filter = &mut self.filter;
        let entered = ui.horizontal(|ui| {
            let people = told.people.iter().take(CHOICES).map(|hand| (hand.key.clone(), hand.name.clone()));
            pick(ui, "person", "Everybody", 170.0, &mut filter.by, people);
            let days = told.days.iter().take(CHOICES).map(|day| (*day, short_day(*day)));
            pick(ui, "day", "Every day", 120.0, &mut filter.day, days);
            let new = format!("Since I last looked {}", told.new_rows());
            if chip(ui, &new, filter.is_new, palette.accent).clicked() {
                filter.is_new = !filter.is_new;
            }
            let hint = RichText::new("Find in the history").color(palette.soft);
            let field = TextEdit::singleline(&mut filter.find).id_salt("find in the history").hint_text(hint);
            let field = ui.add(field.desired_width(f32::INFINITY).margin(vec2(8.0, 4.0)));
            let field = field.accessible_name("Find in the history");
            focus_once(ui, &field);
            field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
        });
        let claim = self.filter.claim.as_ref().and_then(|id| project.claims.get(id));
        if let Some(claim) = claim {
            let only = chip(ui, &format!("Only {} ×", short_quote(&claim.anchor.quote)), true, palette.accent);
            if only.on_hover_text("Show what was done to other claims too").clicked() {
                self.filter.claim = None;
            }
        }
        entered.inner
    }

    /// Moves the chosen row by the keyboard.
    fn keys(&mut self, ui: &Ui, steps: usize) {
        if egui::Popup::is_any_open(ui.ctx()) {
            return;
        }
        let before = self.chosen;
        let moves = [(Key::ArrowDown, 1), (Key::PageDown, 15), (Key::ArrowUp, -1), (Key::PageUp, -15)];
        for (key, by) in moves {
            if ui.input(|input| input.key_pressed(key)) {
                self.chosen = self.chosen.saturating_add_signed(by);
            }
        }
        self.chosen = self.chosen.min(steps.saturating_sub(1));
        self.reveal |= self.chosen != before;
    }

    /// Draws the list; the row that was clicked.
    fn list(&mut self, ui: &mut Ui, told: &Chronicle, listed: &Listed, project: &Project) -> Option<usize> {
        let height = ui.ctx().content_rect().height() * 0.6;
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut area = ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink(false);
        if let Some(offset) = self.wanted_offset(listed, height) {
            area = area.vertical_scroll_offset(offset);
        }
        let chosen = listed.steps.get(self.chosen).copied();
        let columns = Columns { time: 46.0, person: 132.0, is_short: false };
        let mut clicked = None;
        let shown = area.show_rows(ui, ROW, listed.lines.len(), |ui, lines| {
            let (left, top) = (ui.max_rect().x_range(), ui.max_rect().top());
            for (line, place) in lines.clone().zip(0_u16..) {
                let y = top + f32::from(place) * ROW;
                let rect = Rect::from_x_y_ranges(left, y..=y + ROW);
                match listed.lines.get(line) {
                    Some(Line::Day(day)) => heading(ui, rect, *day),
                    Some(Line::Step(step)) => {
                        let Some(row) = told.rows.get(*step) else { continue };
                        let place = Place { rect, columns, is_chosen: chosen == Some(line) };
                        if show_row(ui, ("history", *step), place, told, row, row.goal(project).is_some()).clicked() {
                            clicked = Some(*step);
                        }
                    }
                    None => {}
                }
            }
        });
        self.offset = shown.state.clamped_offset().y;
        clicked
    }

    /// Where to scroll so that the chosen row is in view, and the heading above it.
    fn wanted_offset(&mut self, listed: &Listed, height: f32) -> Option<f32> {
        if !std::mem::take(&mut self.reveal) {
            return None;
        }
        let line = listed.steps.get(self.chosen)?;
        let (top, bottom) = (line.saturating_sub(1) as f32 * ROW, (line + 1) as f32 * ROW);
        if top < self.offset { Some(top) } else { (bottom > self.offset + height).then_some(bottom - height) }
    }
}

/// Draws the dialog.
pub fn show(ui: &mut Ui, dialog: &mut HistoryDialog, session: Option<&Session>, actions: &mut Vec<Action>) {
    let Some(session) = session else { return };
    ui.label(RichText::new("History").font(strong(17.0)));
    ui.add_space(6.0);
    let told = dialog.told.as_ref().map(|(_, told)| Arc::clone(told)).unwrap_or_default();
    let entered = dialog.filters(ui, &told, session.project());
    let listed = match dialog.listed.take() {
        Some((filter, listed)) if filter == dialog.filter => listed,
        before => {
            if before.is_some() {
                (dialog.chosen, dialog.reveal) = (0, true);
            }
            Listed::of(&told, &dialog.filter)
        }
    };
    dialog.keys(ui, listed.steps.len());
    ui.add_space(6.0);
    let clicked = dialog.list(ui, &told, &listed, session.project());
    let chosen = || match listed.lines.get(*listed.steps.get(dialog.chosen)?)? {
        Line::Step(step) => Some(*step),
        Line::Day(_) => None,
    };
    let wanted = clicked.or_else(|| entered.then(chosen).flatten());
    if let Some(row) = wanted.and_then(|step| told.rows.get(step)) {
        go(row, session.project(), actions);
    }
    foot(ui, &listed, &told, dialog.told.is_some(), actions);
    dialog.listed = Some((dialog.filter.clone(), listed));
}

fn foot(ui: &mut Ui, listed: &Listed, told: &Chronicle, is_told: bool, actions: &mut Vec<Action>) {
    let palette = Palette::of(ui.ctx());
    ui.add_space(10.0);
    ui.horizontal(|ui| {
        if ui.button("Close").clicked() {
            actions.push(Action::CloseDialog);
        }
        let words = match (listed.steps.len(), told.rows.len()) {
            _ if !is_told => String::new(),
            (0, _) => "Nothing in the history passes these filters".to_owned(),
            (1, 1) => "1 change".to_owned(),
            (some, all) if some == all => format!("{all} changes"),
            (some, all) => format!("{some} of {all} changes"),
        };
        ui.label(RichText::new(words).font(sans(12.0)).color(palette.soft));
    });
}

/// Goes to what a row is about; when that is gone, the dialog stays.
fn go(row: &Told, project: &Project, actions: &mut Vec<Action>) {
    match row.goal(project) {
        Some(Goal::Claim(id)) => actions.extend([Action::CloseDialog, Action::Select(id)]),
        Some(Goal::Source(id)) => actions
            .extend(SourcesDialog::of(project, &id).map(|sources| Action::Show(Dialog::Sources(Box::new(sources))))),
        None => {}
    }
}

/// A day over what was done on it.
fn heading(ui: &Ui, rect: Rect, day: NaiveDate) {
    let palette = Palette::of(ui.ctx());
    let words = day.format("%A %-d %B %Y").to_string();
    let response = ui.interact(rect, egui::Id::unique("history day").with(day), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &words));
    let at = rect.left_bottom() + vec2(0.0, -5.0);
    ui.painter().text(at, Align2::LEFT_BOTTOM, words, strong(12.0), palette.ink);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, palette.line));
}

fn short_day(day: NaiveDate) -> String {
    day.format("%a %-d %b %Y").to_string()
}

/// A choice among what there is, or all of it.
fn pick<T: Clone + PartialEq>(
    ui: &mut Ui,
    name: &str,
    all: &str,
    width: f32,
    value: &mut Option<T>,
    choices: impl Iterator<Item = (T, String)>,
) {
    let choices: Vec<(T, String)> = choices.collect();
    let chosen = choices.iter().find(|(choice, _)| value.as_ref() == Some(choice));
    let text = chosen.map_or(all, |(_, words)| words);
    let combo = ComboBox::from_id_salt(("history", name)).selected_text(RichText::new(text).font(sans(12.5)));
    let response = combo.width(width).height(380.0).truncate().show_ui(ui, |ui| {
        ui.selectable_value(value, None, all);
        for (choice, words) in &choices {
            ui.selectable_value(value, Some(choice.clone()), words);
        }
    });
    response.response.accessible_name(format!("History by {name}"));
}
