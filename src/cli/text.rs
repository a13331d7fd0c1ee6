//! `tickmark text`: what is read of an article.

use super::json::CodePoints;
use super::{Output, vocabulary::words};
use crate::import::{Format, Options};
use crate::model::article::{Comment, NoteMark, TrackedChange};
use crate::model::{Article, Block, BlockKind};
use crate::session::Problem;
use crate::session::file::{Received, read_article};
use crate::session::reading::Watch;
use clap::Args;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Show what is read of an article: its blocks, what is known about it, and what was left out or is unsure.
///
/// With --json: {"title", "byline", "published", "section", "language", "encoding", "encoding_is_guess", "format",
/// "head": [BLOCK], "blocks": [BLOCK], "comments": [{"span", "author", "date", "quote", "text", "resolved", "replies"}],
/// "notes": [{"at", "note", "kind"}], "changes": [{"kind", "author", "date", "text"}], "warnings": […]}. A BLOCK is
/// {"kind", "text", "span", "level", "label", "page", "aside"}; one with "aside": true is proposed as not part of the
/// article. "head" has headline, dek, byline and dateline of a web page, which stand around its article; in other files
/// they are "blocks" like the rest. "span" and "at" count Unicode code points of the whole text, in which a blank line of
/// two line feeds stands between blocks; "at" is where a footnote or endnote is called. Replies have no span of their
/// own. What is not known is null.
#[derive(Debug, Args)]
#[command(after_long_help = "Example:\n  tickmark text page.html --whole-page --json")]
pub(super) struct Text {
    /// The article.
    article: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    reading: Reading,
}

/// How an article is read.
#[derive(Debug, Default, Args)]
pub(super) struct Reading {
    /// Read it as this, whatever it looks like.
    #[arg(long = "as", value_name = "FORMAT", value_parser = words(Format::ALL, Format::key))]
    format: Option<Format>,
    /// The character encoding, such as utf-8, windows-1252, euc-kr; otherwise it is detected.
    #[arg(long, value_name = "ENCODING")]
    encoding: Option<String>,
    /// Of a web page, take everything, not the article alone.
    #[arg(long)]
    whole_page: bool,
}

impl Reading {
    pub(super) fn read(self, path: &Path) -> Result<Received, Problem> {
        read_article(path, &super::reader(), &self.options(), &Watch::NOBODY)
    }

    fn options(self) -> Options {
        let Self { format, encoding, whole_page } = self;
        Options { format, encoding, whole_page, ..Options::default() }
    }
}

impl Text {
    pub(super) fn run(self) -> Result<Output, Problem> {
        let options = Options { wordless: true, ..self.reading.options() };
        let received = read_article(&self.article, &super::reader(), &options, &Watch::NOBODY)?;
        let article = received.article;
        if self.json { Output::json(&Shape::of(&article)) } else { Ok(Output::text(in_words(&article))) }
    }
}

fn in_words(article: &Article) -> String {
    let known = [
        ("title", article.title.as_deref()),
        ("byline", article.byline.as_deref()),
        ("published", article.published.as_deref()),
        ("section", article.section.as_deref()),
        ("language", article.language.as_deref()),
        ("encoding", article.encoding.as_deref()),
        ("format", Some(article.format.as_str())),
    ];
    let mut lines: String = known.iter().filter_map(|(name, value)| Some(format!("{name}: {}\n", (*value)?))).collect();
    for warning in &article.warnings {
        lines += &format!("warning: {warning}\n");
    }
    for block in &article.blocks {
        let aside = if block.aside { ", not part of the article" } else { "" };
        lines += &format!("\n[{}{aside}]\n{}\n", block.kind, article.block_text(block));
    }
    lines
}

#[derive(Serialize)]
struct Shape<'a> {
    title: Option<&'a str>,
    byline: Option<&'a str>,
    published: Option<&'a str>,
    section: Option<&'a str>,
    language: Option<&'a str>,
    encoding: Option<&'a str>,
    encoding_is_guess: bool,
    format: &'a str,
    head: Vec<BlockShape<'a>>,
    blocks: Vec<BlockShape<'a>>,
    comments: Vec<CommentShape<'a>>,
    notes: Vec<NoteShape<'a>>,
    changes: Vec<ChangeShape<'a>>,
    warnings: &'a [String],
}

