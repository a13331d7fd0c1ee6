//! A source as bibliographies describe it: by type, title, names, date and the like. What they have no place for is kept
//! beside it by name, so that a list of sources that was written can be read back as it was.
//!
//! - [`date`]: which dates are certain; [`names`], [`journal`]: which names and places are. [`kinds`]: what types of source are called.

pub mod date;
pub mod journal;
pub mod kinds;
pub mod names;

use crate::model::source::{Gathering, SourceText};
use crate::model::{SourceDetails, SourceKind};
use date::Date;
use names::Name;

/// When something was made or said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// On a certain day, in a month or a year.
    Certain(Date),
    /// As somebody wrote it.
    Literal(String),
}

/// A source as a bibliography describes it. Texts may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// What it is.
    pub kind: SourceKind,
    /// How we came by it: an interview is another type than a letter.
    pub gathering: Option<Gathering>,
    /// Its title; for a person, what they may be called besides their name.
    pub title: String,
    /// Who made it; for a person, their name.
    pub names: Vec<Name>,
    /// When.
    pub when: Option<When>,
    /// The journal, publisher, archive or place.
    pub place: String,
    /// Its address on the web.
    pub url: String,
}

impl Reference {
    /// What a bibliography says of a source.
    pub fn of(details: &SourceDetails) -> Self {
        let is_person = details.kind == SourceKind::Person;
        let (title, who) = if is_person { (&details.who, &details.title) } else { (&details.title, &details.who) };
        let names = if is_person { names::whole(who) } else { names::split(who) };
        Self {
            kind: details.kind,
            gathering: details.gathering,
            title: title.clone(),
            names,
            when: when(&details.when),
            place: details.place.clone(),
            url: details.url.clone(),
        }
    }

    /// The source that a bibliography describes so.
    pub fn details(&self) -> SourceDetails {
        let (mut title, mut who) = (self.title.clone(), names::joined(&self.names));
        // A person without a name is called by what stands in place of the title.
        if self.kind == SourceKind::Person && !who.is_empty() {
            std::mem::swap(&mut title, &mut who);
        }
        SourceDetails {
            who,
            when: self.when.as_ref().map(When::text).unwrap_or_default(),
            place: self.place.clone(),
            url: self.url.clone(),
            gathering: self.gathering.filter(|_| self.kind == SourceKind::Person),
            ..SourceDetails::new(self.kind, title)
        }
    }
}

impl When {
    /// As it is written in a source.
    pub fn text(&self) -> String {
        match self {
            Self::Certain(date) => date.text(),
            Self::Literal(text) => text.clone(),
        }
    }
}

/// The digital object identifier (ISO 26324) that an address leads to.
pub fn doi(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("doi.org/").filter(|(before, _)| {
        ["https://", "http://", "https://dx.", "http://dx.", "https://www."].contains(&before.to_lowercase().as_str())
    })?;
    let (registrant, suffix) = rest.strip_prefix("10.")?.split_once('/')?;
    let plain = registrant.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && !suffix.is_empty();
    plain.then_some(rest)
}

/// When, as somebody wrote it; none when nothing is written.
pub fn when(text: &str) -> Option<When> {
    let text = text.trim();
    (!text.is_empty()).then(|| Date::parse(text).map_or_else(|| When::Literal(text.to_owned()), When::Certain))
}

/// What the names of our own fields begin with, in formats that let a program add some.
pub const OWN: &str = "tickmark";

/// What is known of a source and cannot be read from its description, each by the key of its field in the project file.
/// `read_as` is the type that the description is taken for.
pub fn beside(details: &SourceDetails, description: &Reference, read_as: SourceKind) -> Vec<(&'static str, String)> {
    let read = description.details();
    let mut beside = Vec::new();
    if details.kind != read_as {
        beside.push(("type", details.kind.key().to_owned()));
    }
    let texts = SourceText::ALL.iter().filter(|name| details.text(**name) != read.text(**name));
    beside.extend(texts.map(|name| (name.key(), details.text(*name).to_owned())));
    if details.gathering != read.gathering {
        beside.push(("gathering", details.gathering.map(Gathering::key).unwrap_or_default().to_owned()));
    }
    beside.extend(details.rank.map(|rank| ("rank", rank.key().to_owned())));
    if details.confidential {
        beside.push(("confidential", "yes".to_owned()));
    }
    beside
}

