//! Every rule, every refusal, and what lapses a status.

use super::super::testing::{NOW, Story, details};
use super::super::{Draft, EvidenceId, KeptCopy, SourceKind, Stance};
use super::*;

fn text(text: &str) -> String {
    text.to_owned()
}

#[test]
fn a_refusal_says_what_is_missing_and_changes_nothing() {
    let mut story = Story::new();
    let (claim, other) = (story.claim("28,500"), story.claim("$1bn"));
    let used = story.source("Almanac");
    let piece = story.evidence(&other, &used, Stance::Supports);
    let through = story.claim("“No,”");
    story.go(Request::SetSameAs(through.clone(), Some(other.clone())));
    let gone = story.claim("he said");
    story.go(Request::DeleteClaim(gone.clone()));
    let (unknown, nothing) = (SourceId(text("s-1")), SourceId::default());
    let untitled = || Box::new(SourceDetails::new(SourceKind::Person, "  \t"));
    let new = EvidenceDetails { source: SourceChoice::New(untitled()), ..details(&used, "", Stance::Supports) };
    let absent = |what: &str| Refusal::Absent(text(what));
    let shared = Refusal::Shared { claim: other.clone(), quote: text("$1bn") };
    let id = || claim.clone();
    let table = [
        (Request::SetStatus(id(), Status::Verified), Refusal::NeedsEvidence, Some(Missing::SupportingEvidence)),
        (Request::SetStatus(id(), Status::Wrong), Refusal::NeedsChangeOrNote, Some(Missing::ChangeOrNote)),
        (Request::SetStatus(id(), Status::Query), Refusal::NeedsQuestion, Some(Missing::Question)),
        (Request::Decide(id(), Decision::Accepted, text("")), Refusal::NeedsChange, Some(Missing::Change)),
        (
            Request::AddEvidence(id(), details(&nothing, "", Stance::Supports)),
            Refusal::NeedsSource,
            Some(Missing::Source),
        ),
        (Request::AddEvidence(id(), new), Refusal::NeedsTitle, Some(Missing::SourceTitle)),
        (Request::AddSource(untitled(), Vec::new()), Refusal::NeedsTitle, Some(Missing::SourceTitle)),
        (Request::EditSource(used.clone(), untitled()), Refusal::NeedsTitle, Some(Missing::SourceTitle)),
        (Request::SetStatus(through.clone(), Status::Opinion), shared, None),
        (Request::SetSameAs(id(), Some(id())), Refusal::Circle, None),
        (Request::MergeClaims(id(), id()), Refusal::Circle, None),
        (Request::AddClaim { range: 5..6, kind: Kind::Other, risk: Risk::Low }, Refusal::EmptySpan, None),
        (Request::SetSpan(id(), 0..999), Refusal::EmptySpan, None),
        (Request::SplitClaim(id(), 0), Refusal::CutOutside, None),
        (Request::DeleteSource(used.clone()), Refusal::InUse(1), None),
        (Request::DeleteSource(unknown.clone()), absent("source “s-1”"), None),
        (Request::AddEvidence(id(), details(&unknown, "", Stance::Supports)), absent("source “s-1”"), None),
        (Request::DeleteEvidence(id(), piece.clone()), absent(&format!("evidence “{piece}”")), None),
        (Request::SetNote(gone.clone(), text("x")), absent(&format!("claim “{gone}”")), None),
        (Request::SetSameAs(id(), Some(gone.clone())), absent(&format!("claim “{gone}”")), None),
    ];
    for (request, refusal, missing) in table {
        let before = story.project.clone();
        assert_eq!(story.ask(request.clone()), Err(refusal.clone()), "{request:?}");
        assert_eq!(refusal.missing(), missing, "{refusal}");
        assert!(!refusal.hint().is_empty() && !refusal.to_string().ends_with('.'), "{refusal}");
        assert!(story.project == before, "{request:?} has changed something");
    }
}

