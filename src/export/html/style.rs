//! The style sheet of the report with its fonts, and the policy that allows this one sheet and nothing else.

use super::escape::css_string;
use crate::export::report::Report;
use crate::export::{House, PageSize};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
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
        BASE64_STANDARD.encode_string(file, &mut sheet);
        sheet.push_str(") format(\"woff2\")}\n");
    }
    sheet.push_str(SHEET);
    let named = if report.tells_confidential { " · names confidential sources" } else { "" };
    let head = css_string(&short(report.title));
    let edition = css_string(&format!("{}{named}", report.edition_word()));
    sheet
        + &house(&report.house)
        + &format!(
            "@page{{@top-left{{content:{head}}}@top-right{{content:{edition}}}}}\n@page:first{{@top-left{{content:\"\"}}@top-right{{content:\"\"}}}}\n"
        )
}

/// What a house has otherwise: its colour, its paper, and its line at the foot.
fn house(house: &House) -> String {
    let mut sheet = String::new();
    if let Some([red, green, blue]) = house.accent {
        put!(&mut sheet, ":root{{--accent:#{red:02X}{green:02X}{blue:02X}}}\n");
    }
    if house.page == PageSize::Letter {
        sheet.push_str("@page{size:letter}\n");
    }
    if !house.footer.is_empty() {
        put!(&mut sheet, "@page{{@bottom-left{{content:{}}}}}\n", css_string(&short(&house.footer)));
    }
    sheet
}

/// A title that fits in a running head.
fn short(title: &str) -> String {
    match title.char_indices().nth(70) {
        Some((cut, _)) => format!("{}…", title[..cut].trim_end()),
        None => title.to_owned(),
    }
}

/// The Content Security Policy: this style sheet, by its hash, the fonts in it, and the logo in the page where there is
/// one; no script, nothing from anywhere. (Content Security Policy Level 3, section 2.3.1, hash-source.)
pub(super) fn policy(sheet: &str, logo: bool) -> String {
    let hash = BASE64_STANDARD.encode(Sha256::digest(sheet.as_bytes()));
    let images = if logo { " img-src data:;" } else { "" };
    format!(
        "default-src 'none'; style-src 'sha256-{hash}'; font-src data:;{images} base-uri 'none'; form-action 'none'"
    )
}
