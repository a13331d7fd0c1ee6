//! The logo of a house: a picture that is put into reports as it is, so nothing but a plain PNG or JPEG will do.

use thiserror::Error;

/// How large the file may be, in bytes: it is in every report.
const MOST_BYTES: usize = 512 * 1024;
/// How wide or high it may be, in pixels.
const MOST_PIXELS: u32 = 4_000;

/// The most room that it has in a report, in pixels of 1/96 inch.
const ROOM: (u32, u32) = (260, 56);

/// The format of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogoKind {
    /// Portable Network Graphics.
    Png,
    /// JPEG.
    Jpeg,
}

impl LogoKind {
    /// What names of its files end in, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpeg",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
        }
    }
}

/// A logo.
#[derive(Clone, PartialEq, Eq)]
pub struct Logo {
    kind: LogoKind,
    width: u32,
    height: u32,
    bytes: Vec<u8>,
}

impl std::fmt::Debug for Logo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Logo({:?}, {} × {}, {} bytes)", self.kind, self.width, self.height, self.bytes.len())
    }
}

/// Why a picture cannot be a logo.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum LogoError {
    /// It is in no format that can be used.
    #[error("it is neither a PNG nor a JPEG picture")]
    Unknown,
    /// It begins as a picture and is none.
    #[error("it is damaged")]
    Damaged,
    /// The file is too large.
    #[error("it has more than 512 KB")]
    Large,
    /// The picture is too large.
    #[error("it is more than 4,000 pixels wide or high")]
    Wide,
}

impl Logo {
    /// A logo of the bytes of a picture.
    ///
    /// # Errors
    /// When it is none that can be used.
    pub fn new(bytes: Vec<u8>) -> Result<Self, LogoError> {
        if bytes.len() > MOST_BYTES {
            return Err(LogoError::Large);
        }
        let (kind, size) = match bytes.as_slice() {
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', rest @ ..] => (LogoKind::Png, png_size(rest)),
            [0xff, 0xd8, 0xff, ..] => (LogoKind::Jpeg, jpeg_size(&bytes)),
            _ => return Err(LogoError::Unknown),
        };
        match size {
            Some((width, height)) if width == 0 || height == 0 => Err(LogoError::Damaged),
            Some((width, height)) if width.max(height) > MOST_PIXELS => Err(LogoError::Wide),
            Some((width, height)) => Ok(Self { kind, width, height, bytes }),
            None => Err(LogoError::Damaged),
        }
    }

    /// Its format.
    pub fn kind(&self) -> LogoKind {
        self.kind
    }

    /// Its width and height in pixels, neither of which is 0.
    pub fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    /// Its width and height in a report, in pixels of 1/96 inch: made smaller where it must be, never larger.
    pub fn shown(&self) -> (u32, u32) {
        let (w, h) = (u64::from(self.width), u64::from(self.height));
        let (width, height) = (u64::from(ROOM.0), u64::from(ROOM.1));
        let (w, h) = if w > width { (width, (h * width / w).max(1)) } else { (w, h) };
        let (w, h) = if h > height { ((w * height / h).max(1), height) } else { (w, h) };
        (u32::try_from(w).unwrap_or(1), u32::try_from(h).unwrap_or(1))
    }

    /// The file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// Width and height of a PNG: its first chunk is IHDR (PNG Third Edition, sections 5.6 and 11.2.1).
fn png_size(chunks: &[u8]) -> Option<(u32, u32)> {
    let header = chunks.strip_prefix(&[0, 0, 0, 13])?.strip_prefix(b"IHDR")?;
    let (width, rest) = header.split_first_chunk()?;
    let (height, _) = rest.split_first_chunk()?;
    chunks.windows(8).any(|end| end == b"\0\0\0\0IEND").then_some(())?;
    Some((u32::from_be_bytes(*width), u32::from_be_bytes(*height)))
}

/// Width and height of a JPEG: those of its frame header (ITU-T T.81, sections B.1.1 and B.2.2).
fn jpeg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        let (marker, length) = match bytes.get(at..)? {
            [0xff, 0xff, ..] => {
                at += 1;
                continue;
            }
            [0xff, marker, high, low, ..] => (*marker, usize::from(u16::from_be_bytes([*high, *low]))),
            _ => return None,
        };
        // Start of frame, but for the markers of the same range that define tables.
        if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
            let [height_high, height_low, width_high, width_low] = *bytes.get(at + 5..)?.first_chunk()?;
            let pixels = |high, low| u32::from(u16::from_be_bytes([high, low]));
            return Some((pixels(width_high, width_low), pixels(height_high, height_low)));
        }
        // Nothing that has a size comes after the start of a scan.
        if marker == 0xda {
            return None;
        }
        at += 2 + length.max(2);
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// The smallest PNG: one grey pixel.
    pub const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9cch\0\0\0\x82\0\x81w\xcdr\xb6\0\0\0\0IEND\xaeB`\x82";

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = PIXEL.to_vec();
        bytes[16..20].copy_from_slice(&width.to_be_bytes());
        bytes[20..24].copy_from_slice(&height.to_be_bytes());
        bytes
    }

    #[test]
    fn takes_pictures_and_refuses_what_is_none() {
        let jpeg =
            b"\xff\xd8\xff\xe0\0\x04ab\xff\xff\xc4\0\x02\xff\xc2\0\x0b\x08\0\x20\0\x40\x01\0\x11\0\xff\xda".to_vec();
        let large = [png(1, 1), vec![0; 600_000]].concat();
        let table = [
            (png(640, 480), Ok((LogoKind::Png, (640, 480)))),
            (jpeg.clone(), Ok((LogoKind::Jpeg, (64, 32)))),
            (jpeg[..20].to_vec(), Err(LogoError::Damaged)),
            (b"\xff\xd8\xff\xda\0\x02\xff\xc2\0\x0b\x08\0\x20\0\x40".to_vec(), Err(LogoError::Damaged)),
            (png(0, 7), Err(LogoError::Damaged)),
            (png(4_001, 7), Err(LogoError::Wide)),
            (png(1, 1)[..30].to_vec(), Err(LogoError::Damaged)),
            (large, Err(LogoError::Large)),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), Err(LogoError::Unknown)),
            (b"GIF89a".to_vec(), Err(LogoError::Unknown)),
            (Vec::new(), Err(LogoError::Unknown)),
        ];
        for (bytes, expected) in table {
            let told = format!("{:?}", &bytes[..bytes.len().min(40)]);
            assert_eq!(Logo::new(bytes).map(|logo| (logo.kind(), logo.size())), expected, "{told}");
        }
    }
}
