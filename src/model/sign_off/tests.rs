//! What a sign-off covers, and when it lapses.

use super::*;
use crate::model::testing::{NOW, Story};
use crate::model::{Anchor, CarriedClaim, Draft, Outcome, Project, Refusal, Request, Stamp, Stance, Status};
use chrono::TimeDelta;

/// A story with two claims that are verified and one that is open.
struct Desk {
    story: Story,
    one: ClaimId,
    two: ClaimId,
    open: ClaimId,
}

impl Desk {
    fn new() -> Self {
        let mut story = Story::new();
        let (one, two, open) = (story.verified("28,500"), story.verified("“No,”"), story.claim("Seoul"));
        Self { story, one, two, open }
    }

    /// Does this an hour later.
    fn later(&mut self, request: Request) {
        let Story { project, minter, by } = &mut self.story;
        project.carry_out(&[request], &mut Stamp { by, at: NOW + TimeDelta::hours(1), minter }).unwrap();
    }

    fn evidence(&mut self, claim: &ClaimId) -> crate::model::EvidenceId {
        let source = self.story.project.sources().next().unwrap().id.clone();
        self.story.evidence(claim, &source, Stance::Background)
    }

    /// A new draft with this text, in which the claims are where their words are now, or gone.
    fn update(&mut self, text: &str, words: &[(&ClaimId, &str)]) {
        let mut article = crate::model::Article::default();
        article.push(crate::model::BlockKind::Paragraph, text);
        let mut draft = Draft::from_article(article, 2, NOW, None);
        for (claim, words) in words {
            let was = self.story.get(claim).anchor.quote.clone();
            let found = text.find(words).filter(|_| !words.is_empty());
            if let Some(anchor) = found.and_then(|at| Anchor::new(&draft, at..at + words.len())) {
                self.story.project.claims.get_mut(claim).unwrap().anchor = anchor;
            }
            let outcome = if found.is_some() { Outcome::Changed } else { Outcome::Gone };
            draft.carried.push(CarriedClaim::new((*claim).clone(), outcome, 1, was));
        }
        self.story.project.drafts.push(draft);
    }

    /// The sign-off of the story in words: what it covers, and because of which claims it has lapsed.
    fn told(&self) -> String {
        match self.story.project.signatures().get(Role::Editor) {
            Signature::NotSigned => "not signed".to_owned(),
            Signature::Signed(signed) => format!("covers {} of {}", signed.covers, signed.of),
            Signature::Lapsed(_, claims) => {
                let name = |id: &ClaimId| self.story.project.claims.get(id).unwrap().anchor.quote.clone();
                format!("lapsed: {}", claims.iter().map(name).collect::<Vec<_>>().join(", "))
            }
        }
    }
}

#[test]
fn a_sign_off_lapses_exactly_when_a_claim_that_it_covers_does() {
    type Change = fn(&mut Desk);
    let table: [(&str, Change, &str); 17] = [
        ("nothing", |_| {}, "covers 2 of 3"),
        ("a note", |desk| drop(desk.story.go(Request::SetNote(desk.one.clone(), "x".into()))), "covers 2 of 3"),
        (
            "an open claim is checked",
            |desk| desk.later(Request::SetStatus(desk.open.clone(), Status::Opinion)),
            "covers 2 of 3",
        ),
        ("a new claim", |desk| drop(desk.story.claim("$1bn")), "covers 2 of 4"),
        ("evidence is added", |desk| drop(desk.evidence(&desk.one.clone())), "lapsed: 28,500"),
        (
            "evidence is added and deleted",
            |desk| {
                let piece = desk.evidence(&desk.one.clone());
                desk.story.go(Request::DeleteEvidence(desk.one.clone(), piece));
            },
            "covers 2 of 3",
        ),
        (
            "evidence is added, and the claim verified again at the same moment",
            |desk| {
                desk.evidence(&desk.one.clone());
                desk.story.go(Request::SetStatus(desk.one.clone(), Status::Verified));
            },
            "lapsed: 28,500",
        ),
        ("another status", |desk| desk.later(Request::SetStatus(desk.two.clone(), Status::Opinion)), "lapsed: “No,”"),
        (
            "the status is taken back",
            |desk| desk.later(Request::SetStatus(desk.two.clone(), Status::Unchecked)),
            "lapsed: “No,”",
        ),
        (
            "the status is taken back and set again",
            |desk| {
                desk.later(Request::SetStatus(desk.one.clone(), Status::Unchecked));
                desk.later(Request::SetStatus(desk.one.clone(), Status::Verified));
            },
            "lapsed: 28,500",
        ),
        (
            "the status is taken back and that undone",
            |desk| {
                desk.later(Request::SetStatus(desk.one.clone(), Status::Unchecked));
                desk.story.undo().unwrap();
            },
            "covers 2 of 3",
        ),
        (
            "other words",
            |desk| {
                let range = desk.story.find("28,500 troops");
                desk.story.go(Request::SetSpan(desk.one.clone(), range));
            },
            "lapsed: 28,500 troops",
        ),
        (
            "a covered claim is deleted",
            |desk| drop(desk.story.go(Request::DeleteClaim(desk.one.clone()))),
            "covers 1 of 2",
        ),
        (
            "the words are changed in a new draft",
            |desk| {
                desk.update(
                    "Some 27,000 stay. “No,” he said.",
                    &[(&desk.one.clone(), "27,000"), (&desk.two.clone(), "“No,”")],
                )
            },
            "lapsed: 27,000",
        ),
        (
            "other quotation marks in a new draft",
            |desk| {
                desk.update(
                    "Some 28,500 stay. \"No,\" he said.",
                    &[(&desk.one.clone(), "28,500"), (&desk.two.clone(), "\"No,\"")],
                )
            },
            "covers 2 of 3",
        ),
        (
            "gone from a new draft",
            |desk| desk.update("Some 28,500 stay.", &[(&desk.one.clone(), "28,500"), (&desk.two.clone(), "")]),
            "covers 2 of 3",
        ),
        (
            "gone from a new draft, and then its evidence changes",
            |desk| {
                desk.update("Some 28,500 stay.", &[(&desk.one.clone(), "28,500"), (&desk.two.clone(), "")]);
                desk.evidence(&desk.two.clone());
            },
            "covers 2 of 3",
        ),
    ];
    for (what, change, expected) in table {
        let mut desk = Desk::new();
        assert_eq!(desk.told(), "not signed");
        desk.story.go(Request::SignOff(None, Role::Editor));
        change(&mut desk);
        assert_eq!(desk.told(), expected, "{what}");
    }
}

