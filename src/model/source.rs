//! What a claim is checked against: a person, a document, a recording…

use super::words::words;
use super::{Extra, SourceId, is_default};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

words! {
    /// What a source is.
    "type of source"
    pub enum SourceKind {
        /// Somebody who was asked.
        Person = "person", "person";
        /// A document.
        Document = "document", "document";
        /// A recording of sound or pictures.
        Recording = "recording", "recording";
        /// A page on the web.
        WebPage = "web-page", "web page";
        /// A book.
        Book = "book", "book";
        /// A paper in a journal.
        Paper = "paper", "paper";
        /// A collection of data.
        Dataset = "dataset", "dataset";
        /// A photograph.
        Photograph = "photograph", "photograph";
        /// What the writer saw or heard.
        Observation = "observation", "writer’s own observation";
        /// A calculation.
        Calculation = "calculation", "calculation";
    }
}

words! {
    /// How we came by a source.
    "way of gathering"
    pub enum Gathering {
        /// It was there and was found.
        Gathered = "gathered", "gathered";
        /// Somebody answered our questions.
        Interviewed = "interviewed", "interviewed";
    }
}

words! {
    /// How near a source is to what it speaks of.
    "rank of source"
    pub enum Rank {
        /// First hand.
        Primary = "primary", "primary";
        /// Reports what others found.
        Secondary = "secondary", "secondary";
    }
}

/// A file or captured page stored with the project, under its SHA-256 in the folder `NAME.evidence`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptCopy {
    /// SHA-256 of its bytes, 64 hexadecimal digits.
    pub sha256: String,
    /// Its name when it was brought in, without folders.
    pub name: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// When it was brought in.
    pub at: DateTime<Utc>,
    /// Where it came from, as a person would say it: an address, or "dropped on the window".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub from: String,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What is known about a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceDetails {
    /// What it is.
    pub kind: SourceKind,
    /// Its title; for a person, the name or the role they may be called by.
    pub title: String,
    /// Who: the author, the speaker, the publisher.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub who: String,
    /// Where: the place of an interview, the archive, the edition.
    #[serde(default, rename = "where", skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// When it was made, said or published, as a person writes it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub when: String,
    /// Its address on the web.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// How to reach the person.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub contact: String,
    /// On what terms it may be used: on the record, background, not for attribution.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub terms: String,
    /// How we came by it, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gathering: Option<Gathering>,
    /// How near it is to what it speaks of, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<Rank>,
    /// Its name, title, contact and everything else that could tell who it is stay out of every export, unless
    /// they are asked for in that export.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub confidential: bool,
}

impl SourceDetails {
    /// Details with a kind and a title.
    pub fn new(kind: SourceKind, title: impl Into<String>) -> Self {
        Self {
            kind,
            title: title.into(),
            who: String::new(),
            place: String::new(),
            when: String::new(),
            url: String::new(),
            contact: String::new(),
            terms: String::new(),
            gathering: None,
            rank: None,
            confidential: false,
        }
    }
}

words! {
    /// A text field of a source.
    "field of a source"
    pub enum SourceText {
        /// Its title.
        Title = "title", "title";
        /// Its author, speaker or publisher.
        Who = "who", "who";
        /// Its place.
        Place = "where", "where";
        /// When it was made.
        When = "when", "when";
        /// Its address on the web.
        Url = "url", "web address";
        /// How to reach the person.
        Contact = "contact", "contact";
        /// On what terms it may be used.
        Terms = "terms", "terms";
    }
}

impl SourceDetails {
    /// The text field of this name.
    pub fn text(&self, name: SourceText) -> &str {
        match name {
            SourceText::Title => &self.title,
            SourceText::Who => &self.who,
            SourceText::Place => &self.place,
            SourceText::When => &self.when,
            SourceText::Url => &self.url,
            SourceText::Contact => &self.contact,
            SourceText::Terms => &self.terms,
        }
    }

    /// The text field of this name, to change it.
    pub fn text_mut(&mut self, name: SourceText) -> &mut String {
        match name {
            SourceText::Title => &mut self.title,
            SourceText::Who => &mut self.who,
            SourceText::Place => &mut self.place,
            SourceText::When => &mut self.when,
            SourceText::Url => &mut self.url,
            SourceText::Contact => &mut self.contact,
            SourceText::Terms => &mut self.terms,
        }
    }
}

/// A source of the story; many claims may rest on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its identifier.
    pub id: SourceId,
    /// What is known about it.
    #[serde(flatten)]
    pub details: SourceDetails,
    /// Copies kept with the project.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<KeptCopy>,
    /// Deleted; kept for the history.
    #[serde(default, skip_serializing_if = "is_default")]
    pub deleted: bool,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl super::table::Keyed for Source {
    fn key(&self) -> &str {
        &self.id.0
    }
}
