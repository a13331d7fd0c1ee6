//! Notes, comments and tracked changes.

use super::tests::{ADA, SPACES, article, p, root, shown};
use crate::model::Article;
use crate::model::article::{Comment, TrackedKind};

fn quoted<'a>(article: &'a Article, comment: &Comment) -> &'a str {
    &article.text[comment.start..comment.end]
}

#[test]
fn notes_come_last_with_their_marks() {
    let body = concat!(
        "<w:p><w:r><w:t>Ten left</w:t></w:r><w:r><w:endnoteReference w:id='1'/></w:r><w:r><w:t>, two stayed</w:t>",
        "</w:r><w:r><w:footnoteReference w:id='3'/></w:r><w:r><w:t xml:space='preserve'> behind</w:t></w:r>",
        "<w:r><w:footnoteReference w:id='4' w:customMarkFollows='1'/><w:t>*</w:t></w:r><w:r><w:t>.</w:t></w:r>",
        "<w:del><w:r><w:footnoteReference w:id='5'/></w:r></w:del></w:p>"
    );
    let note = |id: u8, inside: &str| format!("<w:footnote w:id='{id}'>{inside}</w:footnote>");
    let footnotes = format!(
        "<w:footnote w:type='separator' w:id='0'>{}</w:footnote>{}{}{}",
        p("line"),
        note(3, &format!("{}{}", p("Census"), p("page 4"))),
        note(4, &p("Own count")),
        note(5, &p("Dropped"))
    );
    let endnotes = format!("<w:endnote w:id='1'>{}</w:endnote>", p("Ministry"));
    let parts =
        [("word/footnotes.xml", root("footnotes", &footnotes)), ("word/endnotes.xml", root("endnotes", &endnotes))];
    let article = article(body, &parts);
    assert_eq!(
        shown(&article),
        [
            "paragraph: Ten left, two stayed behind.",
            "footnote: Census / page 4",
            "footnote: Own count",
            "endnote: Ministry"
        ]
    );
    let marks: Vec<(&str, usize)> = article.notes.iter().map(|note| (&article.text[..note.at], note.block)).collect();
    assert_eq!(marks, [("Ten left", 3), ("Ten left, two stayed", 1), ("Ten left, two stayed behind", 2)]);
}

