//! Stretches of text.

use crate::export::clean::clean;
use crate::export::report::{Mark, Said, Weight};
use std::borrow::Cow;

/// A stretch of text that looks the same from its first character to its last. Line feeds in it end lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run<'a> {
    /// The text, without what may not be in a file.
    pub text: Cow<'a, str>,
    /// How it looks.
    pub look: Look,
    /// Where it leads.
    pub link: Option<Link>,
    /// What links inside the report lead to; no two things have the same.
    pub id: Option<String>,
    /// What is read aloud in its place, where its text is a number and a sign, such as `claim 3, verified`.
    pub aloud: Option<String>,
    /// The claims of the article that it lies in, each with its lane: lines of claims that overlap are drawn beneath each
    /// other.
    pub claims: Vec<(Mark, usize)>,
}

/// How a run looks.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Look {
    /// In the letters of the article, and in its language and direction.
    pub article: bool,
    /// Text of a person, whose direction is its own and must not turn what stands beside it around.
    pub isolated: bool,
    /// Bold.
    pub bold: bool,
    /// In italics.
    pub italic: bool,
    /// In a quieter colour.
    pub soft: bool,
    /// In the colour of a warning.
    pub warning: bool,
    /// Small and raised.
    pub raised: bool,
    /// Words to be taken out.
    pub removed: bool,
    /// Words to be put in.
    pub added: bool,
    /// In the colour of a mark.
    pub mark: Option<Mark>,
    /// A checksum.
    pub digest: bool,
}

/// Where a run leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// To an address that a report may link to.
    Web(String),
    /// To a place in the report.
    Inside(String),
}

impl<'a> Run<'a> {
    /// Words of the report.
    pub fn words(text: impl Into<Cow<'a, str>>) -> Self {
        let text = match text.into() {
            Cow::Borrowed(text) => clean(text),
            Cow::Owned(text) => Cow::Owned(clean(&text).into_owned()),
        };
        Self { text, ..Self::default() }
    }

    /// Words of a person: of a checker, or about a source.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::words(text).with(|look| look.isolated = true)
    }

    /// Words of the article.
    pub fn article(text: impl Into<Cow<'a, str>>) -> Self {
        Self::text(text).with(|look| look.article = true)
    }

    /// Words that only help.
    pub fn soft(text: impl Into<Cow<'a, str>>) -> Self {
        Self::words(text).with(|look| look.soft = true)
    }

    /// Words that stand out.
    pub fn bold(text: impl Into<Cow<'a, str>>) -> Self {
        Self::words(text).with(|look| look.bold = true)
    }

    /// Words as heavy as the tree says.
    pub fn said(said: Said) -> Self {
        let weight = said.weight;
        Self::words(said.text).with(|look| {
            look.bold = weight != Weight::Plain;
            look.warning = weight == Weight::Alarm;
        })
    }

    /// The same with another look.
    pub fn with(mut self, change: impl FnOnce(&mut Look)) -> Self {
        change(&mut self.look);
        self
    }

    /// The same, leading there.
    pub fn to(mut self, link: Option<Link>) -> Self {
        self.link = link;
        self
    }

    /// The same, in the colour of a mark.
    pub fn marked(self, mark: Mark) -> Self {
        self.with(|look| look.mark = Some(mark))
    }

    /// The same, read aloud in these words.
    pub fn aloud(mut self, words: String) -> Self {
        self.aloud = Some(words);
        self
    }
}

/// Puts a dot between what is said in one line; no line begins with it.
pub(super) fn dot() -> Run<'static> {
    Run::words("\u{a0}· ")
}
