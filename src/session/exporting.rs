//! A report on its way to the disk.

use super::house::HousePlace;
use super::saving::Waiting;
use super::{Problem, Session, file};
use crate::export::{self, Exported, Format, Options, Preview, redact};
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
    house: Option<HousePlace>,
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
    /// The same in the style of this house.
    pub fn in_house(self, house: Option<HousePlace>) -> Self {
        Self { house, ..self }
    }

    /// Makes the file and shows how it begins. `watch` is as in [`ExportOrder::make`].
    ///
    /// # Errors
    /// As [`ExportOrder::make`].
    pub fn preview(mut self, watch: &mut dyn FnMut(f32) -> bool) -> Result<Preview, Problem> {
        self.gather()?;
        Ok(Preview::new(&self.project, &self.options, self.format, watch)?)
    }

    /// Makes the bytes of the file. `watch` hears how far it is, from 0 to 1, and says whether to go on.
    ///
    /// # Errors
    /// When it cannot be made, the style of the house cannot be used, or it was stopped.
    pub fn make(mut self, watch: &mut dyn FnMut(f32) -> bool) -> Result<Exported, Problem> {
        self.gather()?;
        Ok(export::export(&self.project, &self.options, self.format, watch)?)
    }

    /// Brings what an export needs from the disk.
    fn gather(&mut self) -> Result<(), Problem> {
        if let Some(house) = &self.house {
            self.options.house = house.read()?.into();
        }
        if self.format.wants_original() {
            self.options.original = self.original().map(Into::into);
        }
        Ok(())
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
        ExportOrder { project, own, files: self.kept_files(), options, format, house: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Person;
    use chrono::{DateTime, FixedOffset};

    #[test]
    fn an_export_that_fails_leaves_the_old_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.html");
        let article = crate::import::read_text("One\n\nSome 28,500 troops.").unwrap();
        let session = Session::from_article(article, None, Person::new("MK", ""), "s", DateTime::UNIX_EPOCH);
        let options = Options::new(DateTime::UNIX_EPOCH, FixedOffset::east_opt(0).unwrap());
        let order = || session.export_order(options.clone(), Format::Html);
        order().write(&path, &mut |_| true).unwrap();
        let before = std::fs::read(&path).unwrap();
        assert!(before.ends_with(b"</html>\n"));
        let stopped = order().write(&path, &mut |_| false).unwrap_err();
        assert_eq!(stopped.what, "the export was stopped");
        let house = HousePlace::File(folder.path().join("none.json"));
        let refused = order().in_house(Some(house)).write(&path, &mut |_| true).unwrap_err();
        assert!(refused.what.starts_with("nothing was exported: "), "{refused}");
        assert!(order().write(&path.join("in-a-file.html"), &mut |_| true).is_err());
        assert_eq!(std::fs::read(&path).unwrap(), before);
        let rest: Vec<_> = std::fs::read_dir(folder.path()).unwrap().flatten().map(|file| file.file_name()).collect();
        assert_eq!(rest, ["report.html"], "nothing half done is left");
    }
}
