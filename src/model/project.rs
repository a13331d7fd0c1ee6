//! All work on one story.

use super::table::Table;
use super::{Claim, ClaimId, Draft, Extra, History, SignOffs, Source, SourceId};
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::{HashMap, HashSet};

/// Name of the field in [`Project::extra`] that holds the header of a file that a newer program wrote.
pub(crate) const HEADER: &str = "tickmark";

/// Somebody who works on the story.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Person {
    /// As they sign.
    pub initials: String,
    /// Their name; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Person {
    /// Somebody with these initials and this name, of which either may be empty.
    pub fn new(initials: impl Into<String>, name: impl Into<String>) -> Self {
        Self { initials: initials.into(), name: name.into(), extra: Extra::new() }
    }
}

impl std::fmt::Display for Person {
    /// The name with the initials behind it, or what there is of the two; `not named` when there is neither.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.name.as_str(), self.initials.as_str()) {
            ("", "") => f.write_str("not named"),
            ("", initials) => f.write_str(initials),
            (name, "") => f.write_str(name),
            (name, initials) => write!(f, "{name} ({initials})"),
        }
    }
}

/// All work on one story: its drafts, claims and sources, and the history of how they came to be.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Project {
    /// What the story is called.
    pub title: String,
    /// The drafts, in order of arrival.
    pub drafts: Vec<Draft>,
    /// The sources, in order of arrival, deleted ones included.
    pub sources: Table<Source>,
    /// The claims, in order of arrival, deleted ones included.
    pub claims: Table<Claim>,
    /// Who signed the whole story off. Since version 4 of the format.
    #[serde(skip_serializing_if = "SignOffs::is_empty")]
    pub sign_offs: SignOffs,
    /// Every change ever made.
    pub history: History,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

// Derived code would hold all unknown fields in memory twice, and in a form that takes ten times their length.
impl<'de> Deserialize<'de> for Project {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields)
    }
}

/// Reads the fields of a project.
struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Project;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a project")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Project, A::Error> {
        let (mut title, mut drafts, mut sources, mut claims, mut history) = (None, None, None, None, None);
        let mut sign_offs = None;
        let mut extra = Extra::new();
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "title" => once(&mut title, "title", map.next_value())?,
                "drafts" => once(&mut drafts, "drafts", map.next_value())?,
                "sources" => once(&mut sources, "sources", map.next_value())?,
                "claims" => once(&mut claims, "claims", map.next_value())?,
                "sign_offs" => once(&mut sign_offs, "sign_offs", map.next_value())?,
                "history" => once(&mut history, "history", map.next_value())?,
                _ => extra.insert(name, map.next_value()?),
            }
        }
        Ok(Project {
            title: title.ok_or_else(|| A::Error::missing_field("title"))?,
            drafts: drafts.ok_or_else(|| A::Error::missing_field("drafts"))?,
            sources: sources.ok_or_else(|| A::Error::missing_field("sources"))?,
            claims: claims.ok_or_else(|| A::Error::missing_field("claims"))?,
            sign_offs: sign_offs.unwrap_or_default(),
            history: history.ok_or_else(|| A::Error::missing_field("history"))?,
            extra,
        })
    }
}

/// Puts the value of a field where it belongs, when it is the first of this name.
fn once<T, E: Error>(field: &mut Option<T>, name: &'static str, value: Result<T, E>) -> Result<(), E> {
    match field.replace(value?) {
        None => Ok(()),
        Some(_) => Err(E::duplicate_field(name)),
    }
}

impl Project {
    /// The drafts that were not taken back, in order of arrival.
    pub fn drafts(&self) -> impl DoubleEndedIterator<Item = &Draft> {
        self.drafts.iter().filter(|draft| !draft.withdrawn)
    }

    /// The draft that is being checked: the latest that was not taken back.
    pub fn draft(&self) -> Option<&Draft> {
        self.drafts().next_back()
    }

    /// The draft of this number.
    pub fn draft_by_number(&self, number: u32) -> Option<&Draft> {
        self.drafts.iter().find(|draft| draft.number == number)
    }

    /// The claim of this identifier, unless it was deleted.
    pub fn claim(&self, id: &ClaimId) -> Option<&Claim> {
        self.claims.get(id).filter(|claim| !claim.deleted)
    }

    /// The source of this identifier, unless it was deleted.
    pub fn source(&self, id: &SourceId) -> Option<&Source> {
        self.sources.get(id).filter(|source| !source.deleted)
    }

    /// The sources, in order of arrival, without those that were deleted.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.sources.iter().filter(|source| !source.deleted)
    }

    /// The claims, in order of the text: by their first byte, the longer one first. A claim's number, as people see
    /// it, is its place in this list counted from 1. Claims whose words do not stand at their place in the current
    /// draft come last.
    pub fn claims_in_order(&self) -> Vec<&Claim> {
        let draft = self.draft();
        let mut claims: Vec<&Claim> = self.claims.iter().filter(|claim| !claim.deleted).collect();
        claims.sort_by_cached_key(|claim| {
            let anchor = &claim.anchor;
            (!draft.is_some_and(|draft| anchor.holds(draft)), anchor.start, std::cmp::Reverse(anchor.end))
        });
        claims
    }

    /// True when the words of a claim stand at its place in the current draft.
    pub fn is_placed(&self, claim: &Claim) -> bool {
        self.draft().is_some_and(|draft| claim.anchor.holds(draft))
    }

    /// How many claims rest on each source that any rests on.
    pub fn uses(&self) -> HashMap<&SourceId, usize> {
        let mut uses = HashMap::new();
        for claim in self.claims.iter().filter(|claim| !claim.deleted) {
            let sources: HashSet<&SourceId> = claim.evidence().map(|evidence| &evidence.source).collect();
            sources.into_iter().for_each(|source| *uses.entry(source).or_default() += 1);
        }
        uses
    }

    /// The claims that rest on a source, in order of arrival.
    pub fn claims_of(&self, source: &SourceId) -> Vec<&Claim> {
        let uses = |claim: &&Claim| !claim.deleted && claim.evidence().any(|evidence| evidence.source == *source);
        self.claims.iter().filter(uses).collect()
    }
}
