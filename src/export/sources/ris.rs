//! RIS, in UTF-8: a line for each field, two letters, two blanks, a hyphen, a blank and the text (the specification of Research
//! Information Systems, 2001; the types and tags of EndNote).
//!
//! What is known of a source beyond that is in lines of the custom field `C1` that begin with `tickmark-`.

use super::{Item, items};
use crate::export::report::Report;
use crate::model::SourceKind;
use crate::text::bibliography::journal::Journal;
use crate::text::bibliography::kinds::{Words, genre};
use crate::text::bibliography::names::Name;
use crate::text::bibliography::{OWN, When, doi};

/// Renders the sources.
pub(in crate::export) fn render(report: &Report) -> Vec<u8> {
    items(report, Words::Ris).iter().map(entry).collect::<String>().into_bytes()
}

fn entry(item: &Item) -> String {
    let reference = &item.reference;
    let mut out = String::new();
    let mut line = |tag: &str, text: &str| {
        if !text.is_empty() {
            put!(&mut out, "{tag}  - {text}\r\n");
        }
    };
    line("TY", Words::Ris.word(reference.kind));
    line("ID", &item.key);
    reference.names.iter().map(Name::text).for_each(|name| line("AU", &name));
    line("TI", &reference.title);
    place(reference.kind, &reference.place).into_iter().for_each(|(tag, text)| line(tag, text));
    line("M3", genre(reference.kind).unwrap_or_default());
    match &reference.when {
        Some(When::Certain(date)) => {
            let part = |part: Option<u32>| part.map(|number| format!("{number:02}")).unwrap_or_default();
            line("PY", &format!("{:04}", date.year));
            line("DA", &format!("{:04}/{}/{}/", date.year, part(date.month), part(date.day)));
        }
        // The last part of a date is free text, for a season.
        Some(When::Literal(text)) => line("DA", &format!("///{text}")),
        None => {}
    }
    line("UR", &reference.url);
    line("DO", doi(&reference.url).unwrap_or_default());
    item.beside.iter().for_each(|(key, text)| line("C1", &format!("{OWN}-{key}: {text}")));
    out + "ER  - \r\n"
}

/// The tags for what a source says of where.
fn place(kind: SourceKind, text: &str) -> [(&'static str, &str); 5] {
    let alone = |tag| [(tag, text), ("VL", ""), ("IS", ""), ("SP", ""), ("EP", "")];
    match kind {
        SourceKind::Paper => {
            let journal = Journal::parse(text);
            let (first, last) = journal.page_range();
            [("T2", journal.name), ("VL", journal.volume), ("IS", journal.issue), ("SP", first), ("EP", last)]
        }
        SourceKind::WebPage => alone("T2"),
        SourceKind::Book | SourceKind::Dataset => alone("PB"),
        SourceKind::Document => alone("DB"),
        _ => alone("CY"),
    }
}
