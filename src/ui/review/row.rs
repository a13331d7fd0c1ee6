//! One row of a review: what became of a claim or which sentence is new, and what can be done about it.

use super::list::inner;
use super::steps::Decision;
use crate::model::{CarriedClaim, Claim, Draft, Outcome, Standing, Status, Whereabouts};
use crate::session::Session;
use crate::session::review::{self, Item, What};
use crate::text::coverage::{Cover, Sentence};
use crate::text::relocate::{Edit, words_diff};
use crate::ui::action::Action;
use crate::ui::theme::{Palette, sans, serif, strong};
use crate::ui::widgets::focus_ring;
use egui::text::LayoutJob;
use egui::{Color32, Id, Rect, RichText, Role, Sense, Stroke, TextFormat, Ui, WidgetInfo, accesskit, vec2};

/// Size of the words of the article.
const WORDS: f32 = 16.0;
/// How many characters on either side of a place that fits are shown.
const AROUND: usize = 36;

/// Draws a row; returns the height it needs.
pub(super) fn show(
    ui: &mut Ui,
    rect: Rect,
    item: Item,
    is_chosen: bool,
    session: &Session,
    actions: &mut Vec<Action>,
) -> f32 {
    let palette = Palette::of(ui.ctx());
    let Some(draft) = session.project().draft() else { return 0.0 };
    let response = ui.interact(rect, Id::unique("review item").with(item.what), Sense::click());
    let background = ui.painter().add(egui::Shape::Noop);
    let mut child = inner(ui, rect, item.what);
    child.spacing_mut().item_spacing = vec2(7.0, 4.0);
    let mut row = Row { ui: &mut child, palette, session, draft, item, actions };
    let name = match item.what {
        What::Claim(index) => draft.carried.get(index).map(|carried| row.claim(carried)),
        What::Sentence(index) => session.coverage().sentences().get(index).map(|sentence| row.sentence(sentence)),
    };
    let name = name.unwrap_or_default();
    let height = child.min_rect().height() + 19.0;
    let rect = Rect::from_min_size(rect.min, vec2(rect.width(), height));
    let fill = if is_chosen || item.is_open { palette.raised } else { palette.chrome };
    let mut shapes = vec![egui::Shape::rect_filled(rect, 0.0, fill)];
    if is_chosen {
        shapes.push(egui::Shape::rect_filled(Rect::from_min_size(rect.min, vec2(3.0, height)), 0.0, palette.accent));
    }
    let bottom = rect.bottom() - 0.5;
    let line = [egui::pos2(rect.left(), bottom), egui::pos2(rect.right(), bottom)];
    shapes.push(egui::Shape::line_segment(line, Stroke::new(1.0, palette.line)));
    ui.painter().set(background, egui::Shape::Vec(shapes));
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, is_chosen, &name));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(accesskit::Role::ListItem);
        node.clear_toggled();
        node.set_selected(is_chosen);
    });
    focus_ring(ui, &response);
    if response.clicked() {
        actions.push(Action::LookAt(Some(item.what)));
    }
    height
}

struct Row<'a> {
    ui: &'a mut Ui,
    palette: &'a Palette,
    session: &'a Session,
    draft: &'a Draft,
    item: Item,
    actions: &'a mut Vec<Action>,
}

