//! Writing a sheet within what a spreadsheet can hold, without losing a word.

use super::looks::Looks;
use super::table::{Cell, Column, Table};
use crate::export::clean::{clean, one_line};
use crate::export::csv::is_formula;
use crate::export::link::office_link;
use crate::export::report::{Moment, Report};
use crate::export::{PageSize, brief};
use chrono::{Datelike, FixedOffset, NaiveDateTime};
use rust_xlsxwriter::{IgnoreError, Url, Workbook, Worksheet, XlsxError};

/// What one sheet can hold ("Excel specifications and limits").
pub(super) struct Limits {
    /// Code units of UTF-16 in a cell.
    pub units: usize,
    /// Line feeds in a cell.
    pub line_feeds: usize,
    /// Rows below the headings.
    pub rows: usize,
    /// Links.
    pub links: usize,
}

impl Limits {
    pub const EXCEL: Self = Self { units: 32_767, line_feeds: 253, rows: 1_048_575, links: 65_530 };

    fn hold(&self, text: &str) -> bool {
        let short = text.len() <= self.line_feeds.min(self.units);
        short || (text.encode_utf16().count() <= self.units && text.matches('\n').count() <= self.line_feeds)
    }

    /// The text in pieces that a cell can hold with this many units to spare.
    fn pieces<'t>(&self, text: &'t str, spare: usize) -> Vec<&'t str> {
        let (mut pieces, mut start, mut units, mut line_feeds) = (Vec::new(), 0, 0, 0);
        for (at, c) in text.char_indices() {
            let (wide, feeds) = (c.len_utf16(), usize::from(c == '\n'));
            if units + wide + spare > self.units || line_feeds + feeds > self.line_feeds {
                pieces.push(&text[start..at]);
                (start, units, line_feeds) = (at, 0, 0);
            }
            (units, line_feeds) = (units + wide, line_feeds + feeds);
        }
        pieces.push(&text[start..]);
        pieces
    }
}

/// Height of a line, and of the highest row, in points.
const LINE: f64 = 15.0;
const HIGHEST: f64 = 409.0;

/// The sheet that holds what no cell can.
const LONG_TEXTS: &str = "Long texts";

/// So many units are left in a cell that says where the rest of its text is.
const SPARE: usize = 60;

/// Writes the sheets of a workbook.
pub(super) struct Writer<'a> {
    workbook: &'a mut Workbook,
    cells: Cells<'a>,
    printed: Printed,
}

/// What a page looks like on paper.
struct Printed {
    /// What stands at its head.
    head: String,
    /// What stands at its foot.
    foot: String,
    /// The number of the paper (ISO/IEC 29500-1, 18.3.1.63).
    paper: u8,
}

impl Printed {
    fn new(report: &Report) -> Self {
        let named = if report.tells_confidential { " · names confidential sources" } else { "" };
        let head = format!("&L{}&R{}{named}", plain(report.title), plain(report.edition_word()));
        let line = plain(&report.house.footer);
        let foot = if line.is_empty() { "&R&P / &N".to_owned() } else { format!("&L{line} &R&P / &N") };
        let paper = match report.house.page {
            PageSize::A4 => 9,
            PageSize::Letter => 1,
        };
        Self { head, foot, paper }
    }
}

/// Text for a head or a foot, which can have 255 characters, and in which an ampersand begins a code.
fn plain(text: &str) -> String {
    one_line(text).chars().take(80).collect::<String>().replace('&', "&&")
}

impl<'a> Writer<'a> {
    pub fn new(workbook: &'a mut Workbook, report: &Report, offset: FixedOffset, limits: &'a Limits) -> Self {
        Self { workbook, cells: Cells::new(limits, offset), printed: Printed::new(report) }
    }

    /// Writes a table, on as many sheets as it takes.
    pub fn write(&mut self, mut table: Table) -> Result<(), XlsxError> {
        let rows = std::mem::take(&mut table.rows);
        let parts: Vec<&[Vec<Cell>]> = match rows.is_empty() {
            true => vec![&[]],
            false => rows.chunks(self.cells.limits.rows).collect(),
        };
        for (at, rows) in parts.into_iter().enumerate() {
            let name = if at == 0 { table.name.to_owned() } else { format!("{} {}", table.name, at + 1) };
            self.sheet(&table, &name, rows)?;
        }
        Ok(())
    }

