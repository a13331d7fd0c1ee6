//! XML as the readers of documents want it: names by namespace and not by prefix, text without entities, no document
//! type that defines anything, and no nesting that could exhaust the stack (XML 1.0, Namespaces in XML 1.0).

use super::{ImportError, limits};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::{NsReader, XmlVersion};
use std::borrow::Cow;

/// The namespaces that mean something to a reader, whichever prefix a file gives them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ns {
    /// WordprocessingML (ECMA-376 part 1, 17), transitional or strict.
    Word,
    /// WordprocessingML of 2010.
    Word14,
    /// WordprocessingML of 2012.
    Word15,
    /// Relationships named in a document (ECMA-376 part 1, 15).
    Relationship,
    /// The list of relationships of a part (ECMA-376 part 2, 9).
    Relationships,
    /// The list of content types (ECMA-376 part 2, 10).
    ContentTypes,
    /// Markup compatibility (ECMA-376 part 3).
    Compatibility,
    /// Equations of Office (ECMA-376 part 1, 22).
    Math,
    /// DrawingML (ECMA-376 part 1, 20 and 21): pictures, text boxes, charts.
    Drawing,
    /// VML (ECMA-376 part 4, 19): pictures and text boxes as they once were.
    Vml,
    /// OpenDocument: office; as for all of OpenDocument, that of OpenOffice 1 too.
    Office,
    /// What LibreOffice adds to OpenDocument.
    OdfMore,
    /// OpenDocument: titles and descriptions of what is drawn.
    OdfSvg,
    /// OpenDocument: controls of forms.
    OdfForm,
    /// OpenDocument: text.
    OdfText,
    /// OpenDocument: tables.
    OdfTable,
    /// OpenDocument: drawing.
    OdfDraw,
    /// OpenDocument: style.
    OdfStyle,
    /// OpenDocument: metadata.
    OdfMeta,
    /// OpenDocument: the manifest of a package.
    OdfManifest,
    /// Formatting Objects, as OpenDocument uses them.
    OdfFo,
    /// XLink.
    XLink,
    /// Dublin Core.
    DublinCore,
    /// The container of an e-book (OCF).
    Container,
    /// What XML Encryption says of the parts of a package.
    Encryption,
    /// The package of an e-book (OPF).
    EpubPackage,
    /// The table of contents of an e-book of version 2 (NCX).
    Ncx,
    /// Extended properties of a document (ECMA-376 part 1, 22.2).
    Properties,
    /// `xml:` itself.
    Xml,
    /// No namespace.
    None,
    /// Any other.
    Other,
}

