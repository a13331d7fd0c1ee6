//! The sample story that comes with the program: a project in the middle of its check, with some of everything.

use super::saving::Waiting;
use super::{Problem, Session};
use crate::model::Person;
use crate::store::format;

impl Session {
    /// Opens the sample story. It has no place on the disk until it is saved, and nothing is lost when it is not. Its
    /// article's own file is kept with it when it is saved. `sitting` is a few random letters, see
    /// [`super::file::sitting`].
    ///
    /// # Errors
    /// When the sample that was built in is no project of this version.
    pub fn sample(by: Person, sitting: &str) -> Result<Self, Problem> {
        let loaded = format::parse(include_bytes!("../../assets/sample.tickmark"))?;
        let mut session = Self::new(loaded.project, by, sitting);
        session.saved = Some(session.revision);
        session.warnings = loaded.warnings;
        session.waiting.push(Waiting::from_bytes(include_bytes!("../../assets/sample.md").to_vec()));
        Ok(session)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Decision, Flag, Kind, Request, Risk, Stance, Status};
    use crate::store::kept;
    use chrono::{DateTime, Utc};
    use std::collections::BTreeSet;

    fn sample() -> Session {
        Session::sample(Person::new("me", ""), "s").unwrap()
    }

    fn all<T: Copy + Ord>(words: &[T]) -> BTreeSet<T> {
        words.iter().copied().collect()
    }

    #[test]
    fn has_some_of_everything() {
        let session = sample();
        let project = session.project();
        let claims = || project.claims_in_order().into_iter();
        let standings = || session.rows().iter().map(|row| &row.standing);
        assert_eq!(standings().map(|standing| standing.counted()).collect::<BTreeSet<_>>(), all(Status::ALL));
        assert_eq!(claims().flat_map(|claim| claim.flags.clone()).collect::<BTreeSet<_>>(), all(Flag::ALL));
        assert_eq!(claims().map(|claim| claim.risk).collect::<BTreeSet<_>>(), all(Risk::ALL));
        assert_eq!(claims().map(|claim| claim.kind).collect::<BTreeSet<_>>(), all(Kind::ALL));
        let stances = claims().flat_map(|claim| claim.evidence().map(|piece| piece.stance).collect::<Vec<_>>());
        assert_eq!(stances.collect::<BTreeSet<_>>(), all(Stance::ALL));
        let decisions = claims().filter_map(|claim| claim.change.as_ref().map(|change| change.decision));
        assert_eq!(decisions.collect::<BTreeSet<_>>(), all(Decision::ALL));
        assert!(standings().any(|standing| standing.recheck) && standings().any(|standing| standing.conflicting));
        assert!(standings().any(|standing| standing.through.is_some()));
        assert!(claims().any(|claim| !claim.question.is_empty() && claim.answer.is_empty()));
        assert!(claims().any(|claim| !claim.question.is_empty() && !claim.answer.is_empty()));
        assert!(project.sources().any(|source| source.details.confidential));
    }

    /// A caption is a claim as a whole, its stop included.
    #[test]
    fn its_claims_are_statements_without_what_joins_them_to_others() {
        for claim in sample().project().claims_in_order().iter().filter(|claim| claim.kind != Kind::Caption) {
            let quote = claim.anchor.quote.as_str();
            let first = quote.split_whitespace().next().unwrap_or_default();
            assert!(quote.starts_with(char::is_alphanumeric) && quote.ends_with(char::is_alphanumeric), "{quote}");
            assert!(!["and", "but", "or", "that", "because"].contains(&first), "{quote}");
        }
    }

    #[test]
    fn is_whole_and_asks_for_nothing_when_it_is_left() {
        let mut session = sample();
        assert_eq!((session.path(), session.read_only(), session.is_dirty()), (None, None, false));
        assert!(session.warnings().is_empty());
        let first = session.rows()[0].id.clone();
        session.ask(Request::SetNote(first, "mine".to_owned()), DateTime::<Utc>::UNIX_EPOCH).unwrap();
        assert!(session.is_dirty());
    }

    #[test]
    fn is_saved_with_the_file_it_was_read_from() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mine.tickmark");
        let mut session = sample();
        session.save(&path).unwrap();
        let file = session.project().draft().unwrap().file.clone().unwrap();
        assert!(kept::get(&kept::folder(&path), &file.sha256).unwrap().starts_with(b"---\ndek: American"));
    }
}
