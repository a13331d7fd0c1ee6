//! The notes of an e-book: what a mark in the text refers to is taken out of the chapter it stands in and becomes a
//! note (EPUB Structural Semantics Vocabulary; WAI-ARIA for digital publishing, `doc-noteref`).
//!
//! While a chapter's tree is walked into blocks, a mark is a number between two characters that no text may hold
//! (noncharacters of Unicode); the blocks are searched for them afterwards. So the walk knows nothing of notes.

use super::book::target;
use crate::import::html_blocks;
use crate::import::piece::{Mark, Marked, Piece};
use crate::model::BlockKind;
use dom_query::{Document, NodeRef};
use std::collections::{HashMap, HashSet};

/// What stands around the number of a mark.
pub const MARKS: [char; 2] = ['\u{fdd0}', '\u{fdd1}'];

/// Elements that a note may be; a smaller one that is referred to stands for the one around it.
const BLOCKS: &[&str] = &["aside", "li", "p", "div", "section", "dd", "dt", "td", "blockquote", "article"];

/// The notes so far, and the marks that wait for one.
#[derive(Debug, Default)]
pub struct Notes {
    /// For each mark, what it refers to: part and identifier.
    wanted: Vec<(String, String)>,
    /// The notes by what they are called.
    found: HashMap<(String, String), usize>,
    pieces: Vec<Piece>,
}

impl Notes {
    /// Puts marks into the tree of a chapter, and takes the notes out that this chapter or one before refers to.
    pub fn take(&mut self, document: &Document, path: &str) {
        let links: Vec<NodeRef> = document.select("a[href]").nodes().to_vec();
        for link in links.iter().filter(|link| is_reference(link)) {
            self.mark(document, link, path);
        }
        if self.wanted.is_empty() {
            return;
        }
        let here = self.wanted.iter().filter(|(part, _)| part == path);
        let wanted: HashSet<String> = here.map(|(_, name)| name.clone()).collect();
        let named = document.select("[id]").nodes().to_vec();
        let notes: Vec<(String, NodeRef)> = named
            .into_iter()
            .map(|node| (node.attr_or("id", "").to_string(), node))
            .filter(|(name, _)| wanted.contains(name))
            .collect();
        for (name, node) in notes {
            self.note((path.to_owned(), name), &node);
        }
    }

    /// The mark stands before its label, which stays text, as it does on web pages; one of digits is set high.
    fn mark(&mut self, document: &Document, link: &NodeRef, path: &str) {
        let number = self.wanted.len();
        self.wanted.push(target(path, &link.attr_or("href", "")));
        let mark = document.tree.new_text(format!("{}{number}{}", MARKS[0], MARKS[1]));
        match link.parent().filter(|parent| parent.has_name("sup")) {
            Some(raised) => raised.insert_before(&mark),
            None => {
                link.insert_before(&mark);
                if link.text().trim().chars().all(|c| c.is_ascii_digit()) {
                    link.rename("sup");
                }
            }
        }
    }

    /// Takes a note out of its chapter. What holds marks of its own is text, and a link back to it no note.
    fn note(&mut self, name: (String, String), node: &NodeRef) {
        let is_block = |node: &NodeRef| BLOCKS.iter().any(|block| node.has_name(block));
        let around = || node.ancestors_it(Some(3)).find(is_block);
        let note = if is_block(node) { Some(*node) } else { around() };
        let Some(note) = note else { return };
        if self.found.contains_key(&name) || note.text().contains(MARKS[0]) {
            return;
        }
        let kind = if is_endnote(&note) { BlockKind::Endnote } else { BlockKind::Footnote };
        let lines: Vec<String> = html_blocks::walk(&note).pieces.into_iter().map(|piece| piece.text).collect();
        self.found.insert(name, self.pieces.len());
        self.pieces.push(Piece::new(kind, lines.join("\n")));
        note.remove_from_parent();
    }

    /// The notes. In the blocks the marks that have one take the place of their numbers.
    pub fn finish(self, pieces: &mut [Piece]) -> Vec<Piece> {
        let note = |number: usize| self.wanted.get(number).and_then(|name| self.found.get(name)).copied();
        for piece in pieces.iter_mut().filter(|piece| piece.text.contains(MARKS)) {
            let marks;
            (piece.text, marks) = unmark(&piece.text);
            let placed =
                marks.into_iter().filter_map(|(at, number)| Some(Mark { at, what: Marked::Note(note(number)?) }));
            piece.marks.extend(placed);
        }
        self.pieces
    }
}

/// A text without the numbers of marks, and where each stood, right behind the word before it.
fn unmark(text: &str) -> (String, Vec<(usize, usize)>) {
    let (mut plain, mut marks) = (String::with_capacity(text.len()), Vec::new());
    let mut parts = text.split(MARKS[0]);
    plain.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (number, behind) = part.split_once(MARKS[1]).unwrap_or(("", part));
        if let Ok(number) = number.parse() {
            marks.push((plain.trim_end().len(), number));
        }
        plain.push_str(behind);
    }
    plain.retain(|c| !MARKS.contains(&c));
    (plain, marks)
}

/// What an element says it is, in a word or several.
fn says(node: &NodeRef, words: &[&str]) -> bool {
    let told = [node.attr_or("epub:type", ""), node.attr_or("role", "")];
    told.iter().any(|told| told.split_whitespace().any(|word| words.contains(&word)))
}

fn is_reference(link: &NodeRef) -> bool {
    says(link, &["noteref", "doc-noteref"]) && link.attr_or("href", "").contains('#')
}

/// True for a note at the end of a chapter or of the book, by its own word or by that of the list it is in.
fn is_endnote(note: &NodeRef) -> bool {
    let words = ["endnote", "rearnote", "endnotes", "rearnotes", "doc-endnote", "doc-endnotes"];
    says(note, &words) || note.ancestors_it(Some(3)).any(|around| says(&around, &words))
}
