//! What the writer's comments and notes offer as claims: which words each is about, and what it says of them.
//!
//! A comment is about its span, or about its sentence when it stands at a point. A footnote or an endnote is about what
//! stands before its mark: from the beginning of the sentence, or from the mark before it in the same sentence. What we
//! wrote ourselves on the margins of a file that came back is about claims that are there already, and offers none.

use super::{replies, sentences};
use crate::model::article::{BlockKind, Comment, NoteMark};
use crate::model::{Claim, Draft, Project};
use std::collections::HashMap;
use std::ops::Range;

/// Where an offer comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A comment on the margin.
    Comment,
    /// A footnote.
    Footnote,
    /// An endnote.
    Endnote,
}

impl Origin {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Comment => "comment",
            Self::Footnote => "footnote",
            Self::Endnote => "endnote",
        }
    }
}

/// A claim that a note of the writer offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The bytes of the draft's text that it is about; never empty.
    pub range: Range<usize>,
    /// What it says, the answers to it included, without blank lines; never empty.
    pub note: String,
    /// Who wrote it, as the file says; empty where it does not.
    pub author: String,
    /// When, as the file says; empty where it does not.
    pub date: String,
    /// Where it comes from.
    pub from: Origin,
    /// It was marked as dealt with.
    pub is_resolved: bool,
    /// A claim on these words has the note.
    pub is_taken: bool,
}

/// The offers of the draft that is being checked, in order of the text. A note that says nothing, or is about no words,
/// offers none. The time it takes grows with the text and `n log n` with the notes.
pub fn offers(project: &Project) -> Vec<Offer> {
    let Some(draft) = project.draft() else { return Vec::new() };
    let mut places = Places::of(draft);
    let is_ours = |comment: &&Comment| replies::claim_of(comment).is_some_and(|claim| project.claim(&claim).is_some());
    let theirs = draft.comments.iter().filter(|comment| !is_ours(comment));
    let mut offers: Vec<Offer> = theirs.filter_map(|comment| places.comment(comment)).collect();
    let mut marks: Vec<&NoteMark> = draft.notes.iter().collect();
    marks.sort_by_key(|mark| mark.at);
    let mut before = None;
    offers.extend(marks.into_iter().filter_map(|mark| places.note(mark, &mut before)));
    offers.sort_by_key(|offer| (offer.range.start, offer.range.end));
    mark_taken(project, &mut offers);
    offers
}

/// Says of each offer whether a claim that is not deleted has its note on its words. The claim may have been made longer
/// or shorter since, cut or put together with another: it is enough that the words overlap and that the note is among
/// the claim's.
pub fn mark_taken(project: &Project, offers: &mut [Offer]) {
    let taken = Taken::of(project);
    offers.iter_mut().for_each(|offer| offer.is_taken = taken.holds(&offer.note, &offer.range));
}

/// Where each note of the writer is on a claim: by its words, the spans in order and joined where they overlap.
struct Taken<'a>(HashMap<&'a str, Vec<Range<usize>>>);

impl<'a> Taken<'a> {
    fn of(project: &'a Project) -> Self {
        let mut spans: HashMap<&str, Vec<Range<usize>>> = HashMap::new();
        let draft = project.draft().map(|draft| draft.number);
        let counts = |claim: &&Claim| !claim.deleted && !claim.source_note.is_empty();
        let here = |claim: &&Claim| Some(claim.anchor.draft) == draft;
        for claim in project.claims.iter().filter(counts).filter(here) {
            for note in claim.source_note.split("\n\n") {
                spans.entry(note).or_default().push(claim.anchor.range());
            }
        }
        spans.values_mut().for_each(join);
        Self(spans)
    }

    fn holds(&self, note: &str, range: &Range<usize>) -> bool {
        let Some(spans) = self.0.get(note) else { return false };
        let next = spans.partition_point(|span| span.end <= range.start);
        spans.get(next).is_some_and(|span| span.start < range.end)
    }
}

/// Sorts spans, and makes one of those that overlap.
fn join(spans: &mut Vec<Range<usize>>) {
    spans.sort_by_key(|span| span.start);
    spans.dedup_by(|next, last| {
        let overlap = next.start < last.end;
        if overlap {
            last.end = last.end.max(next.end);
        }
        overlap
    });
}

/// The words that notes of a draft are about. Sentences are looked for once in each block.
struct Places<'a> {
    draft: &'a Draft,
    sentences: HashMap<usize, Vec<Range<usize>>>,
}

