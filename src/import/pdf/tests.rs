//! Whole files → articles.

use super::read;
use super::testing::{BOLD, OWN, at, pdf, pdf_with, shown, stream};
use crate::import::ImportError;
use crate::model::article::Block;
use crate::model::{Article, BlockKind};

/// Kind, page and text of each block; what is put aside has a `-` before its text.
fn blocks(article: &Article) -> Vec<(BlockKind, u32, String)> {
    let text = |block: &Block| format!("{}{}", if block.aside { "-" } else { "" }, article.block_text(block));
    article.blocks.iter().map(|block| (block.kind, block.page.unwrap_or(0), text(block))).collect()
}

fn texts(pages: &[String]) -> Vec<String> {
    blocks(&read(&pdf(pages)).unwrap()).into_iter().map(|(.., text)| text).collect()
}

/// Lines of text below each other, 12 points apart, in letters of 10 points.
fn column(x: f32, y: f32, lines: &[&str]) -> String {
    let lines: Vec<(f32, f32, f32, &str)> =
        lines.iter().enumerate().map(|(index, line)| (x, y - index as f32 * 12.0, 10.0, *line)).collect();
    shown(&lines)
}

const LEFT: &[&str] = &[
    "The harbour was closed on Monday after a",
    "crane fell on the quay and hurt two men, the",
    "port’s director said. It will stay closed to all",
    "ships until engineers have looked at the other",
    "cranes, which are of the same make and of the",
];
const RIGHT: &[&str] = &[
    "same age. They were bought in 1987, and they",
    "were last inspected in May. Nobody was able",
    "to say on Monday who had signed for the last",
    "inspection, and the company that made them",
    "has not existed since the turn of the century.",
];

#[test]
fn a_column_of_text_stays_one_with_formulas_and_a_table_of_contents_in_it() {
    let short = |count: usize| (0..count).map(|at| format!("f({at})")).collect::<Vec<_>>();
    let page = |x: f32, text: &[&str], count: usize| {
        let twice: Vec<&str> = text.iter().chain(text).copied().collect();
        let formulas = short(count);
        let formulas: Vec<&str> = formulas.iter().map(String::as_str).collect();
        column(x, 720.0, &twice) + &column(x, 590.0, &formulas)
    };
    let read = texts(&[page(50.0, LEFT, 14) + &page(310.0, RIGHT, 16)]).join(" ");
    let at = |words: &str| read.find(words).unwrap_or_else(|| panic!("{words} is not in {read}"));
    assert!(at("f(13)") < at("same age. They were"), "all of the left column comes first: {read}");
}

#[test]
fn columns_are_read_one_after_the_other_and_sentences_go_on() {
    let page = shown(&[(50.0, 740.0, 24.0, "Crane falls on harbour quay"), (50.0, 715.0, 10.0, "By Ann Example")])
        + &column(50.0, 680.0, LEFT)
        + &column(310.0, 680.0, RIGHT);
    let article = read(&pdf(&[page])).unwrap();
    let whole = format!("{} {}", LEFT.join(" "), RIGHT.join(" "));
    assert_eq!(
        blocks(&article),
        [
            (BlockKind::Hed, 1, "Crane falls on harbour quay".into()),
            (BlockKind::Byline, 1, "By Ann Example".into()),
            (BlockKind::Paragraph, 1, whole),
        ]
    );
    assert_eq!(article.title.as_deref(), Some("Crane falls on harbour quay"));
    assert_eq!(article.language.as_deref(), Some("de-CH"));
    assert!(article.warnings.is_empty());
}

#[test]
fn a_heading_over_both_columns_parts_them() {
    let page = column(50.0, 760.0, LEFT)
        + &column(310.0, 766.0, RIGHT)
        + &shown(&[(50.0, 670.0, 16.0, "What the inspectors found when they came to the quay at last")])
        + &column(50.0, 640.0, RIGHT)
        + &column(310.0, 634.0, LEFT);
    let begin: Vec<String> = texts(&[page]).iter().map(|text| text.chars().take(11).collect()).collect();
    assert_eq!(begin, ["The harbour", "What the in", "same age. T", "The harbour"]);
}

