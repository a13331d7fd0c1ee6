//! From a span of the old draft to its outcome.

use super::Comparison;
use super::figure::{Joint, joint};
use super::matching::Bond;
use super::outcome::{Doubt, MOST_PLACES, Outcome};
use super::side::{NONE, Side, at, index};
use crate::model::typography;
use std::ops::Range;

/// So many words or more, in so many letters or more, that stand once in each draft are the same words wherever they are.
const TELLING_WORDS: usize = 5;
const TELLING_LETTERS: usize = 25;
/// Two sentences that are less alike have words in common by chance.
const HARDLY_ALIKE: f32 = 0.5;
/// No longer word is cut where it is set otherwise, in bytes.
const LONGEST_CUT: usize = 1_000;
/// Words in a row that are more than chance.
const MORE_THAN_CHANCE: usize = 4;

pub(super) fn outcome(comparison: &Comparison, span: Range<usize>) -> Outcome {
    let start = comparison.old.text.floor_char_boundary(span.start);
    let end = comparison.old.text.floor_char_boundary(span.end).max(start);
    let tokens = comparison.old.tokens_in(&(start..end));
    // Space around the words is no part of the claim.
    let words = comparison.old.bytes(tokens.clone());
    let span = start.max(words.start)..end.min(words.end);
    Resolve { comparison, span, tokens }.outcome()
}

/// A span and what it was compared with.
pub(super) struct Resolve<'a> {
    pub comparison: &'a Comparison,
    /// Bytes of the old draft.
    pub span: Range<usize>,
    /// The tokens they touch.
    pub tokens: Range<usize>,
}

