use crate::export::testing::Desk;
use crate::export::{Edition, Format};
use crate::model::source::Gathering;
use crate::model::{SourceDetails, SourceKind};

fn story() -> Desk {
    let mut desk = Desk::new(&["Some 28,500 troops are stationed there."]);
    let claim = desk.claim("28,500 troops");
    let report = desk.source(SourceDetails {
        who: "Ministry of Defence".into(),
        when: "March 2019".into(),
        url: "https://a.example/report".into(),
        contact: "desk@a.example".into(),
        ..SourceDetails::new(SourceKind::Document, "Strength report")
    });
    desk.evidence(&claim, &report, "p. 3", "28,500", crate::model::Stance::Supports);
    desk.source(SourceDetails {
        when: "spring".into(),
        gathering: Some(Gathering::Interviewed),
        ..SourceDetails::new(SourceKind::Person, "The press officer")
    });
    desk
}

#[test]
fn csl_json_is_what_citation_processors_read() {
    let text = story().export(Edition::CheckingCopy, false, Format::CslJson);
    let list: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        list,
        serde_json::json!([
            {
                "id": "source-t-4",
                "type": "document",
                "title": "Strength report",
                "author": [{ "literal": "Ministry of Defence" }],
                "issued": { "date-parts": [[2019, 3]] },
                "URL": "https://a.example/report",
                "custom": { "tickmark": { "contact": "desk@a.example" } }
            },
            {
                "id": "source-t-8",
                "type": "interview",
                "author": [{ "literal": "The press officer" }],
                "issued": { "literal": "spring" }
            }
        ])
    );
}

#[test]
fn bibtex_and_ris_are_written_by_their_rules() {
    let bibtex = story().export(Edition::CheckedCopy, false, Format::Bibtex);
    assert_eq!(bibtex, "");
    let bibtex = story().export(Edition::CheckingCopy, false, Format::Bibtex);
    let expected = "@misc{source-t-4,\n  author = {{Ministry of Defence}},\n  title = {{Strength report}},\n  \
        url = {https://a.example/report},\n  tickmark-contact = {desk@a.example},\n  year = {2019},\n  month = mar,\n}\n\n\
        @misc{source-t-8,\n  author = {{The press officer}},\n  tickmark-type = {person},\n  tickmark-gathering = {interviewed},\n  \
        year = {spring},\n}\n";
    assert_eq!(bibtex, expected);
    let ris = story().export(Edition::CheckingCopy, false, Format::Ris);
    let expected = "TY  - GEN\r\nID  - source-t-4\r\nAU  - Ministry of Defence\r\nTI  - Strength report\r\nPY  - 2019\r\n\
        DA  - 2019/03//\r\nUR  - https://a.example/report\r\nC1  - tickmark-contact: desk@a.example\r\nER  - \r\n";
    assert!(ris.starts_with(expected), "{ris}");
}

#[test]
fn a_copy_that_goes_round_has_no_contact() {
    let mut desk = story();
    let claim = desk.project.claims_in_order()[0].id.clone();
    desk.status(&claim, crate::model::Status::CantConfirm);
    for format in [Format::CslJson, Format::Bibtex, Format::Ris] {
        let text = desk.export(Edition::CheckedCopy, false, format);
        assert!(text.contains("Strength report") && !text.contains("desk@a.example"), "{format}: {text}");
    }
}

#[test]
fn keys_are_plain_and_each_source_has_its_own() {
    let mut taken = std::collections::HashSet::new();
    let mut key = |id: &str| super::key(id, &mut taken);
    assert_eq!(key("ab12-7"), "source-ab12-7");
    assert_eq!(key("ab12 7"), "source-ab12-7-2");
    assert_eq!(key("{\\"), "source---");
    assert_eq!(key(""), "source-");
}
