//! The styles of a text document: which of them make a headline or a caption, which hide their words, and the language
//! (ODF 1.3 part 3, 15 and 16).

use crate::import::ImportError;
use crate::import::xml::{Element, Node, Ns, Xml};
use std::collections::HashMap;

/// How many styles a style may rest on, one on the other.
const CHAIN: usize = 16;

/// What a paragraph is by the name of its style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The headline.
    Hed,
    /// The sub-headline.
    Dek,
    /// A heading of this level.
    Heading(u8),
    /// The text under a picture or a table.
    Caption,
    /// A passage set apart as a quotation.
    Quotation,
    /// Preformatted text.
    Preformatted,
}

/// The names of styles that mean something, in small letters. LibreOffice calls its own styles by their English names
/// in every file, whatever language it shows.
const ROLES: &[(&str, Role)] = &[
    ("title", Role::Hed),
    ("subtitle", Role::Dek),
    ("caption", Role::Caption),
    ("illustration", Role::Caption),
    ("quotations", Role::Quotation),
    ("quote", Role::Quotation),
    ("intense quote", Role::Quotation),
    ("preformatted text", Role::Preformatted),
    ("html preformatted", Role::Preformatted),
];

/// One style.
#[derive(Debug, Default)]
struct Style {
    /// As people see it, in small letters.
    name: String,
    /// Key of the style that it rests on.
    parent: Option<String>,
    /// Whether it hides its words, where it says anything about that.
    hidden: Option<bool>,
}

/// The styles of a document, and the languages it declares.
#[derive(Debug, Default)]
pub struct Styles {
    paragraphs: HashMap<String, Style>,
    texts: HashMap<String, Style>,
    /// BCP 47 tag for text in an alphabet.
    pub language: Option<String>,
    /// BCP 47 tag for text in Chinese, Japanese or Korean.
    pub asian: Option<String>,
    /// BCP 47 tag for text in Arabic, Hebrew, Thai and the like.
    pub complex: Option<String>,
}

