//! A story with forty secrets: one in every field that could tell who a confidential source is, and all that can stand
//! elsewhere named everywhere it should not be. Two people wrote it without knowing of each other, and it was merged.

#[path = "package.rs"]
mod package;
#[path = "pdf.rs"]
#[allow(dead_code, reason = "the library’s own tests use the rest")]
mod pdf;

use chrono::{DateTime, TimeDelta, Utc};
use tickmark::export::Format;
use tickmark::import;
use tickmark::model::article::{Comment, TrackedChange, TrackedKind};
use tickmark::model::merge::merge;
use tickmark::model::request::EvidenceDetails;
use tickmark::model::{
    ClaimId, Decision, Draft, Edit, EvidenceId, Extra, Flag, KeptCopy, Kind, Minter, Person, Project, Request, Risk,
    SourceChoice, SourceDetails, SourceId, SourceKind, Stamp, Stance, Status,
};
use tickmark::store::kept;

pub const TEXT: &str =
    "Talks end early\n\nAbout 28,500 troops are stationed there. The talks go on in December, after 12 rounds.\n";

/// Where each secret is. Those of `told` can stand in what a checker writes, and do.
const FIELDS: [&str; 40] = [
    "title",
    "who",
    "role",
    "where",
    "when",
    "url",
    "contact",
    "phone",
    "terms",
    "old title",
    "old who",
    "old where",
    "old when",
    "old url",
    "old contact",
    "old terms",
    "kept name",
    "kept from",
    "kept bytes",
    "second kept name",
    "second kept from",
    "locator",
    "passage",
    "old locator",
    "old passage",
    "other locator",
    "other passage",
    "deleted title",
    "deleted who",
    "deleted url",
    "deleted contact",
    "torn title",
    "torn who",
    "torn passage",
    "their title",
    "their contact",
    "their passage",
    "their locator",
    "swapped locator",
    "swapped passage",
];

/// The secret of a field: a word like no other, such as `Zqabaxu`.
pub fn secret(field: &str) -> String {
    let place = FIELDS.iter().position(|known| *known == field).unwrap_or_else(|| panic!("no field {field}"));
    let letter = |number: usize| char::from(b'a' + u8::try_from(number % 26).unwrap());
    format!("Zq{}{}axu", letter(place / 26), letter(place))
}

/// The first secret in a text, as it stands there.
pub fn found_in(text: &str) -> Option<String> {
    let folded = text.to_lowercase();
    let of_files = ["kept", "second"].map(|file| kept::hash(&bytes(file)));
    let words = FIELDS.iter().map(|field| (*field, secret(field).to_lowercase()));
    words.chain(of_files.map(|hash| ("name of a kept file", hash))).find_map(|(field, word)| {
        let at = folded.find(&word)?;
        let before: Vec<char> = folded[..at].chars().rev().take(80).collect();
        Some(format!("{field}: {}{word}", before.iter().rev().collect::<String>()))
    })
}

/// The fields whose secrets are nowhere in a text.
pub fn missing_in(text: &str) -> Vec<&'static str> {
    FIELDS.into_iter().filter(|field| !text.to_lowercase().contains(&secret(field).to_lowercase())).collect()
}

/// The contents of a kept copy.
pub fn bytes(file: &str) -> Vec<u8> {
    format!("%PDF {} {file}", secret("kept bytes")).into_bytes()
}

/// Text with everything in it that it should not have.
pub fn told() -> String {
    let name = |field: &str| secret(field);
    let names = [
        name("title"),
        format!("NORABELLE {}’s", name("who").to_uppercase()),
        format!("the {} minister", name("role")),
        format!("https://{}.example/drop", name("url").to_lowercase()),
        format!("{}@mail.example, {} 2 555", name("contact").to_lowercase(), name("phone")),
        name("old title"),
        format!("Ms. {}", name("old who")),
        format!("https://{}.example/drop/", name("old url").to_lowercase()),
        format!("{}@mail.example", name("old contact")),
        format!("{}.pdf and {}.pdf", name("kept name"), name("second kept name")),
        format!("https://{}.example/x", name("kept from")),
        format!("{} of {}", name("deleted title"), name("deleted who")),
        format!("{}.example/y, {}@mail.example", name("deleted url"), name("deleted contact")),
        format!("{}, {}", name("torn title"), name("torn who")),
        format!("{}, {}@mail.example", name("their title"), name("their contact")),
    ];
    format!("28,500, say {}", names.join("; "))
}

