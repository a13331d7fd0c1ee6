//! Comments and changes in fields, content controls and text boxes.

#![allow(clippy::unwrap_used, clippy::panic, reason = "the helpers are test code outside of test functions")]

use super::tests::{Story, document, part, read};

fn run(words: &str) -> String {
    format!("<w:r><w:t xml:space='preserve'>{words}</w:t></w:r>")
}

fn paragraph(content: &str) -> String {
    format!("<w:p>{content}</w:p>")
}

/// A field with this result, all in one paragraph or not.
fn field(result: &str) -> String {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let code = "<w:r><w:instrText>BIBLIOGRAPHY</w:instrText></w:r>";
    format!("{}{code}{}{result}{}", mark("begin"), mark("separate"), mark("end"))
}

fn control(props: &str, content: &str) -> String {
    format!("<w:sdt><w:sdtPr>{props}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>")
}

/// What is in the body: `[` and `]` around the words of a comment, `*` for its mark, `{`, `|` and `}` for a field, `(`
/// and `)` for a content control, `/` where a paragraph ends.
fn drawn(bytes: &[u8]) -> String {
    let signs = [
        ("w:commentRangeStart", "["),
        ("w:commentRangeEnd", "]"),
        ("w:commentReference", "*"),
        ("w:fldChar w:fldCharType='begin'", "{"),
        ("w:fldChar w:fldCharType='separate'", "|"),
        ("w:fldChar w:fldCharType='end'", "}"),
        ("w:sdtContent", "("),
        ("/w:sdtContent", ")"),
        ("/w:p>", "/"),
    ];
    let xml = part(bytes, "word/document.xml");
    let pieces = xml.split('<').skip(1).map(|piece| {
        let sign = signs.iter().find(|(tag, _)| piece.starts_with(tag)).map_or("", |(_, sign)| sign);
        let words = piece.split_once('>').filter(|_| piece.starts_with("w:t ")).map_or("", |(_, words)| words);
        format!("{sign}{words}")
    });
    pieces.collect()
}

fn check(body: &str, quote: &str, expected: &str) {
    let mut story = Story::of(document(body));
    story.claim(quote);
    let exported = story.marked_up();
    assert_eq!(drawn(&exported.bytes), expected, "{quote:?} in {body}");
    assert_eq!((story.quotes(), exported.notices), (vec![quote.to_owned()], vec![]), "{quote:?} in {body}");
}

#[test]
fn a_comment_on_all_of_a_result_stands_around_the_field() {
    let body = paragraph(&format!("{}{}{}", run("See "), field(&run("Lee 2010")), run(" and others.")));
    check(&body, "Lee 2010", "See [{|Lee 2010}]* and others./");
    check(&body, "See Lee 2010", "[See {|Lee 2010}]* and others./");
    check(&body, "Lee 2010 and others.", "See [{|Lee 2010} and others.]*/");
    check(&body, "Lee", "See {|[Lee]* 2010} and others./");
    check(&body, "Lee 2010 and", "See [{|Lee 2010} and]* others./");
    // What ends with a result is lost in LibreOffice even where it begins inside.
    check(&body, "2010", "See {|Lee [2010}]* and others./");
    let inside = paragraph(&field(&format!("{}{}", field(&run("one")), run(" two"))));
    check(&inside, "one", "{|[{|one}]* two}/");
    check(&inside, "one two", "[{|{|one} two}]*/");
    // The end of a list of sources may be a paragraph further on.
    let list = field(&format!("{}</w:p><w:p>{}</w:p><w:p>", run("Kerr 2001"), run("Lee 2010")));
    check(&paragraph(&list), "Lee 2010", "{|Kerr 2001/[Lee 2010]*/}/");
}

#[test]
fn in_a_content_control_the_mark_of_a_comment_stands_before_all_words() {
    let two = format!("{}{}", run("First words, "), run("second words."));
    let body = control("", &paragraph(&two));
    check(&body, "First words", "(*[First words], second words./)");
    check(&body, "second words", "(*First words, [second words]./)");
    let body = control("", &format!("{}{}", paragraph(&run("One")), paragraph(&run("Two"))));
    check(&body, "Two", "(One/[Two]*/)");
    check(&control("<w:date/>", &paragraph(&run("1 May"))), "1 May", "([1 May]*/)");
    let inline =
        |props: &str| paragraph(&format!("{}{}{}", run("By "), control(props, &run("R. Lee")), run(", Seoul")));
    check(&inline("<w:text/>"), "R. Lee", "*By ([R. Lee]), Seoul/");
    check(&inline("<w:text/>"), "Seoul", "By (R. Lee), [Seoul]*/");
    check(&inline(""), "R. Lee", "By ([R. Lee]*), Seoul/");
    let mut story = Story::of(document(&body));
    story.claim("One");
    assert!(read(&story.marked_up().bytes).comments[0].text.contains("Words: One"), "the words are said as well");
}

#[test]
fn words_to_be_put_into_a_text_box_are_not_put_beside_it() {
    let boxed =
        format!("<w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r>", paragraph(&run("boxed words")));
    for wording in ["boxed little words", "little boxed words", "boxed words too"] {
        let mut story = Story::of(document(&paragraph(&boxed)));
        story.change("boxed words", wording);
        let exported = story.marked_up();
        assert_eq!(read(&exported.bytes).text, "boxed words", "{wording}");
        assert!(exported.notices.join("\n").contains("has a change that cannot be tracked there"), "{wording}");
    }
}
