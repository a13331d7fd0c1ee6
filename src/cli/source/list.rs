//! `tickmark source list`.

use crate::cli::json::Sources;
use crate::cli::{Context, Output};
use crate::model::Source;
use crate::session::Problem;
use clap::Args;
use std::path::PathBuf;

/// List the sources in order of arrival, confidential ones with all that is known of them.
///
/// With --json: {"sources": [{"number", "id", "type", "title", "who", "where", "when", "url", "contact", "terms",
/// "confidential", "claims", "kept": [{"sha256", "name", "bytes", "at", "from"}]}]}. "claims" is how many rest on it.
#[derive(Debug, Args)]
#[command(after_long_help = "Example:\n  tickmark source list story.tickmark --json")]
pub(in crate::cli) struct List {
    /// The project file.
    project: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl List {
    pub(super) fn run(self, context: &Context) -> Result<Output, Problem> {
        let session = context.open(&self.project)?;
        let project = session.project();
        if self.json {
            return Output::json(&Sources::of(project));
        }
        let uses = project.uses();
        let lines =
            project.sources().enumerate().map(|(index, source)| line(index + 1, source, uses.get(&source.id).copied()));
        Ok(Output::text(lines.collect::<String>()))
    }
}

/// A source on a line: number, title, what is known of it, identifier.
fn line(number: usize, source: &Source, uses: Option<usize>) -> String {
    let details = &source.details;
    let known = [&details.who, &details.place, &details.when, &details.url].map(String::as_str);
    let mut words = vec![details.kind.word().to_owned()];
    words.extend(known.iter().filter(|text| !text.is_empty()).map(ToString::to_string));
    words.extend(details.confidential.then(|| "confidential".to_owned()));
    words.push(match uses.unwrap_or_default() {
        1 => "1 claim".to_owned(),
        count => format!("{count} claims"),
    });
    format!("{number:>4} {}  {}  {}\n", details.title, words.join(" · "), source.id)
}
