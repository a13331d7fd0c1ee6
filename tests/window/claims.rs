//! Marking claims, shaping them, and going from one to the next.

use crate::hands::{Hands, STORY};
use egui::accesskit::Role;
use tickmark::model::Risk;

#[test]
fn next_and_previous_go_by_the_text_and_by_risk() {
    let mut hands = Hands::with_claims(&["December", "28,500", "fivefold"]);
    let order = ["fivefold", "28,500", "December"];
    assert_eq!(hands.quotes(), order);
    assert_eq!(hands.selected().as_deref(), Some("fivefold"));
    for expected in ["28,500", "December", "fivefold"] {
        hands.press("N");
        assert_eq!(hands.selected().as_deref(), Some(expected));
    }
    hands.press("P");
    assert_eq!(hands.selected().as_deref(), Some("December"));
    hands.press("1");
    hands.press("P");
    hands.press("3");
    let risks: Vec<Risk> = hands.claims().iter().map(|claim| claim.risk).collect();
    assert_eq!(risks, [Risk::Normal, Risk::Low, Risk::High]);
    for expected in ["December", "fivefold", "28,500"] {
        hands.press("Shift+N");
        assert_eq!(hands.selected().as_deref(), Some(expected), "by risk");
    }
    hands.press("Shift+P");
    assert_eq!(hands.selected().as_deref(), Some("fivefold"));
    hands.press("O");
    for expected in ["28,500", "December", "28,500"] {
        hands.press("N");
        assert_eq!(hands.selected().as_deref(), Some(expected), "what is checked is passed over");
    }
    hands.press("Ctrl+ArrowUp");
    assert_eq!(hands.selected().as_deref(), Some("fivefold"), "any claim");
}

#[test]
fn when_all_is_checked_next_says_so() {
    let mut hands = Hands::with_claims(&["28,500"]);
    hands.press("N");
    assert_eq!(hands.selected().as_deref(), Some("28,500"));
    assert!(!hands.shows("Every claim has been checked"), "the only one has not been");
    hands.press("O");
    hands.press("N");
    assert!(hands.shows("Every claim has been checked"));
    let mut hands = Hands::open(STORY);
    hands.press("N");
    assert!(hands.shows("There are no claims yet"));
}

#[test]
fn chips_and_words_filter_the_list() {
    let mut hands = Hands::with_claims(&["December", "28,500", "fivefold"]);
    hands.press("O");
    let listed = |hands: &Hands| {
        let rows = hands.things().into_iter().filter(|thing| thing.role == Role::ListItem);
        rows.filter_map(|row| row.name.split_once(": ").map(|(_, quote)| quote.to_owned())).collect::<Vec<_>>()
    };
    hands.press("Escape");
    assert_eq!(hands.selected(), None);
    assert_eq!(listed(&hands).len(), 3);
    hands.click("– Opinion 1");
    assert_eq!(listed(&hands), ["fivefold"]);
    hands.click("All 3");
    hands.press("Ctrl+F");
    assert_eq!(hands.focused(), "Find claims");
    hands.type_text("28,5");
    assert_eq!(listed(&hands), ["28,500"]);
    hands.type_text("x");
    assert!(hands.shows("No claim passes these filters"));
    hands.press("Escape");
    hands.press("N");
    assert_eq!(hands.selected().as_deref(), Some("28,500"), "going there takes the filter off");
    assert_eq!(listed(&hands).len(), 3);
}

#[test]
fn a_claim_grows_and_shrinks_by_word_at_either_end() {
    let mut hands = Hands::with_claims(&["28,500"]);
    for (key, expected) in [
        ("]", "28,500 American"),
        ("]", "28,500 American troops"),
        ("[", "28,500 American"),
        ("Shift+[", "About 28,500 American"),
        ("Shift+]", "28,500 American"),
        ("[", "28,500"),
        ("[", "28,500"),
    ] {
        hands.press(key);
        assert_eq!(hands.quotes(), [expected], "{key}");
    }
}

#[test]
fn a_claim_is_split_at_the_caret_merged_again_and_picked_anew() {
    let mut hands = Hands::with_claims(&["About 28,500 American troops"]);
    hands.go_to(hands.place("American").start);
    hands.press("S");
    assert_eq!(hands.quotes(), ["About 28,500", "American troops"]);
    assert_eq!(hands.selected().as_deref(), Some("About 28,500"));
    hands.press("J");
    assert_eq!(hands.quotes(), ["About 28,500 American troops"]);
    hands.select_text("stationed in the country");
    hands.press("G");
    assert_eq!(hands.quotes(), ["stationed in the country"]);
    hands.go_to(0);
    hands.press("S");
    assert_eq!(hands.quotes(), ["stationed in the country"]);
    assert!(hands.shows("A claim can only be split between words of its own"));
}

#[test]
fn a_claim_is_deleted_and_brought_back() {
    let mut hands = Hands::with_claims(&["28,500"]);
    hands.press("Delete");
    assert!(hands.claims().is_empty() && hands.shows("No claims yet"));
    hands.press("Ctrl+Z");
    assert_eq!(hands.quotes(), ["28,500"]);
}

#[test]
fn a_claim_shares_the_verification_of_the_one_it_is_the_same_as() {
    let mut hands = Hands::with_claims(&["28,500", "fivefold"]);
    hands.press("O");
    hands.press("Ctrl+ArrowDown");
    hands.press("=");
    assert_eq!(hands.focused(), "Find");
    hands.type_text("five");
    hands.click("1  –  fivefold");
    assert_eq!(hands.status("28,500"), "opinion");
    hands.press("X");
    assert!(hands.shows("which decides its status"), "{:#?}", hands.names());
    hands.click("Go there");
    assert_eq!(hands.selected().as_deref(), Some("fivefold"));
}

