//! One block on the page: selection, text, lines under claims, their numbers, the signs in the margin, the caret; and
//! the same for a screen reader.

use super::super::theme::{Palette, sans, strong};
use super::keys::caret_before;
use super::marks::{Mark, moved, number, pieces, underline};
use super::markup::Tint;
use super::style::{BlockStyle, number_font, style_of};
use super::{ArticlePane, MARGIN, Shown, Visible, select};
use crate::command::Command;
use crate::model::{Claim, Standing};
use crate::ui::action::Action;
use egui::text::CCursor;
use egui::text_selection::CCursorRange;
use egui::text_selection::accesskit_text::update_accesskit_for_text_widget;
use egui::{
    Align2, Color32, Id, Pos2, Rect, Response, Role, Sense, Shape, Stroke, Ui, WidgetInfo, accesskit, pos2, vec2,
};
use std::ops::Range;

/// Paints a block; returns the claims that were clicked, by row.
pub(super) fn block(
    pane: &ArticlePane,
    ui: &Ui,
    shown: &Shown,
    row: &Visible,
    whole: &Response,
) -> Vec<(Response, usize)> {
    let palette = Palette::of(ui.ctx());
    let Some(block) = shown.draft.blocks.get(row.block) else { return Vec::new() };
    let text = shown.draft.block_text(row.block);
    let style = style_of(block, shown.settings.text_size);
    paint_tints(ui, shown, row, palette);
    paint_selection(pane, ui, shown, row, palette, whole.has_focus());
    let mut clicks = Vec::new();
    let mut signs: Vec<(f32, &Standing, bool)> = Vec::new();
    for mark in pane.marks.of(row.block) {
        let Some(entry) = shown.session.rows().get(mark.row) else { continue };
        let Some(claim) = shown.session.project().claim(&entry.id) else { continue };
        let is_selected = shown.selected == Some(&entry.id);
        let placed = pieces(&row.galley, shown.places(row.block).of_range(&mark.range));
        let Some(first) = placed.first() else { continue };
        let line_height = style.line_height;
        for piece in &placed {
            if is_selected {
                let rect = moved(piece, row.origin);
                let rect = Rect::from_min_max(pos2(rect.left(), rect.bottom() - line_height + 2.0), rect.max);
                ui.painter().rect_filled(rect.expand2(vec2(1.0, 0.0)), 2.0, palette.selected);
            }
            underline(ui.painter(), palette, piece, row.origin, &entry.standing, mark);
        }
        if mark.is_start {
            signs.push((first.baseline, &entry.standing, is_selected));
        }
        let rects: Vec<Rect> = placed.iter().map(|piece| moved(piece, row.origin)).collect();
        let place = (pane.id.with(("claims", row.block)), rects.as_slice());
        clicks.extend(claim_widget(ui, mark, claim, &entry.standing, is_selected, place));
    }
    let ink = if block.aside || style.is_soft { palette.soft } else { palette.ink };
    ui.painter().galley(row.origin, row.galley.clone(), ink);
    decorations(ui, row, &style, block.aside, ink, palette);
    paint_numbers(pane, ui, shown, row, &style, palette);
    paint_signs(ui, row, &signs, palette);
    if whole.has_focus() {
        paint_caret(pane, ui, shown, row, palette);
    }
    describe_block(ui, pane, shown, row, text, block.aside);
    clicks
}

fn decorations(ui: &Ui, row: &Visible, style: &BlockStyle, aside: bool, ink: Color32, palette: &Palette) {
    if style.is_item {
        let y = row.origin.y + style.line_height * 0.6;
        ui.painter().circle_filled(pos2(row.origin.x - style.size * 0.6, y), style.size * 0.11, ink);
    }
    if aside {
        let x = row.origin.x - 12.0;
        let stroke = Stroke::new(1.0, palette.line);
        ui.painter().line_segment([pos2(x, row.origin.y), pos2(x, row.origin.y + row.galley.rect.height())], stroke);
    }
}

/// The part of a range of the draft that lies in a block, as characters of the block.
fn chars_in(shown: &Shown, block: usize, range: &Range<usize>) -> Option<Range<usize>> {
    let row = shown.draft.blocks.get(block)?;
    let (start, end) = (range.start.max(row.start), range.end.min(row.end));
    (start < end).then(|| shown.places(block).of_range(&(start - row.start..end - row.start)))
}

