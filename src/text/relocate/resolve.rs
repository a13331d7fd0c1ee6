//! From a span of the old draft to its outcome.

use super::matching::Bond;
use super::outcome::{MOST_PLACES, Outcome};
use super::side::{NONE, Side, at, index};
use super::Comparison;
use crate::model::typography;
use std::ops::Range;

/// So many words or more, in so many letters or more, that stand once in each draft are the same words wherever they are.
const TELLING_WORDS: usize = 5;
const TELLING_LETTERS: usize = 25;
/// Two sentences that are less alike have words in common by chance.
const HARDLY_ALIKE: f32 = 0.5;
/// Words in a row that are more than chance.
const MORE_THAN_CHANCE: usize = 4;

pub(super) fn outcome(comparison: &Comparison, span: Range<usize>) -> Outcome {
    let start = comparison.old.text.floor_char_boundary(span.start);
    let end = comparison.old.text.floor_char_boundary(span.end).max(start);
    let resolve = Resolve { comparison, span: start..end, tokens: comparison.old.tokens_in(&(start..end)) };
    resolve.outcome()
}

struct Resolve<'a> {
    comparison: &'a Comparison,
    /// Bytes of the old draft.
    span: Range<usize>,
    /// The tokens they touch.
    tokens: Range<usize>,
}

