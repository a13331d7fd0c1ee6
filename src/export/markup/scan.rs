//! Where the runs of a part are, and what is in them (ECMA-376 part 1, 17.3.2), byte for byte.

use super::around::{self, Field};
use crate::import::ImportError;
use crate::import::xml::{Element, Node, Ns, Xml};
use std::collections::HashMap;
use std::ops::Range;

/// The runs of a part. All ranges are bytes of its XML.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// The runs that are in no other, in order.
    pub(super) runs: Vec<Run>,
    /// Runs and atoms by the byte at which the content of a text begins. Of runs inside others (text boxes, readings
    /// above words), the outer one.
    pub(super) texts: HashMap<usize, (usize, usize)>,
    /// The fields that have results.
    pub(super) fields: Vec<Field>,
    /// The highest number by which anything in the part is known.
    pub(super) highest: u32,
}

/// A run.
#[derive(Debug)]
pub(super) struct Run {
    /// All of it.
    pub(super) all: Range<usize>,
    /// Its beginning tag.
    pub(super) tag: Range<usize>,
    /// What stands before the colon of its name, the colon included.
    pub(super) prefix: String,
    /// Its properties.
    pub(super) props: Option<Range<usize>>,
    /// Where in them a tracked change of the properties begins.
    pub(super) props_change: Option<Range<usize>>,
    /// What is in it besides.
    pub(super) atoms: Vec<Atom>,
    /// The paragraph, counted over the part.
    pub(super) paragraph: usize,
    /// The beginning tag of the insertion or move that it is directly in.
    pub(super) inserted: Option<Range<usize>>,
    /// It is deleted already.
    pub(super) deleted: bool,
    /// It is in the first paragraph of a content control, or in one with plain text.
    pub(super) controlled: bool,
}

/// Something in a run.
#[derive(Clone, Debug)]
pub(super) struct Atom {
    /// All of it.
    pub(super) all: Range<usize>,
    /// What it is.
    pub(super) kind: AtomKind,
}

/// What something in a run is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum AtomKind {
    /// Words: their range, and whether blanks at their ends count.
    Text(Range<usize>, bool),
    /// A tab, a line break, a hyphen.
    Blank,
    /// The mark of a footnote or an endnote.
    Note,
    /// A mark of a field.
    Field(FieldMark),
    /// Anything else: a picture, the code of a field.
    Other,
}

/// What a mark of a field stands at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FieldMark {
    Begin,
    Separate,
    End,
}

/// An element that has begun and not ended.
struct Open {
    what: What,
    start: usize,
}

#[derive(Clone, PartialEq, Eq)]
enum What {
    Paragraph(Option<usize>),
    Run,
    /// A run inside another.
    Inner,
    Props,
    PropsChange,
    Atom(AtomKind),
    Inserted(Range<usize>),
    Deleted,
    Control(Control),
    Beside,
}

/// A content control.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Control {
    /// How many runs and paragraphs there are before it.
    before: (usize, usize),
    /// It begins with a paragraph.
    is_block: bool,
    /// It holds plain text.
    is_plain: bool,
    /// It is of a kind that LibreOffice leaves alone.
    is_safe: bool,
}

impl Atom {
    /// True for what is text, and is taken out with it.
    pub(super) fn is_text(&self) -> bool {
        matches!(self.kind, AtomKind::Text(..) | AtomKind::Blank)
    }
}

/// Finds the runs of a part.
///
/// # Errors
/// When it is no XML, or nested too deep.
pub(super) fn scan(text: &str) -> Result<Scan, ImportError> {
    let mut scanner = Scanner {
        xml: Xml::new(text),
        open: Vec::new(),
        run: None,
        paragraphs: 0,
        paragraph: None,
        found: Scan::default(),
    };
    while let Some(node) = scanner.xml.next()? {
        match node {
            Node::Start(element) => scanner.begin(&element),
            Node::End => scanner.end(),
            Node::Text(_) => {}
        }
    }
    scanner.found.fields = around::fields(&scanner.found.runs);
    Ok(scanner.found)
}

