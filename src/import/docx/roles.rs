//! What a paragraph is by the name of its style. Word writes the names of its own styles in English whatever language
//! it speaks (ECMA-376 part 1, 17.7.4.9); other programs write them in theirs.

/// What the paragraphs of a style are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    /// Nothing in particular.
    #[default]
    Body,
    /// The headline.
    Title,
    /// The line below it.
    Subtitle,
    /// A heading, of a level from 1.
    Heading(u8),
    /// The text under a picture.
    Caption,
    /// A passage set apart.
    Quotation,
    /// Text in lines that must stay as they are.
    Preformatted,
    /// An item of a list, nested from 1.
    Item(u8),
    /// A line of the table of contents.
    Contents,
}

impl Role {
    /// By level in the outline, from 0; 9 is body text (17.3.1.20).
    pub(super) fn at_outline(level: u8) -> Self {
        if level < 9 { Self::Heading(level + 1) } else { Self::Body }
    }
}

/// Names without blanks and in small letters: of Word, of other programs, and of newsrooms.
const NAMES: &[(&str, Role)] = &[
    ("normal", Role::Body),
    ("title", Role::Title),
    ("headline", Role::Title),
    ("hed", Role::Title),
    ("titel", Role::Title),
    ("titre", Role::Title),
    ("título", Role::Title),
    ("titolo", Role::Title),
    ("제목", Role::Title),
    ("標題", Role::Title),
    ("表題", Role::Title),
    ("subtitle", Role::Subtitle),
    ("dek", Role::Subtitle),
    ("deck", Role::Subtitle),
    ("standfirst", Role::Subtitle),
    ("untertitel", Role::Subtitle),
    ("soustitre", Role::Subtitle),
    ("sous-titre", Role::Subtitle),
    ("subtítulo", Role::Subtitle),
    ("sottotitolo", Role::Subtitle),
    ("부제", Role::Subtitle),
    ("副題", Role::Subtitle),
    ("caption", Role::Caption),
    ("imagecaption", Role::Caption),
    ("tablecaption", Role::Caption),
    ("cutline", Role::Caption),
    ("beschriftung", Role::Caption),
    ("légende", Role::Caption),
    ("quote", Role::Quotation),
    ("intensequote", Role::Quotation),
    ("blocktext", Role::Quotation),
    ("quotations", Role::Quotation),
    ("blockquote", Role::Quotation),
    ("htmlpreformatted", Role::Preformatted),
    ("preformattedtext", Role::Preformatted),
    ("sourcecode", Role::Preformatted),
    ("macrotext", Role::Preformatted),
    ("macro", Role::Preformatted),
];

/// What headings are called, before their number.
const HEADINGS: &[&str] = &[
    "heading",
    "überschrift",
    "berschrift",
    "titre",
    "título",
    "titolo",
    "kop",
    "rubrik",
    "overskrift",
    "otsikko",
    "nagłówek",
    "nadpis",
    "címsor",
    "заголовок",
    "başlık",
    "標題",
    "标题",
    "見出し",
    "제목",
];

/// What a style of this name, or with this identifier, is for; none where the name tells nothing.
pub(super) fn by_name(name: &str) -> Option<Role> {
    let name: String = name.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let found = NAMES.iter().find(|(known, _)| *known == name).map(|(_, role)| *role);
    found.or_else(|| by_number(&name))
}

/// A name that ends with a number from 1 to 9, or a list's without one.
fn by_number(name: &str) -> Option<Role> {
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = name.get(stem.len()..).unwrap_or_default();
    let level: u8 = if number.is_empty() { 1 } else { number.parse().ok().filter(|level| (1..=9).contains(level))? };
    match stem {
        "listbullet" | "listnumber" => Some(Role::Item(level)),
        "toc" | "contents" if !number.is_empty() => Some(Role::Contents),
        _ if !number.is_empty() && HEADINGS.contains(&stem) => Some(Role::Heading(level)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_are_known_by_their_names() {
        let table = [
            ("heading 1", Some(Role::Heading(1))),
            ("Heading9", Some(Role::Heading(9))),
            ("heading 10", None),
            ("heading", None),
            ("Überschrift 2", Some(Role::Heading(2))),
            ("제목 3", Some(Role::Heading(3))),
            ("Title", Some(Role::Title)),
            ("Intense Quote", Some(Role::Quotation)),
            ("List Bullet", Some(Role::Item(1))),
            ("List Number 3", Some(Role::Item(3))),
            ("toc 2", Some(Role::Contents)),
            ("TOC Heading", None),
            ("Titled", None),
        ];
        for (name, role) in table {
            assert_eq!(by_name(name), role, "{name}");
        }
    }
}
