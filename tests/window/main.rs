//! Journeys through the window, by keyboard and by accessible name; what came of them is read from the project.

#![cfg(feature = "window")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "the hands are test code outside of test functions")]

mod came_back;
mod check;
mod claims;
mod exporting;
mod hands;
mod history;
mod how_read;
mod importing;
mod leave;
mod notes;
mod packs;
mod reach;
#[cfg(unix)]
mod read;
mod reading;
mod recovery;
mod signing;
mod together;
mod updating;
mod versions;