/// One person's copy of the story.
#[derive(Clone)]
struct Desk {
    project: Project,
    by: Person,
    at: DateTime<Utc>,
    names: Minter,
}

impl Desk {
    fn ask(&mut self, request: Request) -> String {
        self.at += TimeDelta::minutes(1);
        let stamp = &mut Stamp { by: &self.by, at: self.at, minter: &mut self.names };
        self.project.carry_out(&[request], stamp).unwrap().unwrap_or_default()
    }

    /// The same story on another desk, some hours later.
    fn copy(&self, initials: &str, hours: i64) -> Self {
        let at = self.at + TimeDelta::hours(hours);
        Self { by: Person::new(initials, ""), at, names: Minter::new(initials.to_lowercase()), ..self.clone() }
    }

    fn claim(&mut self, quote: &str) -> ClaimId {
        let start = self.project.draft().unwrap().text.find(quote).unwrap();
        let range = start..start + quote.len();
        ClaimId(self.ask(Request::AddClaim { range, kind: Kind::Figure, risk: Risk::High }))
    }

    fn source(&mut self, details: SourceDetails, kept: Vec<KeptCopy>) -> SourceId {
        SourceId(self.ask(Request::AddSource(Box::new(details), kept)))
    }

    fn edit_source(&mut self, source: &SourceId, change: impl FnOnce(&mut SourceDetails)) {
        let mut details = self.project.source(source).unwrap().details.clone();
        change(&mut details);
        self.ask(Request::EditSource(source.clone(), Box::new(details)));
    }

    fn evidence(&mut self, claim: &ClaimId, source: &SourceId, locator: &str, passage: &str) -> EvidenceId {
        EvidenceId(self.ask(Request::AddEvidence(claim.clone(), evidence(source, locator, passage))))
    }

    fn edit_evidence(&mut self, claim: &ClaimId, piece: &EvidenceId, to: EvidenceDetails) {
        self.ask(Request::EditEvidence(claim.clone(), piece.clone(), to));
    }

    /// Writes into every field of a claim that takes text.
    fn write(&mut self, claim: &ClaimId, begin: &str) {
        let text = || format!("{begin} {}", told());
        self.ask(Request::SetTitle(text()));
        self.ask(Request::SetNote(claim.clone(), text()));
        self.ask(Request::SetSourceNote(claim.clone(), text()));
        self.ask(Request::SetQuestion(claim.clone(), text()));
        self.ask(Request::SetAnswer(claim.clone(), text()));
        self.ask(Request::SuggestChange(claim.clone(), Some(text())));
        self.ask(Request::Decide(claim.clone(), Decision::Rejected, text()));
    }
}

fn evidence(source: &SourceId, locator: &str, passage: &str) -> EvidenceDetails {
    let source = SourceChoice::Existing(source.clone());
    EvidenceDetails { source, locator: secret_or(locator), passage: secret_or(passage), stance: Stance::Supports }
}

/// The secret of a field, or the text when it is none.
fn secret_or(text: &str) -> String {
    if FIELDS.contains(&text) { format!("p. 3, {}, there", secret(text)) } else { text.to_owned() }
}

fn person(title: String, who: String) -> SourceDetails {
    SourceDetails { who, confidential: true, ..SourceDetails::new(SourceKind::Person, title) }
}

/// The confidential source as it is in the end, or with `old ` as it was before.
fn details(old: &str) -> SourceDetails {
    let of = |field: &str| secret(&format!("{old}{field}"));
    let (role, phone) = (secret("role"), secret("phone"));
    let old_ones = !old.is_empty();
    SourceDetails {
        place: format!("Café {}", of("where")),
        when: format!("{} 2019", of("when")),
        url: format!("https://{}.example/drop", of("url")),
        contact: format!(
            "{}@mail.example{}",
            of("contact"),
            if old_ones { String::new() } else { format!(", {phone} 2 555") }
        ),
        terms: format!("off the record, {}", of("terms")),
        ..person(
            of("title"),
            format!("Norabelle {}{}", of("who"), if old_ones { String::new() } else { format!(", {role} minister") }),
        )
    }
}

fn copy(file: &str, name: &str, from: &str) -> KeptCopy {
    let bytes = bytes(file);
    KeptCopy {
        sha256: kept::hash(&bytes),
        name: format!("{}.pdf", secret(name)),
        bytes: bytes.len() as u64,
        at: DateTime::UNIX_EPOCH,
        from: format!("https://{}.example/x", secret(from)),
        extra: Extra::new(),
    }
}

