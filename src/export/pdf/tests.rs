//! What a reader, a screen reader, an archive and a printer rely on in the file.

use crate::export::flow::Flow;
use crate::export::redact::Redacted;
use crate::export::report::Report;
use crate::export::testing::pdf::{Child, Drawn, Element, Parts, actions, links, take_apart};
use crate::export::testing::{Desk, story};
use crate::export::{Edition, ExportError, Exported, Format, export};
use crate::model::{ClaimId, SourceDetails, SourceKind};
use std::collections::HashSet;
use std::path::Path;
use std::process::Command;

/// A story of many claims, which fills some pages.
fn long() -> Desk {
    let paragraphs: Vec<String> = (0..60)
        .map(|at| format!("In the year {at} there were {at}00 troops in town {at}, or so it is said."))
        .collect();
    let mut desk = Desk::new(&paragraphs.iter().map(String::as_str).collect::<Vec<_>>());
    for at in 0..60 {
        let claim = desk.claim(&format!("{at}00 troops in town {at}"));
        if at % 3 == 0 {
            desk.verify(&claim);
        }
    }
    desk
}

fn made(desk: &Desk, edition: Edition) -> Exported {
    export(&desk.project, &desk.options(edition, false), Format::Pdf, &mut |_| true).unwrap()
}

fn parts(desk: &Desk, edition: Edition) -> Parts {
    take_apart(&made(desk, edition).bytes)
}

/// The elements of a kind.
fn all<'p>(parts: &'p Parts, kind: &str) -> Vec<&'p Element> {
    let mut found = Vec::new();
    parts.document.walk(&mut |element, _| {
        if element.kind == kind {
            found.push(element);
        }
    });
    found
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn it_conforms_to_pdf_ua_and_pdf_a_and_says_so() {
    for edition in Edition::ALL {
        for desk in [story(), long(), Desk::of(&[])] {
            let made = made(&desk, *edition);
            assert_eq!(made.notices, Vec::<String>::new());
            let parts = take_apart(&made.bytes);
            assert!(
                parts.metadata.contains("pdfuaid:part") && parts.metadata.contains("pdfaid:conformance"),
                "{}",
                parts.metadata
            );
            assert_eq!((parts.language.as_str(), parts.shows_title), ("en", true));
            assert_eq!(parts.title, format!("Allies split an hour into talks – {edition}"));
        }
    }
}

#[test]
fn every_letter_is_read_once_and_in_order() {
    for desk in [story(), long()] {
        let parts = parts(&desk, Edition::CheckingCopy);
        let mut read: Vec<(usize, i32)> = Vec::new();
        parts.document.walk(&mut |element, _| {
            read.extend(element.children.iter().filter_map(|child| match child {
                Child::Content(page, number) => Some((*page, *number)),
                _ => None,
            }));
        });
        let unique: HashSet<&(usize, i32)> = read.iter().collect();
        assert_eq!(unique.len(), read.len(), "something is read twice");
        let drawn =
            parts.pages.iter().enumerate().flat_map(|(page, drawn)| drawn.iter().map(move |drawn| (page, drawn)));
        for (page, drawn) in drawn.filter(|(_, drawn)| !drawn.text.trim().is_empty()) {
            match drawn.number {
                Some(number) => assert!(unique.contains(&(page, number)), "{:?} is not read", drawn.text),
                None => assert_eq!(drawn.tag, "Artifact", "{:?} is neither read nor set aside", drawn.text),
            }
        }
        let redacted = Redacted::new(&desk.project, false);
        let report = Report::new(&redacted, &desk.options(Edition::CheckingCopy, false));
        let flow = crate::export::flow::testing::text(&Flow::new(&report));
        let read: String = parts.lines().concat();
        let without_numbers = |text: &str| squeezed(text).replace(|c: char| c.is_ascii_digit(), "");
        assert_eq!(without_numbers(&read), without_numbers(&flow));
    }
}