/// The namespaces by what their names begin with, so that versions of one are one.
const NAMES: &[(&str, Ns)] = &[
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", Ns::Word),
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", Ns::Word),
    ("http://schemas.openxmlformats.org/drawingml/", Ns::Drawing),
    ("http://purl.oclc.org/ooxml/drawingml/", Ns::Drawing),
    ("http://schemas.microsoft.com/office/word/2010/wordprocessing", Ns::Drawing),
    ("http://schemas.openxmlformats.org/officeDocument/2006/relationships", Ns::Relationship),
    ("http://purl.oclc.org/ooxml/officeDocument/relationships", Ns::Relationship),
    ("http://schemas.openxmlformats.org/officeDocument/2006/math", Ns::Math),
    ("http://purl.oclc.org/ooxml/officeDocument/math", Ns::Math),
    ("http://schemas.openxmlformats.org/markup-compatibility/2006", Ns::Compatibility),
    ("http://schemas.openxmlformats.org/package/2006/relationships", Ns::Relationships),
    ("http://schemas.openxmlformats.org/package/2006/content-types", Ns::ContentTypes),
    ("http://schemas.openxmlformats.org/officeDocument/2006/extended-properties", Ns::Properties),
    ("http://purl.oclc.org/ooxml/officeDocument/extendedProperties", Ns::Properties),
    ("http://schemas.microsoft.com/office/word/2010/wordml", Ns::Word14),
    ("http://schemas.microsoft.com/office/word/2012/wordml", Ns::Word15),
    ("urn:schemas-microsoft-com:vml", Ns::Vml),
    ("urn:oasis:names:tc:opendocument:xmlns:office:1.0", Ns::Office),
    ("urn:oasis:names:tc:opendocument:xmlns:text:1.0", Ns::OdfText),
    ("urn:oasis:names:tc:opendocument:xmlns:table:1.0", Ns::OdfTable),
    ("urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", Ns::OdfDraw),
    ("urn:oasis:names:tc:opendocument:xmlns:style:1.0", Ns::OdfStyle),
    ("urn:oasis:names:tc:opendocument:xmlns:meta:1.0", Ns::OdfMeta),
    ("urn:oasis:names:tc:opendocument:xmlns:manifest:1.0", Ns::OdfManifest),
    ("urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0", Ns::OdfFo),
    ("urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0", Ns::OdfSvg),
    ("urn:oasis:names:tc:opendocument:xmlns:form:1.0", Ns::OdfForm),
    ("urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0", Ns::OdfMore),
    ("http://openoffice.org/2000/office", Ns::Office),
    ("http://openoffice.org/2000/text", Ns::OdfText),
    ("http://openoffice.org/2000/table", Ns::OdfTable),
    ("http://openoffice.org/2000/drawing", Ns::OdfDraw),
    ("http://openoffice.org/2000/style", Ns::OdfStyle),
    ("http://openoffice.org/2000/meta", Ns::OdfMeta),
    ("http://openoffice.org/2000/form", Ns::OdfForm),
    ("http://openoffice.org/2001/manifest", Ns::OdfManifest),
    ("http://www.w3.org/2000/svg", Ns::OdfSvg),
    ("http://www.w3.org/1999/XSL/Format", Ns::OdfFo),
    ("http://www.w3.org/1999/xlink", Ns::XLink),
    ("http://purl.org/dc/elements/1.1/", Ns::DublinCore),
    ("urn:oasis:names:tc:opendocument:xmlns:container", Ns::Container),
    ("http://www.w3.org/2001/04/xmlenc#", Ns::Encryption),
    ("http://www.idpf.org/2007/opf", Ns::EpubPackage),
    ("http://www.daisy.org/z3986/2005/ncx/", Ns::Ncx),
    ("http://www.w3.org/XML/1998/namespace", Ns::Xml),
];

/// What comes next in a text.
#[derive(Debug)]
pub enum Node<'a> {
    /// An element begins; one without content ends right after.
    Start(Element<'a>),
    /// The element that began last and has not ended, ends.
    End,
    /// Characters.
    Text(Cow<'a, str>),
}

/// The beginning of an element.
#[derive(Debug)]
pub struct Element<'a> {
    ns: Ns,
    start: BytesStart<'a>,
}

impl Element<'_> {
    /// Its name: namespace and local part.
    pub fn name(&self) -> (Ns, &str) {
        (self.ns, self.start.local_name().into_inner())
    }

    /// What stands before the colon of its name, the colon included; empty where there is none.
    pub fn prefix(&self) -> String {
        self.start.name().prefix().map(|prefix| format!("{}:", prefix.into_inner())).unwrap_or_default()
    }

    /// True when this is its name.
    pub fn is(&self, ns: Ns, local: &str) -> bool {
        self.name() == (ns, local)
    }
}

/// Reads a text from beginning to end.
pub struct Xml<'a> {
    reader: NsReader<&'a [u8]>,
    depth: usize,
    began: usize,
}

impl<'a> Xml<'a> {
    /// Begins at the start of the text.
    pub fn new(text: &'a str) -> Self {
        let mut reader = NsReader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Self { reader, depth: 0, began: 0 }
    }

