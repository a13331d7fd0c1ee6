use super::*;
use crate::export::canary;
use crate::export::testing::Desk;
use crate::model::request::EvidenceDetails;
use crate::model::{
    Minter, Request, Role, Signature, SourceChoice, SourceDetails, SourceKind, Stance, Standing, Status,
};
use crate::store::{format, state};

fn hand_over(desk: &Desk) -> HandOver {
    HandOver::new(&desk.project, &desk.by, desk.at, &mut Minter::new("fresh"))
}

fn standings(project: &Project) -> Vec<Standing> {
    // The fingerprint of a status is another one when its evidence is shown otherwise.
    let standing = |claim| Standing { record: None, ..project.standing(claim) };
    project.claims.iter().map(standing).collect()
}

#[test]
fn no_canary_is_in_the_copy() {
    let desk = canary::story();
    let copy = hand_over(&desk);
    let text = String::from_utf8(format::write(&copy.project).unwrap()).unwrap();
    assert_eq!(canary::found_in(&text), None);
    assert!(text.contains("Confidential source 1") && text.contains("28,500 troops"));
    assert_eq!(copy.withheld, HashSet::from([canary::KEPT.repeat(8)]));
    assert_eq!(canary::found_in(&copy.text("talk with Veraline Whocanary")), None);
}

#[test]
fn an_original_goes_along_unless_its_margins_tell_what_is_withheld() {
    let file = || crate::model::draft::OriginalFile { sha256: "ab".repeat(32), ..Default::default() };
    let mut desk = canary::story();
    desk.project.drafts[0].file = Some(file());
    assert!(hand_over(&desk).withheld.contains(&file().sha256));
    desk.project.drafts[0].comments.clear();
    assert!(hand_over(&desk).withheld.contains(&file().sha256), "a tracked change tells it as well");
    desk.project.drafts[0].changes.clear();
    let comment = crate::model::article::Comment { text: "see the almanac".into(), end: 4, ..Default::default() };
    desk.project.drafts[0].comments.push(comment.clone());
    let copy = hand_over(&desk);
    assert!(!copy.withheld.contains(&file().sha256));
    assert_eq!(copy.project.drafts[0].comments, [comment]);
}

#[test]
fn the_copy_is_a_story_of_its_own_that_opens_and_says_what_it_is() {
    let desk = canary::story();
    let copy = hand_over(&desk).project;
    assert_ne!(state::story_key(&copy), state::story_key(&desk.project));
    assert_eq!(copy.history.entries().len(), 1);
    assert!(copy.title.ends_with("(without confidential data)"));
    let loaded = format::parse(&format::write(&copy).unwrap()).unwrap();
    assert_eq!((loaded.project, loaded.warnings), (copy, Vec::new()));
}

#[test]
fn withholding_evidence_lapses_no_status_and_revives_none() {
    let mut desk = canary::story();
    let person = desk
        .source(SourceDetails { confidential: true, ..SourceDetails::new(SourceKind::Person, "Veraline Whocanary") });
    let lapsed = desk.claim("is the day");
    desk.evidence(&lapsed, &person, "", "Mr. Whocanary was there", Stance::Supports);
    desk.status(&lapsed, Status::Verified);
    let piece = desk.project.claim(&lapsed).unwrap().evidence().next().unwrap().clone();
    let details = EvidenceDetails { passage: "Mr. Oldcanary was there".into(), ..EvidenceDetails::of(&piece) };
    desk.ask(Request::EditEvidence(lapsed.clone(), piece.id, details));
    let copy = hand_over(&desk).project;
    assert!(desk.project.standing(desk.project.claim(&lapsed).unwrap()).recheck);
    assert!(standings(&desk.project).iter().any(|standing| standing.settled));
    assert_eq!(standings(&copy), standings(&desk.project));
    let told = |project: &Project| {
        let records = project.claims.iter().filter_map(|claim| claim.status.clone());
        records.map(|record| (record.status, record.by, record.at)).collect::<Vec<_>>()
    };
    assert_eq!(told(&copy), told(&desk.project), "who and when stay");
}

