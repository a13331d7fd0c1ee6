//! How much a project file may hold, so that a small one cannot take hundreds of megabytes of memory.
//!
//! One byte of JSON can become a hundred bytes of values: `[[],[],…]` is a list of lists. So the signs that begin a
//! value, and the commas, are counted before anything is read. A real project has an object for every 114 bytes and a
//! value for every 30, so what a file may hold grows with its length; 180,000 edits fit. The largest takes less than
//! 300 MB of memory to read.

use super::format::FormatError;
use crate::model::Project;

/// The largest project file, in bytes.
pub const SIZE: u64 = 64 << 20;

/// How many objects there may be in any file, and in a long one per hundred bytes: each can take about 700 bytes.
const OBJECTS: usize = 240_000;

/// How many values of any sort there may be in any file, and in a long one per thirty bytes: the shortest string takes
/// about 70 bytes.
const VALUES: usize = 1_000_000;

/// How many rows the top lists may have together, such as sources and entries of the history.
const ROWS: usize = 250_000;

/// How many bytes one row of a top list may have, such as one draft or one entry of the history: an entry is there
/// four times over while it is read.
const ROW: usize = 16 << 20;

/// How many drafts there may be: some lists are searched once per draft.
pub(super) const DRAFTS: usize = 1_000;

/// How many bytes of text may be searched for the words of claims that are not at their place, which is once for each:
/// enough for some thousand claims, in proportion to what there is.
pub(super) fn room_to_search(project: &Project) -> usize {
    let texts: usize = project.drafts.iter().map(|draft| draft.text.len()).sum();
    let claims: usize = project.claims.iter().map(|claim| claim.anchor.quote.len() + 512).sum();
    (64 << 20) + 64 * (texts + claims)
}

/// What was counted in a JSON text.
#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    objects: usize,
    values: usize,
    rows: usize,
    row: usize,
}

/// Counts what the text holds. It need not be whole, nor even JSON.
fn count(json: &[u8]) -> Counts {
    let mut counts = Counts::default();
    let (mut depth, mut begun, mut at) = (0_usize, 0, 0);
    while let Some(byte) = json.get(at) {
        match byte {
            b'"' => at = string_end(json, at + 1),
            b'{' | b'[' => {
                depth += 1;
                counts.objects += usize::from(*byte == b'{');
                counts.values += 1;
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' => {
                counts.values += 1;
                counts.rows += usize::from(depth == ROW_DEPTH - 1);
            }
            _ => {}
        }
        at += 1;
        // What stands between two signs of the top lists is a row, or less than one.
        if depth < ROW_DEPTH && matches!(byte, b',' | b'{' | b'[' | b'}' | b']') {
            counts.row = counts.row.max(at - begun);
            begun = at;
        }
    }
    counts.row = counts.row.max(json.len().saturating_sub(begun));
    counts
}

/// How deep the rows of the top lists are: in the list, in the project.
const ROW_DEPTH: usize = 3;

/// The offset of the quotation mark that ends the string that begins here, or the end of the text.
fn string_end(json: &[u8], start: usize) -> usize {
    let mut at = start;
    while let Some(byte) = json.get(at) {
        match byte {
            b'"' => return at,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    json.len()
}

/// True when a JSON text holds no more objects, and no more values of any sort, than these.
pub(crate) fn is_within(json: &[u8], objects: usize, values: usize) -> bool {
    let counts = count(json);
    counts.objects <= objects && counts.values <= values
}

/// Checks that a project file holds no more than it may.
///
/// # Errors
/// What there is too much of.
pub(super) fn check(json: &[u8]) -> Result<(), FormatError> {
    let counts = count(json);
    let table = [
        (json.len() as u64 > SIZE, "64 MiB"),
        (counts.objects > OBJECTS + json.len() / 100, "too many objects for its length"),
        (counts.values > VALUES + json.len() / 30, "too many values for its length"),
        (counts.rows > ROWS, "more than 250,000 rows"),
        (counts.row > ROW, "16 MiB in one row"),
    ];
    match table.into_iter().find(|(exceeded, _)| *exceeded) {
        Some((_, what)) => Err(FormatError::TooMuch(what)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_begins_a_value_and_the_longest_row() {
        let table: [(&str, usize, usize, usize, usize); 6] = [
            ("", 0, 0, 0, 0),
            (r#"{"a": [], "b\",{": "[[{,"}"#, 1, 3, 0, 17),
            (r#"{"a":[{"b":1},{"b":[2,3]}], "c": [4,5]}"#, 3, 10, 2, 11),
            ("[[],[],[]]", 0, 6, 0, 1),
            (r#"{"a": "cut "#, 1, 1, 0, 10),
            ("}}}{", 1, 1, 0, 1),
        ];
        for (json, objects, values, rows, row) in table {
            assert_eq!(count(json.as_bytes()), Counts { objects, values, rows, row }, "{json}");
        }
    }
}
