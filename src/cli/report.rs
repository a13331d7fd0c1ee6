//! `tickmark report`: the project as a file to hand on.

use super::output::warn;
use super::vocabulary::words;
use super::{Context, Output};
use crate::export::{CitationStyle, Edition, Format, Options};
use crate::session::Problem;
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
    /// The style that sources are cited in.
    #[arg(long, default_value = "plain", value_name = "STYLE", value_parser = words(CitationStyle::ALL, CitationStyle::key))]
    citations: CitationStyle,
    /// Say in the checking copy everything that was done, in order.
    #[arg(long)]
    audit_trail: bool,
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
            audit_trail: self.audit_trail,
            citations: self.citations,
            ..Options::new(context.now, context.now.with_timezone(&Local).offset().fix())
        };
        let format = self.format.or_else(|| by_ending(self.output.as_deref()?)).unwrap_or(Format::Html);
        let order = session.export_order(options, format);
        let Some(path) = self.output else {
            let exported = order.make(&mut |_| true)?;
            warn(exported.notices.iter().map(String::as_str));
            return Ok(Output::bytes(exported.bytes));
        };
        let written = order.write(&path, &mut |_| true)?;
        warn(written.notices.iter().map(String::as_str));
        Ok(Output::text(format!("{}: {}", path.display(), self.edition)))
    }
}

fn by_ending(path: &Path) -> Option<Format> {
    Format::by_ending(path.extension()?.to_str()?)
}
