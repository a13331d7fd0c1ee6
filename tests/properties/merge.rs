//! The laws of merging: whoever puts together whose work in which order gets the same, and nothing is lost.
//!
//! Two to four people start from one project, each with a copy and a clock of his own, ask for random things, undo and redo,
//! and at times take in what another one has. `TICKMARK_GATES=full` tries 20,000 such stories.

use crate::wish::{Desk, Wish, wishes};
use chrono::{DateTime, Duration, Utc};
use proptest::prelude::*;
use proptest::test_runner::Config;
use std::collections::BTreeSet;
use tickmark::model::edit::ClaimField;
use tickmark::model::merge::merge;
use tickmark::model::{Claim, Edit, EvidenceId, Flag, Minter, Person, Project, Stamp};
use tickmark::store::format;

fn rounds() -> Config {
    let full = std::env::var("TICKMARK_GATES").is_ok_and(|gates| gates == "full");
    Config { cases: if full { 20_000 } else { 400 }, failure_persistence: None, ..Config::default() }
}

/// What happens next: somebody asks for something, takes something back or does it again, or takes in another's work.
#[derive(Clone, Debug)]
enum Turn {
    Ask(Wish),
    Undo,
    Redo,
    TakeIn(usize),
}

#[derive(Clone, Debug)]
struct Story {
    people: usize,
    /// Whose turn, what, and how many minutes his clock has moved since, which may be back.
    turns: Vec<(usize, Turn, i64)>,
}

fn stories() -> impl Strategy<Value = Story> {
    let other = prop_oneof![2 => Just(Turn::Undo), 1 => Just(Turn::Redo), 2 => (0..4_usize).prop_map(Turn::TakeIn)];
    let others = prop::collection::vec((other, any::<prop::sample::Index>()), 0..14);
    // Whole half-hours, so that several people at times do something at the same moment.
    let minutes = (-3..=4_i64).prop_map(|halves| 30 * halves);
    (2..=4_usize, wishes(), others, prop::collection::vec((0..4_usize, minutes), 60)).prop_map(
        |(people, wishes, others, whose)| {
            let mut turns: Vec<Turn> = wishes.into_iter().map(Turn::Ask).collect();
            for (turn, at) in others {
                turns.insert(at.index(turns.len() + 1), turn);
            }
            let turns = turns.into_iter().zip(whose).map(|(turn, (who, minutes))| (who, turn, minutes));
            Story { people, turns: turns.collect() }
        },
    )
}

struct Checker {
    project: Project,
    by: Person,
    minter: Minter,
    clock: DateTime<Utc>,
}

impl Checker {
    fn take_turn(&mut self, turn: &Turn) {
        match turn {
            Turn::Ask(wish) => {
                let request = wish.request(&self.project);
                let mut stamp = Stamp { by: &self.by, at: self.clock, minter: &mut self.minter };
                // What a rule forbids leaves no trace.
                drop(self.project.carry_out(&[request], &mut stamp));
            }
            Turn::Undo => drop(self.project.undo(&self.by, self.clock, &mut self.minter).unwrap()),
            Turn::Redo => drop(self.project.redo(&self.by, self.clock, &mut self.minter).unwrap()),
            Turn::TakeIn(_) => {}
        }
    }
}

fn play(story: &Story) -> Vec<Project> {
    let start = Desk::new().project;
    let mut people: Vec<Checker> = (0..story.people)
        .map(|number| Checker {
            project: start.clone(),
            by: Person::new(format!("p{number}"), ""),
            minter: Minter::new(format!("person{number}")),
            clock: DateTime::UNIX_EPOCH + Duration::hours(number as i64),
        })
        .collect();
    for (who, turn, minutes) in &story.turns {
        let who = who % story.people;
        if let Turn::TakeIn(other) = turn {
            people[who].project = together(&people[who].project, &people[other % story.people].project);
        }
        people[who].clock += Duration::minutes(*minutes);
        people[who].take_turn(turn);
    }
    people.into_iter().map(|person| person.project).collect()
}

fn together(one: &Project, two: &Project) -> Project {
    merge(one, two).unwrap()
}

fn names(project: &Project) -> BTreeSet<&str> {
    project.history.entries().iter().map(|entry| entry.id.0.as_str()).collect()
}

