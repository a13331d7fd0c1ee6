//! A chapter of an e-book, which is XML or meant to be, written as web pages are: both say the same, but elements
//! without content are written differently, and a reader of web pages would let the first such title swallow the text.

use super::notes::MARKS;

/// Elements that have no end tag on web pages (WHATWG HTML, section 13.1.2).
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// The same as a web page.
pub fn as_page(chapter: &str) -> String {
    let mut page = String::with_capacity(chapter.len() + 64);
    page.push_str("<!DOCTYPE html>");
    let mut rest = chapter;
    while let Some(at) = rest.find('<') {
        text(rest.get(..at).unwrap_or_default(), &mut page);
        rest = markup(rest.get(at..).unwrap_or_default(), &mut page);
    }
    text(rest, &mut page);
    page
}

/// Characters, without those that stand for marks while notes are read.
fn text(text: &str, page: &mut String) {
    page.extend(text.chars().filter(|c| !MARKS.contains(c)));
}

/// Writes the tag that begins here, and returns what is behind it. Of declarations and comments nothing is written.
fn markup<'a>(from: &'a str, page: &mut String) -> &'a str {
    let behind = |end: &str| from.split_once(end).map_or("", |(_, behind)| behind);
    if let Some(data) = from.strip_prefix("<![CDATA[") {
        let (data, behind) = data.split_once("]]>").unwrap_or((data, ""));
        text(&data.replace('&', "&amp;").replace('<', "&lt;"), page);
        return behind;
    }
    if from.starts_with("<!--") {
        return behind("-->");
    }
    if from.starts_with("<?") {
        return behind("?>");
    }
    if from.starts_with("<!") {
        let simple = from.find('>').unwrap_or(from.len());
        let defines = from.get(..simple).is_some_and(|head| head.contains('['));
        return if defines { behind("]>") } else { behind(">") };
    }
    tag(from, page)
}

fn tag<'a>(from: &'a str, page: &mut String) -> &'a str {
    let open = from.strip_prefix("</").is_none();
    let body = from.trim_start_matches(['<', '/']);
    if !body.starts_with(|c: char| c.is_ascii_alphabetic()) || !(from.starts_with("</") || from.get(1..) == Some(body))
    {
        page.push_str("&lt;");
        return from.get(1..).unwrap_or_default();
    }
    let Some(end) = end_of_tag(from) else {
        return "";
    };
    let (tag, behind) = (from.get(..end).unwrap_or_default(), from.get(end + 1..).unwrap_or_default());
    let name = body.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or_default();
    let is_void = VOID.iter().any(|void| name.eq_ignore_ascii_case(void));
    match tag.strip_suffix('/') {
        Some(tag) if open && !is_void => _ = [tag, "></", name, ">"].map(|part| text(part, page)),
        _ if !open && is_void => {}
        _ => _ = [tag, ">"].map(|part| text(part, page)),
    }
    behind
}

/// The byte at which the tag that begins here is closed.
fn end_of_tag(tag: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match quote {
            Some(mark) if byte == mark => quote = None,
            Some(_) => {}
            None if byte == b'>' => return Some(at),
            None if matches!(byte, b'"' | b'\'') => quote = Some(byte),
            None => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_without_content_swallow_nothing() {
        let table = [
            ("<title/><p>a</p>", "<title></title><p>a</p>"),
            ("<script src='a>b' /><a id=\"x\"/>b", "<script src='a>b' ></script><a id=\"x\"></a>b"),
            ("a<br/>b<br></br>c<BR />", "a<br/>b<br>c<BR />"),
            ("<?xml version='1.0'?><!DOCTYPE html [<!ENTITY a \"b\">]><p>a<!-- > -->b</p>", "<p>ab</p>"),
            ("<!DOCTYPE html><p>&nbsp;[1]></p>", "<p>&nbsp;[1]></p>"),
            ("<p><![CDATA[1 < 2 & <b>]]></p>", "<p>1 &lt; 2 &amp; &lt;b></p>"),
            ("1 < 2 and <3 </ x", "1 &lt; 2 and &lt;3 &lt;/ x"),
            ("a<p title='x", "a"),
        ];
        for (chapter, expected) in table {
            assert_eq!(as_page(chapter), format!("<!DOCTYPE html>{expected}"), "{chapter}");
        }
    }
}
