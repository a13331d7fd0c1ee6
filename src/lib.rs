//! Tickmark, a desktop fact-checking desk: the article next to a checklist of its claims.

pub mod model;
