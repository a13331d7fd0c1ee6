use super::*;
use crate::import::testing::pack;
use crate::import::{Options, limits};

pub(super) const SPACES: &str = concat!(
    r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
    r#"xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" "#,
    r#"xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" "#,
    r#"xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" "#,
    r#"xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" "#,
    r#"xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" "#,
    r#"xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" "#,
    r#"xmlns:v="urn:schemas-microsoft-com:vml""#
);

/// Attributes of a tracked change.
pub(super) const ADA: &str = "w:author='Ada' w:date='2024-05-01T10:00:00Z'";

/// A part with this root element.
pub(super) fn root(name: &str, content: &str) -> String {
    format!("<w:{name} {SPACES}>{content}</w:{name}>")
}

/// A document with this body and these further parts, found by their usual names.
pub(super) fn docx(body: &str, parts: &[(&str, String)]) -> Vec<u8> {
    let body = root("document", &format!("<w:body>{body}<w:sectPr/></w:body>"));
    let mut all = vec![("word/document.xml", body.as_str())];
    all.extend(parts.iter().map(|(name, text)| (*name, text.as_str())));
    pack(&all)
}

pub(super) fn article(body: &str, parts: &[(&str, String)]) -> Article {
    crate::import::read(&docx(body, parts), "a.docx", &Options::default()).unwrap()
}

/// A paragraph that says this.
pub(super) fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// The blocks, each as kind, level, label and text.
pub(super) fn shown(article: &Article) -> Vec<String> {
    let show = |block: &crate::model::Block| {
        let level = block.level.map_or(String::new(), |level| format!(" {level}"));
        let label = block.label.as_ref().map_or(String::new(), |label| format!(" [{label}]"));
        let aside = if block.aside { " aside" } else { "" };
        format!("{}{level}{label}{aside}: {}", block.kind.key(), article.block_text(block).replace('\n', " / "))
    };
    article.blocks.iter().map(show).collect()
}

const LONG: &str = "The ferry left the old harbour at noon with two hundred people on board.";

