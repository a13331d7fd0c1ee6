//! What a reader of the report in Word relies on, read back from its parts.

use crate::export::flow::{Flow, testing};
use crate::export::redact::Redacted;
use crate::export::report::Report;
use crate::export::testing::{Desk, all_text, part, part_names, story, values};
use crate::export::{Edition, Format, House, Logo, PIXEL, PageSize};
use crate::import;
use crate::model::BlockKind;
use std::collections::HashSet;

fn bytes(desk: &Desk, edition: Edition) -> Vec<u8> {
    desk.bytes(edition, false, Format::Docx)
}

fn document(desk: &Desk, edition: Edition) -> String {
    part(&bytes(desk, edition), "word/document.xml")
}

#[test]
fn every_part_is_whole_is_named_and_leads_somewhere() {
    for edition in Edition::ALL {
        let bytes = bytes(&story(), *edition);
        // Panics at XML that is not well formed.
        assert!(all_text(Format::Docx, &bytes).contains("Allies split an hour into talks"));
        let names = part_names(&bytes);
        assert_eq!(names[0], "[Content_Types].xml");
        let types = part(&bytes, "[Content_Types].xml");
        for name in names.iter().filter(|name| name.ends_with(".xml") && *name != "[Content_Types].xml") {
            assert!(types.contains(&format!("PartName=\"/{name}\"")), "{name} has no type");
        }
        let rels = part(&bytes, "word/_rels/document.xml.rels");
        for target in values(&rels, "Target").iter().filter(|target| !target.contains("://")) {
            assert!(names.contains(&format!("word/{target}")), "{target} is not there");
        }
        let ids: HashSet<&str> = values(&rels, "Id").into_iter().collect();
        let document = part(&bytes, "word/document.xml");
        assert!(values(&document, "r:id").iter().all(|id| ids.contains(id)));
        let styles = part(&bytes, "word/styles.xml");
        let styles: HashSet<&str> = values(&styles, "w:styleId").into_iter().collect();
        for used in document.split("Style w:val=\"").skip(1).map(|rest| rest.split_once('"').unwrap().0) {
            assert!(styles.contains(used), "no style {used}");
        }
    }
}

#[test]
fn every_link_inside_leads_to_a_bookmark() {
    for edition in Edition::ALL {
        let document = document(&story(), *edition);
        let names: Vec<&str> = document
            .split("<w:bookmarkStart w:id=")
            .skip(1)
            .map(|rest| values(rest.split_once('>').unwrap().0, "w:name")[0])
            .collect();
        let unique: HashSet<&str> = names.iter().copied().collect();
        assert_eq!(unique.len(), names.len(), "{names:?}");
        assert!(names.iter().all(|name| name.len() <= 40 && name.starts_with('_')), "{names:?}");
        let anchors = values(&document, "w:anchor");
        let few = [Edition::CallSheet, Edition::Legal].contains(edition);
        assert!(anchors.len() > 8 || few, "{edition}: {anchors:?}");
        assert!(anchors.iter().all(|anchor| unique.contains(anchor)), "{anchors:?}");
        let codes = document.split(" PAGEREF ").skip(1).map(|rest| rest.split_once(' ').unwrap().0);
        assert!(codes.collect::<Vec<_>>().iter().all(|name| unique.contains(name)));
    }
}

/// Every run of the flow, in order: nothing is lost between the tree and the file.
#[test]
fn says_all_that_the_report_says_in_its_order() {
    for edition in Edition::ALL {
        let desk = story();
        let redacted = Redacted::new(&desk.project, false);
        let report = Report::new(&redacted, &desk.options(*edition, false));
        let flow = Flow::new(&report);
        let shown = all_text(Format::Docx, &bytes(&desk, *edition));
        let mut rest = shown.split_once("word/document.xml").unwrap().1;
        for run in testing::walk(&flow).0 {
            let at =
                rest.find(&*run.text).unwrap_or_else(|| panic!("{:?} is not behind what comes before it", run.text));
            rest = &rest[at + run.text.len()..];
        }
    }
}

