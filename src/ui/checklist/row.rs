//! One row of the checklist: number, sign, words, and what else matters in few words.

use super::id;
use crate::model::{Claim, Decision, Risk, Whereabouts};
use crate::session::{Row, Session};
use crate::ui::claim::difference;
use crate::ui::theme::{Palette, sans, strong};
use egui::{Align2, FontId, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, accesskit, pos2, vec2};

pub(super) struct RowShape {
    pub(super) number: usize,
    pub(super) of: usize,
    pub(super) is_selected: bool,
}

/// The row as a screen reader hears of it, and as it can be clicked, in view or not.
pub(super) fn row_widget(ui: &Ui, rect: Rect, row: &Row, claim: &Claim, shape: &RowShape, sense: Sense) -> Response {
    let response = ui.interact(rect, id().with(&row.id.0), sense);
    let name = format!("{}, {}, {}: {}", shape.number, row.standing.words(), claim.kind, claim.anchor.quote);
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, shape.is_selected, &name));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(accesskit::Role::ListItem);
        node.set_size_of_set(shape.of);
        node.set_position_in_set(shape.number);
        // A row of a list is selected; a button is toggled.
        node.clear_toggled();
        node.set_selected(shape.is_selected);
    });
    response
}

/// Draws a row that is in view.
pub(super) fn show_row(ui: &Ui, rect: Rect, session: &Session, row: &Row, claim: &Claim, shape: &RowShape) -> Response {
    let palette = Palette::of(ui.ctx());
    let standing = &row.standing;
    let response = row_widget(ui, rect, row, claim, shape, Sense::click());
    let painter = ui.painter();
    if shape.is_selected {
        painter.rect_filled(rect, 0.0, palette.raised);
        painter.rect_filled(Rect::from_min_size(rect.min, vec2(3.0, rect.height())), 0.0, palette.accent);
    } else if response.hovered() {
        painter.rect_filled(rect, 0.0, palette.raised.gamma_multiply(0.6));
    }
    painter.hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, palette.line));
    if response.has_focus() {
        painter.rect_stroke(rect.shrink(1.5), 3.0, Stroke::new(2.0, palette.accent), egui::StrokeKind::Inside);
    }
    let y = rect.center().y;
    let text =
        |x: f32, align: Align2, words: &str, font: FontId, colour| painter.text(pos2(x, y), align, words, font, colour);
    text(rect.left() + 38.0, Align2::RIGHT_CENTER, &shape.number.to_string(), sans(12.0), palette.soft);
    let (sign, colour) = match standing.in_conflict {
        true => ("≠", palette.wrong),
        false => (standing.sign(), palette.standing(standing)),
    };
    text(rect.left() + 54.0, Align2::CENTER_CENTER, sign, strong(13.5), colour);
    let mut job = egui::text::LayoutJob::simple_singleline(about(session, row, claim), sans(11.5), palette.soft);
    job.wrap = egui::text::TextWrapping::truncate_at_width((rect.width() - 84.0) * 0.46);
    let about = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let left = rect.right() - 14.0 - about.rect.width();
    painter.galley(pos2(left, y - about.rect.height() * 0.5), about, palette.soft);
    quote(ui, rect, left - 12.0, claim, shape.is_selected, palette);
    if response.has_focus() {
        let filter = egui::EventFilter { vertical_arrows: true, ..egui::EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

fn quote(ui: &Ui, rect: Rect, right: f32, claim: &Claim, is_selected: bool, palette: &Palette) {
    let left = rect.left() + 70.0;
    let font = if is_selected { strong(13.5) } else { sans(13.5) };
    let line = claim.anchor.quote.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut job = match &claim.change {
        Some(change) if !matches!(change.decision, Decision::Rejected | Decision::Overruled) => {
            let mut job = difference(palette, &line, &change.wording);
            for section in &mut job.sections {
                section.format.font_id = sans(13.5);
                if section.format.color == palette.wrong {
                    section.format.color = palette.ink;
                    section.format.strikethrough.color = palette.ink;
                }
            }
            job
        }
        _ => egui::text::LayoutJob::simple_singleline(line, font, palette.ink),
    };
    job.wrap = egui::text::TextWrapping::truncate_at_width((right - left).max(20.0));
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    ui.painter().galley(pos2(left, rect.center().y - galley.rect.height() * 0.5), galley, palette.ink);
}

/// Kind, risk, flags and sources of a claim, in few words.
fn about(session: &Session, row: &Row, claim: &Claim) -> String {
    let mut words = vec![claim.kind.word().to_owned()];
    if claim.risk != Risk::Normal {
        words.push(format!("{} risk", claim.risk));
    }
    words.extend(claim.flags.iter().map(|flag| flag.word().to_owned()));
    match row.standing.whereabouts {
        Whereabouts::Placed => {}
        Whereabouts::Gone => words.push("gone from the text".to_owned()),
        Whereabouts::Unknown => words.push("no place yet".to_owned()),
    }
    if row.standing.corrected {
        words.push("corrected".to_owned());
    }
    if row.standing.in_conflict {
        words.push("≠ conflict".to_owned());
    }
    if row.standing.conflicting {
        words.push("conflicting".to_owned());
    }
    if let Some(root) = &row.standing.through {
        words.push(format!("same as {}", session.row(root).map_or(0, |row| row + 1)));
    }
    match claim.evidence().count() {
        0 => {}
        1 => words.push("1 source".to_owned()),
        count => words.push(format!("{count} sources")),
    }
    words.join(" · ")
}
