//! What a reader of rich text can rely on.

use super::read;
use crate::import::ImportError;
use crate::import::limits::GROUP_DEPTH;
use crate::model::Article;

fn article(rtf: &str) -> Article {
    read(rtf.as_bytes()).unwrap_or_else(|error| panic!("{error}: {rtf}"))
}

/// The blocks of a rich text with this body, as `kind: text`.
fn blocks(body: &str) -> Vec<String> {
    let article = article(&format!("{{\\rtf1\\ansi {body}}}"));
    article
        .blocks
        .iter()
        .map(|block| {
            let level = block.level.map(|level| format!(" {level}")).unwrap_or_default();
            format!("{}{level}: {}", block.kind.key(), article.block_text(block))
        })
        .collect()
}

#[test]
fn characters_are_what_the_file_says() {
    let table = [
        ("caf\\'e9 \\ldblquote a\\rdblquote\\emdash b\\~c\\_d\\-e", "café “a”—b\u{a0}c\u{2011}de"),
        ("\\u8364?5 \\uc2\\u8364\\'80\\'80 5 \\uc0\\u-10179\\u-8704 !", "€5 € 5 😀!"),
        ("{\\uc0 \\u233}\\u233ee", "éée"),
        ("\\u8220\\ldblquote a\\u8221\\'94", "“a”"),
        ("a\\{b\\}\\\\c", "a{b}\\c"),
        ("a\\bin4 }}{{b", "ab"),
        (
            "{\\fonttbl{\\f0\\fcharset204 Arial;}{\\f1\\fcharset128 Mincho;}{\\f2\\fcharset2 Symbol;}}\
          \\f0\\'cf\\'f0\\f1\\'83e\\'83X\\f2 a\\'b3",
            "Прテスα≥",
        ),
        ("\\ansicpg949 {\\'c7\\'d1\\'b1\\'db}", "한글"),
        ("\\ansicpg1251{\\fonttbl{\\f0\\fcharset1 A;}}\\deff0\\plain\\'cf", "П"),
        ("{\\upr{a?}{\\*\\ud{a\\u8734 ?}}}", "a∞"),
        ("{\\field{\\*\\fldinst HYPERLINK \"http://a.b\"}{\\fldrslt here}}", "here"),
        ("a{\\*\\unknown {b}c}d{\\i\\*\\cs7 e}", "ade"),
        ("a{\\v hidden}{\\v0 b}", "ab"),
    ];
    for (body, expected) in table {
        assert_eq!(article(&format!("{{\\rtf1 {body}}}")).text, expected, "{body}");
    }
}

#[test]
fn what_is_no_text_of_the_article_is_left_out_and_said() {
    let article = article(
        "{\\rtf1{\\fonttbl{\\f0 Arial;}}{\\colortbl;\\red0;}{\\*\\generator x;}{\\info{\\title Ferry}{\\author A}}\
         {\\header Page \\chpgn}The ferry left.{\\*\\shppict{\\pict\\pngblip 8950}}{\\nonshppict{\\pict 8950}}\
         {\\object{\\*\\objdata 01}{\\result{ Sheet.}}}{\\mmath{\\*\\moMath x}}{\\xe index}{\\v secret}\\par It came back.\\par}",
    );
    assert_eq!(article.text, "The ferry left. Sheet.\n\nIt came back.");
    assert_eq!(article.title.as_deref(), Some("Ferry"));
    assert_eq!(
        article.warnings,
        [
            "One picture was left out.",
            "An object of another program was left out; text that it shows is kept.",
            "An equation was left out.",
            "Hidden text was left out.",
            "The lines that repeat at the top or bottom of the pages were left out.",
        ]
    );
}

#[test]
fn paragraphs_are_what_style_list_and_table_make_them() {
    let sheet = "{\\stylesheet{\\s1\\outlinelevel0 heading 1;}{\\s2 Title;}{\\s3 Quote;}}";
    let lists = "{\\*\\listtable{\\list{\\listlevel\\levelnfc0\\levelstartat3{\\leveltext\\'02\\'00.;}}\\listid7}}\
                 {\\*\\listoverridetable{\\listoverride\\listid7\\ls1}}";
    let table: &[(String, &[&str])] = &[
        (
            format!("{sheet}\\s2 Ferry\\par\\pard\\s1 Later\\par\\pard\\s3 Said.\\par\\pard\\outlinelevel1 Then\\par"),
            &["hed: Ferry", "heading 1: Later", "quotation: Said.", "heading 2: Then"],
        ),
        (format!("{sheet}\\s1 Ferry\\par\\pard It left.\\par"), &["hed: Ferry", "paragraph: It left."]),
        (
            format!("{lists}Two:\\par\\ls1 one\\par\\pard\\ls1 two\\par"),
            &["paragraph: Two:", "list-item 1: 3. one", "list-item 1: 4. two"],
        ),
        (
            "{\\listtext 1.\\tab}one\\par{\\pntext\\'b7\\tab}two\\par{\\listtext o\\tab}three\\par".to_owned(),
            &["list-item 1: 1. one", "list-item 1: two", "list-item 1: three"],
        ),
        (
            "\\trowd\\cellx1\\intbl A\\cell B\\par b\\cell\\row\\pard After.\\par".to_owned(),
            &["table-cell: A", "table-cell: B", "table-cell: b", "paragraph: After."],
        ),
        (
            "Before{\\shp{\\*\\shpinst{\\sp{\\sn a}{\\sv 7}}{\\shptxt In it\\par}}{\\shprslt{In it}}} after.\\par Then.".to_owned(),
            &["paragraph: Before after.", "text-box: In it", "paragraph: Then."],
        ),
        ("a\\line b\\page c\\sect d".to_owned(), &["paragraph: a\nb", "paragraph: c", "paragraph: d"]),
    ];
    for (body, expected) in table {
        assert_eq!(blocks(body), *expected, "{body}");
    }
}