#[test]
fn what_a_claim_shares_is_what_is_signed() {
    let mut desk = Desk::new();
    let (one, two, open) = (desk.one.clone(), desk.two.clone(), desk.open.clone());
    desk.story.go(Request::SetSameAs(open.clone(), Some(one.clone())));
    desk.story.go(Request::SignOff(Some(open.clone()), Role::Checker));
    desk.story.go(Request::SignOff(None, Role::Editor));
    assert_eq!(desk.told(), "covers 3 of 3");
    let state = |desk: &Desk| {
        Signature::of_claim(desk.story.get(&desk.open), &desk.story.standing(&desk.open), Role::Checker).key()
    };
    assert_eq!(state(&desk), "signed");
    desk.story.go(Request::SetSameAs(open.clone(), Some(two)));
    assert_eq!((state(&desk), desk.told()), ("lapsed", "lapsed: Seoul".to_owned()));
    desk.story.undo().unwrap();
    desk.evidence(&one);
    assert_eq!((state(&desk), desk.told()), ("lapsed", "lapsed: 28,500, Seoul".to_owned()));
}

#[test]
fn a_lapsed_sign_off_is_given_again_and_then_covers_what_is_there_now() {
    let mut desk = Desk::new();
    desk.story.go(Request::SignOff(None, Role::Editor));
    desk.later(Request::SetStatus(desk.two.clone(), Status::Opinion));
    desk.later(Request::SetStatus(desk.open.clone(), Status::Opinion));
    assert_eq!(desk.told(), "lapsed: “No,”");
    desk.later(Request::SignOff(None, Role::Editor));
    assert_eq!(desk.told(), "covers 3 of 3");
    let entries = desk.story.project.history.entries().len();
    desk.later(Request::SignOff(None, Role::Editor));
    assert_eq!(desk.story.project.history.entries().len(), entries, "it is signed so already");
    desk.story.by = Person::new("jr", "");
    desk.later(Request::SignOff(None, Role::Editor));
    let by = desk.story.project.sign_offs.get(Role::Editor).unwrap().by.initials.clone();
    assert_eq!(by, "jr", "somebody else signs in the same role");
    desk.later(Request::TakeBackSignOff(None, Role::Editor));
    assert_eq!(desk.told(), "not signed");
    desk.story.undo().unwrap();
    assert_eq!(desk.told(), "covers 3 of 3");
}

