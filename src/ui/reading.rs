//! What of the text was read: marking sentences that hold nothing to check, and going to those nobody has looked at.

use super::desk::Desk;
use super::review::Decision;
use crate::model::{Place, Request};
use crate::text::coverage::{Cover, Coverage};

impl Desk {
    /// Marks the selected sentences, or the one with the caret, as read; as not read, when all of them are.
    pub(super) fn mark_as_read(&mut self) {
        if self.review.is_some() && self.article.selection.is_empty() {
            return self.decide_item(Decision::Nothing);
        }
        let Some(session) = &self.session else { return };
        let touched = session.coverage().touched(&self.article.selection.range());
        let read = touched.iter().any(|sentence| sentence.cover != Cover::Read);
        let places: Vec<Place> = touched.iter().map(|sentence| sentence.place).collect();
        if places.is_empty() {
            return self.notices.say("There is no sentence here");
        }
        self.ask(vec![Request::SetRead { places, read }]);
        let head = self.article.selection.head;
        self.article.selection.go(head, false);
        if read {
            self.go_to_unread();
        }
    }

    /// Puts the caret into the next sentence that nobody has looked at, from the top again behind the last.
    pub(super) fn go_to_unread(&mut self) {
        let Some(session) = &self.session else { return };
        let from = self.article.selection.head;
        match next_unread(session.coverage(), from) {
            Some(place) => {
                self.article.selection.go(place.start, false);
                self.article.reveal(place.start);
            }
            None => self.notices.say("Every sentence holds a claim or was read"),
        }
    }
}

fn next_unread(coverage: &Coverage, from: usize) -> Option<Place> {
    let unread = || coverage.sentences().iter().filter(|sentence| sentence.cover == Cover::Unread);
    let next = unread().find(|sentence| sentence.place.start > from).or_else(|| unread().next());
    next.map(|sentence| sentence.place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, BlockKind, Draft, Project};
    use chrono::DateTime;

    #[test]
    fn the_next_unread_sentence_is_the_one_behind_or_the_first() {
        let mut article = Article::default();
        article.push(BlockKind::Paragraph, "One came in. Two ran off. Three saw it.");
        let mut draft = Draft::from_article(article, 1, DateTime::UNIX_EPOCH, None);
        draft.read.insert(Place { start: 13, end: 25 });
        let coverage = Coverage::of(&Project { drafts: vec![draft], ..Project::default() });
        let next = |from: usize| next_unread(&coverage, from).map(|place| place.start);
        assert_eq!([next(0), next(15), next(26)], [Some(26), Some(26), Some(0)]);
    }
}
