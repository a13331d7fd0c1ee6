//! The text of a block while it is read: cleaned as it comes, with the points in it that mean something.

use super::clean;
use super::piece::{Mark, Marked, Piece};
use crate::model::BlockKind;
use std::ops::Range;

/// A block's text so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    text: String,
    marks: Vec<Mark>,
}

impl Line {
    /// Appends characters, without those that are no text; see [`clean::characters`].
    pub fn push(&mut self, text: &str) {
        let plain = |c: char| matches!(c, ' '..='~');
        if text.chars().all(plain) { self.text.push_str(text) } else { self.text += &clean::characters(text) }
    }

    /// Marks the point that the text has come to.
    pub fn mark(&mut self, what: Marked) {
        self.marks.push(Mark { at: self.text.len(), what });
    }

    /// What has been appended so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// True when there are neither words nor marks in it; where words begin is none that counts.
    pub fn is_empty(&self) -> bool {
        let counts = |mark: &Mark| !matches!(mark.what, Marked::Words(_));
        self.text.trim().is_empty() && !self.marks.iter().any(counts)
    }

    /// The block, without blanks at its ends; the next one begins.
    pub fn take(&mut self, kind: BlockKind) -> Piece {
        let Self { text, mut marks } = std::mem::take(self);
        let cut = text.len() - text.trim_start().len();
        let text = text.trim();
        marks.iter_mut().for_each(|mark| mark.at = mark.at.saturating_sub(cut).min(text.len()));
        Piece { marks, ..Piece::new(kind, text) }
    }

    /// The same as several blocks: two line breaks in a row part paragraphs, as they do in any text.
    pub fn take_paragraphs(&mut self, kind: BlockKind) -> Vec<Piece> {
        let Piece { text, marks, .. } = self.take(kind);
        let mut pieces: Vec<Piece> = Vec::new();
        let mut marks = marks.into_iter().peekable();
        for range in paragraphs(&text) {
            let words = text.get(range.clone()).unwrap_or_default();
            let mut piece = Piece::new(kind, words);
            while let Some(mark) = marks.next_if(|mark| mark.at <= range.end) {
                piece.marks.push(Mark { at: mark.at.saturating_sub(range.start), what: mark.what });
            }
            pieces.push(piece);
        }
        pieces
    }
}

/// The parts of a text that blank lines leave, without blanks at their ends; all of it where there are none.
fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let (mut start, mut blank) = (0, false);
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end().len();
        match parts.last_mut().filter(|_| !blank) {
            _ if line.trim().is_empty() => {}
            Some(part) => part.end = end,
            None => parts.push(start + line.len() - line.trim_start().len()..end),
        }
        blank = line.trim().is_empty();
        start += line.len();
    }
    if parts.is_empty() {
        parts.push(0..text.len());
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stay_at_their_words_when_blanks_and_invisible_characters_go() {
        let mut line = Line::default();
        line.push(" \t A soft\u{ad}ened ");
        line.mark(Marked::CommentStart(0));
        line.push("wörd\u{200b}");
        line.mark(Marked::CommentEnd(0));
        line.push("  ");
        line.mark(Marked::Note(0));
        let piece = line.take(BlockKind::Paragraph);
        assert_eq!(piece.text, "A softened wörd");
        let marked: Vec<(&str, Marked)> = piece.marks.iter().map(|mark| (&piece.text[mark.at..], mark.what)).collect();
        assert_eq!(marked, [("wörd", Marked::CommentStart(0)), ("", Marked::CommentEnd(0)), ("", Marked::Note(0))]);
        assert!(line.is_empty() && line.text().is_empty());
    }

    #[test]
    fn blank_lines_part_a_line_into_blocks_with_their_marks() {
        let table = [
            ("", "|"),
            (" one ", "one|"),
            ("one\ntwo", "one\ntwo|"),
            ("one\n\ntwo", "one|two|"),
            ("\n\none \n \n\n two\n\n", "one|two|"),
        ];
        for (text, expected) in table {
            let mut line = Line::default();
            for word in text.split_inclusive(char::is_whitespace) {
                line.push(word);
                line.mark(Marked::Note(0));
            }
            let pieces = line.take_paragraphs(BlockKind::Paragraph);
            let texts: String = pieces.iter().map(|piece| format!("{}|", piece.text)).collect();
            assert_eq!(texts, expected, "{text:?}");
            let marks: Vec<&Mark> = pieces.iter().flat_map(|piece| &piece.marks).collect();
            assert_eq!(marks.len(), text.split_inclusive(char::is_whitespace).count(), "{text:?}");
            assert!(pieces.iter().all(|piece| piece.marks.iter().all(|mark| mark.at <= piece.text.len())), "{text:?}");
        }
        let mut line = Line::default();
        line.push("one\n\nt");
        line.mark(Marked::Note(7));
        line.push("wo");
        let pieces = line.take_paragraphs(BlockKind::Paragraph);
        assert_eq!(pieces[1].marks, [Mark { at: 1, what: Marked::Note(7) }]);
    }
}
