//! The walk over a part that holds text (ECMA-376 part 1, 17.2 and 17.3). What is not known is walked into, so that no
//! words are lost; what is no text is passed over.

use super::changes::{Changes, Revision};
use super::layout::Laid;
use super::left_out::LeftOut;
use super::numbering::{Counters, Numbering};
use super::props::{self, RunProps};
use super::story::{OwnMark, Story};
use super::styles::Styles;
use super::symbols::{self, Font};
use super::tally::Tally;
use crate::import::piece::{Marked, Piece};
use crate::import::xml::{Element, Node, Ns, Xml};
use crate::import::{ImportError, html_blocks};
use crate::model::article::TrackedKind;
use std::collections::HashMap;

/// What is known of a document before its text is read.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
    /// Places of the notes in the document's list, by what they are called in the file.
    pub(super) footnotes: HashMap<String, usize>,
    pub(super) endnotes: HashMap<String, usize>,
    /// Places of the comments that are no replies.
    pub(super) comments: HashMap<String, usize>,
}

/// What was found on the way, in all the parts that are read.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) changes: Changes,
    pub(super) counters: Counters,
    pub(super) left_out: LeftOut,
    pub(super) languages: Tally,
    /// For each note, whether the text refers to it.
    pub(super) noted: Vec<bool>,
    /// The same for references that are deleted.
    pub(super) unnoted: Vec<bool>,
    /// How many paragraphs have begun.
    pub(super) paragraphs: usize,
    /// Where words stand in the parts, when somebody wants to know.
    pub(super) laid: Option<Laid>,
}

impl Found {
    /// A part of this kind is read next.
    pub(super) fn begin(&mut self, part: &'static str) {
        self.laid.iter_mut().for_each(|laid| laid.part = Some(part));
    }
}

/// Blanks of the XML's own lay-out.
const SOURCE_BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];
/// Those that end lines there and none in the text, where elements of their own do that.
const LINE_BLANKS: [char; 3] = ['\t', '\n', '\r'];

/// A walk over one part.
pub(super) struct Walk<'w> {
    pub(super) xml: Xml<'w>,
    pub(super) known: &'w Known,
    pub(super) found: &'w mut Found,
    pub(super) story: Story,
    /// The tracked changes around the point that the walk has come to.
    pub(super) revisions: Vec<Revision>,
    /// The byte of the part at which the words begin that are said next.
    begins: Option<usize>,
}

/// What surrounds a text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    pub(super) surroundings: Surroundings,
    /// The innermost insertion, by its place in the list of revisions.
    pub(super) inserted: Option<usize>,
    /// The innermost deletion.
    pub(super) deleted: Option<usize>,
    /// Inside an embedded object, whose picture only stands for it.
    pub(super) object: bool,
    pub(super) run: Run,
}

/// What a plain paragraph is here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Surroundings {
    #[default]
    Body,
    Cell,
    Box,
}

/// What the properties of a run do to its text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Run {
    hidden: Option<bool>,
    hidden_by_style: bool,
    font: Option<Font>,
    raised: bool,
    language: Option<usize>,
}

impl<'w> Walk<'w> {
    /// Begins at the start of a part.
    pub(super) fn new(text: &'w str, known: &'w Known, found: &'w mut Found) -> Self {
        Self { xml: Xml::new(text), known, found, story: Story::default(), revisions: Vec::new(), begins: None }
    }

    /// Reads all of the part.
    pub(super) fn all(mut self) -> Result<Vec<Piece>, ImportError> {
        self.content(Place::default())?;
        self.finish(&Place::default())
    }

    /// Reads the element that has just begun as a text of its own, with the identifier of its last paragraph.
    pub(super) fn text_of_element(&mut self) -> Result<(Vec<Piece>, Option<String>), ImportError> {
        self.story = Story::default();
        self.content(Place::default())?;
        let id = self.story.last_id.take();
        Ok((self.finish(&Place::default())?, id))
    }

    /// Ends the story: what has no end of its own is the last block.
    fn finish(&mut self, place: &Place) -> Result<Vec<Piece>, ImportError> {
        self.end_block(place)?;
        Ok(std::mem::take(&mut self.story.pieces))
    }

