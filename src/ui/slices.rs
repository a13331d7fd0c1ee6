//! Many steps at one go, a few in each frame, so that the window never waits: taking all notes of the writer, and taking
//! that back.

use super::action::Action;
use super::desk::Desk;
use super::dialog::Dialog;
use crate::model::EntryId;
use crate::session::Problem;
use crate::session::offers::Taken;
use crate::text::offers::Offer;
use chrono::Utc;
use egui::Context;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long the steps of one frame should take at most. What is derived from them takes its time too.
const BUDGET: Duration = Duration::from_millis(4);

/// How many steps a frame takes at first, at least, and at most.
const SIZES: (usize, usize, usize) = (16, 2, 256);

/// What is under way.
#[derive(Debug)]
enum Work {
    /// Offers of this draft are made claims.
    Take { draft: Option<u32>, offers: Vec<Offer>, next: usize, steps: Vec<EntryId> },
    /// Steps are taken back, the last one first; so many are left.
    Undo { steps: Arc<[EntryId]>, left: usize, undone: usize },
}

/// The steps that are under way, if any.
#[derive(Debug, Default)]
pub(super) struct Slices {
    work: Option<Work>,
    size: usize,
    began: Option<Instant>,
    stopped: bool,
}

impl Slices {
    fn begin(&mut self, work: Work) {
        *self = Self { work: Some(work), size: SIZES.0, began: Some(Instant::now()), stopped: false };
    }

    /// True when nothing is under way.
    pub(super) fn is_idle(&self) -> bool {
        self.work.is_none()
    }

    /// Ends with the steps that are done.
    pub(super) fn stop(&mut self) {
        self.stopped = true;
    }

    /// What is under way, in words, once that takes long enough to be worth showing.
    pub(super) fn shown(&self) -> Option<String> {
        self.began.filter(|began| began.elapsed() >= crate::job::SHOWN_AFTER)?;
        match self.work.as_ref()? {
            Work::Take { offers, next, .. } => Some(format!("Taking the writer’s notes: {next} of {}", offers.len())),
            Work::Undo { steps, left, .. } => {
                Some(format!("Taking claims back: {} of {}", steps.len() - left, steps.len()))
            }
        }
    }

    /// Takes fewer or more steps in the next frame, by how long those of this one took.
    fn adapt(&mut self, took: Duration) {
        if took > BUDGET {
            self.size = (self.size / 2).max(SIZES.1);
        } else if took * 2 < BUDGET {
            self.size = (self.size * 2).min(SIZES.2);
        }
    }
}

impl Desk {
    /// Makes a claim of one offer.
    pub(super) fn take_offer(&mut self, place: usize) {
        let Some(session) = &mut self.session else { return };
        let Some(offer) = session.offers().get(place).cloned() else { return };
        if let Err(problem) = session.take_offers(&[offer], Utc::now()) {
            self.notices.problem(&problem);
        }
    }

    /// Begins to make claims of all offers that are none yet.
    pub(super) fn take_all(&mut self) {
        let Some(session) = self.session.as_ref().filter(|_| self.slices.is_idle()) else { return };
        let offers: Vec<Offer> = session.offers().iter().filter(|offer| !offer.is_taken).cloned().collect();
        let draft = session.project().draft().map(|draft| draft.number);
        self.slices.begin(Work::Take { draft, offers, next: 0, steps: Vec::new() });
    }

    /// Begins to take back what [`Desk::take_all`] did.
    pub(super) fn undo_taken(&mut self, steps: Arc<[EntryId]>) {
        self.keep_typed();
        if self.slices.is_idle() {
            let left = steps.len();
            self.slices.begin(Work::Undo { steps, left, undone: 0 });
        }
    }

    /// Goes on with what is under way.
    pub(super) fn carry_on(&mut self, ctx: &Context) {
        let Some(mut work) = self.slices.work.take() else { return };
        let began = Instant::now();
        let result = if self.slices.stopped { Ok(true) } else { self.slice(&mut work) };
        self.slices.adapt(began.elapsed());
        match result {
            Ok(false) => {
                self.slices.work = Some(work);
                ctx.request_repaint();
            }
            Ok(true) => self.after_slices(ctx, work),
            Err(problem) => {
                self.notices.problem(&problem);
                self.after_slices(ctx, work);
            }
        }
    }

    /// Does some steps; true when that was all.
    fn slice(&mut self, work: &mut Work) -> Result<bool, Problem> {
        let (size, now) = (self.slices.size, Utc::now());
        let Some(session) = &mut self.session else { return Ok(true) };
        match work {
            Work::Take { draft, offers, next, steps } => {
                let is_same = session.project().draft().map(|draft| draft.number) == *draft;
                let end = (*next + size).min(offers.len());
                let some = offers.get(*next..end).filter(|some| is_same && !some.is_empty());
                let Some(some) = some else { return Ok(true) };
                let Taken { steps: done, .. } = session.take_some_offers(some, now)?;
                steps.extend(done);
                *next = end;
                Ok(end == offers.len())
            }
            Work::Undo { steps, left, undone } => {
                let start = left.saturating_sub(size);
                *undone += session.undo_some_steps(steps.get(start..*left).unwrap_or_default(), now)?;
                *left = start;
                Ok(start == 0)
            }
        }
    }

    /// Says what was done, and offers to take it back.
    fn after_slices(&mut self, ctx: &Context, work: Work) {
        if let Some(session) = &mut self.session {
            session.catch_up();
        }
        self.forget_deleted();
        self.list.reveal();
        match work {
            Work::Take { steps, .. } => {
                if matches!(self.dialog, Some(Dialog::Notes(_))) {
                    self.close_dialog(ctx);
                }
                let (what, does) = match steps.len() {
                    0 => return,
                    1 => ("1 note from the writer is a claim now".to_owned(), "Undo it".to_owned()),
                    count => (format!("{count} notes from the writer are claims now"), format!("Undo all {count}")),
                };
                self.notices.offer(what, &does, Action::UndoTaken(steps.into()));
            }
            Work::Undo { undone, steps, .. } => self.notices.say(match (undone, steps.len() - undone) {
                (undone, 0) => format!("{undone} claims taken back"),
                (undone, kept) => format!("{undone} claims taken back; {kept} had been worked on and stay"),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_of_a_frame_follow_how_long_they_take() {
        let mut slices = Slices { size: SIZES.0, ..Slices::default() };
        (0..20).for_each(|_| slices.adapt(Duration::from_millis(1)));
        assert_eq!(slices.size, SIZES.2);
        slices.adapt(Duration::from_millis(3));
        assert_eq!(slices.size, SIZES.2);
        slices.adapt(Duration::from_millis(9));
        assert_eq!(slices.size, SIZES.2 / 2);
        (0..20).for_each(|_| slices.adapt(Duration::from_secs(1)));
        assert_eq!(slices.size, SIZES.1);
    }
}
