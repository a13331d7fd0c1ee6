//! The story's history as rows, one per step, newest first, and which of them are listed.
//!
//! Rows are derived once per revision, off the window's thread; listing them is a look at each row and no more.

use crate::model::steps::steps;
use crate::model::{ClaimId, Entry, EntryId, Person, Project, SourceId};
use crate::store::seen::Seen;
use crate::text::find;
use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// Somebody who did something to the story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hand {
    /// Tells people apart: the initials in small letters or, without any, the name.
    pub key: String,
    /// The name with the initials, as last written.
    pub name: String,
    /// The initials or, without any, the name.
    pub short: String,
}

impl Hand {
    /// What tells this person from others.
    pub fn key_of(person: &Person) -> String {
        let initials = person.initials.trim();
        if initials.is_empty() { person.name.trim().to_lowercase() } else { initials.to_lowercase() }
    }

    /// The initials of a person or, without any, the name.
    pub fn short_of(person: &Person) -> String {
        let initials = person.initials.trim();
        if initials.is_empty() { person.to_string() } else { initials.to_owned() }
    }

    fn of(person: &Person) -> Self {
        Self { key: Self::key_of(person), name: person.to_string(), short: Self::short_of(person) }
    }
}

/// One step of the history as a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// When.
    pub at: DateTime<Utc>,
    /// The day that was, where the person sits.
    pub day: NaiveDate,
    /// Who: the place among [`Chronicle::people`].
    pub by: usize,
    /// What, with every edit, such as `mark “fivefold” query; write a question on “fivefold”`.
    pub what: String,
    /// The claims it touches, deleted ones too, the one it is mostly about first.
    pub claims: Vec<ClaimId>,
    /// The sources it touches, deleted ones too.
    pub sources: Vec<SourceId>,
    /// The entries of the step.
    pub entries: Vec<EntryId>,
    /// It is not among what this user had seen when the story was last left.
    pub is_new: bool,
    /// What a search looks through.
    folded: String,
}

/// Where a row leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// To a claim.
    Claim(ClaimId),
    /// To a source.
    Source(SourceId),
}

impl Told {
    /// What can be shown of what it touches: a claim that is still there, or else a source.
    pub fn goal(&self, project: &Project) -> Option<Goal> {
        let claim = self.claims.iter().find(|id| project.claim(id).is_some());
        let source = || self.sources.iter().find(|id| project.source(id).is_some());
        claim.cloned().map(Goal::Claim).or_else(|| source().cloned().map(Goal::Source))
    }
}

/// Which rows are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Those of this person, see [`Hand::key`].
    pub by: Option<String>,
    /// Those of this day.
    pub day: Option<NaiveDate>,
    /// Those that touch this claim.
    pub claim: Option<ClaimId>,
    /// Those not done before this moment.
    pub since: Option<DateTime<Utc>>,
    /// Those that this user had not seen when the story was last left.
    pub is_new: bool,
    /// Those with these words, whatever their case, in what was done or in who did it.
    pub find: String,
}

/// The history as rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chronicle {
    /// One per step, newest first.
    pub rows: Vec<Told>,
    /// Everybody who did something, in order of their first step.
    pub people: Vec<Hand>,
    /// The days on which something was done, the latest first.
    pub days: Vec<NaiveDate>,
}

impl Chronicle {
    /// The whole history, with days as they are in this time zone.
    pub fn of(project: &Project, seen: &Seen, zone: &impl TimeZone) -> Self {
        Self::tell(project, project.history.entries(), seen, zone)
    }

    /// What was done to one claim, and of each step only that.
    pub fn of_claim(project: &Project, claim: &ClaimId, seen: &Seen, zone: &impl TimeZone) -> Self {
        // What undoes a step touches what the step touched, so that both are found among these.
        let about = project.history.entries().iter().filter(|entry| entry.edit.claim() == Some(claim));
        Self::tell(project, &about.cloned().collect::<Vec<_>>(), seen, zone)
    }