#[test]
fn what_looks_like_a_heading_is_one_and_the_contents_have_the_sections() {
    let desk = story();
    let bytes = bytes(&desk, Edition::CheckingCopy);
    let article = import::docx::read(&bytes).unwrap();
    let of = |kind| article.blocks.iter().filter(move |block| block.kind == kind && !block.aside);
    let headings: Vec<&str> =
        of(BlockKind::Heading).filter(|block| block.level == Some(1)).map(|block| article.block_text(block)).collect();
    assert_eq!(
        headings,
        [
            "Where the check stands",
            "Sign-offs",
            "Must fix first",
            "The article",
            "Claims",
            "Sources",
            "Still open",
            "Drafts",
            "History"
        ]
    );
    assert_eq!(
        of(BlockKind::Hed).map(|block| article.block_text(block)).collect::<Vec<_>>(),
        ["Allies split an hour into talks"]
    );
    let entries: Vec<&str> =
        of(BlockKind::Heading).filter(|block| block.level == Some(2)).map(|block| article.block_text(block)).collect();
    assert!(entries.contains(&"2 ✓\t28,500 American troops"), "{entries:?}");
    let contents: Vec<&str> =
        article.blocks.iter().filter(|block| block.aside).map(|block| article.block_text(block).trim()).collect();
    assert_eq!(contents, headings);
}

#[test]
fn claims_are_underlined_by_status_and_numbered() {
    let document = document(&story(), Edition::CheckingCopy);
    let article = document.split_once("w:name=\"_article\"").unwrap().1;
    let run = |text: &str| {
        let (before, _) = article.split_once(&format!(">{text}<")).unwrap_or_else(|| panic!("{text}"));
        before.rsplit_once("<w:r>").unwrap().1.to_owned()
    };
    assert!(run("28,500 American troops").contains("<w:u w:val=\"thick\" w:color=\"2B7A4B\"/>"));
    assert!(run("John DeHart").contains("<w:u w:val=\"double\""));
    assert!(run("31 December").contains("<w:u w:val=\"dash\""));
    assert!(run("; ").contains("<w:u w:val=\"single\""));
    assert!(run("2✓").contains("<w:vertAlign w:val=\"superscript\"/>"));
    let changed = document.split_once(">James DeHart<").unwrap().0.rsplit_once("<w:r>").unwrap().1;
    assert!(changed.contains("<w:b/>") && changed.contains("<w:u w:val=\"single\""), "{changed}");
    assert!(document.contains("<w:strike/>") && !document.contains("<w:ins ") && !document.contains("<w:del "));
}

#[test]
fn a_page_has_its_head_its_number_and_the_language() {
    let mut desk = story();
    desk.project.drafts[0].language = Some("ko-KR".into());
    let bytes = bytes(&desk, Edition::CheckedCopy);
    assert!(part(&bytes, "word/header1.xml").contains("Allies split an hour into talks · checked copy"));
    let footer = part(&bytes, "word/footer1.xml");
    assert!(footer.contains("w:instr=\" PAGE \"") && footer.contains("w:instr=\" NUMPAGES \""));
    let styles = part(&bytes, "word/styles.xml");
    assert!(styles.contains("<w:lang w:val=\"ko-KR\"/>") && styles.contains("w:eastAsia=\"Batang\""));
    assert!(!styles.contains('{'), "a place was not filled in");
    assert!(!part(&bytes, "word/settings.xml").contains("updateFields"), "Word would ask before anything is read");
}

