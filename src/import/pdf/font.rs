//! Which character a glyph of an embedded font draws, where the file does not say: by the collection that the font
//! follows, or read backwards from the font's own map (OpenType 1.9, `cmap`).

use hayro_interpret::font::OutlineGlyph;
use hayro_interpret::hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded};
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::dict::keys::{
    BASE_FONT, CIDSYSTEMINFO, DESCENDANT_FONTS, ENCODING, ORDERING, REGISTRY,
};
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, String as PdfString};
use std::collections::HashMap;

/// How many glyphs of a font are looked at: a font has no more.
const GLYPHS: u32 = 65_536;

/// How many objects of a file are searched for its fonts.
const OBJECTS: usize = 500_000;

/// The fonts of a file that had to be asked.
pub struct Fonts<'p> {
    pdf: &'p Pdf,
    /// Glyph → character, by the key that the library gives a font.
    maps: HashMap<u128, HashMap<u32, char>>,
    /// What the numbers of a composite font without a map mean, by its name. Looked for when it is needed.
    composite: Option<HashMap<String, Composite>>,
}

/// How the numbers of a composite font become characters.
struct Composite {
    /// Number in the text → number in the collection (CID).
    encoding: CMap,
    /// CID → character.
    characters: CMap,
}

impl<'p> Fonts<'p> {
    /// Of this file.
    pub fn new(pdf: &'p Pdf) -> Self {
        Self { pdf, maps: HashMap::new(), composite: None }
    }

    /// The characters whose glyph this is: by Adobe's collection of them that its font follows, or by the font's map.
    pub fn characters(&mut self, glyph: &OutlineGlyph) -> Option<String> {
        let font = glyph.font_data()?;
        let composite = self.composite.get_or_insert_with(|| composites(self.pdf));
        let named = font.postscript_name.as_ref().and_then(|name| composite.get(name));
        if let Some(text) = named.and_then(|composite| composite.text(glyph.char_code())) {
            return Some(text);
        }
        let map = self.maps.entry(font.cache_key).or_insert_with(|| characters((*font.data).as_ref()));
        map.get(&glyph.glyph_id().to_u32()).map(char::to_string)
    }
}

impl Composite {
    fn text(&self, code: u32) -> Option<String> {
        let cid = (1..=4).find_map(|bytes| self.encoding.lookup_cid_code(code, bytes))?;
        match self.characters.lookup_bf_string(cid)? {
            BfString::Char(c) => Some(c.to_string()),
            BfString::String(text) => Some(text),
        }
    }
}

/// The composite fonts of a file that follow one of Adobe's collections of characters (ISO 32000-2, 9.7.3).
fn composites(pdf: &Pdf) -> HashMap<String, Composite> {
    let dicts = pdf.objects().into_iter().take(OBJECTS).filter_map(|object| match object {
        Object::Dict(dict) => Some(dict),
        _ => None,
    });
    dicts.filter_map(|dict| composite(&dict)).collect()
}

fn composite(font: &Dict<'_>) -> Option<(String, Composite)> {
    let base = font.get::<Name<'_>>(BASE_FONT)?;
    let descendant = font.get::<Array<'_>>(DESCENDANT_FONTS)?.iter::<Dict<'_>>().next()?;
    let info = descendant.get::<Dict<'_>>(CIDSYSTEMINFO)?;
    let registry = info.get::<PdfString<'_>>(REGISTRY)?;
    let ordering = info.get::<PdfString<'_>>(ORDERING)?;
    let collection = CidFamily::from_registry_ordering(registry.as_bytes(), ordering.as_bytes()).ucs2_cmap()?;
    let characters = CMap::parse(load_embedded(collection)?, load_embedded)?;
    let name = base.as_str();
    let name = name.split_once('+').filter(|(prefix, _)| prefix.len() == 6).map_or(name, |(_, rest)| rest);
    Some((name.to_owned(), Composite { encoding: encoding(font)?, characters }))
}

fn encoding(font: &Dict<'_>) -> Option<CMap> {
    match font.get::<Object<'_>>(ENCODING)? {
        Object::Name(name) => match CMapName::from_bytes(name.as_ref()) {
            CMapName::IdentityH => Some(CMap::identity_h()),
            CMapName::IdentityV => Some(CMap::identity_v()),
            name => CMap::parse(load_embedded(name)?, load_embedded),
        },
        Object::Stream(stream) => CMap::parse(&stream.decoded_data().ok()?, load_embedded),
        _ => None,
    }
}

/// Glyph → character of an OpenType or TrueType font. Empty where it has no map to Unicode.
fn characters(font: &[u8]) -> HashMap<u32, char> {
    let mut map = HashMap::new();
    if let Some(table) = best_table(font) {
        match u16_at(table, 0) {
            Some(0) => byte_map(table, &mut map),
            Some(4) => segments(table, &mut map),
            Some(6) => trimmed(table, &mut map),
            Some(12) => groups(table, &mut map),
            _ => {}
        }
    }
    map
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_be_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_be_bytes)
}

