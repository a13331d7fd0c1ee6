//! Packs with random damage: an error or a project, never a panic, never a file elsewhere, never anything left behind.

use crate::raw::{Entry, Place, archive, good, kept, project};
use crate::rounds;
use std::fs;

/// Numbers that look random and are the same each time (SplitMix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ word >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ word >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ word >> 31
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

/// Changes one thing about the bytes: a bit, a byte, a number, a piece.
fn damage(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let at = dice.below(bytes.len());
    let to = (at + 1 + dice.below(64)).min(bytes.len());
    match dice.below(7) {
        0 => bytes[at] ^= 1 << dice.below(8),
        1 => bytes[at] = [0, 1, 0x7f, 0x80, 0xff, b'/', b'.'][dice.below(7)],
        2 => bytes[at..to].fill([0, 0xff][dice.below(2)]),
        3 => drop(bytes.drain(at..to)),
        4 => {
            let piece = bytes[at..to].to_vec();
            let place = dice.below(bytes.len());
            bytes.splice(place..place, piece);
        }
        5 => bytes.truncate(at),
        _ => {
            let number = [0_u32, 1, 0xffff, u32::MAX, 1 << 31, 1 << 30][dice.below(6)].to_le_bytes();
            let end = (at + 4).min(bytes.len());
            bytes[at..end].copy_from_slice(&number[..end - at]);
        }
    }
}

/// Changes one thing that an entry says of itself, so that the damage comes past the first checks.
fn lie(entries: &mut [Entry], dice: &mut Dice) {
    let count = entries.len();
    let other = entries[dice.below(count)].clone();
    let entry = &mut entries[dice.below(count)];
    match dice.below(8) {
        0 => entry.name = other.name,
        1 => entry.size = entry.size.wrapping_add(dice.below(5) as u32).wrapping_sub(2),
        2 => entry.packed_size = entry.packed_size.wrapping_add(dice.below(5) as u32).wrapping_sub(2),
        3 => entry.packed = other.packed,
        4 => entry.method = [0, 8, 9][dice.below(3)],
        5 => entry.attributes = dice.next() as u32,
        6 => damage(&mut entry.packed, dice),
        _ => entry.extra = (0..dice.below(40)).map(|_| dice.next() as u8).collect(),
    }
}

#[test]
fn a_mutated_pack_is_an_error_or_a_project() {
    let place = Place::new();
    let long = vec![b'x'; 5000];
    let files: [&[u8]; 3] = [b"one", b"", &long];
    let entries = good(&files);
    let bytes = archive(&entries);
    let (mut dice, mut taken) = (Dice(3), 0);
    for round in 0..rounds(2_000, 200_000) {
        let mut mutated = bytes.clone();
        if round % 2 == 0 {
            let mut entries = entries.clone();
            lie(&mut entries, &mut dice);
            mutated = archive(&entries);
        }
        for _ in 0..dice.below(3) + round % 2 {
            if !mutated.is_empty() {
                damage(&mut mutated, &mut dice);
            }
        }
        if place.unpack(&mutated).is_err() {
            place.is_untouched(&format!("round {round}"));
            continue;
        }
        // What was damaged is nothing that a pack is read for, so that every file is as it was packed.
        taken += 1;
        assert_eq!(fs::read(place.folder().join("talks.tickmark")).unwrap(), project(), "round {round}");
        for bytes in files {
            assert_eq!(fs::read(place.folder().join(kept(bytes))).unwrap(), bytes, "round {round}");
        }
        place.outside_is_untouched(&format!("round {round}"));
        let names = place.files();
        assert_eq!((names.len(), names.last().map(String::as_str)), (5, Some("talks.tickmark")), "round {round}");
        fs::remove_dir_all(place.folder()).unwrap();
        fs::create_dir(place.folder()).unwrap();
    }
    assert!(taken > 0, "some damage does not matter, such as that to a date");
}
