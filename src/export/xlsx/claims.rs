//! The sheets that list claims.

use super::table::{Cell, Column, Table};
use crate::export::csv::{self, signed};
use crate::export::report::{ChangeEntry, ClaimEntry, EvidenceEntry, Group, Report};
use crate::model::Role;

/// A column of the claims: its heading, its width, and what stands in it for the claim of this index.
type ClaimColumn = (&'static str, f64, for<'r> fn(&'r Report<'r>, usize, &'r ClaimEntry<'r>) -> Cell<'r>);

/// What the rows of the CSV report have, in an order to be read in: first how it stands, then why, then by whom.
/// *Status as set* no longer counts where *Status* says *recheck*.
const COLUMNS: &[ClaimColumn] = &[
    ("No.", 6.0, |_, claim, _| Cell::Number(claim + 1)),
    ("Status", 15.0, |_, _, entry| Cell::mark(entry.mark)),
    ("Claim", 44.0, |_, _, entry| Cell::text(entry.quote)),
    ("Kind", 13.0, |_, _, entry| Cell::text(entry.kind.word())),
    ("Risk", 9.0, |_, _, entry| Cell::text(entry.risk.word())),
    ("Flags", 14.0, |_, _, entry| Cell::lines(entry.flags.iter().map(|flag| flag.word()))),
    ("Place", 17.0, |_, _, entry| Cell::text(&*entry.place)),
    ("Evidence", 58.0, |_, _, entry| Cell::lines(entry.evidence.iter().map(evidence))),
    ("Sources", 10.0, |report, _, entry| Cell::text(csv::sources(report, entry))),
    ("Note", 40.0, |_, _, entry| Cell::text(entry.note)),
    ("Question", 34.0, |_, _, entry| Cell::text(entry.question)),
    ("Answer", 34.0, |_, _, entry| Cell::text(entry.answer)),
    ("Suggested change", 34.0, |_, _, entry| change(entry, wording)),
    ("Decision", 12.0, |_, _, entry| change(entry, |change| change.decision.word())),
    ("Reason", 34.0, |_, _, entry| change(entry, |change| change.reason)),
    ("Set by", 14.0, |_, _, entry| Cell::text(entry.by.as_deref().unwrap_or_default())),
    ("Set at", 18.0, |_, _, entry| Cell::time(entry.at.as_ref())),
    ("Status as set", 14.0, |_, _, entry| Cell::text(entry.standing.status.word())),
    ("Recheck", 10.0, |_, _, entry| Cell::yes(entry.standing.recheck)),
    ("Same as", 10.0, |_, _, entry| Cell::number(entry.through.map(|root| root + 1))),
    ("Checker", 14.0, |_, _, entry| Cell::text(signed(entry, Role::Checker))),
    ("Second reader", 15.0, |_, _, entry| Cell::text(signed(entry, Role::SecondReader))),
    ("Story signed off", 20.0, |_, _, entry| Cell::lines(&entry.covered_by)),
    ("In conflict", 11.0, |_, _, entry| Cell::yes(entry.standing.in_conflict)),
    ("Conflicts", 40.0, |_, _, entry| Cell::lines(&entry.differences)),
    ("Writer’s note", 34.0, |_, _, entry| Cell::text(entry.source_note)),
    ("Drafts", 44.0, |_, _, entry| Cell::text(&*entry.drafts)),
    ("Identifier", 14.0, |_, _, entry| Cell::text(entry.id)),
];

/// Every claim that this edition has an entry for.
pub(super) fn claims<'a>(report: &'a Report<'a>) -> Table<'a> {
    let row = |(claim, entry)| COLUMNS.iter().map(|(_, _, cell)| cell(report, claim, entry)).collect();
    Table {
        name: "Claims",
        columns: COLUMNS.iter().map(|(heading, width, _)| Column(heading, *width)).collect(),
        frozen: 3,
        rows: report.listed().map(row).collect(),
        empty: report.no_claims(),
    }
}

fn evidence(piece: &EvidenceEntry) -> String {
    let withheld = if piece.withheld { ": where in it and what it says are left out of this copy" } else { "" };
    csv::evidence(piece) + withheld
}

fn change<'a>(entry: &'a ClaimEntry<'a>, of: fn(&'a ChangeEntry<'a>) -> &'a str) -> Cell<'a> {
    entry.change.as_ref().map_or(Cell::Empty, |change| Cell::text(of(change)))
}

fn wording<'a>(change: &'a ChangeEntry<'a>) -> &'a str {
    if change.wording.trim().is_empty() { "(take out)" } else { change.wording }
}

/// What must be fixed, gravest first.
pub(super) fn must_fix<'a>(report: &'a Report<'a>) -> Table<'a> {
    let row = |entry: &'a ClaimEntry<'a>| {
        vec![
            change(entry, wording),
            change(entry, |change| change.decision.word()),
            Cell::text(if entry.question.trim().is_empty() { entry.note } else { entry.question }),
            Cell::number(entry.through.map(|root| root + 1)),
        ]
    };
    let columns = [
        Column("Suggested change", 44.0),
        Column("Decision", 12.0),
        Column("Question or note", 44.0),
        Column("Same as", 10.0),
    ];
    grouped(report, "Must fix", &report.must_fix, columns, row)
}

/// What is still open; a claim is in every group that fits.
pub(super) fn open<'a>(report: &'a Report<'a>) -> Table<'a> {
    let row = |entry: &'a ClaimEntry<'a>| {
        vec![
            Cell::text(entry.question),
            Cell::text(entry.note),
            Cell::lines(entry.flags.iter().map(|flag| flag.word())),
            Cell::text(entry.risk.word()),
        ]
    };
    let columns = [Column("Question", 44.0), Column("Note", 44.0), Column("Flags", 14.0), Column("Risk", 9.0)];
    grouped(report, "Open", &report.open, columns, row)
}

/// Groups of claims; `rest` makes the cells of the other columns.
fn grouped<'a>(
    report: &'a Report<'a>,
    name: &'static str,
    groups: &[Group],
    columns: [Column; 4],
    rest: impl Fn(&'a ClaimEntry<'a>) -> Vec<Cell<'a>>,
) -> Table<'a> {
    let first = [Column("Why", 26.0), Column("No.", 6.0), Column("Status", 15.0), Column("Claim", 44.0)];
    let row = |group: &Group, claim: usize| {
        let entry = &report.claims[claim];
        let mut cells =
            vec![Cell::text(group.label), Cell::Number(claim + 1), Cell::mark(entry.mark), Cell::text(entry.quote)];
        cells.extend(rest(entry));
        cells
    };
    Table {
        name,
        columns: first.into_iter().chain(columns).collect(),
        frozen: 0,
        rows: groups.iter().flat_map(|group| group.claims.iter().map(|claim| row(group, *claim))).collect(),
        empty: "Nothing is open.",
    }
}
