//! From a redacted project to the tree. Everything is looked up in maps that are made once.

use super::article::blocks;
use super::calls::calls;
use super::editions::call_sheet;
use super::groups::{must_fix, open};
use super::maker::Maker;
use super::section::sections;
use super::{ArticleBlock, ClaimEntry, Direction, Mark, Moment, Report, signed};
use crate::export::redact::Redacted;
use crate::export::{Edition, Options, cite};
use crate::model::{Claim, Project};
use chrono::{DateTime, FixedOffset, Utc};
use std::collections::{HashMap, HashSet};

/// Makes the report.
pub(super) fn report<'a>(redacted: &'a Redacted<'a>, options: &Options) -> Report<'a> {
    let project = redacted.project();
    let draft = project.draft();
    let in_order = project.claims_in_order();
    let mut article = draft.map(|draft| blocks(draft, &in_order)).unwrap_or_default();
    let maker = Maker::new(redacted, options, &in_order);
    let mut claims: Vec<ClaimEntry> = in_order.iter().map(|claim| maker.claim(claim)).collect();
    put_in_place(&mut claims, &article, &in_order, project);
    share(&mut claims);
    if options.edition == Edition::CallSheet {
        let calls = calls(redacted, &in_order, &claims, options.person.as_ref());
        let frame = Report { checkers: checkers(&claims), ..maker.frame() };
        return call_sheet(frame, calls, &in_order);
    }
    maker.list(&mut claims, &mut article, &in_order);
    let mut sources = maker.sources(&mut claims);
    cite::cite(&mut sources, options.citations);
    let counted = |claim: &&ClaimEntry| claim.listed || options.edition != Edition::Legal;
    let count = |mark: Mark| (mark, claims.iter().filter(counted).filter(|claim| claim.mark == mark).count());
    let (must_fix, open) = (maker.groups(must_fix(&claims), &claims), maker.groups(open(&claims), &claims));
    let history = maker.history();
    Report {
        sections: sections(options.edition, !must_fix.is_empty(), !history.is_empty()),
        checkers: checkers(&claims),
        settled: claims.iter().filter(counted).filter(|claim| claim.standing.settled).count(),
        counts: Mark::ALL.into_iter().map(count).collect(),
        sign_offs: signed::of_story(&maker.signatures, &maker.claims, options.offset),
        must_fix,
        text: draft.map_or("", |draft| &draft.text),
        article,
        open,
        claims,
        sources,
        history,
        ..maker.frame()
    }
}

pub(super) fn confidential(count: usize, withholds: bool) -> String {
    let plural = if count == 1 { "" } else { "s" };
    match (count, withholds) {
        (0, _) => String::new(),
        (_, true) => format!("{count} confidential source{plural}, not named in this copy"),
        (_, false) => format!("{count} confidential source{plural}, NAMED in this copy"),
    }
}

fn checkers(claims: &[ClaimEntry]) -> Vec<String> {
    let mut seen = HashSet::new();
    claims.iter().filter_map(|claim| claim.by.as_ref()).filter(|by| seen.insert(*by)).cloned().collect()
}

/// Says where each claim stands.
fn put_in_place(claims: &mut [ClaimEntry], article: &[ArticleBlock], in_order: &[&Claim], project: &Project) {
    let mut begins: HashMap<usize, &ArticleBlock> = HashMap::new();
    for block in article {
        for (claim, _) in block.runs.iter().flat_map(|run| &run.claims) {
            begins.entry(*claim).or_insert(block);
        }
    }
    for (index, entry) in claims.iter_mut().enumerate() {
        entry.in_article = begins.contains_key(&index);
        entry.place = match begins.get(&index) {
            Some(block) => block.place(),
            None => project.absence(in_order[index]).unwrap_or_else(|| "in text set aside".to_owned()),
        };
    }
}

