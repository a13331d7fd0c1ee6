//! What a page says about its article, beyond what reader mode tells: section, printed date, dek, language.

use super::clean;
use crate::text::dates;
use dom_query::Document;

/// What a page says about its article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// The section it appeared in.
    pub section: Option<String>,
    /// The sub-headline, if the page shows one.
    pub dek: Option<String>,
    /// Dates on the page: as printed, and as its markup says (ISO 8601).
    pub times: Vec<(String, String)>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// The page's title.
    pub title: Option<String>,
    /// The name of the site.
    pub site: Option<String>,
}

/// Reads it from the page as it came.
pub fn read(page: &Document) -> Meta {
    Meta {
        section: content(
            page,
            &["meta[property='article:section']", "meta[name='section']", "meta[itemprop='articleSection']"],
        ),
        dek: dek(page),
        times: times(page),
        language: language(page),
        title: known_line(&page.select_single("title").text()),
        site: content(page, &["meta[property='og:site_name']"]),
    }
}

impl Meta {
    /// A publication time as the page prints it, where it does; otherwise as its markup says.
    pub fn printed(&self, published: &str) -> String {
        let day = |time: &str| time.get(..10).map(str::to_owned);
        let same = self.times.iter().find(|(_, markup)| day(markup).is_some() && day(markup) == day(published));
        same.map_or_else(|| published.to_owned(), |(printed, _)| printed.clone())
    }

    /// A title without the name of the site behind it.
    pub fn headline(&self, title: String) -> String {
        let marks = ['|', '-', '–', '—', '·', '•', '»', ':'];
        let bare = self.site.as_ref().and_then(|site| title.strip_suffix(site.as_str())).map(str::trim_end);
        let bare = bare.and_then(|rest| rest.strip_suffix(marks)).map(|rest| rest.trim_end().to_owned());
        bare.filter(|title| !title.is_empty()).unwrap_or(title)
    }
}

/// Text of a page or a book on one line; none when there is nothing in it.
pub fn known_line(text: &str) -> Option<String> {
    Some(line(text)).filter(|text| !text.is_empty())
}

fn line(text: &str) -> String {
    clean::blanks(&clean::characters(text).replace('\n', " "))
}

fn content(page: &Document, selectors: &[&str]) -> Option<String> {
    let value = |selector: &&str| page.select_single(selector).attr("content").map(|value| line(&value));
    // An address in place of a name is none.
    selectors.iter().find_map(value).filter(|value| !value.is_empty() && !value.contains("://"))
}

/// The text that the page's markup calls a sub-headline.
fn dek(page: &Document) -> Option<String> {
    const SELECTORS: &[&str] = &[
        "[itemprop='alternativeHeadline']",
        "[class*='standfirst']",
        "[class*='subheadline']",
        "[class*='sub-headline']",
        "[class*='article-dek']",
        "[class*='article__dek']",
        "[class='dek']",
        "[class*='subtitle']",
        "[class*='article-subhead']",
        "[data-testid='subheadline']",
    ];
    let fits = |text: &String| (20..=400).contains(&text.chars().count());
    SELECTORS.iter().map(|selector| line(&page.select_single(selector).text())).find(fits)
}

fn times(page: &Document) -> Vec<(String, String)> {
    let mut times = Vec::new();
    for time in page.select("time[datetime]").nodes().iter().take(20) {
        let printed = line(&time.text());
        if printed.chars().count() <= 80 && dates::find(&printed).is_some() {
            times.push((printed, time.attr_or("datetime", "").to_string()));
        }
    }
    times
}

fn language(page: &Document) -> Option<String> {
    let declared = page.select_single("html").attr("lang").map(|tag| tag.to_string());
    let declared = declared.or_else(|| page.select_single("html").attr("xml:lang").map(|tag| tag.to_string()));
    let declared =
        declared.or_else(|| content(page, &["meta[http-equiv='content-language' i]", "meta[property='og:locale']"]));
    declared.and_then(|tag| language_tag(&tag))
}

/// A BCP 47 tag in its usual form, or none when the text is no such tag.
pub fn language_tag(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.trim().split(['-', '_']).collect();
    let (first, rest) = parts.split_first()?;
    let letters =
        |part: &&str| !part.is_empty() && part.len() <= 8 && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !matches!(first.len(), 2 | 3)
        || !first.bytes().all(|byte| byte.is_ascii_alphabetic())
        || !rest.iter().all(letters)
    {
        return None;
    }
    let mut tag = first.to_ascii_lowercase();
    for part in rest {
        tag.push('-');
        tag.push_str(&if part.len() == 2 { part.to_ascii_uppercase() } else { (*part).to_owned() });
    }
    Some(tag)
}
