//! The report: from a project to the bytes of a file. Pure; the clock and the time zone are passed in.
//!
//! - [`redact`]: the project without what confidential sources must not have told.
//! - [`report`]: the one tree. It is made from a redacted project and from nothing else.
//! - one module per format, which sees the tree only.

#[cfg(test)]
mod canary;
/// Appends formatted text to a `String`, which cannot fail.
macro_rules! put {
    ($out:expr, $($arg:tt)*) => {{
        let _ = std::fmt::Write::write_fmt($out, format_args!($($arg)*));
    }};
}

mod clean;
mod csv;
#[cfg(test)]
mod hostile;
mod html;
mod link;
mod markdown;
pub mod redact;
pub mod report;
mod scrub;
#[cfg(test)]
mod testing;

pub use self::csv::COLUMNS as CSV_COLUMNS;

use crate::model::Project;
use crate::model::words::words;
use chrono::{DateTime, FixedOffset, Utc};
use redact::Redacted;
use report::Report;

words! {
    /// Which report is made.
    "edition"
    pub enum Edition {
        /// Everything, for the archive.
        CheckingCopy = "checking-copy", "checking copy";
        /// The changes and the open questions only, for the editor.
        CheckedCopy = "checked-copy", "checked copy";
    }
}

words! {
    /// The format a report is written in.
    "format"
    pub enum Format {
        /// One HTML file that needs no other and can be printed.
        Html = "html", "HTML";
        /// Markdown (CommonMark with tables).
        Markdown = "md", "Markdown";
        /// Comma-separated values, one row per claim.
        Csv = "csv", "CSV";
    }
}

/// How a report is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Which report.
    pub edition: Edition,
    /// Names, contacts and everything else that tells who a confidential source is are in it. False unless a person
    /// asked for them in this export.
    pub with_confidential: bool,
    /// When it is made.
    pub made: DateTime<Utc>,
    /// The reader's offset from UTC, in which times are shown.
    pub offset: FixedOffset,
}

/// The report as the bytes of a file, UTF-8 in every format.
pub fn export(project: &Project, options: &Options, format: Format) -> Vec<u8> {
    let redacted = Redacted::new(project, options.with_confidential);
    let report = Report::new(&redacted, options);
    match format {
        Format::Html => html::render(&report),
        Format::Markdown => markdown::render(&report).into_bytes(),
        Format::Csv => csv::render(&report),
    }
}

/// A quote in one line, short enough for a list; cut between words where they are of a usual length.
fn brief(quote: &str) -> String {
    let line = clean::one_line(quote);
    let Some((cut, _)) = line.char_indices().nth(72) else { return line };
    let words = line[..cut].rfind(' ').filter(|space| *space > cut / 2).unwrap_or(cut);
    format!("{}…", &line[..words])
}
