//! The keyboard: from keys to commands. Keys that type a character are commands only while nobody types.

use super::action::Action;
use super::desk::Desk;
use crate::command::{Command, Shortcut};
use egui::{Context, Event, Key, Modifiers};

impl Desk {
    /// Takes the keys that are commands.
    pub(super) fn keyboard(&mut self, ctx: &Context) {
        self.pasted(ctx);
        if ctx.input(|input| input.key_pressed(Key::Escape)) {
            self.escape(ctx);
        }
        if self.dialog.is_some() || egui::Popup::is_any_open(ctx) {
            return;
        }
        self.review_keys(ctx);
        let typing = ctx.text_edit_focused();
        for command in self.pressed(ctx, typing) {
            self.actions.push(Action::Run(command));
        }
    }

    /// The commands whose keys were pressed; those keys are then gone for everything else.
    fn pressed(&self, ctx: &Context, typing: bool) -> Vec<Command> {
        let table = &self.shortcuts;
        ctx.input_mut(|input| {
            let mut commands = Vec::new();
            input.events.retain(|event| {
                let Event::Key { key, pressed: true, modifiers, .. } = event else { return true };
                let found = table
                    .iter()
                    .find(|(_, shortcut)| !(typing && typed(shortcut)) && matches(shortcut, *key, *modifiers));
                commands.extend(found.map(|(command, _)| *command));
                found.is_none()
            });
            commands
        })
    }

    /// Esc closes what is on top: a dialog closes itself; then a notice, a form, the focus of a field, the card.
    fn escape(&mut self, ctx: &Context) {
        if self.dialog.is_some() || egui::Popup::is_any_open(ctx) {
            return;
        }
        // egui takes the focus off a field when Esc comes in, before anybody else hears of the key.
        if self.typing || self.notices.dismiss() {
            return;
        }
        if self.card.form.is_some() {
            self.card.close_form();
        } else if !self.article.selection.is_empty() {
            let head = self.article.selection.head;
            self.article.selection.go(head, false);
        } else if self.comparing.is_some() {
            self.comparing = None;
        } else if self.review.is_some() {
            self.actions.push(Action::Run(Command::FinishReview));
        } else {
            self.actions.push(Action::Deselect);
        }
    }

    /// A web address pasted while nobody types becomes a source of the selected claim.
    fn pasted(&mut self, ctx: &Context) {
        if self.dialog.is_some() || ctx.text_edit_focused() {
            return;
        }
        let pasted = ctx.input(|input| {
            input.events.iter().find_map(|event| match event {
                Event::Paste(text) => Some(text.trim().to_owned()),
                _ => None,
            })
        });
        let Some(text) = pasted else { return };
        let is_address =
            (text.starts_with("https://") || text.starts_with("http://")) && !text.contains(char::is_whitespace);
        match (is_address, self.session.is_some()) {
            (true, true) => self.actions.push(Action::AddAddress(text)),
            (false, false) if !text.is_empty() => {
                self.show_paste(ctx, text);
            }
            _ => {}
        }
    }
}

/// True when the key also moves the caret or types in a field.
fn typed(shortcut: &Shortcut) -> bool {
    let editing = ["A", "Z", "ArrowUp", "ArrowDown"];
    shortcut.types() || shortcut.ctrl && editing.contains(&shortcut.key)
}

fn matches(shortcut: &Shortcut, key: Key, modifiers: Modifiers) -> bool {
    let wanted = Key::from_name(shortcut.key);
    // A sign such as “?” or “+” is typed with Shift on some keyboards and without on others.
    let is_sign = matches!(wanted, Some(Key::Questionmark | Key::Plus | Key::Minus | Key::Equals));
    // With Shift, some keyboards report the brace above the bracket.
    let key = match key {
        Key::OpenCurlyBracket => Key::OpenBracket,
        Key::CloseCurlyBracket => Key::CloseBracket,
        other => other,
    };
    let same_key = wanted == Some(key) || wanted == Some(Key::Plus) && key == Key::Equals;
    same_key && modifiers.command == shortcut.ctrl && !modifiers.alt && (is_sign || modifiers.shift == shortcut.shift)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shortcut_names_a_key_that_there_is() {
        for command in Command::all() {
            if let Some(shortcut) = command.shortcut() {
                assert!(Key::from_name(shortcut.key).is_some(), "{}: {}", command.name(), shortcut.key);
            }
        }
    }

    #[test]
    fn a_key_is_a_command_only_with_its_modifiers() {
        let find = |key, modifiers| {
            let all = Command::all().into_iter();
            let mut found = all.filter(|command| command.shortcut().is_some_and(|keys| matches(&keys, key, modifiers)));
            found.next()
        };
        let shift_command = Modifiers { shift: true, ..Modifiers::COMMAND };
        let table = [
            (Key::N, Modifiers::NONE, Some(Command::NextUnchecked)),
            (Key::N, Modifiers::SHIFT, Some(Command::NextByRisk)),
            (Key::Z, Modifiers::COMMAND, Some(Command::Undo)),
            (Key::Z, shift_command, Some(Command::Redo)),
            (Key::Questionmark, Modifiers::SHIFT, Some(Command::Shortcuts)),
            (Key::OpenCurlyBracket, Modifiers::SHIFT, Some(Command::ExtendLeft)),
            (Key::OpenBracket, Modifiers::NONE, Some(Command::ShrinkRight)),
            (Key::Num1, Modifiers::NONE, Some(Command::Risk(crate::model::Risk::High))),
            (Key::N, Modifiers::ALT, None),
            (Key::B, Modifiers::NONE, None),
        ];
        for (key, modifiers, expected) in table {
            assert_eq!(find(key, modifiers), expected, "{key:?} {modifiers:?}");
        }
    }
}
