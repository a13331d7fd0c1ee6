//! Word documents (ISO/IEC 29500-1, part 17), made from nothing.
//!
//! - [`body`], [`item`], [`looks`], [`contents`], [`table`]: the report as it is set on pages.
//! - [`article`], [`notes`], [`numbering`]: the article alone, as a document of its own.
//! - [`styles`], [`settings`], [`margins`]: what both look like; [`package`], [`xml`]: how it is written down.

mod article;
mod body;
mod contents;
mod item;
mod looks;
mod margins;
mod notes;
mod numbering;
mod package;
mod settings;
mod styles;
mod table;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_article;
mod xml;

pub use article::article;

use super::flow::Flow;
use super::{ExportError, Exported, Format, Options};
use body::Body;
use numbering::Numbering;
use package::{NAMESPACES, Package};

/// Renders the report.
pub(super) fn render(flow: &Flow, options: &Options) -> Result<Exported, ExportError> {
    let house = &options.house;
    let mut package = Package::new(&flow.title, Some("en"), Some(options.made));
    package.part("styles", "styles", styles::report(flow.language, house));
    package.part("numbering", "numbering", Numbering::default().part());
    package.part("settings", "settings", settings::part(false));
    package.part("fontTable", "fontTable", styles::fonts());
    let header = package.part("header1", "header", margins::header(&flow.running_head));
    let footer = package.part("footer1", "footer", margins::footer(&house.footer));
    let (text, package) = Body::new(flow, house.page, package).all();
    // The first page has its title instead of a head.
    let references = format!(
        "<w:headerReference w:type=\"default\" r:id=\"{header}\"/><w:footerReference w:type=\"default\" r:id=\"{footer}\"/>\
        <w:footerReference w:type=\"first\" r:id=\"{footer}\"/>"
    );
    let section = settings::section(house.page, &references, "<w:titlePg/>");
    let document = format!("<w:document {NAMESPACES}><w:body>{text}{section}</w:body></w:document>");
    let bytes = package.file(&document).map_err(|error| ExportError::Refused(Format::Docx, error.to_string()))?;
    Ok(Exported { bytes, notices: Vec::new() })
}
