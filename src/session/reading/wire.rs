//! What the process that asks and the process that reads say to each other: one task, a line of JSON with the file behind
//! it; then lines of JSON, the last of which is the answer.

use crate::import::{Format, ImportError, Options, limits};
use crate::model::Article;
use crate::store::limits::is_within;
use serde::{Deserialize, Serialize};

/// How many objects an answer may hold: blocks, and as many comments, notes and changes.
const OBJECTS: usize = 2 * limits::BLOCKS;
/// How many values of any sort an answer may hold: a block has up to six.
const VALUES: usize = 10 * OBJECTS;
/// How many characters there may be in words about how far it is.
const FAR: usize = 100;
/// How many characters there may be in the reason why a file was refused.
const REASON: usize = 1_000;

/// What is to be read. The file follows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Task {
    /// The file's name, for its ending.
    pub(super) name: String,
    /// How to read it.
    pub(super) options: Options,
    /// How many bytes the file has.
    pub(super) bytes: usize,
}

impl Task {
    pub(super) fn new(name: &str, options: &Options, bytes: usize) -> Self {
        Self { name: name.to_owned(), options: options.clone(), bytes }
    }
}

/// What is said about it.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Answer {
    /// How far it is, in words.
    Far(String),
    /// The article.
    Read(Box<Article>),
    /// Why there is none.
    Refused(ImportError),
}

/// A value as one line.
pub(super) fn line(value: &impl Serialize) -> serde_json::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(value)?;
    line.push(b'\n');
    Ok(line)
}

/// What a line says, when all of it is as it should be. Whoever said it may have been taken over by the file.
///
/// # Errors
/// What is wrong with it.
pub(super) fn heard(line: &[u8]) -> Result<Answer, String> {
    if !is_within(line, OBJECTS, VALUES) {
        return Err("there is more in the answer than an article may hold".to_owned());
    }
    match serde_json::from_slice(line) {
        Ok(Answer::Far(words)) => Ok(Answer::Far(plain(&words))),
        Ok(Answer::Read(article)) => match check(&article) {
            Ok(()) => Ok(Answer::Read(article)),
            Err(wrong) => Err(wrong.to_owned()),
        },
        Ok(Answer::Refused(error)) if error.to_string().chars().count() > REASON => {
            Err("the reason it gives is too long".to_owned())
        }
        Ok(refused @ Answer::Refused(_)) => Ok(refused),
        // The error itself may quote what it was told.
        Err(error) => Err(format!("its answer is no article (column {})", error.column())),
    }
}

/// Words as they may be shown.
fn plain(words: &str) -> String {
    words.chars().filter(|sign| !sign.is_control()).take(FAR).collect()
}

fn check(article: &Article) -> Result<(), &'static str> {
    let is_too_much = limits::check_length(&article.text, limits::DOCUMENT_CHARACTERS).is_err()
        || limits::check_blocks(article.blocks.len()).is_err();
    if is_too_much {
        return Err("there is more in the article than it may hold");
    }
    if !Format::ALL.iter().any(|format| format.key() == article.format) {
        return Err("the article has no format");
    }
    article.check()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import;

    fn read(change: impl FnOnce(&mut Article)) -> Vec<u8> {
        let mut article = import::read_text("Talks end early\n\nAbout 28,500 troops are there — né à Paris.").unwrap();
        change(&mut article);
        line(&Answer::Read(Box::new(article))).unwrap()
    }

    #[test]
    fn what_is_said_is_heard_as_it_was_said() {
        let answers = [
            Answer::Far("12 pages".to_owned()),
            Answer::Refused(ImportError::TooManyParts(12_000)),
            Answer::Refused(ImportError::Foreign(import::recognise::Foreign::Pages)),
            Answer::Read(Box::new(import::read(b"# Talks\n\nThey end.", "a.md", &Options::default()).unwrap())),
        ];
        for answer in answers {
            assert_eq!(heard(&line(&answer).unwrap()).as_ref(), Ok(&answer));
        }
    }

    #[test]
    fn what_makes_no_sense_is_not_believed() {
        let objects = format!(r#"{{"far":[{}{{}}]}}"#, "{},".repeat(OBJECTS));
        let table: [(Vec<u8>, &str); 10] = [
            (b"{\"far\":".to_vec(), "no article"),
            (b"{\"read\":{}}".to_vec(), "no article"),
            (b"{\"near\":\"x\"}".to_vec(), "no article"),
            (b"\xff\xfe".to_vec(), "no article"),
            (objects.into_bytes(), "more in the answer"),
            (read(|article| article.blocks[0].end = 9_999), "not a piece of the text"),
            (read(|article| article.format = "exe".to_owned()), "no format"),
            (read(|article| article.text.push_str(&"x".repeat(limits::DOCUMENT_CHARACTERS))), "more in the article"),
            (line(&Answer::Refused(ImportError::UnknownEncoding("x".repeat(9_999)))).unwrap(), "too long"),
            ("[".repeat(200_000).into_bytes(), "no article"),
        ];
        for (line, expected) in table {
            let found = heard(&line).unwrap_err();
            assert!(found.contains(expected) && found.len() < 100, "{expected}: {found}");
        }
    }

    #[test]
    fn words_about_how_far_it_is_are_few_and_harmless() {
        let words = format!("\u{1b}[2J{}", "x".repeat(9_999));
        let answer = heard(&line(&Answer::Far(words)).unwrap());
        assert_eq!(answer, Ok(Answer::Far(format!("[2J{}", "x".repeat(97)))));
    }
}
