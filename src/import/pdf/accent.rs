//! Accents that are shown over a letter as a glyph of their own, and letters that stand for several.

/// An accent that stands by itself, the one that combines (Unicode, Combining Diacritical Marks), and the letters that
/// there are with it.
const ACCENTS: &[(&str, char, &str, &str)] = &[
    ("`", '\u{300}', "AEIOUaeiouNn", "ÀÈÌÒÙàèìòùǸǹ"),
    ("´ˊ", '\u{301}', "AEIOUYaeiouyıCcNnSsZzLlRr", "ÁÉÍÓÚÝáéíóúýíĆćŃńŚśŹźĹĺŔŕ"),
    ("ˆ^", '\u{302}', "AEIOUaeiouıCcGgHhJjSsWwYy", "ÂÊÎÔÛâêîôûîĈĉĜĝĤĥĴĵŜŝŴŵŶŷ"),
    ("˜~", '\u{303}', "ANOanoIiUu", "ÃÑÕãñõĨĩŨũ"),
    ("¯ˉ", '\u{304}', "AEIOUaeiou", "ĀĒĪŌŪāēīōū"),
    ("˘", '\u{306}', "AaGgEeIiOoUu", "ĂăĞğĔĕĬĭŎŏŬŭ"),
    ("˙", '\u{307}', "CcEeGgZzI", "ĊċĖėĠġŻżİ"),
    ("¨", '\u{308}', "AEIOUYaeiouyı", "ÄËÏÖÜŸäëïöüÿï"),
    ("˚°", '\u{30a}', "AaUu", "ÅåŮů"),
    ("˝", '\u{30b}', "OoUu", "ŐőŰű"),
    ("ˇ", '\u{30c}', "CcDdEeNnRrSsTtZz", "ČčĎďĚěŇňŘřŠšŤťŽž"),
    ("¸", '\u{327}', "CcSsTt", "ÇçŞşŢţ"),
    ("˛", '\u{328}', "AaEeIiUu", "ĄąĘęĮįŲų"),
];

/// The letter that a letter and an accent make, in whichever order. None when these are not one of each.
pub fn compose(one: &str, other: &str) -> Option<String> {
    let (one, other) = (only(one)?, only(other)?);
    accented(one, other).or_else(|| accented(other, one))
}

fn only(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

fn accented(letter: char, accent: char) -> Option<String> {
    let (_, combining, plain, composed) =
        ACCENTS.iter().find(|(alone, combining, ..)| alone.contains(accent) || *combining == accent)?;
    if !letter.is_alphabetic() {
        return None;
    }
    let known = plain.chars().zip(composed.chars()).find(|(plain, _)| *plain == letter);
    Some(known.map_or_else(|| format!("{letter}{combining}"), |(_, composed)| composed.to_string()))
}

/// Appends a character as the letters it stands for: ligatures (U+FB00 to U+FB06) become what they join.
pub fn push_expanded(text: &mut String, c: char) {
    match c {
        'ﬀ' => text.push_str("ff"),
        'ﬁ' => text.push_str("fi"),
        'ﬂ' => text.push_str("fl"),
        'ﬃ' => text.push_str("ffi"),
        'ﬄ' => text.push_str("ffl"),
        'ﬅ' | 'ﬆ' => text.push_str("st"),
        _ => text.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_and_its_accent_are_one() {
        for (one, other, expected) in [
            ("e", "´", Some("é")),
            ("´", "e", Some("é")),
            ("ı", "¨", Some("ï")),
            ("c", "¸", Some("ç")),
            ("q", "ˇ", Some("q\u{30c}")),
            ("e", "\u{301}", Some("é")),
            ("e", "x", None),
            ("1", "´", None),
            ("ab", "´", None),
        ] {
            assert_eq!(compose(one, other).as_deref(), expected, "{one} {other}");
        }
    }

    #[test]
    fn every_list_of_letters_has_as_many_accented_ones() {
        for (alone, _, plain, composed) in ACCENTS {
            assert_eq!(plain.chars().count(), composed.chars().count(), "{alone}");
        }
    }
}
