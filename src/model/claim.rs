//! A checkable statement: a span of the draft, what it is, and what the check of it has come to.

use super::fingerprint::fnv;
use super::words::words;
use super::{Anchor, ClaimId, Evidence, EvidenceId, Extra, Person, SignOffs, Stance, is_default};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

words! {
    /// What a claim states.
    "kind"
    pub enum Kind {
        /// A number, an amount, a share.
        Figure = "figure", "figure";
        /// A date or a time.
        DateOrTime = "date-or-time", "date or time";
        /// A person's name.
        Name = "name", "name";
        /// A title or a role.
        TitleOrRole = "title-or-role", "title or role";
        /// A place.
        Place = "place", "place";
        /// An organisation.
        Organisation = "organisation", "organisation";
        /// Words that somebody said or wrote.
        Quotation = "quotation", "quotation";
        /// What somebody said or wrote, in other words.
        Paraphrase = "paraphrase", "paraphrase";
        /// The first, the last, the largest.
        Superlative = "superlative", "superlative";
        /// More than, less than, as many as.
        Comparison = "comparison", "comparison";
        /// That something happened.
        Event = "event", "event";
        /// That something happened because of something else.
        Cause = "cause", "cause";
        /// What something is like.
        Description = "description", "description";
        /// The text under a picture.
        Caption = "caption", "caption";
        /// The result of a calculation.
        Calculation = "calculation", "calculation";
        /// None of these.
        Other = "other", "other";
    }
}

words! {
    /// How bad it is if the claim is wrong, times how unsure it is.
    "risk"
    pub enum Risk {
        /// Check first.
        High = "high", "high";
        /// As most claims.
        Normal = "normal", "normal";
        /// Check last.
        Low = "low", "low";
    }
}

words! {
    /// What the check of a claim has come to.
    "status"
    pub enum Status {
        /// Nobody has decided yet.
        Unchecked = "unchecked", "unchecked";
        /// Evidence supports it.
        Verified = "verified", "verified";
        /// It is not so.
        Wrong = "wrong", "wrong";
        /// The writer has been asked.
        Query = "query", "query";
        /// It cannot be confirmed.
        CantConfirm = "cant-confirm", "can’t confirm";
        /// An opinion; there is nothing to check.
        Opinion = "opinion", "opinion";
    }
}

impl Status {
    /// The sign of the status; never shown without its word or a name that says it.
    pub fn glyph(self) -> &'static str {
        match self {
            Self::Unchecked => "○",
            Self::Verified => "✓",
            Self::Wrong => "✗",
            Self::Query => "?",
            Self::CantConfirm => "∅",
            Self::Opinion => "–",
        }
    }
}

/// The sign of a recheck: a claim whose text or evidence changed after its status was set.
pub const RECHECK_GLYPH: &str = "↻";

words! {
    /// Who else must look at a claim.
    "flag"
    pub enum Flag {
        /// Legal reads it.
        Legal = "legal", "legal";
        /// It is sensitive.
        Sensitive = "sensitive", "sensitive";
        /// The other side has not been heard.
        ReplyOutstanding = "reply-outstanding", "reply outstanding";
    }
}

words! {
    /// What the editor made of a suggested change.
    "decision"
    pub enum Decision {
        /// Nobody has decided yet.
        Proposed = "proposed", "proposed";
        /// It will be made.
        Accepted = "accepted", "accepted";
        /// It will not be made.
        Rejected = "rejected", "rejected";
        /// The checker's finding is set aside, with a reason.
        Overruled = "overruled", "overruled";
    }
}

