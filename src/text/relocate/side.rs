//! One draft, taken apart: tokens, and the sentences they make.

use super::vocabulary::Vocabulary;
use crate::model::typography;
use crate::text::sentences;
use std::collections::BTreeSet;
use std::ops::Range;

/// Stands for none in lists of indices.
pub(super) const NONE: u32 = u32::MAX;

/// A sentence longer than this many tokens is cut, so that no step needs the square of a long one.
const LONGEST: usize = 240;
/// So many bytes are read between two looks at whether to go on.
const PIECE: usize = 1 << 16;
/// No piece of a cut sentence is shorter.
const SHORTEST: usize = 60;

/// A list of indices at a place; [`NONE`] beyond it.
pub(super) fn at(list: &[u32], index: usize) -> u32 {
    list.get(index).copied().unwrap_or(NONE)
}

/// The index there as a `usize`, when there is one.
pub(super) fn index(list: &[u32], place: usize) -> Option<usize> {
    list.get(place).filter(|value| **value != NONE).map(|value| *value as usize)
}

/// Writes into a list of indices; nothing beyond it.
pub(super) fn set(list: &mut [u32], place: usize, value: usize) {
    if let Some(slot) = list.get_mut(place) {
        *slot = value as u32;
    }
}

/// A sentence.
pub(super) struct Unit {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The paragraph it stands in, from 0.
    pub block: usize,
    /// The same for sentences of the same tokens, in both drafts.
    pub key: u32,
    /// How many of its tokens are words or figures.
    pub words: usize,
    /// It is part of a longer sentence, which begins at this token.
    pub part_of: Option<usize>,
}

/// One draft.
pub(super) struct Side {
    /// Its text.
    pub text: String,
    /// The bytes of each token.
    pub spans: Vec<Range<usize>>,
    /// What each token is.
    pub ids: Vec<u32>,
    /// The sentences, in order.
    pub units: Vec<Unit>,
    /// The sentence each token stands in.
    pub unit_of: Vec<u32>,
}

impl Side {
    /// Reads a text. None when it was stopped.
    pub fn new(text: &str, vocabulary: &mut Vocabulary, watch: &mut dyn FnMut(f32) -> bool) -> Option<Self> {
        let mut side =
            Self { text: text.to_owned(), spans: Vec::new(), ids: Vec::new(), units: Vec::new(), unit_of: Vec::new() };
        let (mut start, mut block) = (0, 0);
        while start < text.len() {
            if !watch(start as f32 / text.len() as f32) {
                return None;
            }
            // No sentence and no token goes beyond a blank line.
            let least = text.ceil_char_boundary(start.saturating_add(PIECE));
            let end = text.get(least..).and_then(|rest| rest.find("\n\n")).map_or(text.len(), |at| least + at);
            side.read(text.get(start..end).unwrap_or_default(), start, &mut block, vocabulary);
            start = end;
        }
        Some(side)
    }

    /// Reads a piece of the text that begins at this byte and in this paragraph.
    fn read(&mut self, piece: &str, offset: usize, block: &mut usize, vocabulary: &mut Vocabulary) {
        let mut first = self.spans.len();
        typography::tokens(piece, &mut |span, form| {
            self.spans.push(offset + span.start..offset + span.end);
            self.ids.push(vocabulary.word(form));
        });
        let mut breaks = piece.match_indices("\n\n").map(|(at, _)| at).peekable();
        let mut text_before = first > 0;
        let mut seen = 0;
        for sentence in sentences::split(piece) {
            while let Some(at) = breaks.next_if(|at| *at < sentence.start) {
                // Several blank lines in a row are one, and none before the first paragraph counts.
                let between = piece.get(seen..at).unwrap_or_default();
                *block += usize::from(text_before && (seen == 0 || !between.trim().is_empty()));
                seen = at.max(1);
            }
            text_before = true;
            let rest = self.spans.get(first..).unwrap_or_default();
            let last = first + rest.iter().take_while(|span| span.start < offset + sentence.end).count();
            let part_of = (last - first > LONGEST).then_some(first);
            while first < last {
                let end = self.cut(first, last);
                self.push_unit(first..end, *block, part_of, vocabulary);
                first = end;
            }
        }
    }

