//! Who has a story open: one small hidden file per window beside the project, such as `.talks.tickmark.open-k3f9x2ab`.
//!
//! It only informs. Nothing waits for it, and nothing is refused because of it. Each window touches its own every
//! [`BEAT`]; one that was not touched for [`EXPIRES`] counts no more, and is swept after a day. Ages are told by the times
//! that the file system gives, against that of our own file, so that clocks of different machines need not agree.

use crate::model::Person;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// How often a window says that it still has the story open.
pub const BEAT: Duration = Duration::from_secs(15);

/// How long after its last word a window is taken to be gone.
pub const EXPIRES: Duration = Duration::from_secs(50);

/// How long a file that nobody touches is left lying.
const SWEPT_AFTER: Duration = Duration::from_secs(24 * 60 * 60);

/// The largest such file that is read, in bytes.
const LIMIT: u64 = 4096;

/// Somebody who has the story open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Who.
    #[serde(flatten)]
    pub by: Person,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// That this window has a story open. Ends, and the file with it, when it is dropped.
#[derive(Debug)]
pub struct Presence {
    folder: PathBuf,
    prefix: String,
    file: PathBuf,
    holder: Holder,
}

impl Presence {
    /// Of a window that has this project open, be it by way of a symbolic link. Nothing is written before the first
    /// [`Presence::beat`].
    pub fn new(project: &Path, sitting: &str, by: Person, since: DateTime<Utc>) -> Self {
        let project = super::save::resolve(project).unwrap_or_else(|_| project.to_owned());
        let folder = super::save::folder(&project).to_owned();
        let name = project.file_name().unwrap_or_default().to_string_lossy();
        let prefix = format!(".{name}.open-");
        let file = folder.join(format!("{prefix}{sitting}"));
        Self { folder, prefix, file, holder: Holder { by, since } }
    }

    /// The file that says so.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Says that the window still has the story open.
    ///
    /// # Errors
    /// When the folder cannot be written to; others then do not hear of this window, and nothing else follows.
    pub fn beat(&self) -> io::Result<()> {
        fs::write(&self.file, serde_json::to_vec(&self.holder)?)
    }

    /// Who else has the story open, by the time since when. Sweeps what was left lying.
    pub fn others(&self) -> Vec<Holder> {
        let Some(now) = modified(&self.file) else { return Vec::new() };
        let Ok(entries) = fs::read_dir(&self.folder) else { return Vec::new() };
        let files = entries.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with(&self.prefix));
        let mut others: Vec<Holder> = files
            .map(|entry| entry.path())
            .filter(|path| *path != self.file)
            .filter_map(|path| holder(&path, now))
            .collect();
        others.sort_by_key(|holder| holder.since);
        others
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        leave(&self.file);
    }
}

/// Lets others see that a window no longer has a story open, by its [`Presence::file`].
pub fn leave(presence: &Path) {
    // What stays lying expires.
    drop(fs::remove_file(presence));
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file)?.modified().ok()
}

fn holder(path: &Path, now: SystemTime) -> Option<Holder> {
    let age = now.duration_since(modified(path)?).unwrap_or_default();
    if age > SWEPT_AFTER {
        drop(fs::remove_file(path));
    }
    if age > EXPIRES || fs::metadata(path).ok()?.len() > LIMIT {
        return None;
    }
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn present(folder: &Path, sitting: &str, initials: &str) -> Presence {
        let since = DateTime::UNIX_EPOCH;
        let presence = Presence::new(&folder.join("talks.tickmark"), sitting, Person::new(initials, ""), since);
        presence.beat().unwrap();
        presence
    }

    fn initials(presence: &Presence) -> Vec<String> {
        presence.others().into_iter().map(|holder| holder.by.initials).collect()
    }

    fn let_pass(presence: &Presence, seconds: u64) {
        let file = fs::File::options().write(true).open(presence.file()).unwrap();
        let then = file.metadata().unwrap().modified().unwrap() - Duration::from_secs(seconds);
        file.set_modified(then).unwrap();
    }

    #[test]
    fn windows_know_of_each_other_until_they_close() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (present(folder.path(), "a", "AK"), present(folder.path(), "b", "MK"));
        let elsewhere = folder.path().join("other.tickmark");
        let other = Presence::new(&elsewhere, "c", Person::new("XX", ""), DateTime::UNIX_EPOCH);
        other.beat().unwrap();
        assert_eq!((initials(&one), initials(&two)), (vec!["MK".to_owned()], vec!["AK".to_owned()]));
        drop(two);
        assert_eq!(initials(&one), Vec::<String>::new());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is left behind");
    }

    #[test]
    #[cfg(unix)]
    fn windows_know_of_each_other_by_way_of_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("mine.tickmark");
        std::os::unix::fs::symlink("talks.tickmark", &link).unwrap();
        let one = present(folder.path(), "a", "AK");
        let two = Presence::new(&link, "b", Person::new("MK", ""), DateTime::UNIX_EPOCH);
        two.beat().unwrap();
        assert_eq!((initials(&one), initials(&two)), (vec!["MK".to_owned()], vec!["AK".to_owned()]));
    }

    #[test]
    fn one_that_is_silent_expires_and_is_swept_after_a_day() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (present(folder.path(), "a", "AK"), present(folder.path(), "b", "MK"));
        for (seconds, expected, there) in [(40, 1, true), (60, 0, true), (100_000, 0, false)] {
            two.beat().unwrap();
            let_pass(&two, seconds);
            assert_eq!((initials(&one).len(), two.file().exists()), (expected, there), "{seconds} s");
        }
    }

    #[test]
    fn what_is_no_such_file_is_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let one = present(folder.path(), "a", "AK");
        let at = |name: &str| folder.path().join(format!(".talks.tickmark.open-{name}"));
        fs::write(at("empty"), "").unwrap();
        fs::write(at("large"), format!("{{\"initials\": \"{}\"}}", "x".repeat(5000))).unwrap();
        fs::create_dir(at("folder")).unwrap();
        assert_eq!(initials(&one), Vec::<String>::new());
    }
}
