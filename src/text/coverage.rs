//! Which sentences of a draft hold a claim, which were read and hold none, and which nobody has looked at.

use super::sentences;
use crate::model::{Draft, Place, Project};
use std::ops::Range;

/// What is known of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cover {
    /// It holds a claim.
    Claimed,
    /// It was read and holds nothing to check.
    Read,
    /// Nobody has looked at it; or its words are others since somebody did.
    Unread,
    /// It is not part of the article.
    Aside,
}

/// A sentence of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its bytes.
    pub place: Place,
    /// It was new or changed when the draft came in.
    pub is_fresh: bool,
    /// What is known of it.
    pub cover: Cover,
}

/// The sentences of one draft, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    draft: u32,
    sentences: Vec<Sentence>,
}

impl Coverage {
    /// Of the current draft.
    pub fn of(project: &Project) -> Self {
        let Some(draft) = project.draft() else { return Self::default() };
        let mut fresh = draft.fresh.iter().peekable();
        let whole = sentences::split(&draft.text).into_iter().map(|range| {
            while fresh.next_if(|place| place.end <= range.start).is_some() {}
            let is_fresh = fresh.peek().is_some_and(|place| place.start < range.end);
            Sentence { place: range.into(), is_fresh, cover: Cover::Unread }
        });
        let mut coverage = Self { draft: draft.number, sentences: whole.collect() };
        coverage.look_again(project);
        coverage
    }

    /// Finds out anew what is known of each sentence.
    pub fn look_again(&mut self, project: &Project) {
        let Some(draft) = project.draft().filter(|draft| draft.number == self.draft) else {
            *self = Self::of(project);
            return;
        };
        for sentence in &mut self.sentences {
            let range = sentence.place.range();
            let is_aside = draft.blocks.get(draft.block_at(range.start)).is_some_and(|block| block.aside);
            sentence.cover = match is_aside {
                true => Cover::Aside,
                false if is_read(draft, &range) => Cover::Read,
                false => Cover::Unread,
            };
        }
        for (span, covers_fresh) in spans(project, draft) {
            let first = self.sentences.partition_point(|sentence| sentence.place.end <= span.start);
            let touched = self.sentences.iter_mut().skip(first).take_while(|sentence| sentence.place.start < span.end);
            for sentence in touched.filter(|sentence| covers_fresh || !sentence.is_fresh) {
                if sentence.cover == Cover::Unread {
                    sentence.cover = Cover::Claimed;
                }
            }
        }
    }

    /// The sentences, in order of the text.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The sentences that these bytes touch; the one that holds the first of them when they are none.
    pub fn touched(&self, range: &Range<usize>) -> &[Sentence] {
        let is_before = |sentence: &Sentence| match range.is_empty() {
            true => sentence.place.end < range.start,
            false => sentence.place.end <= range.start,
        };
        let first = self.sentences.partition_point(is_before);
        let rest = self.sentences.get(first..).unwrap_or_default();
        let count = rest.iter().take_while(|sentence| sentence.place.start < range.end.max(range.start + 1)).count();
        rest.get(..count).unwrap_or_default()
    }

    /// How many sentences this is known of.
    pub fn count(&self, cover: Cover) -> usize {
        self.sentences.iter().filter(|sentence| sentence.cover == cover).count()
    }

    /// The sentences that were new or changed when the draft came in, and that nobody has looked at since.
    pub fn unread_fresh(&self) -> impl Iterator<Item = &Sentence> {
        self.sentences.iter().filter(|sentence| sentence.is_fresh && sentence.cover == Cover::Unread)
    }
}

/// The words of the claims in this draft, and whether somebody gave them to the claim since the draft came in: a claim that
/// was only carried over says nothing of what is new around it.
fn spans<'a>(project: &'a Project, draft: &'a Draft) -> impl Iterator<Item = (Range<usize>, bool)> + 'a {
    let given: std::collections::HashMap<_, _> =
        draft.carried.iter().map(|carried| (&carried.claim, carried.place)).collect();
    let here = project.claims.iter().filter(|claim| !claim.deleted && claim.anchor.holds(draft));
    here.map(move |claim| {
        let range = claim.anchor.range();
        let is_given = given.get(&claim.id).is_some_and(|place| *place == Some(range.clone().into()));
        (range, !is_given)
    })
}