#[test]
fn verified_needs_evidence_that_supports() {
    let table = [
        (&[][..], Err(Refusal::NeedsEvidence)),
        (&[Stance::Contradicts], Err(Refusal::NeedsEvidence)),
        (&[Stance::Background], Err(Refusal::NeedsEvidence)),
        (&[Stance::Contradicts, Stance::Background], Err(Refusal::NeedsEvidence)),
        (&[Stance::Supports], Ok(None)),
        (&[Stance::Supports, Stance::Contradicts], Ok(None)),
    ];
    for (stances, expected) in table {
        let mut story = Story::new();
        let (claim, source) = (story.claim("28,500"), story.source("Almanac"));
        for stance in stances {
            story.evidence(&claim, &source, *stance);
        }
        assert_eq!(story.ask(Request::SetStatus(claim.clone(), Status::Verified)), expected, "{stances:?}");
        assert_eq!(story.standing(&claim).conflicting, stances.len() == 2 && expected.is_ok(), "{stances:?}");
    }
}

#[test]
fn a_status_records_who_set_it_when_and_on_what() {
    let mut story = Story::new();
    let claim = story.verified("28,500");
    let record = story.get(&claim).status.clone().unwrap();
    assert_eq!((record.status, record.by.initials.as_str(), record.at), (Status::Verified, "ak", NOW));
    assert_eq!(record.basis, story.get(&claim).basis());
    story.go(Request::SetStatus(claim.clone(), Status::Unchecked));
    assert_eq!(story.get(&claim).status, None);
}

#[test]
fn wrong_needs_a_change_or_a_note_query_a_question_and_the_rest_nothing() {
    let change = |id: &ClaimId| Request::SuggestChange(id.clone(), Some(text("27,000")));
    let strike = |id: &ClaimId| Request::SuggestChange(id.clone(), Some(text("")));
    let note = |id: &ClaimId| Request::SetNote(id.clone(), text("counts reserves"));
    let blank_note = |id: &ClaimId| Request::SetNote(id.clone(), text(" \n"));
    let question = |id: &ClaimId| Request::SetQuestion(id.clone(), text("Who counted?"));
    let blank_question = |id: &ClaimId| Request::SetQuestion(id.clone(), text(" "));
    type Fill = fn(&ClaimId) -> Request;
    let table: [(Status, Option<Fill>, Result<(), Refusal>); 10] = [
        (Status::Wrong, Some(change), Ok(())),
        (Status::Wrong, Some(strike), Ok(())),
        (Status::Wrong, Some(note), Ok(())),
        (Status::Wrong, Some(blank_note), Err(Refusal::NeedsChangeOrNote)),
        (Status::Wrong, Some(question), Err(Refusal::NeedsChangeOrNote)),
        (Status::Query, Some(question), Ok(())),
        (Status::Query, Some(blank_question), Err(Refusal::NeedsQuestion)),
        (Status::Query, Some(note), Err(Refusal::NeedsQuestion)),
        (Status::Opinion, None, Ok(())),
        (Status::CantConfirm, None, Ok(())),
    ];
    for (row, (status, fill, expected)) in table.into_iter().enumerate() {
        let mut story = Story::new();
        let claim = story.claim("28,500");
        fill.into_iter().for_each(|fill| drop(story.go(fill(&claim))));
        assert_eq!(story.ask(Request::SetStatus(claim, status)).map(drop), expected, "row {row}: {status}");
    }
}

