//! A pack without confidential data: no byte of it tells who a confidential source is, or what it told.

use chrono::{DateTime, Utc};
use std::fs;
use std::path::{Path, PathBuf};
use tickmark::import;
use tickmark::model::request::EvidenceDetails;
use tickmark::model::{
    ClaimId, Kind, Person, Request, Risk, SourceChoice, SourceDetails, SourceId, SourceKind, Stance, Status,
};
use tickmark::session::packing::{PackChoice, Watch};
use tickmark::session::{Session, UnpackOrder};
use tickmark::store::kept;

const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

const STORY: &str = "Talks end early\n\nAbout 28,500 troops are stationed there. The talks go on in December.\n";

/// A word for each field that a confidential source has, for its file, and for what was written about it.
const CANARIES: [&str; 13] = [
    "titlecanary",
    "whocanary",
    "placecanary",
    "whencanary",
    "urlcanary",
    "contactcanary",
    "termscanary",
    "locatorcanary",
    "passagecanary",
    "namecanary",
    "fromcanary",
    "filecanary",
    "oldcanary",
];

fn source() -> SourceDetails {
    SourceDetails {
        who: "Norabelle Whocanary".into(),
        place: "Placecanary Inn".into(),
        when: "Whencanary 2019".into(),
        url: "https://urlcanary.example/drop".into(),
        contact: "contactcanary@mail.example".into(),
        terms: "Termscanary, off the record".into(),
        confidential: true,
        ..SourceDetails::new(SourceKind::Person, "Titlecanary")
    }
}

/// A saved story with a confidential source and an open one, each with a file.
fn story(folder: &Path) -> (Session, PathBuf) {
    let article = import::read_text(STORY).unwrap();
    let original = Some(("talks.txt".to_owned(), STORY.as_bytes().to_vec()));
    let mut session = Session::from_article(article, original, Person::new("MK", ""), "s", NOW);
    let mut ask = |request: Request| session.ask(request, NOW).unwrap().unwrap_or_default();
    let text = |quote: &str| {
        let at = STORY.find(quote).unwrap();
        at..at + quote.len()
    };
    let add = |quote: &str| Request::AddClaim { range: text(quote), kind: Kind::Figure, risk: Risk::High };
    let (claim, other) = (ClaimId(ask(add("28,500 troops"))), ClaimId(ask(add("in December"))));
    let before = SourceDetails { who: "Hildegard Oldcanary".into(), ..source() };
    let secret = SourceId(ask(Request::AddSource(Box::new(before), Vec::new())));
    ask(Request::EditSource(secret.clone(), Box::new(source())));
    let evidence = EvidenceDetails {
        source: SourceChoice::Existing(secret.clone()),
        locator: "Locatorcanary 16:10".into(),
        passage: "I, Passagecanary, was there".into(),
        stance: Stance::Supports,
    };
    ask(Request::AddEvidence(claim.clone(), evidence.clone()));
    ask(Request::SetStatus(claim.clone(), Status::Verified));
    ask(Request::AddEvidence(other.clone(), evidence));
    ask(Request::SetNote(other.clone(), "Whocanary, Titlecanary, namecanary.pdf, contactcanary@mail.example".into()));
    ask(Request::SetQuestion(other, "Did Mr. Oldcanary say so at https://urlcanary.example/drop?".into()));
    ask(Request::SetTitle("Talks with Norabelle Whocanary".into()));
    for (name, bytes, from, source) in [
        ("namecanary.pdf", "%PDF filecanary", "https://fromcanary.example/x", secret),
        ("open.csv", "troops\n28,500\n", "dropped on the window", SourceId(String::new())),
    ] {
        fs::write(folder.join(name), bytes).unwrap();
        let copy = session.copy_of_file(&folder.join(name), from, NOW).unwrap();
        let open = SourceDetails::new(SourceKind::Dataset, "Counts");
        let keep = match source.0.is_empty() {
            true => Request::AddSource(Box::new(open), vec![copy]),
            false => Request::KeepCopy(source, copy),
        };
        session.ask(keep, NOW).unwrap();
    }
    let path = folder.join("whocanary-talks.tickmark");
    session.save(&path).unwrap();
    (session, path)
}

fn choice(path: PathBuf, without_confidential: bool) -> PackChoice {
    PackChoice { path, replace: false, without_confidential, passphrase: None }
}

