//! The report as one HTML file: no script, nothing fetched, made to be read on a screen and printed.

mod article;
mod claims;
mod escape;
mod lists;
mod style;
#[cfg(test)]
mod tests;

use super::report::{Direction, Report, Weight};
use escape::{Text, Value};

/// Renders the report.
pub(super) fn render(report: &Report) -> Vec<u8> {
    let mut out = String::with_capacity(1 << 20);
    head(&mut out, report);
    header(&mut out, report);
    contents(&mut out, report);
    out.push_str("<main>\n");
    lists::summary(&mut out, report);
    lists::sign_offs(&mut out, report);
    claims::must_fix(&mut out, report);
    article::article(&mut out, report);
    claims::claims(&mut out, report);
    lists::sources(&mut out, report);
    lists::open(&mut out, report);
    lists::drafts(&mut out, report);
    lists::history(&mut out, report);
    out.push_str("</main>\n");
    put!(&mut out, "<footer><p>{}</p></footer>\n", report.made_with());
    out.push_str("</body>\n</html>\n");
    out.into_bytes()
}

fn head(out: &mut String, report: &Report) {
    let sheet = style::sheet(report);
    out.push_str("<!doctype html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n");
    put!(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n", style::policy(&sheet));
    out.push_str("<meta name=\"referrer\" content=\"no-referrer\">\n");
    out.push_str("<meta name=\"color-scheme\" content=\"light\">\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    put!(out, "<meta name=\"generator\" content=\"Tickmark {}\">\n", env!("CARGO_PKG_VERSION"));
    put!(out, "<title>{} – {}</title>\n<style>{sheet}</style>\n</head>\n<body>\n", Text(report.title), report.edition);
}

/// The attributes that say which language the article is in and which way it runs.
fn language(report: &Report) -> String {
    let direction = match report.direction {
        Direction::Ltr => "ltr",
        Direction::Rtl => "rtl",
        Direction::Auto => "auto",
    };
    let tag = report.language.map(|tag| format!(" lang=\"{}\"", Value(tag))).unwrap_or_default();
    format!("{tag} dir=\"{direction}\"")
}

fn header(out: &mut String, report: &Report) {
    put!(out, "<header>\n<p class=\"edition\">{}</p>\n", report.edition_title());
    put!(out, "<h1{}>{}</h1>\n", language(report), Text(report.title));
    let printed: Vec<String> = report.printed().map(|text| Text(text).to_string()).collect();
    if !printed.is_empty() {
        put!(out, "<p class=\"byline\"{}>{}</p>\n", language(report), printed.join(" · "));
    }
    out.push_str("<dl class=\"facts\">\n");
    for fact in report.facts() {
        let warning = if fact.said.weight == Weight::Alarm { " class=\"warn\"" } else { "" };
        put!(out, "<dt>{}</dt><dd{warning}>{}", fact.label, Text(&fact.said.text));
        if !fact.more.is_empty() {
            put!(out, " <span class=\"soft\">{}</span>", fact.more);
        }
        out.push_str("</dd>\n");
    }
    out.push_str("</dl>\n</header>\n");
}

fn contents(out: &mut String, report: &Report) {
    let parts = [
        ("sign-offs", "Sign-offs", true),
        ("must-fix", "Must fix first", !report.must_fix.is_empty()),
        ("article", "The article", true),
        ("claims", report.claims_heading(), true),
        ("sources", "Sources", true),
        ("open", "Still open", true),
        ("drafts", "Drafts", true),
        ("history", "History", !report.history.is_empty()),
    ];
    out.push_str("<nav aria-label=\"Contents\"><ul>");
    for (id, label, _) in parts.iter().filter(|(_, _, there)| *there) {
        put!(out, "<li><a href=\"#{id}\">{label}</a></li>");
    }
    out.push_str("</ul></nav>\n");
}
