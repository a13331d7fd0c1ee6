//! Numbers of list items and headings, which Word counts anew each time it shows a document (ECMA-376 part 1, 17.9).

use super::labels::Figures;
use super::props;
use super::styles::Styles;
use crate::import::xml::{Element, Node, Ns, Xml};
use crate::import::{ImportError, limits};
use std::collections::{HashMap, HashSet};

/// Levels of a list.
const LEVELS: usize = 9;

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: HashMap<i64, List>,
    definitions: HashMap<i64, Definition>,
}

/// A list: what it looks like, and what is different in it.
#[derive(Debug, Default)]
struct List {
    definition: i64,
    starts: HashMap<u8, u32>,
    levels: HashMap<u8, Level>,
}

/// What lists look like. Lists of the same definition are counted on.
#[derive(Debug, Default)]
struct Definition {
    levels: HashMap<u8, Level>,
    /// The list style that says what this one looks like.
    style: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Level {
    start: u32,
    figures: Figures,
    /// What is printed, with `%1` for the number of the first level.
    text: String,
    /// The level, from 1, after which it begins anew; 0 for never. Otherwise after each level above it.
    restart: Option<u32>,
    /// Paragraph style that stands for this level.
    style: Option<String>,
    /// Numbers of all levels are printed in figures.
    legal: bool,
}

impl Default for Level {
    fn default() -> Self {
        let figures = Figures::default();
        Self { start: 0, figures, text: String::new(), restart: None, style: None, legal: false }
    }
}

/// How far the lists of a document have been counted.
#[derive(Debug, Default)]
pub(super) struct Counters {
    by_definition: HashMap<i64, [Option<u32>; LEVELS]>,
    /// Lists that have begun: what they start with holds once.
    begun: HashSet<i64>,
}

impl Numbering {
    /// Reads the part that holds the lists.
    ///
    /// # Errors
    /// When the XML is damaged or hostile.
    pub(super) fn read(text: &str) -> Result<Self, ImportError> {
        let mut xml = Xml::new(text);
        let mut numbering = Self::default();
        while let Some(node) = xml.next()? {
            let Node::Start(element) = node else { continue };
            let id = |name| props::attribute(&xml, &element, name).and_then(|id| id.trim().parse().ok());
            match element.name() {
                (Ns::Word, "abstractNum") if numbering.definitions.len() < limits::DEFINITIONS => {
                    let id = id("abstractNumId").unwrap_or_default();
                    numbering.definitions.insert(id, definition(&mut xml)?);
                }
                (Ns::Word, "num") if numbering.lists.len() < limits::DEFINITIONS => {
                    let id = id("numId").unwrap_or_default();
                    numbering.lists.insert(id, list(&mut xml)?);
                }
                _ => {}
            }
        }
        Ok(numbering)
    }

    /// The level, from 0, that a paragraph style stands for in a list.
    pub(super) fn level_of_style(&self, list: i64, style: &str) -> Option<u8> {
        let levels = &self.definitions.get(&self.lists.get(&list)?.definition)?.levels;
        levels.iter().filter(|(_, level)| level.style.as_deref() == Some(style)).map(|(at, _)| *at).min()
    }

    /// Counts an item, and returns what is printed before it; none for a bullet, and for lists that are not defined.
    pub(super) fn count(&self, list: i64, level: u8, styles: &Styles, counters: &mut Counters) -> Option<String> {
        let own = self.lists.get(&list)?;
        let definition = self.definition(own, styles)?;
        let look = |at: u8| own.levels.get(&at).or_else(|| definition.levels.get(&at));
        let start = |at: u8| own.starts.get(&at).copied().or_else(|| Some(look(at)?.start)).unwrap_or(1);
        let numbers = counters.by_definition.entry(own.definition).or_default();
        if counters.begun.insert(list) {
            own.starts.keys().for_each(|at| {
                numbers.get_mut(usize::from(*at)).into_iter().for_each(|number| *number = None);
            });
        }
        let number = numbers.get_mut(usize::from(level))?;
        *number = Some(number.map_or_else(|| start(level), |number| number.saturating_add(1)));
        begin_anew(numbers, level, |at| look(at).and_then(|level| level.restart));
        let own_look = look(level)?;
        if matches!(own_look.figures, Figures::Bullet) {
            return None;
        }
        let print = |at: u8| {
            let figures =
                if own_look.legal { Figures::Decimal } else { look(at).map_or(Figures::Decimal, |look| look.figures) };
            figures.print(numbers.get(usize::from(at)).copied().flatten().unwrap_or_else(|| start(at)))
        };
        Some(printed(&own_look.text, print)).filter(|label| !label.is_empty())
    }

    /// What a list looks like: by its own definition, or by the list style that this names.
    fn definition(&self, list: &List, styles: &Styles) -> Option<&Definition> {
        let definition = self.definitions.get(&list.definition)?;
        let by_style = definition.style.as_deref().and_then(|style| self.lists.get(&styles.list(style)?));
        by_style.and_then(|list| self.definitions.get(&list.definition)).or(Some(definition))
    }
}

/// The levels below one that was counted begin anew (17.9.10).
fn begin_anew(numbers: &mut [Option<u32>; LEVELS], level: u8, restart: impl Fn(u8) -> Option<u32>) {
    for (at, number) in (0..).zip(numbers.iter_mut()).skip(usize::from(level) + 1) {
        if restart(at).is_none_or(|after| u32::from(level) < after) {
            *number = None;
        }
    }
}

/// The text of a level with its numbers filled in (17.9.11).
fn printed(text: &str, print: impl Fn(u8) -> String) -> String {
    let mut label = String::new();
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let level =
            signs.peek().filter(|_| sign == '%').and_then(|digit| digit.to_digit(10)).filter(|level| *level > 0);
        match level.and_then(|level| u8::try_from(level - 1).ok()) {
            Some(level) => {
                label += &print(level);
                signs.next();
            }
            None => label.push(sign),
        }
    }
    label.trim().to_owned()
}

