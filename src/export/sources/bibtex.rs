//! BibTeX, in UTF-8, with the types and fields that both BibTeX and biblatex know (the manual of biblatex 3.20, section 2).
//!
//! Titles and names stand in braces of their own, so that no style changes their case or takes them apart. What is known of a
//! source beyond that is in fields that begin with `tickmark-`, which every program passes over.

use super::{Item, items};
use crate::export::report::Report;
use crate::model::SourceKind;
use crate::text::bibliography::journal::Journal;
use crate::text::bibliography::kinds::{Words, genre};
use crate::text::bibliography::names::Name;
use crate::text::bibliography::{OWN, When, doi};

/// Renders the sources.
pub(in crate::export) fn render(report: &Report) -> Vec<u8> {
    let entries: Vec<String> = items(report, Words::Bibtex).iter().map(entry).collect();
    entries.join("\n").into_bytes()
}

fn entry(item: &Item) -> String {
    let reference = &item.reference;
    let mut out = format!("@{}{{{},\n", Words::Bibtex.word(reference.kind), item.key);
    let mut field = |name: &str, value: String| {
        if !value.is_empty() {
            put!(&mut out, "  {name} = {{{value}}},\n");
        }
    };
    let held = |text: &str| if text.is_empty() { String::new() } else { format!("{{{}}}", escaped(text)) };
    field("author", reference.names.iter().map(name).collect::<Vec<_>>().join(" and "));
    field("title", held(&reference.title));
    let place = place(reference.kind, &reference.place);
    place.into_iter().for_each(|(name, text)| field(name, escaped(text)));
    // A word for what kind of thing it is, where the type says no more than "misc".
    field("type", escaped(genre(reference.kind).unwrap_or_default()));
    // Fields for addresses are read letter by letter. There is no brace and no backslash in an address that may be followed.
    field("url", reference.url.clone());
    field("doi", doi(&reference.url).unwrap_or_default().to_owned());
    for (key, value) in &item.beside {
        field(&format!("{OWN}-{key}"), escaped(value));
    }
    put!(&mut out, "{}}}\n", when(reference.when.as_ref()));
    out
}

/// The fields for what a source says of where.
fn place(kind: SourceKind, text: &str) -> [(&'static str, &str); 4] {
    let alone = |name| [(name, text), ("volume", ""), ("number", ""), ("pages", "")];
    match kind {
        SourceKind::Paper => {
            let Journal { name, volume, issue, pages } = Journal::parse(text);
            [("journal", name), ("volume", volume), ("number", issue), ("pages", pages)]
        }
        SourceKind::Book | SourceKind::Dataset => alone("publisher"),
        SourceKind::WebPage => alone("organization"),
        _ => alone("howpublished"),
    }
}

fn name(name: &Name) -> String {
    match name {
        Name::Parted { family, given } => format!("{}, {}", escaped(family), escaped(given)),
        Name::Whole(text) => format!("{{{}}}", escaped(text)),
    }
}

/// The names of the months that every style of BibTeX defines.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

fn when(when: Option<&When>) -> String {
    match when {
        None => String::new(),
        Some(When::Literal(text)) => format!("  year = {{{}}},\n", escaped(text)),
        Some(When::Certain(date)) => {
            let name = date.month.and_then(|month| MONTHS.get(month.saturating_sub(1) as usize));
            let month = name.map(|name| format!("  month = {name},\n")).unwrap_or_default();
            let day = date.day.map(|day| format!("  day = {{{day}}},\n")).unwrap_or_default();
            format!("  year = {{{:04}}},\n{month}{day}", date.year)
        }
    }
}

/// Text in which TeX and BibTeX see nothing but text. BibTeX counts braces that stand behind a backslash too: where they do not
/// match, they are written as commands, which fewer programs know. Hyphens and marks that TeX would draw together are kept
/// apart.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let (mut before, matching) = (None, braces_match(text));
    for c in text.chars() {
        if before == Some(c) && matches!(c, '-' | '`' | '\'' | ',') {
            out.push_str("{}");
        }
        match c {
            '{' | '}' if matching => out.extend(['\\', c]),
            '\\' => out.push_str("\\textbackslash{}"),
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '$' | '%' | '&' | '#' | '_' => out.extend(['\\', c]),
            _ => out.push(c),
        }
        before = Some(c);
    }
    out
}

/// True where each brace has its other half, and none is deep within others.
fn braces_match(text: &str) -> bool {
    let mut depth = 0;
    text.chars().all(|c| {
        depth += match c {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        (0..8).contains(&depth)
    }) && depth == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_means_nothing_to_tex() {
        for (text, expected) in [
            ("Profit & loss: 5 % of $3", "Profit \\& loss: 5 \\% of \\$3"),
            ("{a}\\b", "\\{a\\}\\textbackslash{}b"),
            ("}a{", "\\textbraceright{}a\\textbraceleft{}"),
            ("a--b ``c''", "a-{}-b `{}`c'{}'"),
            ("서울 – Ελλάδα", "서울 – Ελλάδα"),
        ] {
            assert_eq!(escaped(text), expected);
        }
    }
}
