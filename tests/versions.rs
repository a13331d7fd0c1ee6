//! Files of every version of the format stay readable for ever: one frozen project for each in `tests/fixtures`.
//!
//! After raising `format::VERSION`, write the new one down once and never touch it again:
//! `cargo test --test versions -- --ignored`

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod frozen;

use frozen::Frozen;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use tickmark::model::article::TrackedKind;
use tickmark::model::{
    Claim, Decision, Edit, Flag, Kind, Outcome, Progress, Project, Risk, Role, Signature, SourceKind, Stance, Status,
};
use tickmark::store::format::{VERSION, parse, write};
use tickmark::text::offers::offers;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

fn fixture(version: u32) -> PathBuf {
    folder().join(format!("project-v{version}.tickmark"))
}

/// Every fixture with the version in its name.
fn fixtures() -> Vec<(u32, Vec<u8>)> {
    let names = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let version = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        name.strip_prefix("project-v")?.strip_suffix(".tickmark")?.parse::<u32>().ok()
    };
    let mut found: Vec<(u32, Vec<u8>)> =
        names.filter_map(|path| Some((version(&path)?, fs::read(path).unwrap()))).collect();
    found.sort_unstable();
    found
}

fn value(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap()
}

fn all<T: Copy + Ord>(words: &[T]) -> BTreeSet<T> {
    words.iter().copied().collect()
}

/// The kinds of edits in a file, such as `claim/same-as`.
fn edits(file: &Value) -> BTreeSet<String> {
    let name = |edit: &Value| {
        let (kind, inner) = edit.as_object().unwrap().iter().find(|(name, _)| *name != frozen::UNKNOWN).unwrap();
        let fields = ["aside", "withdrawn", "anchor", "kind", "risk", "status", "change", "question", "answer", "note"];
        let more = ["flags", "same-as", "deleted", "add-evidence", "evidence", "text", "type", "gathering", "rank"];
        let fields = fields.iter().chain(&more).chain(&[
            "confidential",
            "kept",
            "source-note",
            "sign-off",
            "label",
            "read",
            "seen",
        ]);
        let is_change = matches!(kind.as_str(), "draft" | "claim" | "source");
        let field = fields.copied().find(|field| is_change && inner.get(field).is_some());
        field.map_or_else(|| kind.clone(), |field| format!("{kind}/{field}"))
    };
    file["history"].as_array().unwrap().iter().map(|entry| name(&entry["edit"])).collect()
}

#[test]
#[ignore = "writes the frozen project of this version down, once"]
fn freeze() {
    let path = fixture(VERSION);
    assert!(!path.exists(), "{} is frozen; a change of the format needs a new version", path.display());
    fs::write(path, Frozen::story()).unwrap();
}

#[test]
fn this_version_has_a_fixture_and_so_has_every_one_before_it() {
    let versions: Vec<u32> = fixtures().iter().map(|(version, _)| *version).collect();
    assert_eq!(versions, (1..=VERSION).collect::<Vec<_>>(), "see the comment at the top of this file");
    for (version, bytes) in fixtures() {
        assert_eq!(value(&bytes)["tickmark"]["version"], version, "the fixture of version {version} is another's");
    }
}

#[test]
fn every_fixture_opens_and_holds_what_it_held() {
    for (version, bytes) in fixtures() {
        let loaded = parse(&bytes).unwrap_or_else(|error| panic!("version {version}: {error}"));
        assert_eq!((loaded.read_only, loaded.warnings), (None, Vec::new()), "version {version}");
        counts(&loaded.project, version);
        words(&loaded.project);
        notes(&loaded.project, version);
        sign_offs(&loaded.project, version);
    }
}