impl Resolve<'_> {
    fn outcome(&self) -> Outcome {
        if self.tokens.is_empty() {
            return Outcome::Unsure { doubt: Doubt::Empty, candidates: Vec::new() };
        }
        if self.units().any(|unit| self.comparison.doubtful.get(unit).copied().unwrap_or_default()) {
            return Outcome::Unsure { doubt: Doubt::Repeated, candidates: self.copies() };
        }
        if let Some(new) = self.whole() {
            return if self.is_chance(&new) { self.unsure(Doubt::Chance, new) } else { self.same(new) };
        }
        match self.telling() {
            Some(new) if self.left_its_sentence(&new) => self.unsure(Doubt::Shifted, new),
            Some(new) => self.same(new),
            None => self.edited(),
        }
    }

    fn unsure(&self, doubt: Doubt, new: Range<usize>) -> Outcome {
        Outcome::Unsure { doubt, candidates: vec![self.comparison.new.bytes(new)] }
    }

    /// The sentences of the span.
    fn units(&self) -> impl Iterator<Item = usize> {
        let unit_of = &self.comparison.old.unit_of;
        let first = index(unit_of, self.tokens.start).unwrap_or_default();
        let last = index(unit_of, self.tokens.end - 1).unwrap_or_default();
        first..=last
    }

    /// The new tokens, when all tokens of the span follow each other there too.
    fn whole(&self) -> Option<Range<usize>> {
        let map = self.comparison.map.get(self.tokens.clone())?;
        let first = index(map, 0)?;
        map.iter().zip(first..).all(|(new, expected)| *new as usize == expected).then(|| first..first + map.len())
    }

    fn same(&self, new: Range<usize>) -> Outcome {
        let Some(place) = self.cut_to_span(new.clone()) else {
            return Outcome::Changed { place: self.comparison.new.bytes(new), replaced: false };
        };
        let text = |text: &str, range: &Range<usize>| text.get(range.clone()).unwrap_or_default().to_owned();
        let (old, now) = (text(&self.comparison.old.text, &self.span), text(&self.comparison.new.text, &place));
        if typography::form(&old) != typography::form(&now) {
            return Outcome::Changed { place, replaced: false };
        }
        if let Some(grown) = self.other_figure(&new) {
            return Outcome::Changed { place: self.comparison.new.bytes(grown), replaced: false };
        }
        let typography = old != now;
        let bonds: Vec<Option<Bond>> = self.units().map(|unit| self.comparison.matching.bond(unit)).collect();
        let strayed = !self.units().any(|unit| self.leads_to(unit, new.start));
        let around = strayed || self.units().any(|unit| self.is_around_changed(unit));
        if strayed || bonds.iter().all(|bond| matches!(bond, Some(Bond::Moved | Bond::EditedElsewhere))) {
            let block = |side: &Side, token: usize| index(&side.unit_of, token).map_or(0, |unit| side.block(unit));
            let from = block(&self.comparison.old, self.tokens.start);
            let to = block(&self.comparison.new, new.start);
            return Outcome::Moved { place, typography, around, from, to };
        }
        Outcome::Carried { place, typography, around }
    }

    /// Whether a sentence changed, be it that it was joined with one that was not next to it.
    fn is_around_changed(&self, unit: usize) -> bool {
        let (old, new, matching) = (&self.comparison.old, &self.comparison.new, &self.comparison.matching);
        let (Some(j), Some(Bond::Kept | Bond::Moved)) = (matching.partner_of(unit), matching.bond(unit)) else {
            return true;
        };
        [usize::MAX, 1].into_iter().any(|step| {
            let (beside, there) = (unit.wrapping_add(step), j.wrapping_add(step));
            let joined = old.are_parts(unit, beside) || new.are_parts(j, there);
            joined && matching.partner_of(beside) != Some(there)
        })
    }

    /// The new tokens with what makes another figure of the first or the last: a sign, or the rest of a range, a
    /// fraction or a time, that was not there before or is there no more.
    fn other_figure(&self, new: &Range<usize>) -> Option<Range<usize>> {
        let (old, last) = (&self.comparison.old, self.tokens.end - 1);
        let then = (joint(old, self.tokens.start, -1), joint(old, last, 1));
        let side = &self.comparison.new;
        let now = (joint(side, new.start, -1), joint(side, new.end.checked_sub(1)?, 1));
        let mark = |side: &Side, joint: Option<&Joint>| joint.map(|joint| at(&side.ids, joint.mark));
        let same = mark(old, then.0.as_ref()) == mark(side, now.0.as_ref())
            && mark(old, then.1.as_ref()) == mark(side, now.1.as_ref());
        let start = now.0.map_or(new.start, |joint| joint.end.min(joint.mark));
        let end = now.1.map_or(new.end, |joint| joint.end.max(joint.mark) + 1);
        (!same).then_some(start..end)
    }

    /// Whether the sentence of the span is still there, and the new tokens are in another.
    fn left_its_sentence(&self, new: &Range<usize>) -> bool {
        let has_partner = |unit| self.comparison.matching.partner_of(unit).is_some();
        self.units().any(has_partner) && !self.units().any(|unit| self.leads_to(unit, new.start))
    }

    /// Whether a new token is in a sentence that an old one became, or was split or joined to.
    fn leads_to(&self, unit: usize, token: usize) -> bool {
        let matching = &self.comparison.matching;
        let Some(new) = index(&self.comparison.new.unit_of, token) else { return false };
        matching.partner_of(unit) == Some(new) || self.comparison.shared.contains(&(unit, new))
    }

    /// The new tokens, when the words are many, stand once in each draft, and were not found to be others.
    fn telling(&self) -> Option<Range<usize>> {
        let wanted = self.comparison.old.ids.get(self.tokens.clone())?;
        let text = self.comparison.old.text.get(self.span.clone())?;
        let words = wanted.iter().filter(|id| self.comparison.vocabulary.is_solid(**id)).count();
        if words < TELLING_WORDS || text.chars().count() < TELLING_LETTERS {
            return None;
        }
        let mut olds = self.comparison.old_places.find(&self.comparison.old.ids, wanted);
        let mut news = self.comparison.new_places.find(&self.comparison.new.ids, wanted);
        let (Some(_), None, Some(first), None) = (olds.next(), olds.next(), news.next(), news.next()) else {
            return None;
        };
        let place = first..first + wanted.len();
        let origins = self.comparison.origin.get(place.clone())?;
        origins.iter().all(|origin| *origin == NONE || self.tokens.contains(&(*origin as usize))).then_some(place)
    }

    /// Few words that were found in a sentence that is hardly the same, without the words next to them.
    fn is_chance(&self, new: &Range<usize>) -> bool {
        let matching = &self.comparison.matching;
        let Some(unit) = index(&self.comparison.old.unit_of, self.tokens.start) else { return false };
        if self.tokens.len() >= MORE_THAN_CHANCE || matching.alike(unit) >= HARDLY_ALIKE {
            return false;
        }
        let mapped = |old: Option<usize>, new: Option<usize>| {
            old.zip(new).is_some_and(|(old, new)| index(&self.comparison.map, old) == Some(new))
        };
        !mapped(self.tokens.start.checked_sub(1), new.start.checked_sub(1))
            && !mapped(Some(self.tokens.end), Some(new.end))
    }

    /// The bytes of these new tokens, cut at both ends where the span begins or ends inside a token. None when the
    /// token was set otherwise, so that it cannot be told where.
    fn cut_to_span(&self, new: Range<usize>) -> Option<Range<usize>> {
        let (old_side, new_side) = (&self.comparison.old, &self.comparison.new);
        let whole = new_side.bytes(new.clone());
        let cut = |old: usize, new: usize, byte: usize| -> Option<usize> {
            let (old, new) = (old_side.spans.get(old)?, new_side.spans.get(new)?);
            let wanted = old_side.text.get(old.start..byte)?;
            let theirs = new_side.text.get(new.clone())?;
            if old_side.text.get(old.clone())? == theirs {
                return Some(new.start + wanted.len());
            }
            if theirs.len() > LONGEST_CUT {
                return None;
            }
            let form = typography::form(wanted);
            let mut ends = theirs.char_indices().map(|(at, _)| at).chain([theirs.len()]).rev();
            ends.find(|end| theirs.get(..*end).is_some_and(|part| typography::form(part) == form))
                .map(|at| new.start + at)
        };
        let first = old_side.spans.get(self.tokens.start)?;
        let last = old_side.spans.get(self.tokens.end.checked_sub(1)?)?;
        let start = if self.span.start > first.start {
            cut(self.tokens.start, new.start, self.span.start)?
        } else {
            whole.start
        };
        let end = if self.span.end < last.end {
            cut(self.tokens.end - 1, new.end.checked_sub(1)?, self.span.end)?
        } else {
            whole.end
        };
        (start < end).then_some(start..end)
    }

    /// The same words in the copies of their sentences in the new draft.
    fn copies(&self) -> Vec<Range<usize>> {
        let (old, new) = (&self.comparison.old, &self.comparison.new);
        let (first, last) = self.units().fold((usize::MAX, 0), |(first, last), unit| (first.min(unit), last.max(unit)));
        let whole = old.tokens(first).start..old.tokens(last).end;
        let Some(wanted) = old.ids.get(whole.clone()) else { return Vec::new() };
        let shift = |token: usize, place: usize| token - whole.start + place;
        let copies = self.comparison.new_places.find(&new.ids, wanted);
        let spans = copies.map(|place| shift(self.tokens.start, place)..shift(self.tokens.end, place));
        spans
            .map(|tokens| self.cut_to_span(tokens.clone()).unwrap_or_else(|| new.bytes(tokens)))
            .take(MOST_PLACES)
            .collect()
    }

    /// Where the same words stand in the new draft.
    pub fn places(&self) -> Vec<Range<usize>> {
        let new = &self.comparison.new;
        let Some(wanted) = self.comparison.old.ids.get(self.tokens.clone()) else { return Vec::new() };
        let places = self.comparison.new_places.find(&new.ids, wanted).map(|first| first..first + wanted.len());
        let cut = |tokens: Range<usize>| self.cut_to_span(tokens.clone()).unwrap_or_else(|| new.bytes(tokens));
        places.map(cut).take(MOST_PLACES).collect()
    }
}
