//! Which format a file is in, by its content first and its name second.

use super::limits::HEAD_BYTES;
use super::{ImportError, encoding};
use crate::model::words::words;

words! {
    /// A format that this version reads.
    "format"
    pub enum Format {
        /// Plain text.
        Plain = "plain", "plain text";
        /// Markdown (CommonMark with tables and footnotes).
        Markdown = "markdown", "Markdown";
        /// A web page.
        Html = "html", "web page";
    }
}

words! {
    /// A format that is known, but not read by this version.
    "foreign format"
    pub enum Foreign {
        /// Office Open XML text (ECMA-376).
        Docx = "docx", "a Word document";
        /// A Word document of before 2007 ([MS-CFB], [MS-DOC]).
        Doc = "doc", "an old Word document";
        /// OpenDocument text.
        Odt = "odt", "an OpenDocument text";
        /// EPUB.
        Epub = "epub", "an e-book (EPUB)";
        /// PDF (ISO 32000).
        Pdf = "pdf", "a PDF";
        /// Rich Text Format.
        Rtf = "rtf", "a rich text file (RTF)";
        /// Apple Pages.
        Pages = "pages", "a Pages document";
        /// A spreadsheet or a presentation.
        Office = "office", "a spreadsheet or a presentation";
        /// The file that stands for a Google document, which holds only its address.
        Gdoc = "gdoc", "a link to a Google document";
        /// A picture.
        Image = "image", "a picture";
        /// A recording.
        Recording = "recording", "a sound or video recording";
        /// A Safari web archive or a MIME archive of a page.
        WebArchive = "web-archive", "a web archive";
        /// Any other packed file.
        Archive = "archive", "a packed archive";
    }
}

impl Foreign {
    /// What to do with it: one sentence.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Docx | Self::Doc | Self::Odt | Self::Rtf | Self::Pages => {
                "This version reads plain text, Markdown and saved web pages: save the document as plain text (UTF-8) or as a web page."
            }
            Self::Gdoc => {
                "This version reads plain text, Markdown and saved web pages: in Google Docs choose File, Download, Plain text."
            }
            Self::Epub | Self::Pdf => {
                "This version reads plain text, Markdown and saved web pages: open it in a reader, copy the text and paste it here."
            }
            Self::Office => {
                "This version reads plain text, Markdown and saved web pages: copy the cells or slides in question and paste them here."
            }
            Self::Image | Self::Recording => "Write down what it says, or attach it to a claim as a source.",
            Self::WebArchive => "Open it in a browser and save the page again as HTML only.",
            Self::Archive => "Unpack it and open the article in it.",
        }
    }
}

/// The format of these bytes.
///
/// # Errors
/// When it is one that this version does not read, or none at all.
pub fn format(bytes: &[u8], name: &str) -> Result<Format, ImportError> {
    if let Some(foreign) = foreign(bytes, name) {
        return Err(ImportError::Foreign(foreign));
    }
    let ending = ending(name);
    let named = match ending.as_str() {
        "md" | "markdown" | "mdown" | "mkd" => Some(Format::Markdown),
        "html" | "htm" | "xhtml" | "xht" => Some(Format::Html),
        _ => None,
    };
    let head = head(bytes);
    let page = is_page(&head);
    Ok(match named {
        // A Markdown file may begin with a tag, so a page must say that it is one.
        Some(Format::Markdown) if !page => Format::Markdown,
        Some(Format::Html) => Format::Html,
        _ if page => Format::Html,
        _ => Format::Plain,
    })
}

/// The ending of a file's name in lower case, without the dot.
fn ending(name: &str) -> String {
    name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase())
}

/// The start of the file as characters, for looking at only.
fn head(bytes: &[u8]) -> String {
    let end = bytes.len().min(HEAD_BYTES);
    let head = bytes.get(..end).unwrap_or_default();
    match encoding::by_mark_or_zeros(head) {
        Some(found) => found.decode(head).0.into_owned(),
        None => String::from_utf8_lossy(head).into_owned(),
    }
}

/// True when a file begins as web pages do: with a document type, a comment or tags that only a page has.
fn is_page(head: &str) -> bool {
    let mut rest = head.trim_start_matches(['\u{feff}', '\0']).trim_start();
    loop {
        let skipped = if rest.starts_with("<?xml") {
            rest.split_once("?>")
        } else if rest.starts_with("<!--") {
            rest.split_once("-->")
        } else {
            None
        };
        match skipped {
            Some((_, after)) => rest = after.trim_start(),
            None => break,
        }
    }
    let start: String = rest.chars().take(16).collect::<String>().to_ascii_lowercase();
    let begins = ["<!doctype html", "<html", "<head", "<body", "<meta ", "<title", "<base ", "<link "];
    begins.iter().any(|tag| start.starts_with(tag)) || has_page_tags(&head.to_ascii_lowercase())
}

