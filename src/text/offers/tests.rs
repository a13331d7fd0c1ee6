use super::*;
use crate::model::testing::Story;
use crate::model::{ClaimId, Kind, Request};

/// A story of these paragraphs, in which `^` is where a footnote is called and `[…]` what a comment is on. Footnotes say
/// `note 1`, `note 2`; comments `comment 1`…
fn story(paragraphs: &[&str]) -> Story {
    let plain: Vec<String> = paragraphs.iter().map(|text| text.replace(['^', '[', ']'], "")).collect();
    let mut story = Story::of(&plain.iter().map(String::as_str).collect::<Vec<_>>());
    let draft = &mut story.project.drafts[0];
    let (mut start, mut at, mut marks) = (0, 0, Vec::new());
    for sign in paragraphs.join("\n\n").chars() {
        match sign {
            '^' => marks.push(at),
            '[' => start = at,
            ']' => {
                let text = format!("comment {}", draft.comments.len() + 1);
                draft.comments.push(Comment { start, end: at, text, ..Comment::default() });
            }
            _ => at += sign.len_utf8(),
        }
    }
    for (number, at) in marks.into_iter().enumerate() {
        let block = draft.blocks.len();
        let text = format!("note {}", number + 1);
        draft.text += "\n\n";
        let range = draft.text.len()..draft.text.len() + text.len();
        draft.text += &text;
        draft.blocks.push(crate::model::Block::new(BlockKind::Footnote, range));
        draft.notes.push(NoteMark { at, block, ..NoteMark::default() });
    }
    story
}

fn told(story: &Story) -> Vec<(&str, String)> {
    let text = &story.project.drafts[0].text;
    offers(&story.project).into_iter().map(|offer| (&text[offer.range], offer.note)).collect()
}

#[track_caller]
fn check(paragraphs: &[&str], expected: &[(&str, &str)]) {
    let story = story(paragraphs);
    let told = told(&story);
    let told: Vec<(&str, &str)> = told.iter().map(|(words, note)| (*words, note.as_str())).collect();
    assert_eq!(told, expected, "{paragraphs:?}");
}

#[test]
fn a_note_is_about_what_stands_before_its_mark() {
    check(&["One day. Some 28,500 troops stay.^ He left."], &[("Some 28,500 troops stay.", "note 1")]);
    check(
        &["Seoul pays $1bn^ and Tokyo, too, pays^ more."],
        &[("Seoul pays $1bn", "note 1"), ("and Tokyo, too, pays", "note 2")],
    );
    check(&["Seoul pays,^ — “and Tokyo” pays^."], &[("Seoul pays,", "note 1"), ("“and Tokyo” pays", "note 2")]);
    check(&["He came^. She left.^"], &[("He came", "note 1"), ("She left.", "note 2")]);
    check(
        &["서울은 10억 달러를 낸다.^ 미국은 다섯 배를^ 요구했다."],
        &[("서울은 10억 달러를 낸다.", "note 1"), ("미국은 다섯 배를", "note 2")],
    );
}

#[test]
fn marks_without_words_between_them_are_about_the_same() {
    check(&["Some troops stay.^^ He left."], &[("Some troops stay.", "note 1"), ("Some troops stay.", "note 2")]);
    check(&["Some troops stay^.^"], &[("Some troops stay", "note 1"), ("Some troops stay.", "note 2")]);
    check(&["^Some troops stay. He left."], &[("Some troops stay.", "note 1")]);
    check(&["He left.", "^Some troops stay."], &[("Some troops stay.", "note 1")]);
    check(&["Headline^", "Some troops stay."], &[("Headline", "note 1")]);
}

#[test]
fn a_comment_is_about_its_span_or_its_sentence() {
    check(
        &["One[ day ]came. [] He left[].", "[]The end."],
        &[("One day came.", "comment 2"), ("day", "comment 1"), ("He left.", "comment 3"), ("The end.", "comment 4")],
    );
    check(&["[He left.", "The end.]"], &[("He left.\n\nThe end.", "comment 1")]);
    check(&["One. [ ]Two."], &[("One.", "comment 1")]);
    check(&["One. []Two."], &[("Two.", "comment 1")]);
}