impl Styles {
    /// Adds the styles in a part; those that only this part itself uses, as `automatic` says.
    ///
    /// # Errors
    /// When it is no XML.
    pub fn add(&mut self, text: &str, automatic: bool) -> Result<(), ImportError> {
        let mut xml = Xml::new(text);
        while let Some(node) = xml.next()? {
            let Node::Start(element) = node else { continue };
            match element.name() {
                (Ns::Office, "automatic-styles") if !automatic => xml.skip()?,
                (Ns::Office, "master-styles" | "font-face-decls" | "meta" | "settings" | "scripts") => xml.skip()?,
                (Ns::Office, "body") => return Ok(()),
                (Ns::OdfStyle, "style") => self.style(&mut xml, &element)?,
                (Ns::OdfStyle, "default-style") => self.default_style(&mut xml, &element)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn style(&mut self, xml: &mut Xml, element: &Element) -> Result<(), ImportError> {
        let attribute = |name| xml.attribute(element, Ns::OdfStyle, name);
        let (family, key) = (attribute("family").unwrap_or_default(), attribute("name").unwrap_or_default());
        let name = attribute("display-name").map_or_else(|| visible(&key), |name| name.to_lowercase());
        let mut style = Style { name, parent: attribute("parent-style-name"), hidden: None };
        inside(xml, |xml, properties| {
            if let Some(display) = xml.attribute(properties, Ns::OdfText, "display") {
                style.hidden = Some(display == "none");
            }
        })?;
        match family.as_str() {
            "paragraph" => _ = self.paragraphs.insert(key, style),
            "text" => _ = self.texts.insert(key, style),
            _ => {}
        }
        Ok(())
    }

    fn default_style(&mut self, xml: &mut Xml, element: &Element) -> Result<(), ImportError> {
        let wanted = xml.attribute(element, Ns::OdfStyle, "family").is_some_and(|family| family == "paragraph");
        inside(xml, |xml, properties| {
            if wanted {
                let tag = |ns, language, country| tag(xml, properties, (ns, language), (ns, country));
                self.language = self.language.take().or_else(|| tag(Ns::OdfFo, "language", "country"));
                self.asian = self.asian.take().or_else(|| tag(Ns::OdfStyle, "language-asian", "country-asian"));
                self.complex = self.complex.take().or_else(|| tag(Ns::OdfStyle, "language-complex", "country-complex"));
            }
        })
    }

    /// What a paragraph of this style is: by its own name, otherwise by that of the nearest style it rests on, which a
    /// file may name without describing it.
    pub fn role(&self, style: &str) -> Option<Role> {
        let mut key = style;
        for _ in 0..CHAIN {
            let Some(found) = self.paragraphs.get(key) else { return role(&visible(key)) };
            if let Some(role) = role(&found.name) {
                return Some(role);
            }
            key = found.parent.as_deref()?;
        }
        None
    }

    /// True when a paragraph of this style is not shown.
    pub fn hides_paragraph(&self, style: &str) -> bool {
        chain(&self.paragraphs, style).find_map(|style| style.hidden).unwrap_or(false)
    }

    /// True when words in this style are not shown.
    pub fn hides_words(&self, style: &str) -> bool {
        chain(&self.texts, style).find_map(|style| style.hidden).unwrap_or(false)
    }
}

/// The style, the one it rests on, and so on.
fn chain<'a>(styles: &'a HashMap<String, Style>, style: &str) -> impl Iterator<Item = &'a Style> {
    std::iter::successors(styles.get(style), |style| styles.get(style.parent.as_ref()?)).take(CHAIN)
}

/// A key as people see it, in small letters: a blank in it is written as its number (ODF 1.3 part 3, 19.503).
fn visible(key: &str) -> String {
    key.replace("_20_", " ").to_lowercase()
}

fn role(name: &str) -> Option<Role> {
    let level = name.strip_prefix("heading ").and_then(|level| level.parse().ok());
    let level = level.filter(|level| (1..=10).contains(level)).map(Role::Heading);
    level.or_else(|| ROLES.iter().find(|(known, _)| *known == name).map(|(_, role)| *role))
}

/// Calls `found` for each element inside the one that has just begun; passes over its end.
fn inside(xml: &mut Xml, mut found: impl FnMut(&Xml, &Element)) -> Result<(), ImportError> {
    let mut depth = 1_usize;
    while depth > 0
        && let Some(node) = xml.next()?
    {
        match node {
            Node::Start(element) => {
                depth += 1;
                found(xml, &element);
            }
            Node::End => depth -= 1,
            Node::Text(_) => {}
        }
    }
    Ok(())
}

/// A language and the country it is spoken in; `none` and `zxx` stand for no language.
fn tag(xml: &Xml, element: &Element, language: (Ns, &str), country: (Ns, &str)) -> Option<String> {
    let value = |(ns, name)| xml.attribute(element, ns, name).filter(|value| !matches!(value.as_str(), "" | "none"));
    let language = value(language).filter(|language| language != "zxx")?;
    Some(value(country).map_or(language.clone(), |country| format!("{language}-{country}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: &str = r#"xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
        xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
        xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
        xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0""#;

    fn styles(text: &str, automatic: bool) -> Styles {
        let mut styles = Styles::default();
        styles.add(&format!("<office:document {NAMES}>{text}</office:document>"), automatic).unwrap();
        styles
    }

    fn style(name: &str, more: &str, inside: &str) -> String {
        format!(r#"<style:style style:family="paragraph" style:name="{name}" {more}>{inside}</style:style>"#)
    }

    #[test]
    fn a_paragraph_is_what_its_style_or_the_nearest_one_below_is_called() {
        let all = style("P1", r#"style:parent-style-name="Title""#, "")
            + &style("Title", r#"style:parent-style-name="Heading""#, "")
            + &style("Heading", "", "")
            + &style("h", r#"style:display-name="Heading 3""#, "")
            + &style("Figure", r#"style:parent-style-name="Caption""#, "")
            + &style("Caption", "", "")
            + &style("Title2", "", "")
            + &style("P2", r#"style:parent-style-name="Heading_20_2""#, "")
            + &style("Round", r#"style:parent-style-name="Round""#, "");
        let styles = styles(&all, true);
        let table = [
            ("P1", Some(Role::Hed)),
            ("h", Some(Role::Heading(3))),
            ("Figure", Some(Role::Caption)),
            ("Heading", None),
            ("Title2", None),
            ("P2", Some(Role::Heading(2))),
            ("Round", None),
            ("Preformatted_20_Text", Some(Role::Preformatted)),
            ("Heading_20_99", None),
        ];
        for (style, expected) in table {
            assert_eq!(styles.role(style), expected, "{style}");
        }
    }

    #[test]
    fn words_are_hidden_where_the_nearest_style_that_says_anything_hides_them() {
        let none = r#"<style:text-properties text:display="none"/>"#;
        let shown = r#"<style:text-properties text:display="true"/>"#;
        let all = style("Secret", "", none)
            + &style("P1", r#"style:parent-style-name="Secret""#, "<style:paragraph-properties/>")
            + &style("P2", r#"style:parent-style-name="Secret""#, shown)
            + &style("P4", "", r#"<style:text-properties text:display="condition"/>"#);
        let of_page = format!("<office:automatic-styles>{}</office:automatic-styles>", style("P3", "", none));
        let styles = styles(&(all + &of_page), false);
        let hidden = |name| styles.hides_paragraph(name);
        let all = ["P1", "P2", "P3", "P4", "other"].map(hidden);
        assert_eq!(all, [true, false, false, false, false]);
        assert!(!styles.hides_words("Secret"));
    }

    #[test]
    fn the_language_is_that_of_the_paragraphs_by_default() {
        let language = |attributes: &str| {
            let text = format!(
                r#"<style:default-style style:family="graphic"><style:text-properties fo:language="la"/></style:default-style>
                <style:default-style style:family="paragraph"><style:text-properties {attributes}/></style:default-style>"#
            );
            let styles = styles(&text, false);
            (styles.language, styles.asian)
        };
        let tag = |tag: &str| Some(tag.to_owned());
        assert_eq!(language(r#"fo:language="en" fo:country="GB""#), (tag("en-GB"), None));
        assert_eq!(language(r#"fo:language="none" fo:country="none""#), (None, None));
        let both = r#"fo:language="fr" fo:country="none" style:language-asian="ko" style:country-asian="KR""#;
        assert_eq!(language(both), (tag("fr"), tag("ko-KR")));
    }
}
