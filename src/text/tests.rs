//! Any text and any offset are taken.

use super::*;
use crate::model::Kind;
use std::ops::Range;

fn check_ranges(text: &str, ranges: &[Range<usize>]) {
    let mut end = 0;
    for range in ranges {
        assert!(range.start >= end && text.get(range.clone()).is_some(), "{range:?} of {text}");
        end = range.end;
    }
}

const TEXT: &str = "([a-zA-Zé]{1,6}|[0-9]{1,4}|[,.:;!?'’\u{201c}\u{201d}\u{ab}\u{bb}(){}\\[\\]%$€-]|[ \n\u{a0}]|만|年|한국|。|「|」|U\\.S\\.|Nov|million|fivefold|İ|\u{212a}|…|\u{301}){0,40}";

proptest::proptest! {
    #[test]
    fn ranges_are_in_order_and_on_boundaries(text in TEXT, wanted in TEXT) {
        check_ranges(&text, &words::all(&text));
        check_ranges(&text, &sentences::split(&text));
        check_ranges(&text, &names::runs(&text));
        check_ranges(&text, &quotations::quoted(&text));
        check_ranges(&text, &numbers::figures(&text).into_iter().map(|figure| figure.range).collect::<Vec<_>>());
        for range in find::quote(&text, &wanted).into_iter().chain(find::search(&text, &wanted)).chain(dates::find(&text)) {
            assert!(text.get(range).is_some());
        }
        kind::guess(&text);
        for finding in compare::passage(&text, Kind::Quotation, &wanted).into_iter().chain(compare::passage(&text, Kind::Other, &wanted)) {
            assert!(finding.place.is_none_or(|place| wanted.get(place).is_some()));
        }
    }

    #[test]
    fn offsets_may_be_anywhere(text in TEXT, byte in 0usize..300) {
        assert!(text.get(sentences::sentence_at(&text, byte)).is_some());
        assert!(text.get(words::word_at(&text, byte)).is_some());
        for step in [words::next_word_end, words::next_word_start, words::previous_word_start, words::previous_word_end] {
            assert!(text.is_char_boundary(step(&text, byte)));
        }
    }

    #[test]
    fn every_text_finds_itself(text in TEXT) {
        let found = find::quote(&text, &text);
        assert_eq!(found.len(), usize::from(!text.trim().is_empty()));
    }
}
