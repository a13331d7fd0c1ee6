//! What the package of an e-book says: who wrote what, and which parts make the text in which order (OCF 3.3, 4; EPUB
//! 3.3, 5; OPF 2.0.1).

use crate::import::ImportError;
use crate::import::html_meta::known_line;
use crate::import::package::{Package, resolve};
use crate::import::xml::{Element, Node, Ns, Xml};
use std::collections::{HashMap, HashSet};

/// How often one part may stand in for another before the chain is given up.
const FALLBACKS: usize = 8;

/// A book without its text.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Book {
    /// Its main title.
    pub title: Option<String>,
    /// Its authors, in the order given.
    pub authors: Vec<String>,
    /// BCP 47 tag, as it stands there.
    pub language: Option<String>,
    /// The parts that make its text, in the order of reading, each once.
    pub chapters: Vec<Chapter>,
}

/// A part of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chapter {
    /// Its name in the package.
    pub path: String,
    /// True for the table of contents.
    pub is_contents: bool,
    /// True for a picture that fills a page.
    pub is_picture: bool,
}

/// A part as the manifest lists it.
struct Item {
    path: String,
    kind: String,
    properties: String,
    fallback: Option<String>,
}

/// What is read of a package before it becomes a book.
#[derive(Default)]
struct Opf {
    titles: Vec<Said>,
    creators: Vec<Said>,
    languages: Vec<Said>,
    /// What is said of what is said: identifier, property, value.
    refined: Vec<(String, String, String)>,
    items: HashMap<String, Item>,
    spine: Vec<String>,
}

/// A line of the metadata.
struct Said {
    id: String,
    role: Option<String>,
    text: String,
}

impl Book {
    /// Reads the package document of a book.
    ///
    /// # Errors
    /// When there is none, or it is no XML.
    pub fn read(package: &mut Package) -> Result<Self, ImportError> {
        let path = package_document(package)?.ok_or(ImportError::Damaged)?;
        let text = package.xml(&path)?.ok_or(ImportError::Damaged)?;
        Ok(Opf::read(&text, &path)?.book())
    }
}

/// The name of the package document: the first that the container names, otherwise any that is there.
fn package_document(package: &mut Package) -> Result<Option<String>, ImportError> {
    let container = package.xml("META-INF/container.xml")?.unwrap_or_default();
    let mut xml = Xml::new(&container);
    while let Ok(Some(node)) = xml.next() {
        let Node::Start(element) = node else { continue };
        let path = xml.attribute(&element, Ns::None, "full-path").filter(|_| element.name().1 == "rootfile");
        if let Some(path) = path.map(|path| resolve("", &unescape(&path))).filter(|path| package.has(path)) {
            return Ok(Some(path));
        }
    }
    Ok(package.names().find(|name| name.to_lowercase().ends_with(".opf")).map(str::to_owned))
}

impl Opf {
    fn read(text: &str, path: &str) -> Result<Self, ImportError> {
        let mut xml = Xml::new(text);
        let mut opf = Self::default();
        while let Some(node) = xml.next()? {
            let Node::Start(element) = node else { continue };
            match element.name() {
                (Ns::DublinCore, "title") => opf.titles.extend(said(&mut xml, &element)?),
                (Ns::DublinCore, "creator") => opf.creators.extend(said(&mut xml, &element)?),
                (Ns::DublinCore, "language") => opf.languages.extend(said(&mut xml, &element)?),
                (_, "meta") => opf.meta(&mut xml, &element)?,
                (_, "item") => opf.item(&xml, &element, path),
                (_, "itemref") => opf.spine.extend(xml.attribute(&element, Ns::None, "idref")),
                _ => {}
            }
        }
        Ok(opf)
    }