struct Scanner<'a> {
    xml: Xml<'a>,
    open: Vec<Open>,
    run: Option<Run>,
    paragraphs: usize,
    paragraph: Option<usize>,
    found: Scan,
}

impl Scanner<'_> {
    fn begin(&mut self, element: &Element) {
        let tag = self.xml.began()..self.xml.position();
        let id = self.xml.attribute(element, Ns::Word, "id").and_then(|id| id.trim().parse().ok());
        self.found.highest = self.found.highest.max(id.unwrap_or(0));
        let what = self.what(element, &tag);
        if what == What::Run {
            self.run = Some(self.new_run(element, &tag));
        }
        if let What::Paragraph(_) = what {
            self.paragraphs += 1;
            self.paragraph = Some(self.paragraphs);
        }
        // What is in the properties or the content of a control.
        if let Some(Open { what: What::Control(control), .. }) = self.open.iter_mut().rev().nth(1) {
            match element.name() {
                (Ns::Word, "text") => control.is_plain = true,
                (Ns::Word, "date" | "docPartObj" | "citation") => control.is_safe = true,
                (Ns::Word, "p") => control.is_block |= self.paragraphs == control.before.1 + 1,
                _ => {}
            }
        }
        if element.is(Ns::Word, "t")
            && let Some(run) = &self.run
        {
            self.found.texts.insert(tag.end, (self.found.runs.len(), run.atoms.len()));
        }
        self.open.push(Open { what, start: tag.start });
    }

    /// What an element is, by what it is in.
    fn what(&self, element: &Element, tag: &Range<usize>) -> What {
        let (ns, name) = element.name();
        let parent = self.open.last().map(|open| &open.what);
        match (ns, name, parent) {
            (Ns::Word, "r", _) if self.run.is_none() => What::Run,
            (Ns::Word, "r", _) => What::Inner,
            (Ns::Word, "rPr", Some(What::Run)) => What::Props,
            (Ns::Word, "rPrChange", Some(What::Props)) => What::PropsChange,
            (_, _, Some(What::Run)) => What::Atom(self.atom(element, tag)),
            _ if self.run.is_some() => What::Beside,
            (Ns::Word, "sdt", _) => {
                What::Control(Control { before: (self.found.runs.len(), self.paragraphs), ..Control::default() })
            }
            (Ns::Word, "p", _) => What::Paragraph(self.paragraph),
            (Ns::Word, "ins" | "moveTo", _) => What::Inserted(tag.clone()),
            (Ns::Word, "del" | "moveFrom", _) => What::Deleted,
            _ => What::Beside,
        }
    }

    fn atom(&self, element: &Element, tag: &Range<usize>) -> AtomKind {
        match element.name() {
            (Ns::Word, "t") => {
                let keeps = self.xml.attribute(element, Ns::Xml, "space").as_deref() == Some("preserve");
                AtomKind::Text(tag.end..tag.end, keeps)
            }
            (Ns::Word, "tab" | "ptab" | "br" | "cr" | "noBreakHyphen" | "softHyphen" | "sym") => AtomKind::Blank,
            (Ns::Word, "footnoteReference" | "endnoteReference") => AtomKind::Note,
            (Ns::Word, "fldChar") => match self.xml.attribute(element, Ns::Word, "fldCharType").as_deref() {
                Some("begin") => AtomKind::Field(FieldMark::Begin),
                Some("separate") => AtomKind::Field(FieldMark::Separate),
                Some("end") => AtomKind::Field(FieldMark::End),
                _ => AtomKind::Other,
            },
            _ => AtomKind::Other,
        }
    }

    fn new_run(&self, element: &Element, tag: &Range<usize>) -> Run {
        let inserted = match self.open.last().map(|open| &open.what) {
            Some(What::Inserted(tag)) => Some(tag.clone()),
            _ => None,
        };
        Run {
            all: tag.clone(),
            tag: tag.clone(),
            prefix: element.prefix(),
            props: None,
            props_change: None,
            atoms: Vec::new(),
            paragraph: self.paragraph.unwrap_or(0),
            inserted,
            controlled: false,
            deleted: self.open.iter().any(|open| open.what == What::Deleted),
        }
    }

    fn end(&mut self) {
        let Some(Open { what, start }) = self.open.pop() else { return };
        let (began, end) = (self.xml.began(), self.xml.position());
        match (what, &mut self.run) {
            (What::Paragraph(outside), _) => self.paragraph = outside,
            (What::Control(control), None) if !control.is_safe => {
                let (runs, paragraphs) = control.before;
                let first = |run: &Run| control.is_block && run.paragraph == paragraphs + 1;
                let plain = control.is_plain && !control.is_block;
                self.found.runs.iter_mut().skip(runs).for_each(|run| run.controlled |= plain || first(run));
            }
            (What::Run, run) => {
                if let Some(mut run) = run.take() {
                    run.all = start..end;
                    self.found.runs.push(run);
                }
            }
            (What::Props, Some(run)) => run.props = Some(start..end),
            (What::PropsChange, Some(run)) => run.props_change = Some(start..end),
            (What::Atom(AtomKind::Text(text, keeps)), Some(run)) => {
                // A text written as one tag has no room for words.
                let kind = if began < end { AtomKind::Text(text.start..began, keeps) } else { AtomKind::Other };
                run.atoms.push(Atom { all: start..end, kind });
            }
            (What::Atom(kind), Some(run)) => run.atoms.push(Atom { all: start..end, kind }),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NS: &str = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'";

    #[test]
    fn finds_runs_with_what_is_in_them_and_around_them() {
        let text = format!(
            "<w:body {NS}><w:p><w:pPr><w:rPr><w:b/></w:rPr></w:pPr><w:r><w:rPr><w:i/></w:rPr><w:t>one</w:t><w:tab/>\
             <w:t xml:space='preserve'> two</w:t></w:r><w:ins w:id='7'><w:r><w:t>three</w:t></w:r></w:ins>\
             <w:del w:id='31'><w:r><w:delText>four</w:delText></w:r></w:del></w:p><w:p><w:r><w:pict><w:p><w:r><w:t>box</w:t>\
             </w:r></w:p></w:pict><w:t/></w:r></w:p></w:body>"
        );
        let found = scan(&text).unwrap();
        let drawn: Vec<String> = found
            .runs
            .iter()
            .map(|run| {
                let atoms = run.atoms.iter().map(|atom| match &atom.kind {
                    AtomKind::Text(range, keeps) => {
                        format!("{:?}{}", &text[range.clone()], if *keeps { "+" } else { "" })
                    }
                    kind => format!("{kind:?}"),
                });
                let atoms: Vec<String> = atoms.collect();
                let marks =
                    [(run.inserted.is_some(), "inserted"), (run.deleted, "deleted"), (run.props.is_some(), "props")];
                let marks: Vec<&str> = marks.iter().filter(|(is, _)| *is).map(|(_, name)| *name).collect();
                format!("{} {} {}", run.paragraph, atoms.join(","), marks.join(","))
            })
            .collect();
        assert_eq!(
            drawn,
            ["1 \"one\",Blank,\" two\"+ props", "1 \"three\" inserted", "1 Other deleted", "2 Other,Other "]
        );
        assert_eq!(found.highest, 31);
        let place = |words: &str| found.texts[&text.find(words).unwrap()];
        assert_eq!((place("one"), place(" two"), place("box")), ((0, 0), (0, 2), (3, 0)));
        assert_eq!(&text[found.runs[1].inserted.clone().unwrap()], "<w:ins w:id='7'>");
        assert!(
            text[found.runs[3].all.clone()].starts_with("<w:r><w:pict>")
                && text[found.runs[3].all.clone()].ends_with("</w:r>")
        );
    }
}
