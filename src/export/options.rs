//! What a person chooses about an export.

use crate::model::SourceId;
use crate::model::words::words;
use chrono::{DateTime, FixedOffset, Utc};
use std::sync::Arc;

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
        /// PDF, tagged and fit for an archive.
        Pdf = "pdf", "PDF";
        /// A Word document, made to be worked on.
        Docx = "docx", "Word";
        /// Markdown (CommonMark with tables).
        Markdown = "md", "Markdown";
        /// Comma-separated values, one row per claim.
        Csv = "csv", "CSV";
        /// An Excel workbook: the claims, sources and lists of the report, a sheet each.
        Xlsx = "xlsx", "Excel";
    }
}

impl Format {
    /// What the names of its files end in, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Markdown => "md",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    /// True when it is made from the file that the article came in.
    pub fn wants_original(self) -> bool {
        false
    }

    /// The format that a file of this ending is in, small letters or not.
    pub fn by_ending(ending: &str) -> Option<Self> {
        let ending = match ending.to_lowercase().as_str() {
            "htm" => "html".to_owned(),
            "markdown" => "md".to_owned(),
            ending => ending.to_owned(),
        };
        Self::ALL.iter().copied().find(|format| format.ending() == ending)
    }
}

words! {
    /// Which claims the writer’s own file gets a comment for.
    "choice of claims"
    pub enum Choice {
        /// Every claim.
        All = "all", "all claims";
        /// Those that have something left to do.
        Open = "open", "open claims";
        /// Those with a suggested change.
        Changes = "changes", "changes only";
    }
}

/// How an export is made.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// The checking copy says everything that was done, in order.
    pub audit_trail: bool,
    /// SHA-256 of the project file that it is made from, 64 hexadecimal digits; empty when the project is in no file, or
    /// has changed since.
    pub project_sha256: String,
    /// Which claims the writer’s own file gets a comment for.
    pub choice: Choice,
    /// The person whose call sheet is made; without one, everybody’s.
    pub person: Option<SourceId>,
    /// The file that the article came in, where it is at hand.
    pub original: Option<Arc<[u8]>>,
}

impl Options {
    /// A checking copy with the audit trail, made at this time, as most people want it.
    pub fn new(made: DateTime<Utc>, offset: FixedOffset) -> Self {
        Self {
            edition: Edition::CheckingCopy,
            with_confidential: false,
            made,
            offset,
            audit_trail: true,
            project_sha256: String::new(),
            choice: Choice::All,
            person: None,
            original: None,
        }
    }
}