/// The source of a description, with what was kept beside it.
pub fn together<'a>(
    mut description: Reference,
    beside: impl IntoIterator<Item = (&'a str, &'a str)> + Clone,
) -> SourceDetails {
    let kind = beside.clone().into_iter().find(|(key, _)| *key == "type").and_then(|(_, word)| word.parse().ok());
    description.kind = kind.unwrap_or(description.kind);
    let mut details = description.details();
    beside.into_iter().for_each(|(key, value)| put_back(&mut details, key, value));
    details
}

/// What is not understood is passed over.
fn put_back(details: &mut SourceDetails, key: &str, value: &str) {
    match key {
        "gathering" => details.gathering = value.parse().ok(),
        "rank" => details.rank = value.parse().ok(),
        // Whatever it says, a source is sooner confidential than not.
        "confidential" => details.confidential = value != "no",
        _ => {
            if let Some(name) = SourceText::ALL.iter().find(|name| name.key() == key) {
                value.clone_into(details.text_mut(*name));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::source::Rank;

    fn source(kind: SourceKind, title: &str, who: &str, when: &str) -> SourceDetails {
        SourceDetails { who: who.into(), when: when.into(), ..SourceDetails::new(kind, title) }
    }

    #[test]
    fn a_person_is_described_by_name_and_what_else_they_are_called() {
        let person = source(SourceKind::Person, "The press officer", "Ministry of Defence", "2019");
        let reference = Reference::of(&person);
        assert_eq!(reference.names, [Name::Whole("The press officer".into())]);
        assert_eq!(reference.title, "Ministry of Defence");
        assert_eq!(reference.details(), person);
        let nameless = Reference { names: Vec::new(), title: "A passer-by".into(), ..reference };
        assert_eq!(nameless.details().title, "A passer-by");
    }

    #[test]
    fn a_doi_is_known_by_its_address() {
        for (url, expected) in [
            ("https://doi.org/10.1000/182", Some("10.1000/182")),
            ("http://dx.doi.org/10.1000/a(b)c", Some("10.1000/a(b)c")),
            ("https://a.example/doi.org/10.1000/182", None),
            ("https://doi.org/10.1000", None),
            ("https://doi.org/x", None),
        ] {
            assert_eq!(doi(url), expected);
        }
    }

    #[test]
    fn what_cannot_be_read_from_a_description_is_kept_beside_it() {
        let table = [
            (source(SourceKind::Book, "A book", "Who Ever", "2019"), vec![]),
            (source(SourceKind::Book, "A book", "", "spring 2019"), vec![]),
            (source(SourceKind::Book, "A book", "", "19 Nov. 2019"), vec![("when", "19 Nov. 2019")]),
            (source(SourceKind::Calculation, "A sum", "", ""), vec![("type", "calculation")]),
            (
                SourceDetails {
                    terms: "background".into(),
                    rank: Some(Rank::Primary),
                    gathering: Some(Gathering::Gathered),
                    confidential: true,
                    ..source(SourceKind::Document, "A letter", "", "")
                },
                vec![("terms", "background"), ("gathering", "gathered"), ("rank", "primary"), ("confidential", "yes")],
            ),
        ];
        for (details, expected) in table {
            let description = Reference::of(&details);
            let read_as = kinds::Words::Csl.kind(kinds::Words::Csl.word(details.kind));
            let beside = beside(&details, &description, read_as);
            let pairs: Vec<(&str, &str)> = beside.iter().map(|(key, value)| (*key, value.as_str())).collect();
            assert_eq!(pairs, expected, "{details:?}");
            assert_eq!(together(Reference { kind: read_as, ..description }, pairs), details);
        }
        let book = source(SourceKind::Book, "A book", "", "");
        let odd = [("colour", "red"), ("rank", "first"), ("type", "brick")];
        assert_eq!(together(Reference::of(&book), odd), book);
    }
}
