//! Footnotes: small print that begins with a raised figure, and the same raised figure in the text above it.

use super::paragraph::LARGER;
use crate::import::document::Document;
use crate::import::piece::{Mark, Marked, Piece};
use crate::import::plain::mark_headings;
use crate::model::BlockKind;

/// A piece with the letter size of its first line, in points.
#[derive(Clone, Debug)]
pub struct Sized {
    /// The piece.
    pub piece: Piece,
    /// The size.
    pub size: f32,
}

/// How many notes are looked for. Each costs a look through its page.
const NOTES: usize = 5_000;
/// How many blocks above a note may hold its mark.
const ABOVE: usize = 400;

const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";

fn is_raised(c: char) -> bool {
    RAISED.contains(c)
}

/// The document of these pieces. Small print that a raised figure on its page refers to becomes a footnote, and the
/// figure its mark; other raised figures stay, since they may be powers. `size` is that of the text.
pub fn document(sized: Vec<Sized>, size: f32) -> Document {
    let mut document = Document::default();
    let mut missed = 0;
    for Sized { piece, size: own } in sized {
        let small = own * LARGER.sqrt() < size && piece.kind == BlockKind::Paragraph && !piece.aside;
        let number = small.then(|| number(&piece.text)).flatten().filter(|_| document.notes.len() + missed < NOTES);
        let Some((number, rest)) = number else {
            document.pieces.push(piece);
            continue;
        };
        if refer(&mut document.pieces, &number, piece.page, document.notes.len()) {
            let mut note = Piece::new(BlockKind::Footnote, rest);
            note.page = piece.page;
            document.notes.push(note);
        } else {
            missed += 1;
            document.pieces.push(piece);
        }
    }
    mark_headings(&mut document.pieces);
    document
}

/// The number that a note begins with, as raised figures, and the note without it.
fn number(text: &str) -> Option<(String, String)> {
    let end = text.find(|c: char| !is_raised(c) && !c.is_ascii_digit())?;
    let (number, rest) = text.split_at_checked(end)?;
    let plain = number.starts_with(|c: char| c.is_ascii_digit());
    let apart = !plain || rest.starts_with([' ', '.', ')']);
    let raised = number.chars().map(|c| c.to_digit(10).and_then(|d| RAISED.chars().nth(d as usize)).unwrap_or(c));
    let rest = rest.trim_start_matches([' ', '.', ')']);
    (!number.is_empty() && number.chars().count() <= 3 && apart && !rest.is_empty())
        .then(|| (raised.collect(), rest.to_owned()))
}

/// Makes the raised number in the text of a page, or the page before, the mark of a note. False when there is none.
fn refer(pieces: &mut [Piece], number: &str, page: Option<u32>, note: usize) -> bool {
    let near = |piece: &&mut Piece| piece.page.zip(page).is_some_and(|(of, page)| of == page || of + 1 == page);
    let mut found = pieces.iter_mut().rev().take_while(near).take(ABOVE).filter_map(|piece| {
        let at = place(&piece.text, number)?;
        Some((piece, at))
    });
    let Some((piece, at)) = found.next() else { return false };
    piece.text.replace_range(at..at + number.len(), "");
    for mark in &mut piece.marks {
        mark.at -= if mark.at > at { number.len() } else { 0 };
    }
    piece.marks.push(Mark { at, what: Marked::Note(note) });
    piece.marks.sort_by_key(|mark| mark.at);
    true
}

/// Where a raised number stands by itself, not as the power of a unit.
fn place(text: &str, number: &str) -> Option<usize> {
    text.match_indices(number).map(|(at, _)| at).find(|at| {
        let (before, after) = (text.get(..*at).unwrap_or_default(), text.get(at + number.len()..).unwrap_or_default());
        let unit = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let power = matches!(unit, "m" | "km" | "cm" | "mm" | "ft" | "in" | "x" | "R" | "μm" | "nm");
        !before.is_empty() && !before.ends_with(is_raised) && !after.starts_with(is_raised) && !power
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sized(text: &str, page: u32, size: f32) -> Sized {
        Sized { piece: Piece { page: Some(page), ..Piece::new(BlockKind::Paragraph, text) }, size }
    }

    #[test]
    fn raised_figures_with_a_note_become_its_mark() {
        let read = document(
            vec![
                sized("Over 12 km² burnt,¹ and 28,500² people fled.³", 1, 10.0),
                sized("¹ Ministry, p. 3.", 1, 8.0),
                sized("2 Own count.", 1, 8.0),
                sized("Source: the ministry", 1, 8.0),
                sized("² On another page.", 4, 8.0),
            ],
            10.0,
        );
        let texts = |pieces: &[Piece]| pieces.iter().map(|piece| piece.text.clone()).collect::<Vec<_>>();
        assert_eq!(
            texts(&read.pieces),
            ["Over 12 km² burnt, and 28,500 people fled.³", "Source: the ministry", "² On another page."]
        );
        assert_eq!(texts(&read.notes), ["Ministry, p. 3.", "Own count."]);
        let at: Vec<usize> = read.pieces[0].marks.iter().map(|mark| mark.at).collect();
        assert_eq!(at, ["Over 12 km² burnt,".len(), "Over 12 km² burnt, and 28,500".len()]);
    }
}
