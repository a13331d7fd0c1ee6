//! Which parts a Word document is made of (OPC: ECMA-376 part 2, 9; the kinds: part 1, 11.3).

use crate::import::package::{Package, resolve};
use crate::import::xml::{Node, Ns, Xml};
use crate::import::{ImportError, limits};

/// The packed document and what its relationships say.
pub struct Parts<'a> {
    package: Package<'a>,
    main: String,
    related: Vec<Related>,
    /// Relationships of the package as a whole.
    outer: Vec<Related>,
}

/// A part that another one names.
#[derive(Debug, PartialEq, Eq)]
struct Related {
    /// What it is, in small letters: the last word of the relationship's type.
    kind: String,
    /// Its name.
    name: String,
}

impl<'a> Parts<'a> {
    /// Reads the relationships. A document without any is read by the names that its parts usually have.
    ///
    /// # Errors
    /// When the package is damaged or hostile, or has no text in it.
    pub fn open(bytes: &'a [u8]) -> Result<Self, ImportError> {
        let mut package = Package::open(bytes)?;
        let outer = relationships(&mut package, "")?.unwrap_or_default();
        let main = main_part(&mut package, &outer)?;
        let related = match relationships(&mut package, &main)? {
            Some(related) => related,
            None => usual(&package, &main),
        };
        Ok(Self { package, main, related, outer })
    }

    /// The XML of the part that holds the text.
    ///
    /// # Errors
    /// When it is damaged or hostile.
    pub fn text(&mut self) -> Result<String, ImportError> {
        self.package.xml(&self.main)?.ok_or(ImportError::Damaged)
    }

    /// The XML of the first part of a kind, such as `styles`; none when there is no such part.
    ///
    /// # Errors
    /// When it is damaged or hostile.
    pub fn first(&mut self, kind: &str) -> Result<Option<String>, ImportError> {
        let found = self.related.iter().chain(&self.outer).find(|part| part.kind == kind);
        found.map_or(Ok(None), |part| self.package.xml(&part.name))
    }

    /// The name of the part that holds the text.
    pub fn main(&self) -> &str {
        &self.main
    }

    /// The names of all parts of these kinds.
    pub fn all(&self, kinds: &[&str]) -> Vec<String> {
        self.related.iter().filter(|part| kinds.contains(&part.kind.as_str())).map(|part| part.name.clone()).collect()
    }

    /// True when there is a part of this name.
    pub fn has(&self, name: &str) -> bool {
        self.package.has(name)
    }

    /// The XML of a part by its name; none when there is no such part.
    ///
    /// # Errors
    /// When it is damaged or hostile.
    pub fn named(&mut self, name: &str) -> Result<Option<String>, ImportError> {
        self.package.xml(name)
    }
}

/// What a part is related to, without what lies outside the package; none when there is no list. An empty name stands
/// for the package as a whole.
fn relationships(package: &mut Package, part: &str) -> Result<Option<Vec<Related>>, ImportError> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let Some(text) = package.xml(&format!("{folder}/_rels/{name}.rels"))? else { return Ok(None) };
    let mut xml = Xml::new(&text);
    let mut related = Vec::new();
    while let Some(node) = xml.next()? {
        let Node::Start(element) = node else { continue };
        let attribute = |name| xml.attribute(&element, Ns::None, name);
        if !element.is(Ns::Relationships, "Relationship") || attribute("TargetMode").as_deref() == Some("External") {
            continue;
        }
        let kind = attribute("Type").unwrap_or_default().rsplit('/').next().unwrap_or_default().to_lowercase();
        let target = attribute("Target").unwrap_or_default();
        if related.len() < limits::ENTRIES {
            related.push(Related { kind, name: resolve(part, &target) });
        }
    }
    Ok(Some(related))
}

/// The part that holds the text: by relationship, by the list of content types, by its usual name.
fn main_part(package: &mut Package, outer: &[Related]) -> Result<String, ImportError> {
    let named = outer.iter().find(|part| part.kind == "officedocument" && package.has(&part.name));
    if let Some(part) = named {
        return Ok(part.name.clone());
    }
    if let Some(name) = main_by_type(package)?.filter(|name| package.has(name)) {
        return Ok(name);
    }
    let usual = "word/document.xml";
    if package.has(usual) { Ok(usual.to_owned()) } else { Err(ImportError::Damaged) }
}

fn main_by_type(package: &mut Package) -> Result<Option<String>, ImportError> {
    let Some(text) = package.xml("[Content_Types].xml")? else { return Ok(None) };
    let mut xml = Xml::new(&text);
    while let Some(node) = xml.next()? {
        let Node::Start(element) = node else { continue };
        if !element.is(Ns::ContentTypes, "Override") {
            continue;
        }
        let content = xml.attribute(&element, Ns::None, "ContentType").unwrap_or_default();
        if content.contains("wordprocessingml") && content.ends_with(".main+xml")
            || content.contains("ms-word.document")
        {
            return Ok(xml.attribute(&element, Ns::None, "PartName"));
        }
    }
    Ok(None)
}

/// The parts that have their usual names.
fn usual(package: &Package, main: &str) -> Vec<Related> {
    let kinds = ["styles", "numbering", "settings", "footnotes", "endnotes", "comments", "commentsExtended"];
    let related =
        kinds.iter().map(|kind| Related { kind: kind.to_lowercase(), name: resolve(main, &format!("{kind}.xml")) });
    related.filter(|part| package.has(&part.name)).collect()
}
