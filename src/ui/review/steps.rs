//! What is done in a review, by button and by key.

use super::super::action::Action;
use super::super::desk::Desk;
use super::super::work::wake;
use super::{ReviewPane, id};
use crate::job::{Job, Reporter};
use crate::model::{CarriedClaim, ClaimId, Outcome, Place, Request, Risk};
use crate::session::Session;
use crate::session::review::{self, What};
use crate::text::coverage::Sentence;
use crate::text::kind;
use crate::ui::article::markup::Markup;
use egui::{Context, Event, Key};

/// The keys of the places that fit, in order.
const NUMBERS: [Key; 9] =
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];

/// What a person decides on the item that is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// What Enter does: close as changed, leave to be checked again, keep in the archive, mark the sentence as a claim.
    Main,
    /// The status that the claim had stands.
    Still,
    /// The claim goes to this one of the places that fit, counted from 0.
    Candidate(usize),
    /// The claim goes to the selected words.
    Place,
    /// The sentence was read and holds nothing to check.
    Nothing,
    /// Look at it again.
    Reopen,
}

impl Desk {
    /// Opens the review of the current draft, where it was left.
    pub(in crate::ui) fn start_review(&mut self, ctx: &Context) {
        self.keep_typed();
        let Some(session) = &self.session else { return };
        let Some((new, old)) = review::drafts(session) else {
            return self.notices.say("There is no other draft yet. Draft > Update draft… brings one in");
        };
        let order = session.compare_order(old.number, new.number);
        let work = move |reporter: &Reporter| {
            let compared = order.run(&mut |_| !reporter.stopped());
            let markup = compared.as_ref().and_then(|compared| {
                let (old, new) = compared.drafts()?;
                Some(Markup::inline(1, old, new, &compared.differences))
            });
            Ok(markup)
        };
        let marking = Job::start("Comparing the drafts", wake(ctx), work);
        self.review = ReviewPane::of(session, Some(marking));
        self.comparing = None;
        self.look_at_item();
        ctx.memory_mut(|memory| memory.request_focus(id()));
    }

    /// Goes back to the desk; what is still open can be gone on with.
    pub(in crate::ui) fn finish_review(&mut self) {
        let (Some(session), Some(mut pane)) = (&self.session, self.review.take()) else { return };
        match pane.review(session).open() {
            0 => self.notices.say("The review is finished"),
            1 => self.notices.say("1 thing is still to be decided. Draft > Review the new draft goes on with it"),
            open => self
                .notices
                .say(format!("{open} things are still to be decided. Draft > Review the new draft goes on with them")),
        }
    }

    /// Ends a review that has no draft any more.
    pub(in crate::ui) fn keep_review(&mut self) {
        if self.session.as_ref().and_then(review::drafts).is_none() {
            self.review = None;
        }
    }

    /// Looks at an item: its claim is selected, its words are brought into view.
    pub(in crate::ui) fn choose_item(&mut self, what: Option<What>) {
        if let Some(pane) = &mut self.review {
            pane.choose(what);
            self.look_at_item();
        }
    }

    /// Goes to the next item that waits for a person, or back to the one before.
    pub(in crate::ui) fn step_review(&mut self, back: bool) {
        let (Some(session), Some(pane)) = (&self.session, &mut self.review) else { return };
        match pane.next(session, back) {
            Some(next) => self.choose_item(Some(next)),
            None => self.notices.say("Everything is decided. Finish review goes back to the desk"),
        }
    }

    fn look_at_item(&mut self) {
        let (Some(session), Some(pane)) = (&self.session, &self.review) else { return };
        let Some(draft) = session.project().draft() else { return };
        match pane.at {
            Some(What::Claim(index)) => {
                let Some(carried) = draft.carried.get(index) else { return };
                let claim = session.project().claim(&carried.claim);
                let here = claim.filter(|claim| claim.anchor.holds(draft)).map(|claim| claim.anchor.start);
                let near = here.or(carried.elsewhere.first().map(|place| place.start));
                self.selected = claim.map(|claim| claim.id.clone());
                near.into_iter().for_each(|byte| self.article.reveal(byte));
            }
            Some(What::Sentence(index)) => {
                self.selected = None;
                if let Some(sentence) = session.coverage().sentences().get(index) {
                    self.article.reveal(sentence.place.start);
                }
            }
            None => {}
        }
    }

