//! What holds whatever a person asks for, in whatever order: random requests against the rules, the history and the
//! project file. `PROPTEST_CASES` says how many sequences to try; 300 without it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

use chrono::{DateTime, Utc};
use proptest::prelude::*;
use proptest::test_runner::Config;
use std::ops::Range;
use tickmark::model::claim::RECHECK_GLYPH;
use tickmark::model::history::Stopped;
use tickmark::model::request::EvidenceDetails;
use tickmark::model::{
    Article, BlockKind, Claim, ClaimId, Decision, Draft, EvidenceId, Flag, KeptCopy, Kind, Minter, Person, Progress,
    Project, Request, Risk, Source, SourceChoice, SourceDetails, SourceId, SourceKind, Stamp, Stance, Standing, Status,
};
use tickmark::session::Session;
use tickmark::store::format;

const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

/// How many requests a sequence has at the most.
const LENGTH: usize = 40;

fn config() -> Config {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(300);
    Config { cases, failure_persistence: None, ..Config::default() }
}

fn article() -> Article {
    let mut article = Article { title: Some("Talks".to_owned()), ..Article::default() };
    article.push(BlockKind::Hed, "Talks end early");
    article.push(BlockKind::Paragraph, "Some 28,500 troops stay — “nobody leaves”, he said.");
    article.push(BlockKind::Paragraph, "서울은 10억 달러를 낸다. Ça va. 28,500 again.");
    article
}

/// Numbers that a request is made from, whatever the project holds when its turn comes.
#[derive(Clone, Debug)]
struct Wish {
    what: u8,
    first: usize,
    second: usize,
    from: usize,
    to: usize,
    text: String,
}

fn wishes() -> impl Strategy<Value = Vec<Wish>> {
    // Mostly places in the text, at times far outside of it.
    let place = || prop_oneof![19 => 0..150_usize, 1 => any::<usize>()];
    let wish = (0..36_u8, any::<usize>(), any::<usize>(), place(), place(), "[ a-z“é한\n]{0,6}")
        .prop_map(|(what, first, second, from, to, text)| Wish { what, first, second, from, to, text });
    prop::collection::vec(wish, 1..=LENGTH)
}

fn pick<T: Copy>(all: &[T], number: usize) -> T {
    all[number % all.len()]
}

impl Wish {
    /// One of the claims, deleted ones included; at times one that is not there.
    fn claim(&self, project: &Project, number: usize) -> ClaimId {
        let ids: Vec<&ClaimId> = project.claims.iter().map(|claim| &claim.id).collect();
        ids.get(number % (ids.len() + 1)).map_or_else(|| ClaimId("nobody".to_owned()), |id| (*id).clone())
    }

    fn source(&self, project: &Project, number: usize) -> SourceId {
        let ids: Vec<&SourceId> = project.sources.iter().map(|source| &source.id).collect();
        ids.get(number % (ids.len() + 1)).map_or_else(SourceId::default, |id| (*id).clone())
    }

    fn details(&self) -> Box<SourceDetails> {
        let mut details = SourceDetails::new(pick(SourceKind::ALL, self.first), self.text.clone());
        details.confidential = self.second.is_multiple_of(2);
        details.url = format!("https://example.org/{}", self.to % 3);
        Box::new(details)
    }

    fn evidence(&self, project: &Project) -> EvidenceDetails {
        let source = match self.to % 3 {
            0 => SourceChoice::New(self.details()),
            _ => SourceChoice::Existing(self.source(project, self.second)),
        };
        let stance = pick(Stance::ALL, self.from);
        EvidenceDetails { source, locator: format!("p. {}", self.from % 3), passage: self.text.clone(), stance }
    }

    fn range(&self) -> Range<usize> {
        self.from..self.to
    }

    /// Whole words, so that most claims come about.
    fn words(&self, project: &Project) -> Range<usize> {
        let text = &project.drafts[0].text;
        let words: Vec<usize> =
            text.split_whitespace().map(|word| word.as_ptr() as usize - text.as_ptr() as usize).collect();
        let start = pick(&words, self.from);
        start..text[start..].find(char::is_whitespace).map_or(text.len(), |end| start + end)
    }

