//! What of a note can be proposed as evidence. A person looks through it, and says what it proves.

use super::{Reference, ReferenceKind, find};
use crate::model::{SourceDetails, SourceKind};
use crate::text::names;
use std::ops::Range;

/// The longest title that is taken from the words of a note that names none, in characters.
const LONGEST: usize = 80;

/// What the evidence form is filled in with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The source, as far as the note tells. Its title is empty when the note has none.
    pub details: SourceDetails,
    /// Where in the source; may be empty.
    pub locator: String,
}

/// What a note of the writer proposes as evidence.
pub fn proposal(note: &str) -> Proposal {
    let found = find(note);
    let told = Told { note, found: &found };
    let kind = told.kind();
    let mut details = SourceDetails::new(kind, told.title(kind));
    details.url = told.first(ReferenceKind::Url).map(full_address).unwrap_or_default();
    details.contact = told.contacts();
    details.when = told.first(ReferenceKind::Date).unwrap_or_default().to_owned();
    Proposal { details, locator: told.locator() }
}

/// A note with what was found in it.
struct Told<'a> {
    note: &'a str,
    found: &'a [Reference],
}

impl<'a> Told<'a> {
    fn all(&self, kind: ReferenceKind) -> impl Iterator<Item = &'a str> {
        let (note, found) = (self.note, self.found);
        found.iter().filter(move |one| one.kind == kind).filter_map(|one| note.get(one.range.clone()))
    }

    fn first(&self, kind: ReferenceKind) -> Option<&'a str> {
        self.all(kind).next()
    }

    fn has(&self, kind: ReferenceKind) -> bool {
        self.first(kind).is_some()
    }

    fn contacts(&self) -> String {
        let both = self.found.iter().filter(|one| is_contact(one)).filter_map(|one| self.note.get(one.range.clone()));
        both.collect::<Vec<_>>().join(", ")
    }

    fn locator(&self) -> String {
        let code = self.first(ReferenceKind::TimeCode);
        code.or_else(|| self.first(ReferenceKind::Page)).unwrap_or_default().to_owned()
    }

    fn kind(&self) -> SourceKind {
        let url = self.first(ReferenceKind::Url);
        if self.has(ReferenceKind::TimeCode) {
            SourceKind::Recording
        } else if self.name().is_some() {
            SourceKind::Person
        } else if url.is_some_and(|url| url.to_lowercase().contains("doi")) {
            SourceKind::Paper
        } else if url.is_some() {
            SourceKind::WebPage
        } else if self.has(ReferenceKind::Page) && self.has(ReferenceKind::Title) && !self.is_document() {
            SourceKind::Book
        } else {
            SourceKind::Document
        }
    }

    /// True when the note says itself that it is about a document.
    fn is_document(&self) -> bool {
        let lower = self.note.to_lowercase();
        let mut words = lower.split(|sign: char| !sign.is_alphanumeric());
        words.any(|word| DOCUMENTS.contains(&word)) || lower.contains("보고서") || lower.contains("문서")
    }

    fn title(&self, kind: SourceKind) -> String {
        let title = match kind {
            SourceKind::Person => self.name(),
            _ => self.first(ReferenceKind::Title).or_else(|| self.before_address()),
        };
        let host = || self.first(ReferenceKind::Url).map(host);
        title.or_else(host).or_else(|| self.short()).unwrap_or_default().to_owned()
    }

    /// The name of whoever can be reached at what was found: the last name before it, or else the words before it.
    fn name(&self) -> Option<&'a str> {
        let place = self.found.iter().position(is_contact)?;
        let start = match place.checked_sub(1).and_then(|before| self.found.get(before)) {
            Some(before) => before.range.end,
            None => 0,
        };
        let before = start..self.found.get(place)?.range.start;
        let words = self.note.get(before)?;
        let mut runs = names::runs(words).into_iter().rev().filter_map(|run| words.get(run));
        let full = runs.find(|run| run.contains(' '));
        full.or_else(|| last_words(words)).or_else(|| self.name_behind(place))
    }

    /// “+82 2 748 1111 (Kim Min-ji)”
    fn name_behind(&self, place: usize) -> Option<&'a str> {
        let behind = self.note.get(self.found.get(place)?.range.end..)?;
        let words = behind.split(['\n', ';']).next()?;
        let runs: Vec<Range<usize>> = names::runs(words);
        runs.into_iter().filter_map(|run| words.get(run)).find(|run| run.contains(' '))
    }

    /// “Reuters, https://…”: the words before the first address, when they are few.
    fn before_address(&self) -> Option<&'a str> {
        let place = self.found.iter().position(|one| one.kind == ReferenceKind::Url)?;
        let until = self.found.get(..=place)?;
        let starts = [0].into_iter().chain(until.iter().map(|one| one.range.end));
        let gaps = starts.zip(until).filter_map(|(start, one)| self.note.get(start..one.range.start));
        gaps.filter_map(last_words).last()
    }

    /// The whole note, when it is short enough to be a title.
    fn short(&self) -> Option<&'a str> {
        let note = self.note.trim().trim_end_matches('.');
        (note.chars().count() <= LONGEST && !note.contains('\n')).then_some(note)
    }
}

fn is_contact(reference: &Reference) -> bool {
    matches!(reference.kind, ReferenceKind::Email | ReferenceKind::Phone)
}

/// The words after the last mark that parts them, without labels such as “tel.”; none when they are too many for a name
/// or a title.
fn last_words(words: &str) -> Option<&str> {
    let edge = |sign: char| !sign.is_alphanumeric();
    let part = words.trim_end_matches(edge).rsplit(['\n', ';', ':', ',', '(']);
    let mut parts = part.map(|part| part.trim_matches(edge)).filter(|part| !part.is_empty());
    let label = |part: &&str| !LABELS.contains(&part.to_lowercase().as_str());
    let found = parts.find(label)?;
    let bare = found.rsplit_once(' ').filter(|(_, last)| LABELS.contains(&last.to_lowercase().as_str()));
    let found = bare.map_or(found, |(first, _)| first.trim_end_matches(edge));
    (found.chars().count() <= LONGEST && found.contains(char::is_alphabetic)).then_some(found)
}

/// Words that say what follows, and are nobody's name.
const LABELS: [&str; 20] = [
    "tel",
    "phone",
    "telephone",
    "telefon",
    "mobile",
    "cell",
    "e-mail",
    "email",
    "mail",
    "at",
    "see",
    "from",
    "url",
    "link",
    "source",
    "via",
    "전화",
    "연락처",
    "이메일",
    "출처",
];

/// Words for documents that are no books.
const DOCUMENTS: [&str; 20] = [
    "report",
    "memo",
    "memorandum",
    "letter",
    "filing",
    "transcript",
    "minutes",
    "court",
    "bill",
    "act",
    "audit",
    "statement",
    "release",
    "budget",
    "contract",
    "bericht",
    "rapport",
    "protokoll",
    "brief",
    "informe",
];

/// An address as a browser takes it.
fn full_address(url: &str) -> String {
    let lower = url.to_ascii_lowercase();
    if lower.starts_with("doi:") {
        format!("https://doi.org/{}", url.get(4..).unwrap_or_default().trim_start())
    } else if lower.starts_with("www.") {
        format!("https://{url}")
    } else {
        url.to_owned()
    }
}

/// The site of an address, such as `example.org`.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}
