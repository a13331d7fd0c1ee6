//! The directory at the end of a zip archive, read as strictly as our own archives allow (APPNOTE.TXT 6.3.10, sections
//! 4.3 and 4.4), so that all that an archive declares is checked before anything of it is inflated.
//!
//! It is read here and not by a library, since a library must put up with archives of every sort: it looks for the end
//! in several places and takes what it finds into memory. There is one reading of a pack, and it is this one.

use super::limits::{Limits, Name};
use super::{MANIFEST, PackError};
use std::collections::HashSet;
use std::io::{Read, Seek, SeekFrom};

/// An entry of the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Member {
    /// What it is called; [`Name::of`] knows it.
    pub name: String,
    /// Deflated (method 8), else stored (method 0).
    pub deflated: bool,
    /// How many bytes it takes in the archive.
    pub packed: u64,
    /// How many bytes it has, as the archive declares.
    pub size: u64,
    /// Where its bytes begin.
    pub start: u64,
}

/// Where the directory is.
struct Place {
    entries: u64,
    start: u64,
    bytes: u64,
}

/// A record that is cut short is no record.
const CUT: &str = "its directory is cut short";

/// The numbers in a record, little-endian, one after the other.
struct Record<'a>(&'a [u8]);

impl<'a> Record<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], PackError> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or_else(|| PackError::damaged(CUT))?;
        self.0 = rest;
        Ok(taken)
    }

    fn number(&mut self, bytes: usize) -> Result<u64, PackError> {
        Ok(self.take(bytes)?.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }

    fn u16(&mut self) -> Result<u64, PackError> {
        self.number(2)
    }

    fn u32(&mut self) -> Result<u64, PackError> {
        self.number(4)
    }

    fn u64(&mut self) -> Result<u64, PackError> {
        self.number(8)
    }

    fn signature(&mut self, expected: &[u8; 4], what: &str) -> Result<(), PackError> {
        if self.take(4)? == expected { Ok(()) } else { Err(PackError::damaged(what)) }
    }
}

/// Reads and checks the directory: how many entries, of which names and sizes, and that they lie one after the other.
///
/// # Errors
/// When it is damaged, or declares what no pack may hold.
pub(super) fn read(file: &mut (impl Read + Seek), limits: &Limits) -> Result<Vec<Member>, PackError> {
    let place = find(file)?;
    if place.entries > limits.entries {
        let what = format!("holds {} entries; a pack has no more than {}", place.entries, limits.entries);
        return Err(PackError::Refused(what));
    }
    if place.bytes > limits.directory {
        return Err(PackError::refused(format!("has a directory of {} bytes", place.bytes)));
    }
    let bytes = read_at(file, place.start, place.bytes)?;
    let mut record = Record(&bytes);
    let mut members = Vec::new();
    for _ in 0..place.entries {
        members.push(entry(&mut record)?);
    }
    if !record.0.is_empty() {
        return Err(PackError::damaged("its directory is longer than it says"));
    }
    check_names(&members)?;
    check_sizes(&members, limits)?;
    check_places(file, &mut members, place.start)?;
    Ok(members)
}

fn read_at(file: &mut (impl Read + Seek), at: u64, count: u64) -> Result<Vec<u8>, PackError> {
    file.seek(SeekFrom::Start(at))?;
    let mut bytes = Vec::new();
    file.take(count).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == count { Ok(bytes) } else { Err(PackError::damaged(CUT)) }
}

/// Section 4.3.16. The record must be the last thing in the file; an archive with a comment is none of ours.
fn find(file: &mut (impl Read + Seek)) -> Result<Place, PackError> {
    const END: u64 = 22;
    let length = file.seek(SeekFrom::End(0))?;
    let at = length.checked_sub(END).ok_or_else(|| PackError::damaged("it is cut short"))?;
    let bytes = read_at(file, at, END)?;
    let mut record = Record(&bytes);
    record.signature(b"PK\x05\x06", "its end is missing, or something was put behind it")?;
    let (disk, first_disk, here) = (record.u16()?, record.u16()?, record.u16()?);
    let (entries, bytes, start) = (record.u16()?, record.u32()?, record.u32()?);
    let comment = record.u16()?;
    let is_64 = entries == 0xffff || bytes == 0xffff_ffff || start == 0xffff_ffff;
    let (place, end) = match is_64 {
        true => find_64(file, at)?,
        false if disk != 0 || first_disk != 0 || here != entries => return Err(in_parts()),
        false => (Place { entries, start, bytes }, at),
    };
    if comment != 0 || place.start.checked_add(place.bytes) != Some(end) {
        return Err(PackError::damaged("its directory is not where it says"));
    }
    Ok(place)
}

