//! The words that two sentences have in common, in order.

use super::vocabulary::Vocabulary;

/// How much a word in other letters, small or capital, counts as the same.
const OTHER_CASE: f32 = 0.9;
/// Words that follow each other in both are more likely meant than words strewn about.
const IN_A_ROW: f32 = 0.3;
/// Sentences of more pairs of tokens than this are not compared; none are so long, as [`super::side`] cuts them.
const LARGEST: usize = 1 << 18;

/// Pairs of places, rising in both lists, of words that are the same but for capital letters: together they weigh most.
pub(super) fn weave(a: &[u32], b: &[u32], vocabulary: &Vocabulary) -> Vec<(usize, usize)> {
    if a.is_empty() || b.is_empty() || a.len().saturating_mul(b.len()) > LARGEST {
        return Vec::new();
    }
    let width = b.len() + 1;
    let mut rows: Vec<Cell> = vec![Cell::default(); width];
    rows.reserve(a.len() * width);
    for (id, row) in a.iter().zip(0..) {
        let (small, weight) = (vocabulary.small(*id), vocabulary.weight(*id).max(0.01));
        let mut left = Cell::default();
        rows.push(left);
        for (other, column) in b.iter().zip(1..) {
            let above = |column: usize| rows.get(row * width + column).copied().unwrap_or_default();
            let diagonal = above(column - 1);
            let matched = if small == vocabulary.small(*other) {
                let weight = if id == other { weight } else { weight * OTHER_CASE };
                let row_bonus = if diagonal.matched > 0.0 { diagonal.matched + IN_A_ROW } else { 0.0 };
                diagonal.best.max(row_bonus) + weight
            } else {
                0.0
            };
            left = Cell { best: matched.max(above(column).best).max(left.best), matched };
            rows.push(left);
        }
    }
    let cell = |row: usize, column: usize| rows.get(row * width + column).copied().unwrap_or_default();
    let (mut row, mut column, mut pairs) = (a.len(), b.len(), Vec::new());
    let mut in_a_row = false;
    while row > 0 && column > 0 {
        let here = cell(row, column);
        // Where it makes no difference, the earlier of two same tokens is taken: a comma stays with the word before it.
        if here.matched > 0.0
            && (in_a_row
                || (here.matched >= here.best
                    && cell(row - 1, column).best < here.best
                    && cell(row, column - 1).best < here.best))
        {
            pairs.push((row - 1, column - 1));
            let diagonal = cell(row - 1, column - 1);
            in_a_row = diagonal.matched > 0.0 && diagonal.matched + IN_A_ROW > diagonal.best;
            (row, column) = (row - 1, column - 1);
        } else if cell(row - 1, column).best >= here.best {
            row -= 1;
        } else {
            column -= 1;
        }
    }
    pairs.reverse();
    pairs
}

/// The best of two beginnings up to a pair of tokens, and how it comes about.
#[derive(Clone, Copy, Default)]
struct Cell {
    /// The best weight.
    best: f32,
    /// The best weight when this very pair is matched; nought when it is not the same.
    matched: f32,
}
