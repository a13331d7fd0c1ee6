//! One row of a history: when, who, what; cut to the room there is, and then whole on hover.

use crate::session::chronicle::{Chronicle, Hand, Told};
use crate::ui::theme::{Palette, sans};
use chrono::{DateTime, Local, Utc};
use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, FontId, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, accesskit, pos2};

/// As many characters as could ever fit into a row.
const FITS: usize = 400;

/// As many characters as are told on hover and to a screen reader: a step may hold thousands of edits.
const TOLD: usize = 2_000;

/// How wide the parts of a row are, in points.
#[derive(Clone, Copy)]
pub(super) struct Columns {
    /// Of the time.
    pub(super) time: f32,
    /// Of the person.
    pub(super) person: f32,
    /// People are told by their initials; the day stands with the time.
    pub(super) is_short: bool,
}

/// Where a row stands.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) rect: Rect,
    pub(super) columns: Columns,
    pub(super) is_chosen: bool,
}

impl Columns {
    fn time_of(&self, at: DateTime<Utc>) -> String {
        let format = if self.is_short { "%-d %b %Y %H:%M" } else { "%H:%M" };
        at.with_timezone(&Local).format(format).to_string()
    }

    fn name_of<'a>(&self, hand: &'a Hand) -> &'a str {
        if self.is_short { &hand.short } else { &hand.name }
    }
}

/// Draws a row, and tells a screen reader of it. `leads` says that there is something to go to.
pub(super) fn show_row(
    ui: &Ui,
    id: (&str, usize),
    place: Place,
    told: &Chronicle,
    row: &Told,
    leads: bool,
) -> Response {
    let palette = Palette::of(ui.ctx());
    let Place { rect, columns, is_chosen } = place;
    let (time, hand) = (columns.time_of(row.at), told.by(row));
    let sense = if leads { Sense::click() } else { Sense::hover() };
    let response = ui.interact(rect, egui::Id::unique("history row").with(id), sense);
    response.widget_info(|| {
        let role = if leads { Role::Link } else { Role::Label };
        WidgetInfo::labeled(role, true, format!("{time}, {}: {}", hand.name, cut(&row.what, TOLD)))
    });
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(if leads { accesskit::Role::Link } else { accesskit::Role::Label });
        node.set_selected(is_chosen);
    });
    let painter = ui.painter();
    if is_chosen {
        painter.rect_filled(rect, 3.0, palette.selected);
    } else if response.hovered() && leads {
        painter.rect_filled(rect, 3.0, palette.chrome);
    }
    if response.has_focus() {
        painter.rect_stroke(rect.shrink(1.0), 3.0, Stroke::new(2.0, palette.accent), egui::StrokeKind::Inside);
    }
    if row.is_new {
        painter.circle_filled(pos2(rect.left() + 5.0, rect.center().y), 3.0, palette.accent);
    }
    let left = rect.left() + 14.0;
    text(ui, rect, left, columns.time, &time, sans(11.5), palette.soft);
    let name = columns.name_of(hand);
    let is_cut = text(ui, rect, left + columns.time, columns.person - 10.0, name, sans(11.5), palette.soft);
    let left = left + columns.time + columns.person;
    let what = cut(&row.what, FITS);
    let size = if columns.is_short { 12.0 } else { 13.0 };
    let colour = if leads || columns.is_short { palette.ink } else { palette.soft };
    let is_cut = text(ui, rect, left, rect.right() - left - 8.0, &what, sans(size), colour) || is_cut;
    let response = if leads { response.on_hover_cursor(egui::CursorIcon::PointingHand) } else { response };
    if !is_cut && !columns.is_short {
        return response;
    }
    response.on_hover_ui_at_pointer(|ui| {
        ui.set_max_width(520.0);
        ui.label(egui::RichText::new(&hand.name).font(sans(11.5)).color(palette.soft));
        ui.label(cut(&row.what, TOLD));
    })
}

/// Writes one line, cut where the room ends; true when it was cut.
fn text(ui: &Ui, rect: Rect, left: f32, width: f32, words: &str, font: FontId, colour: Color32) -> bool {
    let mut job = LayoutJob::simple_singleline(words.to_owned(), font, colour);
    job.wrap = TextWrapping::truncate_at_width(width.max(20.0));
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let is_cut = galley.elided;
    ui.painter().galley(pos2(left, rect.center().y - galley.rect.height() * 0.5), galley, colour);
    is_cut
}

/// The beginning of a text, of so many characters.
fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}
