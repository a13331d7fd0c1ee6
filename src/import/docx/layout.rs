//! Where the words of an article stand in the file that it was read from, for those who give the file back.

use super::parts::Parts;
use crate::import::ImportError;
use crate::import::document::WordsAt;

/// The parts that hold text, and where in them the words of the article stand.
#[derive(Debug, Default)]
pub struct Layout {
    /// The part with the body first, then those with footnotes and endnotes, where there are any.
    pub parts: Vec<Part>,
    /// The `w:t` elements whose words are in the article, in the order in which they were read.
    pub words: Vec<Place>,
    /// Where in the article’s text the words of each begin, by their place in the list; in order of the text.
    pub at: Vec<WordsAt>,
}

/// A part that holds text.
#[derive(Debug)]
pub struct Part {
    /// Its name in the package.
    pub name: String,
    /// Its XML.
    pub text: String,
}

/// Where a `w:t` element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The part, by its place in the list.
    pub part: usize,
    /// The byte of the part’s XML at which the content of the element begins.
    pub at: usize,
}

/// The places found so far.
#[derive(Debug, Default)]
pub(super) struct Laid {
    /// Which part is being read: what its relationship is called, none for the body.
    pub(super) part: Option<&'static str>,
    words: Vec<(Option<&'static str>, usize)>,
}

impl Laid {
    /// Notes words that begin at this byte, and returns their number.
    pub(super) fn add(&mut self, begins: usize) -> usize {
        self.words.push((self.part, begins));
        self.words.len() - 1
    }

    /// The layout, once the article is made.
    pub(super) fn finish(self, parts: &mut Parts, at: Vec<WordsAt>) -> Result<Layout, ImportError> {
        let body = Part { name: parts.main().to_owned(), text: parts.text()? };
        let mut layout = Layout { parts: vec![body], words: Vec::with_capacity(self.words.len()), at };
        let mut places = vec![(None, 0)];
        for kind in ["footnotes", "endnotes"] {
            let Some(name) = parts.all(&[kind]).into_iter().next() else { continue };
            if let Some(text) = parts.named(&name)? {
                places.push((Some(kind), layout.parts.len()));
                layout.parts.push(Part { name, text });
            }
        }
        for (kind, at) in self.words {
            let part = places.iter().find(|(known, _)| *known == kind).map(|(_, part)| *part);
            layout.words.push(Place { part: part.ok_or(ImportError::Damaged)?, at });
        }
        layout.at.sort_by_key(|words| words.at);
        Ok(layout)
    }
}
