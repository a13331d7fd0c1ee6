//! Algorithms on text, pure. Positions are byte offsets on character boundaries; any offset is accepted.
//!
//! - [`words`], [`sentences`]: for selecting and moving. [`find`]: where words stand.
//! - [`kind`]: what a claim seems to state. [`numbers`]: figures by their value.
//! - [`compare`]: whether what a claim states occurs in a passage of its source. Never a verdict.

mod abbreviations;
pub mod find;
pub mod sentences;
pub mod words;
