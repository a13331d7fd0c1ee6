//! What holds inside a group, and where its text goes.

use super::codepage::Page;

/// Where the text of a group goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destination {
    /// To the article, or to the note, comment or box that is being read.
    Body,
    /// Nowhere, and what is inside is not looked at.
    Skip,
    /// Nowhere: it repeats on every page.
    Heads,
    /// Nowhere, but a group inside may have text: of an object, a shape, a passage in two versions.
    Frame,
    /// To the font table.
    Fonts,
    /// To the style sheet.
    Styles,
    /// To the table of those who made changes.
    Revisions,
    /// To the list table.
    Lists,
    /// To the template of a list’s level.
    LevelText,
    /// To the list override table.
    Overrides,
    /// To what the document says about itself.
    Info,
    /// To the number or bullet that the paragraph begins with.
    ListText,
    /// To the old form of a comment’s time, which consists of control words.
    Time,
    /// To what is kept aside until the group ends.
    Value(Value),
}

/// A value that is the text of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// The title that the document says it has.
    Title,
    /// Who wrote a comment.
    Author,
    /// Initials of who wrote a comment.
    Initials,
    /// The number of a comment.
    Reference,
    /// The number of the comment that one answers.
    Parent,
    /// When a comment was written.
    Date,
    /// The number of the comment whose span begins.
    SpanStart,
    /// The number of the comment whose span ends.
    SpanEnd,
}

/// A text of its own that ends with the group it began with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A footnote or, when told so later, an endnote.
    Note,
    /// A comment.
    Comment,
    /// The text in a shape.
    Box,
}

/// What holds for a paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// Number of its style.
    pub style: i32,
    /// Level of a heading from 1, when it says so itself.
    pub outline: Option<u8>,
    /// Number of its list in the override table; 0 is none.
    pub list: i32,
    /// Level in the list, from 0.
    pub level: usize,
    /// True inside a table.
    pub in_table: bool,
}

/// What a tracked change did to a run of text, who made it and when; see [`super::time::packed`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Revision {
    /// True when it was put in.
    pub on: bool,
    /// Place in the table of those who made changes.
    pub author: usize,
    /// When.
    pub time: i32,
}

/// What holds inside a group. It ends with the group.
#[derive(Clone, Copy, Debug)]
pub struct State {
    /// Where text goes.
    pub destination: Destination,
    /// True in the group that named the destination, not in those inside it.
    pub entered: bool,
    /// What ends with this group.
    pub part: Option<Part>,
    /// True right behind the brace that begins the group.
    pub fresh: bool,
    /// True behind `\*` at the beginning of the group: the next control word names a destination, which may be skipped.
    pub starred: bool,
    /// How bytes of text are read.
    pub page: Page,
    /// True for text that is not shown.
    pub hidden: bool,
    /// How many characters after a Unicode character say the same for older programs (`\uc`).
    pub fallback: usize,
    /// What holds for the paragraph.
    pub paragraph: Paragraph,
    /// Whether text was put in.
    pub inserted: Revision,
    /// Whether text was taken out.
    pub deleted: Revision,
}

impl State {
    /// What holds at the beginning of a file.
    pub fn new(page: Page) -> Self {
        Self {
            destination: Destination::Body,
            entered: true,
            part: None,
            fresh: false,
            starred: false,
            page,
            hidden: false,
            fallback: 1,
            paragraph: Paragraph::default(),
            inserted: Revision::default(),
            deleted: Revision::default(),
        }
    }

    /// What holds at the beginning of a group inside this one.
    pub fn inner(self) -> Self {
        Self { entered: false, part: None, fresh: true, starred: false, ..self }
    }

    /// What holds at the beginning of a note, comment or box inside this group.
    pub fn of_part(self, part: Part) -> Self {
        Self { entered: true, part: Some(part), fallback: self.fallback, ..Self::new(self.page) }
    }
}

