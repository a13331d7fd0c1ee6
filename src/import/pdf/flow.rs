//! Paragraphs that go on in the next column or on the next page.

use super::paragraph::{Paragraph, Role};
use crate::import::piece::ends_sentence;

/// Puts together what columns and pages part. `size` is that of the document's text, in points: smaller print, such as
/// a caption or a note, may stand between.
pub fn join(paragraphs: Vec<Paragraph>, size: f32) -> Vec<Paragraph> {
    let mut joined: Vec<Paragraph> = Vec::with_capacity(paragraphs.len());
    let is_text = |p: &Paragraph| p.role != Role::Aside && (0.95..=1.06).contains(&(p.size() / size));
    // The last paragraph of the text, and whether the part of the page that it is in has ended.
    let mut last: Option<usize> = None;
    let mut ended = false;
    for paragraph in paragraphs {
        ended |= paragraph.first;
        if !is_text(&paragraph) {
            joined.push(paragraph);
            continue;
        }
        let before = last.filter(|_| ended).and_then(|at| joined.get_mut(at));
        match before.filter(|before| goes_on(before, &paragraph)) {
            Some(before) => {
                before.lines.extend(paragraph.lines);
                before.full = paragraph.full;
            }
            None => {
                last = Some(joined.len());
                joined.push(paragraph);
            }
        }
        ended = false;
    }
    joined
}

/// True when a paragraph's last line is full, its sentence is not, and the next one could be what follows.
fn goes_on(before: &Paragraph, next: &Paragraph) -> bool {
    let (Some(last), Some(first)) = (before.lines.last(), next.lines.first()) else { return false };
    let roles = matches!(before.role, Role::Text | Role::Item) && next.role == Role::Text;
    let near = next.page <= before.page + 2;
    let small = first.text.starts_with(|c: char| c.is_lowercase());
    let hyphen = last.text.ends_with(['-', '\u{2010}', '\u{ad}']);
    let weight = before.bold() == next.bold();
    roles
        && near
        && weight
        && before.full
        && !ends_sentence(&last.text)
        && !last.text.ends_with(':')
        && (small || hyphen || !next.indented)
}

#[cfg(test)]
mod tests {
    use super::super::line::Line;
    use super::*;

    fn paragraph(text: &str, page: u32, size: f32, first: bool) -> Paragraph {
        let line = Line { text: text.into(), x0: 0.0, x1: 200.0, y: 0.0, size, bold: false, cell: false };
        Paragraph { lines: vec![line], page, role: Role::Text, full: true, indented: false, first }
    }

    #[test]
    fn a_sentence_goes_on_over_small_print_and_pages() {
        let joined = join(
            vec![
                paragraph("It was said that the", 1, 10.0, true),
                paragraph("1 A note.", 1, 8.0, false),
                Paragraph::aside(paragraph("12", 1, 10.0, false).lines, 1),
                paragraph("minister had left.", 2, 10.0, true),
                paragraph("A next one ends here.", 2, 10.0, false),
                paragraph("Another begins", 2, 10.0, true),
                paragraph("and this is its neighbour", 2, 10.0, false),
            ],
            10.0,
        );
        let texts: Vec<Vec<&str>> =
            joined.iter().map(|p| p.lines.iter().map(|line| line.text.as_str()).collect()).collect();
        assert_eq!(texts[0], ["It was said that the", "minister had left."]);
        assert_eq!((joined.len(), joined[0].page), (6, 1));
    }
}
