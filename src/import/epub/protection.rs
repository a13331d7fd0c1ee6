//! Whether a shop has locked the text of an e-book (OCF 3.3, 4.2.6.3.2; XML Encryption).

use super::book::{Book, target};
use crate::import::ImportError;
use crate::import::package::Package;
use crate::import::xml::{Node, Ns, Xml};
use std::collections::HashSet;

/// Ways to make fonts unfit for other books, which leave the text as it is.
const FOR_FONTS: &[&str] = &["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"];

/// True when a chapter of the book is encrypted.
///
/// # Errors
/// When the list of what is encrypted is damaged as a part of the package.
pub fn locks(package: &mut Package, book: &Book) -> Result<bool, ImportError> {
    let Some(text) = package.xml("META-INF/encryption.xml")? else { return Ok(false) };
    let encrypted = encrypted(&text);
    Ok(book.chapters.iter().any(|chapter| encrypted.contains(&chapter.path)))
}

/// The parts that are encrypted, fonts left aside. What can be read of the list counts.
fn encrypted(text: &str) -> HashSet<String> {
    let mut xml = Xml::new(text);
    let (mut parts, mut font) = (HashSet::new(), false);
    while let Ok(Some(node)) = xml.next() {
        let Node::Start(element) = node else { continue };
        match element.name() {
            (Ns::Encryption, "EncryptedData") => font = false,
            (Ns::Encryption, "EncryptionMethod") => {
                let way = xml.attribute(&element, Ns::None, "Algorithm").unwrap_or_default();
                font |= FOR_FONTS.contains(&way.as_str());
            }
            (Ns::Encryption, "CipherReference") if !font => {
                let address = xml.attribute(&element, Ns::None, "URI").unwrap_or_default();
                parts.insert(target("", &address).0);
            }
            _ => {}
        }
    }
    parts
}
