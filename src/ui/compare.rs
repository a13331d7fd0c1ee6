//! Two drafts of the story compared, in one text or side by side. Nothing can be changed here.

use super::action::Action;
use super::article::markup::Markup;
use super::article::{ArticlePane, Shown};
use super::desk::Desk;
use super::review::named;
use super::theme::{Palette, sans, strong};
use super::widgets::{chip, focus_ring};
use super::work::{finished, wake};
use crate::command::Command;
use crate::job::{Job, Reporter};
use crate::model::Draft;
use crate::session::comparing::Compared;
use crate::session::{Problem, Session, review};
use crate::store::settings::Settings;
use egui::{CentralPanel, ComboBox, Context, Frame, Margin, Panel, RichText, Ui};

/// Two drafts compared, with what of it is shown.
struct Found {
    inline: Markup,
    old_side: Markup,
    new_side: Markup,
    /// Where one goes on reading in the other draft.
    steps: Vec<(usize, usize)>,
    removed: usize,
    added: usize,
    moved: usize,
}

/// What the window remembers of a comparison.
pub(super) struct ComparePane {
    from: u32,
    to: u32,
    is_side_by_side: bool,
    found: Option<Found>,
    comparing: Option<Job<Result<Option<Found>, Problem>>>,
    inline: ArticlePane,
    sides: [ArticlePane; 2],
    /// Where each side was on top when the frame before ended.
    tops: [usize; 2],
}

impl Found {
    fn of(compared: &Compared) -> Option<Self> {
        let (old, new) = compared.drafts()?;
        let found = &compared.differences;
        let words = |draft: &Draft, place: &std::ops::Range<usize>| {
            draft.text.get(place.clone()).map_or(0, |text| text.split_whitespace().count())
        };
        // A page is laid out anew when it has another number.
        let key = u64::from(old.number) << 32 | u64::from(new.number);
        Some(Self {
            inline: Markup::inline(key, old, new, found),
            old_side: Markup::old_side(key, old, found),
            new_side: Markup::new_side(key, new, found),
            steps: found.steps.clone(),
            removed: found.removed.iter().map(|(place, _)| words(old, place)).sum(),
            added: found.added.iter().map(|place| words(new, place)).sum(),
            moved: found.moved.len(),
        })
    }

    fn sums(&self) -> String {
        let plural = |count: usize, one: &str, many: &str| match count {
            1 => format!("1 {one}"),
            count => format!("{count} {many}"),
        };
        if (self.removed, self.added, self.moved) == (0, 0, 0) {
            return "The words are the same".to_owned();
        }
        let sums = [
            (self.removed, plural(self.removed, "word removed", "words removed")),
            (self.added, plural(self.added, "word added", "words added")),
            (self.moved, plural(self.moved, "sentence moved", "sentences moved")),
        ];
        let sums: Vec<String> = sums.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| words).collect();
        sums.join(" · ")
    }
}

impl Desk {
    /// Opens the comparison of the current draft with the one before.
    pub(super) fn start_compare(&mut self, ctx: &Context) {
        self.keep_typed();
        let Some((new, old)) = self.session.as_ref().and_then(review::drafts) else {
            return self.notices.say("There is only one draft. Draft > Update draft… brings another in");
        };
        let (from, to) = (old.number, new.number);
        let is_side_by_side = self.comparing.as_ref().is_some_and(|pane| pane.is_side_by_side);
        self.comparing = Some(ComparePane {
            from,
            to,
            is_side_by_side,
            found: None,
            comparing: None,
            inline: ArticlePane::beside("compared"),
            sides: [ArticlePane::beside("older draft"), ArticlePane::beside("later draft")],
            tops: [0; 2],
        });
        self.compare(ctx, from, to);
    }

    /// Compares these two drafts, the older one first.
    pub(super) fn compare(&mut self, ctx: &Context, one: u32, two: u32) {
        let (Some(session), Some(pane)) = (&self.session, &mut self.comparing) else { return };
        (pane.from, pane.to) = (one.min(two), one.max(two));
        pane.found = None;
        let order = session.compare_order(pane.from, pane.to);
        let work = move |reporter: &Reporter| {
            let mut go_on = |part: f32| {
                reporter.say(format!("Comparing the drafts, {:.0} %", part * 100.0));
                !reporter.stopped()
            };
            Ok(order.run(&mut go_on).as_ref().and_then(Found::of))
        };
        pane.comparing = Some(Job::start("Comparing the drafts", wake(ctx), work));
    }

    /// Ends a comparison of drafts that are not there any more.
    pub(super) fn keep_comparison(&mut self) {
        let drafts = || self.session.iter().flat_map(|session| session.project().drafts());
        let is_there = |number: u32| drafts().any(|draft| draft.number == number);
        if self.comparing.as_ref().is_some_and(|pane| !is_there(pane.from) || !is_there(pane.to)) {
            self.comparing = None;
        }
    }
}

