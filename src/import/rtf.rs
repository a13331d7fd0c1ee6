//! Rich text (RTF 1.9.1) → pieces with notes, comments and tracked changes.
//!
//! - [`token`]: bytes → control words, groups, text; [`codepage`]: bytes of text → characters.
//! - [`state`]: what holds inside a group; [`fonts`], [`styles`], [`lists`]: the tables at the beginning of a file.
//! - [`reader`]: groups; [`words`]: what control words do; [`body`]: text and paragraphs; [`flow`]: a text so far.
//! - [`comments`], [`time`]: who said what when.

mod body;
mod codepage;
mod comments;
mod flow;
mod fonts;
mod lists;
mod reader;
mod state;
mod styles;
#[cfg(test)]
mod tests;
mod time;
mod token;
mod words;

use super::piece::Piece;
use super::{ImportError, clean};
use crate::model::{Article, BlockKind};
use reader::{LeftOut, Reader};
use token::Tokens;

/// Reads a rich text as its program would show it with all tracked changes accepted.
///
/// # Errors
/// When it does not begin as rich text does, is nested too deep, or has too much text.
pub fn read(bytes: &[u8]) -> Result<Article, ImportError> {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if !start.starts_with(b"{\\rtf") {
        return Err(ImportError::Damaged);
    }
    let mut reader = Reader::default();
    for token in Tokens::new(start) {
        reader.take(token)?;
        if reader.is_done() {
            break;
        }
    }
    let mut found = reader.finish()?;
    let mut article = Article { warnings: warnings(&found.left_out), ..Article::default() };
    settle_headline(&mut found.document.pieces);
    found.document.fill(&mut article)?;
    let title = clean::blanks(&clean::characters(&found.title).replace('\n', " "));
    article.title = article.title.or(Some(title).filter(|title| !title.is_empty()));
    Ok(article)
}

/// The first paragraph styled as title is the headline, others are headings. Without one, a heading of the first level at the
/// very top is.
fn settle_headline(pieces: &mut [Piece]) {
    let has_title = pieces.iter().any(|piece| piece.kind == BlockKind::Hed && !piece.text.is_empty());
    if !has_title {
        let first = pieces.iter_mut().find(|piece| !piece.text.is_empty());
        if let Some(first) = first.filter(|first| first.kind == BlockKind::Heading && first.level == Some(1)) {
            (first.kind, first.level) = (BlockKind::Hed, None);
        }
    }
    for piece in pieces.iter_mut().filter(|piece| piece.kind == BlockKind::Hed && !piece.text.is_empty()).skip(1) {
        (piece.kind, piece.level) = (BlockKind::Heading, Some(1));
    }
}

/// What was left out or is unsure, in words.
fn warnings(left_out: &LeftOut) -> Vec<String> {
    let mut warnings = Vec::new();
    let mut say = |count: usize, one: &str, many: &str| match count {
        0 => {}
        1 => warnings.push(one.to_owned()),
        _ => warnings.push(many.replace("{}", &count.to_string())),
    };
    say(left_out.pictures, "One picture was left out.", "{} pictures were left out.");
    say(
        left_out.objects,
        "An object of another program was left out; text that it shows is kept.",
        "{} objects of other programs were left out; text that they show is kept.",
    );
    say(left_out.equations, "An equation was left out.", "{} equations were left out.");
    say(left_out.tables, "A table was taken cell by cell.", "{} tables were taken cell by cell.");
    say(left_out.signs, "A sign in a font of pictures was left out.", "{} signs in fonts of pictures were left out.");
    let mut note = |seen: bool, text: &str| warnings.extend(seen.then(|| text.to_owned()));
    note(left_out.hidden, "Hidden text was left out.");
    note(left_out.heads, "The lines that repeat at the top or bottom of the pages were left out.");
    note(left_out.unreadable, "Some bytes stand for no characters and are shown as “\u{fffd}”.");
    note(left_out.cut_short, "The file ends too early; the end of the text may be missing.");
    warnings
}