    fn tell(project: &Project, entries: &[Arc<Entry>], seen: &Seen, zone: &impl TimeZone) -> Self {
        let mut people = People::default();
        let mut rows: Vec<Told> = Vec::new();
        for step in steps(entries) {
            let what = step.what(project);
            let by = people.place(&step.first.by);
            rows.push(Told {
                at: step.first.at,
                day: step.first.at.with_timezone(zone).date_naive(),
                by,
                folded: find::folded_text(&what),
                what,
                claims: step.claims().into_iter().cloned().collect(),
                sources: step.sources().into_iter().cloned().collect(),
                entries: step.entries.iter().map(|entry| entry.id.clone()).collect(),
                is_new: !seen.covers(&step.first.id),
            });
        }
        rows.reverse();
        // After a merge steps need not stand in the order in which clocks saw them.
        rows.sort_by_key(|row| std::cmp::Reverse(row.at));
        let days: BTreeSet<NaiveDate> = rows.iter().map(|row| row.day).collect();
        Self { rows, people: people.list, days: days.into_iter().rev().collect() }
    }

    /// Who did what a row tells.
    pub fn by(&self, row: &Told) -> &Hand {
        const NOBODY: &Hand = &Hand { key: String::new(), name: String::new(), short: String::new() };
        self.people.get(row.by).unwrap_or(NOBODY)
    }

    /// The places of the rows that pass, newest first.
    pub fn listed(&self, filter: &Filter) -> Vec<usize> {
        let by = filter.by.as_ref().map(|key| self.people.iter().position(|hand| hand.key == *key));
        let needle = find::folded_text(filter.find.trim());
        let named: Vec<bool> = self.people.iter().map(|hand| find::folded_text(&hand.name).contains(&needle)).collect();
        let passes = |row: &Told| {
            by.is_none_or(|by| by == Some(row.by))
                && filter.day.is_none_or(|day| day == row.day)
                && filter.since.is_none_or(|since| row.at >= since)
                && (!filter.is_new || row.is_new)
                && filter.claim.as_ref().is_none_or(|claim| row.claims.contains(claim))
                && (named.get(row.by) == Some(&true) || row.folded.contains(&needle))
        };
        self.rows.iter().enumerate().filter(|(_, row)| passes(row)).map(|(place, _)| place).collect()
    }

    /// How many rows this user had not seen.
    pub fn new_rows(&self) -> usize {
        self.rows.iter().filter(|row| row.is_new).count()
    }
}

/// People in order of their first step.
#[derive(Default)]
struct People {
    list: Vec<Hand>,
    places: HashMap<String, usize>,
}

