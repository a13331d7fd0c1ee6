//! What a person finds again of a text document.

use super::*;
use crate::import::recognise::{Foreign, Format};
use crate::import::testing::pack;
use crate::import::{Options, limits};

const NAMES: &str = r#"xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
    xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
    xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
    xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
    xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
    xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
    xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"
    xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/""#;

const STYLES: &str = r#"<office:automatic-styles>
    <style:style style:family="text" style:name="Secret"><style:text-properties t:display="none"/></style:style>
    <style:style style:family="paragraph" style:name="P1" style:parent-style-name="Title"/>
    <style:style style:family="paragraph" style:name="Title"/>
    </office:automatic-styles>"#;

fn flat(body: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><office:document {NAMES}>{STYLES}<office:body><office:text>{body}</office:text></office:body></office:document>"#
    )
}

fn article(body: &str) -> Article {
    read(flat(body).as_bytes()).unwrap()
}

/// The blocks in short: kind, level, `aside`, text.
fn blocks(article: &Article) -> Vec<String> {
    let short = |block: &crate::model::article::Block| {
        let level = block.level.map_or(String::new(), |level| format!(" {level}"));
        let aside = if block.aside { " aside" } else { "" };
        format!("{}{level}{aside}: {}", block.kind.key(), article.block_text(block))
    };
    article.blocks.iter().map(short).collect()
}

#[test]
fn blocks_are_what_they_are_in_the_document() {
    let table: [(&str, &[&str]); 14] = [
        ("<t:p t:style-name='P1'>Talks <t:span>end</t:span></t:p>", &["hed: Talks end"]),
        ("<t:p t:style-name='Subtitle'>Nobody wins.</t:p>", &["dek: Nobody wins."]),
        ("<t:h t:outline-level='2'><t:number>1.1</t:number>Cost</t:h>", &["heading 2: Cost"]),
        ("<t:p t:style-name='Heading_20_3'>Cost</t:p>", &["heading 3: Cost"]),
        ("<t:p>A\n  B<t:s t:c='2'/>C<t:tab/>D<t:line-break/>E<t:soft-page-break/>F</t:p>", &["paragraph: A B  C\tD\nEF"]),
        ("<t:p><t:span>a </t:span> <t:a xlink:href='x'>b</t:a> c</t:p>", &["paragraph: a b c"]),
        (
            "<t:list><t:list-item><t:number>1.</t:number><t:p>one.</t:p><t:list><t:list-item><t:p>two.</t:p></t:list-item>
             </t:list></t:list-item></t:list>",
            &["list-item 1: one.", "list-item 2: two."],
        ),
        (
            "<table:table><table:table-row><table:table-cell><t:p>a.</t:p></table:table-cell><table:covered-table-cell>
             <t:p>no</t:p></table:covered-table-cell></table:table-row></table:table>",
            &["table-cell: a."],
        ),
        ("<t:section><t:p>in.</t:p></t:section>", &["paragraph: in."]),
        (
            "<t:p>before <draw:frame><draw:text-box><t:p>boxed.</t:p><t:p t:style-name='Illustration'>Fig.</t:p></draw:text-box>
             </draw:frame>after.</t:p>",
            &["text-box: boxed.", "caption: Fig.", "paragraph: before after."],
        ),
        ("<draw:rect><svg:desc>A flag.</svg:desc><t:p>drawn.</t:p></draw:rect>", &["caption aside: A flag.", "text-box: drawn."]),
        (
            "<t:table-of-content><t:table-of-content-source><t:index-title-template>no</t:index-title-template>
             </t:table-of-content-source><t:index-body><t:p>Cost 1.</t:p></t:index-body></t:table-of-content>",
            &["paragraph aside: Cost 1."],
        ),
        ("<t:p>on page <t:page-number>7</t:page-number>.</t:p>", &["paragraph: on page 7."]),
        ("<t:p><t:ruby><t:ruby-base>漢</t:ruby-base><t:ruby-text>かん</t:ruby-text></t:ruby>。</t:p>", &["paragraph: 漢（かん）。"]),
    ];
    for (body, expected) in table {
        assert_eq!(blocks(&article(body)), expected, "{body}");
    }
}

