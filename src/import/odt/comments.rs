//! The comments of a text document while it is read: found by name, answers put under what they answer.

use crate::import::piece::{Mark, Marked, Piece};
use crate::model::article::Comment;
use std::collections::HashMap;

/// How long a chain of answers to answers is followed.
const CHAIN: usize = 100;

/// The comments so far. A number that is given out is a comment's place in the list until [`Comments::finish`].
#[derive(Debug, Default)]
pub struct Comments {
    list: Vec<Comment>,
    /// For each comment the name of the one it answers.
    parents: Vec<Option<String>>,
    names: HashMap<String, usize>,
}

impl Comments {
    /// Adds a comment with its own name and that of the comment it answers, and returns its number.
    pub fn add(&mut self, comment: Comment, name: Option<String>, parent: Option<String>) -> usize {
        let number = self.list.len();
        self.list.push(comment);
        self.parents.push(parent.filter(|parent| !parent.is_empty()));
        if let Some(name) = name {
            self.names.insert(name, number);
        }
        number
    }

    /// The number of the comment with this name.
    pub fn named(&self, name: &str) -> Option<usize> {
        self.names.get(name).copied()
    }

    /// The comments that answer no other, with their answers, oldest first. Marks in the pieces follow them.
    pub fn finish<'a>(self, pieces: impl Iterator<Item = &'a mut Piece>) -> Vec<Comment> {
        let roots: Vec<usize> = (0..self.list.len()).map(|number| self.root(number)).collect();
        let mut places = vec![None; roots.len()];
        let mut threads: Vec<Comment> = Vec::new();
        let mut replies = Vec::new();
        for (number, (comment, root)) in self.list.into_iter().zip(&roots).enumerate() {
            if number == *root {
                places[number] = Some(threads.len());
                threads.push(comment);
            } else {
                replies.push((*root, comment));
            }
        }
        for (root, reply) in replies {
            let thread = places.get(root).copied().flatten().and_then(|place| threads.get_mut(place));
            thread.into_iter().for_each(|thread| thread.replies.push(reply.clone()));
        }
        pieces.for_each(|piece| piece.marks.retain_mut(|mark| renumber(mark, &places)));
        threads
    }

    /// The first of the comments that this one answers; itself where they go round in a ring.
    fn root(&self, number: usize) -> usize {
        let mut root = number;
        for _ in 0..CHAIN {
            let parent = self.parents.get(root).and_then(Option::as_ref);
            match parent.and_then(|name| self.named(name)).filter(|parent| *parent != root) {
                Some(parent) => root = parent,
                None => return root,
            }
        }
        number
    }
}

/// Gives a mark the new number of its comment; false when the comment is an answer, which has no mark of its own.
fn renumber(mark: &mut Mark, places: &[Option<usize>]) -> bool {
    let (Marked::CommentStart(number) | Marked::CommentEnd(number)) = &mut mark.what else { return true };
    let place = places.get(*number).copied().flatten();
    place.into_iter().for_each(|place| *number = place);
    place.is_some()
}