#[test]
fn headings_lists_tables_and_links_are_what_they_are() {
    let parts = parts(&story(), Edition::CheckingCopy);
    let mut level = 0;
    parts.document.walk(&mut |element, path| {
        let parent = path.last().map_or("", |parent| parent.kind.as_str());
        match element.kind.as_str() {
            heading if heading.len() == 2 && heading.starts_with('H') && heading != "Hn" => {
                let this: u8 = heading[1..].parse().unwrap();
                assert!(this <= level + 1, "{heading} after H{level}");
                assert!(element.title.as_ref().is_some_and(|title| !title.is_empty()));
                level = this;
            }
            "LI" => assert_eq!(parent, "L"),
            "Lbl" | "LBody" => assert_eq!(parent, "LI"),
            "TR" => assert!(["THead", "TBody"].contains(&parent), "{parent}"),
            "TD" => assert_eq!(parent, "TR"),
            "TH" => assert!(
                element.scope.as_deref() == Some(if path[path.len() - 2].kind == "THead" { "Column" } else { "Row" })
            ),
            "TOCI" => assert_eq!(parent, "TOC"),
            "Link" => {
                let notes = element
                    .children
                    .iter()
                    .filter(|child| matches!(child, Child::Annotation(text) if !text.trim().is_empty()));
                assert!(notes.count() > 0, "{:?} has no annotation that says where it leads", parts.text(element));
                assert!(!parts.text(element).trim().is_empty());
            }
            _ => {}
        }
    });
    let texts = |kind| all(&parts, kind).into_iter().map(|element| parts.text(element)).collect::<Vec<_>>();
    assert_eq!(texts("H1"), ["Allies split an hour into talks"]);
    assert_eq!(texts("H2")[..3], ["Where the check stands", "Sign-offs", "Must fix first"]);
    assert!(texts("H3").contains(&"Allies split".to_owned()) && texts("H4") == ["Who left"]);
    assert_eq!(texts("Note"), ["A note."]);
    assert_eq!(texts("BlockQuote")[0], "It was they.");
    assert_eq!(all(&parts, "Table").len(), 2);
    let links = all(&parts, "Link");
    let contents = links.iter().flat_map(|link| &link.children);
    let notes: Vec<&str> = contents
        .filter_map(|child| if let Child::Annotation(text) = child { Some(text.as_str()) } else { None })
        .collect();
    for wanted in ["claim 2, verified", "https://a.example/?a=1&b=2", "claim 2 in the article", "Sources"] {
        assert!(notes.contains(&wanted), "{wanted} is not in {notes:?}");
    }
}

#[test]
fn signs_are_read_in_words_and_the_article_in_its_language() {
    let mut desk = story();
    desk.project.drafts[0].language = Some("ko".into());
    let parts = parts(&desk, Edition::CheckingCopy);
    let drawn: Vec<_> = parts.pages.iter().flatten().collect();
    let sign = drawn.iter().find(|drawn| drawn.text == "2✓").unwrap();
    assert_eq!(sign.alt.as_deref(), Some("claim 2, verified"));
    let article = drawn.iter().filter(|drawn| drawn.language.as_deref() == Some("ko")).map(|drawn| drawn.text.trim());
    let article: Vec<&str> = article.collect();
    assert!(article.contains(&"The talks ended early") && !article.contains(&"Sign-offs"), "{article:?}");
}

#[test]
fn the_contents_name_the_pages() {
    let desk = long();
    let parts = parts(&desk, Edition::CheckingCopy);
    assert!(parts.pages.len() > 4);
    let lines: Vec<String> = all(&parts, "TOCI").into_iter().map(|item| parts.text(item)).collect();
    let headings = all(&parts, "H2");
    assert_eq!(lines.len(), headings.len());
    for (line, heading) in lines.iter().zip(headings) {
        let Some(Child::Content(page, _)) = heading.children.first() else { panic!("{heading:?}") };
        assert_eq!(*line, format!("{} {}", parts.text(heading), page + 1));
    }
    for (at, page) in parts.pages.iter().enumerate() {
        let aside: Vec<&str> =
            page.iter().filter(|drawn| drawn.number.is_none()).map(|drawn| drawn.text.as_str()).collect();
        assert!(aside.contains(&format!("{} / {}", at + 1, parts.pages.len()).as_str()), "{aside:?}");
        let head = "Allies split an hour into talks · checking copy";
        assert_eq!(aside.contains(&head), at > 0, "{aside:?}");
    }
}

#[test]
fn a_table_repeats_its_headings_on_every_page_and_reads_them_once() {
    let parts = parts(&long(), Edition::CheckingCopy);
    let heads = |page: &[Drawn], read: bool| {
        page.iter().filter(|drawn| drawn.text == "When" && drawn.number.is_some() == read).count()
    };
    let all: (usize, usize) =
        parts.pages.iter().fold((0, 0), |sum, page| (sum.0 + heads(page, true), sum.1 + heads(page, false)));
    assert_eq!(all.0, 1);
    assert!(all.1 > 1, "{all:?}");
}

