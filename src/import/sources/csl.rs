//! CSL-JSON: a list of items, or one item (schema `csl-data.json` of CSL 1.0.2).

use super::{Found, ImportError, listed};
use crate::model::source::Gathering;
use crate::text::bibliography::date::Date;
use crate::text::bibliography::journal::Journal;
use crate::text::bibliography::kinds::Words;
use crate::text::bibliography::names::Name;
use crate::text::bibliography::{OWN, Reference, When, when};
use serde_json::{Map, Value};

pub(super) fn read(text: &str) -> Result<Found, ImportError> {
    let value: Value = serde_json::from_str(text).map_err(|_| ImportError::Damaged)?;
    let items = match value {
        Value::Array(items) => items,
        // Some programs put the list into an object, or write one item alone.
        Value::Object(mut object) => match object.remove("items") {
            Some(Value::Array(items)) => items,
            _ => vec![Value::Object(object)],
        },
        _ => Vec::new(),
    };
    let mut found = Found::default();
    let mut others = 0;
    for item in &items {
        match item.as_object().filter(|item| item.contains_key("type")) {
            Some(item) => found.add(reference(item), &own(item))?,
            None => others += 1,
        }
    }
    if others > 0 && !found.list.is_empty() {
        found.warnings.push(format!("{others} of the list are no sources and were left out."));
    }
    Ok(found)
}

fn reference(item: &Map<String, Value>) -> Reference {
    let kind = text(item, "type");
    Reference {
        kind: Words::Csl.kind(&kind),
        gathering: (kind == "interview").then_some(Gathering::Interviewed),
        title: text(item, "title"),
        names: names(item),
        when: issued(item.get("issued")),
        place: place(item),
        url: match text(item, "URL") {
            url if url.is_empty() => doi_address(&text(item, "DOI")),
            url => url,
        },
    }
}

/// A text or a number as text.
fn text(item: &Map<String, Value>, name: &str) -> String {
    match item.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// Who made it: the first of these that has names.
fn names(item: &Map<String, Value>) -> Vec<Name> {
    let roles = ["author", "editor", "director", "performer", "interviewer", "translator"];
    let of = |role: &&str| item.get(*role).and_then(Value::as_array).filter(|names| !names.is_empty());
    let list = roles.iter().find_map(of).map(Vec::as_slice).unwrap_or_default();
    list.iter().filter_map(|name| name.as_object().and_then(self::name)).collect()
}

fn name(name: &Map<String, Value>) -> Option<Name> {
    let part = |key: &str| text(name, key).trim().to_owned();
    let family = listed(&[&part("dropping-particle"), &part("non-dropping-particle"), &part("family")], " ");
    let given = listed(&[&part("given"), &part("suffix")], ", ");
    let whole = [part("literal"), family.clone(), given.clone()].into_iter().find(|text| !text.is_empty())?;
    Some(match part("literal").is_empty() && !family.is_empty() && !given.is_empty() {
        true => Name::Parted { family, given },
        false => Name::Whole(whole),
    })
}

fn issued(value: Option<&Value>) -> Option<When> {
    let date = value?.as_object()?;
    let words = |key: &str| when(&text(date, key));
    let ranges: Vec<Option<Date>> =
        date.get("date-parts").and_then(Value::as_array).into_iter().flatten().map(parts).collect();
    match ranges.as_slice() {
        [Some(one)] => Some(When::Certain(*one)),
        [Some(from), Some(to)] => Some(When::Literal(format!("{} – {}", from.text(), to.text()))),
        _ => words("literal").or_else(|| words("raw")).or_else(|| words("edtf")),
    }
}

/// Year, month and day; programs write them as numbers and as text.
fn parts(value: &Value) -> Option<Date> {
    let number = |part: &Value| match part {
        Value::String(text) => text.trim().parse().ok(),
        part => part.as_i64(),
    };
    let parts: Vec<i64> = value.as_array()?.iter().map(number).collect::<Option<_>>()?;
    let small = |place: usize| parts.get(place).and_then(|part| u32::try_from(*part).ok());
    Date::new(i32::try_from(*parts.first()?).ok()?, small(1), small(2))
}

/// The journal with volume, issue and pages; otherwise the publisher with its city; otherwise the archive or place.
fn place(item: &Map<String, Value>) -> String {
    let container = text(item, "container-title");
    if !container.is_empty() {
        let [volume, issue, pages] = ["volume", "issue", "page"].map(|name| text(item, name));
        return Journal { name: &container, volume: &volume, issue: &issue, pages: &pages }.text();
    }
    let publisher = listed(&[&text(item, "publisher-place"), &text(item, "publisher")], ": ");
    let others = ["archive", "event-place", "source"].map(|name| text(item, name));
    [publisher].into_iter().chain(others).find(|text| !text.is_empty()).unwrap_or_default()
}

fn own(item: &Map<String, Value>) -> Vec<(String, String)> {
    let own = item.get("custom").and_then(|custom| custom.get(OWN)).and_then(Value::as_object);
    own.into_iter().flatten().filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned()))).collect()
}

/// The address of a digital object identifier, however it is written; empty when it is none.
pub(super) fn doi_address(doi: &str) -> String {
    let doi = doi.trim();
    let plain = doi.strip_prefix("doi:").map_or(doi, str::trim);
    match plain.starts_with("10.") {
        true => format!("https://doi.org/{plain}"),
        false => doi.to_owned(),
    }
}
