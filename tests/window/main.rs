//! Journeys through the window, by keyboard and by accessible name; what came of them is read from the project.

#![cfg(feature = "window")]

mod check;
mod claims;
mod hands;
mod leave;
mod reach;
