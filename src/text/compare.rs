//! Whether the figures, names and quotations of a claim occur in a passage of its source, and where the passage first
//! differs. It points; it never says whether the claim is true.

use super::find;
use super::names;
use super::numbers::{self, Figure};
use super::words;
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

/// What stands between quotation marks in a text, the marks left out.
pub fn quoted(text: &str) -> Vec<Range<usize>> {
    const PAIRS: &[(char, &str)] = &[
        ('“', "”"),
        ('„', "“”"),
        ('«', "»"),
        ('»', "«"),
        ('「', "」"),
        ('『', "』"),
        ('"', "\""),
        ('‘', "’"),
        ('‹', "›"),
    ];
    let mut ranges = Vec::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        let Some((_, closing)) = PAIRS.iter().find(|(opening, _)| *opening == c) else { continue };
        let start = at + c.len_utf8();
        let rest = text.get(start..).unwrap_or_default();
        // An apostrophe inside a word closes nothing.
        let closes = |(at, mark): &(usize, char)| {
            let next = rest[at + mark.len_utf8()..].chars().next();
            closing.contains(*mark) && !(*mark == '’' && next.is_some_and(char::is_alphanumeric))
        };
        let Some((length, mark)) = rest.char_indices().find(closes) else { continue };
        if length > 0 {
            ranges.push(start..start + length);
        }
        let after = start + length + mark.len_utf8();
        while chars.offset() < after && chars.next().is_some() {}
    }
    ranges
}

fn finding(what: FindingKind, text: &str, found: bool, place: Option<Range<usize>>, tail: &str) -> Finding {
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

fn is_whole(text: &str, place: &Range<usize>) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && u32::from(c) < 0x1100);
    let before = text.get(..place.start).and_then(|before| before.chars().next_back());
    let after = text.get(place.end..).and_then(|after| after.chars().next());
    !letter(before) && !letter(after)
}

/// Letters and figures alone, in small letters.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Words in a row that are the same letters: "Eun-bo" for "Eun Bo", "US" for "U.S.".
fn find_bare(passage: &str, name: &str) -> Option<Range<usize>> {
    let wanted = bare(name);
    let words = words::all(passage);
    (0..words.len()).find_map(|start| {
        let mut letters = String::new();
        for word in words.get(start..)?.iter().take(8) {
            letters.push_str(&bare(passage.get(word.clone())?));
            if letters == wanted {
                return Some(words.get(start)?.start..word.end);
            }
            if !wanted.starts_with(&letters) {
                break;
            }
        }
        None
    })
}

/// "United States" for "U.S.", and "NATO" for its long form.
fn find_initials(passage: &str, name: &str) -> Option<Range<usize>> {
    let initials = |text: &str| -> String {
        let words = text.split(|c: char| c.is_whitespace() || c == '-');
        words.filter(|word| word.starts_with(char::is_uppercase)).filter_map(|word| word.chars().next()).collect()
    };
    let letters: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    let is_acronym = |letters: &str| letters.len() >= 2 && letters.chars().all(char::is_uppercase);
    names::runs(passage).into_iter().find(|run| {
        let theirs = passage.get(run.clone()).unwrap_or_default();
        let their_letters: String = theirs.chars().filter(|c| c.is_alphanumeric()).collect();
        (is_acronym(&letters) && initials(theirs) == letters && theirs.contains(' '))
            || (is_acronym(&their_letters) && initials(name) == their_letters && name.contains(' '))
    })
}

/// A name in the passage that shares a word with this one or is spelled almost like it.
fn nearest_name(passage: &str, name: &str) -> Option<Range<usize>> {
    let last = |text: &str| bare(text.split_whitespace().next_back().unwrap_or_default());
    let wanted = bare(name);
    let allowed = if wanted.chars().count() >= 8 { 2 } else { usize::from(wanted.chars().count() >= 4) };
    names::runs(passage).into_iter().find(|run| {
        let theirs = passage.get(run.clone()).unwrap_or_default();
        (last(theirs).chars().count() > 2 && last(theirs) == last(name)) || distance(&bare(theirs), &wanted) <= allowed
    })
}

