//! Letters that our fonts lack, and words that no line holds.

use crate::export::testing::pdf::take_apart;
use crate::export::testing::{Desk, all_text};
use crate::export::{Edition, Exported, Format, export};
use std::collections::HashSet;

fn made(desk: &Desk, edition: Edition) -> Exported {
    export(&desk.project, &desk.options(edition, false), Format::Pdf, &mut |_| true).unwrap()
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn characters_that_no_font_has_are_boxes_that_still_say_what_they_are() {
    let desk = Desk::new(&["Written \u{10ffff}\u{f8ff0} in a script of nobody."]);
    let made = made(&desk, Edition::CheckingCopy);
    assert!(made.notices.iter().any(|notice| notice.contains("U+F8FF0")), "{:?}", made.notices);
    assert!(all_text(Format::Pdf, &made.bytes).contains("Written \u{f8ff0} in a script"));
}

#[test]
fn scripts_of_the_machine_are_embedded_or_missed_aloud() {
    let scripts = [
        ("Greek and Cyrillic", "Ελλάδα Москва"),
        ("Korean", "서울은 28,500명"),
        ("Japanese", "東京の日本語"),
        ("Hebrew", "שלום עולם"),
        ("Arabic", "مرحبا بالعالم"),
    ];
    for (name, text) in scripts {
        let desk = Desk::new(&[&format!("It says {text} here."), text]);
        let made = made(&desk, Edition::CheckingCopy);
        if made.notices.iter().any(|notice| notice.starts_with("No font on this machine")) {
            eprintln!("skipped: no font on this machine has {name}");
            continue;
        }
        let lines = take_apart(&made.bytes).lines();
        for wanted in [format!("It says {text} here."), text.to_owned()] {
            assert!(lines.contains(&wanted), "{name}: {wanted:?} is not in {lines:?}");
        }
    }
}

#[test]
fn lines_in_korean_end_between_words() {
    let words = "협상이 화요일 서울에서 시작된 지 한 시간 만에 결렬되었다고 관계자들이 전했다";
    let text = format!("{} \0 끝났다", [words; 9].join(" "));
    let mut desk = Desk::new(&[&text]);
    desk.claim("\0");
    let made = made(&desk, Edition::CheckedCopy);
    if made.notices.iter().any(|notice| notice.starts_with("No font on this machine")) {
        eprintln!("skipped: no font on this machine has Korean");
        return;
    }
    let known: HashSet<&str> = text.split_whitespace().collect();
    let parts = take_apart(&made.bytes);
    let in_lines = parts.pages.iter().flatten().filter(|drawn| drawn.text.contains("서울에서"));
    let (mut lines, mut broken) = (0, Vec::new());
    for drawn in in_lines.filter(|drawn| drawn.number.is_some()) {
        lines += 1;
        broken.extend(drawn.text.split_whitespace().filter(|word| !known.contains(word)));
    }
    assert!(lines > 5 && broken.is_empty(), "{lines} {broken:?}");
}

#[test]
fn very_long_paragraphs_and_words_lose_nothing() {
    let word = "word".repeat(30_000);
    let text = format!("{word} {}", "many words in one paragraph ".repeat(8_000));
    let desk = Desk::new(&[&text]);
    let lines = take_apart(&made(&desk, Edition::CheckedCopy).bytes).lines();
    assert!(lines.iter().any(|line| squeezed(line) == squeezed(&text)));
}
