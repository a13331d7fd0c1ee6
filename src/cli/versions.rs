//! `tickmark versions`: the story as it was, listed, or one of its versions written as a new file.

use super::{Context, Output};
use crate::session::versions::{self, Version};
use crate::session::{Problem, file};
use chrono::{DateTime, Local, Utc};
use clap::Args;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// List the versions of a story that this machine has kept, or write one of them as a new file.
///
/// Every project file that Tickmark changes or saves here is kept, in a private folder of the account: the last ten
/// versions, and the newest of each day for thirty days. A project file that is damaged or gone is found by its path.
/// With --json: {"versions": [{"number", "at", "bytes", "claims", "open", "path"}]}, the newest first; "claims" and
/// "open" are absent for a version that cannot be read.
#[derive(Debug, Args)]
#[command(after_long_help = "Example:\n  tickmark versions story.tickmark --restore 2 -o tuesday.tickmark")]
pub(super) struct Versions {
    /// The project file.
    project: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// Write the version with this number in the list.
    #[arg(long, value_name = "NUMBER", requires = "output", conflicts_with = "json")]
    restore: Option<usize>,
    /// The new file; never one that is there already.
    #[arg(short, long, value_name = "NEW", requires = "restore")]
    output: Option<PathBuf>,
}

#[derive(Serialize)]
struct List<'a> {
    versions: Vec<Shape<'a>>,
}

#[derive(Serialize)]
struct Shape<'a> {
    number: usize,
    at: DateTime<Utc>,
    bytes: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    claims: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    open: Option<usize>,
    path: &'a Path,
}

impl Versions {
    pub(super) fn run(self, context: &Context) -> Result<Output, Problem> {
        let state = file::state_folder().unwrap_or_default();
        let story = match context.open(&self.project) {
            Ok(session) => session.story(),
            Err(problem) => versions::story_at(&state, &self.project).ok_or(problem)?,
        };
        let versions = versions::list(&state, &story);
        match (self.restore, self.output) {
            (Some(number), Some(output)) => {
                let version = number.checked_sub(1).and_then(|place| versions.get(place));
                let version = version.ok_or_else(|| no_such(number, versions.len()))?;
                versions::restore(version, Some(&self.project), &output)?;
                Ok(Output::text(format!("{}: {}", output.display(), in_words(version))))
            }
            _ if self.json => {
                let shapes = versions.iter().enumerate().map(|(place, version)| shape(place + 1, version));
                Output::json(&List { versions: shapes.collect() })
            }
            _ if versions.is_empty() => Ok(Output::text("no version of this story has been kept on this machine yet")),
            _ => Ok(Output::text(lines(&versions))),
        }
    }
}

fn no_such(number: usize, count: usize) -> Problem {
    let what = format!("there is no version {number} of this story, of which {count} are kept");
    Problem::new(what, "`tickmark versions PROJECT` lists them with their numbers")
}

fn shape(number: usize, version: &Version) -> Shape<'_> {
    Shape {
        number,
        at: version.at(),
        bytes: version.bytes(),
        claims: version.claims.map(|(claims, _)| claims),
        open: version.claims.map(|(_, open)| open),
        path: version.path(),
    }
}

fn lines(versions: &[Version]) -> String {
    let line = |(place, version)| format!("{:>4}  {}\n", place + 1, in_words(version));
    versions.iter().enumerate().map(line).collect()
}

fn in_words(version: &Version) -> String {
    let at = version.at().with_timezone(&Local).format("%Y-%m-%d %H:%M:%S");
    let kilobytes = version.bytes().div_ceil(1000);
    let claims = match version.claims {
        Some((1, open)) => format!("1 claim, {open} open"),
        Some((claims, open)) => format!("{claims} claims, {open} open"),
        None => "cannot be read".to_owned(),
    };
    format!("{at}  {kilobytes} kB  {claims}")
}
