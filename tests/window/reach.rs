//! What a person reaches, by whatever means: names and roles, Tab, palette, sheet, Esc.

use crate::hands::{Hands, STORY};
use egui::accesskit::Role;
use std::collections::HashSet;
use tickmark::model::{Kind, Request, Risk, Status};

#[test]
fn every_paragraph_and_every_claim_has_a_role_and_a_name() {
    let mut hands = Hands::with_claims(&["28,500", "fivefold"]);
    hands.press("O");
    let things = hands.things();
    let has = |role: Role, name: &str| things.iter().any(|thing| thing.role == role && thing.name == name);
    let draft = hands.session().project().draft().unwrap();
    for block in 0..draft.blocks.len() {
        assert!(has(Role::Label, draft.block_text(block)), "{:?}", draft.block_text(block));
    }
    assert!(has(Role::Document, "Article: Allies leave the table early"), "{:#?}", hands.names());
    assert!(has(Role::Link, "Claim 1, opinion: fivefold"));
    assert!(has(Role::Link, "Claim 2, unchecked: 28,500"));
    assert!(things.iter().any(|thing| thing.role == Role::ListItem && thing.name.starts_with("1, opinion, ")));
    assert!(things.iter().any(|thing| thing.role == Role::ListItem && thing.name.starts_with("2, unchecked, figure")));
    assert!(things.iter().any(|thing| thing.role == Role::ProgressIndicator && thing.name.contains("1 of 2")));
}

#[test]
fn a_screen_reader_is_told_of_the_claims_out_of_view_too() {
    let words: Vec<String> = (1..=90).map(|number| format!("{number},000 soldiers stay.")).collect();
    let mut session = Hands::story(&format!("A long list\n\n{}", words.join("\n\n")));
    let blocks = session.project().draft().unwrap().blocks.clone();
    let mark = |start| Request::AddClaim { range: start..start + 5, kind: Kind::Figure, risk: Risk::Normal };
    let marks = blocks.iter().skip(1).map(|block| mark(block.start)).collect();
    session.ask_all(marks, chrono::DateTime::UNIX_EPOCH).unwrap();
    let hands = Hands::with_session(session);
    let rows = hands.things().into_iter().filter(|thing| thing.role == Role::ListItem).count();
    assert_eq!(rows, 90);
    assert!(hands.names().contains(&"90, unchecked, figure: 90,00".to_owned()));
}

#[test]
fn tab_reaches_every_control_and_comes_round() {
    let mut hands = Hands::with_claims(&["28,500"]);
    hands.press("F6");
    let mut reached = HashSet::new();
    for _ in 0..150 {
        hands.press("Tab");
        reached.insert(hands.focused());
    }
    for name in [
        "Commands",
        "Export report…",
        "Story",
        "✓ Verified",
        "– Opinion",
        "+ Evidence E",
        "Note",
        "Kind",
        "Risk high",
        "legal",
        "Delete claim",
        "Filter by kind",
        "All 1",
        "Find",
        "1, unchecked, figure: 28,500",
        "Claim 1, unchecked: 28,500",
        "Article: Allies leave the table early",
    ] {
        assert!(reached.contains(name), "Tab never came to {name}: {reached:#?}");
    }
}

#[test]
fn the_palette_runs_a_command_by_its_name() {
    let mut hands = Hands::with_claims(&["28,500"]);
    hands.press("Ctrl+K");
    assert_eq!(hands.focused(), "Find a command");
    hands.type_text("mark opinion");
    hands.press("Enter");
    assert!(hands.is("28,500", Status::Opinion));
    assert!(!hands.shows("Find a command"));
    hands.press("Ctrl+K");
    hands.type_text("mark");
    hands.press("ArrowDown");
    hands.press("Escape");
    assert!(!hands.shows("Find a command") && hands.is("28,500", Status::Opinion));
    assert_eq!(hands.selected().as_deref(), Some("28,500"), "Esc closed the palette and nothing else");
}

#[test]
fn commands_that_need_a_claim_are_not_offered_without_one() {
    let mut hands = Hands::open(STORY);
    hands.press("Ctrl+K");
    hands.type_text("mark opinion");
    assert!(hands.shows("No command is called that."));
    hands.press("Enter");
    assert!(hands.shows("Find a command"));
}

#[test]
fn the_sheet_shows_every_key() {
    let mut hands = Hands::open(STORY);
    hands.press("?");
    for name in ["Shortcuts", "Next to check", "Mark verified", "Ctrl K"] {
        assert!(hands.shows(name), "{name}");
    }
    hands.press("N");
    assert!(!hands.shows("There are no claims yet"), "keys are no commands under a dialog");
    hands.press("Escape");
    assert!(!hands.shows("In the article"));
}

#[test]
fn a_command_of_a_menu_is_done_by_mouse() {
    let mut hands = Hands::with_claims(&["28,500"]);
    hands.click("Check");
    hands.click("Mark opinion");
    assert!(hands.is("28,500", Status::Opinion));
}

