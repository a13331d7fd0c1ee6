//! Tickmark, a desktop fact-checking desk: the article next to a checklist of its claims.
//!
//! - [`model`]: what a fact check is.
//! - [`export`]: the project as a report, with what is confidential left out: one tree, several formats.

pub mod export;
pub mod model;
