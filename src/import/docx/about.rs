//! What a document says of itself: its title and its language (ECMA-376 part 2, 11; part 1, 17.15.1.88).

use super::props::{self, Languages};
use crate::import::xml::{Node, Ns, Xml};
use crate::import::{ImportError, language};

/// The core properties that matter.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct About {
    /// The title that somebody once gave it.
    pub(super) title: Option<String>,
    /// BCP 47 tag.
    pub(super) language: Option<String>,
}

/// Reads the part that holds the core properties.
///
/// # Errors
/// When the XML is damaged or hostile.
pub(super) fn core(text: &str) -> Result<About, ImportError> {
    let mut xml = Xml::new(text);
    let mut about = About::default();
    while let Some(node) = xml.next()? {
        let Node::Start(element) = node else { continue };
        match element.name() {
            (Ns::DublinCore, "title") => about.title = Some(xml.text()?.trim().to_owned()).filter(|s| !s.is_empty()),
            (Ns::DublinCore, "language") => about.language = Some(xml.text()?).filter(|tag| props::is_language(tag)),
            _ => {}
        }
    }
    Ok(about)
}

/// Reads the languages of the theme's fonts from the part that holds the settings.
///
/// # Errors
/// When the XML is damaged or hostile.
pub(super) fn theme_languages(text: &str) -> Result<Languages, ImportError> {
    let mut xml = Xml::new(text);
    while let Some(node) = xml.next()? {
        match node {
            Node::Start(element) if element.is(Ns::Word, "themeFontLang") => {
                return Ok(props::languages(&xml, &element));
            }
            _ => {}
        }
    }
    Ok(Languages::default())
}

/// The language of a text: what is declared, unless the script shows that it is another one. Word keeps a language for
/// each sort of script, and declares all of them.
pub(super) fn language_of(text: &str, declared: Option<String>, others: &[Languages]) -> Option<String> {
    let Some(script) = language::by_script(text) else { return declared };
    let is_it = |tag: &&String| tag.split('-').next().is_some_and(|first| first.eq_ignore_ascii_case(&script));
    let others = others.iter().flat_map(|other| [&other.main, &other.east, &other.bidi]).filter_map(Option::as_ref);
    Some(declared.iter().chain(others).find(is_it).cloned().unwrap_or(script))
}
