use super::*;
use crate::model::BlockKind;

fn plain(text: &str) -> Article {
    read_text(text).unwrap()
}

/// The blocks, one a line: kind, `-` before those that are aside, text with line breaks as `/`.
pub fn blocks(article: &Article) -> Vec<String> {
    let show = |block: &crate::model::Block| {
        let aside = if block.aside { "-" } else { "" };
        format!("{aside}{}: {}", block.kind.key(), article.block_text(block).replace('\n', " / "))
    };
    article.blocks.iter().map(show).collect()
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(blocks(&plain(text)), expected, "{text}");
}

const LONG: &str = "The ferry left the old harbour at noon with two hundred people on board, and it came back empty.";

#[test]
fn recognises_the_top_of_an_article() {
    let text =
        format!("Ferry returns empty\n\nWorld | 3 Mar 2021 4:05 pm\n\nBy Ada Quill and B. Moss\n\n{LONG}\n\n{LONG}");
    let article = plain(&text);
    assert_eq!(article.title.as_deref(), Some("Ferry returns empty"));
    assert_eq!(article.section.as_deref(), Some("World"));
    assert_eq!(article.published.as_deref(), Some("3 Mar 2021 4:05 pm"));
    assert_eq!(article.byline.as_deref(), Some("By Ada Quill and B. Moss"));
    let kinds: Vec<BlockKind> = article.blocks.iter().map(|block| block.kind).collect();
    assert_eq!(
        kinds,
        [BlockKind::Hed, BlockKind::Dateline, BlockKind::Byline, BlockKind::Paragraph, BlockKind::Paragraph]
    );
    assert!(article.blocks.iter().all(|block| !block.aside));
}

#[test]
fn finds_dek_byline_and_date_on_lines_without_blank_ones() {
    let text = format!(
        "WORLD\n\nFerry returns to the harbour empty\n\nNobody knows where the people went\n\nBy Ada Quill\nMarch 3, 2021\n\n{LONG}"
    );
    check(
        &text,
        &[
            "dateline: WORLD",
            "hed: Ferry returns to the harbour empty",
            "dek: Nobody knows where the people went",
            "byline: By Ada Quill",
            "dateline: March 3, 2021",
            &format!("paragraph: {LONG}"),
        ],
    );
}

#[test]
fn a_first_sentence_is_no_headline() {
    check(&format!("It rained.\n\n{LONG}"), &["paragraph: It rained.", &format!("paragraph: {LONG}")]);
    check("Just one line", &["paragraph: Just one line"]);
    check(&format!("Dear editor,\n\n{LONG}"), &["paragraph: Dear editor,", &format!("paragraph: {LONG}")]);
}

#[test]
fn joins_lines_broken_to_a_width() {
    let text = "The ferry left the old harbour at noon with two hundred people on\nboard, and it came back in the evening. A new cost-\nsharing deal between the two towns had been signed on the day before,\nand it holds.";
    check(
        text,
        &[
            "paragraph: The ferry left the old harbour at noon with two hundred people on board, and it came back in the evening. A new cost-sharing deal between the two towns had been signed on the day before, and it holds.",
        ],
    );
    check(
        "渡し船は正午に港を出て二百人の乗客を乗せていたが空で戻\nってきたので町の人びとは驚いて港に集まり話を聞いた。",
        &[
            "paragraph: 渡し船は正午に港を出て二百人の乗客を乗せていたが空で戻ってきたので町の人びとは驚いて港に集まり話を聞いた。",
        ],
    );
}

#[test]
fn takes_a_line_as_a_paragraph_where_lines_are_long() {
    let long = format!("{LONG} {LONG}");
    check(
        &format!("Ferry returns empty\n{long}\nShort one.\n{long}"),
        &[
            "hed: Ferry returns empty",
            &format!("paragraph: {long}"),
            "paragraph: Short one.",
            &format!("paragraph: {long}"),
        ],
    );
}

#[test]
fn indents_part_paragraphs() {
    let text = "    The ferry left the old harbour at noon with two hundred people\non board, and it came back empty in the evening of the same day.\n    Nobody in the town could say where all of the people had gone to,\nand nobody asked.";
    let article = plain(text);
    assert_eq!(article.blocks.len(), 2, "{:?}", blocks(&article));
    assert!(article.text.contains("people on board") && article.text.contains("gone to, and"));
}

