//! Sentences that reader mode lost: what stands on the page between two paragraphs that it took, and is a sentence, is
//! part of the article. To lose one is worse than to keep a line too many.

use super::piece::{Piece, ends_sentence};
use crate::model::BlockKind;
use std::collections::HashMap;

/// How many blocks of the page may stand between two that were taken. Where there are more, something else stands there.
const GAP: usize = 3;

/// Characters of the shortest sentence that is put back.
const SHORTEST: usize = 40;

/// Puts back into what was `found` the sentences of the page that stand between its blocks; both are in the page's order.
pub fn put_back(found: &mut Vec<Piece>, page: &[Piece]) {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (place, piece) in page.iter().enumerate() {
        places.entry(piece.text.as_str()).or_default().push(place);
    }
    let mut lost: Vec<(usize, &Piece)> = Vec::new();
    let mut last: Option<usize> = None;
    for (index, piece) in found.iter().enumerate() {
        let next = places.get(piece.text.as_str());
        let next = next.and_then(|places| places.iter().find(|place| last.is_none_or(|last| **place > last)));
        let Some(next) = next.copied() else {
            // What is not on the page in these words may have been put together from several blocks.
            last = None;
            continue;
        };
        let between = last.and_then(|last| page.get(last + 1..next)).unwrap_or_default();
        if between.len() <= GAP && between.iter().all(is_sentence) {
            lost.extend(between.iter().map(|piece| (index, piece)));
        }
        last = Some(next);
    }
    let lost: Vec<(usize, Piece)> = lost.into_iter().map(|(index, piece)| (index, piece.clone())).collect();
    for (index, piece) in lost.into_iter().rev() {
        found.insert(index, piece);
    }
}

fn is_sentence(piece: &Piece) -> bool {
    piece.kind == BlockKind::Paragraph
        && !piece.link
        && ends_sentence(&piece.text)
        && piece.text.chars().nth(SHORTEST - 1).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(texts: &[&str]) -> Vec<Piece> {
        texts.iter().map(|text| Piece::new(BlockKind::Paragraph, *text)).collect()
    }

    #[test]
    fn a_lost_sentence_comes_back_and_a_button_does_not() {
        let lost = "The find was announced on Monday in a journal of astronomy.";
        for (page, expected) in [
            (&["One.", lost, "Two."][..], &["One.", lost, "Two."][..]),
            (&["One.", "Share", "Two."], &["One.", "Two."]),
            (&["One.", "Share", lost, "Two."], &["One.", "Two."]),
            (&["One.", lost, lost, lost, lost, "Two."], &["One.", "Two."]),
            (&[lost, "One.", "Two.", lost], &["One.", "Two."]),
            (&["Two.", lost, "One.", "Two."], &["One.", "Two."]),
        ] {
            let mut found = pieces(&["One.", "Two."]);
            put_back(&mut found, &pieces(page));
            assert_eq!(found, pieces(expected), "{page:?}");
        }
    }
}
