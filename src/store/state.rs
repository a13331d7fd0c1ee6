//! Where this user's machine keeps what is not the project: recovery journals, backups, what was last looked at.

use super::settings::HOME;
use crate::model::Project;
use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The folder of this user's state: `TICKMARK_HOME/state` when that is set, else the platform's own
/// (`$XDG_STATE_HOME/tickmark` on Linux, XDG Base Directory Specification). Absent when the account has no home.
pub fn folder() -> Option<PathBuf> {
    match env::var_os(HOME).filter(|home| !home.is_empty()) {
        Some(home) => Some(PathBuf::from(home).join("state")),
        None => {
            let folders = directories::ProjectDirs::from("", "", "tickmark")?;
            Some(folders.state_dir().unwrap_or(folders.data_local_dir()).to_owned())
        }
    }
}

/// Makes a folder, with those above it, that only its owner can look into.
///
/// # Errors
/// When it cannot be made.
pub fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Names the story, fit for a file name: the identifier of the first entry of its history, which all copies of a
/// project share, however they are called and wherever they lie. `story` when nothing was ever done to it.
pub fn story_key(project: &Project) -> String {
    let first = project.history.entries().first().map_or("", |entry| &entry.id.0);
    let plain = |sign: char| if sign.is_ascii_alphanumeric() || sign == '-' { sign } else { '_' };
    let key: String = first.chars().take(64).map(plain).collect();
    if key.is_empty() { "story".to_owned() } else { key }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Edit, Minter, Person};
    use chrono::DateTime;

    fn named(sitting: &str) -> String {
        let mut project = Project::default();
        let title = Edit::Title(crate::model::Change { from: String::new(), to: "Talks".to_owned() });
        project.commit(vec![title], &Person::default(), DateTime::UNIX_EPOCH, &mut Minter::new(sitting)).unwrap();
        story_key(&project)
    }

    #[test]
    fn a_story_is_named_by_its_first_entry_and_by_nothing_that_leads_elsewhere() {
        assert_eq!(story_key(&Project::default()), "story");
        for (sitting, expected) in [("k3f9x2ab", "k3f9x2ab-1"), ("../../etc", "______etc-1"), ("é\0", "__-1")] {
            assert_eq!(named(sitting), expected, "{sitting:?}");
        }
        assert_eq!(named(&"a".repeat(500)).len(), 64);
    }

    #[test]
    #[cfg(unix)]
    fn only_the_owner_can_look_into_the_folder() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("a/b");
        make_private(&inner).unwrap();
        make_private(&inner).unwrap();
        assert_eq!(fs::metadata(inner).unwrap().permissions().mode() & 0o777, 0o700);
    }
}
