//! All text of a package of XML parts, as Word and Excel files are: for tests that look for what must not be in it.

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::Event;
use std::io::{Cursor, Read};

/// The names and comments of its entries, then of each part the text, a paragraph, cell or property in a line, then the
/// values of the attributes. A part that is no XML is taken as it is.
pub fn package_text(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut all = String::from_utf8_lossy(archive.comment()).into_owned();
    for place in 0..archive.len() {
        let mut entry = archive.by_index(place).unwrap();
        let mut part = Vec::new();
        entry.read_to_end(&mut part).unwrap();
        all += &format!("\n{}\n{}\n", entry.name().unwrap(), entry.comment());
        let xml = [".xml", ".rels"].iter().any(|ending| entry.name().unwrap().ends_with(ending));
        all +=
            &if xml { xml_text(str::from_utf8(&part).unwrap()) } else { String::from_utf8_lossy(&part).into_owned() };
    }
    all
}

/// The text of an XML file, then the values of its attributes.
pub fn xml_text(part: &str) -> String {
    let mut reader = Reader::from_str(part);
    reader.config_mut().check_end_names = true;
    let (mut text, mut values) = (String::new(), String::new());
    loop {
        let event = reader.read_event().unwrap();
        if let Event::Start(tag) | Event::Empty(tag) = &event {
            for attribute in tag.attributes() {
                values += &unescape(&attribute.unwrap().value).unwrap();
                values.push('\n');
            }
            text += match tag.local_name().into_inner() {
                "tab" => "\t",
                "br" => "\n",
                _ => "",
            };
        }
        match event {
            Event::Text(words) => text += &words,
            Event::CData(words) => text += &words,
            Event::GeneralRef(name) => text += &unescape(&format!("&{};", &*name)).unwrap(),
            Event::Comment(words) => text += &words,
            // The runs of a paragraph are one text.
            Event::End(tag) if !matches!(tag.local_name().into_inner(), "r" | "t" | "hyperlink" | "rPr") => {
                text.push('\n')
            }
            Event::Eof => return text + &values,
            _ => {}
        }
    }
}
