//! A text that stands by itself while it is read: the body, a note, a text box, a comment.

use super::fields::Fields;
use super::props::ParagraphProps;
use super::styles::Effect;
use crate::import::line::Line;
use crate::import::piece::{Mark, Marked, Piece};

/// What has been read of a text, and the paragraph that is being read.
#[derive(Debug, Default)]
pub(super) struct Story {
    /// The blocks so far.
    pub(super) pieces: Vec<Piece>,
    /// The paragraph so far.
    pub(super) line: Line,
    /// Blocks of the text boxes that hang on the paragraph; they come behind it.
    pub(super) boxes: Vec<Piece>,
    /// Fields that are open.
    pub(super) fields: Fields,
    /// Properties of the paragraph, and what its style does.
    pub(super) paragraph: (ParagraphProps, Effect),
    /// True while a paragraph is being read.
    pub(super) inside: bool,
    /// Number of the paragraph in the document, from 1.
    pub(super) number: usize,
    /// Whether a note's own mark is being read, which is no text.
    pub(super) own_mark: OwnMark,
    /// The mark that ended the paragraph before is deleted, and no words have followed yet.
    pub(super) joins: bool,
    /// Identifier of the last paragraph, which comments are known by.
    pub(super) last_id: Option<String>,
}

/// How much of a note's own mark (17.11.14, `customMarkFollows`) may still follow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum OwnMark {
    /// None of it.
    #[default]
    None,
    /// The rest of the run.
    Run,
    /// Symbols: a mark of several is cut into a run for each.
    Symbols,
}

impl Story {
    /// Puts a blank before these words where a deleted mark joins two paragraphs without one, so that no words run
    /// together; scripts that write none get none.
    pub(super) fn part(&mut self, words: &str) {
        let Some(next) = words.chars().next() else { return };
        let parted = |c: char| c.is_whitespace() || has_no_blanks(c);
        if std::mem::take(&mut self.joins) && !parted(next) && self.line.text().ends_with(|c| !parted(c)) {
            self.line.push(" ");
        }
    }

    /// Marks the end of something: between paragraphs, at the end of the one before.
    pub(super) fn mark_end(&mut self, what: Marked) {
        match self.pieces.last_mut() {
            Some(last) if !self.inside && self.line.is_empty() => {
                let at = last.text.len();
                last.marks.push(Mark { at, what });
            }
            _ => self.line.mark(what),
        }
    }
}

/// True for characters of scripts that write no blanks between words: Chinese, Japanese, Thai, Lao.
fn has_no_blanks(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}'
        | '\u{20000}'..='\u{323af}')
}

/// Blocks as one, a line each, with their marks: what a note or a comment says.
pub(super) fn joined(pieces: Vec<Piece>) -> Option<Piece> {
    let mut pieces = pieces.into_iter();
    let mut all = pieces.next()?;
    for piece in pieces {
        if !all.text.is_empty() && !piece.text.is_empty() {
            all.text.push('\n');
        }
        let before = all.text.len();
        all.marks.extend(piece.marks.iter().map(|mark| Mark { at: before + mark.at, what: mark.what }));
        all.text += &piece.text;
    }
    Some(all)
}
