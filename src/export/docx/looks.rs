//! How runs look. Each status has a line of its own kind under its words, so that it is told in black and white too.

use super::xml::is_rtl;
use crate::export::flow::{Link, Run};
use crate::export::report::Mark;
use crate::model::Status;

const SOFT: &str = "5C6067";
const WARNING: &str = "B23A2E";
const GREEN: &str = "2B7A4B";
const GREY: &str = "8E9196";

/// The line under the words of a claim (17.18.99), and its colour.
pub(super) fn underline(mark: Mark) -> (&'static str, &'static str) {
    match mark {
        Mark::Status(Status::Verified) => ("thick", GREEN),
        Mark::Corrected => ("dashLong", GREEN),
        Mark::Status(Status::Wrong) => ("double", WARNING),
        Mark::Status(Status::Query) => ("dash", "8F5A00"),
        Mark::Status(Status::CantConfirm) => ("dottedHeavy", "6A4FA3"),
        Mark::Recheck => ("wave", "2A5CA6"),
        Mark::Status(Status::Unchecked) => ("single", GREY),
        Mark::Status(Status::Opinion) => ("dotted", SOFT),
    }
}

fn ink(mark: Mark) -> &'static str {
    let (_, line) = underline(mark);
    if line == GREY { SOFT } else { line }
}

/// The properties of a run, in the order of the schema (17.3.2.28).
pub(super) fn properties(run: &Run) -> String {
    let look = &run.look;
    let mut out = String::new();
    if look.digest {
        out.push_str("<w:rStyle w:val=\"Digest\"/>");
    } else if look.raised {
        out.push_str("<w:rStyle w:val=\"Number\"/>");
    } else if look.article {
        out.push_str("<w:rStyle w:val=\"ArticleText\"/>");
    }
    if look.bold || look.added {
        out.push_str("<w:b/><w:bCs/>");
    }
    if look.italic {
        out.push_str("<w:i/><w:iCs/>");
    }
    if look.removed {
        out.push_str("<w:strike/>");
    }
    if let Some(ink) = colour(run) {
        put!(&mut out, "<w:color w:val=\"{ink}\"/>");
    }
    if let Some((line, ink)) = line(run) {
        put!(&mut out, "<w:u w:val=\"{line}\" w:color=\"{ink}\"/>");
    }
    if look.raised {
        out.push_str("<w:vertAlign w:val=\"superscript\"/>");
    }
    if (look.article || look.isolated) && is_rtl(&run.text) {
        out.push_str("<w:rtl/>");
    }
    out
}

fn colour(run: &Run) -> Option<&'static str> {
    let look = &run.look;
    match look.mark {
        _ if look.warning => Some(WARNING),
        Some(mark) => Some(ink(mark)),
        None if look.soft || look.removed => Some(SOFT),
        None => None,
    }
}

/// Of claims that overlap, the one that began last has the line: Word draws one, and each has its number.
fn line(run: &Run) -> Option<(&'static str, &'static str)> {
    let claim = run.claims.last().map(|(mark, _)| underline(*mark));
    let quiet = run.look.mark.is_none() && matches!(run.link, Some(Link::Web(_)));
    claim.or(run.look.added.then_some(("single", "auto"))).or(quiet.then_some(("single", GREY)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_mark_has_a_line_of_its_own() {
        let lines: HashSet<&str> = Mark::ALL.into_iter().map(|mark| underline(mark).0).collect();
        assert_eq!(lines.len(), Mark::ALL.len());
    }
}
