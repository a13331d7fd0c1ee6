//! The tracked changes of a text document while it is read (ODF 1.3 part 3, 5.5): listed before the text with what was
//! deleted, then met in the text by their names.

use crate::import::limits;
use crate::import::piece::Marked;
use crate::model::article::{TrackedChange, TrackedKind};
use std::collections::HashMap;

/// How many changes may be open at one point; more than a few never are.
const OPEN: usize = 32;

/// The changes so far. A number that is given out is a change's place in the list.
#[derive(Debug, Default)]
pub struct Changes {
    /// The changes, in the order of the list before the text.
    pub list: Vec<TrackedChange>,
    names: HashMap<String, usize>,
    /// Comments on words that were deleted, by the number of the change.
    comments: HashMap<usize, Vec<Marked>>,
    open: Vec<usize>,
    /// Bytes of words in all changes.
    written: usize,
}

impl Changes {
    /// Adds a change with its name and the marks of the comments on its words.
    pub fn add(&mut self, name: String, change: TrackedChange, comments: Vec<Marked>) {
        let number = self.list.len();
        self.written += change.text.len();
        self.list.push(change);
        self.names.insert(name, number);
        if !comments.is_empty() {
            self.comments.insert(number, comments);
        }
    }

    /// The marks for the point at which words were deleted.
    pub fn point(&mut self, name: &str) -> Vec<Marked> {
        let Some(number) = self.names.get(name).copied() else { return Vec::new() };
        let mut marks = self.comments.remove(&number).unwrap_or_default();
        marks.push(Marked::Change(number));
        marks
    }

    /// The words that follow belong to this change: its kind, and the mark for this point.
    pub fn start(&mut self, name: &str) -> Option<(TrackedKind, Marked)> {
        let number = self.names.get(name).copied()?;
        let kind = self.list.get(number)?.kind;
        if self.open.len() < OPEN && !self.open.contains(&number) {
            self.open.push(number);
        }
        Some((kind, Marked::Change(number)))
    }

    /// The words that follow no longer belong to this change.
    pub fn end(&mut self, name: &str) {
        if let Some(number) = self.names.get(name) {
            self.open.retain(|open| open != number);
        }
    }

    /// Appends words of the article to the changes they belong to.
    pub fn write(&mut self, text: &str) {
        for number in &self.open {
            self.written += text.len();
            if let Some(change) = self.list.get_mut(*number).filter(|_| self.written <= limits::DOCUMENT_CHARACTERS) {
                change.text.push_str(text);
            }
        }
    }

    /// Closes what is open, to be opened again by [`Changes::resume`].
    pub fn pause(&mut self) -> Vec<usize> {
        std::mem::take(&mut self.open)
    }

    /// Opens what was open.
    pub fn resume(&mut self, open: Vec<usize>) {
        self.open = open;
    }

    /// All changes, without the line ends around their words.
    pub fn finish(mut self) -> Vec<TrackedChange> {
        for change in &mut self.list {
            change.text = change.text.trim_matches('\n').to_owned();
        }
        self.list
    }
}
