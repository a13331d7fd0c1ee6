//! Sources brought in from a list that another program keeps: BibTeX, RIS or CSL-JSON.

use super::{Problem, Session, file};
use crate::import::sources::{self, Sources};
use crate::model::{Request, SourceDetails};
use chrono::{DateTime, Utc};
use std::collections::HashSet;
use std::path::Path;

/// Reads the list of sources in a file.
///
/// # Errors
/// When the file cannot be read, or is no list of sources.
pub fn read(path: &Path) -> Result<Sources, Problem> {
    let bytes = file::read(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    sources::read(&bytes).map_err(|error| Problem::new(format!("“{name}” could not be read: {error}"), error.hint()))
}

/// What became of a list of sources.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// How many were added.
    pub added: usize,
    /// The titles of those that the story has already.
    pub there: Vec<String>,
    /// What was left out or is unsure, a sentence each.
    pub warnings: Vec<String>,
}

impl Session {
    /// Adds the sources of a list as one step, but for those that are there already: with the same address, or the same title
    /// by the same people at the same time.
    ///
    /// # Errors
    /// When the project can only be looked at, or a rule forbids one of them; none is added then.
    pub fn bring_in_sources(&mut self, sources: Sources, now: DateTime<Utc>) -> Result<Brought, Problem> {
        let mut known = Known::default();
        self.project().sources().for_each(|source| _ = known.is_new(&source.details));
        let (new, there): (Vec<SourceDetails>, Vec<SourceDetails>) =
            sources.list.into_iter().partition(|details| known.is_new(details));
        let added = new.len();
        if added > 0 {
            let add = |details| Request::AddSource(Box::new(details), Vec::new());
            self.ask_all(new.into_iter().map(add).collect(), now)?;
        }
        let there = there.into_iter().map(|details| details.title).collect();
        Ok(Brought { added, there, warnings: sources.warnings })
    }
}

/// What tells sources apart.
#[derive(Debug, Default)]
struct Known(HashSet<String>);

impl Known {
    /// True for a source that none before was the same as; it is known from then on.
    fn is_new(&mut self, details: &SourceDetails) -> bool {
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let [title, who, when] = [&details.title, &details.who, &details.when].map(|text| plain(text));
        let address = address(&details.url);
        let by_address = !address.is_empty() && !self.0.insert(format!("address {address}"));
        let by_name = !self.0.insert(format!("name {title}\n{who}\n{when}"));
        !by_address && !by_name
    }
}

/// An address without what makes no difference: how it is fetched, and a slash at its end.
fn address(url: &str) -> String {
    let url = url.trim().to_lowercase();
    let plain = ["https://", "http://", "www.", "dx."]
        .iter()
        .fold(url.as_str(), |url, start| url.strip_prefix(start).unwrap_or(url));
    plain.trim_end_matches('/').to_owned()
}

impl Brought {
    /// What became of them, in a sentence without its full stop.
    pub fn in_words(&self) -> String {
        let counted = |count: usize| if count == 1 { "1 source".to_owned() } else { format!("{count} sources") };
        match (self.added, self.there.len()) {
            (0, 0) => "no source was found in the list".to_owned(),
            (added, 0) => format!("{} added", counted(added)),
            (0, 1) => "the one source of the list was there already".to_owned(),
            (0, there) => format!("all {there} sources of the list were there already"),
            (added, there) => {
                format!("{} added; {there} {} there already", counted(added), if there == 1 { "was" } else { "were" })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Person, SourceKind};

    fn session() -> Session {
        Session::from_article(Article::default(), None, Person::new("MK", ""), "s", DateTime::UNIX_EPOCH)
    }

    fn list(text: &str) -> Sources {
        sources::read(text.as_bytes()).unwrap()
    }

    #[test]
    fn what_is_there_already_is_passed_over_and_all_is_one_step() {
        let mut session = session();
        let now = DateTime::UNIX_EPOCH;
        let there = SourceDetails {
            url: "http://www.a.example/report/".into(),
            ..SourceDetails::new(SourceKind::WebPage, "Under another name")
        };
        session.ask(Request::AddSource(Box::new(there), Vec::new()), now).unwrap();
        let text = "@online{a, title={Report}, url={https://a.example/report}}\n@book{b, title={A  Book}, author={{Who}}, year=2019}\n\
                    @book{c, title={A book}, author={{who}}, year={2019}}\n@book{d, title={A book}, author={{who}}, year=2020}";
        let brought = session.bring_in_sources(list(text), now).unwrap();
        assert_eq!((brought.added, brought.there.clone()), (2, vec!["Report".to_owned(), "A book".to_owned()]));
        assert_eq!(brought.in_words(), "2 sources added; 2 were there already");
        assert_eq!(session.project().sources().count(), 3);
        let again = session.bring_in_sources(list(text), now).unwrap();
        assert_eq!(again.in_words(), "all 4 sources of the list were there already");
        session.undo(now).unwrap();
        assert_eq!(session.project().sources().count(), 1);
    }

    #[test]
    fn a_file_that_is_no_list_is_named() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "An article.").unwrap();
        let problem = read(file.path()).unwrap_err();
        assert!(problem.what.contains("could not be read: there are no sources"), "{problem:?}");
    }
}