/// What a control word that names a destination begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begins {
    /// A destination.
    Destination(Destination),
    /// A text of its own.
    Part(Part),
    /// A picture, which is left out.
    Picture,
    /// An object of another program; of it, what it looks like may be text.
    Object,
    /// An equation, which is left out.
    Equation,
}

/// What the destination of this name begins inside that one (RTF 1.9.1, “Destination” in appendix B). None when this is no
/// destination that means anything here.
pub fn begins(name: &str, within: Destination) -> Option<Begins> {
    use Destination::{Body, Frame, Heads, Info, Lists, Skip};
    if matches!(within, Skip | Heads) {
        return None;
    }
    let to = |destination| Some(Begins::Destination(destination));
    match name {
        "pict" => Some(Begins::Picture),
        "object" => Some(Begins::Object),
        "mmath" | "moMath" | "moMathPara" => Some(Begins::Equation),
        "footnote" if within == Body => Some(Begins::Part(Part::Note)),
        "annotation" if within == Body => Some(Begins::Part(Part::Comment)),
        "shptxt" | "dptxbxtext" if matches!(within, Body | Frame) => Some(Begins::Part(Part::Box)),
        "shppict" | "shpinst" | "shpgrp" | "do" | "upr" | "sp" | "sn" | "sv" => to(Frame),
        "ud" | "result" if within == Frame => to(Body),
        "fonttbl" => to(Destination::Fonts),
        "stylesheet" => to(Destination::Styles),
        "revtbl" => to(Destination::Revisions),
        "listtable" => to(Lists),
        "leveltext" if within == Lists => to(Destination::LevelText),
        "listoverridetable" => to(Destination::Overrides),
        "listtext" | "pntext" => to(Destination::ListText),
        "info" => to(Info),
        "title" if within == Info => to(Destination::Value(Value::Title)),
        "atntime" => to(Destination::Time),
        "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr" | "footerf" => to(Heads),
        _ if is_skipped(name) => to(Skip),
        _ => value(name).map(|value| Begins::Destination(Destination::Value(value))),
    }
}

fn value(name: &str) -> Option<Value> {
    Some(match name {
        "atnauthor" => Value::Author,
        "atnid" => Value::Initials,
        "atnref" => Value::Reference,
        "atnparent" => Value::Parent,
        "atndate" => Value::Date,
        "atrfstart" => Value::SpanStart,
        "atrfend" => Value::SpanEnd,
        _ => return None,
    })
}

/// Destinations without text of the article that files name without `\*`.
fn is_skipped(name: &str) -> bool {
    matches!(
        name,
        "colortbl"
            | "filetbl"
            | "private"
            | "ftnsep"
            | "ftnsepc"
            | "ftncn"
            | "aftnsep"
            | "aftnsepc"
            | "aftncn"
            | "xe"
            | "tc"
            | "tcn"
            | "rxe"
            | "txe"
            | "fldinst"
            | "formfield"
            | "datafield"
            | "shprslt"
            | "nonshppict"
            | "nonesttables"
            | "bkmkstart"
            | "bkmkend"
            | "pntxta"
            | "pntxtb"
            | "listname"
            | "levelnumbers"
            | "liststylename"
            | "listpicture"
            | "panose"
            | "falt"
            | "fname"
            | "fontemb"
            | "fontfile"
            | "picprop"
            | "objdata"
            | "objclass"
            | "objname"
            | "objalias"
            | "objsect"
            | "template"
            | "pgdsctbl"
            | "background"
            | "mmathPict"
    )
}

/// The character that a control word stands for (RTF 1.9.1, “Special Characters”).
pub fn character(name: &str) -> Option<&'static str> {
    Some(match name {
        "emdash" => "—",
        "endash" => "–",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "bullet" => "•",
        "emspace" => "\u{2003}",
        "enspace" => "\u{2002}",
        "qmspace" => "\u{2005}",
        "zwj" => "\u{200d}",
        "zwnj" => "\u{200c}",
        "ltrmark" => "\u{200e}",
        "rtlmark" => "\u{200f}",
        "tab" => "\t",
        "line" => "\n",
        _ => return None,
    })
}