    /// Carries out a decision on the item that is looked at, and goes on to the next that waits.
    pub(in crate::ui) fn decide_item(&mut self, decision: Decision) {
        let (Some(session), Some(pane)) = (&self.session, &mut self.review) else { return };
        let Some(item) = pane.item(session) else { return };
        let request = match item.what {
            What::Claim(index) => on_claim(session, index, decision, self.article.selection.range()),
            What::Sentence(index) => {
                session.coverage().sentences().get(index).and_then(|found| on_sentence(session, found, decision))
            }
        };
        let Some(request) = request else {
            if decision == Decision::Place {
                self.notices.say("Select the words of the claim in the article, then press G");
            }
            return;
        };
        self.ask(vec![request]);
        self.go_on_reviewing(item.what);
    }

    /// Goes on to the next item when this one no longer waits.
    pub(in crate::ui) fn go_on_reviewing(&mut self, was: What) {
        let (Some(session), Some(pane)) = (&self.session, &mut self.review) else { return };
        let is_open = pane.review(session).items.iter().any(|item| item.what == was && item.is_open);
        if !is_open && let Some(next) = pane.next(session, false) {
            self.choose_item(Some(next));
        }
    }

    /// The keys of a review, before those of the commands: those of the list while it has the focus, and the numbers of the
    /// places that fit.
    pub(in crate::ui) fn review_keys(&mut self, ctx: &Context) {
        let (Some(session), Some(pane)) = (&self.session, &mut self.review) else { return };
        if ctx.text_edit_focused() {
            return;
        }
        let candidates = pane.candidates(session);
        let in_list = ctx.memory(|memory| memory.has_focus(id()));
        let mut done = Vec::new();
        ctx.input_mut(|input| {
            input.events.retain(|event| {
                let Event::Key { key, pressed: true, modifiers, .. } = event else { return true };
                if modifiers.any() {
                    return true;
                }
                let number = NUMBERS.iter().position(|number| number == key);
                let action = match key {
                    _ if number.is_some_and(|number| number < candidates) => {
                        number.map(|number| Action::Decide(Decision::Candidate(number)))
                    }
                    Key::Enter if in_list => Some(Action::Decide(Decision::Main)),
                    Key::ArrowDown if in_list => pane.neighbour(session, false).map(|next| Action::LookAt(Some(next))),
                    Key::ArrowUp if in_list => pane.neighbour(session, true).map(|next| Action::LookAt(Some(next))),
                    _ => None,
                };
                let is_taken = action.is_some();
                done.extend(action);
                !is_taken
            });
        });
        self.actions.extend(done);
    }
}

impl ReviewPane {
    /// How many places fit for the claim that is looked at, while nobody has picked one.
    fn candidates(&mut self, session: &Session) -> usize {
        let Some(item) = self.item(session).filter(|item| item.is_open) else { return 0 };
        match (item.what, session.project().draft()) {
            (What::Claim(index), Some(draft)) => draft.carried.get(index).map_or(0, |carried| carried.elsewhere.len()),
            _ => 0,
        }
    }
}

fn on_claim(session: &Session, index: usize, decision: Decision, selected: std::ops::Range<usize>) -> Option<Request> {
    let draft = session.project().draft()?;
    let carried = draft.carried.get(index)?;
    let claim = session.project().claim(&carried.claim)?;
    let id = claim.id.clone();
    match decision {
        Decision::Main => main(session, carried, id),
        Decision::Still => claim.status.as_ref().map(|record| Request::SetStatus(id, record.status)),
        Decision::Candidate(number) => Some(Request::SetSpan(id, carried.elsewhere.get(number)?.range())),
        Decision::Place if selected.is_empty() => None,
        Decision::Place => Some(Request::SetSpan(id, crate::ui::article::select::whole_words(draft, selected))),
        Decision::Reopen => carried.seen.then_some(Request::SetSeen(id, false)),
        Decision::Nothing => None,
    }
}

fn main(session: &Session, carried: &CarriedClaim, id: ClaimId) -> Option<Request> {
    let claim = session.project().claim(&id)?;
    if carried.as_suggested && !session.project().standing(claim).corrected {
        return Some(Request::CloseAsChanged(id));
    }
    matches!(carried.outcome, Outcome::Changed | Outcome::Gone | Outcome::Unsure).then(|| Request::SetSeen(id, true))
}

fn on_sentence(session: &Session, sentence: &Sentence, decision: Decision) -> Option<Request> {
    let place: Place = sentence.place;
    match decision {
        Decision::Main => {
            let range = place.range();
            let words = session.project().draft()?.text.get(range.clone())?;
            Some(Request::AddClaim { range, kind: kind::guess(words), risk: Risk::Normal })
        }
        Decision::Nothing => Some(Request::SetRead { places: vec![place], read: true }),
        Decision::Reopen => Some(Request::SetRead { places: vec![place], read: false }),
        Decision::Still | Decision::Candidate(_) | Decision::Place => None,
    }
}
