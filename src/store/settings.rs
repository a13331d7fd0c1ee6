//! Preferences and recent projects: one JSON file in the user's folder for settings.
//!
//! Nothing in it is needed to work: a missing file means the defaults, and a damaged one is put aside, never a reason
//! not to start. Fields this version does not know survive.

use super::disk::Step;
use super::save::{SaveError, write_file};
use crate::model::{Extra, Person, is_default};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::env;
use std::path::{Path, PathBuf};

/// How many recent projects are remembered.
const RECENT: usize = 12;

/// How many stories the last export is remembered of.
const EXPORTS: usize = 100;

const FILE: &str = "settings.json";

/// Names a folder to use instead of the user's folders for settings and state.
pub(super) const HOME: &str = "TICKMARK_HOME";

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// As the desktop has it.
    #[default]
    System,
}

/// Where the window was, in points of the desktop.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WindowPlace {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
    /// It filled the screen.
    pub maximized: bool,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A project that was open lately.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recent {
    /// Its file, absolute.
    pub path: PathBuf,
    /// What the story is called.
    pub title: String,
    /// When it was last opened or saved.
    pub at: DateTime<Utc>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// How a story was last exported. That confidential sources were named is not remembered: it is asked each time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastExport {
    /// The story, see [`super::state::story_key`].
    pub story: String,
    /// The edition, by its key.
    pub edition: String,
    /// The format, by its key.
    pub format: String,
    /// With everything that was done, in order.
    #[serde(default, skip_serializing_if = "is_default")]
    pub audit_trail: bool,
    /// The person whose call sheet it was, by identifier; empty for everybody.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub person: String,
    /// The style of citations, by its key; empty for the plain one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub citations: String,
    /// The choice of claims for the writer's own file, by its key; empty for all.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub choice: String,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Preferences and recent projects.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Who checks; the initials may be empty, see [`Settings::checker`].
    #[serde(skip_serializing_if = "is_default")]
    pub person: Person,
    /// Light or dark.
    pub theme: Theme,
    /// Size of the article's letters, in points at a scale of 1.
    pub text_size: f32,
    /// Longest line of the article, in characters of middling width.
    pub line_width: f32,
    /// Scale of everything in the window.
    pub scale: f32,
    /// Share of the window's width that the article has.
    pub split: f32,
    /// Where the window was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<WindowPlace>,
    /// Projects that were open lately, the latest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub recent: Vec<Recent>,
    /// How stories were last exported, the latest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub exports: Vec<LastExport>,
    /// The folder they were read from and are written to; without one they last as long as the window.
    #[serde(skip)]
    pub folder: Option<PathBuf>,
    /// The user's folder for what is neither a project nor a setting; without one nothing of that is kept.
    #[serde(skip)]
    pub state: Option<PathBuf>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            person: Person::default(),
            theme: Theme::System,
            text_size: 18.0,
            line_width: 68.0,
            scale: 1.0,
            split: 0.58,
            window: None,
            recent: Vec::new(),
            exports: Vec::new(),
            folder: None,
            state: None,
            extra: Extra::new(),
        }
    }
}

impl Settings {
    /// Reads the settings of this user. With them comes a sentence when the file was damaged; it then lies beside the
    /// new one as `settings.json.damaged`.
    pub fn load() -> (Self, Option<String>) {
        let Some(folder) = folder() else { return Self::default().into_pair() };
        let (settings, warning) = Self::load_from(&folder);
        (Self { folder: Some(folder), state: super::state::folder(), ..settings }, warning)
    }

    /// Reads the settings in this folder, as [`Settings::load`] does.
    pub fn load_from(folder: &Path) -> (Self, Option<String>) {
        let path = folder.join(FILE);
        let Ok(bytes) = super::read_file(&path) else { return Self::default().into_pair() };
        match serde_json::from_slice::<Self>(&bytes) {
            Ok(settings) => settings.within_limits().into_pair(),
            Err(error) => {
                let aside = folder.join(format!("{FILE}.damaged"));
                let kept = match std::fs::rename(&path, &aside) {
                    Ok(()) => format!("; it was kept as “{}”", aside.display()),
                    Err(_) => String::new(),
                };
                let warning = format!("The settings could not be read ({error}) and are the usual ones now{kept}.");
                (Self::default(), Some(warning))
            }
        }
    }

