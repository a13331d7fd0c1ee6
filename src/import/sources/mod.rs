//! Lists of sources that other programs keep → what is known of each. Pure, and never panics: the bytes come from anywhere.
//!
//! - [`csl`], [`bibtex`], [`ris`]: one reader a format, which is known by its content.
//!
//! What [`crate::export`] wrote comes back as it was, by the fields of our own that it writes.

pub mod bibtex;
pub mod csl;
pub mod ris;
#[cfg(test)]
mod tests;

use super::{ImportError, encoding, limits};
use crate::model::source::SourceText;
use crate::model::{SourceDetails, words::words};
use crate::text::bibliography::{OWN, Reference, together};

words! {
    /// A format of lists of sources.
    "format of sources"
    pub enum Format {
        /// CSL-JSON, as citation processors read it.
        CslJson = "csl-json", "CSL-JSON";
        /// BibTeX and biblatex.
        Bibtex = "bibtex", "BibTeX";
        /// RIS, as reference managers exchange it.
        Ris = "ris", "RIS";
    }
}

/// What a list of sources holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sources {
    /// Which format it is in.
    pub format: Format,
    /// The sources, in its order.
    pub list: Vec<SourceDetails>,
    /// What was left out or is unsure, a sentence each.
    pub warnings: Vec<String>,
}

/// Reads a list of sources.
///
/// # Errors
/// When the file is empty, too large, no text, holds more sources than [`limits::SOURCES`], or is none of these formats.
pub fn read(bytes: &[u8]) -> Result<Sources, ImportError> {
    if bytes.is_empty() {
        return Err(ImportError::Empty);
    }
    limits::check_sources_size(bytes.len())?;
    let decoded = encoding::decode(bytes, false, None)?;
    let format = format(&decoded.text).ok_or(ImportError::NoSources)?;
    let mut found = match format {
        Format::CslJson => csl::read(&decoded.text)?,
        Format::Bibtex => bibtex::read(&decoded.text)?,
        Format::Ris => ris::read(&decoded.text)?,
    };
    let nameless = found.list.len();
    found.list.retain(|details| !details.title.is_empty());
    let nameless = nameless - found.list.len();
    if nameless > 0 {
        found.warnings.push(format!("{} neither a title nor a name and {} left out.", has(nameless), were(nameless)));
    }
    if found.list.is_empty() && found.warnings.is_empty() {
        return Err(ImportError::NoSources);
    }
    let warnings = decoded.warnings.into_iter().chain(found.warnings).collect();
    Ok(Sources { format, list: found.list, warnings })
}

fn has(count: usize) -> String {
    if count == 1 { "1 entry has".to_owned() } else { format!("{count} entries have") }
}

fn were(count: usize) -> &'static str {
    if count == 1 { "was" } else { "were" }
}

/// The format of a text, by what it begins with.
fn format(text: &str) -> Option<Format> {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let first = text.chars().next()?;
    if matches!(first, '[' | '{') {
        return Some(Format::CslJson);
    }
    if text.lines().take(200).any(ris::begins_entry) {
        return Some(Format::Ris);
    }
    bibtex::pieces(text).next().map(|_| Format::Bibtex)
}

/// What a reader of one format found.
#[derive(Debug, Default)]
struct Found {
    list: Vec<SourceDetails>,
    warnings: Vec<String>,
}

impl Found {
    /// Adds a source, with the fields of our own that it had.
    fn add(&mut self, reference: Reference, own: &[(String, String)]) -> Result<(), ImportError> {
        if self.list.len() >= limits::SOURCES {
            return Err(ImportError::TooManySources);
        }
        let mut details = together(reference, own.iter().map(|(key, value)| (key.as_str(), value.as_str())));
        for name in SourceText::ALL {
            let text = details.text_mut(*name);
            *text = in_one_line(text);
        }
        self.list.push(details);
        Ok(())
    }
}

/// A text in one line, no longer than a field of a source may be, without characters that stand for nothing.
fn in_one_line(text: &str) -> String {
    let clean: String =
        text.chars().filter(|c| !c.is_control() || c.is_whitespace()).take(limits::SOURCE_TEXT).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The key of a field of our own, when this is the name of one.
fn own_key(name: &str) -> Option<&str> {
    name.strip_prefix(OWN)?.strip_prefix('-')
}

/// The parts that are not empty, with what stands between them.
fn listed(parts: &[&str], between: &str) -> String {
    let parts: Vec<&str> = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    parts.join(between)
}