#[test]
fn what_the_document_hides_is_no_text() {
    let table = [
        "<t:p>a<t:span t:style-name='Secret'>no</t:span>b.</t:p>",
        "<t:p>a<t:hidden-text t:is-hidden='true'>no</t:hidden-text>b.</t:p>",
        "<t:p>no<t:hidden-paragraph t:is-hidden='true'/></t:p><t:p>ab.</t:p>",
        "<t:section t:display='none'><t:p>no</t:p></t:section><t:p>ab.</t:p>",
        "<t:p>a<t:variable-set t:display='none'>no</t:variable-set>b.</t:p>",
    ];
    for body in table {
        let article = article(body);
        assert_eq!(blocks(&article), ["paragraph: ab."], "{body}");
        assert_eq!(article.warnings, ["Words that the document hides were left out."], "{body}");
    }
    let shown = article("<t:p>a<t:hidden-text t:is-hidden='false'>b.</t:hidden-text></t:p>");
    assert_eq!((shown.text.as_str(), shown.warnings.len()), ("ab.", 0));
}

#[test]
fn notes_stand_behind_the_text_and_are_referred_to_at_their_words() {
    let body = "<t:p>It fell<t:note t:note-class='endnote'><t:note-citation>i</t:note-citation><t:note-body><t:p>Own count.</t:p>
        <t:p>Twice.</t:p></t:note-body></t:note> by half<t:note t:note-class='footnote'><t:note-citation>1</t:note-citation>
        <t:note-body><t:p>Ministry.</t:p></t:note-body></t:note>.</t:p>";
    let article = article(body);
    assert_eq!(blocks(&article), ["paragraph: It fell by half.", "footnote: Ministry.", "endnote: Own count.\nTwice."]);
    let notes: Vec<(&str, &str)> = article
        .notes
        .iter()
        .map(|note| (&article.text[..note.at], article.block_text(&article.blocks[note.block])))
        .collect();
    assert_eq!(notes, [("It fell", "Own count.\nTwice."), ("It fell by half", "Ministry.")]);
}

#[test]
fn comments_have_their_span_and_their_answers() {
    let comment = |name: &str, more: &str, text: &str| {
        format!(
            "<office:annotation office:name='{name}' {more}><dc:creator>Ana</dc:creator><dc:date>2026-01-02T03:04:05</dc:date>
             <meta:creator-initials>A</meta:creator-initials><t:list><t:list-item><t:p>{text}</t:p></t:list-item></t:list>
             <t:p>See p. 3.</t:p></office:annotation>"
        )
    };
    let body = format!(
        "<t:p>It fell by {}half{}<office:annotation-end office:name='c1'/>.</t:p><t:p>Nobody{} knows.</t:p>",
        comment("c1", "loext:resolved='true'", "Who says?"),
        comment("c2", "loext:parent-name='c1'", "The ministry.") + &comment("c3", "loext:parent-name='c2'", "Fine."),
        comment("c4", "", "Really?"),
    );
    let article = article(&body);
    assert_eq!(article.text, "It fell by half.\n\nNobody knows.");
    let [first, second] = article.comments.as_slice() else { panic!("{:?}", article.comments) };
    assert_eq!((first.author.as_str(), first.date.as_str(), first.resolved), ("Ana", "2026-01-02T03:04:05", true));
    assert_eq!((first.text.as_str(), &article.text[first.start..first.end]), ("Who says?\nSee p. 3.", "half"));
    let replies: Vec<&str> = first.replies.iter().map(|reply| reply.text.as_str()).collect();
    assert_eq!(replies, ["The ministry.\nSee p. 3.", "Fine.\nSee p. 3."]);
    assert_eq!((&article.text[..second.start], second.start), ("It fell by half.\n\nNobody", second.end));
}

