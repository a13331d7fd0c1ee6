//! Web pages and Markdown as people save them.

use super::tests::blocks;
use super::*;
use crate::model::BlockKind;

fn page(html: &str) -> Article {
    read(html.as_bytes(), "page.html", &Options::default()).unwrap()
}

fn whole(html: &str) -> Vec<String> {
    let options = Options { whole_page: true, ..Options::default() };
    blocks(&read(html.as_bytes(), "page.html", &options).unwrap())
}

fn markdown(text: &str) -> Article {
    read(text.as_bytes(), "a.md", &Options::default()).unwrap()
}

const LONG: &str =
    "The ferry left the old harbour at noon with two hundred people on board, and it came back empty in the evening.";

fn story(head: &str, body: &str) -> String {
    let paragraphs = format!("<p>{LONG}</p>").repeat(5);
    format!(
        "<!DOCTYPE html><html lang=en-us><head><title>Ferry returns empty | The Harbour Post</title>{head}</head><body><nav><a href=/>Home</a></nav>\
         <article><h1>Ferry returns empty</h1>{body}{paragraphs}</article><footer>© 2021 The Harbour Post</footer></body></html>"
    )
}

#[test]
fn a_sentence_that_reader_mode_loses_between_two_others_is_put_back() {
    let lost = "The find was announced on Monday in a journal of the sea, and nobody had seen it coming.";
    let long = "The ferry came back without a soul on board. ".repeat(3);
    let article = page(&story("", &format!("<p>{long}</p><p class='share'>{lost}</p><p>So it went. {long}</p>")));
    assert!(article.text.contains(lost), "{:?}", blocks(&article));
}

#[test]
fn what_speaks_of_the_site_is_left_out_of_an_article_and_named() {
    let invitation = "<p>Sign up for our weekly letter, and follow us wherever you are.</p>";
    let article =
        page(&story("", &format!("<p>{}</p>{invitation}", "The ferry came back without a soul on board. ".repeat(3))));
    assert!(!article.text.contains("Sign up"), "{:?}", blocks(&article));
    let told = "A line about the site was left out: “Sign up for our weekly…”.";
    assert!(article.warnings.iter().any(|warning| warning == told), "{:?}", article.warnings);
}

#[test]
fn reader_mode_takes_the_article_with_its_headline_once() {
    let article = page(&story(
        "<meta name=author content='Ada Quill'><meta property='og:site_name' content='The Harbour Post'><meta property='article:section' content='World'>",
        "<h2>Ferry returns empty</h2><p>By Ada Quill</p><p><time datetime='2021-03-03T16:05:00Z'>3 March 2021 4:05 pm</time></p>",
    ));
    assert_eq!(article.headline().as_deref(), Some("Ferry returns empty"));
    assert_eq!(article.title.as_deref(), Some("Ferry returns empty | The Harbour Post"));
    assert_eq!(article.section.as_deref(), Some("World"));
    assert_eq!(article.language.as_deref(), Some("en-US"));
    assert!(article.byline.as_deref().unwrap().contains("Ada Quill"));
    assert!(article.published.as_deref().unwrap().contains("3 March 2021"));
    assert_eq!(article.blocks[0].kind, BlockKind::Hed);
    assert_eq!(article.text.matches("Ferry returns empty").count(), 1, "{}", article.text);
    assert_eq!(article.text.matches(LONG).count(), 5);
    assert!(!article.text.contains("Home"));
    assert_eq!((article.format.as_str(), article.encoding.as_deref()), ("html", Some("UTF-8")));
}

#[test]
fn whole_page_is_everything_in_it_block_by_block() {
    let html = "<html><body><h1>Head</h1><div>one<p>two <b>bo</b>ld&nbsp;x</p>three</div><ul><li>a<ul><li>b</ul></ul><script>no</script>\
        <blockquote><p>said</blockquote><figure><img src=x><figcaption>cap</figcaption></figure><pre>p\n  q</pre>l<br>m<br><br>n\
        <table><tr><th>A<th>B<tr><td>1<td>2</table><p hidden>no</p><p style='display: none'>no</p>28,500<sup>1</sup> H<sub>2</sub>O</body></html>";
    assert_eq!(
        whole(html),
        [
            "hed: Head",
            "paragraph: one",
            "paragraph: two bold\u{a0}x",
            "paragraph: three",
            "list-item: a",
            "list-item: b",
            "quotation: said",
            "caption: cap",
            "preformatted: p /   q",
            "paragraph: l / m",
            "paragraph: n",
            "table-cell: A",
            "table-cell: B",
            "table-cell: 1",
            "table-cell: 2",
            "paragraph: 28,500¹ H2O",
        ]
    );
}