    /// What comes next; none at the end.
    ///
    /// # Errors
    /// When the text is no XML, defines entities, or is nested too deep.
    #[allow(clippy::should_implement_trait, reason = "it can fail, and what it gives is read at once")]
    pub fn next(&mut self) -> Result<Option<Node<'a>>, ImportError> {
        loop {
            self.began = self.position();
            let (found, event) = self.reader.read_resolved_event().map_err(|_| ImportError::Malformed)?;
            match event {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > limits::XML_DEPTH {
                        return Err(ImportError::TooDeep);
                    }
                    return Ok(Some(Node::Start(Element { ns: namespace(&found), start })));
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Some(Node::End));
                }
                Event::Text(text) => return Ok(Some(Node::Text(text.xml10_content()))),
                Event::CData(text) => return Ok(Some(Node::Text(text.xml10_content()))),
                Event::GeneralRef(entity) => {
                    if let Some(c) = character(&entity) {
                        return Ok(Some(Node::Text(c.to_string().into())));
                    }
                }
                // A document type may name one that is elsewhere, which is never fetched; it may define nothing itself.
                Event::DocType(text) if text.contains('[') => return Err(ImportError::Entities),
                Event::Eof if self.depth > 0 => return Err(ImportError::Malformed),
                Event::Eof => return Ok(None),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
    }

    /// The byte of the text that has been read up to.
    pub fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// The byte of the text at which what came last begins. An element without content, which is written as one tag, ends
    /// where that tag does.
    pub fn began(&self) -> usize {
        self.began
    }

    /// Passes over the rest of the element that has just begun, its end included.
    ///
    /// # Errors
    /// As [`Xml::next`].
    pub fn skip(&mut self) -> Result<(), ImportError> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside && self.next()?.is_some() {}
        Ok(())
    }

    /// The characters of the element that has just begun, those of its children included; passes over its end.
    ///
    /// # Errors
    /// As [`Xml::next`].
    pub fn text(&mut self) -> Result<String, ImportError> {
        let outside = self.depth.saturating_sub(1);
        let mut text = String::new();
        while self.depth > outside
            && let Some(node) = self.next()?
        {
            if let Node::Text(more) = node {
                text += &more;
            }
        }
        Ok(text)
    }

    /// An attribute of the element that has just begun. [`Ns::None`] is for attributes without a prefix.
    pub fn attribute(&self, element: &Element, ns: Ns, local: &str) -> Option<String> {
        let mut attributes = element.start.attributes();
        for attribute in attributes.with_checks(false).flatten() {
            if attribute.key.local_name().into_inner() != local {
                continue;
            }
            let (found, _) = self.reader.resolver().resolve_attribute(attribute.key);
            if namespace(&found) == ns {
                let value = attribute.normalized_value(XmlVersion::Implicit1_0);
                return Some(value.map_or_else(|_| attribute.value.to_string(), Cow::into_owned));
            }
        }
        None
    }
}

fn namespace(found: &ResolveResult) -> Ns {
    match found {
        ResolveResult::Unbound => Ns::None,
        ResolveResult::Unknown(_) => Ns::Other,
        ResolveResult::Bound(Namespace(name)) => {
            NAMES.iter().find(|(known, _)| name.starts_with(known)).map_or(Ns::Other, |(_, ns)| *ns)
        }
    }
}

/// The character that a reference stands for: one by number, or one of the five that XML knows.
fn character(entity: &BytesRef) -> Option<char> {
    match &**entity {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => entity.resolve_char_ref().ok().flatten(),
    }
}

/// The characters of a part: by byte order mark, by what its declaration says, otherwise UTF-8 (XML 1.0, appendix F).
pub fn decode(bytes: &[u8]) -> String {
    let (encoding, marked) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, length),
        None => (without_mark(bytes), 0),
    };
    encoding.decode_without_bom_handling(bytes.get(marked..).unwrap_or_default()).0.into_owned()
}

/// The same without a copy where the bytes are UTF-8 already, as those of nearly all parts are.
pub fn decode_owned(bytes: Vec<u8>) -> String {
    if Encoding::for_bom(&bytes).is_some() || without_mark(&bytes) != UTF_8 {
        return decode(&bytes);
    }
    String::from_utf8(bytes).unwrap_or_else(|flaw| decode(flaw.as_bytes()))
}

