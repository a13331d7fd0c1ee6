//! Which characters a glyph stands for.

use super::accent::push_expanded;
use super::font::Fonts;
use hayro_interpret::font::{Glyph, OutlineGlyph};
use hayro_interpret::hayro_cmap::BfString;

/// What a glyph stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// These characters.
    Text(String),
    /// Nothing that is text.
    Nothing,
    /// This character, if the font's numbers are those of ASCII, as nothing says.
    Guess(char),
    /// A character, but the file does not say which.
    Unknown,
}

/// The characters of a glyph: what the file says (ISO 32000-1, 9.10.2), otherwise what its font says.
pub fn shown(glyph: &Glyph<'_>, fonts: &mut Fonts<'_>) -> Shown {
    let said = glyph.as_unicode().map(|said| match said {
        BfString::Char(c) => c.to_string(),
        BfString::String(text) => text,
    });
    let known = said.filter(|text| !text.chars().all(is_nothing));
    let text = known.or_else(|| match glyph {
        Glyph::Outline(outline) => from_font(outline, fonts),
        Glyph::Type3(_) => None,
    });
    match text {
        Some(text) => clean(&text),
        None => guess(glyph).map_or(Shown::Unknown, Shown::Guess),
    }
}

/// Fonts of one byte a character whose glyphs have names of their own mostly number them as ASCII does.
fn guess(glyph: &Glyph<'_>) -> Option<char> {
    let one_byte = match glyph {
        Glyph::Outline(outline) => outline.font_data().is_none(),
        Glyph::Type3(_) => true,
    };
    let c = char::from(u8::try_from(glyph.char_code()).ok().filter(|_| one_byte)?);
    (c.is_ascii_graphic() || c == ' ').then_some(c)
}

fn from_font(glyph: &OutlineGlyph, fonts: &mut Fonts<'_>) -> Option<String> {
    fonts.characters(glyph).filter(|text| !text.chars().all(is_nothing))
}

/// True for what a map has in place of a character that its maker did not know.
fn is_nothing(c: char) -> bool {
    (c.is_control() && !c.is_whitespace()) || matches!(c, '\u{fffd}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
}

fn clean(text: &str) -> Shown {
    let mut clean = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_nothing(*c)) {
        match c {
            // A soft hyphen that is drawn is a hyphen; many fonts have one glyph for both.
            '\u{ad}' => clean.push('-'),
            _ if c.is_whitespace() => clean.push(' '),
            _ => push_expanded(&mut clean, c),
        }
    }
    if clean.is_empty() { Shown::Nothing } else { Shown::Text(clean) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_cleaned() {
        for (text, expected) in [
            ("ﬁ", Shown::Text("fi".into())),
            ("\u{a0}", Shown::Text(" ".into())),
            ("\u{ad}", Shown::Text("-".into())),
            ("\u{1}", Shown::Nothing),
            ("e\u{301}", Shown::Text("e\u{301}".into())),
        ] {
            assert_eq!(clean(text), expected, "{text:?}");
        }
    }
}
