//! What a document says about itself (ODF 1.3 part 3, 4.3).

use crate::import::xml::{Node, Ns, Xml};
use crate::import::{ImportError, clean};

/// What is of use of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// Its title, on one line.
    pub title: Option<String>,
    /// BCP 47 tag, as it stands there.
    pub language: Option<String>,
}

impl Meta {
    /// Reads it from the part that holds it.
    ///
    /// # Errors
    /// When it is no XML.
    pub fn read(text: &str) -> Result<Self, ImportError> {
        let mut xml = Xml::new(text);
        let mut meta = Self::default();
        while let Some(node) = xml.next()? {
            let Node::Start(element) = node else { continue };
            match element.name() {
                (Ns::Office, "document" | "document-meta" | "meta") => {}
                (Ns::DublinCore, "title") => meta.title = line(&xml.text()?),
                (Ns::DublinCore, "language") => meta.language = line(&xml.text()?),
                (Ns::Office, "body") => break,
                _ => xml.skip()?,
            }
        }
        Ok(meta)
    }
}

fn line(text: &str) -> Option<String> {
    Some(clean::blanks(&clean::characters(text).replace('\n', " "))).filter(|text| !text.is_empty())
}
