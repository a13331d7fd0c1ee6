//! The report: from a project to the bytes of a file. Pure; the clock and the time zone are passed in.
//!
//! - [`options`]: what a person chooses about an export.
//! - [`house`]: the style of the house it is for.
//! - [`redact`]: the project without what confidential sources must not have told.
//! - [`report`]: the one tree. It is made from a redacted project and from nothing else.
//! - [`preview`]: how a file begins, for whoever is about to write it.
//! - [`flow`]: the tree as it is set on pages, for the formats that have pages.
//! - one module per format, which sees the tree only.

#[cfg(test)]
mod canary;
/// Appends formatted text to a `String`, which cannot fail.
macro_rules! put {
    ($out:expr, $($arg:tt)*) => {{
        let _ = std::fmt::Write::write_fmt($out, format_args!($($arg)*));
    }};
}

mod annotation;
mod cite;
mod claim_review;
mod clean;
mod csv;
mod docx;
pub mod flow;
#[cfg(test)]
pub(crate) mod hostile;
mod house;
mod html;
mod json;
mod link;
mod markdown;
mod markup;
mod options;
mod pdf;
mod places;
mod preview;
pub mod redact;
pub mod report;
mod scrub;
mod sources;
#[cfg(test)]
pub(crate) mod testing;
mod xlsx;

pub use self::csv::{CALL_COLUMNS as CSV_CALL_COLUMNS, COLUMNS as CSV_COLUMNS};
pub use docx::article as docx_of_article;

#[cfg(test)]
use house::PIXEL;
pub use house::{House, Logo, LogoError, LogoKind, PageSize, Rgb, Term, is_readable};
pub use json::schema;
pub use options::{Choice, CitationStyle, Edition, Format, Holds, Options};
pub use preview::{Line, Look, Preview, PreviewBody};

use crate::import::ImportError;
use crate::model::Project;
use flow::Flow;
use redact::Redacted;
use report::Report;
use thiserror::Error;

/// What an export came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// The file.
    pub bytes: Vec<u8>,
    /// What a person has to know about it, a sentence each: what could not be placed, shown or said in this format.
    pub notices: Vec<String>,
}

/// Why nothing was exported.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ExportError {
    /// It was stopped.
    #[error("the export was stopped")]
    Stopped,
    /// There is no article.
    #[error("the project has no article")]
    NoArticle,
    /// The file that the article came in is not at hand.
    #[error("the Word file that the article came in is not kept with the project")]
    NoOriginal,
    /// The file that the article came in cannot be read any more.
    #[error("the file that the article came in could not be read: {0}")]
    Original(#[from] ImportError),
    /// The library that makes files of this format refused.
    #[error("the {0} file could not be made: {1}")]
    Refused(Format, String),
}

impl ExportError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Stopped => "start it again",
            Self::NoArticle => "bring an article in first",
            Self::NoOriginal => "put the folder with the kept files beside the project, or export another format",
            Self::Original(error) => error.hint(),
            Self::Refused(..) => "choose another format",
        }
    }
}

/// The project in a format. `watch` hears how far it is, from 0 to 1, and says whether to go on.
///
/// # Errors
/// When it was stopped.
pub fn export(
    project: &Project,
    options: &Options,
    format: Format,
    watch: &mut dyn FnMut(f32) -> bool,
) -> Result<Exported, ExportError> {
    let fitting = Options { edition: format.fitting(options.edition), ..options.clone() };
    let options = &fitting;
    let redacted = Redacted::new(project, options.with_confidential);
    let report = Report::new(&redacted, options);
    if !watch(0.2) {
        return Err(ExportError::Stopped);
    }
    let plain = |bytes: Vec<u8>| Ok(Exported { bytes, notices: Vec::new() });
    match format {
        Format::Html => plain(html::render(&report)),
        Format::Pdf => pdf::render(&Flow::new(&report), options, &mut |part| watch(0.2 + 0.8 * part)),
        Format::Docx => docx::render(&Flow::new(&report), options),
        Format::Markdown => plain(markdown::render(&report).into_bytes()),
        Format::Csv => plain(csv::render(&report)),
        Format::Xlsx => xlsx::render(&report, options),
        Format::DocxMarkup => markup::render(&redacted, &report, options, watch),
        Format::Json => plain(json::render(&report, options)),
        Format::WebAnnotation => Ok(annotation::render(&report)),
        Format::CslJson => plain(sources::csl::render(&report)),
        Format::Bibtex => plain(sources::bibtex::render(&report)),
        Format::Ris => plain(sources::ris::render(&report)),
        Format::ClaimReview => Ok(claim_review::render(&report)),
    }
}

/// A quote in one line, short enough for a list; cut between words where they are of a usual length.
fn brief(quote: &str) -> String {
    let line = clean::one_line(quote);
    let Some((cut, _)) = line.char_indices().nth(72) else { return line };
    let words = line[..cut].rfind(' ').filter(|space| *space > cut / 2).unwrap_or(cut);
    format!("{}…", &line[..words])
}