    fn sheet(&mut self, table: &Table, name: &str, rows: &[Vec<Cell>]) -> Result<(), XlsxError> {
        let sheet = self.workbook.add_worksheet();
        sheet.set_name(name)?.set_screen_gridlines(false);
        set_page(sheet, table, &self.printed)?;
        for (at, Column(heading, width)) in (0..).zip(&table.columns) {
            sheet.set_column_width(at, *width)?;
            sheet.write_string_with_format(0, at, *heading, &self.cells.looks.heading)?;
        }
        sheet.set_row_height(0, 22)?.set_freeze_panes(1, table.frozen)?;
        let (last, columns) = (rows.len().try_into().unwrap_or(u32::MAX), table.columns.len() as u16);
        if rows.is_empty() {
            sheet.write_string_with_format(1, 0, table.empty, &self.cells.looks.empty)?;
        } else {
            sheet.autofilter(0, 0, last, columns - 1)?;
            sheet.ignore_error_range(1, 0, last, columns - 1, IgnoreError::NumberStoredAsText)?;
        }
        let mut links = 0;
        for (row, cells) in (1..).zip(rows) {
            let key = cells.first().map(|cell| self.cells.key(cell)).unwrap_or_default();
            for ((column, cell), Column(heading, _)) in (0..).zip(cells).zip(&table.columns) {
                let place = Place { row, column, key: &key, sheet: name, heading };
                self.cells.write(sheet, &place, cell, &mut links)?;
            }
            let lines = cells.iter().zip(&table.columns).map(|(cell, Column(_, width))| cell.height(*width)).max();
            // Not every program finds out by itself how high a row must be.
            if let Some(lines) = lines.filter(|lines| *lines > 1) {
                sheet.set_row_height(row, (LINE * lines as f64).min(HIGHEST))?;
            }
        }
        Ok(())
    }

    /// Writes what no cell could hold, and says what a person has to know.
    pub fn finish(mut self) -> Result<Vec<String>, XlsxError> {
        let mut notices = Vec::new();
        let rows = std::mem::take(&mut self.cells.long);
        if !rows.is_empty() {
            let count = self.cells.long_texts;
            let texts = if count == 1 { "1 text is".to_owned() } else { format!("{count} texts are") };
            notices.push(format!("{texts} longer than a cell can be; the sheet “{LONG_TEXTS}” has all of it"));
            let columns =
                [("Text", 7.0), ("Sheet", 14.0), ("Row", 14.0), ("Column", 18.0), ("Part", 6.0), ("Words", 90.0)];
            let columns = columns.map(|(heading, width)| Column(heading, width)).into_iter().collect();
            self.write(Table { name: LONG_TEXTS, columns, frozen: 0, rows, empty: "" })?;
        }
        if self.cells.unlinked > 0 {
            let count = self.cells.unlinked;
            let are =
                if count == 1 { "1 address is no link".to_owned() } else { format!("{count} addresses are no links") };
            notices.push(format!("{are}, because a sheet can hold no more of them"));
        }
        Ok(notices)
    }
}

/// On paper: landscape, the headings on each page, and as wide as the page where that can be read.
fn set_page(sheet: &mut Worksheet, table: &Table, printed: &Printed) -> Result<(), XlsxError> {
    let wide: f64 = table.columns.iter().map(|Column(_, width)| width).sum();
    sheet.set_landscape().set_paper_size(printed.paper).set_margins(0.5, 0.5, 0.8, 0.7, 0.3, 0.3);
    sheet.set_header(&printed.head).set_footer(&printed.foot).set_repeat_rows(0, 0)?;
    match wide < 320.0 {
        true => sheet.set_print_fit_to_pages(1, 0),
        false => sheet.set_print_scale(60).set_page_order(true).set_repeat_columns(0, 2)?,
    };
    Ok(())
}

/// Where a cell is.
struct Place<'a> {
    row: u32,
    column: u16,
    /// What the row is of: the text of its first cell.
    key: &'a str,
    sheet: &'a str,
    heading: &'a str,
}

/// Writes cells.
struct Cells<'a> {
    limits: &'a Limits,
    looks: Looks,
    offset: FixedOffset,
    /// The rows of [`LONG_TEXTS`].
    long: Vec<Vec<Cell<'static>>>,
    long_texts: usize,
    unlinked: usize,
}

impl<'a> Cells<'a> {
    fn new(limits: &'a Limits, offset: FixedOffset) -> Self {
        Self { limits, looks: Looks::new(), offset, long: Vec::new(), long_texts: 0, unlinked: 0 }
    }

