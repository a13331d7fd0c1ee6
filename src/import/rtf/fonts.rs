//! The font table: which code page the text in a font is in.

use super::codepage::Page;
use std::collections::HashMap;

/// The fonts of a rich text.
#[derive(Clone, Debug, Default)]
pub struct Fonts {
    fonts: HashMap<i32, Font>,
    current: i32,
}

#[derive(Clone, Debug, Default)]
struct Font {
    charset: Option<i32>,
    page: Option<i32>,
    name: String,
}

/// Ends of font names that tell a script where nothing else does, as Windows 95 named them.
const SCRIPTS: &[(&str, i32)] = &[
    (" CE", 1250),
    (" Cyr", 1251),
    (" Greek", 1253),
    (" Tur", 1254),
    (" (Hebrew)", 1255),
    (" (Arabic)", 1256),
    (" Baltic", 1257),
    (" (Vietnamese)", 1258),
];

impl Fonts {
    /// Takes a control word of the table.
    pub fn word(&mut self, name: &str, number: Option<i32>) {
        if name == "f" {
            self.current = number.unwrap_or(0);
        }
        let font = self.fonts.entry(self.current).or_default();
        match name {
            "fcharset" => font.charset = number,
            "cpg" => font.page = number,
            _ => {}
        }
    }

    /// Takes text of the table: a name up to its semicolon.
    pub fn text(&mut self, text: &str) {
        let name = text.split(';').next().unwrap_or_default();
        self.fonts.entry(self.current).or_default().name.push_str(name);
    }

    /// The code page of a font, or that of the document where the font leaves it open.
    pub fn page(&self, font: i32, document: Page) -> Page {
        let Some(font) = self.fonts.get(&font) else { return document };
        let name = font.name.trim();
        if font.charset == Some(2) {
            return if name.eq_ignore_ascii_case("symbol") { Page::Symbol } else { Page::Pictures };
        }
        let named = || SCRIPTS.iter().find(|(end, _)| name.ends_with(end)).map(|(_, page)| *page);
        let page = font.page.and_then(Page::by_number).or_else(|| font.charset.and_then(Page::by_charset));
        page.or_else(|| named().and_then(Page::by_number)).unwrap_or(document)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_have_the_code_page_they_say_or_the_one_of_the_document() {
        let mut fonts = Fonts::default();
        type Row = (Option<i32>, Option<i32>, &'static str, Option<Page>);
        let table: &[Row] = &[
            (Some(0), None, "Times;", Page::by_number(1252)),
            (Some(1), None, "Arial;", Page::by_number(1250)),
            (None, None, "Arial Cyr;", Page::by_number(1251)),
            (Some(204), Some(1253), "Arial;", Page::by_number(1253)),
            (Some(2), None, "Symbol;", Some(Page::Symbol)),
            (Some(2), None, "Wingdings;", Some(Page::Pictures)),
            (Some(130), None, "Johab;", Page::by_number(1250)),
        ];
        for (at, (charset, page, name, expected)) in table.iter().enumerate() {
            let at = i32::try_from(at).unwrap();
            fonts.word("f", Some(at));
            charset.iter().for_each(|charset| fonts.word("fcharset", Some(*charset)));
            page.iter().for_each(|page| fonts.word("cpg", Some(*page)));
            fonts.text(name);
            assert_eq!(Some(fonts.page(at, Page::by_number(1250).unwrap())), *expected, "{name}");
        }
        assert_eq!(fonts.page(99, Page::Symbol), Page::Symbol);
    }
}
