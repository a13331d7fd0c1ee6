//! Short sentences over the bottom of the window: what was done, and what could not be done and why.

use super::action::Action;
use super::claim::capital;
use super::theme::{Palette, sans, strong};
use crate::session::Problem;
use egui::{Align, Align2, Area, Context, Id, Layout, Order, RichText, Stroke, accesskit, vec2};

/// How long news stays, in seconds. Problems stay until they are dismissed.
const STAYS: f64 = 6.0;

struct Notice {
    what: String,
    hint: String,
    detail: String,
    is_problem: bool,
    offer: Option<(String, Action)>,
    until: Option<f64>,
}

/// The notices that are shown.
#[derive(Default)]
pub struct Notices {
    list: Vec<Notice>,
}

impl Notices {
    /// Says that something was done.
    pub fn say(&mut self, what: impl Into<String>) {
        self.push(what.into(), None);
    }

    /// Says that something was done, and offers what may come next.
    pub fn offer(&mut self, what: impl Into<String>, does: &str, action: Action) {
        self.push(what.into(), Some((does.to_owned(), action)));
    }

    fn push(&mut self, what: String, offer: Option<(String, Action)>) {
        self.list.retain(|notice| notice.is_problem);
        let (hint, detail) = (String::new(), String::new());
        self.list.push(Notice { what, hint, detail, is_problem: false, offer, until: None });
    }

    /// Says what could not be done, why, and what to do.
    pub fn problem(&mut self, problem: &Problem) {
        self.push_problem(problem, None);
    }

    /// Says what is amiss, and offers a way out.
    pub fn offer_way_out(&mut self, problem: &Problem, does: &str, action: Action) {
        self.push_problem(problem, Some((does.to_owned(), action)));
    }

    fn push_problem(&mut self, problem: &Problem, offer: Option<(String, Action)>) {
        let same = |notice: &Notice| notice.is_problem && notice.what == problem.what;
        self.list.retain(|notice| !same(notice));
        self.list.push(Notice {
            what: problem.what.clone(),
            hint: problem.hint.clone(),
            detail: problem.detail.clone(),
            is_problem: true,
            offer,
            until: None,
        });
        let excess = self.list.len().saturating_sub(4);
        self.list.drain(..excess);
    }

    /// Takes all notices away; false when there were none.
    pub fn dismiss(&mut self) -> bool {
        let any = !self.list.is_empty();
        self.list.clear();
        any
    }

    /// Draws them.
    pub fn show(&mut self, ctx: &Context, actions: &mut Vec<Action>) {
        let now = ctx.input(|input| input.time);
        for notice in self.list.iter_mut().filter(|notice| !notice.is_problem && notice.until.is_none()) {
            notice.until = Some(now + STAYS * if notice.offer.is_some() { 2.0 } else { 1.0 });
        }
        self.list.retain(|notice| notice.until.is_none_or(|until| until > now));
        if let Some(next) = self.list.iter().filter_map(|notice| notice.until).reduce(f64::min) {
            ctx.request_repaint_after(std::time::Duration::from_secs_f64((next - now).max(0.05)));
        }
        if self.list.is_empty() {
            return;
        }
        let mut closed = None;
        // Above dialogs, which may be what a notice is about.
        let area = Area::new(Id::unique("notices")).order(Order::Tooltip);
        area.anchor(Align2::CENTER_BOTTOM, vec2(0.0, -40.0)).show(ctx, |ui| {
            ui.set_max_width(640.0);
            for (place, notice) in self.list.iter().enumerate() {
                if show_notice(ui, place, notice, actions) {
                    closed = Some(place);
                }
            }
        });
        if let Some(place) = closed {
            self.list.remove(place);
        }
    }
}

/// True when it was dismissed.
fn show_notice(ui: &mut egui::Ui, place: usize, notice: &Notice, actions: &mut Vec<Action>) -> bool {
    let palette = Palette::of(ui.ctx());
    let edge = if notice.is_problem { palette.wrong } else { palette.line };
    let frame = egui::Frame::new()
        .fill(palette.raised)
        .stroke(Stroke::new(1.0, edge))
        .corner_radius(8)
        .shadow(ui.visuals().popup_shadow)
        .inner_margin(egui::Margin::symmetric(14, 9));
    let mut close = false;
    frame.show(ui, |ui| {
        ui.horizontal(|ui| {
            // On one line, words and buttons stand level; several lines stand beside the buttons.
            let lines = if notice.hint.is_empty() && notice.detail.is_empty() {
                Layout::left_to_right(Align::Center)
            } else {
                Layout::top_down(Align::Min)
            };
            ui.with_layout(lines, |ui| {
                ui.set_max_width(520.0);
                let font = if notice.is_problem { strong(13.5) } else { sans(13.5) };
                let label = ui.label(RichText::new(sentence(&notice.what)).font(font));
                ui.ctx().accesskit_node_builder(label.id, |node| {
                    node.set_live(if notice.is_problem { accesskit::Live::Assertive } else { accesskit::Live::Polite });
                });
                if !notice.hint.is_empty() {
                    ui.label(RichText::new(sentence(&notice.hint)).color(palette.soft));
                }
                if !notice.detail.is_empty() {
                    ui.push_id(("detail", place), |ui| {
                        ui.collapsing("Details", |ui| ui.label(RichText::new(&notice.detail).color(palette.soft)));
                    });
                }
            });
            if let Some((does, action)) = &notice.offer
                && ui.button(does).clicked()
            {
                actions.push(action.clone());
                close = true;
            }
            if ui.add(egui::Button::new("×").frame(false)).accessible_name("Dismiss").clicked() {
                close = true;
            }
        });
    });
    close
}

fn sentence(text: &str) -> String {
    let text = capital(text);
    if text.ends_with(['.', '?', '!', '…']) { text } else { format!("{text}.") }
}
