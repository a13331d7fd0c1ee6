//! The project file: what survives, what is refused, and with which words.

use super::format::{FormatError, parse, write};
use crate::model::request::EvidenceDetails;
use crate::model::source::{Gathering, Rank};
use crate::model::{
    Block, BlockKind, ClaimId, Decision, Draft, Edit, Entry, Flag, KeptCopy, Kind, Minter, Person, Project, Request,
    Risk, SourceChoice, SourceDetails, SourceId, SourceKind, Stamp, Stance, Status,
};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

const TEXT: &str = "Mara Ilves — the mayor — said 28,500 people left.\n\nShe called it “the worst day” of 2019.";

/// A project in which every kind of object occurs.
fn rich() -> Project {
    let mut project = Project { title: "The worst day".to_owned(), drafts: vec![draft(TEXT)], ..Project::default() };
    let (by, mut minter) = (Person::new("ak", "Anneli Kask"), Minter::new("s"));
    let mut ask = |requests: Vec<Request>| {
        let mut stamp = Stamp { by: &by, at: DateTime::<Utc>::UNIX_EPOCH, minter: &mut minter };
        project.carry_out(&requests, &mut stamp).unwrap().unwrap_or_default()
    };
    let claim = |words: &str| {
        let start = TEXT.find(words).unwrap();
        Request::AddClaim { range: start..start + words.len(), kind: Kind::Figure, risk: Risk::High }
    };
    let first = ClaimId(ask(vec![claim("28,500 people")]));
    let second = ClaimId(ask(vec![claim("the worst day")]));
    let details = SourceDetails {
        who: "City archive".to_owned(),
        gathering: Some(Gathering::Gathered),
        rank: Some(Rank::Primary),
        ..SourceDetails::new(SourceKind::Document, "Register")
    };
    let copy = KeptCopy {
        sha256: "0".repeat(64),
        name: "register.pdf".to_owned(),
        bytes: 1,
        at: DateTime::UNIX_EPOCH,
        from: "the archive".to_owned(),
        extra: Default::default(),
    };
    let source = SourceId(ask(vec![Request::AddSource(Box::new(details), vec![copy.clone()])]));
    let source = SourceChoice::Existing(source);
    let evidence =
        EvidenceDetails { source, locator: "p. 4".into(), passage: "28,500".into(), stance: Stance::Supports };
    ask(vec![Request::AddEvidence(first.clone(), evidence), Request::SetStatus(first.clone(), Status::Verified)]);
    ask(vec![
        Request::SuggestChange(first.clone(), Some("28,400 people".to_owned())),
        Request::Decide(first.clone(), Decision::Overruled, "rounded".to_owned()),
        Request::SetFlag(first.clone(), Flag::Legal, true),
        Request::SetNote(first.clone(), "counted twice".to_owned()),
    ]);
    ask(vec![Request::SetSameAs(second, Some(first)), Request::SetAside { blocks: vec![1], aside: true }]);
    project.undo(&by, DateTime::UNIX_EPOCH, &mut minter).unwrap();
    project
}

fn draft(text: &str) -> Draft {
    let cut = text.find("\n\n").unwrap_or(text.len());
    let rest = (cut + 2).min(text.len())..text.len();
    let blocks = vec![
        Block { level: Some(1), page: Some(2), ..Block::new(BlockKind::Heading, 0..cut) },
        Block { aside: true, ..Block::new(BlockKind::Paragraph, rest) },
    ];
    let file = Some(crate::model::draft::OriginalFile { name: "a.txt".to_owned(), ..Default::default() });
    Draft { number: 1, file, text: text.to_owned(), blocks, warnings: vec!["cut".to_owned()], ..Draft::default() }
}

fn value(project: &Project) -> Value {
    serde_json::from_slice(&write(project).unwrap()).unwrap()
}

fn read(value: &Value) -> Result<super::format::Loaded, FormatError> {
    parse(&serde_json::to_vec_pretty(value).unwrap())
}

