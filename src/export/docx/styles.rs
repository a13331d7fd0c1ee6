//! The style sheets, and what depends on the language of the article in them.

use super::settings;
use super::xml::{escaped, is_rtl};
use crate::export::House;

const ARTICLE: &str = include_str!("article_styles.xml");
const REPORT: &str = include_str!("report_styles.xml");
/// Our colours, where a house has none.
const ACCENT: &str = "2A5CA6";
const INK: &str = "1E2227";

/// Serif and sans of East Asia by language, as they come with Word.
const EAST: [(&str, &str, &str); 4] = [
    ("ja", "Yu Mincho", "Yu Gothic"),
    ("zh-hant", "PMingLiU", "Microsoft JhengHei"),
    ("zh", "SimSun", "Microsoft YaHei"),
    ("ko", "Batang", "Malgun Gothic"),
];

/// The styles of an article.
pub(super) fn article(language: Option<&str>) -> String {
    filled_in(ARTICLE, language)
}

/// The styles of a report in the style of a house, whose colour is that of what is neither text nor status.
pub(super) fn report(language: Option<&str>, house: &House) -> String {
    let own = house.accent.map(|[red, green, blue]| format!("{red:02X}{green:02X}{blue:02X}"));
    filled_in(REPORT, language)
        .replace("{accent}", own.as_deref().unwrap_or(ACCENT))
        .replace("{rule}", own.as_deref().unwrap_or(INK))
        .replace("{width}", &settings::width(house.page).to_string())
}

fn filled_in(sheet: &str, language: Option<&str>) -> String {
    let tag = escaped(language.unwrap_or("en-US"));
    let lower = tag.to_ascii_lowercase();
    let east = EAST.iter().find(|(own, ..)| lower.starts_with(own));
    let (_, serif, sans) = east.unwrap_or(&EAST[3]);
    let rtl = ["ar", "fa", "he", "iw", "ps", "ur", "yi"].contains(&lower.split('-').next().unwrap_or_default());
    sheet
        .replace("{east-serif}", serif)
        .replace("{east-sans}", sans)
        .replace("{east-language}", if east.is_some() { &tag } else { "ko-KR" })
        .replace("{bidi-language}", if rtl { &tag } else { "ar-SA" })
        .replace("{language}", &tag)
}

/// The properties of a paragraph and of its runs that runs from right to left (17.3.1.6, 17.3.2.30).
pub(super) fn direction(text: &str) -> (&'static str, &'static str) {
    if is_rtl(text) { ("<w:bidi/>", "<w:rtl/>") } else { ("", "") }
}

/// The fonts that are named, with those that come close where they are not there (17.8.3.1).
pub(super) fn fonts() -> String {
    let fonts = [
        ("Libertinus Serif", "Times New Roman", "roman"),
        ("Inter", "Arial", "swiss"),
        ("Consolas", "Courier New", "modern"),
    ];
    let mut out = format!("<w:fonts {}>", super::package::NAMESPACES);
    for (name, other, family) in fonts {
        put!(
            &mut out,
            "<w:font w:name=\"{name}\"><w:altName w:val=\"{other}\"/><w:family w:val=\"{family}\"/></w:font>"
        );
    }
    out + "</w:fonts>"
}
