//! A report as it is set on pages, the same for PDF and Word: what stands where, in which words, and what it is.
//! How that looks is the business of each format.

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
    /// The title of the report; there is one.
    Title(Vec<Run<'a>>),
    /// A heading.
    Heading {
        /// 1 for a section, 2 for a group in it, 3 for an entry.
        level: u8,
        /// What links inside the report lead to; the same at most once.
        id: String,
        /// Its words.
        runs: Vec<Run<'a>>,
    },
    /// A paragraph.
    Paragraph(Paragraph<'a>),
    /// Labels, each with what there is to say about it.
    Facts(Vec<Fact<'a>>),
    /// A table.
    Table(Table<'a>),
    /// Where the contents go: the headings of level 1, each with its page.
    Contents,
    /// What follows begins on a new page.
    PageBreak,
}

/// A paragraph.
#[derive(Clone, Debug)]
pub struct Paragraph<'a> {
    /// What it is.
    pub style: Style,
    /// What links inside the report lead to; the same at most once.
    pub id: Option<String>,
    /// Number in the margin, that of a paragraph of the article.
    pub number: Option<usize>,
    /// Its words.
    pub runs: Vec<Run<'a>>,
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// The line above the title: the name of the edition.
    Lead,
    /// The line below the title: byline, section and date as printed.
    Byline,
    /// Plain words of the report.
    Plain,
    /// Smaller words that only help: who, when, where.
    Small,
    /// Words of a source.
    Passage,
    /// An item of a list.
    Item,
    /// A block of the article, with the level of a heading or list item, from 1.
    Article(BlockKind, u8),
}

/// A label, and what there is to say about it.
#[derive(Clone, Debug)]
pub struct Fact<'a> {
    /// The label.
    pub label: Cow<'a, str>,
    /// Its paragraphs.
    pub paragraphs: Vec<Paragraph<'a>>,
}

/// A table with a row of headings.
#[derive(Clone, Debug)]
pub struct Table<'a> {
    /// What the table shows, for those who cannot see it.
    pub summary: &'static str,
    /// The columns: a heading, and the share of the width.
    pub columns: Vec<(&'static str, f32)>,
    /// The rows, as many cells each as there are columns. The first cell of a row is its heading.
    pub rows: Vec<Vec<Vec<Run<'a>>>>,
}

/// A stretch of text that looks the same from its first character to its last. Line feeds in it end lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run<'a> {
    /// The text, without what may not be in a file.
    pub text: Cow<'a, str>,
    /// How it looks.
    pub look: Look,
    /// Where it leads.
    pub link: Option<Link>,
    /// The claims of the article that it lies in, each with its lane: lines of claims that overlap are drawn beneath each
    /// other.
    pub claims: Vec<(Mark, usize)>,
}

/// How a run looks.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Look {
    /// In the letters of the article, and in its language and direction.
    pub article: bool,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// In a quieter colour.
    pub soft: bool,
    /// Small and raised.
    pub raised: bool,
    /// Words to be taken out.
    pub removed: bool,
    /// Words to be put in.
    pub added: bool,
    /// In the colour of a mark.
    pub mark: Option<Mark>,
    /// In letters of equal width: a checksum.
    pub mono: bool,
}

/// Where a run leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// To an address that a report may link to.
    Web(String),
    /// To a place in the report.
    Inside(String),
}
