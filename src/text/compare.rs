//! Whether the figures, names and quotations of a claim occur in a passage of its source, and where the passage first
//! differs. It points; it never says whether the claim is true.

use super::alike::{find_bare, find_initials, is_whole, nearest_name};
use super::numbers::{self, Figure};
use super::quotations::{quotation, quoted};
use super::{find, names};
use crate::model::Kind;
use crate::model::words::words;
use std::ops::Range;

words! {
    /// What was looked for in a passage.
    "kind of finding"
    pub enum FindingKind {
        /// A number, an amount, a date's parts.
        Figure = "figure", "figure";
        /// A run of capitalised words.
        Name = "name", "name";
        /// Words between quotation marks.
        Quotation = "quotation", "quotation";
    }
}

/// Whether something a claim states occurs in a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub what: FindingKind,
    /// Its words in the claim.
    pub text: String,
    /// True when it occurs in the passage.
    pub found: bool,
    /// Where: bytes of the passage. When it was not found, the place of what stands there instead, if anything does.
    pub place: Option<Range<usize>>,
    /// A sentence that says so, without a full stop.
    pub note: String,
}

/// Compares a claim of this kind with a passage. Empty where the claim holds nothing that can be compared, or the
/// passage is empty.
pub fn passage(claim: &str, kind: Kind, passage: &str) -> Vec<Finding> {
    if passage.trim().is_empty() {
        return Vec::new();
    }
    let mut quoted = quoted(claim);
    if quoted.is_empty() && kind == Kind::Quotation {
        quoted.push(0..claim.len());
    }
    let outside = |range: &Range<usize>| !quoted.iter().any(|quote| quote.start < range.end && range.start < quote.end);
    let quotations =
        quoted.iter().filter_map(|range| claim.get(range.clone())).filter_map(|quote| quotation(quote, passage));
    let theirs = numbers::figures(passage);
    let figures = numbers::figures(claim);
    let counted = figures
        .iter()
        .filter(|figure| outside(&figure.range))
        .map(|figure| self::figure(claim, figure, passage, &theirs));
    let is_figure =
        |run: &Range<usize>| figures.iter().any(|figure| figure.range.start < run.end && run.start < figure.range.end);
    let runs = names::runs(claim).into_iter().filter(|run| outside(run) && !is_figure(run));
    let named = runs.filter_map(|run| name(claim, run, passage));
    quotations.chain(counted).chain(named).collect()
}

pub(super) fn finding(what: FindingKind, text: &str, found: bool, place: Option<Range<usize>>, tail: &str) -> Finding {
    let is = if found { "is in the passage" } else { "is not in the passage" };
    Finding { what, text: text.to_owned(), found, place, note: format!("“{text}” {is}{tail}") }
}

fn figure(claim: &str, figure: &Figure, passage: &str, theirs: &[Figure]) -> Finding {
    let text = claim.get(figure.range.clone()).unwrap_or_default();
    let at = |figure: &Figure| passage.get(figure.range.clone()).unwrap_or_default().to_owned();
    if let Some(same) = theirs.iter().find(|other| other.same(figure)) {
        let written = at(same);
        let tail = if written == text { String::new() } else { format!(" as “{written}”") };
        return finding(FindingKind::Figure, text, true, Some(same.range.clone()), &tail);
    }
    // The nearest of the same sort is what the passage has instead.
    let distance = |other: &&Figure| (other.value.abs().max(1e-9) / figure.value.abs().max(1e-9)).ln().abs();
    let alike = theirs.iter().filter(|other| other.unit == figure.unit);
    let nearest = alike.min_by(|a, b| distance(a).total_cmp(&distance(b)));
    match nearest {
        Some(other) => {
            let tail = format!("; it has “{}”", at(other));
            finding(FindingKind::Figure, text, false, Some(other.range.clone()), &tail)
        }
        None => finding(
            FindingKind::Figure,
            text,
            false,
            None,
            if theirs.is_empty() { ", which has no figures" } else { "" },
        ),
    }
}