#[test]
fn comments_that_answer_each_other_in_a_ring_are_all_kept() {
    let comment = |name: &str, parent: &str| {
        format!(
            "<office:annotation office:name='{name}' loext:parent-name='{parent}'><t:p>{name}</t:p></office:annotation>"
        )
    };
    let body = format!("<t:p>Text.{}{}{}</t:p>", comment("a", "b"), comment("b", "c"), comment("c", "a"));
    let all = article(&body).comments;
    assert_eq!(all.iter().map(|comment| 1 + comment.replies.len()).sum::<usize>(), 3, "{all:?}");
}

fn region(id: &str, inside: &str) -> String {
    let who = "<office:change-info><dc:creator>Ben</dc:creator><dc:date>2026-02-03</dc:date></office:change-info>";
    format!("<t:changed-region t:id='{id}'>{}</t:changed-region>", inside.replace("WHO", who))
}

#[test]
fn tracked_changes_are_listed_and_the_text_is_as_if_accepted() {
    let regions = region("i", "<t:insertion>WHO</t:insertion>")
        + &region(
            "d",
            "<t:deletion>WHO<t:p>old <office:annotation><t:p>Sure?</t:p></office:annotation>words</t:p><t:p>more
             <t:note><t:note-body><t:p>no</t:p></t:note-body></t:note></t:p></t:deletion>",
        )
        + &region("both", "<t:deletion>WHO<t:p>gone</t:p></t:deletion><t:insertion>WHO</t:insertion>")
        + &region("f", "<t:format-change>WHO</t:format-change>")
        + &region("nowhere", "<t:deletion>WHO<t:p>unseen</t:p></t:deletion>");
    let body = format!(
        "<t:tracked-changes>{regions}</t:tracked-changes><t:p>One <t:change-start t:change-id='i'/>new.</t:p>
         <t:p>Next<t:change-end t:change-id='i'/> <t:change t:change-id='d'/>line<t:change-start t:change-id='f'/>.</t:p>
         <t:change t:change-id='both'/>"
    );
    let article = article(&body);
    assert_eq!(article.text, "One new.\n\nNext line.");
    let changes: Vec<(&str, &str, &str)> = article
        .changes
        .iter()
        .map(|change| (change.kind.key(), change.text.as_str(), &article.text[change.start..]))
        .collect();
    assert_eq!(
        changes,
        [
            ("insertion", "new.\nNext", "new.\n\nNext line."),
            ("deletion", "old words\nmore", "line."),
            ("deletion", "gone", "")
        ]
    );
    assert_eq!((article.changes[0].author.as_str(), article.changes[0].date.as_str()), ("Ben", "2026-02-03"));
    let comment = &article.comments[0];
    assert_eq!(
        (comment.text.as_str(), &article.text[comment.start..comment.end], article.notes.len()),
        ("Sure?", "", 0)
    );
    let warning = "3 tracked changes were still pending; the text is as if they had been accepted.";
    assert_eq!(article.warnings, [warning]);
}

#[test]
fn words_that_a_file_deletes_where_they_stand_are_kept_and_said_to_be() {
    let body = format!(
        "<t:tracked-changes>{}</t:tracked-changes><t:p>fo<t:change-start t:change-id='d'/>o b<t:change-end t:change-id='d'/>ar.</t:p>",
        region("d", "<t:deletion>WHO</t:deletion>")
    );
    let article = article(&body);
    assert_eq!((article.text.as_str(), article.changes[0].text.as_str()), ("foo bar.", "o b"));
    assert_eq!(article.warnings.len(), 1);
    assert!(article.warnings[0].contains("still in the text"), "{:?}", article.warnings);
}

