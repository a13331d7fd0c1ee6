//! What holds whatever a person asks for, in whatever order: random requests against the rules, the history and the
//! project file. `PROPTEST_CASES` says how many sequences to try; 300 without it, 10,000 with `TICKMARK_GATES=full`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

use proptest::prelude::*;
use std::collections::BTreeMap;
use tickmark::model::claim::RECHECK_GLYPH;
use tickmark::model::{Claim, ClaimId, Minter, Person, Project, Request, Role, Stance, Status, StatusRecord};
use tickmark::session::Session;
use tickmark::store::format;

mod merge;
mod wish;

use wish::{Desk, LENGTH, NOW, View, article, config, wishes};

/// The claims whose status counts, with the record of it.
fn counting(project: &Project) -> BTreeMap<ClaimId, StatusRecord> {
    let counts = |claim: &&Claim| project.standing(claim).counted() != Status::Unchecked;
    let claims = project.claims_in_order().into_iter().filter(counts);
    claims.filter_map(|claim| Some((claim.id.clone(), project.root(claim).status.clone()?))).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_step_can_be_taken_back_and_done_again(wishes in wishes()) {
        let mut desk = Desk::new();
        for wish in wishes {
            let (before, entries, whole) = (View::of(&desk.project), desk.entries(), desk.project.clone());
            let request = wish.request(&desk.project);
            if desk.ask(&request).is_err() {
                prop_assert!(desk.project == whole, "refused, and yet something changed: {request:?}");
                continue;
            }
            if desk.entries() == entries {
                prop_assert!(desk.project == whole, "no entry, and yet something changed: {request:?}");
                continue;
            }
            let after = View::of(&desk.project);
            prop_assert!(desk.undo());
            prop_assert_eq!(&View::of(&desk.project), &before, "undo of {:?}", request);
            prop_assert!(desk.redo());
            prop_assert_eq!(&View::of(&desk.project), &after, "redo of {:?}", request);
        }
    }

    #[test]
    fn all_undone_is_the_start_and_all_redone_the_end_even_from_the_file(wishes in wishes(), read_at in 0..LENGTH) {
        let mut desk = Desk::new();
        let (early, late) = wishes.split_at(wishes.len() / 3);
        for wish in early {
            drop(desk.ask(&wish.request(&desk.project)));
        }
        let start = View::of(&desk.project);
        let mut steps = 0;
        for wish in late {
            let entries = desk.entries();
            drop(desk.ask(&wish.request(&desk.project)));
            steps += usize::from(desk.entries() > entries);
        }
        let end = View::of(&desk.project);
        desk.write_and_read();
        prop_assert_eq!(&View::of(&desk.project), &end);
        let mut undone = 0;
        while undone < steps && desk.undo() {
            undone += 1;
            if undone == read_at {
                desk.write_and_read();
            }
        }
        prop_assert_eq!((undone, &View::of(&desk.project)), (steps, &start));
        desk.write_and_read();
        while desk.redo() {
            undone -= 1;
            if undone == read_at {
                desk.write_and_read();
            }
        }
        prop_assert_eq!((undone, &View::of(&desk.project)), (0, &end));
    }

    #[test]
    fn what_was_done_to_a_copy_can_be_done_again(wishes in wishes(), backs in prop::collection::vec(0..6_u8, LENGTH), copy_at in 0..LENGTH) {
        let mut desk = Desk::new();
        let mut copy = format::write(&desk.project).unwrap();
        for (place, (wish, back)) in wishes.iter().zip(backs).enumerate() {
            if place == copy_at {
                copy = format::write(&desk.project).unwrap();
            }
            match back {
                0 => drop(desk.undo()),
                1 => drop(desk.redo()),
                _ => drop(desk.ask(&wish.request(&desk.project))),
            }
        }
        let mut copy = Desk { project: format::parse(&copy).unwrap().project, minter: Minter::new("c"), by: desk.by.clone() };
        let entries = desk.project.history.entries();
        copy.project.replay(&entries[copy.entries()..]).unwrap();
        prop_assert!(copy.project == desk.project, "what was done again is not what was done");
        while desk.undo() {
            prop_assert!(copy.undo());
            prop_assert_eq!(&View::of(&copy.project), &View::of(&desk.project));
        }
        while desk.redo() {
            prop_assert!(copy.redo());
        }
        prop_assert_eq!(&View::of(&copy.project), &View::of(&desk.project));
    }

    #[test]
    fn the_list_of_a_session_is_always_the_one_of_its_project(wishes in wishes(), backs in prop::collection::vec(0..6_u8, LENGTH)) {
        let mut session = Session::from_article(article(), None, Person::new("ak", ""), "b", NOW);
        for request in Desk::new().project.claims.iter().map(|claim| Request::AddClaim {
            range: claim.anchor.range(),
            kind: claim.kind,
            risk: claim.risk,
        }) {
            session.ask(request, NOW).unwrap();
        }
        for (wish, back) in wishes.iter().zip(backs) {
            match back {
                0 => drop(session.undo(NOW).unwrap()),
                1 => drop(session.redo(NOW).unwrap()),
                _ => drop(session.ask(wish.request(session.project()), NOW)),
            }
            let project = session.project();
            let listed: Vec<_> = session.rows().iter().map(|row| (&row.id, row.standing.clone())).collect();
            let derived = project.claims_in_order();
            let derived: Vec<_> = derived.into_iter().map(|claim| (&claim.id, project.standing(claim))).collect();
            prop_assert_eq!(listed, derived);
            prop_assert_eq!(session.progress(), &project.progress());
            prop_assert_eq!(session.signatures(), &project.signatures());
        }
    }

    #[test]
    fn a_sign_off_lapses_exactly_when_a_claim_that_it_covers_does(wishes in wishes()) {
        let mut desk = Desk::new();
        // What each role signed last: the claims that counted then, each with its status record.
        let mut signed: BTreeMap<Role, BTreeMap<ClaimId, StatusRecord>> = BTreeMap::new();
        for wish in wishes {
            let request = wish.request(&desk.project);
            let before = desk.entries();
            let counts = counting(&desk.project);
            if desk.ask(&request).is_ok() && desk.entries() > before {
                match request {
                    Request::SignOff(None, role) => drop(signed.insert(role, counts)),
                    Request::TakeBackSignOff(None, role) => drop(signed.remove(&role)),
                    _ => {}
                }
            }
            let now = counting(&desk.project);
            let signatures = desk.project.signatures();
            for role in Role::ALL {
                let has_changed = |id: &ClaimId, record: &StatusRecord| now.get(id) != Some(record);
                let lapsed = signed.get(role).map(|claims| {
                    let there = claims.iter().filter(|(id, _)| desk.project.claim(id).is_some());
                    there.filter(|(id, record)| has_changed(id, record)).map(|(id, _)| id.clone()).collect::<Vec<_>>()
                });
                let signature = signatures.get(*role);
                prop_assert_eq!(signature.signed().is_some(), lapsed.is_some(), "{} after {:?}", role, &request);
                prop_assert_eq!(signature.lapsed(), lapsed.unwrap_or_default(), "{} after {:?}", role, &request);
            }
        }
    }

    #[test]
    fn no_claim_counts_as_verified_without_evidence_and_none_goes_in_a_circle(wishes in wishes()) {
        let mut desk = Desk::new();
        for wish in wishes {
            let request = wish.request(&desk.project);
            drop(desk.ask(&request));
            let project = &desk.project;
            for claim in project.claims_in_order() {
                let (standing, root) = (project.standing(claim), project.root(claim));
                prop_assert!(project.root(root).id == root.id, "{} goes in a circle after {:?}", claim.id, request);
                if standing.counted() == Status::Verified {
                    let backed = root.evidence().any(|piece| {
                        piece.stance == Stance::Supports && project.source(&piece.source).is_some()
                    });
                    prop_assert!(backed, "{} is verified by nothing after {:?}", claim.id, request);
                }
                let draft = project.draft().unwrap();
                prop_assert!(claim.anchor.holds(draft), "{} lost its words: {RECHECK_GLYPH}", claim.id);
            }
        }
    }
}
