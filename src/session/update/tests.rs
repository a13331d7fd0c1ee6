//! What becomes of claims, of what was read and of sign-offs when a draft comes in.

use super::*;
use crate::import;
use crate::model::request::{EvidenceDetails, SourceChoice};
use crate::model::{
    Article, BlockKind, ClaimId, Kind, Person, Request, Risk, Role, Signature, SourceDetails, SourceKind, Stance,
    Status,
};
use crate::text::coverage::Cover;

const OLD: &str = "American negotiators left the table on Tuesday, about an hour into the second day.\n\n\
    Washington wants a fivefold increase for about 28,500 troops. Seoul calls the demand unprecedented.\n\n\
    The two sides remain far apart. John DeHart leads the American team, “for now”.";

const NEW: &str = "American negotiators left the table on Tuesday, ninety minutes into the second day.\n\n\
    The meeting had been due to run until the evening.\n\n\
    James DeHart leads the American team, \"for now\".\n\n\
    Washington wants a fivefold increase for about 28,500 troops. Seoul calls the demand unprecedented.";

fn received(name: &str, text: &str) -> Received {
    let article = import::read_text(text).unwrap();
    Received { article, name: name.to_owned(), bytes: text.as_bytes().to_vec() }
}

/// A story of this text, with a verified claim on each of these words.
fn story(text: &str, quotes: &[&str]) -> (Session, Vec<ClaimId>) {
    let Received { article, name, bytes } = received("draft1.txt", text);
    let mut session = Session::from_article(article, Some((name, bytes)), Person::new("MK", ""), "s", Utc::now());
    let ids = quotes.iter().map(|quote| {
        let start = session.project().draft().unwrap().text.find(quote).unwrap();
        let range = start..start + quote.len();
        let request = Request::AddClaim { range, kind: Kind::Other, risk: Risk::Normal };
        let id = ClaimId(session.ask(request, Utc::now()).unwrap().unwrap());
        let source = SourceChoice::New(Box::new(SourceDetails::new(SourceKind::Document, "Report")));
        let details =
            EvidenceDetails { source, locator: String::new(), passage: String::new(), stance: Stance::Supports };
        session.ask(Request::AddEvidence(id.clone(), details), Utc::now()).unwrap();
        session.ask(Request::SetStatus(id.clone(), Status::Verified), Utc::now()).unwrap();
        id
    });
    let ids = ids.collect();
    (session, ids)
}

fn compare(session: &Session, text: &str) -> Update {
    let arrived = Arrived::new(received("draft2.txt", text), "after legal", Utc::now());
    session.update_order().unwrap().run(arrived, &mut |_| true).unwrap().unwrap()
}

fn new_draft(update: &Update) -> &Draft {
    update.draft().unwrap()
}

#[test]
fn every_claim_is_found_again_or_its_status_lapses_and_one_undo_takes_it_all_back() {
    let quotes = ["left the table", "about an hour", "28,500 troops", "far apart", "John DeHart", "“for now”"];
    let (mut session, ids) = story(OLD, &quotes);
    let before = session.project().clone();
    let update = compare(&session, NEW);
    assert_eq!(update.doubt, None);
    let fresh: Vec<&str> =
        new_draft(&update).fresh.iter().map(|place| &new_draft(&update).text[place.range()]).collect();
    assert!(fresh.contains(&"The meeting had been due to run until the evening."), "{fresh:?}");
    let _ = session.bring_in(update).unwrap();
    let project = session.project();
    assert_eq!(project.drafts[0], before.drafts[0], "nothing of the old draft is altered");
    let draft = project.draft().unwrap();
    assert_eq!((draft.number, draft.label.as_str()), (2, "after legal"));
    let became = |id: &ClaimId| draft.carried.iter().find(|carried| carried.claim == *id).unwrap();
    let table: Vec<(Outcome, String, Option<&str>)> = ids
        .iter()
        .map(|id| {
            let claim = project.claim(id).unwrap();
            let place = became(id).place.map(|place| &draft.text[place.range()]);
            (became(id).outcome, project.standing(claim).words(), place)
        })
        .collect();
    let expected = [
        (Outcome::Carried, "verified", Some("left the table")),
        (Outcome::Changed, "recheck, was verified", Some("ninety minutes")),
        (Outcome::Carried, "verified", Some("28,500 troops")),
        (Outcome::Gone, "gone, was verified", None),
        (Outcome::Changed, "recheck, was verified", Some("James DeHart")),
        (Outcome::Moved, "verified", Some("\"for now\"")),
    ];
    let moved = |outcome| if outcome == Outcome::Moved { Outcome::Carried } else { outcome };
    for (found, expected) in table.iter().zip(&expected) {
        assert_eq!(
            (moved(found.0), found.1.as_str(), found.2),
            (moved(expected.0), expected.1, expected.2),
            "{table:#?}"
        );
    }
    assert!(became(&ids[5]).typography, "only the quotation marks are others");
    let sums = session.progress();
    assert_eq!((sums.claims, sums.settled, sums.recheck, sums.gone), (6, 4, 2, 1));
    session.undo(Utc::now()).unwrap();
    assert_eq!(session.project().draft().unwrap().number, 1);
    let standings =
        |project: &Project| project.claims_in_order().iter().map(|claim| project.standing(claim)).collect::<Vec<_>>();
    assert_eq!(standings(session.project()), standings(&before));
}

