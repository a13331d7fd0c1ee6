//! Which format a file is in, by its content first and its name second.

use super::limits::HEAD_BYTES;
use super::{ImportError, encoding};
use crate::model::words::words;

words! {
    /// A format that an article is read from.
    "format"
    pub enum Format {
        /// Plain text.
        Plain = "plain", "plain text";
        /// Markdown (CommonMark with tables and footnotes).
        Markdown = "markdown", "Markdown";
        /// A web page.
        Html = "html", "web page";
        /// Office Open XML text (ECMA-376).
        Docx = "docx", "Word document";
        /// OpenDocument text, packed or flat.
        Odt = "odt", "OpenDocument text";
        /// Rich Text Format.
        Rtf = "rtf", "rich text (RTF)";
        /// EPUB 2 or 3.
        Epub = "epub", "e-book (EPUB)";
        /// PDF (ISO 32000).
        Pdf = "pdf", "PDF";
    }
}

impl Format {
    /// True for a format whose characters may be in any encoding.
    pub fn has_encoding(self) -> bool {
        matches!(self, Self::Plain | Self::Markdown | Self::Html)
    }
}

words! {
    /// A format that is known, but not read.
    "foreign format"
    pub enum Foreign {
        /// A Word document of before 2007 ([MS-CFB], [MS-DOC]).
        Doc = "doc", "a Word document of the old kind (.doc)";
        /// A Word document as one XML text, of 2003 or flat.
        WordXml = "word-xml", "a Word document saved as XML";
        /// WordPerfect.
        WordPerfect = "wordperfect", "a WordPerfect document";
        /// Apple Pages.
        Pages = "pages", "a Pages document";
        /// A spreadsheet or a presentation.
        Office = "office", "a spreadsheet or a presentation";
        /// The file that stands for a Google document, which holds only its address.
        Gdoc = "gdoc", "a link to a Google document, without its text";
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
            Self::Doc | Self::WordXml => "Open it in Word or LibreOffice and save it as a Word document (.docx).",
            Self::WordPerfect => "Open it in WordPerfect or LibreOffice and save it as a Word document (.docx).",
            Self::Pages => "In Pages choose File, Export To, Word.",
            Self::Gdoc => "In Google Docs choose File, Download, Microsoft Word (.docx).",
            Self::Office => "Copy the cells or slides in question and paste them here.",
            Self::Image | Self::Recording => "Write down what it says, or attach it to a claim as a source.",
            Self::WebArchive => "Open it in a browser and save the page again as HTML only.",
            Self::Archive => "Unpack it and open the article in it.",
        }
    }
}

/// The format of these bytes.
///
/// # Errors
/// When it is one that is not read, or a document that a password protects.
pub fn format(bytes: &[u8], name: &str) -> Result<Format, ImportError> {
    let ending = ending(name);
    match magic(bytes, &ending) {
        Some(Magic::Read(format)) => return Ok(format),
        Some(Magic::Foreign(foreign)) => return Err(ImportError::Foreign(foreign)),
        Some(Magic::Encrypted) => return Err(ImportError::Encrypted),
        None => {}
    }
    let head = head(bytes);
    if let Some(magic) = xml_document(&head) {
        return match magic {
            Magic::Read(format) => Ok(format),
            Magic::Foreign(foreign) => Err(ImportError::Foreign(foreign)),
            Magic::Encrypted => Err(ImportError::Encrypted),
        };
    }
    let named = match ending.as_str() {
        "md" | "markdown" | "mdown" | "mkd" => Some(Format::Markdown),
        "html" | "htm" | "xhtml" | "xht" => Some(Format::Html),
        _ => None,
    };
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

/// What the first bytes of a file tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Magic {
    Read(Format),
    Foreign(Foreign),
    /// A document of Office that a password protects ([MS-OFFCRYPTO] 2.3).
    Encrypted,
}

/// A document that is one XML text, by its first element.
fn xml_document(head: &str) -> Option<Magic> {
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if !head.starts_with("<?xml") && !head.starts_with("<office:document") {
        return None;
    }
    let word = ["<w:wordDocument", "<pkg:package", "progid=\"Word.Document\""];
    if head.contains("<office:document") {
        Some(Magic::Read(Format::Odt))
    } else if word.iter().any(|sign| head.contains(sign)) {
        Some(Magic::Foreign(Foreign::WordXml))
    } else {
        None
    }
}