#[test]
fn tables_and_lists_are_read_line_by_line() {
    let mut page = column(50.0, 700.0, LEFT);
    for (index, (name, number)) in [("Ships", "12"), ("Cranes", "4"), ("Men", "230"), ("Sheds", "9")].iter().enumerate()
    {
        let y = 600.0 - index as f32 * 14.0;
        page += &shown(&[(50.0, y, 10.0, name), (200.0, y, 10.0, number)]);
    }
    page += &shown(&[(50.0, 500.0, 10.0, "•"), (65.0, 500.0, 10.0, "first item"), (50.0, 488.0, 10.0, "• second")]);
    let article = read(&pdf(&[page])).unwrap();
    let kinds: Vec<(BlockKind, String)> =
        blocks(&article).into_iter().skip(1).map(|(kind, _, text)| (kind, text)).collect();
    let cell = |text: &str| (BlockKind::TableCell, text.to_owned());
    assert_eq!(kinds[..4], [cell("Ships"), cell("12"), cell("Cranes"), cell("4")]);
    assert_eq!(kinds[8..], [(BlockKind::ListItem, "first item".into()), (BlockKind::ListItem, "second".into())]);
}

#[test]
fn running_heads_and_page_numbers_are_set_aside_and_sentences_go_on_over_them() {
    let page = |number: &str, lines: &[&str]| {
        shown(&[(50.0, 770.0, 9.0, "Harbour Review"), (300.0, 30.0, 9.0, number)]) + &column(50.0, 700.0, lines)
    };
    let article = read(&pdf(&[page("7", LEFT), page("8", RIGHT)])).unwrap();
    let whole = format!("{} {}", LEFT.join(" "), RIGHT.join(" "));
    let paragraph = |page, text: &str| (BlockKind::Paragraph, page, text.to_owned());
    assert_eq!(
        blocks(&article),
        [
            paragraph(1, "-Harbour Review"),
            paragraph(1, &whole),
            paragraph(1, "-7"),
            paragraph(2, "-Harbour Review"),
            paragraph(2, "-8"),
        ]
    );
}

#[test]
fn words_that_lines_part_are_whole_again() {
    let page = column(
        50.0,
        700.0,
        &[
            "The government spoke of a well-",
            "known fault, and of govern-",
            "ment that is no govern-",
            "ance of the har-",
            "bour at all",
        ],
    );
    assert_eq!(
        texts(&[page]),
        ["The government spoke of a well-known fault, and of government that is no governance of the harbour at all"]
    );
}

#[test]
fn a_note_is_told_from_the_figure_before_its_mark() {
    let text = shown(&[
        (50.0, 700.0, 10.0, "A crowd of 28,500"),
        (131.0, 704.0, 6.0, "1"),
        (137.0, 700.0, 10.0, "came to see the crane"),
        (50.0, 688.0, 10.0, "that had fallen, and stayed until noon."),
    ]);
    let note = shown(&[(50.0, 100.0, 5.0, "1"), (54.0, 97.0, 8.0, "The port’s own count.")]);
    let article = read(&pdf(&[text.clone() + &note])).unwrap();
    assert_eq!(
        blocks(&article)[0].2,
        "A crowd of 28,500 came to see the crane that had fallen, and stayed until noon."
    );
    let [mark] = article.notes.as_slice() else { panic!("{:?}", article.notes) };
    assert_eq!(&article.text[..mark.at], "A crowd of 28,500");
    let note = &article.blocks[mark.block];
    assert_eq!((note.kind, article.block_text(note)), (BlockKind::Footnote, "The port’s own count."));
    // Without its note, the figure stays, raised.
    assert!(texts(&[text])[0].starts_with("A crowd of 28,500¹ came"));
}

#[test]
fn headings_are_told_by_size_and_weight() {
    let page = shown(&[(50.0, 760.0, 24.0, "Crane falls on quay"), (50.0, 700.0, 14.0, "The fall")])
        + &column(50.0, 680.0, RIGHT)
        + &at(BOLD, (50.0, 600.0), 10.0, "What now")
        + &column(50.0, 588.0, RIGHT);
    let article = read(&pdf(&[page])).unwrap();
    let kinds: Vec<(BlockKind, Option<u8>)> = article.blocks.iter().map(|block| (block.kind, block.level)).collect();
    let heading = |level| (BlockKind::Heading, Some(level));
    let text = (BlockKind::Paragraph, None);
    assert_eq!(kinds, [(BlockKind::Hed, None), heading(2), text, heading(2), text]);
}

#[test]
fn hidden_layers_are_text_and_what_is_off_the_page_is_not() {
    let scanned = "q 600 0 0 800 0 0 cm /Im Do Q 3 Tr\n".to_owned() + &column(50.0, 700.0, &["Read by a machine."]);
    let off = column(50.0, 700.0, &["On the page."]) + &column(700.0, 700.0, &["Beside the page."]);
    assert_eq!(texts(&[scanned, off]), ["Read by a machine.", "On the page."]);
}

