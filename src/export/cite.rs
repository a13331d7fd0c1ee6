//! Citations of sources, in the style that was asked for.
//!
//! `hayagriva` sets them by the styles of the Citation Style Language (CSL 1.0.2) that come with it. Each source is cited alone:
//! they stand in the order of their numbers, so that none needs a letter behind its year, and a thousand of them take a
//! thousand times as long as one.

use super::CitationStyle;
use super::report::{CitationRun, SourceEntry};
use super::sources::{csl, shown};
use crate::model::SourceKind;
use crate::model::source::Gathering;
use crate::text::bibliography::journal::Journal;
use crate::text::bibliography::names::Name;
use crate::text::bibliography::{Reference, When};
use hayagriva::archive::{ArchivedStyle, locales};
use hayagriva::citationberg::json::{DateValue, Item, LiteralName, NameItem, NameValue, Value, VecDate, VecDateRange};
use hayagriva::citationberg::{IndependentStyle, Locale, LocaleCode, Style};
use hayagriva::{BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChild, ElemChildren};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The terms of American English, which both styles are made for. All locales are in one list, which takes time to read.
static ENGLISH: LazyLock<Vec<Locale>> =
    LazyLock::new(|| locales().into_iter().filter(|locale| locale.lang == Some(LocaleCode::en_us())).collect());
/// The Chicago Manual of Style, 18th edition, notes and bibliography.
static CHICAGO: LazyLock<Option<IndependentStyle>> = LazyLock::new(|| independent(ArchivedStyle::ChicagoNotes));
/// The Publication Manual of the American Psychological Association, 7th edition.
static APA: LazyLock<Option<IndependentStyle>> =
    LazyLock::new(|| independent(ArchivedStyle::AmericanPsychologicalAssociation));

/// A style for a list of sources alone: what it says of citations in a text and of the order of the list takes most of the time,
/// and nothing of it is printed.
fn independent(style: ArchivedStyle) -> Option<IndependentStyle> {
    let Style::Independent(mut style) = style.get() else { return None };
    style.citation.layout.elements.clear();
    style.citation.sort = None;
    style.bibliography.iter_mut().for_each(|bibliography| bibliography.sort = None);
    Some(style)
}

/// Gives each source its citation.
pub(super) fn cite(sources: &mut [SourceEntry], style: CitationStyle) {
    let style = match style {
        CitationStyle::Plain => None,
        CitationStyle::Chicago => CHICAGO.as_ref(),
        CitationStyle::Apa => APA.as_ref(),
    };
    for source in sources {
        let cited = style.and_then(|style| cited(&shown_reference(source), style));
        source.citation = cited.unwrap_or_else(|| title(source));
    }
}

/// The title alone; the facts of the source say the rest.
fn title(source: &SourceEntry) -> Vec<CitationRun> {
    vec![CitationRun { text: source.details.title.clone(), ..CitationRun::default() }]
}

fn shown_reference(source: &SourceEntry) -> Reference {
    let mut reference = Reference::of(&shown(source));
    if super::link::link(&reference.url).is_none() {
        reference.url.clear();
    }
    reference
}

/// The entry of a bibliography in this style; none when the style makes nothing of it, as Chicago of what has neither a date nor
/// an address nor a place.
fn cited(reference: &Reference, style: &IndependentStyle) -> Option<Vec<CitationRun>> {
    let year = free_year(reference);
    let item = item(reference, year);
    let mut driver = BibliographyDriver::new();
    driver.citation(CitationRequest::from_items(vec![CitationItem::with_entry(&item)], style, &ENGLISH));
    let rendered = driver.finish(BibliographyRequest { style, locale: None, locale_files: &ENGLISH });
    let entry = rendered.bibliography?.items.pop()?;
    let mut runs = Vec::new();
    entry.first_field.iter().for_each(|first| put_child(first, &mut runs));
    put_children(&entry.content, &mut runs);
    runs.iter_mut().for_each(|run| run.text = with_date(&run.text, reference.when.as_ref(), year));
    runs.iter().any(|run| !run.text.trim().is_empty()).then_some(runs)
}

