//! Tables (ISO/IEC 29500-1, 17.4).

use super::body::Body;
use super::settings;
use super::xml::escaped;
use crate::export::flow::{Column, Run, Table};

/// Writes a table. Its headings are on each page that it goes over.
pub(super) fn table(body: &mut Body, table: &Table) {
    let width = settings::width(body.page);
    let widths: Vec<u32> = table.columns.iter().map(|column| (column.share * width as f32) as u32).collect();
    put!(
        &mut body.out,
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"ReportTable\"/><w:tblW w:w=\"{width}\" w:type=\"dxa\"/>\
        <w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" \
        w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/><w:tblCaption w:val=\"{}\"/></w:tblPr><w:tblGrid>",
        escaped(table.summary)
    );
    widths.iter().for_each(|width| put!(&mut body.out, "<w:gridCol w:w=\"{width}\"/>"));
    body.out.push_str("</w:tblGrid>");
    let headings: Vec<Vec<Run>> = table.columns.iter().map(|column| vec![Run::words(column.heading)]).collect();
    row(body, table, &widths, &headings, "<w:cantSplit/><w:tblHeader/>");
    table.rows.iter().for_each(|cells| row(body, table, &widths, cells, "<w:cantSplit/>"));
    body.out.push_str("</w:tbl>");
}

fn row(body: &mut Body, table: &Table, widths: &[u32], cells: &[Vec<Run>], properties: &str) {
    put!(&mut body.out, "<w:tr><w:trPr>{properties}</w:trPr>");
    for ((cell, width), Column { figures, .. }) in cells.iter().zip(widths).zip(&table.columns) {
        put!(&mut body.out, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>");
        body.open("Cell", if *figures { "<w:jc w:val=\"right\"/>" } else { "" });
        body.close(cell);
        body.out.push_str("</w:tc>");
    }
    body.out.push_str("</w:tr>");
}
