//! The style sheet of the report with its fonts, and the policy that allows this one sheet and nothing else.

use super::escape::css_string;
use crate::export::report::Report;
use sha2::{Digest, Sha256};

const SHEET: &str = include_str!("../../../assets/report/report.css");

/// Family, weight, style and file of each font: subsets (Latin, Greek, Cyrillic, signs) of the fonts in `assets/fonts`,
/// made by `assets/report/subset_fonts.py`.
const FONTS: [(&str, u16, &str, &[u8]); 5] = [
    ("Libertinus Serif", 400, "normal", include_bytes!("../../../assets/report/LibertinusSerif-Regular.woff2")),
    ("Libertinus Serif", 600, "normal", include_bytes!("../../../assets/report/LibertinusSerif-Semibold.woff2")),
    ("Libertinus Serif", 400, "italic", include_bytes!("../../../assets/report/LibertinusSerif-Italic.woff2")),
    ("Inter", 400, "normal", include_bytes!("../../../assets/report/Inter-Regular.woff2")),
    ("Inter", 600, "normal", include_bytes!("../../../assets/report/Inter-SemiBold.woff2")),
];

/// The whole style sheet. The running head holds the title of the story.
pub(super) fn sheet(report: &Report) -> String {
    let mut sheet = String::with_capacity(600 * 1024);
    for (family, weight, style, file) in FONTS {
        sheet.push_str("@font-face{font-family:\"");
        sheet.push_str(family);
        sheet.push_str(&format!("\";font-weight:{weight};font-style:{style};src:url(data:font/woff2;base64,"));
        base64(file, &mut sheet);
        sheet.push_str(") format(\"woff2\")}\n");
    }
    sheet.push_str(SHEET);
    let named = if report.tells_confidential { " · names confidential sources" } else { "" };
    let head = css_string(&short(report.title));
    let edition = css_string(&format!("{}{named}", report.edition));
    sheet
        + &format!(
            "@page{{@top-left{{content:{head}}}@top-right{{content:{edition}}}}}\n@page:first{{@top-left{{content:\"\"}}@top-right{{content:\"\"}}}}\n"
        )
}

/// A title that fits in a running head.
fn short(title: &str) -> String {
    match title.char_indices().nth(70) {
        Some((cut, _)) => format!("{}…", title[..cut].trim_end()),
        None => title.to_owned(),
    }
}

/// The Content Security Policy: this style sheet, by its hash, and the fonts in it; no script, nothing from anywhere.
/// (Content Security Policy Level 3, section 2.3.1, hash-source.)
pub(super) fn policy(sheet: &str) -> String {
    let mut hash = String::new();
    base64(&Sha256::digest(sheet.as_bytes()), &mut hash);
    format!("default-src 'none'; style-src 'sha256-{hash}'; font-src data:; base-uri 'none'; form-action 'none'")
}

/// Appends these bytes in base 64 (RFC 4648, section 4).
fn base64(bytes: &[u8], out: &mut String) {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for group in bytes.chunks(3) {
        let bits = group.iter().fold(0, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - group.len()));
        for place in 0..4 {
            let digit = ALPHABET[(bits >> (18 - 6 * place)) as usize & 63];
            out.push(if place > group.len() { '=' } else { char::from(digit) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_base_64() {
        for (input, expected) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"), ("\u{ff}>?", "w78+Pw==")]
        {
            let mut out = String::new();
            base64(input.as_bytes(), &mut out);
            assert_eq!(out, expected, "{input:?}");
        }
    }
}