fn counts(project: &Project, version: u32) {
    let claims = || project.claims.iter();
    let gone = claims().filter(|claim| claim.deleted).count();
    // Version 3 brought the notes of the writer, of which one is a claim; version 4 the sign-offs, what is read and seen of
    // drafts, and changes that were made, of which one is on a claim that was deleted.
    let (taken, closed, entries, back) = match version {
        ..3 => (0, 0, 0, 0),
        3 => (1, 0, 4, 0),
        _ => (1, 1, 25, 2),
    };
    assert_eq!((claims().count(), gone), (20 + taken + closed, 2 + closed), "version {version}");
    assert_eq!((project.sources.iter().count(), project.sources().count()), (12, 11), "version {version}");
    let pieces = || claims().flat_map(|claim| &claim.evidence);
    assert_eq!((pieces().count(), pieces().filter(|piece| piece.deleted).count()), (6, 1), "version {version}");
    let drafts: Vec<bool> = project.drafts.iter().map(|draft| draft.withdrawn).collect();
    assert_eq!(drafts, [false, true], "version {version}");
    let undone = project.history.entries().iter().filter(|entry| entry.undoes.is_some()).count();
    assert_eq!((project.history.entries().len(), undone), (113 + entries, 14 + back), "version {version}");
    let Progress { claims, settled, recheck, conflicting, .. } = project.progress();
    assert_eq!((claims, settled, recheck, conflicting), (18 + taken, 5, 1, 1), "version {version}");
}

/// Some of everything is there, and as it was.
fn words(project: &Project) {
    let claims = || project.claims.iter();
    assert_eq!(claims().map(|claim| claim.kind).collect::<BTreeSet<_>>(), all(Kind::ALL));
    assert_eq!(claims().map(|claim| claim.risk).collect::<BTreeSet<_>>(), all(Risk::ALL));
    assert_eq!(claims().flat_map(|claim| claim.flags.clone()).collect::<BTreeSet<_>>(), all(Flag::ALL));
    let status = |claim: &Claim| claim.status.as_ref().map_or(Status::Unchecked, |record| record.status);
    assert_eq!(claims().map(status).collect::<BTreeSet<_>>(), all(Status::ALL));
    let stances = claims().flat_map(|claim| claim.evidence.iter().map(|piece| piece.stance));
    assert_eq!(stances.collect::<BTreeSet<_>>(), all(Stance::ALL));
    let decisions = claims().filter_map(|claim| claim.change.as_ref().map(|change| change.decision));
    assert_eq!(decisions.collect::<BTreeSet<_>>(), all(Decision::ALL));
    let kinds = project.sources.iter().map(|source| source.details.kind).collect::<BTreeSet<_>>();
    assert_eq!(kinds, all(SourceKind::ALL));
    assert!(project.claims_in_order().iter().all(|claim| project.is_placed(claim)));

    let quotes: Vec<&str> = project.claims_in_order().iter().map(|claim| claim.anchor.quote.as_str()).collect();
    assert_eq!(quotes[..3], ["Talks end early", "US walks out", "Mara Ilves — the deputy minister"]);
    let confidential: Vec<&str> =
        project.sources().filter(|source| source.details.confidential).map(|source| &*source.details.title).collect();
    assert_eq!(confidential, ["A deputy minister"]);
    assert_eq!(project.title, "Talks end an hour early");
    assert!(project.drafts[0].text.contains("서울은 10억 달러를 낸다"));
    assert!(project.history.entries().iter().any(|entry| matches!(*entry.edit, Edit::Other(_))));
}

