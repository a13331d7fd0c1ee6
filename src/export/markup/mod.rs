//! The writer's own Word file with what the check found: a comment on each claim's words, and each suggested change as a
//! tracked change. A story that came as something else is given as a Word file made of the article. Styles, pictures, headers, comments and changes that are there stay as they are.
//!
//! - [`scan`], [`place`]: where words of the article stand in the file; [`edit`]: what is put there.
//! - [`remark`]: what a comment says; [`comments`]: the parts that hold comments; [`change`]: a tracked change.
//! - [`xml`], [`package`]: the file around them.

mod around;
mod change;
mod comments;
mod drafted;
mod edit;
mod package;
mod place;
mod remark;
mod scan;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_around;
mod xml;

use super::redact::Redacted;
use super::report::{ClaimEntry, Report};
use super::{Choice, ExportError, Exported, Options, docx};
use crate::import::ImportError;
use crate::import::docx::layout::Layout;
use crate::import::docx::read_with_layout;
use crate::model::article::NoteMark;
use crate::model::{Article, ClaimId, Draft, Person};
use crate::text::replies;
use chrono::{DateTime, FixedOffset, Utc};
use comments::{Comment, Paragraphs};
use drafted::Drafted;
use edit::{Edits, Mark};
use package::{COMMENTS, Package, STATES};
use place::{Map, Spot};
use scan::Scan;
use std::borrow::Cow;
use std::ops::Range;
use xml::{Names, escaped};

/// Marks a Word file up. `watch` hears how far it is, and says whether to go on.
///
/// # Errors
/// When it was stopped, or the file cannot be read.
pub(super) fn render(
    redacted: &Redacted,
    report: &Report,
    options: &Options,
    watch: &mut dyn FnMut(f32) -> bool,
) -> Result<Exported, ExportError> {
    let draft = redacted.project().draft().ok_or(ExportError::NoArticle)?;
    let came_as_word = draft.file.as_ref().is_some_and(|file| file.format == "docx");
    let original = match (&options.original, came_as_word) {
        (Some(original), true) => Cow::Borrowed(&original[..]),
        (None, true) => return Err(ExportError::NoOriginal),
        (_, false) => Cow::Owned(docx::article(draft, report.title)?),
    };
    let original = &original[..];
    let (article, layout) = read_with_layout(original)?;
    if !watch(0.4) {
        return Err(ExportError::Stopped);
    }
    let scans = layout.parts.iter().map(|part| scan::scan(&part.text)).collect::<Result<Vec<_>, _>>()?;
    let mut package = Package::open(original, Names::of(&layout.parts[0].text))?;
    let old = Old { comments: package.part(&COMMENTS)?, states: package.part(&STATES)? };
    let mut marker = Marker::new(
        redacted,
        report,
        options,
        Read { draft, article: &article, layout: &layout, scans: &scans },
        &old,
    )?;
    let chosen: Vec<(usize, &ClaimEntry)> =
        report.claims.iter().enumerate().filter(|(_, claim)| is_chosen(claim, options.choice)).collect();
    for (done, (index, claim)) in chosen.iter().enumerate() {
        if done % 256 == 0 && !watch(0.5 + 0.3 * done as f32 / chosen.len() as f32) {
            return Err(ExportError::Stopped);
        }
        marker.claim(*index, claim);
    }
    let (notices, made) = marker.finish();
    let bytes = write(package, &layout, &scans, &old, made)?;
    let first = match (came_as_word, redacted.told_on_the_margins()) {
        (false, _) => Some("The article did not come as a Word file: this is one made of it.".to_owned()),
        (true, 0) => None,
        (true, 1) => Some(format!("1 comment or change of the writer {TELLS}")),
        (true, count) => Some(format!("{count} comments or changes of the writer {TELLS}")),
    };
    Ok(Exported { bytes, notices: first.into_iter().chain(notices).collect() })
}

/// What is said of comments that were there before.
const TELLS: &str = "in the file name a confidential source or say what only it told; they are as they were. Look through the file \
                     before it goes out.";

fn is_chosen(claim: &ClaimEntry, choice: Choice) -> bool {
    match choice {
        Choice::All => true,
        Choice::Open => !claim.standing.settled,
        Choice::Changes => claim.change.is_some(),
    }
}

/// The file as it was read.
#[derive(Clone, Copy)]
struct Read<'a> {
    draft: &'a Draft,
    article: &'a Article,
    layout: &'a Layout,
    scans: &'a [Scan],
}

/// What the file has of comments already.
struct Old {
    comments: Option<String>,
    states: Option<String>,
}

/// What is to be put into the file.
struct Made {
    comments: Vec<Comment>,
    edits: Vec<Edits>,
    next_id: u32,
}

