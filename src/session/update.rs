//! A new draft of the article: every claim is found again in it, or reported changed, gone or unsure.
//!
//! All of it is done away from the session, on any thread: reading, comparing, and making the project that has the draft. The
//! session then only goes on with what was made.

use super::derived::Derived;
use super::file::Received;
use super::saving::Waiting;
use super::{Problem, Session};
use crate::model::edit::{ClaimField, Misfit};
use crate::model::{
    Anchor, CarriedClaim, Change, Claim, Draft, Edit, Minter, Outcome, Person, Place, Project, typography,
};
use crate::text::coverage::is_read;
use crate::text::relocate::{self, Comparison, Fresh, Relation, words_diff};
use crate::text::replies::Replies;
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// Below this share of its sentences in common, two drafts are taken for different articles.
const LEAST_IN_COMMON: f32 = 0.1;

/// Why a file may not be the next draft; a person is asked about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Its text is that of the current draft.
    SameText,
    /// Its text is that of an older draft, by number.
    OlderDraft(u32),
    /// Hardly a sentence of it is in the current draft.
    OtherArticle,
    /// It is the marked-up file of this story that came back.
    CameBack(Replies),
}

impl Doubt {
    /// What there is to say about it.
    pub fn problem(&self, name: &str) -> Problem {
        let what = match self {
            Self::SameText => format!("“{name}” has the same text as the current draft"),
            Self::OlderDraft(number) => format!("“{name}” has the same text as draft {number}, an older one"),
            Self::OtherArticle => {
                format!("“{name}” looks like another article: hardly a sentence is in the current draft")
            }
            Self::CameBack(replies) => {
                format!("“{name}” is the marked-up file of this story, which came back with {}", replies.sums())
            }
        };
        Problem::new(what, "make sure that it is the right file; nothing was changed")
    }
}

/// A draft that has come in, before it is compared with anything.
#[derive(Clone, Debug)]
pub struct Arrived {
    draft: Draft,
    waiting: Waiting,
}

impl Arrived {
    /// What was read from a file, with what the desk calls it.
    pub fn new(received: Received, label: &str, now: DateTime<Utc>) -> Self {
        let Received { article, name, bytes } = received;
        let waiting = Waiting::from_bytes(bytes);
        let file = waiting.original(name, &article);
        let draft = Draft::from_article(article, 0, now, Some(file));
        Self { draft: Draft { label: label.trim().to_owned(), ..draft }, waiting }
    }
}

/// All that is needed to find the claims again in a new draft, on any thread.
#[derive(Clone, Debug)]
pub struct UpdateOrder {
    project: Arc<Project>,
    revision: u64,
    by: Person,
    minter: Minter,
}

/// A new draft that was compared with the story, before it is brought in.
#[derive(Clone, Debug)]
pub struct Update {
    /// Why it may not be the next draft.
    pub doubt: Option<Doubt>,
    project: Arc<Project>,
    derived: Derived,
    minter: Minter,
    waiting: Waiting,
    /// The revision of the story that it was compared with, and how many entries the history had then.
    revision: u64,
    before: usize,
}

impl UpdateOrder {
    /// Compares a new draft with the story. `watch` hears how far it is, from 0 to 1, and says whether to go on; None when it
    /// said no.
    ///
    /// # Errors
    /// When the claims cannot be carried over to it.
    pub fn run(self, arrived: Arrived, watch: &mut dyn FnMut(f32) -> bool) -> Result<Option<Update>, Problem> {
        let Self { mut project, revision, by, mut minter } = self;
        let Arrived { mut draft, waiting } = arrived;
        draft.number = project.drafts.iter().map(|draft| draft.number).max().unwrap_or(0) + 1;
        let Some((edits, doubt)) = carry_over(&project, &mut draft, watch) else { return Ok(None) };
        let doubt = Replies::find(&project, &draft).map(Doubt::CameBack).or(doubt);
        let (before, now, added) = (project.history.entries().len(), draft.received, draft.number);
        let new = Arc::make_mut(&mut project);
        new.drafts.push(draft);
        let edits = [vec![Edit::AddDraft { number: added }], edits].concat();
        new.commit(edits, &by, now, &mut minter).map_err(|misfit| misfitting(&misfit))?;
        let derived = Derived::of(&project);
        Ok(Some(Update { doubt, project, derived, minter, waiting, revision, before }))
    }
}

fn misfitting(misfit: &Misfit) -> Problem {
    Problem::new(format!("the new draft could not be brought in: {misfit}"), "nothing was changed")
}