    /// What a person finds the row of this first cell by.
    fn key(&self, cell: &Cell) -> String {
        match cell {
            Cell::Empty => String::new(),
            Cell::Text(text) => brief(text),
            Cell::Mark(_, words) => words.clone(),
            Cell::Number(number) => number.to_string(),
            Cell::Time(moment) => moment.local.clone(),
            Cell::Address(address) => brief(address),
        }
    }

    fn write(&mut self, sheet: &mut Worksheet, place: &Place, cell: &Cell, links: &mut usize) -> Result<(), XlsxError> {
        let (row, column) = (place.row, place.column);
        match cell {
            Cell::Empty => sheet.write_blank(row, column, &self.looks.text)?,
            Cell::Number(number) => sheet.write_number_with_format(row, column, *number as f64, &self.looks.number)?,
            Cell::Time(moment) => match self.local(moment) {
                Some(local) => sheet.write_datetime_with_format(row, column, local, &self.looks.time)?,
                None => sheet.write_string_with_format(row, column, &moment.local, &self.looks.time)?,
            },
            Cell::Mark(mark, words) => sheet.write_string_with_format(row, column, words, self.looks.mark(*mark))?,
            Cell::Text(text) => {
                let text = self.text(text, place);
                let look = if is_formula(&text) { &self.looks.guarded } else { &self.looks.text };
                sheet.write_string_with_format(row, column, text, look)?
            }
            Cell::Address(address) => return self.address(sheet, place, address, links),
        };
        Ok(())
    }

    /// A link where that can be, and text otherwise.
    fn address(
        &mut self,
        sheet: &mut Worksheet,
        place: &Place,
        address: &str,
        links: &mut usize,
    ) -> Result<(), XlsxError> {
        let link = office_link(address).filter(|address| self.limits.hold(address));
        let full = *links >= self.limits.links;
        self.unlinked += usize::from(link.is_some() && full);
        if let Some(link) = link.filter(|_| !full) {
            let url = Url::new(link).set_text(link);
            let look = &self.looks.address;
            if sheet.write_url_with_format(place.row, place.column, url, look).is_ok() {
                *links += 1;
                return Ok(());
            }
        }
        self.write(sheet, place, &Cell::text(address), links)
    }

    /// The text as a cell can hold it. What is too long goes where all of it is found.
    fn text(&mut self, text: &str, place: &Place) -> String {
        let text = clean(text);
        let mut shown = text.to_string();
        if !self.limits.hold(&text) {
            self.long_texts += 1;
            let number = self.long_texts;
            let row = |(part, words): (usize, &str)| {
                let names = [place.sheet, place.key, place.heading].map(|name| Cell::text(name.to_owned()));
                let [sheet, key, heading] = names;
                let words = Cell::text(words.to_owned());
                vec![Cell::Number(number), sheet, key, heading, Cell::Number(part + 1), words]
            };
            self.long.extend(self.limits.pieces(&text, 1).into_iter().enumerate().map(row));
            let begin = self.limits.pieces(&text, SPARE).first().copied().unwrap_or_default();
            shown = format!("{begin} … (all of it: sheet “{LONG_TEXTS}”, text {number})");
        }
        // The library takes such a text for markup of its own and writes it as it is.
        if shown.starts_with("<r>") && shown.ends_with("</r>") {
            shown.push(' ');
        }
        shown
    }

    /// The time where the reader is, if a spreadsheet can count it: it knows no year before 1900.
    fn local(&self, moment: &Moment) -> Option<NaiveDateTime> {
        let local = moment.utc.naive_utc().checked_add_offset(self.offset)?;
        (1900..=9999).contains(&local.year()).then_some(local)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_what_a_cell_cannot_hold_and_loses_nothing() {
        let limits = Limits { units: 5, line_feeds: 1, rows: 9, links: 9 };
        for (text, spare, expected) in [
            ("", 0, vec![""]),
            ("abcde", 0, vec!["abcde"]),
            ("abcdef", 0, vec!["abcde", "f"]),
            ("abcdef", 3, vec!["ab", "cd", "ef"]),
            ("ab😀c", 0, vec!["ab😀c"]),
            ("abcd😀", 0, vec!["abcd", "😀"]),
            ("a\nb\nc", 0, vec!["a\nb", "\nc"]),
        ] {
            assert_eq!(limits.pieces(text, spare), expected, "{text:?}");
            assert_eq!(limits.hold(text), text.is_empty() || limits.pieces(text, 0).len() == 1, "{text:?}");
        }
    }
}