impl People {
    fn place(&mut self, person: &Person) -> usize {
        let hand = Hand::of(person);
        let place = *self.places.entry(hand.key.clone()).or_insert(self.list.len());
        match self.list.get_mut(place) {
            Some(known) if !person.name.trim().is_empty() => *known = hand,
            Some(_) => {}
            None => self.list.push(hand),
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Article, BlockKind, Draft, Edit, Kind, Minter, Request, Risk, SourceDetails, SourceKind, Stamp,
    };
    use chrono::FixedOffset;

    /// A story that two people work on over two days, nine hours east of Greenwich.
    struct Desk {
        project: Project,
        mine: Minter,
        theirs: Minter,
    }

    const SEOUL: i32 = 9 * 3600;

    impl Desk {
        fn new() -> Self {
            let mut article = Article::default();
            article.push(BlockKind::Paragraph, "Seoul pays $1bn. Some 28,500 troops stay.");
            let drafts = vec![Draft::from_article(article, 1, DateTime::UNIX_EPOCH, None)];
            let project = Project { drafts, ..Project::default() };
            let mut desk = Self { project, mine: Minter::new("m"), theirs: Minter::new("t") };
            let edits = vec![Edit::AddDraft { number: 1 }];
            desk.project.commit(edits, &Person::new("MK", ""), at("18T01:00"), &mut desk.mine).unwrap();
            desk
        }

        fn ask(&mut self, by: &str, name: &str, when: &str, request: Request) -> ClaimId {
            let minter = if by == "MK" { &mut self.mine } else { &mut self.theirs };
            let stamp = &mut Stamp { by: &Person::new(by, name), at: at(when), minter };
            ClaimId(self.project.carry_out(&[request], stamp).unwrap().unwrap_or_default())
        }

        fn told(&self, seen: &Seen) -> Chronicle {
            Chronicle::of(&self.project, seen, &FixedOffset::east_opt(SEOUL).unwrap())
        }
    }

    fn at(when: &str) -> DateTime<Utc> {
        format!("2019-11-{when}:00Z").parse().unwrap()
    }

    fn mark(range: std::ops::Range<usize>) -> Request {
        Request::AddClaim { range, kind: Kind::Figure, risk: Risk::Normal }
    }

    fn desk() -> (Desk, [ClaimId; 2]) {
        let mut desk = Desk::new();
        let one = desk.ask("MK", "", "18T02:00", mark(0..5));
        let two = desk.ask("ak", "", "18T15:30", mark(22..28));
        desk.ask("MK", "M. Kask", "18T14:30", Request::SetNote(one.clone(), "x".into()));
        let source = SourceDetails::new(SourceKind::Document, "Émigré Almanac");
        desk.ask("AK", "김민수", "19T03:00", Request::AddSource(Box::new(source), Vec::new()));
        desk.project.undo(&Person::new("AK", "김민수"), at("19T04:00"), &mut desk.theirs).unwrap();
        (desk, [one, two])
    }

    #[test]
    fn rows_say_when_who_and_what_newest_first() {
        let (desk, [one, two]) = desk();
        let told = desk.told(&Seen::default());
        let rows: Vec<String> = told
            .rows
            .iter()
            .map(|row| format!("{} {}: {}", row.day.format("%d"), told.by(row).name, row.what))
            .collect();
        assert_eq!(
            rows,
            [
                "19 김민수 (AK): undo: add the source “Émigré Almanac”",
                "19 김민수 (AK): add the source “Émigré Almanac”",
                "19 김민수 (AK): mark “28,500”",
                "18 M. Kask (MK): write a note on “Seoul”",
                "18 M. Kask (MK): mark “Seoul”",
                "18 M. Kask (MK): bring in draft 1",
            ]
        );
        let keys: Vec<&str> = told.people.iter().map(|hand| &*hand.key).collect();
        assert_eq!((keys, told.days.len()), (vec!["mk", "ak"], 2));
        let goals: Vec<Option<Goal>> = told.rows.iter().map(|row| row.goal(&desk.project)).collect();
        let [one, two] = [one, two].map(|id| Some(Goal::Claim(id)));
        assert_eq!(goals, [None, None, two, one.clone(), one, None], "the source is deleted by the undo");
    }

    #[test]
    fn filters_narrow_the_list() {
        let (desk, [one, _]) = desk();
        let mut seen = Seen { counts: [("m".to_owned(), 99)].into(), ..Seen::default() };
        seen.counts.insert("t".to_owned(), 2);
        let told = desk.told(&seen);
        let day = |day| NaiveDate::from_ymd_opt(2019, 11, day);
        let words = |find: &str| Filter { find: find.into(), ..Filter::default() };
        let table = [
            (Filter::default(), &[0, 1, 2, 3, 4, 5][..]),
            (Filter { by: Some("ak".into()), ..Filter::default() }, &[0, 1, 2]),
            (Filter { by: Some("xx".into()), ..Filter::default() }, &[]),
            (Filter { day: day(19), ..Filter::default() }, &[0, 1, 2]),
            (Filter { day: day(18), by: Some("ak".into()), ..Filter::default() }, &[]),
            (Filter { claim: Some(one), ..Filter::default() }, &[3, 4]),
            (Filter { since: Some(at("18T15:30")), ..Filter::default() }, &[0, 1, 2]),
            (Filter { is_new: true, ..Filter::default() }, &[0, 1]),
            (words(" ALMANAC "), &[0, 1]),
            (words("김민수"), &[0, 1, 2]),
            (words("seoul”"), &[3, 4]),
            (words("nothing of the kind"), &[]),
        ];
        for (filter, expected) in table {
            assert_eq!(told.listed(&filter), expected, "{filter:?}");
        }
        assert_eq!(told.new_rows(), 2);
    }

    #[test]
    fn of_a_claim_only_what_was_done_to_it_is_told() {
        let (mut desk, [one, two]) = desk();
        let asked = [Request::SetNote(one.clone(), "y".into()), Request::SetNote(two, "z".into())];
        let stamp = &mut Stamp { by: &Person::new("MK", ""), at: at("20T01:00"), minter: &mut desk.mine };
        desk.project.carry_out(&asked, stamp).unwrap();
        desk.project.undo(&Person::new("MK", ""), at("20T02:00"), &mut desk.mine).unwrap();
        let told = Chronicle::of_claim(&desk.project, &one, &Seen::default(), &Utc);
        let rows: Vec<&str> = told.rows.iter().map(|row| &*row.what).collect();
        assert_eq!(
            rows,
            ["undo: write a note on “Seoul”", "write a note on “Seoul”", "write a note on “Seoul”", "mark “Seoul”"]
        );
    }
}
