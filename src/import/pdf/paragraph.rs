//! Lines → paragraphs, told by distance, letter size, indent, and last lines that end early.

use super::line::Line;
use crate::import::piece::ends_sentence;
use crate::import::plain::marker;

/// A distance between lines that is larger than usual by this much parts paragraphs.
const DISTANCE: f32 = 1.3;
/// An indent, as a share of the letter size.
const INDENT: f32 = 0.7;
/// How much larger letters of a heading are than those of the text.
pub const LARGER: f32 = 1.12;

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A paragraph or a heading.
    Text,
    /// An item of a list.
    Item,
    /// A cell of a table.
    Cell,
    /// Something that the page shows beside its text.
    Aside,
}

/// Lines that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Paragraph {
    /// Its lines, in order.
    pub lines: Vec<Line>,
    /// Page on which it begins, counted from 1.
    pub page: u32,
    /// What it is.
    pub role: Role,
    /// True when its last line is as long as it can be, so that it may go on elsewhere.
    pub full: bool,
    /// True when its first line is indented.
    pub indented: bool,
    /// True when it is the first of its part of the page.
    pub first: bool,
}

impl Paragraph {
    /// Size of its letters, in points.
    pub fn size(&self) -> f32 {
        self.lines.first().map_or(0.0, |line| line.size)
    }

    /// True when all of it is bold.
    pub fn bold(&self) -> bool {
        self.lines.iter().all(|line| line.bold)
    }

    /// Lines that the page shows beside its text, as one.
    pub fn aside(lines: Vec<Line>, page: u32) -> Self {
        Self { lines, page, role: Role::Aside, full: false, indented: false, first: false }
    }
}

/// What is usual in a part of a page. Lengths are in points.
struct Usual {
    /// Where its lines end at most.
    right: f32,
    /// Letter size.
    size: f32,
    /// Distance of lines, as a share of the letter size.
    leading: f32,
}

/// The paragraphs in the lines of one part of a page.
pub fn paragraphs(lines: Vec<Line>, page: u32) -> Vec<Paragraph> {
    let usual = usual(&lines);
    let mut found: Vec<Paragraph> = Vec::new();
    for block in blocks(lines, &usual) {
        found.extend(paragraphs_of(block, page, &usual));
    }
    found.first_mut().into_iter().for_each(|paragraph| paragraph.first = true);
    found
}

fn usual(lines: &[Line]) -> Usual {
    let mut sizes: Vec<f32> = lines.iter().map(|line| line.size).collect();
    sizes.sort_by(f32::total_cmp);
    let size = sizes.get(sizes.len() / 2).copied().unwrap_or(10.0);
    let mut distances: Vec<f32> = lines
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] if same_size(a, b) => Some((b.y - a.y) / a.size),
            _ => None,
        })
        .filter(|distance| (0.8..4.0).contains(distance))
        .collect();
    distances.sort_by(f32::total_cmp);
    let leading = distances.get(distances.len() / 4).copied().unwrap_or(1.25);
    let right = lines.iter().filter(|line| line.size <= size * LARGER).map(|line| line.x1).fold(f32::MIN, f32::max);
    Usual { right, size, leading }
}

fn same_size(a: &Line, b: &Line) -> bool {
    (0.91..=1.1).contains(&(a.size / b.size))
}

/// Lines with the usual distance between them.
fn blocks(lines: Vec<Line>, usual: &Usual) -> Vec<Vec<Line>> {
    let mut blocks: Vec<Vec<Line>> = Vec::new();
    for line in lines {
        let goes_on = |block: &&mut Vec<Line>| {
            block.last().is_some_and(|before| {
                let large = line.size > usual.size * LARGER;
                let distance = if large { usual.leading.max(1.15) * 1.35 } else { usual.leading * DISTANCE };
                same_size(before, &line) && !before.cell && !line.cell && line.y - before.y <= distance * before.size
            })
        };
        match blocks.last_mut().filter(goes_on) {
            Some(block) => block.push(line),
            None => blocks.push(vec![line]),
        }
    }
    blocks
}

/// Where most lines of a block begin.
fn left(block: &[Line]) -> f32 {
    let mut starts: Vec<f32> = block.iter().map(|line| line.x0).collect();
    starts.sort_by(f32::total_cmp);
    let size = block.first().map_or(10.0, |line| line.size);
    let most = starts.chunk_by(|a, b| b - a <= size * 0.25).max_by_key(|starts| starts.len());
    // Of two that are as frequent, the left one: `max_by_key` returns the last.
    let first =
        starts.chunk_by(|a, b| b - a <= size * 0.25).find(|starts| Some(starts.len()) == most.map(<[f32]>::len));
    first.and_then(|starts| starts.first()).copied().unwrap_or(0.0)
}

fn paragraphs_of(block: Vec<Line>, page: u32, usual: &Usual) -> Vec<Paragraph> {
    let left = left(&block);
    let large = block.first().is_some_and(|line| line.size > usual.size * LARGER);
    let together = large || is_centred(&block, usual);
    // A block that is set narrower has an edge of its own.
    let own = block.iter().map(|line| line.x1).fold(f32::MIN, f32::max);
    let right = if block.len() > 3 { own } else { usual.right };
    let mut found: Vec<Paragraph> = Vec::new();
    for line in block {
        let begins = |paragraph: &&mut Paragraph| together || !begins(paragraph, &line, left, right);
        match found.last_mut().filter(begins) {
            Some(paragraph) => paragraph.lines.push(line),
            None => found.push(paragraph(line, page, left)),
        }
    }
    for paragraph in &mut found {
        paragraph.full = paragraph.lines.last().is_some_and(|line| line.x1 > right - line.size * 4.0);
    }
    found
}

