//! What the writer's comments and footnotes offer as claims: a quiet line above the checklist, and the list to look
//! through them.

use super::action::Action;
use super::dialog::focus_once;
use super::theme::{Palette, sans, strong};
use super::widgets::focus_ring;
use crate::command::Command;
use crate::session::Session;
use crate::text::offers::Offer;
use chrono::NaiveDate;
use egui::text::{LayoutJob, TextWrapping};
use egui::{
    Color32, EventFilter, FontId, Frame, Id, Key, Margin, Rect, Response, RichText, Role, ScrollArea, Sense, Stroke,
    Ui, WidgetInfo, accesskit, pos2, vec2,
};

/// Height of a row in points.
const ROW: f32 = 46.0;

/// As many characters of a note as could ever fit into a row.
const FITS: usize = 400;

/// As many characters of a note as are shown on hover and told to a screen reader.
const TOLD: usize = 2_000;

/// What the list remembers.
#[derive(Clone, Debug, Default)]
pub struct NotesDialog {
    chosen: usize,
    /// The chosen row is brought into view.
    reveal: bool,
    offset: f32,
}

/// Draws the line above the checklist, while notes of the writer are no claims yet.
pub(super) fn line(ui: &mut Ui, session: &Session, is_idle: bool, actions: &mut Vec<Action>) {
    let words = match session.open_offers() {
        0 => return,
        1 => "1 note from the writer is not a claim yet".to_owned(),
        count => format!("{count} notes from the writer are not claims yet"),
    };
    let palette = Palette::of(ui.ctx());
    Frame::new().inner_margin(Margin::symmetric(14, 7)).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(words).color(palette.soft));
            let buttons = [("Look", Command::LookAtNotes), ("Take all", Command::TakeNotes)];
            for (name, command) in buttons {
                let may = command == Command::LookAtNotes || (is_idle && session.read_only().is_none());
                ui.add_enabled_ui(may, |ui| command_button(ui, name, command, actions));
            }
        });
    });
    let bottom = ui.cursor().top();
    ui.painter().hline(ui.max_rect().x_range(), bottom, Stroke::new(1.0, palette.line));
}

/// A button that does a command, with the key that does it too.
pub(super) fn command_button(ui: &mut Ui, name: &str, command: Command, actions: &mut Vec<Action>) {
    let key = command.shortcut().map(|shortcut| shortcut.text()).unwrap_or_default();
    let response = ui.add(egui::Button::new(name).shortcut_text(RichText::new(key).font(sans(11.0))));
    focus_ring(ui, &response);
    if response.on_hover_text(command.does()).clicked() {
        actions.push(Action::Run(command));
    }
}

/// Draws the list.
pub(super) fn show(ui: &mut Ui, dialog: &mut NotesDialog, session: Option<&Session>, actions: &mut Vec<Action>) {
    let Some(session) = session else { return };
    ui.label(RichText::new("Notes from the writer").font(strong(17.0)));
    ui.add_space(6.0);
    dialog.list(ui, session, actions);
    ui.add_space(10.0);
    let palette = Palette::of(ui.ctx());
    ui.horizontal(|ui| {
        if ui.button("Close").clicked() {
            actions.push(Action::CloseDialog);
        }
        let may = session.open_offers() > 0 && session.read_only().is_none();
        if ui.add_enabled(may, egui::Button::new("Take all").shortcut_text("A")).clicked() {
            actions.push(Action::Run(Command::TakeNotes));
        }
        let (taken, all) = (session.offers().len() - session.open_offers(), session.offers().len());
        let words = format!("{taken} of {all} are claims. Enter takes one");
        ui.label(RichText::new(words).font(sans(12.0)).color(palette.soft));
    });
}

