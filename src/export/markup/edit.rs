//! Putting marks into the runs of a part: a run that one falls into is written anew in pieces, all else stays as it is.

use super::place::Spot;
use super::scan::{Atom, AtomKind, Run, Scan};
use std::collections::BTreeMap;
use std::ops::Range;

/// What is to be put into a part.
#[derive(Debug, Default)]
pub(super) struct Edits {
    runs: BTreeMap<usize, RunEdit>,
}

/// What is to be put into a run.
#[derive(Debug, Default)]
struct RunEdit {
    /// Marks by the byte at which they stand.
    marks: Vec<(usize, Mark)>,
    /// What is taken out, and the tag that says by whom.
    removed: Vec<(Range<usize>, String)>,
}

/// A mark in the text; of several at one point, in this order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// Words that are put in: an element that no other insertion may be around.
    Added(String),
    /// Where a comment’s span ends, with the comment’s own mark.
    End(String),
    /// Where a comment’s span begins.
    Start(String),
}

impl Edits {
    /// Puts a mark at a point.
    pub(super) fn mark(&mut self, spot: Spot, mark: Mark) {
        self.runs.entry(spot.run).or_default().marks.push((spot.at, mark));
    }

    /// Takes out the words of a run between these bytes.
    pub(super) fn remove(&mut self, run: usize, range: Range<usize>, tag: String) {
        self.runs.entry(run).or_default().removed.push((range, tag));
    }

    /// True when there is nothing to do.
    pub(super) fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// True when words between these points are taken out already.
    pub(super) fn overlaps(&self, start: Spot, end: Spot) -> bool {
        let runs = self.runs.range(start.run..=end.run);
        runs.flat_map(|(_, edit)| &edit.removed).any(|(range, _)| range.start < end.at && start.at < range.end)
    }

    /// The part with all of it. `ids` gives numbers that nothing in the file has.
    pub(super) fn apply(&self, text: &str, scan: &Scan, ids: &mut dyn FnMut() -> u32) -> String {
        let mut out = String::with_capacity(text.len() + 512 * self.runs.len());
        let mut at = 0;
        for (run, edit) in &self.runs {
            let Some(run) = scan.runs.get(*run) else { continue };
            out += text.get(at..run.all.start).unwrap_or_default();
            Pieces { text, run, edit, ids: &mut *ids, out: &mut out, content: String::new(), tag: None, written: 0 }
                .write();
            at = run.all.end;
        }
        out + text.get(at..).unwrap_or_default()
    }
}

/// A run while it is written anew.
struct Pieces<'a> {
    text: &'a str,
    run: &'a Run,
    edit: &'a RunEdit,
    ids: &'a mut dyn FnMut() -> u32,
    out: &'a mut String,
    /// The content of the piece so far.
    content: String,
    /// The tag of what takes it out.
    tag: Option<&'a str>,
    /// How many pieces there are already.
    written: usize,
}

impl<'a> Pieces<'a> {
    fn write(&mut self) {
        let mut marks: Vec<&(usize, Mark)> = self.edit.marks.iter().collect();
        marks.sort_by(|a, b| (self.normal(a.0), &a.1).cmp(&(self.normal(b.0), &b.1)));
        let mut marks = marks.into_iter().peekable();
        let run = self.run;
        for atom in &run.atoms {
            for piece in self.cut(atom) {
                while let Some((_, mark)) = marks.next_if(|(at, _)| self.normal(*at) <= piece.start) {
                    self.put(mark);
                }
                self.add(atom, piece);
            }
        }
        marks.for_each(|(_, mark)| self.put(mark));
        self.close();
    }

    /// A point at the edge of a text is one at the edge of its element.
    fn normal(&self, at: usize) -> usize {
        let edge = self.run.atoms.iter().find_map(|atom| match &atom.kind {
            AtomKind::Text(text, _) if text.start == at => Some(atom.all.start),
            AtomKind::Text(text, _) if text.end == at => Some(atom.all.end),
            _ => None,
        });
        edge.unwrap_or(at)
    }

