//! What a reader of the workbook relies on, read back from its parts.

use super::sheet::Limits;
use super::workbook;
use crate::export::csv::COLUMNS;
use crate::export::redact::Redacted;
use crate::export::report::Report;
use crate::export::testing::{Desk, part, values};
use crate::export::{CitationStyle, Edition, Exported, Format, House, Options, PageSize, Term, export};
use crate::model::{Request, SourceDetails, SourceKind, Stance, Status};
use quick_xml::Reader;
use quick_xml::events::Event;

/// The texts between this tag and its end, in order.
fn all(xml: &str, tag: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let (mut found, mut inside) = (Vec::new(), false);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) if start.local_name().into_inner() == tag => {
                inside = true;
                found.push(String::new());
            }
            Event::End(end) if end.local_name().into_inner() == tag => inside = false,
            Event::Text(text) if inside => *found.last_mut().unwrap() += &text,
            Event::GeneralRef(name) if inside => {
                let text = format!("&{};", &*name);
                *found.last_mut().unwrap() += &quick_xml::escape::unescape(&text).unwrap();
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

/// The rows of a sheet; a number as it is stored.
fn rows(bytes: &[u8], number: usize) -> Vec<Vec<String>> {
    let strings = all(&part(bytes, "xl/sharedStrings.xml"), "t");
    let sheet = part(bytes, &format!("xl/worksheets/sheet{number}.xml"));
    let data = sheet.split_once("<sheetData>").unwrap().1.split_once("</sheetData>").unwrap().0;
    let value = |cell: &str| {
        let Some(value) = cell.split_once("<v>").map(|(_, rest)| rest.split_once('<').unwrap().0) else {
            return String::new();
        };
        if cell.contains("t=\"s\"") { strings[value.parse::<usize>().unwrap()].clone() } else { value.to_owned() }
    };
    data.split("<row ").skip(1).map(|row| row.split("<c ").skip(1).map(value).collect()).collect()
}

/// The value in the row of a claim under this heading.
fn under(rows: &[Vec<String>], row: usize, heading: &str) -> String {
    let at = rows[0].iter().position(|cell| cell == heading).unwrap_or_else(|| panic!("no column {heading}"));
    rows[row][at].clone()
}

fn names(bytes: &[u8]) -> Vec<String> {
    let book = part(bytes, "xl/workbook.xml");
    let sheets = book.split_once("<sheets>").unwrap().1.split_once("</sheets>").unwrap().0;
    values(sheets, "name").into_iter().map(str::to_owned).collect()
}

fn story() -> Desk {
    let mut desk = Desk::new(&["Some 28,500 troops, paid 1.04 trillion won, stay until 31 December 2019."]);
    let (troops, won, year) = (desk.claim("28,500 troops"), desk.claim("1.04 trillion won"), desk.claim("2019"));
    desk.verify(&troops);
    desk.ask(Request::SuggestChange(won.clone(), Some("=1.05 trillion won".into())));
    desk.status(&won, Status::Wrong);
    let details = SourceDetails {
        url: "https://a.example/?a=1&b=2#c".into(),
        ..SourceDetails::new(SourceKind::WebPage, "A page")
    };
    let page = desk.source(details);
    desk.evidence(&year, &page, "para 4", "2019", Stance::Background);
    desk
}

fn made(desk: &Desk, limits: &Limits) -> Exported {
    let redacted = Redacted::new(&desk.project, false);
    let options = desk.options(Edition::CheckingCopy, false);
    workbook(&Report::new(&redacted, &options), &options, limits).unwrap()
}

#[test]
fn claims_are_rows_with_numbers_times_and_words() {
    let bytes = story().bytes(Edition::CheckingCopy, false, Format::Xlsx);
    assert_eq!(names(&bytes), ["Claims", "Sources", "Must fix", "Open", "Sign-offs", "Drafts", "History", "Report"]);
    let rows = rows(&bytes, 1);
    assert_eq!(rows.len(), 4);
    for (heading, expected) in [
        ("No.", ["1", "2", "3"]),
        ("Status", ["✓ verified", "✗ wrong", "○ unchecked"]),
        ("Claim", ["28,500 troops", "1.04 trillion won", "2019"]),
        ("Place", ["paragraph 1"; 3]),
        ("Sources", ["1", "", "2"]),
        ("Suggested change", ["", "=1.05 trillion won", ""]),
        ("Decision", ["", "proposed", ""]),
        ("Set by", ["MK", "MK", ""]),
        // Days since 30 December 1899; 19 November 2019 is day 43788, and 16:48 is 0.7 of it.
        ("Set at", ["43788.7", "43788.705555555556", ""]),
    ] {
        let found: Vec<String> = (1..4).map(|row| under(&rows, row, heading)).collect();
        assert_eq!(found, expected, "{heading}");
    }
    assert_eq!(under(&rows, 1, "Evidence"), "Strength report, p. 3 (supports): “28,500 service members”");
}

#[test]
fn what_the_csv_says_of_a_claim_is_in_its_row() {
    let desk = story();
    let csv = desk.export(Edition::CheckingCopy, false, Format::Csv);
    let mut csv = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let rows = rows(&desk.bytes(Edition::CheckingCopy, false, Format::Xlsx), 1);
    for (record, row) in csv.records().map(|record| record.unwrap()).zip(&rows[1..]) {
        for (column, value) in COLUMNS.iter().zip(&record) {
            // A time is a number here, and a guarded formula needs no guard.
            let value = value.trim_start_matches('\'');
            let same = |cell: &String| cell == value || (cell.is_empty() && value == "no");
            assert!(*column == "at" || row.iter().any(same), "{column}: {value:?} is not in {row:?}");
        }
    }
}

#[test]
fn headings_stay_and_filter_and_links_lead_to_the_web_only() {
    let bytes = story().bytes(Edition::CheckingCopy, false, Format::Xlsx);
    let claims = part(&bytes, "xl/worksheets/sheet1.xml");
    for wanted in [
        "<autoFilter ref=\"A1:AB4\"/>",
        "ySplit=\"1\"",
        "xSplit=\"3\"",
        "state=\"frozen\"",
        "orientation=\"landscape\"",
    ] {
        assert!(claims.contains(wanted), "{wanted}");
    }
    let rels = part(&bytes, "xl/worksheets/_rels/sheet2.xml.rels");
    assert!(rels.contains("Target=\"https://a.example/?a=1&amp;b=2\" TargetMode=\"External\""), "{rels}");
    assert!(part(&bytes, "xl/worksheets/sheet2.xml").contains("location=\"c\""));
    let styles = part(&bytes, "xl/styles.xml");
    assert!(styles.contains("quotePrefix=\"1\"") && styles.contains("d mmm yyyy, hh:mm"), "{styles}");
}

#[test]
fn a_style_of_citations_has_a_column_of_its_own() {
    let desk = story();
    let sources = |citations| {
        let options = Options { citations, ..desk.options(Edition::CheckingCopy, false) };
        rows(&export(&desk.project, &options, Format::Xlsx, &mut |_| true).unwrap().bytes, 2)
    };
    let plain = sources(CitationStyle::Plain);
    assert!(!plain[0].contains(&"Citation".to_owned()) && under(&plain, 2, "Title") == "A page");
    let cited = sources(CitationStyle::Apa);
    assert_eq!(under(&cited, 2, "Title"), "A page");
    assert!(under(&cited, 2, "Citation").contains("(n.d.)"), "{cited:?}");
    assert_eq!(under(&cited, 2, "Claims"), under(&plain, 2, "Claims"));
}

#[test]
fn a_printed_page_is_that_of_the_house() {
    let mut desk = story();
    let sheet = |desk: &Desk| part(&desk.bytes(Edition::CheckingCopy, false, Format::Xlsx), "xl/worksheets/sheet1.xml");
    assert!(sheet(&desk).contains("paperSize=\"9\"") && sheet(&desk).contains("&amp;Rchecking copy"));
    desk.house = House { footer: "Not for R&D".into(), page: PageSize::Letter, ..House::default() };
    desk.house.call(Term::Edition(Edition::CheckingCopy), "research copy");
    let theirs = sheet(&desk);
    assert!(!theirs.contains("paperSize=\"9\"") && theirs.contains("&amp;Rresearch copy"), "{theirs}");
    assert!(theirs.contains("&amp;LNot for R&amp;&amp;D &amp;R&amp;P / &amp;N"), "{theirs}");
}

#[test]
fn the_same_report_is_the_same_file_and_says_nobody_made_it() {
    let desk = story();
    let bytes = desk.bytes(Edition::CheckedCopy, false, Format::Xlsx);
    assert_eq!(bytes, desk.bytes(Edition::CheckedCopy, false, Format::Xlsx));
    let core = part(&bytes, "docProps/core.xml");
    assert_eq!(all(&core, "title"), ["Allies split an hour into talks – checked copy"]);
    assert_eq!((all(&core, "creator"), all(&core, "lastModifiedBy")), (vec![String::new()], vec![String::new()]));
    assert_eq!(all(&core, "created"), [desk.at.format("%Y-%m-%dT%H:%M:%SZ").to_string()]);
}

#[test]
fn an_empty_project_makes_a_whole_workbook() {
    let mut desk = Desk::of(&[]);
    desk.project = crate::model::Project::default();
    for edition in Edition::ALL {
        let bytes = desk.bytes(*edition, false, Format::Xlsx);
        let nothing = if *edition == Edition::CallSheet {
            "No claim rests on a person."
        } else {
            "No claims have been marked yet."
        };
        assert_eq!(rows(&bytes, 1)[1], [nothing]);
        assert!(!part(&bytes, "xl/worksheets/sheet1.xml").contains("autoFilter"));
    }
}

#[test]
fn what_a_sheet_cannot_hold_is_all_in_others() {
    let mut desk = story();
    let note = format!("{} the end", "so many words\n".repeat(40));
    let id = desk.project.claims_in_order()[0].id.clone();
    desk.ask(Request::SetNote(id, note.clone()));
    let limits = Limits { units: 300, line_feeds: 20, rows: 2, links: 0 };
    let Exported { bytes, notices } = made(&desk, &limits);
    assert_eq!(
        notices,
        [
            "1 text is longer than a cell can be; the sheet “Long texts” has all of it",
            "1 address is no link, because a sheet can hold no more of them",
        ]
    );
    let names = names(&bytes);
    assert_eq!(names[..3], ["Claims", "Claims 2", "Sources"]);
    assert!(names.contains(&"Long texts".to_owned()), "{names:?}");
    let cell = under(&rows(&bytes, 1), 1, "Note");
    assert!(
        cell.starts_with("so many words\n") && cell.ends_with(" … (all of it: sheet “Long texts”, text 1)"),
        "{cell}"
    );
    let parts = (1..=names.len()).filter(|at| names[at - 1].starts_with("Long texts"));
    let parts: Vec<Vec<String>> = parts.flat_map(|at| rows(&bytes, at).split_off(1)).collect();
    assert_eq!(parts[0][..5], ["1", "Claims", "1", "Note", "1"]);
    assert_eq!(parts.iter().map(|row| row[5].as_str()).collect::<String>(), note);
}
