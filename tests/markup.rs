//! The writer’s own Word file handed back with comments and tracked changes: every comment on its exact words, every change
//! as it was suggested, everything else as it was; on real documents where there are any.
//!
//! `TICKMARK_KEEP=FOLDER cargo test --test markup` writes the files there, for other programs to look at.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use chrono::{DateTime, FixedOffset, Utc};
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use tickmark::export::{Exported, Format, Options, export};
use tickmark::import;
use tickmark::model::{Article, ClaimId, Kind, Person, Project, Request, Risk};
use tickmark::session::Session;
use tickmark::text::{replies, sentences};

const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

/// A story of this file, with a claim on every third sentence and a change on every tenth.
fn story(article: Article, name: &str, bytes: &[u8]) -> Session {
    let spans: Vec<_> = article
        .blocks
        .iter()
        .filter(|block| !block.aside)
        .flat_map(|block| {
            let found = sentences::split(article.block_text(block));
            found.into_iter().map(move |range| block.start + range.start..block.start + range.end)
        })
        .collect();
    let original = Some((name.to_owned(), bytes.to_vec()));
    let mut session = Session::from_article(article, original, Person::new("MK", "M. Kerr"), "t", NOW);
    let mut wordings = 0;
    for (number, range) in spans.into_iter().enumerate().filter(|(number, _)| number % 3 == 0 || number % 10 == 0) {
        let request = Request::AddClaim { range, kind: Kind::Other, risk: Risk::Normal };
        let Ok(Some(made)) = session.ask(request, NOW) else { continue };
        if number % 10 == 0 {
            let claim = ClaimId(made);
            let quote = session.project().claim(&claim).unwrap().anchor.quote.clone();
            wordings += 1;
            let wording = match wordings % 3 {
                0 => String::new(),
                1 => quote.replacen(' ', " quite ", 1),
                _ => "Other words & <more>".to_owned(),
            };
            if wording != quote {
                session.ask(Request::SuggestChange(claim, Some(wording)), NOW).unwrap();
            }
        }
    }
    session
}

fn marked_up(project: &Project, bytes: &[u8]) -> Exported {
    let offset = FixedOffset::east_opt(0).unwrap();
    let options = Options { original: Some(bytes.into()), ..Options::new(NOW, offset) };
    export(project, &options, Format::DocxMarkup, &mut |_| true).unwrap()
}

fn read(bytes: &[u8]) -> Article {
    import::read(bytes, "a.docx", &import::Options::default()).unwrap()
}

fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .filter_map(|at| {
            let mut file = archive.by_index(at).ok()?;
            let name = String::from_utf8_lossy(file.name_raw()).into_owned();
            let mut held = Vec::new();
            file.read_to_end(&mut held).ok()?;
            Some((name, held))
        })
        .collect()
}

/// What went wrong with one file, and how many comments and changes there were.
#[derive(Default, Debug)]
struct Found {
    claims: usize,
    changes: usize,
    beside: usize,
    misplaced: Vec<String>,
    lost: Vec<String>,
    notices: Vec<String>,
}

fn check(before: &Article, session: &Session, bytes: &[u8], exported: &Exported) -> Found {
    let after = read(&exported.bytes);
    let project = session.project();
    let mut found = Found { notices: exported.notices.clone(), ..Found::default() };
    let ours: HashMap<ClaimId, &_> =
        after.comments.iter().filter_map(|one| Some((replies::claim_of(one)?, one))).collect();
    for claim in project.claims_in_order() {
        found.claims += 1;
        let quote = &claim.anchor.quote;
        let Some(comment) = ours.get(&claim.id) else {
            found.lost.push(quote.clone());
            continue;
        };
        let words = &after.text[comment.start..comment.end];
        let wording = claim.change.as_ref().map(|change| change.wording.trim());
        found.changes += usize::from(wording.is_some());
        let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        if flat(words) == flat(wording.unwrap_or(quote)) {
            continue;
        }
        if flat(&comment.text).contains(&flat(&format!("Words: {quote}"))) {
            found.beside += 1;
        } else {
            found.misplaced.push(format!("{words:?} for {:?}", wording.unwrap_or(quote)));
        }
    }
    for old in &before.comments {
        let kept = after
            .comments
            .iter()
            .any(|new| new.author == old.author && new.text == old.text && new.replies.len() == old.replies.len());
        if !kept {
            found.lost.push(format!("the comment {:?}", old.text));
        }
    }
    let (old, new) = (parts(bytes), parts(&exported.bytes));
    let may_change = ["document", "comments", "commentsExtended", "footnotes", "endnotes", "rels", "[Content_Types]"];
    for (name, held) in &old {
        let stem = name.rsplit(['/', '\\']).next().unwrap_or_default();
        if new.get(name) != Some(held) && !may_change.iter().any(|part| stem.contains(part)) {
            found.lost.push(format!("the part {name}"));
        }
    }
    found
}

fn keep(name: &str, bytes: &[u8]) {
    if let Some(folder) = std::env::var_os("TICKMARK_KEEP") {
        fs::write(Path::new(&folder).join(name), bytes).unwrap();
    }
}

#[test]
fn real_documents_come_back_with_every_comment_on_its_words() {
    let folder = PathBuf::from("../shared/corpora/docx");
    let Ok(files) = fs::read_dir(&folder) else {
        let _ = writeln!(std::io::stderr(), "skipped: {} is not there", folder.display());
        return;
    };
    let (mut files_tried, mut claims, mut changes, mut beside, mut bad, mut notices) = (0, 0, 0, 0, Vec::new(), 0);
    let mut names: Vec<PathBuf> = files
        .flatten()
        .map(|file| file.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "docx" || ending == "docm"))
        .collect();
    names.sort();
    for path in names {
        let (name, bytes) = (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap());
        let Ok(article) = import::read(&bytes, &name, &import::Options::default()) else { continue };
        if article.format != "docx" {
            continue;
        }
        let session = story(article.clone(), &name, &bytes);
        let exported = marked_up(session.project(), &bytes);
        keep(&name, &exported.bytes);
        keep(&format!("{name}.tickmark"), &tickmark::store::format::write(session.project()).unwrap());
        let found = check(&article, &session, &bytes, &exported);
        files_tried += 1;
        (claims, changes) = (claims + found.claims, changes + found.changes);
        (beside, notices) = (beside + found.beside, notices + found.notices.len());
        if !found.misplaced.is_empty() || !found.lost.is_empty() {
            bad.push(format!("{name}: {:?} {:?} {:?}", found.misplaced, found.lost, found.notices));
        }
    }
    let _ = writeln!(
        std::io::stderr(),
        "{files_tried} files, {claims} comments, {beside} of them beside their words, {changes} changes, {notices} notices; in {} files \
         not all as it should be",
        bad.len()
    );
    bad.iter().for_each(|bad| drop(writeln!(std::io::stderr(), "  {bad}")));
    assert!(bad.len() * 20 <= files_tried, "more than 5 % of the files");
    assert!(beside * 10 <= claims, "more than a tenth of the comments do not stand on their words");
}