impl Resolve<'_> {
    fn outcome(&self) -> Outcome {
        if self.tokens.is_empty() {
            return Outcome::Unsure { candidates: Vec::new() };
        }
        if self.units().any(|unit| self.comparison.doubtful.get(unit).copied().unwrap_or_default()) {
            return Outcome::Unsure { candidates: self.places() };
        }
        if let Some(new) = self.whole() {
            return if self.is_chance(&new) {
                Outcome::Unsure { candidates: vec![self.comparison.new.bytes(new)] }
            } else {
                self.same(new)
            };
        }
        if let Some(new) = self.telling() {
            return self.same(new);
        }
        self.edited()
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
        let typography = old != now;
        let bonds: Vec<Option<Bond>> = self.units().map(|unit| self.comparison.matching.bond(unit)).collect();
        let strayed = !self.units().any(|unit| self.leads_to(unit, new.start));
        let around = strayed || bonds.iter().any(|bond| !matches!(bond, Some(Bond::Kept | Bond::Moved)));
        if strayed || bonds.iter().all(|bond| matches!(bond, Some(Bond::Moved | Bond::EditedElsewhere))) {
            let block = |side: &Side, token: usize| index(&side.unit_of, token).map_or(0, |unit| side.block(unit));
            let from = block(&self.comparison.old, self.tokens.start);
            let to = block(&self.comparison.new, new.start);
            return Outcome::Moved { place, typography, around, from, to };
        }
        Outcome::Carried { place, typography, around }
    }

    /// Whether a new token is in a sentence that an old one became, or was split or joined to.
    fn leads_to(&self, unit: usize, token: usize) -> bool {
        let matching = &self.comparison.matching;
        let Some(new) = index(&self.comparison.new.unit_of, token) else { return false };
        matching.partner_of(unit) == Some(new) || matching.shared.contains(&(unit, new))
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
            let form = typography::form(wanted);
            let ends = theirs.char_indices().map(|(at, _)| at).chain([theirs.len()]);
            ends.filter(|end| theirs.get(..*end).is_some_and(|part| typography::form(part) == form))
                .last()
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

    /// Not all of it is there in a row.
    fn edited(&self) -> Outcome {
        match self.heaviest_part() {
            Some(_) if let Some(sentence) = self.whole_sentence() => {
                Outcome::Changed { place: sentence, replaced: false }
            }
            Some((old, new)) => {
                let start = if old.start > self.tokens.start { self.reach_back(&old, &new) } else { new.start };
                let end = if old.end < self.tokens.end { self.reach_on(&old, &new) } else { new.end };
                Outcome::Changed { place: self.comparison.new.bytes(start..end), replaced: false }
            }
            None => self.replaced(),
        }
    }

    /// The new sentence, when the span is a sentence and no other was split off or joined.
    fn whole_sentence(&self) -> Option<Range<usize>> {
        let (old, new) = (&self.comparison.old, &self.comparison.new);
        let unit = index(&old.unit_of, self.tokens.start)?;
        let partner = self.comparison.matching.partner_of(unit)?;
        let shared = self.comparison.matching.shared.iter().any(|(i, j)| *i == unit || *j == partner);
        let place = new.tokens(partner);
        // One that is more than twice as long was joined to something new.
        (old.tokens(unit) == self.tokens && !shared && place.len() <= self.tokens.len() * 2).then(|| new.bytes(place))
    }

    /// The part of the span that is found in one piece of the new draft and weighs most: from its first to its last
    /// token, in the old and in the new draft.
    fn heaviest_part(&self) -> Option<(Range<usize>, Range<usize>)> {
        let slack = self.tokens.len() + 40;
        let mut parts: Vec<(Range<usize>, Range<usize>, f32)> = Vec::new();
        for token in self.tokens.clone() {
            let Some(new) = index(&self.comparison.map, token) else { continue };
            let weight = self.comparison.vocabulary.weight(at(&self.comparison.old.ids, token));
            match parts.last_mut() {
                Some((old, range, sum)) if new >= range.end && new - range.end <= slack => {
                    (old.end, range.end, *sum) = (token + 1, new + 1, *sum + weight);
                }
                _ => parts.push((token..token + 1, new..new + 1, weight)),
            }
        }
        parts.into_iter().max_by(|a, b| a.2.total_cmp(&b.2)).map(|(old, new, _)| (old, new))
    }

    /// Where words that replaced the beginning of the span begin.
    fn reach_back(&self, old: &Range<usize>, new: &Range<usize>) -> usize {
        let hunk = self.hunk(old.start - 1);
        let Some((old_hunk, new_hunk)) = hunk.filter(|(_, fresh)| fresh.end == new.start) else { return new.start };
        if old_hunk.start >= self.tokens.start {
            return new_hunk.start;
        }
        new_hunk.start.max(new_hunk.end.saturating_sub(old_hunk.end - self.tokens.start))
    }

    /// Where words that replaced the end of the span end.
    fn reach_on(&self, old: &Range<usize>, new: &Range<usize>) -> usize {
        let hunk = self.hunk(old.end);
        let Some((old_hunk, new_hunk)) = hunk.filter(|(_, fresh)| fresh.start == new.end) else { return new.end };
        if old_hunk.end <= self.tokens.end {
            return new_hunk.end;
        }
        new_hunk.end.min(new_hunk.start + (self.tokens.end - old_hunk.start))
    }

    /// The tokens around this one that have no counterpart, in its sentence, and what stands in their place.
    fn hunk(&self, token: usize) -> Option<(Range<usize>, Range<usize>)> {
        let unit = index(&self.comparison.old.unit_of, token)?;
        let partner = self.comparison.matching.partner_of(unit);
        let partner = partner.or_else(|| self.comparison.shared_with(unit))?;
        let old = self.comparison.old.tokens(unit);
        let new = self.comparison.new.tokens(partner);
        let map = &self.comparison.map;
        let start = (old.start..token).rev().find(|token| index(map, *token).is_some());
        let end = (token..old.end).find(|token| index(map, *token).is_some());
        let from = start.and_then(|token| index(map, token)).map_or(new.start, |token| token + 1);
        let to = end.and_then(|token| index(map, token)).unwrap_or(if from > new.end { from } else { new.end });
        Some((start.map_or(old.start, |token| token + 1)..end.unwrap_or(old.end), from..to.max(from)))
    }

    /// None of its words is there: what stands in their place, or nothing.
    fn replaced(&self) -> Outcome {
        let unit = index(&self.comparison.old.unit_of, self.tokens.start).unwrap_or_default();
        let sentence =
            self.comparison.matching.partner_of(unit).map(|j| self.comparison.new.bytes(self.comparison.new.tokens(j)));
        let Some((old, new)) = self.hunk(self.tokens.start).filter(|(_, new)| !new.is_empty()) else {
            let places = self.places();
            let beside: Vec<Range<usize>> = match &sentence {
                Some(sentence) => places
                    .iter()
                    .filter(|place| sentence.start <= place.start && place.end <= sentence.end)
                    .cloned()
                    .collect(),
                None => Vec::new(),
            };
            // They may have been put elsewhere in the sentence, and may mean something else there.
            return if beside.is_empty() {
                Outcome::Gone { sentence, elsewhere: places }
            } else {
                Outcome::Unsure { candidates: beside }
            };
        };
        let place = if old.len() == new.len() {
            let shift = |token: usize| new.start + (token.min(old.end) - old.start);
            shift(self.tokens.start)..shift(self.tokens.end)
        } else {
            new
        };
        Outcome::Changed { place: self.comparison.new.bytes(place), replaced: true }
    }

    /// Where the same words stand in the new draft.
    fn places(&self) -> Vec<Range<usize>> {
        let new = &self.comparison.new;
        let Some(wanted) = self.comparison.old.ids.get(self.tokens.clone()) else { return Vec::new() };
        let places = self.comparison.new_places.find(&new.ids, wanted).map(|first| first..first + wanted.len());
        let cut = |tokens: Range<usize>| self.cut_to_span(tokens.clone()).unwrap_or_else(|| new.bytes(tokens));
        places.map(cut).take(MOST_PLACES).collect()
    }
}