/// Adds a field that nobody knows to every object.
fn add_unknown(value: &mut Value, count: &mut usize) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| add_unknown(item, count)),
        Value::Object(fields) => {
            fields.values_mut().for_each(|field| add_unknown(field, count));
            *count += 1;
            fields.insert(
                "from-the-future".to_owned(),
                json!({"n": *count, "x": [0.1, null, "é", 18446744073709551615u64]}),
            );
        }
        _ => {}
    }
}

#[test]
fn what_is_written_is_read_back_and_reads_well() {
    let project = rich();
    let bytes = write(&project).unwrap();
    let loaded = parse(&bytes).unwrap();
    assert_eq!(loaded.project, project);
    assert_eq!((loaded.read_only, loaded.warnings), (None, Vec::new()));
    assert_eq!(write(&loaded.project).unwrap(), bytes);
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.starts_with("{\n  \"tickmark\": {\n    \"version\": 4,\n    \"reader\": 4,\n    \"by\": \"tickmark "));
    assert!(text.ends_with("}\n"));
    let places = ["\"title\"", "\"drafts\"", "\"sources\"", "\"claims\"", "\"history\""]
        .map(|name| text.find(&format!("\n  {name}: ")).unwrap());
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn unknown_fields_survive_at_every_level() {
    let mut file = value(&rich());
    let mut count = 0;
    add_unknown(&mut file, &mut count);
    assert!(count > 80, "only {count} objects");
    let loaded = read(&file).unwrap();
    assert_eq!((loaded.read_only, loaded.warnings), (None, Vec::new()));
    let again = value(&loaded.project);
    assert_eq!(again, file, "a field was lost or changed");
}

#[test]
fn an_edit_with_unknown_fields_is_still_understood() {
    let mut file = value(&rich());
    add_unknown(&mut file, &mut 0);
    for entry in file["history"].as_array_mut().unwrap() {
        entry["edit"].as_object_mut().unwrap().remove("from-the-future");
    }
    let loaded = read(&file).unwrap();
    let known = |entry: &std::sync::Arc<Entry>| !matches!(*entry.edit, Edit::Other(_));
    assert!(loaded.project.history.entries().iter().all(known));
    assert_eq!(value(&loaded.project), file, "a field was lost or changed");
}

#[test]
fn unknown_fields_survive_a_change_beside_them() {
    let mut file = value(&rich());
    add_unknown(&mut file, &mut 0);
    let mut project = read(&file).unwrap().project;
    let (by, mut minter) = (Person::new("x", ""), Minter::new("later"));
    let mut stamp = Stamp { by: &by, at: DateTime::UNIX_EPOCH, minter: &mut minter };
    let claim = project.claims_in_order()[0].id.clone();
    project.carry_out(&[Request::SetNote(claim, "new".to_owned())], &mut stamp).unwrap();
    let mut again = value(&project);
    again["claims"][0]["note"] = file["claims"][0]["note"].clone();
    again["history"].as_array_mut().unwrap().pop();
    assert_eq!(again, file);
}

#[test]
fn a_newer_file_opens_and_stays_newer() {
    let header = |version: u32, reader: u32| json!({"version": version, "reader": reader, "by": "tickmark 9.9"});
    let table = [(header(4, 4), false), (header(7, 4), false), (header(7, 7), true)];
    for (header, read_only) in table {
        let mut file = value(&rich());
        file["tickmark"] = header.clone();
        file["history"][0]["edit"] = json!({"set-mood": {"to": "grim"}});
        let loaded = read(&file).unwrap();
        assert_eq!(loaded.read_only.is_some(), read_only, "{header}");
        let again = value(&loaded.project);
        assert_eq!(again["tickmark"]["version"], header["version"]);
        assert_eq!(again["tickmark"]["reader"], header["reader"]);
        assert_eq!(again["history"], file["history"]);
    }
}

