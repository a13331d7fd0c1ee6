//! What a call sheet says, and what it never says.

use super::{Ask, Wording};
use crate::export::redact::Redacted;
use crate::export::report::Report;
use crate::export::testing::Desk;
use crate::export::{Edition, Format, Options};
use crate::model::{ClaimId, Flag, Kind, Request, Risk, SourceDetails, SourceId, SourceKind, Stance, Status};

const ARTICLE: [&str; 5] = [
    "Some 28,500 troops are stationed in the South, said the mission.",
    "“We came with an open mind,” the envoy said. He called the offer “unfair” in May.",
    "The budget is 5 billion won. With 28,500 Troops on the ground, talks end on 31 December.",
    "“It was never about money,” the envoy added.",
    "Twenty-eight thousand five hundred troops cost a trillion won.",
];

fn person(title: &str) -> SourceDetails {
    SourceDetails {
        contact: format!("{}@mail.example", title.to_lowercase()),
        ..SourceDetails::new(SourceKind::Person, title)
    }
}

struct Story {
    desk: Desk,
    envoy: SourceId,
    /// troops, open mind, unfair, budget, troops again, end of the talks, money, troops in words
    claims: Vec<ClaimId>,
}

fn story() -> Story {
    let mut desk = Desk::new(&ARTICLE);
    let quotes = [
        "28,500 troops",
        "“We came with an open mind,”",
        "He called the offer “unfair” in May",
        "5 billion won",
        "28,500 Troops",
        "31 December",
        "It was never about money",
        "Twenty-eight thousand five hundred troops",
    ];
    let claims: Vec<ClaimId> = quotes.iter().map(|quote| desk.claim(quote)).collect();
    let (envoy, other) = (desk.source(person("Envoy")), desk.source(person("Budgeteer")));
    for claim in &claims {
        let source = if *claim == claims[3] { &other } else { &envoy };
        desk.evidence(claim, source, "call of 19 November", "passage of the call", Stance::Supports);
    }
    for quotation in [&claims[1], &claims[6]] {
        desk.ask(Request::SetKind(quotation.clone(), Kind::Quotation));
    }
    desk.ask(Request::SetNote(claims[1].clone(), "They were ready to listen (“open mind”)".into()));
    desk.ask(Request::SetRisk(claims[5].clone(), Risk::High));
    desk.status(&claims[0], Status::Verified);
    Story { desk, envoy, claims }
}

/// What a fact is asked by, and the numbers of its claims.
type Asked = (String, Vec<usize>);

/// The people with what they are asked.
fn asks(desk: &Desk, options: &Options) -> Vec<(String, Vec<Asked>)> {
    let redacted = Redacted::new(&desk.project, options.with_confidential);
    let report = Report::new(&redacted, options);
    let ask = |ask: &Ask| (ask.words.clone(), ask.claims.clone());
    report.calls.iter().map(|call| (call.person.to_owned(), call.asks.iter().map(ask).collect())).collect()
}

#[test]
fn each_person_is_asked_once_for_each_fact_the_riskiest_first() {
    let Story { desk, .. } = story();
    let wanted = vec![
        ("31 December", vec![6]),
        ("28,500 troops", vec![1, 5, 8]),
        ("They were ready to listen (“…”)", vec![2]),
        ("He called the offer “…” in May", vec![3]),
        ("A quotation in paragraph 4: put it in your own words before you call.", vec![7]),
    ];
    let wanted: Vec<Asked> = wanted.into_iter().map(|(words, claims)| (words.to_owned(), claims)).collect();
    let budget = vec![("5 billion won".to_owned(), vec![4])];
    let all = [("Envoy".to_owned(), wanted), ("Budgeteer".to_owned(), budget)];
    assert_eq!(asks(&desk, &desk.options(Edition::CallSheet, false)), all);
}

