//! One small article in every format that is read, made here: with notes, comments, tracked changes, tables and pictures
//! where the format has them.

mod damage;
mod office;
mod pages;
mod pdf;

pub use damage::damaged;
use std::io::{Cursor, Write};
use tickmark::import::Format;
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

/// A file to begin with.
pub struct Seed {
    /// Its name.
    pub name: &'static str,
    /// What it is read as.
    pub format: Format,
    /// What is in it.
    pub content: Content,
}

/// What is in a file.
#[derive(Clone)]
pub enum Content {
    /// Bytes.
    Whole(Vec<u8>),
    /// The parts of a packed document, by name.
    Packed(Vec<(String, Vec<u8>)>),
}

impl Content {
    fn packed(parts: &[(&str, &str)]) -> Self {
        Self::Packed(parts.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect())
    }

    /// The file. What is stored in a packed one is not compressed.
    pub fn bytes(&self, stored: bool) -> Vec<u8> {
        match self {
            Self::Whole(bytes) => bytes.clone(),
            Self::Packed(parts) => pack(parts, stored),
        }
    }
}

fn pack(parts: &[(String, Vec<u8>)], stored: bool) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        // The type of an open document comes first, and as it is, by the standards for both (ODF 1.3 part 2, 3.3; OCF 4.3).
        let method = if stored || name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default().compression_method(method);
        // Chance may have given two parts one name.
        if writer.start_file(name.as_str(), options).is_ok() {
            writer.write_all(bytes).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

/// All of them.
pub fn seeds() -> Vec<Seed> {
    let whole = |bytes: &[u8]| Content::Whole(bytes.to_vec());
    let utf16: Vec<u8> = pages::TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
    vec![
        Seed { name: "talks.docx", format: Format::Docx, content: office::docx() },
        Seed { name: "talks.odt", format: Format::Odt, content: office::odt() },
        Seed { name: "talks.fodt", format: Format::Odt, content: office::fodt() },
        Seed { name: "talks.rtf", format: Format::Rtf, content: whole(office::RTF.as_bytes()) },
        Seed { name: "talks.epub", format: Format::Epub, content: pages::epub() },
        Seed { name: "talks.pdf", format: Format::Pdf, content: Content::Whole(pdf::pdf()) },
        Seed { name: "talks.html", format: Format::Html, content: whole(pages::HTML.as_bytes()) },
        Seed { name: "talks.md", format: Format::Markdown, content: whole(pages::MARKDOWN.as_bytes()) },
        Seed { name: "talks.txt", format: Format::Plain, content: whole(pages::TEXT.as_bytes()) },
        Seed { name: "wide.txt", format: Format::Plain, content: Content::Whole([&b"\xff\xfe"[..], &utf16].concat()) },
        Seed { name: "korean.txt", format: Format::Plain, content: whole(pages::EUC_KR) },
    ]
}
