//! The whole report as JSON of our own, for programs and for archives: stable names, times by RFC 3339 in UTC, positions counted
//! in characters (Unicode scalar values) of [`types::Article::text`].
//!
//! [`types`] is its documentation: the JSON Schema that [`schema`] gives (draft 2020-12) is made from it.

mod fill;
#[cfg(test)]
mod tests;
pub mod types;

use super::Options;
use super::report::Report;
use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter, Serializer};
use std::io::{self, Write};

/// Renders the report.
pub(super) fn render(report: &Report, options: &Options) -> Vec<u8> {
    written(&fill::document(report, options))
}

/// The JSON Schema of the report, as text.
pub fn schema() -> String {
    let schema = schemars::schema_for!(types::Document);
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

/// A value as JSON that is pleasant to read and says what is there: characters that are not seen, or that turn the text around
/// them, are written as escapes (RFC 8259, section 7), so that nothing is lost and nobody is fooled.
pub(super) fn written(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(1 << 16);
    // Writing to memory cannot fail.
    let _ = value.serialize(&mut Serializer::with_formatter(&mut bytes, Plain(PrettyFormatter::new())));
    bytes.push(b'\n');
    bytes
}

/// Writes as [`PrettyFormatter`] does, but for what nobody sees.
struct Plain<'a>(PrettyFormatter<'a>);

impl Formatter for Plain<'_> {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut from = 0;
        for (at, c) in fragment.char_indices().filter(|(_, c)| super::clean::is_hidden(*c)) {
            writer.write_all(fragment.get(from..at).unwrap_or_default().as_bytes())?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            from = at + c.len_utf8();
        }
        writer.write_all(fragment.get(from..).unwrap_or_default().as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}
