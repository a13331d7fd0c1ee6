//! Bytes → characters. In order: what the caller says, the byte order mark, what a page declares, UTF-8 if it is
//! valid, UTF-16 by its zero bytes, and at last the letters' frequency.

use super::ImportError;
use super::limits::HEAD_BYTES;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, IBM866, ISO_2022_JP, ISO_8859_2, ISO_8859_3, ISO_8859_4, ISO_8859_5,
    ISO_8859_6, ISO_8859_7, ISO_8859_8, ISO_8859_8_I, ISO_8859_10, ISO_8859_13, ISO_8859_14, ISO_8859_15, ISO_8859_16,
    KOI8_R, KOI8_U, MACINTOSH, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_874, WINDOWS_1250, WINDOWS_1251,
    WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258, X_MAC_CYRILLIC,
};

/// The text of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// Its characters, without a byte order mark.
    pub text: String,
    /// Name of its encoding by the WHATWG Encoding Standard.
    pub encoding: &'static str,
    /// The encoding was guessed by the frequency of the letters.
    pub is_guess: bool,
    /// What is unsure or lost, a sentence each.
    pub warnings: Vec<String>,
}

/// How an encoding was found.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Caller,
    Evidence,
    Guess,
}

/// Decodes a file. `label`, where given, wins over everything. `declares` is true for a format in which a file can
/// say what it is encoded in.
///
/// # Errors
/// When no encoding has this label, or the bytes are no text in any.
pub fn decode(bytes: &[u8], declares: bool, label: Option<&str>) -> Result<Decoded, ImportError> {
    let (encoding, by) = match label {
        Some(label) => (
            Encoding::for_label(label.as_bytes()).ok_or_else(|| ImportError::UnknownEncoding(label.to_owned()))?,
            By::Caller,
        ),
        None => find(bytes, declares),
    };
    let (text, lossy) = encoding.decode_with_bom_removal(bytes);
    if is_binary(&text) {
        return Err(ImportError::Binary);
    }
    let name = encoding.name();
    let mut warnings = Vec::new();
    if lossy {
        let count = text.matches('\u{fffd}').count();
        warnings
            .push(format!("Read as {name}, but {count} places are no characters in it and are shown as “\u{fffd}”."));
    } else if by == By::Guess {
        let next = alternatives(bytes).into_iter().find(|other| *other != encoding);
        let next = next.map(|next| format!(" ({} is next likely)", next.name())).unwrap_or_default();
        warnings.push(format!(
            "The file does not say how its characters are encoded; it was read as {name}, a guess at {} %{next}. Check the accents and quotation marks.",
            certainty(bytes, encoding)
        ));
    }
    Ok(Decoded { text: text.into_owned(), encoding: name, is_guess: by == By::Guess, warnings })
}

fn find(bytes: &[u8], declares: bool) -> (&'static Encoding, By) {
    if let Some(encoding) = by_mark_or_zeros(bytes) {
        return (encoding, By::Evidence);
    }
    let valid = std::str::from_utf8(bytes).is_ok();
    if let Some(encoding) = declared(bytes).filter(|_| declares) {
        // Pages are often served as one thing and saved as another: what reads as UTF-8 beyond ASCII is UTF-8.
        let lossy = encoding.decode_without_bom_handling(bytes).1;
        let saved_otherwise = (valid && !bytes.is_ascii()) || (lossy && almost_utf8(bytes));
        return (if saved_otherwise { UTF_8 } else { encoding }, By::Evidence);
    }
    if valid && !has_iso_2022_jp_escapes(bytes) {
        return (UTF_8, By::Evidence);
    }
    if almost_utf8(bytes) {
        return (UTF_8, By::Guess);
    }
    (by_frequency(bytes), By::Guess)
}

