//! What the pages look like: the sheet, its axes, letters and colours. All lengths are points of 1/72 inch.

use crate::export::flow::Style;
use crate::export::report::Mark;
use crate::export::{House, PageSize};
use crate::model::{BlockKind, Status};

/// What a house chooses: the paper, and a colour for what is neither text nor status.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sheet {
    /// Width of a page.
    pub width: f32,
    /// Its height.
    pub height: f32,
    /// Colour of the name of the report.
    pub accent: Ink,
    /// Colour of the rule under the heading of a section.
    pub rule: Ink,
}

impl Sheet {
    /// The sheet of a house: A4 (ISO 216), or letter (ANSI/ASME Y14.1, size A).
    pub(super) fn of(house: &House) -> Self {
        let (width, height) = match house.page {
            PageSize::A4 => (595.276, 841.89),
            PageSize::Letter => (612.0, 792.0),
        };
        let own = house.accent.map(|[red, green, blue]| (red, green, blue));
        Self { width, height, accent: own.unwrap_or(ACCENT), rule: own.unwrap_or(INK) }
    }

    /// Where lines end.
    pub(super) fn right(self) -> f32 {
        self.width - 60.0
    }

    /// Where the last line of a page ends at the latest.
    pub(super) fn bottom(self) -> f32 {
        self.height - 72.0
    }

    /// Baseline of the page number.
    pub(super) fn foot(self) -> f32 {
        self.height - 42.0
    }

    /// How a paragraph is set, and the space above it.
    pub(super) fn of_paragraph(self, style: Style) -> (Type, f32) {
        let (kind, above) = of(style);
        (if kind.ink == ACCENT { kind.in_ink(self.accent) } else { kind }, above)
    }
}

/// Where headings, facts and tables begin.
pub(super) const LEFT: f32 = 56.0;
/// Where the article and the entries begin; their numbers stand left of it.
pub(super) const TEXT: f32 = 104.0;
/// Where numbers end that stand left of the text.
pub(super) const NUMBERS: f32 = TEXT - 9.0;
/// Where the first line of a page begins.
pub(super) const TOP: f32 = 74.0;
/// Baseline of the running head.
pub(super) const HEAD: f32 = 44.0;

/// A colour of the screen, red, green and blue.
pub(super) type Ink = (u8, u8, u8);

pub(super) const INK: Ink = (0x1E, 0x22, 0x27);
pub(super) const SOFT: Ink = (0x5C, 0x60, 0x67);
pub(super) const LINE: Ink = (0xD2, 0xCE, 0xC5);
const ACCENT: Ink = (0x2A, 0x5C, 0xA6);
pub(super) const WRONG: Ink = (0xB2, 0x3A, 0x2E);
const OK: Ink = (0x2B, 0x7A, 0x4B);
const QUERY: Ink = (0x8F, 0x5A, 0x00);
const NONE: Ink = (0x6A, 0x4F, 0xA3);

/// The colour of a mark.
pub(super) fn ink_of(mark: Mark) -> Ink {
    match mark {
        Mark::Corrected | Mark::Status(Status::Verified) => OK,
        Mark::Recheck => ACCENT,
        Mark::Status(Status::Wrong) => WRONG,
        Mark::Status(Status::Query) => QUERY,
        Mark::Status(Status::CantConfirm) => NONE,
        Mark::Status(Status::Unchecked | Status::Opinion) => SOFT,
    }
}

/// Which of our fonts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    /// Of the article.
    Serif,
    /// Of the tool.
    Sans,
}

/// How text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Type {
    /// The font.
    pub face: Face,
    /// Size of the letters.
    pub size: f32,
    /// From baseline to baseline.
    pub leading: f32,
    /// Semibold.
    pub bold: bool,
    /// Italic; our serif only.
    pub italic: bool,
    /// Colour.
    pub ink: Ink,
}

impl Type {
    const fn serif(size: f32, leading: f32) -> Self {
        Self { face: Face::Serif, size, leading, bold: false, italic: false, ink: INK }
    }

