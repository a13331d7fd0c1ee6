//! Where it comes from: sources and drafts.

use super::Moment;
use crate::model::KeptCopy;
use crate::model::source::SourceDetails;

/// A source.
#[derive(Debug)]
pub struct SourceEntry<'a> {
    /// Its identifier.
    pub id: &'a str,
    /// Its number, counted from 1 over all sources of the story.
    pub number: usize,
    /// What is known about it.
    pub details: &'a SourceDetails,
    /// Its citation in the style that was chosen; in plain style its title, and the facts say the rest.
    pub citation: Vec<CitationRun>,
    /// Its fields in words: a label and what it says, those that say nothing left out; the address not among them.
    pub facts: Vec<(&'static str, &'a str)>,
    /// Copies kept with the project.
    pub kept: &'a [KeptCopy],
    /// The claims that rest on it.
    pub claims: Vec<usize>,
}

impl SourceEntry<'_> {
    /// True when it is cited in a style, and not by its title alone.
    pub fn is_cited(&self) -> bool {
        !matches!(self.citation.as_slice(), [title] if title.text == self.details.title && !title.address)
    }

    /// True when the citation has the address.
    pub fn cites_address(&self) -> bool {
        self.citation.iter().any(|run| run.address)
    }
}

/// A stretch of a citation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CitationRun {
    /// The text.
    pub text: String,
    /// It is set in italics, as titles are.
    pub italic: bool,
    /// It is the address of the source, which then need not be printed once more.
    pub address: bool,
}

/// A draft.
#[derive(Debug)]
pub struct DraftEntry<'a> {
    /// Its number.
    pub number: u32,
    /// What the desk calls it; may be empty.
    pub label: &'a str,
    /// When it was received.
    pub received: Moment,
    /// Name of the file; empty for pasted text.
    pub file: &'a str,
    /// SHA-256 of the file, 64 hexadecimal digits; empty for pasted text.
    pub sha256: &'a str,
    /// How many words it has, asides left out.
    pub words: usize,
    /// It was taken back.
    pub withdrawn: bool,
    /// What it did to the claims, in words; empty for the first draft.
    pub became: String,
}
