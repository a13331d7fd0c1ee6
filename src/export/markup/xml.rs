//! XML of others that something is added to.

use crate::export::clean::clean;
use crate::import::ImportError;
use crate::import::xml::{Node, Xml};

/// The namespaces of a document: transitional or strict (ECMA-376 part 1, A; part 4, A).
#[derive(Debug)]
pub(super) struct Names {
    /// WordprocessingML.
    pub(super) word: &'static str,
    /// What the types of relationships begin with.
    pub(super) relationship: &'static str,
}

impl Names {
    /// Those of a part.
    pub(super) fn of(part: &str) -> Self {
        const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";
        if part.contains(STRICT) {
            return Self { word: STRICT, relationship: "http://purl.oclc.org/ooxml/officeDocument/relationships" };
        }
        Self {
            word: "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            relationship: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        }
    }
}

/// Characters as they may stand in an element or an attribute.
pub(super) fn escaped(text: &str) -> String {
    quick_xml::escape::escape(&*clean(text)).into_owned()
}

/// The text with something added at the end of its root element.
///
/// # Errors
/// When it is no XML.
pub(super) fn append(text: &str, more: &str) -> Result<String, ImportError> {
    let mut xml = Xml::new(text);
    let (mut depth, mut tag, mut end) = (0_usize, 0..0, None);
    while let Some(node) = xml.next()? {
        match node {
            Node::Start(_) => {
                if depth == 0 {
                    tag = xml.began()..xml.position();
                }
                depth += 1;
            }
            Node::End => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    end = Some(xml.began());
                }
            }
            Node::Text(_) => {}
        }
    }
    let end = end.ok_or(ImportError::Malformed)?;
    let open = text.get(tag.clone()).unwrap_or_default();
    // A root without content is written as one tag.
    match open.strip_suffix("/>") {
        Some(start) => {
            let name = open.trim_start_matches('<').split([' ', '\t', '\n', '\r', '/']).next().unwrap_or_default();
            Ok(format!("{}{start}>{more}</{name}>{}", &text[..tag.start], &text[tag.end..]))
        }
        None => Ok(format!("{}{more}{}", &text[..end], &text[end..])),
    }
}

/// The XML declaration says UTF-8, which is what is written.
pub(super) fn in_utf8(text: &str) -> String {
    let Some((declaration, rest)) = text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) else {
        return text.to_owned();
    };
    let lower = declaration.to_ascii_lowercase();
    let other = lower.contains("encoding") && !lower.contains("utf-8");
    if other { format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{rest}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adds_at_the_end_of_the_root() {
        let table = [
            ("<a><b/></a>", Some("<a><b/><x/></a>")),
            ("<?xml version='1.0'?>\n<w:a k='>'/>\n", Some("<?xml version='1.0'?>\n<w:a k='>'><x/></w:a>\n")),
            ("<a></a><!-- end -->", Some("<a><x/></a><!-- end -->")),
            ("", None),
            ("<a>", None),
        ];
        for (text, expected) in table {
            assert_eq!(append(text, "<x/>").ok().as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_written_says_that_it_is_in_utf8() {
        assert_eq!(
            in_utf8("<?xml version='1.0' encoding='UTF-16'?><a/>"),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a/>"
        );
        for same in ["<a/>", "<?xml version='1.0'?><a/>", "<?xml version='1.0' encoding='utf-8'?><a/>"] {
            assert_eq!(in_utf8(same), same);
        }
    }
}