    const fn sans(size: f32, leading: f32) -> Self {
        Self { face: Face::Sans, ..Self::serif(size, leading) }
    }

    const fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    const fn italic(self) -> Self {
        Self { italic: true, ..self }
    }

    const fn in_ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }

    /// From the top of a line to its baseline: the line’s height is shared out around capitals.
    pub(super) fn baseline(self) -> f32 {
        let capitals = if self.face == Face::Serif { 0.66 } else { 0.73 };
        self.leading / 2.0 + self.size * capitals / 2.0
    }
}

pub(super) const TITLE: Type = Type::serif(27.0, 31.0).bold();
pub(super) const SECTION: Type = Type::serif(16.0, 20.0).bold();
pub(super) const GROUP: Type = Type::sans(9.5, 14.0).bold();
pub(super) const ENTRY: Type = Type::serif(12.0, 17.0);
pub(super) const LABEL: Type = Type::sans(8.5, 13.0).in_ink(SOFT);
pub(super) const NUMBER: Type = Type::sans(8.5, 13.0).in_ink(SOFT);
pub(super) const PLACE: Type = Type::sans(7.5, 13.0).in_ink(SOFT);
pub(super) const PLAIN: Type = Type::sans(8.8, 13.0);
pub(super) const CELL: Type = Type::sans(8.2, 12.0);
pub(super) const CELL_HEAD: Type = CELL.in_ink(SOFT);
pub(super) const FURNITURE: Type = Type::sans(7.5, 10.0).in_ink(SOFT);
pub(super) const COUNT: Type = Type::serif(17.0, 21.0);
pub(super) const COUNT_LABEL: Type = Type::sans(7.8, 11.0);

fn of(style: Style) -> (Type, f32) {
    match style {
        Style::Lead => (Type::sans(9.5, 13.0).bold().in_ink(ACCENT), 0.0),
        Style::Byline => (Type::sans(9.0, 13.5).in_ink(SOFT), 7.0),
        Style::Progress => (Type::serif(13.0, 18.0), 8.0),
        Style::Plain => (PLAIN, 2.0),
        Style::Small => (Type::sans(8.0, 12.0).in_ink(SOFT), 2.0),
        Style::Ask => (Type::serif(11.0, 16.0), 18.0),
        Style::Room => (Type::sans(8.0, 12.0).in_ink(SOFT), 12.0),
        Style::Closing => (Type::sans(8.0, 12.0).in_ink(SOFT), 20.0),
        Style::Empty => (Type::serif(11.0, 16.0).italic().in_ink(SOFT), 6.0),
        Style::Legend => (Type::sans(8.0, 14.0).in_ink(SOFT), 8.0),
        Style::Quote => (Type::serif(11.0, 15.5), 0.0),
        Style::Passage => (Type::serif(10.5, 14.5), 1.5),
        Style::Citation => (Type::serif(10.5, 14.5), 2.0),
        Style::Article(kind, level) => block(kind, level),
    }
}

fn block(kind: BlockKind, level: u8) -> (Type, f32) {
    match kind {
        BlockKind::Hed => (Type::serif(19.0, 24.0).bold(), 14.0),
        BlockKind::Heading if level > 4 => (Type::serif(11.5, 17.0).bold(), 14.0),
        BlockKind::Heading => (Type::serif(13.0, 18.0).bold(), 16.0),
        BlockKind::Dek => (Type::serif(12.5, 18.0).italic(), 6.0),
        BlockKind::Byline | BlockKind::Dateline => (Type::sans(8.5, 14.0).in_ink(SOFT), 4.0),
        BlockKind::Caption => (Type::serif(10.0, 15.0).italic(), 9.0),
        BlockKind::Footnote | BlockKind::Endnote | BlockKind::TextBox | BlockKind::TableCell => {
            (Type::serif(10.0, 15.0), 7.0)
        }
        BlockKind::Preformatted => (Type::sans(8.5, 14.0), 9.0),
        BlockKind::ListItem => (Type::serif(11.0, 17.5), 4.0),
        _ => (Type::serif(11.0, 17.5), 9.0),
    }
}
