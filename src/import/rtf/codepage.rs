//! Which characters the bytes of a rich text stand for: by the code page of the document, or of a font.

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GBK, IBM866, KOI8_R, KOI8_U, MACINTOSH, SHIFT_JIS, UTF_8, WINDOWS_874, WINDOWS_1250,
    WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258,
    X_MAC_CYRILLIC,
};

/// A way to read bytes as characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// One that web pages use as well.
    Web(&'static Encoding),
    /// One of DOS: the characters from 128 on.
    Dos(&'static str),
    /// The font “Symbol”: Greek letters and signs of mathematics.
    Symbol,
    /// A font of little pictures, whose bytes stand for no characters.
    Pictures,
}

/// Code page 437, from 128 on.
const DOS_437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
    └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";
/// Code page 850, from 128 on.
const DOS_850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
    └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";
/// Adobe’s Symbol encoding, from 32 on; a space where it has nothing.
const SYMBOL: &str = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼ \
    \u{20}                               €ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭";

impl Page {
    /// The code page of this number (RTF 1.9.1, `\ansicpg` and `\cpg`), where we have it.
    pub fn by_number(number: i32) -> Option<Self> {
        let encoding = match number {
            437 => return Some(Self::Dos(DOS_437)),
            850 | 858 => return Some(Self::Dos(DOS_850)),
            866 => IBM866,
            874 => WINDOWS_874,
            932 => SHIFT_JIS,
            936 | 54936 => GBK,
            949 => EUC_KR,
            950 => BIG5,
            1250 => WINDOWS_1250,
            1251 => WINDOWS_1251,
            1252 => WINDOWS_1252,
            1253 => WINDOWS_1253,
            1254 => WINDOWS_1254,
            1255 => WINDOWS_1255,
            1256 => WINDOWS_1256,
            1257 => WINDOWS_1257,
            1258 => WINDOWS_1258,
            10000 => MACINTOSH,
            10007 => X_MAC_CYRILLIC,
            20866 => KOI8_R,
            21866 => KOI8_U,
            65001 => UTF_8,
            _ => return None,
        };
        Some(Self::Web(encoding))
    }

    /// The code page of a character set (RTF 1.9.1, `\fcharset`), except that of symbols.
    pub fn by_charset(charset: i32) -> Option<Self> {
        let number = match charset {
            0 => 1252,
            77 => 10000,
            78 | 128 => 932,
            79 | 129 => 949,
            80 | 134 => 936,
            81 | 136 => 950,
            89 => 10007,
            85 | 161 => 1253,
            86 | 162 => 1254,
            163 => 1258,
            83 | 177 => 1255,
            84 | 178..=180 => 1256,
            181 => 1255,
            186 => 1257,
            204 => 1251,
            87 | 222 => 874,
            88 | 238 => 1250,
            254 => 437,
            255 => 850,
            _ => return None,
        };
        Self::by_number(number)
    }

    /// The characters that bytes stand for.
    pub fn decode(self, bytes: &[u8]) -> String {
        match self {
            Self::Web(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
            Self::Dos(upper) => bytes.iter().map(|byte| beyond(*byte, upper)).collect(),
            Self::Symbol => bytes.iter().map(|byte| symbol(*byte)).collect(),
            Self::Pictures => String::new(),
        }
    }
}

fn beyond(byte: u8, upper: &str) -> char {
    let place = usize::from(byte).checked_sub(128);
    place.map_or(char::from(byte), |place| upper.chars().nth(place).unwrap_or('\u{fffd}'))
}

/// The character that a byte stands for in the font “Symbol”.
pub fn symbol(byte: u8) -> char {
    let place = usize::from(byte).checked_sub(32);
    place.map_or(char::from(byte), |place| SYMBOL.chars().nth(place).unwrap_or(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_stand_for_what_their_code_page_says() {
        let table: &[(Option<Page>, &[u8], &str)] = &[
            (Page::by_number(1252), b"\x93caf\xe9\x94", "“café”"),
            (Page::by_number(437), b"\x81ber \xe1 \xff", "über ß \u{a0}"),
            (Page::by_number(850), b"\x9d\xb5 \xff", "ØÁ \u{a0}"),
            (Page::by_number(10000), b"\x8e\xd2", "é“"),
            (Page::by_charset(204), b"\xcf\xf0\xe8", "При"),
            (Page::by_charset(128), b"\x83e\x83X", "テス"),
            (Page::by_charset(129), b"\xc7\xd1", "한"),
            (Page::by_charset(161), b"\xe1", "α"),
            (Some(Page::Symbol), b"aWD=5 \xa3\xb1\xb7\xfe", "αΩΔ=5 ≤±•⎭"),
            (Some(Page::Pictures), b"l", ""),
        ];
        for (page, bytes, expected) in table {
            assert_eq!(page.unwrap().decode(bytes), *expected);
        }
        assert_eq!((Page::by_number(0), Page::by_charset(1), DOS_437.chars().count()), (None, None, 128));
        assert_eq!((DOS_850.chars().count(), SYMBOL.chars().count()), (128, 223));
    }
}
