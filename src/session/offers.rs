//! What the notes of the writer offer as claims, kept up to date after every step; taking them, and taking that back.

use super::{Problem, Session};
use crate::model::edit::{ClaimField, DraftField};
use crate::model::history::Entry;
use crate::model::{ClaimId, Edit, EntryId, Project, Request, Stamp, join_notes};
use crate::text::kind;
use crate::text::offers::{Offer, mark_taken, offers};
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// The offers of the current draft, in order of the text, and how many of them are no claims yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Offers {
    list: Vec<Offer>,
    open: usize,
}

impl Offers {
    /// Derives them from nothing.
    pub(super) fn of(project: &Project) -> Self {
        Self { list: offers(project), open: 0 }.counted()
    }

    /// Brings them up to date after these entries of the history.
    pub(super) fn update(&mut self, project: &Project, entries: &[Arc<Entry>]) {
        if entries.iter().any(|entry| changes_draft(&entry.edit)) {
            *self = Self::of(project);
        } else if entries.iter().any(|entry| changes_taken(&entry.edit)) {
            mark_taken(project, &mut self.list);
            *self = std::mem::take(self).counted();
        }
    }

    fn counted(self) -> Self {
        Self { open: self.list.iter().filter(|offer| !offer.is_taken).count(), ..self }
    }
}

/// True when another draft may be the current one from now on.
fn changes_draft(edit: &Edit) -> bool {
    matches!(edit, Edit::AddDraft { .. } | Edit::Draft { field: DraftField::Withdrawn(_), .. } | Edit::Other(_))
}

/// True when an offer may be taken, or offered again, from now on.
fn changes_taken(edit: &Edit) -> bool {
    match edit {
        Edit::AddClaim(claim) => !claim.source_note.is_empty(),
        Edit::Claim { field, .. } => {
            matches!(field, ClaimField::Anchor(_) | ClaimField::SourceNote(_) | ClaimField::Deleted(_))
        }
        _ => false,
    }
}

/// Offers that were made claims.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// The claims, in the order in which they were taken.
    pub claims: Vec<ClaimId>,
    /// The steps, one per claim, by the name of their first entry.
    pub steps: Vec<EntryId>,
}

impl Session {
    /// What the notes of the writer offer as claims, in order of the text.
    pub fn offers(&self) -> &[Offer] {
        &self.derived.offers.list
    }

    /// How many of them are no claims yet.
    pub fn open_offers(&self) -> usize {
        self.derived.offers.open
    }

    /// Makes claims of offers, one step for each; those that are taken already are passed over. The kind is guessed from
    /// the words. Where there is a claim on the very same words, it gets the note.
    ///
    /// # Errors
    /// When the project can only be looked at, or the words of one are no longer there. Those before it are taken then.
    pub fn take_offers(&mut self, offers: &[Offer], now: DateTime<Utc>) -> Result<Taken, Problem> {
        let taken = self.take_some_offers(offers, now);
        self.derive();
        taken
    }

    /// Does the same to some of many offers. The rows, the offers and what can be undone are as they were until
    /// [`Session::catch_up`], or until anything else is done: deriving them takes longer than the steps.
    ///
    /// # Errors
    /// As [`Session::take_offers`].
    pub fn take_some_offers(&mut self, offers: &[Offer], now: DateTime<Utc>) -> Result<Taken, Problem> {
        self.may_change()?;
        let before = self.project.history.entries().len();
        let mut taken = Taken::default();
        let result = self.take_each(offers, now, &mut taken);
        self.changed_unseen(before);
        result.map(|()| taken)
    }

    fn take_each(&mut self, offers: &[Offer], now: DateTime<Utc>, taken: &mut Taken) -> Result<(), Problem> {
        let mut on = claims_by_words(&self.project);
        for offer in offers.iter().filter(|offer| !offer.is_taken) {
            let request = self.request(offer, on.get(&offer.range));
            let before = self.project.history.entries().len();
            let Self { project, by, minter, .. } = self;
            let made = Arc::make_mut(project).carry_out(&[request], &mut Stamp { by, at: now, minter })?;
            let claim = made.map(ClaimId).or_else(|| on.get(&offer.range).cloned());
            let step = self.project.history.entries().get(before).map(|entry| entry.step.clone());
            if let (Some(claim), Some(step)) = (claim, step) {
                on.insert(offer.range.clone(), claim.clone());
                taken.claims.push(claim);
                taken.steps.push(step);
            }
        }
        Ok(())
    }

    fn request(&self, offer: &Offer, claim: Option<&ClaimId>) -> Request {
        let claim = claim.and_then(|id| self.project.claim(id));
        match claim {
            Some(claim) => Request::SetSourceNote(claim.id.clone(), join_notes(&claim.source_note, &offer.note)),
            None => {
                let words = self.project.draft().and_then(|draft| draft.text.get(offer.range.clone()));
                let kind = kind::guess(words.unwrap_or_default());
                Request::TakeNote { range: offer.range.clone(), kind, note: offer.note.clone() }
            }
        }
    }

    /// Takes steps back, the last one first; those of which something else has come since stay. Returns how many were
    /// taken back. What is derived is as it was until [`Session::catch_up`], or until anything else is done.
    ///
    /// # Errors
    /// When the project can only be looked at, or one no longer fits. Those before it are taken back then.
    pub fn undo_some_steps(&mut self, steps: &[EntryId], now: DateTime<Utc>) -> Result<usize, Problem> {
        self.may_change()?;
        let before = self.project.history.entries().len();
        let (mut count, mut result) = (0, Ok(()));
        for step in steps.iter().rev() {
            let Self { project, by, minter, .. } = self;
            match Arc::make_mut(project).undo_step(step, by, now, minter) {
                Ok(done) => count += usize::from(done),
                Err(misfit) => {
                    result = Err(misfit.into());
                    break;
                }
            }
        }
        self.changed_unseen(before);
        result.map(|()| count)
    }
}