/// True for a piece of a page without its head: it begins with a tag and holds several that are closed.
fn has_page_tags(head: &str) -> bool {
    let tags = ["</p>", "</div>", "</h1>", "</article>", "</body>", "</head>", "</title>", "</span>", "</a>", "</li>"];
    head.trim_start().starts_with('<') && tags.iter().filter(|tag| head.contains(*tag)).count() >= 2
}

/// The bytes that files of a format begin with.
const MAGIC: &[(&[u8], Foreign)] = &[
    (b"%PDF-", Foreign::Pdf),
    (b"{\\rtf", Foreign::Rtf),
    (b"\x89PNG\r\n", Foreign::Image),
    (b"\xff\xd8\xff", Foreign::Image),
    (b"GIF87a", Foreign::Image),
    (b"GIF89a", Foreign::Image),
    (b"II*\0", Foreign::Image),
    (b"MM\0*", Foreign::Image),
    (b"BM", Foreign::Image),
    (b"ID3", Foreign::Recording),
    (b"OggS", Foreign::Recording),
    (b"fLaC", Foreign::Recording),
    (b"\x1aE\xdf\xa3", Foreign::Recording),
    (b"bplist00", Foreign::WebArchive),
    (b"\x1f\x8b", Foreign::Archive),
    (b"7z\xbc\xaf\x27\x1c", Foreign::Archive),
    (b"Rar!\x1a\x07", Foreign::Archive),
    (b"BZh", Foreign::Archive),
    (b"\xfd7zXZ\0", Foreign::Archive),
];

fn foreign(bytes: &[u8], name: &str) -> Option<Foreign> {
    let at = |offset: usize, magic: &[u8]| bytes.get(offset..).is_some_and(|rest| rest.starts_with(magic));
    if at(0, b"PK\x03\x04") || at(0, b"PK\x05\x06") {
        return Some(packed(bytes, &ending(name)));
    }
    if at(0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Some(if matches!(ending(name).as_str(), "xls" | "ppt") { Foreign::Office } else { Foreign::Doc });
    }
    if at(0, b"RIFF") {
        return Some(if at(8, b"WEBP") { Foreign::Image } else { Foreign::Recording });
    }
    if at(4, b"ftyp") {
        let still = at(8, b"avif") || at(8, b"heic") || at(8, b"mif1");
        return Some(if still { Foreign::Image } else { Foreign::Recording });
    }
    let start = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    // The standard lets a PDF begin anywhere in its first kilobyte (ISO 32000-1, annex H.3.4.1).
    if start.contains(&0) && find(start, b"%PDF-") {
        return Some(Foreign::Pdf);
    }
    if start.trim_ascii_start().starts_with(b"{") && find(start, b"\"doc_id\"") {
        return Some(Foreign::Gdoc);
    }
    if find(start, b"MIME-Version:") && find(start, b"multipart/related") {
        return Some(Foreign::WebArchive);
    }
    // Two letters alone could begin an honest text: such a file must hold a zero byte as well.
    let sure = |magic: &[u8]| magic.len() > 3 || start.contains(&0) || !magic.is_ascii();
    MAGIC.iter().find(|(magic, _)| at(0, magic) && sure(magic)).map(|(_, foreign)| *foreign)
}

/// What a ZIP file is: by the names of the parts at its ends, then by its own name.
fn packed(bytes: &[u8], ending: &str) -> Foreign {
    let first = bytes.get(..bytes.len().min(HEAD_BYTES)).unwrap_or_default();
    let last = bytes.get(bytes.len().saturating_sub(16 * HEAD_BYTES)..).unwrap_or_default();
    let holds = |name: &[u8]| find(first, name) || find(last, name);
    if find(first, b"application/epub+zip") {
        Foreign::Epub
    } else if find(first, b"application/vnd.oasis.opendocument.text") {
        Foreign::Odt
    } else if find(first, b"application/vnd.oasis.opendocument") || holds(b"xl/workbook") || holds(b"ppt/") {
        Foreign::Office
    } else if holds(b"word/") {
        Foreign::Docx
    } else if holds(b"Index/Document.iwa") || ending == "pages" {
        Foreign::Pages
    } else {
        match ending {
            "docx" | "docm" | "dotx" => Foreign::Docx,
            "odt" => Foreign::Odt,
            "epub" => Foreign::Epub,
            "xlsx" | "pptx" | "ods" | "odp" => Foreign::Office,
            _ => Foreign::Archive,
        }
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}
