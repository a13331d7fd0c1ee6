//! BibTeX and biblatex. `biblatex` takes one entry at a time apart, after we have looked at it: as a whole file it would
//! follow abbreviations and cross-references that lead back to themselves without end, go into commands within commands as
//! deep as they are, and give up all entries for one that is wrong. Here, each entry that cannot be read is a warning.

use super::csl::doi_address;
use super::{Found, ImportError, listed, own_key};
use crate::import::limits;
use crate::text::bibliography::date::Date;
use crate::text::bibliography::journal::Journal;
use crate::text::bibliography::kinds::Words;
use crate::text::bibliography::names::Name;
use crate::text::bibliography::{Reference, When, when};
use biblatex::{Bibliography, Chunk, ChunksExt, Entry, RawBibliography, RawChunk, RawEntry, Spanned};
use std::collections::HashMap;

/// What a word stands for, by its small letters: what `@string` says.
type Abbreviations = HashMap<String, String>;

/// The entries of a file, each from its `@` to where the next begins.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut starts: Vec<usize> = Vec::new();
    let mut line = 0;
    for part in text.split_inclusive('\n') {
        let blank = part.len() - part.trim_start().len();
        if begins_entry(part.trim_start()) {
            starts.push(line + blank);
        }
        line += part.len();
    }
    let ends: Vec<usize> = starts.iter().copied().skip(1).chain([text.len()]).collect();
    starts.into_iter().zip(ends).filter_map(|(start, end)| text.get(start..end))
}

fn begins_entry(line: &str) -> bool {
    let Some(rest) = line.strip_prefix('@') else { return false };
    let word = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).len();
    word > 0 && rest.get(word..).is_some_and(|rest| rest.trim_start().starts_with(['{', '(']))
}

pub(super) fn read(text: &str) -> Result<Found, ImportError> {
    let mut found = Found::default();
    let mut known = Abbreviations::new();
    let mut unread = Vec::new();
    for piece in pieces(text) {
        match raw(piece) {
            Some(raw) => {
                learn(&raw, &mut known);
                for entry in &raw.entries {
                    match entry_of(&entry.v, &known) {
                        Some(parsed) => found.add(reference(&parsed, &entry.v), &own(&parsed))?,
                        None => unread.push(entry.v.key.v.to_owned()),
                    }
                }
            }
            None if is_ignored(piece) => {}
            None => unread.push(key_of(piece)),
        }
    }
    if let Some(first) = unread.first() {
        let name = if first.is_empty() { "without a key".to_owned() } else { format!("“{}”", brief(first)) };
        found.warnings.push(match unread.len() {
            1 => format!("The entry {name} could not be read and was left out."),
            count => format!("{count} entries could not be read and were left out, the first of them {name}."),
        });
    }
    Ok(found)
}

fn brief(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(40).collect()
}

/// Comments and what is meant for TeX.
fn is_ignored(piece: &str) -> bool {
    let start: String = piece.chars().take(10).collect::<String>().to_lowercase();
    start.starts_with("@comment") || start.starts_with("@preamble")
}

fn key_of(piece: &str) -> String {
    let after = piece.split_once(['{', '(']).map_or("", |(_, after)| after);
    after.split([',', '\n', '}', ')']).next().unwrap_or_default().trim().to_owned()
}

/// The fields of an entry as they are written; none when they cannot be told apart.
fn raw(piece: &str) -> Option<RawBibliography<'_>> {
    if is_ignored(piece) || !is_shallow(piece) {
        return None;
    }
    RawBibliography::parse(piece).ok()
}

/// True when no braces are nested deeper than any real entry has them.
fn is_shallow(piece: &str) -> bool {
    let mut depth = 0usize;
    for c in piece.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > limits::BRACES {
            return false;
        }
    }
    true
}

/// Remembers what `@string` says, with what it rests on already put in.
fn learn(raw: &RawBibliography, known: &mut Abbreviations) {
    for pair in &raw.abbreviations {
        if known.len() < limits::DEFINITIONS
            && let Some(text) = expanded(&pair.value.v, known)
        {
            known.insert(pair.key.v.to_lowercase(), text);
        }
    }
}

