//! Where the check stands, sources, what is open, drafts and history.

use super::claims::link;
use super::escape::{Text, Value};
use crate::export::clean::one_line;
use crate::export::report::{CitationRun, NO_DRAFTS, NO_SOURCES, NOTHING_OPEN, Report, SourceEntry, grouped};
use crate::model::Signature;
use crate::model::claim::RECHECK_GLYPH;

/// Width of the progress bar in its own units.
const BAR: usize = 1000;

/// The section of how far the check has come.
pub(super) fn summary(out: &mut String, report: &Report) {
    put!(out, "<p class=\"lead\">{}</p>\n", report.progress());
    if report.total() > 0 {
        bar(out, report);
        out.push_str("<ul class=\"counts\">");
        for (mark, count) in &report.counts {
            let none = if *count == 0 { " none" } else { "" };
            put!(
                out,
                "<li class=\"{}{none}\"><b>{}</b> <span>{} {}</span></li>",
                mark.key(),
                grouped(*count),
                mark.glyph(),
                Text(report.mark_word(*mark))
            );
        }
        out.push_str("</ul>\n");
    }
}

fn bar(out: &mut String, report: &Report) {
    put!(out, "<svg class=\"bar\" viewBox=\"0 0 {BAR} 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
    let (mut before, all) = (0, report.total());
    for (mark, count) in report.counts.iter().filter(|(_, count)| *count > 0) {
        let (from, to) = (before * BAR / all, (before + count) * BAR / all);
        put!(out, "<rect class=\"{}\" x=\"{from}\" width=\"{}\" height=\"8\"/>", mark.key(), to - from);
        before += count;
    }
    out.push_str("</svg>\n");
}

/// The section of who signed the story off.
pub(super) fn sign_offs(out: &mut String, report: &Report) {
    out.push_str("<table>\n<tbody>\n");
    for entry in &report.sign_offs {
        let words = Text(&entry.words);
        put!(out, "<tr><th scope=\"row\">{}</th><td>", entry.role);
        match &entry.signature {
            Signature::NotSigned => put!(out, "<span class=\"soft\">{words}</span>"),
            Signature::Signed(_) => put!(out, "<bdi>{words}</bdi>"),
            Signature::Lapsed(..) => put!(out, "<b class=\"recheck\">{RECHECK_GLYPH}</b> <bdi>{words}</bdi>"),
        }
        out.push_str("</td></tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
}

/// The section of the sources.
pub(super) fn sources(out: &mut String, report: &Report) {
    if report.sources.is_empty() {
        put!(out, "<p class=\"empty\">{NO_SOURCES}</p>\n");
    } else {
        out.push_str("<ul class=\"rows\">\n");
        report.sources.iter().for_each(|entry| source(out, report, entry));
        out.push_str("</ul>\n");
    }
}

fn source(out: &mut String, report: &Report, entry: &SourceEntry) {
    let details = entry.details;
    put!(out, "<li id=\"source-{0}\"><span class=\"num\">S{0}</span><div>", entry.number);
    put!(out, "<p>{} · {}", citation(entry), details.kind);
    let shown_confidential = details.confidential && report.tells_confidential;
    out.push_str(if shown_confidential { " · <b class=\"warn\">confidential</b></p>" } else { "</p>" });
    if !entry.facts.is_empty() {
        let fact =
            |(label, text): &(&str, &str)| format!("<span class=\"soft\">{label}</span> <bdi>{}</bdi>", Text(text));
        put!(out, "<p class=\"facts-line\">{}</p>", entry.facts.iter().map(fact).collect::<Vec<_>>().join(" · "));
    }
    if !details.url.trim().is_empty() && !entry.cites_address() {
        put!(out, "<p class=\"url\">{}</p>", address(&details.url));
    }
    for copy in entry.kept {
        put!(
            out,
            "<p class=\"soft kept\">kept copy <bdi>{}</bdi> · SHA-256 <code>{}</code></p>",
            Text(&copy.name),
            digest(&copy.sha256)
        );
    }
    let links: Vec<String> = entry.claims.iter().map(|claim| link(report, *claim)).collect();
    let colon = if links.is_empty() { "" } else { ": " };
    put!(out, "<p class=\"meta\">{}{colon}{}</p></div></li>\n", report.resting(entry), links.join(", "));
}

/// The title in bold where it stands alone; a citation as its style has it.
fn citation(entry: &SourceEntry) -> String {
    let run = |run: &CitationRun| match (run.italic, run.address) {
        (_, true) => address(&run.text),
        (true, false) => format!("<i>{}</i>", Text(&run.text)),
        (false, false) => Text(&run.text).to_string(),
    };
    let runs: String = entry.citation.iter().map(run).collect();
    match entry.is_cited() {
        false => format!("<b dir=\"auto\">{runs}</b>"),
        true => format!("<span class=\"citation\" dir=\"auto\">{runs}</span>"),
    }
}

/// A digest that is broken in its middle where it does not fit in a line.
pub(super) fn digest(sha256: &str) -> String {
    let (half, rest) = sha256.split_at_checked(sha256.len() / 2).unwrap_or((sha256, ""));
    format!("{}<wbr>{}", Text(half), Text(rest))
}

/// An address, linked when it is one of the web or of mail.
fn address(url: &str) -> String {
    match crate::export::link::link(url) {
        Some(link) => format!("<a href=\"{}\" rel=\"noreferrer noopener\" dir=\"ltr\">{}</a>", Value(link), Text(link)),
        None => format!("<bdi>{}</bdi>", Text(&one_line(url))),
    }
}

/// The section of what is still open.
pub(super) fn open(out: &mut String, report: &Report) {
    if report.open.is_empty() {
        put!(out, "<p class=\"empty\">{NOTHING_OPEN}</p>\n");
    }
    for group in &report.open {
        let (label, count) = (group.label, group.claims.len());
        put!(out, "<div class=\"group\"><h3>{label} <span class=\"soft\">{count}</span></h3>\n<ul>\n");
        for claim in &group.claims {
            let quote = crate::export::brief(report.claims[*claim].quote);
            put!(out, "<li><span class=\"num\">{}</span> <bdi>{}</bdi></li>\n", link(report, *claim), Text(&quote));
        }
        out.push_str("</ul></div>\n");
    }
}

/// The section of the drafts.
pub(super) fn drafts(out: &mut String, report: &Report) {
    if report.drafts.is_empty() {
        put!(out, "<p class=\"empty\">{NO_DRAFTS}</p>\n");
        return;
    }
    out.push_str("<table>\n<thead><tr><th scope=\"col\">Draft</th><th scope=\"col\">Received</th><th scope=\"col\">File</th><th scope=\"col\" class=\"figure\">Words</th></tr></thead>\n<tbody>\n");
    for draft in &report.drafts {
        let label = if draft.label.is_empty() { String::new() } else { format!(" {}", Text(draft.label)) };
        let state = match draft.state(report.draft) {
            "" => String::new(),
            state => format!(" <span class=\"soft\">{state}</span>"),
        };
        put!(
            out,
            "<tr><th scope=\"row\">{}{label}{state}</th><td class=\"when\">{}</td><td>",
            draft.number,
            draft.received.local
        );
        match draft.file.is_empty() {
            true => out.push_str(draft.file_name()),
            false => put!(out, "<bdi>{}</bdi><br><code>{}</code>", Text(draft.file), digest(draft.sha256)),
        }
        if !draft.became.is_empty() {
            put!(out, "<br><span class=\"soft\">{}</span>", Text(&draft.became));
        }
        put!(out, "</td><td class=\"figure\">{}</td></tr>\n", grouped(draft.words));
    }
    out.push_str("</tbody>\n</table>\n");
}

/// The section of the history.
pub(super) fn history(out: &mut String, report: &Report) {
    out.push_str("<table>\n<thead><tr><th scope=\"col\">When</th><th scope=\"col\">Who</th><th scope=\"col\">What</th></tr></thead>\n<tbody>\n");
    for (at, done) in &report.history {
        put!(
            out,
            "<tr><td class=\"when\">{}</td><td>{}</td><td><bdi>{}</bdi></td></tr>\n",
            at.local,
            Text(&done.by),
            Text(&done.what)
        );
    }
    out.push_str("</tbody>\n</table>\n");
}