/// The claims of the current draft by their words.
fn claims_by_words(project: &Project) -> HashMap<Range<usize>, ClaimId> {
    let draft = project.draft().map(|draft| draft.number);
    let here = project.claims.iter().filter(|claim| !claim.deleted && Some(claim.anchor.draft) == draft);
    here.map(|claim| (claim.anchor.range(), claim.id.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::super::rows::Rows;
    use super::*;
    use crate::model::article::Comment;
    use crate::model::{Article, BlockKind, Kind, Person, Risk};

    const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

    /// A story of these paragraphs, each with a comment on its first four letters.
    fn session(paragraphs: &[String]) -> Session {
        let mut article = Article::default();
        for text in paragraphs {
            article.push(BlockKind::Paragraph, text);
        }
        let comment =
            |at: usize| Comment { start: at, end: at + 4, text: format!("source {at}"), ..Comment::default() };
        article.comments = article.blocks.iter().map(|block| comment(block.start)).collect();
        Session::from_article(article, None, Person::new("MK", ""), "s", NOW)
    }

    fn numbered(count: usize) -> Session {
        session(&(0..count).map(|number| format!("{} soldiers stay.", 5000 + number)).collect::<Vec<_>>())
    }

    fn take_first(session: &mut Session, count: usize) -> Result<Taken, Problem> {
        let offers: Vec<Offer> = session.offers().iter().take(count).cloned().collect();
        session.take_offers(&offers, NOW)
    }

    #[test]
    fn taking_all_is_one_step_each_and_each_can_be_undone() {
        let mut session = numbered(3);
        assert_eq!((session.offers().len(), session.open_offers()), (3, 3));
        let taken = take_first(&mut session, usize::MAX).unwrap();
        assert_eq!((taken.claims.len(), taken.steps.len(), session.open_offers()), (3, 3, 0));
        let claim = session.project().claim(&taken.claims[1]).unwrap();
        assert_eq!((claim.anchor.quote.as_str(), claim.source_note.as_str()), ("5001", "source 21"));
        assert_eq!((claim.kind, claim.risk), (Kind::Figure, Risk::Normal));
        assert_eq!(session.undo_label(), Some("take the writer’s note on “5002”"));
        session.undo(NOW).unwrap();
        assert_eq!((session.rows().len(), session.open_offers()), (2, 1));
        assert!(!session.offers()[2].is_taken);
        session.redo(NOW).unwrap();
        assert_eq!((session.rows().len(), session.open_offers()), (3, 0));
        assert_eq!(take_first(&mut session, usize::MAX).unwrap(), Taken::default());
    }

    #[test]
    fn a_claim_on_the_same_words_gets_the_note() {
        let mut session = numbered(1);
        let mark = Request::AddClaim { range: 0..4, kind: Kind::Other, risk: Risk::High };
        let claim = ClaimId(session.ask(mark, NOW).unwrap().unwrap());
        let taken = take_first(&mut session, usize::MAX).unwrap();
        assert_eq!((taken.claims, session.rows().len()), (vec![claim.clone()], 1));
        let claim = session.project().claim(&claim).unwrap();
        assert_eq!((claim.source_note.as_str(), claim.risk), ("source 0", Risk::High));
    }

    #[test]
    fn undoing_all_leaves_what_was_worked_on_since_and_what_others_did() {
        let mut session = numbered(4);
        let taken = take_first(&mut session, usize::MAX).unwrap();
        session.ask(Request::SetNote(taken.claims[0].clone(), "mine".into()), NOW).unwrap();
        session.ask(Request::SetSourceNote(taken.claims[1].clone(), "corrected".into()), NOW).unwrap();
        assert_eq!(session.undo_some_steps(&taken.steps, NOW).unwrap(), 3);
        session.catch_up();
        let left: Vec<&str> =
            session.project().claims_in_order().iter().map(|claim| claim.source_note.as_str()).collect();
        assert_eq!(left, ["corrected"]);
        assert_eq!(session.undo_some_steps(&taken.steps, NOW).unwrap(), 0, "once is enough");
    }

    #[test]
    fn nothing_is_derived_anew_that_did_not_change_and_nothing_is_missed() {
        let mut session = numbered(3);
        let taken = take_first(&mut session, 2).unwrap();
        let (first, second) = (taken.claims[0].clone(), taken.claims[1].clone());
        let requests = [
            Request::SetRisk(first.clone(), Risk::Low),
            Request::SetSpan(first.clone(), 5..13),
            Request::SetAside { blocks: vec![1], aside: true },
            Request::SetSourceNote(second.clone(), "else".into()),
            Request::MergeClaims(first.clone(), second),
            Request::DeleteClaim(first),
        ];
        for request in requests {
            session.ask(request.clone(), NOW).unwrap();
            assert_eq!(session.derived.offers, Offers::of(session.project()), "{request:?}");
        }
        let offers = session.offers().to_vec();
        session.take_some_offers(&offers[..1], NOW).unwrap();
        session.take_some_offers(&offers[1..], NOW).unwrap();
        assert_ne!(session.derived.offers, Offers::of(session.project()));
        session.ask(Request::SetTitle("Else".into()), NOW).unwrap();
        assert_eq!(session.derived.offers, Offers::of(session.project()), "anything else brings all of it up to date");
        assert_eq!(session.derived.rows, Rows::of(session.project()));
        while session.undo(NOW).unwrap().is_some() {
            assert_eq!(session.derived.offers, Offers::of(session.project()));
        }
        assert_eq!(session.open_offers(), 3);
    }
}
