//! Sign-offs of the story and of claims.

use crate::model::{Claim, Role, Signature, Signatures, Standing};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::BTreeMap;

/// What the sign-off in a role counts for.
#[derive(Serialize)]
pub(in crate::cli) struct SignOffShape {
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<DateTime<Utc>>,
    /// How many of the claims that are there it covers; of the story only.
    #[serde(skip_serializing_if = "Option::is_none")]
    covers: Option<usize>,
    /// How many claims are there; of the story only.
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<usize>,
    /// The claims because of which it has lapsed; of the story only.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    changed: Vec<String>,
}

impl SignOffShape {
    /// That of a claim.
    pub(in crate::cli) fn of_claim(signature: &Signature) -> Self {
        Self { covers: None, of: None, changed: Vec::new(), ..Self::of_story(signature) }
    }

    /// That of the story.
    pub(in crate::cli) fn of_story(signature: &Signature) -> Self {
        let signed = signature.signed();
        Self {
            state: signature.key(),
            by: signed.map(|signed| signed.by.initials.clone()),
            at: signed.map(|signed| signed.at),
            covers: signed.map(|signed| signed.covers),
            of: signed.map(|signed| signed.of),
            changed: signature.lapsed().iter().map(|claim| claim.0.clone()).collect(),
        }
    }
}

/// Those of the story, by the key of their role.
pub(super) fn of_story(signatures: &Signatures) -> BTreeMap<&'static str, SignOffShape> {
    let shape = |role: &Role| (role.key(), SignOffShape::of_story(signatures.get(*role)));
    Role::ALL.iter().map(shape).collect()
}

/// Those of a claim that stands so, by the key of their role.
pub(super) fn of_claim(claim: &Claim, standing: &Standing) -> BTreeMap<&'static str, SignOffShape> {
    let shape = |role: &Role| (role.key(), SignOffShape::of_claim(&Signature::of_claim(claim, standing, *role)));
    Role::OF_CLAIMS.iter().map(shape).collect()
}
