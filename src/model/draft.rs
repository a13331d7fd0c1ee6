//! One state of the article as received. Its text never changes.

use super::article::{Article, Block, Comment, NoteMark, TrackedChange};
use super::{CarriedClaim, ClaimId, Extra, Outcome, Place};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The file a draft was read from. It is kept byte for byte beside the project under its SHA-256.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OriginalFile {
    /// Its name, without folders.
    pub name: String,
    /// SHA-256 of its bytes, 64 hexadecimal digits.
    pub sha256: String,
    /// Key of the format it was read as, such as `html`.
    pub format: String,
    /// Character encoding it was read in, where the format has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One immutable state of the article as received, numbered from 1.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// Its number.
    pub number: u32,
    /// What the desk calls it, such as "after legal"; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// When it was brought in.
    pub received: DateTime<Utc>,
    /// The file it came from; absent for pasted text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<OriginalFile>,
    /// The headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who wrote it, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// When it was published, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// The section it appeared in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// BCP 47 language tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// What was left out or unsure when it was read, a sentence each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
    /// The whole text.
    pub text: String,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// What was written on its margins before it came to us, in order of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<Comment>,
    /// Where the text refers to its footnotes and endnotes, in order of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<NoteMark>,
    /// Tracked changes that were pending in the file; the text is what it would be with all of them accepted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<TrackedChange>,
    /// What became of each claim when this draft came in, in order of the old draft; none for the first draft.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub carried: Vec<CarriedClaim>,
    /// Its sentences that were new or changed when it came in; none for the first draft.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fresh: Vec<Place>,
    /// What was read and holds nothing to check. What stood in the draft before and was read there, was read here too.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub read: BTreeSet<Place>,
    /// Taken back: its import was undone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withdrawn: bool,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Draft {
    /// Makes a draft of what an importer read.
    pub fn from_article(article: Article, number: u32, received: DateTime<Utc>, file: Option<OriginalFile>) -> Self {
        Self {
            number,
            received,
            file,
            title: article.title,
            byline: article.byline,
            published: article.published,
            section: article.section,
            language: article.language,
            warnings: article.warnings,
            text: article.text,
            blocks: article.blocks,
            comments: article.comments,
            notes: article.notes,
            changes: article.changes,
            ..Self::default()
        }
    }

    /// How many claims had this outcome when it came in.
    pub fn count(&self, outcome: Outcome) -> usize {
        self.carried.iter().filter(|carried| carried.outcome == outcome).count()
    }

    /// The claims that have no words in it: those whose words were deleted when it came in, and those of which a person
    /// said so.
    pub fn gone(&self) -> impl Iterator<Item = &ClaimId> {
        self.carried.iter().filter(|carried| carried.is_gone()).map(|carried| &carried.claim)
    }

    /// What became of this claim when it came in.
    pub fn carried(&self, claim: &ClaimId) -> Option<&CarriedClaim> {
        self.carried.iter().find(|carried| carried.claim == *claim)
    }

    /// What became of the claims when it came in, such as `8 carried over, 2 changed`.
    pub fn sums(&self) -> String {
        let counts = Outcome::ALL.iter().map(|outcome| (self.count(*outcome), outcome)).filter(|(count, _)| *count > 0);
        let sums: Vec<String> = counts.map(|(count, outcome)| format!("{count} {outcome}")).collect();
        if sums.is_empty() { "no claims yet".to_owned() } else { sums.join(", ") }
    }

    /// The text of a block; empty when there is no such block.
    pub fn block_text(&self, index: usize) -> &str {
        self.blocks.get(index).and_then(|block| self.text.get(block.range())).unwrap_or_default()
    }

    /// Index of the block that holds this byte, or the one before the gap it lies in.
    pub fn block_at(&self, byte: usize) -> usize {
        self.blocks.partition_point(|block| block.start <= byte).saturating_sub(1)
    }

    /// How many words the article has, asides left out: what stands between white space.
    pub fn words(&self) -> usize {
        self.blocks
            .iter()
            .filter(|block| !block.aside)
            .filter_map(|block| self.text.get(block.range()))
            .map(|text| text.split_whitespace().count())
            .sum()
    }
}
