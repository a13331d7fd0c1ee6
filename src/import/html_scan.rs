//! A look at a page's tags before the tree is built, which takes time by the square of nesting and attributes.

use super::ImportError;
use super::limits::{ATTRIBUTES, DEPTH};

/// Elements without content (WHATWG HTML, section 13.1.2), and those whose end tag is often left out and implied by the
/// next of their sort: neither nests.
const FLAT: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "li", "source", "track", "wbr", "p",
    "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "dt", "dd", "rp", "rt", "param",
    "frame", "keygen", "basefont", "bgsound",
];

/// Elements whose content is no markup.
const RAW: &[&str] = &["script", "style", "textarea", "title", "xmp", "noframes"];

/// Passes a page that can be taken apart in reasonable time.
///
/// # Errors
/// When elements are nested too deep or a tag has too many attributes.
pub fn check(page: &str) -> Result<(), ImportError> {
    let mut open: Vec<String> = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        rest = rest.get(at + 1..).unwrap_or_default();
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let closing = rest.starts_with('/');
        let body = rest.strip_prefix('/').unwrap_or(rest);
        if !body.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let end = body.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(body.len());
        let (name, attributes) = body.split_at(end);
        let name: String = name.chars().take(32).collect::<String>().to_ascii_lowercase();
        rest = skip_attributes(attributes)?;
        if FLAT.contains(&name.as_str()) {
            continue;
        }
        if !closing && RAW.contains(&name.as_str()) {
            rest = after_end_tag(rest, &name);
        } else if !closing {
            open.push(name);
        } else if let Some(at) = open.iter().rposition(|other| *other == name) {
            open.truncate(at);
        }
        if open.len() > DEPTH {
            return Err(ImportError::TooDeep);
        }
    }
    Ok(())
}

/// The text behind the tag whose attributes begin here.
fn skip_attributes(text: &str) -> Result<&str, ImportError> {
    let (mut quote, mut count, mut between) = (None, 0, true);
    for (at, c) in text.char_indices() {
        match quote {
            Some(mark) if c == mark => quote = None,
            Some(_) => {}
            None if c == '>' => return Ok(text.get(at + 1..).unwrap_or_default()),
            None if matches!(c, '"' | '\'') => quote = Some(c),
            None if c.is_whitespace() || c == '/' => between = true,
            None => {
                count += usize::from(between);
                between = false;
            }
        }
        if count > ATTRIBUTES {
            return Err(ImportError::TooManyAttributes);
        }
    }
    Ok("")
}

/// The text behind `</name`, in any case.
fn after_end_tag<'a>(text: &'a str, name: &str) -> &'a str {
    let ends = |(at, _): &(usize, &str)| {
        text.get(at + 2..at + 2 + name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name))
    };
    text.match_indices("</").find(ends).and_then(|(at, _)| text.get(at..)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn honest_pages_pass_and_hostile_ones_do_not() {
        let long_list = "<ul>".to_owned() + &"<li>one<p>two<br><td>".repeat(5_000) + "</ul>";
        assert_eq!(check(&long_list), Ok(()));
        assert_eq!(check(&"<div></div><!-- <div> -->".repeat(2_000)), Ok(()));
        assert_eq!(check(&format!("<script>{}</script>", "'<div>' < 1".repeat(2_000))), Ok(()));
        assert_eq!(check(&"<div>".repeat(600)), Err(ImportError::TooDeep));
        assert_eq!(check(&"<ul><li>".repeat(600)), Err(ImportError::TooDeep));
        assert_eq!(check(&format!("<p {}>", "a=1 ".repeat(1_001))), Err(ImportError::TooManyAttributes));
        assert_eq!(check("< é <é <p é='<"), Ok(()));
    }
}