#[test]
fn keeps_the_lines_of_verse_and_the_items_of_lists() {
    check("The boat\nis gone\nand so am I", &["paragraph: The boat / is gone / and so am I"]);
    check(
        "They want:\n- a boat\n- a long\n  harbour wall\n  - of stone",
        &["paragraph: They want:", "list-item: a boat", "list-item: a long harbour wall", "list-item: of stone"],
    );
    check("1. One boat\n2. Two boats", &["list-item: 1. One boat", "list-item: 2. Two boats"]);
    check("> He said\n> so.\n\nFine.", &["quotation: He said / so.", "paragraph: Fine."]);
}

#[test]
fn blanks_and_invisible_characters() {
    check(
        "A\u{a0}b \u{a0} c\u{ad}d\u{200b}e\u{7}\r\n\r\nx\u{c}y",
        &["paragraph: A\u{a0}b cde", "paragraph: x", "paragraph: y"],
    );
}

#[test]
fn a_heading_stands_between_paragraphs() {
    let text = format!("{LONG}\n\nA new harbour\n\n{LONG}");
    check(&text, &[&format!("paragraph: {LONG}"), "heading: A new harbour", &format!("paragraph: {LONG}")]);
}

#[test]
fn proposes_furniture_as_no_part_of_the_article() {
    let text = format!(
        "Skip to content\n\nHome\n\nWorld\n\nFerry returns empty\n\n{LONG}\n\nAdvertisement\n\n{LONG}\n\nShare this article\n\nFish are back\n\nRelated articles\n\nWhy the old harbour is closed on Sundays now.\n\n© 2021 The Harbour Post"
    );
    check(
        &text,
        &[
            "-paragraph: Skip to content",
            "-paragraph: Home",
            "-paragraph: World",
            "hed: Ferry returns empty",
            &format!("paragraph: {LONG}"),
            "-paragraph: Advertisement",
            &format!("paragraph: {LONG}"),
            "-paragraph: Share this article",
            "-paragraph: Fish are back",
            "-paragraph: Related articles",
            "-paragraph: Why the old harbour is closed on Sundays now.",
            "-paragraph: © 2021 The Harbour Post",
        ],
    );
}

#[test]
fn an_article_keeps_its_own_short_lines() {
    for ending in [
        "That was all",
        "— Additional reporting by C. Reed",
        "Read more: it is worth it, he said. So they did.",
        "Sources: harbour office",
    ] {
        let article = plain(&format!("Ferry returns empty\n\n{LONG}\n\n{LONG}\n\n{ending}"));
        assert!(article.blocks.iter().all(|block| !block.aside), "{:?}", blocks(&article));
    }
    let middle = plain(&format!("Ferry returns empty\n\n{LONG}\n\nShare this article with her, he said.\n\n{LONG}"));
    assert!(middle.blocks.iter().all(|block| !block.aside));
}

#[test]
fn reads_the_scraped_page_of_the_seed() {
    let Ok(bytes) = std::fs::read("../shared/articles/us-walks-out.txt") else {
        println!("skipped: the scraped page is not there");
        return;
    };
    let article = read(&bytes, "us-walks-out.txt", &Options::default()).unwrap();
    assert_eq!(article.title.as_deref(), Some("US walks out of South Korea defense cost sharing talks"));
    assert_eq!(article.section.as_deref(), Some("World"));
    assert_eq!(article.published.as_deref(), Some("19 Nov 2019 3:59 pm"));
    let own = |block: &&crate::model::Block| block.kind == BlockKind::Paragraph && !block.aside;
    assert_eq!(article.blocks.iter().filter(own).count(), 10);
    let aside = article.blocks.iter().position(|block| block.aside).unwrap();
    assert_eq!(article.block_text(&article.blocks[aside]), "Search Archive");
    assert!(article.blocks[aside..].iter().all(|block| block.aside));
}