/// How many letters must be put in, taken out or replaced to make one word of the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, c) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        let mut next = vec![left];
        for (above, other) in row.iter().skip(1).zip(&b) {
            left = (above + 1).min(left + 1).min(diagonal + usize::from(c != *other));
            diagonal = *above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

/// The parts of a quotation between its omissions, looked for one after the other.
fn quotation(quote: &str, passage: &str) -> Option<Finding> {
    let text = quote.trim().trim_end_matches(['.', ',', ';', ':']);
    let parts: Vec<&str> = text
        .split("[…]")
        .flat_map(|part| part.split("[...]"))
        .flat_map(|part| part.split('…'))
        .flat_map(|part| part.split("..."))
        .map(|part| part.trim().trim_end_matches(['.', ',']))
        .filter(|part| part.contains(char::is_alphanumeric))
        .collect();
    let mut from = 0;
    let mut place: Option<Range<usize>> = None;
    for part in &parts {
        let rest = passage.get(from..)?;
        let Some(found) = find::quote(rest, part).into_iter().next().or_else(|| first_letter_changed(rest, part))
        else {
            return Some(misquoted(text, part, rest, from));
        };
        let start = place.as_ref().map_or(from + found.start, |place| place.start);
        from += found.end;
        place = Some(start..from);
    }
    place.map(|place| finding(FindingKind::Quotation, text, true, Some(place), ""))
}

/// A quotation may begin in another case than the sentence it is taken from.
fn first_letter_changed(passage: &str, part: &str) -> Option<Range<usize>> {
    let first = part.chars().next()?;
    let rest = part.get(first.len_utf8()..)?;
    find::search(passage, part).into_iter().find(|place| {
        let theirs = passage.get(place.clone()).unwrap_or_default();
        let after = theirs.chars().next().map_or(0, char::len_utf8);
        !find::quote(theirs.get(after..).unwrap_or_default(), rest).is_empty()
    })
}

/// Names the first word that differs where the passage is most like the quotation.
fn misquoted(text: &str, part: &str, passage: &str, from: usize) -> Finding {
    let ours = words::all(part);
    let theirs = words::all(passage);
    let wanted: Vec<String> = ours.iter().filter_map(|word| part.get(word.clone())).map(bare).collect();
    let have: Vec<String> = theirs.iter().filter_map(|word| passage.get(word.clone())).map(bare).collect();
    let agree = |start: &usize| wanted.iter().zip(&have[*start..]).filter(|(a, b)| a == b).count();
    let best = (0..have.len()).max_by_key(|start| (agree(start), usize::MAX - start));
    let Some(start) = best.filter(|start| agree(start) * 2 >= wanted.len().min(8) && agree(start) > 1) else {
        return finding(FindingKind::Quotation, text, false, None, "");
    };
    let same = wanted.iter().zip(&have[start..]).take_while(|(a, b)| a == b).count();
    let differs = |words: &[Range<usize>], text: &str, at: usize| {
        words.get(at).and_then(|word| text.get(word.clone())).map(str::to_owned)
    };
    let (mine, their) = (differs(&ours, part, same), differs(&theirs, passage, start + same));
    let tail = match (mine, their) {
        (Some(mine), Some(their)) => format!(" word for word; where it says “{mine}”, the passage has “{their}”"),
        (Some(mine), None) => format!(" word for word; the passage ends before “{mine}”"),
        _ => " word for word; the punctuation differs".to_owned(),
    };
    let last = (start + wanted.len()).min(theirs.len()) - 1;
    let place = theirs.get(start).zip(theirs.get(last)).map(|(first, last)| from + first.start..from + last.end);
    finding(FindingKind::Quotation, text, false, place, &tail)
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
