//! What a reader, a browser and a screen reader rely on in the page.

use crate::export::report::{Mark, Section};
use crate::export::testing::{Desk, story};
use crate::export::{Edition, Format, House, Logo, PageSize, Term};
use crate::model::{SourceDetails, SourceKind, Stance, Status};
use dom_query::Document;
use std::collections::HashSet;

fn page(desk: &Desk, edition: Edition) -> (String, Document) {
    let html = desk.export(edition, false, Format::Html);
    let page = Document::from(html.as_str());
    (html, page)
}

#[test]
fn every_link_leads_somewhere_and_every_name_is_given_once() {
    for edition in Edition::ALL {
        for desk in [story(), Desk::new(&["Nothing here is a claim."]), Desk::of(&[])] {
            let (_, page) = page(&desk, *edition);
            let ids: Vec<String> = page
                .select("[id]")
                .nodes()
                .iter()
                .filter_map(|node| node.attr("id"))
                .map(|id| id.to_string())
                .collect();
            let unique: HashSet<&String> = ids.iter().collect();
            assert_eq!(unique.len(), ids.len(), "{ids:?}");
            for node in page.select("[href^='#']").nodes() {
                let target = node.attr("href").unwrap()[1..].to_owned();
                assert!(unique.contains(&target), "{edition}: #{target}");
            }
            for node in page.select("[aria-labelledby]").nodes() {
                assert!(unique.contains(&node.attr("aria-labelledby").unwrap().to_string()));
            }
        }
    }
}

#[test]
fn headings_go_down_one_level_at_a_time() {
    for edition in Edition::ALL {
        let (_, page) = page(&story(), *edition);
        let names = page
            .select("h1,h2,h3,h4,h5,h6")
            .nodes()
            .iter()
            .map(|node| node.node_name().unwrap().to_string())
            .collect::<Vec<_>>();
        let levels: Vec<u32> = names.iter().filter_map(|name| name[1..].parse().ok()).collect();
        assert_eq!(levels[0], 1);
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{edition}: {names:?}");
    }
}

#[test]
fn the_policy_allows_this_style_sheet_and_nothing_else() {
    let (html, page) = page(&story(), Edition::CheckingCopy);
    let policy = page.select("meta[http-equiv='Content-Security-Policy']").attr("content").unwrap().to_string();
    let sheet = html.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    assert_eq!(policy, super::style::policy(sheet, false));
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-") && !policy.contains("unsafe"), "{policy}");
    assert_eq!(page.select("[style]").length(), 0);
}

#[test]
fn the_house_is_on_the_page_and_its_logo_is_the_only_picture() {
    let mut desk = story();
    let logo = Logo::new(crate::export::PIXEL.to_vec()).unwrap();
    desk.house = House {
        name: "The “Daily” <Post>".into(),
        logo: Some(logo.into()),
        accent: Some([0x7a, 0x1f, 0x2b]),
        footer: "Not for distribution".into(),
        page: PageSize::Letter,
        ..House::default()
    };
    desk.house.call(Term::Edition(Edition::CheckingCopy), "research copy");
    desk.house.call(Term::Mark(Mark::Status(Status::Verified)), "stands");
    desk.house.call(Term::Section(Section::Claims), "Facts");
    let (html, page) = page(&desk, Edition::CheckingCopy);
    let sheet = html.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    let policy = page.select("meta[http-equiv='Content-Security-Policy']").attr("content").unwrap().to_string();
    assert_eq!(policy, super::style::policy(sheet, true));
    assert!(
        policy.contains("img-src data:;") && !policy.contains("unsafe") && policy.starts_with("default-src 'none'")
    );
    let pictures = page.select("img");
    assert_eq!(pictures.length(), 1);
    assert!(pictures.attr("src").unwrap().starts_with("data:image/png;base64,iVBORw0KGgo"));
    assert_eq!(pictures.attr("alt").unwrap().to_string(), "The “Daily” <Post>");
    for rule in [":root{--accent:#7A1F2B}", "@page{size:letter}", "@bottom-left{content:\"Not for distribution\"}"] {
        assert!(sheet.contains(rule), "{rule}");
    }
    assert_eq!(page.select(".edition").text().to_string(), "Research copy");
    assert_eq!(page.select("#claims h2").text().to_string(), "Facts");
    assert!(page.select("#claim-2 .meta").text().starts_with("✓ stands · MK"));
    assert!(page.select("footer").text().starts_with("Not for distribution"));
    assert!(page.select(".counts").text().contains("✓ stands"));
}

