//! What a reader of a document with notes, comments and tracked changes found, and how it becomes an article.

use super::piece::{Mark, Marked, Piece};
use super::{ImportError, head, limits};
use crate::model::article::{Comment, NoteMark, TrackedChange};
use crate::model::{Article, BlockKind};

/// A document as it was read. Marks in the pieces name comments, notes and changes by their place in these lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The blocks of the text, in order, without the notes.
    pub pieces: Vec<Piece>,
    /// The notes; they come behind the text, footnotes and endnotes each in order of their marks.
    pub notes: Vec<Piece>,
    /// The comments; their spans come from the marks.
    pub comments: Vec<Comment>,
    /// The tracked changes; their places come from the marks.
    pub changes: Vec<TrackedChange>,
}

/// Where words that stand together in the file begin in the article's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordsAt {
    /// The byte of the article's text.
    pub at: usize,
    /// Which words, by the number that the reader gave them.
    pub words: usize,
}

/// A mark with its place in the article's text.
#[derive(Clone, Copy)]
struct Placed {
    at: usize,
    what: Marked,
}

impl Document {
    /// Puts all of it into the article, and returns where the words of the file stand in its text. The headline is what
    /// was read as such; otherwise it is looked for among the first blocks.
    ///
    /// # Errors
    /// When there are too many blocks, or too much text.
    pub fn fill(mut self, article: &mut Article) -> Result<Vec<WordsAt>, ImportError> {
        mark_head(&mut self.pieces, article);
        self.put(article)
    }

    /// Puts all of it into the article, whose head is marked already, and returns where the words of the file stand.
    ///
    /// # Errors
    /// When there are too many blocks, or too much text.
    pub fn put(mut self, article: &mut Article) -> Result<Vec<WordsAt>, ImportError> {
        limits::check_blocks(self.pieces.len() + self.notes.len())?;
        let mut marks = append(&self.pieces, article);
        let order = note_order(&marks, &self.notes);
        let mut blocks = vec![None; self.notes.len()];
        for place in order {
            let note = &self.notes[place];
            let before = article.blocks.len();
            marks.extend(append(std::slice::from_ref(note), article));
            blocks[place] = (article.blocks.len() > before).then_some(before);
        }
        limits::check_length(&article.text, limits::DOCUMENT_CHARACTERS)?;
        article.notes = note_marks(&marks, &blocks);
        let lost = place_comments(&mut self.comments, &marks, &article.text);
        article.comments = self.comments;
        article.changes = place_changes(self.changes, &marks);
        article.warnings.extend(match lost {
            0 => None,
            1 => Some("One comment stands at no place in the text; it is listed with its beginning.".to_owned()),
            _ => Some(format!("{lost} comments stand at no place in the text; they are listed with its beginning.")),
        });
        Ok(words_at(&marks))
    }
}

/// A headline that a style tells stays the headline, and credits are looked for below it.
fn mark_head(pieces: &mut [Piece], article: &mut Article) {
    match pieces.iter().position(|piece| piece.kind == BlockKind::Hed && !piece.text.trim().is_empty()) {
        Some(at) => {
            article.title = Some(pieces[at].text.trim().replace('\n', " "));
            head::mark_credits(&mut pieces[at + 1..], article);
        }
        None => {
            // A blank paragraph above the headline is none.
            let first = pieces.iter().position(|piece| !piece.text.trim().is_empty()).unwrap_or(0);
            head::mark(&mut pieces[first..], article);
        }
    }
}

/// Appends pieces to the article, and returns their marks at their places in its text. A mark in a piece without text
/// stands at the end of the block before it.
fn append(pieces: &[Piece], article: &mut Article) -> Vec<Placed> {
    let mut placed = Vec::new();
    for piece in pieces {
        let cut = piece.text.len() - piece.text.trim_start().len();
        let block = article.push(piece.kind, &piece.text).and_then(|index| article.blocks.get_mut(index));
        let (start, length) = match block {
            Some(block) => {
                (block.level, block.page, block.aside) = (piece.level, piece.page, piece.aside);
                block.label.clone_from(&piece.label);
                (block.start, block.end - block.start)
            }
            None => (article.text.len(), 0),
        };
        let place = |mark: &Mark| Placed { at: start + mark.at.saturating_sub(cut).min(length), what: mark.what };
        placed.extend(piece.marks.iter().map(place));
    }
    placed
}