impl Row<'_> {
    fn soft(&self, text: impl Into<String>) -> RichText {
        RichText::new(text).font(sans(12.5)).color(self.palette.soft)
    }

    /// A claim; returns what a screen reader hears.
    fn claim(&mut self, carried: &CarriedClaim) -> String {
        let Some(claim) = self.session.project().claim(&carried.claim) else { return String::new() };
        let number = self.session.row(&claim.id).map_or(0, |row| row + 1);
        let standing = self.session.project().standing(claim);
        let about = about(carried, claim, &standing);
        let (sign, colour) = sign(carried, &standing, self.palette);
        let decided = review::decision(self.session, carried);
        self.ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(format!("{sign} {number}")).font(strong(13.0)).color(colour));
            ui.label(RichText::new(&about).font(sans(12.5)).color(self.palette.soft));
        });
        let job = self.words(carried, claim);
        self.ui.add(egui::Label::new(job).wrap().selectable(false));
        match (&decided, self.item.is_open) {
            (_, true) => self.open_claim(carried, claim, &standing, number),
            (Some(decided), false) => {
                let is_left = standing.recheck || standing.whereabouts != Whereabouts::Placed;
                self.decided(decided, carried.seen && is_left, number);
            }
            (None, false) => {}
        }
        let state =
            decided.unwrap_or_else(|| if self.item.is_open { "to be decided" } else { "carried over" }.to_owned());
        format!("Claim {number}, {state}, {about}: {}", carried.was)
    }

    /// The words of the claim: what they were and what they are.
    fn words(&self, carried: &CarriedClaim, claim: &Claim) -> LayoutJob {
        let is_placed = claim.anchor.holds(self.draft);
        let now = if is_placed { claim.anchor.quote.as_str() } else { "" };
        match (is_placed, carried.outcome) {
            (false, Outcome::Unsure) => plain(self.palette, &carried.was),
            _ => changed(self.palette, &carried.was, now),
        }
    }

    fn open_claim(&mut self, carried: &CarriedClaim, claim: &Claim, standing: &Standing, number: usize) {
        match carried.outcome {
            Outcome::Changed | Outcome::Gone if carried.as_suggested => {
                self.buttons(number, &[("Close as changed", "Enter", Decision::Main)]);
            }
            Outcome::Changed => {
                let still = format!("Still {}", standing.status);
                let key = crate::command::Command::Status(standing.status).shortcut().map(|keys| keys.text());
                let key = key.unwrap_or_default();
                let later = if claim.status.is_some() { "Check again later" } else { "Check it later" };
                let mut buttons = vec![(later, "Enter", Decision::Main)];
                if claim.status.is_some() && standing.through.is_none() && standing.status != Status::Unchecked {
                    buttons.push((&still, &key, Decision::Still));
                }
                buttons.push(("Pick other text", "G", Decision::Place));
                self.buttons(number, &buttons);
            }
            Outcome::Gone => self.buttons(
                number,
                &[("Keep in the archive", "Enter", Decision::Main), ("Pick its new place", "G", Decision::Place)],
            ),
            Outcome::Unsure => {
                self.candidates(carried, number);
                self.buttons(
                    number,
                    &[("Keep in the archive", "Enter", Decision::Main), ("Pick another place", "G", Decision::Place)],
                );
            }
            Outcome::Carried | Outcome::Moved => {}
        }
    }

    /// The places that fit, with what stands around them.
    fn candidates(&mut self, carried: &CarriedClaim, number: usize) {
        for (index, place) in carried.elsewhere.iter().enumerate() {
            let Some(words) = self.draft.text.get(place.range()) else { continue };
            let (before, after) = around(&self.draft.text, place.range());
            let mut job = LayoutJob::default();
            let font = serif(14.5);
            let format =
                |color, background| TextFormat { font_id: font.clone(), color, background, ..TextFormat::default() };
            job.append(&before, 0.0, format(self.palette.soft, Color32::TRANSPARENT));
            job.append(&words.replace('\n', " "), 0.0, format(self.palette.ink, self.palette.selected));
            job.append(&after, 0.0, format(self.palette.soft, Color32::TRANSPARENT));
            let mut is_picked = false;
            self.ui.horizontal(|ui| {
                let key = (index + 1).to_string();
                let response = button(ui, "Here", if index < 9 { &key } else { "" });
                let name = format!("Claim {number} is here: {before}{words}{after}");
                is_picked = response.accessible_name(name).clicked();
                ui.add(egui::Label::new(job).truncate().selectable(false));
            });
            if is_picked {
                self.decide(Decision::Candidate(index));
            }
        }
    }

    /// A sentence; returns what a screen reader hears.
    fn sentence(&mut self, sentence: &Sentence) -> String {
        let words = self.draft.text.get(sentence.place.range()).unwrap_or_default().replace('\n', " ");
        let ground = if sentence.cover == Cover::Unread { self.palette.unread } else { Color32::TRANSPARENT };
        let ink = if sentence.cover == Cover::Unread { self.palette.ink } else { self.palette.soft };
        let mut job = LayoutJob::default();
        let format = TextFormat { font_id: serif(WORDS), color: ink, background: ground, ..TextFormat::default() };
        job.append(&words, 0.0, format);
        self.ui.add(egui::Label::new(job).wrap().selectable(false));
        let state = match sentence.cover {
            Cover::Unread => "to be read",
            Cover::Claimed => "holds a claim",
            Cover::Read | Cover::Aside => "nothing to check",
        };
        match sentence.cover {
            Cover::Unread => self.buttons(
                0,
                &[("Mark as claim", "Enter", Decision::Main), ("Nothing to check", "R", Decision::Nothing)],
            ),
            Cover::Read => self.decided(state, true, 0),
            Cover::Claimed | Cover::Aside => drop(self.ui.label(self.soft(state))),
        }
        format!("New text, {state}: {words}")
    }

    /// What was decided, and the way to take it back.
    fn decided(&mut self, decided: &str, can_reopen: bool, number: usize) {
        let text = self.soft(format!("✓ {decided}"));
        let mut again = false;
        self.ui.horizontal(|ui| {
            ui.label(text);
            if can_reopen {
                let link = ui.link(RichText::new("Look at it again").font(sans(12.5)));
                focus_ring(ui, &link);
                let name = if number == 0 {
                    "Look at it again".to_owned()
                } else {
                    format!("Look at it again, claim {number}")
                };
                again = link.accessible_name(name).clicked();
            }
        });
        if again {
            self.decide(Decision::Reopen);
        }
    }

    fn buttons(&mut self, number: usize, all: &[(&str, &str, Decision)]) {
        let mut pressed = None;
        self.ui.horizontal_wrapped(|ui| {
            for (text, key, decision) in all {
                let response = button(ui, text, key);
                let name = if number == 0 { (*text).to_owned() } else { format!("{text}, claim {number}") };
                if response.accessible_name(name).clicked() {
                    pressed = Some(*decision);
                }
            }
        });
        if let Some(decision) = pressed {
            self.decide(decision);
        }
    }

    fn decide(&mut self, decision: Decision) {
        self.actions.extend([Action::LookAt(Some(self.item.what)), Action::Decide(decision)]);
    }
}