    fn into_pair(self) -> (Self, Option<String>) {
        (self, None)
    }

    /// Numbers that somebody wrote by hand must not make the window unusable.
    fn within_limits(mut self) -> Self {
        self.text_size = self.text_size.clamp(8.0, 48.0);
        self.line_width = self.line_width.clamp(30.0, 200.0);
        self.scale = self.scale.clamp(0.5, 4.0);
        self.split = self.split.clamp(0.2, 0.85);
        self.window = self.window.filter(|window| window.width >= 200.0 && window.height >= 150.0);
        self.recent.truncate(RECENT);
        self.exports.truncate(EXPORTS);
        self
    }

    /// Writes the settings to where they were read from; those that were read from nowhere are not written.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn save(&self) -> Result<(), SaveError> {
        self.folder.as_deref().map_or(Ok(()), |folder| self.save_to(folder))
    }

    /// Writes the settings into this folder, and makes the folder when it is not there.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn save_to(&self, folder: &Path) -> Result<(), SaveError> {
        let path = folder.join(FILE);
        let failed = |error| SaveError { path: path.clone(), step: Step::Create, error };
        std::fs::create_dir_all(folder).map_err(failed)?;
        let mut bytes = serde_json::to_vec_pretty(self).map_err(|error| failed(error.into()))?;
        bytes.push(b'\n');
        write_file(&path, &bytes)
    }

    /// Who checks: as set here, or else with the initials in `TICKMARK_CHECKER`, or else with those of the account, whose
    /// name is in `USER`, `LOGNAME` or `USERNAME`. Where none of these says it, there are no initials.
    pub fn checker(&self) -> Person {
        let mut person = self.person.clone();
        if person.initials.trim().is_empty() {
            let signs = env::var("TICKMARK_CHECKER").ok().map(|signs| signs.trim().to_owned());
            let accounts = ["USER", "LOGNAME", "USERNAME"].into_iter().filter_map(|name| env::var(name).ok());
            let known = signs.into_iter().chain(accounts.map(|account| initials(&account)));
            person.initials = known.into_iter().find(|initials| !initials.is_empty()).unwrap_or_default();
        }
        person
    }

    /// Puts a project first among the recent ones.
    pub fn remember(&mut self, path: &Path, title: &str, at: DateTime<Utc>) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        self.recent.retain(|recent| recent.path != path);
        self.recent.insert(0, Recent { path, title: title.to_owned(), at, extra: Extra::new() });
        self.recent.truncate(RECENT);
    }

    /// Remembers how a story was exported, in place of the time before.
    pub fn remember_export(&mut self, export: LastExport) {
        self.exports.retain(|other| other.story != export.story);
        self.exports.insert(0, export);
        self.exports.truncate(EXPORTS);
    }

    /// How this story was last exported.
    pub fn last_export(&self, story: &str) -> Option<&LastExport> {
        self.exports.iter().find(|export| export.story == story)
    }

    /// The recent projects whose files are still there.
    pub fn recent_projects(&self) -> Vec<&Recent> {
        self.recent.iter().filter(|recent| recent.path.is_file()).collect()
    }
}

/// The folder of this user's settings; absent when the account has no home.
pub fn folder() -> Option<PathBuf> {
    match env::var_os(HOME).filter(|home| !home.is_empty()) {
        Some(home) => Some(home.into()),
        None => Some(directories::ProjectDirs::from("", "", "tickmark")?.config_dir().to_owned()),
    }
}