/// The grounds behind what nobody has read, and behind what changed since another draft.
fn paint_tints(ui: &Ui, shown: &Shown, row: &Visible, palette: &Palette) {
    let places = shown.places(row.block);
    let paint = |chars: Range<usize>, tint: Tint| {
        for piece in pieces(&row.galley, chars) {
            ui.painter().rect_filled(moved(&piece, row.origin), 0.0, tint.colour(palette));
        }
    };
    let block = shown.draft.blocks.get(row.block);
    let unread = shown.unread.zip(block).map(|(unread, block)| unread.of(block)).unwrap_or_default();
    for range in &unread {
        paint(places.of_range(range), Tint::Unread);
    }
    let Some(markup) = shown.markup else { return };
    let markup = markup.of(row.block);
    // A sentence that is new as a whole is only unread.
    let is_whole = |place: &Range<usize>| unread.iter().any(|whole| is_nearly(place, whole));
    for (range, tint) in markup.tints.iter().filter(|(place, tint)| *tint != Tint::Added || !is_whole(place)) {
        paint(places.of_range(range), *tint);
    }
    for inset in 0..markup.insets.len() {
        paint(places.of_inset(inset), Tint::Removed);
    }
}

/// True when a part of a sentence is all of it, but perhaps for its last sign.
fn is_nearly(part: &Range<usize>, whole: &Range<usize>) -> bool {
    part.start <= whole.start && whole.end <= part.end + 1
}

fn paint_selection(pane: &ArticlePane, ui: &Ui, shown: &Shown, row: &Visible, palette: &Palette, focused: bool) {
    let Some(chars) = chars_in(shown, row.block, &pane.selection.range()) else { return };
    let colour = if focused { palette.selection } else { palette.selection.gamma_multiply(0.7) };
    for piece in pieces(&row.galley, chars) {
        ui.painter().rect_filled(moved(&piece, row.origin), 0.0, colour);
    }
}

fn paint_numbers(pane: &ArticlePane, ui: &Ui, shown: &Shown, row: &Visible, style: &BlockStyle, palette: &Palette) {
    let font = number_font(style.size);
    let mut ends: Vec<&Mark> = pane.marks.of(row.block).iter().filter(|mark| mark.is_end).collect();
    ends.sort_by_key(|mark| (mark.range.end, mark.row));
    let mut pen: Option<(usize, f32)> = None;
    for mark in ends {
        let Some(entry) = shown.session.rows().get(mark.row) else { continue };
        let end = shown.places(row.block).of_range(&mark.range).end;
        let Some(last) = pieces(&row.galley, end.saturating_sub(1)..end).pop() else { continue };
        let colour = palette.standing(&entry.standing);
        let behind = pen.filter(|(byte, _)| *byte == mark.range.end);
        let x = behind.map_or(row.origin.x + last.rect.right() + 1.5, |(_, x)| x);
        let comma = if behind.is_some() { "," } else { "" };
        let words = format!("{comma}{}", number(mark.row, entry.standing.recheck));
        let at = pos2(x, row.origin.y + last.baseline - style.size * 0.34);
        let drawn = ui.painter().text(at, Align2::LEFT_BOTTOM, words, font.clone(), colour);
        pen = Some((mark.range.end, drawn.right()));
    }
}

/// The signs of the claims that begin on a line, right-aligned in the margin beside it; more than four become a count.
fn paint_signs(ui: &Ui, row: &Visible, signs: &[(f32, &Standing, bool)], palette: &Palette) {
    const MOST: usize = 4;
    let mut from = 0;
    while let Some((baseline, ..)) = signs.get(from) {
        let same = signs[from..].iter().take_while(|(other, ..)| other == baseline).count();
        let line = &signs[from..from + same];
        let y = row.origin.y + baseline + 1.0;
        let mut x = row.origin.x - 16.0;
        if same > MOST {
            let rest = format!("+{}", same - MOST + 1);
            x = ui.painter().text(pos2(x, y), Align2::RIGHT_BOTTOM, rest, sans(10.5), palette.soft).left() - 2.0;
        }
        let most = if same > MOST { MOST - 1 } else { same };
        for (_, standing, _) in line.iter().take(most).rev() {
            let (sign, colour) = (standing.sign(), palette.standing(standing));
            x = ui.painter().text(pos2(x, y), Align2::RIGHT_BOTTOM, sign, strong(12.5), colour).left() - 1.0;
        }
        if line.iter().any(|(.., is_selected)| *is_selected) && x > row.origin.x - MARGIN {
            triangle(ui, pos2(x - 6.0, y - 7.5), palette.accent);
        }
        from += same;
    }
}