/// A button with the key that does the same.
fn button(ui: &mut Ui, text: &str, key: &str) -> egui::Response {
    let palette = Palette::of(ui.ctx());
    let mut job = LayoutJob::default();
    job.append(text, 0.0, TextFormat::simple(sans(12.5), palette.ink));
    if !key.is_empty() {
        job.append(key, 8.0, TextFormat::simple(sans(11.0), palette.soft));
    }
    let response = ui.add(egui::Button::new(job).min_size(vec2(0.0, 24.0)));
    focus_ring(ui, &response);
    response
}

fn sign(carried: &CarriedClaim, standing: &Standing, palette: &Palette) -> (&'static str, Color32) {
    match carried.outcome {
        Outcome::Gone | Outcome::Unsure if standing.whereabouts != Whereabouts::Placed => ("∅", palette.wrong),
        _ => (standing.sign(), palette.standing(standing)),
    }
}

/// What it was, how many sources it has, and why it is here.
fn about(carried: &CarriedClaim, claim: &Claim, standing: &Standing) -> String {
    let status = claim.status.as_ref().map_or(standing.status, |record| record.status);
    let mut words = vec![format!("was {} {status}", status.glyph())];
    match claim.evidence().count() {
        0 => {}
        1 => words.push("1 source".to_owned()),
        count => words.push(format!("{count} sources")),
    }
    words.push(carried.reason_within());
    words.join(", ")
}

fn plain(palette: &Palette, words: &str) -> LayoutJob {
    LayoutJob::simple(words.replace('\n', " "), serif(WORDS), palette.ink, f32::INFINITY)
}

/// Words as they were and as they are, in one line of text.
fn changed(palette: &Palette, was: &str, now: &str) -> LayoutJob {
    let mut job = LayoutJob::default();
    let same = TextFormat { font_id: serif(WORDS), color: palette.ink, ..TextFormat::default() };
    let added = TextFormat { background: palette.added, ..same.clone() };
    let removed = TextFormat {
        color: palette.wrong,
        background: palette.removed,
        strikethrough: Stroke::new(1.0, palette.wrong),
        ..same.clone()
    };
    for (edit, old, new) in words_diff(was, now) {
        let (text, format) = match edit {
            Edit::Same => (now.get(new), &same),
            Edit::Added => (now.get(new), &added),
            Edit::Removed => (was.get(old), &removed),
        };
        let text = text.unwrap_or_default();
        // The space behind a word is no part of the change.
        let body = text.trim_end();
        job.append(&body.replace('\n', " "), 0.0, format.clone());
        if body.len() < text.len() || edit == Edit::Removed {
            job.append(" ", 0.0, same.clone());
        }
    }
    job
}

/// What stands before and behind a place, on one line.
fn around(text: &str, place: std::ops::Range<usize>) -> (String, String) {
    let before: Vec<char> = text.get(..place.start).unwrap_or_default().chars().rev().take(AROUND).collect();
    let after: String = text.get(place.end..).unwrap_or_default().chars().take(AROUND).collect();
    let line = |text: String| text.replace('\n', " ");
    (format!("…{}", line(before.into_iter().rev().collect())), format!("{}…", line(after)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::LIGHT;

    #[test]
    fn words_as_they_were_and_are_stand_apart() {
        let check = |was: &str, now: &str, expected: &str| assert_eq!(changed(&LIGHT, was, now).text, expected);
        check("about an hour into it", "ninety minutes into it", "about an hour ninety minutes into it");
        check("John DeHart", "James DeHart", "John James DeHart");
        check("far apart", "", "far apart ");
        check("so it is", "so it is", "so it is");
    }

    #[test]
    fn a_place_is_shown_with_its_surroundings() {
        assert_eq!(around("ab\n\ncd ef", 4..6), ("…ab  ".to_owned(), " ef…".to_owned()));
    }
}
