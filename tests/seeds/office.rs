//! Documents of word processors.

use super::Content;

/// A Word document (ECMA-376 part 1) with most of what can be in one.
pub fn docx() -> Content {
    let w = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
             xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    let run = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let body = [
        format!("<w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr>{}</w:p>", run("Talks end early")),
        format!("<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr>{}</w:p>", run("The first day")),
        format!(
            "<w:p><w:commentRangeStart w:id=\"0\"/>{}<w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r>\
             <w:r><w:footnoteReference w:id=\"2\"/></w:r><w:ins w:id=\"5\" w:author=\"A\" w:date=\"2019-11-19T10:00:00Z\">{}</w:ins>\
             <w:del w:id=\"6\" w:author=\"A\"><w:r><w:delText>never</w:delText></w:r></w:del></w:p>",
            run("About 28,500 troops "),
            run("are there")
        ),
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:hyperlink r:id=\"r9\">{}\
             </w:hyperlink><w:r><w:tab/><w:br/><w:noBreakHyphen/><w:sym w:char=\"F0B7\"/></w:r></w:p>",
            run("one")
        ),
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar \
         w:fldCharType=\"separate\"/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:rPr>\
         <w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:p>"
            .to_owned(),
        format!("<w:tbl><w:tr><w:tc><w:p>{}</w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>", run("2019")),
        format!("<w:p><w:r><w:pict><w:txbxContent><w:p>{}</w:p></w:txbxContent></w:pict></w:r></w:p>", run("In a box")),
        "<w:p><w:moveFrom w:id=\"8\"><w:r><w:t>gone</w:t></w:r></w:moveFrom><w:r><w:endnoteReference w:id=\"3\"/></w:r></w:p>"
            .to_owned(),
    ]
    .concat();
    let note = |kind: &str, id: u8, text: &str| format!("<w:{kind} w:id=\"{id}\"><w:p>{}</w:p></w:{kind}>", run(text));
    let comment = format!(
        "<w:comment w:id=\"0\" w:author=\"Ana Kim\" w:date=\"2019-11-19T10:00:00Z\"><w:p>{}</w:p></w:comment>",
        run("Ministry of Defence, p. 3")
    );
    let document = format!("<?xml version=\"1.0\"?><w:document {w}><w:body>{body}<w:sectPr/></w:body></w:document>");
    let footnotes = format!("<w:footnotes {w}>{}</w:footnotes>", note("footnote", 2, "His passport."));
    let endnotes = format!("<w:endnotes {w}>{}</w:endnotes>", note("endnote", 3, "At the end."));
    let comments = format!("<w:comments {w}>{comment}</w:comments>");
    let styles = format!(
        "<w:styles {w}><w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/><w:basedOn \
         w:val=\"Heading1\"/><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:style></w:styles>"
    );
    let relation = |id: &str, kind: &str, target: &str| {
        let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        format!("<Relationship Id=\"{id}\" Type=\"{kinds}/{kind}\" Target=\"{target}\"/>")
    };
    let relations = |inner: String| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{inner}</Relationships>"
        )
    };
    let parts =
        ["footnotes", "endnotes", "comments", "styles"].map(|kind| relation(kind, kind, &format!("{kind}.xml")));
    Content::packed(&[
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
        ("_rels/.rels", &relations(relation("r1", "officeDocument", "word/document.xml"))),
        ("word/document.xml", &document),
        (
            "word/_rels/document.xml.rels",
            &relations(parts.concat() + &relation("r9", "hyperlink", "https://example.org/")),
        ),
        ("word/footnotes.xml", &footnotes),
        ("word/endnotes.xml", &endnotes),
        ("word/comments.xml", &comments),
        ("word/styles.xml", &styles),
    ])
}

const NAMES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
    xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
    xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"";