impl Update {
    /// The new draft, with what became of each claim.
    pub fn draft(&self) -> Option<&Draft> {
        self.project.drafts.last()
    }

    /// The draft as it came in, to be compared anew.
    pub fn again(self) -> Option<Arrived> {
        let draft = self.draft()?.clone();
        let draft = Draft { carried: Vec::new(), fresh: Vec::new(), read: BTreeSet::new(), ..draft };
        Some(Arrived { draft, waiting: self.waiting })
    }
}

/// What a session held before a draft was brought in. To take that of a book apart takes longer than a frame.
#[derive(Debug)]
#[must_use = "it is let go of where nobody waits"]
pub struct Replaced {
    _project: Arc<Project>,
    _derived: Derived,
}

/// Says in the draft what became of each claim, what is new in it and what of it was read before. Returns the edits that give
/// the claims their places.
fn carry_over(
    project: &Project,
    draft: &mut Draft,
    watch: &mut dyn FnMut(f32) -> bool,
) -> Option<(Vec<Edit>, Option<Doubt>)> {
    let (mut carried, mut edits, mut doubt) = (Vec::new(), Vec::new(), None);
    for (old, claims) in by_draft(project) {
        let is_current = project.draft().is_some_and(|current| current.number == old.number);
        let comparison = Comparison::new(&old.text, &draft.text, watch)?;
        for claim in claims {
            let became = became(project, claim, draft, comparison.outcome(claim.anchor.range()));
            let anchor = became.place.and_then(|place| Anchor::new(draft, place.range()));
            if let Some(change) = anchor.and_then(|anchor| Change::between(&claim.anchor, anchor)) {
                edits.push(Edit::Claim { id: claim.id.clone(), field: ClaimField::Anchor(Box::new(change)) });
            }
            carried.push(became);
        }
        if is_current {
            let fresh = comparison.fresh();
            doubt = doubt_about(project, old, draft, &fresh);
            let changed: Vec<Range<usize>> =
                carried.iter().filter(|carried| carried.outcome == Outcome::Changed).filter_map(place).collect();
            let is_new = |fresh: &Fresh| !is_in_claims(&old.text, &draft.text, fresh, &changed);
            let new: Vec<Place> = fresh.into_iter().filter(is_new).map(|fresh| fresh.place.into()).collect();
            let kept = comparison.pairs().into_iter().filter(|pair| pair.relation != Relation::Edited);
            draft.read = kept.filter(|pair| is_read(old, &pair.old)).map(|pair| pair.new.into()).collect();
            draft.fresh = new;
        }
    }
    draft.carried = carried;
    Some((edits, doubt))
}

fn place(carried: &CarriedClaim) -> Option<Range<usize>> {
    carried.place.map(Place::range)
}

/// True when an edited sentence was edited only within claims whose words changed, which are checked again anyway.
fn is_in_claims(old: &str, new: &str, fresh: &Fresh, changed: &[Range<usize>]) -> bool {
    let Some(was) = fresh.was.clone() else { return false };
    let (was, now) = (old.get(was).unwrap_or_default(), new.get(fresh.place.clone()).unwrap_or_default());
    let is_inside = |edit: Range<usize>| {
        // An edit takes the space behind its words along.
        let words = now.get(edit.clone()).unwrap_or_default().trim_end().len();
        let (start, end) = (fresh.place.start + edit.start, fresh.place.start + edit.start + words);
        changed.iter().any(|claim| claim.start <= start && end <= claim.end)
    };
    let mut edits = words_diff(was, now).into_iter().filter(|(edit, ..)| *edit != relocate::Edit::Same);
    edits.all(|(_, _, edit)| is_inside(edit))
}

/// The claims by the draft their words stand in, in order of its text; the current draft is there even without any.
fn by_draft(project: &Project) -> Vec<(&Draft, Vec<&Claim>)> {
    let mut groups: BTreeMap<u32, Vec<&Claim>> = BTreeMap::new();
    groups.extend(project.draft().map(|draft| (draft.number, Vec::new())));
    for claim in project.claims_in_order() {
        groups.entry(claim.anchor.draft).or_default().push(claim);
    }
    let known = groups.into_iter().filter_map(|(number, claims)| Some((project.draft_by_number(number)?, claims)));
    known.collect()
}

fn doubt_about(project: &Project, current: &Draft, draft: &Draft, fresh: &[Fresh]) -> Option<Doubt> {
    let older = project.drafts().find(|old| old.text == draft.text);
    match older {
        Some(same) if same.number == current.number => Some(Doubt::SameText),
        Some(old) => Some(Doubt::OlderDraft(old.number)),
        None => (in_common(draft, fresh) < LEAST_IN_COMMON).then_some(Doubt::OtherArticle),
    }
}

