use super::types::Document;
use crate::export::report::Wording;
use crate::export::testing::Desk;
use crate::export::{Edition, Format};
use crate::model::{Decision, Kind, Request, Role, SourceDetails, SourceKind, Stance, Status};
use serde_json::Value;

/// Stories that between them have something in every field.
fn stories() -> Vec<Desk> {
    let empty = Desk::new(&["one"]);
    let mut full = Desk::new(&["서울: Washington wants a fivefold increase for 28,500 troops 👍.", "Nothing more."]);
    let (increase, troops) = (full.claim("a fivefold increase"), full.claim("28,500 troops"));
    full.verify(&troops);
    full.ask(Request::SignOff(Some(troops.clone()), Role::Checker));
    full.ask(Request::SignOff(None, Role::Editor));
    full.ask(Request::SuggestChange(increase.clone(), Some("a sixfold increase".into())));
    full.ask(Request::SetQuestion(increase.clone(), "Who says so?".into()));
    full.ask(Request::SetKind(increase.clone(), Kind::Paraphrase));
    let source = full.source(SourceDetails {
        who: "ministry".into(),
        when: "spring".into(),
        url: "https://a.example".into(),
        contact: "+82".into(),
        ..SourceDetails::new(SourceKind::Person, "The press officer")
    });
    full.evidence(&increase, &source, "by phone", "five times", Stance::Contradicts);
    full.status(&increase, Status::Wrong);
    full.ask(Request::Decide(increase, Decision::Rejected, "as agreed".into()));
    vec![
        empty,
        full,
        crate::export::canary::story(),
        crate::export::hostile::story("\u{202e}a\0b\u{7f} \"x\" </script> 👍"),
    ]
}

#[test]
fn every_report_is_what_its_schema_says() {
    let schema: Value = serde_json::from_str(&crate::export::schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for desk in stories() {
        for edition in Edition::ALL {
            let text = desk.export(*edition, true, Format::Json);
            let report: Value = serde_json::from_str(&text).unwrap();
            let errors: Vec<String> =
                validator.iter_errors(&report).map(|error| format!("{}: {error}", error.instance_path())).collect();
            assert_eq!(errors, Vec::<String>::new(), "{edition}");
            // What is read back is the same: there is no field that the types do not know.
            let document: Document = serde_json::from_str(&text).unwrap();
            assert_eq!(serde_json::to_value(&document).unwrap(), report);
        }
    }
    let mut broken: Value =
        serde_json::from_str(&stories()[1].export(Edition::CheckingCopy, true, Format::Json)).unwrap();
    broken["claims"][0]["status"] = "dubious".into();
    assert!(!validator.is_valid(&broken));
}

#[test]
fn positions_are_characters_of_the_text() {
    let text = stories()[1].export(Edition::CheckingCopy, false, Format::Json);
    let report: Document = serde_json::from_str(&text).unwrap();
    let characters: Vec<char> = report.article.text.chars().collect();
    let cut = |start: usize, end: usize| characters[start..end].iter().collect::<String>();
    assert_eq!(report.claims.len(), 2);
    for claim in &report.claims {
        assert_eq!(cut(claim.start.unwrap(), claim.end.unwrap()), claim.quote);
    }
    let blocks: Vec<String> = report.article.blocks.iter().map(|block| cut(block.start, block.end)).collect();
    assert_eq!(blocks[1], "Nothing more.");
    assert_eq!(report.claims[0].evidence[0].source, Some(2));
    assert_eq!(report.sources[1].claims, [1]);
}

#[test]
fn a_call_sheet_has_its_calls_and_nothing_of_the_article() {
    let mut desk = Desk::new(&["“We came to listen,” the envoy said of the 28,500 troops."]);
    let (speech, troops) = (desk.claim("“We came to listen,”"), desk.claim("28,500 troops"));
    desk.ask(Request::SetKind(speech.clone(), Kind::Quotation));
    let contact = "envoy@mail.example".into();
    let envoy = desk.source(SourceDetails { contact, ..SourceDetails::new(SourceKind::Person, "The envoy") });
    for claim in [&speech, &troops] {
        desk.evidence(claim, &envoy, "by phone", "We came to listen", Stance::Contradicts);
    }
    desk.project.drafts[0].label = "We came to listen".into();
    let text = desk.export(Edition::CallSheet, false, Format::Json);
    assert!(!text.contains("came to listen"), "{text}");
    let report: Document = serde_json::from_str(&text).unwrap();
    assert_eq!((report.edition, report.claims.len(), report.drafts.len()), (Edition::CallSheet, 0, 0));
    let call = &report.calls[0];
    assert_eq!(
        (call.source, &*call.person, &*call.contact, call.withheld),
        (1, "The envoy", "envoy@mail.example", false)
    );
    let asks: Vec<(&str, Wording)> = call.asks.iter().map(|ask| (ask.confirm.as_str(), ask.wording)).collect();
    assert_eq!(asks[1], ("28,500 troops", Wording::Claim));
    assert_eq!((asks.len(), asks[0].1, &call.asks[0].claims[..]), (2, Wording::Reminder, &[1][..]));
    assert!(call.asks[1].contradicted && call.asks[1].remarks.contains(&"said otherwise before".to_owned()));
    let others: Document = serde_json::from_str(&desk.export(Edition::CheckingCopy, false, Format::Json)).unwrap();
    assert!(others.calls.is_empty());
}

#[test]
fn characters_that_nobody_sees_are_written_as_escapes() {
    let text = String::from_utf8(super::written(&"a\u{202e}b\u{7f}c\u{ffff}d\u{1fffe}e\u{2028}\0\n서울")).unwrap();
    assert_eq!(text, "\"a\\u202eb\\u007fc\\uffffd\\ud83f\\udffee\\u2028\\u0000\\n서울\"\n");
    let back: String = serde_json::from_str(&text).unwrap();
    assert_eq!(back, "a\u{202e}b\u{7f}c\u{ffff}d\u{1fffe}e\u{2028}\0\n서울");
}
