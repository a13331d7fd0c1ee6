//! What this user had seen of each story when it was last left: one JSON file in the user's state folder.
//!
//! Nothing in it is needed to work: a missing file means that nothing was seen, and a damaged one is put aside, never
//! a reason not to start. Fields this version does not know survive.

use super::disk::Step;
use super::save::{SaveError, write_file};
use super::state::make_private;
use crate::model::{EntryId, Extra, Project};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// How many stories are remembered.
const STORIES: usize = 200;

/// How many sittings of a story are remembered, the latest ones: a bound against files made to fill the disk.
const SITTINGS: usize = 5_000;

/// How many sittings of one's own are remembered before anything of them was seen in the story.
const OWN: usize = 50;

const FILE: &str = "seen.json";

/// One change of the file at a time within this program. Between programs the last one wins, which costs no more than
/// that something is called new twice.
static CHANGING: Mutex<()> = Mutex::new(());

/// What a user had seen of a story.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// When.
    pub at: DateTime<Utc>,
    /// The highest count that was seen of each sitting.
    #[serde(default)]
    pub counts: BTreeMap<String, u64>,
    /// Sittings of one's own at this machine: nothing of theirs is ever new, not even what came back after a crash.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own: Vec<String>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Seen {
    /// That everything in the project has been seen.
    pub fn all_of(project: &Project, at: DateTime<Utc>) -> Self {
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        for entry in project.history.entries().iter().rev() {
            let (sitting, count) = entry.id.parts();
            if let Some(highest) = counts.get_mut(sitting) {
                *highest = count.max(*highest);
            } else if counts.len() < SITTINGS {
                counts.insert(sitting.to_owned(), count);
            }
        }
        Self { at, counts, ..Self::default() }
    }

    /// True for an entry that was seen, or made in a sitting of one's own.
    pub fn covers(&self, entry: &EntryId) -> bool {
        let (sitting, count) = entry.parts();
        self.counts.get(sitting).is_some_and(|highest| count <= *highest) || self.is_own(sitting)
    }

    /// Says that a sitting is one's own.
    pub fn add_own(&mut self, sitting: &str) {
        if !self.is_own(sitting) {
            self.own.push(sitting.to_owned());
            self.own.drain(..self.own.len().saturating_sub(OWN));
        }
    }

    fn is_own(&self, sitting: &str) -> bool {
        self.own.iter().any(|own| own == sitting)
    }

    /// Takes over what else was seen, in another window or before.
    fn add(&mut self, other: &Self) {
        self.at = self.at.max(other.at);
        for (sitting, count) in &other.counts {
            let highest = self.counts.entry(sitting.clone()).or_default();
            *highest = count.max(highest).to_owned();
        }
        other.own.iter().for_each(|sitting| self.add_own(sitting));
        // A sitting of which something was seen in the story need not be told apart any more.
        self.own.retain(|sitting| !self.counts.contains_key(sitting));
    }
}

/// The file.
#[derive(Debug, Default, Serialize, Deserialize)]
struct File {
    #[serde(default)]
    stories: BTreeMap<String, Seen>,
    #[serde(flatten)]
    extra: Extra,
}

/// What had been seen of a story before; `now`, which is all of it, when it was never open here. From then on the
/// sitting counts as one's own. With it comes a sentence when the file was damaged.
///
/// # Errors
/// When the file cannot be written. What was seen before is then told all the same.
pub fn begin(state: &Path, story: &str, sitting: &str, now: Seen) -> (Seen, Option<String>, Result<(), SaveError>) {
    let _turn = CHANGING.lock().unwrap_or_else(PoisonError::into_inner);
    let (mut file, warning) = load(state);
    let seen = file.stories.entry(story.to_owned()).or_insert(now);
    seen.add_own(sitting);
    let seen = seen.clone();
    let written = save(state, &mut file);
    (seen, warning, written)
}

/// Writes down that this much of a story has now been seen.
///
/// # Errors
/// When the file cannot be written.
pub fn leave(state: &Path, story: &str, seen: &Seen) -> Result<(), SaveError> {
    let _turn = CHANGING.lock().unwrap_or_else(PoisonError::into_inner);
    let mut file = load(state).0;
    file.stories.entry(story.to_owned()).or_default().add(seen);
    save(state, &mut file)
}

fn load(state: &Path) -> (File, Option<String>) {
    let path = state.join(FILE);
    let Ok(bytes) = super::read_file(&path) else { return (File::default(), None) };
    match serde_json::from_slice(&bytes) {
        Ok(file) => (file, None),
        Err(error) => {
            let aside = state.join(format!("{FILE}.damaged"));
            let kept = match std::fs::rename(&path, &aside) {
                Ok(()) => format!("; the file was kept as “{}”", aside.display()),
                Err(_) => String::new(),
            };
            let what = format!("What you last looked at could not be read ({error}) and begins anew{kept}.");
            (File::default(), Some(what))
        }
    }
}