#[test]
fn a_status_lapses_when_what_it_rests_on_changes_and_undo_brings_it_back() {
    type Change = fn(&mut Story, &ClaimId, &EvidenceId) -> Request;
    let edited = |story: &Story, claim: &ClaimId| EvidenceDetails::of(&story.get(claim).evidence[0]);
    let table: [(&str, Change, bool); 14] = [
        ("evidence deleted", |_, id, piece| Request::DeleteEvidence(id.clone(), piece.clone()), true),
        (
            "other passage",
            |story, id, piece| {
                let details =
                    EvidenceDetails { passage: text("28,000"), ..EvidenceDetails::of(&story.get(id).evidence[0]) };
                Request::EditEvidence(id.clone(), piece.clone(), details)
            },
            true,
        ),
        (
            "other locator",
            |story, id, piece| {
                let details =
                    EvidenceDetails { locator: text("p. 9"), ..EvidenceDetails::of(&story.get(id).evidence[0]) };
                Request::EditEvidence(id.clone(), piece.clone(), details)
            },
            true,
        ),
        (
            "other stance",
            |story, id, piece| {
                let stance = Stance::Contradicts;
                let details = EvidenceDetails { stance, ..EvidenceDetails::of(&story.get(id).evidence[0]) };
                Request::EditEvidence(id.clone(), piece.clone(), details)
            },
            true,
        ),
        (
            "other source",
            |story, id, piece| {
                let source = story.source("Yearbook");
                Request::EditEvidence(id.clone(), piece.clone(), details(&source, "p. 1", Stance::Supports))
            },
            true,
        ),
        (
            "more evidence",
            |story, id, _| {
                let source = story.source("Yearbook");
                Request::AddEvidence(id.clone(), details(&source, "", Stance::Background))
            },
            true,
        ),
        ("more words", |story, id, _| Request::SetSpan(id.clone(), story.find("28,500 troops")), true),
        ("fewer words", |story, id, _| Request::SetSpan(id.clone(), story.find("28")), true),
        ("cut", |story, id, _| Request::SplitClaim(id.clone(), story.find("500").start), true),
        ("a note", |_, id, _| Request::SetNote(id.clone(), text("see p. 2")), false),
        ("a question", |_, id, _| Request::SetQuestion(id.clone(), text("Who?")), false),
        ("a flag", |_, id, _| Request::SetFlag(id.clone(), Flag::Legal, true), false),
        ("another kind", |_, id, _| Request::SetKind(id.clone(), Kind::DateOrTime), false),
        ("a change", |_, id, _| Request::SuggestChange(id.clone(), Some(text("27,000"))), false),
    ];
    for (name, change, lapses) in table {
        let mut story = Story::new();
        let claim = story.verified("28,500");
        let piece = story.get(&claim).evidence[0].id.clone();
        assert_eq!(edited(&story, &claim).locator, "p. 1");
        let request = change(&mut story, &claim, &piece);
        story.go(request);
        let expected = if lapses { "recheck, was verified" } else { "verified" };
        assert_eq!(story.words(&claim), expected, "{name}");
        assert_eq!(story.standing(&claim).settled, !lapses, "{name}");
        story.undo().unwrap();
        assert_eq!(story.words(&claim), "verified", "{name} undone");
        story.redo().unwrap();
        assert_eq!(story.words(&claim), expected, "{name} done again");
    }
}

#[test]
fn taking_away_what_a_status_needed_lapses_it_too() {
    let mut story = Story::new();
    let claim = story.claim("28,500");
    story.go(Request::SetNote(claim.clone(), text("counts reserves")));
    story.go(Request::SetStatus(claim.clone(), Status::Wrong));
    story.go(Request::SetNote(claim.clone(), text("")));
    assert_eq!(story.words(&claim), "recheck, was wrong");
    story.undo().unwrap();
    assert_eq!(story.words(&claim), "wrong");
    story.go(Request::SetQuestion(claim.clone(), text("Who?")));
    story.go(Request::SetStatus(claim.clone(), Status::Query));
    story.go(Request::SetQuestion(claim.clone(), text("")));
    assert_eq!(story.words(&claim), "recheck, was query");
}

#[test]
fn a_status_set_again_after_a_lapse_counts_again() {
    let mut story = Story::new();
    let claim = story.verified("28,500");
    story.go(Request::SetSpan(claim.clone(), story.find("28,500 troops")));
    assert_eq!(story.standing(&claim).counted(), Status::Unchecked);
    story.go(Request::SetStatus(claim.clone(), Status::Verified));
    assert_eq!(story.words(&claim), "verified");
    let steps = story.project.history.entries().len();
    story.go(Request::SetStatus(claim.clone(), Status::Verified));
    assert_eq!(story.project.history.entries().len(), steps, "what is so already is no entry");
}