/// What the writer said on the margins, and what of it is on claims.
fn notes(project: &Project, version: u32) {
    let draft = &project.drafts[0];
    let on_claims: Vec<&str> = project.claims_in_order().iter().map(|claim| claim.source_note.as_str()).collect();
    let on_claims: Vec<&str> = on_claims.into_iter().filter(|note| !note.is_empty()).collect();
    let made = project.claims.iter().filter(|claim| claim.change.as_ref().is_some_and(|change| change.made == Some(1)));
    assert_eq!((made.count(), draft.read.len()), if version < 4 { (0, 0) } else { (1, 1) });
    if version < 3 {
        assert_eq!((draft.comments.len(), draft.notes.len(), draft.changes.len(), on_claims.len()), (0, 0, 0, 0));
        return;
    }
    let [first, point] = &draft.comments[..] else { panic!("two comments") };
    assert_eq!(&draft.text[first.start..first.end], "28,500 troops");
    assert_eq!((first.author.as_str(), first.text.as_str(), first.resolved), ("E. Reporter", "Force report", true));
    assert_eq!((first.replies[0].text.as_str(), first.replies[0].replies[0].text.as_str()), ("Which page?", "p. 12"));
    assert_eq!((point.start, point.end), (first.end, first.end));
    assert_eq!(draft.block_text(draft.notes[0].block), "Almanac of Defence, p. 3.");
    let changes: Vec<(TrackedKind, &str)> = draft.changes.iter().map(|change| (change.kind, &*change.text)).collect();
    assert_eq!(changes, [(TrackedKind::Insertion, "the worst day"), (TrackedKind::Deletion, "bad")]);
    assert_eq!(on_claims, ["Force report\np. 12", "Almanac of Defence, p. 3."]);
    let second = &project.drafts[1];
    assert_eq!(second.blocks[0].label.as_deref(), Some("2.1"));
    assert_eq!((second.carried[0].outcome, second.carried[0].elsewhere[0].range()), (Outcome::Gone, 2..8));
    let taken: Vec<bool> = offers(project).iter().map(|offer| offer.is_taken).collect();
    assert_eq!(taken, [false, false, false], "the first was corrected, the last is about more words");
}

/// Who stands by it, and what has lapsed.
fn sign_offs(project: &Project, version: u32) {
    if version < 4 {
        assert!(project.sign_offs.is_empty() && project.claims.iter().all(|claim| claim.sign_offs.is_empty()));
        return;
    }
    let signatures = project.signatures();
    let told = Role::ALL.iter().map(|role| signatures.get(*role).key()).collect::<Vec<_>>();
    assert_eq!(told, ["lapsed", "not-signed", "signed", "signed"]);
    let signed = signatures.get(Role::Editor).signed().unwrap();
    assert_eq!((signed.by.initials.as_str(), signed.covers, signed.of), ("EK", 7, 19));
    let signed = project.claims.iter().filter(|claim| !claim.sign_offs.is_empty());
    let told = signed.map(|claim| {
        let standing = project.standing(claim);
        Role::OF_CLAIMS.iter().map(|role| Signature::of_claim(claim, &standing, *role).key()).collect::<Vec<_>>()
    });
    assert_eq!(told.collect::<Vec<_>>(), [["not-signed", "signed"], ["lapsed", "not-signed"]]);
}

#[test]
fn every_fixture_has_every_kind_of_edit() {
    for (version, bytes) in fixtures() {
        let found = edits(&value(&bytes));
        let found: Vec<&str> = found.iter().map(String::as_str).collect();
        let new: &[&str] = match version {
            ..3 => &["claim/source-note", "claim/sign-off", "sign-off", "draft/label", "draft/read", "draft/seen"],
            3 => &["claim/sign-off", "sign-off", "draft/label", "draft/read", "draft/seen"],
            _ => &[],
        };
        let known: Vec<&str> = frozen::EDITS.split(' ').filter(|edit| !new.contains(edit)).collect();
        assert_eq!(found, known, "version {version}");
    }
}

/// The header is the one place where a program says that it has written the file.
#[test]
fn every_fixture_keeps_every_field_through_load_and_save() {
    for (version, bytes) in fixtures() {
        let again = write(&parse(&bytes).unwrap().project).unwrap();
        let (mut before, mut after) = (value(&bytes), value(&again));
        let (old, new) = (before["tickmark"].take(), after["tickmark"].take());
        assert_eq!(new[frozen::UNKNOWN], old[frozen::UNKNOWN], "version {version}: a field of the header");
        assert!(!new[frozen::UNKNOWN].is_null());
        assert!(new["version"].as_u64() >= old["version"].as_u64());
        assert!(before == after, "version {version}: a field was lost or changed");
        assert_eq!(parse(&again).unwrap().project.history, parse(&bytes).unwrap().project.history);
    }
}
