//! A report on its way to the disk.

use super::{Problem, Session, file};
use crate::export::{self, Format, Options, redact};
use crate::model::Project;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// All that is needed to write a report of the project as it is now, on any thread.
#[derive(Debug)]
pub struct ExportOrder {
    project: Arc<Project>,
    own: Option<PathBuf>,
    options: Options,
    format: Format,
    path: PathBuf,
}

impl ExportOrder {
    /// Writes the report and returns where it is.
    ///
    /// # Errors
    /// When it cannot be written; a file that was there is then as it was.
    pub fn run(self) -> Result<PathBuf, Problem> {
        if self.own.as_deref().is_some_and(|own| file::is_same(own, &self.path)) {
            return Err(Problem::new("the report cannot take the place of its own project", "choose another name"));
        }
        file::write(&self.path, &export::export(&self.project, &self.options, self.format))?;
        Ok(self.path)
    }
}

impl Session {
    /// What the story is called, without the names of confidential sources: for what is written outside of it.
    pub fn title_to_tell(&self) -> String {
        redact::title(&self.project)
    }

    /// An order to write a report to this path. Cheap: nothing is copied.
    pub fn export_order(&self, options: Options, format: Format, path: &Path) -> ExportOrder {
        let own = self.path.clone();
        ExportOrder { project: Arc::clone(&self.project), own, options, format, path: path.to_owned() }
    }
}
