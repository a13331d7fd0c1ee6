//! The report as a workbook of SpreadsheetML (ISO/IEC 29500-1, part 18): a sheet for the claims, and one for each list.
//!
//! Text is only ever written as text, never as a formula, so that nothing in a story is carried out by a spreadsheet.

mod claims;
mod lists;
mod looks;
mod sheet;
mod table;
#[cfg(test)]
mod tests;

use super::report::Report;
use super::{Edition, ExportError, Exported, Format, Options, clean};
use rust_xlsxwriter::{DocProperties, Workbook, XlsxError};
use sheet::Writer;
use table::Table;

/// Renders the report.
pub(super) fn render(report: &Report, options: &Options) -> Result<Exported, ExportError> {
    workbook(report, options, &sheet::Limits::EXCEL)
        .map_err(|error| ExportError::Refused(Format::Xlsx, error.to_string()))
}

fn workbook(report: &Report, options: &Options, limits: &sheet::Limits) -> Result<Exported, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(report, options));
    let mut writer = Writer::new(&mut workbook, report, options.offset, limits);
    for table in tables(report) {
        writer.write(table)?;
    }
    let notices = writer.finish()?;
    Ok(Exported { bytes: workbook.save_to_buffer()?, notices })
}

/// The sheets, in order; the claims come first, since scripts read the first.
fn tables<'a>(report: &'a Report<'a>) -> Vec<Table<'a>> {
    if report.edition == Edition::CallSheet {
        return vec![lists::calls(report), lists::about(report)];
    }
    let mut tables = vec![claims::claims(report), lists::sources(report)];
    tables.extend((!report.must_fix.is_empty()).then(|| claims::must_fix(report)));
    tables.extend([claims::open(report), lists::sign_offs(report), lists::drafts(report)]);
    tables.extend((!report.history.is_empty()).then(|| lists::history(report)));
    tables.push(lists::about(report));
    tables
}

/// What the file says of itself: nothing that the report does not say, and no name of who made it.
fn properties(report: &Report, options: &Options) -> DocProperties {
    let title = clean::one_line(&format!("{} – {}", report.title, report.edition_word()));
    DocProperties::new().set_title(title).set_creation_datetime(&options.made)
}
