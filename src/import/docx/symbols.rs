//! Signs of fonts whose codes are no Unicode: Symbol and Wingdings. Word writes them as `w:sym`, or in the private use
//! area from U+F000 on (ECMA-376 part 1, 17.3.3.30).

/// A font whose signs are no letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Font {
    /// Symbol: Greek letters and signs of mathematics.
    Symbol,
    /// Wingdings: signs and ornaments.
    Wingdings,
}

impl Font {
    /// By its name; none for a font of letters, and for those whose signs are not known.
    pub(super) fn named(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "symbol" => Some(Self::Symbol),
            "wingdings" => Some(Self::Wingdings),
            _ => None,
        }
    }

    /// The character that a code of this font stands for.
    fn sign(self, code: u8) -> Option<char> {
        match self {
            Self::Symbol => {
                let from = code.checked_sub(0x20)?;
                SYMBOL.chars().nth(usize::from(from)).filter(|sign| *sign != NONE)
            }
            Self::Wingdings => WINGDINGS.iter().find(|(known, _)| *known == code).map(|(_, sign)| *sign),
        }
    }
}

/// The character of a `w:sym` element: a code of its font, or of Unicode where the font has letters.
pub(super) fn symbol(font: Option<Font>, code: &str) -> Option<char> {
    let code = u32::from_str_radix(code.trim(), 16).ok()?;
    match font {
        Some(font) => u8::try_from(code & 0xff)
            .ok()
            .filter(|_| matches!(code, 0..=0xff | 0xf000..=0xf0ff))
            .and_then(|code| font.sign(code)),
        None => char::from_u32(code).filter(|sign| !is_private(*sign) && !sign.is_control()),
    }
}

/// A text with its private characters as those that the font has for them. What is not known stays, so that it is seen.
pub(super) fn in_words(text: &str, font: Option<Font>) -> Option<String> {
    let font = font?;
    text.contains(is_private).then(|| text.chars().map(|c| private(c, font).unwrap_or(c)).collect())
}

fn private(c: char, font: Font) -> Option<char> {
    let code = u32::from(c).checked_sub(0xf000)?;
    font.sign(u8::try_from(code).ok()?)
}

fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}')
}

/// Stands where the font has no sign, or half of a tall bracket.
const NONE: char = '\0';

/// The Symbol font from code 0x20 on, as Unicode lists it (Adobe's mapping `symbol.txt`).
const SYMBOL: &str = concat!(
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_\u{203e}αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
    "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…\0\0↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑",
);

/// Signs of Wingdings that articles use: ticks, crosses, boxes, bullets, arrows, hands, figures in circles.
const WINGDINGS: &[(u8, char)] = &[
    (0x20, ' '),
    (0x22, '✂'),
    (0x28, '☎'),
    (0x2a, '✉'),
    (0x36, '⌛'),
    (0x3f, '✍'),
    (0x41, '✌'),
    (0x43, '👍'),
    (0x44, '👎'),
    (0x45, '☜'),
    (0x46, '☞'),
    (0x47, '☝'),
    (0x48, '☟'),
    (0x4a, '☺'),
    (0x4b, '😐'),
    (0x4c, '☹'),
    (0x51, '✈'),
    (0x52, '☼'),
    (0x54, '❄'),
    (0x58, '✠'),
    (0x59, '✡'),
    (0x5a, '☪'),
    (0x5b, '☯'),
    (0x6c, '●'),
    (0x6d, '❍'),
    (0x6e, '■'),
    (0x6f, '□'),
    (0x71, '❑'),
    (0x72, '❒'),
    (0x74, '⧫'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x78, '⌧'),
    (0x7b, '❀'),
    (0x80, '⓪'),
    (0x81, '①'),
    (0x82, '②'),
    (0x83, '③'),
    (0x84, '④'),
    (0x85, '⑤'),
    (0x86, '⑥'),
    (0x87, '⑦'),
    (0x88, '⑧'),
    (0x89, '⑨'),
    (0x8a, '⑩'),
    (0x8b, '⓿'),
    (0x8c, '❶'),
    (0x8d, '❷'),
    (0x8e, '❸'),
    (0x8f, '❹'),
    (0x90, '❺'),
    (0x91, '❻'),
    (0x92, '❼'),
    (0x93, '❽'),
    (0x94, '❾'),
    (0x95, '❿'),
    (0x9e, '·'),
    (0x9f, '•'),
    (0xa1, '○'),
    (0xa7, '▪'),
    (0xa8, '◻'),
    (0xab, '★'),
    (0xd5, '⌫'),
    (0xd8, '➢'),
    (0xdf, '←'),
    (0xe0, '→'),
    (0xe1, '↑'),
    (0xe2, '↓'),
    (0xe8, '➔'),
    (0xef, '⇦'),
    (0xf0, '⇨'),
    (0xf1, '⇧'),
    (0xf2, '⇩'),
    (0xf3, '⬄'),
    (0xfb, '✗'),
    (0xfc, '✓'),
    (0xfd, '☒'),
    (0xfe, '☑'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_symbol_fonts_become_characters() {
        let table = [
            (Some(Font::Symbol), "F061", Some('α')),
            (Some(Font::Symbol), "7E", Some('∼')),
            (Some(Font::Symbol), "F0A0", Some('€')),
            (Some(Font::Symbol), "F0B3", Some('≥')),
            (Some(Font::Symbol), "F0E5", Some('∑')),
            (Some(Font::Symbol), "F0FF", None),
            (Some(Font::Wingdings), "F0FC", Some('✓')),
            (Some(Font::Wingdings), "2022", None),
            (None, "2192", Some('→')),
            (None, "F04A", None),
            (None, "no", None),
        ];
        for (font, code, sign) in table {
            assert_eq!(symbol(font, code), sign, "{font:?} {code}");
        }
        assert_eq!(in_words("\u{f0b3} 5 \u{f0ff}", Some(Font::Symbol)).as_deref(), Some("≥ 5 \u{f0ff}"));
        assert_eq!((in_words("a", Some(Font::Symbol)), in_words("\u{f0b3}", None)), (None, None));
        assert_eq!(Font::named("Wingdings"), Some(Font::Wingdings));
    }
}
