//! PDFs for tests, written by hand.

/// Which font a text is shown in; all have the widths of Helvetica or Courier by themselves.
pub const PLAIN: &str = "F1";
/// The bold one.
pub const BOLD: &str = "F2";
/// One that a test brings along as object 101.
pub const OWN: &str = "F3";

/// A content stream that shows lines of text at their places: x and y in points from the lower left corner, size of
/// the letters, words.
pub fn shown(lines: &[(f32, f32, f32, &str)]) -> String {
    lines.iter().map(|(x, y, size, text)| at(PLAIN, (*x, *y), *size, text)).collect()
}

/// One line of text in a font.
pub fn at(font: &str, (x, y): (f32, f32), size: f32, text: &str) -> String {
    let text: String = text.chars().map(escaped).collect();
    format!("BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n")
}

/// A character as WinAnsiEncoding has it.
fn escaped(c: char) -> String {
    match c {
        '(' | ')' | '\\' => format!("\\{c}"),
        '•' => "\\225".into(),
        '—' => "\\227".into(),
        '’' => "\\222".into(),
        _ if c.is_ascii() => c.to_string(),
        _ => format!("\\{:o}", u32::from(c)),
    }
}

/// A PDF with a page for each of these content streams, of 600 by 800 points, with fonts, a picture called `Im` and
/// a piece of content called `Fm` on it.
pub fn pdf(pages: &[String]) -> Vec<u8> {
    pdf_with(pages, &[], "")
}

/// The same with more objects, numbered from 100, and more entries in its trailer.
pub fn pdf_with(pages: &[String], objects: &[String], trailer: &str) -> Vec<u8> {
    let kids: String = (0..pages.len()).map(|page| format!("{} 0 R ", 10 + page * 2)).collect();
    let font = |name| format!("<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>");
    let mut all: Vec<(usize, String)> = vec![
        (1, "<< /Type /Catalog /Pages 2 0 R /Lang (de-CH) >>".into()),
        (2, format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len())),
        (3, font("Helvetica")),
        (4, font("Helvetica-Bold")),
        (
            5,
            stream(
                "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8",
                "x",
            ),
        ),
        (6, "<< /Title (A title of the file) /Author (Ada Lovelace) >>".into()),
    ];
    for (index, content) in pages.iter().enumerate() {
        let page = 10 + index * 2;
        let resources = "<< /Font << /F1 3 0 R /F2 4 0 R /F3 101 0 R >> /XObject << /Im 5 0 R /Fm 100 0 R >> >>";
        let dict = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800]";
        all.push((page, format!("{dict} /Contents {} 0 R /Resources {resources} >>", page + 1)));
        all.push((page + 1, stream("", content)));
    }
    all.extend((100..).zip(objects.iter().cloned()));
    file(&all, trailer)
}

/// A stream object.
pub fn stream(dict: &str, content: &str) -> String {
    format!("<< {dict} /Length {} >>\nstream\n{content}\nendstream", content.len())
}

fn file(objects: &[(usize, String)], trailer: &str) -> Vec<u8> {
    let mut file = String::from("%PDF-1.7\n");
    let mut table = String::new();
    for (number, object) in objects {
        table.push_str(&format!("{number} 1\n{:010} 00000 n \n", file.len()));
        file.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let start = file.len();
    let size = objects.iter().map(|(number, _)| number + 1).max().unwrap_or(1);
    file.push_str(&format!("xref\n0 1\n0000000000 65535 f \n{table}"));
    file.push_str(&format!(
        "trailer\n<< /Size {size} /Root 1 0 R /Info 6 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n"
    ));
    file.into_bytes()
}