fn save(state: &Path, file: &mut File) -> Result<(), SaveError> {
    let path = state.join(FILE);
    let failed = |error| SaveError { path: path.clone(), step: Step::Create, error };
    let mut times: Vec<DateTime<Utc>> = file.stories.values().map(|seen| seen.at).collect();
    times.sort_unstable_by(|one, two| two.cmp(one));
    if let Some(oldest) = times.get(STORIES - 1) {
        file.stories.retain(|_, seen| seen.at >= *oldest);
    }
    make_private(state).map_err(failed)?;
    let bytes = serde_json::to_vec(file).map_err(|error| failed(error.into()))?;
    write_file(&path, &bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    fn seen(seconds: i64, counts: &[(&str, u64)]) -> Seen {
        let counts = counts.iter().map(|(sitting, count)| ((*sitting).to_owned(), *count)).collect();
        Seen { at: at(seconds), counts, ..Seen::default() }
    }

    fn covers(seen: &Seen, entry: &str) -> bool {
        seen.covers(&EntryId(entry.to_owned()))
    }

    #[test]
    fn what_was_seen_covers_a_sitting_up_to_a_count() {
        let mut some = seen(0, &[("ab", 7), ("a-b", 2), ("odd", 0)]);
        some.add_own("own");
        let table = [
            ("ab-1", true),
            ("ab-7", true),
            ("ab-8", false),
            ("a-b-2", true),
            ("a-b-3", false),
            ("abc-1", false),
            ("own-99", true),
            ("odd", true),
            ("ab-x", false),
            ("", false),
        ];
        for (entry, expected) in table {
            assert_eq!(covers(&some, entry), expected, "{entry}");
        }
    }

    #[test]
    fn a_story_that_was_never_open_has_no_news_and_later_ones_have() {
        let state = tempfile::tempdir().unwrap();
        let state = &state.path().join("deep/state");
        let (first, warning, written) = begin(state, "talks-1", "mine", seen(1, &[("a", 3)]));
        written.unwrap();
        assert_eq!((covers(&first, "a-3"), warning), (true, None));
        leave(state, "talks-1", &seen(2, &[("a", 5), ("mine", 2)])).unwrap();
        leave(state, "other-1", &seen(2, &[("b", 1)])).unwrap();
        let (later, _, _) = begin(state, "talks-1", "mine2", seen(3, &[("a", 9), ("b", 1)]));
        assert_eq!(later.at, at(2), "what is there now has not been seen");
        for (entry, expected) in [("a-5", true), ("a-6", false), ("b-1", false), ("mine-2", true), ("mine2-4", true)] {
            assert_eq!(covers(&later, entry), expected, "{entry}");
        }
        leave(state, "talks-1", &seen(1, &[("a", 4)])).unwrap();
        assert!(covers(&begin(state, "talks-1", "x", Seen::default()).0, "a-5"), "another window saw more");
    }

    #[test]
    fn ones_own_sittings_are_never_new_though_the_window_never_closed() {
        let state = tempfile::tempdir().unwrap();
        for sitting in ["crashed", "again", "again"] {
            drop(begin(state.path(), "s", sitting, Seen::default()));
        }
        let known = begin(state.path(), "s", "now", Seen::default()).0;
        assert!(covers(&known, "crashed-12"));
        assert_eq!(known.own, ["crashed", "again", "now"]);
        leave(state.path(), "s", &seen(1, &[("again", 2), ("now", 4)])).unwrap();
        assert_eq!(begin(state.path(), "s", "z", Seen::default()).0.own, ["crashed", "z"]);
    }

    #[test]
    fn a_damaged_file_is_put_aside() {
        let state = tempfile::tempdir().unwrap();
        for bytes in [&b"{\"stories\": "[..], b"\xff\x00", b"[]", b"{\"stories\": {\"a\": 7}}", b""] {
            fs::write(state.path().join(FILE), bytes).unwrap();
            let (_, warning, written) = begin(state.path(), "s", "x", Seen::default());
            written.unwrap();
            assert!(warning.unwrap().contains("seen.json.damaged"));
            assert_eq!(fs::read(state.path().join("seen.json.damaged")).unwrap(), bytes);
            assert_eq!(begin(state.path(), "s", "x", Seen::default()).1, None);
        }
    }

    #[test]
    fn two_hundred_stories_are_remembered_and_what_a_newer_version_wrote() {
        let state = tempfile::tempdir().unwrap();
        let newer = r#"{"stories": {"kept": {"at": "2030-01-01T00:00:00Z", "mood": 1}}, "sound": true}"#;
        fs::write(state.path().join(FILE), newer).unwrap();
        for story in 0..STORIES + 20 {
            leave(state.path(), &format!("story-{story}"), &seen(story as i64, &[("a", 1)])).unwrap();
        }
        let file = load(state.path()).0;
        assert_eq!(
            (file.stories.len(), file.stories["kept"].extra.get("mood").map(crate::model::Json::as_str)),
            (STORIES, Some("1"))
        );
        assert!(
            file.extra.get("sound").is_some_and(|json| json.as_str() == "true")
                && file.stories.contains_key("story-219")
        );
        assert!(!file.stories.contains_key("story-20") && file.stories.contains_key("story-21"));
    }

    #[test]
    #[cfg(unix)]
    fn a_folder_that_cannot_be_written_stops_nobody_and_the_file_is_private() {
        use std::os::unix::fs::PermissionsExt;
        let state = tempfile::tempdir().unwrap();
        leave(state.path(), "s", &seen(1, &[("a", 1)])).unwrap();
        assert_eq!(fs::metadata(state.path().join(FILE)).unwrap().permissions().mode() & 0o777, 0o600);
        let file = state.path().join(FILE);
        let (known, _, written) = begin(&file, "s", "x", seen(5, &[("b", 2)]));
        assert!(written.is_err() && covers(&known, "b-2"));
    }
}
