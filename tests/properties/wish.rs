//! Random requests, made from whatever a project holds when their turn comes.

use chrono::{DateTime, Utc};
use proptest::prelude::*;
use proptest::test_runner::Config;
use std::ops::Range;
use tickmark::model::history::Stopped;
use tickmark::model::request::EvidenceDetails;
use tickmark::model::{
    Article, BlockKind, CarriedClaim, Claim, ClaimId, Decision, Draft, EvidenceId, Flag, KeptCopy, Kind, Minter,
    Outcome, Person, Progress, Project, Request, Risk, Role, SignOffs, Signatures, Source, SourceChoice, SourceDetails,
    SourceId, SourceKind, Stamp, Stance, Standing, Status,
};
use tickmark::store::format;

pub const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

/// How many requests a sequence has at the most.
pub const LENGTH: usize = 40;

pub fn config() -> Config {
    let full = std::env::var("TICKMARK_GATES").is_ok_and(|gates| gates == "full");
    let usual = if full { 10_000 } else { 300 };
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(usual);
    Config { cases, failure_persistence: None, ..Config::default() }
}

pub fn article() -> Article {
    let mut article = Article { title: Some("Talks".to_owned()), ..Article::default() };
    article.push(BlockKind::Hed, "Talks end early");
    article.push(BlockKind::Paragraph, "Some 28,500 troops stay — “nobody leaves”, he said.");
    article.push(BlockKind::Paragraph, "서울은 10억 달러를 낸다. Ça va. 28,500 again.");
    article
}

/// Numbers that a request is made from, whatever the project holds when its turn comes.
#[derive(Clone, Debug)]
pub struct Wish {
    what: u8,
    first: usize,
    second: usize,
    from: usize,
    to: usize,
    text: String,
}

pub fn wishes() -> impl Strategy<Value = Vec<Wish>> {
    // Mostly places in the text, at times far outside of it.
    let place = || prop_oneof![19 => 0..150_usize, 1 => any::<usize>()];
    let wish = (0..51_u8, any::<usize>(), any::<usize>(), place(), place(), "[ a-z“é한\n]{0,6}")
        .prop_map(|(what, first, second, from, to, text)| Wish { what, first, second, from, to, text });
    prop::collection::vec(wish, 1..=LENGTH)
}

pub fn pick<T: Copy>(all: &[T], number: usize) -> T {
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

    pub fn request(&self, project: &Project) -> Request {
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
            36 | 37 => Request::SetSourceNote(id(), text()),
            38 | 39 => {
                Request::TakeNote { range: self.words(project), kind: pick(Kind::ALL, self.first), note: text() }
            }
            40 => Request::SetLabel(pick(&[1, 2], self.second), text()),
            41 | 42 => {
                let place = if self.what == 41 { self.range() } else { self.words(project) };
                Request::SetRead { places: vec![place.into()], read: !self.second.is_multiple_of(3) }
            }
            43 => Request::SetSeen(id(), self.second.is_multiple_of(2)),
            44 => Request::CloseAsChanged(id()),
            45..=47 => Request::SignOff(self.signed(project), self.role()),
            48 => Request::TakeBackSignOff(self.signed(project), self.role()),
            49 => Request::SignOff(None, self.role()),
            50 => Request::TakeBackSignOff(None, self.role()),
            _ => Request::DeleteSource(self.source(project, self.first)),
        }
    }

    /// A claim, or at times the whole story.
    fn signed(&self, project: &Project) -> Option<ClaimId> {
        (!self.from.is_multiple_of(3)).then(|| self.claim(project, self.first))
    }

    /// Of few roles, so that people sign in the same one.
    fn role(&self) -> Role {
        pick(&[Role::Checker, Role::SecondReader, Role::Editor], self.second)
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
pub fn beginning() -> Vec<Request> {
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

/// As if the draft had come in after another one, in which the first claim was made.
fn carried() -> CarriedClaim {
    CarriedClaim {
        reason: "Its words stand elsewhere in their sentence".to_owned(),
        ..CarriedClaim::new(ClaimId("a-1".to_owned()), Outcome::Unsure, 1, "28,500")
    }
}

/// A project with somebody who works on it.
pub struct Desk {
    pub project: Project,
    pub minter: Minter,
    pub by: Person,
}

impl Desk {
    pub fn new() -> Self {
        let drafts = vec![Draft { carried: vec![carried()], ..Draft::from_article(article(), 1, NOW, None) }];
        let project = Project { title: "Talks".to_owned(), drafts, ..Project::default() };
        let mut desk = Self { project, minter: Minter::new("a"), by: Person::new("ak", "") };
        let mut stamp = Stamp { by: &desk.by, at: NOW, minter: &mut desk.minter };
        desk.project.carry_out(&beginning(), &mut stamp).unwrap();
        assert_eq!(desk.project.progress().count(Status::Verified), 1);
        desk
    }

    pub fn ask(&mut self, request: &Request) -> Result<Option<String>, Stopped> {
        let mut stamp = Stamp { by: &self.by, at: NOW, minter: &mut self.minter };
        self.project.carry_out(std::slice::from_ref(request), &mut stamp)
    }

    pub fn undo(&mut self) -> bool {
        self.project.undo(&self.by, NOW, &mut self.minter).unwrap()
    }

    pub fn redo(&mut self) -> bool {
        self.project.redo(&self.by, NOW, &mut self.minter).unwrap()
    }

    pub fn entries(&self) -> usize {
        self.project.history.entries().len()
    }

    /// Writes the project and goes on with what is read back.
    pub fn write_and_read(&mut self) {
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
pub struct View {
    pub title: String,
    pub drafts: Vec<Draft>,
    pub claims: Vec<(Claim, Standing)>,
    pub sources: Vec<Source>,
    pub progress: Progress,
    pub sign_offs: SignOffs,
    pub signatures: Signatures,
}

impl View {
    pub fn of(project: &Project) -> Self {
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
            sign_offs: project.sign_offs.clone(),
            signatures: project.signatures(),
        }
    }
}
