//! Text on its way into HTML.

use crate::export::clean::{clean, one_line};
use std::fmt::{self, Display, Formatter};

/// Text as the content of an element.
pub(super) struct Text<'a>(pub &'a str);

impl Display for Text<'_> {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        escape(f, &clean(self.0), &['&', '<', '>'])
    }
}

/// Text as the value of an attribute that stands in double quotation marks; in one line.
pub(super) struct Value<'a>(pub &'a str);

impl Display for Value<'_> {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        escape(f, &one_line(self.0), &['&', '<', '>', '"', '\''])
    }
}

fn escape(f: &mut Formatter, text: &str, special: &[char]) -> fmt::Result {
    let mut rest = text;
    while let Some(at) = rest.find(special) {
        f.write_str(&rest[..at])?;
        f.write_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        })?;
        rest = &rest[at + 1..];
    }
    f.write_str(rest)
}

/// Text as a string of CSS, quotation marks included: all but letters, digits and spaces as escapes (CSS Syntax
/// Module Level 3, section 4.3.7), so that nothing in it can end the string or the style element.
pub(super) fn css_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in one_line(text).chars() {
        match c {
            ' ' | 'a'..='z' | 'A'..='Z' | '0'..='9' => out.push(c),
            _ if c.is_alphanumeric() => out.push(c),
            _ => put!(&mut out, "\\{:X} ", u32::from(c)),
        }
    }
    out + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_text_values_and_strings() {
        let hostile = "</style><b a='1' b=\"2\">&amp;\0\n";
        assert_eq!(Text(hostile).to_string(), "&lt;/style&gt;&lt;b a='1' b=\"2\"&gt;&amp;amp;\n");
        assert_eq!(Value(hostile).to_string(), "&lt;/style&gt;&lt;b a=&#39;1&#39; b=&quot;2&quot;&gt;&amp;amp;");
        assert_eq!(css_string("a\"</style>\\é"), r#""a\22 \3C \2F style\3E \5C é""#);
    }
}
