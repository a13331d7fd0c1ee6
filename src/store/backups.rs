//! Versions of a story as they were, in the user's folder for state: `backups/STORY/2026-11-24T140205Z-HASH.tickmark`,
//! each named by when this machine wrote or read it (UTC) and the first twelve digits of its SHA-256.
//!
//! The last ten stay, and the newest of each day for thirty days. `places` beside them says where the story lay, so
//! that its versions are found when its file is damaged or gone.

use super::save::sync_folder;
use super::temporary::{sweep, temporary};
use super::{EXTENSION, kept, state};
use chrono::{DateTime, NaiveDateTime, Utc};
use std::cmp::Reverse;
use std::collections::HashSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// How many of the latest versions stay.
const LATEST: usize = 10;

/// For how many days the newest version of each stays.
const DAYS: i64 = 30;

/// How a time is written in a name.
const TIME: &str = "%Y-%m-%dT%H%M%SZ";

/// Digits of the SHA-256 in a name.
const DIGITS: usize = 12;

/// The file with the paths at which the story was, one a line.
const FILE: &str = "places";

/// How many of them are remembered.
const PLACES: usize = 20;

/// A version of a story that was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// When it was written or read here.
    pub at: DateTime<Utc>,
    /// Its length in bytes.
    pub bytes: u64,
    /// Where it is.
    pub path: PathBuf,
    digits: String,
    /// Tells versions of one second apart.
    written: Option<DateTime<Utc>>,
}

/// The folder with the versions of a story, of which [`state::story_key`] is the name.
pub fn folder(state: &Path, story: &str) -> PathBuf {
    state.join("backups").join(story)
}

/// Keeps a version with this SHA-256, unless it is the newest already, and lets go of those that are too many.
///
/// # Errors
/// When it cannot be written; what was kept before is still there.
pub fn keep(folder: &Path, bytes: &[u8], hash: &str, at: DateTime<Utc>) -> io::Result<()> {
    state::make_private(folder)?;
    sweep(folder, at);
    let digits = hash.get(..DIGITS).unwrap_or(hash);
    let is_there = |newest: &Backup| newest.digits == digits && newest.bytes == bytes.len() as u64;
    if !list(folder).first().is_some_and(is_there) {
        write_whole(folder, &format!("{}-{digits}.{EXTENSION}", at.format(TIME)), bytes)?;
    }
    prune(folder, at);
    Ok(())
}

/// All versions that are kept in this folder, the newest first.
pub fn list(folder: &Path) -> Vec<Backup> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<Backup> = entries.filter_map(|entry| backup(&entry)).collect();
    found.sort_by_key(|backup| Reverse((backup.at, backup.written)));
    found
}

/// A version as it was.
///
/// # Errors
/// When it cannot be read, or is no longer what it was.
pub fn read(backup: &Backup) -> io::Result<Vec<u8>> {
    let bytes = super::read_file(&backup.path)?;
    match kept::hash(&bytes).starts_with(&backup.digits) {
        true => Ok(bytes),
        false => Err(io::Error::other("its contents have changed since it was kept")),
    }
}

/// Remembers that a story lies at this path, for [`story_at`]. Nothing but that search needs it, so that a failure is none.
pub fn remember(folder: &Path, path: &Path) {
    let mut known = places(folder);
    let Some(place) = place(path).filter(|place| !known.contains(place)) else { return };
    known.push(place);
    let from = known.len().saturating_sub(PLACES);
    drop(write_whole(folder, FILE, (known[from..].join("\n") + "\n").as_bytes()));
}

/// The name of the story whose project file was at this path; where there were several, of the one with the newest version.
pub fn story_at(state: &Path, path: &Path) -> Option<String> {
    let place = place(path)?;
    let stories = fs::read_dir(state.join("backups")).ok()?.flatten().map(|entry| entry.path());
    let story = stories.filter(|folder| places(folder).contains(&place)).max_by_key(|folder| {
        let newest = list(folder).into_iter().next();
        newest.map(|newest| (newest.at, newest.written))
    })?;
    Some(story.file_name()?.to_string_lossy().into_owned())
}