/// The text with the date in words in its place, and without the comma that the library leaves where a year has no day behind
/// it.
fn with_date(text: &str, when: Option<&When>, year: i16) -> String {
    match when {
        Some(When::Literal(words)) => {
            let year = year.to_string();
            text.replace(&format!("({year},)"), &format!("({year})")).replace(&year, words)
        }
        Some(When::Certain(date)) => text.replace(&format!("({:04},)", date.year), &format!("({:04})", date.year)),
        None => text.to_owned(),
    }
}

/// The library knows dates in numbers only. A year that stands nowhere in the source holds the place of one in words.
fn free_year(reference: &Reference) -> i16 {
    let texts = [&reference.title, &reference.place, &reference.url];
    let names: Vec<String> = reference.names.iter().map(Name::text).collect();
    let is_free = |year: &i16| {
        let year = year.to_string();
        !texts.into_iter().chain(&names).any(|text| text.contains(&year))
    };
    (9000..=9999).rev().find(is_free).unwrap_or(9999)
}

fn item(reference: &Reference, year: i16) -> Item {
    let variables = csl::variables(reference).into_iter().map(|(name, text)| as_styles_need_it(reference, name, text));
    let mut fields: BTreeMap<String, Value> =
        variables.map(|(name, text)| (name.to_owned(), Value::String(text))).collect();
    if reference.kind == SourceKind::Person {
        fields.insert("genre".to_owned(), Value::String(spoken(reference).to_owned()));
    }
    if !reference.names.is_empty() {
        fields.insert("author".to_owned(), Value::Names(reference.names.iter().map(name).collect()));
    }
    if let Some(when) = &reference.when {
        fields.insert("issued".to_owned(), Value::Date(date(when, year)));
    }
    Item(fields)
}

/// A list of sources names everybody who was asked, where styles keep interviews and letters for the notes; it says where
/// somebody was met, which they pass over; and a paper without a volume is not one that is still to come.
fn as_styles_need_it(reference: &Reference, name: &'static str, text: String) -> (&'static str, String) {
    let volume = Journal::parse(&reference.place).volume;
    match (name, reference.kind) {
        ("type", SourceKind::Person) => (name, "document".to_owned()),
        ("type", SourceKind::Paper) if volume.is_empty() => (name, "article-magazine".to_owned()),
        ("event-place", _) => ("archive", text),
        _ => (name, text),
    }
}

fn spoken(reference: &Reference) -> &'static str {
    match reference.gathering {
        Some(Gathering::Interviewed) => "Interview",
        _ => "Personal communication",
    }
}

fn name(name: &Name) -> NameValue {
    match name {
        Name::Whole(text) => NameValue::Literal(LiteralName { literal: text.clone() }),
        Name::Parted { family, given } => NameValue::Item(NameItem {
            family: family.clone(),
            given: Some(given.clone()),
            non_dropping_particle: None,
            dropping_particle: None,
            suffix: None,
            comma_suffix: None,
        }),
    }
}

fn date(when: &When, year: i16) -> DateValue {
    let small = |part: u32| i16::try_from(part).ok();
    let parts = match when {
        When::Literal(_) => vec![year],
        When::Certain(date) => [i16::try_from(date.year).ok(), date.month.and_then(small), date.day.and_then(small)]
            .into_iter()
            .flatten()
            .collect(),
    };
    let date_parts = VecDateRange(vec![VecDate(parts)]);
    DateValue::DateParts { date_parts, literal: None, season: None, circa: false }
}

fn put_children(children: &ElemChildren, runs: &mut Vec<CitationRun>) {
    children.0.iter().for_each(|child| put_child(child, runs));
}

