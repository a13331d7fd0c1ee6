//! What may stand around a reference.

/// True for what quotes or brackets a word from outside.
pub(super) fn is_wrapping(sign: char) -> bool {
    matches!(
        sign,
        '<' | '>' | '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」' | '『' | '』' | '《' | '》' | '（' | '）'
    )
}

/// True for what ends words, and is no part of an address that stands before it.
pub(super) fn is_ending(sign: char) -> bool {
    matches!(sign, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '…' | '、' | '。' | '，')
}

/// A text without what ends it, and without a bracket that was opened outside.
pub(super) fn without_ending(text: &str) -> &str {
    let mut text = text;
    loop {
        let shorter = text.trim_end_matches(is_ending);
        let shorter = without_bracket(shorter, '(', ')');
        let shorter = without_bracket(shorter, '[', ']');
        if shorter.len() == text.len() {
            return text;
        }
        text = shorter;
    }
}

fn without_bracket(text: &str, open: char, close: char) -> &str {
    match text.strip_suffix(close) {
        Some(shorter) if text.matches(close).count() > text.matches(open).count() => shorter,
        _ => text,
    }
}

/// True when a word does not go on before this byte.
pub(super) fn begins_word(text: &str, at: usize) -> bool {
    !text.get(..at).unwrap_or_default().ends_with(char::is_alphanumeric)
}

/// True when no word in Latin letters or figures goes on behind this byte; in other scripts a particle may follow.
pub(super) fn ends_word(text: &str, at: usize) -> bool {
    !text.get(at..).unwrap_or_default().starts_with(|sign: char| sign.is_ascii_alphanumeric())
}

/// The word that stands before this byte, without what ends it, in small letters.
pub(super) fn word_before(text: &str, at: usize) -> String {
    let before = text.get(..at).unwrap_or_default();
    let before = before.trim_end_matches(|sign: char| sign.is_whitespace() || matches!(sign, ':' | '.' | '(' | '№'));
    let start = before
        .rfind(|sign: char| !sign.is_alphabetic())
        .map_or(0, |last| last + before.get(last..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    before.get(start..).unwrap_or_default().to_lowercase()
}