/// The notes that are referred to in order of the text, then the others; footnotes first.
fn note_order(marks: &[Placed], notes: &[Piece]) -> Vec<usize> {
    let mut rank = vec![usize::MAX; notes.len()];
    for (place, mark) in marks.iter().enumerate() {
        if let Marked::Note(note) = mark.what
            && let Some(rank) = rank.get_mut(note)
        {
            *rank = (*rank).min(place);
        }
    }
    let mut order: Vec<usize> = (0..notes.len()).collect();
    order.sort_by_key(|note| (notes[*note].kind == BlockKind::Endnote, rank[*note], *note));
    order
}

fn note_marks(marks: &[Placed], blocks: &[Option<usize>]) -> Vec<NoteMark> {
    let mark = |mark: &Placed| match mark.what {
        Marked::Note(note) => {
            let block = blocks.get(note).copied().flatten()?;
            Some(NoteMark { at: mark.at, block, ..NoteMark::default() })
        }
        _ => None,
    };
    marks.iter().filter_map(mark).collect()
}

/// Puts comments at their places, in order of the text, and returns how many have none. One whose span has no end is
/// about a point.
fn place_comments(comments: &mut [Comment], marks: &[Placed], text: &str) -> usize {
    let mut spans: Vec<(Option<usize>, Option<usize>)> = vec![(None, None); comments.len()];
    let mut points = vec![None; comments.len()];
    for mark in marks {
        match mark.what {
            Marked::CommentStart(comment) => {
                spans.get_mut(comment).into_iter().for_each(|span| span.0 = span.0.or(Some(mark.at)));
            }
            Marked::CommentEnd(comment) => {
                spans.get_mut(comment).into_iter().for_each(|span| span.1 = span.1.max(Some(mark.at)));
            }
            Marked::Comment(comment) => points.get_mut(comment).into_iter().for_each(|point| *point = Some(mark.at)),
            Marked::Note(_) | Marked::Change(_) | Marked::Words(_) => {}
        }
    }
    for (span, point) in spans.iter_mut().zip(points).filter(|(span, _)| **span == (None, None)) {
        span.0 = point;
    }
    let lost = spans.iter().filter(|span| **span == (None, None)).count();
    for (comment, (start, end)) in comments.iter_mut().zip(spans) {
        let start = start.or(end).unwrap_or(0);
        let span = within_blocks(text, start, end.unwrap_or(start).max(start));
        put_at(comment, span.0, span.1);
    }
    comments.sort_by_key(|comment| (comment.start, comment.end));
    lost
}

/// A span that begins or ends between two blocks, without what lies between them.
fn within_blocks(text: &str, start: usize, end: usize) -> (usize, usize) {
    let words = text.get(start..end).unwrap_or_default();
    let end = start + words.trim_end_matches('\n').len();
    let start = end - words.trim_end_matches('\n').trim_start_matches('\n').len();
    (start, end)
}

fn put_at(comment: &mut Comment, start: usize, end: usize) {
    (comment.start, comment.end) = (start, end);
    comment.replies.iter_mut().for_each(|reply| put_at(reply, start, end));
}

fn words_at(marks: &[Placed]) -> Vec<WordsAt> {
    let words = |mark: &Placed| match mark.what {
        Marked::Words(words) => Some(WordsAt { at: mark.at, words }),
        _ => None,
    };
    marks.iter().filter_map(words).collect()
}

