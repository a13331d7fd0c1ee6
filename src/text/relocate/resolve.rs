//! From a span of the old draft to its outcome.

use super::matching::Bond;
use super::outcome::{Doubt, MOST_PLACES, Outcome};
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
    let tokens = comparison.old.tokens_in(&(start..end));
    // Space around the words is no part of the claim.
    let words = comparison.old.bytes(tokens.clone());
    let span = start.max(words.start)..end.min(words.end);
    Resolve { comparison, span, tokens }.outcome()
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
            return Outcome::Unsure { doubt: Doubt::Empty, candidates: Vec::new() };
        }
        if self.units().any(|unit| self.comparison.doubtful.get(unit).copied().unwrap_or_default()) {
            return Outcome::Unsure { doubt: Doubt::Repeated, candidates: self.places() };
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

    /// Where the same words stand in the new draft.
    fn places(&self) -> Vec<Range<usize>> {
        let new = &self.comparison.new;
        let Some(wanted) = self.comparison.old.ids.get(self.tokens.clone()) else { return Vec::new() };
        let places = self.comparison.new_places.find(&new.ids, wanted).map(|first| first..first + wanted.len());
        let cut = |tokens: Range<usize>| self.cut_to_span(tokens.clone()).unwrap_or_else(|| new.bytes(tokens));
        places.map(cut).take(MOST_PLACES).collect()
    }
}

/// What makes one figure of a token and what stands next to it.
struct Joint {
    /// The token of the mark: a sign, a dash, a stroke or a colon.
    mark: usize,
    /// The token of the figure beyond; the mark itself where it is a sign.
    end: usize,
}

/// What joins the token to the figure before (-1) or after (1) it so that both are one: a sign, or a dash, a stroke or
/// a colon between two digits.
fn joint(side: &Side, token: usize, step: isize) -> Option<Joint> {
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
