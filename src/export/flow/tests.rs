//! What a page format relies on.

use super::testing::walk;
use super::{Block, Flow, Link};
use crate::export::Edition;
use crate::export::redact::Redacted;
use crate::export::report::Report;
use crate::export::testing::Desk;
use crate::model::{BlockKind, Decision, Request, SourceDetails, SourceKind, Stance, Status};
use std::collections::HashSet;

fn story() -> Desk {
    let mut desk = Desk::of(&[
        (BlockKind::Hed, "Allies split"),
        (BlockKind::Paragraph, "About 28,500 American troops; John DeHart; 31 December."),
        (BlockKind::Heading, "Who left"),
        (BlockKind::ListItem, "one"),
        (BlockKind::Quotation, "It was they."),
    ]);
    let (troops, name) = (desk.claim("28,500 American troops"), desk.claim("John DeHart"));
    let whole = desk.claim("About 28,500 American troops; John DeHart");
    let day = desk.claim("31 December");
    desk.verify(&troops);
    desk.ask(Request::SuggestChange(name.clone(), Some("James DeHart".into())));
    desk.status(&name, Status::Wrong);
    desk.ask(Request::Decide(name, Decision::Overruled, "He is called so.".into()));
    desk.ask(Request::SetQuestion(day.clone(), "Which year?".into()));
    desk.status(&day, Status::Query);
    let details =
        SourceDetails { url: "https://a.example/?a=1".into(), ..SourceDetails::new(SourceKind::WebPage, "A page") };
    let source = desk.source(details);
    desk.evidence(&whole, &source, "para 4", "James DeHart", Stance::Contradicts);
    desk
}

fn with_flow<T>(desk: &Desk, edition: Edition, look: impl FnOnce(&Report, &Flow) -> T) -> T {
    let redacted = Redacted::new(&desk.project, false);
    let report = Report::new(&redacted, &desk.options(edition, false));
    look(&report, &Flow::new(&report))
}

#[test]
fn every_link_leads_somewhere_and_every_name_is_given_once() {
    for edition in Edition::ALL {
        for desk in [story(), Desk::new(&["Nothing here is a claim."]), Desk::of(&[])] {
            with_flow(&desk, *edition, |_, flow| {
                let (runs, ids) = walk(flow);
                let unique: HashSet<&str> = ids.iter().copied().collect();
                assert_eq!(unique.len(), ids.len(), "{edition}: {ids:?}");
                for run in runs {
                    if let Some(Link::Inside(target)) = &run.link {
                        assert!(unique.contains(target.as_str()), "{edition}: #{target} of {:?}", run.text);
                    }
                }
            });
        }
    }
}

#[test]
fn it_says_what_the_page_of_the_web_says_in_the_same_order() {
    for edition in Edition::ALL {
        let desk = story();
        let html = desk.export(*edition, false, crate::export::Format::Html);
        let page = dom_query::Document::from(html.as_str());
        for part in ["head", "nav", ".counts", ".place", "thead", ".bar"] {
            page.select(part).remove();
        }
        let squeezed =
            |text: &str| text.chars().filter(|c| !c.is_whitespace() && !"“”".contains(*c)).collect::<String>();
        let said = with_flow(&desk, *edition, |_, flow| {
            let runs = walk(flow).0;
            squeezed(&runs.iter().map(|run| &*run.text).collect::<String>())
        });
        assert_eq!(said, squeezed(&page.select("body").text()), "{edition}");
    }
}

#[test]
fn tables_have_a_cell_for_each_column_and_their_shares_make_one() {
    with_flow(&story(), Edition::CheckingCopy, |_, flow| {
        let tables =
            flow.blocks.iter().filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None });
        for table in tables {
            assert!((table.columns.iter().map(|column| column.share).sum::<f32>() - 1.0).abs() < 1e-6);
            assert!(!table.rows.is_empty() && table.rows.iter().all(|row| row.len() == table.columns.len()));
        }
    });
}

#[test]
fn what_is_a_sign_is_read_aloud_in_words() {
    with_flow(&story(), Edition::CheckingCopy, |report, flow| {
        let signs: HashSet<&str> = report.counts.iter().map(|(mark, _)| mark.glyph()).collect();
        let runs = walk(flow).0;
        let silent = runs.iter().filter(|run| run.aloud.is_none());
        let silent: Vec<&str> = silent.map(|run| &*run.text).filter(|text| signs.contains(text.trim())).collect();
        assert_eq!(silent, Vec::<&str>::new());
        assert!(runs.iter().any(|run| run.aloud.as_deref() == Some("claim 3, wrong")));
    });
}
