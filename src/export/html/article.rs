//! The article with its claims marked and numbered.

use super::escape::Text;
use super::language;
use crate::export::report::{ArticleBlock, NO_TEXT, Report, Run};
use crate::model::BlockKind;

/// Claims that overlap have their lines in so many lanes; more share the last.
const LANES: usize = 4;

/// The section of the article.
pub(super) fn article(out: &mut String, report: &Report) {
    out.push_str("<section id=\"article\" aria-labelledby=\"article-h\">\n<h2 id=\"article-h\">The article</h2>\n");
    if report.article.is_empty() {
        put!(out, "<p class=\"empty\">{NO_TEXT}</p>\n");
    } else if !report.claims.is_empty() {
        legend(out, report);
    }
    put!(out, "<article class=\"paper\"{}>\n", language(report));
    let mut heading = 2;
    let mut in_list = false;
    for block in &report.article {
        let item = block.kind == BlockKind::ListItem;
        if item != in_list {
            out.push_str(if item { "<ul>\n" } else { "</ul>\n" });
            in_list = item;
        }
        self::block(out, report, block, &mut heading);
    }
    out.push_str(if in_list { "</ul>\n</article>\n</section>\n" } else { "</article>\n</section>\n" });
}

fn legend(out: &mut String, report: &Report) {
    out.push_str("<p class=\"legend\">");
    for (mark, _) in report.counts.iter().filter(|(_, count)| *count > 0) {
        put!(
            out,
            "<span><span class=\"c {0}\">{1}</span> <b class=\"{0}\" aria-hidden=\"true\">{2}</b></span> ",
            mark.key(),
            mark.word(),
            mark.glyph()
        );
    }
    out.push_str("</p>\n");
}

/// `heading` is the level of the heading before: levels are taken one at a time, whatever the original did.
fn block(out: &mut String, report: &Report, block: &ArticleBlock, heading: &mut u8) {
    let (open, close) = match block.kind {
        BlockKind::Hed | BlockKind::Heading => {
            let wanted = if block.kind == BlockKind::Hed { 3 } else { block.level.saturating_add(3) };
            *heading = wanted.min(*heading + 1).min(6);
            let class = block.kind.key();
            (format!("<h{heading} class=\"{class}\">"), format!("</h{heading}>"))
        }
        BlockKind::ListItem => (format!("<li class=\"deep-{}\">", block.level.min(4)), "</li>".to_owned()),
        BlockKind::Quotation => ("<blockquote><p>".to_owned(), "</p></blockquote>".to_owned()),
        BlockKind::Preformatted => ("<pre>".to_owned(), "</pre>".to_owned()),
        kind => (format!("<p class=\"{}\">", kind.key()), "</p>".to_owned()),
    };
    out.push_str(&open);
    if block.kind == BlockKind::Paragraph {
        put!(out, "<span class=\"place\" aria-hidden=\"true\">{}</span>", block.paragraph);
    }
    block.runs.iter().for_each(|run| self::run(out, report, run));
    out.push_str(&close);
    out.push('\n');
}

fn run(out: &mut String, report: &Report, run: &Run) {
    for (claim, lane) in &run.claims {
        put!(out, "<span class=\"c {} lane-{}\">", report.claims[*claim].mark.key(), (*lane).min(LANES - 1));
    }
    put!(out, "{}", Text(run.text));
    run.claims.iter().for_each(|_| out.push_str("</span>"));
    for claim in run.ends.iter().rev() {
        let (number, entry) = (claim + 1, &report.claims[*claim]);
        let (mark, glyph) = (entry.mark.key(), entry.mark.glyph());
        let name = entry.name(*claim);
        let sign = format!("{number}<span class=\"sign\">{glyph}</span>");
        match entry.listed {
            true => put!(
                out,
                "<a class=\"n {mark}\" id=\"at-{number}\" href=\"#claim-{number}\" aria-label=\"{name}\" dir=\"ltr\">{sign}</a>"
            ),
            false => put!(
                out,
                "<span class=\"n {mark}\" id=\"at-{number}\" role=\"img\" aria-label=\"{name}\" dir=\"ltr\">{sign}</span>"
            ),
        }
    }
}
