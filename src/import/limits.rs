//! What is too much, in one place. Honest articles stay far below; a hostile file meets a sentence here.

use super::{Format, ImportError};

/// Bytes of a file.
pub const FILE_BYTES: usize = 64 * 1024 * 1024;
/// Bytes of a PDF, whose pictures make it large.
pub const PDF_BYTES: usize = 128 * 1024 * 1024;
/// Pages of a PDF.
pub const PDF_PAGES: usize = 2_000;
/// Bytes that come out of a packed document, all its parts together.
pub const EXPANDED_BYTES: usize = 256 * 1024 * 1024;
/// Parts of a packed document.
pub const ENTRIES: usize = 10_000;
/// How many times its size a part of a packed document may expand to, once it is larger than [`RATIO_FROM`].
pub const RATIO: u64 = 200;
/// Bytes up to which a part may expand from however little.
pub const RATIO_FROM: u64 = 1024 * 1024;
/// How deep the elements of an XML part may be nested.
pub const XML_DEPTH: usize = 256;
/// How deep the groups of a rich text may be nested.
pub const GROUP_DEPTH: usize = 1_000;
/// Characters (Unicode code points) of a text file, its markup included.
pub const CHARACTERS: usize = 5_000_000;
/// Characters of the text of a document or an article: a million words have six to seven million in English.
pub const DOCUMENT_CHARACTERS: usize = 10_000_000;
/// Characters of a web page, its scripts and styles included.
pub const PAGE_CHARACTERS: usize = 20_000_000;
/// How deep the elements of a web page may be nested. Building the tree takes time by the square of this.
pub const DEPTH: usize = 512;
/// Attributes of one tag of a web page. Reading them takes time by the square of this.
pub const ATTRIBUTES: usize = 1_000;
/// Elements of a web page that reader mode looks at; above it the whole page is taken, which needs one walk only.
pub const READER_ELEMENTS: usize = 100_000;
/// Blocks of an article. A book of 150,000 words has some five thousand.
pub const BLOCKS: usize = 200_000;
/// Comments, and tracked changes, that are listed of a document.
pub const LISTED: usize = 100_000;
/// Styles, and lists, that a document may define; what comes after them is passed over.
pub const DEFINITIONS: usize = 50_000;
/// Bytes of a list of sources.
pub const SOURCES_BYTES: usize = 16 * 1024 * 1024;
/// Sources of a list: far more than anybody brings into one story.
pub const SOURCES: usize = 20_000;
/// Characters of one text of a source; what is beyond them is cut off.
pub const SOURCE_TEXT: usize = 10_000;
/// How deep the braces of a BibTeX entry may be nested.
pub const BRACES: usize = 32;
/// Bytes at the start of a file in which its format and a declared encoding are looked for.
pub const HEAD_BYTES: usize = 4096;

/// Seconds that reading an article may take.
pub const SECONDS: u64 = 20;
/// Seconds that reading a PDF may take.
pub const PDF_SECONDS: u64 = 30;
/// Bytes of address space of the process that reads an article, the program itself included.
pub const SPACE: u64 = 1024 * 1024 * 1024;
/// Bytes of the stack that an article is read on.
pub const STACK: usize = 64 * 1024 * 1024;
/// Bytes of an article as that process hands it over: ten million characters of any script, and as much again for notes,
/// comments and places.
pub const ANSWER_BYTES: u64 = 96 * 1024 * 1024;

/// Passes a file that is not too large.
///
/// # Errors
/// When a file has too many bytes.
pub fn check_size(bytes: &[u8], format: Format) -> Result<(), ImportError> {
    let limit = if format == Format::Pdf { PDF_BYTES } else { FILE_BYTES };
    if bytes.len() > limit { Err(ImportError::TooLarge { bytes: bytes.len(), limit }) } else { Ok(()) }
}

/// Passes a list of sources that is not too large.
///
/// # Errors
/// When it has too many bytes.
pub fn check_sources_size(bytes: usize) -> Result<(), ImportError> {
    if bytes > SOURCES_BYTES { Err(ImportError::TooLarge { bytes, limit: SOURCES_BYTES }) } else { Ok(()) }
}

/// How long it may take to read a file of this format, in seconds.
pub fn seconds(format: Format) -> u64 {
    if format == Format::Pdf { PDF_SECONDS } else { SECONDS }
}

/// Passes a text that is not too long.
///
/// # Errors
/// When a text has more characters than this.
pub fn check_length(text: &str, limit: usize) -> Result<(), ImportError> {
    // A text has at most as many characters as bytes: most need no counting.
    let characters = if text.len() <= limit { 0 } else { text.chars().count() };
    if characters > limit { Err(ImportError::TooLong { characters, limit }) } else { Ok(()) }
}

/// Passes an article that is not cut into too many pieces.
///
/// # Errors
/// When an article has too many blocks.
pub fn check_blocks(count: usize) -> Result<(), ImportError> {
    if count > BLOCKS { Err(ImportError::TooManyBlocks(count)) } else { Ok(()) }
}