    /// Reads up to the end of the element around.
    pub(super) fn content(&mut self, mut place: Place) -> Result<(), ImportError> {
        while let Some(Node::Start(element)) = props::element_or_end(&mut self.xml)? {
            match element.name() {
                (Ns::Word, name) => self.word(name, &element, &mut place)?,
                (Ns::Compatibility, "AlternateContent") => self.choice(&place)?,
                (Ns::Math, "oMath") => self.skip(|left| left.equations += 1)?,
                (Ns::Drawing, "pic") => self.picture(&place)?,
                (Ns::Vml, "imagedata") => self.picture(&place)?,
                (Ns::Drawing, "chart") => self.skip(|left| left.charts += 1)?,
                (Ns::Drawing, "relIds") => self.skip(|left| left.diagrams += 1)?,
                _ => self.content(place)?,
            }
        }
        Ok(())
    }

    /// An element of WordprocessingML. Properties change the place for what follows beside them.
    fn word(&mut self, name: &str, element: &Element, place: &mut Place) -> Result<(), ImportError> {
        match name {
            "p" => self.paragraph(element, place),
            "pPr" => self.paragraph_props(),
            "rPr" => self.run_props(place),
            "r" => self.run(place),
            "t" => self.words(element, place),
            "delText" if place.deleted.is_some() => self.words(element, place),
            "ins" | "moveTo" => self.revision(TrackedKind::Insertion, element, place),
            "del" | "moveFrom" => self.revision(TrackedKind::Deletion, element, place),
            "tbl" => self.table(place),
            "tr" | "tc" => self.cell(place),
            "trPr" | "tcPr" => self.table_props(place),
            "txbxContent" => self.text_box(place),
            "object" => self.object(place),
            "ruby" => self.ruby(place),
            "altChunk" => self.skip(|left| left.documents += 1),
            "delText" | "instrText" | "delInstrText" | "fldData" | "tblGrid" | "pgNum" => self.xml.skip(),
            _ if name.ends_with("Pr") || name.ends_with("PrEx") || name.ends_with("PrChange") => self.xml.skip(),
            _ => self.point(name, element, place),
        }
    }

    /// An element that stands for a point in the text; any other is walked into.
    fn point(&mut self, name: &str, element: &Element, place: &Place) -> Result<(), ImportError> {
        match name {
            "tab" | "ptab" => self.say("\t", place),
            "br" | "cr" => self.say("\n", place),
            "noBreakHyphen" => self.say("-", place),
            "sym" => self.symbol(element, place),
            "fldChar" => {
                let kind = props::attribute(&self.xml, element, "fldCharType").unwrap_or_default();
                self.story.fields.step(&kind);
            }
            "commentRangeStart" | "commentRangeEnd" | "commentReference" => self.comment(name, element),
            "footnoteReference" | "endnoteReference" => self.note(name, element, place),
            _ => {}
        }
        self.content(*place)
    }

    fn run(&mut self, place: &Place) -> Result<(), ImportError> {
        self.content(Place { run: Run::default(), ..*place })?;
        if self.story.own_mark == OwnMark::Run {
            self.story.own_mark = OwnMark::Symbols;
        }
        Ok(())
    }

    fn run_props(&mut self, place: &mut Place) -> Result<(), ImportError> {
        let RunProps { style, hidden, font, raised, languages, .. } = props::run(&mut self.xml)?;
        let hidden_by_style = style.is_some_and(|style| self.known.styles.hides(&style));
        let language = languages.main.and_then(|tag| self.found.languages.place(tag));
        place.run = Run { hidden, hidden_by_style, font, raised, language };
        Ok(())
    }

    fn words(&mut self, element: &Element, place: &Place) -> Result<(), ImportError> {
        let kept = self.xml.attribute(element, Ns::Xml, "space").as_deref() == Some("preserve");
        let begins = self.xml.position();
        let text = self.xml.text()?;
        // Blanks at the ends count only where the file says so (XML 1.0, 2.10).
        let text = if kept { text.as_str() } else { text.trim_matches(SOURCE_BLANKS) };
        let flat = text.contains(LINE_BLANKS).then(|| text.replace(LINE_BLANKS, " "));
        let text = flat.as_deref().unwrap_or(text);
        let signs = symbols::in_words(text, place.run.font);
        let text = signs.as_deref().unwrap_or(text);
        if self.story.own_mark == OwnMark::Symbols {
            self.story.own_mark = OwnMark::None;
        }
        let raised = place.run.raised.then(|| html_blocks::superscript(text)).flatten();
        self.begins = Some(begins);
        self.say(raised.as_deref().unwrap_or(text), place);
        self.begins = None;
        Ok(())
    }