#[test]
fn comments_keep_author_date_span_answers_and_state() {
    let start = |id: u8| format!("<w:commentRangeStart w:id='{id}'/>");
    let end = |id: u8| format!("<w:commentRangeEnd w:id='{id}'/><w:r><w:commentReference w:id='{id}'/></w:r>");
    let t = |text: &str| format!(r#"<w:r><w:t xml:space="preserve">{text}</w:t></w:r>"#);
    let body = [
        start(9),
        format!("<w:p>{}{}{}</w:p>", t("The "), start(1), t("ferry left")),
        format!("<w:p>{}{}{}{}</w:p>", t("at "), t("noon"), end(1), t(" sharp.")),
        end(9),
        format!("<w:p>{}<w:r><w:commentReference w:id='5'/></w:r>{}</w:p>", t("It came back"), t(" empty.")),
    ];
    let comment = |id: u8, author: &str, day: u8, paragraph: &str, text: &str| {
        format!(
            "<w:comment w:id='{id}' w:author='{author}' w:date='2024-05-0{day}T10:00:00Z'><w:p><w:r><w:t>first</w:t></w:r></w:p>\
             <w:p w14:paraId='{paragraph}'><w:r><w:annotationRef/></w:r><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>"
        )
    };
    let comments = [
        comment(1, "Ada", 1, "A1", "Which?"),
        comment(2, "Ben", 3, "A2", "The last one."),
        comment(3, "Cem", 2, "A3", "The big one."),
        comment(5, "Ada", 1, "A5", "Source?"),
        comment(6, "Ada", 1, "A6", "Nowhere."),
        comment(9, "Ada", 1, "A9", "All of it."),
    ];
    let extended = "<w15:commentEx w15:paraId='A1' w15:done='1'/><w15:commentEx w15:paraId='A2' w15:paraIdParent='A3'/>\
        <w15:commentEx w15:paraId='A3' w15:paraIdParent='A1'/><w15:commentEx w15:paraId='A5' w15:paraIdParent='A5'/>";
    let parts = [
        ("word/comments.xml", root("comments", &comments.concat())),
        ("word/commentsExtended.xml", format!("<w15:commentsEx {SPACES}>{extended}</w15:commentsEx>")),
    ];
    let article = article(&body.concat(), &parts);
    let seen: Vec<(&str, &str)> =
        article.comments.iter().map(|one| (one.text.as_str(), quoted(&article, one))).collect();
    assert_eq!(
        seen,
        [
            ("first\nNowhere.", ""),
            ("first\nAll of it.", "The ferry left\n\nat noon sharp."),
            ("first\nWhich?", "ferry left\n\nat noon"),
            ("first\nSource?", ""),
        ]
    );
    let thread = &article.comments[2];
    assert_eq!((thread.author.as_str(), thread.date.as_str(), thread.resolved), ("Ada", "2024-05-01T10:00:00Z", true));
    let replies: Vec<&str> = thread.replies.iter().map(|reply| reply.author.as_str()).collect();
    assert_eq!(replies, ["Cem", "Ben"]);
    assert!(article.text[article.comments[3].start..].starts_with(" empty."));
    assert_eq!(article.warnings, ["One comment stands at no place in the text; it is listed with its beginning."]);
}

#[test]
fn tracked_changes_are_listed_and_the_text_is_as_if_accepted() {
    let t = |text: &str| format!(r#"<w:r><w:t xml:space="preserve">{text}</w:t></w:r>"#);
    let d = |text: &str| format!(r#"<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>"#);
    let ins = |inside: &str| format!("<w:ins {ADA}>{inside}</w:ins>");
    let del = |inside: &str| format!("<w:del {ADA}>{inside}</w:del>");
    let mark = |kind: &str| format!("<w:pPr><w:rPr><w:{kind} {ADA}/></w:rPr></w:pPr>");
    let para = |inside: &str| format!("<w:p>{inside}</w:p>");
    let row = |kind: &str, text: &str| {
        format!("<w:tbl><w:tr><w:trPr><w:{kind} {ADA}/></w:trPr><w:tc>{}</w:tc></w:tr></w:tbl>", p(text))
    };
    let table: &[(String, &str, &[&str])] = &[
        (para(&[t("The "), del(&d("old")), ins(&t("new")), t(" boat.")].concat()), "The new boat.", &["-old", "+new"]),
        (para(&[ins(&t("One ")), ins(&t("change.")), t("!")].concat()), "One change.!", &["+One change."]),
        (
            para(&[ins(&t("Not")), "<w:ins w:author='Ben'>".to_owned(), t(" one"), "</w:ins>".to_owned()].concat()),
            "Not one",
            &["+Not", "+ one"],
        ),
        (para(&[ins(&t("One")), t(" and "), ins(&t("two"))].concat()), "One and two", &["+One", "+two"]),
        (para(&[t("Put in "), ins(&del(&d("and out"))), t("again")].concat()), "Put in again", &["-and out"]),
        (
            para(&[mark("ins"), t("Old "), ins(&t("a"))].concat()) + &para(&[ins(&t("b")), t(" c.")].concat()),
            "Old a\n\nb c.",
            &["+a\nb"],
        ),
        (
            para(&[mark("del"), t("Left,"), del(&d(" or"))].concat()) + &para(&[del(&d("not")), t(" right.")].concat()),
            "Left, right.",
            &["- or\nnot"],
        ),
        (para(&[mark("del"), t("Left")].concat()) + &p("right"), "Left right", &[]),
        (para(&[mark("del"), t("左")].concat()) + &p("右"), "左右", &[]),
        (para(&[mark("del"), t("Last")].concat()), "Last", &[]),
        (row("del", "gone") + &p("Rest."), "Rest.", &["-gone"]),
        (row("ins", "come") + &p("Rest."), "come\n\nRest.", &["+come"]),
        (
            "<w:p><w:pPr><w:pPrChange><w:pPr><w:pStyle w:val='Title'/></w:pPr></w:pPrChange></w:pPr><w:r><w:t>P.</w:t></w:r></w:p>".into(),
            "P.",
            &[],
        ),
    ];
    for (body, text, expected) in table {
        let article = article(body, &[]);
        let sign = |kind| if kind == TrackedKind::Insertion { '+' } else { '-' };
        let changes: Vec<String> =
            article.changes.iter().map(|change| format!("{}{}", sign(change.kind), change.text)).collect();
        assert_eq!(
            (article.text.as_str(), &*changes),
            (*text, &*expected.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>()),
            "{body}"
        );
        for change in article.changes.iter().filter(|change| change.kind == TrackedKind::Insertion) {
            let first = change.text.split('\n').next().unwrap();
            assert!(article.text[change.start..].starts_with(first), "{body}");
        }
    }
}