/// The encodings of the WHATWG Encoding Standard (section 4.2) that a text may be in.
pub const ALL: &[&Encoding] = &[
    UTF_8,
    UTF_16LE,
    UTF_16BE,
    WINDOWS_1252,
    WINDOWS_1250,
    WINDOWS_1251,
    WINDOWS_1253,
    WINDOWS_1254,
    WINDOWS_1255,
    WINDOWS_1256,
    WINDOWS_1257,
    WINDOWS_1258,
    WINDOWS_874,
    ISO_8859_2,
    ISO_8859_3,
    ISO_8859_4,
    ISO_8859_5,
    ISO_8859_6,
    ISO_8859_7,
    ISO_8859_8,
    ISO_8859_8_I,
    ISO_8859_10,
    ISO_8859_13,
    ISO_8859_14,
    ISO_8859_15,
    ISO_8859_16,
    KOI8_R,
    KOI8_U,
    IBM866,
    MACINTOSH,
    X_MAC_CYRILLIC,
    EUC_KR,
    SHIFT_JIS,
    EUC_JP,
    ISO_2022_JP,
    GBK,
    GB18030,
    BIG5,
];

/// Countries whose old encodings differ: what a text would be in if it came from there.
const FROM: &[&str] =
    &["ru", "ua", "kr", "jp", "cn", "tw", "gr", "tr", "il", "sa", "pl", "hu", "hr", "lt", "th", "vn", "de"];

/// The encodings that a file may well be in by the frequency of its letters: the likeliest first, then what it would be
/// in if it came from one country or another. None in which it has no meaning.
pub fn alternatives(bytes: &[u8]) -> Vec<&'static Encoding> {
    const LOOKED_AT: usize = 1024 * 1024;
    let head = bytes.get(..bytes.len().min(LOOKED_AT)).unwrap_or_default();
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(head, true);
    let guess = |from: Option<&[u8]>| detector.guess(from, Utf8Detection::Deny);
    let mut found = vec![by_frequency(head)];
    for encoding in [guess(None)].into_iter().chain(FROM.iter().map(|from| guess(Some(from.as_bytes())))) {
        if !found.contains(&encoding) && !encoding.decode_without_bom_handling(head).1 {
            found.push(encoding);
        }
    }
    found
}

/// Some lines of a file as they read in an encoding: those with characters beyond ASCII, which tell encodings apart, each
/// from a little before the first of them; of a page, the words between its tags. Only the first quarter of a megabyte is looked at.
pub fn sample(bytes: &[u8], encoding: &'static Encoding, lines: usize) -> Vec<String> {
    const LOOKED_AT: usize = 256 * 1024;
    const BEFORE: usize = 24;
    const LONGEST: usize = 160;
    let head = bytes.get(..bytes.len().min(LOOKED_AT)).unwrap_or_default();
    let text = encoding.decode_with_bom_removal(head).0;
    let telling = text.lines().filter_map(|line| {
        let line = without_tags(line);
        let line = line.trim();
        let first = line.chars().position(|c| !c.is_ascii())?;
        Some(line.chars().skip(first.saturating_sub(BEFORE)).take(LONGEST).collect())
    });
    telling.take(lines).collect()
}

/// A line without the tags in it.
fn without_tags(line: &str) -> String {
    let mut kept = String::new();
    let mut rest = line;
    while let Some((before, tag)) = rest.split_once('<') {
        kept.push_str(before);
        let begins = tag.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
        rest = match tag.split_once('>').filter(|_| begins) {
            Some((_, after)) => after,
            None => {
                kept.push('<');
                tag
            }
        };
    }
    kept + rest
}

/// The encoding that a byte order mark names, or UTF-16 without one: of the bytes at even or at odd places many are
/// zero, and hardly any of the others.
pub fn by_mark_or_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Some(encoding);
    }
    let head = bytes.get(..bytes.len().min(HEAD_BYTES)).unwrap_or_default();
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    // Spaces and line ends have a zero byte in every script, so even Chinese text has some.
    let many = half / 50;
    match (even, odd) {
        _ if half < 2 || !bytes.len().is_multiple_of(2) => None,
        (0, odd) if odd > many => Some(UTF_16LE),
        (even, 0) if even > many => Some(UTF_16BE),
        (even, odd) if odd > half / 2 && even * 20 < odd => Some(UTF_16LE),
        (even, odd) if even > half / 2 && odd * 20 < even => Some(UTF_16BE),
        _ => None,
    }
}

