//! How cells look. Each status is told by its sign and its word; the quiet ground behind them only helps.

use crate::export::report::Mark;
use crate::model::Status;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

const INK: u32 = 0x1E2227;
const SOFT: u32 = 0x5C6067;
const LINE: u32 = 0xDEDAD1;
const ACCENT: u32 = 0x2A5CA6;

/// The looks of the cells of a workbook.
pub(super) struct Looks {
    pub heading: Format,
    pub text: Format,
    /// Text that would become a formula if somebody went into the cell and left it again.
    pub guarded: Format,
    pub number: Format,
    pub time: Format,
    pub address: Format,
    pub empty: Format,
    marks: Vec<(Mark, Format)>,
}

impl Looks {
    pub fn new() -> Self {
        let text = base().set_text_wrap();
        Self {
            heading: heading(),
            guarded: text.clone().set_quote_prefix(),
            number: base().set_align(FormatAlign::Right).set_indent(1),
            time: base().set_num_format("d mmm yyyy, hh:mm").set_align(FormatAlign::Left),
            address: text.clone().set_font_color(ACCENT).set_underline(FormatUnderline::Single),
            empty: base().set_italic().set_font_color(SOFT),
            marks: Mark::ALL.into_iter().map(|mark| (mark, of_mark(mark))).collect(),
            text,
        }
    }

    /// That of a mark.
    pub fn mark(&self, mark: Mark) -> &Format {
        self.marks.iter().find(|(other, _)| *other == mark).map_or(&self.text, |(_, look)| look)
    }
}

fn base() -> Format {
    let line = FormatBorder::Thin;
    Format::new().set_font_color(INK).set_align(FormatAlign::Top).set_border_bottom(line).set_border_bottom_color(LINE)
}

fn heading() -> Format {
    let line = FormatBorder::Medium;
    let look = Format::new().set_bold().set_font_color(INK).set_background_color(0xF1EFE9);
    look.set_align(FormatAlign::VerticalCenter).set_border_bottom(line).set_border_bottom_color(INK)
}

fn of_mark(mark: Mark) -> Format {
    let (ink, ground): (u32, u32) = match mark {
        Mark::Status(Status::Verified) | Mark::Corrected => (0x1F5C38, 0xE4F1E9),
        Mark::Status(Status::Wrong) => (0x8F2C22, 0xF7E1DE),
        Mark::Status(Status::Query) => (0x744900, 0xFAEFD8),
        Mark::Status(Status::CantConfirm) => (0x533C85, 0xEBE6F5),
        Mark::Recheck => (0x214A87, 0xE2EBF7),
        Mark::Status(Status::Unchecked | Status::Opinion) => (SOFT, 0xFFFFFF),
    };
    let look = base().set_text_wrap().set_font_color(ink);
    if ground == 0xFFFFFF { look } else { look.set_background_color(Color::RGB(ground)) }
}