impl ComparePane {
    /// Draws the comparison.
    pub(super) fn show(&mut self, ui: &mut Ui, session: &Session, settings: &Settings, actions: &mut Vec<Action>) {
        if let Some(done) = finished(&mut self.comparing) {
            match done {
                Ok(Some(found)) => self.found = Some(found),
                Ok(None) | Err(_) => actions.push(Action::Run(Command::CompareDrafts)),
            }
        }
        let palette = Palette::of(ui.ctx());
        let frame = Frame::new().fill(palette.chrome).inner_margin(Margin::symmetric(16, 0));
        Panel::top("comparison").frame(frame).exact_size(42.0).show(ui, |ui| self.strip(ui, session, actions));
        let project = session.project();
        let (Some(old), Some(new)) = (project.draft_by_number(self.from), project.draft_by_number(self.to)) else {
            return;
        };
        let shown = |draft, markup| Shown { session, draft, selected: None, settings, markup, unread: None };
        let Some(found) = &self.found else {
            CentralPanel::default().frame(Frame::NONE.fill(palette.paper)).show(ui, |ui| {
                ui.add_space(60.0);
                ui.vertical_centered(|ui| ui.label(RichText::new("Comparing the drafts…").color(palette.soft)));
            });
            return;
        };
        // What is done to the text of a draft that is only looked at comes to nothing.
        let mut nothing = Vec::new();
        if !self.is_side_by_side {
            CentralPanel::default().frame(Frame::NONE).show(ui, |ui| {
                self.inline.show(ui, &shown(new, Some(&found.inline)), &mut nothing);
            });
            return;
        }
        let [left, right] = &mut self.sides;
        let half = ui.available_width() * 0.5;
        Panel::left("older draft").frame(Frame::NONE).exact_size(half).resizable(false).show(ui, |ui| {
            left.show(ui, &shown(old, Some(&found.old_side)), &mut nothing);
        });
        CentralPanel::default().frame(Frame::NONE).show(ui, |ui| {
            right.show(ui, &shown(new, Some(&found.new_side)), &mut nothing);
        });
        self.scroll_along(ui, old, new);
    }

    /// The side that was scrolled takes the other one along.
    fn scroll_along(&mut self, ui: &Ui, old: &Draft, new: &Draft) {
        let Some(found) = &self.found else { return };
        let [left, right] = &mut self.sides;
        let tops = [left.top(old), right.top(new)];
        if tops[0] != self.tops[0] {
            let step = found.steps.partition_point(|(byte, _)| *byte <= tops[0]).checked_sub(1);
            right.put_on_top(new, step.and_then(|step| found.steps.get(step)).map_or(0, |(_, byte)| *byte));
            ui.ctx().request_repaint();
        } else if tops[1] != self.tops[1] {
            let before = found.steps.iter().take_while(|(_, byte)| *byte <= tops[1]).last();
            left.put_on_top(old, before.map_or(0, |(byte, _)| *byte));
            ui.ctx().request_repaint();
        }
        self.tops = [left.top(old), right.top(new)];
    }

    fn strip(&mut self, ui: &mut Ui, session: &Session, actions: &mut Vec<Action>) {
        let palette = Palette::of(ui.ctx());
        ui.horizontal_centered(|ui| {
            ui.label(RichText::new("Compare").font(strong(13.5)));
            let (mut from, mut to) = (self.from, self.to);
            pick(ui, "Older draft", &mut from, session);
            ui.label(RichText::new("with").color(palette.soft));
            pick(ui, "Later draft", &mut to, session);
            if (from, to) != (self.from, self.to) && from != to {
                actions.push(Action::Compare(from, to));
            }
            ui.add_space(10.0);
            for (text, side_by_side) in [("In one text", false), ("Side by side", true)] {
                if chip(ui, text, self.is_side_by_side == side_by_side, palette.ink).clicked() {
                    self.is_side_by_side = side_by_side;
                }
            }
            ui.add_space(10.0);
            if let Some(found) = &self.found {
                ui.label(RichText::new(found.sums()).font(sans(12.5)).color(palette.soft));
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let close = ui.button("Close comparison");
                focus_ring(ui, &close);
                if close.clicked() {
                    actions.push(Action::Run(Command::CompareDrafts));
                }
            });
        });
    }
}

fn pick(ui: &mut Ui, name: &str, number: &mut u32, session: &Session) {
    let drafts = || session.project().drafts();
    let text = drafts().find(|draft| draft.number == *number).map(named).unwrap_or_default();
    let combo = ComboBox::from_id_salt(name).selected_text(RichText::new(text).font(sans(12.5))).width(110.0);
    let response = combo.show_ui(ui, |ui| {
        for draft in drafts() {
            ui.selectable_value(number, draft.number, named(draft));
        }
    });
    response.response.accessible_name(name);
}
