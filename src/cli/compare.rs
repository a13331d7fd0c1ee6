//! `tickmark compare`: what changed between two drafts.

use super::json::CodePoints;
use super::{Context, Output};
use crate::model::Draft;
use crate::session::comparing::Compared;
use crate::session::{Problem, Session, review};
use crate::text::relocate::Differences;
use clap::Args;
use serde::Serialize;
use std::ops::Range;
use std::path::PathBuf;

/// Show what changed between two drafts.
///
/// Prints the paragraphs of the later draft that changed, with words that were taken out between [- and -] and words that
/// were added between {+ and +}; quotation marks, dashes and spacing alone are no change. Then come the sentences that stand
/// elsewhere.
///
/// With --json: {"from", "to", "removed": [{"span", "text", "at"}], "added": [{"span", "text"}], "moved": [{"was", "span",
/// "text"}]}. "span" counts Unicode code points of the draft that the words are in, "at" and the "span" of a moved sentence
/// those of the later draft, "was" those of the older one.
#[derive(Debug, Args)]
#[command(after_long_help = "Example:\n  tickmark compare story.tickmark --from 1 --to 3")]
pub(super) struct CompareDrafts {
    /// The project file.
    project: PathBuf,
    /// Number of the older draft; otherwise the one before the current.
    #[arg(long, value_name = "N")]
    from: Option<u32>,
    /// Number of the later draft; otherwise the current one.
    #[arg(long, value_name = "N")]
    to: Option<u32>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl CompareDrafts {
    pub(super) fn run(self, context: &Context) -> Result<Output, Problem> {
        let session = context.open(&self.project)?;
        let (from, to) = self.numbers(&session)?;
        let compared = session.compare_order(from, to).run(&mut |_| true);
        let compared = compared.ok_or_else(|| Problem::new("the drafts could not be compared", "try again"))?;
        let (old, new) = compared.drafts().ok_or_else(|| no_such(&session, from))?;
        match self.json {
            true => Output::json(&Shape::of(&compared, old, new)),
            false => Ok(Output::text(in_words(old, new, &compared.differences))),
        }
    }

    /// The numbers of both drafts, the older one first.
    fn numbers(&self, session: &Session) -> Result<(u32, u32), Problem> {
        let usual = review::drafts(session).map(|(new, old)| (old.number, new.number));
        let (from, to) = match (self.from.or(usual.map(|(from, _)| from)), self.to.or(usual.map(|(_, to)| to))) {
            (Some(from), Some(to)) => (from.min(to), from.max(to)),
            _ => return Err(Problem::new("there is only one draft", "`tickmark update` brings another in")),
        };
        for number in [from, to] {
            let found = session.project().drafts().find(|draft| draft.number == number);
            found.ok_or_else(|| no_such(session, number))?;
        }
        Ok((from, to))
    }
}

fn no_such(session: &Session, number: u32) -> Problem {
    let numbers: Vec<String> = session.project().drafts().map(|draft| draft.number.to_string()).collect();
    Problem::new(format!("there is no draft {number}"), format!("choose one of {}", numbers.join(", ")))
}

fn in_words(old: &Draft, new: &Draft, found: &Differences) -> String {
    let mut lines = marked(&old.text, &new.text, found);
    for (_, place) in &found.moved {
        lines.push(format!("moved: {}", line(&new.text, place)));
    }
    if lines.is_empty() { "the words are the same".to_owned() } else { lines.join("\n\n") }
}

/// The paragraphs that changed, with signs where words were taken out and added.
fn marked(old: &str, new: &str, found: &Differences) -> Vec<String> {
    let removed = found.removed.iter().map(|(words, at)| (*at, 1, format!("[-{}-]", line(old, words))));
    let begins = found.added.iter().map(|words| (words.start, 2, "{+".to_owned()));
    let ends = found.added.iter().map(|words| (words.end, 0, "+}".to_owned()));
    let mut signs: Vec<(usize, u8, String)> = removed.chain(begins).chain(ends).collect();
    signs.sort_by_key(|(at, kind, _)| (*at, *kind));
    let mut signs = signs.into_iter().peekable();
    let (mut paragraphs, mut start) = (Vec::new(), 0);
    for paragraph in new.split("\n\n") {
        let end = start + paragraph.len();
        let (mut text, mut from, mut is_changed) = (String::new(), start, false);
        while let Some((at, _, sign)) = signs.next_if(|(at, ..)| *at <= end) {
            text += new.get(from..at).unwrap_or_default();
            text += &sign;
            (from, is_changed) = (at.max(from), true);
        }
        text += new.get(from..end).unwrap_or_default();
        if is_changed {
            paragraphs.push(text);
        }
        start = end + 2;
    }
    paragraphs
}

fn line(text: &str, place: &Range<usize>) -> String {
    text.get(place.clone()).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[derive(Serialize)]
struct Shape<'a> {
    from: u32,
    to: u32,
    removed: Vec<Removed<'a>>,
    added: Vec<Words<'a>>,
    moved: Vec<Moved<'a>>,
}

#[derive(Serialize)]
struct Removed<'a> {
    span: [usize; 2],
    text: &'a str,
    at: usize,
}