#[test]
fn notes_stand_behind_the_text_with_marks_at_their_words() {
    let article = article(
        "{\\rtf1 The ferry left.\\chftn{\\footnote{\\up6\\chftn} Log,\\par p. 3}{\\footnote\\ftnalt Later.} It came back.\\par}",
    );
    assert_eq!(article.text, "The ferry left. It came back.\n\nLog,\np. 3\n\nLater.");
    let notes: Vec<_> = article.notes.iter().map(|note| (note.at, article.blocks[note.block].kind.key())).collect();
    assert_eq!(notes, [(15, "footnote"), (15, "endnote")]);
    let item = self::article("{\\rtf1{\\listtext 12.\\tab}One{\\footnote Log.} two.\\par}");
    assert_eq!((&*item.text, item.notes[0].at), ("12. One two.\n\nLog.", 7));
}

#[test]
fn comments_have_author_time_span_and_answers() {
    let article = article(
        "{\\rtf1 The {\\*\\atrfstart 1}ferry{\\*\\atrfend 1}{\\*\\atnid AQ}{\\*\\atnauthor Ada Quill}\\chatn\
         {\\*\\annotation{\\*\\atnref 1}{\\*\\atndate 111848074}\\pard Which one?\\par Ask.}\
         {\\*\\atnid BR}\\chatn{\\*\\annotation{\\*\\atnref 2}{\\*\\atnparent -1}The old one.} left{\\*\\atrfstart 9}.\
         {\\*\\atnid C}{\\*\\annotation{\\*\\atntime\\yr2021\\mo3\\dy3\\hr9\\min5}When?}\\par}",
    );
    assert_eq!(article.text, "The ferry left.");
    let told: Vec<_> = article
        .comments
        .iter()
        .map(|c| (&*c.author, &*c.date, &article.text[c.start..c.end], &*c.text, c.replies.len()))
        .collect();
    assert_eq!(
        told,
        [("Ada Quill", "2006-10-21T10:10", "ferry", "Which one?\nAsk.", 1), ("C", "2021-03-03T09:05", "", "When?", 0)]
    );
    assert_eq!(article.comments[0].replies[0].text, "The old one.");
}

#[test]
fn tracked_changes_are_accepted_and_listed() {
    let article = article(
        "{\\rtf1{\\*\\revtbl{Unknown;}{Ada Quill;}}It {\\deleted\\revauthdel1\\revdttmdel111848074 quickly\\par }\
         {\\revised\\revauth1 slowly}{\\revised\\revauth1  left}{\\deleted{\\footnote No.}}.\\par}",
    );
    assert_eq!(article.text, "It slowly left.");
    let told: Vec<_> = article
        .changes
        .iter()
        .map(|c| (c.kind.key(), &*c.author, &*c.date, &article.text[c.start..], &*c.text))
        .collect();
    assert_eq!(
        told,
        [
            ("deletion", "Ada Quill", "2006-10-21T10:10", "slowly left.", "quickly\n"),
            ("insertion", "Ada Quill", "", "slowly left.", "slowly left"),
        ]
    );
}

#[test]
fn damaged_and_hostile_files_get_what_can_be_had_or_a_sentence() {
    let cut = article("{\\rtf1 {\\b The ferry left");
    assert_eq!(cut.text, "The ferry left");
    assert_eq!(cut.warnings, ["The file ends too early; the end of the text may be missing."]);
    assert_eq!(article("{\\rtf1 a}} b").text, "a");
    assert!(read(("{\\rtf1 ".to_owned() + &"{".repeat(GROUP_DEPTH - 1) + "a").as_bytes()).is_ok());
    assert_eq!(read(("{\\rtf1 ".to_owned() + &"{".repeat(GROUP_DEPTH) + "a").as_bytes()), Err(ImportError::TooDeep));
    assert_eq!(read(b"rtf"), Err(ImportError::Damaged));
    let many = "{\\rtf1 ".to_owned() + &"a\\par ".repeat(200_001) + "}";
    assert!(matches!(read(many.as_bytes()), Err(ImportError::TooManyBlocks(_))));
}

proptest::proptest! {
    #[test]
    fn any_tokens_give_an_article_or_a_sentence(
        body in "(\\{|\\}|\\\\par |\\\\\\*|\\\\footnote |\\\\annotation |\\\\atrfstart |\\\\atnref 1|\\\\u-3913 |\\\\'8|\\\\'81\
                 |\\\\ls1|\\\\listlevel|\\\\leveltext|\\\\listtable|\\\\shptxt |\\\\upr|\\\\ud|\\\\deleted |\\\\bin9 |\\\\cell|é|a ){0,80}"
    ) {
        if let Ok(article) = read(format!("{{\\rtf1 {body}").as_bytes()) {
            let len = article.text.len();
            assert!(article.comments.iter().all(|c| c.start <= c.end && article.text.is_char_boundary(c.end)));
            assert!(article.notes.iter().all(|note| note.at <= len && note.block < article.blocks.len()));
        }
    }
}
