//! A project as the bytes of a `*.tickmark` file: pretty-printed UTF-8 JSON that begins with a header.
//!
//! ```json
//! {
//!   "tickmark": { "version": 4, "reader": 4, "by": "tickmark 0.1.0" },
//!   "title": "…", "drafts": […], "sources": […], "claims": […], "sign_offs": […], "history": […]
//! }
//! ```
//!
//! `version` is the format the file was written in; `reader` is the oldest format version whose programs understand it
//! well enough to change it. Whoever adds a field raises `version`; whoever adds a word to a vocabulary, or a field
//! that must not be overlooked, raises `reader` too. Fields this version does not know survive a load and save at
//! every level, and so do the version numbers of a newer file.

use super::{check, limits, place};
use crate::model::project::HEADER;
use crate::model::{Draft, Extra, History, Project, SignOffs, Source, table::Table};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The format version that this program writes.
pub const VERSION: u32 = 4;

/// The oldest format version whose programs may change what this one writes.
const READER: u32 = 4;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Header {
    version: u32,
    reader: u32,
    #[serde(default)]
    by: String,
    #[serde(flatten)]
    extra: Extra,
}

/// The file, in the order in which it is written.
#[derive(Serialize)]
struct File<'a> {
    tickmark: Header,
    title: &'a str,
    drafts: &'a [Draft],
    sources: &'a Table<Source>,
    claims: &'a Table<crate::model::Claim>,
    #[serde(skip_serializing_if = "SignOffs::is_empty")]
    sign_offs: &'a SignOffs,
    history: &'a History,
    #[serde(flatten)]
    extra: Extra,
}

/// A project that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// The project.
    pub project: Project,
    /// Why it must not be changed, a sentence; absent when it may be.
    pub read_only: Option<String>,
    /// What was repaired or is amiss, a sentence each.
    pub warnings: Vec<String>,
}

/// Why bytes are not a project, or not one that can be read. It displays as what is wrong.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum FormatError {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It is something else.
    #[error("this is not a Tickmark project{}", .0.map(|what| format!(" but {what}")).unwrap_or_default())]
    NotAProject(Option<&'static str>),
    /// A newer program wrote it, and it cannot even be looked at.
    #[error("the project was made by a newer Tickmark ({by}) and this one cannot read it")]
    TooNew {
        /// The program that wrote it.
        by: String,
    },
    /// The JSON is not whole or not of the right shape.
    #[error("the project file is damaged at line {line}, column {column}{}: {why}", within(.field))]
    Damaged {
        /// The line, counted from 1.
        line: usize,
        /// The byte in that line, counted from 1.
        column: usize,
        /// The field, such as `claims 3, anchor`; empty at the top.
        field: String,
        /// What is wrong there.
        why: String,
    },
    /// It reads well and contradicts itself.
    #[error("the project file is damaged: {0}")]
    Contradicts(String),
    /// It holds more than a project file may; the limit that it exceeds.
    #[error("this is more than a project file may hold: {0}")]
    TooMuch(&'static str),
    /// It could not be turned into bytes.
    #[error("the project cannot be written down: {0}")]
    Unwritable(String),
}

fn within(field: &str) -> String {
    if field.is_empty() { String::new() } else { format!(" (in {field})") }
}

impl FormatError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Empty => "take an earlier copy of the file",
            Self::NotAProject(Some(_)) => "open it as an article; that makes a new project",
            Self::NotAProject(None) => "a project file ends in .tickmark; anything else is opened as an article",
            Self::TooNew { .. } => "update Tickmark, or ask for a copy saved by the older version",
            Self::Damaged { .. } | Self::Contradicts(_) => {
                "the file was left as it is; take an earlier copy of it, or mend the place in a text editor"
            }
            Self::TooMuch(_) => "the file was left as it is; take an earlier copy of it",
            Self::Unwritable(_) => "the file on disk is as it was",
        }
    }
}

/// Reads a project.
///
/// A newer file opens; when it asks for a newer reader, only to be looked at. Claims whose words do not stand at their
/// place are put where the same words stand between the same neighbours, when there is one such place; otherwise they
/// stay without a place. Both are warnings.
///
/// # Errors
/// When the bytes are no project, are damaged, or need a newer program.
pub fn parse(bytes: &[u8]) -> Result<Loaded, FormatError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    limits::check(bytes).map_err(|error| if begins_as_project(bytes) { error } else { not_a_project(bytes) })?;
    let mut project: Project = serde_json::from_slice(bytes).map_err(|error| refuse(bytes, &error))?;
    let header = take_header(&mut project)?;
    if header.version < 2 {
        project.history = std::mem::take(&mut project.history).with_what_deletions_saw();
    }
    let read_only = (header.reader > VERSION).then(|| {
        format!("This project was made by a newer Tickmark ({}): it can be looked at, not changed.", short(&header.by))
    });
    let warnings = match check::check(&mut project) {
        Ok(warnings) => warnings,
        Err(_) if read_only.is_some() => return Err(FormatError::TooNew { by: short(&header.by) }),
        Err(what) => return Err(FormatError::Contradicts(short(&what))),
    };
    Ok(Loaded { project, read_only, warnings })
}

