//! The claims as a table for a spreadsheet: comma-separated values (RFC 4180) in UTF-8 with a byte order mark, which
//! spreadsheets need to read it as such.
//!
//! A cell that a spreadsheet would take for a formula begins with an apostrophe: one whose first character after
//! blanks is `=`, `+`, `-` or `@`, plain or full width, or that begins with a tab. Text with a minus sign in front is
//! among them.

use super::Edition;
use super::clean::{clean, is_skipped};
use super::report::{Ask, Call, ClaimEntry, EvidenceEntry, Report};
use crate::model::Role;
use crate::model::source::SourceText;
use csv::{Terminator, WriterBuilder};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The columns, in order. `kind`, `risk`, `status`, `decision` and `flags` are keys. `status` is the one that was set; while
/// `recheck` is `yes` it no longer counts. `at` is ISO 8601 in UTC; `number` counts the claims by the text; `evidence` has a line per
/// piece; `sources` are the numbers of the source list; `same-as` is the number of the claim whose verification is
/// shared; `paragraph` is `paragraph 3`, `headline`, `caption after paragraph 3` or the like; `conflicts` has a line per field that
/// people left differently, while `in-conflict` is `yes`; `source-note` is what the writer's note says of where the claim
/// comes from, in the checking copy; `checker` and `second-reader` are the initials of those who signed the claim off, with
/// `, lapsed` where it has changed since; `story-signed-off` has a line for each role in which somebody signed a story off that
/// covers the claim, such as `editor: JR`; `drafts` has a line for each draft that did anything to the claim, in the checking
/// copy.
pub const COLUMNS: [&str; 27] = [
    "id",
    "number",
    "quote",
    "kind",
    "risk",
    "status",
    "recheck",
    "by",
    "at",
    "evidence",
    "sources",
    "note",
    "question",
    "answer",
    "change",
    "decision",
    "reason",
    "flags",
    "same-as",
    "paragraph",
    "in-conflict",
    "conflicts",
    "source-note",
    "checker",
    "second-reader",
    "story-signed-off",
    "drafts",
];

/// The columns of a call sheet, a row for each fact that a person must confirm. `person` is what they are called, `source`
/// their number in the source list; `confirm` is what to ask, never the words of a quotation; `wording` is `claim`, `note`
/// or `reminder`, as these are the words of the claim, those of the note on a quotation, or say that there is none;
/// `claims` are the numbers of the claims that say so and `places` where they stand; `status` is a key, as in `recheck`;
/// `remarks` has a line for what else to know. The last two are to be filled in.
pub const CALL_COLUMNS: [&str; 13] = [
    "source", "person", "who", "contact", "terms", "confirm", "wording", "claims", "places", "status", "remarks",
    "answer", "note",
];

/// Renders the claims that the report lists; of a call sheet what is to be confirmed.
pub(super) fn render(report: &Report) -> Vec<u8> {
    let bytes = "\u{feff}".as_bytes().to_vec();
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(bytes);
    let mut put = |row: &[&str]| {
        // Writing to memory cannot fail.
        let _ = writer.write_record(row.iter().map(|cell| safe(cell).into_owned()));
    };
    if report.edition == Edition::CallSheet {
        put(&CALL_COLUMNS);
        let asks = report.calls.iter().flat_map(|call| call.asks.iter().map(move |ask| call_row(call, ask)));
        asks.for_each(|row| put(&row.each_ref().map(String::as_str)));
    } else {
        put(&COLUMNS);
        let rows = report.listed().map(|(claim, entry)| row(report, claim, entry));
        rows.for_each(|row| put(&row.each_ref().map(String::as_str)));
    }
    writer.into_inner().unwrap_or_default()
}

fn call_row(call: &Call, ask: &Ask) -> [String; CALL_COLUMNS.len()] {
    let fact = |name| call.fact(name).to_owned();
    [
        call.number.to_string(),
        call.person.to_owned(),
        fact(SourceText::Who),
        fact(SourceText::Contact),
        fact(SourceText::Terms),
        ask.words.clone(),
        ask.wording.key().to_owned(),
        ask.claims.iter().map(usize::to_string).collect::<Vec<_>>().join(", "),
        ask.places.join("\n"),
        ask.mark.key().to_owned(),
        ask.remarks().join("\n"),
        String::new(),
        String::new(),
    ]
}

