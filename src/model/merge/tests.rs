//! What comes of two people's work on one story.

use super::*;
use crate::model::testing::{NOW, Story, TEXT};
use crate::model::{
    CarriedClaim, ClaimId, Conflict, Draft, Edit, EvidenceId, Flag, KeptCopy, Minter, Outcome, Person, Place, Request,
    Role, SignOffs, SourceId, Stance, Status, table::Keyed,
};

/// A story with two claims and a source, and a second person with a copy of it.
struct Two {
    ours: Story,
    theirs: Story,
    one: ClaimId,
    two: ClaimId,
    source: SourceId,
}

impl Two {
    fn new() -> Self {
        let mut ours = Story::new();
        let (one, two, source) = (ours.claim("28,500"), ours.claim("$1bn"), ours.source("Almanac"));
        let theirs = Story { project: ours.project.clone(), minter: Minter::new("u"), by: Person::new("mk", "") };
        Self { ours, theirs, one, two, source }
    }

    /// Both, put together either way, which must be the same, and written down.
    fn merged(&self) -> Story {
        let merged = merge(&self.ours.project, &self.theirs.project).unwrap();
        assert!(merged == merge(&self.theirs.project, &self.ours.project).unwrap());
        Story { project: merged, minter: Minter::new("v"), by: Person::new("ak", "") }
    }
}

fn told(conflicts: &[Conflict]) -> Vec<String> {
    let side = |side: &crate::model::Side| format!("{} by {}", side.value, side.by);
    let sides = |conflict: &Conflict| conflict.sides.iter().map(side).collect::<Vec<_>>().join(" / ");
    conflicts.iter().map(|conflict| format!("{}: {}", conflict.field, sides(conflict))).collect()
}

/// What two people do to the same claim, and the conflicts that come of it.
fn check(ours: impl Fn(&mut Story, &Two), theirs: impl Fn(&mut Story, &Two), expected: &[&str]) -> (Story, Two) {
    let mut two = Two::new();
    let mut story = Story { project: two.ours.project.clone(), minter: Minter::new("t2"), by: two.ours.by.clone() };
    ours(&mut story, &two);
    two.ours = story;
    let mut story = Story { project: two.theirs.project.clone(), minter: Minter::new("u"), by: two.theirs.by.clone() };
    theirs(&mut story, &two);
    two.theirs = story;
    let merged = two.merged();
    assert_eq!(told(&merged.project.conflicts()), expected);
    (merged, two)
}

#[test]
fn different_fields_come_together_and_one_value_twice_is_no_conflict() {
    let (merged, two) = check(
        |story, two| {
            story.go(Request::SetNote(two.one.clone(), "counted".into()));
            story.go(Request::SetStatus(two.two.clone(), Status::Opinion));
        },
        |story, two| {
            story.go(Request::SetQuestion(two.one.clone(), "Who counted?".into()));
            story.go(Request::SetStatus(two.two.clone(), Status::Opinion));
        },
        &[],
    );
    let claim = merged.get(&two.one);
    assert_eq!((claim.note.as_str(), claim.question.as_str()), ("counted", "Who counted?"));
    assert!(merged.standing(&two.two).settled);
}

#[test]
fn no_status_is_picked_and_evidence_of_both_stays() {
    let (mut merged, two) = check(
        |story, two| {
            story.evidence(&two.one, &two.source, Stance::Supports);
            story.go(Request::SetStatus(two.one.clone(), Status::Verified));
        },
        |story, two| {
            story.evidence(&two.one, &two.source, Stance::Contradicts);
            story.go(Request::SetNote(two.one.clone(), "it is 30,000".into()));
            story.go(Request::SetStatus(two.one.clone(), Status::Wrong));
        },
        &["status: verified by ak / wrong by mk"],
    );
    let claim = merged.get(&two.one);
    assert_eq!((claim.evidence().count(), claim.status.is_none()), (2, true));
    let standing = merged.standing(&two.one);
    assert_eq!((standing.in_conflict, standing.settled, standing.conflicting), (true, false, true));
    assert_eq!(merged.project.progress().in_conflict, 1);
    let wrong = merged.project.conflicts()[0].sides[1].entry.clone();
    merged.go(Request::Settle(wrong.clone()));
    assert_eq!((told(&merged.project.conflicts()), merged.words(&two.one)), (vec![], "wrong".to_owned()));
    let by = merged.get(&two.one).status.clone().unwrap().by;
    assert_eq!(by, merged.by, "who chooses stands by it");
    assert_eq!(merged.ask(Request::Settle(wrong)), Err(crate::model::Refusal::NoConflict));
    assert_eq!(merged.undo(), Ok(true));
    assert_eq!(merged.project.conflicts().len(), 1, "an undo brings the conflict back");
}