    /// The pieces that something in the run falls into: words are cut where a mark or what is taken out begins or ends.
    fn cut(&self, atom: &Atom) -> Vec<Range<usize>> {
        let AtomKind::Text(text, _) = &atom.kind else { return vec![atom.all.clone()] };
        let removed = self.edit.removed.iter().flat_map(|(range, _)| [range.start, range.end]);
        let points = self.edit.marks.iter().map(|(at, _)| *at).chain(removed);
        let mut points: Vec<usize> = points.filter(|at| text.start < *at && *at < text.end).collect();
        points.extend([atom.all.start, atom.all.end]);
        points.sort_unstable();
        points.dedup();
        points.windows(2).map(|pair| pair[0]..pair[1]).collect()
    }

    fn add(&mut self, atom: &Atom, piece: Range<usize>) {
        let tag = self.edit.removed.iter().find(|(range, _)| self.covers(range, &piece)).map(|(_, tag)| tag.as_str());
        let tag = tag.filter(|_| atom.is_text());
        if tag != self.tag {
            self.close();
            self.tag = tag;
        }
        match &atom.kind {
            AtomKind::Text(text, keeps) => {
                let words = self.text.get(piece.start.max(text.start)..piece.end.min(text.end)).unwrap_or_default();
                self.words(words, *keeps, piece.start <= text.start, piece.end >= text.end);
            }
            _ => self.content += self.text.get(atom.all.clone()).unwrap_or_default(),
        }
    }

    fn covers(&self, range: &Range<usize>, piece: &Range<usize>) -> bool {
        self.normal(range.start) <= piece.start && piece.end <= self.normal(range.end)
    }

    /// Words in an element of their own; blanks that did not count at an end of the whole do not count now.
    fn words(&mut self, words: &str, keeps: bool, first: bool, last: bool) {
        const BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];
        let words = if first && !keeps { words.trim_start_matches(BLANKS) } else { words };
        let words = if last && !keeps { words.trim_end_matches(BLANKS) } else { words };
        let (prefix, name) = (&self.run.prefix, if self.tag.is_some() { "delText" } else { "t" });
        put!(&mut self.content, "<{prefix}{name} xml:space=\"preserve\">{words}</{prefix}{name}>");
    }

    fn put(&mut self, mark: &Mark) {
        self.close();
        let (Mark::Added(xml) | Mark::Start(xml) | Mark::End(xml)) = mark;
        match (mark, self.run.inserted.clone()) {
            // What somebody else put in is cut in two: an insertion stands in no other.
            (Mark::Added(_), Some(tag)) => {
                let tag = self.text.get(tag).unwrap_or_default();
                let again = with_id(tag, (self.ids)());
                put!(self.out, "</{}>{xml}{again}", name(tag));
            }
            _ => *self.out += xml,
        }
    }

    /// Ends the piece.
    fn close(&mut self) {
        let content = std::mem::take(&mut self.content);
        if content.is_empty() {
            return;
        }
        let (prefix, tag) = (&self.run.prefix, self.text.get(self.run.tag.clone()).unwrap_or_default());
        let run = format!("{tag}{}{content}</{prefix}r>", self.props());
        match self.tag {
            Some(removed) => put!(self.out, "{}{run}</{}>", with_id(removed, (self.ids)()), name(removed)),
            None => *self.out += &run,
        }
        self.written += 1;
    }

    /// The properties of the run; a tracked change of them gets a number of its own in every piece.
    fn props(&mut self) -> String {
        let Some(props) = self.run.props.clone() else { return String::new() };
        let whole = self.text.get(props.clone()).unwrap_or_default();
        match &self.run.props_change {
            Some(change) if self.written > 0 => {
                let (before, change) = whole.split_at(change.start - props.start);
                format!("{before}{}", with_id(change, (self.ids)()))
            }
            _ => whole.to_owned(),
        }
    }
}

/// The name in a beginning tag.
fn name(tag: &str) -> &str {
    tag.trim_start_matches('<').split([' ', '\t', '\n', '\r', '>']).next().unwrap_or_default()
}

/// The same with another number in the first tag.
fn with_id(xml: &str, id: u32) -> String {
    let tag = xml.find('>').unwrap_or(xml.len());
    let found = xml[..tag].find(":id=").and_then(|at| {
        let quote = xml[at + 4..].chars().next()?;
        let start = at + 5;
        Some(start..start + xml.get(start..)?.find(quote)?)
    });
    match found {
        Some(range) => format!("{}{id}{}", &xml[..range.start], &xml[range.end..]),
        None => xml.to_owned(),
    }
}
