//! Moving the caret by keyboard while the article has the focus.

use super::select::{Selection, Step, back, forward, in_block};
use super::{ArticlePane, Shown};
use crate::model::Draft;
use crate::ui::action::Action;
use egui::text::{CCursor, CharIndex};
use egui::{Context, Event, Key, Modifiers};

impl ArticlePane {
    /// Takes the keys that move the caret.
    pub(super) fn keyboard(&mut self, ctx: &Context, shown: &Shown, actions: &mut Vec<Action>) {
        if !ctx.memory(|memory| memory.has_focus(self.id)) {
            return;
        }
        let events = ctx.input(|input| input.events.clone());
        for event in events {
            match event {
                Event::Key { key, pressed: true, modifiers, .. } => self.key(ctx, shown, key, modifiers, actions),
                Event::Copy => self.copy(ctx, shown.draft),
                _ => {}
            }
        }
    }

    /// Puts the selected text on the clipboard.
    pub fn copy(&self, ctx: &Context, draft: &Draft) {
        if let Some(text) = draft.text.get(self.selection.range()).filter(|text| !text.is_empty()) {
            ctx.copy_text(text.to_owned());
        }
    }

    /// Selects the whole article.
    pub fn select_all(&mut self, draft: &Draft) {
        self.selection = Selection { anchor: 0, head: draft.text.len() };
    }

    fn key(&mut self, ctx: &Context, shown: &Shown, key: Key, modifiers: Modifiers, actions: &mut Vec<Action>) {
        let (draft, at) = (shown.draft, self.selection.head);
        let step = if modifiers.command || modifiers.alt { Step::Word } else { Step::Letter };
        let vertical = !modifiers.command;
        let to = match key {
            Key::ArrowRight => forward(draft, at, step),
            Key::ArrowLeft => back(draft, at, step),
            Key::ArrowDown if vertical => self.lines(ctx, shown, 1),
            Key::ArrowUp if vertical => self.lines(ctx, shown, -1),
            Key::PageDown => self.lines(ctx, shown, self.page_lines(shown)),
            Key::PageUp => self.lines(ctx, shown, -self.page_lines(shown)),
            Key::Home if modifiers.command => back(draft, at, Step::All),
            Key::End if modifiers.command => forward(draft, at, Step::All),
            Key::Home => self.edge(ctx, shown, false),
            Key::End => self.edge(ctx, shown, true),
            Key::Enter if self.selection.is_empty() => {
                self.select_at_caret(shown, actions);
                return;
            }
            _ => return,
        };
        if !matches!(key, Key::ArrowDown | Key::ArrowUp | Key::PageDown | Key::PageUp) {
            self.column = None;
        }
        self.selection.go(to, modifiers.shift);
        self.reveal(to);
    }

    /// Enter on a claim selects it, as a click would.
    fn select_at_caret(&self, shown: &Shown, actions: &mut Vec<Action>) {
        let (block, at) = in_block(shown.draft, self.selection.head);
        let here = self.marks.of(block).iter().filter(|mark| mark.range.start <= at && at <= mark.range.end);
        if let Some(mark) = here.min_by_key(|mark| mark.range.len()) {
            actions.extend(shown.session.rows().get(mark.row).map(|row| Action::Select(row.id.clone())));
        }
    }

    fn page_lines(&self, shown: &Shown) -> i32 {
        ((self.page_height / (shown.settings.text_size * 1.56)) as i32 - 2).max(1)
    }

    fn cursor(&self, shown: &Shown) -> (usize, CCursor) {
        let (block, at) = in_block(shown.draft, self.selection.head);
        (block, caret_before(shown.places(block).of_byte(at)))
    }

    fn byte(shown: &Shown, block: usize, cursor: &CCursor) -> usize {
        let start = shown.draft.blocks.get(block).map_or(0, |block| block.start);
        start + shown.places(block).to_byte(cursor.index.0)
    }

    /// The caret moved by lines, keeping its column across blocks.
    fn lines(&mut self, ctx: &Context, shown: &Shown, lines: i32) -> usize {
        let (mut block, mut cursor) = self.cursor(shown);
        let mut galley = self.galley(ctx, shown, block);
        let column = self.column.unwrap_or_else(|| galley.pos_from_cursor(cursor).center().x);
        self.column = Some(column);
        for _ in 0..lines.abs() {
            let row = galley.layout_from_cursor(cursor).row;
            let next = if lines > 0 { row + 1 } else { row.wrapping_sub(1) };
            if let Some(placed) = galley.rows.get(next) {
                cursor = galley.cursor_from_pos(egui::vec2(column, placed.rect().center().y));
                continue;
            }
            let neighbour = if lines > 0 { block + 1 } else { block.wrapping_sub(1) };
            if neighbour >= shown.draft.blocks.len() {
                cursor = if lines > 0 { galley.end() } else { galley.begin() };
                break;
            }
            block = neighbour;
            galley = self.galley(ctx, shown, block);
            let row = if lines > 0 { galley.rows.first() } else { galley.rows.last() };
            let y = row.map_or(0.0, |row| row.rect().center().y);
            cursor = galley.cursor_from_pos(egui::vec2(column, y));
        }
        Self::byte(shown, block, &cursor)
    }

    /// The start or the end of the caret's line.
    fn edge(&mut self, ctx: &Context, shown: &Shown, end: bool) -> usize {
        let (block, cursor) = self.cursor(shown);
        let galley = self.galley(ctx, shown, block);
        let row = galley.layout_from_cursor(cursor).row;
        let mut cursor = if end { galley.cursor_end_of_row(&cursor) } else { galley.cursor_begin_of_row(&cursor) };
        // The end of a wrapped line is also the start of the next, where the caret would be drawn.
        let wraps = row + 1 < galley.rows.len() && galley.rows.get(row).is_some_and(|row| !row.ends_with_newline);
        if end && wraps {
            cursor.index.0 = cursor.index.0.saturating_sub(1);
        }
        Self::byte(shown, block, &cursor)
    }
}

/// The caret before this character; at a wrap it stands at the start of the next line.
pub(super) fn caret_before(character: usize) -> CCursor {
    CCursor { index: CharIndex(character), prefer_next_row: true }
}
