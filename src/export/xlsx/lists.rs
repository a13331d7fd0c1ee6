//! The sheets that list sources, sign-offs, drafts and what was done, and the one that says what file this is.

use super::table::{Cell, Column, Table};
use crate::export::report::{Ask, Call, DraftEntry, Report, SignOffEntry, SourceEntry};
use crate::model::source::SourceText;

/// Every source that this edition lists.
pub(super) fn sources<'a>(report: &'a Report<'a>) -> Table<'a> {
    let cited = report.sources.iter().any(SourceEntry::is_cited);
    const COLUMNS: [(&str, f64); 13] = [
        ("No.", 6.0),
        ("Kind", 13.0),
        ("Title", 44.0),
        ("Who", 26.0),
        ("Where", 22.0),
        ("When", 16.0),
        ("Link", 40.0),
        ("Contact", 24.0),
        ("Terms", 24.0),
        ("How", 14.0),
        ("Rank", 12.0),
        ("Kept copies", 70.0),
        ("Claims", 22.0),
    ];
    let mut columns: Vec<Column> = COLUMNS.map(|(heading, width)| Column(heading, width)).into();
    let mut rows: Vec<Vec<Cell>> = report.sources.iter().map(|entry| source(report, entry)).collect();
    if cited {
        columns.insert(3, Column("Citation", 60.0));
        for (row, entry) in rows.iter_mut().zip(&report.sources) {
            row.insert(3, Cell::text(entry.citation.iter().map(|run| run.text.as_str()).collect::<String>()));
        }
    }
    Table { name: "Sources", columns, frozen: 3, rows, empty: "No claim in this copy rests on a source." }
}

fn source<'a>(report: &Report, entry: &'a SourceEntry<'a>) -> Vec<Cell<'a>> {
    let fact = |label: &str| {
        let fact = entry.facts.iter().find(|(name, _)| *name == label);
        fact.map_or(Cell::Empty, |(_, text)| Cell::text(*text))
    };
    let confidential = entry.details.confidential && report.tells_confidential;
    let kind = entry.details.kind.word();
    let numbers: Vec<String> = entry.claims.iter().map(|claim| (claim + 1).to_string()).collect();
    vec![
        Cell::Number(entry.number),
        if confidential { Cell::text(format!("{kind}, confidential")) } else { Cell::text(kind) },
        Cell::text(&*entry.details.title),
        fact(SourceText::Who.word()),
        fact(SourceText::Place.word()),
        fact(SourceText::When.word()),
        Cell::Address(&entry.details.url),
        fact(SourceText::Contact.word()),
        fact(SourceText::Terms.word()),
        fact("how"),
        fact("rank"),
        Cell::lines(entry.kept.iter().map(|copy| format!("{} · SHA-256 {}", copy.name, copy.sha256))),
        Cell::text(numbers.join(", ")),
    ]
}

/// Whom to ask what, with room for the answer.
pub(super) fn calls<'a>(report: &'a Report<'a>) -> Table<'a> {
    const COLUMNS: [(&str, f64); 8] = [
        ("Person", 26.0),
        ("About the person", 34.0),
        ("To confirm", 60.0),
        ("Where", 30.0),
        ("Status", 18.0),
        ("Remarks", 30.0),
        ("Answer", 24.0),
        ("Note", 40.0),
    ];
    Table {
        name: "Calls",
        columns: COLUMNS.map(|(heading, width)| Column(heading, width)).into_iter().collect(),
        frozen: 1,
        rows: report.calls.iter().flat_map(call).collect(),
        empty: report.no_calls(),
    }
}

/// A row for each fact; a person to whom no claim leads has one without.
fn call<'a>(call: &'a Call<'a>) -> Vec<Vec<Cell<'a>>> {
    let about = || {
        let facts = call.facts.iter().map(|(label, text)| format!("{label}: {text}"));
        Cell::lines(facts.chain((!call.withheld.is_empty()).then(|| call.withheld.to_owned())))
    };
    let person =
        || if call.named { Cell::text(format!("{}, confidential", call.person)) } else { Cell::text(call.person) };
    if call.asks.is_empty() {
        return vec![vec![person(), about(), Cell::text(call.progress())]];
    }
    let row = |ask: &'a Ask| {
        let status = format!("{} {}", ask.mark.glyph(), ask.status);
        let remarks = Cell::lines(ask.remarks());
        vec![person(), about(), Cell::text(&*ask.words), Cell::text(ask.whereabouts()), Cell::text(status), remarks]
    };
    call.asks.iter().map(row).collect()
}

