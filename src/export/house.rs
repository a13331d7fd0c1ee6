//! The style of a house: what its reports are headed with, in which colour, on which paper and in which words.

mod logo;

#[cfg(test)]
pub(super) use logo::tests::PIXEL;
pub use logo::{Logo, LogoError, LogoKind};

use super::Edition;
use super::clean::one_line;
use super::report::{Mark, Section};
use crate::model::words::words;
use std::collections::HashMap;
use std::sync::Arc;

words! {
    /// The paper a report is printed on.
    "page size"
    pub enum PageSize {
        /// 210 × 297 mm.
        A4 = "a4", "A4";
        /// 8.5 × 11 inches.
        Letter = "letter", "Letter";
    }
}

/// Something that a house may have a word of its own for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Term {
    /// A report.
    Edition(Edition),
    /// A part of a report, by its heading.
    Section(Section),
    /// What a claim counts for.
    Mark(Mark),
}

/// A colour of the screen: red, green and blue from 0 to 255.
pub type Rgb = [u8; 3];

/// The style of a house. The default is our own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct House {
    /// What the house is called; empty for none.
    pub name: String,
    /// Its logo.
    pub logo: Option<Arc<Logo>>,
    /// Its colour in place of ours, for what is neither text nor status.
    pub accent: Option<Rgb>,
    /// A line at the foot of every page, such as “Not for distribution”; empty for none.
    pub footer: String,
    /// The paper.
    pub page: PageSize,
    /// What it calls otherwise than we do; see [`House::call`].
    pub words: HashMap<Term, String>,
}

impl Default for House {
    fn default() -> Self {
        let (name, footer) = (String::new(), String::new());
        Self { name, logo: None, accent: None, footer, page: PageSize::A4, words: HashMap::new() }
    }
}

impl House {
    /// Lets the house call something by its own word; a blank one changes nothing.
    pub fn call(&mut self, term: Term, word: &str) {
        let word = one_line(word);
        if !word.is_empty() {
            self.words.insert(term, word);
        }
    }

    /// What it calls something.
    pub fn word(&self, term: Term) -> &str {
        let own = || match term {
            Term::Edition(edition) => edition.word(),
            Term::Section(section) => section.word(),
            Term::Mark(mark) => mark.word(),
        };
        self.words.get(&term).map_or_else(own, String::as_str)
    }

    /// The word in place of one of ours for a status, recheck or corrected.
    pub(super) fn status<'a>(&'a self, ours: &'a str) -> &'a str {
        let mark = Mark::ALL.into_iter().find(|mark| mark.word() == ours);
        mark.map_or(ours, |mark| self.word(Term::Mark(mark)))
    }
}

/// How much a colour must stand out from white to be read as text on it (WCAG 2.2, success criterion 1.4.3).
const LEAST_CONTRAST: f64 = 4.5;

/// True for a colour that can be read as text on white paper.
pub fn is_readable(colour: Rgb) -> bool {
    // WCAG 2.2, definitions of relative luminance and contrast ratio.
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    let [red, green, blue] = colour.map(linear);
    1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) >= LEAST_CONTRAST
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Status;

    #[test]
    fn a_house_has_its_own_words_and_ours_for_the_rest() {
        let mut house = House::default();
        house.call(Term::Edition(Edition::CheckingCopy), " Research\n copy ");
        house.call(Term::Mark(Mark::Status(Status::Verified)), "OK");
        house.call(Term::Section(Section::MustFix), " \n");
        assert_eq!(house.word(Term::Edition(Edition::CheckingCopy)), "Research copy");
        assert_eq!(house.word(Term::Edition(Edition::CheckedCopy)), "checked copy");
        assert_eq!(house.word(Term::Section(Section::MustFix)), "Must fix first");
        assert_eq!((house.status("verified"), house.status("wrong"), house.status("?")), ("OK", "wrong", "?"));
    }

    #[test]
    fn knows_which_colours_can_be_read() {
        for (colour, expected) in [
            ([0, 0, 0], true),
            ([0x2a, 0x5c, 0xa6], true),
            ([0x76, 0x76, 0x76], true),
            ([0x77, 0x77, 0x77], false),
            ([255, 220, 0], false),
        ] {
            assert_eq!(is_readable(colour), expected, "{colour:?}");
        }
    }
}