#[test]
fn the_same_report_is_the_same_file() {
    assert_eq!(made(&story(), Edition::CheckingCopy), made(&story(), Edition::CheckingCopy));
}

#[test]
fn it_can_be_stopped_at_any_time() {
    let desk = long();
    let options = desk.options(Edition::CheckingCopy, false);
    let mut asked = 0;
    export(&desk.project, &options, Format::Pdf, &mut |_| {
        asked += 1;
        true
    })
    .unwrap();
    assert!(asked > 5);
    for stop in 0..asked {
        let mut count = 0;
        let mut last = 0.0;
        let mut watch = |part: f32| {
            assert!((last..=1.0).contains(&part), "{part} after {last}");
            (last, count) = (part, count + 1);
            count <= stop
        };
        assert_eq!(export(&desk.project, &options, Format::Pdf, &mut watch), Err(ExportError::Stopped), "{stop}");
    }
}

#[test]
fn our_own_reader_reads_the_article_back() {
    let bytes = made(&long(), Edition::CheckingCopy).bytes;
    let read = crate::import::read(&bytes, "report.pdf", &crate::import::Options::default()).unwrap();
    for at in [0, 31, 59] {
        let wanted = squeezed(&format!("In the year {at} there were {at}00 troops in town {at}"));
        assert!(squeezed(&read.text).contains(&wanted), "{wanted}");
    }
}

/// Runs a program over the file; none when it is not on this machine.
fn run(program: &str, arguments: &[&str], file: &Path) -> Option<String> {
    match Command::new(program).args(arguments).arg(file).arg("-").output() {
        Ok(output) => {
            assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
            Some(String::from_utf8_lossy(&output.stdout).into_owned())
        }
        Err(_) => {
            eprintln!("skipped: {program} is not on this machine");
            None
        }
    }
}

#[test]
fn other_programs_find_no_fault_and_the_same_words() {
    let folder = tempfile::tempdir().unwrap();
    for (at, desk) in [story(), long()].iter().enumerate() {
        let file = folder.path().join(format!("{at}.pdf"));
        std::fs::write(&file, made(desk, Edition::CheckingCopy).bytes).unwrap();
        if let Ok(output) = Command::new("qpdf").arg("--check").arg(&file).output() {
            let said = String::from_utf8_lossy(&output.stdout);
            assert!(output.status.success() && said.contains("No syntax or stream encoding errors"), "{said}");
        } else {
            eprintln!("skipped: qpdf is not on this machine");
        }
        let Some(text) = run("pdftotext", &["-raw"], &file) else { continue };
        // Raised letters are words of their own to some programs.
        let text = squeezed(&text);
        let mut rest = text.as_str();
        let parts = take_apart(&std::fs::read(&file).unwrap());
        for word in parts.lines().iter().flat_map(|line| line.split_whitespace()) {
            let found = rest.find(word).unwrap_or_else(|| panic!("{word:?} does not come before {rest:.60}"));
            rest = &rest[found + word.len()..];
        }
    }
}

#[test]
fn an_address_in_another_script_leads_there_as_a_uri() {
    let mut desk = Desk::new(&["Some 28,500 troops."]);
    desk.source(SourceDetails {
        url: "https://서울.example/é".into(),
        ..SourceDetails::new(SourceKind::WebPage, "A page")
    });
    let actions = actions(&made(&desk, Edition::CheckingCopy).bytes);
    let addresses: Vec<&str> = actions.iter().map(|(_, address)| address.as_str()).filter(|a| !a.is_empty()).collect();
    assert_eq!(addresses, ["https://%EC%84%9C%EC%9A%B8.example/%C3%A9"]);
}

#[test]
fn a_claim_is_where_its_link_leads() {
    let mut desk = long();
    let last = desk.project.claims_in_order().last().map(|claim| ClaimId(claim.id.0.clone())).unwrap();
    desk.verify(&last);
    let bytes = made(&desk, Edition::CheckingCopy).bytes;
    let parts = take_apart(&bytes);
    let leads: Vec<(String, usize)> =
        links(&bytes).into_iter().filter(|(words, _)| words == "claim 60, verified").collect();
    assert!(!leads.is_empty());
    for (_, page) in leads {
        let text: String = parts.pages[page].iter().map(|drawn| drawn.text.as_str()).collect();
        assert!(text.contains("5900 troops in town 59"), "page {page}");
    }
}