    fn meta(&mut self, xml: &mut Xml, element: &Element) -> Result<(), ImportError> {
        let attribute = |name| xml.attribute(element, Ns::None, name);
        let (refines, property) = (attribute("refines"), attribute("property"));
        let value = xml.text()?;
        if let (Some(refines), Some(property)) = (refines, property) {
            self.refined.push((refines.trim_start_matches('#').to_owned(), property, value.trim().to_owned()));
        }
        Ok(())
    }

    fn item(&mut self, xml: &Xml, element: &Element, opf: &str) {
        let attribute = |name| xml.attribute(element, Ns::None, name);
        let (Some(id), Some(address)) = (attribute("id"), attribute("href")) else { return };
        let item = Item {
            path: target(opf, &address).0,
            kind: attribute("media-type").unwrap_or_default().to_lowercase(),
            properties: attribute("properties").unwrap_or_default(),
            fallback: attribute("fallback"),
        };
        self.items.insert(id, item);
    }

    fn book(self) -> Book {
        let refined = |said: &Said, property: &str, value: &str| {
            let says = |(id, known, what): &(String, String, String)| {
                *id == said.id && known == property && what.rsplit(':').next() == Some(value)
            };
            !said.id.is_empty() && self.refined.iter().any(says)
        };
        let has_role = |said: &Said| {
            said.role.is_some() || self.refined.iter().any(|(id, property, _)| *id == said.id && property == "role")
        };
        let title = self.titles.iter().take(100).find(|title| refined(title, "title-type", "main"));
        let is_author =
            |said: &&Said| !has_role(said) || said.role.as_deref() == Some("aut") || refined(said, "role", "aut");
        Book {
            title: title.or(self.titles.first()).map(|title| title.text.clone()),
            authors: self.creators.iter().take(100).filter(is_author).map(|said| said.text.clone()).collect(),
            language: self.languages.first().map(|said| said.text.clone()),
            chapters: self.chapters(),
        }
    }

    fn chapters(&self) -> Vec<Chapter> {
        let mut seen = HashSet::new();
        let found = self.spine.iter().filter_map(|id| self.chapter(id));
        found.filter(|chapter| seen.insert(chapter.path.clone())).collect()
    }

    /// What is read for an item of the spine: the item itself where it is a page, otherwise the page that stands in
    /// for it (EPUB 3.3, 3.5.1).
    fn chapter(&self, id: &str) -> Option<Chapter> {
        let first = self.items.get(id)?;
        let next = |item: &&Item| self.items.get(item.fallback.as_ref()?);
        let page = std::iter::successors(Some(first), next).take(FALLBACKS).find(|item| is_page(&item.kind));
        Some(Chapter {
            path: page.unwrap_or(first).path.clone(),
            is_contents: first.properties.split_whitespace().any(|property| property == "nav"),
            is_picture: page.is_none() && first.kind.starts_with("image/"),
        })
    }
}

fn is_page(kind: &str) -> bool {
    matches!(kind, "application/xhtml+xml" | "text/html" | "text/x-oeb1-document" | "application/xml" | "text/xml" | "")
}

fn said(xml: &mut Xml, element: &Element) -> Result<Option<Said>, ImportError> {
    let id = xml.attribute(element, Ns::None, "id").unwrap_or_default();
    let role = xml.attribute(element, Ns::EpubPackage, "role");
    Ok(known_line(&xml.text()?).map(|text| Said { id, role, text }))
}

/// The part and the place in it that an address in `from` names.
pub fn target(from: &str, address: &str) -> (String, String) {
    let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
    let path = if path.is_empty() { from.to_owned() } else { resolve(from, &unescape(path)) };
    (path, unescape(fragment))
}