    fn request(&self, project: &Project) -> Request {
        let id = || self.claim(project, self.first);
        let text = || self.text.clone();
        let piece = || {
            let pieces = project.claims.get(id()).map(|claim| claim.evidence.clone()).unwrap_or_default();
            let piece = pieces.get(self.second % (pieces.len() + 1));
            piece.map_or_else(|| EvidenceId("none".to_owned()), |piece| piece.id.clone())
        };
        match self.what {
            0 => Request::SetTitle(text()),
            1 => {
                Request::SetAside { blocks: vec![self.first % 4, self.second % 4], aside: self.from.is_multiple_of(2) }
            }
            2 => Request::AddClaim { range: self.range(), kind: pick(Kind::ALL, self.first), risk: Risk::Normal },
            3..=6 => {
                let (kind, risk) = (pick(Kind::ALL, self.first), pick(Risk::ALL, self.second));
                Request::AddClaim { range: self.words(project), kind, risk }
            }
            7 => Request::DeleteClaim(id()),
            8 => Request::SetSpan(id(), self.range()),
            9 => Request::SetSpan(id(), self.words(project)),
            10 => Request::SplitClaim(id(), self.from),
            11 => Request::MergeClaims(id(), self.claim(project, self.second)),
            12 => Request::SetKind(id(), pick(Kind::ALL, self.second)),
            13 => Request::SetRisk(id(), pick(Risk::ALL, self.second)),
            14 => Request::SetFlag(id(), pick(Flag::ALL, self.second), self.from.is_multiple_of(2)),
            15 => Request::SetNote(id(), text()),
            16 => Request::SetQuestion(id(), text()),
            17 => Request::SetAnswer(id(), text()),
            18..=20 => Request::SetStatus(id(), pick(Status::ALL, self.second)),
            21 => Request::SuggestChange(id(), (!self.second.is_multiple_of(3)).then(text)),
            22 => Request::Decide(id(), pick(Decision::ALL, self.second), text()),
            23 | 30..=35 => {
                Request::SetSameAs(id(), (!self.from.is_multiple_of(6)).then(|| self.claim(project, self.second)))
            }
            24 | 25 => Request::AddEvidence(id(), self.evidence(project)),
            26 => Request::EditEvidence(id(), piece(), self.evidence(project)),
            27 => Request::DeleteEvidence(id(), piece()),
            28 => match self.second % 3 {
                0 => Request::AddSource(self.details(), Vec::new()),
                1 => Request::EditSource(self.source(project, self.first), self.details()),
                _ => Request::KeepCopy(self.source(project, self.first), self.copy()),
            },
            _ => Request::DeleteSource(self.source(project, self.first)),
        }
    }

    fn copy(&self) -> KeptCopy {
        let digest = format!("{:064x}", self.to % 3);
        KeptCopy {
            sha256: digest,
            name: self.text.clone(),
            bytes: 3,
            at: NOW,
            from: String::new(),
            extra: Default::default(),
        }
    }
}

/// What every sequence begins with: a few claims, one of them verified.
fn beginning() -> Vec<Request> {
    let claim = |range| Request::AddClaim { range, kind: Kind::Other, risk: Risk::Normal };
    let source = SourceChoice::New(Box::new(SourceDetails::new(SourceKind::Book, "Almanac")));
    let evidence = EvidenceDetails { source, locator: String::new(), passage: String::new(), stance: Stance::Supports };
    let first = || ClaimId("a-1".to_owned());
    vec![
        claim(22..28),
        claim(0..5),
        claim(6..9),
        claim(10..15),
        Request::AddEvidence(first(), evidence),
        Request::SetStatus(first(), Status::Verified),
    ]
}

/// A project with somebody who works on it.
struct Desk {
    project: Project,
    minter: Minter,
    by: Person,
}

impl Desk {
    fn new() -> Self {
        let drafts = vec![Draft::from_article(article(), 1, NOW, None)];
        let project = Project { title: "Talks".to_owned(), drafts, ..Project::default() };
        let mut desk = Self { project, minter: Minter::new("a"), by: Person::new("ak", "") };
        let mut stamp = Stamp { by: &desk.by, at: NOW, minter: &mut desk.minter };
        desk.project.carry_out(&beginning(), &mut stamp).unwrap();
        assert_eq!(desk.project.progress().count(Status::Verified), 1);
        desk
    }

    fn ask(&mut self, request: &Request) -> Result<Option<String>, Stopped> {
        let mut stamp = Stamp { by: &self.by, at: NOW, minter: &mut self.minter };
        self.project.carry_out(std::slice::from_ref(request), &mut stamp)
    }

    fn undo(&mut self) -> bool {
        self.project.undo(&self.by, NOW, &mut self.minter).unwrap()
    }

    fn redo(&mut self) -> bool {
        self.project.redo(&self.by, NOW, &mut self.minter).unwrap()
    }

    fn entries(&self) -> usize {
        self.project.history.entries().len()
    }

    /// Writes the project and goes on with what is read back.
    fn write_and_read(&mut self) {
        let bytes = format::write(&self.project).unwrap();
        let loaded = format::parse(&bytes).unwrap();
        assert_eq!((loaded.read_only, loaded.warnings), (None, Vec::new()));
        assert!(loaded.project == self.project, "what was read is not what was written");
        assert_eq!(format::write(&loaded.project).unwrap(), bytes, "written twice, two files");
        self.project = loaded.project;
    }
}

/// What a reader sees of a project: everything but what was deleted, and the history.
#[derive(Debug, PartialEq)]
struct View {
    title: String,
    drafts: Vec<Draft>,
    claims: Vec<(Claim, Standing)>,
    sources: Vec<Source>,
    progress: Progress,
}

impl View {
    fn of(project: &Project) -> Self {
        let claim = |claim: &Claim| {
            let standing = project.standing(claim);
            let mut claim = claim.clone();
            claim.evidence.retain(|piece| !piece.deleted);
            (claim, standing)
        };
        Self {
            title: project.title.clone(),
            drafts: project.drafts.clone(),
            claims: project.claims_in_order().into_iter().map(claim).collect(),
            sources: project.sources().cloned().collect(),
            progress: project.progress(),
        }
    }
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
