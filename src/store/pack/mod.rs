//! A pack: a project with every file kept with it in one zip archive, to hand over.
//!
//! | entry | holds |
//! |---|---|
//! | `manifest.json` | what is in the pack, each file with its SHA-256; comes first |
//! | `NAME.tickmark` | the project |
//! | `NAME.evidence/SHA-256` | originals of drafts and copies of sources |
//!
//! The archive is that of PKWARE's APPNOTE.TXT 6.3.10, stored or deflated, with Zip64 where a size needs it. When it is
//! encrypted, the whole of it is one binary file of the format <https://age-encryption.org/v1> for a passphrase.
//!
//! - [`write()`] makes one; [`unpack`] takes one apart, and believes nothing it says; [`limits`]: what it may hold.

mod directory;
mod error;
pub mod limits;
mod read;
mod seal;
mod write;

pub use error::PackError;
pub use limits::Limits;
pub use read::{Unpacked, kind, unpack};
pub use seal::Passphrase;
pub use write::{Contents, KeptFile, Origin, Packed, write};

use crate::model::Person;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Name of the manifest.
const MANIFEST: &str = "manifest.json";

/// The version of the pack that this program writes, and the only one it reads.
const VERSION: u32 = 1;

/// What a file is, by how it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A zip archive whose first entry is called as a manifest is.
    Plain,
    /// Some other zip archive, so perhaps a pack that another program packed anew.
    Zip,
    /// Encrypted with age, so perhaps a pack.
    Encrypted,
}

/// Whether a pack tells what confidential sources told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Confidential {
    /// It does.
    #[serde(rename = "included")]
    Included,
    /// It does not.
    #[serde(rename = "left out")]
    LeftOut,
}

/// What a pack says of itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of the pack.
    #[serde(rename = "tickmark-pack")]
    pub version: u32,
    /// What the story is called.
    pub title: String,
    /// When it was made.
    pub made: DateTime<Utc>,
    /// Who made it.
    pub by: Person,
    /// Whether it tells what confidential sources told.
    pub confidential: Confidential,
    /// Everything in it but the manifest.
    pub files: Vec<Listed>,
}

/// A file of a pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Its name in the archive.
    pub name: String,
    /// SHA-256 of its bytes, 64 hexadecimal digits.
    pub sha256: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// What it is: `project`, `original` or `kept copy`.
    pub what: String,
}

/// Who waits for long work: hears how far it is, and may stop it.
#[derive(Clone, Copy)]
pub struct Watch<'a> {
    /// Hears how far it is, such as `12 of 40 files`.
    pub say: &'a dyn Fn(&str),
    /// True when the work is to end.
    pub stopped: &'a dyn Fn() -> bool,
}

impl Watch<'_> {
    /// Nobody waits.
    pub const NOBODY: Watch<'static> = Watch { say: &|_| (), stopped: &|| false };

    fn check(&self) -> Result<(), PackError> {
        if (self.stopped)() { Err(PackError::Stopped) } else { Ok(()) }
    }
}
