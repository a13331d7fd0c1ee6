//! What stands in the lines of a paragraph: words, fields, notes, comments, the points of tracked changes.

use super::reader::{BODY, Outside, Paragraph, Place, Reader};
use crate::import::ImportError;
use crate::import::piece::{Marked, Piece};
use crate::import::xml::{Element, Node, Ns};
use crate::model::BlockKind;
use crate::model::article::{Comment, TrackedChange, TrackedKind};

/// How many blanks in a row are kept.
const BLANKS: usize = 100;

impl Reader<'_> {
    /// Reads one element that stands in a line. What is not known is passed through: its words are text, as those of
    /// most fields are (ODF 1.3 part 3, 7).
    pub(super) fn inline(
        &mut self,
        element: &Element,
        paragraph: &mut Paragraph,
        place: Place,
    ) -> Result<(), ImportError> {
        match element.name() {
            (Ns::OdfText, name) => self.text_element(element, name, paragraph, place),
            (Ns::Office, "annotation") => self.annotation(element, paragraph),
            (Ns::Office, "annotation-end") => {
                let name = self.xml.attribute(element, Ns::Office, "name").unwrap_or_default();
                let number = self.comments.named(&name);
                number.into_iter().for_each(|number| paragraph.line.mark(Marked::CommentEnd(number)));
                self.xml.skip()
            }
            (Ns::OdfDraw | Ns::OdfTable | Ns::OdfSvg, _) => self.block(element, place),
            (Ns::Office | Ns::OdfForm, _) => self.xml.skip(),
            _ => self.content(paragraph, place),
        }
    }

    fn text_element(
        &mut self,
        element: &Element,
        name: &str,
        paragraph: &mut Paragraph,
        place: Place,
    ) -> Result<(), ImportError> {
        match name {
            "s" => {
                let count = self.xml.attribute(element, Ns::OdfText, "c").and_then(|count| count.parse().ok());
                self.blank(&" ".repeat(count.unwrap_or(1).min(BLANKS)), paragraph)
            }
            "tab" | "tab-stop" => self.blank("\t", paragraph),
            "line-break" => self.blank("\n", paragraph),
            "note" | "footnote" | "endnote" => self.note(element, paragraph),
            "change" => {
                let name = self.change_name(element);
                self.changes.point(&name).into_iter().for_each(|mark| paragraph.line.mark(mark));
                self.xml.skip()
            }
            "change-start" => {
                let name = self.change_name(element);
                let started = self.changes.start(&name);
                self.left.kept_deletions += usize::from(matches!(started, Some((TrackedKind::Deletion, _))));
                started.into_iter().for_each(|(_, mark)| paragraph.line.mark(mark));
                self.xml.skip()
            }
            "change-end" => {
                let name = self.change_name(element);
                self.changes.end(&name);
                self.xml.skip()
            }
            "hidden-text" => {
                let hidden = self.is(element, "is-hidden");
                self.unseen(hidden, |reader| reader.content(paragraph, place))
            }
            "hidden-paragraph" => {
                paragraph.hidden |= self.is(element, "is-hidden");
                self.xml.skip()
            }
            "ruby-text" => self.reading(paragraph, place),
            "note-citation" | "script" | "number" => self.xml.skip(),
            // They do not belong here, but their words are words.
            "p" | "h" | "list" | "ordered-list" | "unordered-list" | "section" | "tracked-changes" => {
                self.block(element, place)
            }
            _ => {
                let style = self.xml.attribute(element, Ns::OdfText, "style-name");
                let hidden = style.is_some_and(|style| self.styles.hides_words(&style))
                    || self.xml.attribute(element, Ns::OdfText, "display").as_deref() == Some("none");
                self.unseen(hidden, |reader| reader.content(paragraph, place))
            }
        }
    }

    /// Blanks that are meant; one of the source may follow them.
    fn blank(&mut self, blank: &str, paragraph: &mut Paragraph) -> Result<(), ImportError> {
        self.xml.skip()?;
        paragraph.blank = false;
        self.write(blank, paragraph)
    }

    /// The reading set over or beside a word, in brackets behind it.
    fn reading(&mut self, paragraph: &mut Paragraph, place: Place) -> Result<(), ImportError> {
        self.write("（", paragraph)?;
        self.content(paragraph, place)?;
        self.write("）", paragraph)
    }

    fn change_name(&self, element: &Element) -> String {
        self.xml.attribute(element, Ns::OdfText, "change-id").unwrap_or_default()
    }

    /// A footnote or an endnote (ODF 1.3 part 3, 6.3); OpenOffice 1 had an element for each.
    fn note(&mut self, element: &Element, paragraph: &mut Paragraph) -> Result<(), ImportError> {
        let class = self.xml.attribute(element, Ns::OdfText, "note-class");
        let endnote = class.as_deref() == Some("endnote") || element.is(Ns::OdfText, "endnote");
        if self.hidden > 0 {
            return self.xml.skip();
        }
        let outside = self.leave();
        while let Some(node) = self.xml.next()? {
            match node {
                Node::Start(element) if element.is(Ns::OdfText, "note-citation") => self.xml.skip()?,
                Node::Start(element) if element.is(Ns::OdfText, "footnote-citation") => self.xml.skip()?,
                Node::Start(element) if element.is(Ns::OdfText, "endnote-citation") => self.xml.skip()?,
                Node::Start(_) => self.children(BODY)?,
                Node::End => break,
                Node::Text(_) => {}
            }
        }
        let kind = if endnote { BlockKind::Endnote } else { BlockKind::Footnote };
        let note = Piece { kind, ..self.come_back(outside) };
        paragraph.line.mark(Marked::Note(self.notes.len()));
        self.notes.push(note);
        Ok(())
    }

    /// A comment (ODF 1.3 part 3, 14.1). One that has a name ends where an element of that name ends it.
    fn annotation(&mut self, element: &Element, paragraph: &mut Paragraph) -> Result<(), ImportError> {
        let attribute = |ns, name| self.xml.attribute(element, ns, name);
        let (name, parent) = (attribute(Ns::Office, "name"), attribute(Ns::OdfMore, "parent-name"));
        let mut comment = Comment {
            author: attribute(Ns::Office, "author").unwrap_or_default(),
            date: attribute(Ns::Office, "create-date").unwrap_or_default(),
            resolved: attribute(Ns::OdfMore, "resolved").as_deref() == Some("true"),
            ..Comment::default()
        };
        let (outside, left) = (self.leave(), self.left);
        while let Some(node) = self.xml.next()? {
            let Node::Start(element) = node else { if matches!(node, Node::End) { break } else { continue } };
            match element.name() {
                (Ns::DublinCore, "creator") => comment.author = self.xml.text()?.trim().to_owned(),
                (Ns::DublinCore, "date") => comment.date = self.xml.text()?.trim().to_owned(),
                (Ns::OdfMeta | Ns::OdfMore, _) => self.xml.skip()?,
                _ => self.block(&element, BODY)?,
            }
        }
        self.left = left;
        comment.text = self.come_back(outside).text;
        let number = self.comments.add(comment, name, parent);
        paragraph.line.mark(Marked::CommentStart(number));
        Ok(())
    }

    /// The list of tracked changes before the text.
    pub(super) fn tracked_changes(&mut self) -> Result<(), ImportError> {
        while let Some(node) = self.xml.next()? {
            match node {
                Node::Start(element) if element.is(Ns::OdfText, "changed-region") => self.changed_region(&element)?,
                Node::Start(_) => self.xml.skip()?,
                Node::End => break,
                Node::Text(_) => {}
            }
        }
        Ok(())
    }

    /// One change. What was put in by one and taken out by another is a deletion.
    fn changed_region(&mut self, element: &Element) -> Result<(), ImportError> {
        let name = self.xml.attribute(element, Ns::OdfText, "id");
        let name = name.or_else(|| self.xml.attribute(element, Ns::Xml, "id")).unwrap_or_default();
        let mut found: Option<(TrackedChange, Vec<Marked>)> = None;
        while let Some(node) = self.xml.next()? {
            match node {
                Node::Start(element) if element.is(Ns::OdfText, "deletion") => {
                    found = Some(self.change(TrackedKind::Deletion)?);
                }
                Node::Start(element) if element.is(Ns::OdfText, "insertion") => {
                    let insertion = self.change(TrackedKind::Insertion)?;
                    found = found.or(Some(insertion));
                }
                Node::Start(_) => self.xml.skip()?,
                Node::End => break,
                Node::Text(_) => {}
            }
        }
        if let Some((change, comments)) = found {
            self.changes.add(name, change, comments);
        }
        Ok(())
    }

    /// Who changed what and when, with the words that were deleted and the comments on them.
    fn change(&mut self, kind: TrackedKind) -> Result<(TrackedChange, Vec<Marked>), ImportError> {
        let (mut author, mut date) = (String::new(), String::new());
        let (outside, left, notes): (Outside, _, _) = (self.leave(), self.left, self.notes.len());
        while let Some(node) = self.xml.next()? {
            match node {
                Node::Start(element) if element.is(Ns::Office, "change-info") => {
                    (author, date) = self.change_info(&element)?;
                }
                Node::Start(element) => self.block(&element, BODY)?,
                Node::End => break,
                Node::Text(_) => {}
            }
        }
        self.left = left;
        self.notes.truncate(notes);
        let Piece { text, marks, .. } = self.come_back(outside);
        let comment = |mark: &Marked| matches!(mark, Marked::CommentStart(_) | Marked::CommentEnd(_));
        let comments = marks.into_iter().map(|mark| mark.what).filter(comment).collect();
        let extra = crate::model::Extra::new();
        Ok((TrackedChange { kind, author, date, start: 0, text, extra }, comments))
    }

    fn change_info(&mut self, element: &Element) -> Result<(String, String), ImportError> {
        let mut author = self.xml.attribute(element, Ns::Office, "chg-author").unwrap_or_default();
        let mut date = self.xml.attribute(element, Ns::Office, "chg-date-time").unwrap_or_default();
        while let Some(node) = self.xml.next()? {
            match node {
                Node::Start(element) if element.is(Ns::DublinCore, "creator") => author = self.xml.text()?,
                Node::Start(element) if element.is(Ns::DublinCore, "date") => date = self.xml.text()?,
                Node::Start(_) => self.xml.skip()?,
                Node::End => break,
                Node::Text(_) => {}
            }
        }
        Ok((author.trim().to_owned(), date.trim().to_owned()))
    }
}
