//! Sign-offs: who stands by a claim, or by the whole story, with initials and time; [`signature`]: what they count for.
//!
//! A sign-off keeps a fingerprint of the status of each claim that it covers. Whether it still holds is derived by comparing
//! them, like ↻, and never stored: it lapses exactly when a claim that it covers is due for a recheck, or has another
//! status than the one that was signed, be it the same one set anew. What is gone from the text or deleted lapses nothing.

mod signature;

pub use signature::{Signature, Signatures, Signed};

use super::fingerprint::Fingerprint;
use super::words::words;
use super::{ClaimId, Extra, Person, StatusRecord};
use chrono::{DateTime, Utc};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::sync::Arc;

words! {
    /// In which role somebody signs.
    "role"
    pub enum Role {
        /// Whoever checked it.
        Checker = "checker", "checker";
        /// Whoever read it after the checker.
        SecondReader = "second-reader", "second reader";
        /// The editor of the story.
        Editor = "editor", "editor";
        /// The lawyers.
        Legal = "legal", "legal";
    }
}

impl Role {
    /// The roles in which a single claim is signed off. All of them sign the whole story.
    pub const OF_CLAIMS: &'static [Self] = &[Self::Checker, Self::SecondReader];

    /// True for a role in which a single claim is signed off.
    pub fn signs_claims(self) -> bool {
        Self::OF_CLAIMS.contains(&self)
    }
}

/// The claims that a sign-off covers, each with the fingerprint of its status then. In a project file it is a list of
/// `"CLAIM FINGERPRINT"`, since a story may have thousands of claims.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Covers(BTreeMap<ClaimId, Fingerprint>);

impl Covers {
    /// The fingerprint that was signed of a claim; none when it is not covered.
    pub fn get(&self, claim: &ClaimId) -> Option<Fingerprint> {
        self.0.get(claim).copied()
    }

    /// Every claim with the fingerprint that was signed.
    pub fn iter(&self) -> impl Iterator<Item = (&ClaimId, Fingerprint)> {
        self.0.iter().map(|(id, signed)| (id, *signed))
    }

    /// True when it covers no claim.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(ClaimId, Fingerprint)> for Covers {
    fn from_iter<I: IntoIterator<Item = (ClaimId, Fingerprint)>>(claims: I) -> Self {
        Self(claims.into_iter().collect())
    }
}

impl Serialize for Covers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|(id, signed)| format!("{id} {signed}")))
    }
}

impl<'de> Deserialize<'de> for Covers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = |row: &String| {
            let (id, signed) = row.rsplit_once(' ')?;
            Some((ClaimId(id.to_owned()), signed.parse().ok()?))
        };
        let rows = Vec::<String>::deserialize(deserializer)?;
        let claims: Option<_> = rows.iter().map(read).collect();
        claims.map(Self).ok_or_else(|| D::Error::custom("a claim is covered without a fingerprint"))
    }
}

/// One person's sign-off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignOff {
    /// Who signed.
    pub by: Person,
    /// When.
    pub at: DateTime<Utc>,
    /// What. Shared, so that copies of a project cost nothing.
    #[serde(default)]
    pub covers: Arc<Covers>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The sign-offs of a claim or of the story, one for each role at the most. In a project file it is a list, in the order
/// of [`Role::ALL`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignOffs(BTreeMap<Role, SignOff>);

/// A sign-off as it is written down.
#[derive(Serialize, Deserialize)]
struct Row<T> {
    role: Role,
    #[serde(flatten)]
    sign_off: T,
}

impl SignOffs {
    /// The sign-off in this role.
    pub fn get(&self, role: Role) -> Option<&SignOff> {
        self.0.get(&role)
    }

    /// Puts a sign-off in this role here, or with none takes it away.
    pub fn set(&mut self, role: Role, sign_off: Option<SignOff>) {
        match sign_off {
            Some(sign_off) => drop(self.0.insert(role, sign_off)),
            None => drop(self.0.remove(&role)),
        }
    }

    /// All of them, by role.
    pub fn iter(&self) -> impl Iterator<Item = (Role, &SignOff)> {
        self.0.iter().map(|(role, sign_off)| (*role, sign_off))
    }

    /// True when nobody has signed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(Role, SignOff)> for SignOffs {
    fn from_iter<I: IntoIterator<Item = (Role, SignOff)>>(all: I) -> Self {
        Self(all.into_iter().collect())
    }
}

impl Serialize for SignOffs {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|(role, sign_off)| Row { role: *role, sign_off }))
    }
}

impl<'de> Deserialize<'de> for SignOffs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut all = BTreeMap::new();
        for Row { role, sign_off } in Vec::<Row<SignOff>>::deserialize(deserializer)? {
            if all.insert(role, sign_off).is_some() {
                return Err(D::Error::custom(format!("there are two sign-offs of the {role}")));
            }
        }
        Ok(Self(all))
    }
}

impl StatusRecord {
    /// What tells this status from any other, the same one set anew included. It is not of the claim as it is now, so that
    /// whatever leaves the status standing, such as other quotation marks, leaves this as well.
    pub fn fingerprint(&self) -> Fingerprint {
        let (seconds, nanoseconds) =
            (self.at.timestamp().to_be_bytes(), self.at.timestamp_subsec_nanos().to_be_bytes());
        let texts = [self.status.key(), &self.by.initials, &self.by.name, &self.basis.quote, &self.basis.evidence];
        let times = [&seconds[..], &nanoseconds[..]];
        Fingerprint::of(times.into_iter().chain(texts.into_iter().map(str::as_bytes)))
    }
}

#[cfg(test)]
mod tests;
