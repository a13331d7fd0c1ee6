//! A change of a sign-off, of a claim or of the story.

use super::Change;
use crate::model::{Role, SignOff, SignOffs};
use serde::{Deserialize, Serialize};

/// Somebody signs off in a role, or takes the sign-off back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signing {
    /// In which role.
    pub role: Role,
    /// The sign-off before and after.
    #[serde(flatten)]
    pub change: Change<Option<SignOff>>,
}

impl Signing {
    /// Applies it to the sign-offs of a claim or of the story.
    pub(super) fn apply(&self, sign_offs: &mut SignOffs) {
        sign_offs.set(self.role, self.change.to.clone());
    }

    pub(super) fn inverse(&self) -> Self {
        Self { role: self.role, change: self.change.inverse() }
    }

    /// The same, from what another one left.
    pub(super) fn after(&self, before: &Self) -> Self {
        let change = Change { from: before.change.to.clone(), to: self.change.to.clone() };
        Self { role: self.role, change }
    }

    /// True when both leave it signed, by whomever, or both not signed.
    pub(super) fn comes_to_the_same(&self, other: &Self) -> bool {
        self.change.to.is_some() == other.change.to.is_some()
    }

    /// True when the sign-offs are as it leaves them.
    pub(in crate::model) fn is_in(&self, sign_offs: &SignOffs) -> bool {
        sign_offs.get(self.role) == self.change.to.as_ref()
    }

    /// The same signing that leaves it not signed, whatever was there before.
    pub(in crate::model) fn undecided(&self) -> Self {
        Self { role: self.role, change: Change { from: self.change.to.clone(), to: None } }
    }
}
