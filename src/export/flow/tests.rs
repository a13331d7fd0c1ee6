//! What a page format relies on.

use super::testing::walk;
use super::{Block, Flow, Link};
use crate::export::redact::Redacted;
use crate::export::report::Report;
use crate::export::testing::{Desk, story};
use crate::export::{CitationStyle, Edition, Format, Options};
use std::collections::HashSet;

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
    let desk = story();
    for (edition, style) in
        Edition::ALL.iter().flat_map(|edition| CitationStyle::ALL.iter().map(move |s| (edition, *s)))
    {
        let options = Options { citations: style, ..desk.options(*edition, false) };
        let html = desk.export_with(&options, Format::Html);
        let page = dom_query::Document::from(html.as_str());
        for part in ["head", "nav", ".counts", ".place", "thead", ".bar"] {
            page.select(part).remove();
        }
        let squeezed =
            |text: &str| text.chars().filter(|c| !c.is_whitespace() && !"“”".contains(*c)).collect::<String>();
        let redacted = Redacted::new(&desk.project, false);
        let report = Report::new(&redacted, &options);
        let flow = Flow::new(&report);
        let said = squeezed(&walk(&flow).0.iter().map(|run| &*run.text).collect::<String>());
        assert_eq!(said, squeezed(&page.select("body").text()), "{edition} {style}");
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
