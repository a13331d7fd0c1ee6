//! Small things that several panels draw.

use super::theme::{Palette, sans, strong};
use egui::{Color32, Event, Id, Key, Response, RichText, Role, Sense, Stroke, TextEdit, Ui, WidgetInfo, vec2};

/// Width of the labels before fields, in points.
const LABEL: f32 = 112.0;

/// A key, drawn as on a keyboard.
pub fn hint_key(ui: &mut Ui, key: &str) {
    let palette = Palette::of(ui.ctx());
    let galley = ui.painter().layout_no_wrap(key.to_owned(), sans(11.0), palette.soft);
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(9.0, 3.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("key {key}")));
    ui.painter().rect(rect, 4.0, palette.raised, Stroke::new(1.0, palette.line), egui::StrokeKind::Inside);
    ui.painter().galley(rect.center() - galley.size() * 0.5, galley, palette.soft);
}

/// A small heading of a section.
pub fn section(ui: &mut Ui, text: &str) {
    ui.add_space(5.0);
    ui.label(section_text(ui, text));
}

/// The words of such a heading.
pub fn section_text(ui: &Ui, text: &str) -> RichText {
    let palette = Palette::of(ui.ctx());
    RichText::new(text.to_uppercase()).font(sans(10.5)).color(palette.soft).extra_letter_spacing(0.5)
}

/// The label of a field, of the width all labels have.
pub fn labelled(ui: &mut Ui, text: &str) -> Id {
    let palette = Palette::of(ui.ctx());
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    let label = ui.allocate_ui_with_layout(vec2(LABEL, 24.0), layout, |ui| {
        ui.set_min_width(LABEL);
        ui.label(RichText::new(text).color(palette.soft))
    });
    label.inner.id
}

/// A field of one line behind its label. Its identity is its label, so that it keeps the caret when what stands above it
/// changes.
pub fn text_field(ui: &mut Ui, label: &str, text: &mut String, hint: &str) -> Response {
    ui.horizontal(|ui| {
        let name = labelled(ui, label);
        let hint = RichText::new(hint).color(Palette::of(ui.ctx()).soft);
        let field = TextEdit::singleline(text).id_salt(label).hint_text(hint).desired_width(f32::INFINITY);
        ui.add(field.margin(vec2(6.0, 4.0))).labelled_by(name)
    })
    .inner
}

/// A field of several lines under its heading, whose identity is its name.
pub fn text_area(ui: &mut Ui, name: &str, text: &mut String, hint: &str, rows: usize) -> Response {
    let hint = RichText::new(hint).color(Palette::of(ui.ctx()).soft);
    let field = TextEdit::multiline(text).id_salt(name).hint_text(hint).desired_width(f32::INFINITY).desired_rows(rows);
    ui.add(field.margin(vec2(6.0, 4.0))).accessible_name(name)
}

/// A rounded button that can be on or off, such as a filter or a status.
pub fn chip(ui: &mut Ui, text: &str, on: bool, colour: Color32) -> Response {
    let palette = Palette::of(ui.ctx());
    let (fill, text_colour) = if on { (colour, palette.on_fill) } else { (palette.raised, colour) };
    let text = RichText::new(text).font(if on { strong(12.0) } else { sans(12.0) }).color(text_colour);
    let button = egui::Button::new(text).fill(fill).stroke(Stroke::new(1.0, if on { fill } else { palette.line }));
    let response = ui.add(button.corner_radius(11).selected(on).min_size(vec2(0.0, 22.0)));
    focus_ring(ui, &response);
    response
}