#[test]
fn withholding_evidence_lapses_no_sign_off_and_revives_none() {
    let mut desk = canary::story();
    let lapsed = desk.claim("is the day");
    desk.verify(&lapsed);
    for role in Role::ALL {
        desk.ask(Request::SignOff(None, *role));
    }
    let (checker, second_reader) = (Role::Checker, Role::SecondReader);
    desk.ask(Request::SignOff(Some(lapsed.clone()), checker));
    let source = desk.project.sources().find(|source| source.details.confidential).unwrap().id.clone();
    desk.evidence(&lapsed, &source, "", "goldcanary", Stance::Supports);
    desk.status(&lapsed, Status::Verified);
    desk.ask(Request::SignOff(Some(lapsed.clone()), second_reader));
    desk.ask(Request::SignOff(None, Role::Legal));
    let copy = hand_over(&desk).project;
    let signatures = |project: &Project| {
        let claim = project.claim(&lapsed).unwrap();
        let standing = project.standing(claim);
        let of_claim = |role| Signature::of_claim(claim, &standing, role).key();
        (project.signatures(), of_claim(checker), of_claim(second_reader))
    };
    let told = signatures(&desk.project);
    assert_eq!((told.1, told.2), ("lapsed", "signed"));
    assert_eq!((told.0.get(Role::Editor).key(), told.0.get(Role::Legal).key()), ("lapsed", "signed"));
    assert_eq!(signatures(&copy), told);
    let old = desk.project.sign_offs.get(Role::Editor).unwrap().covers.get(&lapsed).unwrap();
    let text = String::from_utf8(format::write(&copy).unwrap()).unwrap();
    assert!(!text.contains(&old.to_string()), "an old fingerprint would tell whoever guesses a passage");
}

#[test]
fn a_file_of_a_confidential_source_goes_nowhere_even_when_another_has_it_too() {
    let mut desk = canary::story();
    let copy = desk.project.sources.iter().flat_map(|source| &source.kept).next().unwrap().clone();
    let open = desk.source(SourceDetails::new(SourceKind::Document, "Memo"));
    desk.ask(Request::KeepCopy(open.clone(), copy));
    assert!(hand_over(&desk).project.source(&open).unwrap().kept.is_empty());
}

#[test]
fn what_this_version_does_not_know_stays_behind() {
    let mut desk = canary::story();
    let unknown = || serde_json::from_str::<Extra>(r#"{"new": "Whocanary"}"#).unwrap();
    let claim = desk.claim("there, and");
    let source = desk.source(SourceDetails::new(SourceKind::Document, "Memo"));
    desk.evidence(&claim, &source, "", "", Stance::Supports);
    desk.status(&claim, Status::Verified);
    let other = desk.claim("Some");
    desk.ask(Request::SuggestChange(other.clone(), Some("x".into())));
    desk.ask(Request::SetSameAs(other.clone(), Some(claim.clone())));
    desk.by.extra = unknown();
    let project = &mut desk.project;
    project.extra = unknown();
    project.drafts[0].extra = unknown();
    project.drafts[0].blocks[0].extra = unknown();
    project.sources.get_mut(&source).unwrap().extra = unknown();
    let row = project.claims.get_mut(&claim).unwrap();
    (row.extra, row.anchor.extra, row.evidence[0].extra) = (unknown(), unknown(), unknown());
    let record = row.status.as_mut().unwrap();
    (record.extra, record.basis.extra, record.by.extra) = (unknown(), unknown(), unknown());
    let row = project.claims.get_mut(&other).unwrap();
    row.same_as.as_mut().unwrap().extra = unknown();
    let change = row.change.as_mut().unwrap();
    (change.extra, change.by.extra) = (unknown(), unknown());
    desk.ask(Request::SignOff(None, Role::Legal));
    let mut sign_off = desk.project.sign_offs.get(Role::Legal).unwrap().clone();
    (sign_off.extra, sign_off.by.extra) = (unknown(), unknown());
    desk.project.sign_offs.set(Role::Legal, Some(sign_off.clone()));
    desk.project.claims.get_mut(&claim).unwrap().sign_offs.set(Role::Checker, Some(sign_off));
    let text = String::from_utf8(format::write(&hand_over(&desk).project).unwrap()).unwrap();
    assert_eq!(canary::found_in(&text), None);
}

#[test]
fn a_source_is_chosen_in_the_copy_as_in_the_story() {
    let desk = canary::story();
    let mut copy = hand_over(&desk).project;
    let claim = copy.claims.iter().next().unwrap().id.clone();
    let source = copy.sources().next().unwrap().id.clone();
    let details = EvidenceDetails {
        source: SourceChoice::Existing(source),
        locator: "p. 1".into(),
        passage: String::new(),
        stance: Stance::Supports,
    };
    let stamp = &mut crate::model::Stamp { by: &desk.by, at: desk.at, minter: &mut Minter::new("later") };
    copy.carry_out(&[Request::AddEvidence(claim, details)], stamp).unwrap();
    assert_eq!(copy.history.entries().len(), 2);
}