#[test]
fn a_claim_that_is_the_same_as_another_shares_its_verification_while_its_words_stay() {
    let mut story = Story::of(&["Some 28,500 troops.", "Again 28,500 troops."]);
    let first = story.verified("28,500");
    let start = story.find("Again").start;
    let second =
        ClaimId(story.go(Request::AddClaim { range: start + 6..start + 12, kind: Kind::Figure, risk: Risk::Normal }));
    story.go(Request::SetSameAs(second.clone(), Some(first.clone())));
    let standing = story.standing(&second);
    assert_eq!((standing.words().as_str(), standing.through.as_ref()), ("verified", Some(&first)));
    assert!(standing.settled);
    story.go(Request::SetSpan(second.clone(), start + 6..start + 19));
    assert_eq!((story.words(&second).as_str(), story.words(&first).as_str()), ("recheck, was verified", "verified"));
    story.undo().unwrap();
    story.go(Request::SetSpan(first.clone(), story.find("28,500 troops")));
    assert_eq!(story.words(&second), "recheck, was verified", "the root has lapsed");
    story.undo().unwrap();
    story.go(Request::SetSameAs(second.clone(), None));
    assert_eq!((story.words(&second), story.standing(&second).through), (text("unchecked"), None));
}

#[test]
fn same_as_goes_through_others_and_never_in_a_circle() {
    let mut story = Story::new();
    let (a, b, c) = (story.verified("28,500"), story.claim("$1bn"), story.claim("“No,”"));
    story.go(Request::SetSameAs(b.clone(), Some(a.clone())));
    story.go(Request::SetSameAs(c.clone(), Some(b.clone())));
    assert_eq!((story.words(&c).as_str(), story.standing(&c).through), ("verified", Some(a.clone())));
    for (from, to) in [(&a, &b), (&a, &c), (&b, &c)] {
        assert_eq!(story.ask(Request::SetSameAs(from.clone(), Some(to.clone()))), Err(Refusal::Circle), "{from} {to}");
    }
    story.go(Request::DeleteClaim(b.clone()));
    assert_eq!(story.words(&c), "unchecked", "the claim between is gone");
    story.undo().unwrap();
    assert_eq!(story.words(&c), "verified");
}

#[test]
fn a_decision_needs_a_change_and_overruling_a_reason() {
    let mut story = Story::new();
    let claim = story.claim("28,500");
    let decide = |decision, reason: &str| Request::Decide(claim.clone(), decision, text(reason));
    story.go(Request::SuggestChange(claim.clone(), Some(text("27,000"))));
    for blank in ["", " \n"] {
        assert_eq!(story.ask(decide(Decision::Overruled, blank)), Err(Refusal::NeedsReason));
    }
    assert_eq!(Refusal::NeedsReason.missing(), Some(Missing::Reason));
    story.go(decide(Decision::Overruled, " the ministry’s own count "));
    let change = story.get(&claim).change.clone().unwrap();
    assert_eq!((change.decision, change.reason.as_str()), (Decision::Overruled, "the ministry’s own count"));
    story.go(Request::SuggestChange(claim.clone(), Some(text("26,000"))));
    let change = story.get(&claim).change.clone().unwrap();
    assert_eq!((change.decision, change.reason.as_str()), (Decision::Proposed, ""), "other words are decided anew");
}

#[test]
fn a_source_in_use_stays() {
    let mut story = Story::new();
    let claim = story.verified("28,500");
    let source = story.get(&claim).evidence[0].source.clone();
    let piece = story.get(&claim).evidence[0].id.clone();
    assert_eq!(story.ask(Request::DeleteSource(source.clone())), Err(Refusal::InUse(1)));
    story.go(Request::DeleteEvidence(claim, piece));
    story.go(Request::DeleteSource(source.clone()));
    assert!(story.project.source(&source).is_none());
    story.undo().unwrap();
    assert!(story.project.source(&source).is_some());
}

#[test]
fn a_split_leaves_two_claims_with_the_same_evidence() {
    let mut story = Story::new();
    let claim = story.verified("Seoul pays $1bn. Some 28,500 troops stay.");
    story.go(Request::SetFlag(claim.clone(), Flag::Legal, true));
    story.go(Request::SetRisk(claim.clone(), Risk::High));
    let second = ClaimId(story.go(Request::SplitClaim(claim.clone(), story.find("Some").start)));
    let (one, two) = (story.get(&claim), story.get(&second));
    assert_eq!(
        (one.anchor.quote.as_str(), two.anchor.quote.as_str()),
        ("Seoul pays $1bn.", "Some 28,500 troops stay.")
    );
    assert_eq!((two.risk, &two.flags, two.kind), (Risk::High, &one.flags, one.kind));
    assert_eq!((one.evidence[0].source.clone(), one.evidence().count()), (two.evidence[0].source.clone(), 1));
    assert_ne!(one.evidence[0].id, two.evidence[0].id);
    assert_eq!((story.words(&claim).as_str(), story.words(&second).as_str()), ("recheck, was verified", "unchecked"));
    story.undo().unwrap();
    assert_eq!(story.words(&claim), "verified");
    assert!(story.project.claim(&second).is_none());
}

