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
    Anchor, CarriedClaim, Change, Claim, Draft, Edit, Extra, Minter, Outcome, Person, Place, Project, typography,
};
use crate::text::coverage::is_read;
use crate::text::relocate::{self, Comparison, Fresh, Relation, words_diff};
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
    let older = project.drafts.iter().find(|old| !old.withdrawn && old.text == draft.text);
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
        claim: claim.id.clone(),
        outcome,
        from: claim.anchor.draft,
        was: claim.anchor.quote.clone(),
        place,
        elsewhere: elsewhere.iter().cloned().map(Place::from).collect(),
        reason,
        typography,
        as_suggested,
        seen: outcome == Outcome::Gone && was_seen(),
        extra: Extra::new(),
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
        self.journal_from(update.before);
        self.look_again();
        Ok(Replaced { _project: old, _derived: derived })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import;
    use crate::model::request::{EvidenceDetails, SourceChoice};
    use crate::model::{
        Article, BlockKind, ClaimId, Kind, Person, Request, Risk, Role, Signature, SourceDetails, SourceKind, Stance,
        Status,
    };
    use crate::text::coverage::Cover;

    const OLD: &str = "American negotiators left the table on Tuesday, about an hour into the second day.\n\n\
        Washington wants a fivefold increase for about 28,500 troops. Seoul calls the demand unprecedented.\n\n\
        The two sides remain far apart. John DeHart leads the American team, “for now”.";

    const NEW: &str = "American negotiators left the table on Tuesday, ninety minutes into the second day.\n\n\
        The meeting had been due to run until the evening.\n\n\
        James DeHart leads the American team, \"for now\".\n\n\
        Washington wants a fivefold increase for about 28,500 troops. Seoul calls the demand unprecedented.";

    fn received(name: &str, text: &str) -> Received {
        let article = import::read_text(text).unwrap();
        Received { article, name: name.to_owned(), bytes: text.as_bytes().to_vec() }
    }

    /// A story of this text, with a verified claim on each of these words.
    fn story(text: &str, quotes: &[&str]) -> (Session, Vec<ClaimId>) {
        let Received { article, name, bytes } = received("draft1.txt", text);
        let mut session = Session::from_article(article, Some((name, bytes)), Person::new("MK", ""), "s", Utc::now());
        let ids = quotes.iter().map(|quote| {
            let start = session.project().draft().unwrap().text.find(quote).unwrap();
            let range = start..start + quote.len();
            let request = Request::AddClaim { range, kind: Kind::Other, risk: Risk::Normal };
            let id = ClaimId(session.ask(request, Utc::now()).unwrap().unwrap());
            let source = SourceChoice::New(Box::new(SourceDetails::new(SourceKind::Document, "Report")));
            let details =
                EvidenceDetails { source, locator: String::new(), passage: String::new(), stance: Stance::Supports };
            session.ask(Request::AddEvidence(id.clone(), details), Utc::now()).unwrap();
            session.ask(Request::SetStatus(id.clone(), Status::Verified), Utc::now()).unwrap();
            id
        });
        let ids = ids.collect();
        (session, ids)
    }

    fn compare(session: &Session, text: &str) -> Update {
        let arrived = Arrived::new(received("draft2.txt", text), "after legal", Utc::now());
        session.update_order().unwrap().run(arrived, &mut |_| true).unwrap().unwrap()
    }

    fn new_draft(update: &Update) -> &Draft {
        update.draft().unwrap()
    }

    #[test]
    fn every_claim_is_found_again_or_its_status_lapses_and_one_undo_takes_it_all_back() {
        let quotes = ["left the table", "about an hour", "28,500 troops", "far apart", "John DeHart", "“for now”"];
        let (mut session, ids) = story(OLD, &quotes);
        let before = session.project().clone();
        let update = compare(&session, NEW);
        assert_eq!(update.doubt, None);
        let fresh: Vec<&str> =
            new_draft(&update).fresh.iter().map(|place| &new_draft(&update).text[place.range()]).collect();
        assert!(fresh.contains(&"The meeting had been due to run until the evening."), "{fresh:?}");
        let _ = session.bring_in(update).unwrap();
        let project = session.project();
        assert_eq!(project.drafts[0], before.drafts[0], "nothing of the old draft is altered");
        let draft = project.draft().unwrap();
        assert_eq!((draft.number, draft.label.as_str()), (2, "after legal"));
        let became = |id: &ClaimId| draft.carried.iter().find(|carried| carried.claim == *id).unwrap();
        let table: Vec<(Outcome, String, Option<&str>)> = ids
            .iter()
            .map(|id| {
                let claim = project.claim(id).unwrap();
                let place = became(id).place.map(|place| &draft.text[place.range()]);
                (became(id).outcome, project.standing(claim).words(), place)
            })
            .collect();
        let expected = [
            (Outcome::Carried, "verified", Some("left the table")),
            (Outcome::Changed, "recheck, was verified", Some("ninety minutes")),
            (Outcome::Carried, "verified", Some("28,500 troops")),
            (Outcome::Gone, "gone, was verified", None),
            (Outcome::Changed, "recheck, was verified", Some("James DeHart")),
            (Outcome::Moved, "verified", Some("\"for now\"")),
        ];
        let moved = |outcome| if outcome == Outcome::Moved { Outcome::Carried } else { outcome };
        for (found, expected) in table.iter().zip(&expected) {
            assert_eq!(
                (moved(found.0), found.1.as_str(), found.2),
                (moved(expected.0), expected.1, expected.2),
                "{table:#?}"
            );
        }
        assert!(became(&ids[5]).typography, "only the quotation marks are others");
        let sums = session.progress();
        assert_eq!((sums.claims, sums.settled, sums.recheck, sums.gone), (6, 4, 2, 1));
        session.undo(Utc::now()).unwrap();
        assert_eq!(session.project().draft().unwrap().number, 1);
        let standings = |project: &Project| {
            project.claims_in_order().iter().map(|claim| project.standing(claim)).collect::<Vec<_>>()
        };
        assert_eq!(standings(session.project()), standings(&before));
    }

    #[test]
    fn a_change_that_was_made_as_suggested_says_so() {
        for (wording, expected) in [("James DeHart", true), ("Jim DeHart", false)] {
            let (mut session, ids) = story(OLD, &["John DeHart"]);
            session.ask(Request::SuggestChange(ids[0].clone(), Some(wording.to_owned())), Utc::now()).unwrap();
            let update = compare(&session, NEW);
            let became = &new_draft(&update).carried[0];
            assert_eq!((became.outcome, became.as_suggested), (Outcome::Changed, expected), "{wording}");
        }
    }

    #[test]
    fn a_claim_that_was_gone_comes_back_with_its_words() {
        let (mut session, ids) = story(OLD, &["far apart"]);
        let update = compare(&session, NEW);
        let _ = session.bring_in(update).unwrap();
        assert!(!session.project().is_placed(session.project().claim(&ids[0]).unwrap()));
        let third = format!("{NEW}\n\nThe two sides remain far apart.");
        let update = compare(&session, &third);
        let _ = session.bring_in(update).unwrap();
        let claim = session.project().claim(&ids[0]).unwrap();
        assert_eq!((claim.anchor.draft, session.project().standing(claim).words()), (3, "verified".to_owned()));
    }

    #[test]
    fn a_file_that_may_not_be_the_next_draft_is_doubted() {
        let (mut session, _) = story(OLD, &["far apart"]);
        assert_eq!(compare(&session, OLD).doubt, Some(Doubt::SameText));
        let other = "Bread rises slowly in a cold kitchen. Salt the dough early. Bake it until the crust sings.";
        assert_eq!(compare(&session, other).doubt, Some(Doubt::OtherArticle));
        let update = compare(&session, NEW);
        let _ = session.bring_in(update).unwrap();
        assert_eq!(compare(&session, OLD).doubt, Some(Doubt::OlderDraft(1)));
    }

    #[test]
    fn what_was_done_since_the_comparison_is_not_overlooked() {
        let (mut session, ids) = story(OLD, &["far apart"]);
        let update = compare(&session, NEW);
        session.ask(Request::SetNote(ids[0].clone(), "seen".to_owned()), Utc::now()).unwrap();
        let stale = session.bring_in(update).unwrap_err();
        assert_eq!(session.project().drafts.len(), 1);
        let again = session.update_order().unwrap().run(stale.again().unwrap(), &mut |_| true).unwrap().unwrap();
        let _ = session.bring_in(again).unwrap();
        assert_eq!((session.project().drafts.len(), &*session.project().claim(&ids[0]).unwrap().note), (2, "seen"));
    }

    #[test]
    fn what_was_read_stays_read_and_what_changed_around_it_does_not() {
        let old = "Seoul calls the demand high. The two sides remain far apart. It rained in the town all day. He did not sign.";
        let (mut session, _) = story(old, &["far apart"]);
        let place = |session: &Session, words: &str| {
            let start = session.project().draft().unwrap().text.find(words).unwrap();
            Place { start, end: start + words.len() }
        };
        let places: Vec<Place> = ["Seoul calls the demand high.", "It rained in the town all day.", "He did not sign."]
            .map(|words| place(&session, words))
            .into();
        session.ask(Request::SetRead { places, read: true }, Utc::now()).unwrap();
        let new = "It rained in the town all day. Seoul calls the demand high. The two sides remain, they say, far apart. He did sign.";
        let update = compare(&session, new);
        let _ = session.bring_in(update).unwrap();
        let covers: Vec<Cover> = session.coverage().sentences().iter().map(|sentence| sentence.cover).collect();
        assert_eq!(covers, [Cover::Read, Cover::Read, Cover::Unread, Cover::Unread]);
        assert_eq!(session.coverage().unread_fresh().count(), 2);
    }

    #[test]
    fn a_sentence_edited_in_its_claims_alone_is_checked_there_and_not_read_again() {
        let old = "The meeting ended about an hour into the second day of talks. It rained a lot.";
        for (new, unread) in [
            ("The meeting ended ninety minutes into the second day of talks. It rained a lot.", 0),
            ("The meeting ended ninety minutes into the third day of talks. It rained a lot.", 1),
            ("The first meeting ended about an hour into the second day of talks. It rained a lot.", 1),
        ] {
            let (session, _) = story(old, &["about an hour"]);
            assert_eq!(new_draft(&compare(&session, new)).fresh.len(), unread, "{new}");
        }
    }

    #[test]
    fn what_was_seen_to_be_gone_is_not_asked_about_again() {
        let (mut session, ids) = story(OLD, &["far apart", "unprecedented"]);
        let without = OLD.replace("The two sides remain far apart. ", "");
        let update = compare(&session, &without);
        let _ = session.bring_in(update).unwrap();
        session.ask(Request::SetSeen(ids[0].clone(), true), Utc::now()).unwrap();
        let update = compare(&session, &without.replace("Seoul calls the demand unprecedented.", "It rained a lot."));
        let seen: Vec<(Outcome, bool)> =
            ids.iter().map(|id| new_draft(&update).carried(id).map(|it| (it.outcome, it.seen)).unwrap()).collect();
        assert_eq!(seen, [(Outcome::Gone, true), (Outcome::Gone, false)]);
    }

    #[test]
    fn headlines_lists_captions_and_notes_take_part_like_paragraphs() {
        use BlockKind::{Caption, Footnote, Heading, Hed, ListItem, Paragraph};
        let article = |blocks: &[(BlockKind, &str)]| {
            let mut article = Article::default();
            blocks.iter().for_each(|(kind, text)| _ = article.push(*kind, text));
            article
        };
        let old = article(&[
            (Hed, "Allies split after nine hours"),
            (Paragraph, "The delegations met in Seoul for a third round of talks."),
            (Caption, "The chief negotiator leaves the ministry on Tuesday."),
            (Heading, "What the allies pay"),
            (ListItem, "Seoul paid 924 million dollars for this year."),
            (ListItem, "Tokyo pays some two billion dollars for each year."),
            (Paragraph, "Nobody expects a deal before the end of the year."),
            (Footnote, "Defence white paper, page 12, as of last December."),
        ]);
        let quotes = ["nine hours", "on Tuesday", "What the allies pay", "924 million", "two billion", "page 12"];
        let mut session = Session::from_article(old, None, Person::new("MK", ""), "s", Utc::now());
        for quote in quotes {
            let start = session.project().draft().unwrap().text.find(quote).unwrap();
            let range = start..start + quote.len();
            session.ask(Request::AddClaim { range, kind: Kind::Other, risk: Risk::Normal }, Utc::now()).unwrap();
        }
        let new = article(&[
            (Hed, "Allies split after ten hours"),
            (Paragraph, "The delegations met in Seoul for a third round of talks."),
            (Heading, "What the allies pay"),
            (ListItem, "Tokyo pays some two billion dollars for each year."),
            (ListItem, "Seoul paid 924 million dollars for this year."),
            (Paragraph, "Nobody expects a deal before the end of the year."),
            (Caption, "The chief negotiator leaves the ministry on Tuesday."),
            (Footnote, "Defence white paper, page 13, as of last December."),
        ]);
        let received = Received { article: new, name: "draft2.docx".to_owned(), bytes: Vec::new() };
        let arrived = Arrived::new(received, "", Utc::now());
        let update = session.update_order().unwrap().run(arrived, &mut |_| true).unwrap().unwrap();
        let draft = new_draft(&update);
        let became: Vec<(&str, &str)> =
            draft.carried.iter().map(|carried| (carried.was.as_str(), carried.outcome.key())).collect();
        let outcome = |was: &str| became.iter().find(|(quote, _)| *quote == was).map(|(_, outcome)| *outcome);
        assert_eq!(quotes.map(outcome).map(Option::unwrap_or_default)[..3], ["changed", "moved", "carried"]);
        // Of two that changed places, one moved; which of them, nothing tells.
        let mut items = [outcome("924 million"), outcome("two billion")];
        items.sort_unstable();
        assert_eq!(items, [Some("carried"), Some("moved")]);
        assert_eq!(outcome("page 12"), Some("changed"));
    }

    #[test]
    fn sign_offs_lapse_exactly_when_a_claim_that_they_cover_does() {
        let quotes = ["left the table", "about an hour", "28,500 troops", "far apart", "“for now”"];
        let (mut session, ids) = story(OLD, &quotes);
        session.ask(Request::SignOff(None, Role::Editor), Utc::now()).unwrap();
        for id in &ids {
            session.ask(Request::SignOff(Some(id.clone()), Role::Checker), Utc::now()).unwrap();
        }
        let update = compare(&session, NEW);
        let _ = session.bring_in(update).unwrap();
        assert_eq!(session.signatures().get(Role::Editor).lapsed(), std::slice::from_ref(&ids[1]));
        let project = session.project();
        let lapsed = ids.iter().filter(|id| {
            let claim = project.claim(id).unwrap();
            !Signature::of_claim(claim, &project.standing(claim), Role::Checker).lapsed().is_empty()
        });
        assert_eq!(lapsed.collect::<Vec<_>>(), [&ids[1]]);
        session.undo(Utc::now()).unwrap();
        assert_eq!(session.signatures().get(Role::Editor).key(), "signed", "with the old draft it holds again");
    }
}