/// True when all words of these bytes of the draft were read.
pub fn is_read(draft: &Draft, range: &Range<usize>) -> bool {
    let has_words = |bytes: Range<usize>| {
        draft.text.get(bytes).is_some_and(|text| text.contains(|sign: char| sign.is_alphanumeric()))
    };
    // What was read does not overlap, or hardly: it begins no further back than the sentence before.
    let from = Place { start: range.start.saturating_sub(FURTHEST), end: 0 };
    let mut seen = range.start;
    for place in draft.read.range(from..).take_while(|place| place.start < range.end) {
        if place.end > seen {
            if has_words(seen..place.start.max(seen)) {
                return false;
            }
            seen = place.end;
        }
    }
    seen > range.start && !has_words(seen.min(range.end)..range.end)
}

/// So many bytes before a sentence, something that was read and reaches into it is looked for.
const FURTHEST: usize = 1 << 14;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::testing::Story;
    use crate::model::{CarriedClaim, Outcome, Request};

    fn covers(project: &Project) -> String {
        let sign = |sentence: &Sentence| match sentence.cover {
            Cover::Claimed => 'c',
            Cover::Read => 'r',
            Cover::Unread => '.',
            Cover::Aside => '-',
        };
        Coverage::of(project).sentences().iter().map(sign).collect()
    }

    fn sentence(story: &Story, index: usize) -> Place {
        Coverage::of(&story.project).sentences()[index].place
    }

    #[test]
    fn a_sentence_is_claimed_or_read_or_neither() {
        let mut story = Story::of(&["One came in. Two ran off. Three saw it.", "Four said no."]);
        assert_eq!(covers(&story.project), "....");
        let claim = story.claim("Two ran");
        let (second, third) = (sentence(&story, 1), sentence(&story, 2));
        story.go(Request::SetRead { places: vec![third], read: true });
        assert_eq!(covers(&story.project), ".cr.");
        story.go(Request::SetRead { places: vec![second], read: true });
        story.go(Request::DeleteClaim(claim));
        story.go(Request::SetAside { blocks: vec![1], aside: true });
        assert_eq!(covers(&story.project), ".rr-");
        story
            .go(Request::SetRead { places: vec![Place { start: third.start + 2, end: third.start + 3 }], read: false });
        assert_eq!(covers(&story.project), ".r.-", "all of the sentence is unread, be it a part that is taken back");
    }

    #[test]
    fn a_sentence_read_in_parts_is_read_when_no_word_is_left_out() {
        let mut story = Story::of(&["One came in, two ran off."]);
        let whole = sentence(&story, 0);
        let parts = [Place { start: whole.start, end: 11 }, Place { start: 13, end: 20 }, Place { start: 20, end: 25 }];
        for (count, expected) in [(1, "."), (2, "."), (3, "r")] {
            story.go(Request::SetRead { places: parts[..count].to_vec(), read: true });
            assert_eq!(covers(&story.project), expected, "{count}");
        }
    }

    #[test]
    fn what_is_new_around_a_claim_that_was_carried_over_is_unread() {
        let mut story = Story::of(&["Two ran off at noon. Three saw it."]);
        let claim = story.claim("Two ran");
        let (first, range) = (sentence(&story, 0), story.get(&claim).anchor.range());
        let carried = CarriedClaim {
            place: Some(range.into()),
            ..CarriedClaim::new(claim.clone(), Outcome::Carried, 1, "Two ran")
        };
        (story.project.drafts[0].carried, story.project.drafts[0].fresh) = (vec![carried], vec![first]);
        assert_eq!(covers(&story.project), "..");
        assert_eq!(Coverage::of(&story.project).unread_fresh().count(), 1);
        story.go(Request::SetSpan(claim, 0..first.end));
        assert_eq!(covers(&story.project), "c.", "somebody has looked at it");
    }
}