#[test]
fn a_paragraph_is_set_aside_and_taken_back_with_one_key() {
    let mut hands = Hands::open(STORY);
    hands.go_to(hands.place("The talks").start + 4);
    let aside = |hands: &Hands| {
        let blocks = &hands.session().project().draft().unwrap().blocks;
        blocks.iter().map(|block| block.aside).collect::<Vec<_>>()
    };
    hands.press("A");
    assert_eq!(aside(&hands), [false, false, false, true]);
    assert!(hands.shows("Not part of the article: The talks"));
    hands.press("A");
    assert_eq!(aside(&hands), [false; 4]);
}

#[test]
fn the_mouse_selects_words_sentences_and_claims() {
    let mut hands = Hands::open(STORY);
    let line = hands.thing("The talks go on in December.").rect;
    let inside = egui::pos2(line.left() + 12.0, line.center().y);
    hands.click_at(inside, 2);
    hands.press("M");
    assert_eq!(hands.quotes(), ["The"]);
    hands.press("Delete");
    hands.harness.run_steps(60);
    hands.click_at(inside, 3);
    hands.press("M");
    assert_eq!(hands.quotes(), ["The talks go on in December."]);
    hands.press("Escape");
    hands.press("Escape");
    assert_eq!(hands.selected(), None);
    hands.harness.run_steps(60);
    hands.click_at(line.center() - egui::vec2(line.width() * 0.5 - 60.0, 0.0), 1);
    assert_eq!(hands.selected().as_deref(), Some("The talks go on in December."));
}

#[test]
fn a_click_on_overlapping_claims_goes_through_them() {
    let mut hands = Hands::with_claims(&["The talks go on in December.", "December", "in December"]);
    hands.press("Escape");
    let at = hands.thing("Claim 3, unchecked: December");
    assert_eq!(at.role, Role::Link);
    let mut seen = Vec::new();
    for _ in 0..4 {
        hands.harness.run_steps(60);
        hands.click_at(at.rect.center(), 1);
        seen.extend(hands.selected());
    }
    assert_eq!(seen, ["December", "in December", "The talks go on in December.", "December"]);
}

#[test]
fn enter_opens_the_claim_at_the_caret() {
    let mut hands = Hands::with_claims(&["28,500"]);
    hands.press("Escape");
    hands.press("Escape");
    assert_eq!(hands.selected(), None);
    hands.go_to(hands.place("28,500").start + 2);
    hands.press("Enter");
    assert_eq!(hands.selected().as_deref(), Some("28,500"));
}

#[test]
fn a_long_article_follows_the_wheel_and_the_claims() {
    let paragraphs: Vec<String> =
        (1..=300).map(|number| format!("Paragraph {number} says a few plain words.")).collect();
    let mut hands = Hands::open(&format!("Long story\n\n{}\n", paragraphs.join("\n\n")));
    assert!(hands.shows("Paragraph 1 says") && !hands.shows("Paragraph 200 says"));
    let middle = hands.thing("Paragraph 5 says").rect.center();
    hands.harness.event(egui::Event::PointerMoved(middle));
    for _ in 0..40 {
        hands.harness.event(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: egui::vec2(0.0, -200.0),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: egui::Modifiers::NONE,
        });
    }
    hands.settle();
    assert!(!hands.shows("Paragraph 1 says"), "{:#?}", hands.names());
    hands.press("F6");
    hands.press("Ctrl+End");
    assert!(hands.shows("Paragraph 300 says"));
    hands.press("Ctrl+Shift+ArrowLeft");
    hands.press("Ctrl+Shift+ArrowLeft");
    hands.press("M");
    hands.press("Ctrl+Home");
    assert!(hands.shows("Paragraph 1 says") && !hands.shows("Paragraph 300 says"));
    hands.press("N");
    assert!(hands.shows("Paragraph 300 says"), "the claim is in view");
}

#[test]
fn dragging_selects_and_shift_click_goes_on() {
    let mut hands = Hands::open(STORY);
    let line = hands.thing("The talks go on in December.").rect;
    let at = |x: f32| egui::pos2(line.left() + x, line.center().y);
    let event = |pos, pressed| egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: egui::Modifiers::NONE,
    };
    hands.harness.event(egui::Event::PointerMoved(at(1.0)));
    hands.harness.event(event(at(1.0), true));
    for x in [20.0, 60.0, 400.0] {
        hands.harness.event(egui::Event::PointerMoved(at(x)));
    }
    hands.harness.event(event(at(400.0), false));
    hands.settle();
    hands.press("M");
    assert_eq!(hands.quotes(), ["The talks go on in December."]);
}

#[test]
fn a_claim_grows_across_the_end_of_its_paragraph() {
    let mut hands = Hands::with_claims(&["round so far."]);
    hands.press("]");
    assert_eq!(hands.quotes(), ["round so far.\n\nThe"]);
    hands.press("Ctrl+Z");
    hands.select_text("The talks");
    hands.press("G");
    hands.press("Shift+[");
    assert_eq!(hands.quotes(), ["far.\n\nThe talks"]);
}

#[test]
fn a_claim_that_spans_paragraphs_is_shown_and_listed() {
    let mut hands = Hands::with_claims(&["in the country.\n\n“Nobody walked out,”"]);
    assert!(hands.shows("Claim 1, unchecked: in the country."), "{:#?}", hands.names());
    hands.press("O");
    assert_eq!(hands.session().progress().settled, 1);
}
