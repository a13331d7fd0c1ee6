//! The article as a Word document, read back by the reader of Word documents.

use super::article;
use crate::export::testing::{part, values};
use crate::import;
use crate::model::article::{Block, NoteMark};
use crate::model::{Article, BlockKind, Draft};
use BlockKind::*;
use chrono::{DateTime, Utc};
use proptest::prelude::*;

fn draft(article: Article) -> Draft {
    Draft::from_article(article, 1, DateTime::<Utc>::UNIX_EPOCH, None)
}

/// A draft of these blocks, each with its level and its label.
fn blocks(blocks: &[(BlockKind, u8, &str, &str)]) -> Draft {
    let mut article = Article::default();
    for (kind, level, label, text) in blocks {
        let at = article.push(*kind, text).unwrap();
        let block = &mut article.blocks[at];
        block.level = (*level > 0).then_some(*level);
        block.label = (!label.is_empty()).then(|| (*label).to_owned());
    }
    draft(article)
}

fn read(draft: &Draft) -> Article {
    import::docx::read(&article(draft, "Talks end").unwrap()).unwrap()
}

/// Kind, level, label and text of each block.
fn told(blocks: &[Block], text: &str) -> Vec<(BlockKind, Option<u8>, Option<String>, String)> {
    blocks.iter().map(|block| (block.kind, block.level, block.label.clone(), text[block.range()].to_owned())).collect()
}

#[test]
fn blocks_are_what_they_were() {
    let draft = blocks(&[
        (Hed, 0, "", "Talks end  early"),
        (Dek, 0, "", "An hour\tinto\nthe second day"),
        (Paragraph, 0, "", "서울은 28,500명이 <주둔> & \"남는다\"."),
        (Heading, 1, "", "Who left"),
        (Heading, 2, "1.1", "Who stayed"),
        (Heading, 9, "", "Deep"),
        (ListItem, 1, "", "a dash"),
        (ListItem, 2, "", "deeper"),
        (ListItem, 1, "1.", "one"),
        (ListItem, 1, "2.", "two"),
        (ListItem, 2, "b)", "begins with b"),
        (ListItem, 2, "c)", "goes on"),
        (ListItem, 1, "3.", "three"),
        (ListItem, 1, "1.", "begins anew"),
        (ListItem, 1, "iv.", "not counted on"),
        (ListItem, 1, "iv.", "once more"),
        (ListItem, 1, "2.3.9", "deep in"),
        (ListItem, 1, "2.3.10", "the next"),
        (ListItem, 1, "§ 07", "with a nought"),
        (ListItem, 1, "5 %1", "with a sign"),
        (Quotation, 0, "", "“It was they.”"),
        (Caption, 0, "", "The table, empty"),
        (TableCell, 0, "", "Troops"),
        (TableCell, 0, "", "28,500"),
        (Preformatted, 0, "", "a  b\n  c\t\td"),
        (TableCell, 0, "", "last"),
    ]);
    let read = read(&draft);
    assert_eq!(read.text, draft.text);
    let mut found = told(&read.blocks, &read.text);
    found.iter_mut().for_each(|block| block.2 = block.2.take().map(|label| label.replace('\u{200b}', "")));
    assert_eq!(found, told(&draft.blocks, &draft.text));
    assert_eq!(read.title.as_deref(), Some("Talks end  early"));
}

#[test]
fn asides_are_left_out_and_boxes_are_paragraphs() {
    let mut draft =
        blocks(&[(Paragraph, 0, "", "One."), (Paragraph, 0, "", "Advertisement"), (TextBox, 0, "", "Two.")]);
    draft.blocks[1].aside = true;
    let read = read(&draft);
    assert_eq!(read.text, "One.\n\nTwo.");
    assert_eq!(read.blocks[1].kind, Paragraph);
}

#[test]
fn notes_are_notes_at_their_marks() {
    let mut draft = blocks(&[
        (Paragraph, 0, "", "One, two, three."),
        (Paragraph, 0, "", "Four."),
        (Footnote, 0, "", "Of one,\nin two lines."),
        (Footnote, 0, "", "Of three."),
        (Endnote, 0, "", "Of two."),
        (Endnote, 0, "", "Of nothing."),
    ]);
    let mark = |at: &str, block| NoteMark { at: draft.text.find(at).unwrap() + at.len(), block, ..NoteMark::default() };
    // The second mark of a note has no place in Word, and one in a note has none either.
    draft.notes = vec![mark("One", 2), mark("two", 4), mark("three.", 3), mark("Four", 3), mark("Of one", 4)];
    let bytes = article(&draft, "").unwrap();
    assert_eq!(values(&part(&bytes, "word/document.xml"), "w:id"), ["1", "1", "2"]);
    let read = import::docx::read(&bytes).unwrap();
    // What nothing refers to is a paragraph, since Word shows no note without its mark.
    assert_eq!(read.text, "One, two, three.\n\nFour.\n\nOf nothing.\n\nOf one,\nin two lines.\n\nOf three.\n\nOf two.");
    let marks: Vec<(&str, &str)> =
        read.notes.iter().map(|note| (&read.text[..note.at], read.block_text(&read.blocks[note.block]))).collect();
    assert_eq!(marks, [("One", "Of one,\nin two lines."), ("One, two", "Of two."), ("One, two, three.", "Of three.")]);
}