#[derive(Serialize)]
struct Words<'a> {
    span: [usize; 2],
    text: &'a str,
}

#[derive(Serialize)]
struct Moved<'a> {
    was: [usize; 2],
    span: [usize; 2],
    text: &'a str,
}

impl<'a> Shape<'a> {
    fn of(compared: &Compared, old: &'a Draft, new: &'a Draft) -> Self {
        let (from, to) = compared.numbers();
        let found = &compared.differences;
        let text = |draft: &'a Draft, place: &Range<usize>| draft.text.get(place.clone()).unwrap_or_default();
        let (words, at): (Vec<Range<usize>>, Vec<Range<usize>>) =
            found.removed.iter().map(|(words, at)| (words.clone(), *at..*at)).unzip();
        let removed = spans(&old.text, &words).into_iter().zip(spans(&new.text, &at)).zip(&words);
        let removed = removed.map(|((span, [at, _]), words)| Removed { span, text: text(old, words), at });
        let added = spans(&new.text, &found.added).into_iter().zip(&found.added);
        let added = added.map(|(span, words)| Words { span, text: text(new, words) });
        let (was, is): (Vec<Range<usize>>, Vec<Range<usize>>) = found.moved.iter().cloned().unzip();
        let moved = spans(&old.text, &was).into_iter().zip(spans(&new.text, &is)).zip(&is);
        let moved = moved.map(|((was, span), words)| Moved { was, span, text: text(new, words) });
        Self { from, to, removed: removed.collect(), added: added.collect(), moved: moved.collect() }
    }
}

/// Where ranges of bytes begin and end in code points; the text is read once, in whatever order they are.
fn spans(text: &str, places: &[Range<usize>]) -> Vec<[usize; 2]> {
    let mut order: Vec<(usize, &Range<usize>)> = places.iter().enumerate().collect();
    order.sort_by_key(|(_, place)| place.start);
    let mut points = CodePoints::default();
    let mut spans = vec![[0, 0]; places.len()];
    for (index, place) in order {
        if let Some(slot) = spans.get_mut(index) {
            *slot = points.span(text, place.clone());
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::relocate::Comparison;

    #[test]
    fn only_paragraphs_that_changed_are_shown_with_their_changes() {
        let old = "One came in at noon.\n\nTwo ran off, it is said.\n\nThree saw it all.";
        let new = "One came in at noon.\n\nTwo ran away, it is said.\n\nThree saw it all. Nobody spoke.";
        let found = Comparison::new(old, new, &mut |_| true).unwrap().differences();
        let expected = ["Two ran[-off-] {+away+}, it is said.", "Three saw it all. {+Nobody spoke.+}"];
        assert_eq!(marked(old, new, &found), expected);
    }

    #[test]
    fn places_are_counted_in_code_points_in_whatever_order_they_come() {
        assert_eq!(spans("é서b", &[5..6, 0..2, 2..5]), [[2, 3], [0, 1], [1, 2]]);
    }
}