/// The subtable that maps from most of Unicode.
fn best_table(font: &[u8]) -> Option<&[u8]> {
    let tables = u16_at(font, 4)?;
    let directory = (0..tables).map(|table| 12 + usize::from(table) * 16);
    let entry = directory.into_iter().find(|at| font.get(*at..at + 4) == Some(b"cmap"))?;
    let cmap = font.get(u32_at(font, entry + 8)? as usize..)?;
    let subtable = |index: u16| {
        let at = 4 + usize::from(index) * 8;
        let rank = match (u16_at(cmap, at)?, u16_at(cmap, at + 2)?) {
            (3, 10) | (0, 4..) => 3,
            (3, 1) | (0, _) => 2,
            _ => return None,
        };
        Some((rank, cmap.get(u32_at(cmap, at + 4)? as usize..)?))
    };
    (0..u16_at(cmap, 2)?.min(64)).filter_map(subtable).max_by_key(|(rank, _)| *rank).map(|(_, table)| table)
}

/// The first character of a glyph counts: later ones are often compatibility forms of it.
fn put(map: &mut HashMap<u32, char>, glyph: u32, character: u32) {
    if let Some(c) = char::from_u32(character).filter(|_| glyph != 0) {
        map.entry(glyph).or_insert(c);
    }
}

/// Format 0: a glyph for each byte.
fn byte_map(table: &[u8], map: &mut HashMap<u32, char>) {
    for (character, glyph) in (0..256).zip(table.iter().skip(6)) {
        put(map, u32::from(*glyph), character);
    }
}

/// Format 4: segments of the first 65,536 characters.
fn segments(table: &[u8], map: &mut HashMap<u32, char>) {
    let Some(twice) = u16_at(table, 6).map(usize::from) else { return };
    // Segments of an honest font do not overlap.
    let mut left = GLYPHS;
    for segment in (0..twice).step_by(2) {
        let field = |number: usize| u16_at(table, 14 + number * twice + segment + if number > 0 { 2 } else { 0 });
        let (Some(end), Some(start), Some(delta), Some(offset)) = (field(0), field(1), field(2), field(3)) else {
            return;
        };
        let count = u32::from(end.saturating_sub(start)) + 1;
        if left < count {
            return;
        }
        left -= count;
        for character in start..=end.min(0xfffe) {
            let glyph = match offset {
                0 => Some(character.wrapping_add(delta)),
                _ => {
                    let place = 16 + 3 * twice + segment + usize::from(offset) + usize::from(character - start) * 2;
                    u16_at(table, place).filter(|glyph| *glyph != 0).map(|glyph| glyph.wrapping_add(delta))
                }
            };
            put(map, u32::from(glyph.unwrap_or(0)), u32::from(character));
        }
    }
}

/// Format 6: a stretch of characters.
fn trimmed(table: &[u8], map: &mut HashMap<u32, char>) {
    let (Some(first), Some(count)) = (u16_at(table, 6), u16_at(table, 8)) else { return };
    for index in 0..count {
        let Some(glyph) = u16_at(table, 10 + usize::from(index) * 2) else { return };
        put(map, u32::from(glyph), u32::from(first) + u32::from(index));
    }
}

/// Format 12: groups of all characters.
fn groups(table: &[u8], map: &mut HashMap<u32, char>) {
    let mut left = GLYPHS;
    for group in 0..u32_at(table, 12).unwrap_or(0).min(GLYPHS) as usize {
        let at = 16 + group * 12;
        let (Some(start), Some(end), Some(glyph)) = (u32_at(table, at), u32_at(table, at + 4), u32_at(table, at + 8))
        else {
            return;
        };
        let count = end.saturating_sub(start).saturating_add(1).min(left);
        for index in 0..count {
            put(map, glyph.saturating_add(index), start.saturating_add(index));
        }
        left -= count;
        if left == 0 {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A font of nothing but a `cmap` with this subtable for Windows and Unicode.
    fn font(subtable: &[u16]) -> Vec<u8> {
        let mut words: Vec<u16> = vec![0, 1, 1, 16, 0, 0];
        words.extend([0x636d, 0x6170, 0, 0, 0, 28, 0, 0]);
        words.extend([0, 1, 3, 1, 0, 12]);
        words.extend(subtable);
        words.into_iter().flat_map(u16::to_be_bytes).collect()
    }

    #[test]
    fn a_map_is_read_backwards_whatever_its_format() {
        let format4 = [4, 0, 0, 4, 0, 0, 0, 0x62, 0xffff, 0, 0x61, 0xffff, 5u16.wrapping_sub(0x61), 1, 0, 0];
        let format4_by_list = [4, 0, 0, 4, 0, 0, 0, 0x62, 0xffff, 0, 0x61, 0xffff, 0, 1, 4, 0, 5, 6];
        let format6 = [6, 0, 0, 0x61, 2, 5, 6];
        let format12 = [12, 0, 0, 0, 0, 0, 0, 1, 0, 0x61, 0, 0x62, 0, 5];
        for subtable in [&format4[..], &format4_by_list[..], &format6[..], &format12[..]] {
            let map = characters(&font(subtable));
            assert_eq!((map.get(&5), map.get(&6)), (Some(&'a'), Some(&'b')), "{subtable:?}");
        }
    }

    #[test]
    fn a_hostile_font_gives_no_more_than_it_may() {
        let endless = [12, 0, 0, 0, 0, 0, 0xffff, 0xffff, 0, 0, 0xffff, 0xffff, 0, 1];
        assert!(characters(&font(&endless)).len() <= GLYPHS as usize);
        let bytes = font(&[4, 0, 0, 0xffff, 0, 0, 0]);
        for end in 0..bytes.len() {
            characters(&bytes[..end]);
        }
    }
}
