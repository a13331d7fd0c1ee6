//! What a reader of rich text can rely on.

use super::*;
use crate::import::tests::blocks;

fn article(body: &str) -> Article {
    let head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Serif;}{\f1\fcharset129 Batang;}}{\info{\title No text}}";
    read(format!("{head}{body}}}").as_bytes()).unwrap()
}

#[test]
fn characters_come_by_code_page_by_number_and_by_name() {
    let table = [
        (r"caf\'e9 \'93no\'94\par", "café “no”"),
        (r"\uc1\u8212?a\u-21504?\par", "—a가"),
        (r"\f1 \'b0\'a1\f0\par", "가"),
        (r"a\~b\emdash c\ldblquote d\rdblquote\par", "a\u{a0}b—c“d”"),
        (r"{\*\unknown hidden}{\v hidden}seen\par", "seen"),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt shown}}\par", "shown"),
    ];
    for (body, expected) in table {
        assert_eq!(article(body).text, expected, "{body}");
    }
}

#[test]
fn paragraphs_cells_and_notes_are_told_apart() {
    let found = article(
        r"\pard One.{\super 1}{\footnote {\super 1} A note.}\par \trowd\cellx1\cellx2\intbl A\cell B\cell\row\pard Two.\par",
    );
    let shown = blocks(&found);
    assert!(shown.contains(&"table-cell: A".to_owned()) && shown.contains(&"table-cell: B".to_owned()), "{shown:#?}");
    assert!(shown.iter().any(|block| block.starts_with("footnote:") && block.contains("A note.")), "{shown:#?}");
    assert_eq!(found.notes.len(), 1);
}

#[test]
fn what_a_change_deleted_is_no_text() {
    let found = article(r"{\deleted gone}stays\par");
    assert_eq!(found.text, "stays");
}

#[test]
fn no_damage_makes_it_panic() {
    let whole = br"{\rtf1\ansi{\fonttbl{\f0 x;}}{\footnote n}\'e9\u8212?{\bin3 abc}{\*\atnid a}{\annotation c}\par}";
    for end in 0..whole.len() {
        drop(read(&whole[..end]));
        let mut bytes = whole.to_vec();
        bytes[end] ^= 0x5c;
        drop(read(&bytes));
    }
    drop(read(&[br"{\rtf1 ".as_slice(), &[b'{'; 100_000]].concat()));
}
