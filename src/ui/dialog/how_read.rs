//! How the article was read: what was left out or is unsure, and the same file read in another way, with a look at what
//! comes of it.

use super::{close, confirm, title};
use crate::import::{Format, Options, encoding};
use crate::session::{Original, Session};
use crate::ui::action::Action;
use crate::ui::theme::{Palette, sans, serif};
use crate::ui::widgets::{labelled, local_time, section};
use egui::{Key, Modifiers, RichText, ScrollArea, Ui};

/// How many lines are shown as they read in an encoding.
const LINES: usize = 5;

/// What the dialog holds.
#[derive(Clone, Debug)]
pub struct HowRead {
    /// The file, while it may be read anew.
    original: Option<Original>,
    /// The encodings there are, the likely ones first.
    encodings: Vec<&'static str>,
    /// Which of them is chosen.
    chosen: usize,
    /// Everything on the page is taken, not the article alone.
    whole_page: bool,
    /// Some lines as they read in the chosen encoding, and which that is.
    preview: Option<(usize, Vec<String>)>,
}

impl HowRead {
    /// The dialog for the story that is open.
    pub fn of(session: &Session) -> Self {
        let original = session.original();
        let has_encoding = |original: &&Original| original.format.is_some_and(Format::has_encoding);
        let encodings = original.as_ref().filter(has_encoding).map(encodings).unwrap_or_default();
        let current = original.as_ref().and_then(|original| original.encoding.as_deref());
        let chosen = encodings.iter().position(|name| Some(*name) == current).unwrap_or(0);
        Self { original, encodings, chosen, whole_page: false, preview: None }
    }

    /// The file and how it is to be read.
    pub fn choice(&self) -> Option<(Original, Options)> {
        let original = self.original.clone()?;
        let encoding = self.encodings.get(self.chosen).map(|name| (*name).to_owned());
        let options = Options { format: original.format, encoding, whole_page: self.whole_page, ..Options::default() };
        Some((original, options))
    }
}

/// The encodings by name: the one it was read in, those that the file may well be in, then the others.
fn encodings(original: &Original) -> Vec<&'static str> {
    let current = original.encoding.as_deref();
    let current = encoding::ALL.iter().find(|encoding| Some(encoding.name()) == current).copied();
    let likely = encoding::alternatives(&original.bytes);
    let mut names: Vec<&'static str> = Vec::new();
    for encoding in current.into_iter().chain(likely).chain(encoding::ALL.iter().copied()) {
        if !names.contains(&encoding.name()) {
            names.push(encoding.name());
        }
    }
    names
}

/// Draws the dialog.
pub(super) fn show(ui: &mut Ui, dialog: &mut HowRead, session: Option<&Session>, actions: &mut Vec<Action>) {
    let Some(draft) = session.and_then(|session| session.project().draft()) else { return };
    title(ui, "How it was read");
    let palette = Palette::of(ui.ctx());
    let soft = |text: String| RichText::new(text).color(palette.soft);
    let file = draft.file.as_ref().map(|file| {
        let format = Format::ALL.iter().find(|format| format.key() == file.format).map(|format| format.word());
        let known = [Some(file.name.as_str()), format, file.encoding.as_deref()];
        known.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    });
    ui.label(soft(format!("{} · {}", file.unwrap_or("Pasted".to_owned()), local_time(draft.received))));
    section(ui, "Left out or unsure");
    if draft.warnings.is_empty() {
        ui.label("Nothing that Tickmark knows of.");
    }
    ScrollArea::vertical().id_salt("left out").max_height(140.0).show(ui, |ui| {
        for warning in &draft.warnings {
            ui.label(warning);
        }
    });
    let Some(original) = &dialog.original else {
        if draft.file.is_some() {
            let why = "The file can be read in another way only before work begins: open it again to do so.";
            ui.add_space(6.0);
            ui.label(soft(why.to_owned()));
        }
        close(ui, actions);
        return;
    };
    let is_page = original.format == Some(Format::Html);
    if !is_page && dialog.encodings.is_empty() {
        close(ui, actions);
        return;
    }
    section(ui, "Read it in another way");
    if is_page {
        ui.horizontal(|ui| {
            labelled(ui, "Take");
            ui.radio_value(&mut dialog.whole_page, false, "the article");
            ui.radio_value(&mut dialog.whole_page, true, "everything on the page");
        });
    }
    let current = original.encoding.clone();
    choose_encoding(ui, dialog);
    let chosen = dialog.encodings.get(dialog.chosen).copied();
    let differs = dialog.whole_page || chosen != current.as_deref();
    if confirm(ui, "Read it so", differs, true, actions) {
        actions.push(Action::ReadAgain);
    }
}

/// The encodings at the left, at the right how the file reads in the chosen one.
fn choose_encoding(ui: &mut Ui, dialog: &mut HowRead) {
    let last = dialog.encodings.len().saturating_sub(1);
    let step = |ui: &mut Ui, key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let before = dialog.chosen;
    if step(ui, Key::ArrowDown) {
        dialog.chosen = (dialog.chosen + 1).min(last);
    }
    if step(ui, Key::ArrowUp) {
        dialog.chosen = dialog.chosen.saturating_sub(1);
    }
    let moved = dialog.chosen != before;
    ui.horizontal_top(|ui| {
        labelled(ui, "Encoding");
        ScrollArea::vertical().id_salt("encodings").max_height(150.0).max_width(170.0).show(ui, |ui| {
            ui.vertical(|ui| {
                for (place, name) in dialog.encodings.iter().enumerate() {
                    let row = ui.selectable_label(dialog.chosen == place, *name);
                    if moved && dialog.chosen == place {
                        row.scroll_to_me(None);
                    }
                    if row.clicked() {
                        dialog.chosen = place;
                    }
                }
            });
        });
        ui.vertical(|ui| preview(ui, dialog));
    });
}

fn preview(ui: &mut Ui, dialog: &mut HowRead) {
    let (Some(original), Some(name)) = (&dialog.original, dialog.encodings.get(dialog.chosen)) else { return };
    if dialog.preview.as_ref().is_none_or(|(of, _)| *of != dialog.chosen) {
        let encoding = encoding::ALL.iter().copied().find(|encoding| encoding.name() == *name);
        let lines = encoding.map(|encoding| encoding::sample(&original.bytes, encoding, LINES));
        dialog.preview = Some((dialog.chosen, lines.unwrap_or_default()));
    }
    let lines = dialog.preview.as_ref().map(|(_, lines)| lines.as_slice()).unwrap_or_default();
    if lines.is_empty() {
        let same = "It reads the same in all of them: there are no letters beyond ASCII in it.";
        ui.label(RichText::new(same).font(sans(13.0)).color(Palette::of(ui.ctx()).soft));
    }
    for line in lines {
        ui.label(RichText::new(line).font(serif(15.0)));
    }
}
