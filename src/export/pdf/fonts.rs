//! Our fonts, and those of the machine for scripts that ours lack.
//!
//! This is the one place of the exporters that looks at the machine, and only when a report has a character that our
//! fonts do not: the same report comes out the same everywhere otherwise.

use super::look::Face;
use fontique::{
    Blob, Charmap, Collection, CollectionOptions, FontInfoOverride, FontStyle, FontWeight, SourceCache, Synthesis,
};
use parley::{FontContext, FontData, FontFamilyName, Run};
use std::collections::HashMap;
use std::sync::Arc;

/// Names of our families; a font of the machine must not take their place.
const SERIF: &str = "Tickmark Serif";
const SANS: &str = "Tickmark Sans";

/// Family, weight, style and file of each font.
const FONTS: [(&str, f32, FontStyle, &[u8]); 5] = [
    (SERIF, 400.0, FontStyle::Normal, include_bytes!("../../../assets/fonts/LibertinusSerif-Regular.otf")),
    (SERIF, 600.0, FontStyle::Normal, include_bytes!("../../../assets/fonts/LibertinusSerif-Semibold.otf")),
    (SERIF, 400.0, FontStyle::Italic, include_bytes!("../../../assets/fonts/LibertinusSerif-Italic.otf")),
    (SANS, 400.0, FontStyle::Normal, include_bytes!("../../../assets/fonts/Inter-Regular.otf")),
    (SANS, 600.0, FontStyle::Normal, include_bytes!("../../../assets/fonts/Inter-SemiBold.otf")),
];

/// The families in which a character is looked for, one after the other.
pub(super) fn families(face: Face) -> &'static [FontFamilyName<'static>] {
    static SERIFS: [FontFamilyName<'static>; 2] = [FontFamilyName::named(SERIF), FontFamilyName::named(SANS)];
    static SANSES: [FontFamilyName<'static>; 2] = [FontFamilyName::named(SANS), FontFamilyName::named(SERIF)];
    match face {
        Face::Serif => &SERIFS,
        Face::Sans => &SANSES,
    }
}

/// A font at one place of its axes: its data, its place in the file, the axes.
type Key = (u64, u32, Vec<([u8; 4], u32)>);

/// The fonts of a report.
pub(super) struct Fonts {
    /// What text is set with.
    pub context: FontContext,
    ours: Vec<Charmap<'static>>,
    asked_machine: bool,
    known: HashMap<Key, Option<krilla::text::Font>>,
}

impl Fonts {
    /// Our fonts alone.
    pub(super) fn new() -> Self {
        let options = CollectionOptions { shared: false, system_fonts: false };
        let mut collection = Collection::new(options);
        let mut ours = Vec::new();
        for (family, weight, style, bytes) in FONTS {
            let named = FontInfoOverride {
                family_name: Some(family),
                weight: Some(FontWeight::new(weight)),
                style: Some(style),
                ..FontInfoOverride::default()
            };
            let added = collection.register_fonts(Blob::new(Arc::new(bytes)), Some(named));
            let fonts = added.iter().flat_map(|(_, fonts)| fonts);
            ours.extend(fonts.filter_map(|font| font.charmap_index().charmap(bytes)));
        }
        let context = FontContext { collection, source_cache: SourceCache::default() };
        Self { context, ours, asked_machine: false, known: HashMap::new() }
    }

    /// True when one of our fonts has the character.
    pub(super) fn has(&self, character: char) -> bool {
        character.is_ascii() || self.ours.iter().any(|font| font.map(character).is_some_and(|glyph| glyph != 0))
    }

    /// Adds the fonts of the machine behind ours, once.
    pub(super) fn ask_machine(&mut self) {
        if !std::mem::replace(&mut self.asked_machine, true) {
            self.context.collection.load_system_fonts();
        }
    }

    /// The font of a run of letters as it goes into the file; none when it cannot.
    pub(super) fn embedded(&mut self, run: &Run<()>) -> Option<krilla::text::Font> {
        let (font, synthesis) = (run.font(), run.synthesis());
        let axes = axes(&synthesis);
        let key = (font.data.id(), font.index, axes.iter().map(|(tag, at)| (*tag, at.to_bits())).collect());
        self.known.entry(key).or_insert_with(|| embed(font, &axes)).clone()
    }
}

fn axes(synthesis: &Synthesis) -> Vec<([u8; 4], f32)> {
    synthesis.variation_settings().iter().map(|(tag, at)| (tag.to_be_bytes(), *at)).collect()
}

fn embed(font: &FontData, axes: &[([u8; 4], f32)]) -> Option<krilla::text::Font> {
    if !has_outlines(font.data.as_ref(), font.index) {
        return None;
    }
    let axes: Vec<_> = axes.iter().map(|(tag, at)| (krilla::text::Tag::new(tag), *at)).collect();
    let (data, _) = font.data.clone().into_raw_parts();
    krilla::text::Font::new_variable(data.into(), font.index, &axes)
}

/// True for a font that draws its letters with lines, not with pictures alone (OpenType specification, “Font file”: the
/// table directory, and that of a collection).
fn has_outlines(file: &[u8], index: u32) -> bool {
    let number = |at: usize| Some(u32::from_be_bytes(file.get(at..at + 4)?.try_into().ok()?) as usize);
    let start = match file.get(..4) {
        Some(b"ttcf") => number(12 + 4 * index as usize),
        _ => Some(0),
    };
    let tables = start.and_then(|start| Some((start, number(start + 4)? >> 16)));
    let Some((start, count)) = tables else { return false };
    let records = (0..count).filter_map(|record| file.get(start + 12 + 16 * record..start + 16 + 16 * record));
    records.into_iter().any(|tag| [&b"glyf"[..], b"CFF ", b"CFF2", b"COLR"].contains(&tag))
}