/// What an XML declaration or a `meta` element says (WHATWG HTML, section 13.2.3.2, simplified: the first
/// `charset=` or `encoding=` inside a tag counts).
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(HEAD_BYTES)).unwrap_or_default();
    let head: String = head.iter().map(|byte| char::from(*byte).to_ascii_lowercase()).collect();
    for tag in head.split('<') {
        let key = if tag.starts_with("?xml") {
            "encoding"
        } else if tag.starts_with("meta") {
            "charset"
        } else {
            continue;
        };
        let tag = tag.split('>').next().unwrap_or_default();
        let Some((_, value)) = tag.split_once(key) else { continue };
        let value = value.trim_start().trim_start_matches('=').trim_start_matches([' ', '"', '\'']);
        let end = value.find([' ', '"', '\'', ';', '?', '/']).unwrap_or(value.len());
        let label = value.get(..end).unwrap_or_default();
        if let Some(encoding) = Encoding::for_label(label.as_bytes()) {
            // A declaration that could be read byte by byte is not in UTF-16.
            return Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding });
        }
    }
    None
}

/// True for UTF-8 with a damaged place or two: a cut character, a stray byte.
fn almost_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad, mut rest) = (0usize, 0usize, bytes);
    loop {
        match std::str::from_utf8(rest) {
            Ok(text) => {
                good += beyond_ascii(text);
                break;
            }
            Err(error) => {
                let (valid, after) = rest.split_at(error.valid_up_to());
                good += std::str::from_utf8(valid).map_or(0, beyond_ascii);
                bad += 1;
                let skip = error.error_len().unwrap_or(after.len()).max(1);
                rest = after.get(skip..).unwrap_or_default();
            }
        }
    }
    good >= 20 * bad.max(1)
}

fn beyond_ascii(text: &str) -> usize {
    text.chars().filter(|c| !c.is_ascii()).count()
}

fn has_iso_2022_jp_escapes(bytes: &[u8]) -> bool {
    bytes.is_ascii() && bytes.windows(3).any(|window| matches!(window, b"\x1b$B" | b"\x1b$@" | b"\x1b(J"))
}

fn by_frequency(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    match guess {
        _ if guess == WINDOWS_1252 && is_hungarian(bytes) => {
            // The two differ in what these bytes are: quotation marks and dashes, or nothing printable.
            let has_quotes = bytes.iter().any(|byte| (0x80..=0x9f).contains(byte));
            if has_quotes { WINDOWS_1250 } else { ISO_8859_2 }
        }
        _ => guess,
    }
}

/// How sure a guess is, in percent: by how many of the pieces of the file would be read the same were each guessed alone,
/// by the rule of succession, so that few pieces prove little and none proves all.
fn certainty(bytes: &[u8], encoding: &'static Encoding) -> usize {
    const PIECES: usize = 20;
    const PIECE: usize = 4_096;
    let telling: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_ascii()).collect();
    let pieces = telling.chunks(telling.len().div_ceil(PIECES).max(1)).map(|lines| {
        let piece = lines.join(&b'\n');
        piece.get(..piece.len().min(PIECE)).map(<[u8]>::to_vec).unwrap_or_default()
    });
    let alike = |piece: &Vec<u8>| {
        let alone = if encoding == UTF_8 && almost_utf8(piece) { UTF_8 } else { by_frequency(piece) };
        alone.decode_without_bom_handling(piece).0 == encoding.decode_without_bom_handling(piece).0
    };
    let (count, same) = pieces.fold((0, 0), |(count, same), piece| (count + 1, same + usize::from(alike(&piece))));
    (same + 1) * 100 / (count + 2)
}