/// What a file made of the rich one by `spoil` is refused with.
fn refusal(spoil: impl FnOnce(&mut Value)) -> String {
    let mut file = value(&rich());
    spoil(&mut file);
    match read(&file) {
        Ok(loaded) => panic!("was read: {:?}", loaded.warnings),
        Err(error) => format!("{error} → {}", error.hint()),
    }
}

#[test]
fn damage_is_named_with_its_place() {
    type Spoil = fn(&mut Value);
    let table: [(Spoil, &str); 13] = [
        (|file| file["claims"][1]["anchor"]["start"] = json!("x"), "(in claims 2, anchor, start): invalid type"),
        (|file| file["claims"][0]["kind"] = json!("mood"), "(in claims 1, kind): unknown word"),
        (|file| drop(file["sources"][0].as_object_mut().unwrap().remove("title")), "missing field `title`"),
        (|file| file["claims"][1]["id"] = file["claims"][0]["id"].clone(), "two of them have the identifier “s-1”"),
        (|file| file["history"][1]["id"] = file["history"][0]["id"].clone(), "two entries of the history"),
        (|file| file["drafts"][0]["blocks"][1]["end"] = json!(9999), "block 2 of draft 1 ends outside the text"),
        (
            |file| file["drafts"][0]["fresh"] = json!([{"start": 0, "end": 9999}]),
            "a sentence is new or read at one, that is not in draft 1",
        ),
        (|file| file["drafts"][0]["blocks"][0]["end"] = json!(12), "block 1 of draft 1 begins or ends inside"),
        (|file| file["drafts"][0]["blocks"][1]["start"] = json!(3), "block 2 of draft 1 is out of order"),
        (|file| file["drafts"][0]["number"] = json!(0), "draft 0 follows draft 0"),
        (|file| file["claims"][0]["anchor"]["quote"] = json!(""), "claim “s-1” has no words"),
        (|file| file["history"][0]["undoes"] = file["history"][0]["step"].clone(), "which is not before it"),
        (|file| file["tickmark"] = json!({"version": "one"}), "its header cannot be read"),
    ];
    for (spoil, expected) in table {
        let said = refusal(spoil);
        assert!(said.starts_with("the project file is damaged") && said.contains(expected), "{said}\nnot: {expected}");
    }
}

#[test]
fn notes_of_the_writer_must_be_about_places_that_are_there() {
    let with = |field: &str, json: Value| {
        let field = field.to_owned();
        refusal(move |file| file["drafts"][0][&field] = json)
    };
    let table = [
        ("comments", json!([{"start": 3, "end": 900, "text": "x"}]), "comment 1 of draft 1 is about a place"),
        ("comments", json!([{"start": 0, "end": 4, "text": ""}, {"start": 5, "end": 4, "text": ""}]), "comment 2"),
        ("comments", json!([{"start": 11, "end": 12, "text": "in a dash"}]), "comment 1 of draft 1"),
        (
            "comments",
            json!([{"start": 0, "end": 0, "text": "", "replies": [{"start": 900, "end": 900, "text": ""}]}]),
            "comment 1 of draft 1",
        ),
        ("notes", json!([{"at": 900, "block": 0}]), "note 1 of draft 1 stands at a place"),
        ("notes", json!([{"at": 12, "block": 0}]), "note 1 of draft 1 stands at a place"),
        ("notes", json!([{"at": 0, "block": 2}]), "note 1 of draft 1 is in a block that is not there"),
        ("changes", json!([{"kind": "deletion", "start": 900, "text": "x"}]), "tracked change 1 of draft 1"),
    ];
    for (field, json, expected) in table {
        let said = with(field, json.clone());
        assert!(said.contains(expected), "{json}: {said}");
    }
}

