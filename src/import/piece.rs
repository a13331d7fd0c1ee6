//! A block on its way into an article: readers make a list of these, others look at the list as a whole.

use crate::model::{Article, BlockKind};

/// A block with its own text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub kind: BlockKind,
    /// Level of a heading or a list item, from 1.
    pub level: Option<u8>,
    /// Number or letter that is printed before it and is not in its text, such as `2.1` or `b)`.
    pub label: Option<String>,
    /// Its text; a line break in it stays one.
    pub text: String,
    /// True when it is proposed as not part of the article.
    pub aside: bool,
    /// True when all of it is a link to somewhere.
    pub link: bool,
    /// Page of the original, counted from 1, where it has pages.
    pub page: Option<u32>,
    /// What begins, ends or stands inside it, in order.
    pub marks: Vec<Mark>,
}

/// A point in the text of a piece at which something begins, ends or stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The byte of the piece's text.
    pub at: usize,
    /// What.
    pub what: Marked,
}

/// What a mark is for. The numbers are places in the lists of a [`super::document::Document`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marked {
    /// A comment's span begins.
    CommentStart(usize),
    /// A comment's span ends.
    CommentEnd(usize),
    /// The mark of a comment, which is its place when it has no span.
    Comment(usize),
    /// The text refers to a note.
    Note(usize),
    /// A tracked change stands.
    Change(usize),
    /// Words begin that stand together in the file.
    Words(usize),
}

impl Piece {
    /// A piece of this kind, part of the article.
    pub fn new(kind: BlockKind, text: impl Into<String>) -> Self {
        Self {
            kind,
            level: None,
            label: None,
            text: text.into(),
            aside: false,
            link: false,
            page: None,
            marks: Vec::new(),
        }
    }

    /// The same with a level.
    pub fn at_level(mut self, level: u8) -> Self {
        self.level = Some(level);
        self
    }

    /// True when it is one line.
    pub fn is_line(&self) -> bool {
        !self.text.contains('\n')
    }
}

/// Appends the pieces to the article's text and blocks. Those without text are left out.
pub fn fill(article: &mut Article, pieces: &[Piece]) {
    for piece in pieces {
        let Some(index) = article.push(piece.kind, &piece.text) else { continue };
        if let Some(block) = article.blocks.get_mut(index) {
            block.level = piece.level;
            block.label.clone_from(&piece.label);
            block.page = piece.page;
            block.aside = piece.aside;
        }
    }
}

/// True when a text ends as sentences do, quotation marks and brackets after the stop included.
pub fn ends_sentence(text: &str) -> bool {
    let closing =
        |c: char| matches!(c, '"' | '\'' | '”' | '’' | '»' | '“' | '‘' | ')' | ']' | '」' | '』' | '）' | '*' | '_');
    text.trim_end().trim_end_matches(closing).ends_with(['.', '!', '?', '…', '。', '！', '？', '．', '؟', '۔', '।'])
}