#[test]
fn what_is_left_out_is_counted() {
    let frame = |inside: &str| format!("<draw:frame>{inside}</draw:frame>");
    let body = frame("<draw:image xlink:href='a.svg'/><draw:image xlink:href='a.png'/><svg:title>Flag.</svg:title>")
        + &frame("<draw:object><m:math xmlns:m='x'><m:mi>no</m:mi></m:math></draw:object><draw:image/>")
        + &frame("<draw:object xlink:href='./Chart'/><draw:image/>")
        + &frame("<draw:text-box><t:p>box.</t:p></draw:text-box><draw:image/>")
        + "<draw:line/><draw:rect><t:p>drawn.</t:p></draw:rect><table:table><table:table-row/></table:table><table:table/>";
    let article = article(&body);
    assert_eq!(blocks(&article), ["caption aside: Flag.", "text-box: box.", "text-box: drawn."]);
    let expected = [
        "One picture was left out.",
        "One drawing without words was left out.",
        "One formula was left out.",
        "One chart or other embedded object was left out.",
        "2 tables were taken cell by cell.",
    ];
    assert_eq!(article.warnings, expected);
}

fn packed(content: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let mut parts = vec![("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", content)];
    parts.extend(more);
    pack(&parts)
}

#[test]
fn a_package_is_read_with_its_styles_and_what_it_says_of_itself() {
    let content = format!(
        "<office:document-content {NAMES}><office:body><office:text><t:p t:style-name='Kopf'>Text.</t:p></office:text></office:body></office:document-content>"
    );
    let styles = format!(
        "<office:document-styles {NAMES}><office:styles><style:default-style style:family='paragraph'><style:text-properties
         fo:language='en' fo:country='US' style:language-asian='ja' style:country-asian='JP'/></style:default-style>
         <style:style style:family='paragraph' style:name='Kopf' style:parent-style-name='Title'/></office:styles></office:document-styles>"
    );
    let meta = format!(
        "<office:document-meta {NAMES}><office:meta><dc:title>From meta</dc:title><dc:language>fr-FR</dc:language></office:meta></office:document-meta>"
    );
    let article = read(&packed(&content, &[("styles.xml", &styles), ("meta.xml", &meta)])).unwrap();
    assert_eq!((article.title.as_deref(), article.language.as_deref()), (Some("Text."), Some("en-US")));
    let article = read(&packed(&content, &[("styles.xml", "<broken"), ("meta.xml", &meta)])).unwrap();
    assert_eq!((article.title.as_deref(), article.language.as_deref()), (Some("From meta"), Some("fr-FR")));
    assert!(article.warnings[0].contains("styles"), "{:?}", article.warnings);
    let japanese = content.replace("Text.", "これは日本語の文章です。");
    assert_eq!(read(&packed(&japanese, &[("styles.xml", &styles)])).unwrap().language.as_deref(), Some("ja-JP"));
}

#[test]
fn a_text_of_openoffice_1_is_read() {
    let content = "<!DOCTYPE office:document-content PUBLIC '-//OpenOffice.org//DTD OfficeDocument 1.0//EN' 'office.dtd'>
        <office:document-content xmlns:office='http://openoffice.org/2000/office' xmlns:text='http://openoffice.org/2000/text'>
        <office:body><text:h text:level='2'>Cost</text:h><text:unordered-list><text:list-item><text:p>It fell<text:footnote>
        <text:footnote-citation>1</text:footnote-citation><text:footnote-body><text:p>Ministry.</text:p></text:footnote-body>
        </text:footnote><text:tab-stop/>by half.<office:annotation office:author='Ana' office:create-date='2004-05-06'>
        <text:p>Who?</text:p></office:annotation></text:p></text:list-item></text:unordered-list></office:body></office:document-content>";
    let article = read(&packed(content, &[])).unwrap();
    assert_eq!(blocks(&article), ["heading 2: Cost", "list-item 1: It fell\tby half.", "footnote: Ministry."]);
    assert_eq!((article.comments[0].author.as_str(), article.comments[0].text.as_str()), ("Ana", "Who?"));
}

