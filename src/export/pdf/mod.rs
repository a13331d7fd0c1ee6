//! The report as PDF: set in the product’s type, with a structure tree for those who hear it, and fit for an archive
//! (ISO 14289-1, PDF/UA-1, and ISO 19005-2, PDF/A-2a).
//!
//! - [`look`]: sheet, letters and colours.
//! - [`fonts`], [`words`], [`set`]: from runs to letters in lines.
//! - [`compose`], [`strip`], [`pages`]: from blocks to strips, and from strips to pages.
//! - [`draw`], [`tree`]: into the file, and what everything in it is.

mod compose;
mod draw;
mod fonts;
mod look;
mod pages;
mod picture;
mod set;
mod strip;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_house;
#[cfg(test)]
mod tests_scripts;
mod tree;
mod words;

use super::flow::Flow;
use super::{ExportError, Exported, Format, Options, clean};
use compose::{Composed, compose};
use draw::{About, draw, places};
use krilla::configure::{Accessibility, Archival, Configuration, ConfigurationBuilder};
use look::{FURNITURE, LEFT, PLAIN, Sheet};
use set::Setter;
use std::collections::BTreeSet;
use strip::{Part, Placed};

/// Renders the report. `watch` hears how far it is, from 0 to 1, and says whether to go on.
///
/// # Errors
/// When it was stopped, or a font of the machine is broken.
pub(super) fn render(
    flow: &Flow,
    options: &Options,
    watch: &mut dyn FnMut(f32) -> bool,
) -> Result<Exported, ExportError> {
    // A font of the machine that cannot be embedded, or a picture that is damaged, is found out at the end only; then it must
    // do without.
    let (all, machine) = (With { machine: true, logo: true }, With { machine: false, logo: true });
    let mut made = attempt(flow, options, all, watch);
    for with in [machine, With { machine: true, logo: false }] {
        if !matches!(made, Err(ExportError::Refused(..))) {
            break;
        }
        made = attempt(flow, options, with, watch);
        if let (Ok(made), false) = (&mut made, with.logo) {
            made.notices.push("The logo of the house is damaged, and left out.".to_owned());
        }
    }
    made
}

/// What is used that may turn out to be broken.
#[derive(Clone, Copy)]
struct With {
    /// Fonts of the machine.
    machine: bool,
    /// The logo of the house.
    logo: bool,
}

fn attempt(
    flow: &Flow,
    options: &Options,
    with: With,
    watch: &mut dyn FnMut(f32) -> bool,
) -> Result<Exported, ExportError> {
    let mut setter = Setter::new(flow.language, with.machine);
    let sheet = Sheet::of(&options.house);
    let composed = compose(flow, sheet, &mut setter, &mut |part| watch(0.6 * part));
    let mut composed = composed.ok_or(ExportError::Stopped)?;
    composed.picture = composed.picture.filter(|_| with.logo);
    let pages = pages::pages(&composed.strips, &composed.heads, sheet.bottom());
    number_contents(&mut composed, &pages, &mut setter);
    let title = clean::one_line(&flow.title);
    let width = sheet.right() - LEFT;
    let running_head = setter.short_line(&clean::one_line(&flow.running_head), FURNITURE, width);
    let running_foot = setter.short_line(&clean::one_line(&options.house.footer), FURNITURE, width - NUMBER_ROOM);
    let about = About { title: &title, made: options.made, language: flow.language, sheet, running_head, running_foot };
    let mut notices: Vec<String> = lacking(&setter.lacking()).into_iter().collect();
    let mut trouble = String::new();
    for (standards, shortfall) in standards() {
        match draw(&composed, &pages, &mut setter, &about, standards, &mut |part| watch(0.6 + 0.35 * part)) {
            Ok(Some(bytes)) => {
                notices.extend(shortfall.map(str::to_owned));
                return Ok(Exported { bytes, notices });
            }
            Ok(None) => return Err(ExportError::Stopped),
            Err(error) => trouble = format!("{error:?}"),
        }
    }
    Err(ExportError::Refused(Format::Pdf, trouble))
}

/// How much room the page number has beside the line of the house.
const NUMBER_ROOM: f32 = 70.0;

/// The standards that the file is to conform to, the most wanted first, each with what to say when it is not that.
fn standards() -> Vec<(Configuration, Option<&'static str>)> {
    let accessible = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1);
    let both = accessible.with_archival_validator(Archival::A2_A).finish().ok();
    let accessible = accessible.finish().ok();
    let archive =
        "The PDF is accessible (PDF/UA), but some of its characters or fonts are not fit for an archive (PDF/A).";
    let neither = "Some of its characters or fonts keep the PDF from conforming to PDF/UA and PDF/A.";
    let known = [both.map(|both| (both, None)), accessible.map(|accessible| (accessible, Some(archive)))];
    known.into_iter().flatten().chain([(Configuration::default(), Some(neither))]).collect()
}

/// What to say about characters that no font has.
fn lacking(characters: &BTreeSet<char>) -> Option<String> {
    const TOLD: usize = 12;
    let told: Vec<String> = characters.iter().take(TOLD).map(|c| format!("{c} (U+{:04X})", u32::from(*c))).collect();
    let more = if characters.len() > TOLD { format!(" and {} others", characters.len() - TOLD) } else { String::new() };
    let told = told.join(", ");
    (!characters.is_empty()).then(|| {
        format!("No font on this machine has {told}{more}: a box stands for each in the PDF. Install a font that has them, and export again.")
    })
}

/// Sets the page numbers of the contents.
fn number_contents(composed: &mut Composed, pages: &[Vec<Placed>], setter: &mut Setter) {
    let places = places(pages);
    for content in std::mem::take(&mut composed.contents) {
        let place = composed.places.get(content.id).and_then(|strip| places.get(strip));
        let (Some((page, _)), Some(number)) = (place, composed.paragraphs.get_mut(content.number)) else { continue };
        number.set = setter.line(&format!(" {}", page + 1), PLAIN);
        let (paragraph, x) = (content.number, compose::PAGE_NUMBERS - number.set.width());
        if let Some(strip) = composed.strips.get_mut(content.strip) {
            strip.parts.push(Part::Line { paragraph, line: 0, x, y: PLAIN.baseline() });
        }
    }
}
