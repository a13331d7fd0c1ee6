//! What a claim counts for.

use crate::model::claim::RECHECK_GLYPH;
use crate::model::{Standing, Status};

/// What a claim counts for: a status, or ↻.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// A status that counts.
    Status(Status),
    /// A status that lapsed.
    Recheck,
    /// The suggested change was made.
    Corrected,
}

impl Mark {
    /// Every mark, in the order in which a report counts them.
    pub const ALL: [Self; 8] = [
        Self::Status(Status::Verified),
        Self::Corrected,
        Self::Status(Status::Wrong),
        Self::Status(Status::Query),
        Self::Status(Status::CantConfirm),
        Self::Recheck,
        Self::Status(Status::Unchecked),
        Self::Status(Status::Opinion),
    ];

    /// What a standing counts for.
    pub fn of(standing: &Standing) -> Self {
        match standing {
            Standing { recheck: true, .. } => Self::Recheck,
            Standing { corrected: true, .. } => Self::Corrected,
            _ => Self::Status(standing.status),
        }
    }

    /// Its key, such as `cant-confirm`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Status(status) => status.key(),
            Self::Recheck => "recheck",
            Self::Corrected => "corrected",
        }
    }

    /// Its sign.
    pub fn glyph(self) -> &'static str {
        match self {
            Self::Status(status) => status.glyph(),
            Self::Recheck => RECHECK_GLYPH,
            Self::Corrected => Status::Verified.glyph(),
        }
    }

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Status(status) => status.word(),
            Self::Recheck => "recheck",
            Self::Corrected => "corrected",
        }
    }
}