#[test]
fn esc_closes_what_is_on_top_one_by_one() {
    let mut hands = Hands::with_claims(&["28,500"]);
    hands.select_text("fivefold");
    hands.press("E");
    assert_eq!(hands.focused(), "Title");
    hands.type_text("Alm");
    hands.press("Escape");
    assert!(hands.shows("New evidence"), "first the field loses the caret");
    hands.press("Escape");
    assert!(!hands.shows("New evidence") && hands.selected().is_some(), "then the form closes");
    hands.press("M");
    assert_eq!(hands.quotes(), ["fivefold", "28,500"], "the selected words are still there");
    hands.press("Ctrl+Z");
    hands.press("Escape");
    hands.press("Escape");
    hands.press("Escape");
    assert_eq!(hands.selected(), None, "last the card");
}

#[test]
fn preferences_are_used_at_once() {
    let mut hands = Hands::with_claims(&["28,500"]);
    hands.press("Ctrl+,");
    assert_eq!(hands.focused(), "Your initials");
    hands.press("Ctrl+A");
    hands.type_text("zz");
    hands.press("Escape");
    assert!(!hands.shows("Preferences"));
    hands.press("O");
    assert_eq!(hands.claim("28,500").status.as_ref().unwrap().by.initials, "zz");
}

#[test]
fn an_article_in_korean_is_read_out_and_marked() {
    let mut hands = Hands::open("회담 결렬\n\n주한미군은 약 28,500명이다. 미국은 다섯 배를 요구했다.\n");
    assert!(hands.shows("주한미군은 약 28,500명이다."));
    hands.mark("다섯 배");
    assert!(hands.shows("Claim 1, unchecked: 다섯 배"));
}

#[test]
fn the_smallest_window_still_has_everything() {
    let mut hands = Hands::with_claims(&["28,500"]);
    hands.harness.set_size(egui::vec2(820.0, 520.0));
    hands.settle();
    for name in ["Commands", "Claim 1, unchecked: 28,500", "1, unchecked, figure: 28,500"] {
        let rect = hands.thing(name).rect;
        assert!(rect.left() >= 0.0 && rect.right() <= 820.0, "{name} is at {rect:?}");
    }
}

#[test]
fn a_window_left_alone_asks_for_no_frame() {
    let mut hands = Hands::with_claims(&["28,500"]);
    hands.press("F6");
    hands.harness.run_steps(600);
    let delay = hands.harness.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay;
    assert!(delay > std::time::Duration::from_secs(60), "the next frame comes after {delay:?}");
}

#[test]
fn sources_are_looked_through_changed_and_deleted() {
    let mut hands = Hands::with_claims(&["28,500"]);
    hands.add_evidence("Almanac");
    hands.press("Ctrl+U");
    hands.click("New source…");
    assert_eq!(hands.focused(), "Title");
    hands.type_text("Yearbook");
    hands.press("Ctrl+Enter");
    let titles = |hands: &Hands| {
        let sources = hands.session().project().sources();
        sources.map(|source| source.details.title.clone()).collect::<Vec<_>>()
    };
    assert_eq!(titles(&hands), ["Almanac", "Yearbook"]);
    hands.click("Almanac   document · used once");
    hands.click("Delete source");
    assert_eq!(titles(&hands), ["Almanac", "Yearbook"], "a claim rests on it");
    hands.click("Title");
    hands.press("End");
    hands.type_text(" 2019");
    hands.click("Confidential: left out of every export");
    hands.click("Save source");
    assert_eq!(titles(&hands), ["Almanac 2019", "Yearbook"]);
    hands.click("Yearbook   person · not used yet");
    hands.click("Delete source");
    assert_eq!(titles(&hands), ["Almanac 2019"]);
    hands.press("Escape");
    hands.press("Ctrl+E");
    assert!(hands.shows("names and contacts of 1 confidential source"));
}

#[test]
fn a_status_cannot_be_set_where_a_story_can_only_be_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new.tickmark");
    let hands = Hands::with_claims(&["28,500"]);
    hands.session().save_order(&path).run().unwrap();
    let newer = std::fs::read_to_string(&path).unwrap().replace("\"reader\": 4", "\"reader\": 9");
    std::fs::write(&path, newer).unwrap();
    let mut hands = Hands::empty();
    hands.harness.state_mut().begin(Some(path), None);
    hands.wait_for("opened", |hands| hands.harness.state().session().is_some());
    assert!(hands.shows("newer Tickmark"));
    hands.press("N");
    assert_eq!(hands.selected().as_deref(), Some("28,500"));
    hands.press("O");
    hands.press("Delete");
    hands.press("1");
    hands.click("– Opinion");
    assert!(hands.is("28,500", Status::Unchecked));
    assert!(!hands.session().is_dirty());
}
