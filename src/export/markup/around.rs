//! What stands around words, and what other programs do to a comment in it.
//!
//! LibreOffice loses a comment that ends where the result of a table of contents or a bibliography ends, and does not
//! know the words of one that begins or ends where that of another field does; Word drops what is in a result when it
//! makes that anew. So a comment on all of a result stands around the field, which shows the same words.
//!
//! Of the first paragraph of a content control, LibreOffice 7.4 takes all words away behind which the mark of a comment
//! stands. So the mark stands before them: Word knows the comment’s words by their beginning and end, LibreOffice shows it
//! there, and it says its words.

use super::place::Spot;
use super::scan::{AtomKind, FieldMark, Run, Scan};
use std::ops::Range;

/// A field with a result.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Field {
    /// The run that it begins in, and the byte.
    begin: (usize, usize),
    /// What is between the marks that separate and end it.
    result: Range<usize>,
    /// The run that it ends in, and the byte behind it.
    end: (usize, usize),
}

/// The fields of a part; those inside others first.
pub(super) fn fields(runs: &[Run]) -> Vec<Field> {
    let mut open: Vec<((usize, usize), Option<usize>)> = Vec::new();
    let mut found = Vec::new();
    let atoms = runs.iter().enumerate().flat_map(|(run, there)| there.atoms.iter().map(move |atom| (run, atom)));
    for (run, atom) in atoms {
        match atom.kind {
            AtomKind::Field(FieldMark::Begin) => open.push(((run, atom.all.start), None)),
            AtomKind::Field(FieldMark::Separate) => {
                open.last_mut().into_iter().for_each(|field| field.1 = Some(atom.all.end));
            }
            AtomKind::Field(FieldMark::End) => {
                if let Some((begin, Some(separate))) = open.pop() {
                    let result = separate..atom.all.start;
                    found.push(Field { begin, result, end: (run, atom.all.end) });
                }
            }
            _ => {}
        }
    }
    found
}

/// The same span, outside of fields whose results begin or end with it in the same paragraph.
pub(super) fn outside(scan: &Scan, text: &str, mut start: Spot, mut end: Spot) -> (Spot, Spot) {
    let same = |a: usize, b: usize| {
        scan.runs.get(a).is_some_and(|a| scan.runs.get(b).is_some_and(|b| a.paragraph == b.paragraph))
    };
    let blank = |range: Range<usize>| is_blank(scan, text, &range);
    for Field { begin, result, end: behind } in &scan.fields {
        let starts_in = result.contains(&start.at);
        let ends_in = result.start < end.at && end.at <= result.end;
        let is_last = ends_in && same(end.run, behind.0) && blank(end.at..result.end);
        if is_last {
            end = Spot { run: behind.0, at: behind.1, ..end };
        }
        if starts_in && (is_last || !ends_in) && same(start.run, begin.0) && blank(result.start..start.at) {
            start = Spot { run: begin.0, at: begin.1, ..start };
        }
    }
    (start, end)
}

/// True when no words stand between these bytes.
fn is_blank(scan: &Scan, text: &str, range: &Range<usize>) -> bool {
    let from = scan.runs.partition_point(|run| run.all.end <= range.start);
    let runs = scan.runs.get(from..).unwrap_or_default().iter().take_while(|run| run.all.start < range.end);
    runs.flat_map(|run| &run.atoms).all(|atom| match &atom.kind {
        AtomKind::Text(words, _) => {
            let (start, end) = (words.start.max(range.start), words.end.min(range.end));
            text.get(start..end).unwrap_or_default().trim().is_empty()
        }
        _ => true,
    })
}

/// The place before all words of the paragraph that this one is in.
pub(super) fn front(scan: &Scan, spot: Spot) -> Spot {
    let paragraph = scan.runs.get(spot.run).map(|run| run.paragraph);
    let first = scan.runs.iter().position(|run| Some(run.paragraph) == paragraph && !run.deleted);
    first.and_then(|run| Some(Spot { run, at: scan.runs.get(run)?.all.start, ..spot })).unwrap_or(spot)
}
