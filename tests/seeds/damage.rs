//! Random damage to articles: to bytes, to what stands between two signs of the format, and to the parts of a package.

use super::{Content, Seed};
use crate::dice::Dice;
use tickmark::import::Format;

/// Numbers that somebody who means harm would write.
const NUMBERS: [&str; 9] = [
    "0",
    "-1",
    "65536",
    "2147483648",
    "4294967295",
    "18446744073709551615",
    "99999999999999999999",
    "1e308",
    "00000009",
];

/// The file with one to four things wrong, the same for the same dice.
pub fn damaged(seed: &Seed, dice: &mut Dice) -> Vec<u8> {
    let times = 1 + dice.below(4);
    let stored = dice.below(4) == 0;
    let (mut content, inside) = (seed.content.clone(), dice.below(5) > 0);
    match &mut content {
        Content::Packed(parts) if inside => {
            (0..times).for_each(|_| damage_package(parts, seed.format, dice));
            content.bytes(stored)
        }
        _ => {
            let mut bytes = content.bytes(stored);
            (0..times).for_each(|_| damage(&mut bytes, seed.format, dice));
            bytes
        }
    }
}

/// One part changed, away, twice, or in the place of another.
fn damage_package(parts: &mut Vec<(String, Vec<u8>)>, format: Format, dice: &mut Dice) {
    if parts.is_empty() {
        return;
    }
    let (at, other) = (dice.below(parts.len()), dice.below(parts.len()));
    match dice.below(16) {
        0 => drop(parts.remove(at)),
        1 => parts[at].1 = parts[other].1.clone(),
        2 => parts[at].0 = parts[at].0.to_uppercase(),
        3 => parts.swap(at, other),
        _ => damage(&mut parts[at].1, format, dice),
    }
}

fn damage(bytes: &mut Vec<u8>, format: Format, dice: &mut Dice) {
    if bytes.is_empty() {
        return;
    }
    match dice.below(10) {
        0..4 => damage_bytes(bytes, dice),
        4 => replace_number(bytes, dice),
        _ => damage_pieces(bytes, format, dice),
    }
}

/// A bit, a byte, a cut, a piece away or at another place as well.
fn damage_bytes(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let at = dice.below(bytes.len());
    let to = (at + 1 + dice.below(200)).min(bytes.len());
    match dice.below(6) {
        0 => bytes[at] ^= 1 << dice.below(8),
        1 => bytes[at] = *dice.pick(b"\0\x1a\x7f\x80\xc3\xfe\xff<>&{}\\[]()/;\"' \r\n"),
        2 => bytes.truncate(at),
        3 => drop(bytes.drain(at..to)),
        4 => {
            let (piece, place) = (bytes[at..to].to_vec(), dice.below(bytes.len()));
            bytes.splice(place..place, piece);
        }
        _ => {
            let letters =
                ["é", "\u{feff}", "\u{202e}", "\u{10ffff}", "\u{85}", "\u{301}", "가", "&#0;", "&#xd800;", "\t\t"];
            bytes.splice(at..at, dice.pick(&letters).bytes());
        }
    }
}

/// Another number in the place of one.
fn replace_number(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let from = dice.below(bytes.len());
    let Some(start) = bytes[from..].iter().position(u8::is_ascii_digit).map(|at| from + at) else { return };
    let end = bytes[start..].iter().position(|byte| !byte.is_ascii_digit()).map_or(bytes.len(), |at| start + at);
    bytes.splice(start..end, dice.pick(&NUMBERS).bytes());
}

/// Where a piece of the format begins: a tag, a group or a word of control, a line.
fn begins_piece(byte: u8, format: Format) -> bool {
    match format {
        Format::Docx | Format::Odt | Format::Epub | Format::Html => byte == b'<',
        Format::Rtf => matches!(byte, b'{' | b'\\' | b'}'),
        Format::Pdf => matches!(byte, b'/' | b'<' | b'[' | b'(' | b'\n'),
        Format::Markdown | Format::Plain => byte == b'\n',
    }
}

/// Pieces away, twice, often, at another place, or in another order.
fn damage_pieces(bytes: &mut Vec<u8>, format: Format, dice: &mut Dice) {
    let starts: Vec<usize> =
        (0..bytes.len()).filter(|at| begins_piece(bytes[*at], format)).chain([bytes.len()]).collect();
    let first = dice.below(starts.len());
    let last = (first + 1 + dice.below(6)).min(starts.len() - 1);
    let (from, to) = (starts[first.min(last)], starts[last]);
    let (piece, place) = (bytes[from..to].to_vec(), *dice.pick(&starts));
    match dice.below(5) {
        0 => drop(bytes.drain(from..to)),
        1 => drop(bytes.splice(place..place, piece)),
        2 => drop(bytes.splice(place..place, piece.repeat(2 + dice.below(300)))),
        3 => {
            bytes.drain(from..to);
            let place = place.min(bytes.len());
            bytes.splice(place..place, piece);
        }
        _ => {
            // What was to come later comes here instead.
            let rest = bytes.split_off(to.max(place));
            bytes.truncate(from);
            bytes.extend(rest);
        }
    }
}
