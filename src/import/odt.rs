//! OpenDocument texts, packed or flat (ODF 1.0 to 1.4), and those of OpenOffice 1, which differ in few names.
//!
//! - [`manifest`]: what the parts are; [`styles`]: what the names of styles tell; [`meta`]: title and language.
//! - [`reader`]: the walk over blocks; [`inline`]: what stands in a line; [`drawing`]: frames and shapes.
//! - [`comments`], [`changes`]: kept while the text is read; [`left`]: what was left out, in words.

mod changes;
mod comments;
mod drawing;
mod inline;
mod left;
mod manifest;
mod meta;
mod reader;
mod styles;

use super::html_meta::language_tag;
use super::package::Package;
use super::{ImportError, language, xml};
use crate::model::Article;
use manifest::Manifest;
use meta::Meta;
use reader::Reader;
use styles::Styles;

/// The parts of a document, as text. A flat one has all in its content.
struct Parts {
    content: String,
    styles: Option<String>,
    meta: Option<String>,
    manifest: Manifest,
}

/// Reads a text document.
///
/// # Errors
/// When it is damaged, protected by a password, no text document, or beyond the limits.
pub fn read(bytes: &[u8]) -> Result<Article, ImportError> {
    let parts = if bytes.starts_with(b"PK") {
        unpack(bytes)?
    } else {
        Parts { content: xml::decode(bytes), styles: None, meta: None, manifest: Manifest::default() }
    };
    let mut article = Article::default();
    let mut styles = Styles::default();
    let of_pages = parts.styles.as_ref().map_or(Ok(()), |text| styles.add(text, false));
    if of_pages.and_then(|()| styles.add(&parts.content, true)).is_err() {
        let warning = "The styles of the document could not all be read: its headline and headings may be missed.";
        article.warnings.push(warning.to_owned());
    }
    let (document, left) = Reader::new(&parts.content, &styles, &parts.manifest).read()?;
    document.fill(&mut article)?;
    article.warnings.extend(left.warnings(article.changes.len().saturating_sub(left.kept_deletions)));
    let meta = Meta::read(parts.meta.as_ref().unwrap_or(&parts.content)).unwrap_or_default();
    article.title = article.title.or(meta.title);
    article.language = spoken(&article.text, styles, meta.language);
    Ok(article)
}

fn unpack(bytes: &[u8]) -> Result<Parts, ImportError> {
    let mut package = Package::open(bytes)?;
    let manifest = package.xml(manifest::PART)?.unwrap_or_default();
    let manifest = Manifest::read(&manifest).unwrap_or_default();
    if manifest.is_encrypted() {
        return Err(ImportError::Encrypted);
    }
    let content = package.xml("content.xml")?.ok_or(ImportError::Damaged)?;
    let (styles, meta) = (package.xml("styles.xml")?, package.xml("meta.xml")?);
    Ok(Parts { content, styles, meta, manifest })
}

/// The language of the text: of those that the document declares, the one that goes with its script.
fn spoken(text: &str, styles: Styles, of_document: Option<String>) -> Option<String> {
    let plain = |tag: &String| tag.split('-').next().unwrap_or_default().to_owned();
    let for_alphabets = [styles.language, of_document].into_iter().flatten();
    let mut for_alphabets = for_alphabets.filter_map(|tag| language_tag(&tag));
    let Some(script) = language::by_script(text) else { return for_alphabets.next() };
    let for_others = [styles.asian, styles.complex].into_iter().flatten().filter_map(|tag| language_tag(&tag));
    for_alphabets.chain(for_others).find(|tag| plain(tag) == plain(&script)).or(Some(script))
}

#[cfg(test)]
mod tests;
