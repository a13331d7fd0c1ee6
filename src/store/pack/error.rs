//! Why a pack was not made, or not taken apart.

use crate::store::format::FormatError;
use crate::store::why;
use std::io;
use std::path::PathBuf;
use thiserror::Error;

/// Why a pack was not made, or not taken apart. Nothing is left behind then.
#[derive(Debug, Error)]
pub enum PackError {
    /// It is some other file.
    #[error("it is not a Tickmark pack")]
    NotAPack,
    /// It holds what no pack may hold, told behind “it ”.
    #[error("it {0}")]
    Refused(String),
    /// It is not whole, told behind “it is damaged: ”.
    #[error("it is damaged: {0}")]
    Damaged(String),
    /// A newer program made it.
    #[error("it was made by a newer Tickmark (version {0} of the pack)")]
    TooNew(u32),
    /// It is encrypted.
    #[error("it is encrypted")]
    NeedsPassphrase,
    /// It is encrypted with another passphrase.
    #[error("the passphrase is not the one it was encrypted with")]
    WrongPassphrase,
    /// Its encryption asks for more work and memory than is granted.
    #[error("its encryption asks for more work than a passphrase needs")]
    TooMuchWork,
    /// The project in it cannot be read.
    #[error("the project in it cannot be read: {0}")]
    Project(FormatError),
    /// It cannot be read.
    #[error("it cannot be read: {}", why(.0))]
    Unreadable(io::Error),
    /// Something is there already, and is not replaced.
    #[error("“{}” is there already", .0.display())]
    Present(PathBuf),
    /// A file could not be written.
    #[error("“{}” could not be written: {}", .0.display(), why(.1))]
    Unwritable(PathBuf, io::Error),
    /// A file that was to be packed is no longer what it was.
    #[error("“{}” changed while it was packed, or cannot be read", .0.display())]
    Changed(PathBuf),
    /// The person stopped it.
    #[error("it was stopped")]
    Stopped,
}

impl PackError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NotAPack => "a pack is made with “Pack…” or `tickmark pack`",
            Self::Refused(_) | Self::Damaged(_) | Self::TooMuchWork | Self::Project(_) => {
                "nothing was unpacked; ask for the pack once more, and be wary when it comes from a stranger"
            }
            Self::TooNew(_) => "update Tickmark",
            Self::NeedsPassphrase => "ask whoever made it for the passphrase",
            Self::WrongPassphrase => "type it again, with the same capitals and spaces",
            Self::Unreadable(_) => "check the name of the file and whether it can be opened",
            Self::Present(_) => "nothing was replaced; choose another place or name",
            Self::Unwritable(..) => "nothing else was changed; free some space, or choose another place",
            Self::Changed(_) => "no pack was made; try again",
            Self::Stopped => "nothing was changed",
        }
    }

    /// What it holds that no pack may hold, to be read behind “it ”.
    pub(super) fn refused(what: impl Into<String>) -> Self {
        Self::Refused(what.into())
    }

    /// What is not whole, to be read behind “it is damaged: ”.
    pub(super) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged(what.into())
    }
}

/// An error while the pack itself is read.
impl From<io::Error> for PackError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::damaged("it is cut short"),
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
                Self::damaged("its contents were changed or cut short")
            }
            _ => Self::Unreadable(error),
        }
    }
}
