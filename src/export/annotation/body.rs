//! What an annotation says: a body (sections 3.2.4 and 3.2.5) for the status, the note, each piece of evidence, the suggested
//! change, the question and the answer, each with its purpose (3.3.5).

use crate::export::clean::clean;
use crate::export::link::link;
use crate::export::report::{ChangeEntry, ClaimEntry, EvidenceEntry, Report};
use serde_json::{Value, json};

/// Why the annotation was made: always to assess, and to suggest words or to ask where it does.
pub(super) fn motivations(entry: &ClaimEntry) -> Vec<&'static str> {
    let mut motivations = vec!["assessing"];
    motivations.extend(entry.change.is_some().then_some("editing"));
    motivations.extend((!entry.question.trim().is_empty()).then_some("questioning"));
    motivations
}

pub(super) fn bodies(report: &Report, entry: &ClaimEntry) -> Vec<Value> {
    let mut bodies = vec![text("assessing", &entry.status_words())];
    let mut say = |purpose, words: &str| {
        if !words.trim().is_empty() {
            bodies.push(text(purpose, words));
        }
    };
    say("commenting", entry.note);
    entry.differences.iter().for_each(|difference| say("commenting", &format!("In conflict: {difference}")));
    say("questioning", entry.question);
    say("replying", entry.answer);
    for piece in &entry.evidence {
        say("describing", &evidence(piece));
    }
    bodies.extend(entry.change.iter().flat_map(change));
    bodies.extend(entry.evidence.iter().filter_map(|piece| address(report, piece)));
    bodies
}

fn text(purpose: &str, words: &str) -> Value {
    json!({ "type": "TextualBody", "purpose": purpose, "value": clean(words), "format": "text/plain" })
}

/// The words to put in place of those that are annotated, which may be none; what was decided on them is a comment.
fn change(change: &ChangeEntry) -> [Value; 2] {
    let reason = if change.reason.trim().is_empty() { String::new() } else { format!(": {}", change.reason) };
    let decided = format!("Change {}{reason} ({})", change.decision, change.by);
    [text("editing", change.wording), text("commenting", &decided)]
}

fn evidence(piece: &EvidenceEntry) -> String {
    let mut out = format!("{}: {}", piece.stance, piece.title);
    if !piece.locator.trim().is_empty() {
        put!(&mut out, ", {}", piece.locator);
    }
    if !piece.passage.trim().is_empty() {
        put!(&mut out, ": “{}”", piece.passage);
    }
    out
}

/// The page that a piece of evidence is on.
fn address(report: &Report, piece: &EvidenceEntry) -> Option<Value> {
    let source = report.sources.get(piece.source?)?;
    let url = link(&source.details.url)?;
    Some(json!({ "type": "SpecificResource", "purpose": "linking", "source": url }))
}
