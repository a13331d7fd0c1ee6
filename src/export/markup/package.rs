//! The writer's file as a package: what is changed is written anew, everything else is copied as it is packed.

use super::comments::DECLARATION;
use super::xml::{Names, append, in_utf8};
use crate::import::ImportError;
use crate::import::docx::parts::Parts;
use crate::import::package::plain_name;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A package that parts are changed in.
pub(super) struct Package<'a> {
    original: &'a [u8],
    parts: Parts<'a>,
    names: Names,
    changed: Vec<(String, String)>,
}

/// A part that may have to be made.
pub(super) struct Kind {
    /// The last word of its relationship’s type, in small letters.
    pub(super) key: &'static str,
    /// Its usual name, without the ending.
    pub(super) name: &'static str,
    /// Its content type.
    pub(super) content: &'static str,
    /// Its relationship’s type, where that is the same in every document.
    pub(super) relationship: Option<&'static str>,
}

/// The part with the comments.
pub(super) const COMMENTS: Kind = Kind {
    key: "comments",
    name: "comments",
    content: "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml",
    relationship: None,
};

/// The part that says which comments are dealt with.
pub(super) const STATES: Kind = Kind {
    key: "commentsextended",
    name: "commentsExtended",
    content: "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml",
    relationship: Some("http://schemas.microsoft.com/office/2011/relationships/commentsExtended"),
};

const CONTENT_TYPES: &str = "[Content_Types].xml";

impl<'a> Package<'a> {
    /// Opens a file.
    ///
    /// # Errors
    /// When it is damaged.
    pub(super) fn open(original: &'a [u8], names: Names) -> Result<Self, ImportError> {
        Ok(Self { original, parts: Parts::open(original)?, names, changed: Vec::new() })
    }

    /// The namespaces of the document.
    pub(super) fn names(&self) -> &Names {
        &self.names
    }

    /// The XML of the part of a kind, when there is one.
    ///
    /// # Errors
    /// When it is damaged.
    pub(super) fn part(&mut self, kind: &Kind) -> Result<Option<String>, ImportError> {
        match self.parts.all(&[kind.key]).into_iter().next() {
            Some(name) => self.parts.named(&name),
            None => Ok(None),
        }
    }

    /// Puts a part in the place of the one of this name.
    pub(super) fn replace(&mut self, name: &str, xml: &str) {
        self.changed.push((name.to_owned(), in_utf8(xml)));
    }

    /// Puts a part in the place of the one of its kind, or adds it with what names it.
    ///
    /// # Errors
    /// When what would name it is damaged.
    pub(super) fn put(&mut self, kind: &Kind, xml: &str) -> Result<(), ImportError> {
        if let Some(name) = self.parts.all(&[kind.key]).into_iter().next().filter(|name| self.parts.has(name)) {
            self.replace(&name, xml);
            return Ok(());
        }
        let (folder, main) = self.parts.main().rsplit_once('/').unwrap_or(("", self.parts.main()));
        let (folder, main) = (folder.to_owned(), main.to_owned());
        let inside = |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        let free = (0..).map(|count: u32| {
            format!("{}{}.xml", kind.name, if count == 0 { String::new() } else { count.to_string() })
        });
        let name = free.map(|name| inside(&name)).find(|name| !self.parts.has(name)).unwrap_or_default();
        self.replace(&name, xml);
        let relationship = kind.relationship.map(str::to_owned);
        let relationship = relationship.unwrap_or_else(|| format!("{}/{}", self.names.relationship, kind.name));
        let row = format!(
            "<Relationship xmlns=\"{RELATIONSHIPS}\" Id=\"rIdTickmark{}\" Type=\"{relationship}\" Target=\"/{name}\"/>",
            kind.name
        );
        let none = format!("{DECLARATION}<Relationships xmlns=\"{RELATIONSHIPS}\"></Relationships>");
        self.add_to(&inside(&format!("_rels/{main}.rels")), Some(&none), &row)?;
        let row = format!("<Override xmlns=\"{TYPES}\" PartName=\"/{name}\" ContentType=\"{}\"/>", kind.content);
        self.add_to(CONTENT_TYPES, None, &row)
    }

    /// Adds to the root of a part, which is made where there is none.
    fn add_to(&mut self, name: &str, new: Option<&str>, more: &str) -> Result<(), ImportError> {
        let changed = self.changed.iter().position(|(known, _)| known == name).map(|at| self.changed.remove(at).1);
        let old = match changed {
            Some(xml) => Some(xml),
            None => self.parts.named(name)?,
        };
        let text = old.as_deref().or(new).ok_or(ImportError::Damaged)?;
        let text = append(text, more)?;
        self.replace(name, &text);
        Ok(())
    }

    /// The file with all that was changed.
    ///
    /// # Errors
    /// When the original is damaged.
    pub(super) fn finish(self) -> Result<Vec<u8>, ImportError> {
        self.write().map_err(|_| ImportError::Damaged)
    }

    fn write(mut self) -> zip::result::ZipResult<Vec<u8>> {
        let mut archive = ZipArchive::new(Cursor::new(self.original))?;
        let mut out = ZipWriter::new(Cursor::new(Vec::with_capacity(self.original.len() + (64 << 10))));
        for index in 0..archive.len() {
            let file = archive.by_index_raw(index)?;
            let name = plain_name(&String::from_utf8_lossy(file.name_raw())).to_lowercase();
            match self.changed.iter().position(|(changed, _)| plain_name(changed).to_lowercase() == name) {
                Some(at) => {
                    let (_, xml) = self.changed.remove(at);
                    let written_as = file.name()?.into_owned();
                    drop(file);
                    out.start_file(written_as, SimpleFileOptions::default())?;
                    out.write_all(xml.as_bytes())?;
                }
                None => out.raw_copy_file(file)?,
            }
        }
        for (name, xml) in self.changed {
            out.start_file(name, SimpleFileOptions::default())?;
            out.write_all(xml.as_bytes())?;
        }
        Ok(out.finish()?.into_inner())
    }
}

const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
