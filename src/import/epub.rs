//! E-books of EPUB 2 and 3: the chapters in the order of the spine, each of them a web page.
//!
//! - [`book`]: what the package says: title, authors, chapters; [`protection`]: whether a shop has locked it.
//! - [`xhtml`]: a chapter as web pages are written; [`notes`]: its footnotes, and the marks that refer to them.

mod book;
mod notes;
mod protection;
mod xhtml;

use super::clean::letters;
use super::document::Document;
use super::html_blocks::{self, Blocks};
use super::html_meta::language_tag;
use super::package::Package;
use super::piece::Piece;
use super::{ImportError, html_scan, limits, xml};
use crate::model::{Article, BlockKind};
use book::{Book, Chapter};
use notes::Notes;

/// Among how many blocks at the start the title of the book may stand.
const REACH: usize = 8;

/// What was left out of a book.
#[derive(Debug, Default)]
struct Left {
    /// Names of chapters that are not in the file.
    missing: Vec<String>,
    /// Names of chapters that could not be read.
    unread: Vec<String>,
    /// Chapters that are pictures.
    drawn: usize,
    pictures: usize,
    media: usize,
    tables: usize,
}

/// Reads a book.
///
/// # Errors
/// When it is damaged, protected, or beyond the limits.
pub fn read(bytes: &[u8]) -> Result<Article, ImportError> {
    let mut package = Package::open(bytes)?;
    let book = Book::read(&mut package)?;
    if protection::locks(&mut package, &book)? {
        return Err(ImportError::Locked);
    }
    let (mut pieces, mut notes, mut left) = (Vec::new(), Notes::default(), Left::default());
    for chapter in &book.chapters {
        match page(&mut package, chapter, &mut notes, &mut left) {
            Ok(found) => pieces.extend(found),
            Err(ImportError::TooMuchPacked) => return Err(ImportError::TooMuchPacked),
            Err(_) => left.unread.push(chapter.path.clone()),
        }
        limits::check_blocks(pieces.len())?;
    }
    mark_title(&mut pieces, &book);
    let notes = notes.finish(&mut pieces);
    let mut article = Article::default();
    Document { pieces, notes, ..Document::default() }.fill(&mut article)?;
    put_metadata(&book, &mut article);
    article.warnings.extend(left.warnings());
    Ok(article)
}

/// The blocks of a chapter. Those of a table of contents are proposed as not part of the article.
fn page(
    package: &mut Package,
    chapter: &Chapter,
    notes: &mut Notes,
    left: &mut Left,
) -> Result<Vec<Piece>, ImportError> {
    if chapter.is_picture {
        left.drawn += 1;
        return Ok(Vec::new());
    }
    let Some(bytes) = package.part(&chapter.path)? else {
        left.missing.push(chapter.path.clone());
        return Ok(Vec::new());
    };
    let page = xhtml::as_page(&xml::decode(&bytes));
    limits::check_length(&page, limits::PAGE_CHARACTERS)?;
    html_scan::check(&page)?;
    let document = dom_query::Document::from(page);
    show_contents(&document, chapter.is_contents);
    notes.take(&document, &chapter.path);
    let blocks = html_blocks::walk(&document.root());
    left.count(&blocks, !document.select("svg").is_empty());
    let mut pieces = blocks.pieces;
    pieces.iter_mut().for_each(|piece| piece.aside |= chapter.is_contents);
    Ok(pieces)
}

/// A list of links in a chapter is text like other lists; in the table of contents all of it is, shown or not.
fn show_contents(document: &dom_query::Document, is_contents: bool) {
    document.select("nav").rename("div");
    if is_contents {
        document.select("[hidden]").remove_attr("hidden");
    }
}

/// The first line that says the title is the headline, and a line right below it that names an author the byline.
fn mark_title(pieces: &mut [Piece], book: &Book) {
    let Some(title) = book.title.as_deref().map(letters) else { return };
    let mut shown = pieces.iter_mut().filter(|piece| !piece.aside);
    let says = |piece: &&mut Piece| piece.is_line() && letters(&piece.text) == title;
    let Some(piece) = shown.by_ref().take(REACH).find(says) else { return };
    (piece.kind, piece.level) = (BlockKind::Hed, None);
    let names = |piece: &&mut Piece| book.authors.iter().any(|author| letters(author) == letters(&piece.text));
    if let Some(piece) = shown.next().filter(names) {
        (piece.kind, piece.level) = (BlockKind::Byline, None);
    }
}

/// What the package says counts more than what was guessed from the first lines.
fn put_metadata(book: &Book, article: &mut Article) {
    if let Some(title) = &book.title {
        let guessed = article.title.as_deref().is_some_and(|guessed| letters(guessed) != letters(title));
        let heads = article.blocks.iter_mut().filter(|block| guessed && block.kind == BlockKind::Hed);
        heads.for_each(|block| block.kind = BlockKind::Paragraph);
        article.title = Some(title.clone());
    }
    if !book.authors.is_empty() {
        article.byline = Some(book.authors.join(", "));
    }
    article.language = book.language.as_deref().and_then(language_tag);
}

impl Left {
    fn count(&mut self, blocks: &Blocks, draws: bool) {
        if blocks.pieces.is_empty() && (blocks.images > 0 || draws) {
            self.drawn += 1;
            return;
        }
        self.pictures += blocks.images;
        self.media += blocks.media;
        self.tables += blocks.tables;
    }

    fn warnings(&self) -> Vec<String> {
        let table: [(usize, &str, &str); 6] = [
            (
                self.missing.len(),
                "A chapter that the book lists is missing from the file: “{}”.",
                "{n} chapters that the book lists are missing from the file, the first is “{}”.",
            ),
            (
                self.unread.len(),
                "A chapter could not be read: “{}”.",
                "{n} chapters could not be read, the first is “{}”.",
            ),
            (
                self.drawn,
                "One page of the book is a picture without text.",
                "{n} pages of the book are pictures without text.",
            ),
            (
                self.pictures,
                "One picture was left out; the text under it is kept.",
                "{n} pictures were left out; the text under them is kept.",
            ),
            (
                self.media,
                "One film, sound or embedded frame was left out.",
                "{n} films, sounds or embedded frames were left out.",
            ),
            (self.tables, "A table was taken cell by cell.", "{n} tables were taken cell by cell."),
        ];
        let names = [self.missing.first(), self.unread.first(), None, None, None, None];
        let said = table.into_iter().zip(names).filter(|((count, ..), _)| *count > 0);
        said.map(|((count, one, many), name)| {
            let sentence = if count == 1 { one.to_owned() } else { many.replace("{n}", &count.to_string()) };
            sentence.replace("{}", name.map_or("", String::as_str))
        })
        .collect()
    }
}

#[cfg(test)]
mod tests;