/// Changes in order of the text, without those that hold no words.
fn place_changes(changes: Vec<TrackedChange>, marks: &[Placed]) -> Vec<TrackedChange> {
    let mut placed: Vec<TrackedChange> = Vec::new();
    let mut changes: Vec<Option<TrackedChange>> = changes.into_iter().map(Some).collect();
    for mark in marks {
        let Marked::Change(change) = mark.what else { continue };
        let Some(mut change) = changes.get_mut(change).and_then(Option::take) else { continue };
        change.start = mark.at;
        if !change.text.trim().is_empty() {
            placed.push(change);
        }
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::article::TrackedKind;

    fn marked(text: &str, marks: &[(&str, Marked)]) -> Piece {
        let marks = marks.iter().map(|(at, what)| Mark { at: text.find(at).unwrap(), what: *what }).collect();
        Piece { marks, ..Piece::new(BlockKind::Paragraph, text) }
    }

    fn comment(text: &str, replies: Vec<Comment>) -> Comment {
        Comment { text: text.into(), replies, ..Comment::default() }
    }

    #[test]
    fn notes_comments_and_changes_find_their_places_in_the_text() {
        let document = Document {
            pieces: vec![
                Piece::new(BlockKind::Hed, "Talks end"),
                Piece::new(BlockKind::Paragraph, "  "),
                marked("  The troops leave.", &[("troops", Marked::CommentStart(1)), (" leave", Marked::Note(1))]),
                marked(
                    "They stay.",
                    &[("stay", Marked::CommentEnd(1)), ("stay", Marked::Change(0)), (".", Marked::Note(0))],
                ),
                marked("Nobody knows.", &[("knows", Marked::CommentStart(0))]),
            ],
            notes: vec![
                Piece::new(BlockKind::Footnote, "Ministry, p. 3"),
                Piece::new(BlockKind::Footnote, "Own count"),
            ],
            comments: vec![comment("Who?", vec![comment("All.", vec![])]), comment("How many?", vec![])],
            changes: vec![TrackedChange {
                kind: TrackedKind::Insertion,
                author: String::new(),
                date: String::new(),
                start: 0,
                text: "stay".into(),
                extra: crate::model::Extra::new(),
            }],
        };
        let mut article = Article::default();
        document.fill(&mut article).unwrap();
        assert_eq!(
            article.text,
            "Talks end\n\nThe troops leave.\n\nThey stay.\n\nNobody knows.\n\nOwn count\n\nMinistry, p. 3"
        );
        assert_eq!(article.title.as_deref(), Some("Talks end"));
        let spans: Vec<(&str, &str)> =
            article.comments.iter().map(|c| (&*c.text, &article.text[c.start..c.end])).collect();
        assert_eq!(spans, [("How many?", "troops leave.\n\nThey "), ("Who?", "")]);
        assert!(article.text[article.comments[1].replies[0].start..].starts_with("knows."));
        let notes: Vec<(&str, &str)> = article
            .notes
            .iter()
            .map(|note| (&article.text[note.at - 6..note.at], article.block_text(&article.blocks[note.block])))
            .collect();
        assert_eq!(notes, [("troops", "Own count"), ("y stay", "Ministry, p. 3")]);
        assert!(article.text[article.changes[0].start..].starts_with("stay."));
    }

    #[test]
    fn spans_of_comments_hold_nothing_that_lies_between_blocks() {
        let end = |text: &str, what: Marked| Mark { at: text.len(), what };
        let mut first = Piece::new(BlockKind::Paragraph, "One left.");
        first.marks.push(end(&first.text, Marked::CommentStart(0)));
        let mut last = Piece::new(BlockKind::Paragraph, "Nobody stayed.");
        last.marks.push(end("", Marked::CommentEnd(0)));
        let pieces = vec![first, Piece::new(BlockKind::Paragraph, "Two came."), last];
        let document = Document { pieces, comments: vec![comment("Who?", vec![])], ..Document::default() };
        let mut article = Article::default();
        document.fill(&mut article).unwrap();
        assert_eq!(&article.text[article.comments[0].start..article.comments[0].end], "Two came.");
    }

    #[test]
    fn marks_outside_their_lists_and_notes_without_words_do_no_harm() {
        let document = Document {
            pieces: vec![marked(
                "One.",
                &[("One", Marked::Note(7)), (".", Marked::CommentEnd(9)), (".", Marked::Note(0))],
            )],
            notes: vec![Piece::new(BlockKind::Endnote, " ")],
            ..Document::default()
        };
        let mut article = Article::default();
        document.fill(&mut article).unwrap();
        assert_eq!((article.text.as_str(), article.notes.len(), article.comments.len()), ("One.", 0, 0));
    }
}