impl<'a> Places<'a> {
    fn of(draft: &'a Draft) -> Self {
        Self { draft, sentences: HashMap::new() }
    }

    fn comment(&mut self, comment: &Comment) -> Option<Offer> {
        let words = trimmed(&self.draft.text, comment.start..comment.end);
        let range = match words {
            Some(range) => range,
            None => self.sentence(comment.start, false)?,
        };
        Some(Offer {
            range,
            note: note_of(comment)?,
            author: comment.author.clone(),
            date: comment.date.clone(),
            from: Origin::Comment,
            is_resolved: comment.resolved,
            is_taken: false,
        })
    }

    /// What a mark is about; `before` is the mark before this one, with its words.
    fn note(&mut self, mark: &NoteMark, before: &mut Option<(usize, Range<usize>)>) -> Option<Offer> {
        let range = self.before_mark(mark.at, before.as_ref())?;
        *before = Some((mark.at, range.clone()));
        let block = self.draft.blocks.get(mark.block)?;
        let from = if block.kind == BlockKind::Endnote { Origin::Endnote } else { Origin::Footnote };
        let note = plain(self.draft.block_text(mark.block))?;
        let (author, date) = Default::default();
        Some(Offer { range, note, author, date, from, is_resolved: false, is_taken: false })
    }

    fn before_mark(&mut self, at: usize, before: Option<&(usize, Range<usize>)>) -> Option<Range<usize>> {
        let sentence = self.sentence(at, true)?;
        let last = before.filter(|(mark, words)| *mark > sentence.start && words.start >= sentence.start);
        let start = last.map_or(sentence.start, |(mark, _)| *mark);
        // A mark at the very beginning is about the sentence that follows.
        let end = if at > sentence.start { at } else { sentence.end };
        match without_leading_marks(&self.draft.text, start..end) {
            Some(range) => Some(range),
            // Two marks with nothing between them are about the same words.
            None => last.map(|(_, words)| words.start..end.max(words.end)),
        }
    }

    /// The sentence that a byte is in; where one ends and another begins, the one that ends there, or the one that begins.
    fn sentence(&mut self, byte: usize, is_end: bool) -> Option<Range<usize>> {
        let index = self.draft.block_at(byte);
        let block = self.draft.blocks.get(index)?;
        let sentences = self.sentences.entry(index).or_insert_with(|| {
            let text = self.draft.text.get(block.range()).unwrap_or_default();
            let place = |range: Range<usize>| block.start + range.start..block.start + range.end;
            sentences::split(text).into_iter().map(place).collect()
        });
        let begun = |range: &Range<usize>| if is_end { range.start < byte } else { range.start <= byte };
        sentences.get(sentences.partition_point(begun).saturating_sub(1)).cloned()
    }
}

/// A range without the white space at either end; none when nothing is left.
fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let words = text.get(range.clone())?;
    let start = range.start + words.len() - words.trim_start().len();
    let words = words.trim();
    (!words.is_empty()).then_some(start..start + words.len())
}

/// A range without what ends the words before it; none when no letter or figure is left.
fn without_leading_marks(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let words = text.get(range.clone())?;
    words.contains(char::is_alphanumeric).then_some(())?;
    let ends = |sign: char| sign.is_whitespace() || matches!(sign, ',' | ';' | ':' | '.' | '!' | '?' | '…' | ')' | ']');
    let ends = |sign: char| ends(sign) || matches!(sign, '–' | '—' | '-' | '”' | '’' | '»' | '、' | '，' | '。');
    let start = range.start + words.len() - words.trim_start_matches(ends).len();
    trimmed(text, start..range.end)
}

/// What a comment says, with the answers to it behind their authors; none when it says nothing.
fn note_of(comment: &Comment) -> Option<String> {
    let mut note = plain(&comment.text).unwrap_or_default();
    // The answers may be answered in turn; each is told when its turn comes, the first of them first.
    let mut waiting: Vec<&Comment> = comment.replies.iter().rev().collect();
    while let Some(reply) = waiting.pop() {
        if let Some(text) = plain(&reply.text) {
            let author = if reply.author.trim().is_empty() { "Answer" } else { reply.author.trim() };
            let line = if note.is_empty() { "" } else { "\n" };
            note += &format!("{line}{author}: {text}");
        }
        waiting.extend(reply.replies.iter().rev());
    }
    (!note.is_empty()).then_some(note)
}

/// A text without blank lines and what surrounds its lines, since a blank line parts two notes; none when it is empty.
fn plain(text: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

#[cfg(test)]
mod tests;
