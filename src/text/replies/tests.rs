//! Small files that come back.

#![allow(clippy::unwrap_used, clippy::panic, reason = "the helpers are test code outside of test functions")]

use super::*;
use crate::model::{Anchor, Block, BlockKind, Extra, Kind, Risk};

/// A story with a query and a change, and the file as it comes back.
fn story() -> (Project, Draft) {
    let text = "Some 28,500 troops are there. They left at dawn, he said. Nobody knows why.";
    let mut draft = Draft { number: 1, text: text.to_owned(), ..Draft::default() };
    draft.blocks.push(Block::new(BlockKind::Paragraph, 0..text.len()));
    let mut project = Project::default();
    for (id, quote, wording) in
        [("t-1", "28,500 troops", Some("27,500 troops")), ("t-2", "at dawn", None), ("t-3", ", he said", Some(""))]
    {
        let start = text.find(quote).unwrap();
        let anchor = Anchor::new(&draft, start..start + quote.len()).unwrap();
        let mut claim = Claim::new(ClaimId(id.into()), anchor, Kind::Other, Risk::Normal);
        claim.change = wording.map(|wording| SuggestedChange {
            wording: wording.to_owned(),
            decision: Decision::Proposed,
            reason: String::new(),
            by: Person::new("MK", ""),
            at: chrono::DateTime::UNIX_EPOCH,
            made: None,
            extra: Extra::new(),
        });
        project.claims.push(claim);
    }
    project.drafts.push(draft.clone());
    (project, draft)
}

fn comment(file: &Draft, claim: &str, words: &str, replies: &[(&str, &str)]) -> Comment {
    let start = file.text.find(words).unwrap();
    let reply = |(author, text): &(&str, &str)| Comment {
        author: (*author).into(),
        text: (*text).into(),
        ..Comment::default()
    };
    let text = format!("Claim\n{}", signature(&ClaimId(claim.into())));
    Comment {
        start,
        end: start + words.len(),
        text,
        replies: replies.iter().map(reply).collect(),
        ..Comment::default()
    }
}

#[test]
fn answers_and_decisions_are_found_by_the_words_that_the_comments_stand_on() {
    let (project, sent) = story();
    let check = |text: &str, words: &str, expected: (Vec<Decision>, usize)| {
        let mut file = Draft { text: text.to_owned(), ..sent.clone() };
        file.comments.push(comment(&file, "t-1", words, &[]));
        let found = Replies::find(&project, &file).unwrap();
        let decisions = found.decisions.iter().map(|(_, decision)| *decision).collect();
        assert_eq!((decisions, found.otherwise.len()), expected, "{text}");
    };
    check("Some 27,500 troops are there.", "27,500 troops", (vec![Decision::Accepted], 0));
    check("Some 28,500 troops are there.", "28,500 troops", (vec![Decision::Rejected], 0));
    check("Some 28,500\u{a0}troops are there.", "28,500\u{a0}troops", (vec![Decision::Rejected], 0));
    check("Some 26,000 soldiers are there.", "26,000 soldiers", (vec![], 1));
    let gone = "Some 28,500 troops are there. They left at dawn. Nobody knows why.";
    check(gone, "28,500 troops", (vec![Decision::Rejected, Decision::Accepted], 0));
    assert_eq!(Replies::find(&project, &sent), None);
}

#[test]
fn a_change_that_is_still_tracked_is_pending() {
    let (project, mut file) = story();
    file.comments.push(comment(&file, "t-1", "28,500 troops", &[]));
    file.changes.push(TrackedChange {
        kind: TrackedKind::Deletion,
        author: "MK".into(),
        date: String::new(),
        start: file.text.find("28,500").unwrap(),
        text: "28,500".into(),
        extra: Extra::new(),
    });
    let found = Replies::find(&project, &file).unwrap();
    assert_eq!((found.pending, found.decisions.len()), (1, 0));
}

#[test]
fn a_change_in_a_note_is_pending_though_its_comment_stands_at_the_mark() {
    let (project, sent) = story();
    let check = |text: &str, tracked: Option<(TrackedKind, &str)>, expected: (usize, Vec<Decision>)| {
        let mut file = Draft { text: text.to_owned(), ..sent.clone() };
        for claim in ["t-1", "t-3"] {
            let point = comment(&file, claim, "Some", &[]);
            let words = format!("Claim\n{WORDS}: that\n{}", signature(&ClaimId(claim.into())));
            file.comments.push(Comment { end: point.start, text: words, ..point });
        }
        file.changes.extend(tracked.map(|(kind, before)| TrackedChange {
            kind,
            author: "MK".into(),
            date: String::new(),
            start: text.find(before).unwrap() + before.len(),
            text: String::new(),
            extra: Extra::new(),
        }));
        let found = Replies::find(&project, &file).unwrap();
        assert_eq!(
            (found.pending, found.decisions.into_iter().map(|(_, decision)| decision).collect()),
            expected,
            "{text}"
        );
    };
    let (both, none) = (vec![Decision::Accepted, Decision::Rejected], vec![Decision::Rejected, Decision::Rejected]);
    let accepted = "Some 27,500 troops are there. They left at dawn, he said. Nobody knows why.";
    check(accepted, None, (0, both));
    check(&sent.text, None, (0, none));
    check(accepted, Some((TrackedKind::Insertion, "Some ")), (1, vec![Decision::Rejected]));
    let cut = "Some 28,500 troops are there. They left at dawn. Nobody knows why.";
    check(cut, Some((TrackedKind::Deletion, "at dawn")), (1, vec![Decision::Rejected]));
}