/// Sections 4.3.14 and 4.3.15: the same in 64 bits, in two records right before the other. Returns where they begin.
fn find_64(file: &mut (impl Read + Seek), end: u64) -> Result<(Place, u64), PackError> {
    const BOTH: u64 = 56 + 20;
    let at = end.checked_sub(BOTH).ok_or_else(|| PackError::damaged(CUT))?;
    let bytes = read_at(file, at, BOTH)?;
    let mut record = Record(&bytes);
    record.signature(b"PK\x06\x06", CUT)?;
    record.take(8 + 2 + 2)?;
    let (disk, first_disk, here) = (record.u32()?, record.u32()?, record.u64()?);
    let (entries, bytes, start) = (record.u64()?, record.u64()?, record.u64()?);
    record.signature(b"PK\x06\x07", CUT)?;
    let (record_disk, place) = (record.u32()?, record.u64()?);
    if disk != 0 || first_disk != 0 || record_disk != 0 || here != entries {
        return Err(in_parts());
    }
    if place != at {
        return Err(PackError::damaged("its directory is not where it says"));
    }
    Ok((Place { entries, start, bytes }, at))
}

fn in_parts() -> PackError {
    PackError::refused("is one part of several")
}

/// Section 4.3.12. `start` is where the entry's local header is, for now.
fn entry(record: &mut Record) -> Result<Member, PackError> {
    record.signature(b"PK\x01\x02", "its directory has an entry that is none")?;
    record.take(2 + 2)?;
    let (flags, method) = (record.u16()?, record.u16()?);
    record.take(2 + 2 + 4)?;
    let (packed, size) = (record.u32()?, record.u32()?);
    let (name, extra, comment) = (record.u16()? as usize, record.u16()? as usize, record.u16()? as usize);
    record.take(2 + 2)?;
    let (attributes, start) = (record.u32()?, record.u32()?);
    let name = String::from_utf8_lossy(record.take(name)?).into_owned();
    let mut member = Member { name, deflated: method == 8, packed, size, start };
    in_64_bits(&mut member, record.take(extra)?)?;
    record.take(comment)?;
    check_sort(&member, flags, method, attributes)?;
    Ok(member)
}

/// Section 4.5.3: sizes that do not fit 32 bits stand among the extra fields.
fn in_64_bits(member: &mut Member, extra: &[u8]) -> Result<(), PackError> {
    let mut record = Record(extra);
    while !record.0.is_empty() {
        let (id, length) = (record.u16()?, record.u16()? as usize);
        let mut field = Record(record.take(length)?);
        if id == 1 {
            for number in [&mut member.size, &mut member.packed, &mut member.start] {
                if *number == 0xffff_ffff {
                    *number = field.u64()?;
                }
            }
        }
    }
    Ok(())
}

/// Only plain files are packed: not encrypted one by one, stored or deflated, no folders, links or devices.
fn check_sort(member: &Member, flags: u64, method: u64, attributes: u64) -> Result<(), PackError> {
    /// Bits 0, 6 and 13 of section 4.4.4: encryption, and headers that are.
    const ENCRYPTED: u64 = 1 | 1 << 6 | 1 << 13;
    /// Volume label, folder, reparse point: MS-DOS and Windows file attributes.
    const NO_FILE: u64 = 0x08 | 0x10 | 0x400;
    let shown = shown(&member.name);
    if flags & ENCRYPTED != 0 {
        return Err(PackError::refused(format!("holds {shown}, which is encrypted by itself")));
    }
    if method != 0 && method != 8 {
        return Err(PackError::refused(format!("holds {shown}, which is packed in an unusual way")));
    }
    // The upper half is the mode of a Unix file, whose type is 0 where nobody said (inode(7)).
    let sort = attributes >> 16 & 0o170_000;
    if sort != 0 && sort != 0o100_000 || attributes & NO_FILE != 0 {
        return Err(PackError::refused(format!("holds {shown}, which is a link, a folder or a device")));
    }
    if method == 0 && member.packed != member.size {
        return Err(PackError::damaged(format!("the sizes of {shown} contradict each other")));
    }
    Ok(())
}