/// Tells each claim which others share its verification.
fn share(claims: &mut [ClaimEntry]) {
    let shared: Vec<(usize, usize)> =
        claims.iter().enumerate().filter_map(|(index, claim)| Some((claim.through?, index))).collect();
    shared.into_iter().for_each(|(root, index)| claims[root].shared_by.push(index));
}

/// The time in the reader's zone; in UTC where that would leave the calendar.
pub(super) fn moment(utc: DateTime<Utc>, offset: FixedOffset) -> Moment {
    let local = utc.naive_utc().checked_add_offset(offset).unwrap_or(utc.naive_utc());
    Moment { utc, local: local.format("%-d %b %Y, %H:%M").to_string() }
}

pub(super) fn zone(offset: FixedOffset) -> String {
    if offset.local_minus_utc() == 0 { "UTC".to_owned() } else { format!("UTC{offset}") }
}

/// True for what has the form of a BCP 47 language tag.
pub(crate) fn is_language(tag: &str) -> bool {
    let subtag = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    tag.split('-').all(subtag) && tag.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic())
}

/// By the language's usual script; [`Direction::Auto`] where no language is known.
pub(super) fn direction(language: Option<&str>) -> Direction {
    let Some(tag) = language else { return Direction::Auto };
    match tag.split('-').next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "ar" | "arc" | "ckb" | "dv" | "fa" | "he" | "iw" | "ji" | "ps" | "sd" | "syr" | "ug" | "ur" | "yi" => {
            Direction::Rtl
        }
        _ => Direction::Ltr,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_times_where_the_reader_is() {
        let check = |utc: DateTime<Utc>, hours: i32, expected: &str| {
            let offset = FixedOffset::east_opt(hours * 3600).unwrap();
            assert_eq!(moment(utc, offset).local, expected);
        };
        let at = "2019-12-31T20:05:09Z".parse().unwrap();
        check(at, 0, "31 Dec 2019, 20:05");
        check(at, 9, "1 Jan 2020, 05:05");
        check(at, -5, "31 Dec 2019, 15:05");
        check(DateTime::<Utc>::MAX_UTC, 9, "31 Dec +262142, 23:59");
        assert_eq!(zone(FixedOffset::east_opt(-12600).unwrap()), "UTC-03:30");
        assert_eq!(zone(FixedOffset::east_opt(0).unwrap()), "UTC");
    }

    #[test]
    fn counts_the_paragraphs_that_a_reader_counts() {
        use crate::export::testing::Desk;
        use crate::model::BlockKind::{Byline, Caption, Footnote, Heading, Hed, ListItem, Paragraph, Quotation};
        let kinds = [Hed, Byline, Paragraph, Caption, Heading, Paragraph, ListItem, Quotation, Paragraph, Footnote];
        let words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
        let mut desk = Desk::of(&kinds.into_iter().zip(words).collect::<Vec<_>>());
        words.iter().for_each(|word| drop(desk.claim(word)));
        let redacted = Redacted::new(&desk.project, false);
        let report = report(&redacted, &desk.options(Edition::CheckingCopy, false));
        let places: Vec<&str> = report.claims.iter().map(|claim| claim.place.as_str()).collect();
        assert_eq!(
            places,
            [
                "headline",
                "byline",
                "paragraph 1",
                "caption after paragraph 1",
                "heading after paragraph 1",
                "paragraph 2",
                "list item after paragraph 2",
                "quotation after paragraph 2",
                "paragraph 3",
                "footnote",
            ]
        );
    }

    #[test]
    fn knows_languages_and_their_direction() {
        for (tag, expected) in
            [("en-US", true), ("zh-Hant-TW", true), ("", false), ("en\" x", false), ("한국어", false)]
        {
            assert_eq!(is_language(tag), expected, "{tag:?}");
        }
        assert_eq!(direction(Some("fa-IR")), Direction::Rtl);
        assert_eq!(direction(Some("ko")), Direction::Ltr);
        assert_eq!(direction(None), Direction::Auto);
    }
}