/// How much of a new draft stood in the one before, be it edited, as a share of its text.
fn in_common(draft: &Draft, fresh: &[Fresh]) -> f32 {
    let new: usize = fresh.iter().filter(|sentence| sentence.was.is_none()).map(|sentence| sentence.place.len()).sum();
    1.0 - new as f32 / draft.text.len().max(1) as f32
}

fn became(project: &Project, claim: &Claim, draft: &Draft, found: relocate::Outcome) -> CarriedClaim {
    let place = found.place().map(Place::from);
    let (outcome, elsewhere, typography) = match &found {
        relocate::Outcome::Carried { typography, .. } => (Outcome::Carried, &[][..], *typography),
        relocate::Outcome::Moved { typography, .. } => (Outcome::Moved, &[][..], *typography),
        relocate::Outcome::Changed { .. } => (Outcome::Changed, &[][..], false),
        relocate::Outcome::Gone { elsewhere, .. } => (Outcome::Gone, elsewhere.as_slice(), false),
        relocate::Outcome::Unsure { candidates, .. } => (Outcome::Unsure, candidates.as_slice(), false),
    };
    let now = match outcome {
        Outcome::Changed => place.and_then(|place| draft.text.get(place.range())),
        Outcome::Gone => Some(""),
        Outcome::Carried | Outcome::Moved | Outcome::Unsure => None,
    };
    let is_suggested = |now: &str| {
        claim.change.as_ref().is_some_and(|change| {
            let wording = change.wording.trim();
            wording.is_empty() == now.is_empty() && typography::is_same(wording, now)
        })
    };
    let as_suggested = now.is_some_and(is_suggested);
    let reason = match (as_suggested, outcome) {
        (true, Outcome::Gone) => "Its words were taken out, as suggested".to_owned(),
        (true, _) => "Its words are now those of the suggested change".to_owned(),
        (false, _) => found.reason(),
    };
    // What was seen to be gone and is gone still needs nobody again.
    let was_seen =
        || project.draft().and_then(|draft| draft.carried(&claim.id)).is_some_and(|was| was.seen && was.is_gone());
    CarriedClaim {
        place,
        elsewhere: elsewhere.iter().cloned().map(Place::from).collect(),
        reason,
        typography,
        as_suggested,
        seen: outcome == Outcome::Gone && was_seen(),
        ..CarriedClaim::new(claim.id.clone(), outcome, claim.anchor.draft, &*claim.anchor.quote)
    }
}

impl Session {
    /// An order to find the claims again in a new draft. Cheap: nothing is copied.
    ///
    /// # Errors
    /// When the project can only be looked at.
    pub fn update_order(&self) -> Result<UpdateOrder, Problem> {
        self.may_change()?;
        let (project, by, minter) = (Arc::clone(&self.project), self.by.clone(), self.minter.clone());
        Ok(UpdateOrder { project, revision: self.revision, by, minter })
    }

    /// Takes back the current draft, with what its review decided, as one step. False when this person did not bring it in, or
    /// there is no draft before it.
    ///
    /// # Errors
    /// When the project can only be looked at.
    pub fn take_back_draft(&mut self, now: DateTime<Utc>) -> Result<bool, Problem> {
        self.may_change()?;
        let before = self.project.history.entries().len();
        let Self { project, by, minter, .. } = self;
        let done = Arc::make_mut(project).take_back_draft(by, now, minter)?;
        self.changed_since(before);
        Ok(done)
    }

    /// Goes on with a new draft that was compared, as one step. Nothing of the old one is altered. When something was done
    /// here since the order was given, nothing happens and it comes back, to be compared [anew](Update::again).
    ///
    /// # Errors
    /// The update, when it is not up to date.
    pub fn bring_in(&mut self, update: Update) -> Result<Replaced, Box<Update>> {
        if update.revision != self.revision {
            return Err(Box::new(update));
        }
        self.journal_file(&update.waiting);
        self.waiting.push(update.waiting);
        let old = std::mem::replace(&mut self.project, update.project);
        let derived = std::mem::replace(&mut self.derived, update.derived);
        self.minter = update.minter;
        self.unseen = None;
        self.revision += 1;
        self.placings += 1;
        self.journal_from(update.before);
        self.look_again();
        Ok(Replaced { _project: old, _derived: derived })
    }
}

#[cfg(test)]
mod tests;
