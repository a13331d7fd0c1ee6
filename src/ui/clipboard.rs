//! What is on the clipboard beside plain text: Word, browsers and mail programs put their text there as HTML too.

use super::desk::Desk;
use super::dialog::Dialog;
use super::work::wake;
use crate::job::{Job, Outcome, Reporter};
use egui::Context;

impl Desk {
    /// Opens the dialog for pasting, and begins to look for formatted text on the clipboard.
    pub(super) fn show_paste(&mut self, ctx: &Context, text: String) {
        self.show_dialog(ctx, Dialog::Paste { text, formatted: None });
        // Whoever owns the clipboard answers when it likes, so nobody waits for it here.
        self.works.clipboard = Some(Job::start("Looking at the clipboard", wake(ctx), |_: &Reporter| formatted()));
    }

    /// Takes over what was on the clipboard, while the dialog is still open.
    pub(super) fn collect_clipboard(&mut self) {
        let Some(job) = &self.works.clipboard else { return };
        let found = match job.poll() {
            Outcome::Running => return,
            Outcome::Done(found) => found,
            Outcome::Lost => None,
        };
        self.works.clipboard = None;
        if let (Some(Dialog::Paste { formatted, .. }), Some(found)) = (&mut self.dialog, found) {
            *formatted = Some(found);
        }
    }
}

/// The HTML on the clipboard, when there is any with words in it.
fn formatted() -> Option<String> {
    let html = arboard::Clipboard::new().ok()?.get().html().ok()?;
    (!html.trim().is_empty()).then_some(html)
}
