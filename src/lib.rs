//! Tickmark, a desktop fact-checking desk: the article next to a checklist of its claims.
//!
//! The modules in order of dependency:
//!
//! - [`model`]: what a fact check is. Pure values.
//! - [`text`]: algorithms on text, pure: words, sentences, the kind of a claim, finding and comparing.
//! - [`import`]: the bytes of a file → the article in it, with a sentence for everything left out or unsure.

pub mod import;
pub mod model;
pub mod text;
