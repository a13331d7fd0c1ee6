//! What a person finds again of an e-book.

use super::*;
use crate::import::testing::pack;

const CONTAINER: &str = r#"<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
    <rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"#;

fn chapter(body: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{body}</body></html>"#
    )
}

/// A book with these chapters, by file name; `more` are other parts.
fn book(chapters: &[(&str, &str)], more: &[(&str, &str)]) -> Vec<u8> {
    let pages: Vec<(String, String)> =
        chapters.iter().map(|(name, body)| (format!("OEBPS/{name}"), chapter(body))).collect();
    let item = |name: &str| {
        let properties = if name == "nav.xhtml" { r#"properties="nav""# } else { "" };
        format!(r#"<item id="{name}" href="{name}" media-type="application/xhtml+xml" {properties}/>"#)
    };
    let manifest: String = chapters.iter().map(|(name, _)| item(name)).collect();
    let spine: String = chapters.iter().map(|(name, _)| format!(r#"<itemref idref="{name}"/>"#)).collect();
    let opf = format!(
        r#"<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>
        <dc:title>The Harbour</dc:title><dc:creator>Ana Writer</dc:creator><dc:language>en-gb</dc:language></metadata>
        <manifest>{manifest}</manifest><spine>{spine}</spine></package>"#
    );
    let mut parts = vec![
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", CONTAINER),
        ("OEBPS/book.opf", opf.as_str()),
    ];
    parts.extend(
        pages.iter().map(|(name, page)| (name.as_str(), page.as_str())).filter(|(_, page)| !page.contains("GONE")),
    );
    parts.extend(more);
    pack(&parts)
}

fn blocks(article: &Article) -> Vec<(&str, &str)> {
    article.blocks.iter().map(|block| (block.kind.key(), article.block_text(block))).collect()
}

#[test]
fn chapters_follow_each_other_under_their_headings() {
    let chapters = [
        ("title.xhtml", "<h1>THE HARBOUR</h1><p>Ana Writer</p>"),
        ("nav.xhtml", "<nav><ol><li><a href='b.xhtml'>One</a></li></ol></nav><nav hidden=''><p>Pages</p></nav>"),
        ("b.xhtml", "<h2><a id='x'/>One</h2><p>Ships &mdash; and<br/>boats.</p>"),
        ("a.xhtml", "<h2>Two</h2><p>Nobody came.</p>"),
    ];
    let article = read(&book(&chapters, &[])).unwrap();
    let expected = [
        ("hed", "THE HARBOUR"),
        ("byline", "Ana Writer"),
        ("list-item", "One"),
        ("paragraph", "Pages"),
        ("heading", "One"),
        ("paragraph", "Ships — and\nboats."),
        ("heading", "Two"),
        ("paragraph", "Nobody came."),
    ];
    assert_eq!(blocks(&article), expected);
    let aside: Vec<bool> = article.blocks.iter().map(|block| block.aside).collect();
    assert_eq!(aside, [false, false, true, true, false, false, false, false]);
    assert_eq!((article.title.as_deref(), article.byline.as_deref()), (Some("The Harbour"), Some("Ana Writer")));
    assert_eq!(article.language.as_deref(), Some("en-GB"));
    assert_eq!(article.warnings, Vec::<String>::new());
}

#[test]
fn a_line_that_only_looks_like_a_headline_is_none() {
    let article =
        read(&book(&[("a.xhtml", "<p>A short line</p><p>Nobody came to see the ships, and all went home.</p>")], &[]));
    let article = article.unwrap();
    assert_eq!(article.title.as_deref(), Some("The Harbour"));
    assert_eq!(blocks(&article)[0], ("paragraph", "A short line"));
}

#[test]
fn notes_are_found_by_what_refers_to_them() {
    let chapters = [
        (
            "a.xhtml",
            "<p>It fell <a epub:type='noteref' href='#n1'>1</a>by half<sup><a role='doc-noteref' href='notes.xhtml#r%201'>2</a></sup>
             and <a epub:type='noteref' href='#none'>*</a> <a href='#n2'>more</a>.</p>
             <aside epub:type='footnote' id='n1'><p>Ministry.</p><p>Page 3.</p></aside><p id='n2'>Kept.</p>",
        ),
        (
            "notes.xhtml",
            "<section epub:type='endnotes'><ol><li><p><a id='r 1'/>Own count. <a href='a.xhtml'>back</a></p></li><li id='r2'>Unused.</li></ol></section>",
        ),
    ];
    let article = read(&book(&chapters, &[])).unwrap();
    let expected = [
        ("paragraph", "It fell ¹by half² and * more."),
        ("paragraph", "Kept."),
        ("list-item", "Unused."),
        ("footnote", "Ministry.\nPage 3."),
        ("endnote", "Own count. back"),
    ];
    assert_eq!(blocks(&article), expected);
    let notes: Vec<(&str, &str)> = article
        .notes
        .iter()
        .map(|note| (&article.text[..note.at], article.block_text(&article.blocks[note.block])))
        .collect();
    assert_eq!(notes, [("It fell", "Ministry.\nPage 3."), ("It fell ¹by half", "Own count. back")]);
}

#[test]
fn a_text_that_is_referred_to_from_itself_stays_text() {
    let body =
        "<div id='n'><p>Text <a epub:type='noteref' href='#n'>1</a> goes on.</p></div><p>a&#xfdd0;7&#xfdd1;b.</p>";
    let article = read(&book(&[("a.xhtml", body)], &[])).unwrap();
    assert_eq!(blocks(&article), [("paragraph", "Text ¹ goes on."), ("paragraph", "ab.")]);
    assert_eq!(article.notes, []);
}

#[test]
fn what_is_missing_or_a_picture_is_said() {
    let chapters = [
        ("cover.xhtml", "<svg viewBox='0 0 1 1'/>"),
        ("a.xhtml", "<p>Text.</p><img src='a.png'/>"),
        ("b.xhtml", "GONE"),
        ("c.xhtml", "GONE"),
        ("deep.xhtml", &"<div>".repeat(600)),
    ];
    let article = read(&book(&chapters, &[])).unwrap();
    let expected = [
        "2 chapters that the book lists are missing from the file, the first is “OEBPS/b.xhtml”.",
        "A chapter could not be read: “OEBPS/deep.xhtml”.",
        "One page of the book is a picture without text.",
        "One picture was left out; the text under it is kept.",
    ];
    assert_eq!(article.warnings, expected);
}

#[test]
fn a_locked_book_is_refused_and_locked_fonts_are_not_in_the_way() {
    let list = |way: &str, part: &str| {
        format!(
            "<encryption xmlns='urn:oasis:names:tc:opendocument:xmlns:container' xmlns:enc='http://www.w3.org/2001/04/xmlenc#'>
             <enc:EncryptedData><enc:EncryptionMethod Algorithm='{way}'/><enc:CipherData><enc:CipherReference URI='{part}'/>
             </enc:CipherData></enc:EncryptedData></encryption>"
        )
    };
    let aes = "http://www.w3.org/2001/04/xmlenc#aes128-cbc";
    let table = [
        (aes, "OEBPS/a%2Exhtml", Some(ImportError::Locked)),
        (aes, "OEBPS/font.otf", None),
        ("http://www.idpf.org/2008/embedding", "OEBPS/a.xhtml", None),
        ("http://ns.adobe.com/pdf/enc#RC", "OEBPS/font.otf", None),
    ];
    for (way, part, expected) in table {
        let bytes = book(&[("a.xhtml", "<p>Text.</p>")], &[("META-INF/encryption.xml", &list(way, part))]);
        assert_eq!(read(&bytes).err(), expected, "{way} {part}");
    }
}

#[test]
fn a_book_without_a_container_is_read_and_one_without_a_package_refused() {
    let opf = "<package xmlns='http://www.idpf.org/2007/opf'><manifest><item id='a' href='a.xhtml' media-type='text/html'/></manifest>
        <spine><itemref idref='a'/></spine></package>";
    let page = chapter("<p>Text.</p>");
    let parts = [("mimetype", "application/epub+zip"), ("x/Book.OPF", opf), ("x/a.xhtml", page.as_str())];
    assert_eq!(read(&pack(&parts)).unwrap().text, "Text.");
    assert_eq!(read(&pack(&parts[..1])).err(), Some(ImportError::Damaged));
}

/// Every character of a chapter and of the package is replaced by others.
#[test]
fn no_change_to_a_book_makes_the_reader_fall() {
    let body =
        "<p id='p'>a<a epub:type='noteref' href='#n'>1</a><![CDATA[é]]><br/></p><aside id='n'>n<!-- c --></aside>";
    let page = chapter(body);
    let opf = "<package xmlns='http://www.idpf.org/2007/opf'><manifest><item id='a' href='%61.xhtml' media-type='text/html'/></manifest>
        <spine><itemref idref='a'/></spine></package>";
    let mutants = |text: &str| -> Vec<String> {
        let start = text.find("<body>").unwrap_or(0);
        let places = text.char_indices().filter(|(at, _)| *at >= start).map(|(at, c)| (at, at + c.len_utf8()));
        places.flat_map(|(at, end)| ["<", "/", ""].map(|with| text[..at].to_owned() + with + &text[end..])).collect()
    };
    let pages = mutants(&page).into_iter().map(|page| (page, opf.to_owned()));
    for (page, opf) in pages.chain(mutants(opf).into_iter().map(|opf| (page.clone(), opf))) {
        _ = read(&pack(&[("book.opf", &opf), ("a.xhtml", &page)]));
    }
}
