//! Every error, turned once into words for people.

use crate::export::ExportError;
use crate::import::ImportError;
use crate::model::Refusal;
use crate::model::edit::Misfit;
use crate::model::history::Stopped;
use crate::model::merge::MergeError;
use crate::store::format::FormatError;
use crate::store::kept::KeptError;
use crate::store::lock::LockError;
use crate::store::save::SaveError;

/// Why something was not done, in words for people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problem {
    /// What happened and why: begins with a small letter, has no full stop.
    pub what: String,
    /// What to do about it; may be empty.
    pub hint: String,
    /// What only somebody who mends programs needs; may be empty.
    pub detail: String,
    /// The rule that forbade it, when it was one.
    pub refusal: Option<Refusal>,
}

impl Problem {
    /// A problem with its hint.
    pub fn new(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { what: what.into(), hint: hint.into(), ..Self::default() }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for Problem {}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self { refusal: Some(refusal.clone()), ..Self::new(refusal.to_string(), refusal.hint()) }
    }
}

impl From<Misfit> for Problem {
    fn from(misfit: Misfit) -> Self {
        let hint = "close the project and open it again; nothing was changed";
        Self { detail: misfit.to_string(), ..Self::new("the change does not fit the project as it is now", hint) }
    }
}

impl From<Stopped> for Problem {
    fn from(stopped: Stopped) -> Self {
        match stopped {
            Stopped::Refused(refusal) => refusal.into(),
            Stopped::Misfit(misfit) => misfit.into(),
        }
    }
}

impl From<FormatError> for Problem {
    fn from(error: FormatError) -> Self {
        Self::new(error.to_string(), error.hint())
    }
}

impl From<SaveError> for Problem {
    fn from(error: SaveError) -> Self {
        Self { detail: error.error.to_string(), ..Self::new(error.to_string(), error.hint()) }
    }
}

impl From<MergeError> for Problem {
    fn from(error: MergeError) -> Self {
        Self::new(format!("the two files cannot be put together: {error}"), error.hint())
    }
}

impl From<ExportError> for Problem {
    fn from(error: ExportError) -> Self {
        Self::new(error.to_string(), error.hint())
    }
}

impl From<ImportError> for Problem {
    fn from(error: ImportError) -> Self {
        Self::new(error.to_string(), error.hint())
    }
}

impl From<KeptError> for Problem {
    fn from(error: KeptError) -> Self {
        Self::new(error.to_string(), error.hint())
    }
}

impl From<LockError> for Problem {
    fn from(error: LockError) -> Self {
        Self::new(error.to_string(), error.hint())
    }
}
