//! The report: from a project to the bytes of a file. Pure; the clock and the time zone are passed in.

use crate::model::Project;
use crate::model::words::words;
use chrono::{DateTime, FixedOffset, Utc};

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

/// The report as the bytes of a file.
pub fn export(project: &Project, options: &Options, format: Format) -> Vec<u8> {
    let _ = (project, options, format);
    Vec::new()
}
