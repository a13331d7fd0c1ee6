//! The call sheet: a page for each person, with room to tick and write.

use super::escape::Text;
use super::language;
use crate::export::report::{ANSWERS, Ask, Call, Report, Wording};

/// The section of the calls.
pub(super) fn calls(out: &mut String, report: &Report) {
    if report.calls.is_empty() {
        put!(out, "<p class=\"empty\">{}</p>\n", report.no_calls());
    }
    report.calls.iter().for_each(|call| self::call(out, report, call));
}

fn call(out: &mut String, report: &Report, call: &Call) {
    let number = call.number;
    put!(out, "<article class=\"call\" id=\"call-{number}\" aria-labelledby=\"call-{number}-h\">\n");
    put!(out, "<h3 id=\"call-{number}-h\"><bdi>{}</bdi> <span class=\"soft\">S{number}</span>", Text(call.person));
    out.push_str(if call.named { " <b class=\"warn\">confidential</b></h3>\n" } else { "</h3>\n" });
    if !call.withheld.is_empty() {
        put!(out, "<p class=\"soft\">{}</p>\n", call.withheld);
    }
    if !call.facts.is_empty() {
        out.push_str("<dl class=\"facts\">\n");
        call.facts.iter().for_each(|(label, text)| put!(out, "<dt>{label}</dt><dd dir=\"auto\">{}</dd>\n", Text(text)));
        out.push_str("</dl>\n");
    }
    put!(out, "<p class=\"lead\">{}</p>\n", call.progress());
    if !call.asks.is_empty() {
        out.push_str("<ul class=\"asks\">\n");
        call.asks.iter().for_each(|ask| self::ask(out, report, ask));
        out.push_str("</ul>\n");
    }
    out.push_str("</article>\n");
}

fn ask(out: &mut String, report: &Report, ask: &Ask) {
    let (mark, glyph) = (ask.mark.key(), ask.mark.glyph());
    put!(out, "<li><p class=\"mark\" aria-hidden=\"true\"><b class=\"{mark}\">{glyph}</b></p><div>");
    match ask.wording {
        Wording::Claim => put!(out, "<p class=\"quote\"{}>{}</p>", language(report), Text(&ask.words)),
        Wording::Note => put!(out, "<p class=\"quote\" dir=\"auto\">{}</p>", Text(&ask.words)),
        Wording::Reminder => put!(out, "<p class=\"own\">{}</p>", Text(&ask.words)),
    }
    put!(out, "<p class=\"meta\"><b class=\"{mark}\">{}</b> · {}", Text(&ask.status), Text(&ask.whereabouts()));
    ask.remarks().iter().for_each(|remark| put!(out, " · <bdi>{}</bdi>", Text(remark)));
    out.push_str("</p>\n<p class=\"answers\" aria-label=\"Answers\">");
    ANSWERS.iter().for_each(|answer| put!(out, "<span><i class=\"box\"></i>{answer}</span> "));
    out.push_str("</p><p class=\"room\"></p></div></li>\n");
}