/// An address with its `%` escapes undone (RFC 3986, section 2.1).
fn unescape(address: &str) -> String {
    let bytes = address.as_bytes();
    let (mut plain, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while let Some(byte) = bytes.get(at) {
        let digits = bytes.get(at + 1..at + 3).filter(|_| *byte == b'%');
        let digits = digits.filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        let code = digits.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        plain.push(code.unwrap_or(*byte));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&plain).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(metadata: &str, manifest: &str, spine: &str) -> Book {
        let text = format!(
            r#"<package xmlns="http://www.idpf.org/2007/opf" xmlns:opf="http://www.idpf.org/2007/opf"
            xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>{metadata}</metadata><manifest>{manifest}</manifest>
            <spine>{spine}</spine></package>"#
        );
        Opf::read(&text, "OEBPS/book.opf").unwrap().book()
    }

    #[test]
    fn title_and_authors_are_those_that_are_called_so() {
        let new = r##"<dc:title id="s">Her  Notes</dc:title><dc:title id="m"> The Harbour </dc:title>
            <meta refines="#m" property="title-type">main</meta><dc:language>en-GB</dc:language>
            <dc:creator id="a">A. Writer</dc:creator><dc:creator id="i">B. Drawer</dc:creator><dc:creator>C. Third</dc:creator>
            <meta refines="#a" property="role" scheme="marc:relators">aut</meta><meta refines="#i" property="role">ill</meta>"##;
        let old = r#"<dc:title>The Harbour</dc:title><dc:creator opf:role="aut">A. Writer</dc:creator>
            <dc:creator opf:role="edt">D. Editor</dc:creator><dc:title>Second</dc:title>"#;
        let read = book(new, "", "");
        assert_eq!((read.title.as_deref(), read.language.as_deref()), (Some("The Harbour"), Some("en-GB")));
        assert_eq!(read.authors, ["A. Writer", "C. Third"]);
        let read = book(old, "", "");
        assert_eq!(
            (read.title.as_deref(), read.authors.as_slice()),
            (Some("The Harbour"), ["A. Writer".to_owned()].as_slice())
        );
    }

    #[test]
    fn chapters_come_in_the_order_of_the_spine_each_once() {
        let item = |id: &str, address: &str, kind: &str, more: &str| {
            format!(r#"<item id="{id}" href="{address}" media-type="{kind}" {more}/>"#)
        };
        let page = "application/xhtml+xml";
        let manifest = item("a", "text/one%20two.xhtml", page, "")
            + &item("b", "../b.xhtml", page, "")
            + &item("n", "nav.xhtml", page, r#"properties="scripted nav""#)
            + &item("p", "p.svg", "image/svg+xml", "")
            + &item("d", "d.xyz", "application/x-own", r#"fallback="f""#)
            + &item("f", "f.xhtml", page, "");
        let spine: String =
            ["b", "n", "a", "b", "p", "d", "none"].iter().map(|id| format!(r#"<itemref idref="{id}"/>"#)).collect();
        let chapters = book("", &manifest, &spine).chapters;
        let paths: Vec<&str> = chapters.iter().map(|chapter| chapter.path.as_str()).collect();
        assert_eq!(paths, ["b.xhtml", "OEBPS/nav.xhtml", "OEBPS/text/one two.xhtml", "OEBPS/p.svg", "OEBPS/f.xhtml"]);
        let kinds: Vec<(bool, bool)> =
            chapters.iter().map(|chapter| (chapter.is_contents, chapter.is_picture)).collect();
        assert_eq!(kinds, [(false, false), (true, false), (false, false), (false, true), (false, false)]);
    }

    #[test]
    fn addresses_name_a_part_and_a_place_in_it() {
        let table = [
            ("a/b.xhtml", "#n1", "a/b.xhtml", "n1"),
            ("a/b.xhtml", "../notes.xhtml#n%201", "notes.xhtml", "n 1"),
            ("a/b.xhtml", "c%zz%4", "a/c%zz%4", ""),
            ("b.xhtml", "%C3%A9.xhtml", "é.xhtml", ""),
        ];
        for (from, address, path, fragment) in table {
            assert_eq!(target(from, address), (path.to_owned(), fragment.to_owned()), "{address}");
        }
    }
}
