//! The fonts that come with the program, those of the system behind them, and what to say when none has a character.

use super::theme::{sans, serif, serif_family, serif_strong_family, strong_family};
use egui::{Context, FontData, FontDefinitions, FontFamily};
use egui_system_font_provider::SystemFontProvider;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The bundled fonts: file name, bytes.
const FONTS: [(&str, &[u8]); 4] = [
    ("Inter", include_bytes!("../../assets/fonts/Inter-Regular.otf")),
    ("Inter SemiBold", include_bytes!("../../assets/fonts/Inter-SemiBold.otf")),
    ("Libertinus Serif", include_bytes!("../../assets/fonts/LibertinusSerif-Regular.otf")),
    ("Libertinus Serif Semibold", include_bytes!("../../assets/fonts/LibertinusSerif-Semibold.otf")),
];

/// Installs the bundled fonts. Each family falls back on Inter, which has the signs of the statuses.
pub fn install(ctx: &Context) {
    let mut fonts = FontDefinitions::default();
    for (name, bytes) in FONTS {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let behind = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let mut family = |family: FontFamily, names: &[&str]| {
        let names = names.iter().map(|name| (*name).to_owned()).chain(behind.clone()).collect();
        fonts.families.insert(family, names);
    };
    family(FontFamily::Proportional, &["Inter"]);
    family(strong_family(), &["Inter SemiBold", "Inter"]);
    family(serif_family(), &["Libertinus Serif", "Inter"]);
    family(serif_strong_family(), &["Libertinus Serif Semibold", "Inter"]);
    ctx.set_fonts(fonts);
}

/// Finds other characters in the fonts of the system, when they are first needed. Han characters look as in the
/// language given (BCP 47), since one code point is drawn differently in China, Japan and Korea.
pub fn use_system(ctx: &Context, language: Option<&str>) {
    ctx.set_font_providers(vec![Arc::new(SystemFontProvider::new().with_locale(language))]);
}

/// A script, by some of its characters, with the Debian package that has a font for it.
const SCRIPTS: [(&str, std::ops::RangeInclusive<char>, &str); 14] = [
    ("Hangul", '\u{1100}'..='\u{11FF}', "fonts-noto-cjk"),
    ("Korean", '\u{AC00}'..='\u{D7AF}', "fonts-noto-cjk"),
    ("Japanese", '\u{3040}'..='\u{30FF}', "fonts-noto-cjk"),
    ("Chinese", '\u{4E00}'..='\u{9FFF}', "fonts-noto-cjk"),
    ("Hebrew", '\u{0590}'..='\u{05FF}', "fonts-noto-core"),
    ("Arabic", '\u{0600}'..='\u{06FF}', "fonts-noto-core"),
    ("Devanagari", '\u{0900}'..='\u{097F}', "fonts-noto-core"),
    ("Bengali", '\u{0980}'..='\u{09FF}', "fonts-noto-core"),
    ("Tamil", '\u{0B80}'..='\u{0BFF}', "fonts-noto-core"),
    ("Thai", '\u{0E00}'..='\u{0E7F}', "fonts-noto-core"),
    ("Georgian", '\u{10A0}'..='\u{10FF}', "fonts-noto-core"),
    ("Ethiopic", '\u{1200}'..='\u{137F}', "fonts-noto-core"),
    ("Khmer", '\u{1780}'..='\u{17FF}', "fonts-noto-core"),
    ("emoji", '\u{1F300}'..='\u{1FAFF}', "fonts-noto-color-emoji"),
];

/// The scripts of a text that the bundled fonts do not have, each with one of its characters.
pub fn scripts(text: &str) -> BTreeMap<usize, char> {
    let mut found = BTreeMap::new();
    for sign in text.chars().filter(|sign| *sign >= '\u{0590}') {
        if let Some(at) = SCRIPTS.iter().position(|(_, range, _)| range.contains(&sign)) {
            found.entry(at).or_insert(sign);
        }
    }
    found
}

/// What to say about the scripts for which no font was found.
pub fn missing(ctx: &Context, scripts: &BTreeMap<usize, char>) -> Option<String> {
    let lacks =
        |sign: char| ctx.fonts_mut(|fonts| !fonts.has_glyph(&serif(19.0), sign) && !fonts.has_glyph(&sans(13.0), sign));
    let rows = scripts.iter().filter(|(_, sign)| lacks(**sign)).filter_map(|(at, _)| SCRIPTS.get(*at));
    let (names, mut packages): (Vec<&str>, Vec<&str>) = rows.map(|(name, _, package)| (*name, *package)).unzip();
    packages.dedup();
    (!names.is_empty()).then(|| {
        let (names, packages) = (names.join(", "), packages.join(" "));
        format!(
            "No font on this machine has the {names} characters of this article. Install {packages}, and open it again."
        )
    })
}

/// True when the text has words that are written from right to left.
pub fn has_right_to_left(text: &str) -> bool {
    text.chars().any(|sign| matches!(sign, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_scripts_that_need_a_font_of_the_system() {
        let table = [
            ("Seoul, Москва, Αθήνα", ""),
            ("서울의 한국어", "Korean"),
            ("東京の日", "Japanese Chinese"),
            ("שלום", "Hebrew"),
        ];
        for (text, expected) in table {
            let names: Vec<&str> = scripts(text).keys().map(|at| SCRIPTS[*at].0).collect();
            assert_eq!(names.join(" "), expected, "{text}");
        }
    }

    #[test]
    fn tells_right_to_left_text() {
        assert!(has_right_to_left("قال") && has_right_to_left("אמר") && !has_right_to_left("said — 말했다"));
    }
}
