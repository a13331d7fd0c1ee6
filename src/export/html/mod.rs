//! The report as one HTML file: no script, nothing fetched, made to be read on a screen and printed.

mod article;
mod claims;
mod escape;
mod lists;
mod style;
#[cfg(test)]
mod tests;

use super::report::{Direction, Report};
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
    put!(
        &mut out,
        "<footer><p>Made with Tickmark {} on {}.</p></footer>\n",
        env!("CARGO_PKG_VERSION"),
        report.made.local
    );
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
    let printed: Vec<String> =
        report.byline.iter().chain(&report.published).map(|text| Text(text).to_string()).collect();
    if !printed.is_empty() {
        put!(out, "<p class=\"byline\"{}>{}</p>\n", language(report), printed.join(" · "));
    }
    out.push_str("<dl class=\"facts\">\n");
    if let Some(draft) = report.current_draft() {
        let label = if draft.label.is_empty() { String::new() } else { format!(", {}", Text(draft.label)) };
        let file = if draft.file.is_empty() { "pasted text" } else { draft.file };
        put!(out, "<dt>Draft</dt><dd>{}{label} · {} · {} words</dd>\n", draft.number, Text(file), grouped(draft.words));
    }
    let checkers = if report.checkers.is_empty() { "nobody yet".to_owned() } else { report.checkers.join(", ") };
    put!(out, "<dt>Checked by</dt><dd>{}</dd>\n", Text(&checkers));
    if !report.confidential.is_empty() {
        let named = if report.tells_confidential { " class=\"warn\"" } else { "" };
        put!(out, "<dt>Confidential</dt><dd{named}>{}</dd>\n", report.confidential);
    }
    put!(out, "<dt>Made</dt><dd>{} <span class=\"soft\">(all times {})</span></dd>\n", report.made.local, report.zone);
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

/// A count with a comma between thousands.
fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
