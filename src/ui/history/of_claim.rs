//! The history in the card of a claim: everything that was done to it, by steps.

use super::HistoryDialog;
use super::row::{Columns, Place, show_row};
use crate::model::ClaimId;
use crate::session::Session;
use crate::session::chronicle::Chronicle;
use crate::ui::action::Action;
use crate::ui::dialog::Dialog;
use crate::ui::widgets::small_button;
use chrono::Local;
use egui::{Rect, Ui, vec2};

/// Height of a row, in points.
const ROW: f32 = 22.0;

/// The history of one claim, as it was last derived.
#[derive(Default)]
pub struct ClaimHistory {
    told: Option<(ClaimId, u64, Chronicle)>,
}

impl ClaimHistory {
    /// Draws it, newest first; of a long one, the rows in view.
    pub fn show(&mut self, ui: &mut Ui, session: &Session, claim: &ClaimId, actions: &mut Vec<Action>) {
        let is_known = |(of, revision, _): &(ClaimId, u64, _)| of == claim && *revision == session.revision();
        if !self.told.as_ref().is_some_and(is_known) {
            let told = Chronicle::of_claim(session.project(), claim, session.seen(), &Local);
            self.told = Some((claim.clone(), session.revision(), told));
        }
        let Some((_, _, told)) = &self.told else { return };
        if small_button(ui, "In the story’s history").clicked() {
            actions.push(Action::Show(Dialog::History(Box::new(HistoryDialog::of_claim(claim.clone())))));
        }
        let columns = Columns { time: 110.0, person: 46.0, is_short: true };
        let size = vec2(ui.available_width(), told.rows.len() as f32 * ROW);
        let (whole, _) = ui.allocate_exact_size(size, egui::Sense::hover());
        for (place, row) in told.rows.iter().enumerate() {
            let rect = Rect::from_min_size(whole.min + vec2(0.0, place as f32 * ROW), vec2(whole.width(), ROW));
            if ui.is_rect_visible(rect) {
                show_row(ui, ("claim", place), Place { rect, columns, is_chosen: false }, told, row, false);
            }
        }
    }
}
