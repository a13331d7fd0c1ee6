//! The dialogs about packs: what goes into one, and where one is unpacked.

use super::{confirm, focus_once, title};
use crate::session::Session;
use crate::session::packing::{Passphrase, pack_name};
use crate::ui::action::{Action, Browse};
use crate::ui::theme::Palette;
use crate::ui::widgets::{labelled, text_field};
use egui::{RichText, TextEdit, Ui, vec2};
use std::fmt;
use std::path::{Path, PathBuf};

/// What a person types and nobody else reads.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

impl Secret {
    /// As a passphrase; none when nothing was typed.
    pub fn passphrase(&self) -> Option<Passphrase> {
        Passphrase::new(self.0.as_str())
    }
}

/// What is filled in for a pack.
#[derive(Clone, Debug, Default)]
pub struct PackForm {
    /// Where it goes.
    pub path: String,
    /// Leave out what confidential sources told.
    pub without_confidential: bool,
    /// Encrypt it.
    pub encrypt: bool,
    /// With this.
    pub passphrase: Secret,
    /// The same once more, against slips of the finger.
    pub again: Secret,
}

impl PackForm {
    fn ending(&self) -> String {
        pack_name("", self.without_confidential, self.encrypt)
    }

    fn is_ready(&self) -> bool {
        let agreed = self.passphrase == self.again && self.passphrase.passphrase().is_some();
        !self.path.trim().is_empty() && (!self.encrypt || agreed)
    }
}

/// What is filled in to unpack a pack.
#[derive(Clone, Debug, Default)]
pub struct UnpackForm {
    /// The pack.
    pub pack: PathBuf,
    /// Where its files go.
    pub folder: String,
    /// It is encrypted.
    pub encrypted: bool,
    /// With this.
    pub passphrase: Secret,
    /// Why it could not be unpacked a moment ago, a sentence.
    pub problem: String,
}

pub(super) fn pack_form(ui: &mut Ui, form: &mut PackForm, session: Option<&Session>, actions: &mut Vec<Action>) {
    title(ui, "Pack the story");
    ui.weak("The project, the originals of its drafts and the copies of its sources, in one file to hand over.");
    ui.add_space(4.0);
    let before = form.ending();
    let confidential = session.map_or(0, |session| session.project().confidential_sources().len());
    if confidential > 0 {
        let noun = if confidential == 1 { "source" } else { "sources" };
        let text = format!("Leave out confidential data ({confidential} confidential {noun})");
        ui.checkbox(&mut form.without_confidential, text);
    }
    ui.checkbox(&mut form.encrypt, "Encrypt with a passphrase");
    if form.encrypt {
        secret_field(ui, "Passphrase", &mut form.passphrase);
        secret_field(ui, "The same again", &mut form.again);
        if !form.again.0.is_empty() && form.passphrase != form.again {
            warn(ui, "The two are not the same yet.");
        }
        ui.weak("Nobody can open the pack without it. Tell it to them by another way than the pack takes.");
    }
    // The name says what is in the pack, whatever else it says.
    let after = form.ending();
    if let Some(stem) = form.path.strip_suffix(&before).filter(|_| before != after) {
        form.path = format!("{stem}{after}");
    }
    ui.add_space(4.0);
    let field = text_field(ui, "File", &mut form.path, "folder and name");
    focus_once(ui, &field);
    if ui.button("Browse…").clicked() {
        actions.push(Action::Browse(Browse::Pack));
    }
    if Path::new(form.path.trim()).is_file() {
        warn(ui, "There is a file of this name. It will be replaced.");
    }
    if confirm(ui, "Pack", form.is_ready(), true, actions) {
        actions.push(Action::Pack);
    }
}

pub(super) fn unpack_form(ui: &mut Ui, form: &mut UnpackForm, actions: &mut Vec<Action>) {
    title(ui, "Unpack a story");
    let name = form.pack.file_name().unwrap_or_default().to_string_lossy().into_owned();
    ui.label(format!("“{name}” is checked and unpacked into this folder; then its project is opened."));
    if !form.problem.is_empty() {
        ui.label(RichText::new(&form.problem).color(Palette::of(ui.ctx()).wrong));
    }
    ui.add_space(4.0);
    if form.encrypted {
        let field = secret_field(ui, "Passphrase", &mut form.passphrase);
        focus_once(ui, &field);
    }
    let field = text_field(ui, "Folder", &mut form.folder, "where the files go");
    if !form.encrypted {
        focus_once(ui, &field);
    }
    if ui.button("Browse…").clicked() {
        actions.push(Action::Browse(Browse::UnpackTo));
    }
    let ready = !form.folder.trim().is_empty() && (!form.encrypted || form.passphrase.passphrase().is_some());
    if confirm(ui, "Unpack", ready, true, actions) {
        actions.push(Action::Unpack);
    }
}

fn warn(ui: &mut Ui, text: &str) {
    ui.label(RichText::new(text).color(Palette::of(ui.ctx()).query));
}

/// A field behind its label that shows dots for letters.
fn secret_field(ui: &mut Ui, label: &str, secret: &mut Secret) -> egui::Response {
    ui.horizontal(|ui| {
        let name = labelled(ui, label);
        let field = TextEdit::singleline(&mut secret.0).id_salt(label).password(true).desired_width(f32::INFINITY);
        ui.add(field.margin(vec2(6.0, 4.0))).labelled_by(name)
    })
    .inner
}
