//! What stands where the words of a claim stood, when not all of them are there in a row.

use super::outcome::{Doubt, Outcome};
use super::resolve::Resolve;
use super::side::{at, index};
use std::ops::Range;

impl Resolve<'_> {
    /// Not all of it is there in a row.
    pub(super) fn edited(&self) -> Outcome {
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
        let shared =
            self.comparison.shared_old.contains_key(&unit) || self.comparison.shared_new.contains_key(&partner);
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
        let partner = partner.or_else(|| self.comparison.shared_old.get(&unit).copied())?;
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
                Outcome::Unsure { doubt: Doubt::Shifted, candidates: beside }
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
}
