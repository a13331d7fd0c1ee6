//! What a note of the writer refers to: addresses, telephone numbers, pages, time codes, titles and dates, by rules on
//! its words; and what of it can be proposed as evidence. Nothing is looked up.

mod addresses;
mod marks;
mod phones;
mod places;
mod proposal;
mod titles;

pub use proposal::{Proposal, proposal};

use super::dates;
use std::ops::Range;

/// What of a note is looked at, in bytes; nobody writes a longer one by hand.
const LONGEST: usize = 4_000;

/// What a reference is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReferenceKind {
    /// An address on the web, or a digital object identifier.
    Url,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A page or paragraph.
    Page,
    /// A place in a recording.
    TimeCode,
    /// What a book, an article or a document is called.
    Title,
    /// A date.
    Date,
}

impl ReferenceKind {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Url => "web address",
            Self::Email => "e-mail",
            Self::Phone => "telephone",
            Self::Page => "page",
            Self::TimeCode => "time code",
            Self::Title => "title",
            Self::Date => "date",
        }
    }
}

/// Something that a note refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// What it is.
    pub kind: ReferenceKind,
    /// The bytes of the note that name it.
    pub range: Range<usize>,
}

/// What the note refers to, in order; no two overlap.
pub fn find(note: &str) -> Vec<Reference> {
    let note = note.get(..note.floor_char_boundary(LONGEST)).unwrap_or_default();
    let mut found = Found { note, list: Vec::new() };
    // The surest come first, since what is one thing is not another as well.
    found.add_all(ReferenceKind::Url, addresses::urls(note));
    found.add_all(ReferenceKind::Email, addresses::emails(note));
    found.add_all(ReferenceKind::TimeCode, places::time_codes(note));
    found.add_all(ReferenceKind::Title, titles::quoted(note));
    found.add_all(ReferenceKind::Page, places::pages(note));
    let dates = found.gaps().into_iter().flat_map(|gap| dates_in(note, gap)).collect();
    found.add_all(ReferenceKind::Date, dates);
    found.add_all(ReferenceKind::Phone, phones::phones(note));
    let titles = titles::before_pages(note, &found.list);
    found.add_all(ReferenceKind::Title, titles);
    found.list
}

/// What was found so far, in order.
struct Found<'a> {
    note: &'a str,
    list: Vec<Reference>,
}

impl Found<'_> {
    /// Adds what does not overlap with anything found before.
    fn add_all(&mut self, kind: ReferenceKind, ranges: Vec<Range<usize>>) {
        for range in ranges {
            let at = self.list.partition_point(|known| known.range.end <= range.start);
            if self.list.get(at).is_none_or(|next| range.end <= next.range.start) {
                self.list.insert(at, Reference { kind, range });
            }
        }
    }

    /// What lies between, in lines.
    fn gaps(&self) -> Vec<Range<usize>> {
        let (mut start, mut gaps) = (0, Vec::new());
        for known in &self.list {
            gaps.extend(lines(self.note, start..known.range.start));
            start = known.range.end;
        }
        gaps.extend(lines(self.note, start..self.note.len()));
        gaps
    }
}

/// The lines of a part of a note.
fn lines(note: &str, part: Range<usize>) -> Vec<Range<usize>> {
    let mut at = part.start;
    let line = |line: &str| {
        at += line.len();
        at - line.len()..at
    };
    note.get(part).unwrap_or_default().split_inclusive('\n').map(line).collect()
}

/// The dates in a part of a note.
fn dates_in(note: &str, part: Range<usize>) -> Vec<Range<usize>> {
    let (mut found, mut start) = (Vec::new(), part.start);
    while let Some(date) = note.get(start..part.end).and_then(dates::find) {
        found.push(start + date.start..start + date.end);
        start += date.end;
    }
    found
}

#[cfg(test)]
mod tests;
