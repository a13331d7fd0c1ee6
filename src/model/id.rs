//! Identifiers. They are opaque, unique across people, and never reused.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
    };
}

id!(
    /// Names a claim. The number a person sees is its place in the text and is not stored.
    ClaimId
);
id!(
    /// Names a source.
    SourceId
);
id!(
    /// Names a piece of evidence.
    EvidenceId
);
id!(
    /// Names an entry of the history; a step is named by its first entry.
    EntryId
);

/// The sitting and the count of an identifier; none for one that was made otherwise.
pub(super) fn parts(id: &str) -> Option<(&str, u64)> {
    let (sitting, count) = id.rsplit_once('-')?;
    Some((sitting, count.parse().ok()?))
}

/// Makes identifiers that no other person or sitting makes: a random name for the sitting, and a count.
///
/// The randomness comes from outside, so that the model stays pure.
#[derive(Clone, Debug)]
pub struct Minter {
    sitting: String,
    count: u64,
}

impl Minter {
    /// Starts counting for the sitting of this name (a few random letters and digits).
    pub fn new(sitting: impl Into<String>) -> Self {
        Self { sitting: sitting.into(), count: 0 }
    }

    /// The next identifier, such as `k3f9x2-17`.
    pub fn mint(&mut self) -> String {
        self.count += 1;
        format!("{}-{}", self.sitting, self.count)
    }

    /// True for an identifier of this sitting.
    pub fn made(&self, id: &str) -> bool {
        id.strip_prefix(&self.sitting).is_some_and(|rest| rest.starts_with('-'))
    }
}
