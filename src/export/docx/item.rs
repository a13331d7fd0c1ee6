//! Lists: each item behind its label or number, by a tab, so that there is no table for what is none.

use super::body::{Body, TAB, of_report};
use super::xml;
use crate::export::flow::{Item, List, ListKind, Run, Style};

/// Where the words of an item begin, and where its label does, in twentieths of a point.
#[derive(Clone, Copy)]
pub(super) struct Place {
    left: u32,
    label: u32,
    /// The style of what is plain there.
    style: &'static str,
    /// What parts an item from the next.
    parted: &'static str,
}

impl Place {
    /// At the front of the report.
    pub const FRONT: Self = Self { left: 1_700, label: 0, style: "FirstFact", parted: "" };
    /// In the entry of a claim.
    pub const ENTRY: Self = Self { left: 2_098, label: 964, style: "Fact", parted: "" };
    const ROW: Self = Self { left: 964, label: 0, style: "Row", parted: "<w:spacing w:after=\"200\"/>" };
    const LINE: Self = Self { left: 964, label: 0, style: "Line", parted: "" };
}

impl Body<'_> {
    pub fn list(&mut self, list: &List) {
        let place = match list.kind {
            ListKind::Facts => self.place(),
            ListKind::Rows => Place::ROW,
            ListKind::Lines => Place::LINE,
        };
        // The few facts at the front stay on one page; those of a claim may be long.
        let kept = if self.in_entry || list.kind != ListKind::Facts { 0 } else { list.items.len() };
        for (at, item) in list.items.iter().enumerate() {
            self.item(item, place, at + 1 < kept);
        }
    }

    /// Writes an item, which may be kept on the page of the next.
    fn item(&mut self, item: &Item, place: Place, kept: bool) {
        let last = item.paragraphs.len().saturating_sub(1);
        for (at, paragraph) in item.paragraphs.iter().enumerate() {
            let keep = if kept || at < last { "<w:keepNext/>" } else { "" };
            let style = match paragraph.style {
                Style::Plain => place.style,
                Style::Small => "EntryLine",
                style => of_report(style),
            };
            let parted = if at == last { place.parted } else { "" };
            let Place { left, label, .. } = place;
            let (tab, indent) = match (at, paragraph.style) {
                (0, Style::Plain) => (String::new(), String::new()),
                (0, _) => (
                    format!("<w:tabs><w:tab w:val=\"left\" w:pos=\"{left}\"/></w:tabs>"),
                    format!("<w:ind w:left=\"{left}\" w:hanging=\"{}\"/>", left - label),
                ),
                _ => (String::new(), format!("<w:ind w:left=\"{left}\" w:firstLine=\"0\"/>")),
            };
            self.open(style, &format!("{keep}{tab}{parted}{indent}"));
            if at == 0 {
                match &item.id {
                    Some(id) => self.named(id, |body| body.label(&item.label)),
                    None => self.label(&item.label),
                }
                self.out.push_str(TAB);
            }
            self.close(&paragraph.runs);
        }
    }

    /// A label of words alone has its own look, whatever stands behind it.
    fn label(&mut self, label: &[Run]) {
        for run in label {
            match run.look.soft && run.link.is_none() && run.id.is_none() {
                true => xml::run(&mut self.out, "<w:rStyle w:val=\"Label\"/>", &run.text),
                false => self.run(run),
            }
        }
    }
}