#[test]
fn two_readings_of_the_writers_note_are_in_conflict() {
    let note = |text: &'static str| {
        move |story: &mut Story, two: &Two| {
            story.go(Request::SetSourceNote(two.one.clone(), text.into()));
        }
    };
    let expected = ["note of the writer: “p. 3” by ak / “p. 4” by mk"];
    let (mut merged, two) = check(note("p. 3"), note("p. 4"), &expected);
    let side = merged.project.conflicts()[0].sides[1].entry.clone();
    merged.go(Request::Settle(side));
    assert_eq!(merged.get(&two.one).source_note, "p. 4");
    check(note("p. 3"), note("p. 3"), &[]);
}

#[test]
fn a_conflict_of_words_shows_both_and_any_change_settles_it() {
    let note = |text: &'static str| {
        move |story: &mut Story, two: &Two| {
            story.go(Request::SetNote(two.one.clone(), text.into()));
        }
    };
    let expected = ["note: “mine” by ak / “theirs” by mk"];
    let (mut merged, two) = check(note("mine"), note("theirs"), &expected);
    let sides: Vec<EntryId> = merged.project.conflicts()[0].sides.iter().map(|side| side.entry.clone()).collect();
    merged.go(Request::Settle(sides[0].clone()));
    assert_eq!(merged.get(&two.one).note, "mine");
    assert!(merged.project.conflicts().is_empty());
    let (mut merged, two) = check(note("mine"), note("theirs"), &expected);
    merged.go(Request::SetNote(two.one.clone(), "both".into()));
    assert!(merged.project.conflicts().is_empty());
    let again = merge(&merged.project, &two.theirs.project).unwrap();
    assert!(again == merged.project, "what is settled stays settled");
}

#[test]
fn what_is_deleted_here_and_changed_there_stays_until_somebody_says_so() {
    for delete in [true, false] {
        let (mut merged, two) = check(
            |story, two| drop(story.go(Request::DeleteClaim(two.one.clone()))),
            |story, two| drop(story.go(Request::SetNote(two.one.clone(), "needed".into()))),
            &["deleted or kept: deleted by ak / kept: write a note on “28,500” by mk"],
        );
        assert!(merged.project.claim(&two.one).is_some() && !merged.standing(&two.one).settled);
        let side = merged.project.conflicts()[0].sides[usize::from(!delete)].entry.clone();
        merged.go(Request::Settle(side));
        assert_eq!((merged.project.claim(&two.one).is_none(), merged.project.conflicts().len()), (delete, 0));
    }
    let seen = check(
        |story, two| {
            story.go(Request::SetNote(two.one.clone(), "needed".into()));
            story.go(Request::DeleteClaim(two.one.clone()));
        },
        |story, two| drop(story.go(Request::SetNote(two.two.clone(), "other".into()))),
        &[],
    );
    assert!(seen.0.project.claim(&seen.1.one).is_none(), "what nobody else went on with is gone");
}

#[test]
fn a_source_deleted_here_and_used_there_stays() {
    let (merged, two) = check(
        |story, two| drop(story.go(Request::DeleteSource(two.source.clone()))),
        |story, two| drop(story.evidence(&two.one, &two.source, Stance::Supports)),
        &["source deleted or kept: deleted by ak / kept: add evidence to “28,500” by mk"],
    );
    assert!(merged.project.source(&two.source).is_some());
}

#[test]
fn evidence_deleted_here_and_changed_there_stays() {
    let mut two = Two::new();
    let (one, source) = (two.one.clone(), two.source.clone());
    two.ours.evidence(&one, &source, Stance::Supports);
    two.theirs.project = two.ours.project.clone();
    let piece: EvidenceId = two.ours.get(&one).evidence[0].id.clone();
    let mut details = crate::model::request::EvidenceDetails::of(&two.ours.get(&one).evidence[0]);
    details.locator = "p. 9".into();
    two.ours.go(Request::DeleteEvidence(one.clone(), piece.clone()));
    two.theirs.go(Request::EditEvidence(one.clone(), piece, details));
    let merged = two.merged();
    let expected = ["evidence deleted or kept: deleted by ak / kept: change evidence of “28,500” by mk"];
    assert_eq!(told(&merged.project.conflicts()), expected);
    assert_eq!(merged.get(&one).evidence().map(|piece| piece.locator.as_str()).collect::<Vec<_>>(), ["p. 9"]);
}

