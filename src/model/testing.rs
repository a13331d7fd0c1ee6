//! A small story for the tests of the model.

use super::edit::Misfit;
use super::history::Stopped;
use super::request::EvidenceDetails;
use super::*;
use chrono::{DateTime, Utc};
use std::ops::Range;

/// When everything in the tests happens.
pub const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

/// The article of the tests.
pub const TEXT: &str = "Seoul pays $1bn. Some 28,500 troops stay. “No,” he said.";

/// A story with a person who works on it.
pub struct Story {
    pub project: Project,
    pub minter: Minter,
    pub by: Person,
}

impl Story {
    pub fn new() -> Self {
        Self::of(&[TEXT])
    }

    /// A story of these paragraphs.
    pub fn of(paragraphs: &[&str]) -> Self {
        let mut article = Article::default();
        for text in paragraphs {
            article.push(BlockKind::Paragraph, text);
        }
        let drafts = vec![Draft::from_article(article, 1, NOW, None)];
        let project = Project { title: "Talks".to_owned(), drafts, ..Project::default() };
        Self { project, minter: Minter::new("t"), by: Person::new("ak", "") }
    }

    pub fn try_all(&mut self, requests: &[Request]) -> Result<Option<String>, Stopped> {
        self.project.carry_out(requests, &mut Stamp { by: &self.by, at: NOW, minter: &mut self.minter })
    }

    /// Asks for one thing, which fits.
    pub fn ask(&mut self, request: Request) -> Result<Option<String>, Refusal> {
        self.try_all(&[request]).map_err(|stopped| match stopped {
            Stopped::Refused(refusal) => refusal,
            Stopped::Misfit(misfit) => panic!("{misfit}"),
        })
    }

    /// Does one thing that nothing forbids.
    pub fn go(&mut self, request: Request) -> String {
        self.ask(request).unwrap().unwrap_or_default()
    }

    pub fn undo(&mut self) -> Result<bool, Misfit> {
        self.project.undo(&self.by, NOW, &mut self.minter)
    }

    pub fn redo(&mut self) -> Result<bool, Misfit> {
        self.project.redo(&self.by, NOW, &mut self.minter)
    }

    /// Marks these words of the text.
    pub fn claim(&mut self, quote: &str) -> ClaimId {
        let range = self.find(quote);
        ClaimId(self.go(Request::AddClaim { range, kind: Kind::Other, risk: Risk::Normal }))
    }

    /// Where these words stand.
    pub fn find(&self, quote: &str) -> Range<usize> {
        let at = self.project.drafts[0].text.find(quote).unwrap();
        at..at + quote.len()
    }

    pub fn source(&mut self, title: &str) -> SourceId {
        let details = Box::new(SourceDetails::new(SourceKind::Document, title));
        SourceId(self.go(Request::AddSource(details, Vec::new())))
    }

    pub fn evidence(&mut self, claim: &ClaimId, source: &SourceId, stance: Stance) -> EvidenceId {
        EvidenceId(self.go(Request::AddEvidence(claim.clone(), details(source, "p. 1", stance))))
    }

    /// A claim of these words that is verified.
    pub fn verified(&mut self, quote: &str) -> ClaimId {
        let (claim, source) = (self.claim(quote), self.source("Almanac"));
        self.evidence(&claim, &source, Stance::Supports);
        self.go(Request::SetStatus(claim.clone(), Status::Verified));
        claim
    }

    pub fn get(&self, id: &ClaimId) -> &Claim {
        self.project.claim(id).unwrap()
    }

    pub fn standing(&self, id: &ClaimId) -> Standing {
        self.project.standing(self.get(id))
    }

    /// The status in words, `recheck, was …` included.
    pub fn words(&self, id: &ClaimId) -> String {
        self.standing(id).words()
    }
}

/// What is filled in for a piece of evidence.
pub fn details(source: &SourceId, locator: &str, stance: Stance) -> EvidenceDetails {
    let source = SourceChoice::Existing(source.clone());
    EvidenceDetails { source, locator: locator.to_owned(), passage: String::new(), stance }
}