fn paragraph(line: Line, page: u32, left: f32) -> Paragraph {
    let indented = line.x0 > left + line.size * INDENT;
    let role = match () {
        () if line.cell => Role::Cell,
        () if is_item(&line.text) => Role::Item,
        () => Role::Text,
    };
    Paragraph { lines: vec![line], page, role, full: false, indented, first: false }
}

/// A mark that only lists have, or a number in front of a text.
fn is_item(text: &str) -> bool {
    marker(text).is_some()
}

/// True for lines set around a common middle.
fn is_centred(block: &[Line], usual: &Usual) -> bool {
    let middle = |line: &Line| (line.x0 + line.x1) / 2.0;
    let Some(first) = block.first() else { return false };
    block.len() > 1
        && block.iter().all(|line| (middle(line) - middle(first)).abs() < usual.size * 0.4)
        && block.iter().any(|line| (line.x0 - first.x0).abs() > usual.size)
        && !block.windows(3).any(|lines| lines.iter().all(|line| (line.x0 - first.x0).abs() < usual.size * 0.2))
}

/// True when a line begins a paragraph after the lines of this one.
fn begins(paragraph: &Paragraph, line: &Line, left: f32, right: f32) -> bool {
    let [.., before] = paragraph.lines.as_slice() else { return true };
    let (size, lines) = (line.size, paragraph.lines.len());
    let parted = before.text.ends_with(['-', '\u{ad}', '\u{2010}']);
    if parted && line.text.starts_with(char::is_lowercase) {
        return false;
    }
    let short = ends_early(before, line, right);
    let step = line.x0 - before.x0;
    if is_item(&line.text) {
        let bullet = !line.text.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '(' | '-' | '–'));
        let listed = paragraph.role == Role::Item;
        return bullet || short || listed || step.abs() > size * 0.5;
    }
    if short && !parted {
        return true;
    }
    match () {
        // The lines of an item, and of an entry whose first line hangs out, go on where they are indented.
        () if step > size * INDENT && lines == 1 => paragraph.role != Role::Item && before.x0 > left - size * 0.3,
        () if step > size * INDENT => true,
        // A passage of indented lines ends; a first line that is indented does not.
        () if step < -size * INDENT => lines > 1 || line.x0 < left - size * INDENT,
        () => false,
    }
}

/// True when the first word of the next line would have stood on a line, had the paragraph gone on.
fn ends_early(line: &Line, next: &Line, right: f32) -> bool {
    let characters = next.text.chars().count().max(1) as f32;
    let word = next.text.split(' ').next().unwrap_or_default().chars().count();
    // Scripts without blanks break anywhere.
    let word = if next.text.starts_with(crate::import::plain::is_unspaced) { 1.5 } else { word as f32 };
    let width = (next.x1 - next.x0) / characters * word;
    let slack = if ends_sentence(&line.text) { 0.5 } else { 1.2 };
    line.x1 + width + line.size * slack < right
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines in letters of 10 points, five points wide: their indent and their distance to the one before, in points.
    fn texts(lines: &[(f32, f32, &str)]) -> Vec<String> {
        let mut y = 100.0;
        let lines = lines.iter().map(|(x0, distance, text)| {
            y += distance;
            let x1 = x0 + text.chars().count() as f32 * 5.0;
            Line { text: (*text).into(), x0: *x0, x1, y, size: 10.0, bold: false, cell: false }
        });
        let joined = |paragraph: &Paragraph| {
            paragraph.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" | ")
        };
        paragraphs(lines.collect(), 1).iter().map(joined).collect()
    }

    #[test]
    fn paragraphs_are_told_by_distance_indent_and_short_lines() {
        for (lines, expected) in [
            (
                vec![(0.0, 12.0, "The first line is this long,"), (0.0, 12.0, "so is this"), (0.0, 20.0, "and then")],
                vec!["The first line is this long, | so is this", "and then"],
            ),
            (
                vec![
                    (10.0, 12.0, "The first line is indent"),
                    (0.0, 12.0, "and goes on to this long la"),
                    (0.0, 12.0, "and on to the very margin,."),
                    (10.0, 12.0, "The second one is as well"),
                    (0.0, 12.0, "and goes on to the margin,"),
                ],
                vec![
                    "The first line is indent | and goes on to this long la | and on to the very margin,.",
                    "The second one is as well | and goes on to the margin,",
                ],
            ),
            (
                vec![
                    (0.0, 12.0, "The first line is this long"),
                    (0.0, 12.0, "and ends."),
                    (0.0, 12.0, "Another begins right below,"),
                    (0.0, 12.0, "to no end"),
                ],
                vec!["The first line is this long | and ends.", "Another begins right below, | to no end"],
            ),
            (
                vec![
                    (0.0, 12.0, "• The first item is this lo"),
                    (10.0, 12.0, "and goes on indented her"),
                    (0.0, 12.0, "• The second is short"),
                    (0.0, 12.0, "• The third item is this lo"),
                ],
                vec![
                    "• The first item is this lo | and goes on indented her",
                    "• The second is short",
                    "• The third item is this lo",
                ],
            ),
            (
                vec![
                    (0.0, 12.0, "Author, A. (2004) A title o"),
                    (10.0, 12.0, "some length, and a city"),
                    (10.0, 12.0, "and a publisher as well."),
                    (10.0, 12.0, "in two volumes as well."),
                    (0.0, 12.0, "Writer, B. (2005) Another t"),
                    (10.0, 12.0, "with a city and a year.."),
                ],
                vec![
                    "Author, A. (2004) A title o | some length, and a city | and a publisher as well. | in two volumes as well.",
                    "Writer, B. (2005) Another t | with a city and a year..",
                ],
            ),
        ] {
            assert_eq!(texts(&lines), expected);
        }
    }
}