#[test]
fn text_from_right_to_left_runs_so() {
    let mut desk = Desk::new(&["הצבא מונה 28,500 חיילים.", "Latin words."]);
    desk.claim("28,500");
    desk.project.drafts[0].language = Some("he".into());
    let document = document(&desk, Edition::CheckingCopy);
    let article = document.split_once("w:name=\"_article\"").unwrap().1;
    let paragraph = article.split_once("הצבא").unwrap().0.rsplit_once("<w:p>").unwrap().1;
    assert!(paragraph.contains("<w:bidi/>") && paragraph.contains("<w:rtl/>"), "{paragraph}");
}

#[test]
fn the_same_report_is_the_same_file_and_says_nobody_made_it() {
    let desk = story();
    let first = bytes(&desk, Edition::CheckedCopy);
    assert_eq!(first, bytes(&desk, Edition::CheckedCopy));
    let core = part(&first, "docProps/core.xml");
    assert!(core.contains("<dc:title>Allies split an hour into talks – checked copy</dc:title>"), "{core}");
    assert!(!core.contains("creator") && !core.contains("lastModifiedBy"), "{core}");
    assert!(core.contains(&format!(">{}</dcterms:created>", desk.at.format("%Y-%m-%dT%H:%M:%SZ"))), "{core}");
}

#[test]
fn an_empty_project_makes_a_whole_document() {
    let mut desk = Desk::of(&[]);
    desk.project = crate::model::Project::default();
    for edition in Edition::ALL {
        let text = all_text(Format::Docx, &bytes(&desk, *edition));
        assert!(text.contains("Untitled story"), "{text}");
        assert!(text.contains("No claims have been marked yet.") || *edition == Edition::CallSheet, "{text}");
    }
}

#[test]
fn the_house_has_its_paper_its_colour_and_its_line() {
    let mut desk = story();
    let ours = bytes(&desk, Edition::CheckedCopy);
    desk.house = House {
        accent: Some([0x7a, 0x1f, 0x2b]),
        footer: "Not for <distribution>".into(),
        page: PageSize::Letter,
        ..House::default()
    };
    let theirs = bytes(&desk, Edition::CheckedCopy);
    let paper = |bytes: &[u8]| part(bytes, "word/document.xml").contains("<w:pgSz w:w=\"12240\" w:h=\"15840\"/>");
    assert_eq!((paper(&ours), paper(&theirs)), (false, true));
    let style = |bytes: &[u8], name: &str| {
        let styles = part(bytes, "word/styles.xml");
        let style = styles.split_once(&format!("w:styleId=\"{name}\"")).unwrap().1;
        style.split_once("</w:style>").unwrap().0.to_owned()
    };
    for (name, own) in [("Lead", "2A5CA6"), ("Heading1", "1E2227")] {
        assert!(style(&ours, name).contains(own) && style(&theirs, name).contains("7A1F2B"), "{name}");
    }
    // A status keeps its colour.
    assert!(part(&theirs, "word/document.xml").contains("<w:color w:val=\"2B7A4B\"/>"));
    assert!(part(&theirs, "word/footer1.xml").contains("Not for &lt;distribution&gt;"));
    assert!(style(&theirs, "Footer").contains("w:pos=\"9972\""), "the number ends where the lines do");
}

#[test]
fn the_logo_is_in_the_file_with_the_name_of_the_house() {
    let mut desk = story();
    desk.house = House { name: "The \"Evening\" Wire".into(), ..House::default() };
    desk.house.logo = Some(Logo::new(PIXEL.to_vec()).unwrap().into());
    let bytes = desk.bytes(Edition::CheckingCopy, false, Format::Docx);
    let document = part(&bytes, "word/document.xml");
    assert!(document.contains("descr=\"The &quot;Evening&quot; Wire\"") && document.contains("r:embed=\"rIdP\""));
    assert!(part(&bytes, "word/_rels/document.xml.rels").contains("Id=\"rIdP\""));
    assert!(part(&bytes, "[Content_Types].xml").contains("Extension=\"png\" ContentType=\"image/png\""));
    assert!(part_names(&bytes).contains(&"word/media/logo.png".to_owned()));
}
