use crate::export::testing::Desk;
use crate::export::{Edition, Format, export};
use crate::model::{Request, SourceDetails, SourceKind, Stance, Status};
use serde_json::Value;
use std::collections::BTreeSet;

const PARAGRAPH: &str = "서울: Washington wants a fivefold increase for 28,500 troops 👍.";

fn story() -> Desk {
    let mut desk = Desk::new(&[PARAGRAPH, "They are there."]);
    let (increase, troops) = (desk.claim("a fivefold increase"), desk.claim("28,500 troops"));
    desk.verify(&troops);
    let source = desk.source(SourceDetails {
        url: "https://a.example/report".into(),
        ..SourceDetails::new(SourceKind::WebPage, "Report")
    });
    desk.evidence(&increase, &source, "p. 3", "five times", Stance::Contradicts);
    desk.ask(Request::SuggestChange(increase.clone(), Some("a sixfold increase".into())));
    desk.ask(Request::SetQuestion(increase.clone(), "Who says so?".into()));
    desk.ask(Request::SetNote(increase.clone(), "See the report.".into()));
    desk.status(&increase, Status::Wrong);
    desk
}

fn collection(desk: &Desk) -> Value {
    serde_json::from_str(&desk.export(Edition::CheckingCopy, false, Format::WebAnnotation)).unwrap()
}

/// What the model demands (sections 3.1, 3.2.4, 4.2.4, 4.2.5, 5.1, 5.2): one id each, which is an IRI; one of the types; at least
/// one target; known purposes; a position that is two counts, the end after the start.
fn check(collection: &Value) {
    assert_eq!(collection["@context"], "http://www.w3.org/ns/anno.jsonld");
    assert_eq!(collection["type"], "AnnotationCollection");
    let items = collection["first"]["items"].as_array().cloned().unwrap_or_default();
    assert_eq!(collection["total"], items.len());
    let mut ids = BTreeSet::new();
    let mut iri = |value: &Value| {
        let id = value["id"].as_str().unwrap().to_owned();
        assert!(id.starts_with("urn:uuid:") && id.len() == 45, "{id}");
        assert!(ids.insert(id), "{value} is there twice");
    };
    iri(collection);
    if !items.is_empty() {
        assert_eq!(
            (&collection["first"]["type"], &collection["first"]["id"]),
            (&"AnnotationPage".into(), &collection["last"])
        );
        iri(&collection["first"]);
    }
    for item in &items {
        iri(item);
        assert_eq!(item["type"], "Annotation");
        assert!(item["motivation"].as_array().unwrap().contains(&"assessing".into()));
        for body in item["body"].as_array().unwrap() {
            let purposes = ["assessing", "commenting", "questioning", "replying", "describing", "editing", "linking"];
            assert!(purposes.contains(&body["purpose"].as_str().unwrap()), "{body}");
            match body["type"].as_str().unwrap() {
                "TextualBody" => assert!(body["value"].is_string()),
                "SpecificResource" => assert!(body["source"].as_str().unwrap().starts_with("http")),
                other => panic!("{other}"),
            }
        }
        check_target(&item["target"]);
    }
}

fn check_target(target: &Value) {
    let source = if target["type"] == "SpecificResource" { &target["source"] } else { &target["id"] };
    let hash = source.as_str().unwrap().strip_prefix("ni:///sha-256;").unwrap();
    assert!(
        hash.len() == 43 && hash.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)),
        "{hash}"
    );
    for selector in target["selector"].as_array().into_iter().flatten() {
        match selector["type"].as_str().unwrap() {
            "TextQuoteSelector" => assert!(["exact", "prefix", "suffix"].iter().all(|key| selector[*key].is_string())),
            "TextPositionSelector" => assert!(selector["start"].as_u64().unwrap() < selector["end"].as_u64().unwrap()),
            other => panic!("{other}"),
        }
    }
}

#[test]
fn an_annotation_says_of_the_words_what_was_found() {
    let desk = story();
    let collection = collection(&desk);
    check(&collection);
    let item = &collection["first"]["items"][0];
    assert_eq!(item["motivation"], serde_json::json!(["assessing", "editing", "questioning"]));
    let bodies: Vec<(&str, &str)> = item["body"]
        .as_array()
        .unwrap()
        .iter()
        .map(|body| {
            let said = body["value"].as_str().or(body["source"].as_str()).unwrap();
            (body["purpose"].as_str().unwrap(), said)
        })
        .collect();
    assert_eq!(
        bodies,
        [
            ("assessing", "wrong"),
            ("commenting", "See the report."),
            ("questioning", "Who says so?"),
            ("describing", "contradicts: Report, p. 3: “five times”"),
            ("editing", "a sixfold increase"),
            ("commenting", "Change proposed (MK)"),
            ("linking", "https://a.example/report"),
        ]
    );
    assert_eq!((&item["creator"]["name"], item["created"].as_str().unwrap().len()), (&"MK".into(), 20));
    let text: Vec<char> = desk.project.draft().unwrap().text.chars().collect();
    let [quote, position] = item["target"]["selector"].as_array().unwrap().as_slice() else { panic!("{item}") };
    let (start, end) = (position["start"].as_u64().unwrap() as usize, position["end"].as_u64().unwrap() as usize);
    assert_eq!(text[start..end].iter().collect::<String>(), "a fivefold increase");
    assert_eq!(quote["prefix"], "서울: Washington wants ");
    assert_eq!(quote["suffix"], " for 28,500 troops 👍.\n\nThey are ");
}

#[test]
fn what_is_exported_twice_has_the_same_names() {
    let desk = story();
    assert_eq!(collection(&desk), collection(&desk));
    check(&collection(&Desk::new(&["one"])));
}

#[test]
fn a_claim_without_a_place_is_on_the_whole_and_it_is_said() {
    let mut desk = story();
    desk.project.drafts[0].text = desk.project.drafts[0].text.replace("fivefold", "ninefold");
    let exported =
        export(&desk.project, &desk.options(Edition::CheckingCopy, false), Format::WebAnnotation, &mut |_| true)
            .unwrap();
    assert_eq!(
        exported.notices,
        ["1 claim stands nowhere in this draft; its annotation is on the article as a whole."]
    );
    let collection: Value = serde_json::from_slice(&exported.bytes).unwrap();
    check(&collection);
    assert_eq!(
        collection["first"]["items"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|item| item["target"]["selector"].is_null())
            .count(),
        1
    );
}