impl NotesDialog {
    fn list(&mut self, ui: &mut Ui, session: &Session, actions: &mut Vec<Action>) {
        let offers = session.offers();
        let height = ui.ctx().content_rect().height() * 0.6;
        let focus = self.keys(ui, session, height, actions);
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut area = ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]);
        if let Some(offset) = self.wanted_offset(height) {
            area = area.vertical_scroll_offset(offset);
        }
        let shown = area.show_rows(ui, ROW, offers.len(), |ui, rows| {
            let (left, top) = (ui.max_rect().x_range(), ui.max_rect().top());
            for (place, line) in rows.zip(0_u16..) {
                let Some(offer) = offers.get(place) else { continue };
                let y = top + f32::from(line) * ROW;
                let rect = Rect::from_x_y_ranges(left, y..=y + ROW);
                let row = Row { offer, place, of: offers.len(), is_chosen: place == self.chosen, has_focus: focus };
                if row.show(ui, rect, session).clicked() {
                    match self.chosen == place && !offer.is_taken {
                        true => actions.push(Action::TakeOffer(place)),
                        false => self.chosen = place,
                    }
                }
            }
        });
        self.offset = shown.state.clamped_offset().y;
    }

    /// Moves the chosen row by the keyboard and takes what it offers; true while the list has the focus.
    fn keys(&mut self, ui: &mut Ui, session: &Session, height: f32, actions: &mut Vec<Action>) -> bool {
        let rect = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), height));
        let list = ui.interact(rect, Id::unique("notes of the writer"), Sense::focusable_noninteractive());
        list.widget_info(|| WidgetInfo::labeled(Role::List, true, "Notes from the writer"));
        focus_once(ui, &list);
        if !list.has_focus() {
            return false;
        }
        let arrows = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(list.id, arrows));
        let before = self.chosen;
        let pressed = |key: Key| ui.input(|input| input.key_pressed(key));
        let moves = [(Key::ArrowDown, 1), (Key::PageDown, 10), (Key::ArrowUp, -1), (Key::PageUp, -10)];
        for (_, by) in moves.into_iter().filter(|(key, _)| pressed(*key)) {
            self.chosen = self.chosen.saturating_add_signed(by);
        }
        let may = session.read_only().is_none();
        if may && pressed(Key::Enter) {
            let is_open = session.offers().get(self.chosen).is_some_and(|offer| !offer.is_taken);
            actions.extend(is_open.then_some(Action::TakeOffer(self.chosen)));
            self.chosen += 1;
        }
        if may && pressed(Key::A) && session.open_offers() > 0 {
            actions.push(Action::Run(Command::TakeNotes));
        }
        self.chosen = self.chosen.min(session.offers().len().saturating_sub(1));
        self.reveal |= self.chosen != before;
        true
    }

    /// Where to scroll so that the chosen row is in view.
    fn wanted_offset(&mut self, height: f32) -> Option<f32> {
        if !std::mem::take(&mut self.reveal) {
            return None;
        }
        let (top, bottom) = (self.chosen as f32 * ROW, (self.chosen + 1) as f32 * ROW);
        if top < self.offset { Some(top) } else { (bottom > self.offset + height).then_some(bottom - height) }
    }
}

/// One offer in the list.
struct Row<'a> {
    offer: &'a Offer,
    place: usize,
    of: usize,
    is_chosen: bool,
    has_focus: bool,
}

