//! Temporary files of ours: how they are called, and how those that a lost program left behind are cleared away.

use super::save::{folder as folder_of, resolve};
use chrono::{DateTime, TimeDelta, Utc};
use std::fs;
use std::io;
use std::path::Path;
use tempfile::NamedTempFile;

const PREFIX: &str = ".tickmark-";
const SUFFIX: &str = ".tmp";

/// Letters and digits between the two.
const RANDOM: usize = 8;

/// No save takes longer than this.
const STALE: TimeDelta = TimeDelta::hours(1);

/// Makes a temporary file in this folder, for its owner's eyes only. It is gone when it is dropped.
///
/// # Errors
/// When it cannot be made.
pub(super) fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    tempfile::Builder::new().prefix(PREFIX).suffix(SUFFIX).rand_bytes(RANDOM).tempfile_in(folder)
}

/// Takes our own temporary files away from beside a project, as [`sweep`] does.
pub fn sweep_beside(project: &Path, now: DateTime<Utc>) {
    let project = resolve(project).unwrap_or_else(|_| project.to_owned());
    sweep(folder_of(&project), now);
}

/// Takes our own temporary files out of a folder that were last written more than an hour before `now`. Whatever
/// cannot be taken away stays.
pub fn sweep(folder: &Path, now: DateTime<Utc>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_ours = entry.file_name().to_str().is_some_and(is_temporary);
        // The metadata of an entry are its own, not those of what a link leads to.
        if is_ours && entry.metadata().is_ok_and(|meta| meta.is_file() && is_stale(&meta, now)) {
            drop(fs::remove_file(entry.path()));
        }
    }
}

fn is_temporary(name: &str) -> bool {
    let middle = name.strip_prefix(PREFIX).and_then(|rest| rest.strip_suffix(SUFFIX));
    middle.is_some_and(|middle| middle.len() == RANDOM && middle.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

fn is_stale(meta: &fs::Metadata, now: DateTime<Utc>) -> bool {
    meta.modified().is_ok_and(|written| now - DateTime::<Utc>::from(written) > STALE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_old_files_are_cleared_away() {
        let place = tempfile::tempdir().unwrap();
        let at = |name: &str| place.path().join(name);
        let names = [
            ".tickmark-abcdEF12.tmp",
            ".tickmark-abc.tmp",
            ".tickmark-abcdEF12",
            "tickmark-abcdEF12.tmp",
            ".tickmark-abcd_F12.tmp",
            "story.tickmark",
            ".tickmark-abcdEF12.tmp.tmp",
        ];
        for name in names {
            fs::write(at(name), "x").unwrap();
        }
        fs::create_dir(at(".tickmark-folder00.tmp")).unwrap();
        let kept = temporary(place.path()).unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("story.tickmark", at(".tickmark-symlink0.tmp")).unwrap();
        let count = || fs::read_dir(place.path()).unwrap().count();
        let before = count();
        let written = DateTime::<Utc>::from(fs::metadata(kept.path()).unwrap().modified().unwrap());
        sweep(place.path(), written + TimeDelta::minutes(59));
        sweep(place.path(), written - TimeDelta::days(9));
        assert_eq!(count(), before, "nothing is older than an hour");
        sweep(place.path(), written + TimeDelta::minutes(61));
        assert_eq!(count(), before - 2);
        assert!(!at(names[0]).exists() && !kept.path().exists());
        assert!(names[1..].iter().all(|name| at(name).exists()));
    }
}
