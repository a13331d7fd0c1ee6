//! Tracked changes that are pending: insertions are text, deletions are not, and both are listed (ECMA-376 part 1,
//! 17.13.5).

use super::props::Who;
use crate::import::line::Line;
use crate::import::piece::Marked;
use crate::import::{clean, limits};
use crate::model::article::{TrackedChange, TrackedKind};

/// The changes found so far. What one person did at one time in one place is one change, however many pieces the
/// file cuts it into.
#[derive(Debug, Default)]
pub(super) struct Changes {
    list: Vec<TrackedChange>,
    /// Where the last one ended: number of the paragraph, byte of its text.
    end: (usize, usize),
    /// True when there were more than are listed.
    pub(super) more: bool,
}

/// What surrounds a text that is part of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Revision {
    /// Insertion or deletion.
    pub(super) kind: TrackedKind,
    /// Who made it, and when.
    pub(super) who: Who,
}

impl Changes {
    /// Takes words that are part of a change at the end of this line, before an insertion is appended to it.
    /// `paragraph` is the number of the paragraph.
    pub(super) fn add(&mut self, revision: &Revision, words: &str, line: &mut Line, paragraph: usize) {
        let here = (paragraph, line.text().len());
        if !self.goes_on(revision, here) {
            if self.list.len() == limits::LISTED {
                self.more = true;
                return;
            }
            line.mark(Marked::Change(self.list.len()));
            self.list.push(begun(revision));
        }
        let words = clean::characters(words);
        if let Some(change) = self.list.last_mut() {
            change.text += &words;
        }
        self.end = (paragraph, here.1 + if revision.kind == TrackedKind::Insertion { words.len() } else { 0 });
    }

    /// The mark that ends a paragraph is part of a change: when the change reaches up to it, it goes on in the next
    /// paragraph, whose own text begins at this byte of its line.
    pub(super) fn over_mark(&mut self, revision: &Revision, here: (usize, usize), next: (usize, usize)) {
        if self.goes_on(revision, here) {
            self.list.last_mut().into_iter().for_each(|change| change.text.push('\n'));
            self.end = next;
        }
    }

    /// The list of them.
    pub(super) fn into_list(self) -> Vec<TrackedChange> {
        let mut list = self.list;
        list.iter_mut().for_each(|change| change.text.truncate(change.text.trim_end_matches('\n').len()));
        list
    }

    fn goes_on(&self, revision: &Revision, here: (usize, usize)) -> bool {
        let same = |change: &TrackedChange| {
            change.kind == revision.kind && change.author == revision.who.author && change.date == revision.who.date
        };
        self.end == here && self.list.last().is_some_and(same)
    }
}

fn begun(revision: &Revision) -> TrackedChange {
    TrackedChange {
        kind: revision.kind,
        author: revision.who.author.clone(),
        date: revision.who.date.clone(),
        start: 0,
        text: String::new(),
        extra: crate::model::Extra::new(),
    }
}
