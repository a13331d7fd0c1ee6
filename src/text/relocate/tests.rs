//! What becomes of claims, and that they are never attached to words they were not made about.

use super::*;
use proptest::prelude::*;

fn compare(old: &str, new: &str) -> Comparison {
    Comparison::new(old, new, &mut |_| true).unwrap()
}

/// `old` and `new` hold the claim and its place in brackets; `expected` is the key of the outcome, with "+typography"
/// and "+around" where it says so.
fn check(old: &str, new: &str, expected: &str) {
    let bare = |text: &str| text.replace(['⟦', '⟧'], "");
    let marked = |text: &str| {
        let start = text.find('⟦')?;
        Some(start..text.find('⟧')? - '⟦'.len_utf8())
    };
    let (old_text, new_text) = (bare(old), bare(new));
    let outcome = compare(&old_text, &new_text).outcome(marked(old).unwrap());
    let (typography, around) = match &outcome {
        Outcome::Carried { typography, around, .. } | Outcome::Moved { typography, around, .. } => {
            (*typography, *around)
        }
        _ => (false, false),
    };
    let mut found = outcome.key().to_owned();
    found.push_str(if typography { "+typography" } else { "" });
    found.push_str(if around { "+around" } else { "" });
    assert_eq!(found, expected, "{old}\n→ {new}\n{outcome:?}");
    let text = |range: Range<usize>| new_text[range].to_owned();
    assert_eq!(outcome.place().map(text), marked(new).map(text), "{old}\n→ {new}");
    if let Some(range) = outcome.place() {
        assert_eq!(Some(range), marked(new), "{old}\n→ {new}");
    }
}

#[test]
fn carries_what_stayed() {
    check("One. ⟦Two two.⟧ Three.", "One. ⟦Two two.⟧ Three.", "carried");
    check("One is here. He has ⟦28,500⟧ men. End.", "New start. One is here. He has ⟦28,500⟧ men. End.", "carried");
    check(
        "We met. He left ⟦Paris⟧ on Monday morning with a bag. It rained.",
        "We met. He left ⟦Paris⟧ on Tuesday morning with a bag. It rained.",
        "carried+around",
    );
}

#[test]
fn splitting_and_joining_paragraphs_opens_nothing() {
    let parted = "The ferry left at noon. ⟦Nobody saw it go.⟧\n\nIt came back at night.";
    let joined = "The ferry left at noon.\n\n⟦Nobody saw it go.⟧ It came back at night.";
    check(parted, joined, "carried");
    check(joined, parted, "carried");
    check("⟦List of ferries in Norway⟧\n\nHe left.", "⟦List of ferries in Norway⟧ He left.", "carried");
    check("a ferry that ⟦left at\n\nnoon⟧ is gone", "a ferry that ⟦left at noon⟧ is gone", "carried+typography");
}

#[test]
fn finds_what_moved() {
    let old = "⟦The ferry left at noon on Monday.⟧\n\nIt came back at night. Nobody was on it.\n\nThe end was near.";
    let new = "It came back at night. Nobody was on it.\n\n⟦The ferry left at noon on Monday.⟧\n\nThe end was near.";
    check(old, new, "moved");
    let outcome = compare(&old.replace(['⟦', '⟧'], ""), &new.replace(['⟦', '⟧'], "")).outcome(4..9);
    assert!(matches!(outcome, Outcome::Moved { from: 0, to: 1, .. }), "{outcome:?}");
    assert_eq!(outcome.reason(), "Same words, moved from paragraph 1 to paragraph 2");
}

