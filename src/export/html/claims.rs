//! What must be fixed, and an entry for each claim.

use super::escape::Text;
use super::language;
use crate::export::report::{ChangeEntry, ClaimEntry, EvidenceEntry, Report, TAKE_OUT, WITHHELD, Weight};
use crate::model::Decision;

/// The section of what must be fixed; nothing when there is nothing to fix.
pub(super) fn must_fix(out: &mut String, report: &Report) {
    if report.must_fix.is_empty() {
        return;
    }
    out.push_str(
        "<section id=\"must-fix\" aria-labelledby=\"must-fix-h\">\n<h2 id=\"must-fix-h\">Must fix first</h2>\n",
    );
    for group in &report.must_fix {
        put!(out, "<h3>{} <span class=\"soft\">{}</span></h3>\n<ul class=\"rows\">\n", group.label, group.claims.len());
        group.claims.iter().for_each(|claim| fix(out, report, *claim));
        out.push_str("</ul>\n");
    }
    out.push_str("</section>\n");
}

fn fix(out: &mut String, report: &Report, claim: usize) {
    let entry = &report.claims[claim];
    put!(out, "<li>{}<div>", number(entry, claim));
    match &entry.change {
        Some(change) => wording(out, report, entry.quote, change),
        None => put!(out, "<p class=\"quote\"{}>{}</p>", language(report), Text(entry.quote)),
    }
    if let Some(root) = entry.through {
        put!(out, "<p class=\"soft\">the same as <a href=\"#claim-{0}\">claim {0}</a></p>", root + 1);
    }
    if entry.change.is_none() && !entry.question.is_empty() {
        put!(out, "<p class=\"t\" dir=\"auto\">{}</p>", Text(entry.question));
    } else if entry.change.is_none() && !entry.note.is_empty() {
        put!(out, "<p class=\"t\" dir=\"auto\">{}</p>", Text(entry.note));
    }
    let who = entry.change.as_ref().map(|change| decided(change)).unwrap_or_else(|| status_line(entry));
    put!(out, "<p class=\"meta\">{who}{}</p></div></li>\n", aspects(entry));
}

/// Number and sign of a claim, linked to its entry, or to its place in the article when it has none.
fn number(entry: &ClaimEntry, claim: usize) -> String {
    let (number, mark, glyph) = (claim + 1, entry.mark.key(), entry.mark.glyph());
    let target = if entry.listed { "claim" } else { "at" };
    format!(
        "<a class=\"num {mark}\" href=\"#{target}-{number}\" aria-label=\"{}\">{number}<b>{glyph}</b></a>",
        entry.name(claim)
    )
}

/// The words that change: the claim's, and those proposed in their place.
fn wording(out: &mut String, report: &Report, quote: &str, change: &ChangeEntry) {
    put!(out, "<p class=\"quote\"{}><del>{}</del> ", language(report), Text(quote));
    match change.wording.trim().is_empty() {
        true => put!(out, "<span class=\"soft\" lang=\"en\">{TAKE_OUT}</span></p>"),
        false => put!(out, "<span class=\"arrow\">→</span> <ins>{}</ins></p>", Text(change.wording)),
    }
}

fn decided(change: &ChangeEntry) -> String {
    let (decision, who) = change.decided();
    format!("<b>{decision}</b> · {}", Text(&who))
}

fn status_line(entry: &ClaimEntry) -> String {
    let words = format!("<b class=\"{}\">{} {}</b>", entry.mark.key(), entry.mark.glyph(), entry.status_words());
    let set_by = entry.set_by();
    if set_by.is_empty() { words } else { format!("{words} · {}", Text(&set_by)) }
}

/// Kind, risk, flags and place, each behind a dot.
fn aspects(entry: &ClaimEntry) -> String {
    let mut out = String::new();
    for said in entry.aspects() {
        let text = Text(&said.text);
        match said.weight {
            Weight::Plain => put!(&mut out, " · {text}"),
            Weight::Strong => put!(&mut out, " · <b>{text}</b>"),
            Weight::Alarm => put!(&mut out, " · <b class=\"wrong\">{text}</b>"),
        }
    }
    out
}

/// The section of the claims.
pub(super) fn claims(out: &mut String, report: &Report) {
    put!(
        out,
        "<section id=\"claims\" aria-labelledby=\"claims-h\">\n<h2 id=\"claims-h\">{}</h2>\n",
        report.claims_heading()
    );
    if report.listed().next().is_none() {
        put!(out, "<p class=\"empty\">{}</p>\n", report.no_claims());
    }
    report.listed().for_each(|(claim, entry)| self::claim(out, report, claim, entry));
    out.push_str("</section>\n");
}

