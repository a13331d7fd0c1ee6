//! An article as an importer reads it: one text, its blocks, what is known about it, and what was left out.

mod check;

use super::words::words;
use serde::{Deserialize, Serialize};
use std::ops::Range;

words! {
    /// What a block of an article is.
    "kind of block"
    pub enum BlockKind {
        /// The headline.
        Hed = "hed", "headline";
        /// The sub-headline.
        Dek = "dek", "dek";
        /// Who wrote it.
        Byline = "byline", "byline";
        /// Section, place, date and time of publication.
        Dateline = "dateline", "dateline";
        /// A heading inside the article; [`Block::level`] says of which level.
        Heading = "heading", "heading";
        /// A paragraph.
        Paragraph = "paragraph", "paragraph";
        /// An item of a list.
        ListItem = "list-item", "list item";
        /// A passage set apart as a quotation.
        Quotation = "quotation", "quotation";
        /// The text under a picture.
        Caption = "caption", "caption";
        /// A cell of a table.
        TableCell = "table-cell", "table cell";
        /// Text in a box of its own.
        TextBox = "text-box", "text box";
        /// A footnote.
        Footnote = "footnote", "footnote";
        /// An endnote.
        Endnote = "endnote", "endnote";
        /// Preformatted text.
        Preformatted = "preformatted", "preformatted";
    }
}

/// A stretch of the text that stands by itself, such as a paragraph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// First byte in the text.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// Level of a heading from 1, nesting of a list item from 1; otherwise absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// Number or letter that is printed before it and is not in its text, such as `2.1` or `b)`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Page of the original, counted from 1, where it has pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// *Not part of the article*: navigation, advertisements and other furniture of the page it came from.
    /// An importer proposes it; a person can take it back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub aside: bool,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: super::Extra,
}

impl Block {
    /// A block of this kind over these bytes.
    pub fn new(kind: BlockKind, range: Range<usize>) -> Self {
        Self {
            kind,
            start: range.start,
            end: range.end,
            level: None,
            label: None,
            page: None,
            aside: false,
            extra: super::Extra::new(),
        }
    }

    /// Its bytes.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// A comment that somebody put on a span of the article before it came to us.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Who wrote it, as the file says.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub author: String,
    /// When, as the file says (ISO 8601 where the format has it).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub date: String,
    /// First byte of the span it is about.
    pub start: usize,
    /// The byte after the span's last; the same as the first for a comment on a point.
    pub end: usize,
    /// What it says.
    pub text: String,
    /// True when it was marked as dealt with.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub resolved: bool,
    /// The answers to it, oldest first; their spans are that of the comment.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replies: Vec<Comment>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: super::Extra,
}

/// Where the text refers to a footnote or an endnote. The mark itself, such as a raised figure, is not text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteMark {
    /// The byte of the text at which the mark stands, right behind what the note is about.
    pub at: usize,
    /// Index of the block that holds the note.
    pub block: usize,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: super::Extra,
}

words! {
    /// Whether a tracked change adds words or takes them out.
    "kind of tracked change"
    pub enum TrackedKind {
        /// Words were put in.
        Insertion = "insertion", "insertion";
        /// Words were taken out.
        Deletion = "deletion", "deletion";
    }
}

/// A tracked change that was still pending in the original file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackedChange {
    /// Insertion or deletion.
    pub kind: TrackedKind,
    /// Who made it, as the file says.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub author: String,
    /// When, as the file says.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub date: String,
    /// The byte of the text at which it stands.
    pub start: usize,
    /// The words put in or taken out.
    pub text: String,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: super::Extra,
}

/// What an importer read from one file. The text is what the article would be with its tracked changes accepted;
/// blocks are in order, do not overlap, and are separated by a blank line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// The whole text.
    pub text: String,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// What it is called: its headline, or as the page it is from calls itself, which may have the name of the site in it.
    pub title: Option<String>,
    /// Who wrote it, as printed.
    pub byline: Option<String>,
    /// When it was published, as printed.
    pub published: Option<String>,
    /// The section it appeared in.
    pub section: Option<String>,
    /// BCP 47 language tag, where it is declared or plain from the script.
    pub language: Option<String>,
    /// Name of the character encoding by the WHATWG Encoding Standard, for formats that have one.
    pub encoding: Option<String>,
    /// The encoding was guessed by the frequency of the letters, so that somebody should look at the text.
    pub encoding_is_guess: bool,
    /// Key of the format it was read as, such as `html`.
    pub format: String,
    /// Comments found in the file, in order of the text.
    pub comments: Vec<Comment>,
    /// Where the text refers to footnotes and endnotes, in order of the text.
    pub notes: Vec<NoteMark>,
    /// Tracked changes still pending in the file.
    pub changes: Vec<TrackedChange>,
    /// What was left out or is unsure, a sentence each.
    pub warnings: Vec<String>,
}

impl Article {
    /// Appends a block with this text after a blank line, and returns its index. Empty text is not a block.
    pub fn push(&mut self, kind: BlockKind, text: &str) -> Option<usize> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.blocks.push(Block::new(kind, start..self.text.len()));
        Some(self.blocks.len() - 1)
    }

    /// The headline as it is printed, on one line; what it is called where none is.
    pub fn headline(&self) -> Option<String> {
        let hed = self.blocks.iter().find(|block| block.kind == BlockKind::Hed);
        hed.map(|block| self.block_text(block).replace('\n', " ")).or_else(|| self.title.clone())
    }

    /// The text of a block.
    pub fn block_text(&self, block: &Block) -> &str {
        self.text.get(block.range()).unwrap_or_default()
    }
}