#[test]
fn styles_tell_what_a_paragraph_is_in_any_language() {
    let style = |id: &str, inside: &str| format!(r#"<w:style w:type="paragraph" w:styleId="{id}">{inside}</w:style>"#);
    let styles = [
        style("Titel", r#"<w:name w:val="Title"/>"#),
        style("Untertitel", r#"<w:name w:val="Subtitle"/>"#),
        style("berschrift2", r#"<w:name w:val="heading 2"/>"#),
        style("Own", r#"<w:name w:val="Our heading"/><w:basedOn w:val="berschrift2"/>"#),
        style("Level", r#"<w:name w:val="Other"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr>"#),
        style("Zitat", r#"<w:name w:val="Quote"/>"#),
        style("Beschriftung", r#"<w:name w:val="caption"/>"#),
        style("Verzeichnis1", r#"<w:name w:val="toc 1"/>"#),
        style("Loop", r#"<w:name w:val="Loop"/><w:basedOn w:val="Loop"/>"#),
        style("Liste", r#"<w:name w:val="Own list"/><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr>"#),
    ];
    let numbering = r#"<w:abstractNum w:abstractNumId="1">
        <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
        <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1%2)"/></w:lvl>
        <w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>
        <w:num w:numId="4"><w:abstractNumId w:val="1"/></w:num>"#;
    let styled = |style: &str, text: &str| {
        format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#)
    };
    let item = |level: u8, text: &str| {
        format!(
            r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="4"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
        )
    };
    let body = [
        styled("Titel", "Ferry returns empty"),
        styled("Untertitel", "Nobody knows why"),
        styled("Verzeichnis1", "The harbour 2"),
        styled("berschrift2", "The harbour"),
        styled("Own", "The people"),
        styled("Level", "The crew"),
        styled("Zitat", "We saw nobody."),
        styled("Beschriftung", "The ferry"),
        styled("Loop", "A paragraph."),
        styled("Liste", "One"),
        item(1, "One a"),
        item(1, "One b"),
        item(2, "A bullet"),
        item(0, "Two"),
        r#"<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>By level</w:t></w:r></w:p>"#.to_owned(),
        styled("Titel", "A second title"),
    ];
    let parts =
        [("word/styles.xml", root("styles", &styles.concat())), ("word/numbering.xml", root("numbering", numbering))];
    let article = article(&body.concat(), &parts);
    assert_eq!(
        shown(&article),
        [
            "hed: Ferry returns empty",
            "dek: Nobody knows why",
            "paragraph aside: The harbour 2",
            "heading 2: The harbour",
            "heading 2: The people",
            "heading 3: The crew",
            "quotation: We saw nobody.",
            "caption: The ferry",
            "paragraph: A paragraph.",
            "list-item 1 [1.]: One",
            "list-item 2 [1a)]: One a",
            "list-item 2 [1b)]: One b",
            "list-item 3: A bullet",
            "list-item 1 [2.]: Two",
            "heading 1: By level",
            "heading 1: A second title",
        ]
    );
    assert_eq!(article.title.as_deref(), Some("Ferry returns empty"));
}

#[test]
fn only_what_is_text_is_text() {
    let field = |kind: &str| format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
    let (begin, separate, end) = (field("begin"), field("separate"), field("end"));
    let code = "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r>";
    let t = |text: &str| format!(r#"<w:r><w:t xml:space="preserve">{text}</w:t></w:r>"#);
    let hidden = |val: &str| format!(r#"<w:r><w:rPr><w:vanish{val}/></w:rPr><w:t>secret</w:t></w:r>"#);
    let raised = r#"<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>"#;
    let table: &[(String, &str)] = &[
        (format!("{}{begin}{code}{separate}{}{end}{}", t("see "), t("there"), t(" now")), "see there now"),
        (format!("{begin}{code}{begin}{code}{separate}{}{end}{separate}{}{end}", t("inner"), t("outer")), "outer"),
        (format!("{begin}{code}{}{}", t("lost"), t("end")), ""),
        (format!(r#"<w:fldSimple w:instr="DATE">{}</w:fldSimple>"#, t("today")), "today"),
        (format!("{}{}", t("plain"), hidden("")), "plain"),
        (format!("{}{}", t("plain "), hidden(r#" w:val="0""#)), "plain secret"),
        (r#"<w:r><w:rPr><w:rStyle w:val="Ghost"/></w:rPr><w:t>x</w:t></w:r><w:r><w:t>y</w:t></w:r>"#.into(), "y"),
        (format!(r#"<w:pPr><w:pStyle w:val="Gone"/></w:pPr>{}"#, t("x")), ""),
        (
            r#"<w:pPr><w:pStyle w:val="Gone"/></w:pPr><w:r><w:rPr><w:rStyle w:val="Ghost"/></w:rPr><w:t>x</w:t></w:r>"#
                .into(),
            "x",
        ),
        ("<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>".into(), "a\tb"),
        ("<w:r><w:t>a </w:t></w:r><w:r><w:t> b</w:t></w:r>".into(), "ab"),
        ("<w:r><w:t>a\n  b</w:t><w:br/><w:t>c</w:t></w:r>".into(), "a   b\nc"),
        ("<w:r><w:t>a</w:t><w:br/><w:br/><w:t>b</w:t></w:r>".into(), "a\n\nb"),
        ("<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t><w:softHyphen/><w:t>s</w:t></w:r>".into(), "co-ops"),
        (r#"<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>5</w:t></w:r>"#.into(), "≥5"),
        (format!("<w:r><w:t>m</w:t></w:r><w:r>{raised}<w:t>2</w:t></w:r>"), "m²"),
        (format!("<w:hyperlink><w:smartTag><w:smartTagPr/>{}</w:smartTag></w:hyperlink>", t("link")), "link"),
        (format!("<w:sdt><w:sdtPr><w:t>no</w:t></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>", t("in")), "in"),
        ("<w:r><w:ruby><w:rt><w:r><w:t>かん</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby></w:r>".into(), "漢(かん)"),
        (format!("<w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins>{}</w:ins>", t("new")), "new"),
        (format!("<w:moveFrom>{}</w:moveFrom><w:moveTo>{}</w:moveTo>", t("from"), t("to")), "to"),
        (format!("<w:unheard><of>{}</of></w:unheard>", t("kept")), "kept"),
        ("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath><w:r><w:t>y</w:t></w:r>".into(), "y"),
    ];
    let styles = r#"<w:style w:type="character" w:styleId="Ghost"><w:rPr><w:vanish/></w:rPr></w:style>
        <w:style w:type="paragraph" w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>"#;
    for (inside, expected) in table {
        // The long paragraph in front keeps it from being a headline, and the file from having no text.
        let article =
            article(&format!("{}<w:p>{inside}</w:p>", p(LONG)), &[("word/styles.xml", root("styles", styles))]);
        let text = article.text.strip_prefix(LONG).unwrap().trim_start_matches('\n');
        assert_eq!(text, *expected, "{inside}");
    }
}

#[test]
fn parts_are_found_by_their_relationships_whatever_they_are_called() {
    let rels = |list: &str| {
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{list}</Relationships>"#
        )
    };
    let rel = |kind: &str, target: &str| {
        format!(
            r#"<Relationship Id="r" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/{kind}" Target="{target}"/>"#
        )
    };
    let strict = |content: &str| {
        format!(
            r#"<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body>{content}</x:body></x:document>"#
        )
    };
    let body = strict(&format!("<x:p><x:r><x:t>{LONG}</x:t><x:footnoteReference x:id='1'/></x:r></x:p>"));
    let notes = root("footnotes", &format!("<w:footnote w:id='1'>{}</w:footnote>", p("Ministry")));
    let outer = rels(&rel("officeDocument", "/Text/main.xml"));
    let inner = rels(&(rel("footnotes", "../Beside/n.xml") + &rel("styles", "gone.xml")));
    let bytes = pack(&[
        ("_rels/.rels", &outer),
        ("Text\\main.xml", &body),
        ("Text/_rels/main.xml.rels", &inner),
        ("Beside/n.xml", &notes),
        ("word/document.xml", &root("document", &p("A copy of old."))),
    ]);
    let article = read(&bytes).unwrap();
    assert_eq!(shown(&article), [format!("paragraph: {LONG}"), "footnote: Ministry".to_owned()]);
    assert_eq!(article.warnings, [""; 0]);

    let types = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/odd.xml"
        ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
    let article = read(&pack(&[("[Content_Types].xml", types), ("odd.xml", &body)])).unwrap();
    assert_eq!(article.text, LONG);
}

#[test]
fn boxes_and_cells_are_blocks_of_their_own_in_order() {
    let text_box = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(text));
    let both = format!(
        "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{}</wps:txbx></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><v:textbox>{}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>",
        text_box("In a box"),
        text_box("In a box")
    );
    let old = format!("<w:pict><v:shape><v:textbox>{}</v:textbox></v:shape></w:pict>", text_box("Old box"));
    let cell = |inside: &str| format!("<w:tc><w:tcPr/>{inside}</w:tc>");
    let nested = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>{}", cell(&p("inner")), p(""));
    let body = [
        p(LONG),
        format!("<w:p><w:r><w:t>Bef</w:t></w:r><w:r>{both}</w:r><w:r><w:t>ore.</w:t></w:r></w:p>"),
        format!("<w:p><w:r>{old}</w:r></w:p>"),
        format!("<w:tbl><w:tblPr/><w:tr>{}{}</w:tr></w:tbl>", cell(&(p("A1") + &p("still A1"))), cell(&nested)),
        p("After."),
    ];
    assert_eq!(
        shown(&article(&body.concat(), &[])),
        [
            &format!("paragraph: {LONG}"),
            "paragraph: Before.",
            "text-box: In a box",
            "text-box: Old box",
            "table-cell: A1",
            "table-cell: still A1",
            "table-cell: inner",
            "paragraph: After.",
        ]
    );
}

#[test]
fn what_was_left_out_is_said() {
    let body = [
        p(LONG),
        "<w:p><w:r><w:drawing><pic:pic/></w:drawing></w:r><m:oMath/><m:oMath/></w:p>".to_owned(),
        "<w:p><w:r><w:object><v:shape><v:imagedata/></v:shape></w:object></w:r></w:p>".to_owned(),
        format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", p("cell")),
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r></w:p>".to_owned(),
        format!("<w:p><w:ins {ADA}><w:r><w:t>new</w:t></w:r></w:ins></w:p>"),
    ];
    let rels = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>\
        <Relationship Type='x/header' Target='header1.xml'/><Relationship Type='x/styles' Target='styles.xml'/></Relationships>";
    let parts = [
        ("word/_rels/document.xml.rels", rels.to_owned()),
        ("word/header1.xml", root("hdr", &p("Not for publication"))),
        ("word/styles.xml", "<w:styles".to_owned()),
    ];
    assert_eq!(
        article(&body.concat(), &parts).warnings,
        [
            "One picture was left out.",
            "2 equations were left out.",
            "One embedded object was left out.",
            "A table was taken cell by cell.",
            "Hidden text was left out.",
            "One tracked change is pending; the text is as if it were accepted.",
            "Headers and footers were left out.",
            "The styles could not be read: that part of the file is damaged.",
        ]
    );
}

#[test]
fn title_and_language_are_taken_from_where_they_are_said() {
    let core = "<c:coreProperties xmlns:c='x' xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title> Draft 3 </dc:title></c:coreProperties>";
    let rels = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>\
        <Relationship Type='x/officeDocument' Target='word/document.xml'/><Relationship Type='x/metadata/core-properties' Target='core.xml'/></Relationships>";
    let styles = "<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val='en-GB' w:eastAsia='ja-JP'/></w:rPr></w:rPrDefault></w:docDefaults>";
    let german = |text: &str| format!("<w:p><w:r><w:rPr><w:lang w:val='de-AT'/></w:rPr><w:t>{text}</w:t></w:r></w:p>");
    let table = [
        (p(LONG), "en-GB"),
        (german(LONG), "de-AT"),
        (german("Kurz.") + &p(LONG), "en-GB"),
        (p("船は正午に港を出て、夕方には空で戻ってきた。"), "ja-JP"),
        (p("배는 정오에 항구를 떠나 저녁에 빈 채로 돌아왔다."), "ko"),
    ];
    for (body, language) in table {
        let parts = [
            ("_rels/.rels", rels.to_owned()),
            ("core.xml", core.to_owned()),
            ("word/styles.xml", root("styles", styles)),
        ];
        let article = article(&body, &parts);
        assert_eq!(
            (article.title.as_deref(), article.language.as_deref()),
            (Some("Draft 3"), Some(language)),
            "{body}"
        );
    }
}

#[test]
fn hostile_and_damaged_files_are_refused_and_never_panic() {
    let refused = |body: &str| read(&docx(body, &[])).map(|article| article.text);
    let deep = "<w:tbl><w:tr><w:tc>".repeat(limits::XML_DEPTH);
    assert_eq!(refused(&deep), Err(ImportError::TooDeep));
    assert_eq!(refused("<w:p><w:r><w:t>cut"), Err(ImportError::Malformed));
    let many = "<w:p><w:t>a</w:t></w:p>".repeat(limits::BLOCKS + 1);
    assert_eq!(refused(&many), Err(ImportError::TooManyBlocks(limits::BLOCKS + 1)));
    let entity = "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>";
    assert_eq!(read(&pack(&[("word/document.xml", entity)])).map(|article| article.text), Err(ImportError::Entities));
    assert_eq!(read(&pack(&[("xl/x.xml", "")])).map(|article| article.text), Err(ImportError::Damaged));

    let odd =
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='250'/><w:numId w:val='99999999999999999999'/></w:numPr><w:outlineLvl \
        w:val='255'/></w:pPr><w:r><w:commentReference/><w:footnoteReference w:id='x'/><w:fldChar w:fldCharType='end'/>\
        <w:sym/><w:t>Odd.</w:t></w:r></w:p></w:p>"
            .trim_end_matches("</w:p>");
    let whole = docx(&format!("{odd}</w:p>"), &[]);
    assert_eq!(read(&whole).unwrap().text, "Odd.");
    for cut in (0..whole.len()).step_by(7) {
        assert!(read(&whole[..cut]).is_err(), "{cut}");
    }
}

#[test]
fn parts_in_other_encodings_are_read() {
    let text = root("document", &p("Käse aus Åland."))
        .replace("<w:document", "<?xml version='1.0' encoding='UTF-16'?><w:document");
    let units: Vec<u8> = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    std::io::Write::write_all(&mut writer, &units).unwrap();
    assert_eq!(read(&writer.finish().unwrap().into_inner()).unwrap().text, "Käse aus Åland.");
}
