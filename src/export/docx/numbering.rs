//! Numbers of list items and headings as Word counts them (ISO/IEC 29500-1, 17.9), so that it prints the very labels that
//! the article has.

use super::package::NAMESPACES;
use super::xml::escaped;
use std::collections::HashMap;

/// Levels of a list.
const LEVELS: u8 = 9;

/// What a label counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Figures {
    Decimal,
    SmallLetters,
    Letters,
    /// Nothing: all of it is printed as it is.
    Nothing,
}

/// How the labels of a list look at one level: what stands before the figure and behind it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Look {
    level: u8,
    before: String,
    figures: Figures,
    behind: String,
}

/// A list: how it looks, what it begins with, and what its next item would have.
struct List {
    look: usize,
    start: u32,
    next: u32,
}

/// The lists of a document. The first one is that of items without a label.
#[derive(Default)]
pub(super) struct Numbering {
    looks: HashMap<Look, usize>,
    lists: Vec<List>,
    /// The list that goes on for each look.
    going_on: HashMap<usize, usize>,
}

impl Numbering {
    /// The properties of a paragraph that make it an item with this label, at a level from 1.
    pub fn item(&mut self, label: Option<&str>, level: u8) -> String {
        let level = level.clamp(1, LEVELS) - 1;
        let list = label.map_or(1, |label| self.list(label, level) + 2);
        format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>")
    }

    /// The list in which the next item at this level has this label.
    fn list(&mut self, label: &str, level: u8) -> usize {
        let (look, number) = read(label, level);
        let next = self.looks.len();
        let look = *self.looks.entry(look).or_insert(next);
        if let Some(at) = self.going_on.get(&look)
            && let Some(list) = self.lists.get_mut(*at).filter(|list| list.next == number)
        {
            list.next += u32::from(number > 0);
            return *at;
        }
        // A label that is printed as it is does not count.
        self.lists.push(List { look, start: number, next: if number == 0 { 0 } else { number + 1 } });
        self.going_on.insert(look, self.lists.len() - 1);
        self.lists.len() - 1
    }

    /// The part that holds the lists.
    pub fn part(&self) -> String {
        let mut out = format!("<w:numbering {NAMESPACES}>");
        out.push_str("<w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"hybridMultilevel\"/>");
        (0..LEVELS).for_each(|level| put!(&mut out, "{}", self::level(level, 1, "bullet", "–")));
        out.push_str("</w:abstractNum>");
        let mut looks: Vec<(&Look, &usize)> = self.looks.iter().collect();
        looks.sort_by_key(|(_, at)| **at);
        for (look, at) in looks {
            let (figures, text) = printed(look);
            put!(&mut out, "<w:abstractNum w:abstractNumId=\"{}\"><w:multiLevelType w:val=\"multilevel\"/>", at + 1);
            put!(&mut out, "{}</w:abstractNum>", level(look.level, 1, figures, &text));
        }
        out.push_str("<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>");
        for (at, list) in self.lists.iter().enumerate() {
            let level = self.looks.iter().find(|(_, look)| **look == list.look).map_or(0, |(look, _)| look.level);
            put!(
                &mut out,
                "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"{}\"/><w:lvlOverride w:ilvl=\"{level}\">\
                <w:startOverride w:val=\"{}\"/></w:lvlOverride></w:num>",
                at + 2,
                list.look + 1,
                list.start.max(1)
            );
        }
        out + "</w:numbering>"
    }
}

fn level(level: u8, start: u32, figures: &str, text: &str) -> String {
    let left = 360 * (u32::from(level) + 1);
    format!(
        "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"{start}\"/><w:numFmt w:val=\"{figures}\"/><w:lvlText w:val=\"{}\"/>\
        <w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{left}\" w:hanging=\"360\"/></w:pPr></w:lvl>",
        escaped(text)
    )
}

/// The figure is the last thing in a label that can be counted on: `2.` of `1.2.`, `b` of `b)`.
fn read(label: &str, level: u8) -> (Look, u32) {
    let is_figure = |c: char| c.is_ascii_digit();
    let whole = || (Look { level, before: label.to_owned(), figures: Figures::Nothing, behind: String::new() }, 0);
    let behind = label.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
    let (stem, rest) = label.split_at(behind.len());
    let digits = stem.len() - stem.trim_end_matches(is_figure).len();
    let (cut, figures, number) = if digits > 0 {
        let figure = &stem[stem.len() - digits..];
        let number = figure.parse().ok().filter(|number| (1..=30_000).contains(number));
        (digits, Figures::Decimal, number.filter(|_| !figure.starts_with('0')))
    } else {
        let last = stem.chars().next_back().unwrap_or('\0');
        let alone = !stem.strip_suffix(last).unwrap_or_default().ends_with(char::is_alphanumeric);
        let base = if last.is_ascii_lowercase() { b'a' } else { b'A' };
        let figures = if last.is_ascii_lowercase() { Figures::SmallLetters } else { Figures::Letters };
        let number = (last.is_ascii_alphabetic() && alone).then(|| u32::from(last) - u32::from(base) + 1);
        (1, figures, number)
    };
    let Some(number) = number else { return whole() };
    let before = stem[..stem.len() - cut].to_owned();
    // A percent sign before a digit would stand for the number of a level.
    if before.contains('%') || rest.contains('%') {
        return whole();
    }
    (Look { level, before, figures, behind: rest.to_owned() }, number)
}

fn printed(look: &Look) -> (&'static str, String) {
    let text = |figures| (figures, format!("{}%{}{}", look.before, look.level + 1, look.behind));
    match look.figures {
        Figures::Decimal => text("decimal"),
        Figures::SmallLetters => text("lowerLetter"),
        Figures::Letters => text("upperLetter"),
        // A percent sign before a digit would stand for the number of a level; nobody sees what parts them.
        Figures::Nothing => ("none", look.before.replace('%', "%\u{200b}")),
    }
}
