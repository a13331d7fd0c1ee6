//! Watching the file of the open story: whether another program wrote to it, and who else has it open.

use crate::model::Person;
use crate::store::presence::{BEAT, Presence};
use crate::store::{kept, read_file};
use chrono::{DateTime, Utc};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

pub use crate::store::presence::Holder;

/// How often the file is read and hashed.
const EVERY: Duration = Duration::from_secs(2);

/// How long a change must last before it is believed: somebody may still be writing.
const SETTLES: Duration = Duration::from_millis(300);

/// The hash of the file as the session last read or wrote it, shared with the one who watches.
#[derive(Clone, Debug, Default)]
pub struct Known(Arc<Mutex<Option<String>>>);

impl Known {
    /// Says what is in the file now.
    pub fn set(&self, hash: Option<String>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = hash;
    }

    fn is(&self, hash: &str) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).as_deref() == Some(hash)
    }
}

/// What has happened to the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// Another program wrote to it.
    pub changed: bool,
    /// Who else has the story open.
    pub others: Vec<Holder>,
}

/// Watches one file for one window.
#[derive(Debug)]
pub struct Watch {
    path: PathBuf,
    known: Known,
    presence: Presence,
    others: Vec<Holder>,
    since_beat: Duration,
    /// The last change that was told, which is not told twice.
    told: Option<String>,
}

impl Watch {
    /// Watches the file at this path, and lets others see that this person has it open since then.
    pub fn new(path: &Path, known: Known, sitting: &str, by: Person, since: DateTime<Utc>) -> Self {
        let presence = Presence::new(path, sitting, by, since);
        Self { path: path.to_owned(), known, presence, others: Vec::new(), since_beat: BEAT, told: None }
    }

    /// The file that tells others of this window; it goes when the watch is dropped.
    pub fn presence_file(&self) -> &Path {
        self.presence.file()
    }

    /// Waits for news. `pause` waits for some time and says whether to give up; nothing comes back then. A file that
    /// cannot be read for a while is no news.
    pub fn wait(mut self, pause: impl Fn(Duration) -> bool) -> Option<(Self, News)> {
        loop {
            if self.since_beat >= BEAT {
                // Where nothing can be written, others do not hear of this window, and that is all.
                drop(self.presence.beat());
                self.since_beat = Duration::ZERO;
            }
            let others = self.presence.others();
            let changed = self.change(&pause);
            if changed.is_some() || others != self.others {
                self.others.clone_from(&others);
                let is_change = changed.is_some();
                self.told = changed.or(self.told);
                return Some((self, News { changed: is_change, others }));
            }
            if pause(EVERY) {
                return None;
            }
            self.since_beat += EVERY;
        }
    }

    /// The hash of what another program wrote, once it has stopped writing.
    fn change(&self, pause: impl Fn(Duration) -> bool) -> Option<String> {
        let hash = self.strange()?;
        pause(SETTLES);
        self.strange().filter(|again| *again == hash)
    }

    fn strange(&self) -> Option<String> {
        let hash = kept::hash(&read_file(&self.path).ok().filter(|bytes| !bytes.is_empty())?);
        (!self.known.is(&hash) && self.told.as_ref() != Some(&hash)).then_some(hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;
    use std::fs;

    fn watch(path: &Path, known: &[u8]) -> Watch {
        let hash = Known::default();
        hash.set(Some(kept::hash(known)));
        Watch::new(path, hash, "a", Person::new("AK", ""), DateTime::UNIX_EPOCH)
    }

    /// Waits, does something at each pause, and gives up after ten of them.
    fn wait(watch: Watch, each: impl Fn(usize)) -> Option<(Watch, News)> {
        let count = Cell::new(0);
        watch.wait(|_| {
            count.set(count.get() + 1);
            each(count.get());
            count.get() > 10
        })
    }

    #[test]
    fn tells_once_that_another_program_wrote_to_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talks.tickmark");
        fs::write(&path, "one").unwrap();
        let told = wait(watch(&path, b"one"), |pause| {
            if pause == 3 {
                fs::write(&path, "two").unwrap();
            }
        });
        let (watch, news) = told.unwrap();
        assert_eq!(news, News { changed: true, others: Vec::new() });
        assert!(wait(watch, |_| ()).is_none(), "it was told already");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left behind");
    }

    #[test]
    fn a_file_that_is_away_for_a_while_or_still_being_written_is_no_news() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talks.tickmark");
        fs::write(&path, "one").unwrap();
        let contents = |pause: usize| match pause {
            2 => None,
            3 => Some(""),
            5 => Some("one, t"),
            _ => Some("one"),
        };
        let news = wait(watch(&path, b"one"), |pause| match contents(pause) {
            Some(contents) => fs::write(&path, contents).unwrap(),
            None => fs::remove_file(&path).unwrap(),
        });
        assert!(news.is_none());
    }

    #[test]
    fn what_the_session_wrote_itself_is_no_news() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talks.tickmark");
        fs::write(&path, "one").unwrap();
        let watch = watch(&path, b"one");
        let known = watch.known.clone();
        let news = wait(watch, |pause| match pause {
            2 => fs::write(&path, "two").unwrap(),
            3 => known.set(Some(kept::hash(b"two"))),
            _ => {}
        });
        assert!(news.is_none());
    }

    #[test]
    fn tells_who_else_comes_and_goes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talks.tickmark");
        fs::write(&path, "one").unwrap();
        let other = Presence::new(&path, "b", Person::new("MK", ""), DateTime::UNIX_EPOCH);
        let told = wait(watch(&path, b"one"), |pause| {
            if pause == 2 {
                other.beat().unwrap();
            }
        });
        let (watch, news) = told.unwrap();
        assert_eq!(news.others.iter().map(|holder| holder.by.initials.as_str()).collect::<Vec<_>>(), ["MK"]);
        drop(other);
        assert_eq!(wait(watch, |_| ()).map(|(_, news)| news.others), Some(Vec::new()));
    }
}
