//! The claims as annotations of the article, by the W3C Web Annotation Data Model (Recommendation of 23 February 2017), in
//! JSON-LD: an annotation collection (section 5.1) with one page (5.2) that holds an annotation (3.1) for each claim.
//!
//! The text that is annotated is named by its SHA-256 (`ni:` of RFC 6920), so that anybody who has the very same text in UTF-8
//! can tell; [`crate::export::json`] writes it out. A place in it is told twice, by the words with their neighbours
//! (TextQuoteSelector, 4.2.4) and by counted code points (TextPositionSelector, 4.2.5).

mod body;
#[cfg(test)]
mod tests;

use super::Exported;
use super::json::written;
use super::places::Places;
use super::report::{ClaimEntry, Report};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as URL_SAFE_NO_PAD;
use body::{bodies, motivations};
use chrono::SecondsFormat;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

/// The context of the model (section 2.3, and the note on JSON-LD).
const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";

/// Renders the claims that the report lists.
pub(super) fn render(report: &Report) -> Exported {
    let text = Text::of(report);
    let items: Vec<Value> = report.listed().map(|(_, entry)| annotation(report, &text, entry)).collect();
    let lost = report.listed().filter(|(_, entry)| entry.range.is_none()).count();
    let total = items.len();
    let page = json!({ "id": uuid(&text.id, "page"), "type": "AnnotationPage", "startIndex": 0, "items": items });
    let mut collection = object(json!({
        "@context": CONTEXT,
        "id": uuid(&text.id, "collection"),
        "type": "AnnotationCollection",
        "label": report.title,
        "generator": software(),
        "generated": report.made.utc.to_rfc3339_opts(SecondsFormat::Secs, true),
        "total": total,
    }));
    // A collection without annotations has no page (section 5.1).
    if total > 0 {
        collection.insert("last".to_owned(), page.get("id").cloned().unwrap_or_default());
        collection.insert("first".to_owned(), page);
    }
    Exported { bytes: written(&collection), notices: without_place(lost) }
}

fn without_place(count: usize) -> Vec<String> {
    match count {
        0 => Vec::new(),
        1 => vec!["1 claim stands nowhere in this draft; its annotation is on the article as a whole.".to_owned()],
        _ => vec![format!(
            "{count} claims stand nowhere in this draft; their annotations are on the article as a whole."
        )],
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn software() -> Value {
    json!({ "type": "Software", "name": concat!("Tickmark ", env!("CARGO_PKG_VERSION")) })
}

/// The text that is annotated.
struct Text<'a> {
    /// Its name, by what it is.
    id: String,
    /// What it is, as a resource of its own (3.2.1).
    source: Value,
    text: &'a str,
    places: Places<'a>,
}

impl<'a> Text<'a> {
    fn of(report: &Report<'a>) -> Self {
        // RFC 6920, section 3: with the letters of addresses and without padding.
        let id = format!("ni:///sha-256;{}", URL_SAFE_NO_PAD.encode(Sha256::digest(report.text)));
        let mut source = object(json!({ "id": id, "type": "Text", "format": "text/plain" }));
        if let Some(language) = report.language {
            source.insert("language".to_owned(), json!(language));
        }
        Self { id, source: Value::Object(source), text: report.text, places: Places::of(report.text) }
    }

    /// The part of it that a claim is made on (section 4): a specific resource with selectors that select the same.
    fn target(&self, entry: &ClaimEntry) -> Value {
        let Some(range) = &entry.range else { return self.source.clone() };
        let before = self.text.get(..range.start).unwrap_or_default();
        let after = self.text.get(range.end..).unwrap_or_default();
        json!({
            "type": "SpecificResource",
            // Named alone, since many programs take nothing else (section 4 allows both).
            "source": self.id,
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": entry.quote,
                    "prefix": last(before),
                    "suffix": first(after),
                },
                {
                    "type": "TextPositionSelector",
                    "start": self.places.characters(range.start),
                    "end": self.places.characters(range.end),
                },
            ],
        })
    }
}

/// How many characters of the text around it tell a quotation from the same words elsewhere.
const NEIGHBOURS: usize = 32;

fn first(text: &str) -> &str {
    let end = text.char_indices().nth(NEIGHBOURS).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or_default()
}

fn last(text: &str) -> &str {
    let start = text.char_indices().rev().nth(NEIGHBOURS - 1).map_or(0, |(at, _)| at);
    text.get(start..).unwrap_or_default()
}

/// An annotation (section 3.1): who and when is that of the status (3.3.1).
fn annotation(report: &Report, text: &Text, entry: &ClaimEntry) -> Value {
    let mut out = object(json!({
        "id": uuid(&text.id, entry.id),
        "type": "Annotation",
        "motivation": motivations(entry),
        "body": bodies(report, entry),
        "target": text.target(entry),
    }));
    if let Some(by) = &entry.by {
        out.insert("creator".to_owned(), json!({ "type": "Person", "name": by }));
    }
    if let Some(at) = &entry.at {
        out.insert("created".to_owned(), json!(at.utc.to_rfc3339_opts(SecondsFormat::Secs, true)));
    }
    Value::Object(out)
}

/// A name for something on a text that is the same whenever it is exported: a UUID of version 8 (RFC 9562, section 5.8), made
/// from a hash of both.
fn uuid(text: &str, name: &str) -> String {
    let digest = Sha256::digest(format!("tickmark\n{text}\n{name}"));
    let mut hex: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let variant = ["8", "9", "a", "b"][usize::from(digest[8] >> 6)];
    hex.replace_range(12..13, "8");
    hex.replace_range(16..17, variant);
    let parts = [0..8, 8..12, 12..16, 16..20, 20..32].map(|range| hex.get(range).unwrap_or_default().to_owned());
    format!("urn:uuid:{}", parts.join("-"))
}
