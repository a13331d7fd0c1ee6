//! Web pages, books and text.

use super::Content;

pub const TEXT: &str = "Talks end early

By Ana Kim | 19 Nov 2019

SEOUL — About 28,500 troops are stationed there.\tThe talks went on for an hour.

\u{201c}Nobody walked out,\u{201d} the minister said. Naïve? 회담이 끝났다.\r\n\r\n* one\r\n* two\u{c}Page 2

Read more: the budget
";

/// “회담이 끝났다.” and a line in Latin letters, in EUC-KR.
pub const EUC_KR: &[u8] =
    b"\xc8\xb8\xb4\xe3\xc0\xcc \xb3\xa1\xb3\xb5\xb4\xd9.\n\nTalks end early.\n\n\xc8\xb8\xb4\xe3\xc0\xcc \xb3\xa1\xb3\xb5\xb4\xd9.\n";

pub const MARKDOWN: &str = "---\ntitle: Talks end early\n---\n# Talks end early

*By Ana Kim*, 19 Nov 2019

About **28,500** troops are [stationed there](https://example.org/a \"b\").[^1]

> “Nobody walked out,” the minister said.

1. one
2. two
   * three

| year | troops |
|------|-------:|
| 2019 | 28,500 |

```text
a < b & c
```

![A hall](hall.jpg)\\
<b>tags</b> &amp; &#x2014; ~~struck~~

[^1]: His passport.
";

pub const HTML: &str = r#"<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Talks end early - The Paper</title>
<meta property="og:title" content="Talks end early"><meta name="author" content="Ana Kim">
<meta property="article:published_time" content="2019-11-19T10:00:00Z">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Talks end early","author":{"name":"Ana Kim"}}</script>
<style>p { color: red }</style></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Talks end early</h1><p class="dek">An hour was enough</p><p>By Ana Kim</p>
<p>Negotiators walked out after an hour, and a fivefold increase was demanded, the minister said on Tuesday.</p>
<figure><img src="hall.jpg" alt="A hall"><figcaption>The hall, empty</figcaption></figure>
<p>About <b>28,500</b> troops are <a href="x">stationed</a> there&nbsp;&mdash; more than before, and the talks go on in
December&#x2026;</p><blockquote>Nobody walked out.</blockquote>
<ul><li>one<li>two<ul><li>three</ul></ul>
<table><tr><th>year<th>troops<tr><td>2019<td>28,500</table><pre>a
b</pre><svg><title>t</title></svg><math><mi>x</mi></math><br><hr></article>
<aside>Advertisement</aside><footer>&copy; The Paper</footer></body></html>
"#;

/// A book of two chapters, with both tables of contents.
pub fn epub() -> Content {
    let chapter = |title: &str, text: &str| {
        format!(
            "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\">\
             <head><title>{title}</title></head><body><section><h1>{title}</h1>{text}</section></body></html>"
        )
    };
    let one = chapter(
        "One",
        "<p>About 28,500 troops<a epub:type=\"noteref\" href=\"#n\">1</a>.</p><aside epub:type=\"footnote\" id=\"n\"><p>His \
         passport.</p></aside><img src=\"hall.jpg\" alt=\"A hall\"/>",
    );
    let two = chapter("Two", "<ul><li>one</li></ul><table><tr><td>2019</td></tr></table><p>Naïve?<br/>No.</p>");
    Content::packed(&[
        ("mimetype", "application/epub+zip"),
        (
            "META-INF/container.xml",
            "<?xml version=\"1.0\"?><container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\
             <rootfiles><rootfile full-path=\"OEBPS/content.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles>\
             </container>",
        ),
        (
            "OEBPS/content.opf",
            "<?xml version=\"1.0\"?><package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"i\">\
             <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>Talks</dc:title><dc:creator>Ana Kim</dc:creator>\
             <dc:language>en</dc:language><dc:identifier id=\"i\">x</dc:identifier><dc:date>2019-11-19</dc:date></metadata>\
             <manifest><item id=\"nav\" href=\"nav.xhtml\" properties=\"nav\" media-type=\"application/xhtml+xml\"/>\
             <item id=\"ncx\" href=\"toc.ncx\" media-type=\"application/x-dtbncx+xml\"/>\
             <item id=\"c1\" href=\"text/one.xhtml\" media-type=\"application/xhtml+xml\"/>\
             <item id=\"c2\" href=\"text/two.xhtml\" media-type=\"application/xhtml+xml\"/></manifest>\
             <spine toc=\"ncx\"><itemref idref=\"nav\" linear=\"no\"/><itemref idref=\"c1\"/><itemref idref=\"c2\"/></spine>\
             </package>",
        ),
        (
            "OEBPS/nav.xhtml",
            "<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\"><body>\
             <nav epub:type=\"toc\"><ol><li><a href=\"text/one.xhtml\">One</a></li><li><a href=\"text/two.xhtml\">Two</a></li>\
             </ol></nav></body></html>",
        ),
        (
            "OEBPS/toc.ncx",
            "<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\"><navMap><navPoint id=\"a\" playOrder=\"1\"><navLabel><text>One\
             </text></navLabel><content src=\"text/one.xhtml\"/></navPoint></navMap></ncx>",
        ),
        ("OEBPS/text/one.xhtml", &one),
        ("OEBPS/text/two.xhtml", &two),
    ])
}
