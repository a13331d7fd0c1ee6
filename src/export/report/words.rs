//! What every format says in the same words.

use super::{ChangeEntry, ClaimEntry, DraftEntry, EvidenceEntry, Report};
use crate::export::Edition;
use crate::model::Risk;

/// What stands in the place of words that are to be taken out.
pub const TAKE_OUT: &str = "→ take out";
/// What is said of evidence that could tell who its source is.
pub const WITHHELD: &str = "Where in it and what it says are left out of this copy.";
/// What stands under the heading of the article when there is none.
pub const NO_TEXT: &str = "There is no text yet.";
/// What stands under the heading of the sources when there are none.
pub const NO_SOURCES: &str = "No claim in this copy rests on a source.";
/// What stands under the heading of what is open when nothing is.
pub const NOTHING_OPEN: &str = "Nothing is open.";
/// What stands under the heading of the drafts when there are none.
pub const NO_DRAFTS: &str = "No draft has been received.";

/// How much words stand out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// As those around them.
    Plain,
    /// More than those around them.
    Strong,
    /// As a warning.
    Alarm,
}

/// Words, and how much they stand out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The words.
    pub text: String,
    /// How much they stand out.
    pub weight: Weight,
}

impl Said {
    fn new(weight: Weight, text: impl Into<String>) -> Self {
        Self { text: text.into(), weight }
    }
}

/// A line at the head of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is about.
    pub label: &'static str,
    /// What it says.
    pub said: Said,
    /// What only helps to read it; may be empty.
    pub more: String,
}

impl Report<'_> {
    /// The lines at its head: the draft, who checked, and so on.
    pub fn facts(&self) -> Vec<Fact> {
        let fact = |label, weight, text: String| Fact { label, said: Said::new(weight, text), more: String::new() };
        let mut facts = Vec::new();
        facts.extend(self.current_draft().map(|draft| fact("Draft", Weight::Plain, draft.line())));
        let checkers = if self.checkers.is_empty() { "nobody yet".to_owned() } else { self.checkers.join(", ") };
        facts.push(fact("Checked by", Weight::Plain, checkers));
        if !self.confidential.is_empty() {
            let weight = if self.tells_confidential { Weight::Alarm } else { Weight::Plain };
            facts.push(fact("Confidential", weight, self.confidential.clone()));
        }
        let more = format!("(all times {})", self.zone);
        facts.push(Fact { more, ..fact("Made", Weight::Plain, self.made.local.clone()) });
        facts
    }

    /// Byline, section and date, as printed.
    pub fn printed(&self) -> impl Iterator<Item = &str> {
        self.byline.iter().chain(&self.published).copied()
    }

    /// What stands under the heading of the claims when none is listed.
    pub fn no_claims(&self) -> &'static str {
        match (self.claims.is_empty(), self.edition) {
            (false, Edition::CheckedCopy) => "No change is suggested, and no question is open.",
            _ => "No claims have been marked yet.",
        }
    }

    /// What stands at its end.
    pub fn made_with(&self) -> String {
        format!("Made with Tickmark {} on {}.", env!("CARGO_PKG_VERSION"), self.made.local)
    }
}

impl DraftEntry<'_> {
    /// Number, label, file and length in one line.
    pub fn line(&self) -> String {
        let label = if self.label.is_empty() { String::new() } else { format!(", {}", self.label) };
        format!("{}{label} · {} · {} words", self.number, self.file_name(), grouped(self.words))
    }

    /// Name of the file, or that there is none.
    pub fn file_name(&self) -> &str {
        if self.file.is_empty() { "pasted text" } else { self.file }
    }

    /// What stands behind its number: that it was taken back, or is the one with this number, which is checked.
    pub fn state(&self, checked: Option<u32>) -> &'static str {
        match (self.withdrawn, Some(self.number) == checked) {
            (true, _) => "taken back",
            (_, true) => "checked here",
            _ => "",
        }
    }
}

impl ChangeEntry<'_> {
    /// What became of it, and what follows: who decided, when and why.
    pub fn decided(&self) -> (String, String) {
        let reason = if self.reason.is_empty() { String::new() } else { format!(": {}", self.reason) };
        (format!("change {}", self.decision), format!("{}, {}{reason}", self.by, self.at.local))
    }
}

impl ClaimEntry<'_> {
    /// Who set its status, and when; empty when nobody did.
    pub fn set_by(&self) -> String {
        match (&self.by, &self.at) {
            (Some(by), Some(at)) => format!("{by}, {}", at.local),
            _ => String::new(),
        }
    }

    /// What its sign in the article and its number are called, such as `claim 3, verified`; `at` is its index.
    pub fn name(&self, at: usize) -> String {
        format!("claim {}, {}", at + 1, self.status_words())
    }

    /// Kind, risk, what is the matter with it, flags and place.
    pub fn aspects(&self) -> Vec<Said> {
        let mut out = vec![Said::new(Weight::Plain, self.kind.word())];
        match self.risk {
            Risk::High => out.push(Said::new(Weight::Strong, "high risk")),
            Risk::Low => out.push(Said::new(Weight::Plain, "low risk")),
            Risk::Normal => {}
        }
        if self.standing.conflicting {
            out.push(Said::new(Weight::Alarm, "conflicting evidence"));
        }
        if self.standing.in_conflict {
            out.push(Said::new(Weight::Alarm, "in conflict"));
        }
        out.extend(self.flags.iter().map(|flag| Said::new(Weight::Strong, format!("flag: {flag}"))));
        out.push(Said::new(Weight::Plain, self.place.as_str()));
        out
    }
}

impl EvidenceEntry<'_> {
    /// True when its passage does not begin with a quotation mark of its own, and gets some.
    pub fn is_bare(&self) -> bool {
        !self.passage.trim_start().starts_with(['"', '“', '„', '«', '「', '『', '‘', '\''])
    }
}

/// A count with a comma between thousands.
pub fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
