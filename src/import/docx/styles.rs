//! What the styles of a document make of its paragraphs: headings, captions, lists, hidden text
//! (ECMA-376 part 1, 17.7).

use super::props::{self, Languages, ParagraphProps, RunProps};
use super::roles::{self, Role};
use crate::import::xml::{Element, Node, Ns, Xml};
use crate::import::{ImportError, limits};
use std::collections::HashMap;

/// How many styles may be based on one another.
const CHAIN: usize = 64;

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    paragraphs: HashMap<String, Effect>,
    characters: HashMap<String, bool>,
    lists: HashMap<String, i64>,
    default: Effect,
    /// Languages that hold where a run does not say its own.
    pub(super) languages: Languages,
}

/// What a paragraph style does, with all that it is based on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Effect {
    /// What its paragraphs are.
    pub(super) role: Role,
    /// The list they are in; zero for none.
    pub(super) list: Option<i64>,
    /// Their level in it, where the style says so.
    pub(super) list_level: Option<u8>,
    /// True when they are hidden.
    pub(super) hidden: bool,
}

/// A style as it is written.
#[derive(Debug, Default)]
struct Written {
    kind: Kind,
    default: bool,
    id: String,
    name: String,
    based_on: Option<String>,
    paragraph: ParagraphProps,
    run: RunProps,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
enum Kind {
    #[default]
    Paragraph,
    Character,
    List,
    Other,
}

impl Styles {
    /// Reads the part that holds the styles.
    ///
    /// # Errors
    /// When the XML is damaged or hostile.
    pub(super) fn read(text: &str) -> Result<Self, ImportError> {
        let mut xml = Xml::new(text);
        let mut written = Vec::new();
        let mut languages = Languages::default();
        let mut in_defaults = 0;
        while let Some(node) = xml.next()? {
            let Node::Start(element) = node else { continue };
            match element.name() {
                (Ns::Word, "style") if written.len() < limits::DEFINITIONS => written.push(style(&mut xml, &element)?),
                (Ns::Word, "style" | "latentStyles") => xml.skip()?,
                (Ns::Word, "rPrDefault") => in_defaults += 1,
                (Ns::Word, "rPr") if in_defaults == 1 => languages = props::run(&mut xml)?.languages,
                _ => {}
            }
        }
        Ok(Self { languages, ..Self::of(&written) })
    }

    fn of(written: &[Written]) -> Self {
        let mut styles = Self::default();
        let by_id: HashMap<(Kind, &str), &Written> =
            written.iter().map(|style| ((style.kind, style.id.as_str()), style)).collect();
        for style in written {
            let chain = chain(style, &by_id);
            match style.kind {
                Kind::Paragraph => {
                    let effect = effect(&chain);
                    if style.default {
                        styles.default = effect.clone();
                    }
                    styles.paragraphs.insert(style.id.clone(), effect);
                }
                Kind::Character => _ = styles.characters.insert(style.id.clone(), is_hidden(&chain)),
                Kind::List => _ = style.paragraph.list.map(|list| styles.lists.insert(style.id.clone(), list)),
                Kind::Other => {}
            }
        }
        styles
    }

    /// What a paragraph's style does. A style that the document does not define is known by its identifier alone.
    pub(super) fn paragraph(&self, id: Option<&str>) -> Effect {
        let Some(id) = id else { return self.default.clone() };
        self.paragraphs.get(id).cloned().unwrap_or_else(|| match roles::by_name(id) {
            Some(role) => Effect { role, ..Effect::default() },
            None => self.default.clone(),
        })
    }

    /// True when a character style hides its text.
    pub(super) fn hides(&self, id: &str) -> bool {
        self.characters.get(id).copied().unwrap_or(false)
    }

    /// The list that a list style stands for.
    pub(super) fn list(&self, id: &str) -> Option<i64> {
        self.lists.get(id).copied()
    }
}

/// Reads a style to its end.
fn style(xml: &mut Xml, element: &Element) -> Result<Written, ImportError> {
    let kind = match props::attribute(xml, element, "type").as_deref() {
        Some("paragraph") | None => Kind::Paragraph,
        Some("character") => Kind::Character,
        Some("numbering") => Kind::List,
        Some(_) => Kind::Other,
    };
    let default = matches!(props::attribute(xml, element, "default").as_deref(), Some("1" | "true" | "on"));
    let id = props::attribute(xml, element, "styleId").unwrap_or_default();
    let mut style = Written { kind, default, id, ..Written::default() };
    while let Some(Node::Start(element)) = props::element_or_end(xml)? {
        match element.name() {
            (Ns::Word, "pPr") => style.paragraph = props::paragraph(xml)?,
            (Ns::Word, "rPr") => style.run = props::run(xml)?,
            (Ns::Word, "name") => {
                style.name = props::val(xml, &element).unwrap_or_default();
                xml.skip()?;
            }
            (Ns::Word, "basedOn") => {
                style.based_on = props::val(xml, &element);
                xml.skip()?;
            }
            _ => xml.skip()?,
        }
    }
    Ok(style)
}

/// A style and what it is based on, nearest first.
fn chain<'a>(style: &'a Written, by_id: &HashMap<(Kind, &str), &'a Written>) -> Vec<&'a Written> {
    let next = |style: &&'a Written| by_id.get(&(style.kind, style.based_on.as_deref()?)).copied();
    std::iter::successors(Some(style), next).take(CHAIN).collect()
}

fn effect(chain: &[&Written]) -> Effect {
    Effect {
        role: chain.iter().find_map(|style| role(style)).unwrap_or_default(),
        list: chain.iter().find_map(|style| style.paragraph.list),
        list_level: chain.iter().find_map(|style| style.paragraph.list_level),
        hidden: is_hidden(chain),
    }
}

/// What a style itself says of its paragraphs: by name, which Word keeps in English whatever its own language, by
/// identifier, and by level in the outline.
fn role(style: &Written) -> Option<Role> {
    let outline = || style.paragraph.outline.map(Role::at_outline);
    roles::by_name(&style.name).or_else(outline).or_else(|| roles::by_name(&style.id))
}

fn is_hidden(chain: &[&Written]) -> bool {
    chain.iter().find_map(|style| style.run.hidden).unwrap_or(false)
}
