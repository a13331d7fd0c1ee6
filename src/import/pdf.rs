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
use page::Page;

/// Reads the text of a PDF as paragraphs in the order in which they are read.
///
/// # Errors
/// When it is damaged, needs a password, has too many pages or too much text, or its pages are pictures.
pub fn read(bytes: &[u8]) -> Result<Article, ImportError> {
    let contents = open::open(bytes)?;
    let unknown = contents.pages.iter().map(|(shows, _)| shows.unknown).sum();
    let pages: Vec<Page> =
        (1..).zip(contents.pages).map(|(number, (shows, height))| page::page(number, shows, height)).collect();
    check_text(&pages)?;
    let mut article = Article::default();
    warn(&pages, unknown, &mut article);
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
fn warn(pages: &[Page], unknown: usize, article: &mut Article) {
    let bare: Vec<String> = pages
        .iter()
        .filter(|page| !page.has_text() && page.pictures > 0)
        .map(|page| page.number.to_string())
        .collect();
    let pictures = pages.iter().filter(|page| page.has_text()).map(|page| page.pictures).sum::<usize>();
    let turned = pages.iter().filter(|page| !page.turned.is_empty()).count();
    let mut say = |count: usize, one: &str, many: &str| match count {
        0 => {}
        1 => article.warnings.push(one.to_owned()),
        _ => article.warnings.push(many.replace("{}", &count.to_string())),
    };
    let list = in_words(&bare);
    say(
        bare.len(),
        &format!("Page {list} holds pictures only; its text is not here."),
        &format!("Pages {list} hold pictures only; their text is not here."),
    );
    say(pictures, "One picture was left out.", "{} pictures were left out.");
    say(
        turned,
        "Text that does not stand upright on one page was put behind the page’s own, as not part of the article.",
        "Text that does not stand upright on {} pages was put behind the pages’ own, as not part of the article.",
    );
    say(
        unknown,
        "One character is missing: the file does not say which it is.",
        "{} characters are missing: the file does not say which they are. Compare the text with the page.",
    );
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
