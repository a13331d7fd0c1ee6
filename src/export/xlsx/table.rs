//! A sheet as plain data.

use crate::export::report::{Mark, Moment};
use std::borrow::Cow;

/// A sheet: a row of headings, and a row for each thing that it lists.
pub(super) struct Table<'a> {
    /// Its name: at most 31 characters, none of `[]:*?/\`, no apostrophe at either end.
    pub name: &'static str,
    /// Its columns.
    pub columns: Vec<Column>,
    /// How many columns stay in sight.
    pub frozen: u16,
    /// Its rows, as many cells each as there are columns.
    pub rows: Vec<Vec<Cell<'a>>>,
    /// What it says when it has no rows.
    pub empty: &'static str,
}

/// A column: its heading, and how wide it is, in characters.
pub(super) struct Column(pub &'static str, pub f64);

/// A cell.
pub(super) enum Cell<'a> {
    /// Nothing.
    Empty,
    /// Text, which may have lines.
    Text(Cow<'a, str>),
    /// A number.
    Number(usize),
    /// A time, shown where the reader is.
    Time(&'a Moment),
    /// An address.
    Address(&'a str),
    /// How a claim stands, in the look of its mark.
    Mark(Mark, String),
}

impl<'a> Cell<'a> {
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Text(text.into())
    }

    pub fn yes(is: bool) -> Self {
        if is { Self::text("yes") } else { Self::Empty }
    }

    pub fn lines<T: AsRef<str>>(lines: impl IntoIterator<Item = T>) -> Self {
        let lines: Vec<T> = lines.into_iter().collect();
        Self::text(lines.iter().map(AsRef::as_ref).collect::<Vec<_>>().join("\n"))
    }

    pub fn number(number: Option<usize>) -> Self {
        number.map_or(Self::Empty, Self::Number)
    }

    pub fn time(moment: Option<&'a Moment>) -> Self {
        moment.map_or(Self::Empty, Self::Time)
    }

    pub fn mark(mark: Mark) -> Self {
        Self::Mark(mark, format!("{} {}", mark.glyph(), mark.word()))
    }

    /// How many lines it takes in a column of this width, about.
    pub fn height(&self, width: f64) -> usize {
        let Self::Text(text) = self else { return 1 };
        // Lines end between words, which leaves some of the width.
        let room = (width * 0.94).max(1.0);
        text.split('\n').map(|line| ((columns(line) as f64 / room).ceil() as usize).max(1)).sum()
    }
}

/// The width of a line in characters; letters of East Asia take two.
fn columns(line: &str) -> usize {
    let is_wide = |c: &char| matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}');
    line.chars().count() + line.chars().filter(is_wide).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_as_high_as_its_text() {
        for (text, expected) in [("", 1), ("one", 1), ("a\nb\n", 3), (&*"word ".repeat(10), 6), (&*"가".repeat(10), 3)]
        {
            assert_eq!(Cell::text(text).height(10.0), expected, "{text:?}");
        }
    }
}