#[test]
fn answers_are_part_of_the_note_and_blank_lines_are_not() {
    let mut story = story(&["He [left]."]);
    let reply = |author: &str, text: &str, replies| Comment {
        author: author.into(),
        text: text.into(),
        replies,
        ..Comment::default()
    };
    let comment = &mut story.project.drafts[0].comments[0];
    comment.text = " See the report.\n\n  p. 3\n".into();
    (comment.author, comment.date, comment.resolved) = ("E. Reporter".into(), "2019-11-19".into(), true);
    comment.replies = vec![
        reply("Ed", "Which?", vec![reply(" ", "The second.", vec![])]),
        reply("Al", "\n", vec![]),
        reply("Bo", "Ok", vec![]),
    ];
    let offer = offers(&story.project).remove(0);
    assert_eq!(offer.note, "See the report.\np. 3\nEd: Which?\nAnswer: The second.\nBo: Ok");
    assert_eq!((offer.author.as_str(), offer.date.as_str(), offer.is_resolved), ("E. Reporter", "2019-11-19", true));
    story.project.drafts[0].comments[0] = reply("Ed", " \n ", vec![]);
    assert_eq!(offers(&story.project), []);
}

#[test]
fn an_endnote_is_told_from_a_footnote() {
    let mut story = story(&["He left.^ She^ stayed."]);
    story.project.drafts[0].blocks[2].kind = BlockKind::Endnote;
    let from: Vec<Origin> = offers(&story.project).into_iter().map(|offer| offer.from).collect();
    assert_eq!(from, [Origin::Footnote, Origin::Endnote]);
}

fn taken(story: &Story) -> Vec<bool> {
    offers(&story.project).into_iter().map(|offer| offer.is_taken).collect()
}

fn take(story: &mut Story, number: usize) -> ClaimId {
    let offer = offers(&story.project).remove(number);
    ClaimId(story.go(Request::TakeNote { range: offer.range, kind: Kind::Other, note: offer.note }))
}

#[test]
fn an_offer_is_taken_while_a_claim_on_its_words_has_its_note() {
    let mut story = story(&["[Seoul pays] and [Tokyo pays] more."]);
    assert_eq!(taken(&story), [false, false]);
    story.claim("Tokyo pays");
    assert_eq!(taken(&story), [false, false], "a claim without the note is not enough");
    let first = take(&mut story, 0);
    assert_eq!(taken(&story), [true, false]);
    story.go(Request::SetSpan(first.clone(), 0..5));
    assert_eq!(taken(&story), [true, false], "the claim is shorter now");
    let second = take(&mut story, 1);
    story.go(Request::MergeClaims(first.clone(), second));
    assert_eq!(taken(&story), [true, true], "one claim has both notes");
    story.go(Request::SplitClaim(first.clone(), 5));
    assert_eq!(taken(&story), [true, true]);
    story.undo().unwrap();
    story.go(Request::SetSpan(first.clone(), 0..5));
    assert_eq!(taken(&story), [true, false], "its words are elsewhere");
    story.go(Request::DeleteClaim(first));
    assert_eq!(taken(&story), [false, false]);
}

#[test]
fn the_same_note_in_two_places_is_two_offers() {
    let mut story = story(&["[One] and [two] and [three]."]);
    story.project.drafts[0].comments.iter_mut().for_each(|comment| comment.text = "ibid.".into());
    take(&mut story, 1);
    assert_eq!(taken(&story), [false, true, false]);
}

#[test]
fn only_the_draft_that_is_checked_offers() {
    let mut story = story(&["[One] and two."]);
    let mut second = story.project.drafts[0].clone();
    (second.number, second.comments) = (2, Vec::new());
    story.project.drafts.push(second);
    assert_eq!(offers(&story.project), []);
}

#[test]
fn our_own_comments_on_claims_of_the_story_offer_none() {
    let mut story = story(&["He [left]. She [came]. They [stay]."]);
    let claim = story.claim("left");
    let texts = [replies::signature(&claim), replies::signature(&ClaimId("x-9".to_owned()))];
    for (comment, text) in story.project.drafts[0].comments.iter_mut().zip(texts) {
        comment.text = text;
    }
    let words: Vec<&str> = told(&story).into_iter().map(|(words, _)| words).collect();
    assert_eq!(words, ["came", "stay"], "that of another story is somebody's note");
}
