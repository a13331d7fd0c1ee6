//! The review of a new draft: what became of each claim and what is new, and what of it still waits for a person.
//!
//! Nothing of the review is kept but what was decided: it can be left at any time and gone on with.

use super::Session;
use crate::model::{CarriedClaim, Claim, Draft, Outcome, Whereabouts};
use crate::text::coverage::Cover;

/// What has become of claims or text, in the order in which a review goes through it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// The words of the claims were edited.
    Changed,
    /// Several places fit, or one not well enough.
    Unsure,
    /// The words of the claims were deleted.
    Gone,
    /// Sentences that nobody has read.
    New,
    /// The claims stand elsewhere.
    Moved,
    /// The words of the claims are only set otherwise.
    Typography,
    /// The claims are where they were.
    Carried,
}

impl Group {
    /// Every group, in order.
    pub const ALL: [Self; 7] =
        [Self::Changed, Self::Unsure, Self::Gone, Self::New, Self::Moved, Self::Typography, Self::Carried];

    /// Its heading.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Changed => "Recheck: the wording changed",
            Self::Unsure => "Unsure: pick the place",
            Self::Gone => "Gone from the text",
            Self::New => "New text that nobody has read",
            Self::Moved => "Moved, wording untouched",
            Self::Typography => "Typography only",
            Self::Carried => "Carried over, wording untouched",
        }
    }

    /// True when a person decides on what is in it.
    pub fn is_decided(self) -> bool {
        matches!(self, Self::Changed | Self::Unsure | Self::Gone | Self::New)
    }

    fn of(carried: &CarriedClaim) -> Self {
        match carried.outcome {
            Outcome::Changed => Self::Changed,
            Outcome::Unsure => Self::Unsure,
            Outcome::Gone => Self::Gone,
            Outcome::Moved | Outcome::Carried if carried.typography => Self::Typography,
            Outcome::Moved => Self::Moved,
            Outcome::Carried => Self::Carried,
        }
    }
}

/// What an item is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum What {
    /// A claim, by its place in [`Draft::carried`].
    Claim(usize),
    /// A sentence, by its place among those of the [coverage](Session::coverage).
    Sentence(usize),
}

/// One thing to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// The group it is in.
    pub group: Group,
    /// What it is about.
    pub what: What,
    /// It waits for a person.
    pub is_open: bool,
}

/// The review of the current draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// The items, by group, then in order of the text.
    pub items: Vec<Item>,
}

impl Review {
    /// Of the current draft; none for the first.
    pub fn of(session: &Session) -> Option<Self> {
        let (draft, _) = drafts(session)?;
        let claim = |(index, carried): (usize, &CarriedClaim)| {
            let claim = session.project().claim(&carried.claim)?;
            let is_open = is_open(session, draft, carried, claim);
            Some(Item { group: Group::of(carried), what: What::Claim(index), is_open })
        };
        let sentences = session.coverage().sentences().iter().enumerate();
        let fresh = sentences.filter(|(_, sentence)| sentence.is_fresh && sentence.cover != Cover::Aside);
        let sentence =
            |(index, cover)| Item { group: Group::New, what: What::Sentence(index), is_open: cover == Cover::Unread };
        let mut items: Vec<Item> = draft.carried.iter().enumerate().filter_map(claim).collect();
        items.extend(fresh.map(|(index, found)| sentence((index, found.cover))));
        items.sort_by_key(|item| item.group);
        Some(Self { items })
    }

    /// How many items wait for a person.
    pub fn open(&self) -> usize {
        self.items.iter().filter(|item| item.is_open).count()
    }

    /// How many items a group has, and how many of them wait for a person.
    pub fn count(&self, group: Group) -> (usize, usize) {
        let own = || self.items.iter().filter(|item| item.group == group);
        (own().count(), own().filter(|item| item.is_open).count())
    }
}

/// The current draft, and the one before it.
pub fn drafts(session: &Session) -> Option<(&Draft, &Draft)> {
    let mut kept = session.project().drafts().rev();
    Some((kept.next()?, kept.next()?))
}

fn is_open(session: &Session, draft: &Draft, carried: &CarriedClaim, claim: &Claim) -> bool {
    let is_placed = || claim.anchor.holds(draft);
    match carried.outcome {
        _ if carried.seen => false,
        Outcome::Carried | Outcome::Moved => false,
        Outcome::Gone | Outcome::Unsure => !is_placed(),
        Outcome::Changed => {
            let standing = session.row(&claim.id).and_then(|row| session.rows().get(row)).map(|row| &row.standing);
            let is_given = carried.place.is_some_and(|place| place.range() == claim.anchor.range() && is_placed());
            is_given && standing.is_some_and(|standing| standing.recheck || claim.status.is_none())
        }
    }
}