#[test]
fn flags_and_kept_copies_of_both_are_joined() {
    let copy = |digest: &str| KeptCopy {
        sha256: digest.repeat(64),
        name: String::new(),
        bytes: 1,
        at: NOW,
        from: String::new(),
        extra: Extra::new(),
    };
    let (merged, two) = check(
        |story, two| {
            story.go(Request::SetFlag(two.one.clone(), Flag::Legal, true));
            story.go(Request::KeepCopy(two.source.clone(), copy("a")));
        },
        |story, two| {
            story.go(Request::SetFlag(two.one.clone(), Flag::Sensitive, true));
            story.go(Request::KeepCopy(two.source.clone(), copy("b")));
        },
        &[],
    );
    assert_eq!(merged.get(&two.one).flags.len(), 2);
    assert_eq!(merged.project.source(&two.source).unwrap().kept.len(), 2);
}

#[test]
fn evidence_that_came_in_lapses_a_status_that_did_not_know_of_it() {
    let (merged, two) = check(
        |story, two| {
            story.evidence(&two.one, &two.source, Stance::Supports);
            story.go(Request::SetStatus(two.one.clone(), Status::Verified));
        },
        |story, two| drop(story.evidence(&two.one, &two.source, Stance::Supports)),
        &[],
    );
    assert_eq!(merged.words(&two.one), "recheck, was verified");
}

#[test]
fn an_undo_is_of_the_own_work_and_leaves_what_came_in() {
    let (mut merged, two) = check(
        |story, two| drop(story.go(Request::SetNote(two.one.clone(), "mine".into()))),
        |story, two| drop(story.go(Request::SetNote(two.two.clone(), "theirs".into()))),
        &[],
    );
    assert_eq!(merged.undo(), Ok(true));
    assert_eq!((merged.get(&two.one).note.as_str(), merged.get(&two.two).note.as_str()), ("", "theirs"));
}

#[test]
fn what_cannot_be_put_together_is_refused() {
    type Spoil = fn(&mut Project);
    let table: [(Spoil, MergeError); 4] = [
        (|project| project.drafts[0].text.push('.'), MergeError::Unrelated),
        (
            |project| {
                project.drafts[0].blocks.pop();
            },
            MergeError::Drafts(1),
        ),
        (
            |project| {
                let id = project.claims.iter().next().unwrap().key().to_owned();
                project.claims.get_mut(id).unwrap().extra.insert("mood", "1".parse().unwrap());
            },
            MergeError::Newer("mood".into()),
        ),
        (
            |project| {
                let mut entries = project.history.entries().to_vec();
                Arc::make_mut(&mut entries[0]).by.name = "Somebody".into();
                project.history = entries.into();
            },
            MergeError::Contradiction("t-2".into()),
        ),
    ];
    for (spoil, expected) in table {
        let mut two = Two::new();
        let first = two.ours.project.claims.iter().next().unwrap().key().to_owned();
        two.ours.project.claims.get_mut(first).unwrap().extra.insert("mood", "2".parse().unwrap());
        spoil(&mut two.theirs.project);
        assert_eq!(merge(&two.ours.project, &two.theirs.project), Err(expected));
    }
    let other = Story { minter: Minter::new("x"), ..Story::of(&[TEXT]) };
    let mut other = other;
    other.claim("28,500");
    assert_eq!(merge(&Two::new().ours.project, &other.project), Err(MergeError::Unrelated));
}

#[test]
fn a_clock_that_is_wrong_does_not_put_an_effect_before_its_cause() {
    let mut two = Two::new();
    let one = two.one.clone();
    let late = NOW + chrono::Duration::days(3);
    let mut stamp = crate::model::Stamp { by: &two.ours.by, at: late, minter: &mut two.ours.minter };
    two.ours.project.carry_out(&[Request::SetNote(one.clone(), "late".into())], &mut stamp).unwrap();
    two.theirs.project = two.ours.project.clone();
    two.theirs.go(Request::SetNote(one.clone(), "later, by a clock that is early".into()));
    two.ours.go(Request::SetQuestion(one.clone(), "Why?".into()));
    let merged = two.merged();
    assert_eq!(merged.get(&one).note, "later, by a clock that is early");
    assert!(merged.project.conflicts().is_empty());
}