#[test]
fn a_cut_must_leave_words_on_both_sides() {
    let mut story = Story::new();
    let range = story.find("Some 28,500");
    let claim = story.claim("Some 28,500");
    let table = [(range.start, false), (range.end, false), (range.start + 4, true), (usize::MAX, false), (0, false)];
    for (at, fits) in table {
        let made = story.ask(Request::SplitClaim(claim.clone(), at));
        assert_eq!(made.is_ok(), fits, "at {at}");
        if fits {
            story.undo().unwrap();
        }
    }
    let quotation = story.claim("“No,”");
    let inside = story.find("“No,”").start + 1;
    assert_eq!(story.ask(Request::SplitClaim(quotation, inside)), Err(Refusal::CutOutside), "in a character");
}

#[test]
fn a_merge_takes_over_words_evidence_notes_and_flags() {
    let mut story = Story::new();
    let (first, second) = (story.claim("Seoul pays $1bn."), story.verified("28,500"));
    story.go(Request::SetNote(first.clone(), text("one")));
    story.go(Request::SetNote(second.clone(), text("two")));
    story.go(Request::SetQuestion(second.clone(), text("Who?")));
    story.go(Request::SetAnswer(second.clone(), text("The ministry.")));
    story.go(Request::SetFlag(second.clone(), Flag::Sensitive, true));
    let made = story.go(Request::MergeClaims(first.clone(), second.clone()));
    assert_eq!(made, first.0);
    let claim = story.get(&first);
    assert_eq!(claim.anchor.quote, "Seoul pays $1bn. Some 28,500");
    assert_eq!((claim.note.as_str(), claim.question.as_str()), ("one\ntwo", "Who?"));
    assert_eq!(claim.answer, "The ministry.");
    assert_eq!((claim.evidence().count(), claim.flags.contains(&Flag::Sensitive)), (1, true));
    assert!(story.project.claim(&second).is_none());
    story.undo().unwrap();
    assert_eq!((story.get(&first).note.as_str(), story.words(&second).as_str()), ("one", "verified"));
}

#[test]
fn a_merge_loses_neither_a_wording_nor_those_that_share_the_verification() {
    let mut story = Story::new();
    let (first, second, third) = (story.claim("Seoul pays $1bn."), story.claim("28,500"), story.claim("“No,”"));
    story.go(Request::SuggestChange(second.clone(), Some(text("28,400"))));
    story.go(Request::SetSameAs(third.clone(), Some(second.clone())));
    story.go(Request::MergeClaims(first.clone(), second));
    assert_eq!(story.get(&first).note, "“28,500” → “28,400”");
    assert_eq!(story.get(&third).same_as.as_ref().map(|same| &same.claim), Some(&first));
}

#[test]
fn a_span_is_the_words_without_the_space_around_them() {
    let mut story = Story::new();
    let table: [(Range<usize>, Option<&str>); 6] = [
        (0..6, Some("Seoul")),
        (5..11, Some("pays")),
        (4..4, None),
        (10..11, None),
        (900..901, None),
        #[expect(clippy::reversed_empty_ranges, reason = "a range the wrong way round must be refused")]
        (9..2, None),
    ];
    for (range, expected) in table {
        let claim = story.claim("28,500");
        let made = story.ask(Request::SetSpan(claim.clone(), range.clone()));
        match expected {
            Some(quote) => {
                assert!(made.is_ok());
                assert_eq!(story.get(&claim).anchor.quote, quote, "{range:?}");
            }
            None => assert_eq!(made, Err(Refusal::EmptySpan), "{range:?}"),
        }
    }
}