const BODY: &str = "<office:automatic-styles><style:style style:name=\"P1\" style:family=\"paragraph\" \
    style:parent-style-name=\"Title\"/></office:automatic-styles><office:body><office:text>\
    <text:tracked-changes><text:changed-region text:id=\"c1\"><text:deletion><office:change-info><dc:creator>A</dc:creator>\
    <dc:date>2019-11-19T10:00:00</dc:date></office:change-info><text:p>never</text:p></text:deletion></text:changed-region>\
    <text:changed-region text:id=\"c2\"><text:insertion><office:change-info/></text:insertion></text:changed-region>\
    </text:tracked-changes><text:p text:style-name=\"P1\">Talks end early</text:p>\
    <text:h text:outline-level=\"1\">The first day</text:h>\
    <text:p><office:annotation office:name=\"a1\"><dc:creator>Ana Kim</dc:creator><dc:date>2019-11-19T10:00:00</dc:date>\
    <text:p>Ministry of Defence, p. 3</text:p></office:annotation>About<text:s text:c=\"2\"/>28,500 \
    <text:span>troops</text:span><office:annotation-end office:name=\"a1\"/><text:note text:note-class=\"footnote\">\
    <text:note-citation>1</text:note-citation><text:note-body><text:p>His passport.</text:p></text:note-body></text:note>\
    <text:change text:change-id=\"c1\"/><text:change-start text:change-id=\"c2\"/> are<text:change-end \
    text:change-id=\"c2\"/><text:tab/><text:line-break/><text:a xlink:href=\"https://example.org/\">there</text:a></text:p>\
    <text:list><text:list-item><text:p>one</text:p><text:list><text:list-item><text:p>two</text:p></text:list-item>\
    </text:list></text:list-item></text:list><table:table><table:table-row><table:table-cell \
    table:number-columns-repeated=\"2\"><text:p>2019</text:p></table:table-cell></table:table-row></table:table>\
    <text:p><draw:frame><draw:text-box><text:p>In a box</text:p></draw:text-box></draw:frame></text:p>\
    <text:section><text:p>The end</text:p></text:section></office:text></office:body>";

/// An OpenDocument text (ODF 1.3 part 3).
pub fn odt() -> Content {
    let content = format!("<?xml version=\"1.0\"?><office:document-content {NAMES}>{BODY}</office:document-content>");
    let meta = format!(
        "<office:document-meta {NAMES}><office:meta><dc:title>Talks</dc:title></office:meta></office:document-meta>"
    );
    Content::packed(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", &content),
        ("meta.xml", &meta),
        ("styles.xml", &format!("<office:document-styles {NAMES}/>")),
        (
            "META-INF/manifest.xml",
            "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>",
        ),
    ])
}

/// The same as one text.
pub fn fodt() -> Content {
    let kind = "office:mimetype=\"application/vnd.oasis.opendocument.text\"";
    let whole = format!("<?xml version=\"1.0\"?><office:document {NAMES} {kind}>{BODY}</office:document>");
    Content::Whole(whole.into_bytes())
}

/// Rich text (RTF 1.9.1).
pub const RTF: &str = r#"{\rtf1\ansi\ansicpg1252\deff0\uc1{\fonttbl{\f0\fswiss Helvetica;}{\f1\fcharset129 Batang;}}
{\colortbl;\red255\green0\blue0;}{\stylesheet{\s1\outlinelevel0 heading 1;}}{\info{\title Talks end early}{\author Ana Kim}}
\pard\s1\b Talks end early\b0\par
\pard About 28,500 troops\'e9 \u8212? {\f1 \'c8\'b8} are there{\super\chftn}{\footnote\pard {\super\chftn} His passport.}.\par
{\*\atrfstart 1}there{\*\atrfend 1}{\*\atnid AK}{\*\atnauthor Ana Kim}\chatn{\*\annotation{\*\atnref 1}Ministry, p. 3}
{\field{\*\fldinst HYPERLINK "https://example.org/"}{\fldrslt a link}}{\v hidden}{\deleted never}{\revised new}\tab\line
{\pict\pngblip\picw1\pich1 89504e47}{\*\unknown\bin4 {}{}}\par
\trowd\cellx1000\cellx2000\intbl 2019\cell 28,500\cell\row
{\pntext\bullet}{\listtext 1.}one\par\page\emdash\ldblquote two\rdblquote\~\_\-\sect
}"#;
