//! Long work: on a thread of its own, with progress in words, a way to stop it, and a result that arrives once.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long a job may run before it is worth showing.
pub const SHOWN_AFTER: Duration = Duration::from_millis(300);

/// What a job has to say for itself, shared with the thread that does it.
#[derive(Clone, Default)]
pub struct Reporter {
    stop: Arc<AtomicBool>,
    words: Arc<Mutex<String>>,
}

impl Reporter {
    /// True when the person asked to stop; the job then ends as soon as it can.
    pub fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Waits this long, or until the person asks to stop; true in that case.
    pub fn pause(&self, time: Duration) -> bool {
        const SLICE: Duration = Duration::from_millis(50);
        let end = Instant::now() + time;
        while !self.stopped() && Instant::now() < end {
            std::thread::sleep(SLICE.min(end.saturating_duration_since(Instant::now())));
        }
        self.stopped()
    }

    /// Says how far it is.
    pub fn say(&self, words: impl Into<String>) {
        *self.words.lock().unwrap_or_else(PoisonError::into_inner) = words.into();
    }
}

/// Lets go of something large on a thread of its own.
pub fn let_go<T: Send + 'static>(large: T) {
    drop(std::thread::spawn(move || drop(large)));
}

/// A job under way.
pub struct Job<T> {
    what: String,
    since: Instant,
    reporter: Reporter,
    result: Receiver<Option<T>>,
}

/// What a job has come to.
pub enum Outcome<T> {
    /// It goes on.
    Running,
    /// It is done.
    Done(T),
    /// It broke, or was stopped before it had a result.
    Lost,
}

impl<T: Send + 'static> Job<T> {
    /// Starts work that is named for people (“Reading story.html”). `wake` is called when the result is there.
    pub fn start(
        what: impl Into<String>,
        wake: impl Fn() + Send + 'static,
        work: impl FnOnce(&Reporter) -> T + Send + 'static,
    ) -> Self {
        let reporter = Reporter::default();
        let (sender, result) = channel();
        let inside = reporter.clone();
        std::thread::spawn(move || {
            let done = catch_unwind(AssertUnwindSafe(|| work(&inside))).ok();
            // Nobody listens any more when the window has closed.
            let _ = sender.send(done);
            wake();
        });
        Self { what: what.into(), since: Instant::now(), reporter, result }
    }

    /// The result, once it is there.
    pub fn poll(&self) -> Outcome<T> {
        match self.result.try_recv() {
            Ok(Some(result)) => Outcome::Done(result),
            Ok(None) | Err(TryRecvError::Disconnected) => Outcome::Lost,
            Err(TryRecvError::Empty) => Outcome::Running,
        }
    }

    /// Asks it to stop.
    pub fn stop(&self) {
        self.reporter.stop.store(true, Ordering::Relaxed);
    }

    /// What it does and how far it is, once it has run long enough to be worth showing.
    pub fn shown(&self) -> Option<String> {
        let words = self.reporter.words.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let text = if words.is_empty() { format!("{}…", self.what) } else { format!("{}: {words}", self.what) };
        (self.since.elapsed() >= SHOWN_AFTER).then_some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finish<T: Send + 'static>(job: &Job<T>) -> Option<T> {
        loop {
            match job.poll() {
                Outcome::Running => std::thread::yield_now(),
                Outcome::Done(result) => return Some(result),
                Outcome::Lost => return None,
            }
        }
    }

    #[test]
    fn brings_its_result_and_wakes_the_window() {
        let (sender, woken) = channel();
        let job = Job::start("Counting", move || _ = sender.send(()), |_| 6 * 7);
        assert_eq!(finish(&job), Some(42));
        assert_eq!(woken.recv(), Ok(()));
    }

    #[test]
    fn a_job_that_breaks_is_lost_and_nothing_else() {
        std::panic::set_hook(Box::new(|_| {}));
        let job: Job<u8> = Job::start("Breaking", || (), |_| panic!("on purpose"));
        assert_eq!(finish(&job), None);
    }

    #[test]
    fn a_job_hears_that_it_should_stop() {
        let job = Job::start(
            "Waiting",
            || (),
            |reporter| {
                while !reporter.stopped() {
                    std::thread::yield_now();
                }
                "stopped"
            },
        );
        job.stop();
        assert_eq!(finish(&job), Some("stopped"));
    }
}
