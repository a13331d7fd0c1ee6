//! Text on its way to letters: the runs of a paragraph as one string that can be set, and the way back from it.

use crate::export::flow::{Link, Look, Run};
use crate::export::report::Mark;
use std::collections::HashSet;
use std::ops::Range;

/// What stands in the place of a character that no font has.
const BOX: char = '\u{25a1}';
/// Isolates from left to right and in the direction of their first letter, and their end (Unicode Standard Annex 9,
/// section 2.5).
const LEFT_TO_RIGHT: char = '\u{2066}';
const BY_ITSELF: char = '\u{2068}';
const END: char = '\u{2069}';
/// How many bytes a paragraph may have before it is cut at a space: the library that breaks lines counts in 16 bits.
const LONGEST: usize = 24_000;

/// A stretch of text that came from one run.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Stretch<'a> {
    /// The byte after its last in [`Words::set`].
    pub end: usize,
    /// How it looks.
    pub look: Look,
    /// Where it leads.
    pub link: Option<Goal<'a>>,
    /// What links lead to.
    pub id: Option<&'a str>,
    /// What is read aloud in its place.
    pub aloud: Option<&'a str>,
    /// The claims that it lies in.
    pub claims: &'a [(Mark, usize)],
}

/// Where a stretch leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Goal<'a> {
    /// To an address.
    Web(&'a str),
    /// To a place in the report.
    Inside(&'a str),
}

impl<'a> Stretch<'a> {
    fn of(run: &'a Run<'a>, end: usize) -> Self {
        let link = run.link.as_ref().map(|link| match link {
            Link::Web(address) => Goal::Web(address),
            Link::Inside(id) => Goal::Inside(id),
        });
        let (id, aloud) = (run.id.as_deref(), run.aloud.as_deref());
        Self { end, look: run.look, link, id, aloud, claims: &run.claims }
    }
}

/// A paragraph as one string.
#[derive(Clone, Debug, Default)]
pub(super) struct Words<'a> {
    /// What is set: with boxes for characters that no font has, and signs of direction around text of people.
    pub set: String,
    /// What it says.
    pub said: String,
    /// Where the two part ways: from the first byte in `set` on, the second in `said` goes with it.
    ways: Vec<(usize, usize)>,
    /// Where it came from, in order.
    pub stretches: Vec<Stretch<'a>>,
}

impl<'a> Words<'a> {
    /// The runs as one string, or as several where they are too long to be set at once. The characters in `lacking` are
    /// in no font.
    pub(super) fn of(runs: &'a [Run<'a>], lacking: &HashSet<char>) -> Vec<Self> {
        let mut done = Vec::new();
        let mut words = Self::default();
        let turned = runs.iter().any(|run| run.text.chars().any(is_right_to_left));
        for run in runs {
            // Where all of a paragraph is of one person, its direction is that of the paragraph.
            let isolate = match run.look.raised {
                true => Some(LEFT_TO_RIGHT),
                false => (run.look.isolated && runs.len() > 1).then_some(BY_ITSELF),
            };
            let isolate = isolate.filter(|_| turned);
            words.begin(isolate);
            for c in run.text.chars() {
                if words.is_full(c) {
                    words.end(isolate, run);
                    done.push(std::mem::take(&mut words));
                    words.begin(isolate);
                }
                words.push(c, lacking);
            }
            words.end(isolate, run);
        }
        done.push(words);
        done
    }

    /// Words of our own, in one stretch.
    pub(super) fn plain(text: &str) -> Self {
        let stretches = vec![Stretch { end: text.len(), ..Stretch::default() }];
        Self { set: text.to_owned(), said: text.to_owned(), ways: Vec::new(), stretches }
    }

    /// True when it is cut before this character: behind a space where there is one.
    fn is_full(&self, next: char) -> bool {
        let length = self.set.len();
        length > LONGEST * 2 || length > LONGEST && self.set.ends_with(' ') && !next.is_whitespace()
    }

    fn begin(&mut self, isolate: Option<char>) {
        isolate.into_iter().for_each(|sign| self.direct(sign));
    }

    fn end(&mut self, isolate: Option<char>, run: &'a Run<'a>) {
        isolate.into_iter().for_each(|_| self.direct(END));
        self.stretches.push(Stretch::of(run, self.set.len()));
    }

    fn push(&mut self, c: char, lacking: &HashSet<char>) {
        match c {
            // A PDF cannot say it (ISO 14289-1, 7.21.7), and nobody sees it.
            '\u{feff}' => {}
            '\t' => self.both(' '),
            _ if lacking.contains(&c) => {
                self.way();
                self.set.push(BOX);
                self.said.push(c);
                self.way();
            }
            _ => self.both(c),
        }
    }

    fn both(&mut self, c: char) {
        self.set.push(c);
        self.said.push(c);
    }

    fn direct(&mut self, sign: char) {
        self.way();
        self.set.push(sign);
        self.way();
    }

    fn way(&mut self) {
        self.ways.push((self.set.len(), self.said.len()));
    }

    /// The place in what is said that goes with a place in what is set.
    fn back(&self, at: usize) -> usize {
        let past = self.ways.partition_point(|(set, _)| *set <= at);
        match past.checked_sub(1).and_then(|way| self.ways.get(way)) {
            Some((set, said)) => said + (at - set),
            None => at,
        }
    }

    /// The range in what is said that goes with a range in what is set.
    pub(super) fn said_range(&self, range: Range<usize>) -> Range<usize> {
        let (start, end) = (self.back(range.start), self.back(range.end));
        start..end.clamp(start, self.said.len())
    }

    /// The stretch that a byte of what is set lies in.
    pub(super) fn stretch_at(&self, at: usize) -> usize {
        let past = self.stretches.partition_point(|stretch| stretch.end <= at);
        past.min(self.stretches.len().saturating_sub(1))
    }
}

/// True for letters that are written from right to left.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}