fn claim(out: &mut String, report: &Report, claim: usize, entry: &ClaimEntry) {
    let (number, mark) = (claim + 1, entry.mark.key());
    put!(out, "<article class=\"claim\" id=\"claim-{number}\" aria-labelledby=\"claim-{number}-h\">\n");
    put!(out, "<h3 id=\"claim-{number}-h\"><span class=\"num {mark}\">{number}<b>{}</b></span>", entry.mark.glyph());
    put!(
        out,
        "<span class=\"quote\"{}><span class=\"c {mark}\">{}</span></span></h3>\n",
        language(report),
        Text(entry.quote)
    );
    put!(out, "<p class=\"meta\">{}{}", status_line(entry), aspects(entry));
    if entry.in_article {
        put!(
            out,
            "<span class=\"back\"> · <a href=\"#at-{number}\" aria-label=\"claim {number} in the article\">in the article</a></span>"
        );
    }
    out.push_str("</p>\n");
    let mut rows = String::new();
    self::rows(&mut rows, report, entry);
    if !rows.is_empty() {
        put!(out, "<dl>\n{rows}</dl>\n");
    }
    out.push_str("</article>\n");
}

fn rows(out: &mut String, report: &Report, entry: &ClaimEntry) {
    if let Some(root) = entry.through {
        let link = self::link(report, root);
        put!(out, "<dt>Same as</dt><dd>claim {link}, whose verification it shares</dd>\n");
    }
    if !entry.sign_offs.is_empty() {
        put!(out, "<dt>Signed off</dt><dd><bdi>{}</bdi></dd>\n", Text(&entry.signed_off()));
    }
    for difference in &entry.differences {
        put!(out, "<dt>In conflict</dt><dd class=\"t\" dir=\"auto\">{}</dd>\n", Text(difference));
    }
    if let Some(change) = &entry.change {
        out.push_str("<dt>Change</dt><dd>");
        wording(out, report, entry.quote, change);
        let class = if change.decision == Decision::Proposed { " class=\"soft\"" } else { "" };
        put!(out, "<p{class}>{}</p></dd>\n", decided(change));
    }
    for (label, text) in entry.written() {
        put!(out, "<dt>{label}</dt><dd class=\"t\" dir=\"auto\">{}</dd>\n", Text(text.trim()));
    }
    if !entry.evidence.is_empty() {
        out.push_str("<dt>Evidence</dt><dd><ul class=\"evidence\">\n");
        entry.evidence.iter().for_each(|piece| evidence(out, report, piece));
        out.push_str("</ul></dd>\n");
    }
    if !entry.shared_by.is_empty() {
        let links: Vec<String> = entry.shared_by.iter().map(|claim| link(report, *claim)).collect();
        put!(out, "<dt>Shared by</dt><dd>claim {}</dd>\n", links.join(", "));
    }
}

/// The number of a claim as a link to where this edition has it.
pub(super) fn link(report: &Report, claim: usize) -> String {
    let (number, entry) = (claim + 1, &report.claims[claim]);
    match (entry.listed, entry.in_article) {
        (true, _) => format!("<a href=\"#claim-{number}\">{number}</a>"),
        (_, true) => format!("<a href=\"#at-{number}\">{number}</a>"),
        _ => number.to_string(),
    }
}

fn evidence(out: &mut String, report: &Report, piece: &EvidenceEntry) {
    out.push_str("<li><p>");
    match piece.source.and_then(|at| report.sources.get(at)) {
        Some(source) => put!(
            out,
            "<a href=\"#source-{0}\">{1}</a> <span class=\"soft\">S{0}</span>",
            source.number,
            Text(piece.title)
        ),
        None => put!(out, "{}", Text(piece.title)),
    }
    if !piece.kind.is_empty() {
        put!(out, " · {}", piece.kind);
    }
    if !piece.locator.trim().is_empty() {
        put!(out, " · <bdi>{}</bdi>", Text(piece.locator));
    }
    put!(out, " · <b class=\"{0}\">{0}</b></p>", piece.stance);
    if piece.withheld {
        put!(out, "<p class=\"soft\">{WITHHELD}</p>");
    } else if !piece.passage.trim().is_empty() {
        let passage = piece.passage.trim();
        let class = if piece.is_bare() { "t bare" } else { "t" };
        put!(out, "<blockquote class=\"{class}\" dir=\"auto\">{}</blockquote>", Text(passage));
    }
    out.push_str("</li>\n");
}
