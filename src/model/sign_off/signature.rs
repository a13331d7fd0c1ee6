//! What sign-offs count for now: derived from the standings of the claims that they cover, never stored.

use super::{Covers, Role, SignOff};
use crate::model::{Claim, ClaimId, Fingerprint, Person, Project, Standing, Standings, Status, Whereabouts};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, HashMap};

/// How many of the claims because of which a sign-off has lapsed are named.
const NAMED: usize = 12;

impl Standing {
    /// What a sign-off given now covers of the claim; none while its status does not count.
    pub fn to_sign(&self) -> Option<Fingerprint> {
        self.record.filter(|_| self.counted() != Status::Unchecked)
    }

    /// True when a sign-off that covers the claim has lapsed because of it.
    fn has_changed_since(&self, signed: Fingerprint) -> bool {
        self.whereabouts != Whereabouts::Gone && self.to_sign() != Some(signed)
    }
}

/// What a sign-off counts for now. Derived, never stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Signature {
    /// Nobody has signed.
    #[default]
    NotSigned,
    /// It holds.
    Signed(Signed),
    /// Claims that it covers have changed since, in the order of their identifiers; somebody must sign again.
    Lapsed(Signed, Vec<ClaimId>),
}

/// Who signed, when, and how much of the story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// Who.
    pub by: Person,
    /// When.
    pub at: DateTime<Utc>,
    /// How many of the claims that are there now it covers.
    pub covers: usize,
    /// How many claims are there now.
    pub of: usize,
}

impl Signed {
    /// How much of the story it covers, such as `covers 40 of 43 claims`.
    pub fn coverage(&self) -> String {
        match (self.covers, self.of) {
            (1, 1) => "covers the one claim".to_owned(),
            (covers, of) if covers == of => format!("covers all {of} claims"),
            (covers, of) => format!("covers {covers} of {of} claims"),
        }
    }
}

/// That claims with these numbers changed, such as `claims 3, 5 changed since`.
fn changed(mut numbers: Vec<usize>) -> String {
    numbers.sort_unstable();
    let named: Vec<String> = numbers.iter().take(NAMED).map(usize::to_string).collect();
    match numbers.len() {
        0 => "claims changed since".to_owned(),
        1 => format!("claim {} changed since", named.join("")),
        2..=NAMED => format!("claims {} changed since", named.join(", ")),
        count => format!("claims {} and {} more changed since", named.join(", "), count - NAMED),
    }
}

impl Signature {
    /// Its key: `not-signed`, `signed` or `lapsed`.
    pub fn key(&self) -> &'static str {
        match self {
            Self::NotSigned => "not-signed",
            Self::Signed(_) => "signed",
            Self::Lapsed(..) => "lapsed",
        }
    }

    /// Who signed and when, whether it holds or not.
    pub fn signed(&self) -> Option<&Signed> {
        match self {
            Self::NotSigned => None,
            Self::Signed(signed) | Self::Lapsed(signed, _) => Some(signed),
        }
    }

    /// Because of which claims it has lapsed; none while it holds.
    pub fn lapsed(&self) -> &[ClaimId] {
        match self {
            Self::Lapsed(_, claims) => claims,
            _ => &[],
        }
    }

    /// That of a sign-off on one claim, which stands so.
    pub fn of_claim(claim: &Claim, standing: &Standing, role: Role) -> Self {
        let Some(sign_off) = claim.sign_offs.get(role) else { return Self::NotSigned };
        let signed = Signed { by: sign_off.by.clone(), at: sign_off.at, covers: 1, of: 1 };
        let holds = sign_off.covers.get(&claim.id).is_some_and(|covered| !standing.has_changed_since(covered));
        if holds { Self::Signed(signed) } else { Self::Lapsed(signed, vec![claim.id.clone()]) }
    }

    /// That of the story in words, such as `not signed`, `MK, 26 Nov 14:02, covers 40 of 43 claims` or
    /// `MK, 26 Nov 14:02, lapsed: claims 3, 5 changed since`. The caller knows how times are shown, and the numbers of claims.
    pub fn words(&self, time: impl Fn(DateTime<Utc>) -> String, number: impl Fn(&ClaimId) -> Option<usize>) -> String {
        let Some(signed) = self.signed() else { return "not signed".to_owned() };
        let who = format!("{}, {}", signed.by.initials, time(signed.at));
        match self {
            Self::Lapsed(_, claims) => {
                format!("{who}, lapsed: {}", changed(claims.iter().filter_map(number).collect()))
            }
            _ => format!("{who}, {}", signed.coverage()),
        }
    }

    /// That of a claim in words, such as `not signed`, `MK, 26 Nov 14:02` or `MK, 26 Nov 14:02, lapsed`.
    pub fn words_of_claim(&self, time: impl Fn(DateTime<Utc>) -> String) -> String {
        let Some(signed) = self.signed() else { return "not signed".to_owned() };
        let lapsed = if matches!(self, Self::Lapsed(..)) { ", lapsed" } else { "" };
        format!("{}, {}{lapsed}", signed.by.initials, time(signed.at))
    }

    fn of_story<'a>(sign_off: &SignOff, standing: impl Fn(&ClaimId) -> Option<&'a Standing>, of: usize) -> Self {
        let known = sign_off.covers.iter().filter_map(|(id, signed)| Some((id, signed, standing(id)?)));
        let (mut covers, mut lapsed) = (0, Vec::new());
        for (id, signed, standing) in known {
            covers += 1;
            if standing.has_changed_since(signed) {
                lapsed.push(id.clone());
            }
        }
        let signed = Signed { by: sign_off.by.clone(), at: sign_off.at, covers, of };
        if lapsed.is_empty() { Self::Signed(signed) } else { Self::Lapsed(signed, lapsed) }
    }
}

/// What the sign-offs of the story count for now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signatures(BTreeMap<Role, Signature>);

impl Signatures {
    /// Those of a project, of which it is known how each claim that is there stands, and how many there are. A look at
    /// each claim for each role that has signed.
    pub fn of<'a>(project: &Project, standing: impl Fn(&ClaimId) -> Option<&'a Standing>, claims: usize) -> Self {
        let of = |(role, sign_off)| (role, Signature::of_story(sign_off, &standing, claims));
        Self(project.sign_offs.iter().map(of).collect())
    }

    /// That of a role.
    pub fn get(&self, role: Role) -> &Signature {
        const NOBODY: &Signature = &Signature::NotSigned;
        self.0.get(&role).unwrap_or(NOBODY)
    }

    /// True when nobody has signed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Project {
    /// What the sign-offs of the story count for now. An open story has them at hand: see `session::Session::signatures`.
    pub fn signatures(&self) -> Signatures {
        let mut standings = Standings::new(self);
        let there = self.claims.iter().filter(|claim| !claim.deleted);
        let all: HashMap<&ClaimId, Standing> = there.map(|claim| (&claim.id, standings.of(claim))).collect();
        Signatures::of(self, |id| all.get(id), all.len())
    }

    /// What a sign-off of the story given now covers.
    pub(in crate::model) fn to_sign(&self) -> Covers {
        let mut standings = Standings::new(self);
        let there = self.claims.iter().filter(|claim| !claim.deleted);
        there.filter_map(|claim| Some((claim.id.clone(), standings.of(claim).to_sign()?))).collect()
    }
}