fn row(report: &Report, claim: usize, entry: &ClaimEntry) -> [String; COLUMNS.len()] {
    let number = |claim: usize| (claim + 1).to_string();
    let change = entry.change.as_ref();
    [
        entry.id.to_owned(),
        number(claim),
        entry.quote.to_owned(),
        entry.kind.key().to_owned(),
        entry.risk.key().to_owned(),
        entry.standing.status.key().to_owned(),
        if entry.standing.recheck { "yes" } else { "no" }.to_owned(),
        entry.by.clone().unwrap_or_default(),
        entry.at.as_ref().map(|at| at.utc.format("%Y-%m-%dT%H:%M:%SZ").to_string()).unwrap_or_default(),
        entry.evidence.iter().map(evidence).collect::<Vec<_>>().join("\n"),
        sources(report, entry),
        entry.note.to_owned(),
        entry.question.to_owned(),
        entry.answer.to_owned(),
        change.map(|change| change.wording.to_owned()).unwrap_or_default(),
        change.map(|change| change.decision.key().to_owned()).unwrap_or_default(),
        change.map(|change| change.reason.to_owned()).unwrap_or_default(),
        entry.flags.iter().map(|flag| flag.key()).collect::<Vec<_>>().join(", "),
        entry.through.map(number).unwrap_or_default(),
        entry.place.clone(),
        if entry.standing.in_conflict { "yes" } else { "no" }.to_owned(),
        entry.differences.join("\n"),
        entry.source_note.to_owned(),
        signed(entry, Role::Checker),
        signed(entry, Role::SecondReader),
        entry.covered_by.join("\n"),
        entry.drafts.clone(),
    ]
}

/// The numbers of the sources that it rests on.
pub(super) fn sources(report: &Report, entry: &ClaimEntry) -> String {
    let number = |piece: &EvidenceEntry| Some(report.sources.get(piece.source?)?.number);
    let numbers: BTreeSet<usize> = entry.evidence.iter().filter_map(number).collect();
    numbers.iter().map(usize::to_string).collect::<Vec<_>>().join(", ")
}

/// Who signed the claim off in a role; empty when nobody did.
pub(super) fn signed(entry: &ClaimEntry, role: Role) -> String {
    let given = entry.sign_offs.iter().find(|entry| entry.role == role && entry.signature.signed().is_some());
    given.map(|entry| entry.words.clone()).unwrap_or_default()
}

/// A piece of evidence in a line of its own.
pub(super) fn evidence(piece: &EvidenceEntry) -> String {
    let mut out = piece.title.to_owned();
    if !piece.locator.is_empty() {
        out += &format!(", {}", piece.locator);
    }
    out += &format!(" ({})", piece.stance);
    if !piece.passage.is_empty() {
        out += &format!(": “{}”", piece.passage);
    }
    out
}

/// The cell without control characters, and such that no spreadsheet takes it for a formula.
fn safe(cell: &str) -> Cow<'_, str> {
    let cell = clean(cell);
    if is_formula(&cell) { format!("'{cell}").into() } else { cell }
}

/// True for text that a spreadsheet would take for a formula when somebody types it.
pub(super) fn is_formula(cell: &str) -> bool {
    let first = cell.chars().find(|c| !c.is_whitespace() && !is_skipped(*c));
    first.is_some_and(|c| "=+-@＝＋－＠".contains(c)) || cell.starts_with('\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for cell in ["=1+1", " =1", "\u{200b}=1", "\t1", "\r=1", "\n@x", "＝1", "－1", "-5 degrees", "\0=1"] {
            assert!(safe(cell).starts_with('\''), "{cell:?} became {:?}", safe(cell));
        }
        for cell in ["", "28,500", "a=b", "– opinion", "'=1", "“=”"] {
            assert_eq!(safe(cell), cell);
        }
    }
}