impl Row<'_> {
    fn show(&self, ui: &Ui, rect: Rect, session: &Session) -> Response {
        let palette = Palette::of(ui.ctx());
        let draft = session.project().draft();
        let words = draft.and_then(|draft| draft.text.get(self.offer.range.clone())).unwrap_or_default();
        let response = ui.interact(rect, Id::unique("note of the writer").with(self.place), Sense::CLICK);
        self.tell(ui, &response, words);
        let painter = ui.painter();
        if self.is_chosen {
            painter.rect_filled(rect, 3.0, palette.selected);
        } else if response.hovered() {
            painter.rect_filled(rect, 3.0, palette.chrome);
        }
        if self.is_chosen && self.has_focus {
            painter.rect_stroke(rect.shrink(1.0), 3.0, Stroke::new(2.0, palette.accent), egui::StrokeKind::Inside);
        }
        painter.hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, palette.line));
        let (sign, tint) = if self.offer.is_taken { ("✓", palette.ok) } else { ("○", palette.soft) };
        let (upper, lower) = (rect.top() + 14.0, rect.top() + 32.0);
        painter.text(pos2(rect.left() + 16.0, upper), egui::Align2::CENTER_CENTER, sign, strong(13.5), tint);
        let about = galley(ui, &about(self.offer), sans(11.5), palette.soft, rect.width() * 0.45);
        let (left, right) = (rect.left() + 32.0, rect.right() - 12.0 - about.rect.width());
        put(ui, pos2(right, upper), about);
        let quote = if self.offer.is_taken { palette.soft } else { palette.ink };
        put(ui, pos2(left, upper), galley(ui, words, sans(13.5), quote, right - left - 12.0));
        let note = galley(ui, &self.offer.note, sans(12.0), palette.soft, rect.right() - left - 12.0);
        let is_cut = note.elided;
        put(ui, pos2(left, lower), note);
        let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
        if !is_cut {
            return response;
        }
        response.on_hover_ui_at_pointer(|ui| {
            ui.set_max_width(520.0);
            ui.label(cut(&self.offer.note, TOLD));
        })
    }

    /// What a screen reader hears of it.
    fn tell(&self, ui: &Ui, response: &Response, words: &str) {
        let state = if self.offer.is_taken { "taken" } else { "not a claim yet" };
        let (words, note) = (cut(words, TOLD), cut(&self.offer.note, TOLD));
        let name = format!("Note {}, {state}, {}: {words}: {note}", self.place + 1, about(self.offer));
        response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, self.is_chosen, &name));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_role(accesskit::Role::ListItem);
            node.set_size_of_set(self.of);
            node.set_position_in_set(self.place + 1);
            node.clear_toggled();
            node.set_selected(self.is_chosen);
        });
    }
}

/// Who wrote a note, when, and what it is.
fn about(offer: &Offer) -> String {
    let mut words: Vec<String> = Vec::new();
    words.extend(Some(offer.author.trim().to_owned()).filter(|author| !author.is_empty()));
    words.extend(Some(day(&offer.date)).filter(|date| !date.is_empty()));
    words.push(offer.from.word().to_owned());
    words.extend(offer.is_resolved.then(|| "resolved".to_owned()));
    words.join(" · ")
}

/// The day of a date as the file has it, which is ISO 8601 in most formats.
fn day(date: &str) -> String {
    let day = date.get(..10).and_then(|day| day.parse::<NaiveDate>().ok());
    day.map_or_else(|| cut(date.trim(), 40), |day| day.format("%-d %b %Y").to_string())
}

/// One line, cut where the room ends.
fn galley(ui: &Ui, words: &str, font: FontId, colour: Color32, width: f32) -> std::sync::Arc<egui::Galley> {
    let line = cut(&words.split_whitespace().collect::<Vec<_>>().join(" "), FITS);
    let mut job = LayoutJob::simple_singleline(line, font, colour);
    job.wrap = TextWrapping::truncate_at_width(width.max(20.0));
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

fn put(ui: &Ui, at: egui::Pos2, galley: std::sync::Arc<egui::Galley>) {
    let top = pos2(at.x, at.y - galley.rect.height() * 0.5);
    ui.painter().galley(top, galley, Color32::PLACEHOLDER);
}

/// The beginning of a text, of so many characters.
fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn a_date_is_shown_as_a_day_where_it_is_one() {
        let table = [
            ("2019-11-19T07:24:00Z", "19 Nov 2019"),
            ("2019-11-19", "19 Nov 2019"),
            (" 19.11.19 ", "19.11.19"),
            ("", ""),
        ];
        for (date, shown) in table {
            assert_eq!(day(date), shown, "{date}");
        }
    }
}
