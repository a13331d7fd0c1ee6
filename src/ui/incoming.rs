//! Files dropped on the window and web addresses pasted into it.

use super::desk::Desk;
use super::dialog::Dialog;
use super::evidence::EvidenceForm;
use super::packing;
use super::work::is_project;
use crate::model::{Request, SourceDetails, SourceId, SourceKind};
use crate::session::FileCopy;
use chrono::Utc;
use egui::Context;
use std::path::Path;

impl Desk {
    /// Makes a source of a web address and opens the evidence form with it.
    pub(super) fn add_address(&mut self, address: &str) {
        let plain = address.trim_start_matches("https://").trim_start_matches("http://");
        let title = plain.trim_start_matches("www.").trim_end_matches('/').to_owned();
        let mut details = SourceDetails::new(SourceKind::WebPage, title);
        details.url = address.to_owned();
        let made = self.ask(vec![Request::AddSource(Box::new(details), Vec::new())]);
        self.use_source(made);
    }

    /// Makes a source of a file that was read, keeps a copy of it, and opens the evidence form with it.
    pub(super) fn add_copy(&mut self, copy: FileCopy) {
        let Some(session) = &mut self.session else { return };
        let copy = session.take_copy(copy, "dropped on the window", Utc::now());
        let details = SourceDetails::new(kind_of_file(Path::new(&copy.name)), copy.name.clone());
        let made = self.ask(vec![Request::AddSource(Box::new(details), vec![copy])]);
        self.use_source(made);
    }

    pub(super) fn use_source(&mut self, made: Option<String>) {
        let Some(id) = made.map(SourceId) else { return };
        match &self.selected {
            Some(_) => {
                self.card.form = Some(EvidenceForm::new(Some(id)));
                self.list.reveal();
            }
            None => self.notices.say("Added to the sources of the story"),
        }
    }

    pub(super) fn dropped(&mut self, ctx: &Context) {
        let files = ctx.input(|input| input.raw.dropped_files.clone());
        for path in files.into_iter().map(|file| file.path().to_path_buf()) {
            let is_project = is_project(&path);
            if self.session.is_some() && is_list_of_sources(&path) {
                self.start_importing_sources(ctx, &path);
                return;
            }
            if self.selected.is_some() && packing::may_be_pack(&path) {
                self.look_at_pack(ctx, path, true);
                return;
            }
            if self.selected.is_some() && !is_project {
                self.works.to_copy.push_back(path);
                ctx.request_repaint();
            } else if self.session.is_some() && !packing::may_be_pack(&path) {
                self.show_dialog(ctx, Dialog::Dropped(path));
                return;
            } else {
                self.open(ctx, path);
                return;
            }
        }
    }
}

/// True for a file that can be nothing but a list of sources, by its name.
fn is_list_of_sources(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ["bib", "ris"].iter().any(|list| ending.eq_ignore_ascii_case(list)))
}

/// What a file is likely to be, by its name.
fn kind_of_file(path: &Path) -> SourceKind {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "html" | "htm" | "mhtml" | "warc" => SourceKind::WebPage,
        "mp3" | "wav" | "m4a" | "ogg" | "flac" | "mp4" | "mov" | "webm" => SourceKind::Recording,
        "jpg" | "jpeg" | "png" | "tif" | "tiff" | "heic" | "webp" => SourceKind::Photograph,
        "csv" | "tsv" | "xlsx" | "ods" | "parquet" => SourceKind::Dataset,
        "epub" => SourceKind::Book,
        _ => SourceKind::Document,
    }
}