#[test]
fn two_sign_offs_are_no_conflict_and_taking_back_against_signing_is_one() {
    let checked = |story: &mut Story, two: &Two| {
        story.go(Request::SetStatus(two.one.clone(), Status::Opinion));
    };
    let sign = |story: &mut Story, two: &Two| {
        checked(story, two);
        story.go(Request::SignOff(Some(two.one.clone()), Role::Checker));
        story.go(Request::SignOff(None, Role::Editor));
    };
    let (merged, two) = check(sign, sign, &[]);
    assert!(merged.get(&two.one).sign_offs.get(Role::Checker).is_some());
    assert!(merged.project.sign_offs.get(Role::Editor).is_some());

    let mut two = Two::new();
    sign(&mut two.ours, &Two::new());
    let mut theirs = Story { project: two.ours.project.clone(), minter: Minter::new("u"), by: Person::new("mk", "") };
    two.ours.by = Person::new("jr", "");
    for claim in [Some(two.one.clone()), None] {
        let role = if claim.is_some() { Role::Checker } else { Role::Editor };
        theirs.go(Request::TakeBackSignOff(claim.clone(), role));
        two.ours.go(Request::SignOff(claim, role));
    }
    two.theirs = theirs;
    let mut merged = two.merged();
    let expected = [
        "sign-off as checker: signed by jr / not signed by mk",
        "sign-off of the story as editor: signed by jr / not signed by mk",
    ];
    assert_eq!(told(&merged.project.conflicts()), expected);
    assert!(merged.get(&two.one).sign_offs.is_empty() && merged.project.sign_offs.is_empty(), "nobody’s is picked");
    let unsettled = merged.project.clone();
    for conflict in unsettled.conflicts() {
        merged.go(Request::Settle(conflict.sides[0].entry.clone()));
    }
    assert!(merged.project.conflicts().is_empty());
    let signed = |sign_offs: &SignOffs, role| sign_offs.get(role).unwrap().by.initials.clone();
    assert_eq!(signed(&merged.get(&two.one).sign_offs, Role::Checker), "jr", "it stays the name of whoever signed");
    assert_eq!(signed(&merged.project.sign_offs, Role::Editor), "jr");
    assert_eq!(merged.undo(), Ok(true));
    assert!(merged.project.sign_offs.is_empty(), "an undo picks nobody’s either");
    assert_eq!(merged.project.conflicts().len(), 1);
    merged.go(Request::TakeBackSignOff(None, Role::Editor));
    assert!(merged.project.conflicts().is_empty() && merged.project.sign_offs.is_empty());
}

#[test]
fn the_same_draft_brought_in_by_both_is_one_draft_with_what_both_found_out() {
    let bring_in = |story: &mut Story, claims: &[&ClaimId], minutes: i64| {
        let text = "Nobody pays anything. Nobody said no.".to_owned();
        let carried = |claim: &&ClaimId| CarriedClaim {
            reason: "Its words stand elsewhere in their sentence".to_owned(),
            ..CarriedClaim::new((*claim).clone(), Outcome::Unsure, 1, story.get(claim).anchor.quote.clone())
        };
        let carried = claims.iter().map(carried).collect();
        let received = NOW + chrono::Duration::minutes(minutes);
        story.project.drafts.push(Draft { number: 2, text, carried, received, ..Draft::default() });
        story.project.commit(vec![Edit::AddDraft { number: 2 }], &story.by, received, &mut story.minter).unwrap();
    };
    let mut two = Two::new();
    let own = two.ours.claim("Seoul");
    let (one, other) = (two.one.clone(), two.two.clone());
    bring_in(&mut two.ours, &[&one, &other, &own], 5);
    bring_in(&mut two.theirs, &[&one, &other], 2);
    two.ours.go(Request::SetSeen(one.clone(), true));
    two.theirs.go(Request::SetSeen(other.clone(), true));
    let (first, second) = (Place { start: 0, end: 21 }, Place { start: 22, end: 37 });
    two.ours.go(Request::SetRead { places: vec![first], read: true });
    two.theirs.go(Request::SetRead { places: vec![second], read: true });
    two.theirs.go(Request::SetRead { places: vec![first], read: true });
    two.theirs.go(Request::SetRead { places: vec![first], read: false });
    let merged = two.merged().project;
    assert_eq!(
        told(&merged.conflicts()).len(),
        1,
        "one says that the first sentence is read, the other that it is not"
    );
    let draft = &merged.drafts[1];
    assert_eq!((merged.drafts.len(), draft.received), (2, NOW + chrono::Duration::minutes(2)));
    let seen: Vec<(bool, bool)> =
        [&one, &other, &own].map(|id| draft.carried(id).map(|it| (true, it.seen)).unwrap_or_default()).into();
    assert_eq!(seen, [(true, true), (true, true), (true, false)]);
    assert!(draft.read.contains(&second));
}
