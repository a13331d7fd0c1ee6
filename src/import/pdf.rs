//! PDFs (ISO 32000-2): glyphs at places → words, lines, columns, paragraphs.
//!
//! - [`open`] runs the pages through the interpreter; [`device`] collects what they show, [`unicode`] and [`font`] say
//!   which characters that is, [`accent`] and [`strings`] put them right.
//! - [`run`]: glyphs → runs; [`page`]: what reads in the main direction; [`running`]: running heads and feet.
//! - [`columns`]: the order of a page; [`line`], [`direction`]: its lines; [`paragraph`]: its paragraphs.
//! - [`flow`]: paragraphs over columns and pages; [`hyphen`]: words over lines; [`notes`]: footnotes.
//! - [`build`]: what all of it becomes in the article.

mod accent;
mod build;
mod columns;
mod device;
mod direction;
mod flow;
mod font;
mod hyphen;
mod line;
mod notes;
mod open;
mod page;
mod paragraph;
mod run;
mod running;
mod strings;
mod unicode;

use super::html_meta::language_tag;
use super::{ImportError, language, limits};
use crate::model::Article;
use device::Shows;
use page::Page;

/// Reads the text of a PDF as paragraphs in the order in which they are read.
///
/// # Errors
/// When it is damaged, needs a password, has too many pages or too much text, or its pages are pictures.
pub fn read(bytes: &[u8]) -> Result<Article, ImportError> {
    let contents = open::open(bytes)?;
    let count = |what: fn(&Shows) -> usize| contents.pages.iter().map(|(shows, _)| what(shows)).sum::<usize>();
    let (unknown, guessed) = (count(|shows| shows.unknown), count(|shows| shows.guessed));
    let pages: Vec<Page> =
        (1..).zip(contents.pages).map(|(number, (shows, height))| page::page(number, shows, height)).collect();
    check_text(&pages)?;
    let mut article = Article::default();
    warn(&pages, &mut article);
    warn_of_characters(unknown, guessed, &mut article);
    let document = build::document(pages);
    limits::check_blocks(document.pieces.len())?;
    document.fill(&mut article)?;
    if article.title.is_none() {
        article.title = contents.title.filter(|title| is_title(title));
        article.byline = article.byline.take().or(contents.author.filter(|_| article.title.is_some()));
    }
    // Programs note the language of their menus; the script does not err.
    let declared = contents.language.as_deref().and_then(language_tag);
    article.language = language::by_script(&article.text).or(declared);
    Ok(article)
}

/// Passes pages with text on them.
fn check_text(pages: &[Page]) -> Result<(), ImportError> {
    match pages.iter().all(|page| !page.has_text()) {
        true if pages.iter().any(|page| page.pictures > 0) => Err(ImportError::Scanned),
        true => Err(ImportError::NoText),
        false => Ok(()),
    }
}

/// Says what was left out, and what is unsure.
fn warn(pages: &[Page], article: &mut Article) {
    let bare: Vec<String> =
        pages.iter().filter(|page| !page.has_text() && page.pictures > 0).map(|page| page.number.to_string()).collect();
    let pictures = pages.iter().filter(|page| page.has_text()).map(|page| page.pictures).sum::<usize>();
    let turned = pages.iter().filter(|page| !page.turned.is_empty()).count();
    let list = in_words(&bare);
    say(
        article,
        bare.len(),
        &format!("Page {list} holds pictures only; its text is not here."),
        &format!("Pages {list} hold pictures only; their text is not here."),
    );
    say(article, pictures, "One picture was left out.", "{} pictures were left out.");
    say(
        article,
        turned,
        "Text that does not stand upright on one page was put behind the page’s own, as not part of the article.",
        "Text that does not stand upright on {} pages was put behind the pages’ own, as not part of the article.",
    );
}

/// Says which characters may be wrong.
fn warn_of_characters(unknown: usize, guessed: usize, article: &mut Article) {
    say(
        article,
        guessed,
        "One character was read by its number in its font, which may be wrong.",
        "{} characters were read by their numbers in their fonts, which may be wrong. Compare the text with the page.",
    );
    say(
        article,
        unknown,
        "One character is missing: the file does not say which it is.",
        "{} characters are missing: the file does not say which they are. Compare the text with the page.",
    );
}

fn say(article: &mut Article, count: usize, one: &str, many: &str) {
    match count {
        0 => {}
        1 => article.warnings.push(one.to_owned()),
        _ => article.warnings.push(many.replace("{}", &count.to_string())),
    }
}

/// "3", "3 and 7", "3, 5 and 7"; no more than twenty, since a list of hundreds says nothing.
fn in_words(numbers: &[String]) -> String {
    match numbers {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] if numbers.len() <= 20 => format!("{} and {last}", first.join(", ")),
        _ => {
            let first: Vec<&str> = numbers.iter().take(20).map(String::as_str).collect();
            format!("{} and {} more", first.join(", "), numbers.len() - first.len())
        }
    }
}

/// False for what programs write where nobody gave a title.
fn is_title(title: &str) -> bool {
    let lower = title.trim().to_lowercase();
    let file = [".doc", ".docx", ".indd", ".qxd", ".qxp", ".pdf", ".rtf", ".odt", ".dvi", ".tex", ".fm", ".pages"];
    !file.iter().any(|ending| lower.ends_with(ending))
        && !lower.starts_with("microsoft word")
        && !lower.starts_with("untitled")
        && lower.chars().filter(|c| c.is_alphabetic()).count() > 3
}

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
