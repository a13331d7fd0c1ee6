//! The review of a new draft: beside the article stands, in place of the checklist, what became of each claim and what nobody
//! has read; gone through by keyboard, left and gone on with at any time.
//!
//! [`list`]: the groups and rows; [`row`]: one row with what can be done; [`steps`]: what is done.

mod list;
mod row;
mod steps;

use super::article::markup::Markup;
use super::work::finished;
use crate::job::Job;
use crate::model::ClaimId;
use crate::session::review::{Group, Item, Review, What};
use crate::session::{Problem, Session};
use egui::Id;
use std::collections::HashSet;

pub(super) use list::{named, strip};
pub use steps::Decision;

/// The changes since the draft before, on their way.
pub(super) type Marking = Job<Result<Option<Markup>, Problem>>;

/// What the window remembers of a review.
pub(super) struct ReviewPane {
    derived: Option<(u64, Review)>,
    /// The item that is looked at.
    at: Option<What>,
    /// For how many frames it is still brought into view, while heights become known.
    goal: u8,
    /// Groups whose items are shown though nothing of them is to be decided.
    unfolded: HashSet<Group>,
    heights: Vec<f32>,
    width: f32,
    offset: f32,
    marking: Option<Marking>,
    changes: Option<Markup>,
}

/// The focus of the review.
pub(super) fn id() -> Id {
    Id::unique("review")
}

impl ReviewPane {
    /// Begins or goes on with the review of the current draft; none for a first draft.
    pub(super) fn of(session: &Session, marking: Option<Marking>) -> Option<Self> {
        let review = Review::of(session)?;
        let mut pane = Self {
            derived: Some((session.revision(), review)),
            at: None,
            goal: 0,
            unfolded: HashSet::new(),
            heights: Vec::new(),
            width: 0.0,
            offset: 0.0,
            marking,
            changes: None,
        };
        let next = pane.next(session, false);
        let first = pane.review(session).items.first().map(|item| item.what);
        pane.choose(next.or(first));
        Some(pane)
    }

    /// The review as the project is now.
    pub(super) fn review(&mut self, session: &Session) -> &Review {
        let revision = session.revision();
        if self.derived.as_ref().is_none_or(|(known, _)| *known != revision) {
            self.derived = Some((revision, Review::of(session).unwrap_or_default()));
        }
        // It was just derived when it was not there.
        &self.derived.get_or_insert_default().1
    }

    /// The item that is looked at.
    pub(super) fn item(&mut self, session: &Session) -> Option<Item> {
        let at = self.at?;
        self.review(session).items.iter().find(|item| item.what == at).copied()
    }

    /// Looks at an item and brings it into view.
    pub(super) fn choose(&mut self, what: Option<What>) {
        self.at = what.or(self.at);
        self.goal = 3;
    }

    /// Looks at what became of this claim, when it was carried over.
    pub(super) fn choose_claim(&mut self, session: &Session, claim: &ClaimId) {
        let carried = session.project().draft().map(|draft| draft.carried.iter().position(|it| it.claim == *claim));
        let Some(what) = carried.flatten().map(What::Claim) else { return };
        let group = self.review(session).items.iter().find(|item| item.what == what).map(|item| item.group);
        self.unfolded.extend(group.filter(|group| !group.is_decided()));
        self.choose(group.map(|_| what));
    }

    /// The next item that waits for a person, from the top again behind the last; the one before when going back.
    pub(super) fn next(&mut self, session: &Session, back: bool) -> Option<What> {
        let at = self.at;
        let items = &self.review(session).items;
        let here = at.and_then(|at| items.iter().position(|item| item.what == at));
        let order = step_order(items.len(), here, back);
        order.filter_map(|index| items.get(index)).find(|item| item.is_open).map(|item| item.what)
    }

    /// The neighbour in the list, open or not, among those that are shown.
    fn neighbour(&mut self, session: &Session, back: bool) -> Option<What> {
        let (at, unfolded) = (self.at, self.unfolded.clone());
        let items = self.review(session).items.iter();
        let shown: Vec<What> = items
            .filter(|item| item.group.is_decided() || unfolded.contains(&item.group))
            .map(|item| item.what)
            .collect();
        let here = at.and_then(|at| shown.iter().position(|what| *what == at));
        let next = match (here, back) {
            (None, _) => 0,
            (Some(here), true) => here.checked_sub(1)?,
            (Some(here), false) => here + 1,
        };
        shown.get(next).copied()
    }

    /// What changed since the draft before, once it is known. A comparison that failed leaves the review as good as it is
    /// without.
    pub(super) fn markup(&mut self) -> Option<&Markup> {
        if let Some(done) = finished(&mut self.marking) {
            self.changes = done.ok().flatten();
        }
        self.changes.as_ref()
    }
}

/// The places after this one, and then those from the start to it; the other way round when going back.
fn step_order(count: usize, here: Option<usize>, back: bool) -> impl Iterator<Item = usize> {
    (1..=count).map(move |step| match (here, back) {
        (Some(here), false) => (here + step) % count,
        (Some(here), true) => (here + count - step) % count,
        (None, false) => step - 1,
        (None, true) => count - step,
    })
}

#[cfg(test)]
mod tests {
    use super::step_order;

    #[test]
    fn steps_go_on_from_the_top_behind_the_last() {
        let order = |here, back| step_order(3, here, back).collect::<Vec<_>>();
        assert_eq!(order(None, false), [0, 1, 2]);
        assert_eq!(order(Some(1), false), [2, 0, 1]);
        assert_eq!(order(Some(0), true), [2, 1, 0]);
        assert_eq!(step_order(0, None, false).count(), 0);
    }
}
