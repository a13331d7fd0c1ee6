//! A report as it is set on pages, the same for PDF and Word: what stands where, in which words, and what it is.
//! How that looks is the business of each format.
//!
//! - [`build`](Flow::new): from the report tree, a file for each part of it.
//! - [`run`]: stretches of text.

mod article;
mod build;
mod calls;
mod claims;
mod front;
mod lists;
mod must_fix;
mod run;
#[cfg(test)]
pub mod testing;
#[cfg(test)]
mod tests;

pub use run::{Link, Look, Run};

use super::Logo;
use super::report::{Direction, Mark};
use crate::model::BlockKind;
use std::borrow::Cow;

/// A report, ready to be set.
#[derive(Debug)]
pub struct Flow<'a> {
    /// What the file is called in its properties, such as `Allies split – checking copy`.
    pub title: String,
    /// What stands at the head of every page but the first.
    pub running_head: String,
    /// BCP 47 tag of the article's language; absent when unknown or not well formed. The report's own words are English.
    pub language: Option<&'a str>,
    /// Direction of the article's text.
    pub direction: Direction,
    /// All of it, in order.
    pub blocks: Vec<Block<'a>>,
}

/// A block of a report.
#[derive(Clone, Debug)]
pub enum Block<'a> {
    /// The logo of the house, and what the house is called.
    Logo(&'a Logo, &'a str),
    /// The title of the report; there is one.
    Title(Vec<Run<'a>>),
    /// A heading.
    Heading(Heading<'a>),
    /// A paragraph.
    Paragraph(Paragraph<'a>),
    /// How many claims count for each mark, in the order of [`Mark::ALL`].
    Counts(Vec<Count<'a>>),
    /// Labels or numbers, each with what there is to say about it.
    List(List<'a>),
    /// A table.
    Table(Table<'a>),
    /// Where the contents go: the headings of sections, each with its page.
    Contents,
    /// What follows begins on a new page.
    PageBreak,
}

/// How many claims count for a mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Count<'a> {
    /// The mark.
    pub mark: Mark,
    /// What it is called.
    pub word: Cow<'a, str>,
    /// How many.
    pub claims: usize,
}

/// A heading.
#[derive(Clone, Debug)]
pub struct Heading<'a> {
    /// What it is a heading of.
    pub kind: HeadingKind,
    /// What links inside the report lead to; no two things have the same.
    pub id: String,
    /// Number and sign of a claim; empty for others.
    pub label: Vec<Run<'a>>,
    /// Its words.
    pub runs: Vec<Run<'a>>,
}

/// What a heading is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadingKind {
    /// A section of the report.
    Section,
    /// A group in a section.
    Group,
    /// The entry of a claim; it stands in a section as a group does.
    Entry,
}

impl HeadingKind {
    /// How deep it stands: 1 for a section, 2 for what is in it.
    pub fn level(self) -> u8 {
        match self {
            Self::Section => 1,
            Self::Group | Self::Entry => 2,
        }
    }
}

/// A paragraph.
#[derive(Clone, Debug)]
pub struct Paragraph<'a> {
    /// What it is.
    pub style: Style,
    /// Number in the margin, that of a paragraph of the article.
    pub number: Option<usize>,
    /// Its words.
    pub runs: Vec<Run<'a>>,
}

impl<'a> Paragraph<'a> {
    /// A paragraph without a number.
    pub fn new(style: Style, runs: Vec<Run<'a>>) -> Self {
        Self { style, number: None, runs }
    }
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// The line above the title: the name of the edition.
    Lead,
    /// The line below the title: byline, section and date as printed.
    Byline,
    /// How far the check has come, in a sentence.
    Progress,
    /// Plain words of the report.
    Plain,
    /// Smaller words that only help: who, when, where.
    Small,
    /// That there is nothing to show.
    Empty,
    /// What to ask somebody.
    Ask,
    /// A line to write on.
    Room,
    /// What stands at the end of the report: the line of the house, and what made it.
    Closing,
    /// What the lines under the claims mean.
    Legend,
    /// Words of the article, and those to be put in their place.
    Quote,
    /// Words of a source.
    Passage,
    /// A source as a style of citations has it.
    Citation,
    /// A block of the article, with the level of a heading or list item. Headings have the levels 3 to 6, one deeper than the
    /// one before at most; list items are counted from 1.
    Article(BlockKind, u8),
}

/// Labels or numbers, each with what there is to say about it.
#[derive(Clone, Debug)]
pub struct List<'a> {
    /// What it lists.
    pub kind: ListKind,
    /// What is listed.
    pub items: Vec<Item<'a>>,
}

/// What a list lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListKind {
    /// Facts, each behind its label.
    Facts,
    /// Entries of some lines, each behind its number.
    Rows,
    /// Entries of one line, each behind its number.
    Lines,
}

/// An item of a list.
#[derive(Clone, Debug)]
pub struct Item<'a> {
    /// What links inside the report lead to; no two things have the same.
    pub id: Option<String>,
    /// Its label or number.
    pub label: Vec<Run<'a>>,
    /// Its paragraphs.
    pub paragraphs: Vec<Paragraph<'a>>,
}

/// A table with a row of headings.
#[derive(Clone, Debug)]
pub struct Table<'a> {
    /// What the table shows, for those who cannot see it.
    pub summary: &'static str,
    /// The columns.
    pub columns: Vec<Column>,
    /// The first cell of each row is its heading.
    pub has_row_headings: bool,
    /// The rows, as many cells each as there are columns.
    pub rows: Vec<Vec<Vec<Run<'a>>>>,
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    /// Its heading.
    pub heading: &'static str,
    /// Its share of the width; all shares together are 1.
    pub share: f32,
    /// It holds figures, which end at its right edge.
    pub figures: bool,
}
