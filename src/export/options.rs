//! What a person chooses about an export.

use super::{House, Look};
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
        /// The flagged claims only, for legal.
        Legal = "legal", "legal copy";
        /// What each person must confirm, for the checker who calls.
        CallSheet = "call-sheet", "call sheet";
    }
}

impl Edition {
    /// What is in it, in a sentence.
    pub fn says(self) -> &'static str {
        match self {
            Self::CheckingCopy => "Everything, for the archive.",
            Self::CheckedCopy => "The changes and the open questions, for the editor.",
            Self::Legal => "The flagged claims with all that was found about them, for legal.",
            Self::CallSheet => "What each person must confirm, without quotations, to tick off on the telephone.",
        }
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
        /// The Word file that the article came in, with comments and tracked changes.
        DocxMarkup = "docx-markup", "Word, marked-up";
        /// The whole report as JSON of our own, described by a JSON Schema.
        Json = "json", "JSON";
        /// The claims as annotations of the article, by the W3C.
        WebAnnotation = "web-annotation", "Web Annotation";
        /// The sources as CSL-JSON, for citation processors and reference managers.
        CslJson = "csl-json", "CSL-JSON";
        /// The sources as BibTeX.
        Bibtex = "bibtex", "BibTeX";
        /// The sources as RIS, for reference managers.
        Ris = "ris", "RIS";
        /// What others said, and what became of it, for search engines (schema.org).
        ClaimReview = "claim-review", "ClaimReview";
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
            Self::DocxMarkup => "docx",
            Self::Json | Self::CslJson | Self::ClaimReview => "json",
            Self::WebAnnotation => "jsonld",
            Self::Bibtex => "bib",
            Self::Ris => "ris",
        }
    }

    /// What a file of it is good for, in a sentence.
    pub fn says(self) -> &'static str {
        match self {
            Self::Html => "One page for any browser. It prints well, and needs no other file.",
            Self::Markdown => "Plain text with headings, for a wiki or a text editor.",
            Self::Csv => "A row for each claim, for any spreadsheet.",
            Self::Docx => "A Word document to edit and to send; contents, headings and links are Word’s own.",
            Self::Pdf => "Pages to file, to send and to print; made for screen readers and archives too.",
            Self::Xlsx => "A workbook for Excel or LibreOffice: claims, sources and lists, a sheet each.",
            Self::DocxMarkup => {
                "The writer’s own Word file, with a comment on each claim and your changes tracked. Replies can be read back."
            }
            Self::Json => "Everything, for programs; `tickmark schema` says what is in it.",
            Self::WebAnnotation => "The claims as annotations of the article, by the W3C.",
            Self::CslJson => "The sources, for citation processors and reference managers.",
            Self::Bibtex => "The sources, for LaTeX and reference managers.",
            Self::Ris => "The sources, for reference managers.",
            Self::ClaimReview => "What others said and what became of it, for search engines.",
        }
    }

    /// What of a file of it is shown before it is written.
    pub(super) fn look(self) -> Look {
        match self {
            Self::Html | Self::Pdf | Self::Docx => Look::Page,
            Self::DocxMarkup => Look::Margin,
            Self::Csv | Self::Xlsx => Look::Table,
            _ => Look::Text,
        }
    }

    /// True when it comes in editions; others hold what their format is made for.
    pub fn has_editions(self) -> bool {
        matches!(self, Self::Html | Self::Pdf | Self::Docx | Self::Markdown | Self::Csv | Self::Xlsx | Self::Json)
    }

    /// The edition that it comes in when this one is asked for. The writer's file holds what was chosen for it; what has no
    /// room for calls is made as for an editor, so that nothing goes round which a call sheet would not hold.
    pub fn fitting(self, edition: Edition) -> Edition {
        match edition {
            _ if self == Self::DocxMarkup => Edition::CheckingCopy,
            Edition::CallSheet if !self.has_editions() => Edition::CheckedCopy,
            edition => edition,
        }
    }

    /// True when its files are text, which can be shown as it is.
    pub fn is_text(self) -> bool {
        !matches!(self, Self::Pdf | Self::Docx | Self::Xlsx | Self::DocxMarkup)
    }

    /// What of a report is in it.
    pub fn holds(self) -> Holds {
        match self {
            Self::CslJson | Self::Bibtex | Self::Ris => Holds::Sources,
            Self::ClaimReview => Holds::Reviews,
            _ => Holds::Everything,
        }
    }

    /// True when it is made from the file that the article came in.
    pub fn wants_original(self) -> bool {
        self == Self::DocxMarkup
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

/// What of a report is in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Claims with all that was written on them, and their sources.
    Everything,
    /// The sources alone.
    Sources,
    /// Claims that somebody else made, and who made them.
    Reviews,
}

words! {
    /// The style that sources are cited in.
    "style of citations"
    pub enum CitationStyle {
        /// The title, with what is known of the source beside it.
        Plain = "plain", "plain";
        /// The Chicago Manual of Style, notes and bibliography.
        Chicago = "chicago", "Chicago";
        /// The Publication Manual of the American Psychological Association.
        Apa = "apa", "APA";
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
    /// The style that sources are cited in.
    pub citations: CitationStyle,
    /// Which claims the writer’s own file gets a comment for.
    pub choice: Choice,
    /// The person whose call sheet is made; without one, everybody’s.
    pub person: Option<SourceId>,
    /// The file that the article came in, where it is at hand.
    pub original: Option<Arc<[u8]>>,
    /// The style of the house.
    pub house: Arc<House>,
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
            citations: CitationStyle::Plain,
            choice: Choice::All,
            person: None,
            original: None,
            house: Arc::default(),
        }
    }
}