/// The bytes that files of a format begin with.
const MAGIC: &[(&[u8], Magic)] = &[
    (b"%PDF-", Magic::Read(Format::Pdf)),
    (b"{\\rtf", Magic::Read(Format::Rtf)),
    (b"\xffWPC", Magic::Foreign(Foreign::WordPerfect)),
    (b"\x89PNG\r\n", Magic::Foreign(Foreign::Image)),
    (b"\xff\xd8\xff", Magic::Foreign(Foreign::Image)),
    (b"GIF87a", Magic::Foreign(Foreign::Image)),
    (b"GIF89a", Magic::Foreign(Foreign::Image)),
    (b"II*\0", Magic::Foreign(Foreign::Image)),
    (b"MM\0*", Magic::Foreign(Foreign::Image)),
    (b"BM", Magic::Foreign(Foreign::Image)),
    (b"ID3", Magic::Foreign(Foreign::Recording)),
    (b"OggS", Magic::Foreign(Foreign::Recording)),
    (b"fLaC", Magic::Foreign(Foreign::Recording)),
    (b"\x1aE\xdf\xa3", Magic::Foreign(Foreign::Recording)),
    (b"bplist00", Magic::Foreign(Foreign::WebArchive)),
    (b"\x1f\x8b", Magic::Foreign(Foreign::Archive)),
    (b"7z\xbc\xaf\x27\x1c", Magic::Foreign(Foreign::Archive)),
    (b"Rar!\x1a\x07", Magic::Foreign(Foreign::Archive)),
    (b"BZh", Magic::Foreign(Foreign::Archive)),
    (b"\xfd7zXZ\0", Magic::Foreign(Foreign::Archive)),
];

fn magic(bytes: &[u8], ending: &str) -> Option<Magic> {
    let at = |offset: usize, magic: &[u8]| bytes.get(offset..).is_some_and(|rest| rest.starts_with(magic));
    if at(0, b"PK\x03\x04") || at(0, b"PK\x05\x06") {
        return Some(packed(bytes, ending));
    }
    if at(0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Some(compound(bytes, ending));
    }
    let foreign = |foreign| Some(Magic::Foreign(foreign));
    if at(0, b"RIFF") {
        return foreign(if at(8, b"WEBP") { Foreign::Image } else { Foreign::Recording });
    }
    if at(4, b"ftyp") {
        let still = at(8, b"avif") || at(8, b"heic") || at(8, b"mif1");
        return foreign(if still { Foreign::Image } else { Foreign::Recording });
    }
    let start = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    // The standard lets a PDF begin anywhere in its first kilobyte (ISO 32000-1, annex H.3.4.1).
    if find(start, b"%PDF-") && (start.contains(&0) || ending == "pdf") {
        return Some(Magic::Read(Format::Pdf));
    }
    if start.trim_ascii_start().starts_with(b"{") && find(start, b"\"doc_id\"") {
        return foreign(Foreign::Gdoc);
    }
    if find(start, b"MIME-Version:") && find(start, b"multipart/related") {
        return foreign(Foreign::WebArchive);
    }
    // Two letters alone could begin an honest text: such a file must hold a zero byte as well.
    let sure = |magic: &[u8]| magic.len() > 3 || start.contains(&0) || !magic.is_ascii();
    MAGIC.iter().find(|(magic, _)| at(0, magic) && sure(magic)).map(|(_, found)| *found)
}

/// What a compound file ([MS-CFB]) is: by the names of its streams, which are in UTF-16, then by its own name.
fn compound(bytes: &[u8], ending: &str) -> Magic {
    let holds = |name: &str| find(bytes, &name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    if holds("EncryptedPackage") {
        Magic::Encrypted
    } else if matches!(ending, "xls" | "ppt") || holds("Workbook") || holds("PowerPoint Document") {
        Magic::Foreign(Foreign::Office)
    } else {
        Magic::Foreign(Foreign::Doc)
    }
}

/// What a ZIP file is: by the names of the parts at its ends, then by its own name.
fn packed(bytes: &[u8], ending: &str) -> Magic {
    let first = bytes.get(..bytes.len().min(HEAD_BYTES)).unwrap_or_default();
    let last = bytes.get(bytes.len().saturating_sub(16 * HEAD_BYTES)..).unwrap_or_default();
    let holds = |name: &[u8]| find(first, name) || find(last, name);
    if find(first, b"application/epub+zip") {
        Magic::Read(Format::Epub)
    } else if find(first, b"application/vnd.oasis.opendocument.text") || find(first, b"application/vnd.sun.xml.writer")
    {
        Magic::Read(Format::Odt)
    } else if find(first, b"application/vnd.oasis.opendocument") || holds(b"xl/workbook") || holds(b"ppt/") {
        Magic::Foreign(Foreign::Office)
    } else if holds(b"word/") || holds(b"word\\") {
        Magic::Read(Format::Docx)
    } else if holds(b"Index/Document.iwa") || ending == "pages" {
        Magic::Foreign(Foreign::Pages)
    } else if holds(b"META-INF/container.xml") {
        Magic::Read(Format::Epub)
    } else {
        match ending {
            "docx" | "docm" | "dotx" | "dotm" => Magic::Read(Format::Docx),
            "odt" | "ott" => Magic::Read(Format::Odt),
            "epub" => Magic::Read(Format::Epub),
            "xlsx" | "pptx" | "ods" | "odp" => Magic::Foreign(Foreign::Office),
            // An unusual writer may call the parts what it likes, but an Office package lists their types.
            _ if holds(b"[Content_Types].xml") => Magic::Read(Format::Docx),
            _ if holds(b"content.xml") => Magic::Read(Format::Odt),
            _ => Magic::Foreign(Foreign::Archive),
        }
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}
