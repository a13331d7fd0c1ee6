//! The style of a house on the pages.

use super::compose::compose;
use super::look::{LEFT, Sheet};
use super::set::Setter;
use super::strip::Part;
use crate::export::flow::Flow;
use crate::export::redact::Redacted;
use crate::export::report::{Mark, Report, Section};
use crate::export::testing::pdf::{Drawn, take_apart};
use crate::export::testing::{Desk, all_text, story};
use crate::export::{Edition, Format, House, Logo, PIXEL, PageSize, Term, export};
use crate::model::{Person, Request, SourceDetails, SourceKind, Stance};

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

#[test]
fn the_logo_is_a_figure_with_the_name_of_the_house_and_one_that_is_damaged_is_left_out() {
    let mut desk = story();
    desk.house = House { name: "The Evening Wire".into(), ..House::default() };
    let export = |desk: &Desk| {
        let options = desk.options(Edition::CheckingCopy, false);
        export(&desk.project, &options, Format::Pdf, &mut |_| true).unwrap()
    };
    let holds = |bytes: &[u8], words: &str| bytes.windows(words.len()).any(|window| window == words.as_bytes());
    let plain = export(&desk);
    assert!(!holds(&plain.bytes, "/Figure/") && all_text(Format::Pdf, &plain.bytes).contains("The Evening Wire"));
    desk.house.logo = Some(Logo::new(PIXEL.to_vec()).unwrap().into());
    let with = export(&desk);
    assert!(holds(&with.bytes, "/Figure/") && holds(&with.bytes, "/Subtype/Image"));
    assert_eq!(with.notices, plain.notices, "it conforms as before");
    let mut damaged = PIXEL.to_vec();
    damaged[43] ^= 0xff;
    desk.house.logo = Some(Logo::new(damaged).unwrap().into());
    let without = export(&desk);
    assert!(!holds(&without.bytes, "/Subtype/Image"));
    assert!(without.notices.iter().any(|notice| notice.contains("logo")), "{:?}", without.notices);
}

#[test]
fn nothing_reaches_beyond_the_margin() {
    let word = "Donaudampfschifffahrtsgesellschaft".repeat(9);
    let mut desk = Desk::new(&[&format!("One {word}, and 28,500 troops."), &"It was so. ".repeat(400)]);
    let claims = [desk.claim(&word), desk.claim("28,500 troops"), desk.claim(&"It was so. ".repeat(399))];
    desk.verify(&claims[1]);
    desk.by = Person::new(word.clone(), "");
    let url = format!("https://a.example/{word}");
    let source =
        desk.source(SourceDetails { url, contact: word.clone(), ..SourceDetails::new(SourceKind::Person, &word) });
    claims.iter().for_each(|claim| desk.evidence(claim, &source, &word, &word, Stance::Supports));
    desk.ask(Request::SetNote(claims[2].clone(), word.clone()));
    desk.house = House { name: word.clone(), footer: word.clone(), ..House::default() };
    Mark::ALL.into_iter().for_each(|mark| desk.house.call(Term::Mark(mark), &format!("as good as {}", mark.word())));
    desk.house.call(Term::Mark(Mark::ALL[0]), &word);
    desk.house.call(Term::Section(Section::Sources), &word);
    for (edition, page) in
        Edition::ALL.iter().flat_map(|edition| PageSize::ALL.iter().map(move |page| (edition, *page)))
    {
        desk.house.page = page;
        let sheet = Sheet::of(&desk.house);
        let redacted = Redacted::new(&desk.project, false);
        let report = Report::new(&redacted, &desk.options(*edition, false));
        let flow = Flow::new(&report);
        let composed = compose(&flow, sheet, &mut Setter::new(None, false), &mut |_| true).unwrap();
        for part in composed.strips.iter().flat_map(|strip| &strip.parts) {
            let (left, right) = match part {
                Part::Line { paragraph, x, .. } => (*x, x + composed.paragraphs[*paragraph].set.width()),
                Part::Block { x, width, .. } | Part::Picture { x, width, .. } => (*x, x + width),
            };
            assert!(left >= LEFT && right <= sheet.right() + 0.1, "{edition} {page}: {left} to {right}: {part:?}");
        }
    }
}
