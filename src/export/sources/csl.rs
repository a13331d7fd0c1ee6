//! CSL-JSON: what citation processors and reference managers read (schema `csl-data.json` of CSL 1.0.2).
//!
//! What is known of a source beyond that is in `custom`, which the schema keeps for it, under `tickmark`.

use super::{Item, items};
use crate::export::report::Report;
use crate::model::SourceKind;
use crate::model::source::Gathering;
use crate::text::bibliography::journal::Journal;
use crate::text::bibliography::kinds::{Words, genre};
use crate::text::bibliography::names::Name;
use crate::text::bibliography::{OWN, Reference, When, doi};
use serde_json::{Map, Value, json};

/// Renders the sources.
pub(in crate::export) fn render(report: &Report) -> Vec<u8> {
    let list: Vec<Value> = items(report, Words::Csl).iter().map(item).collect();
    crate::export::json::written(&list)
}

fn item(item: &Item) -> Value {
    let mut out = Map::new();
    out.insert("id".to_owned(), json!(item.key));
    for (name, text) in variables(&item.reference) {
        out.insert(name.to_owned(), json!(text));
    }
    if !item.reference.names.is_empty() {
        out.insert("author".to_owned(), item.reference.names.iter().map(name).collect());
    }
    if let Some(when) = &item.reference.when {
        out.insert("issued".to_owned(), issued(when));
    }
    if !item.beside.is_empty() {
        let own: Map<String, Value> = item.beside.iter().map(|(key, text)| ((*key).to_owned(), json!(text))).collect();
        out.insert("custom".to_owned(), json!({ OWN: own }));
    }
    Value::Object(out)
}

/// The variables that are plain text, the type among them; none is empty.
pub(in crate::export) fn variables(reference: &Reference) -> Vec<(&'static str, String)> {
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let mut out = vec![
        ("type", kind(reference).to_owned()),
        ("title", reference.title.clone()),
        ("genre", text(genre(reference.kind))),
        ("URL", reference.url.clone()),
        ("DOI", text(doi(&reference.url))),
    ];
    out.extend(place(reference).map(|(name, text)| (name, text.to_owned())));
    out.retain(|(_, text)| !text.is_empty());
    out
}

fn kind(reference: &Reference) -> &'static str {
    match (reference.kind, reference.gathering) {
        (SourceKind::Person, Some(Gathering::Interviewed)) => "interview",
        (kind, _) => Words::Csl.word(kind),
    }
}

/// The variables for what a source says of where.
fn place(reference: &Reference) -> [(&'static str, &str); 4] {
    let whole = reference.place.as_str();
    let alone = |name| [(name, whole), ("volume", ""), ("issue", ""), ("page", "")];
    match reference.kind {
        SourceKind::Paper => {
            let journal = Journal::parse(whole);
            let Journal { name, volume, issue, pages } = journal;
            [("container-title", name), ("volume", volume), ("issue", issue), ("page", pages)]
        }
        SourceKind::Document => alone("archive"),
        SourceKind::WebPage => alone("container-title"),
        SourceKind::Book | SourceKind::Dataset => alone("publisher"),
        _ => alone("event-place"),
    }
}

fn name(name: &Name) -> Value {
    match name {
        Name::Parted { family, given } => json!({ "family": family, "given": given }),
        Name::Whole(text) => json!({ "literal": text }),
    }
}

fn issued(when: &When) -> Value {
    match when {
        When::Certain(date) => {
            let parts: Vec<Value> = [Some(json!(date.year)), date.month.map(Value::from), date.day.map(Value::from)]
                .into_iter()
                .flatten()
                .collect();
            json!({ "date-parts": [parts] })
        }
        When::Literal(text) => json!({ "literal": text }),
    }
}