fn triangle(ui: &Ui, at: Pos2, colour: Color32) {
    let points = vec![at + vec2(-3.0, -4.0), at + vec2(4.0, 0.0), at + vec2(-3.0, 4.0)];
    ui.painter().add(Shape::convex_polygon(points, colour, Stroke::NONE));
}

fn caret_in(pane: &ArticlePane, shown: &Shown, row: &Visible) -> Option<CCursor> {
    let (block, at) = select::in_block(shown.draft, pane.selection.head);
    (block == row.block).then(|| caret_before(shown.places(block).of_byte(at)))
}

fn paint_caret(pane: &ArticlePane, ui: &Ui, shown: &Shown, row: &Visible, palette: &Palette) {
    let Some(cursor) = caret_in(pane, shown, row) else { return };
    let rect = row.galley.pos_from_cursor(cursor).translate(row.origin.to_vec2());
    let (x, top, bottom) = (rect.center().x, rect.top() + rect.height() * 0.16, rect.bottom());
    ui.painter().line_segment([pos2(x, top), pos2(x, bottom)], Stroke::new(2.0, palette.accent));
}

/// The claim as a link for keyboard and screen reader, and the place where it can be clicked.
fn claim_widget(
    ui: &Ui,
    mark: &Mark,
    claim: &Claim,
    standing: &Standing,
    is_selected: bool,
    (within, rects): (Id, &[Rect]),
) -> Vec<(Response, usize)> {
    let name = format!("Claim {}, {}: {}", mark.row + 1, standing.words(), claim.anchor.quote);
    let mut clicked = Vec::new();
    for (line, rect) in rects.iter().enumerate() {
        let id = within.with((&claim.id.0, line));
        let first = line == 0 && mark.is_start;
        let response = ui.interact(*rect, id, if first { Sense::click() } else { Sense::CLICK });
        if first {
            response.widget_info(|| WidgetInfo::selected(Role::Link, true, is_selected, &name));
            ui.ctx().accesskit_node_builder(id, |node| node.set_role(accesskit::Role::Link));
        }
        if response.has_focus() {
            let stroke = Stroke::new(2.0, Palette::of(ui.ctx()).accent);
            ui.painter().rect_stroke(rect.expand(2.0), 3.0, stroke, egui::StrokeKind::Outside);
        }
        if response.clicked() {
            clicked.push((response.on_hover_cursor(egui::CursorIcon::PointingHand), mark.row));
        }
    }
    clicked
}

fn describe_block(ui: &Ui, pane: &ArticlePane, shown: &Shown, row: &Visible, text: &str, aside: bool) {
    let id = pane.id.with(("block", row.block));
    let rect = row.galley.rect.translate(row.origin.to_vec2());
    let response = ui.interact(rect, id, Sense::hover());
    response.widget_info(|| {
        let note = if aside { "Not part of the article: " } else { "" };
        WidgetInfo::labeled(Role::Label, true, format!("{note}{text}"))
    });
    let selection = caret_in(pane, shown, row).map(CCursorRange::one);
    let transform = egui::emath::TSTransform::from_translation(row.origin.to_vec2());
    update_accesskit_for_text_widget(ui.ctx(), id, selection, transform, &row.galley);
}

/// What a right click on the article offers.
pub(super) fn context_menu(ui: &mut Ui, actions: &mut Vec<Action>) {
    for command in [Command::MarkClaim, Command::PickSpan, Command::SplitClaim, Command::CopyText, Command::SetAside] {
        if ui.button(command.name()).clicked() {
            actions.push(Action::Run(command));
            ui.close();
        }
    }
}
