//! A new draft of the article: every claim is found again in it, or reported changed, gone or unsure.

use super::file::Received;
use super::saving::Waiting;
use super::{Problem, Session};
use crate::model::edit::ClaimField;
use crate::model::{Anchor, CarriedClaim, Change, Claim, Draft, Edit, Extra, Outcome, Place, Project};
use crate::text::relocate::{self, Comparison, Fresh};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
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

/// A new draft that was compared with the story, before it is brought in.
#[derive(Clone, Debug)]
pub struct Update {
    /// Why it may not be the next draft.
    pub doubt: Option<Doubt>,
    draft: Draft,
    waiting: Waiting,
    edits: Vec<Edit>,
    /// How many entries the history had.
    count: usize,
}

impl Update {
    /// The new draft, with what became of each claim.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// Compares a new draft with a story, on any thread. `watch` hears how far it is, from 0 to 1, and says whether to go on;
    /// None when it said no.
    pub fn compare(
        project: &Project,
        received: Received,
        label: &str,
        now: DateTime<Utc>,
        watch: &mut dyn FnMut(f32) -> bool,
    ) -> Option<Self> {
        let Received { article, name, bytes } = received;
        let waiting = Waiting::from_bytes(bytes);
        let file = waiting.original(name, &article);
        let number = project.drafts.iter().map(|draft| draft.number).max().unwrap_or(0) + 1;
        let mut draft = Draft::from_article(article, number, now, Some(file));
        draft.label = label.trim().to_owned();
        let (mut carried, mut edits, mut doubt) = (Vec::new(), Vec::new(), None);
        for (old, claims) in by_draft(project) {
            let is_current = project.draft().is_some_and(|current| current.number == old.number);
            let comparison = Comparison::new(&old.text, &draft.text, watch)?;
            if is_current {
                let sentences = comparison.fresh();
                doubt = doubt_about(project, old, &draft, &sentences);
                draft.fresh = sentences.into_iter().map(|sentence| sentence.place.into()).collect();
            }
            for claim in claims {
                let became = became(claim, old.number, &draft, comparison.outcome(claim.anchor.range()));
                let anchor = became.place.and_then(|place| Anchor::new(&draft, place.range()));
                if let Some(change) = anchor.and_then(|anchor| Change::between(&claim.anchor, anchor)) {
                    let field = ClaimField::Anchor(Box::new(change));
                    edits.push(Edit::Claim { id: claim.id.clone(), field });
                }
                carried.push(became);
            }
        }
        draft.carried = carried;
        Some(Self { doubt, draft, waiting, edits, count: project.history.entries().len() })
    }
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

fn became(claim: &Claim, from: u32, draft: &Draft, found: relocate::Outcome) -> CarriedClaim {
    let place = found.place().map(Place::from);
    let suggested = claim.change.as_ref().map(|change| change.wording.trim());
    let now = place.and_then(|place| draft.text.get(place.range()));
    let (outcome, elsewhere, typography) = match &found {
        relocate::Outcome::Carried { typography, .. } => (Outcome::Carried, &[][..], *typography),
        relocate::Outcome::Moved { typography, .. } => (Outcome::Moved, &[][..], *typography),
        relocate::Outcome::Changed { .. } => (Outcome::Changed, &[][..], false),
        relocate::Outcome::Gone { elsewhere, .. } => (Outcome::Gone, elsewhere.as_slice(), false),
        relocate::Outcome::Unsure { candidates, .. } => (Outcome::Unsure, candidates.as_slice(), false),
    };
    let as_suggested = outcome == Outcome::Changed && suggested.is_some() && suggested == now;
    let reason =
        if as_suggested { "its words are now those of the suggested change".to_owned() } else { found.reason() };
    CarriedClaim {
        claim: claim.id.clone(),
        outcome,
        from,
        was: claim.anchor.quote.clone(),
        place,
        elsewhere: elsewhere.iter().cloned().map(Place::from).collect(),
        reason,
        typography,
        as_suggested,
        extra: Extra::new(),
    }
}

impl Session {
    /// Brings in a new draft, as one step. Nothing of the old one is altered.
    ///
    /// # Errors
    /// When the project can only be looked at, or something was done since it was compared.
    pub fn bring_in(&mut self, update: Update, now: DateTime<Utc>) -> Result<(), Problem> {
        self.may_change()?;
        let before = self.project.history.entries().len();
        if before != update.count {
            let what = "something was done while the new draft was compared with the story";
            return Err(Problem::new(what, "try again"));
        }
        let Update { draft, waiting, edits, .. } = update;
        let added = Edit::AddDraft { number: draft.number };
        self.journal_file(&waiting);
        self.waiting.push(waiting);
        let Self { project, by, minter, .. } = self;
        let project = Arc::make_mut(project);
        project.drafts.push(draft);
        if let Err(misfit) = project.commit([vec![added], edits].concat(), by, now, minter) {
            project.drafts.pop();
            return Err(Problem::new(
                format!("the new draft could not be brought in: {misfit}"),
                "nothing was changed",
            ));
        }
        self.changed_since(before);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import;
    use crate::model::request::{EvidenceDetails, SourceChoice};
    use crate::model::{ClaimId, Kind, Person, Request, Risk, SourceDetails, SourceKind, Stance, Status};

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
        Update::compare(session.project(), received("draft2.txt", text), "after legal", Utc::now(), &mut |_| true)
            .unwrap()
    }

    #[test]
    fn every_claim_is_found_again_or_its_status_lapses_and_one_undo_takes_it_all_back() {
        let quotes = ["left the table", "about an hour", "28,500 troops", "far apart", "John DeHart", "“for now”"];
        let (mut session, ids) = story(OLD, &quotes);
        let before = session.project().clone();
        let update = compare(&session, NEW);
        assert_eq!(update.doubt, None);
        let fresh: Vec<&str> = update.draft().fresh.iter().map(|place| &update.draft().text[place.range()]).collect();
        assert!(fresh.contains(&"The meeting had been due to run until the evening."), "{fresh:?}");
        session.bring_in(update, Utc::now()).unwrap();
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
            let became = &update.draft().carried[0];
            assert_eq!((became.outcome, became.as_suggested), (Outcome::Changed, expected), "{wording}");
        }
    }

    #[test]
    fn a_claim_that_was_gone_comes_back_with_its_words() {
        let (mut session, ids) = story(OLD, &["far apart"]);
        let update = compare(&session, NEW);
        session.bring_in(update, Utc::now()).unwrap();
        assert!(!session.project().is_placed(session.project().claim(&ids[0]).unwrap()));
        let third = format!("{NEW}\n\nThe two sides remain far apart.");
        let update = compare(&session, &third);
        session.bring_in(update, Utc::now()).unwrap();
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
        session.bring_in(update, Utc::now()).unwrap();
        assert_eq!(compare(&session, OLD).doubt, Some(Doubt::OlderDraft(1)));
    }

    #[test]
    fn what_was_done_since_the_comparison_is_not_overlooked() {
        let (mut session, ids) = story(OLD, &["far apart"]);
        let update = compare(&session, NEW);
        session.ask(Request::SetNote(ids[0].clone(), "seen".to_owned()), Utc::now()).unwrap();
        assert!(session.bring_in(update, Utc::now()).is_err());
        assert_eq!(session.project().drafts.len(), 1);
    }
}