fn new_desk() -> Desk {
    let mut project = Project { title: format!("Talks with {}", told()), ..Project::default() };
    let mut draft = Draft::from_article(import::read_text(TEXT).unwrap(), 1, DateTime::UNIX_EPOCH, None);
    draft.label = format!("seen by {}", told());
    let comment = |replies| Comment { author: told(), text: told(), end: 5, replies, ..Comment::default() };
    draft.comments.push(comment(vec![comment(Vec::new())]));
    let (kind, author, text) = (TrackedKind::Deletion, told(), told());
    draft.changes.push(TrackedChange { kind, author, date: String::new(), start: 0, text, extra: Extra::new() });
    project.drafts.push(draft);
    let (by, mut names) = (Person::new("MK", ""), Minter::new("mk"));
    project.commit(vec![Edit::AddDraft { number: 1 }], &by, DateTime::UNIX_EPOCH, &mut names).unwrap();
    Desk { project, by, at: DateTime::UNIX_EPOCH, names }
}

/// The story, merged from two copies; with conflicts in every field that can hold a secret.
pub fn story() -> Project {
    let mut desk = new_desk();
    let (claim, other) = (desk.claim("28,500 troops"), desk.claim("in December"));
    let third = desk.claim("12 rounds");
    let source = desk.source(details("old "), vec![copy("kept", "kept name", "kept from")]);
    desk.edit_source(&source, |now| *now = details(""));
    desk.ask(Request::KeepCopy(source.clone(), copy("second", "second kept name", "second kept from")));
    let piece = desk.evidence(&claim, &source, "old locator", "old passage");
    desk.edit_evidence(&claim, &piece, evidence(&source, "locator", "passage"));
    desk.evidence(&other, &source, "other locator", "other passage");
    desk.ask(Request::SetStatus(other.clone(), Status::Verified));
    let gone = person(secret("deleted title"), format!("Hilde {}", secret("deleted who")));
    let (url, contact) = (secret("deleted url") + ".example/y", secret("deleted contact") + "@mail.example");
    let gone = desk.source(SourceDetails { url, contact, ..gone }, Vec::new());
    desk.ask(Request::DeleteSource(gone));
    let public = SourceDetails {
        who: told(),
        url: format!("https://a.example/{}", secret("who")),
        ..SourceDetails::new(SourceKind::Document, told())
    };
    let public = desk.source(public, Vec::new());
    desk.evidence(&claim, &public, &told(), &told());
    let torn = person(secret("torn title"), format!("Ada {}", secret("torn who")));
    let torn = desk.source(SourceDetails { confidential: false, ..torn }, Vec::new());
    desk.evidence(&other, &torn, "", "torn passage");
    let swapped = desk.evidence(&third, &source, "swapped locator", "swapped passage");
    desk.ask(Request::SetFlag(claim.clone(), Flag::Legal, true));
    desk.write(&claim, "before");

    let (mut ours, mut theirs) = (desk.copy("AK", 1), desk.copy("EK", 2));
    ours.write(&claim, "ours");
    theirs.write(&claim, "theirs");
    ours.ask(Request::SetStatus(claim.clone(), Status::Wrong));
    theirs.ask(Request::SetStatus(claim.clone(), Status::Query));
    ours.edit_evidence(&claim, &piece, evidence(&source, "their locator", "their passage"));
    theirs.edit_evidence(&claim, &piece, evidence(&source, "p. 4", "another"));
    ours.edit_source(&source, |now| {
        now.title = secret("their title");
        now.contact = secret("their contact") + "@mail.example";
    });
    theirs.edit_source(&source, |now| (now.title, now.contact) = ("A minister".into(), "by post".into()));
    ours.edit_source(&torn, |now| now.confidential = true);
    theirs.edit_source(&torn, |now| now.confidential = true);
    theirs.edit_source(&torn, |now| now.confidential = false);
    // Theirs is the later, and holds: the passage stands with a source that anybody may know.
    let there = |source: &SourceId| evidence(source, "swapped locator", "swapped passage");
    ours.edit_evidence(&third, &swapped, there(&torn));
    theirs.edit_evidence(&third, &swapped, there(&public));
    merge(&ours.project, &theirs.project).unwrap()
}

/// All text that a file of this format holds, in its properties, names and links too.
pub fn all_text(format: Format, bytes: &[u8]) -> String {
    match format {
        Format::Pdf => pdf::pdf_text(bytes),
        Format::Docx | Format::DocxMarkup | Format::Xlsx => package::package_text(bytes),
        _ => String::from_utf8(bytes.to_vec()).unwrap(),
    }
}
