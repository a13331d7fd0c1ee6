//! Why a file could not be read, and what to do about it.

use super::recognise::Foreign;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why a file could not be read as an article.
#[derive(Clone, Debug, Error, PartialEq, Eq, Serialize, Deserialize)]
pub enum ImportError {
    /// It has no bytes.
    #[error("the file is empty")]
    Empty,
    /// It has bytes, but no words.
    #[error("there is no text in it")]
    NoText,
    /// It is in a format of its own that is not read.
    #[error("this is {0}, which Tickmark cannot read")]
    Foreign(Foreign),
    /// It is no text.
    #[error("this is not text: it holds bytes that stand for no characters")]
    Binary,
    /// More bytes than [`super::limits::FILE_BYTES`], or [`super::limits::PDF_BYTES`] for a PDF.
    #[error("the file is too large: {} MB, and the limit is {} MB", .bytes.div_ceil(1_048_576), .limit / 1_048_576)]
    TooLarge {
        /// How many it has.
        bytes: usize,
        /// How many it may have.
        limit: usize,
    },
    /// More characters than one of [`super::limits`].
    #[error("the text is too long: {characters} characters, and the limit is {limit}")]
    TooLong {
        /// How many there are, or were counted until then.
        characters: usize,
        /// How many there may be.
        limit: usize,
    },
    /// More blocks than [`super::limits::BLOCKS`].
    #[error("the text has too many paragraphs: {0}, and the limit is {limit}", limit = super::limits::BLOCKS)]
    TooManyBlocks(usize),
    /// Elements nested deeper than [`super::limits::DEPTH`], or [`super::limits::XML_DEPTH`] in a document.
    #[error("it is nested deeper than any real article")]
    TooDeep,
    /// A tag with more attributes than [`super::limits::ATTRIBUTES`].
    #[error("a tag of the page has more than {} attributes", super::limits::ATTRIBUTES)]
    TooManyAttributes,
    /// More parts than [`super::limits::ENTRIES`].
    #[error("it is packed of too many parts: {0}, and the limit is {limit}", limit = super::limits::ENTRIES)]
    TooManyParts(usize),
    /// It expands beyond [`super::limits::EXPANDED_BYTES`] or [`super::limits::RATIO`].
    #[error("it expands to far more than any real article")]
    TooMuchPacked,
    /// More pages than [`super::limits::PDF_PAGES`].
    #[error("it has too many pages: {0}, and the limit is {limit}", limit = super::limits::PDF_PAGES)]
    TooManyPages(usize),
    /// Its bytes are not what its format says.
    #[error("the file is damaged or cut short")]
    Damaged,
    /// A part of it is no XML.
    #[error("the file is damaged: a part of it cannot be read")]
    Malformed,
    /// It defines entities, which no article needs and an attack does.
    #[error("it holds definitions that a document must not have")]
    Entities,
    /// It can be read with a password only.
    #[error("it is protected by a password")]
    Encrypted,
    /// It is an e-book whose text a shop has locked.
    #[error("it is locked by the shop that sold it (DRM)")]
    Locked,
    /// Its pages are pictures.
    #[error("its pages are pictures: there is no text in it")]
    Scanned,
    /// It is no list of sources in a format that is read.
    #[error("there are no sources in it that can be read: it is neither BibTeX nor RIS nor CSL-JSON")]
    NoSources,
    /// More sources than [`super::limits::SOURCES`].
    #[error("there are too many sources in it: the limit is {}", super::limits::SOURCES)]
    TooManySources,
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
            Self::TooLarge { .. } | Self::TooLong { .. } | Self::TooManyBlocks(_) => {
                "Split it, for example by chapter, and open the parts one by one."
            }
            Self::TooDeep | Self::TooManyAttributes => {
                "Open it in the program it is for, copy the article and paste it here."
            }
            Self::TooManyParts(_) | Self::TooMuchPacked | Self::Entities => {
                "Do not trust this file. If you know where it comes from, open it in the program it is for, and save it anew."
            }
            Self::TooManyPages(_) => "Split it, for example by chapter, and open the parts one by one.",
            Self::Damaged | Self::Malformed => {
                "Ask for the file once more, or open it in the program it is for and save it anew."
            }
            Self::Encrypted => "Open it with its password and save a copy without one.",
            Self::Locked => "Ask the author or the publisher for a copy without this protection.",
            Self::Scanned => "Run it through text recognition (OCR) first, or ask for the document it was made from.",
            Self::NoSources => {
                "Export the list from your reference manager as BibTeX, RIS or CSL-JSON, and choose that file."
            }
            Self::TooManySources => "Export only the sources of this story.",
            Self::UnknownEncoding(_) => "Name it as web pages do: utf-8, windows-1252, euc-kr, shift_jis, gbk, big5…",
        }
    }
}
