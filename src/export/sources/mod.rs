//! The sources as a bibliography, for the programs that keep one: CSL-JSON, BibTeX and RIS.
//!
//! What such a format has no place for stands in fields of our own, so that reading the list back
//! ([`crate::import::sources`]) gives the same sources.

pub(super) mod bibtex;
pub(super) mod csl;
pub(super) mod ris;
#[cfg(test)]
mod tests;

use super::clean::one_line;
use super::link::link;
use super::report::{Report, SourceEntry};
use crate::model::SourceDetails;
use crate::model::source::{Gathering, SourceText};
use crate::text::bibliography::kinds::Words;
use crate::text::bibliography::{Reference, beside};
use std::collections::HashSet;

/// A source to be written.
pub(super) struct Item {
    /// What it is called in the list: the same in every export of the story, and in this list no other's.
    pub key: String,
    /// What a bibliography says of it. Its address is one that may be followed, or empty.
    pub reference: Reference,
    /// What else is known of it, for fields of our own.
    pub beside: Vec<(&'static str, String)>,
}

/// The sources that the report lists, in its order, for a format that has these words for their types.
pub(super) fn items(report: &Report, words: Words) -> Vec<Item> {
    let mut taken = HashSet::new();
    report.sources.iter().map(|entry| item(entry, words, &mut taken)).collect()
}

fn item(entry: &SourceEntry, words: Words, taken: &mut HashSet<String>) -> Item {
    let details = shown(entry);
    let reference = described(&details, words);
    let beside = beside(&details, &reference, words.kind(words.word(details.kind)));
    Item { key: key(entry.id, taken), reference, beside }
}

/// What this copy shows of a source, each text in one line.
pub(super) fn shown(entry: &SourceEntry) -> SourceDetails {
    let mut details = in_this_copy(entry);
    for name in SourceText::ALL {
        let text = details.text_mut(*name);
        *text = one_line(text);
    }
    details
}

/// What this copy shows of a source. The contact is for the archive: a copy that goes round has no such fact.
pub(super) fn in_this_copy(entry: &SourceEntry) -> SourceDetails {
    let mut details = entry.details.clone();
    if !entry.facts.iter().any(|(label, _)| *label == SourceText::Contact.word()) {
        details.contact.clear();
    }
    details
}

/// What the format has a place for.
fn described(details: &SourceDetails, words: Words) -> Reference {
    let mut reference = Reference::of(details);
    if link(&reference.url).is_none() {
        reference.url.clear();
    }
    // Of what is known of how we came by it, one format tells interviews from the rest.
    reference.gathering = reference.gathering.filter(|how| words == Words::Csl && *how == Gathering::Interviewed);
    reference
}

/// The identifier in letters that every program takes for a key.
fn key(id: &str, taken: &mut HashSet<String>) -> String {
    let plain: String = id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(64).collect();
    let stem = format!("source-{plain}");
    let mut key = stem.clone();
    let mut count = 1;
    while !taken.insert(key.clone()) {
        count += 1;
        key = format!("{stem}-{count}");
    }
    key
}
