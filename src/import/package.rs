//! The parts of a packed document (ZIP: APPNOTE 6.3; OPC: ECMA-376 part 2; ODF 1.3 part 2): looked at before anything
//! is expanded, and counted while it is.

use super::{ImportError, limits, xml};
use std::cell::Cell;
use std::collections::HashMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// A packed document.
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Place of each part by its name in small letters, with `/` between folders and none before.
    places: HashMap<String, usize>,
    names: Vec<String>,
    /// Bytes that may still come out of it.
    room: Cell<usize>,
    packed: usize,
}

impl<'a> Package<'a> {
    /// Reads the directory of a package.
    ///
    /// # Errors
    /// When it is damaged, has too many parts, or promises to expand beyond the limits.
    pub fn open(bytes: &'a [u8]) -> Result<Self, ImportError> {
        check_count(bytes)?;
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ImportError::Damaged)?;
        if archive.len() > limits::ENTRIES {
            return Err(ImportError::TooManyParts(archive.len()));
        }
        let names: Vec<String> =
            archive.file_names_raw().map(|name| plain_name(&String::from_utf8_lossy(name))).collect();
        let places = names.iter().enumerate().map(|(place, name)| (name.to_lowercase(), place)).collect();
        let package = Self { archive, places, names, room: Cell::new(limits::EXPANDED_BYTES), packed: bytes.len() };
        match package.archive.decompressed_size() {
            Some(size) if size > limits::EXPANDED_BYTES as u128 => Err(ImportError::TooMuchPacked),
            _ => Ok(package),
        }
    }

    /// The names of its parts, in the order of the directory.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// True when it has this part.
    pub fn has(&self, name: &str) -> bool {
        self.places.contains_key(&plain_name(name).to_lowercase())
    }

    /// The bytes of a part, whatever the case of its name; none when it is not there.
    ///
    /// # Errors
    /// When it is damaged, encrypted, or expands beyond the limits.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, ImportError> {
        let Some(place) = self.places.get(&plain_name(name).to_lowercase()) else { return Ok(None) };
        let mut file = self.archive.by_index(*place).map_err(refused)?;
        let ratio = file.compressed_size().saturating_mul(limits::RATIO).max(limits::RATIO_FROM);
        let room = self.room.get().min(usize::try_from(ratio).unwrap_or(usize::MAX));
        let promised = usize::try_from(file.size()).unwrap_or(usize::MAX);
        let mut bytes = Vec::with_capacity(promised.min(room));
        // One byte more than there is room for tells that there was too much. What a flaw in the sums leaves is read.
        let read = file.by_ref().take(room as u64 + 1).read_to_end(&mut bytes);
        if bytes.len() > room {
            return Err(ImportError::TooMuchPacked);
        }
        if read.is_err() && bytes.is_empty() {
            return Err(ImportError::Damaged);
        }
        self.room.set(self.room.get().saturating_sub(bytes.len()));
        Ok(Some(bytes))
    }

    /// The characters of an XML part; none when it is not there.
    ///
    /// # Errors
    /// As [`Package::part`].
    pub fn xml(&mut self, name: &str) -> Result<Option<String>, ImportError> {
        Ok(self.part(name)?.map(xml::decode_owned))
    }

    /// How many bytes it has while packed.
    pub fn packed(&self) -> usize {
        self.packed
    }
}

fn refused(error: zip::result::ZipError) -> ImportError {
    match error {
        zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED) => ImportError::Encrypted,
        _ => ImportError::Damaged,
    }
}

/// A name with `/` between folders, none before the first, and no `.` in between.
pub fn plain_name(name: &str) -> String {
    let name = name.replace('\\', "/");
    name.split('/').filter(|part| !part.is_empty() && *part != ".").collect::<Vec<_>>().join("/")
}

/// The name of a part that another one names, relative to the folder it is in; an absolute one counts from the top.
pub fn resolve(from: &str, target: &str) -> String {
    let folder = if target.starts_with('/') { "" } else { from.rsplit_once('/').map_or("", |(folder, _)| folder) };
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop(),
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

/// Passes a package whose end says that it has not too many parts, before a list of them is made. The count stands ten
/// bytes into the end record, or 32 into that of ZIP64 (APPNOTE 4.3.16, 4.3.14).
fn check_count(bytes: &[u8]) -> Result<(), ImportError> {
    let tail = bytes.get(bytes.len().saturating_sub(66_000)..).unwrap_or_default();
    let find = |sign: &[u8]| tail.windows(4).rposition(|window| window == sign);
    let short = find(b"PK\x05\x06")
        .and_then(|at| tail.get(at + 10..at + 12))
        .map_or(0, |count| usize::from(u16::from_le_bytes([count[0], count[1]])));
    let long = find(b"PK\x06\x06").and_then(|at| tail.get(at + 32..at + 40)).map_or(0, |count| {
        count.iter().rev().fold(0_usize, |sum, byte| sum.saturating_mul(256).saturating_add(usize::from(*byte)))
    });
    let count = if short == 0xffff { short.max(long) } else { short };
    if count > limits::ENTRIES { Err(ImportError::TooManyParts(count)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::testing::pack;

    #[test]
    fn parts_are_found_whatever_the_case_and_the_slashes() {
        let bytes = pack(&[("word\\document.xml", "<a/>"), ("/Other/./x.XML", "b")]);
        let mut package = Package::open(&bytes).unwrap();
        assert_eq!(package.xml("word/document.xml"), Ok(Some("<a/>".to_owned())));
        assert_eq!(package.part("/other/X.xml"), Ok(Some(b"b".to_vec())));
        assert_eq!((package.part("none"), package.has("Word/Document.xml")), (Ok(None), true));
    }

    #[test]
    fn targets_are_resolved_from_the_folder_of_the_part_that_names_them() {
        let table = [
            ("word/document.xml", "comments.xml", "word/comments.xml"),
            ("word/document.xml", "/word/comments.xml", "word/comments.xml"),
            ("a/b/c.xml", "../d.xml", "a/d.xml"),
            ("c.xml", "../../d.xml", "d.xml"),
            ("OEBPS/content.opf", "./text\\ch1.xhtml", "OEBPS/text/ch1.xhtml"),
        ];
        for (from, target, expected) in table {
            assert_eq!(resolve(from, target), expected, "{from} {target}");
        }
    }

    #[test]
    fn bombs_and_damage_are_refused() {
        let blank = " ".repeat(30 << 20);
        let bomb = pack(&[("a", &blank)]);
        assert_eq!(Package::open(&bomb).and_then(|mut package| package.part("a")), Err(ImportError::TooMuchPacked));
        let many: Vec<(String, &str)> = (0..=limits::ENTRIES).map(|part| (part.to_string(), "")).collect();
        let many: Vec<(&str, &str)> = many.iter().map(|(name, text)| (name.as_str(), *text)).collect();
        assert_eq!(Package::open(&pack(&many)).err(), Some(ImportError::TooManyParts(limits::ENTRIES + 1)));
        let cut = pack(&[("a", "b")]);
        assert_eq!(Package::open(&cut[..cut.len() / 2]).err(), Some(ImportError::Damaged));
    }
}