#[test]
fn what_is_no_project_is_told_what_it_is() {
    let deep = format!("{{\"tickmark\": {}1{}}}", "[".repeat(5000), "]".repeat(5000));
    let table: [(&[u8], &str); 9] = [
        (b"", "the file is empty"),
        (b"{}", "this is not a Tickmark project"),
        (b"[1, 2]", "this is not a Tickmark project"),
        (
            b"{\"title\": \"x\", \"drafts\": [], \"sources\": [], \"claims\": [], \"history\": []}",
            "this is not a Tickmark project",
        ),
        (b"US walks out\n\nof talks", "this is not a Tickmark project but what looks like text"),
        (b"PK\x03\x04\x14\x00", "this is not a Tickmark project but a Word document or another packed file"),
        (b"%PDF-1.7", "this is not a Tickmark project but a PDF"),
        (b" <!DOCTYPE html><html>", "this is not a Tickmark project but a web page"),
        (deep.as_bytes(), "the project file is damaged at line 1, column 140 (in tickmark 1 1"),
    ];
    for (bytes, expected) in table {
        let said = parse(bytes).unwrap_err().to_string();
        assert!(said.starts_with(expected), "{said}");
    }
    let newer = json!({"tickmark": {"version": 9, "reader": 9, "by": "tickmark 4.0"}, "pages": []});
    assert_eq!(read(&newer), Err(FormatError::TooNew { by: "tickmark 4.0".to_owned() }));
}

#[test]
fn a_claim_is_put_back_on_its_words_or_stays_without_a_place() {
    let check = |spoil: fn(&mut Value), warnings: &[&str], placed: usize| {
        let mut file = value(&rich());
        spoil(&mut file);
        let loaded = read(&file).unwrap();
        assert_eq!(loaded.warnings, warnings);
        let project = &loaded.project;
        assert_eq!(project.claims_in_order().iter().filter(|claim| project.is_placed(claim)).count(), placed);
        let words: Vec<&str> = project.claims.iter().map(|claim| claim.anchor.quote.as_str()).collect();
        assert_eq!(words, ["28,500 people", "the worst day"], "no claim takes over other words");
    };
    let moved = "The claim “28,500 people” was not at its place and was put back on its words.";
    let lost = "The claim “28,500 people” is not in its draft and has no place now.";
    check(|file| file["claims"][0]["anchor"]["start"] = json!(0), &[moved], 2);
    check(|file| file["claims"][0]["anchor"]["end"] = json!(u64::MAX), &[moved], 2);
    check(|file| file["claims"][0]["anchor"]["draft"] = json!(5), &[lost], 1);
    let other_words = |file: &mut Value| {
        let text = TEXT.replace("28,500", "38,500");
        file["drafts"][0]["text"] = json!(text);
    };
    check(other_words, &[lost], 1);
    let elsewhere = |file: &mut Value| {
        file["claims"][0]["anchor"]["start"] = json!(0);
        file["claims"][0]["anchor"]["suffix"] = json!(" stayed");
    };
    check(elsewhere, &[lost], 1);
}

/// A project small enough to be spoiled at every byte.
fn small() -> Vec<u8> {
    let project = rich();
    let mut file = value(&project);
    let entries = file["history"].as_array_mut().unwrap();
    entries.truncate(1);
    file["drafts"][0]["text"] = json!(TEXT);
    serde_json::to_vec(&file).unwrap()
}

#[test]
fn a_file_cut_anywhere_is_refused_with_a_sentence() {
    let bytes = small();
    assert!(parse(&bytes).is_ok());
    for end in 0..bytes.len() {
        let error = parse(&bytes[..end]).expect_err("half a file is no project");
        assert!(!error.to_string().is_empty() && !error.hint().is_empty(), "cut at {end}");
    }
}

#[test]
fn a_file_with_any_byte_flipped_is_read_or_refused() {
    let bytes = small();
    for at in 0..bytes.len() {
        for bit in [0, 3, 7] {
            let mut spoiled = bytes.clone();
            spoiled[at] ^= 1 << bit;
            if let Ok(loaded) = parse(&spoiled) {
                loaded.project.progress();
                loaded.project.claims_in_order();
                assert!(parse(&write(&loaded.project).unwrap()).is_ok(), "byte {at}, bit {bit}: no way back");
            }
        }
    }
}