#[test]
fn formats_are_told_by_their_bytes_first() {
    let compound = |stream: &str| {
        let name = stream.encode_utf16().flat_map(u16::to_le_bytes);
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".iter().copied().chain(name).collect::<Vec<u8>>()
    };
    let foreign = |foreign| Err(ImportError::Foreign(foreign));
    let table: &[(&[u8], &str, Result<Format, ImportError>)] = &[
        (b"%PDF-1.7\n%\xe2\xe3", "a.txt", Ok(Format::Pdf)),
        (b"junk\0\n%PDF-1.7", "a", Ok(Format::Pdf)),
        (b"{\\rtf1\\ansi x}", "a.doc", Ok(Format::Rtf)),
        (b"PK\x03\x04\0\0word/document.xml", "a.zip", Ok(Format::Docx)),
        (b"PK\x03\x04\0\0[Content_Types].xml", "a", Ok(Format::Docx)),
        (b"PK\x03\x04mimetypeapplication/epub+zip", "a", Ok(Format::Epub)),
        (b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text", "a", Ok(Format::Odt)),
        (b"<?xml version='1.0'?><office:document xmlns:office='x'>", "a.xml", Ok(Format::Odt)),
        (b"PK\x03\x04\0\0xl/workbook.xml", "a.docx", foreign(Foreign::Office)),
        (b"PK\x03\x04\0\0holiday.jpg", "a.zip", foreign(Foreign::Archive)),
        (b"<?xml version='1.0'?><w:wordDocument xmlns:w='x'>", "a.xml", foreign(Foreign::WordXml)),
        (&compound("EncryptedPackage"), "a.docx", Err(ImportError::Encrypted)),
        (&compound("WordDocument"), "a", foreign(Foreign::Doc)),
        (&compound("Workbook"), "a", foreign(Foreign::Office)),
        (b"\xffWPC\x10", "a.doc", foreign(Foreign::WordPerfect)),
        (b"\x89PNG\r\n\x1a\n", "a", foreign(Foreign::Image)),
        (b"{\"url\": \"x\", \"doc_id\": \"y\"}", "a.gdoc", foreign(Foreign::Gdoc)),
    ];
    for (bytes, name, expected) in table {
        assert_eq!(recognise::format(bytes, name), *expected, "{name} {:.40}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn refuses_with_a_sentence() {
    let table: &[(&[u8], &str, &str)] = &[
        (b"", "a.txt", "the file is empty"),
        (b" \n ", "a.txt", "there is no text in it"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "a.doc",
            "this is a Word document of the old kind (.doc), which Tickmark cannot read",
        ),
        (
            b"{\"url\": \"x\", \"doc_id\": \"y\"}",
            "a.gdoc",
            "this is a link to a Google document, without its text, which Tickmark cannot read",
        ),
        (
            b"\x01\x02\x03\x00\x04\x00\x00\x09\x01\x02\x03",
            "a.bin",
            "this is not text: it holds bytes that stand for no characters",
        ),
    ];
    for (bytes, name, message) in table {
        let error = read(bytes, name, &Options::default()).unwrap_err();
        assert_eq!(error.to_string(), *message);
        assert!(error.hint().ends_with(['.', '…']));
    }
    let options = Options { encoding: Some("klingon".to_owned()), ..Options::default() };
    assert_eq!(read(b"x", "a", &options).unwrap_err(), ImportError::UnknownEncoding("klingon".to_owned()));
}

#[test]
fn reads_many_encodings() {
    let korean = "한국 정부는 오늘 회담이 끝났다고 밝혔다. 양측은 다음 달에 다시 만나기로 했다.";
    let russian = "Паром вышел из старой гавани в полдень и вернулся пустым. Никто не знает, куда делись люди.";
    let german =
        "Die Fähre verließ den alten Hafen mittags und kam leer zurück. Niemand weiß, wo die Leute geblieben sind.";
    for (label, text) in [
        ("euc-kr", korean),
        ("windows-1251", russian),
        ("koi8-r", russian),
        ("windows-1252", german),
        ("utf-8", korean),
    ] {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
        let article = read(&encoding.encode(text).0, "a.txt", &Options::default()).unwrap();
        assert_eq!(article.text, text, "{label}");
    }
    for bytes in [utf16(korean, u16::to_le_bytes), utf16(german, u16::to_be_bytes)] {
        let article = read(&bytes, "a.txt", &Options::default()).unwrap();
        assert!([korean, german].contains(&article.text.as_str()));
    }
    let guessed = read(&encoding_rs::EUC_KR.encode(korean).0, "a.txt", &Options::default()).unwrap();
    assert_eq!((guessed.encoding.as_deref(), guessed.language.as_deref()), (Some("EUC-KR"), Some("ko")));
    assert!(guessed.warnings[0].contains("EUC-KR"));
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn language_is_declared_or_plain_from_the_script() {
    let table = [
        ("Das ist es.", None),
        ("회담이 끝났다", Some("ko")),
        ("会議は終わりました", Some("ja")),
        ("会谈结束了", Some("zh")),
        ("Это было вчера, мы это знаем", Some("ru")),
        ("Це було їхнє", None),
        ("Αυτό ήταν", Some("el")),
        ("זה היה", Some("he")),
        ("كان هذا", Some("ar")),
    ];
    for (text, language) in table {
        assert_eq!(plain(text).language.as_deref(), language, "{text}");
    }
}
