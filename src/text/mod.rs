//! Algorithms on text, pure. Positions are byte offsets on character boundaries; any offset is accepted.
//!
//! - [`words`], [`sentences`]: for selecting and moving. [`find`]: where words stand.
//! - [`dates`], [`numbers`]: dates as they are printed, and figures by their value.
//! - [`names`]: runs of capitalised words. [`kind`]: what a claim seems to state.
//! - [`quotations`]: what stands between quotation marks.
//! - [`offers`]: what the comments and notes of a writer offer as claims. [`reference`]: what such a note refers to.
//! - [`coverage`]: which sentences hold a claim, were read, or neither.
//! - [`bibliography`]: a source as bibliographies describe it.
//! - [`relocate`]: what became of claims in a new draft.
//! - [`compare`]: whether what a claim states occurs in a passage of its source. Never a verdict.

mod abbreviations;
mod alike;
pub mod bibliography;
pub mod compare;
pub mod coverage;
pub mod dates;
pub mod find;
pub mod kind;
pub mod names;
pub mod numbers;
pub mod offers;
pub mod quotations;
pub mod reference;
pub mod relocate;
pub mod replies;
pub mod sentences;
mod units;
pub mod words;

#[cfg(test)]
mod tests;
