//! Arguments that take a word of a closed vocabulary.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::str::FromStr;

/// Takes one of these words by its key. The keys are listed in the help and offered by completions.
pub(super) fn words<T>(all: &'static [T], key: fn(T) -> &'static str) -> impl TypedValueParser<Value = T>
where
    T: Copy + FromStr<Err = crate::model::UnknownWord> + Send + Sync + 'static,
{
    PossibleValuesParser::new(all.iter().map(|member| key(*member))).try_map(|word| word.parse::<T>())
}
