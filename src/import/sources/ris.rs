//! RIS: lines of a tag of two letters, two blanks, a hyphen and a text; `TY` begins an entry and `ER` ends it.

use super::{Found, ImportError, listed, own_key};
use crate::text::bibliography::date::Date;
use crate::text::bibliography::journal::Journal;
use crate::text::bibliography::kinds::Words;
use crate::text::bibliography::names::Name;
use crate::text::bibliography::{Reference, When, when};

/// True for a line that begins an entry.
pub(super) fn begins_entry(line: &str) -> bool {
    tagged(line).is_some_and(|(tag, _)| tag == "TY")
}

/// The tag of a line and its text; none for a line that goes on with the one before.
fn tagged(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start_matches('\u{feff}');
    let (tag, rest) = line.split_at_checked(2)?;
    let is_tag = tag.bytes().next()?.is_ascii_uppercase() && tag.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let text = rest.strip_prefix("  -")?;
    is_tag.then(|| (tag, text.trim()))
}

pub(super) fn read(text: &str) -> Result<Found, ImportError> {
    let mut found = Found::default();
    let mut entry: Option<Entry> = None;
    for line in text.lines() {
        match (tagged(line), &mut entry) {
            (Some(("TY", kind)), _) => {
                // Where the end of an entry is missing, the next one ends it.
                finish(&mut found, entry.take())?;
                entry = Some(Entry { kind: kind.to_owned(), fields: Vec::new() });
            }
            (Some(("ER", _)), _) => finish(&mut found, entry.take())?,
            (Some((tag, text)), Some(entry)) => entry.fields.push((tag.to_owned(), text.to_owned())),
            (None, Some(entry)) => entry.go_on(line),
            (_, None) => {}
        }
    }
    finish(&mut found, entry)?;
    Ok(found)
}

fn finish(found: &mut Found, entry: Option<Entry>) -> Result<(), ImportError> {
    entry.map_or(Ok(()), |entry| found.add(entry.reference(), &entry.own()))
}

/// The fields of an entry.
struct Entry {
    kind: String,
    fields: Vec<(String, String)>,
}

impl Entry {
    /// Some programs break long texts.
    fn go_on(&mut self, line: &str) {
        if let Some((_, text)) = self.fields.last_mut().filter(|_| !line.trim().is_empty()) {
            text.push(' ');
            text.push_str(line.trim());
        }
    }

    /// The first of these tags that has a text.
    fn first(&self, tags: &[&str]) -> &str {
        let of = |tag: &&str| self.fields.iter().find(|(name, text)| name == tag && !text.is_empty());
        tags.iter().find_map(of).map_or("", |(_, text)| text)
    }

    fn own(&self) -> Vec<(String, String)> {
        let custom = self.fields.iter().filter(|(tag, _)| tag == "C1");
        let pairs = custom.filter_map(|(_, text)| {
            let (name, value) = text.split_once(':')?;
            Some((own_key(name)?.to_owned(), value.trim().to_owned()))
        });
        pairs.collect()
    }

    fn reference(&self) -> Reference {
        let authors = self.fields.iter().filter(|(tag, text)| (tag == "AU" || tag == "A1") && !text.is_empty());
        let mut names: Vec<Name> =
            authors.map(|(_, name)| Name::Whole(name.trim_end_matches(',').to_owned())).collect();
        if names.is_empty() {
            names.extend(
                Some(self.first(&["A2", "ED"]))
                    .filter(|name| !name.is_empty())
                    .map(|name| Name::Whole(name.to_owned())),
            );
        }
        Reference {
            kind: Words::Ris.kind(&self.kind),
            gathering: None,
            title: self.first(&["TI", "T1", "CT", "BT"]).to_owned(),
            names,
            when: self.when(),
            place: self.place(),
            url: self.address(),
        }
    }

    /// `DA` and `Y1` are `YYYY/MM/DD/other`, each part of which may be empty; `PY` is a year, or the same.
    fn when(&self) -> Option<When> {
        let text = self.first(&["DA", "Y1", "PY"]);
        let parts: Vec<&str> = text.splitn(4, '/').map(str::trim).collect();
        let [year, rest @ ..] = parts.as_slice() else { return None };
        if year.is_empty() {
            return when(rest.last().copied().unwrap_or_default());
        }
        let number = |part: Option<&&str>| part.and_then(|part| part.parse().ok());
        let certain = year.parse().ok().and_then(|year| Date::new(year, number(rest.first()), number(rest.get(1))));
        let other = rest.get(2).copied().unwrap_or_default();
        match certain.filter(|_| other.is_empty()) {
            Some(date) => Some(When::Certain(date)),
            None => when(&listed(&[other, &listed(&parts[..parts.len().min(3)], "/")], " ")),
        }
    }

    /// The journal with volume, issue and pages; otherwise the publisher with its city; otherwise the database or place.
    fn place(&self) -> String {
        let journal = self.first(&["T2", "JO", "JF", "JA"]);
        if !journal.is_empty() {
            let pages = listed(&[self.first(&["SP"]), self.first(&["EP"])], "–");
            let (volume, issue) = (self.first(&["VL"]), self.first(&["IS"]));
            return Journal { name: journal, volume, issue, pages: &pages }.text();
        }
        let publisher = listed(&[self.first(&["CY", "PP"]), self.first(&["PB"])], ": ");
        if publisher.is_empty() { self.first(&["DB", "DP"]).to_owned() } else { publisher }
    }

    fn address(&self) -> String {
        match (self.first(&["UR", "L2", "LK"]), self.first(&["DO"])) {
            ("", "") => String::new(),
            ("", doi) => super::csl::doi_address(doi),
            (url, _) => url.to_owned(),
        }
    }
}
