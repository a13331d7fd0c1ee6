//! Which of the titles and headings of a document is its headline.

use crate::import::piece::Piece;
use crate::model::BlockKind;

/// How many blocks may stand above a headline, such as a section or a date.
const ABOVE: usize = 3;

/// Settles which block is the headline. The first title is it, with those right below it; a title further down is a
/// heading. Where there is no title, a heading near the top is it when it is the only one of the highest level.
pub(super) fn settle(pieces: &mut [Piece]) {
    let has_title = pieces.iter().any(|piece| piece.kind == BlockKind::Hed && !is_blank(piece));
    if has_title { settle_titles(pieces) } else { promote(pieces) }
}

fn settle_titles(pieces: &mut [Piece]) {
    let (mut begun, mut ended) = (false, false);
    for piece in pieces.iter_mut().filter(|piece| !is_blank(piece)) {
        if piece.kind != BlockKind::Hed {
            ended = begun;
        } else if ended {
            (piece.kind, piece.level) = (BlockKind::Heading, Some(1));
        } else {
            begun = true;
        }
    }
}

fn promote(pieces: &mut [Piece]) {
    let is_top = |piece: &Piece| piece.kind == BlockKind::Heading && piece.level == Some(1) && !is_blank(piece);
    if pieces.iter().filter(|piece| is_top(piece)).count() != 1 {
        return;
    }
    let top = pieces.iter_mut().filter(|piece| !is_blank(piece)).take(ABOVE + 1).find(|piece| is_top(piece));
    top.into_iter().for_each(|piece| (piece.kind, piece.level) = (BlockKind::Hed, None));
}

fn is_blank(piece: &Piece) -> bool {
    piece.text.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_headline_is_the_title_or_the_only_heading_at_the_top() {
        // h: title, 1 and 2: headings, p: paragraph, space: blank.
        let table = [
            ("hpp", "hpp"),
            ("p hhp", "p hhp"),
            ("h h ph", "h h p1"),
            ("1p2p", "hp2p"),
            ("pp1p", "pphp"),
            ("pppp1p", "pppp1p"),
            ("1p1p", "1p1p"),
            ("2p2", "2p2"),
        ];
        for (before, after) in table {
            let piece = |c: char| match c {
                'h' => Piece::new(BlockKind::Hed, "x"),
                ' ' => Piece::new(BlockKind::Hed, " "),
                'p' => Piece::new(BlockKind::Paragraph, "x"),
                digit => Piece::new(BlockKind::Heading, "x").at_level(digit as u8 - b'0'),
            };
            let mut pieces: Vec<Piece> = before.chars().map(piece).collect();
            settle(&mut pieces);
            let shown = |piece: &Piece| match (piece.kind, piece.level) {
                _ if is_blank(piece) => ' ',
                (BlockKind::Hed, None) => 'h',
                (BlockKind::Heading, Some(level)) => char::from(b'0' + level),
                _ => 'p',
            };
            assert_eq!(pieces.iter().map(shown).collect::<String>(), after, "{before}");
        }
    }
}