#[test]
fn a_change_that_was_made_as_suggested_says_so() {
    for (wording, expected) in [("James DeHart", true), ("Jim DeHart", false)] {
        let (mut session, ids) = story(OLD, &["John DeHart"]);
        session.ask(Request::SuggestChange(ids[0].clone(), Some(wording.to_owned())), Utc::now()).unwrap();
        let update = compare(&session, NEW);
        let became = &new_draft(&update).carried[0];
        assert_eq!((became.outcome, became.as_suggested), (Outcome::Changed, expected), "{wording}");
    }
}

#[test]
fn a_claim_that_was_gone_comes_back_with_its_words() {
    let (mut session, ids) = story(OLD, &["far apart"]);
    let update = compare(&session, NEW);
    let _ = session.bring_in(update).unwrap();
    assert!(!session.project().is_placed(session.project().claim(&ids[0]).unwrap()));
    let third = format!("{NEW}\n\nThe two sides remain far apart.");
    let update = compare(&session, &third);
    let _ = session.bring_in(update).unwrap();
    let claim = session.project().claim(&ids[0]).unwrap();
    assert_eq!((claim.anchor.draft, session.project().standing(claim).words()), (3, "verified".to_owned()));
}

#[test]
fn a_file_that_may_not_be_the_next_draft_is_doubted() {
    let (mut session, _) = story(OLD, &["far apart"]);
    assert_eq!(compare(&session, OLD).doubt, Some(Doubt::SameText));
    let other = "Bread rises slowly in a cold kitchen. Salt the dough early. Bake it until the crust sings.";
    assert_eq!(compare(&session, other).doubt, Some(Doubt::OtherArticle));
    let update = compare(&session, NEW);
    let _ = session.bring_in(update).unwrap();
    assert_eq!(compare(&session, OLD).doubt, Some(Doubt::OlderDraft(1)));
}

#[test]
fn what_was_done_since_the_comparison_is_not_overlooked() {
    let (mut session, ids) = story(OLD, &["far apart"]);
    let update = compare(&session, NEW);
    session.ask(Request::SetNote(ids[0].clone(), "seen".to_owned()), Utc::now()).unwrap();
    let stale = session.bring_in(update).unwrap_err();
    assert_eq!(session.project().drafts.len(), 1);
    let again = session.update_order().unwrap().run(stale.again().unwrap(), &mut |_| true).unwrap().unwrap();
    let _ = session.bring_in(again).unwrap();
    assert_eq!((session.project().drafts.len(), &*session.project().claim(&ids[0]).unwrap().note), (2, "seen"));
}

#[test]
fn what_was_read_stays_read_and_what_changed_around_it_does_not() {
    let old =
        "Seoul calls the demand high. The two sides remain far apart. It rained in the town all day. He did not sign.";
    let (mut session, _) = story(old, &["far apart"]);
    let place = |session: &Session, words: &str| {
        let start = session.project().draft().unwrap().text.find(words).unwrap();
        Place { start, end: start + words.len() }
    };
    let places: Vec<Place> = ["Seoul calls the demand high.", "It rained in the town all day.", "He did not sign."]
        .map(|words| place(&session, words))
        .into();
    session.ask(Request::SetRead { places, read: true }, Utc::now()).unwrap();
    let new = "It rained in the town all day. Seoul calls the demand high. The two sides remain, they say, far apart. He did sign.";
    let update = compare(&session, new);
    let _ = session.bring_in(update).unwrap();
    let covers: Vec<Cover> = session.coverage().sentences().iter().map(|sentence| sentence.cover).collect();
    assert_eq!(covers, [Cover::Read, Cover::Read, Cover::Unread, Cover::Unread]);
    assert_eq!(session.coverage().unread_fresh().count(), 2);
}

#[test]
fn a_sentence_edited_in_its_claims_alone_is_checked_there_and_not_read_again() {
    let old = "The meeting ended about an hour into the second day of talks. It rained a lot.";
    for (new, unread) in [
        ("The meeting ended ninety minutes into the second day of talks. It rained a lot.", 0),
        ("The meeting ended ninety minutes into the third day of talks. It rained a lot.", 1),
        ("The first meeting ended about an hour into the second day of talks. It rained a lot.", 1),
    ] {
        let (session, _) = story(old, &["about an hour"]);
        assert_eq!(new_draft(&compare(&session, new)).fresh.len(), unread, "{new}");
    }
}

