//! Bytes → [`Article`]. Never fetches, touches no file, and says what was left out.
//!
//! - [`limits`]: what is too much; [`error`]: why a file could not be read, and what to do about it.
//! - [`first_look`]: whether it is worth reading a file at all, before it is taken apart.
//! - [`recognise`]: which format the bytes are in; [`encoding`]: bytes → characters; [`clean`]: characters → text.
//! - [`plain`], [`markdown`], [`html`]: one reader a format, each of which makes a list of [`piece`]s. For pages,
//!   [`html_scan`] looks at the tags first, [`html_blocks`] walks the tree, [`html_meta`] reads what the page says of
//!   itself, [`html_rescue`] puts back sentences that reader mode lost; [`pasted`] takes out what other programs put
//!   around what is copied.
//! - [`docx`], [`odt`], [`rtf`], [`epub`], [`pdf`]: documents, each read into a [`document`] with notes, comments and tracked
//!   changes; [`package`] takes packed ones apart, [`xml`] reads their parts, [`line`] keeps marks at their words,
//!   [`counting`] prints the numbers of lists.
//! - [`sources`]: lists of sources that other programs keep.
//! - [`head`]: headline, byline, dateline; [`furniture`]: what stands around an article; [`promotion`]: what stands in it
//!   and speaks of the site; [`language`]: which language it is plainly in.

pub mod clean;
pub mod counting;
pub mod document;
pub mod docx;
pub mod encoding;
pub mod epub;
pub mod error;
pub mod first_look;
pub mod furniture;
pub mod head;
pub mod html;
pub mod html_blocks;
pub mod html_meta;
pub mod html_rescue;
pub mod html_scan;
pub mod language;
pub mod limits;
pub mod line;
pub mod markdown;
pub mod odt;
pub mod package;
pub mod pasted;
pub mod pdf;
pub mod piece;
pub mod plain;
pub mod promotion;
pub mod recognise;
pub mod rtf;
pub mod sources;
pub mod xml;

pub use error::ImportError;
pub use recognise::{Foreign, Format};

use crate::model::Article;
use serde::{Deserialize, Serialize};

/// How to read a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// Read it as this, whatever it looks like.
    pub format: Option<Format>,
    /// For a web page: take everything in it, not the article alone.
    pub whole_page: bool,
    /// For a web page: it comes from the clipboard, where everything is meant.
    pub pasted: bool,
    /// A document that has no words is read as well, with a warning that says so; otherwise it is refused.
    pub wordless: bool,
    /// Label of the character encoding to read it in, by the WHATWG Encoding Standard, section 4.2.
    pub encoding: Option<String>,
}

/// Reads the article in a file. The name, of which only the ending matters, decides where the content leaves it open.
///
/// # Errors
/// When the file is empty, too large, damaged, protected, binary, or in a format that is not read.
pub fn read(bytes: &[u8], name: &str, options: &Options) -> Result<Article, ImportError> {
    if bytes.is_empty() {
        return Err(ImportError::Empty);
    }
    let format = match options.format {
        Some(format) => format,
        None => recognise::format(bytes, name)?,
    };
    limits::check_size(bytes, format)?;
    if format.has_encoding() {
        let decoded = encoding::decode(bytes, format == Format::Html, options.encoding.as_deref())?;
        let mut article = read_as(&decoded.text, format, options)?;
        article.encoding = Some(decoded.encoding.to_owned());
        article.encoding_is_guess = decoded.is_guess;
        article.warnings.splice(0..0, decoded.warnings);
        return Ok(article);
    }
    let article = match format {
        Format::Docx => docx::read(bytes),
        Format::Odt => odt::read(bytes),
        Format::Rtf => rtf::read(bytes),
        Format::Epub => epub::read(bytes),
        Format::Pdf => pdf::read(bytes),
        Format::Plain | Format::Markdown | Format::Html => Err(ImportError::Binary),
    }?;
    if options.wordless && article.blocks.is_empty() {
        let warnings = article.warnings.into_iter().chain(["There are no words in it.".to_owned()]).collect();
        return Ok(Article { format: format.key().to_owned(), warnings, ..Article::default() });
    }
    finish(article, format)
}

/// Reads pasted text as plain text.
///
/// # Errors
/// When there are no words in it, or too many.
pub fn read_text(text: &str) -> Result<Article, ImportError> {
    limits::check_size(text.as_bytes(), Format::Plain)?;
    read_as(text, Format::Plain, &Options::default())
}

fn read_as(text: &str, format: Format, options: &Options) -> Result<Article, ImportError> {
    let limit = if format == Format::Html { limits::PAGE_CHARACTERS } else { limits::CHARACTERS };
    limits::check_length(text, limit)?;
    let article = match format {
        Format::Markdown => markdown::read(text)?,
        Format::Html if options.pasted => html::read(&pasted::page(text)?, true)?,
        Format::Html => html::read(text, options.whole_page)?,
        _ => plain::read(text)?,
    };
    finish(article, format)
}

/// An article that has words, with its format and language.
fn finish(mut article: Article, format: Format) -> Result<Article, ImportError> {
    if article.blocks.is_empty() {
        return Err(ImportError::NoText);
    }
    article.format = format.key().to_owned();
    article.language = article.language.or_else(|| language::by_script(&article.text));
    Ok(article)
}

#[cfg(test)]
pub mod testing;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_markup;