/// A name from a stranger, short and harmless enough for a sentence.
pub(super) fn shown(name: &str) -> String {
    let short: String = name.chars().take(80).map(|sign| if sign.is_control() { '\u{fffd}' } else { sign }).collect();
    format!("“{short}”")
}

/// One manifest, one project, and files kept with that project, each once.
fn check_names(members: &[Member]) -> Result<(), PackError> {
    let (mut seen, mut stem) = (HashSet::new(), None);
    let mut projects = 0;
    for member in members {
        let shown = shown(&member.name);
        let name = Name::of(&member.name)
            .ok_or_else(|| PackError::refused(format!("holds {shown}, which is no name for a file of a pack")))?;
        // Some systems take names that differ in their capitals for one.
        if !seen.insert(member.name.to_lowercase()) {
            return Err(PackError::refused(format!("holds {shown} twice")));
        }
        projects += u32::from(matches!(name, Name::Project(_)));
        if let Name::Project(own) | Name::Kept(own, _) = name
            && *stem.get_or_insert(own) != own
        {
            return Err(PackError::refused(format!("holds {shown}, which belongs to another project")));
        }
    }
    if projects != 1 || !seen.contains(MANIFEST) {
        return Err(PackError::NotAPack);
    }
    Ok(())
}

fn check_sizes(members: &[Member], limits: &Limits) -> Result<(), PackError> {
    let mut total: u64 = 0;
    for member in members {
        let Some(name) = Name::of(&member.name) else { continue };
        total = total.saturating_add(member.size);
        if member.size > limits.most(&name) || total > limits.total {
            return Err(PackError::refused("would unpack to more than a pack may hold"));
        }
        if limits.is_bomb(&name, member.packed, member.size) {
            let shown = shown(&member.name);
            return Err(PackError::refused(format!("holds {shown}, which would unpack to {} bytes", member.size)));
        }
    }
    Ok(())
}

/// Reads the header before each entry's bytes (section 4.3.7), which must say the same, and puts in `start` where the
/// bytes begin. No two entries may share bytes: that is how a small archive is made to hold more than a disk.
fn check_places(file: &mut (impl Read + Seek), members: &mut [Member], end: u64) -> Result<(), PackError> {
    const HEADER: u64 = 30;
    members.sort_by_key(|member| member.start);
    let mut free = 0;
    for member in members.iter_mut() {
        let shown = || shown(&member.name);
        let contradicts = || PackError::damaged(format!("two places tell different things of {}", shown()));
        if member.start < free {
            return Err(PackError::refused(format!("holds {}, which shares its bytes with another", shown())));
        }
        if member.start > end {
            return Err(contradicts());
        }
        let bytes = read_at(file, member.start, HEADER + member.name.len() as u64)?;
        let mut record = Record(&bytes);
        record.signature(b"PK\x03\x04", "an entry is not where its directory says")?;
        record.take(2)?;
        let (flags, method) = (record.u16()?, record.u16()?);
        record.take(2 + 2 + 4 + 4 + 4)?;
        let (name, extra) = (record.u16()?, record.u16()?);
        let same = name as usize == member.name.len() && record.0 == member.name.as_bytes();
        if !same || flags & 1 != 0 || method != if member.deflated { 8 } else { 0 } {
            return Err(contradicts());
        }
        let start = member.start + HEADER + name + extra;
        free = start.checked_add(member.packed).filter(|after| *after <= end).ok_or_else(contradicts)?;
        member.start = start;
    }
    Ok(())
}
