//! The call sheet, with a task list for each fact.

use super::{line, lines};
use crate::export::report::{ANSWERS, Ask, Call, Report};

/// The section of the calls.
pub(super) fn calls(out: &mut String, report: &Report) {
    if report.calls.is_empty() {
        put!(out, "{}\n\n", report.no_calls());
    }
    report.calls.iter().for_each(|call| self::call(out, call));
}

fn call(out: &mut String, call: &Call) {
    put!(out, "### {} (S{})\n\n", line(call.person), call.number);
    out.push_str(if call.named { "- **confidential**\n" } else { "" });
    call.facts.iter().for_each(|(label, text)| put!(out, "- {label}: {}\n", line(text)));
    if !call.withheld.is_empty() {
        put!(out, "- {}\n", call.withheld);
    }
    put!(out, "- {}\n\n", call.progress());
    call.asks.iter().for_each(|ask| self::ask(out, ask));
}

/// A task list item (GitHub Flavored Markdown 0.29, section 5.3) for each answer that may be given.
fn ask(out: &mut String, ask: &Ask) {
    put!(
        out,
        "- **{}**  \n  {} {} · {}",
        lines(&ask.words, "  "),
        ask.mark.glyph(),
        line(&ask.status),
        ask.whereabouts()
    );
    ask.remarks().iter().for_each(|remark| put!(out, " · {}", line(remark)));
    out.push('\n');
    ANSWERS.iter().for_each(|answer| put!(out, "  - [ ] {answer}\n"));
    out.push('\n');
}