fn definition(xml: &mut Xml) -> Result<Definition, ImportError> {
    let mut definition = Definition::default();
    while let Some(Node::Start(element)) = props::element_or_end(xml)? {
        match element.name() {
            (Ns::Word, "lvl") => {
                let at = level_number(xml, &element);
                let level = level(xml)?;
                at.map(|at| definition.levels.insert(at, level));
            }
            (Ns::Word, "numStyleLink") => {
                definition.style = props::val(xml, &element);
                xml.skip()?;
            }
            _ => xml.skip()?,
        }
    }
    Ok(definition)
}

fn list(xml: &mut Xml) -> Result<List, ImportError> {
    let mut list = List::default();
    while let Some(Node::Start(element)) = props::element_or_end(xml)? {
        match element.name() {
            (Ns::Word, "abstractNumId") => {
                list.definition = props::number(xml, &element).unwrap_or_default();
                xml.skip()?;
            }
            (Ns::Word, "lvlOverride") => {
                let at = level_number(xml, &element);
                replaced(xml, &mut list, at)?;
            }
            _ => xml.skip()?,
        }
    }
    Ok(list)
}

/// Reads what is different at one level of a list (17.9.8).
fn replaced(xml: &mut Xml, list: &mut List, at: Option<u8>) -> Result<(), ImportError> {
    while let Some(Node::Start(element)) = props::element_or_end(xml)? {
        match element.name() {
            (Ns::Word, "startOverride") => {
                let start = props::number(xml, &element);
                at.zip(start).map(|(at, start)| list.starts.insert(at, start));
                xml.skip()?;
            }
            (Ns::Word, "lvl") => {
                let level = level(xml)?;
                at.map(|at| list.levels.insert(at, level));
            }
            _ => xml.skip()?,
        }
    }
    Ok(())
}

fn level_number(xml: &Xml, element: &Element) -> Option<u8> {
    let at: u8 = props::attribute(xml, element, "ilvl")?.trim().parse().ok()?;
    (usize::from(at) < LEVELS).then_some(at)
}

/// Reads a level to its end. A format that only newer programs know stands in a choice of its own; it comes first, and
/// what is left for older ones is passed over.
fn level(xml: &mut Xml) -> Result<Level, ImportError> {
    let mut level = Level::default();
    let mut depth = 0_usize;
    loop {
        let element = match props::element_or_end(xml)? {
            Some(Node::Start(element)) => element,
            Some(_) if depth > 0 => {
                depth -= 1;
                continue;
            }
            _ => return Ok(level),
        };
        match element.name() {
            (Ns::Compatibility, "AlternateContent" | "Choice") => {
                depth += 1;
                continue;
            }
            (Ns::Word, "start") => level.start = props::number(xml, &element).unwrap_or_default(),
            (Ns::Word, "numFmt") => {
                let example = props::attribute(xml, &element, "format");
                level.figures = Figures::named(&props::val(xml, &element).unwrap_or_default(), example.as_deref());
            }
            (Ns::Word, "lvlText") => level.text = props::val(xml, &element).unwrap_or_default(),
            (Ns::Word, "lvlRestart") => level.restart = props::number(xml, &element),
            (Ns::Word, "pStyle") => level.style = props::val(xml, &element),
            (Ns::Word, "isLgl") => level.legal = props::is_on(xml, &element),
            _ => {}
        }
        xml.skip()?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTS: &str = r#"<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
        <w:abstractNum w:abstractNumId="0">
          <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
          <w:lvl w:ilvl="1"><w:start w:val="3"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>
          <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1-%3"/></w:lvl>
          <w:lvl w:ilvl="3"><w:start w:val="1"/><w:lvlRestart w:val="0"/><w:lvlText w:val="%4"/></w:lvl>
          <w:lvl w:ilvl="4"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
        </w:abstractNum>
        <w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Own"/></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="0"/>
          <w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
        <w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>
      </w:numbering>"#;

    const STYLES: &str = r#"<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
        <w:style w:type="numbering" w:styleId="Own"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
      </w:styles>"#;

    #[test]
    fn items_are_counted_by_level_and_list() {
        let numbering = Numbering::read(LISTS).unwrap();
        let styles = Styles::read(STYLES).unwrap();
        let mut counters = Counters::default();
        let table = [
            (1, 0, Some("I.")),
            (1, 1, Some("I.c)")),
            (1, 1, Some("I.d)")),
            (1, 3, Some("1")),
            (1, 0, Some("II.")),
            (1, 1, Some("II.c)")),
            (1, 2, Some("2-1")),
            (1, 3, Some("2")),
            (1, 4, None),
            (2, 0, Some("V.")),
            (2, 0, Some("VI.")),
            (1, 0, Some("VII.")),
            (3, 0, Some("I.")),
            (9, 0, None),
            (1, 200, None),
        ];
        for (list, level, expected) in table {
            let label = numbering.count(list, level, &styles, &mut counters);
            assert_eq!(label.as_deref(), expected, "{list} {level}");
        }
    }
}