#[derive(Serialize)]
struct BlockShape<'a> {
    kind: &'static str,
    text: &'a str,
    span: [usize; 2],
    level: Option<u8>,
    label: Option<&'a str>,
    page: Option<u32>,
    aside: bool,
}

#[derive(Serialize)]
struct NoteShape<'a> {
    at: usize,
    note: &'a str,
    kind: &'static str,
}

#[derive(Serialize)]
struct CommentShape<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<[usize; 2]>,
    author: &'a str,
    date: &'a str,
    quote: &'a str,
    text: &'a str,
    resolved: bool,
    replies: Vec<CommentShape<'a>>,
}

#[derive(Serialize)]
struct ChangeShape<'a> {
    kind: &'static str,
    author: &'a str,
    date: &'a str,
    text: &'a str,
}

impl<'a> Shape<'a> {
    fn of(article: &'a Article) -> Self {
        let (mut points, mut marks) = (CodePoints::default(), CodePoints::default());
        let stands_around = |block: &&Block| {
            let is_head =
                matches!(block.kind, BlockKind::Hed | BlockKind::Dek | BlockKind::Byline | BlockKind::Dateline);
            is_head && article.format == Format::Html.key()
        };
        let (head, body): (Vec<&Block>, Vec<&Block>) = article.blocks.iter().partition(stands_around);
        let mut block = |block: &'a Block| BlockShape {
            kind: block.kind.key(),
            text: article.block_text(block),
            span: points.span(&article.text, block.start..block.end),
            level: block.level,
            label: block.label.as_deref(),
            page: block.page,
            aside: block.aside,
        };
        let change = |change: &'a TrackedChange| ChangeShape {
            kind: change.kind.key(),
            author: &change.author,
            date: &change.date,
            text: &change.text,
        };
        let head = head.into_iter().map(&mut block).collect();
        let blocks = body.into_iter().map(&mut block).collect();
        let comment = |comment: &'a Comment| CommentShape {
            span: Some(points.span(&article.text, comment.start..comment.end)),
            ..CommentShape::of(comment, article)
        };
        let note = |mark: &'a NoteMark| {
            let block = article.blocks.get(mark.block)?;
            let [at, _] = marks.span(&article.text, mark.at..mark.at);
            Some(NoteShape { at, note: article.block_text(block), kind: block.kind.key() })
        };
        Self {
            title: article.title.as_deref(),
            byline: article.byline.as_deref(),
            published: article.published.as_deref(),
            section: article.section.as_deref(),
            language: article.language.as_deref(),
            encoding: article.encoding.as_deref(),
            encoding_is_guess: article.encoding_is_guess,
            format: &article.format,
            head,
            blocks,
            comments: article.comments.iter().map(comment).collect(),
            notes: article.notes.iter().filter_map(note).collect(),
            changes: article.changes.iter().map(change).collect(),
            warnings: &article.warnings,
        }
    }
}

impl<'a> CommentShape<'a> {
    fn of(comment: &'a Comment, article: &'a Article) -> Self {
        Self {
            span: None,
            author: &comment.author,
            date: &comment.date,
            quote: article.text.get(comment.start..comment.end).unwrap_or_default(),
            text: &comment.text,
            resolved: comment.resolved,
            replies: comment.replies.iter().map(|reply| Self::of(reply, article)).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::BlockKind;

    #[test]
    fn places_count_code_points() {
        let mut article = Article::default();
        article.push(BlockKind::Paragraph, "서울은 낸다. Ça va.");
        article.push(BlockKind::Footnote, "p. 3");
        let reply = Comment { text: "so".into(), ..Comment::default() };
        article.comments = vec![Comment {
            start: 0,
            end: "서울은".len(),
            text: "who".into(),
            replies: vec![reply],
            ..Comment::default()
        }];
        article.notes = vec![NoteMark { at: "서울은 낸다.".len(), block: 1, ..NoteMark::default() }];
        let told = serde_json::to_value(Shape::of(&article)).unwrap();
        assert_eq!(told["notes"], serde_json::json!([{"at": 7, "note": "p. 3", "kind": "footnote"}]));
        let comment = &told["comments"][0];
        assert_eq!((&comment["span"], &comment["quote"]), (&serde_json::json!([0, 3]), &"서울은".into()));
        assert!(comment["replies"][0]["span"].is_null());
    }
}
