//! `tickmark schema`: what the JSON of a report holds.

use super::Output;
use clap::Args;

/// Print the JSON Schema of reports in JSON (`tickmark report --format json`).
///
/// It says what every field means, by JSON Schema 2020-12.
#[derive(Debug, Args)]
#[command(after_long_help = "Example:\n  tickmark schema > report.schema.json")]
pub(super) struct Schema {}

impl Schema {
    pub(super) fn run(self) -> Output {
        Output::bytes(crate::export::schema().into_bytes())
    }
}