fn write(
    mut package: Package,
    layout: &Layout,
    scans: &[Scan],
    old: &Old,
    mut made: Made,
) -> Result<Vec<u8>, ImportError> {
    if !made.comments.is_empty() {
        let comments = comments::part(old.comments.as_deref(), &made.comments, package.names())?;
        package.put(&COMMENTS, &comments)?;
        package.put(&STATES, &comments::states(old.states.as_deref(), &made.comments)?)?;
    }
    let mut ids = || {
        made.next_id += 1;
        made.next_id
    };
    for ((part, scan), edits) in layout.parts.iter().zip(scans).zip(&made.edits) {
        if !edits.is_empty() {
            package.replace(&part.name, &edits.apply(&part.text, scan, &mut ids));
        }
    }
    package.finish()
}

/// Puts claims into the file, one after the other.
struct Marker<'a> {
    redacted: &'a Redacted<'a>,
    report: &'a Report<'a>,
    offset: FixedOffset,
    made_at: DateTime<Utc>,
    map: Map<'a>,
    drafted: Drafted<'a>,
    article: &'a Article,
    layout: &'a Layout,
    scans: &'a [Scan],
    names: Names,
    paragraphs: Paragraphs,
    made: Made,
    unplaced: Vec<usize>,
    unchanged: Vec<usize>,
    beside: Vec<usize>,
}

impl<'a> Marker<'a> {
    fn new(
        redacted: &'a Redacted<'a>,
        report: &'a Report<'a>,
        options: &Options,
        read: Read<'a>,
        old: &Old,
    ) -> Result<Self, ImportError> {
        let Read { draft, article, layout, scans } = read;
        let comments = old.comments.as_deref().map_or(Ok(Scan::default()), scan::scan)?;
        let highest = scans.iter().chain([&comments]).map(|scan| scan.highest).max().unwrap_or(0);
        let texts = layout.parts.iter().map(|part| part.text.as_str()).chain(old.comments.as_deref());
        Ok(Self {
            redacted,
            report,
            offset: options.offset,
            made_at: options.made,
            map: Map { layout, scans, text: &article.text },
            drafted: Drafted::new(draft, article),
            article,
            layout,
            scans,
            names: Names::of(&layout.parts[0].text),
            paragraphs: Paragraphs::new(texts),
            // Numbers are signed 32 bits in a file (ECMA-376 part 1, 17.13.4.2); few programs take the highest.
            made: Made {
                comments: Vec::new(),
                edits: layout.parts.iter().map(|_| Edits::default()).collect(),
                next_id: if highest > 1 << 30 { 1 << 29 } else { highest },
            },
            unplaced: Vec::new(),
            unchanged: Vec::new(),
            beside: Vec::new(),
        })
    }

    /// A comment on the claim's words, and its change.
    fn claim(&mut self, index: usize, entry: &ClaimEntry) {
        let project = self.redacted.project();
        let claim = project.claim(&ClaimId(entry.id.to_owned()));
        let place = claim.filter(|_| entry.in_article).and_then(|claim| self.drafted.range(&claim.anchor));
        let span = place.clone().and_then(|range| self.map.span(&range)).filter(|(start, end)| start.part == end.part);
        let (Some(range), Some((start, end))) = (place, span) else { return self.unplaced.push(index) };
        self.change(index, entry, &range);
        if start.part > 0 {
            return match self.note_of(&range) {
                Some((start, end)) => self.comment(index, entry, start, end, false),
                None => self.unplaced.push(index),
            };
        }
        if start == end {
            self.beside.push(index);
        }
        let on_them = start != end;
        let (start, end) = match (self.layout.parts.get(start.part), self.scans.get(start.part)) {
            (Some(part), Some(scan)) if on_them => around::outside(scan, &part.text, start, end),
            _ => (start, end),
        };
        self.comment(index, entry, start, end, on_them);
    }

    /// Where the text refers to the note that these words are in: LibreOffice opens no file with comments inside notes.
    fn note_of(&self, range: &Range<usize>) -> Option<(Spot, Spot)> {
        let in_it = |note: &&NoteMark| {
            self.article.blocks.get(note.block).is_some_and(|block| block.range().contains(&range.start))
        };
        let at = self.article.notes.iter().find(in_it)?.at;
        let block = self.article.blocks.iter().find(|block| block.start <= at && at <= block.end)?;
        self.map.note_mark(at, &block.range())
    }

