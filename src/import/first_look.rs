//! A look at a file before it is handed on: cheap, and enough for most of what is not worth handing on.

use super::package::Package;
use super::{Format, ImportError, Options, html_scan, limits, recognise};

/// The format of a file that is worth reading. Its size is looked at, the directory of a packed document, and how the
/// tags of a web page are nested; nothing is expanded, decoded or taken apart. What passes may still be hostile.
///
/// # Errors
/// When the file is empty, too large, damaged, protected, or in a format that is not read.
pub fn first_look(bytes: &[u8], name: &str, options: &Options) -> Result<Format, ImportError> {
    if bytes.is_empty() {
        return Err(ImportError::Empty);
    }
    let format = match options.format {
        Some(format) => format,
        None => recognise::format(bytes, name)?,
    };
    limits::check_size(bytes, format)?;
    match format {
        Format::Docx | Format::Odt | Format::Epub if bytes.starts_with(b"PK") => drop(Package::open(bytes)?),
        // In ISO-2022-JP, which needs the escape, a `<` may be half a character.
        Format::Html if !bytes.contains(&0x1b) => html_scan::check(&String::from_utf8_lossy(bytes))?,
        _ => {}
    }
    Ok(format)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::testing::pack;

    #[test]
    fn what_is_not_worth_reading_is_told_at_once() {
        let docx = pack(&[("word/document.xml", "<w:document/>")]);
        let deep = "<html>".to_owned() + &"<div>".repeat(600);
        let japanese = "<html>\x1b$B".to_owned() + &"<div>".repeat(600);
        let table: [(&str, &[u8], Result<Format, ImportError>); 8] = [
            ("a.txt", b"", Err(ImportError::Empty)),
            ("a.txt", b"Some words.", Ok(Format::Plain)),
            ("a.gif", b"GIF89a\0", Err(ImportError::Foreign(recognise::Foreign::Image))),
            ("a.docx", &docx, Ok(Format::Docx)),
            ("a.docx", &docx[..docx.len() - 9], Err(ImportError::Damaged)),
            ("a.html", deep.as_bytes(), Err(ImportError::TooDeep)),
            ("a.html", japanese.as_bytes(), Ok(Format::Html)),
            ("a.fodt", b"<?xml version=\"1.0\"?><office:document/>", Ok(Format::Odt)),
        ];
        for (name, bytes, expected) in table {
            assert_eq!(first_look(bytes, name, &Options::default()), expected, "{name}");
        }
        let options = Options { format: Some(Format::Plain), ..Options::default() };
        assert_eq!(first_look(b"GIF89a\0", "a.gif", &options), Ok(Format::Plain));
    }
}
