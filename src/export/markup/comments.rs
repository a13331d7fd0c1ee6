//! The parts that hold comments, made or added to (ECMA-376 part 1, 17.13.4; which are dealt with: [MS-DOCX] 2.5.3.1).

use super::remark::Line;
use super::xml::{Names, append, escaped};
use crate::import::ImportError;
use std::collections::HashSet;

/// Namespaces of what newer versions of Word say of comments.
const WORD_2010: &str = "http://schemas.microsoft.com/office/word/2010/wordml";
const WORD_2012: &str = "http://schemas.microsoft.com/office/word/2012/wordml";
const COMPATIBILITY: &str = "http://schemas.openxmlformats.org/markup-compatibility/2006";

/// A comment to be written.
#[derive(Debug)]
pub(super) struct Comment {
    /// The number that it is known by in the file.
    pub(super) id: u32,
    /// Who.
    pub(super) author: String,
    /// The same in a few letters.
    pub(super) initials: String,
    /// When, as `2019-11-19T16:24:00Z`; Word shows the hour as it stands.
    pub(super) date: String,
    /// What it says.
    pub(super) lines: Vec<Line>,
    /// Nothing is left to do about it.
    pub(super) done: bool,
    /// What its last paragraph is known by: eight hexadecimal digits.
    pub(super) paragraph: String,
}

/// The part with the comments, these added.
///
/// # Errors
/// When the old one is no XML.
pub(super) fn part(old: Option<&str>, comments: &[Comment], names: &Names) -> Result<String, ImportError> {
    let new = format!("{DECLARATION}<w:comments xmlns:w=\"{}\"></w:comments>", names.word);
    let all: String = comments.iter().map(|one| comment(one, names)).collect();
    append(old.unwrap_or(&new), &all)
}

pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

fn comment(comment: &Comment, names: &Names) -> String {
    let mut out = format!(
        "<w:comment xmlns:w=\"{}\" xmlns:w14=\"{WORD_2010}\" xmlns:mc=\"{COMPATIBILITY}\" mc:Ignorable=\"w14\" \
         w:id=\"{}\" w:author=\"{}\" w:date=\"{}\" w:initials=\"{}\">",
        names.word,
        comment.id,
        escaped(&comment.author),
        escaped(&comment.date),
        escaped(&comment.initials)
    );
    for (at, line) in comment.lines.iter().enumerate() {
        let last = at + 1 == comment.lines.len();
        let id = if last { format!(" w14:paraId=\"{}\"", comment.paragraph) } else { String::new() };
        let mark = if at == 0 { "<w:r><w:annotationRef/></w:r>" } else { "" };
        put!(&mut out, "<w:p{id}>{mark}");
        let colon = if line.label.is_empty() || line.words.is_empty() { "" } else { ": " };
        out += &run("<w:rPr><w:b/></w:rPr>", &format!("{}{colon}", line.label));
        out += &run("", &line.words);
        out += "</w:p>";
    }
    out + "</w:comment>"
}

fn run(props: &str, words: &str) -> String {
    if words.is_empty() { String::new() } else { format!("<w:r>{props}{}</w:r>", content("w:", words)) }
}

/// The content of a run that says these words.
pub(super) fn content(prefix: &str, words: &str) -> String {
    let mut out = String::new();
    for (at, line) in words.split('\n').enumerate() {
        if at > 0 {
            put!(&mut out, "<{prefix}br/>");
        }
        for (at, words) in line.split('\t').enumerate() {
            if at > 0 {
                put!(&mut out, "<{prefix}tab/>");
            }
            if !words.is_empty() {
                put!(&mut out, "<{prefix}t xml:space=\"preserve\">{}</{prefix}t>", escaped(words));
            }
        }
    }
    out
}

/// The part that says which comments are dealt with, these added.
///
/// # Errors
/// When the old one is no XML.
pub(super) fn states(old: Option<&str>, comments: &[Comment]) -> Result<String, ImportError> {
    let new = format!(
        "{DECLARATION}<w15:commentsEx xmlns:w15=\"{WORD_2012}\" xmlns:mc=\"{COMPATIBILITY}\" mc:Ignorable=\"w15\"></w15:commentsEx>"
    );
    let state = |comment: &Comment| {
        let done = u8::from(comment.done);
        format!("<w15:commentEx xmlns:w15=\"{WORD_2012}\" w15:paraId=\"{}\" w15:done=\"{done}\"/>", comment.paragraph)
    };
    append(old.unwrap_or(&new), &comments.iter().map(state).collect::<String>())
}

/// Gives identifiers of paragraphs that no part has ([MS-DOCX] 2.2.4.1: less than 0x80000000).
pub(super) struct Paragraphs {
    taken: HashSet<String>,
    next: u32,
}

impl Paragraphs {
    pub(super) fn new<'a>(parts: impl Iterator<Item = &'a str>) -> Self {
        let ids = parts.flat_map(|part| part.split("paraId=\"").skip(1).filter_map(|rest| rest.get(..8)));
        Self { taken: ids.map(str::to_uppercase).collect(), next: 0x6100_0000 }
    }

    pub(super) fn next(&mut self) -> String {
        loop {
            self.next += 1;
            let id = format!("{:08X}", self.next);
            if !self.taken.contains(&id) {
                return id;
            }
        }
    }
}
