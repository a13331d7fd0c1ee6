//! A PDF of two pages (ISO 32000-1), its second page compressed.

use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write;

const FIRST: &str = "BT /F1 18 Tf 72 720 Td (Talks end early) Tj ET
BT /F1 11 Tf 72 690 Td 14 TL (About 28,500 troops are sta-) Tj T* (tioned there. The talks went) Tj T* [(on f) 20 (or an) \
-300 (hour.)] TJ ET
q 1 0 0 1 300 690 cm BT /F2 11 Tf (In the second column) Tj ET Q
BT /F1 9 Tf 300 40 Td (1) Tj ET";

const SECOND: &str =
    "BT /F1 11 Tf 72 720 Td <4E6F626F6479> Tj ( walked out.) ' /F2 8 Tf (1 His passport.) Tj ET /Fm Do";

fn deflated(text: &str) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn stream(entries: &str, bytes: &[u8]) -> Vec<u8> {
    [format!("<<{entries}/Length {}>>\nstream\n", bytes.len()).as_bytes(), bytes, b"\nendstream"].concat()
}

/// What a font says of the characters its codes stand for (9.10.3).
const TO_UNICODE: &str =
    "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange
1 beginbfrange <20> <7E> <0020> endbfrange 1 beginbfchar <80> <2014> endbfchar endcmap end";

/// The file.
pub fn pdf() -> Vec<u8> {
    let page = |content: usize| {
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources 9 0 R/Contents {content} 0 R>>").into_bytes()
    };
    let form = "/Type/XObject/Subtype/Form/BBox[0 0 100 100]/Resources 9 0 R";
    let objects = [
        b"<</Type/Catalog/Pages 2 0 R/Lang(en)>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>".to_vec(),
        page(5),
        page(6),
        stream("", FIRST.as_bytes()),
        stream("/Filter/FlateDecode", &deflated(SECOND)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_vec(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/ToUnicode 10 0 R/FirstChar 32/LastChar 34/Widths[250 333 408]>>".to_vec(),
        b"<</Font<</F1 7 0 R/F2 8 0 R>>/XObject<</Fm 11 0 R>>>>".to_vec(),
        stream("/Filter/FlateDecode", &deflated(TO_UNICODE)),
        stream(form, b"BT /F1 10 Tf 10 10 Td (In a form) Tj ET"),
    ];
    let mut file = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.extend_from_slice(format!("{} 0 obj\n", number + 1).as_bytes());
        file.extend_from_slice(object);
        file.extend_from_slice(b"\nendobj\n");
    }
    let table = file.len();
    let rows: String = places.iter().map(|place| format!("{place:010} 00000 n \n")).collect();
    let size = places.len() + 1;
    let end = format!(
        "xref\n0 {size}\n0000000000 65535 f \n{rows}trailer\n<</Size {size}/Root 1 0 R/Info<</Title(Talks)>>>>\nstartxref\n{table}\n%%EOF\n"
    );
    file.extend_from_slice(end.as_bytes());
    file
}
