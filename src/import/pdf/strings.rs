//! Text strings of a PDF (ISO 32000-2, 7.9.2.2).

/// Characters of PDFDocEncoding that are not those of Latin-1 (ISO 32000-2, table D.2), from byte 0x18 and from 0x80.
const LOW: &str = "˘ˇˆ˙˝˛˚˜";
const HIGH: &str = "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž";

/// The characters of a text string: UTF-16 or UTF-8 behind their marks, PDFDocEncoding otherwise.
pub fn text(bytes: &[u8]) -> String {
    let units = |read: fn([u8; 2]) -> u16, bytes: &[u8]| {
        let units: Vec<u16> = bytes.as_chunks::<2>().0.iter().copied().map(read).collect();
        String::from_utf16_lossy(&units)
    };
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => units(u16::from_be_bytes, rest),
        [0xff, 0xfe, rest @ ..] => units(u16::from_le_bytes, rest),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| doc_character(*byte)).collect(),
    };
    without_escapes(&text)
}

fn doc_character(byte: u8) -> char {
    let listed = match byte {
        0x18..=0x1f => LOW.chars().nth(usize::from(byte - 0x18)),
        0x80..=0x9e => HIGH.chars().nth(usize::from(byte - 0x80)),
        0xa0 => Some('€'),
        _ => None,
    };
    listed.unwrap_or(char::from(byte))
}

/// Takes out the escape sequences that name a language (ISO 32000-1, 7.9.2.2).
fn without_escapes(text: &str) -> String {
    text.split('\u{1b}').step_by(2).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_strings_are_read_in_all_their_encodings() {
        for (bytes, expected) in [
            (&b"Caf\xe9 \x84 \x93"[..], "Café — fi"),
            (b"\xfe\xff\x20\xac\x00a", "€a"),
            (b"\xff\xfea\x00", "a"),
            (b"\xef\xbb\xbf\xc3\xa9", "é"),
            (b"\xfe\xff\x00\x1b\x00e\x00n\x00\x1b\x00a", "a"),
        ] {
            assert_eq!(text(bytes).replace('ﬁ', "fi"), expected, "{bytes:?}");
        }
    }
}