/// What a field says, without abbreviations; none when it has one that nobody defined, or is too long.
fn expanded(field: &[Spanned<RawChunk>], known: &Abbreviations) -> Option<String> {
    let mut text = String::new();
    for chunk in field {
        match chunk.v {
            RawChunk::Normal(part) => text.push_str(part),
            RawChunk::Abbreviation(word) => text.push_str(&stands_for(word, known)?),
        }
        if text.len() > limits::SOURCE_TEXT * 4 {
            return None;
        }
    }
    Some(text)
}

/// The text without the commands that only say how it is set, which the library would leave in it.
fn without_fonts(text: String) -> String {
    const AROUND: [&str; 10] = [
        "\\emph{",
        "\\textit{",
        "\\textbf{",
        "\\textsc{",
        "\\textrm{",
        "\\texttt{",
        "\\textsl{",
        "\\mbox{",
        "\\uppercase{",
        "\\text{",
    ];
    const BEFORE: [&str; 6] = ["\\em ", "\\it ", "\\bf ", "\\sc ", "\\itshape ", "\\bfseries "];
    if !text.contains('\\') {
        return text;
    }
    let text = AROUND.iter().fold(text, |text, command| text.replace(command, "{"));
    BEFORE.iter().fold(text, |text, command| text.replace(command, ""))
}

fn stands_for(word: &str, known: &Abbreviations) -> Option<String> {
    let word = word.to_lowercase();
    let is_month = word.len() == 3 && Date::parse(&format!("{word} 2000")).is_some();
    known.get(&word).cloned().or_else(|| is_month.then_some(word))
}

/// The entry with its texts as they read. Fields by which one entry leads to another are left out.
fn entry_of(entry: &RawEntry, known: &Abbreviations) -> Option<Entry> {
    let leads_on = |name: &str| ["crossref", "xdata", "ids", "xref"].contains(&name.to_lowercase().as_str());
    let texts: Vec<Option<String>> =
        entry.fields.iter().map(|field| expanded(&field.value.v, known).map(without_fonts)).collect();
    let fields = entry.fields.iter().zip(&texts).filter(|(field, _)| !leads_on(field.key.v));
    let fields = fields.map(|(field, text)| {
        let chunk = unplaced(RawChunk::Normal(text.as_deref()?));
        Some(biblatex::Pair::new(field.key.clone(), unplaced(vec![chunk])))
    });
    // A field that cannot be understood costs itself alone.
    let fields = fields.flatten().filter(|field| parsed(entry, vec![field.clone()]).is_some()).collect();
    parsed(entry, fields)
}

/// Where in the file something stands is of no use here.
fn unplaced<T>(value: T) -> Spanned<T> {
    Spanned::new(value, 0..0)
}

fn parsed(entry: &RawEntry, fields: Vec<biblatex::Pair>) -> Option<Entry> {
    let entry = RawEntry { key: entry.key.clone(), kind: entry.kind.clone(), fields };
    let alone = RawBibliography { preamble: String::new(), entries: vec![unplaced(entry)], abbreviations: Vec::new() };
    Bibliography::from_raw(alone).ok()?.into_vec().pop()
}

fn reference(entry: &Entry, raw: &RawEntry) -> Reference {
    let kind = raw.kind.v.to_lowercase();
    Reference {
        kind: Words::Bibtex.kind(&kind),
        gathering: None,
        title: title(entry),
        names: names(entry),
        when: when_of(entry),
        place: place(entry),
        url: address(raw),
    }
}

fn text(entry: &Entry, name: &str) -> String {
    entry.get(name).map(|chunks| chunks.format_verbatim().trim().to_owned()).unwrap_or_default()
}

fn first(entry: &Entry, names: &[&str]) -> String {
    names.iter().map(|name| text(entry, name)).find(|text| !text.is_empty()).unwrap_or_default()
}

fn title(entry: &Entry) -> String {
    listed(&[&text(entry, "title"), &text(entry, "subtitle")], ": ")
}

