//! Whether what stands next to a figure makes another figure of it.

use super::side::Side;
use crate::model::typography;

/// What makes one figure of a token and what stands next to it.
pub(super) struct Joint {
    /// The token of the mark: a sign, a dash, a stroke or a colon.
    pub mark: usize,
    /// The token of the figure beyond; the mark itself where it is a sign.
    pub end: usize,
}

/// What joins the token to the figure before (-1) or after (1) it so that both are one: a sign, or a dash, a stroke or
/// a colon between two digits.
pub(super) fn joint(side: &Side, token: usize, step: isize) -> Option<Joint> {
    let text = |token: usize| side.text.get(side.spans.get(token)?.clone());
    let touch = |a: usize, b: usize| {
        let (first, second) = (side.spans.get(a.min(b)), side.spans.get(a.max(b)));
        first.zip(second).is_some_and(|(first, second)| first.end == second.start)
    };
    let is_figure = |token: usize| text(token).is_some_and(|text| text.contains(char::is_numeric));
    let mark = token.checked_add_signed(step)?;
    let c = text(mark)?.chars().next().filter(|c| matches!(c, '/' | ':') || typography::is_dash(*c))?;
    if !is_figure(token) || !touch(token, mark) {
        return None;
    }
    let beyond = mark.checked_add_signed(step).filter(|beyond| is_figure(*beyond) && touch(mark, *beyond));
    match beyond {
        Some(end) => Some(Joint { mark, end }),
        None if step < 0 && typography::is_dash(c) && !touch_word(side, mark) => Some(Joint { mark, end: mark }),
        None => None,
    }
}

/// Whether a word stands right before this token.
fn touch_word(side: &Side, token: usize) -> bool {
    let before = side.spans.get(token).and_then(|span| side.text.get(..span.start));
    before.is_some_and(|before| before.ends_with(char::is_alphanumeric))
}
