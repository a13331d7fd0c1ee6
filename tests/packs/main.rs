//! Packs: what goes in comes out, and what a stranger put in does no harm.
//!
//! `TICKMARK_GATES=full cargo test --test packs` tries 200,000 mutated packs instead of 2,000.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod commands;
mod confidential;
mod hostile;
mod mutated;
mod raw;
mod round;

/// How many rounds to go.
fn rounds(short: usize, full: usize) -> usize {
    if std::env::var("TICKMARK_GATES").is_ok_and(|gates| gates == "full") { full } else { short }
}
