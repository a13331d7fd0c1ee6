//! Headers and footers, which are not the article (ECMA-376 part 1, 17.10). They are looked at only to say whether
//! anything is in them besides page numbers.

use super::parts::Parts;
use super::walk::{Found, Known, Walk};
use crate::import::ImportError;

/// How many headers and footers are looked at.
const PARTS: usize = 100;
/// Words that may stand beside a page number, as in "Page 2 of 7".
const BESIDE_NUMBER: usize = 2;

/// True when a header or footer holds words that are more than a page number.
///
/// # Errors
/// When a part is damaged or hostile.
pub(super) fn have_words(parts: &mut Parts, known: &Known) -> Result<bool, ImportError> {
    for name in parts.all(&["header", "footer"]).iter().take(PARTS) {
        let Some(text) = parts.named(name)? else { continue };
        let mut found = Found::default();
        let pieces = Walk::new(&text, known, &mut found).all()?;
        if pieces.iter().any(|piece| is_more_than_number(&piece.text)) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn is_more_than_number(text: &str) -> bool {
    let words = text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
    let number = text.chars().any(char::is_numeric);
    words > if number { BESIDE_NUMBER } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_told_from_words() {
        let table = [
            ("", false),
            ("7", false),
            ("- 7 -", false),
            ("Page 2 of 7", false),
            ("Draft of 3 March, not for publication", true),
            ("CONFIDENTIAL", true),
        ];
        for (text, expected) in table {
            assert_eq!(is_more_than_number(text), expected, "{text}");
        }
    }
}