fn without_mark(bytes: &[u8]) -> &'static Encoding {
    match bytes {
        [b'<', 0, ..] => return UTF_16LE,
        [0, b'<', ..] => return UTF_16BE,
        _ => {}
    }
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(200)).unwrap_or_default());
    let declaration = head.strip_prefix("<?xml").and_then(|rest| rest.split("?>").next()).unwrap_or_default();
    let value = declaration.split_once("encoding").map(|(_, rest)| rest.trim_start_matches([' ', '=', '"', '\'']));
    let label = value.and_then(|value| value.split(['"', '\'']).next()).unwrap_or_default();
    // What could be read byte by byte so far is not in UTF-16, whatever it says.
    Encoding::for_label(label.as_bytes()).filter(|found| *found != UTF_16LE && *found != UTF_16BE).unwrap_or(UTF_8)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The nodes in short: `<Word:p`, `/`, `text`.
    fn nodes(text: &str) -> Result<Vec<String>, ImportError> {
        let mut xml = Xml::new(text);
        let mut nodes = Vec::new();
        while let Some(node) = xml.next()? {
            nodes.push(match node {
                Node::Start(element) => format!("<{:?}:{}", element.ns, element.name().1),
                Node::End => "/".to_owned(),
                Node::Text(text) => text.into_owned(),
            });
        }
        Ok(nodes)
    }

    #[test]
    fn names_are_told_by_their_namespace_and_references_become_characters() {
        let table = [
            (
                r#"<x:p xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:t/>a&amp;b&#x2014;</x:p>"#,
                "<Word:p|<Word:t|/|a|&|b|—|/",
            ),
            (
                r#"<p xmlns="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><q xmlns=""/></p>"#,
                "<Word:p|<None:q|/|/",
            ),
            ("<!DOCTYPE p PUBLIC \"x\" \"y\"><?x y?><p><!-- c --><![CDATA[<&]]>&unknown;</p>", "<None:p|<&|/"),
            ("<o:p>unbound</o:p>", "<Other:p|unbound|/"),
        ];
        for (text, expected) in table {
            assert_eq!(nodes(text).map(|nodes| nodes.join("|")), Ok(expected.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_is_no_xml_or_could_do_harm_is_refused() {
        let deep = "<a>".repeat(limits::XML_DEPTH + 1);
        let table = [
            ("<a><b></a>", ImportError::Malformed),
            ("<a>cut", ImportError::Malformed),
            ("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", ImportError::Entities),
            (&deep, ImportError::TooDeep),
        ];
        for (text, expected) in table {
            assert_eq!(nodes(text), Err(expected), "{text:.40}");
        }
    }

    #[test]
    fn elements_can_be_passed_over_and_read_as_text() {
        let mut xml = Xml::new("<a><b c='1 &amp; 2' xml:c='no'>x<d>y</d></b><e>z<f/>&lt;</e>end</a>");
        let mut seen = Vec::new();
        while let Some(node) = xml.next().unwrap() {
            match node {
                Node::Start(element) if element.is(Ns::None, "b") => {
                    seen.push(xml.attribute(&element, Ns::None, "c").unwrap());
                    seen.extend(xml.attribute(&element, Ns::Xml, "c"));
                    seen.extend(xml.attribute(&element, Ns::None, "d"));
                    xml.skip().unwrap();
                }
                Node::Start(element) if element.is(Ns::None, "e") => seen.push(xml.text().unwrap()),
                Node::Text(text) => seen.push(text.into_owned()),
                _ => {}
            }
        }
        assert_eq!(seen, ["1 & 2", "no", "z<", "end"]);
    }

    #[test]
    fn parts_are_decoded_by_mark_or_declaration() {
        let utf_16 = |text: &str, mark: bool| {
            let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
            units.flat_map(u16::to_le_bytes).collect::<Vec<u8>>()
        };
        let table = [
            (b"\xef\xbb\xbf<a>\xc3\xa9</a>".to_vec(), "<a>é</a>"),
            (utf_16("<a>é</a>", true), "<a>é</a>"),
            (utf_16("<a>é</a>", false), "<a>é</a>"),
            (
                b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>".to_vec(),
                "<?xml version='1.0' encoding='ISO-8859-1'?><a>é</a>",
            ),
            (b"<?xml encoding='UTF-16'?><a/>".to_vec(), "<?xml encoding='UTF-16'?><a/>"),
            (b"<a>\xe9</a>".to_vec(), "<a>\u{fffd}</a>"),
        ];
        for (bytes, expected) in table {
            assert_eq!(decode(&bytes), expected);
            assert_eq!(decode_owned(bytes), expected);
        }
    }
}