/// Chips of which one is on. They are one stop of Tab: the arrows go from one to the next. Returns the one that is on.
pub fn radio_chips<T: Copy + PartialEq>(
    ui: &mut Ui,
    all: &[T],
    chosen: &mut T,
    word: fn(T) -> &'static str,
) -> Option<Response> {
    let palette = Palette::of(ui.ctx());
    let before = *chosen;
    let (mut on, mut ids) = (None, Vec::with_capacity(all.len()));
    ui.horizontal_wrapped(|ui| {
        for (at, option) in all.iter().enumerate() {
            let is_on = *option == before;
            let (fill, colour) = if is_on { (palette.accent, palette.on_fill) } else { (palette.raised, palette.ink) };
            let text = RichText::new(word(*option)).font(if is_on { strong(12.0) } else { sans(12.0) }).color(colour);
            let button =
                egui::Button::new(text).fill(fill).stroke(Stroke::new(1.0, if is_on { fill } else { palette.line }));
            let sense = if is_on { Sense::click() } else { Sense::CLICK };
            // A chip that does not fit into the row begins the next one; its word is never broken.
            let button = button.corner_radius(11).min_size(vec2(0.0, 22.0)).sense(sense);
            let response = ui.add(button.wrap_mode(egui::TextWrapMode::Extend));
            response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_on, word(*option)));
            if response.has_focus() {
                // Apart from the chip, which has the same colour.
                let stroke = Stroke::new(1.5, palette.accent);
                ui.painter().rect_stroke(response.rect.expand(2.0), 13.0, stroke, egui::StrokeKind::Outside);
            }
            come_into_view(&response);
            ids.push(response.id);
            if response.clicked() {
                *chosen = *option;
            }
            if is_on {
                on = Some((at, response));
            }
        }
    });
    let (at, on) = on?;
    if let Some((option, id)) = step(ui, &on, ids.len(), at).and_then(|next| Some((all.get(next)?, ids.get(next)?))) {
        *chosen = *option;
        ui.memory_mut(|memory| memory.request_focus(*id));
    }
    Some(on)
}

/// Scrolls to what the focus has come to.
pub fn come_into_view(response: &Response) {
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
}

/// The neighbour that an arrow goes to.
fn step(ui: &Ui, on: &Response, count: usize, at: usize) -> Option<usize> {
    if !on.has_focus() {
        return None;
    }
    let arrows = egui::EventFilter { vertical_arrows: true, horizontal_arrows: true, ..egui::EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(on.id, arrows));
    let pressed = |keys: [Key; 2]| ui.input(|input| keys.iter().any(|key| input.key_pressed(*key)));
    let back = pressed([Key::ArrowLeft, Key::ArrowUp]);
    let on = pressed([Key::ArrowRight, Key::ArrowDown]);
    match (back, on) {
        (true, false) => at.checked_sub(1),
        (false, true) => Some(at + 1).filter(|next| *next < count),
        _ => None,
    }
}

/// Shows where the focus is, whatever the widget does.
pub fn focus_ring(ui: &Ui, response: &Response) {
    if response.has_focus() {
        let stroke = Stroke::new(2.0, Palette::of(ui.ctx()).accent);
        ui.painter().rect_stroke(response.rect.expand(1.5), 6.0, stroke, egui::StrokeKind::Outside);
    }
}

/// A time as a person at this desk reads it.
pub fn local_time(at: chrono::DateTime<chrono::Utc>) -> String {
    at.with_timezone(&chrono::Local).format("%-d %b %Y %H:%M").to_string()
}

/// A button of lesser weight.
pub fn small_button(ui: &mut Ui, text: &str) -> Response {
    let padding = std::mem::replace(&mut ui.spacing_mut().button_padding, vec2(7.0, 2.0));
    let text = RichText::new(text).font(sans(12.0));
    let response = ui.add(egui::Button::new(text).wrap_mode(egui::TextWrapMode::Extend).min_size(vec2(0.0, 22.0)));
    ui.spacing_mut().button_padding = padding;
    focus_ring(ui, &response);
    response
}

/// True when Ctrl and Enter were pressed together, which sends a form off from any of its fields.
pub fn ctrl_enter(ui: &Ui) -> bool {
    let sends = |event: &Event| matches!(event, Event::Key { key: Key::Enter, pressed: true, modifiers, .. } if modifiers.command);
    ui.input(|input| input.events.iter().any(sends))
}