/// Who signed the story off.
pub(super) fn sign_offs<'a>(report: &'a Report<'a>) -> Table<'a> {
    let row = |entry: &'a SignOffEntry| {
        let by = entry.signature.signed().map(|signed| signed.by.to_string());
        vec![
            Cell::text(entry.role.word()),
            Cell::text(entry.signature.key().replace('-', " ")),
            Cell::text(by.unwrap_or_default()),
            Cell::text(&*entry.words),
        ]
    };
    Table {
        name: "Sign-offs",
        columns: vec![Column("Role", 16.0), Column("State", 12.0), Column("Who", 24.0), Column("In words", 70.0)],
        frozen: 0,
        rows: report.sign_offs.iter().map(row).collect(),
        empty: "Nobody has signed.",
    }
}

/// The drafts, oldest first.
pub(super) fn drafts<'a>(report: &'a Report<'a>) -> Table<'a> {
    let row = |draft: &'a DraftEntry<'a>| {
        let state = match (draft.withdrawn, Some(draft.number) == report.draft) {
            (true, _) => "taken back",
            (_, true) => "checked here",
            _ => "",
        };
        vec![
            Cell::Number(draft.number as usize),
            Cell::text(draft.label),
            Cell::Time(&draft.received),
            Cell::text(state),
            Cell::text(if draft.file.is_empty() { "pasted text" } else { draft.file }),
            Cell::Number(draft.words),
            Cell::text(&*draft.became),
            Cell::text(draft.sha256),
        ]
    };
    let columns = [
        ("No.", 6.0),
        ("Label", 22.0),
        ("Received", 18.0),
        ("State", 14.0),
        ("File", 34.0),
        ("Words", 10.0),
        ("What it did to the claims", 48.0),
        ("SHA-256", 68.0),
    ];
    Table {
        name: "Drafts",
        columns: columns.map(|(heading, width)| Column(heading, width)).into_iter().collect(),
        frozen: 0,
        rows: report.drafts.iter().map(row).collect(),
        empty: "No draft has been received.",
    }
}

/// Everything that was done, oldest first.
pub(super) fn history<'a>(report: &'a Report<'a>) -> Table<'a> {
    let rows = report.history.iter();
    Table {
        name: "History",
        columns: vec![Column("When", 18.0), Column("Who", 22.0), Column("What", 110.0)],
        frozen: 0,
        rows: rows.map(|(at, done)| vec![Cell::Time(at), Cell::text(&*done.by), Cell::text(&*done.what)]).collect(),
        empty: "",
    }
}

/// Which report this is, and how far the check has come.
pub(super) fn about<'a>(report: &'a Report<'a>) -> Table<'a> {
    let facts = [
        ("Story", Cell::text(report.title)),
        ("Edition", Cell::text(report.edition_title())),
        ("Printed", Cell::lines(report.printed())),
    ];
    let said = report.facts().into_iter().map(|fact| match fact.label {
        "Made" => (fact.label, Cell::Time(&report.made)),
        _ => (fact.label, Cell::text(fact.said.text)),
    });
    let last = [("All times", Cell::text(&*report.zone)), ("Progress", Cell::text(report.progress()))];
    let empty = |cell: &Cell| matches!(cell, Cell::Text(text) if text.trim().is_empty());
    let facts = facts.into_iter().chain(said).chain(last).filter(|(_, cell)| !empty(cell));
    let counts = report.counts.iter().map(|(mark, count)| vec![Cell::mark(*mark), Cell::Number(*count)]);
    Table {
        name: "Report",
        columns: vec![Column("About", 18.0), Column("This report", 70.0)],
        frozen: 0,
        rows: facts.map(|(label, cell)| vec![Cell::text(label), cell]).chain(counts).collect(),
        empty: "",
    }
}
