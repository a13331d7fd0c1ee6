//! Whether an article that came from elsewhere is one: nothing in it may point where there is no text.

use super::{Article, Comment};

impl Article {
    /// Passes an article whose blocks, comments, notes and tracked changes all have their place in its text, and in
    /// which nothing is that this version does not know.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(&self) -> Result<(), &'static str> {
        self.check_blocks()?;
        self.check_comments()?;
        let is_place = |at| self.text.is_char_boundary(at);
        if !self.notes.iter().all(|note| is_place(note.at) && note.block < self.blocks.len() && note.extra.is_empty()) {
            return Err("the mark of a note is at no place in the text, or its note is not there");
        }
        if !self.changes.iter().all(|change| is_place(change.start) && change.extra.is_empty()) {
            return Err("a tracked change is at no place in the text");
        }
        Ok(())
    }

    fn check_blocks(&self) -> Result<(), &'static str> {
        let mut end = 0;
        for block in &self.blocks {
            if block.start < end {
                return Err("two blocks overlap, or are not in order");
            }
            if self.text.get(block.range()).is_none_or(str::is_empty) || !block.extra.is_empty() {
                return Err("a block is not a piece of the text");
            }
            end = block.end;
        }
        Ok(())
    }

    fn check_comments(&self) -> Result<(), &'static str> {
        // How deep answers are nested is up to the file.
        let mut open: Vec<&Comment> = self.comments.iter().collect();
        while let Some(comment) = open.pop() {
            if self.text.get(comment.start..comment.end).is_none() || !comment.extra.is_empty() {
                return Err("a comment is on no piece of the text");
            }
            open.extend(&comment.replies);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::article::{BlockKind, NoteMark, TrackedChange, TrackedKind};

    /// An article with one of everything; the second character of its text has two bytes.
    fn article() -> Article {
        let mut article = Article::default();
        article.push(BlockKind::Paragraph, "Né en 1969.");
        article.push(BlockKind::Footnote, "His passport.");
        let reply = Comment { start: 0, end: 3, text: "Yes.".to_owned(), ..Comment::default() };
        article.comments = vec![Comment { start: 0, end: 3, replies: vec![reply], ..Comment::default() }];
        article.notes = vec![NoteMark { at: article.blocks[0].end, block: 1, ..NoteMark::default() }];
        article.changes = vec![TrackedChange {
            kind: TrackedKind::Deletion,
            author: String::new(),
            date: String::new(),
            start: 0,
            text: "Not ".to_owned(),
            extra: crate::model::Extra::new(),
        }];
        article
    }

    #[test]
    fn an_article_as_it_should_be_passes() {
        assert_eq!(article().check(), Ok(()));
        assert_eq!(Article::default().check(), Ok(()));
    }

    #[test]
    fn what_points_where_there_is_no_text_is_refused() {
        type Change = fn(&mut Article);
        let table: [(&str, Change); 15] = [
            ("block", |article| article.blocks[1].end += 1),
            ("block", |article| article.blocks[1].start = usize::MAX),
            ("block", |article| article.blocks[0].end = 2),
            ("block", |article| article.blocks[0].end = 0),
            ("block", |article| article.blocks[0].extra.insert("x", "1".parse().unwrap())),
            ("overlap", |article| article.blocks[1].start -= 3),
            ("overlap", |article| article.blocks.swap(0, 1)),
            ("comment", |article| article.comments[0].end = 2),
            ("comment", |article| article.comments[0].end = usize::MAX),
            ("comment", |article| article.comments[0].start = 5),
            ("comment", |article| article.comments[0].replies[0].start = 2),
            ("note", |article| article.notes[0].block = 2),
            ("note", |article| article.notes[0].at = 2),
            ("change", |article| article.changes[0].start = 2),
            ("change", |article| article.changes[0].start = usize::MAX),
        ];
        for (number, (expected, change)) in table.into_iter().enumerate() {
            let mut article = article();
            change(&mut article);
            let found = article.check().unwrap_err();
            assert!(found.contains(expected), "{number}: {found}");
        }
    }
}