fn put_child(child: &ElemChild, runs: &mut Vec<CitationRun>) {
    use hayagriva::citationberg::FontStyle;
    let (text, italic, address) = match child {
        ElemChild::Text(text) => (&text.text, text.formatting.font_style == FontStyle::Italic, false),
        ElemChild::Link { text, .. } => (&text.text, false, true),
        ElemChild::Markup(text) => (text, false, false),
        ElemChild::Elem(element) => return put_children(&element.children, runs),
        ElemChild::Transparent { .. } => return,
    };
    match runs.last_mut() {
        Some(last) if (last.italic, last.address) == (italic, address) => last.text.push_str(text),
        _ => runs.push(CitationRun { text: text.clone(), italic, address }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::options::Options;
    use crate::export::redact::Redacted;
    use crate::export::report::Report;
    use crate::export::testing::Desk;
    use crate::export::{Edition, export};
    use crate::model::SourceDetails;

    /// The citation with `*` around what is italic and `<>` around the address.
    fn shown(runs: &[CitationRun]) -> String {
        let run = |run: &CitationRun| match (run.italic, run.address) {
            (true, _) => format!("*{}*", run.text),
            (_, true) => format!("<{}>", run.text),
            _ => run.text.clone(),
        };
        runs.iter().map(run).collect()
    }

    fn citations(list: Vec<SourceDetails>, style: CitationStyle) -> Vec<String> {
        let mut desk = Desk::new(&["one"]);
        list.into_iter().for_each(|details| drop(desk.source(details)));
        let redacted = Redacted::new(&desk.project, true);
        let options = Options { citations: style, ..desk.options(Edition::CheckingCopy, true) };
        Report::new(&redacted, &options).sources.iter().map(|source| self::shown(&source.citation)).collect()
    }

    fn details(kind: SourceKind, title: &str, who: &str, place: &str, when: &str, url: &str) -> SourceDetails {
        let (who, place, when, url) = (who.into(), place.into(), when.into(), url.into());
        SourceDetails { who, place, when, url, ..SourceDetails::new(kind, title) }
    }

    fn every_kind() -> Vec<SourceDetails> {
        let interviewed = |details| SourceDetails { gathering: Some(Gathering::Interviewed), ..details };
        vec![
            details(
                SourceKind::Document,
                "Strength report",
                "Ministry of Defence",
                "National Archives, FO 371",
                "March 2019",
                "",
            ),
            interviewed(details(SourceKind::Person, "Kim Lee", "deputy minister", "by telephone", "19 Nov 2019", "")),
            details(SourceKind::Person, "The press officer", "", "", "", ""),
            details(SourceKind::Recording, "Evening news", "KBS", "", "2019-11-19", "https://a.example/news"),
            details(
                SourceKind::WebPage,
                "Troop numbers",
                "Jane Smith",
                "A Site",
                "last seen in spring",
                "https://a.example/x",
            ),
            details(SourceKind::Book, "A history of talks", "Smith, Jane B.; Jones, Ann", "London: Press", "2019", ""),
            details(
                SourceKind::Paper,
                "On talks",
                "Smith, J. B.",
                "Journal of Talks, 12(3), 45–67",
                "2019",
                "https://doi.org/10.1000/182",
            ),
            details(SourceKind::Dataset, "Troops by year", "World Bank", "", "2020", "https://a.example/data"),
            details(SourceKind::Photograph, "Soldiers at a gate", "Reuters", "Seoul", "19 November 2019", ""),
            details(SourceKind::Observation, "At the gate", "", "Seoul", "19 November 2019", ""),
            details(SourceKind::Calculation, "5 times 28,500", "", "", "", ""),
            details(SourceKind::Book, "서울의 역사", "김철수", "서울", "2019년", ""),
        ]
    }

    #[test]
    fn sources_of_every_type_are_cited() {
        let plain = citations(every_kind(), CitationStyle::Plain);
        assert_eq!(plain[..2], ["Strength report", "Kim Lee"]);
        let chicago = citations(every_kind(), CitationStyle::Chicago);
        let apa = citations(every_kind(), CitationStyle::Apa);
        if std::env::var("TICKMARK_SHOW").is_ok() {
            eprintln!("{}\n{}", chicago.join("\n"), apa.join("\n"));
        }
        assert_eq!(chicago[0], "Ministry of Defence. “Strength Report.” March 2019. National Archives, FO 371.");
        assert_eq!(chicago[5], "Smith, Jane B., and Ann Jones. *A History of Talks*. London: Press, 2019.");
        assert_eq!(apa[5], "Smith, J. B., & Jones, A. (2019). *A history of talks*. London: Press.");
        assert_eq!(apa[7], "World Bank. (2020). *Troops by year* [Dataset]. <https://a.example/data>");
        assert_eq!(apa[4], "Jane Smith. (last seen in spring). *Troop numbers*. A Site. <https://a.example/x>");
        for list in [&chicago, &apa] {
            assert!(
                list[1].contains("Kim Lee") && list[1].contains("Interview") && list[1].contains("2019"),
                "{}",
                list[1]
            );
            assert!(list[2].contains("press officer"), "{}", list[2]);
            assert!(list.iter().all(|citation| !citation.contains("ahead of print")), "{list:?}");
        }
    }

    #[test]
    fn a_date_in_words_is_printed_as_it_was_written() {
        for style in [CitationStyle::Chicago, CitationStyle::Apa] {
            let list = vec![details(SourceKind::Book, "In 9999 and 9998", "9997", "", "the spring after", "")];
            let citation = &citations(list, style)[0];
            assert!(
                citation.contains("the spring after") && citation.contains("9999") && citation.contains("9998"),
                "{citation}"
            );
            assert!(!citation.contains("9996"), "{citation}");
        }
    }

    /// Texts of all signs: whatever they are, a citation comes of it.
    #[test]
    fn no_text_breaks_a_citation() {
        let signs: Vec<char> =
            " .,:;?!()[]{}<>\"'“”‘’«»–—-/\\|&%$#@*_~^`0123456789aZéßıİßﬁ한中שא́\u{200d}👍\u{ad}ǅ".chars().collect();
        let mut seed = 0x2545_f491_4f6c_dd1d_u64;
        let mut dice = |below: usize| {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            (seed % below as u64) as usize
        };
        let rounds = if std::env::var("TICKMARK_GATES").is_ok_and(|gates| gates == "full") { 20_000 } else { 60 };
        let mut list = Vec::new();
        for round in 0..rounds {
            let mut text = || (0..=dice(12)).map(|_| signs[dice(signs.len())]).collect::<String>();
            let (title, who, place, when) = (format!("x{}", text()), text(), text(), text());
            let url = format!("https://a.example/{}", text());
            list.push(details(SourceKind::ALL[round % SourceKind::ALL.len()], &title, &who, &place, &when, &url));
            let who = format!("A{}, B.; C, D{}", text(), text());
            list.push(details(SourceKind::Paper, &text(), &who, &text(), "2019-11-19", ""));
        }
        for style in [CitationStyle::Chicago, CitationStyle::Apa] {
            let made =
                citations(list.iter().filter(|details| !details.title.trim().is_empty()).cloned().collect(), style);
            assert!(made.iter().all(|citation| !citation.trim().is_empty()));
        }
    }

    #[test]
    fn an_address_that_is_cited_is_not_printed_twice() {
        let mut desk = Desk::new(&["one"]);
        desk.source(details(SourceKind::WebPage, "Troop numbers", "Jane Smith", "", "2019", "https://a.example/x"));
        for style in CitationStyle::ALL {
            for format in [super::super::Format::Html, super::super::Format::Markdown] {
                let options = Options { citations: *style, ..desk.options(Edition::CheckingCopy, false) };
                let text =
                    String::from_utf8(export(&desk.project, &options, format, &mut |_| true).unwrap().bytes).unwrap();
                let links = text.matches("href=\"https://a.example/x\"").count()
                    + text.matches("<https://a.example/x>").count();
                assert_eq!(links, 1, "{style} {format}");
            }
        }
    }
}