#[test]
fn what_was_seen_to_be_gone_is_not_asked_about_again() {
    let (mut session, ids) = story(OLD, &["far apart", "unprecedented"]);
    let without = OLD.replace("The two sides remain far apart. ", "");
    let update = compare(&session, &without);
    let _ = session.bring_in(update).unwrap();
    session.ask(Request::SetSeen(ids[0].clone(), true), Utc::now()).unwrap();
    let update = compare(&session, &without.replace("Seoul calls the demand unprecedented.", "It rained a lot."));
    let seen: Vec<(Outcome, bool)> =
        ids.iter().map(|id| new_draft(&update).carried(id).map(|it| (it.outcome, it.seen)).unwrap()).collect();
    assert_eq!(seen, [(Outcome::Gone, true), (Outcome::Gone, false)]);
}

#[test]
fn headlines_lists_captions_and_notes_take_part_like_paragraphs() {
    use BlockKind::{Caption, Footnote, Heading, Hed, ListItem, Paragraph};
    let article = |blocks: &[(BlockKind, &str)]| {
        let mut article = Article::default();
        blocks.iter().for_each(|(kind, text)| _ = article.push(*kind, text));
        article
    };
    let old = article(&[
        (Hed, "Allies split after nine hours"),
        (Paragraph, "The delegations met in Seoul for a third round of talks."),
        (Caption, "The chief negotiator leaves the ministry on Tuesday."),
        (Heading, "What the allies pay"),
        (ListItem, "Seoul paid 924 million dollars for this year."),
        (ListItem, "Tokyo pays some two billion dollars for each year."),
        (Paragraph, "Nobody expects a deal before the end of the year."),
        (Footnote, "Defence white paper, page 12, as of last December."),
    ]);
    let quotes = ["nine hours", "on Tuesday", "What the allies pay", "924 million", "two billion", "page 12"];
    let mut session = Session::from_article(old, None, Person::new("MK", ""), "s", Utc::now());
    for quote in quotes {
        let start = session.project().draft().unwrap().text.find(quote).unwrap();
        let range = start..start + quote.len();
        session.ask(Request::AddClaim { range, kind: Kind::Other, risk: Risk::Normal }, Utc::now()).unwrap();
    }
    let new = article(&[
        (Hed, "Allies split after ten hours"),
        (Paragraph, "The delegations met in Seoul for a third round of talks."),
        (Heading, "What the allies pay"),
        (ListItem, "Tokyo pays some two billion dollars for each year."),
        (ListItem, "Seoul paid 924 million dollars for this year."),
        (Paragraph, "Nobody expects a deal before the end of the year."),
        (Caption, "The chief negotiator leaves the ministry on Tuesday."),
        (Footnote, "Defence white paper, page 13, as of last December."),
    ]);
    let received = Received { article: new, name: "draft2.docx".to_owned(), bytes: Vec::new() };
    let arrived = Arrived::new(received, "", Utc::now());
    let update = session.update_order().unwrap().run(arrived, &mut |_| true).unwrap().unwrap();
    let draft = new_draft(&update);
    let became: Vec<(&str, &str)> =
        draft.carried.iter().map(|carried| (carried.was.as_str(), carried.outcome.key())).collect();
    let outcome = |was: &str| became.iter().find(|(quote, _)| *quote == was).map(|(_, outcome)| *outcome);
    assert_eq!(quotes.map(outcome).map(Option::unwrap_or_default)[..3], ["changed", "moved", "carried"]);
    // Of two that changed places, one moved; which of them, nothing tells.
    let mut items = [outcome("924 million"), outcome("two billion")];
    items.sort_unstable();
    assert_eq!(items, [Some("carried"), Some("moved")]);
    assert_eq!(outcome("page 12"), Some("changed"));
}

#[test]
fn sign_offs_lapse_exactly_when_a_claim_that_they_cover_does() {
    let quotes = ["left the table", "about an hour", "28,500 troops", "far apart", "“for now”"];
    let (mut session, ids) = story(OLD, &quotes);
    session.ask(Request::SignOff(None, Role::Editor), Utc::now()).unwrap();
    for id in &ids {
        session.ask(Request::SignOff(Some(id.clone()), Role::Checker), Utc::now()).unwrap();
    }
    let update = compare(&session, NEW);
    let _ = session.bring_in(update).unwrap();
    assert_eq!(session.signatures().get(Role::Editor).lapsed(), std::slice::from_ref(&ids[1]));
    let project = session.project();
    let lapsed = ids.iter().filter(|id| {
        let claim = project.claim(id).unwrap();
        !Signature::of_claim(claim, &project.standing(claim), Role::Checker).lapsed().is_empty()
    });
    assert_eq!(lapsed.collect::<Vec<_>>(), [&ids[1]]);
    session.undo(Utc::now()).unwrap();
    assert_eq!(session.signatures().get(Role::Editor).key(), "signed", "with the old draft it holds again");
}
