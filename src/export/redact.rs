//! The project without what a confidential source must not have told. Reports are made from nothing else.

mod differences;
mod hand_over;

pub use hand_over::HandOver;

use super::scrub::Scrubber;
use crate::model::article::{Comment, TrackedChange};
use crate::model::edit::SourceField;
use crate::model::source::SourceText;
use crate::model::steps::{Step, steps};
use crate::model::table::Table;
use crate::model::{
    Claim, ClaimId, Draft, Edit, Entry, Evidence, EvidenceId, Extra, History, KeptCopy, Project, Role, SignOff,
    SignOffs, Signatures, Source, SourceDetails, SourceId, Standing, Standings, StatusRecord, SuggestedChange,
    describe,
};
use chrono::{DateTime, Utc};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

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

/// What is withheld, and how. Claims, evidence and sources are rebuilt field by field, so that a field that is added
/// to them must be decided on here.
#[derive(Debug)]
struct Withholding {
    labels: HashMap<SourceId, String>,
    /// Evidence that somebody took from such a source, while people differ on where it comes from.
    contested: HashSet<EvidenceId>,
    scrubber: Scrubber,
}

impl Withholding {
    fn of(project: &Project) -> Self {
        let ids = project.confidential_sources();
        let mut confidential: Vec<&Source> = project.sources.iter().filter(|source| ids.contains(&source.id)).collect();
        confidential.sort_by_key(|source| source.deleted);
        let label =
            |(place, source): (usize, &&Source)| (source.id.clone(), format!("Confidential source {}", place + 1));
        let labels = confidential.iter().enumerate().map(label).collect();
        let contested = project.contested_evidence().filter(|(_, source)| ids.contains(source));
        let contested = contested.map(|(evidence, _)| evidence.clone()).collect();
        Self { labels, contested, scrubber: scrubber(project, &confidential) }
    }

    fn text(&self, text: &str) -> String {
        self.scrubber.scrub(text)
    }

    fn project(&self, project: &Project) -> Project {
        let mut sources = Table::default();
        project.sources.iter().map(|source| self.source(source)).for_each(|source| {
            sources.push(source);
        });
        let mut claims = Table::default();
        project.claims.iter().map(|claim| self.claim(claim)).for_each(|claim| {
            claims.push(claim);
        });
        Project {
            title: self.text(&project.title),
            sign_offs: sign_offs(&project.sign_offs),
            drafts: project.drafts.iter().map(|draft| self.draft(draft)).collect(),
            sources,
            claims,
            history: History::default(),
            extra: Extra::new(),
        }
    }

    /// The text and what the article says of itself stay; what the desk wrote, and what stood on the margins, does not.
    fn draft(&self, draft: &Draft) -> Draft {
        let mut shown = Draft { label: self.text(&draft.label), extra: Extra::new(), ..draft.clone() };
        shown.comments.iter_mut().for_each(|comment| self.comment(comment));
        shown.changes.iter_mut().for_each(|change| {
            (change.author, change.text) = (self.text(&change.author), self.text(&change.text));
            change.extra = Extra::new();
        });
        shown.notes.iter_mut().for_each(|note| note.extra = Extra::new());
        shown.carried.iter_mut().for_each(|carried| carried.extra = Extra::new());
        if let Some(file) = &mut shown.file {
            file.name = self.text(&file.name);
            file.extra = Extra::new();
        }
        shown
    }

    /// A comment and the answers to it, however deep they are.
    fn comment(&self, comment: &mut Comment) {
        let mut waiting = vec![comment];
        while let Some(comment) = waiting.pop() {
            (comment.author, comment.text) = (self.text(&comment.author), self.text(&comment.text));
            comment.date = self.text(&comment.date);
            comment.extra = Extra::new();
            waiting.extend(&mut comment.replies);
        }
    }

    fn source(&self, source: &Source) -> Source {
        let label = self.labels.get(&source.id);
        let details = &source.details;
        let text = |name: SourceText| if label.is_some() { String::new() } else { self.text(details.text(name)) };
        let details = SourceDetails {
            kind: details.kind,
            title: label.cloned().unwrap_or_else(|| text(SourceText::Title)),
            who: text(SourceText::Who),
            place: text(SourceText::Place),
            when: text(SourceText::When),
            url: text(SourceText::Url),
            contact: text(SourceText::Contact),
            terms: text(SourceText::Terms),
            gathering: details.gathering,
            rank: details.rank,
            confidential: label.is_some(),
        };
        let kept = if label.is_some() { Vec::new() } else { source.kept.iter().map(|copy| self.kept(copy)).collect() };
        Source { id: source.id.clone(), details, kept, deleted: source.deleted, extra: Extra::new() }
    }