/// All claims, sources and pieces of evidence, deleted or not.
fn things(project: &Project) -> BTreeSet<&str> {
    let pieces = project.claims.iter().flat_map(|claim| &claim.evidence).map(|piece| &piece.id);
    let claims = project.claims.iter().map(|claim| claim.id.0.as_str());
    let sources = project.sources.iter().map(|source| source.id.0.as_str());
    pieces.map(|EvidenceId(id)| id.as_str()).chain(claims).chain(sources).collect()
}

/// The flags that any of those left who changed the flags of a claim last, without knowing of each other.
fn flags_of_heads(project: &Project, claim: &Claim) -> Vec<Flag> {
    let heads = project.history.heads(&format!("claim/{}/flags", claim.id));
    let entries = project.history.entries().iter().filter(|entry| heads.contains(&entry.id));
    let flags = entries.filter_map(|entry| match &*entry.edit {
        Edit::Claim { field: ClaimField::Flags(change), .. } => Some(&change.to),
        _ => None,
    });
    flags.flatten().copied().collect()
}

fn check_same(one: &Project, two: &Project, law: &str) -> Result<(), TestCaseError> {
    let (first, second) = (format::write(one).unwrap(), format::write(two).unwrap());
    let derived = |project: &Project| format!("{:#?}", project.history).into_bytes();
    prop_assert!(
        one == two,
        "{law}:\n{}\n{}",
        difference(&first, &second),
        if first == second { difference(&derived(one), &derived(two)) } else { String::new() }
    );
    prop_assert!(first == second, "{law}, as files");
    Ok(())
}

fn difference(one: &[u8], two: &[u8]) -> String {
    let (one, two) = (String::from_utf8_lossy(one), String::from_utf8_lossy(two));
    let lines = one.lines().zip(two.lines()).enumerate().filter(|(_, (one, two))| one != two);
    let told = lines.take(12).map(|(number, (one, two))| format!("{number}: {one}\n{number}: {two}\n"));
    told.collect()
}

fn check_laws(projects: &[Project]) -> Result<(), TestCaseError> {
    let [a, b, ..] = projects else { return Ok(()) };
    let c = projects.get(2).unwrap_or(a);
    let ab = together(a, b);
    check_same(&ab, &together(b, a), "whose work comes first does not matter")?;
    check_same(&together(&ab, c), &together(a, &together(b, c)), "which two are put together first does not matter")?;
    check_same(&together(a, a), a, "one’s own work is known")?;
    check_same(&together(&ab, b), &ab, "what was put in is known")?;
    check_same(&together(a, &ab), &ab, "what was put in is known to the whole")
}

fn check_nothing_is_lost(projects: &[Project]) -> Result<(), TestCaseError> {
    let whole = projects.iter().skip(1).fold(projects[0].clone(), |whole, project| together(&whole, project));
    let expected: BTreeSet<&str> = projects.iter().flat_map(names).collect();
    prop_assert_eq!(names(&whole), expected);
    let expected: BTreeSet<&str> = projects.iter().flat_map(things).collect();
    prop_assert_eq!(things(&whole), expected);
    for conflict in whole.conflicts().iter().filter(|conflict| conflict.field == "status") {
        let claim = conflict.claim.as_ref().and_then(|id| whole.claim(id)).unwrap();
        prop_assert!(claim.status.is_none() && !whole.standing(claim).settled, "the program picked a status");
        prop_assert!(conflict.sides.len() > 1);
    }
    for claim in whole.claims.iter() {
        let missing = flags_of_heads(&whole, claim).into_iter().find(|flag| !claim.flags.contains(flag));
        prop_assert!(missing.is_none(), "{:?} of {} is lost", missing, claim.id);
    }
    let loaded = format::parse(&format::write(&whole).unwrap());
    let loaded = loaded.map_err(|error| TestCaseError::fail(format!("cannot be read back: {error}")))?;
    prop_assert_eq!(loaded.warnings, Vec::<String>::new());
    check_same(&loaded.project, &whole, "what is read is what was written")
}

proptest! {
    #![proptest_config(rounds())]

    #[test]
    fn merging_obeys_its_laws(story in stories()) {
        let projects = play(&story);
        check_laws(&projects)?;
        check_nothing_is_lost(&projects)?;
    }
}