#[test]
fn what_cannot_be_read_is_refused_for_what_it_is() {
    let content = flat("<t:p>Text.</t:p>");
    let secret = "<m:manifest xmlns:m='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'><m:file-entry m:full-path='content.xml'>
        <m:encryption-data/></m:file-entry></m:manifest>";
    let sheet = format!("<office:document {NAMES}><office:body><office:spreadsheet/></office:body></office:document>");
    let table = [
        (packed("no xml at all <", &[("META-INF/manifest.xml", secret)]), ImportError::Encrypted),
        (pack(&[("mimetype", "application/vnd.oasis.opendocument.text")]), ImportError::Damaged),
        (content.as_bytes()[..content.len() - 20].to_vec(), ImportError::Malformed),
        (sheet.into_bytes(), ImportError::Foreign(Foreign::Office)),
        (flat(&"<t:section>".repeat(300)).into_bytes(), ImportError::TooDeep),
        (content.replace("?>", "?><!DOCTYPE a [<!ENTITY b 'c'>]>").into_bytes(), ImportError::Entities),
        (flat("<t:p/>").into_bytes(), ImportError::NoText),
    ];
    for (bytes, expected) in table {
        let options = Options { format: Some(Format::Odt), ..Options::default() };
        assert_eq!(crate::import::read(&bytes, "a.odt", &options).err(), Some(expected));
    }
}

#[test]
fn a_document_without_words_is_read_where_that_is_asked_for() {
    let bytes = flat("<t:p><draw:frame><draw:image/></draw:frame></t:p>").into_bytes();
    let wordless = Options { format: Some(Format::Odt), wordless: true, ..Options::default() };
    let article = crate::import::read(&bytes, "a.odt", &wordless).unwrap();
    assert_eq!((article.format.as_str(), article.blocks.len()), ("odt", 0));
    assert_eq!(article.warnings.last().unwrap(), "There are no words in it.");
    assert!(article.warnings.len() > 1, "the picture: {:?}", article.warnings);
}

#[test]
fn hostile_documents_take_neither_memory_nor_time() {
    let blanks = format!("<t:p>a{}b.</t:p>", "<t:s t:c='4000000000'/>".repeat(120_000));
    assert!(matches!(read(flat(&blanks).as_bytes()), Err(ImportError::TooLong { .. })));
    let regions: String = (0..2_000).map(|id| region(&id.to_string(), "<t:insertion/>")).collect();
    let starts: String = (0..2_000).map(|id| format!("<t:change-start t:change-id='{id}'/>")).collect();
    let words = format!("<t:p>{}</t:p>", "one two three ".repeat(20)).repeat(1_000);
    let article = article(&format!("<t:tracked-changes>{regions}</t:tracked-changes><t:p>{starts}</t:p>{words}"));
    let written: usize = article.changes.iter().map(|change| change.text.len()).sum();
    assert!((1_000_000..=limits::DOCUMENT_CHARACTERS).contains(&written), "{written}");
}

/// Every element and attribute of this document is taken away once, and every byte is replaced by others.
#[test]
fn no_change_to_a_document_makes_the_reader_fall() {
    let body = format!(
        "<t:tracked-changes>{}{}</t:tracked-changes><t:p t:style-name='P1'>T<t:change-start t:change-id='i'/>é<t:s t:c='3'/></t:p>
         <t:list><t:list-item><t:p>a<office:annotation office:name='c'><t:p>w</t:p></office:annotation><t:change t:change-id='d'/>b
         <t:change-end t:change-id='i'/><office:annotation-end office:name='c'/><t:note><t:note-body><t:p>n</t:p></t:note-body>
         </t:note></t:p></t:list-item></t:list><draw:frame><draw:image/></draw:frame>",
        region("i", "<t:insertion>WHO</t:insertion>"),
        region("d", "<t:deletion>WHO<t:p>x</t:p></t:deletion>")
    );
    let text = flat(&body);
    let start = text.find("<office:body>").unwrap();
    for at in start..text.len() {
        for with in [b'<', b'>', b'/', b' ', 0xff, b'\''] {
            let mut bytes = text.clone().into_bytes();
            bytes[at] = with;
            _ = read(&bytes);
        }
        if text.as_bytes()[at] == b'<' {
            let end = text[at..].find('>').unwrap();
            let without = format!("{}{}", &text[..at], &text[at + end + 1..]);
            _ = read(without.as_bytes());
        }
    }
}
