//! The report as one HTML file: no script, nothing fetched, made to be read on a screen and printed.

mod article;
mod calls;
mod claims;
mod escape;
mod lists;
mod style;
#[cfg(test)]
mod tests;

use super::House;
use super::clean::one_line;
use super::report::{Direction, Report, Section, Weight};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use escape::{Text, Value};

/// Renders the report.
pub(super) fn render(report: &Report) -> Vec<u8> {
    let mut out = String::with_capacity(1 << 20);
    head(&mut out, report);
    header(&mut out, report);
    contents(&mut out, report);
    out.push_str("<main>\n");
    report.sections.iter().for_each(|section| self::section(&mut out, report, *section));
    out.push_str("</main>\n<footer>");
    if !report.house.footer.is_empty() {
        put!(&mut out, "<p>{}</p>", Text(&report.house.footer));
    }
    put!(&mut out, "<p>{}</p></footer>\n", report.made_with());
    out.push_str("</body>\n</html>\n");
    out.into_bytes()
}

fn section(out: &mut String, report: &Report, section: Section) {
    let id = id(section);
    put!(out, "<section id=\"{id}\" aria-labelledby=\"{id}-h\">\n");
    put!(out, "<h2 id=\"{id}-h\">{}</h2>\n", Text(report.heading(section)));
    match section {
        Section::Summary => lists::summary(out, report),
        Section::SignOffs => lists::sign_offs(out, report),
        Section::MustFix => claims::must_fix(out, report),
        Section::Article => article::article(out, report),
        Section::Claims | Section::Changes | Section::Flagged => claims::claims(out, report),
        Section::Sources => lists::sources(out, report),
        Section::Open => lists::open(out, report),
        Section::Drafts => lists::drafts(out, report),
        Section::History => lists::history(out, report),
        Section::Calls => calls::calls(out, report),
    }
    out.push_str("</section>\n");
}

/// The entries of the claims are at the same place whatever an edition calls them.
fn id(section: Section) -> &'static str {
    if section.is_claims() { "claims" } else { section.key() }
}

fn head(out: &mut String, report: &Report) {
    let sheet = style::sheet(report);
    out.push_str("<!doctype html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n");
    put!(
        out,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n",
        style::policy(&sheet, report.house.logo.is_some())
    );
    out.push_str("<meta name=\"referrer\" content=\"no-referrer\">\n");
    out.push_str("<meta name=\"color-scheme\" content=\"light\">\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    put!(out, "<meta name=\"generator\" content=\"Tickmark {}\">\n", env!("CARGO_PKG_VERSION"));
    put!(out, "<title>{} – {}</title>\n", Text(report.title), Text(report.edition_word()));
    put!(out, "<style>{sheet}</style>\n</head>\n<body>\n");
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
    out.push_str("<header>\n");
    house(out, &report.house);
    put!(out, "<p class=\"edition\">{}</p>\n", Text(&report.edition_title()));
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

/// Logo and name of the house. The logo is the only picture that a report has.
fn house(out: &mut String, house: &House) {
    if let Some(logo) = &house.logo {
        let (width, height) = logo.shown();
        let (kind, data) = (logo.kind().media_type(), BASE64_STANDARD.encode(logo.bytes()));
        put!(out, "<p class=\"logo\"><img src=\"data:{kind};base64,{data}\" alt=\"{}\" ", Value(&house.name));
        put!(out, "width=\"{width}\" height=\"{height}\"></p>\n");
    } else if !house.name.is_empty() {
        put!(out, "<p class=\"house\">{}</p>\n", Text(&house.name));
    }
}

/// The parts; in a call sheet the people.
fn contents(out: &mut String, report: &Report) {
    out.push_str("<nav aria-label=\"Contents\"><ul>");
    for section in report.sections.iter().filter(|section| !matches!(section, Section::Summary | Section::Calls)) {
        put!(out, "<li><a href=\"#{}\">{}</a></li>", id(*section), Text(report.heading(*section)));
    }
    for call in &report.calls {
        put!(out, "<li><a href=\"#call-{}\"><bdi>{}</bdi></a></li>", call.number, Text(&one_line(call.person)));
    }
    out.push_str("</ul></nav>\n");
}