#[test]
fn typography_opens_nothing() {
    let table = [
        ("She said “⟦we – all of us – won⟧” twice.", "She said \"⟦we — all of us — won⟧\" twice."),
        ("It is ⟦“fine”, he said⟧ today.", "It is ⟦«fine», he  said⟧ today."),
        ("The ⟦cooperation⟧ of states.", "The ⟦coop\u{ad}eration⟧ of states."),
        ("The ⟦fact-check⟧ desk.", "The ⟦fact\u{2011}check⟧ desk."),
        ("The ⟦café ﬁnally⟧ opened.", "The ⟦cafe\u{301} finally⟧ opened."),
        ("About ⟦２８，５００⟧ men.", "About ⟦28,500⟧ men."),
        ("It fell to ⟦-5⟧ degrees.", "It fell to ⟦−5⟧ degrees."),
        ("⟦회담이⟧ 끝났다.", "⟦\u{1112}\u{116c}\u{1103}\u{1161}\u{11b7}\u{110b}\u{1175}⟧ 끝났다."),
        ("⟦使用 Rust 语言⟧很好。", "⟦使用Rust语言⟧很好。"),
    ];
    for (old, new) in table {
        check(old, new, "carried+typography");
    }
}

#[test]
fn a_changed_figure_name_or_negation_is_changed() {
    let table = [
        ("Seoul has ⟦28,500⟧ troops.", "Seoul has ⟦28,600⟧ troops."),
        ("Seoul has ⟦28.5⟧ troops.", "Seoul has ⟦28,5⟧ troops."),
        ("It was ⟦5⟧ degrees.", "It was ⟦-5⟧ degrees."),
        ("It was ⟦5 degrees⟧ in Oslo.", "It was ⟦−5 degrees⟧ in Oslo."),
        ("Of ⟦20-30⟧ men.", "Of ⟦2030⟧ men."),
        ("Of ⟦20⟧ men.", "Of ⟦20–30⟧ men."),
        ("He met ⟦Ada Quill⟧ there.", "He met ⟦Ida Quill⟧ there."),
        ("He met ⟦Polish⟧ men.", "He met ⟦polish⟧ men."),
        ("⟦He did sign the deal.⟧", "⟦He did not sign the deal.⟧"),
        ("⟦He can leave the town today⟧.", "⟦He can't leave the town today⟧."),
        ("⟦三月五日⟧他离开了巴黎。", "⟦三月六日⟧他离开了巴黎。"),
        ("회담이 ⟦다섯 번⟧ 열렸다고 한다.", "회담이 ⟦여섯 번⟧ 열렸다고 한다."),
    ];
    for (old, new) in table {
        check(old, new, "changed");
    }
}

#[test]
fn what_was_deleted_is_gone() {
    check("He left. ⟦The King of Norway waited.⟧ It rained.", "He left. It rained.", "gone");
    check("He left the ⟦very⟧ old town in spring.", "He left the old town in spring.", "gone");
    // The same words in another sentence are no place for the claim.
    check(
        "The King waited for ⟦300⟧ men. It rained all day. He had 300 dogs.",
        "It rained all day. He had 300 dogs.",
        "gone",
    );
    let outcome = compare("He paid 300. She has 300 dogs.", "She has 300 dogs.").outcome(8..11);
    assert_eq!(outcome, Outcome::Gone { sentence: None, elsewhere: std::iter::once(8..11).collect() });
}

#[test]
fn repeated_sentences_are_told_apart_by_their_neighbours_or_not_at_all() {
    let old = "Ada spoke. ⟦He agreed.⟧ Ben spoke. He agreed. Cy spoke.";
    check(old, "Ada spoke. ⟦He agreed.⟧ Ben spoke. Cy spoke.", "carried");
    check(old, "Ada spoke. Ben spoke. He agreed. Cy spoke.", "gone");
    // One of two goes, and nothing tells which.
    check("Ada spoke. ⟦He agreed.⟧ He agreed. Cy spoke.", "Ada spoke. He agreed. Cy spoke.", "unsure");
    check("Ada spoke. He agreed. ⟦He agreed.⟧ Cy spoke.", "Ada spoke. He agreed. Cy spoke.", "unsure");
    check("Ada spoke. ⟦He agreed.⟧ Cy spoke.", "Ada spoke. He agreed. He agreed. Cy spoke.", "unsure");
    check(
        "Ada spoke. ⟦He agreed.⟧ He agreed. Cy spoke.",
        "Ada spoke. He agreed. He agreed. He agreed. Cy spoke.",
        "unsure",
    );
    // The sentence behind was edited, and tells all the same.
    check(
        "Page six. Pages seven to nine look alike. ⟦Passport form.⟧ Page ten and the cover. End.",
        "Page six. Passport form. Page seven. ⟦Passport form.⟧ Page ten and the back cover. End.",
        "carried",
    );
    check("⟦No.⟧ Yes. No. Yes. No. Yes.", "No. Yes. No. Yes.", "unsure");
    // Deleted here, and new there: moved or written once more.
    check("Ada spoke. ⟦He agreed.⟧ Ben spoke. Cy spoke.", "Ada spoke. Ben spoke. Cy spoke. He agreed.", "unsure");
}