/// Checks a project that was made of others as one that was read is checked, so that what is written can be read again.
///
/// # Errors
/// When it contradicts itself.
pub fn check(project: &mut Project) -> Result<Vec<String>, FormatError> {
    check::check(project).map_err(FormatError::Contradicts)
}

/// Reads the header. What it says beyond this version stays among the project's unknown fields, for [`write`].
fn take_header(project: &mut Project) -> Result<Header, FormatError> {
    let value = project.extra.remove(HEADER).ok_or(FormatError::NotAProject(None))?;
    let header: Header = serde_json::from_str(value.as_str()).map_err(|error| {
        FormatError::Contradicts(short(&format!("its header cannot be read: {}", without_words(&error.to_string()))))
    })?;
    if header.version > VERSION || header.reader > READER || !header.extra.is_empty() {
        project.extra.insert(HEADER, value);
    }
    Ok(header)
}

/// What is wrong with bytes that are not a project of this version.
fn refuse(bytes: &[u8], error: &serde_json::Error) -> FormatError {
    #[derive(Deserialize)]
    struct Peek {
        tickmark: Option<Header>,
    }
    if bytes.is_empty() {
        return FormatError::Empty;
    }
    match serde_json::from_slice(bytes) {
        Ok(Peek { tickmark: Some(header) }) if header.reader > VERSION => {
            return FormatError::TooNew { by: short(&header.by) };
        }
        Ok(Peek { tickmark: Some(_) }) => {}
        Ok(Peek { tickmark: None }) => return FormatError::NotAProject(None),
        Err(_) if begins_as_project(bytes) => {}
        Err(_) => return not_a_project(bytes),
    }
    let (line, column) = (error.line(), error.column());
    let why = error.to_string();
    let why = why.strip_suffix(&format!(" at line {line} column {column}")).unwrap_or(&why);
    let field = short(&place::field_at(bytes, line, column));
    FormatError::Damaged { line, column, field, why: short(&without_variant(&without_words(why))) }
}

/// What serde says of a word that it does not know, without the word: it may be anything that stands in the file.
fn without_variant(why: &str) -> String {
    let Some(rest) = why.strip_prefix("unknown variant `") else { return why.to_owned() };
    let known = rest.rfind("`, expected ").or_else(|| rest.find("`, there are"));
    format!("unknown word{}", known.and_then(|at| rest.get(at + 1..)).unwrap_or_default())
}

/// What a reader objected to, without the words that stand there: they are the story's.
fn without_words(why: &str) -> String {
    match (why.find("string \""), why.rfind('"')) {
        (Some(start), Some(end)) if end > start + 7 => format!("{}“…”{}", &why[..start + 7], &why[end + 1..]),
        _ => why.to_owned(),
    }
}

/// Words of a file as part of a sentence: not the millions of letters that a damaged one may have there.
pub(super) fn short(words: &str) -> String {
    const MOST: usize = 240;
    match words.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words.to_owned(),
    }
}

/// True when the header comes first, as this program writes it: what follows may be anything.
pub fn begins_as_project(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(256)]);
    start.trim_start().starts_with('{') && start.contains("\"tickmark\"")
}

fn not_a_project(bytes: &[u8]) -> FormatError {
    FormatError::NotAProject(looks_like(bytes))
}

/// What else the bytes may be, by how they begin.
fn looks_like(bytes: &[u8]) -> Option<&'static str> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_lowercase();
    let start = start.trim_start();
    if start.starts_with("pk\u{3}\u{4}") {
        Some("a Word document or another packed file")
    } else if start.starts_with("%pdf") {
        Some("a PDF")
    } else if start.starts_with("<!doctype html") || start.contains("<html") {
        Some("a web page")
    } else if start.starts_with(['{', '[']) || bytes.contains(&0) {
        None
    } else {
        Some("what looks like text")
    }
}

/// Writes a project down: the same bytes for the same project, in a stable order, with a line break at the end.
///
/// # Errors
/// When it cannot be turned into JSON.
pub fn write(project: &Project) -> Result<Vec<u8>, FormatError> {
    let known = project
        .extra
        .get(HEADER)
        .and_then(|json| serde_json::from_str::<Header>(json.as_str()).ok())
        .unwrap_or_default();
    let mut extra = project.extra.clone();
    extra.remove(HEADER);
    let tickmark = Header {
        version: known.version.max(VERSION),
        reader: known.reader.max(READER),
        by: format!("tickmark {}", env!("CARGO_PKG_VERSION")),
        extra: known.extra,
    };
    let file = File {
        tickmark,
        title: &project.title,
        drafts: &project.drafts,
        sources: &project.sources,
        claims: &project.claims,
        sign_offs: &project.sign_offs,
        history: &project.history,
        extra,
    };
    let mut bytes = serde_json::to_vec_pretty(&file).map_err(|error| FormatError::Unwritable(error.to_string()))?;
    bytes.push(b'\n');
    // What could not be opened again is not put in the place of what can.
    limits::check(&bytes)?;
    Ok(bytes)
}
