//! Why a file could not be read, and what to do about it.

use super::recognise::Foreign;
use thiserror::Error;

/// Why a file could not be read as an article.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ImportError {
    /// It has no bytes.
    #[error("the file is empty")]
    Empty,
    /// It has bytes, but no words.
    #[error("there is no text in it")]
    NoText,
    /// It is in a format of its own that this version does not read.
    #[error("this is {0}, which this version cannot read")]
    Foreign(Foreign),
    /// It is no text.
    #[error("this is not text: it holds bytes that stand for no characters")]
    Binary,
    /// More bytes than [`super::limits::FILE_BYTES`].
    #[error("the file is too large: {} MB, and the limit is {} MB", .0 / 1_048_576, super::limits::FILE_BYTES / 1_048_576)]
    TooLarge(usize),
    /// More characters than [`super::limits::CHARACTERS`].
    #[error("the text is too long: {0} characters, and the limit is {limit}", limit = super::limits::CHARACTERS)]
    TooLong(usize),
    /// More blocks than [`super::limits::BLOCKS`].
    #[error("the text has too many paragraphs: {0}, and the limit is {limit}", limit = super::limits::BLOCKS)]
    TooManyBlocks(usize),
    /// Elements nested deeper than [`super::limits::DEPTH`].
    #[error("the page is nested more than {} elements deep", super::limits::DEPTH)]
    TooDeep,
    /// A tag with more attributes than [`super::limits::ATTRIBUTES`].
    #[error("a tag of the page has more than {} attributes", super::limits::ATTRIBUTES)]
    TooManyAttributes,
    /// No encoding has this label.
    #[error("there is no character encoding called “{0}”")]
    UnknownEncoding(String),
}

impl ImportError {
    /// What to do about it: one sentence.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Empty => "Check that the file was saved or downloaded completely.",
            Self::NoText => "Open the article where you got it, copy its text and paste it here.",
            Self::Foreign(foreign) => foreign.hint(),
            Self::Binary => "Open the file in the program that made it and save it as plain text (UTF-8).",
            Self::TooLarge(_) | Self::TooLong(_) | Self::TooManyBlocks(_) => {
                "Split it, for example by chapter, and open the parts one by one."
            }
            Self::TooDeep | Self::TooManyAttributes => {
                "Open the page in a browser, copy the article and paste it here."
            }
            Self::UnknownEncoding(_) => "Name it as web pages do: utf-8, windows-1252, euc-kr, shift_jis, gbk, big5…",
        }
    }
}