fn names(entry: &Entry) -> Vec<Name> {
    let people = ["author", "editor", "translator"].iter().find_map(|role| entry.get(role)).unwrap_or_default();
    listed_names(people).iter().filter_map(|chunks| name_of(chunks)).collect()
}

/// The names of a list, between which `and` stands outside of braces.
fn listed_names(chunks: &[Spanned<Chunk>]) -> Vec<Vec<Spanned<Chunk>>> {
    let mut names = vec![Vec::new()];
    for chunk in chunks {
        let Chunk::Normal(text) = &chunk.v else {
            names.last_mut().into_iter().for_each(|name| name.push(chunk.clone()));
            continue;
        };
        for (place, part) in text.split(" and ").enumerate() {
            if place > 0 {
                names.push(Vec::new());
            }
            names.last_mut().into_iter().for_each(|name| name.push(unplaced(Chunk::Normal(part.to_owned()))));
        }
    }
    names
}

/// What stands in braces as a whole is not taken apart.
fn name_of(chunks: &[Spanned<Chunk>]) -> Option<Name> {
    let whole = chunks.iter().all(|chunk| !matches!(&chunk.v, Chunk::Normal(text) if !text.trim().is_empty()));
    if whole {
        let text = chunks.format_verbatim().trim().to_owned();
        return (!text.is_empty()).then_some(Name::Whole(text));
    }
    chunks.parse::<Vec<biblatex::Person>>().ok()?.first().and_then(name)
}

fn name(person: &biblatex::Person) -> Option<Name> {
    let family = listed(&[&person.prefix, &person.name], " ");
    let given = listed(&[&person.given_name, &person.suffix], ", ");
    match (family.is_empty(), given.is_empty()) {
        (true, true) => None,
        (false, false) => Some(Name::Parted { family, given }),
        _ => Some(Name::Whole(family + &given)),
    }
}

/// `date` of biblatex, or year, month and day of BibTeX; a year may be any text.
fn when_of(entry: &Entry) -> Option<When> {
    let (date, year) = (text(entry, "date"), text(entry, "year"));
    if !date.is_empty() {
        return when(&date);
    }
    let (month, day) = (text(entry, "month"), text(entry, "day"));
    let words = listed(&[&day, &month, &year], " ");
    let number = year.parse().ok().and_then(|year| {
        let month = month.parse::<u32>().ok();
        month.and_then(|month| Date::new(year, Some(month), day.parse().ok()))
    });
    number.map(When::Certain).or_else(|| when(&words))
}

/// The journal with volume, issue and pages; otherwise the book it is in or the publisher, with its city.
fn place(entry: &Entry) -> String {
    let journal = first(entry, &["journaltitle", "journal", "booktitle", "maintitle"]);
    if !journal.is_empty() {
        let [volume, issue, pages] = ["volume", "number", "pages"].map(|name| text(entry, name));
        return Journal { name: &journal, volume: &volume, issue: &issue, pages: &pages }.text();
    }
    let publisher = first(entry, &["publisher", "institution", "school", "organization"]);
    let publisher = listed(&[&first(entry, &["location", "address"]), &publisher], ": ");
    if publisher.is_empty() { text(entry, "howpublished") } else { publisher }
}

/// Addresses are read letter by letter, commands and hyphens included.
fn address(entry: &RawEntry) -> String {
    let as_written = |name: &str| {
        let field = entry.fields.iter().find(|field| field.key.v.eq_ignore_ascii_case(name));
        match field?.value.v.as_slice() {
            [Spanned { v: RawChunk::Normal(text), .. }] => Some(text.trim()).filter(|text| !text.is_empty()),
            _ => None,
        }
    };
    let address = as_written("url").map(|url| url.replace("\\%", "%").replace("\\_", "_").replace("\\&", "&"));
    address.or_else(|| as_written("doi").map(doi_address)).unwrap_or_default()
}

fn own(entry: &Entry) -> Vec<(String, String)> {
    let own =
        entry.fields.iter().filter_map(|(name, chunks)| Some((own_key(name)?.to_owned(), chunks.format_verbatim())));
    own.collect()
}