/// Packs and unpacks; returns the project file, and every name and byte that was in the pack or is of it.
fn round(session: &Session, folder: &Path, without: bool) -> (PathBuf, String) {
    let name = if without { "a-without-confidential.zip" } else { "a.zip" };
    let made = session.pack_order(choice(folder.join(name), without), NOW).run(&Watch::NOBODY).unwrap();
    assert_eq!(made.warnings, Vec::<String>::new());
    let order = UnpackOrder { pack: made.path.clone(), folder: folder.join("out"), passphrase: None };
    let unpacked = order.run(&Watch::NOBODY).unwrap();
    assert_eq!(unpacked.without_confidential, without);
    let mut all = String::from_utf8_lossy(&fs::read(&made.path).unwrap()).into_owned();
    let mut archive = zip::ZipArchive::new(fs::File::open(&made.path).unwrap()).unwrap();
    for place in 0..archive.len() {
        let mut entry = archive.by_index(place).unwrap();
        all += &entry.name().unwrap();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut entry, &mut bytes).unwrap();
        all += &String::from_utf8_lossy(&bytes);
    }
    (unpacked.project, all.to_lowercase())
}

#[test]
fn no_byte_of_a_pack_tells_of_a_confidential_source_unless_asked() {
    let folder = tempfile::tempdir().unwrap();
    let (session, _) = story(folder.path());
    let (project, all) = round(&session, folder.path(), true);
    for canary in CANARIES.iter().chain(&["norabelle", "hildegard", &*kept::hash(b"%PDF filecanary")]) {
        assert!(!all.contains(canary), "{canary} is in the pack");
    }
    let copy = Session::open(&project, Person::new("EK", ""), "t").unwrap();
    assert_eq!((copy.warnings().len(), copy.read_only()), (0, None));
    let words = |session: &Session| session.rows().iter().map(|row| row.standing.words()).collect::<Vec<_>>();
    assert_eq!(words(&copy), ["verified", "unchecked"]);
    assert_eq!(words(&copy), words(&session), "no status lapses");
    assert_eq!(copy.kept_bytes(&kept::hash(b"troops\n28,500\n")).unwrap(), b"troops\n28,500\n");
    assert_eq!(copy.kept_bytes(&kept::hash(STORY.as_bytes())).unwrap(), STORY.as_bytes());
    assert!(copy.project().title.ends_with("(without confidential data)"));
}

#[test]
fn a_whole_pack_holds_all_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let (session, path) = story(folder.path());
    let (project, all) = round(&session, folder.path(), false);
    for canary in CANARIES {
        assert!(all.contains(canary), "{canary} is missing");
    }
    assert_eq!(fs::read(project).unwrap(), fs::read(path).unwrap());
}

#[test]
fn the_name_of_a_pack_says_what_is_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let (session, path) = story(folder.path());
    for (name, without, encrypted) in [
        ("a.zip", true, false),
        ("a-without-confidential.zip", false, false),
        ("a-without-confidential.zip.age", true, false),
        ("a.zip", false, true),
        ("a.zip.age", false, false),
        ("a.tickmark", false, false),
        ("zip", false, false),
    ] {
        let passphrase = encrypted.then(|| tickmark::session::packing::Passphrase::new("x").unwrap());
        let choice = PackChoice { passphrase, ..choice(folder.path().join(name), without) };
        let problem = session.pack_order(choice, NOW).run(&Watch::NOBODY).unwrap_err();
        assert!(problem.what.contains("does not say what is in the pack"), "{name}: {problem}");
        assert!(!folder.path().join(name).exists());
    }
    let problem = session.pack_order(choice(path.clone(), false), NOW).run(&Watch::NOBODY).unwrap_err();
    assert!(problem.what.contains("cannot take the place of its own project"));
}

#[test]
fn a_file_that_is_missing_or_changed_is_named_and_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let (session, path) = story(folder.path());
    fs::remove_file(kept::folder(&path).join(kept::hash(STORY.as_bytes()))).unwrap();
    fs::write(kept::folder(&path).join(kept::hash(b"troops\n28,500\n")), "troops\n27,000\n").unwrap();
    let made = session.pack_order(choice(folder.path().join("a.zip"), false), NOW).run(&Watch::NOBODY).unwrap();
    let expected = [
        "The original “talks.txt” is not there, or cannot be read, and is not in the pack.",
        "The kept copy “open.csv” is no longer the file that was kept, and is not in the pack.",
    ];
    assert_eq!((made.files, made.warnings), (2, expected.map(String::from).to_vec()));
    let order = UnpackOrder { pack: made.path, folder: folder.path().join("out"), passphrase: None };
    order.run(&Watch::NOBODY).unwrap();
}