#[test]
fn follows_sentences_that_were_joined_or_split() {
    let two = "The ferry left at noon on Monday. Nobody in ⟦the town saw⟧ it. It ended.";
    let one = "The ferry left at noon on Monday, and nobody in ⟦the town saw⟧ it. It ended.";
    check(two, one, "carried+around");
    check(one, two, "carried+around");
}

#[test]
fn a_word_that_another_sentence_has_as_well_may_be_another() {
    let old = "It began. The ferry left ⟦Oslo⟧ at noon. It ended.";
    check(old, "It began. Trains reach Oslo by the evening. It ended.", "unsure");
    check(old, "It began. The ferry left ⟦Oslo⟧ in the evening. It ended.", "carried+around");
}

#[test]
fn a_short_sentence_among_strangers_may_be_another() {
    check(
        "Rain fell on the town. Ada left for Oslo. ⟦He agreed.⟧ Ben slept. Snow came early.",
        "Markets rose again. Trade was brisk. He agreed. Prices doubled within weeks. Banks closed.",
        "unsure",
    );
}

#[test]
fn is_not_led_astray_by_near_copies() {
    check(
        "It began. ⟦The minister paid 300 euros for the boat in May.⟧ It ended.",
        "The minister paid 900 euros for the boat in May. It began. ⟦The minister paid 300 euros for the boat in May.⟧ It ended.",
        "carried",
    );
    // A quotation that is taken from one and given to another.
    check(
        "Ada Quill said in Oslo: ⟦“We shall never leave this place again”⟧. Rain fell on the town. Ben Moss was silent.",
        "Ada Quill said in Oslo nothing. Rain fell on the town. Ben Moss: “We shall never leave this place again”.",
        "unsure",
    );
}

#[test]
fn any_texts_and_spans_are_taken() {
    for (old, new) in [("", ""), ("", "a"), ("a b", ""), (" \n\n ", "a"), ("\u{ad}", "\u{ad}")] {
        let comparison = compare(old, new);
        for span in [0..0, 0..1, 1..99, 99..200] {
            assert_eq!(comparison.outcome(span).place(), None, "{old:?} {new:?}");
        }
    }
}

#[test]
fn names_the_places_that_fit() {
    let old = "Ada spoke. He had 300 men. He had 300 men. Cy had 300 dogs.";
    let new = "Ada spoke. He had 300 men. Cy had 300 dogs.";
    let outcome = compare(old, new).outcome(18..21);
    assert_eq!(outcome, Outcome::Unsure { doubt: Doubt::Repeated, candidates: std::iter::once(18..21).collect() });
    assert_eq!(outcome.reason(), "Its sentence stands there several times, and nothing tells which is which");
}

#[test]
fn can_be_stopped() {
    let text = "He left. She stayed. ".repeat(50);
    for stop in 0..4 {
        let mut calls = 0;
        let mut watch = |_| {
            calls += 1;
            calls <= stop
        };
        assert!(Comparison::new(&text, "Other words.", &mut watch).is_none());
    }
}

