//! The project without what a confidential source must not have told. Reports are made from nothing else.

mod differences;
mod hand_over;
mod withholding;

pub use hand_over::HandOver;

use super::scrub::Scrubber;
use crate::model::article::{Comment, TrackedChange};
use crate::model::steps::{Step, steps};
use crate::model::{
    ClaimId, Edit, Entry, Evidence, Project, Signatures, Source, SourceId, Standing, Standings, describe,
};
use chrono::{DateTime, Utc};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;
use withholding::{Withholding, scrubber};

/// A project as an exporter may see it. There is no other way to make one than [`Redacted::new`].
///
/// While confidential sources are withheld, each is called `Confidential source 1` and so on and keeps its type, the
/// way it was gathered and its rank; locators and passages of evidence from it are left out, since they may tell who
/// it is; and its names and addresses, old ones included, are taken out of every text a checker, writer or editor
/// wrote. The article, the claims' quotes and the names of those who did the check stay as they are.
#[derive(Debug)]
pub struct Redacted<'a> {
    project: Cow<'a, Project>,
    original: &'a Project,
    confidential: usize,
    withholding: Option<Withholding>,
}

/// One step of the history in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: String,
    /// What, with every edit of the step, such as `mark “fivefold” query; write a question on “fivefold”` or
    /// `undo: mark “fivefold”`.
    pub what: String,
}

/// What a story is called where it is told of outside of it, such as in a list of recent ones.
pub fn title(project: &Project) -> String {
    Withholding::of(project).text(&project.title)
}

impl<'a> Redacted<'a> {
    /// The project without what confidential sources must not have told; with it, when it was asked for.
    pub fn new(project: &'a Project, with_confidential: bool) -> Self {
        let ids = project.confidential_sources();
        let confidential = project.sources().filter(|source| ids.contains(&source.id)).count();
        let withholding = (!ids.is_empty() && !with_confidential).then(|| Withholding::of(project));
        let shown = withholding.as_ref().map_or(Cow::Borrowed(project), |rules| Cow::Owned(rules.project(project)));
        Self { project: shown, original: project, confidential, withholding }
    }

    /// The project. While anything is withheld its history is empty; see [`Redacted::history`].
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// What the statuses of claims count for. It is found in the whole project, since a status rests on evidence that
    /// may be withheld here.
    pub fn standings(&self) -> HashMap<&ClaimId, Standing> {
        let mut standings = Standings::new(self.original);
        self.original.claims.iter().map(|claim| (&claim.id, standings.of(claim))).collect()
    }

    /// What the sign-offs of the story count for, likewise found in the whole project.
    pub fn signatures(&self) -> Signatures {
        self.original.signatures()
    }

    /// How many of its sources are confidential.
    pub fn confidential(&self) -> usize {
        self.confidential
    }

    /// True when confidential sources are withheld, and there are some.
    pub fn withholds(&self) -> bool {
        self.withholding.is_some()
    }

    /// True when locator and passage of this evidence are left out.
    pub fn withholds_evidence(&self, piece: &Evidence) -> bool {
        self.withholding.as_ref().is_some_and(|rules| rules.is_withheld(piece))
    }

    /// How many comments and tracked changes of the file that the article came in say what is withheld here.
    pub(super) fn told_on_the_margins(&self) -> usize {
        let (Some(draft), Some(shown)) = (self.original.draft(), self.project.draft()) else { return 0 };
        let comments = draft.comments.iter().zip(&shown.comments).filter(|(one, two)| differ(one, two)).count();
        let words = |change: &TrackedChange| (change.author.clone(), change.text.clone());
        let changes = draft.changes.iter().zip(&shown.changes).filter(|(one, two)| words(one) != words(two)).count();
        comments + changes
    }

    /// What takes the confidential sources but this one out of a text, for a sheet that goes to nobody else: also where
    /// they were asked for.
    pub(super) fn others(&self, source: &SourceId) -> Scrubber {
        if self.withholds() {
            return Scrubber::default();
        }
        let ids = self.original.confidential_sources();
        let is_other = |other: &&Source| ids.contains(&other.id) && other.id != *source;
        let others: Vec<&Source> = self.original.sources.iter().filter(is_other).collect();
        if others.is_empty() { Scrubber::default() } else { scrubber(self.original, &others) }
    }

    /// Everything that was done, oldest first, one row per step.
    pub fn history(&self) -> Vec<Done> {
        let row = |step: &Step| {
            let prefix = step.manner.prefix();
            let what = if prefix.is_empty() { self.describe(step.origin) } else { self.describe_again(step.origin) };
            Done { at: step.first.at, by: step.first.by.to_string(), what: prefix.to_owned() + &what }
        };
        steps(self.original.history.entries()).iter().map(row).collect()
    }

