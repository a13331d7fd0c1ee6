//! The manifest of a packed OpenDocument file: what its parts are, and whether they are encrypted (ODF 1.3 part 2, 4).

use crate::import::ImportError;
use crate::import::xml::{Node, Ns, Xml};
use std::collections::{HashMap, HashSet};

/// The part of a package that holds its manifest.
pub const PART: &str = "META-INF/manifest.xml";

/// What a manifest says.
#[derive(Debug, Default)]
pub struct Manifest {
    /// Media types by the path of the part, without slashes at its ends.
    types: HashMap<String, String>,
    encrypted: HashSet<String>,
}

impl Manifest {
    /// Reads the manifest.
    ///
    /// # Errors
    /// When it is no XML.
    pub fn read(text: &str) -> Result<Self, ImportError> {
        let mut xml = Xml::new(text);
        let mut manifest = Self::default();
        let mut path = String::new();
        while let Some(node) = xml.next()? {
            let Node::Start(element) = node else { continue };
            if element.is(Ns::OdfManifest, "file-entry") {
                let attribute = |name| xml.attribute(&element, Ns::OdfManifest, name).unwrap_or_default();
                path = plain(&attribute("full-path"));
                manifest.types.insert(path.clone(), attribute("media-type"));
            } else if element.is(Ns::OdfManifest, "encryption-data") {
                manifest.encrypted.insert(path.clone());
            }
        }
        Ok(manifest)
    }

    /// True when the text cannot be read without a password: its own part is encrypted, or the package that holds all
    /// parts.
    pub fn is_encrypted(&self) -> bool {
        ["content.xml", "encrypted-package"].iter().any(|part| self.encrypted.contains(*part))
    }

    /// True when the embedded object at this address is a formula.
    pub fn is_formula(&self, address: &str) -> bool {
        self.types
            .get(&plain(address))
            .is_some_and(|kind| kind.contains("opendocument.formula") || kind.ends_with("xml.math"))
    }
}

fn plain(path: &str) -> String {
    path.trim_start_matches("./").trim_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encrypted_parts_and_kinds_of_objects_are_known() {
        let entry = |path: &str, kind: &str, inside: &str| {
            format!(r#"<m:file-entry m:full-path="{path}" m:media-type="{kind}">{inside}</m:file-entry>"#)
        };
        let read = |entries: &str| {
            let ns = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";
            Manifest::read(&format!(r#"<m:manifest xmlns:m="{ns}">{entries}</m:manifest>"#)).unwrap()
        };
        let objects = entry("Object 1/", "application/vnd.oasis.opendocument.formula", "")
            + &entry("Object 2/", "application/vnd.oasis.opendocument.chart", "");
        let manifest = read(&objects);
        assert!(manifest.is_formula("./Object 1") && !manifest.is_formula("./Object 2"));
        let secret = |path: &str| read(&entry(path, "text/xml", "<m:encryption-data/>")).is_encrypted();
        assert!(secret("content.xml") && secret("encrypted-package"));
        assert!(!secret("Basic/script.xml") && !read(&entry("content.xml", "text/xml", "")).is_encrypted());
    }
}
