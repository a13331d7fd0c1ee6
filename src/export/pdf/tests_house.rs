//! The style of a house on the pages.

use crate::export::testing::pdf::{Drawn, take_apart};
use crate::export::testing::story;
use crate::export::{Edition, Format, House, PageSize};

/// Width and height of the first page, and the colours that are filled with on it.
fn look_of_first(bytes: &[u8]) -> ((f32, f32), Vec<String>) {
    use hayro_interpret::hayro_syntax::Pdf;
    let pdf = Pdf::new(bytes.to_vec()).unwrap();
    let page = &pdf.pages()[0];
    let operators = String::from_utf8_lossy(page.page_stream().unwrap_or_default()).into_owned();
    let filled = operators.lines().filter_map(|line| line.strip_suffix(" rg").or(line.strip_suffix(" scn")));
    let colour = |line: &str| {
        let words: Vec<&str> = line.split(' ').collect();
        words[words.len().saturating_sub(3)..].join(" ")
    };
    (page.render_dimensions(), filled.map(colour).collect())
}

#[test]
fn the_house_has_its_paper_its_colour_and_its_line() {
    let mut desk = story();
    desk.house = House {
        accent: Some([255, 0, 0]),
        footer: format!("Not for distribution {}", "or anything like it ".repeat(9)),
        page: PageSize::Letter,
        ..House::default()
    };
    let bytes = desk.bytes(Edition::CheckingCopy, false, Format::Pdf);
    let (size, colours) = look_of_first(&bytes);
    assert_eq!(size, (612.0, 792.0));
    assert!(colours.contains(&"1 0 0".to_owned()), "{colours:?}");
    for page in take_apart(&bytes).pages {
        let aside = |drawn: &&Drawn| drawn.number.is_none() && drawn.text.starts_with("Not for distribution or");
        let foot = page.iter().find(aside).unwrap_or_else(|| panic!("{page:?}"));
        assert!(
            foot.text.contains("…") && foot.text.len() < 150,
            "it is cut where the page number stands: {}",
            foot.text
        );
    }
    let (size, colours) = look_of_first(&story().bytes(Edition::CheckingCopy, false, Format::Pdf));
    assert!((size.0 - 595.276).abs() < 0.01 && !colours.contains(&"1 0 0".to_owned()), "{size:?}");
}