#[test]
fn an_empty_draft_is_an_empty_document() {
    let read = read(&Draft::default());
    assert_eq!((read.text.as_str(), read.blocks.len()), ("", 0));
}

#[test]
fn the_language_and_the_direction_are_told() {
    for (language, text) in [("he", "הצבא מונה 28,500 חיילים."), ("ko-KR", "서울은 조용하다."), ("fr", "Il pleut.")]
    {
        let mut draft = blocks(&[(Paragraph, 0, "", text)]);
        draft.language = Some(language.into());
        assert_eq!(read(&draft).language.as_deref(), Some(language));
        let document = part(&article(&draft, "").unwrap(), "word/document.xml");
        assert_eq!(document.contains("<w:bidi/>"), language == "he");
    }
    let mut hostile = blocks(&[(Paragraph, 0, "", "One.")]);
    hostile.language = Some("en\"><x/>".into());
    assert_eq!(read(&hostile).text, "One.");
}

#[test]
fn what_no_xml_can_hold_does_no_harm() {
    let mut draft = blocks(&[(Paragraph, 0, "", "One.")]);
    draft.text = "a\0b\u{1b}c\u{ffff}d\u{202e}e ]]> _x0041_ </w:t>".into();
    draft.blocks[0].end = draft.text.len();
    assert_eq!(read(&draft).text, "abcde ]]> _x0041_ </w:t>");
    // Blocks outside of the text, and marks outside of blocks.
    draft.blocks.push(Block::new(Footnote, 900..1_000));
    draft.notes.push(NoteMark { at: 2, block: 1, ..NoteMark::default() });
    draft.notes.push(NoteMark { at: 77_777, block: 99, ..NoteMark::default() });
    assert_eq!(read(&draft).text, "abcde ]]> _x0041_ </w:t>");
}

/// Words, and all sorts of what stands between them.
const WORDS: &str = "([a-zé서울中שא0-9<>&\"'“”=%_.,;:()\u{200d}-]{1,6}[ \t\u{a0}]{0,2}\n?){1,12}";
const KINDS: [BlockKind; 11] =
    [Hed, Dek, Byline, Dateline, Heading, Paragraph, ListItem, Quotation, Caption, TableCell, Preformatted];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_text_comes_back(
        parts in proptest::collection::vec((0..KINDS.len(), 0u8..12, "[0-9a-zA-Z.)%( ]{0,4}", WORDS), 0..12),
        marks in proptest::collection::vec((0usize..200, 0usize..3), 0..6),
    ) {
        let mut article = Article::default();
        for (kind, level, label, text) in parts {
            // A blank line parts blocks in every format.
            let text: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
            if let Some(at) = article.push(KINDS[kind], &text.join("\n")) {
                article.blocks[at].level = (level > 0).then_some(level);
                article.blocks[at].label = Some(label).filter(|label| !label.trim().is_empty());
            }
        }
        let (body, end) = (article.blocks.len(), article.text.len());
        let mut places: Vec<(usize, usize)> = marks.into_iter().filter(|(at, _)| {
            article.blocks.iter().any(|block| (block.start..=block.end).contains(at)) && article.text.is_char_boundary(*at)
        }).collect();
        places.sort_unstable();
        let mut seen = Vec::new();
        places.retain(|(at, _)| *at <= end && !seen.contains(at) && { seen.push(*at); true });
        for at in 0..places.len() {
            article.push(Footnote, &format!("Note  {at},\nsaid < twice."));
        }
        let notes = places.iter().enumerate();
        article.notes = notes.map(|(note, (at, _))| NoteMark { at: *at, block: body + note, ..NoteMark::default() }).collect();
        let draft = draft(article);
        let read = read(&draft);
        prop_assert_eq!(&read.text, &draft.text);
        let texts = |blocks: &[Block], text: &str| blocks.iter().map(|block| text[block.range()].to_owned()).collect::<Vec<_>>();
        prop_assert_eq!(texts(&read.blocks, &read.text), texts(&draft.blocks, &draft.text));
        prop_assert_eq!(
            read.notes.iter().map(|note| (note.at, note.block)).collect::<Vec<_>>(),
            draft.notes.iter().map(|note| (note.at, note.block)).collect::<Vec<_>>()
        );
    }
}