#[test]
fn says_what_was_left_out() {
    let article = page(&story("", "<img src=a><img src=b><iframe src=c></iframe>"));
    assert!(
        article.warnings.iter().any(|warning| warning.contains("pictures") || warning.contains("picture")),
        "{:?}",
        article.warnings
    );
    let article = page("<html><body><p>Short</p></body></html>");
    assert!(article.text.contains("Short"));
}

#[test]
fn declared_encodings_count_for_pages() {
    let html = "<html><head><meta charset=euc-kr></head><body><p>한국 정부는 오늘</p></body></html>";
    let article = read(&encoding_rs::EUC_KR.encode(html).0, "a.htm", &Options::default()).unwrap();
    assert_eq!(article.encoding.as_deref(), Some("EUC-KR"));
    assert!(
        article.text.contains("한국 정부는 오늘")
            && article.warnings.iter().all(|warning| !warning.contains("encoded"))
    );
    // A page that says one thing and is another is read as what it is.
    let lying = "<html><head><meta charset=windows-1252></head><body><p>Größe</p></body></html>";
    assert!(page(lying).text.contains("Größe"));
}

#[test]
fn classes_tell_captions_and_the_edit_links_of_a_wiki() {
    let html = format!(
        "<html><body><article><h1>The old harbour</h1><h2>Ferries<span class=mw-editsection>[edit]</span></h2><p>{LONG}</p>\
         <ul><li class='photo photo-caption'>The ferry at noon. Photo: A. Quill</li></ul><p>{LONG} {LONG}</p></article></body></html>"
    );
    let article = page(&html);
    let shown = blocks(&article);
    assert!(shown.contains(&"caption: The ferry at noon. Photo: A. Quill".to_owned()), "{shown:#?}");
    assert!(shown.contains(&"heading: Ferries".to_owned()), "{shown:#?}");
}

#[test]
fn refuses_pages_made_to_hang() {
    for html in ["<html>".to_owned() + &"<div>".repeat(5_000), format!("<html><p {}>", "a=1 ".repeat(5_000))] {
        assert!(read(html.as_bytes(), "a.html", &Options::default()).is_err());
    }
}

#[test]
fn recognises_formats_by_content_then_name() {
    let table = [
        ("<!DOCTYPE html><p>x", "a.txt", "html"),
        ("<!-- saved --><html>x", "a", "html"),
        ("<p>x</p><div>y</div>", "a.txt", "html"),
        ("# x", "a.md", "markdown"),
        ("<b>x</b> is *so*", "a.md", "markdown"),
        ("x < y", "a.txt", "plain"),
        ("x", "a.html", "html"),
        ("# x", "a.txt", "plain"),
    ];
    for (text, name, format) in table {
        assert_eq!(read(text.as_bytes(), name, &Options::default()).unwrap().format, format, "{text}");
    }
    let forced = Options { format: Some(Format::Plain), ..Options::default() };
    assert_eq!(read(b"<html><p>x", "a.html", &forced).unwrap().text, "<html><p>x");
}

#[test]
fn markdown_becomes_blocks_without_markup() {
    let article = markdown(
        "# Ferry *returns*\n\nBy Ada Quill\n\nShe [said](http://x.y) so.[^1]\nAnd **left**.\n\n## Later\n\n- one\n  - two\n3. three\n\n> quoted\n\n![alt text](i.png)\n\n\
         ```\ncode  x\n```\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n<!-- no -->\n\n[^1]: A note.\n",
    );
    assert_eq!(
        blocks(&article),
        [
            "hed: Ferry returns",
            "byline: By Ada Quill",
            "paragraph: She said so. And left.",
            "heading: Later",
            "list-item: one",
            "list-item: two",
            "list-item: 3. three",
            "quotation: quoted",
            "caption: alt text",
            "preformatted: code  x",
            "table-cell: A",
            "table-cell: B",
            "table-cell: 1",
            "table-cell: 2",
            "footnote: A note.",
        ]
    );
    assert_eq!(article.title.as_deref(), Some("Ferry returns"));
    assert_eq!(article.byline.as_deref(), Some("By Ada Quill"));
}

#[test]
fn markdown_notes_are_marked_where_the_text_refers_to_them() {
    let article = markdown(
        "# Talks\n\nThe **28,500**[^b] troops  stay[^a] for  \nnow.[^none]\n\n1. one[^a]\n\n[^a]: Ministry, p. 3\n\n    Own count\n\n[^b]: Call\n",
    );
    let notes: Vec<(&str, &str)> = article
        .notes
        .iter()
        .map(|note| (&article.text[..note.at], article.block_text(&article.blocks[note.block])))
        .collect();
    let ends: Vec<(&str, &str)> = notes.iter().map(|(text, note)| (&text[text.len() - 4..], *note)).collect();
    assert_eq!(ends, [(",500", "Call"), ("stay", "Ministry, p. 3\nOwn count"), (" one", "Ministry, p. 3\nOwn count")]);
}

