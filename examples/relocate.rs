//! Answers the cases of a bench of pairs of drafts: `relocate PAIRS.jsonl SYNTHETIC.jsonl CASES.jsonl`.
//!
//! Each line of the first files is a document with its texts `a` and `b`; each of the last has the `cases` of one, with
//! spans `s..e` of `a` in code points. One line per document is printed: `{"id": …, "res": [[start, end, outcome], …]}`.

use serde_json::{Value, json};
use std::collections::HashMap;
use std::error::Error;
use std::io::Write;
use tickmark::text::relocate::Comparison;

fn main() -> Result<(), Box<dyn Error>> {
    let files: Vec<String> = std::env::args().skip(1).collect();
    let (cases, pairs) = files.split_last().ok_or("usage: relocate PAIRS.jsonl SYNTHETIC.jsonl CASES.jsonl")?;
    let mut documents = HashMap::new();
    for file in pairs {
        for line in std::fs::read_to_string(file)?.lines() {
            let document: Value = serde_json::from_str(line)?;
            let field = |name: &str| document.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
            documents.insert(field("id"), (field("a"), field("b")));
        }
    }
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::fs::read_to_string(cases)?.lines() {
        let document: Value = serde_json::from_str(line)?;
        let id = document.get("id").and_then(Value::as_str).unwrap_or_default();
        let Some((old, new)) = documents.get(id) else { continue };
        let (old_points, new_points) = (points(old), points(new));
        let comparison = Comparison::new(old, new, &mut |_| true).ok_or("stopped")?;
        let cases = document.get("cases").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let answer = |case: &Value| {
            let byte = |name: &str| {
                let point = case.get(name).and_then(Value::as_u64).unwrap_or_default() as usize;
                old_points.get(point).copied().unwrap_or(old.len())
            };
            let outcome = comparison.outcome(byte("s")..byte("e"));
            let point = |byte: usize| new_points.partition_point(|start| *start < byte);
            let place = outcome.place();
            json!([
                place.as_ref().map(|place| point(place.start)),
                place.as_ref().map(|place| point(place.end)),
                outcome.key()
            ])
        };
        let answers: Vec<Value> = cases.iter().map(answer).collect();
        writeln!(out, "{}", json!({"id": id, "res": answers}))?;
    }
    Ok(())
}

/// Where each character begins, in bytes.
fn points(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, _)| at).collect()
}