#[test]
fn turned_text_is_set_aside_unless_the_page_is_turned() {
    let turned = "BT /F1 10 Tf 0 1 -1 0 20 100 Tm (Stamp of the archive) Tj ET\n";
    let article = read(&pdf(&[turned.to_owned() + &column(50.0, 700.0, LEFT)])).unwrap();
    let last = blocks(&article).pop().unwrap();
    assert_eq!(last.2, "-Stamp of the archive");
    assert!(article.warnings[0].starts_with("Text that does not stand upright on one page"));
    assert_eq!(texts(&[turned.to_owned()]), ["Stamp of the archive"]);
}

#[test]
fn what_a_glyph_stands_for_counts() {
    let soft = "BT /F1 10 Tf 1 0 0 1 50 700 Tm (It ends in gov) Tj /Span << /ActualText <FEFF00AD> >> BDC (-) Tj EMC ET\n\
                BT /F1 10 Tf 1 0 0 1 50 688 Tm (Ernment, all the same) Tj ET\n";
    assert_eq!(texts(&[soft.to_owned()]), ["It ends in govErnment, all the same"]);
}

#[test]
fn vertical_lines_are_read_from_right_to_left() {
    let font =
        "<< /Type /Font /Subtype /Type0 /BaseFont /Mincho /Encoding /UniJIS-UTF16-V /DescendantFonts [102 0 R] >>";
    let descendant = "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Mincho /FontDescriptor 103 0 R \
                      /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 6 >> >>";
    let descriptor = "<< /Type /FontDescriptor /FontName /Mincho /Flags 4 >>";
    let objects: Vec<String> = ["null", font, descendant, descriptor].into_iter().map(str::to_owned).collect();
    let line = |x: u32, text: &str| {
        let codes: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
        format!("BT /{OWN} 10 Tf 1 0 0 1 {x} 700 Tm <{codes}> Tj ET\n")
    };
    let article = read(&pdf_with(&[line(100, "閉鎖された。") + &line(116, "港は月曜日に")], &objects, "")).unwrap();
    assert_eq!(article.text, "港は月曜日に閉鎖された。");
    assert_eq!(article.language.as_deref(), Some("ja"));
}

#[test]
fn pictures_are_counted_and_pages_of_nothing_else_named() {
    let picture = "q 300 0 0 300 100 100 cm /Im Do Q\n";
    let text = column(50.0, 700.0, LEFT);
    let pages = [text.clone() + picture, picture.to_owned(), text.clone(), picture.to_owned()];
    let article = read(&pdf(&pages)).unwrap();
    assert_eq!(
        article.warnings,
        ["Pages 2 and 4 hold pictures only; their text is not here.", "One picture was left out."]
    );
    assert_eq!(read(&pdf(&[picture.to_owned()])), Err(ImportError::Scanned));
    assert_eq!(read(&pdf(&[String::new()])), Err(ImportError::NoText));
}

#[test]
fn what_the_file_says_of_itself_counts_where_the_page_has_no_headline() {
    let article = read(&pdf(&[column(50.0, 700.0, LEFT)])).unwrap();
    assert_eq!(article.title.as_deref(), Some("A title of the file"));
    assert_eq!(article.byline.as_deref(), Some("Ada Lovelace"));
}

#[test]
fn files_that_cannot_be_read_say_why() {
    let pages = vec![column(50.0, 700.0, LEFT)];
    let whole = pdf(&pages);
    assert_eq!(read(&whole[..40]), Err(ImportError::Damaged));
    let many = vec![String::new(); crate::import::limits::PDF_PAGES + 1];
    assert_eq!(read(&pdf(&many)), Err(ImportError::TooManyPages(many.len())));
    // Keys that no empty password opens (ISO 32000-1, 7.6.3).
    let key = "41".repeat(32);
    let encrypted = format!(
        "/ID [<{key}> <{key}>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <{key}> /U <{key}> >>"
    );
    assert_eq!(read(&pdf_with(&pages, &[], &encrypted)), Err(ImportError::Encrypted));
}

/// Content that shows itself twice at every one of forty levels would take years.
#[test]
fn content_that_multiplies_is_broken_off() {
    let forms: Vec<String> = (0..40)
        .map(|level| {
            let dict = "/Type /XObject /Subtype /Form /BBox [0 0 9 9]";
            let next = format!("{dict} /Resources << /XObject << /Fm {} 0 R >> >>", 101 + level);
            stream(&next, if level < 39 { "/Fm Do /Fm Do" } else { "0 0 1 1 re f" })
        })
        .collect();
    assert_eq!(read(&pdf_with(&["/Fm Do".into()], &forms, "")), Err(ImportError::TooMuchPacked));
}

#[test]
fn a_file_cut_anywhere_does_no_harm() {
    let whole = pdf(&[column(50.0, 700.0, LEFT), column(50.0, 700.0, RIGHT)]);
    for end in (0..whole.len()).step_by(97) {
        let _ = read(&whole[..end]);
    }
}