/// What a status rests on. While this is still so, the status counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// The words of the claim when the status was set.
    pub quote: String,
    /// Fingerprint of its evidence then; see [`Claim::evidence_fingerprint`].
    pub evidence: String,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A status with who set it, when, and on what it rests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusRecord {
    /// The status.
    pub status: Status,
    /// Who set it.
    pub by: Person,
    /// When.
    pub at: DateTime<Utc>,
    /// What it rests on.
    pub basis: Basis,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The wording the checker proposes, and what the editor made of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuggestedChange {
    /// The words to put in place of the claim's; empty proposes to take them out.
    pub wording: String,
    /// The decision.
    pub decision: Decision,
    /// Why it was decided so.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Who proposed it, or decided.
    pub by: Person,
    /// When.
    pub at: DateTime<Utc>,
    /// Number of the draft in which it was found to be made, when somebody closed the claim because of that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made: Option<u32>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// This claim states what another one states, and shares its verification while its own words stay the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SameAs {
    /// The other claim.
    pub claim: ClaimId,
    /// The words of this claim when the two were found to be the same.
    pub quote: String,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A checkable statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Its identifier.
    pub id: ClaimId,
    /// The words it was made about.
    pub anchor: Anchor,
    /// What it states.
    pub kind: Kind,
    /// How bad if wrong, times how unsure.
    pub risk: Risk,
    /// Its status; absent while nobody has set one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<StatusRecord>,
    /// What speaks for and against it, in order of arrival, deleted ones included.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// The wording the checker proposes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<SuggestedChange>,
    /// A question to the writer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub question: String,
    /// The writer's answer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub answer: String,
    /// The checker's note.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// What the writer's comment or footnote says of where the claim comes from; several notes are parted by a blank
    /// line. Since version 3 of the format.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source_note: String,
    /// Who else must look at it.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub flags: BTreeSet<Flag>,
    /// The claim whose verification it shares.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_as: Option<SameAs>,
    /// Who signed it off. Since version 4 of the format.
    #[serde(default, skip_serializing_if = "SignOffs::is_empty")]
    pub sign_offs: SignOffs,
    /// Deleted; kept for the history.
    #[serde(default, skip_serializing_if = "is_default")]
    pub deleted: bool,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl super::table::Keyed for Claim {
    fn key(&self) -> &str {
        &self.id.0
    }
}

impl Claim {
    /// A claim nobody has checked.
    pub fn new(id: ClaimId, anchor: Anchor, kind: Kind, risk: Risk) -> Self {
        Self {
            id,
            anchor,
            kind,
            risk,
            status: None,
            evidence: Vec::new(),
            change: None,
            question: String::new(),
            answer: String::new(),
            note: String::new(),
            source_note: String::new(),
            flags: BTreeSet::new(),
            same_as: None,
            sign_offs: SignOffs::default(),
            deleted: false,
            extra: Extra::new(),
        }
    }

    /// Its evidence, without what was deleted.
    pub fn evidence(&self) -> impl Iterator<Item = &Evidence> {
        self.evidence.iter().filter(|evidence| !evidence.deleted)
    }

    /// The piece of evidence of this identifier, deleted or not.
    pub fn evidence_by_id(&self, id: &EvidenceId) -> Option<&Evidence> {
        self.evidence.iter().find(|evidence| evidence.id == *id)
    }

    /// True when some of its evidence has this stance.
    pub fn has_stance(&self, stance: Stance) -> bool {
        self.evidence().any(|evidence| evidence.stance == stance)
    }

    /// True when some of its evidence supports it and some contradicts it.
    pub fn is_conflicting(&self) -> bool {
        self.has_stance(Stance::Supports) && self.has_stance(Stance::Contradicts)
    }

    /// What a status set now would rest on.
    pub fn basis(&self) -> Basis {
        Basis { quote: self.anchor.quote.clone(), evidence: self.evidence_fingerprint(), extra: Extra::new() }
    }

    /// Sixteen hexadecimal digits that change when any evidence is added, deleted or altered; empty when there is
    /// none. FNV-1a (64 bits) over each piece's identifier, source, locator, passage and stance, in order of arrival,
    /// each ended by a zero byte.
    pub fn evidence_fingerprint(&self) -> String {
        let fields = self.evidence().flat_map(|piece| {
            [piece.id.0.as_str(), &piece.source.0, &piece.locator, &piece.passage, piece.stance.key()]
        });
        if self.evidence().next().is_none() { String::new() } else { format!("{:016x}", fnv(fields)) }
    }
}
