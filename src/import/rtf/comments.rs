//! The comments of a rich text: what their parts say, in whatever order they come, and which answers which.

use super::state::Value;
use super::time::{self, Time};
use crate::import::document::Document;
use crate::import::piece::{Mark, Marked, Piece};
use crate::model::article::Comment;
use std::collections::HashMap;

/// The comments so far.
#[derive(Debug, Default)]
pub struct Comments {
    by_reference: HashMap<String, usize>,
    read: Vec<Read>,
    next: Parts,
}

/// A comment, once it was read; before that, only its span is known.
#[derive(Debug, Default)]
struct Read {
    comment: Option<Comment>,
    /// Place of the comment that it answers, which stands before it and answers none.
    answers: Option<usize>,
    started: bool,
    ended: bool,
}

/// What is known of the comment that comes next.
#[derive(Debug, Default)]
struct Parts {
    author: String,
    initials: String,
    reference: String,
    parent: String,
    date: String,
    time: Time,
}

impl Comments {
    /// Takes a value of the comment that comes next.
    pub fn value(&mut self, value: Value, text: &str) {
        let text = text.trim().to_owned();
        match value {
            Value::Author => self.next.author = text,
            Value::Initials => self.next.initials = text,
            Value::Reference => self.next.reference = text,
            Value::Parent => self.next.parent = text,
            Value::Date => self.next.date = text,
            Value::Title | Value::SpanStart | Value::SpanEnd => {}
        }
    }

    /// Takes a control word of the old form of a time.
    pub fn time(&mut self, name: &str, number: Option<i32>) {
        self.next.time.word(name, number);
    }

    /// The mark for the beginning of the span of the comment with this number.
    pub fn start(&mut self, reference: &str) -> Marked {
        let (place, read) = self.place(reference);
        read.started = true;
        Marked::CommentStart(place)
    }

    /// The mark for the end of the span of the comment with this number.
    pub fn end(&mut self, reference: &str) -> Marked {
        let (place, read) = self.place(reference);
        read.ended = true;
        Marked::CommentEnd(place)
    }

    /// The comment with this number, or a new one.
    fn place(&mut self, reference: &str) -> (usize, &mut Read) {
        let new = self.read.len();
        let reference = reference.trim();
        let place = if reference.is_empty() {
            new
        } else {
            let place = self.by_reference.entry(reference.to_owned()).or_insert(new);
            // A number that is used again is another comment’s.
            if self.read.get(*place).is_some_and(|read| read.comment.is_some()) {
                *place = new;
            }
            *place
        };
        if place == new {
            self.read.push(Read::default());
        }
        (place, &mut self.read[place])
    }

    /// Takes the text of the comment whose parts came before, and returns marks for the point where it stands, so far as
    /// its span is not known.
    pub fn finish(&mut self, text: String) -> Vec<Marked> {
        let parts = std::mem::take(&mut self.next);
        let answers = parts.answered().and_then(|number| self.by_reference.get(&number)).copied();
        let answers = answers.filter(|place| self.read.get(*place).is_some_and(|read| read.comment.is_some()));
        let answers = answers.map(|place| self.read.get(place).and_then(|read| read.answers).unwrap_or(place));
        let (place, read) = self.place(&parts.reference);
        let author = if parts.author.is_empty() { parts.initials } else { parts.author };
        let date = parts.date.parse().map_or_else(|_| parts.time.to_string(), time::packed);
        read.comment = Some(Comment { author, date, text, ..Comment::default() });
        read.answers = answers.filter(|answered| *answered != place);
        let missing = [(read.started, Marked::CommentStart(place)), (read.ended, Marked::CommentEnd(place))];
        missing.into_iter().filter(|(known, _)| !known).map(|(_, mark)| mark).collect()
    }

    /// Puts the comments into the document, answers under what they answer, and the marks in its pieces right.
    pub fn settle(self, document: &mut Document) {
        let mut places = Vec::with_capacity(self.read.len());
        for read in self.read {
            let above = read.answers.and_then(|place| places.get(place).copied().flatten());
            let Some(comment) = read.comment else {
                places.push(None);
                continue;
            };
            match above.and_then(|place: usize| document.comments.get_mut(place)) {
                Some(answered) => {
                    answered.replies.push(comment);
                    places.push(None);
                }
                None => {
                    places.push(Some(document.comments.len()));
                    document.comments.push(comment);
                }
            }
        }
        document.pieces.iter_mut().chain(&mut document.notes).for_each(|piece| renumber(piece, &places));
    }
}

impl Parts {
    /// The number of the comment that this one answers: it is told as such, or as a distance back.
    fn answered(&self) -> Option<String> {
        let parent: i64 = self.parent.parse().ok()?;
        let number = if parent < 0 { self.reference.parse::<i64>().ok()?.checked_add(parent)? } else { parent };
        Some(number.to_string())
    }
}

/// Gives the marks of comments the places that these have now.
fn renumber(piece: &mut Piece, places: &[Option<usize>]) {
    let place = |old: usize| places.get(old).copied().flatten();
    let marks = std::mem::take(&mut piece.marks);
    let now = |mark: Mark| {
        let what = match mark.what {
            Marked::CommentStart(old) => Marked::CommentStart(place(old)?),
            Marked::CommentEnd(old) => Marked::CommentEnd(place(old)?),
            other => other,
        };
        Some(Mark { what, ..mark })
    };
    piece.marks = marks.into_iter().filter_map(now).collect();
}