/// The first letters of an account's name: of its parts, or of the name when it has one part.
fn initials(account: &str) -> String {
    let parts: Vec<&str> =
        account.split(|sign: char| !sign.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let letters: String = match parts.as_slice() {
        [only] => only.chars().take(2).collect(),
        parts => parts.iter().filter_map(|part| part.chars().next()).take(3).collect(),
    };
    letters.to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn settings_survive_and_so_do_fields_of_a_newer_version() {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("new/folder");
        assert_eq!(Settings::load_from(&home), (Settings::default(), None));
        let mut settings =
            Settings { theme: Theme::Dark, person: Person::new("ak", "Anneli Kask"), ..Settings::default() };
        settings.extra.insert("sound", "true".parse().unwrap());
        settings.remember(Path::new("/a.tickmark"), "A", DateTime::UNIX_EPOCH);
        settings.save_to(&home).unwrap();
        assert_eq!(Settings::load_from(&home), (settings, None));
    }

    #[test]
    fn damaged_settings_are_put_aside() {
        let folder = tempfile::tempdir().unwrap();
        for bytes in [&b"{\"theme\": "[..], b"\xff\x00", b"[]", b"{\"theme\": 7}"] {
            fs::write(folder.path().join(FILE), bytes).unwrap();
            let (settings, warning) = Settings::load_from(folder.path());
            assert_eq!(settings, Settings::default());
            assert!(warning.unwrap().contains("settings.json.damaged"));
            assert_eq!(fs::read(folder.path().join("settings.json.damaged")).unwrap(), bytes);
            assert!(!folder.path().join(FILE).exists());
        }
    }

    #[test]
    fn numbers_out_of_reason_are_brought_back() {
        let folder = tempfile::tempdir().unwrap();
        let json = r#"{"text_size": 0, "scale": 1e9, "split": -4, "window": {"width": 1, "height": 1}}"#;
        fs::write(folder.path().join(FILE), json).unwrap();
        let settings = Settings::load_from(folder.path()).0;
        assert_eq!((settings.text_size, settings.scale, settings.split, settings.window), (8.0, 4.0, 0.2, None));
    }

    #[test]
    fn recent_projects_are_few_and_there() {
        let folder = tempfile::tempdir().unwrap();
        let mut settings = Settings::default();
        for number in (0..20).chain([15]) {
            let path = folder.path().join(format!("{number}.tickmark"));
            settings.remember(&path, "story", DateTime::UNIX_EPOCH);
            if number % 2 == 1 {
                fs::write(path, "").unwrap();
            }
        }
        assert_eq!(settings.recent.len(), 12);
        let there: Vec<_> = settings.recent_projects().iter().map(|recent| recent.path.file_stem().unwrap()).collect();
        assert_eq!(there, ["15", "19", "17", "13", "11", "9"]);
    }

    #[test]
    fn the_last_export_of_a_story_is_remembered_and_of_no_more_than_a_hundred() {
        let folder = tempfile::tempdir().unwrap();
        let mut settings = Settings::default();
        let export = |story: &str, format: &str| LastExport {
            story: story.to_owned(),
            edition: "legal".to_owned(),
            format: format.to_owned(),
            ..LastExport::default()
        };
        (0..120).for_each(|story| settings.remember_export(export(&format!("story-{story}"), "html")));
        settings.remember_export(export("story-30", "csv"));
        settings.save_to(folder.path()).unwrap();
        let settings = Settings::load_from(folder.path()).0;
        assert_eq!(settings.exports.len(), 100);
        assert_eq!(settings.last_export("story-30"), Some(&export("story-30", "csv")));
        assert_eq!(settings.exports.iter().filter(|export| export.story == "story-30").count(), 1);
        assert_eq!(settings.last_export("story-19"), None);
    }

    #[test]
    fn initials_are_the_first_letters_of_an_account() {
        for (account, expected) in [("anna", "AN"), ("anna.lee", "AL"), ("a", "A"), ("ülo-k_x", "ÜKX"), ("..", "")] {
            assert_eq!(initials(account), expected, "{account}");
        }
    }
}