#[test]
fn a_refusal_says_what_is_missing() {
    let mut desk = Desk::new();
    let (one, two, open) = (desk.one.clone(), desk.two.clone(), desk.open.clone());
    desk.evidence(&two);
    let sign = |claim: &ClaimId, role| Request::SignOff(Some(claim.clone()), role);
    let nobody = ClaimId("nobody".into());
    let table = [
        (sign(&open, Role::Checker), Refusal::SignsUnchecked),
        (sign(&two, Role::Checker), Refusal::SignsLapsed),
        (sign(&one, Role::Editor), Refusal::NotOfClaims(Role::Editor)),
        (sign(&one, Role::Legal), Refusal::NotOfClaims(Role::Legal)),
        (sign(&nobody, Role::Checker), Refusal::Absent("claim “nobody”".into())),
        (Request::TakeBackSignOff(None, Role::Legal), Refusal::NotSigned(Role::Legal)),
        (Request::TakeBackSignOff(Some(one.clone()), Role::Checker), Refusal::NotSigned(Role::Checker)),
    ];
    for (request, expected) in table {
        assert_eq!(desk.story.ask(request), Err(expected));
    }
    desk.story.by = Person::new(" ", "Anneli Kask");
    assert_eq!(desk.story.ask(sign(&one, Role::Checker)), Err(Refusal::NeedsInitials));
    let mut empty = Story::new();
    empty.claim("Seoul");
    assert_eq!(empty.ask(Request::SignOff(None, Role::Legal)), Err(Refusal::NothingToSign));
}

#[test]
fn it_is_written_down_as_a_list_and_not_at_all_when_nobody_has_signed() {
    let mut desk = Desk::new();
    let written = |desk: &Desk| serde_json::to_value(&desk.story.project).unwrap();
    assert!(!written(&desk).to_string().contains("sign"));
    desk.story.go(Request::SignOff(Some(desk.one.clone()), Role::SecondReader));
    desk.story.go(Request::SignOff(None, Role::Legal));
    let json = written(&desk);
    let covered = format!("{} {}", desk.one, desk.story.standing(&desk.one).record.unwrap());
    let expected = serde_json::json!([{
        "role": "second-reader", "by": {"initials": "ak"}, "at": "1970-01-01T00:00:00Z", "covers": [covered],
    }]);
    assert_eq!(json["claims"][0]["sign_offs"], expected);
    assert_eq!(json["sign_offs"][0]["covers"].as_array().unwrap().len(), 2);
    let read = |json: serde_json::Value| serde_json::from_value::<SignOffs>(json);
    let again: Project = serde_json::from_str(&serde_json::to_string(&desk.story.project).unwrap()).unwrap();
    assert!(again == desk.story.project);
    let one = expected[0].clone();
    let twice = serde_json::json!([one, one]);
    assert_eq!(read(twice).unwrap_err().to_string(), "there are two sign-offs of the second reader");
    for covers in ["a-1", "a-1 xyz", "a-1 123456789"] {
        let mut damaged = expected.clone();
        damaged[0]["covers"] = serde_json::json!([covers]);
        assert_eq!(read(damaged).unwrap_err().to_string(), "a claim is covered without a fingerprint");
    }
    let mut newer = expected.clone();
    newer[0]["mood"] = serde_json::json!("grim");
    assert_eq!(serde_json::to_value(read(newer.clone()).unwrap()).unwrap(), newer, "unknown fields are kept");
}

#[test]
fn a_claim_s_sign_off_that_does_not_say_what_it_covers_does_not_hold() {
    let mut desk = Desk::new();
    desk.story.go(Request::SignOff(Some(desk.one.clone()), Role::Checker));
    let claim = desk.story.project.claims.get_mut(&desk.one).unwrap();
    let sign_off = SignOff { covers: Arc::default(), ..claim.sign_offs.get(Role::Checker).unwrap().clone() };
    claim.sign_offs.set(Role::Checker, Some(sign_off));
    let standing = desk.story.standing(&desk.one);
    assert_eq!(Signature::of_claim(desk.story.get(&desk.one), &standing, Role::Checker).lapsed(), [desk.one.clone()]);
}

#[test]
fn the_words_say_who_when_and_how_much_or_what_changed() {
    let signed = |covers, of| Signed { by: Person::new("MK", "M. Kerr"), at: NOW, covers, of };
    let claims = |count: usize| (1..=count).map(|number| ClaimId(number.to_string())).rev().collect::<Vec<_>>();
    let table = [
        (Signature::NotSigned, "not signed"),
        (Signature::Signed(signed(40, 43)), "MK, then, covers 40 of 43 claims"),
        (Signature::Signed(signed(43, 43)), "MK, then, covers all 43 claims"),
        (Signature::Signed(signed(1, 1)), "MK, then, covers the one claim"),
        (Signature::Lapsed(signed(1, 2), claims(1)), "MK, then, lapsed: claim 1 changed since"),
        (Signature::Lapsed(signed(2, 2), claims(2)), "MK, then, lapsed: claims 1, 2 changed since"),
        (
            Signature::Lapsed(signed(20, 20), claims(14)),
            "MK, then, lapsed: claims 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 2 more changed since",
        ),
    ];
    for (signature, expected) in table {
        assert_eq!(signature.words(|_| "then".to_owned(), |claim| claim.0.parse().ok()), expected);
    }
}