    /// A step that was described before: the beginning of a long one will do.
    fn describe_again(&self, step: &[Arc<Entry>]) -> String {
        const SHORT: usize = 12;
        match step.get(..SHORT) {
            Some(beginning) if step.len() > SHORT => self.describe(beginning) + "; …",
            _ => self.describe(step),
        }
    }

    fn describe(&self, step: &[Arc<Entry>]) -> String {
        let Some(rules) = &self.withholding else { return describe::whole_step(self.original, step) };
        let redact = |entry: &Arc<Entry>| match &*entry.edit {
            Edit::AddSource(source) => {
                let edit = Edit::AddSource(Box::new(rules.source(source))).into();
                Arc::new(Entry { edit, ..Entry::clone(entry) })
            }
            _ => Arc::clone(entry),
        };
        describe::whole_step(&self.project, &step.iter().map(redact).collect::<Vec<_>>())
    }
}

/// True when two comments, or answers to them at the same place, say something else.
fn differ(one: &Comment, two: &Comment) -> bool {
    let mut waiting = vec![(one, two)];
    while let Some((one, two)) = waiting.pop() {
        if (&one.author, &one.text) != (&two.author, &two.text) {
            return true;
        }
        waiting.extend(one.replies.iter().zip(&two.replies));
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::testing::Desk;
    use crate::export::{Edition, Format};
    use crate::model::{Minter, Person, SourceDetails};

    #[test]
    fn tells_what_was_done_undone_and_done_again() {
        let mut desk = Desk::new(&["one two three"]);
        desk.claim("one");
        desk.undo();
        let (by, mut names) = (Person::new("MK", "M. Kerr"), Minter::new("other"));
        assert!(desk.project.redo(&by, desk.at, &mut names).unwrap());
        desk.claim("two");
        let history = Redacted::new(&desk.project, false).history();
        let rows: Vec<(&str, &str)> = history.iter().map(|done| (done.by.as_str(), done.what.as_str())).collect();
        assert_eq!(
            rows,
            [
                ("MK", "bring in draft 1"),
                ("MK", "mark “one”"),
                ("MK", "undo: mark “one”"),
                ("M. Kerr (MK)", "redo: mark “one”"),
                ("MK", "mark “two”"),
            ]
        );
    }

    #[test]
    fn tells_everything_that_was_done_in_a_step() {
        let mut desk = Desk::new(&["one two three"]);
        let claim = desk.claim("one");
        let stamp = &mut crate::model::Stamp { by: &desk.by, at: desk.at, minter: &mut Minter::new("other") };
        let asked = [
            crate::model::Request::SetNote(claim.clone(), "two, in truth".into()),
            crate::model::Request::SetStatus(claim, crate::model::Status::Wrong),
        ];
        desk.project.carry_out(&asked, stamp).unwrap();
        desk.undo();
        let rows: Vec<String> =
            Redacted::new(&desk.project, false).history().into_iter().map(|done| done.what).collect();
        assert_eq!(
            rows[2..],
            ["mark “one” wrong; write a note on “one”", "undo: mark “one” wrong; write a note on “one”"]
        );
    }

    #[test]
    fn every_step_is_in_the_checking_copy_with_who_and_when() {
        let mut desk = Desk::new(&["one two three"]);
        desk.claim("one");
        desk.undo();
        let (by, mut names) = (Person::new("MK", "M. Kerr"), Minter::new("other"));
        assert!(desk.project.redo(&by, desk.at, &mut names).unwrap());
        let told = [("MK", "bring in draft 1"), ("MK", "mark “one”"), ("MK", "undo: mark “one”")];
        for (format, between) in [(Format::Markdown, " | "), (Format::Html, "</td><td><bdi>")] {
            let copy = desk.export(Edition::CheckingCopy, false, format);
            for (by, what) in told.into_iter().chain([("M. Kerr (MK)", "redo: mark “one”")]) {
                let row = copy.lines().find(|line| line.contains(&format!("{by}{between}{what}")));
                assert!(row.is_some_and(|row| row.contains("19 Nov 2019, 16:")), "{by}: {what}: {copy}");
            }
        }
    }

    #[test]
    fn numbers_confidential_sources_in_order_of_arrival_the_deleted_last() {
        let mut desk = Desk::new(&["one"]);
        let source = |title: &str, confidential| SourceDetails {
            confidential,
            ..SourceDetails::new(crate::model::SourceKind::Person, title)
        };
        let gone = desk.source(source("Gone Person", true));
        desk.source(source("An open source", false));
        desk.source(source("Some Person", true));
        desk.ask(crate::model::Request::DeleteSource(gone));
        let redacted = Redacted::new(&desk.project, false);
        let titles: Vec<&str> = redacted.project().sources.iter().map(|source| &*source.details.title).collect();
        assert_eq!(titles, ["Confidential source 2", "An open source", "Confidential source 1"]);
        assert_eq!((redacted.confidential(), redacted.withholds()), (1, true));
        assert!(!Redacted::new(&desk.project, true).withholds());
    }
}