#[test]
fn a_claim_is_marked_numbered_and_linked_both_ways() {
    let (_, page) = page(&story(), Edition::CheckingCopy);
    let number = page.select("#at-2");
    assert_eq!(number.attr("href").unwrap().to_string(), "#claim-2");
    assert_eq!(number.attr("aria-label").unwrap().to_string(), "claim 2, verified");
    assert_eq!(page.select("#claim-2 .quote").text().to_string(), "28,500 American troops");
    assert_eq!(page.select("#claim-2 .back a").attr("href").unwrap().to_string(), "#at-2");
    assert_eq!(page.select("#claim-3 ins").text().to_string(), "James DeHart");
    let link = page.select("#sources a[rel]");
    assert_eq!(link.attr("href").unwrap().to_string(), "https://a.example/?a=1&b=2");
    assert_eq!(link.attr("rel").unwrap().to_string(), "noreferrer noopener");
}

#[test]
fn an_empty_project_makes_a_whole_page() {
    let mut desk = Desk::of(&[]);
    desk.project = crate::model::Project::default();
    for edition in Edition::ALL {
        let (html, page) = page(&desk, *edition);
        assert!(html.ends_with("</html>\n"));
        assert_eq!(page.select("h1").text().to_string(), "Untitled story");
        let says = if *edition == Edition::CallSheet {
            "No claim rests on a person."
        } else {
            "No claims have been marked yet."
        };
        assert!(page.select(".empty").text().contains(says), "{edition}");
    }
}

/// Nothing may be left over where a part is not printed.
#[test]
fn no_line_ends_with_a_dot_that_parts_nothing() {
    for edition in Edition::ALL {
        let (html, page) = page(&story(), *edition);
        assert!(html.contains("nav,.back{display:none}"));
        page.select(".back").remove();
        for line in page.select("p,dd,li").nodes() {
            let text = line.text().to_string();
            assert!(!text.trim_end().ends_with('·'), "{edition}: {text}");
        }
    }
}

#[test]
fn a_digest_can_be_broken_in_its_middle_and_reads_as_one() {
    let mut desk = story();
    let (sha256, file) = ("5ca1ab1e".repeat(8), crate::model::draft::OriginalFile::default());
    desk.project.drafts[0].file = Some(crate::model::draft::OriginalFile { sha256: sha256.clone(), ..file });
    desk.project.drafts[0].file.as_mut().unwrap().name = "a.txt".into();
    let (_, page) = page(&desk, Edition::CheckingCopy);
    let digest = page.select("#drafts code");
    assert_eq!(digest.text().to_string(), sha256);
    let half = &sha256[..32];
    assert_eq!(digest.inner_html().to_string(), format!("{half}<wbr>{half}"));
}

#[test]
fn the_checked_copy_does_not_say_how_much_rests_on_a_source_elsewhere() {
    let desk = story();
    let rests = |edition| page(&desk, edition).1.select("#sources .meta").text().to_string();
    assert!(rests(Edition::CheckingCopy).starts_with("1 claim rests on it: 2"), "{}", rests(Edition::CheckingCopy));
    let mut desk = story();
    let source = desk.source(SourceDetails::new(SourceKind::Book, "Almanac"));
    let name = desk.project.claims_in_order()[2].id.clone();
    desk.evidence(&name, &source, "", "", Stance::Contradicts);
    let text = page(&desk, Edition::CheckedCopy).1.select("#sources .meta").text().to_string();
    assert_eq!(text, "1 claim in this copy rests on it: 3");
}