/// What was decided on a claim, in words; none while it waits, and where there is nothing to decide.
pub fn decision(session: &Session, carried: &CarriedClaim) -> Option<String> {
    let (project, draft) = (session.project(), session.project().draft()?);
    let claim = project.claim(&carried.claim)?;
    if is_open(session, draft, carried, claim) || !Group::of(carried).is_decided() {
        return None;
    }
    let standing = project.standing(claim);
    Some(match (standing.whereabouts, carried.outcome) {
        (Whereabouts::Gone | Whereabouts::Unknown, _) => "kept in the archive".to_owned(),
        (_, Outcome::Gone | Outcome::Unsure) => "has its new place".to_owned(),
        _ if standing.corrected => "closed as changed".to_owned(),
        _ if carried.seen && standing.recheck => "left to be checked again".to_owned(),
        _ if standing.recheck => "has other words now".to_owned(),
        _ => format!("marked {}", standing.status),
    })
}

#[cfg(test)]
mod tests {
    use super::super::file::Received;
    use super::super::update::Arrived;
    use super::*;
    use crate::import;
    use crate::model::{ClaimId, Kind, Person, Place, Request, Risk, Status};
    use chrono::Utc;

    const OLD: &str = "They left about an hour into the talks. Seoul calls the demand high, a first for it.\n\n\
        The two sides remain far apart. Ada spoke. It rained. It rained. Cy spoke.";
    const NEW: &str = "They left ninety minutes into the talks. Seoul calls the demand high, a first for it.\n\n\
        Nobody knew of it before. Ada spoke. It rained. Cy spoke.";

    /// A story with these claims, half of them marked as opinions, that has got its new draft.
    fn reviewed(quotes: &[&str]) -> (Session, Vec<ClaimId>) {
        let read = |text: &str| Received {
            article: import::read_text(text).unwrap(),
            name: "draft.txt".to_owned(),
            bytes: text.as_bytes().to_vec(),
        };
        let mut session = Session::from_article(read(OLD).article, None, Person::new("MK", ""), "s", Utc::now());
        let ids = quotes.iter().enumerate().map(|(index, quote)| {
            let start = OLD.find(quote).unwrap();
            let mark = Request::AddClaim { range: start..start + quote.len(), kind: Kind::Other, risk: Risk::Normal };
            let id = ClaimId(session.ask(mark, Utc::now()).unwrap().unwrap());
            if index % 2 == 0 {
                session.ask(Request::SetStatus(id.clone(), Status::Opinion), Utc::now()).unwrap();
            }
            id
        });
        let ids = ids.collect();
        let arrived = Arrived::new(read(NEW), "", Utc::now());
        let update = session.update_order().unwrap().run(arrived, &mut |_| true).unwrap().unwrap();
        let _ = session.bring_in(update).unwrap();
        (session, ids)
    }

    fn open(session: &Session) -> Vec<Group> {
        Review::of(session).unwrap().items.iter().filter(|item| item.is_open).map(|item| item.group).collect()
    }

    #[test]
    fn what_waits_for_a_person_waits_until_it_is_decided() {
        let (mut session, ids) = reviewed(&["about an hour", "far apart", "rained", "a first"]);
        assert_eq!(open(&session), [Group::Changed, Group::Unsure, Group::Gone, Group::New]);
        let mut go = |request: Request, left: &[Group]| {
            session.ask(request.clone(), Utc::now()).unwrap();
            assert_eq!(open(&session), left, "{request:?}");
            session.undo(Utc::now()).unwrap();
            assert_eq!(open(&session).len(), 4, "{request:?} taken back");
            session.redo(Utc::now()).unwrap();
        };
        go(Request::SetStatus(ids[0].clone(), Status::Opinion), &[Group::Unsure, Group::Gone, Group::New]);
        session.undo(Utc::now()).unwrap();
        let mut go = |request: Request, left: &[Group]| {
            session.ask(request.clone(), Utc::now()).unwrap();
            assert_eq!(open(&session), left, "{request:?}");
        };
        go(Request::SetSeen(ids[0].clone(), true), &[Group::Unsure, Group::Gone, Group::New]);
        let rained = NEW.find("rained").unwrap();
        go(Request::SetSpan(ids[2].clone(), rained..rained + 6), &[Group::Gone, Group::New]);
        go(Request::SetSeen(ids[1].clone(), true), &[Group::New]);
        let start = NEW.find("Nobody").unwrap();
        let place = Place { start, end: start + "Nobody knew of it before.".len() };
        go(Request::SetRead { places: vec![place], read: true }, &[]);
        let draft = session.project().draft().unwrap();
        let said: Vec<Option<String>> = ids.iter().map(|id| decision(&session, draft.carried(id).unwrap())).collect();
        let expected = ["left to be checked again", "kept in the archive", "has its new place"];
        assert_eq!(said[..3], expected.map(|words| Some(words.to_owned())));
        assert_eq!(said[3], None, "nothing was to be decided");
    }

    #[test]
    fn a_first_draft_needs_no_review() {
        let article = import::read_text(OLD).unwrap();
        let session = Session::from_article(article, None, Person::new("MK", ""), "s", Utc::now());
        assert_eq!(Review::of(&session), None);
    }
}