#[test]
fn a_fact_says_where_it_stands_and_what_else_to_know() {
    let Story { mut desk, claims, envoy } = story();
    desk.ask(Request::SetFlag(claims[4].clone(), Flag::Legal, true));
    desk.ask(Request::SetSameAs(claims[5].clone(), Some(claims[4].clone())));
    desk.evidence(&claims[4], &envoy, "call of 20 November", "", Stance::Contradicts);
    let redacted = Redacted::new(&desk.project, false);
    let report = Report::new(&redacted, &desk.options(Edition::CallSheet, false));
    let (call, ask) = (&report.calls[0], &report.calls[0].asks[0]);
    assert_eq!(ask.whereabouts(), "claims 1, 5, 6, 8 · paragraph 1, paragraph 3, paragraph 5");
    let told = "told before: call of 19 November; call of 20 November";
    assert_eq!(ask.remarks(), ["high risk", "flag: legal", "said otherwise before", told]);
    assert_eq!((ask.status.as_str(), ask.settled, ask.wording), ("unchecked", false, Wording::Claim));
    assert_eq!(call.progress(), "4 facts to confirm.");
    assert!(report.claims.is_empty() && report.article.is_empty() && report.sources.is_empty());
}

#[test]
fn no_words_of_a_quotation_are_in_it_in_any_format() {
    let Story { mut desk, claims, envoy } = story();
    desk.ask(Request::SetNote(claims[6].clone(), "He says: it was never about MONEY".into()));
    desk.evidence(&claims[0], &envoy, "where he said We came with an open mind", "", Stance::Supports);
    desk.project.title = "“It was never about money”".into();
    for format in Format::ALL.iter().filter(|format| format.has_editions()) {
        for named in [false, true] {
            let text = desk.export(Edition::CallSheet, named, *format).to_lowercase();
            for words in ["open mind", "never about money", "unfair", "passage of the call"] {
                assert!(!text.contains(words), "{words} as {format}");
            }
            for words in ["28,500 troops", "ready to listen", "a quotation in paragraph 4", "envoy@mail.example"] {
                assert!(text.contains(words), "no {words} as {format}");
            }
        }
    }
}

#[test]
fn a_sheet_of_one_person_has_nothing_of_another() {
    let Story { mut desk, claims, envoy } = story();
    let secret = desk.source(SourceDetails { confidential: true, ..person("Orla Whistle") });
    desk.evidence(&claims[1], &secret, "", "", Stance::Supports);
    desk.ask(Request::SetNote(claims[1].clone(), "Orla Whistle says they listened".into()));
    for format in Format::ALL.iter().filter(|format| format.has_editions()) {
        let options = Options { person: Some(envoy.clone()), ..desk.options(Edition::CallSheet, true) };
        let text = desk.export_with(&options, *format);
        assert!(text.contains("Envoy") && text.contains("says they listened"), "{format}");
        for word in ["Budgeteer", "5 billion won", "Whistle", "confidential source"] {
            assert!(!text.contains(word), "{word} as {format}");
        }
        let options = Options { person: Some(secret.clone()), ..options };
        let text = desk.export_with(&options, *format);
        assert!(text.contains("Orla Whistle says they listened") && !text.contains("Envoy"), "{format}: {text}");
    }
}

#[test]
fn nobody_to_call_and_nothing_to_ask() {
    let mut desk = Desk::new(&ARTICLE);
    let claim = desk.claim("28,500 troops");
    desk.verify(&claim);
    assert_eq!(asks(&desk, &desk.options(Edition::CallSheet, false)), []);
    let envoy = desk.source(person("Envoy"));
    let document = desk.project.sources().next().unwrap().id.clone();
    let of = |person: &SourceId| Options { person: Some(person.clone()), ..desk.options(Edition::CallSheet, false) };
    assert_eq!(asks(&desk, &of(&envoy)), [("Envoy".to_owned(), Vec::new())]);
    assert_eq!(asks(&desk, &of(&document)), [], "a document is not called");
}
