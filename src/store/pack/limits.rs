//! What a pack may hold: how much, and under which names.

use crate::store::kept::is_digest;

/// How much a pack may hold. Every one of these is held against what the archive declares before anything is inflated,
/// and against what comes out while it is inflated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many entries.
    pub entries: u64,
    /// How long the archive's directory may be, in bytes.
    pub directory: u64,
    /// How long the manifest may be, in bytes.
    pub manifest: u64,
    /// How long the project file may be, in bytes.
    pub project: u64,
    /// How many bytes all files may have together.
    pub total: u64,
    /// How many times longer than its packed form a kept file may be.
    pub ratio: u64,
    /// Up to this length in bytes, any ratio is harmless.
    pub ratio_from: u64,
}

impl Limits {
    /// The limits of every pack: 10,000 entries, 64 MiB of project, 8 GiB in all, 200 : 1 beyond 1 MiB. A manifest of
    /// 10,000 files has some 3 MB, a directory of as many entries some 2 MB.
    pub const STANDARD: Self = Self {
        entries: 10_000,
        directory: 8 << 20,
        manifest: 8 << 20,
        project: crate::store::limits::SIZE,
        total: 8 << 30,
        ratio: 200,
        ratio_from: 1 << 20,
    };

    /// How long the file of this name may be, in bytes.
    pub(super) fn most(&self, name: &Name) -> u64 {
        match name {
            Name::Manifest => self.manifest,
            Name::Project(_) => self.project,
            Name::Kept(..) => self.total,
        }
    }

    /// True when a file of this name was packed so tightly that it can only be meant to fill the disk. The project and
    /// the manifest have limits of their own that are small enough.
    pub(super) fn is_bomb(&self, name: &Name, packed: u64, size: u64) -> bool {
        matches!(name, Name::Kept(..)) && size > self.ratio_from && size / self.ratio > packed
    }
}

/// The name of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name<'a> {
    /// `manifest.json`
    Manifest,
    /// `NAME.tickmark`
    Project(&'a str),
    /// `NAME.evidence/SHA-256`
    Kept(&'a str, &'a str),
}

impl<'a> Name<'a> {
    /// The name, when an entry of a pack may be called so.
    pub fn of(text: &'a str) -> Option<Self> {
        if text == super::MANIFEST {
            return Some(Self::Manifest);
        }
        if let Some(stem) = text.strip_suffix(".tickmark").filter(|stem| is_plain(stem)) {
            return Some(Self::Project(stem));
        }
        let (folder, file) = text.split_once('/')?;
        let stem = folder.strip_suffix(".evidence").filter(|stem| is_plain(stem))?;
        is_digest(file).then_some(Self::Kept(stem, file))
    }
}

/// The longest NAME, in bytes; with its ending it still fits the 255 bytes that file systems allow.
const LONGEST: usize = 200;

/// Characters that some system gives a meaning in a path (Microsoft, “Naming Files, Paths, and Namespaces”).
const MEANINGFUL: [char; 9] = ['/', '\\', ':', '*', '?', '"', '<', '>', '|'];

/// True for a NAME that is one plain name on every system and looks like what it is.
fn is_plain(stem: &str) -> bool {
    let ends_badly = |sign: char| sign == '.' || sign.is_whitespace();
    !stem.is_empty()
        && stem.len() <= LONGEST
        && !stem.starts_with(ends_badly)
        && !stem.ends_with(ends_badly)
        && stem.chars().all(is_plain_sign)
        && !is_device(stem)
}

fn is_plain_sign(sign: char) -> bool {
    let is_invisible = matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    !sign.is_control() && !MEANINGFUL.contains(&sign) && !is_invisible
}

/// True for the names that Windows keeps for its devices, whatever their ending.
fn is_device(stem: &str) -> bool {
    let word = stem.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered = |port: &str| word.strip_prefix(port).is_some_and(|rest| rest.chars().count() == 1);
    ["CON", "PRN", "AUX", "NUL"].contains(&&*word) || numbered("COM") || numbered("LPT")
}

/// A NAME for a pack: this one, with what may not be in it made harmless.
pub fn plain_name(stem: &str) -> String {
    let plain: String = stem.chars().map(|sign| if is_plain_sign(sign) { sign } else { '-' }).collect();
    let end = plain.char_indices().map(|(at, sign)| at + sign.len_utf8()).take_while(|end| *end <= LONGEST - 6).last();
    let ends_badly = |sign: char| sign == '.' || sign.is_whitespace();
    let cut = plain[..end.unwrap_or(0)].trim_matches(ends_badly);
    if is_plain(cut) { cut.to_owned() } else { format!("story-{cut}").trim_end_matches('-').to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_called_as_the_files_of_a_project_are() {
        let digest = "0123456789abcdef".repeat(4);
        let table = [
            ("manifest.json", Some(Name::Manifest)),
            ("talks.tickmark", Some(Name::Project("talks"))),
            ("Talks, 2. Entwurf – é.tickmark", Some(Name::Project("Talks, 2. Entwurf – é"))),
            (&*format!("talks.evidence/{digest}"), Some(Name::Kept("talks", &digest))),
            (&format!("talks.evidence/{}", digest.to_uppercase()), None),
            (&format!("talks.evidence/{digest}/x"), None),
            (&format!("talks.evidence\\{digest}"), None),
            (&format!("a/talks.evidence/{digest}"), None),
            (&format!("../talks.evidence/{digest}"), None),
            (&format!(".evidence/{digest}"), None),
            (&*digest, None),
            ("talks.evidence/", None),
            ("talks.evidence/../../etc/passwd", None),
            ("Manifest.json", None),
            ("", None),
            (".tickmark", None),
            ("..tickmark", None),
            ("../talks.tickmark", None),
            ("/talks.tickmark", None),
            ("C:talks.tickmark", None),
            ("C:\\talks.tickmark", None),
            ("\\\\server\\talks.tickmark", None),
            ("a/b.tickmark", None),
            ("talks\0.tickmark", None),
            ("talks\n.tickmark", None),
            (" talks.tickmark", None),
            ("talks .tickmark", None),
            ("talks..tickmark", None),
            ("con.tickmark", None),
            ("Lpt1.x.tickmark", None),
            ("talks\u{202e}kram.tickmark", None),
            (&format!("{}.tickmark", "n".repeat(201)), None),
            ("talks.TICKMARK", None),
            ("readme.txt", None),
        ];
        for (text, expected) in table {
            assert_eq!(Name::of(text), expected, "{text:?}");
        }
    }

    #[test]
    fn any_name_becomes_one_that_is_allowed() {
        for (stem, expected) in [
            ("talks", "talks"),
            ("a:b\\c", "a-b-c"),
            ("", "story"),
            ("...", "story"),
            (" x. ", "x"),
            ("nul", "story-nul"),
            ("\u{202e}", "-"),
        ] {
            assert_eq!(plain_name(stem), expected, "{stem:?}");
        }
        for stem in ["é".repeat(300), "con".repeat(100), "a. ".repeat(200), "aux.b".to_owned()] {
            assert!(is_plain(&plain_name(&stem)), "{stem:?}");
        }
    }
}