    fn push_unit(&mut self, tokens: Range<usize>, block: usize, part_of: Option<usize>, vocabulary: &mut Vocabulary) {
        let ids = self.ids.get(tokens.clone()).unwrap_or_default();
        let words = ids.iter().filter(|id| vocabulary.is_solid(**id)).count();
        let key = vocabulary.sentence(ids);
        self.unit_of.resize(tokens.end, self.units.len() as u32);
        self.units.push(Unit { tokens, block, key, words, part_of });
    }

    /// Where a sentence that is too long is cut: behind a token that its neighbours choose, so that the cuts come to
    /// lie at the same words in the other draft.
    fn cut(&self, first: usize, last: usize) -> usize {
        if last - first <= LONGEST {
            return last;
        }
        let window = self.ids.get(first + SHORTEST..first + LONGEST).unwrap_or_default();
        let mixed = |(_, id): &(usize, &u32)| id.wrapping_mul(0x9e37_79b1).rotate_left(15);
        window.iter().enumerate().min_by_key(mixed).map_or(last, |(place, _)| first + SHORTEST + place + 1)
    }

    /// Cuts sentences before these tokens. True when any was cut.
    pub fn cut_at(&mut self, cuts: &BTreeSet<usize>, vocabulary: &mut Vocabulary) -> bool {
        let whole = std::mem::take(&mut self.units);
        let before = whole.len();
        self.unit_of.clear();
        for unit in whole {
            let mut first = unit.tokens.start;
            let inside = cuts.range(unit.tokens.start + 1..unit.tokens.end);
            let part_of = unit.part_of.or(inside.clone().next().map(|_| unit.tokens.start));
            for cut in inside.copied().chain([unit.tokens.end]) {
                self.push_unit(first..cut, unit.block, part_of, vocabulary);
                first = cut;
            }
        }
        self.units.len() > before
    }

    /// The sentences that these tokens touch.
    pub fn tokens_to_units(&self, tokens: Range<usize>) -> Range<usize> {
        let unit = |token: usize| index(&self.unit_of, token);
        match (unit(tokens.start), tokens.end.checked_sub(1).and_then(unit)) {
            (Some(first), Some(last)) => first..last + 1,
            _ => 0..0,
        }
    }

    /// The tokens of a sentence.
    pub fn tokens(&self, unit: usize) -> Range<usize> {
        self.units.get(unit).map_or(0..0, |unit| unit.tokens.clone())
    }

    /// What its tokens are.
    pub fn ids_of(&self, unit: usize) -> &[u32] {
        self.ids.get(self.tokens(unit)).unwrap_or_default()
    }

    /// Its key.
    pub fn key(&self, unit: usize) -> u32 {
        self.units.get(unit).map_or(NONE, |unit| unit.key)
    }

    /// Whether two sentences are parts of one.
    pub fn are_parts(&self, a: usize, b: usize) -> bool {
        let whole = |unit: usize| self.units.get(unit).and_then(|unit| unit.part_of);
        whole(a).is_some() && whole(a) == whole(b)
    }

    /// The paragraph it stands in.
    pub fn block(&self, unit: usize) -> usize {
        self.units.get(unit).map_or(0, |unit| unit.block)
    }

    /// The bytes of these tokens, from the first to the last.
    pub fn bytes(&self, tokens: Range<usize>) -> Range<usize> {
        let first = self.spans.get(tokens.start).map(|span| span.start);
        let last = tokens.end.checked_sub(1).and_then(|last| self.spans.get(last)).map(|span| span.end);
        match (first, last) {
            (Some(start), Some(end)) if start <= end => start..end,
            (Some(start), _) => start..start,
            _ => self.text.len()..self.text.len(),
        }
    }

    /// The tokens that these bytes touch.
    pub fn tokens_in(&self, bytes: &Range<usize>) -> Range<usize> {
        let first = self.spans.partition_point(|span| span.end <= bytes.start);
        let last = self.spans.partition_point(|span| span.start < bytes.end);
        first..last.max(first)
    }
}
