//! A report on its way to the disk.

use super::saving::Waiting;
use super::{Problem, Session, file};
use crate::export::{self, Exported, Format, Options, redact};
use crate::model::Project;
use crate::store::kept;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// All that is needed to export the project as it is now, on any thread.
#[derive(Debug)]
pub struct ExportOrder {
    project: Arc<Project>,
    own: Option<PathBuf>,
    files: KeptFiles,
    options: Options,
    format: Format,
}

/// A report that was written.
#[derive(Debug)]
pub struct Written {
    /// Where it is.
    pub path: PathBuf,
    /// What a person has to know about it, a sentence each.
    pub notices: Vec<String>,
}

impl ExportOrder {
    /// Makes the bytes of the file. `watch` hears how far it is, from 0 to 1, and says whether to go on.
    ///
    /// # Errors
    /// When it cannot be made, or was stopped.
    pub fn make(mut self, watch: &mut dyn FnMut(f32) -> bool) -> Result<Exported, Problem> {
        if self.format.wants_original() {
            self.options.original = self.original().map(Into::into);
        }
        Ok(export::export(&self.project, &self.options, self.format, watch)?)
    }

    /// Makes the file and writes it to this path.
    ///
    /// # Errors
    /// As [`ExportOrder::make`], and when it cannot be written; a file that was there is then as it was.
    pub fn write(self, path: &Path, watch: &mut dyn FnMut(f32) -> bool) -> Result<Written, Problem> {
        if self.own.as_deref().is_some_and(|own| file::is_same(own, path)) {
            return Err(Problem::new("the report cannot take the place of its own project", "choose another name"));
        }
        let exported = self.make(watch)?;
        file::write(path, &exported.bytes)?;
        Ok(Written { path: path.to_owned(), notices: exported.notices })
    }

    /// The file that the article came in; none when it is not kept, or no longer what it was.
    fn original(&self) -> Option<Vec<u8>> {
        let file = self.project.draft()?.file.as_ref()?;
        self.files.bytes(&file.sha256).ok()
    }
}

/// Where the files of a project are.
#[derive(Debug)]
pub(super) struct KeptFiles {
    pub(super) waiting: Vec<Waiting>,
    pub(super) folders: Vec<PathBuf>,
}

impl KeptFiles {
    /// A file by its SHA-256.
    ///
    /// # Errors
    /// When it is not there or no longer the one that was kept.
    pub(super) fn bytes(&self, sha256: &str) -> Result<Vec<u8>, Problem> {
        if let Some(waiting) = self.waiting.iter().find(|waiting| waiting.sha256 == sha256) {
            return waiting.bytes();
        }
        let holds = |folder: &&PathBuf| kept::is_digest(sha256) && folder.join(sha256).is_file();
        let folder = self.folders.iter().find(holds).or(self.folders.first());
        let folder = folder.ok_or_else(|| Problem::new("no such file is kept with the project", ""))?;
        Ok(kept::get(folder, sha256)?)
    }
}

impl Session {
    /// What the story is called, without the names of confidential sources: for what is written outside of it.
    pub fn title_to_tell(&self) -> String {
        redact::title(&self.project)
    }

    /// An order to export the project as it is now. Cheap: nothing large is copied.
    pub fn export_order(&self, mut options: Options, format: Format) -> ExportOrder {
        if !self.is_dirty() {
            options.project_sha256 = self.known_hash().unwrap_or_default().to_owned();
        }
        let (project, own) = (Arc::clone(&self.project), self.path.clone());
        ExportOrder { project, own, files: self.kept_files(), options, format }
    }
}
