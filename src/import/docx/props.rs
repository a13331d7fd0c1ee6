//! Properties of paragraphs and runs, as far as they decide what is text and what it is (ECMA-376 part 1, 17.3).

use super::symbols::Font;
use crate::import::ImportError;
use crate::import::xml::{Element, Node, Ns, Xml};

/// Who changed something, and when; empty where the file does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Who {
    pub(super) author: String,
    pub(super) date: String,
}

/// Properties of a run, or of the mark that ends a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RunProps {
    /// Character style.
    pub(super) style: Option<String>,
    /// Hidden text (17.3.2.41), where it is said.
    pub(super) hidden: Option<bool>,
    /// A font whose signs are no letters.
    pub(super) font: Option<Font>,
    /// Set high (17.3.2.42).
    pub(super) raised: bool,
    /// Languages (17.3.2.20).
    pub(super) languages: Languages,
    /// The paragraph's mark was put in (17.13.5.20).
    pub(super) inserted: Option<Who>,
    /// The paragraph's mark was taken out (17.13.5.15).
    pub(super) deleted: Option<Who>,
}

/// Language tags of a run, by the scripts that they are for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Languages {
    /// Of most scripts.
    pub(super) main: Option<String>,
    /// Of East Asian scripts.
    pub(super) east: Option<String>,
    /// Of scripts that run from right to left.
    pub(super) bidi: Option<String>,
}

/// Properties of a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ParagraphProps {
    /// Paragraph style.
    pub(super) style: Option<String>,
    /// Its list (17.9.18); zero for none.
    pub(super) list: Option<i64>,
    /// Its level in the list, from 0.
    pub(super) list_level: Option<u8>,
    /// Its level in the outline (17.3.1.20), from 0; 9 for body text.
    pub(super) outline: Option<u8>,
    /// Of its mark.
    pub(super) mark: RunProps,
}

/// The `val` attribute.
pub(super) fn val(xml: &Xml, element: &Element) -> Option<String> {
    attribute(xml, element, "val")
}

/// An attribute of WordprocessingML; some writers leave its prefix out.
pub(super) fn attribute(xml: &Xml, element: &Element, name: &str) -> Option<String> {
    xml.attribute(element, Ns::Word, name).or_else(|| xml.attribute(element, Ns::None, name))
}

/// A whole number in the `val` attribute.
pub(super) fn number<T: std::str::FromStr>(xml: &Xml, element: &Element) -> Option<T> {
    val(xml, element)?.trim().parse().ok()
}

/// A property that is on when it is there, unless it says that it is off (17.17.4).
pub(super) fn is_on(xml: &Xml, element: &Element) -> bool {
    !matches!(val(xml, element).as_deref(), Some("0" | "false" | "off"))
}

/// Author and date of a tracked change or a comment.
pub(super) fn who(xml: &Xml, element: &Element) -> Who {
    let said = |name| attribute(xml, element, name).unwrap_or_default().trim().to_owned();
    Who { author: said("author"), date: said("date") }
}

/// Reads `rPr`, which has just begun, to its end. What it was before a tracked change is passed over.
///
/// # Errors
/// When the XML is damaged or hostile.
pub(super) fn run(xml: &mut Xml) -> Result<RunProps, ImportError> {
    let mut props = RunProps::default();
    while let Some(Node::Start(element)) = element_or_end(xml)? {
        if let (Ns::Word, name) = element.name() {
            match name {
                "rStyle" => props.style = val(xml, &element),
                "vanish" => props.hidden = Some(is_on(xml, &element)),
                "vertAlign" => props.raised = val(xml, &element).as_deref() == Some("superscript"),
                "rFonts" => props.font = font(xml, &element),
                "lang" => props.languages = languages(xml, &element),
                "ins" | "moveTo" => props.inserted = Some(who(xml, &element)),
                "del" | "moveFrom" => props.deleted = Some(who(xml, &element)),
                _ => {}
            }
        }
        xml.skip()?;
    }
    Ok(props)
}

/// Reads `pPr`, which has just begun, to its end.
///
/// # Errors
/// When the XML is damaged or hostile.
pub(super) fn paragraph(xml: &mut Xml) -> Result<ParagraphProps, ImportError> {
    let mut props = ParagraphProps::default();
    while let Some(Node::Start(element)) = element_or_end(xml)? {
        match element.name() {
            (Ns::Word, "numPr") => {
                list(xml, &mut props)?;
                continue;
            }
            (Ns::Word, "rPr") => {
                props.mark = run(xml)?;
                continue;
            }
            (Ns::Word, "pStyle") => props.style = val(xml, &element),
            (Ns::Word, "outlineLvl") => props.outline = number(xml, &element),
            _ => {}
        }
        xml.skip()?;
    }
    Ok(props)
}

fn list(xml: &mut Xml, props: &mut ParagraphProps) -> Result<(), ImportError> {
    while let Some(Node::Start(element)) = element_or_end(xml)? {
        match element.name() {
            (Ns::Word, "numId") => props.list = number(xml, &element),
            (Ns::Word, "ilvl") => props.list_level = number(xml, &element),
            _ => {}
        }
        xml.skip()?;
    }
    Ok(())
}

/// The next element, or the end of the one around it; characters in between mean nothing.
///
/// # Errors
/// When the XML is damaged or hostile.
pub(super) fn element_or_end<'a>(xml: &mut Xml<'a>) -> Result<Option<Node<'a>>, ImportError> {
    loop {
        match xml.next()? {
            Some(Node::Text(_)) => {}
            node => return Ok(node),
        }
    }
}

fn font(xml: &Xml, element: &Element) -> Option<Font> {
    ["ascii", "hAnsi"].iter().find_map(|name| Font::named(&attribute(xml, element, name)?))
}

/// Reads a `lang` or `themeFontLang` element's attributes.
pub(super) fn languages(xml: &Xml, element: &Element) -> Languages {
    let tag = |name| attribute(xml, element, name).filter(|tag| is_language(tag));
    Languages { main: tag("val"), east: tag("eastAsia"), bidi: tag("bidi") }
}

/// True for what looks like a language tag (BCP 47) of a real language.
pub(super) fn is_language(tag: &str) -> bool {
    let parts: Vec<&str> = tag.split('-').collect();
    let fits = |part: &&str| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric());
    // `x-none` and `zxx` say that there is none.
    parts.first().is_some_and(|first| (2..=3).contains(&first.len()) && *first != "zxx") && parts.iter().all(fits)
}
