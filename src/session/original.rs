//! The file that the first draft came from, to be read once more in another way while nothing has been done with it.

use super::reading::{Reader, Watch};
use super::{Problem, Session, file};
use crate::import::{Format, Options};
use crate::model::{Edit, Person};
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// A file as it came in, and how it was read.
#[derive(Clone, Debug)]
pub struct Original {
    /// Its name, without folders.
    pub name: String,
    /// What it was read as.
    pub format: Option<Format>,
    /// The character encoding that it was read in, for formats that have one.
    pub encoding: Option<String>,
    /// The encoding was guessed.
    pub encoding_is_guess: bool,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
}

impl Original {
    /// Reads it anew, as a story of its own.
    ///
    /// # Errors
    /// When it cannot be read so, or was stopped.
    pub fn read(
        &self,
        reader: &Reader,
        options: &Options,
        by: Person,
        now: DateTime<Utc>,
        watch: &Watch,
    ) -> Result<Session, Problem> {
        let bytes = Arc::new(self.bytes.to_vec());
        let article = reader.read(&bytes, &self.name, options, watch)?;
        let original = Some((self.name.clone(), Arc::unwrap_or_clone(bytes)));
        Ok(Session::from_article(article, original, by, &file::sitting(), now))
    }
}

impl Session {
    /// The file that the story was begun with, as long as it was neither saved nor worked on.
    pub fn original(&self) -> Option<Original> {
        let only_begun =
            self.project.history.entries().iter().all(|entry| matches!(*entry.edit, Edit::AddDraft { .. }));
        let file = self.project.draft().and_then(|draft| draft.file.as_ref())?;
        let waiting = self.waiting.iter().find(|waiting| waiting.sha256 == file.sha256)?;
        let bytes = waiting.in_memory().filter(|_| only_begun && self.path.is_none())?;
        let format = Format::ALL.iter().copied().find(|format| format.key() == file.format);
        let (name, encoding) = (file.name.clone(), file.encoding.clone());
        Some(Original { name, format, encoding, encoding_is_guess: self.encoding_is_guess, bytes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import;
    use crate::model::{Kind, Request, Risk};

    #[test]
    fn a_file_is_read_in_another_encoding_until_work_begins() {
        let bytes = encoding_rs::KOI8_R.encode("Паром вышел из гавани.").0.into_owned();
        let read = |label: &str| {
            let options = Options { encoding: Some(label.into()), ..Options::default() };
            import::read(&bytes, "ferry.txt", &options).unwrap()
        };
        let by = Person::new("MK", "");
        let original = Some(("ferry.txt".to_owned(), bytes.clone()));
        let mut session = Session::from_article(read("windows-1251"), original, by.clone(), "s", Utc::now());
        let original = session.original().unwrap();
        assert_eq!((original.format, original.encoding.as_deref()), (Some(Format::Plain), Some("windows-1251")));
        let options = Options { encoding: Some("koi8-r".into()), ..Options::default() };
        let again = original.read(&Reader::Here, &options, by, Utc::now(), &Watch::NOBODY).unwrap();
        assert_eq!(again.project().draft().unwrap().text, "Паром вышел из гавани.");
        session.ask(Request::AddClaim { range: 0..10, kind: Kind::Event, risk: Risk::Normal }, Utc::now()).unwrap();
        assert!(session.original().is_none());
    }

    #[test]
    fn pasted_text_has_no_file() {
        let article = import::read_text("One two three.").unwrap();
        let session = Session::from_article(article, None, Person::new("MK", ""), "s", Utc::now());
        assert!(session.original().is_none());
    }
}