#[test]
fn setting_blocks_aside_ignores_those_that_are_so_already_or_not_there() {
    let mut story = Story::of(&["One.", "Two.", "Three."]);
    story.go(Request::SetAside { blocks: vec![1], aside: true });
    let entries = story.project.history.entries().len();
    story.go(Request::SetAside { blocks: vec![1, 2, 99], aside: true });
    let aside = |draft: &Draft| draft.blocks.iter().map(|block| block.aside).collect::<Vec<_>>();
    assert_eq!(aside(&story.project.drafts[0]), [false, true, true]);
    assert_eq!(story.project.history.entries().len(), entries + 1);
    story.undo().unwrap();
    story.undo().unwrap();
    assert_eq!(aside(&story.project.drafts[0]), [false; 3]);
}

#[test]
fn a_changed_source_keeps_its_copies_and_a_copy_is_kept_once() {
    let mut story = Story::new();
    let source = story.source("Almanac");
    let copy = KeptCopy {
        sha256: "a".repeat(64),
        name: text("a.pdf"),
        bytes: 1,
        at: NOW,
        from: text(""),
        extra: Extra::new(),
    };
    story.go(Request::KeepCopy(source.clone(), copy.clone()));
    story.go(Request::KeepCopy(source.clone(), copy));
    let mut details = SourceDetails::new(SourceKind::Book, " The Almanac ");
    details.url = text("https://example.org");
    details.confidential = true;
    story.go(Request::EditSource(source.clone(), Box::new(details)));
    let now = story.project.source(&source).unwrap();
    assert_eq!((now.details.title.as_str(), now.details.kind, now.kept.len()), ("The Almanac", SourceKind::Book, 1));
    assert!(now.details.confidential);
    story.undo().unwrap();
    let now = story.project.source(&source).unwrap();
    assert_eq!((now.details.title.as_str(), now.details.url.as_str(), now.kept.len()), ("Almanac", "", 1));
}

#[test]
fn a_note_of_the_writer_is_marked_kept_corrected_and_undone() {
    let mut story = Story::new();
    let take = |range| Request::TakeNote { range, kind: Kind::Figure, note: text("Almanac, p. 3") };
    let claim = ClaimId(story.go(take(story.find("28,500"))));
    let there = story.get(&claim);
    assert_eq!((there.anchor.quote.as_str(), there.source_note.as_str()), ("28,500", "Almanac, p. 3"));
    assert_eq!((there.kind, there.risk, story.words(&claim).as_str()), (Kind::Figure, Risk::Normal, "unchecked"));
    assert_eq!(story.ask(take(3..3)), Err(Refusal::EmptySpan));
    story.go(Request::SetSourceNote(claim.clone(), text("Almanac, p. 4")));
    assert_eq!(story.get(&claim).source_note, "Almanac, p. 4");
    story.undo().unwrap();
    assert_eq!(story.get(&claim).source_note, "Almanac, p. 3");
    story.undo().unwrap();
    assert!(story.project.claim(&claim).is_none());
    story.redo().unwrap();
    assert_eq!(story.get(&claim).source_note, "Almanac, p. 3");
}

#[test]
fn notes_of_the_writer_are_copied_by_a_split_and_joined_by_a_merge() {
    let mut story = Story::new();
    let first = story.claim("Seoul pays $1bn.");
    story.go(Request::SetSourceNote(first.clone(), text("treaty\np. 1")));
    let part = ClaimId(story.go(Request::SplitClaim(first.clone(), 5)));
    assert_eq!(story.get(&part).source_note, "treaty\np. 1");
    let third = story.claim("28,500");
    story.go(Request::SetSourceNote(third.clone(), text("army")));
    story.go(Request::MergeClaims(first.clone(), part));
    assert_eq!(story.get(&first).source_note, "treaty\np. 1", "what both say is there once");
    story.go(Request::MergeClaims(first.clone(), third.clone()));
    assert_eq!(story.get(&first).source_note, "treaty\np. 1\n\narmy");
    story.undo().unwrap();
    assert_eq!(
        (story.get(&first).source_note.as_str(), story.get(&third).source_note.as_str()),
        ("treaty\np. 1", "army")
    );
}

#[test]
fn two_notes_are_joined_without_saying_anything_twice() {
    let table = [("", "", ""), ("a", "", "a"), ("", "b", "b"), ("a", "a", "a"), ("a\n\nb", "b\n\nc", "a\n\nb\n\nc")];
    for (one, two, joined) in table {
        assert_eq!(crate::model::join_notes(one, two), joined);
    }
}
