//! The style of a house as a file: one that a desk hands round, and every machine keeps as `house.json` beside its
//! settings.
//!
//! ```json
//! {
//!   "name": "The Evening Wire",
//!   "logo": "wire.png",
//!   "accent": "#7A1F2B",
//!   "footer": "Not for distribution",
//!   "page": "letter",
//!   "words": {
//!     "editions": { "checking-copy": "research copy" },
//!     "sections": { "must-fix": "Fix before close" },
//!     "statuses": { "verified": "stands" }
//!   }
//! }
//! ```
//!
//! Everything may be left out. `logo` is the name of a picture beside the file, or the picture itself as a `data:` URI
//! (RFC 2397), so that it can be one file. Nobody but people writes this file, so a field that is not known is a slip of
//! the pen: it is refused, and no report goes out that is not as the house wants it.

use super::place::field_at;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// What the file is called in the folder for settings.
pub const FILE: &str = "house.json";

/// The largest file, in bytes, logo included.
const LIMIT: u64 = 2 << 20;

/// What the file says, not yet understood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HouseFile {
    /// What the house is called.
    pub name: String,
    /// Its logo: the name of a picture beside the file, or a `data:` URI.
    pub logo: String,
    /// Its colour, such as `#7A1F2B`.
    pub accent: String,
    /// A line at the foot of every page.
    pub footer: String,
    /// The paper, by its key.
    pub page: String,
    /// What it calls otherwise than we do.
    pub words: Words,
    /// The picture that `logo` leads to.
    #[serde(skip)]
    pub picture: Option<Vec<u8>>,
}

/// Words of the house by the keys of ours.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Words {
    /// For editions.
    pub editions: BTreeMap<String, String>,
    /// For the parts of a report.
    pub sections: BTreeMap<String, String>,
    /// For statuses, `recheck` and `corrected`.
    pub statuses: BTreeMap<String, String>,
}

/// Why a file of a house cannot be read.
#[derive(Debug, Error)]
pub enum HouseError {
    /// It cannot be opened.
    #[error("“{}” could not be read: {}", .0.display(), super::why(.1))]
    Unreadable(PathBuf, io::Error),
    /// It is no JSON, or has a field that is not known or of another kind.
    #[error("the style of the house in “{}” has a mistake in line {line}, column {column}{}: {why}", .path.display(), within(.field))]
    Mistake {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// The byte in that line, counted from 1.
        column: usize,
        /// The field; empty at the top.
        field: String,
        /// What is wrong there.
        why: String,
    },
    /// The logo cannot be found.
    #[error("the logo of the house in “{}”, “{logo}”, could not be read: {why}", .path.display())]
    Logo {
        /// The file.
        path: PathBuf,
        /// What it says the logo is.
        logo: String,
        /// What is wrong with that.
        why: String,
    },
}

fn within(field: &str) -> String {
    if field.is_empty() { String::new() } else { format!(" ({field})") }
}

/// Reads the file of a house, and the logo that it names.
///
/// # Errors
/// When it or the logo cannot be read, or it is not of this form.
pub fn read(path: &Path) -> Result<HouseFile, HouseError> {
    let bytes = super::read_at_most(path, LIMIT).map_err(|error| HouseError::Unreadable(path.to_owned(), error))?;
    let mut house: HouseFile = serde_json::from_slice(&bytes).map_err(|error| mistake(path, &bytes, &error))?;
    if !house.logo.trim().is_empty() {
        house.picture = Some(picture(path, house.logo.trim())?);
    }
    Ok(house)
}

fn mistake(path: &Path, json: &[u8], error: &serde_json::Error) -> HouseError {
    let (line, column) = (error.line(), error.column());
    let words = error.to_string();
    let why = words.rsplit_once(" at line ").map_or(words.as_str(), |(why, _)| why).replace('`', "");
    HouseError::Mistake { path: path.to_owned(), line, column, field: field_at(json, line, column), why }
}

/// The bytes of the logo. A name leads to nothing but a file beside that of the house, wherever that came from.
fn picture(path: &Path, logo: &str) -> Result<Vec<u8>, HouseError> {
    let failed = |why: String| {
        let shown: String = logo.chars().take(60).collect();
        HouseError::Logo { path: path.to_owned(), logo: shown, why }
    };
    if let Some(data) = logo.strip_prefix("data:") {
        let (_, data) = data.split_once(";base64,").ok_or_else(|| failed("it is not written in base 64".to_owned()))?;
        return BASE64_STANDARD.decode(data).map_err(|error| failed(error.to_string()));
    }
    if Path::new(logo).file_name() != Some(logo.as_ref()) || logo.contains(['/', '\\', ':']) {
        return Err(failed("it must be the name of a picture that lies beside this file".to_owned()));
    }
    super::read_at_most(&path.with_file_name(logo), LIMIT).map_err(|error| failed(super::why(&error)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn reads_a_house_with_its_logo() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        fs::write(folder.path().join("wire.png"), b"picture").unwrap();
        let json = |logo: &str| {
            let words = r#"{"statuses": {"verified": "stands"}}"#;
            format!(r##"{{"name": "Wire", "logo": "{logo}", "accent": "#7A1F2B", "words": {words}}}"##)
        };
        for logo in ["wire.png", "data:image/png;base64,cGljdHVyZQ=="] {
            fs::write(&path, json(logo)).unwrap();
            let house = read(&path).unwrap();
            assert_eq!((house.name.as_str(), house.accent.as_str()), ("Wire", "#7A1F2B"));
            assert_eq!(house.words.statuses["verified"], "stands");
            assert_eq!(house.picture.as_deref(), Some(&b"picture"[..]), "{logo}");
        }
        fs::write(&path, "{}").unwrap();
        assert_eq!(read(&path).unwrap(), HouseFile::default());
    }

    #[test]
    fn says_where_the_mistake_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        let check = |json: &str, expected: &str| {
            fs::write(&path, json).unwrap();
            let told = read(&path).unwrap_err().to_string();
            assert!(told.contains(expected), "{json}: {told}");
        };
        check(
            "{\n  \"acent\": \"#000\"\n}",
            "line 2, column 9 (acent): unknown field acent, expected one of name, logo",
        );
        check("{\"words\": {\"statuses\": {\"wrong\": 7}}}", "(words, statuses, wrong): invalid type: integer 7");
        check("{\"name\": ", "line 1, column 9");
        check("", "line 1, column 0: EOF while parsing a value");
        check(r#"{"logo": "../secret.png"}"#, "“../secret.png”, could not be read: it must be the name of a picture");
        check(r#"{"logo": "/etc/x.png"}"#, "must be the name");
        check(r#"{"logo": "C:\\x.png"}"#, "must be the name");
        check(r#"{"logo": "wire.png"}"#, "it is not there");
        check(r#"{"logo": "data:image/png,x"}"#, "not written in base 64");
        check(r#"{"logo": "data:image/png;base64,!"}"#, "Invalid symbol");
        assert!(read(&folder.path().join("none.json")).unwrap_err().to_string().contains("it is not there"));
    }
}