fn places(folder: &Path) -> Vec<String> {
    let text = fs::read_to_string(folder.join(FILE)).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

/// A path as it is written down: absolute, one line. It need not lead to anything, but its folder must be there.
fn place(path: &Path) -> Option<String> {
    let folder = super::save::folder(path).canonicalize().ok()?;
    folder.join(path.file_name()?).into_os_string().into_string().ok().filter(|place| !place.contains('\n'))
}

fn write_whole(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let mut temp = temporary(folder)?;
    temp.write_all(bytes)?;
    temp.as_file().sync_all()?;
    temp.persist(folder.join(name)).map_err(|error| error.error)?;
    sync_folder(folder)
}

/// What an entry of the folder is, when its name is one of ours.
fn backup(entry: &fs::DirEntry) -> Option<Backup> {
    let name = entry.file_name().into_string().ok()?;
    let (time, digits) = name.strip_suffix(EXTENSION)?.strip_suffix('.')?.rsplit_once('-')?;
    let at = NaiveDateTime::parse_from_str(time, TIME).ok()?.and_utc();
    let meta = entry.metadata().ok().filter(fs::Metadata::is_file)?;
    let is_ours = digits.len() == DIGITS && digits.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
    let written = meta.modified().ok().map(DateTime::from);
    is_ours.then(|| Backup { at, bytes: meta.len(), path: entry.path(), digits: digits.to_owned(), written })
}

/// Lets go of the versions that need not stay. One that cannot be taken away is tried again with the next.
fn prune(folder: &Path, now: DateTime<Utc>) {
    let mut days = HashSet::new();
    for (place, backup) in list(folder).into_iter().enumerate() {
        let is_newest_of_day = days.insert(backup.at.date_naive());
        let age = (now.date_naive() - backup.at.date_naive()).num_days();
        if place >= LATEST && !(is_newest_of_day && age < DAYS) {
            drop(fs::remove_file(backup.path));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    fn at(day: i64, second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000, 0).unwrap() + TimeDelta::days(day) + TimeDelta::seconds(second)
    }

    fn keep_text(folder: &Path, text: &str, at: DateTime<Utc>) {
        keep(folder, text.as_bytes(), &kept::hash(text.as_bytes()), at).unwrap();
    }

    fn texts(folder: &Path) -> Vec<String> {
        list(folder).iter().map(|backup| String::from_utf8(read(backup).unwrap()).unwrap()).collect()
    }

    #[test]
    fn a_version_is_named_by_time_and_contents_and_kept_once() {
        let place = tempfile::tempdir().unwrap();
        let folder = folder(place.path(), "s-1");
        assert_eq!(list(&folder), []);
        let time = "2026-11-24T14:02:05Z".parse().unwrap();
        keep_text(&folder, "abc", time);
        keep_text(&folder, "abc", time + TimeDelta::hours(3));
        let [only] = &list(&folder)[..] else { panic!("one version") };
        let expected = place.path().join("backups/s-1/2026-11-24T140205Z-ba7816bf8f01.tickmark");
        assert_eq!((only.at, only.bytes, &only.path), (time, 3, &expected));
        for (text, second) in [("b", 0), ("c", 0), ("abc", 1)] {
            keep_text(&folder, text, time + TimeDelta::seconds(second));
        }
        assert_eq!(texts(&folder)[0], "abc", "what comes back later is a version again");
        fs::write(&expected, "abd").unwrap();
        assert!(read(only).unwrap_err().to_string().contains("changed"));
    }

    #[test]
    fn the_last_ten_stay_and_the_newest_of_each_day_for_thirty_days() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path();
        fs::write(folder.join("notes.txt"), "mine").unwrap();
        for day in 0..40 {
            for second in 0..3 {
                keep_text(folder, &format!("{day}.{second}"), at(day, second));
            }
        }
        let days = |range: std::ops::RangeInclusive<i64>| range.rev().map(|day| format!("{day}.2"));
        let latest: Vec<String> = (36..40).rev().flat_map(|day| [2, 1, 0].map(|at| format!("{day}.{at}"))).collect();
        let expected: Vec<String> = latest[..10].iter().cloned().chain(days(10..=35)).collect();
        let (found, expected) = (texts(folder), expected);
        assert_eq!(found, expected);
        assert!(folder.join("notes.txt").is_file(), "what is not ours is left alone");
    }

    #[test]
    fn of_many_saves_in_one_second_the_latest_stay() {
        let place = tempfile::tempdir().unwrap();
        for count in 0..30 {
            keep_text(place.path(), &count.to_string(), at(0, 0));
            // A file system that counts time in whole jiffies must see them one after the other.
            std::thread::sleep(std::time::Duration::from_millis(12));
        }
        let expected: Vec<String> = (20..30).rev().map(|count| count.to_string()).collect();
        assert_eq!(texts(place.path()), expected);
    }

    #[test]
    fn a_story_is_found_by_where_it_was() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("talks.tickmark");
        let at_path = || story_at(place.path(), &path);
        assert_eq!(at_path(), None);
        for (story, day) in [("old", 0), ("new", 2), ("older", 1)] {
            let folder = folder(place.path(), story);
            keep_text(&folder, story, at(day, 0));
            for _ in 0..2 {
                remember(&folder, &path);
            }
            assert_eq!(places(&folder).len(), 1);
            assert_eq!(list(&folder).len(), 1, "it is no version");
        }
        assert_eq!(at_path().as_deref(), Some("new"));
        assert_eq!(story_at(place.path(), &place.path().join("other.tickmark")), None);
    }

    #[test]
    #[cfg(unix)]
    fn only_the_owner_can_read_them() {
        use std::os::unix::fs::PermissionsExt;
        let place = tempfile::tempdir().unwrap();
        let folder = folder(place.path(), "s-1");
        keep_text(&folder, "secret", at(0, 0));
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&folder), mode(&list(&folder)[0].path)), (0o700, 0o600));
    }
}