/// Hungarian words with the two letters that look like õ and û in windows-1252, where the detector leaves them.
fn is_hungarian(bytes: &[u8]) -> bool {
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    let words = ["hogy", "és", "az", "nem", "egy"].map(|word| text.split(' ').filter(|other| *other == word).count());
    let letters = text.chars().filter(|c| matches!(c, 'õ' | 'û')).count();
    let foreign = text.chars().filter(|c| matches!(c, 'ã' | 'ê' | 'ô')).count();
    letters > foreign && words.iter().filter(|count| **count > 0).count() >= 3
}

/// True when a text holds zero characters, or many other control characters: then it is no text.
fn is_binary(text: &str) -> bool {
    let (mut total, mut control, mut zero) = (0usize, 0usize, 0usize);
    for c in text.chars().take(65_536) {
        total += 1;
        zero += usize::from(c == '\0');
        control +=
            usize::from(c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{b}' | '\u{85}' | '\u{1b}'));
    }
    zero * 200 > total || control * 20 > total
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_that_a_text_is_in_is_among_the_likeliest() {
        let table = [
            ("Паром вышел из старой гавани в полдень и вернулся пустым.", KOI8_R),
            ("한국 정부는 오늘 회담이 끝났다고 밝혔다.", EUC_KR),
            ("「会議は終わりました」と大臣は語った。", SHIFT_JIS),
            ("Die Fähre verließ den Hafen, und niemand weiß, wo die Leute geblieben sind.", WINDOWS_1252),
        ];
        for (text, encoding) in table {
            let found = alternatives(&encoding.encode(text).0);
            let bytes = encoding.encode(text).0;
            let reads = |found: &'static Encoding| found.decode_without_bom_handling(&bytes).0.into_owned();
            assert!(found.iter().any(|found| reads(found) == text), "{text}: {found:?}");
            assert!(found.len() < ALL.len(), "some are impossible");
        }
    }

    #[test]
    fn a_guess_is_the_surer_the_more_of_the_file_speaks_for_it() {
        let russian = "Паром вышел из старой гавани в полдень и вернулся пустым, говорят очевидцы.";
        let check = |text: &str, encoding: &'static Encoding, expected: std::ops::RangeInclusive<usize>| {
            let found = certainty(&encoding.encode(text).0, encoding);
            assert!(expected.contains(&found), "{found} %: {text}");
        };
        check(russian, KOI8_R, 60..=70);
        check(&format!("{russian}\n").repeat(20), KOI8_R, 90..=96);
        check("caf\u{e9}\nna\u{ef}ve\n\u{201c}so\u{201d}", WINDOWS_1252, 0..=80);
        check(&format!("{russian}\n").repeat(5), WINDOWS_1251, 80..=90);
        check("plain", WINDOWS_1252, 50..=50);
        // What is read as another encoding would have it finds nothing that speaks for it.
        let wrong = certainty(&KOI8_R.encode(&format!("{russian}\n").repeat(20)).0, WINDOWS_1251);
        assert!(wrong < 10, "{wrong} %");
    }

    #[test]
    fn a_sample_shows_the_lines_that_tell_encodings_apart() {
        let text = format!("plain\n{}caf\u{e9} au lait\nplain\n\u{fc}ber", "x".repeat(40));
        let bytes = WINDOWS_1252.encode(&text).0;
        assert_eq!(sample(&bytes, WINDOWS_1252, 3), [format!("{}café au lait", "x".repeat(21)), "über".into()]);
        assert_eq!(sample(&bytes, WINDOWS_1250, 1), [format!("{}café au lait", "x".repeat(21))]);
        assert_eq!(sample(b"plain", UTF_8, 3), [""; 0]);
        let page = "<p title='é'>caf</p>\n<p class=a>3 < ü</p>";
        assert_eq!(sample(page.as_bytes(), UTF_8, 3), ["3 < ü"]);
    }
}
