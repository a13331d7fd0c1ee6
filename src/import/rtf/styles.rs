//! The style sheet: what the paragraphs in a style are.

use crate::model::BlockKind;
use std::collections::HashMap;

/// The paragraph styles of a rich text.
#[derive(Clone, Debug, Default)]
pub struct Styles {
    styles: HashMap<i32, Style>,
    current: Option<i32>,
}

#[derive(Clone, Debug, Default)]
struct Style {
    name: String,
    outline: Option<u8>,
}

/// Level from 1 of a heading with this outline level, which counts from 0; 9 is the body (RTF 1.9.1, `\outlinelevel`).
pub fn outline_level(number: i32) -> Option<u8> {
    u8::try_from(number).ok().filter(|level| *level < 9).map(|level| level + 1)
}

impl Styles {
    /// A style begins; it is style 0 until a control word says otherwise.
    pub fn begin(&mut self) {
        self.current = Some(0);
        self.styles.entry(0).or_default().name.clear();
    }

    /// Takes a control word of the style sheet.
    pub fn word(&mut self, name: &str, number: Option<i32>) {
        match name {
            "s" => {
                let style = number.unwrap_or(0);
                self.current = Some(style);
                self.styles.insert(style, Style::default());
            }
            // Styles of characters, sections and tables have numbers of their own.
            "cs" | "ds" | "ts" | "tsrowd" => self.current = None,
            "outlinelevel" => {
                if let Some(style) = self.current.and_then(|current| self.styles.get_mut(&current)) {
                    style.outline = number.and_then(outline_level);
                }
            }
            _ => {}
        }
    }

    /// Takes text of the style sheet: a name up to its semicolon.
    pub fn text(&mut self, text: &str) {
        if let Some(style) = self.current.and_then(|current| self.styles.get_mut(&current)) {
            style.name.push_str(text.split(';').next().unwrap_or_default());
        }
    }

    /// What a paragraph in this style is, with the level of a heading.
    pub fn kind(&self, style: i32) -> Option<(BlockKind, Option<u8>)> {
        let style = self.styles.get(&style)?;
        let name = style.name.trim().to_lowercase();
        let heading = name.strip_prefix("heading ").and_then(|number| number.parse::<u8>().ok());
        let kind = match name.as_str() {
            "title" => (BlockKind::Hed, None),
            "subtitle" => (BlockKind::Dek, None),
            "quote" | "intense quote" | "block text" => (BlockKind::Quotation, None),
            "caption" => (BlockKind::Caption, None),
            _ => {
                let level = heading.filter(|level| (1..=9).contains(level)).or(style.outline)?;
                (BlockKind::Heading, Some(level))
            }
        };
        Some(kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_are_known_by_their_names_and_outline_levels() {
        let mut styles = Styles::default();
        type Row = (&'static [(&'static str, i32)], &'static str, Option<(BlockKind, Option<u8>)>);
        let table: &[Row] = &[
            (&[("s", 1)], "heading 2;", Some((BlockKind::Heading, Some(2)))),
            (&[("s", 2), ("outlinelevel", 0)], "Überschrift 1;", Some((BlockKind::Heading, Some(1)))),
            (&[("s", 3), ("outlinelevel", 9)], "Body;", None),
            (&[("s", 4)], "Title;", Some((BlockKind::Hed, None))),
            (&[("s", 5)], "heading 12;", None),
        ];
        for (words, name, expected) in table {
            styles.begin();
            words.iter().for_each(|(word, number)| styles.word(word, Some(*number)));
            styles.text(name);
            assert_eq!(styles.kind(words[0].1), *expected, "{name}");
        }
        styles.begin();
        styles.word("cs", Some(4));
        styles.text("heading 1;");
        assert_eq!((styles.kind(4), styles.kind(0)), (Some((BlockKind::Hed, None)), None));
    }
}
