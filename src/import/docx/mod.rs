//! Word documents (Office Open XML: ECMA-376, transitional and strict).
//!
//! - [`parts`]: which parts there are; [`about`]: what a document says of itself.
//! - [`styles`], [`roles`], [`props`]: what a paragraph is; [`numbering`], [`labels`]: the number printed before it.
//! - [`walk`], [`blocks`], [`story`]: the text; [`fields`], [`changes`], [`symbols`], [`tally`]: what in it is not
//!   simply text.
//! - [`layout`]: where the words of the article stand in the file.
//! - [`notes`], [`comments`], [`margins`]: what stands beside it; [`headline`], [`left_out`]: what is said of all
//!   of it.

mod about;
mod blocks;
mod changes;
mod comments;
mod fields;
mod headline;
mod labels;
pub mod layout;
mod left_out;
mod margins;
mod notes;
mod numbering;
pub mod parts;
mod props;
mod roles;
mod story;
mod styles;
mod symbols;
mod tally;
mod walk;

use super::document::{Document, WordsAt};
use super::piece::Piece;
use super::{ImportError, limits};
use crate::model::{Article, BlockKind};
use comments::Comments;
use layout::{Laid, Layout};
use numbering::Numbering;
use parts::Parts;
use styles::Styles;
use walk::{Found, Known, Walk};

/// Reads a Word document.
///
/// # Errors
/// When it is damaged, hostile, too long, or has no part that holds text.
pub fn read(bytes: &[u8]) -> Result<Article, ImportError> {
    let mut reader = Reader { parts: Parts::open(bytes)?, doubts: Vec::new() };
    let mut found = Found::default();
    reader.read(&mut found).map(|(article, _)| article)
}

/// The same with where the words of the article stand in the file.
///
/// # Errors
/// As [`read`].
pub fn read_with_layout(bytes: &[u8]) -> Result<(Article, Layout), ImportError> {
    let mut reader = Reader { parts: Parts::open(bytes)?, doubts: Vec::new() };
    let mut found = Found { laid: Some(Laid::default()), ..Found::default() };
    let (article, words) = reader.read(&mut found)?;
    let layout = found.laid.take().unwrap_or_default().finish(&mut reader.parts, words)?;
    Ok((article, layout))
}

/// A document while it is read.
struct Reader<'a> {
    parts: Parts<'a>,
    /// What could not be read, a sentence each.
    doubts: Vec<String>,
}

impl Reader<'_> {
    fn read(&mut self, found: &mut Found) -> Result<(Article, Vec<WordsAt>), ImportError> {
        let mut known = Known {
            styles: self.part("styles", "The styles", Styles::read)?,
            numbering: self.part("numbering", "The numbers of lists", Numbering::read)?,
            ..Known::default()
        };
        let comments = self.comments(&known)?;
        known.comments = comments.places;
        let notes = self.notes(&mut known, found)?;
        let pieces = self.body(&known, found)?;
        let document = Document { pieces, notes, comments: comments.list, changes: Vec::new() };
        self.finish(document, found, &known)
    }

    /// What a part holds; nothing where there is no such part, or with a doubt where it is damaged.
    fn part<T: Default>(
        &mut self,
        kind: &str,
        name: &str,
        read: impl FnOnce(&str) -> Result<T, ImportError>,
    ) -> Result<T, ImportError> {
        let text = self.parts.first(kind);
        let held = text.and_then(|text| text.map_or_else(|| Ok(T::default()), |text| read(&text)));
        self.unless_damaged(held, name)
    }

    fn unless_damaged<T: Default>(&mut self, held: Result<T, ImportError>, name: &str) -> Result<T, ImportError> {
        match held {
            Err(ImportError::Malformed | ImportError::Damaged) => {
                self.doubts.push(format!("{name} could not be read: that part of the file is damaged."));
                Ok(T::default())
            }
            held => held,
        }
    }

    fn comments(&mut self, known: &Known) -> Result<Comments, ImportError> {
        let extended = self.parts.first("commentsextended").unwrap_or_default();
        let read = |text: &str| comments::read(text, extended.as_deref(), known);
        let comments: Comments = self.part("comments", "The comments", read)?;
        if comments.more {
            let limit = limits::LISTED;
            self.doubts.push(format!("There are more than {limit} comments; only the first ones are listed."));
        }
        Ok(comments)
    }

    /// The notes; their places are noted in what is known.
    fn notes(&mut self, known: &mut Known, found: &mut Found) -> Result<Vec<Piece>, ImportError> {
        let mut notes = Vec::new();
        found.begin("footnotes");
        let footnote = |text: &str| notes::read(text, BlockKind::Footnote, known, found, &mut notes);
        let footnotes = self.part("footnotes", "The footnotes", footnote)?;
        found.begin("endnotes");
        let endnote = |text: &str| notes::read(text, BlockKind::Endnote, known, found, &mut notes);
        let endnotes = self.part("endnotes", "The endnotes", endnote)?;
        (known.footnotes, known.endnotes) = (footnotes, endnotes);
        (found.noted, found.unnoted) = (vec![false; notes.len()], vec![false; notes.len()]);
        Ok(notes)
    }

    fn body(&mut self, known: &Known, found: &mut Found) -> Result<Vec<Piece>, ImportError> {
        let text = self.parts.text()?;
        found.laid.iter_mut().for_each(|laid| laid.part = None);
        let mut pieces = Walk::new(&text, known, found).all()?;
        headline::settle(&mut pieces);
        Ok(pieces)
    }

    /// Makes an article of what was found, with all that is to be said of it.
    fn finish(
        &mut self,
        mut document: Document,
        found: &mut Found,
        known: &Known,
    ) -> Result<(Article, Vec<WordsAt>), ImportError> {
        let margins = margins::have_words(&mut self.parts, known);
        let margins = self.unless_damaged(margins, "A header or footer")?;
        let settings = self.part("settings", "The settings", about::theme_languages)?;
        let about = self.part("core-properties", "The title in its properties", about::core)?;
        drop_deleted_notes(&mut document.notes, found);
        let more = found.changes.more;
        document.changes = std::mem::take(&mut found.changes).into_list();
        let mut article = Article::default();
        let words = document.fill(&mut article)?;
        article.title = article.title.take().or(about.title);
        let default = known.styles.languages.main.clone().or(settings.main.clone()).or(about.language);
        let declared = std::mem::take(&mut found.languages).most(default);
        article.language = about::language_of(&article.text, declared, &[known.styles.languages.clone(), settings]);
        article.warnings.splice(0..0, found.left_out.warnings());
        article.warnings.extend(pending(article.changes.len(), more));
        article.warnings.extend(margins.then(|| "Headers and footers were left out.".to_owned()));
        article.warnings.append(&mut self.doubts);
        Ok((article, words))
    }
}

/// A note to which only deleted text refers is deleted with it.
fn drop_deleted_notes(notes: &mut [Piece], found: &Found) {
    for (note, (noted, unnoted)) in notes.iter_mut().zip(found.noted.iter().zip(&found.unnoted)) {
        if *unnoted && !noted {
            note.text.clear();
            note.marks.clear();
        }
    }
}

/// What is to be said of tracked changes. `more` says that there were more than are listed.
fn pending(count: usize, more: bool) -> Option<String> {
    let first = if more { "; only the first ones are listed" } else { "" };
    match count {
        0 => None,
        1 => Some("One tracked change is pending; the text is as if it were accepted.".to_owned()),
        _ => Some(format!("{count} tracked changes are pending{first}; the text is as if all were accepted.")),
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_beside;