/// A name is found whatever its case, hyphens and dots, or as the initials of a longer one.
fn name(claim: &str, run: Range<usize>, passage: &str) -> Option<Finding> {
    let text = claim.get(run.clone())?;
    let place = find::search(passage, text).into_iter().find(|place| is_whole(passage, place));
    let place = place.or_else(|| find_bare(passage, text)).or_else(|| find_initials(passage, text));
    if let Some(place) = place {
        let written = passage.get(place.clone()).unwrap_or_default();
        let tail = if written == text { String::new() } else { format!(" as “{written}”") };
        return Some(finding(FindingKind::Name, text, true, Some(place), &tail));
    }
    // The first word of a sentence may be no name at all.
    let single = !text.contains([' ', '.', '-']);
    let first = claim.get(..run.start)?.trim_matches(|c: char| !c.is_alphanumeric()).is_empty();
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    if single && first && capitals == 1 && (text.ends_with('s') || text.ends_with("ing") || text.ends_with("ed")) {
        return None;
    }
    let near = nearest_name(passage, text);
    let tail = near.as_ref().and_then(|place| passage.get(place.clone())).map(|near| format!("; it has “{near}”"));
    Some(finding(FindingKind::Name, text, false, near, &tail.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(claim: &str, kind: Kind, source: &str, expected: &[&str]) {
        let findings = passage(claim, kind, source);
        let notes: Vec<&str> = findings.iter().map(|finding| finding.note.as_str()).collect();
        assert_eq!(notes, expected);
        for finding in findings {
            assert!(finding.place.is_none_or(|place| source.get(place).is_some()));
        }
    }

    #[test]
    fn compares_figures_by_value() {
        check("about 28,500 troops", Kind::Figure, "28,500 soldiers", &["“28,500” is in the passage"]);
        check(
            "about 28,500 troops",
            Kind::Figure,
            "some 28.5 thousand",
            &["“28,500” is in the passage as “28.5 thousand”"],
        );
        check(
            "about 28,500 troops",
            Kind::Figure,
            "in 2019, 27,500",
            &["“28,500” is not in the passage; it has “27,500”"],
        );
        check("28,500", Kind::Figure, "many", &["“28,500” is not in the passage, which has no figures"]);
        check(
            "a fivefold increase",
            Kind::Figure,
            "five times as much",
            &["“fivefold” is in the passage as “five times”"],
        );
        check("8.2 percent", Kind::Figure, "8.2", &["“8.2 percent” is not in the passage"]);
        check(
            "on 19 November",
            Kind::DateOrTime,
            "Nov. 19",
            &["“19” is in the passage", "“November” is in the passage as “Nov”"],
        );
    }

    #[test]
    fn compares_names() {
        check(
            "James DeHart of the U.S.",
            Kind::Name,
            "Mr. DeHart of the United States",
            &[
                "“James DeHart” is not in the passage; it has “Mr. DeHart”",
                "“U.S.” is in the passage as “United States”",
            ],
        );
        check(
            "envoy Jeong Eun Bo",
            Kind::Name,
            "JEONG EUN-BO left",
            &["“Jeong Eun Bo” is in the passage as “JEONG EUN-BO”"],
        );
        check(
            "with Bornsten",
            Kind::Name,
            "Harold met Bornstein",
            &["“Bornsten” is not in the passage; it has “Bornstein”"],
        );
        check("Talks ended in Seoul’s hotel", Kind::Event, "they ended in Seoul", &["“Seoul” is in the passage"]);
    }

    #[test]
    fn compares_quotations_word_for_word() {
        let source = "He said: \"It was the U.S. that walked out of the talks.\" Then he left.";
        check(
            "“It was the U.S. that walked out of the talks.”",
            Kind::Quotation,
            source,
            &["“It was the U.S. that walked out of the talks” is in the passage"],
        );
        check(
            "It was the U.S. that ran out of the talks",
            Kind::Quotation,
            source,
            &[
                "“It was the U.S. that ran out of the talks” is not in the passage word for word; where it says “ran”, the passage has “walked”",
            ],
        );
        check("“It was … of the talks”", Kind::Quotation, source, &["“It was … of the talks” is in the passage"]);
        check("“We never said so”", Kind::Quotation, source, &["“We never said so” is not in the passage"]);
    }

    #[test]
    fn nothing_to_compare() {
        check("they left", Kind::Event, "they left", &[]);
        check("28,500", Kind::Figure, " ", &[]);
        check("“", Kind::Quotation, "é", &[]);
    }
}
