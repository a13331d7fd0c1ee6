//! Short marks by which it is told whether something is still as it was.

use std::fmt;
use std::str::FromStr;

/// FNV-1a (64 bits) over these fields, each ended by a zero byte. It finds changes, not forgeries.
pub(super) fn fnv<T: AsRef<[u8]>>(fields: impl IntoIterator<Item = T>) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for field in fields {
        for byte in field.as_ref().iter().chain(&[0]) {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash
}

/// Eight hexadecimal digits that another status, person, time or basis would hardly share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fingerprint(u32);

impl Fingerprint {
    /// Of these fields.
    pub(super) fn of<T: AsRef<[u8]>>(fields: impl IntoIterator<Item = T>) -> Self {
        let hash = fnv(fields);
        Self((hash >> 32) as u32 ^ hash as u32)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.0)
    }
}

impl FromStr for Fingerprint {
    type Err = std::num::ParseIntError;

    fn from_str(digits: &str) -> Result<Self, Self::Err> {
        u32::from_str_radix(digits, 16).map(Self)
    }
}
