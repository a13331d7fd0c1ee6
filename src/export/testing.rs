//! A story in mid-check, built as a person would: by requests.

#[path = "../../tests/secrets/package.rs"]
mod package;
#[path = "../../tests/secrets/pdf.rs"]
pub mod pdf;

use super::{Edition, Format, House, Options, export};
use crate::model::request::EvidenceDetails;
use crate::model::rules::plan;
use crate::model::{
    Article, BlockKind, ClaimId, Decision, Draft, Edit, Kind, Minter, Person, Project, Request, Risk, SourceChoice,
    SourceDetails, SourceId, SourceKind, Stamp, Stance, Status,
};
use chrono::{DateTime, FixedOffset, TimeDelta, Utc};

/// A project that is being worked on.
pub struct Desk {
    pub project: Project,
    pub at: DateTime<Utc>,
    pub by: Person,
    pub house: House,
    minter: Minter,
}

impl Desk {
    /// A project with this article, a paragraph per element.
    pub fn new(paragraphs: &[&str]) -> Self {
        let blocks: Vec<_> = paragraphs.iter().map(|text| (BlockKind::Paragraph, *text)).collect();
        Self::of(&blocks)
    }

    pub fn of(blocks: &[(BlockKind, &str)]) -> Self {
        let mut article = Article { title: Some("Allies split an hour into talks".into()), ..Article::default() };
        for (kind, text) in blocks {
            article.push(*kind, text);
        }
        let at = "2019-11-19T07:24:00Z".parse().unwrap();
        let mut project = Project { title: "Allies split an hour into talks".into(), ..Project::default() };
        project.drafts.push(Draft::from_article(article, 1, at, None));
        let by = Person::new("MK", "");
        let mut desk = Self { project, at, by, house: House::default(), minter: Minter::new("t") };
        desk.commit(vec![Edit::AddDraft { number: 1 }]);
        desk
    }

    fn commit(&mut self, edits: Vec<Edit>) {
        self.at += TimeDelta::minutes(4);
        self.project.commit(edits, &self.by, self.at, &mut self.minter).unwrap();
    }

    /// Carries out a request, and returns what it made.
    pub fn ask(&mut self, request: Request) -> String {
        let stamp = &mut Stamp { by: &self.by, at: self.at, minter: &mut self.minter };
        let plan = plan(&self.project, &request, stamp).unwrap_or_else(|refusal| panic!("{request:?}: {refusal}"));
        self.commit(plan.edits);
        plan.made.unwrap_or_default()
    }

    pub fn undo(&mut self) {
        assert!(self.project.undo(&self.by, self.at, &mut self.minter).unwrap());
    }

    pub fn claim(&mut self, quote: &str) -> ClaimId {
        let text = &self.project.draft().unwrap().text;
        let start = text.find(quote).unwrap_or_else(|| panic!("{quote:?} is not in the text"));
        let range = start..start + quote.len();
        ClaimId(self.ask(Request::AddClaim { range, kind: Kind::Figure, risk: Risk::Normal }))
    }

    pub fn source(&mut self, details: SourceDetails) -> SourceId {
        SourceId(self.ask(Request::AddSource(Box::new(details), Vec::new())))
    }

    pub fn evidence(&mut self, claim: &ClaimId, source: &SourceId, locator: &str, passage: &str, stance: Stance) {
        let source = SourceChoice::Existing(source.clone());
        let details = EvidenceDetails { source, locator: locator.into(), passage: passage.into(), stance };
        self.ask(Request::AddEvidence(claim.clone(), details));
    }

    /// Adds a supporting document and marks the claim verified.
    pub fn verify(&mut self, claim: &ClaimId) {
        let source = self.source(SourceDetails::new(SourceKind::Document, "Strength report"));
        self.evidence(claim, &source, "p. 3", "28,500 service members", Stance::Supports);
        self.status(claim, Status::Verified);
    }

    pub fn status(&mut self, claim: &ClaimId, status: Status) {
        self.ask(Request::SetStatus(claim.clone(), status));
    }

    pub fn options(&self, edition: Edition, with_confidential: bool) -> Options {
        let offset = FixedOffset::east_opt(9 * 3600).unwrap();
        let house = self.house.clone().into();
        Options { edition, with_confidential, house, ..Options::new(self.at, offset) }
    }

    /// The file as it is written.
    pub fn bytes(&self, edition: Edition, with_confidential: bool, format: Format) -> Vec<u8> {
        export(&self.project, &self.options(edition, with_confidential), format, &mut |_| true).unwrap().bytes
    }

    /// All text that the file holds.
    pub fn export(&self, edition: Edition, with_confidential: bool, format: Format) -> String {
        self.export_with(&self.options(edition, with_confidential), format)
    }

    /// The same with other options.
    pub fn export_with(&self, options: &Options, format: Format) -> String {
        all_text(format, &export(&self.project, options, format, &mut |_| true).unwrap().bytes)
    }
}

/// A story in mid-check with a block of most kinds: claims that overlap, one verified, one with a change that was accepted, one
/// that is asked of the writer, and one that a source contradicts.
pub fn story() -> Desk {
    let mut desk = Desk::of(&[
        (BlockKind::Hed, "Allies split"),
        (BlockKind::Dek, "The talks ended early"),
        (BlockKind::Paragraph, "About 28,500 American troops; John DeHart; 31 December."),
        (BlockKind::Heading, "Who left"),
        (BlockKind::ListItem, "one"),
        (BlockKind::ListItem, "two"),
        (BlockKind::Quotation, "It was they."),
        (BlockKind::TableCell, "28,500"),
        (BlockKind::Footnote, "A note."),
    ]);
    let (troops, name) = (desk.claim("28,500 American troops"), desk.claim("John DeHart"));
    let whole = desk.claim("About 28,500 American troops; John DeHart");
    let day = desk.claim("31 December");
    desk.verify(&troops);
    desk.ask(Request::SuggestChange(name.clone(), Some("James DeHart".into())));
    desk.status(&name, Status::Wrong);
    desk.ask(Request::Decide(name, Decision::Accepted, "So he is called.".into()));
    desk.ask(Request::SetQuestion(day.clone(), "Which year?".into()));
    desk.status(&day, Status::Query);
    let url = "https://a.example/?a=1&b=2".into();
    let source = desk.source(SourceDetails { url, ..SourceDetails::new(SourceKind::WebPage, "A page") });
    desk.evidence(&whole, &source, "para 4", "James DeHart", Stance::Contradicts);
    desk.project.drafts[0].language = Some("en-GB".into());
    desk
}

/// All text that a file of this format holds, in its properties, names and links too.
pub fn all_text(format: Format, bytes: &[u8]) -> String {
    match format {
        Format::Pdf => pdf::pdf_text(bytes),
        Format::Docx | Format::DocxMarkup | Format::Xlsx => package::package_text(bytes),
        _ => String::from_utf8(bytes.to_vec()).unwrap(),
    }
}

/// The markup of a part of a package.
pub fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()
}

/// The names of the parts of a package.
pub fn part_names(bytes: &[u8]) -> Vec<String> {
    let archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    archive.file_names().map(|name| name.unwrap().into_owned()).collect()
}

/// What the attributes of this name hold, in order.
pub fn values<'x>(xml: &'x str, attribute: &str) -> Vec<&'x str> {
    let begin = format!(" {attribute}=\"");
    xml.split(&begin).skip(1).map(|rest| rest.split_once('"').unwrap().0).collect()
}
