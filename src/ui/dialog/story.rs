//! The preferences, and the small questions about a story and its claims.

use super::{confirm, focus_once, title};
use crate::model::{ClaimId, Decision, Request};
use crate::session::Session;
use crate::store::settings::{Settings, Theme};
use crate::ui::action::Action;
use crate::ui::widgets::{labelled, text_field};
use egui::{ScrollArea, Slider, Ui};

pub(super) fn preferences(ui: &mut Ui, settings: &mut Settings, actions: &mut Vec<Action>) {
    title(ui, "Preferences");
    let before = settings.clone();
    let initials = text_field(ui, "Your initials", &mut settings.person.initials, "as you sign");
    focus_once(ui, &initials);
    text_field(ui, "Your name", &mut settings.person.name, "printed in reports");
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        labelled(ui, "Theme");
        for (theme, name) in [(Theme::System, "As the desktop"), (Theme::Light, "Light"), (Theme::Dark, "Dark")] {
            ui.selectable_value(&mut settings.theme, theme, name);
        }
    });
    slider(ui, "Article text", &mut settings.text_size, 13.0..=32.0, " pt");
    slider(ui, "Line width", &mut settings.line_width, 40.0..=110.0, " characters");
    slider(ui, "Scale", &mut settings.scale, 0.6..=2.5, "×");
    if *settings != before {
        actions.push(Action::ApplySettings);
    }
    ui.add_space(10.0);
    if ui.button("Done").clicked() {
        actions.push(Action::CloseDialog);
    }
}

fn slider(ui: &mut Ui, name: &str, value: &mut f32, range: std::ops::RangeInclusive<f32>, unit: &str) {
    ui.horizontal(|ui| {
        let label = labelled(ui, name);
        let (step, decimals) = if range.end() < &5.0 { (0.1, 1) } else { (1.0, 0) };
        ui.add(Slider::new(value, range).step_by(step).fixed_decimals(decimals).suffix(unit)).labelled_by(label);
    });
}

pub(super) fn overrule(ui: &mut Ui, claim: &ClaimId, reason: &mut String, actions: &mut Vec<Action>) {
    title(ui, "Overrule the finding");
    let field = text_field(ui, "Reason", reason, "why the text stays as it is");
    focus_once(ui, &field);
    if confirm(ui, "Overrule", !reason.trim().is_empty(), true, actions) {
        actions.push(Action::Ask(vec![Request::Decide(claim.clone(), Decision::Overruled, reason.clone())]));
        actions.push(Action::CloseDialog);
    }
}

pub(super) fn same_as(
    ui: &mut Ui,
    claim: &ClaimId,
    find: &mut String,
    session: Option<&Session>,
    actions: &mut Vec<Action>,
) {
    title(ui, "Same as another claim");
    let field = text_field(ui, "Find", find, "words of the other claim");
    focus_once(ui, &field);
    let Some(session) = session else { return };
    let lower = find.to_lowercase();
    let mut chosen = None;
    ScrollArea::vertical().max_height(320.0).min_scrolled_height(320.0).auto_shrink([false, true]).show(ui, |ui| {
        let mut count = 0;
        for (row, entry) in session.rows().iter().enumerate() {
            let Some(other) = session.project().claim(&entry.id).filter(|other| other.id != *claim) else { continue };
            if count >= 100 || !other.anchor.quote.to_lowercase().contains(&lower) {
                continue;
            }
            count += 1;
            let words = format!("{}  {}  {}", row + 1, entry.standing.sign(), other.anchor.quote);
            if ui.add(egui::Button::new(words).frame(false).truncate()).clicked() {
                chosen = Some(other.id.clone());
            }
        }
    });
    let current = session.project().claim(claim).is_some_and(|claim| claim.same_as.is_some());
    if current && ui.button("Check it by itself again").clicked() {
        actions.push(Action::Ask(vec![Request::SetSameAs(claim.clone(), None)]));
        actions.push(Action::CloseDialog);
    }
    if let Some(other) = chosen {
        actions.push(Action::Ask(vec![Request::SetSameAs(claim.clone(), Some(other))]));
        actions.push(Action::CloseDialog);
    }
}

/// Asks what a draft is called.
pub(super) fn name_draft(ui: &mut Ui, number: u32, name: &mut String, actions: &mut Vec<Action>) {
    title(ui, &format!("Name draft {number}"));
    let field = text_field(ui, "Name", name, "such as: after legal");
    focus_once(ui, &field);
    if confirm(ui, "Name", true, true, actions) {
        actions.extend([Action::Ask(vec![Request::SetLabel(number, name.clone())]), Action::CloseDialog]);
    }
}

pub(super) fn rename(ui: &mut Ui, name: &mut String, actions: &mut Vec<Action>) {
    title(ui, "Rename story");
    let field = text_field(ui, "Title", name, "what the story is called");
    focus_once(ui, &field);
    if confirm(ui, "Rename", !name.trim().is_empty(), true, actions) {
        actions.push(Action::Ask(vec![Request::SetTitle(name.clone())]));
        actions.push(Action::CloseDialog);
    }
}