#[test]
fn lists_what_nobody_has_read() {
    let old = "One is here. Two men left “Paris”. Three is last.";
    let new = "One is here. Two men left \"Paris\". Nobody knew. Three was last.";
    let fresh: Vec<_> =
        compare(old, new).fresh().into_iter().map(|f| (&new[f.place], f.was.map(|was| &old[was]))).collect();
    assert_eq!(fresh, [("Nobody knew.", None), ("Three was last.", Some("Three is last."))]);
    let relations: Vec<Relation> = compare(old, new).pairs().into_iter().map(|pair| pair.relation).collect();
    assert_eq!(relations, [Relation::Same, Relation::Typography, Relation::Edited]);
    assert_eq!(
        compare("He left. It rained a lot.", "It rained a lot.").dropped(),
        std::iter::once(0..8).collect::<Vec<_>>()
    );
}

const HIDDEN: char = '\u{ad}';
const WORD: &str = "(the|The|men|left|Paris|not|5|28,500|1\\.5|he|said|won|café|軍|隊|한국|can't|“so”|U\\.S\\.)";
const MARK: &str = "( |  |, |\\. |\\. |\\.\n\n|-| – |−|\n|\u{ad}|\u{a0})";

fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec((WORD, MARK), 0..40)
        .prop_map(|pieces| pieces.into_iter().map(|(word, mark)| word + &mark).collect())
}

/// Cuts, doubles, moves and replaces pieces of a text.
fn edited(text: &str, edits: &[(usize, usize, u8, String)]) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for (at, length, kind, word) in edits {
        let start = at % (chars.len() + 1);
        let end = (start + length % 30).min(chars.len());
        let piece: Vec<char> = chars[start..end].to_vec();
        match kind % 4 {
            0 => drop(chars.drain(start..end)),
            1 => drop(chars.splice(end..end, piece)),
            2 => drop(chars.splice(start..end, word.chars())),
            _ => {
                chars.drain(start..end);
                let to = (at / 7) % (chars.len() + 1);
                chars.splice(to..to, piece);
            }
        }
    }
    chars.into_iter().collect()
}

/// A crude reading of what typography is, independent of the one under test: letters, figures and marks in NFKC, with
/// all quotation marks one, all dashes one, and no space.
fn crude(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let seen = text.nfkc().filter(|c| !c.is_whitespace() && *c != '\u{ad}');
    let same = |c| match c {
        '“' | '”' | '’' | '\'' => '"',
        '–' | '−' => '-',
        _ => c,
    };
    let form: String = seen.map(same).collect();
    // Two hyphens are how a typewriter sets a dash.
    form.replace("--", "-")
}

proptest! {
    #[test]
    fn what_is_carried_or_moved_has_the_same_words(
        old in text(),
        edits in proptest::collection::vec((0usize..400, 0usize..60, 0u8..4, WORD), 0..8),
        spans in proptest::collection::vec((0usize..400, 1usize..60), 1..12),
    ) {
        let new = edited(&old, &edits);
        let comparison = compare(&old, &new);
        for (start, length) in spans {
            let span = old.floor_char_boundary(start)..old.floor_char_boundary(start + length);
            let outcome = comparison.outcome(span.clone());
            if let Some(place) = outcome.place() {
                prop_assert!(new.get(place.clone()).is_some() && !place.is_empty(), "{:?}", outcome);
            }
            if let Outcome::Carried { place, typography, .. } | Outcome::Moved { place, typography, .. } = outcome {
                let (was, is) = (old[span].trim(), &new[place]);
                prop_assert_eq!(crude(was), crude(is), "{:?} → {:?}", old, new);
                prop_assert!(typography || was.trim_matches(HIDDEN) == is.trim_matches(HIDDEN));
            }
        }
        for fresh in comparison.fresh() {
            prop_assert!(new.get(fresh.place).is_some());
        }
    }

    #[test]
    fn nothing_changes_where_nothing_changed(text in text(), start in 0usize..400, length in 1usize..60) {
        let comparison = compare(&text, &text);
        let span = text.floor_char_boundary(start)..text.floor_char_boundary(start + length);
        let carried = matches!(comparison.outcome(span.clone()), Outcome::Carried { typography: false, around: false, .. });
        prop_assert!(carried || text[span].trim_matches(|c: char| c.is_whitespace() || c == HIDDEN).is_empty());
        prop_assert!(comparison.fresh().is_empty());
    }
}