    /// A comment there, which says the claim’s words where it does not surely stand on them.
    fn comment(&mut self, index: usize, entry: &ClaimEntry, start: Spot, end: Spot, on_them: bool) {
        let id = self.next_id();
        let (by, at) = self.who(entry);
        let scan = &self.scans[end.part];
        let controlled = scan.runs.get(end.run).is_some_and(|run| run.controlled);
        let mark = if controlled { around::front(scan, end) } else { end };
        let (start, end) = if start == end { (mark, mark) } else { (start, end) };
        let on_them = on_them && !controlled;
        let lines = remark::remark(entry, index + 1, on_them, self.unchanged.last() != Some(&index));
        let tag = |spot, name: &str| {
            let (prefix, names) = self.prefix(spot);
            format!("<{prefix}{name}{names} {prefix}id=\"{id}\"/>")
        };
        let (prefix, names) = self.prefix(mark);
        let reference = format!("<{prefix}r{names}>{}</{prefix}r>", tag(mark, "commentReference"));
        let (begins, ends) = (tag(start, "commentRangeStart"), tag(end, "commentRangeEnd"));
        let edits = &mut self.made.edits[end.part];
        if start == end {
            edits.mark(start, Mark::End(format!("{begins}{ends}{reference}")));
        } else if controlled {
            edits.mark(mark, Mark::End(reference));
            edits.mark(start, Mark::Start(begins));
            edits.mark(end, Mark::End(ends));
        } else {
            edits.mark(start, Mark::Start(begins));
            edits.mark(end, Mark::End(format!("{ends}{reference}")));
        }
        let (author, initials) = signature(&by);
        let (date, paragraph) = (self.date(at), self.paragraphs.next());
        let done = entry.standing.settled;
        self.made.comments.push(Comment { id, author, initials, date, lines, done, paragraph });
    }

    fn next_id(&mut self) -> u32 {
        self.made.next_id += 1;
        self.made.next_id
    }

    /// Who marked the claim, and when; who writes the comment where nobody did.
    fn who(&self, entry: &ClaimEntry) -> (Person, DateTime<Utc>) {
        let project = self.redacted.project();
        let claim = project.claim(&ClaimId(entry.id.to_owned()));
        let root = entry.standing.through.as_ref().and_then(|id| project.claim(id)).or(claim);
        let record = root.and_then(|claim| claim.status.as_ref());
        record.map_or_else(|| (Person::new("", "Tickmark"), self.made_at), |record| (record.by.clone(), record.at))
    }

    /// The hour as the reader's clock shows it, which is how Word shows it again.
    fn date(&self, at: DateTime<Utc>) -> String {
        at.with_timezone(&self.offset).format("%Y-%m-%dT%H:%M:%SZ").to_string()
    }

    /// What stands before the colon of names at a place, and what declares it where the file does not.
    fn prefix(&self, spot: Spot) -> (String, String) {
        let prefix = self.scans[spot.part].runs.get(spot.run).map_or("", |run| run.prefix.as_str());
        match prefix {
            // Attributes have no namespace without a prefix (Namespaces in XML 1.0, 6.2).
            "" => ("w:".to_owned(), format!(" xmlns:w=\"{}\"", self.names.word)),
            prefix => (prefix.to_owned(), String::new()),
        }
    }

    /// What could not be done as asked, a sentence each, and what is to be written.
    fn finish(self) -> (Vec<String>, Made) {
        let sentences = [
            (
                self.unplaced,
                "has no place in the Word file, and no comment there",
                "have no place in the Word file, and no comments there",
            ),
            (
                self.beside,
                "stands in a text box or the like, where Word allows no comments; its comment stands beside it",
                "stand in text boxes or the like, where Word allows no comments; their comments stand beside them",
            ),
            (
                self.unchanged,
                "has a change that cannot be tracked there; its wording is in the comment",
                "have changes that cannot be tracked there; their wording is in the comments",
            ),
        ];
        let report = self.report;
        let notices = sentences.into_iter().filter(|(claims, ..)| !claims.is_empty());
        (notices.map(|(claims, one, many)| sentence(report, &claims, one, many)).collect(), self.made)
    }
}

/// Names the claims by number and words; of many, the first ones.
fn sentence(report: &Report, claims: &[usize], one: &str, many: &str) -> String {
    const NAMED: usize = 20;
    let name = |claim: &usize| format!("{} “{}”", claim + 1, super::brief(report.claims[*claim].quote));
    let names: Vec<String> = claims.iter().take(NAMED).map(name).collect();
    let more = if claims.len() > NAMED { format!(" and {} more", claims.len() - NAMED) } else { String::new() };
    match claims.len() {
        1 => format!("Claim {} {one}.", names.join("")),
        count => format!("{count} claims {many}: {}{more}.", names.join(", ")),
    }
}

/// Who, as a comment names its author, and in a few letters.
fn signature(by: &Person) -> (String, String) {
    (replies::author(by).to_owned(), by.initials.clone())
}
