//! `tickmark report`: the project as a file to hand on.

use super::vocabulary::words;
use super::{Context, Output};
use crate::export::{self, Edition, Format, Options};
use crate::session::{Problem, file};
use chrono::{Local, Offset};
use clap::Args;
use std::path::{Path, PathBuf};

/// Write the report: what was claimed, what was found, on what evidence, and what is still open.
///
/// The checking copy holds everything, for the archive; the checked copy holds the changes and the open questions, for
/// the editor. Who confidential sources are is left out unless asked for.
#[derive(Debug, Args)]
#[command(after_long_help = "Example:\n  tickmark report story.tickmark --edition checked-copy -o for-the-editor.html")]
pub(super) struct Report {
    /// The project file.
    project: PathBuf,
    /// Which report.
    #[arg(long, default_value = "checking-copy", value_parser = words(Edition::ALL, Edition::key))]
    edition: Edition,
    /// The format; otherwise by the ending of FILE, or HTML.
    #[arg(long, value_parser = words(Format::ALL, Format::key))]
    format: Option<Format>,
    /// Say in it who confidential sources are.
    #[arg(long)]
    with_confidential: bool,
    /// The file to write; otherwise the report is printed.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Report {
    pub(super) fn run(self, context: &Context) -> Result<Output, Problem> {
        let session = context.open(&self.project)?;
        let options = Options {
            edition: self.edition,
            with_confidential: self.with_confidential,
            made: context.now,
            offset: context.now.with_timezone(&Local).offset().fix(),
        };
        let format = self.format.or_else(|| by_ending(self.output.as_deref()?)).unwrap_or(Format::Html);
        let bytes = export::export(session.project(), &options, format);
        let Some(path) = self.output else { return Ok(Output::bytes(bytes)) };
        if file::is_same(&path, &self.project) {
            return Err(Problem::new(
                "the report cannot take the place of its own project",
                "choose another name with -o",
            ));
        }
        file::write(&path, &bytes)?;
        Ok(Output::text(format!("{}: {}", path.display(), self.edition)))
    }
}

fn by_ending(path: &Path) -> Option<Format> {
    match path.extension()?.to_str()?.to_lowercase().as_str() {
        "html" | "htm" => Some(Format::Html),
        "md" | "markdown" => Some(Format::Markdown),
        "csv" => Some(Format::Csv),
        _ => None,
    }
}
