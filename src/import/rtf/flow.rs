//! A text while it is read, paragraph by paragraph: the article, a note, a comment, the text in a shape.

use crate::import::line::Line;
use crate::import::piece::{Mark, Piece};
use crate::model::BlockKind;
use crate::model::article::TrackedKind;

/// A text so far.
#[derive(Debug, Default)]
pub struct Flow {
    /// The paragraph that is being read.
    pub line: Line,
    /// What stands printed before the paragraph: a number or a bullet.
    pub label: String,
    /// The tracked change that the text is in.
    pub change: Option<OpenChange>,
    /// True for an endnote.
    pub endnote: bool,
    pieces: Vec<Piece>,
    /// Text of shapes, to come behind the paragraph that they hang on.
    boxes: Vec<Piece>,
}

/// A tracked change that goes on with the next run, if that is of the same sort, author and time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenChange {
    /// Insertion or deletion.
    pub kind: TrackedKind,
    /// Place in the table of those who made changes.
    pub author: usize,
    /// When; see [`super::time::packed`].
    pub time: i32,
    /// Place in the list of changes.
    pub place: usize,
}

impl Flow {
    /// Ends the paragraph, and returns whether there was any. A label such as “2.” is part of what it says.
    pub fn end(&mut self, kind: BlockKind, level: Option<u8>, label: &str) -> bool {
        self.label.clear();
        self.change = None;
        let any = !self.line.is_empty();
        if any {
            let mut piece = Piece { level, ..self.line.take(kind) };
            if !piece.text.is_empty() && !label.is_empty() {
                put_before(&mut piece, &format!("{label} "));
            }
            self.pieces.push(piece);
        }
        self.line = Line::default();
        self.pieces.append(&mut self.boxes);
        any
    }

    /// Puts the text of a shape behind the paragraph that is being read.
    pub fn put_box(&mut self, pieces: Vec<Piece>) {
        let boxed = |mut piece: Piece| {
            if piece.kind == BlockKind::Paragraph {
                piece.kind = BlockKind::TextBox;
            }
            piece
        };
        self.boxes.extend(pieces.into_iter().map(boxed));
    }

    /// All of it, when it has ended.
    pub fn into_pieces(self) -> Vec<Piece> {
        self.pieces
    }
}

fn put_before(piece: &mut Piece, text: &str) {
    piece.text.insert_str(0, text);
    piece.marks.iter_mut().for_each(|mark| mark.at += text.len());
}

/// One block of several: a line each.
pub fn joined(pieces: Vec<Piece>, kind: BlockKind) -> Piece {
    let mut all = Piece::new(kind, "");
    for piece in pieces {
        if !all.text.is_empty() && !piece.text.is_empty() {
            all.text.push('\n');
        }
        let start = all.text.len();
        all.text.push_str(&piece.text);
        all.marks.extend(piece.marks.into_iter().map(|mark: Mark| Mark { at: start + mark.at, ..mark }));
    }
    all
}