    fn kept(&self, copy: &KeptCopy) -> KeptCopy {
        KeptCopy {
            sha256: copy.sha256.clone(),
            name: self.text(&copy.name),
            bytes: copy.bytes,
            at: copy.at,
            from: self.text(&copy.from),
            extra: Extra::new(),
        }
    }

    fn claim(&self, claim: &Claim) -> Claim {
        let standing = |record: &StatusRecord| StatusRecord {
            status: record.status,
            by: record.by.clone(),
            at: record.at,
            basis: record.basis.clone(),
            extra: Extra::new(),
        };
        Claim {
            id: claim.id.clone(),
            anchor: claim.anchor.clone(),
            kind: claim.kind,
            risk: claim.risk,
            status: claim.status.as_ref().map(standing),
            evidence: claim.evidence.iter().map(|piece| self.evidence(piece)).collect(),
            change: claim.change.as_ref().map(|change| self.change(change)),
            question: self.text(&claim.question),
            answer: self.text(&claim.answer),
            note: self.text(&claim.note),
            source_note: self.text(&claim.source_note),
            flags: claim.flags.clone(),
            same_as: claim.same_as.clone(),
            sign_offs: sign_offs(&claim.sign_offs),
            deleted: claim.deleted,
            extra: Extra::new(),
        }
    }

    fn change(&self, change: &SuggestedChange) -> SuggestedChange {
        SuggestedChange {
            wording: self.text(&change.wording),
            decision: change.decision,
            reason: self.text(&change.reason),
            by: change.by.clone(),
            at: change.at,
            made: change.made,
            extra: Extra::new(),
        }
    }

    /// True when locator and passage of the evidence are left out.
    fn is_withheld(&self, piece: &Evidence) -> bool {
        self.labels.contains_key(&piece.source) || self.contested.contains(&piece.id)
    }

    fn evidence(&self, piece: &Evidence) -> Evidence {
        let withheld = self.is_withheld(piece);
        let text = |text: &str| if withheld { String::new() } else { self.text(text) };
        Evidence {
            id: piece.id.clone(),
            source: piece.source.clone(),
            locator: text(&piece.locator),
            passage: text(&piece.passage),
            stance: piece.stance,
            deleted: piece.deleted,
            extra: Extra::new(),
        }
    }
}

/// Who signed, when and what: as with statuses, that tells of no source.
fn sign_offs(all: &SignOffs) -> SignOffs {
    let sign_off = |(role, SignOff { by, at, covers, .. }): (Role, &SignOff)| {
        (role, SignOff { by: by.clone(), at: *at, covers: Arc::clone(covers), extra: Extra::new() })
    };
    all.iter().map(sign_off).collect()
}

/// All that could tell who the confidential sources are: what is known of them, and what was before it was changed.
fn scrubber(project: &Project, confidential: &[&Source]) -> Scrubber {
    let mut scrubber = Scrubber::default();
    let ids: HashSet<&SourceId> = confidential.iter().map(|source| &source.id).collect();
    confidential.iter().for_each(|source| add_source(&mut scrubber, source));
    for entry in project.history.entries() {
        match &*entry.edit {
            Edit::AddSource(source) if ids.contains(&source.id) => add_source(&mut scrubber, source),
            Edit::Source { id, field } if ids.contains(id) => match field {
                SourceField::Text { name, from, to } => {
                    add_text(&mut scrubber, *name, from);
                    add_text(&mut scrubber, *name, to);
                }
                SourceField::Kept(change) => {
                    change.from.iter().chain(&change.to).for_each(|copy| add_kept(&mut scrubber, copy));
                }
                _ => {}
            },
            _ => {}
        }
    }
    scrubber
}

fn add_source(scrubber: &mut Scrubber, source: &Source) {
    SourceText::ALL.iter().for_each(|name| add_text(scrubber, *name, source.details.text(*name)));
    source.kept.iter().for_each(|copy| add_kept(scrubber, copy));
}

/// Places, times and terms are not looked for: they are left out of the source itself, and elsewhere tell nobody's
/// name. Other sources were met "by telephone" as well.
fn add_text(scrubber: &mut Scrubber, name: SourceText, text: &str) {
    match name {
        SourceText::Title | SourceText::Who => scrubber.add_name(text),
        SourceText::Url | SourceText::Contact => scrubber.add_address(text),
        SourceText::Place | SourceText::When | SourceText::Terms => {}
    }
}

fn add_kept(scrubber: &mut Scrubber, copy: &KeptCopy) {
    scrubber.add(&copy.name);
    if copy.from.contains(['/', '@', '\\']) {
        scrubber.add_address(&copy.from);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::testing::Desk;
    use crate::export::{Edition, Format};
    use crate::model::{Minter, Person};

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
