//! The package of a Word document (ISO/IEC 29500-2): its parts, what they are, and what they lead to.

use super::xml::{escape, escaped};
use chrono::{DateTime, Datelike, Utc};
use std::collections::HashMap;
use std::io::{Cursor, Write};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The namespaces that every part of a document declares.
pub(super) const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// The relationship of the picture.
const PICTURE: &str = "rIdP";

/// A document while it is made.
pub(super) struct Package {
    title: String,
    language: Option<String>,
    made: Option<DateTime<Utc>>,
    /// The parts beside the text: the name, the kind, and all of the XML but its declaration.
    parts: Vec<(&'static str, &'static str, String)>,
    /// The one picture: the ending of its name, its media type, and the file.
    picture: Option<(&'static str, &'static str, Vec<u8>)>,
    /// The addresses that the text leads to, and where each stands in the list.
    links: Vec<String>,
    places: HashMap<String, usize>,
}

impl Package {
    /// An empty one with this title; `made` is left out where the same text must always make the same file.
    pub fn new(title: &str, language: Option<&str>, made: Option<DateTime<Utc>>) -> Self {
        // The year of a date in a property has four digits.
        let made = made.filter(|made| (1..=9999).contains(&made.year()));
        Self {
            title: title.to_owned(),
            language: language.map(str::to_owned),
            made,
            parts: Vec::new(),
            picture: None,
            links: Vec::new(),
            places: HashMap::new(),
        }
    }

    /// Adds a part of a kind, such as `styles`; its file is called by it. Returns its relationship.
    pub fn part(&mut self, name: &'static str, kind: &'static str, xml: String) -> String {
        self.parts.push((name, kind, xml));
        format!("rId{}", self.parts.len())
    }

    /// Puts the picture in, and returns its relationship.
    pub fn picture(&mut self, ending: &'static str, media_type: &'static str, bytes: &[u8]) -> &'static str {
        self.picture = Some((ending, media_type, bytes.to_vec()));
        PICTURE
    }

    /// The relationship that leads to an address; the same for the same one.
    pub fn link(&mut self, address: &str) -> String {
        let next = self.links.len();
        let at = *self.places.entry(address.to_owned()).or_insert(next);
        if at == next {
            self.links.push(address.to_owned());
        }
        format!("rIdL{}", at + 1)
    }

    /// The file, with this as the XML of its text.
    ///
    /// # Errors
    /// When the archive cannot be made.
    pub fn file(self, document: &str) -> Result<Vec<u8>, ZipError> {
        let mut files = vec![
            ("[Content_Types].xml".to_owned(), self.content_types()),
            ("_rels/.rels".to_owned(), outer()),
            ("docProps/core.xml".to_owned(), self.core()),
            ("docProps/app.xml".to_owned(), app()),
            ("word/_rels/document.xml.rels".to_owned(), self.relationships()),
        ];
        files.extend(self.parts.into_iter().map(|(name, _, xml)| (format!("word/{name}.xml"), xml)));
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        // The same time for every part, so that the same document makes the same file.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(zip::DateTime::default());
        let text = ("word/document.xml".to_owned(), document.to_owned());
        for (name, xml) in files.into_iter().chain([text]) {
            archive.start_file(name, options)?;
            archive.write_all(HEAD.as_bytes())?;
            archive.write_all(xml.as_bytes())?;
        }
        if let Some((ending, _, bytes)) = self.picture {
            archive.start_file(format!("word/media/logo.{ending}"), options)?;
            archive.write_all(&bytes)?;
        }
        Ok(archive.finish()?.into_inner())
    }

    fn content_types(&self) -> String {
        let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
        let mut out = format!(
            "<Types xmlns=\"{PACKAGE}/content-types\">\
            <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
            <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
            <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
            <Override PartName=\"/docProps/app.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/>\
            <Override PartName=\"/word/document.xml\" ContentType=\"{word}.document.main+xml\"/>"
        );
        if let Some((ending, media_type, _)) = &self.picture {
            put!(&mut out, "<Default Extension=\"{ending}\" ContentType=\"{media_type}\"/>");
        }
        for (name, kind, _) in &self.parts {
            put!(&mut out, "<Override PartName=\"/word/{name}.xml\" ContentType=\"{word}.{kind}+xml\"/>");
        }
        out + "</Types>"
    }

    fn relationships(&self) -> String {
        let mut out = format!("<Relationships xmlns=\"{PACKAGE}/relationships\">");
        for (at, (name, kind, _)) in self.parts.iter().enumerate() {
            put!(
                &mut out,
                "<Relationship Id=\"rId{}\" Type=\"{RELATIONSHIPS}/{kind}\" Target=\"{name}.xml\"/>",
                at + 1
            );
        }
        if let Some((ending, ..)) = &self.picture {
            put!(
                &mut out,
                "<Relationship Id=\"{PICTURE}\" Type=\"{RELATIONSHIPS}/image\" Target=\"media/logo.{ending}\"/>"
            );
        }
        for (at, address) in self.links.iter().enumerate() {
            put!(
                &mut out,
                "<Relationship Id=\"rIdL{}\" Type=\"{RELATIONSHIPS}/hyperlink\" Target=\"{}\" TargetMode=\"External\"/>",
                at + 1,
                escaped(address)
            );
        }
        out + "</Relationships>"
    }

    /// What the file says of itself: its title, and no name of who made it.
    fn core(&self) -> String {
        let mut out = format!(
            "<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
            xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>"
        );
        escape(&mut out, &crate::export::clean::one_line(&self.title));
        out.push_str("</dc:title>");
        if let Some(language) = &self.language {
            put!(&mut out, "<dc:language>{}</dc:language>", escaped(language));
        }
        if let Some(made) = &self.made {
            let made = made.format("%Y-%m-%dT%H:%M:%SZ");
            for name in ["created", "modified"] {
                put!(&mut out, "<dcterms:{name} xsi:type=\"dcterms:W3CDTF\">{made}</dcterms:{name}>");
            }
        }
        out + "</cp:coreProperties>"
    }
}

fn app() -> String {
    "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
    <Application>Tickmark</Application></Properties>"
        .to_owned()
}

fn outer() -> String {
    format!(
        "<Relationships xmlns=\"{PACKAGE}/relationships\">\
        <Relationship Id=\"rId1\" Type=\"{RELATIONSHIPS}/officeDocument\" Target=\"word/document.xml\"/>\
        <Relationship Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
        <Relationship Id=\"rId3\" Type=\"{RELATIONSHIPS}/extended-properties\" Target=\"docProps/app.xml\"/>\
        </Relationships>"
    )
}