    /// Appends words to the paragraph, unless they are hidden, deleted, or part of a field's code.
    pub(super) fn say(&mut self, words: &str, place: &Place) {
        let story = &mut self.story;
        if story.fields.in_code() || story.own_mark != OwnMark::None {
            return;
        }
        if place.run.hidden.unwrap_or(place.run.hidden_by_style != story.paragraph.1.hidden) {
            self.found.left_out.hidden += usize::from(!words.trim().is_empty());
            return;
        }
        if place.deleted.is_none() {
            story.part(words);
        }
        let revision = place.deleted.or(place.inserted).and_then(|at| self.revisions.get(at));
        if let Some(revision) = revision {
            self.found.changes.add(revision, words, &mut story.line, story.number);
        }
        if place.deleted.is_none() {
            self.found.languages.count(place.run.language, words.len());
            if let (Some(laid), Some(begins)) = (&mut self.found.laid, self.begins) {
                story.line.mark(Marked::Words(laid.add(begins)));
            }
            story.line.push(words);
        }
    }

    fn symbol(&mut self, element: &Element, place: &Place) {
        let attribute = |name| props::attribute(&self.xml, element, name).unwrap_or_default();
        match symbols::symbol(Font::named(&attribute("font")), &attribute("char")) {
            Some(sign) => self.say(sign.encode_utf8(&mut [0; 4]), place),
            None => self.found.left_out.signs += 1,
        }
    }

    fn revision(&mut self, kind: TrackedKind, element: &Element, place: &Place) -> Result<(), ImportError> {
        let at = self.revisions.len();
        self.revisions.push(Revision { kind, who: props::who(&self.xml, element) });
        let mut inside = *place;
        match kind {
            TrackedKind::Insertion => inside.inserted = Some(at),
            TrackedKind::Deletion => inside.deleted = Some(at),
        }
        self.content(inside)?;
        self.revisions.truncate(at);
        Ok(())
    }

    fn comment(&mut self, name: &str, element: &Element) {
        let id = props::attribute(&self.xml, element, "id").unwrap_or_default();
        let Some(comment) = self.known.comments.get(id.trim()).copied() else { return };
        match name {
            "commentRangeStart" => self.story.line.mark(Marked::CommentStart(comment)),
            "commentRangeEnd" => self.story.mark_end(Marked::CommentEnd(comment)),
            _ => self.story.line.mark(Marked::Comment(comment)),
        }
    }

    fn note(&mut self, name: &str, element: &Element, place: &Place) {
        let id = props::attribute(&self.xml, element, "id").unwrap_or_default();
        let notes = if name == "footnoteReference" { &self.known.footnotes } else { &self.known.endnotes };
        let own = props::attribute(&self.xml, element, "customMarkFollows");
        let own = own.is_some_and(|own| !matches!(own.as_str(), "0" | "false" | "off"));
        self.story.own_mark = if own { OwnMark::Run } else { OwnMark::None };
        let Some(note) = notes.get(id.trim()).copied() else { return };
        let seen = if place.deleted.is_some() { &mut self.found.unnoted } else { &mut self.found.noted };
        seen.get_mut(note).into_iter().for_each(|seen| *seen = true);
        if place.deleted.is_none() {
            self.story.line.mark(Marked::Note(note));
        }
    }

    /// Of several forms of the same, the first is read (ECMA-376 part 3, 9.3).
    fn choice(&mut self, place: &Place) -> Result<(), ImportError> {
        let mut chosen = false;
        while let Some(Node::Start(element)) = props::element_or_end(&mut self.xml)? {
            let known = matches!(element.name(), (Ns::Compatibility, "Choice" | "Fallback"));
            if chosen || !known {
                self.xml.skip()?;
            } else {
                chosen = true;
                self.content(*place)?;
            }
        }
        Ok(())
    }

    fn object(&mut self, place: &Place) -> Result<(), ImportError> {
        self.found.left_out.objects += 1;
        self.content(Place { object: true, ..*place })
    }

    fn picture(&mut self, place: &Place) -> Result<(), ImportError> {
        self.skip(|left| left.pictures += usize::from(!place.object))
    }

    /// Words with their reading above them: the reading follows in brackets.
    fn ruby(&mut self, place: &Place) -> Result<(), ImportError> {
        let mut reading = String::new();
        while let Some(Node::Start(element)) = props::element_or_end(&mut self.xml)? {
            match element.name() {
                (Ns::Word, "rt") => reading = self.xml.text()?,
                (Ns::Word, "rubyBase") => self.content(*place)?,
                _ => self.xml.skip()?,
            }
        }
        let reading = reading.trim();
        if !reading.is_empty() {
            self.say(&format!("({reading})"), place);
        }
        Ok(())
    }

    fn skip(&mut self, count: impl FnOnce(&mut LeftOut)) -> Result<(), ImportError> {
        count(&mut self.found.left_out);
        self.xml.skip()
    }
}