#[test]
fn an_answer_may_stand_where_the_words_of_its_comment_end() {
    let (project, mut file) = story();
    file.comments.push(comment(&file, "t-1", "28,500 troops are", &[]));
    file.comments.push(comment(&file, "t-2", "troops", &[]));
    let point = |end: usize, text: &str| Comment {
        start: end,
        end,
        author: "R. Lee".into(),
        text: text.into(),
        ..Comment::default()
    };
    let (inner, outer) = (file.comments[1].end, file.comments[0].end);
    file.comments[0].author = "Tickmark".into();
    file.comments.push(point(inner, "Of the second."));
    file.comments.push(point(outer, "Reply to Tickmark (01/01/2026, 10:00): \"...\"\nOf the first."));
    file.comments.push(point(outer + 1, "Of nothing."));
    let found = Replies::find(&project, &file).unwrap();
    let said: Vec<(&str, &str)> = found.answers.iter().map(|(claim, line)| (&*claim.0, line.as_str())).collect();
    assert_eq!(said, [("t-1", "R. Lee: Of the first."), ("t-2", "R. Lee: Of the second.")]);
}

#[test]
fn what_is_taken_in_once_is_not_taken_in_twice() {
    let (mut project, mut file) = story();
    file.comments.push(comment(
        &file,
        "t-2",
        "at dawn",
        &[("R. Lee", "Yes, at dawn. "), ("", "Or a little later."), ("", " ")],
    ));
    file.comments.push(Comment {
        text: "By telephone.".into(),
        author: "R. Lee".into(),
        replies: Vec::new(),
        ..file.comments[0].clone()
    });
    file.comments.push(comment(&file, "x-9", "Nobody", &[("", "Not of this story.")]));
    let found = Replies::find(&project, &file).unwrap();
    let lines: Vec<&str> = found.answers.iter().map(|(_, line)| line.as_str()).collect();
    assert_eq!(lines, ["R. Lee: Yes, at dawn.", "Or a little later.", "R. Lee: By telephone."]);
    assert_eq!((found.comments, found.sums().as_str()), (1, "3 answers"));
    let requests = found.requests(&project);
    let Request::SetAnswer(claim, answer) = &requests[0] else { panic!("{requests:?}") };
    project.claims.get_mut(claim).unwrap().answer.clone_from(answer);
    assert_eq!(Replies::find(&project, &file).unwrap().requests(&project), []);
}

#[test]
fn a_comment_of_ours_is_known_by_its_last_words() {
    let claim = ClaimId("k3x9a2bc-17".to_owned());
    let check = |text: &str, expected: Option<&ClaimId>| {
        let comment = Comment { text: text.to_owned(), ..Comment::default() };
        assert_eq!(claim_of(&comment).as_ref(), expected, "{text:?}");
    };
    check(&signature(&claim), Some(&claim));
    check(&format!("Claim 3 ? query\nWho says so?\n{} \n", signature(&claim)), Some(&claim));
    check(&format!("{}. Thanks!", signature(&claim)), None);
    check("Tickmark claim ", None);
    check("Who says so?", None);
}

#[test]
fn who_rejects_all_rejects_the_changes_of_others_in_the_same_words_too() {
    let other = |kind, start: &str, text: &str, in_text: &str| TrackedChange {
        kind,
        author: "Editor".into(),
        date: String::new(),
        start: in_text.find(start).unwrap(),
        text: text.into(),
        extra: Extra::new(),
    };
    for (change, words, expected) in [
        ((TrackedKind::Insertion, ",500 troops", ",500"), "28 troops", vec![Decision::Rejected]),
        ((TrackedKind::Deletion, " troops are", " American"), "28,500 American troops", vec![Decision::Rejected]),
        ((TrackedKind::Deletion, " troops are", " American"), "28,500 Korean troops", vec![]),
        ((TrackedKind::Insertion, "at dawn", "at dawn"), "28 troops", vec![]),
    ] {
        let (mut project, sent) = story();
        let (kind, start, text) = change;
        project.drafts[0].changes.push(other(kind, start, text, &sent.text));
        let mut file = Draft { text: sent.text.replace("28,500 troops", words), ..sent };
        file.comments.push(comment(&file, "t-1", words, &[]));
        let found = Replies::find(&project, &file).unwrap();
        let decisions: Vec<Decision> = found.decisions.iter().map(|(_, decision)| *decision).collect();
        assert_eq!(decisions, expected, "{words}");
    }
}
