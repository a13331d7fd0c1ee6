//! What this user had seen of the story, and what others did to it since.

use super::chronicle::Hand;
use super::{Problem, Session};
use crate::model::{Person, Project};
use crate::store::seen::{self, Seen};
use crate::store::state::story_key;
use chrono::{DateTime, Utc};
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

/// A look into what was seen of a story before, ready to run on another thread.
#[derive(Debug)]
pub struct LookOrder {
    project: Arc<Project>,
    by: Person,
    sitting: String,
    state: PathBuf,
    seen: Seen,
}

/// What such a look came to.
#[derive(Debug)]
pub struct Looked {
    sitting: String,
    seen: Seen,
    /// What others did since, such as `7 changes by AK since you last looked`; absent when they did nothing.
    pub news: Option<String>,
    /// What was amiss with what is remembered.
    pub problems: Vec<Problem>,
}

/// What has been seen of a story by now, ready to be written down on another thread.
#[derive(Debug)]
pub struct LeaveOrder {
    project: Arc<Project>,
    state: PathBuf,
    at: DateTime<Utc>,
}

impl Session {
    /// A look into what was seen before, in this folder of the user's state.
    pub fn look_order(&self, state: PathBuf, at: DateTime<Utc>) -> LookOrder {
        let (sitting, seen) = (self.minter.sitting().to_owned(), Seen { at, ..self.seen.clone() });
        LookOrder { project: self.snapshot(), by: self.by.clone(), sitting, state, seen }
    }

    /// Takes over what a look came to; false when it was for another sitting.
    pub fn looked(&mut self, looked: &Looked) -> bool {
        let is_ours = looked.sitting == self.minter.sitting();
        if is_ours {
            self.seen.clone_from(&looked.seen);
        }
        is_ours
    }

    /// Writes down, in this folder of the user's state, that all there is now has been seen.
    pub fn leave_order(&self, state: PathBuf, at: DateTime<Utc>) -> LeaveOrder {
        LeaveOrder { project: self.snapshot(), state, at }
    }

    /// What this user had seen when the story was last left; all of it, as it was opened, until that is known.
    pub fn seen(&self) -> &Seen {
        &self.seen
    }
}

impl LookOrder {
    /// Looks. From then on what is done in this sitting is never new to this user.
    pub fn run(self) -> Looked {
        let key = story_key(&self.project);
        let (seen, warning, written) = seen::begin(&self.state, &key, &self.sitting, self.seen);
        let problems = warning.map(|warning| Problem::new(warning, "")).into_iter();
        let problems = problems.chain(written.err().map(Problem::from)).collect();
        Looked { news: news(&self.project, &seen, &self.by), sitting: self.sitting, seen, problems }
    }
}

impl LeaveOrder {
    /// Writes it down.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn run(self) -> Result<(), Problem> {
        let seen = Seen::all_of(&self.project, self.at);
        Ok(seen::leave(&self.state, &story_key(&self.project), &seen)?)
    }
}

/// What others did that was not seen, in words.
fn news(project: &Project, seen: &Seen, own: &Person) -> Option<String> {
    let own = Hand::key_of(own);
    let steps = project.history.entries().chunk_by(|one, two| one.step == two.step);
    let unseen = steps.filter_map(|step| step.first()).filter(|first| !seen.covers(&first.id));
    let (mut count, mut keys, mut names) = (0, HashSet::new(), Vec::new());
    for first in unseen {
        let key = Hand::key_of(&first.by);
        if key != own {
            count += 1;
            if keys.insert(key) {
                names.push(Hand::short_of(&first.by));
            }
        }
    }
    let who = match names.as_slice() {
        [] => return None,
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [one, two, others @ ..] => {
            format!("{one}, {two} and {} other{}", others.len(), if others.len() == 1 { "" } else { "s" })
        }
    };
    Some(format!("{count} change{} by {who} since you last looked", if count == 1 { "" } else { "s" }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Change, Edit, Minter};

    /// A story that these people changed, each in a sitting of that name.
    fn story(people: &[&str]) -> Project {
        let mut project = Project::default();
        for (place, initials) in people.iter().enumerate() {
            let title = Change { from: project.title.clone(), to: place.to_string() };
            let mut minter = Minter::new(format!("{initials}{place}"));
            let by = Person::new(*initials, "");
            project.commit(vec![Edit::Title(title)], &by, DateTime::UNIX_EPOCH, &mut minter).unwrap();
        }
        project
    }

    #[test]
    fn news_are_what_others_did_and_was_not_seen() {
        let check = |seen: &[&str], later: &[&str], expected: Option<&str>| {
            let seen_of = Seen::all_of(&story(seen), DateTime::UNIX_EPOCH);
            let all = story(&[seen, later].concat());
            assert_eq!(news(&all, &seen_of, &Person::new("mk", "M. Kask")).as_deref(), expected, "{later:?}");
        };
        check(&["MK", "AK"], &[], None);
        check(&["MK"], &["MK", "mk"], None);
        check(&["MK"], &["MK", "AK"], Some("1 change by AK since you last looked"));
        check(&["MK"], &["AK", "AK", "EK"], Some("3 changes by AK and EK since you last looked"));
        check(&["MK"], &["AK", "EK", ""], Some("3 changes by AK, EK and 1 other since you last looked"));
        check(&[], &["", "AK", "EK", "X"], Some("4 changes by not named, AK and 2 others since you last looked"));
    }

    #[test]
    fn a_story_left_and_opened_again_tells_what_others_did_meanwhile() {
        let state = tempfile::tempdir().unwrap();
        let state = || state.path().to_owned();
        let open = |people: &[&str], sitting: &str| Session::new(story(people), Person::new("MK", ""), sitting);
        let mut first = open(&["MK", "AK"], "one");
        let looked = first.look_order(state(), DateTime::UNIX_EPOCH).run();
        assert_eq!((looked.news.as_deref(), looked.problems.len()), (None, 0), "never open here before");
        assert!(first.looked(&looked));
        first.leave_order(state(), DateTime::UNIX_EPOCH).run().unwrap();
        let mut second = open(&["MK", "AK", "EK"], "two");
        let looked = second.look_order(state(), DateTime::UNIX_EPOCH).run();
        assert_eq!(looked.news.as_deref(), Some("1 change by EK since you last looked"));
        assert!(!first.looked(&looked), "it is for the other one");
        assert!(second.looked(&looked));
        let entries = second.project().history.entries();
        let new: Vec<bool> = entries.iter().map(|entry| !second.seen().covers(&entry.id)).collect();
        assert_eq!(new, [false, false, true]);
    }
}