#[test]
fn markdown_has_its_credits_below_the_headline() {
    let check = |text: &str, expected: &[&str]| assert_eq!(blocks(&markdown(text)), expected, "{text}");
    check(
        "# Ferry returns\n\n*Two hundred people left*\n\nBy a staff reporter\n\nSeoul, 19 November 2019\n\nIt came back.\n",
        &[
            "hed: Ferry returns",
            "dek: Two hundred people left",
            "byline: By a staff reporter",
            "dateline: Seoul, 19 November 2019",
            "paragraph: It came back.",
        ],
    );
    check(
        "# Ferry returns\n\nSeoul | 19 November 2019\n\nBy our correspondent in the harbour\n\nIt came back.\n",
        &[
            "hed: Ferry returns",
            "dateline: Seoul | 19 November 2019",
            "byline: By our correspondent in the harbour",
            "paragraph: It came back.",
        ],
    );
    // Short or emphasised is not enough for a dek, nor “by” for a byline.
    check(
        "# Ferry returns\n\n*It left at noon*\n\nIt came back in the evening.\n\nBy then it was dark\n\nBy noon they had left.\n",
        &[
            "hed: Ferry returns",
            "paragraph: It left at noon",
            "paragraph: It came back in the evening.",
            "paragraph: By then it was dark",
            "paragraph: By noon they had left.",
        ],
    );
    check(
        "# Ferry returns\n\nBy noon on 3 March 2021 they had left.\n\nIt came back.\n",
        &["hed: Ferry returns", "paragraph: By noon on 3 March 2021 they had left.", "paragraph: It came back."],
    );
    check(
        "# Ferry returns\n\nBy the time the ferry had left the harbour for good\n\nIt came back.\n",
        &[
            "hed: Ferry returns",
            "paragraph: By the time the ferry had left the harbour for good",
            "paragraph: It came back.",
        ],
    );
    check(
        "---\ntitle: Ferry returns\n---\n\nBy a staff reporter\n\nIt came back.\n",
        &["hed: Ferry returns", "byline: By a staff reporter", "paragraph: It came back."],
    );
    check(
        "---\ndek: Nobody on board\nbyline: Ada Quill\n---\n\n# Ferry returns\n\nIt came back.\n",
        &["hed: Ferry returns", "dek: Nobody on board", "byline: Ada Quill", "paragraph: It came back."],
    );
}

#[test]
fn plain_text_has_the_same_credits() {
    let text = "Ferry returns\n\nTwo hundred people left\n\nBy a staff reporter\n\nIt came back in the evening.\n";
    let article = read(text.as_bytes(), "a.txt", &Options::default()).unwrap();
    assert_eq!(
        blocks(&article),
        [
            "hed: Ferry returns",
            "dek: Two hundred people left",
            "byline: By a staff reporter",
            "paragraph: It came back in the evening.",
        ]
    );
    assert_eq!(article.byline.as_deref(), Some("By a staff reporter"));
}

#[test]
fn front_matter_is_known_and_shown() {
    let article = markdown(
        "---\ntitle: \"Ferry returns\"\nauthor: Ada Quill\ndate: 2021-03-03\nlang: en\n---\n\nIt came back.\n",
    );
    assert_eq!(
        blocks(&article),
        ["hed: Ferry returns", "byline: Ada Quill", "dateline: 2021-03-03", "paragraph: It came back."]
    );
    assert_eq!((article.published.as_deref(), article.language.as_deref()), (Some("2021-03-03"), Some("en")));
}

proptest::proptest! {
    #[test]
    fn any_bytes_give_an_article_or_a_sentence(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
        for format in [None, Some(Format::Plain), Some(Format::Markdown), Some(Format::Html)] {
            let _ = read(&bytes, "a", &Options { format, ..Options::default() });
        }
    }

    #[test]
    fn blocks_are_in_order_and_parted_by_blank_lines(
        text in "(<p>|</?div>|<b>|<br>|<td>|<table>|- |# |> |1\\. |By |\\n\\n|\\n| |[a-zA-Z.,“”é한。\\u{a0}]{1,9}|19 Nov 2019|Share this){0,60}"
    ) {
        for format in [Format::Plain, Format::Markdown, Format::Html] {
            let options = Options { format: Some(format), ..Options::default() };
            let Ok(article) = read(text.as_bytes(), "a", &options) else { continue };
            let mut end = 0;
            for (index, block) in article.blocks.iter().enumerate() {
                let gap = article.text.get(end..block.start).unwrap();
                assert_eq!(gap, if index == 0 { "" } else { "\n\n" });
                assert!(!article.block_text(block).trim().is_empty());
                end = block.end;
            }
            assert_eq!(end, article.text.len());
        }
    }
}
