//! What types of source are called in the formats of bibliographies.

use crate::model::SourceKind::{
    self, Book, Calculation, Dataset, Document, Observation, Paper, Person, Photograph, Recording, WebPage,
};

/// A format of bibliographies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// CSL 1.0.2, appendix III.
    Csl,
    /// The manual of biblatex 3.20, section 2.1.
    Bibtex,
    /// The list of types of the RIS format, as EndNote and Zotero know it.
    Ris,
}

/// One word for a type: the first row of a type has what it is written as, the first row of a word what it is read as.
type Row = (SourceKind, &'static str);

const CSL: &[Row] = &[
    (Document, "document"),
    (Person, "personal_communication"),
    (Recording, "broadcast"),
    (WebPage, "webpage"),
    (Book, "book"),
    (Paper, "article-journal"),
    (Dataset, "dataset"),
    (Photograph, "graphic"),
    (Observation, "document"),
    (Calculation, "document"),
    (Person, "interview"),
    (Recording, "song"),
    (Recording, "motion_picture"),
    (Recording, "speech"),
    (Recording, "performance"),
    (WebPage, "post"),
    (WebPage, "post-weblog"),
    (WebPage, "article-newspaper"),
    (WebPage, "article-magazine"),
    (Book, "chapter"),
    (Book, "collection"),
    (Book, "classic"),
    (Paper, "article"),
    (Paper, "paper-conference"),
    (Paper, "thesis"),
    (Paper, "review"),
    (Paper, "review-book"),
    (Photograph, "figure"),
];

const BIBTEX: &[Row] = &[
    (Document, "misc"),
    (Person, "misc"),
    (Recording, "misc"),
    (WebPage, "online"),
    (Book, "book"),
    (Paper, "article"),
    (Dataset, "dataset"),
    (Photograph, "misc"),
    (Observation, "misc"),
    (Calculation, "misc"),
    (Document, "unpublished"),
    (Document, "report"),
    (Document, "manual"),
    (Recording, "audio"),
    (Recording, "video"),
    (Recording, "movie"),
    (Recording, "music"),
    (Recording, "performance"),
    (Person, "letter"),
    (Photograph, "image"),
    (Photograph, "artwork"),
    (WebPage, "electronic"),
    (WebPage, "www"),
    (Book, "mvbook"),
    (Book, "inbook"),
    (Book, "bookinbook"),
    (Book, "booklet"),
    (Book, "collection"),
    (Book, "mvcollection"),
    (Book, "incollection"),
    (Book, "proceedings"),
    (Book, "mvproceedings"),
    (Book, "reference"),
    (Book, "inreference"),
    (Paper, "suppperiodical"),
    (Paper, "periodical"),
    (Paper, "inproceedings"),
    (Paper, "conference"),
    (Paper, "thesis"),
    (Paper, "phdthesis"),
    (Paper, "mastersthesis"),
    (Paper, "review"),
];

const RIS: &[Row] = &[
    (Document, "GEN"),
    (Person, "PCOMM"),
    (Recording, "ADVS"),
    (WebPage, "ELEC"),
    (Book, "BOOK"),
    (Paper, "JOUR"),
    (Dataset, "DATA"),
    (Photograph, "FIGURE"),
    (Observation, "GEN"),
    (Calculation, "GEN"),
    (Document, "UNPB"),
    (Document, "RPRT"),
    (Recording, "SOUND"),
    (Recording, "VIDEO"),
    (Recording, "MPCT"),
    (Recording, "MUSIC"),
    (WebPage, "WEB"),
    (WebPage, "BLOG"),
    (WebPage, "NEWS"),
    (WebPage, "MGZN"),
    (WebPage, "ICOMM"),
    (Book, "EBOOK"),
    (Book, "EDBOOK"),
    (Book, "CHAP"),
    (Book, "ECHAP"),
    (Book, "SER"),
    (Book, "CONF"),
    (Paper, "EJOUR"),
    (Paper, "INPR"),
    (Paper, "CPAPER"),
    (Paper, "THES"),
    (Paper, "ABST"),
    (Dataset, "AGGR"),
    (Photograph, "ART"),
    (Photograph, "SLIDE"),
];

impl Words {
    fn rows(self) -> &'static [Row] {
        match self {
            Self::Csl => CSL,
            Self::Bibtex => BIBTEX,
            Self::Ris => RIS,
        }
    }

    /// What a type of source is called in it.
    pub fn word(self, kind: SourceKind) -> &'static str {
        self.rows().iter().find(|row| row.0 == kind).map_or("", |row| row.1)
    }

    /// The type of source that is called so, capital letters or not; a document when the word is not known.
    pub fn kind(self, word: &str) -> SourceKind {
        self.rows().iter().find(|row| row.1.eq_ignore_ascii_case(word)).map_or(Document, |row| row.0)
    }
}

/// What a type is called where a description has room for a word on it.
pub fn genre(kind: SourceKind) -> Option<&'static str> {
    match kind {
        Recording => Some("Recording"),
        Photograph => Some("Photograph"),
        Observation => Some("Writer’s own observation"),
        Calculation => Some("Calculation"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_has_a_word_and_most_are_read_from_it() {
        for words in [Words::Csl, Words::Bibtex, Words::Ris] {
            for kind in SourceKind::ALL {
                assert!(!words.word(*kind).is_empty(), "{words:?} {kind}");
            }
            for kind in [WebPage, Book, Paper, Dataset, Document] {
                assert_eq!(words.kind(words.word(kind)), kind, "{words:?} {kind}");
                assert_eq!(words.kind(&words.word(kind).to_uppercase()), kind);
            }
            assert_eq!(words.kind("no such type"), Document);
        }
        for word in ["interview", "personal_communication"] {
            assert_eq!(Words::Csl.kind(word), Person);
        }
    }
}
