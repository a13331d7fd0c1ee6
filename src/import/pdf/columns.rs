//! The order in which a page is read: white strips that run down between its columns part it, and lines that cross the
//! strip part it above and below.

use super::page::median_size;
use super::run::Run;

/// How wide a strip between columns is at least, as a share of the letter size.
const STRIP: f32 = 0.8;
/// How many lines a strip must have on either side.
const LINES: usize = 3;
/// How many characters a line of a column has on average.
const CHARACTERS: usize = 12;
/// How many lines of running text make a column of whatever else stands in it, formulas or a table of contents.
const RUNNING: usize = 8;
/// How many characters a line of running text has at least.
const RUNNING_CHARACTERS: usize = 25;
/// How many parts a page may have. No page of an article has as many; what is left is read line by line.
const PARTS: usize = 400;
/// How many strips, of those with lines on both sides, are looked at closely.
const TRIED: usize = 12;
/// How many strips are followed down a page at a time.
const FOLLOWED: usize = 64;

/// The parts of a page in the order in which they are read, each with runs that are read line by line.
pub fn parts(runs: Vec<Run>) -> Vec<Vec<Run>> {
    let mut done = Vec::new();
    let mut waiting = vec![runs];
    while let Some(part) = waiting.pop() {
        if part.is_empty() {
            continue;
        }
        match split(&part).filter(|_| done.len() + waiting.len() < PARTS) {
            Some(strip) => waiting.extend(strip.cut(part).into_iter().rev()),
            None => done.push(part),
        }
    }
    done
}

/// A white strip: between which `x`, and from which base line to which.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Strip {
    left: f32,
    right: f32,
    from: f32,
    to: f32,
}

impl Strip {
    /// What is above, left, right and below.
    fn cut(self, runs: Vec<Run>) -> [Vec<Run>; 4] {
        let mut parts = [const { Vec::new() }; 4];
        let [above, left, right, below] = &mut parts;
        let middle = (self.left + self.right) / 2.0;
        for run in runs {
            let part = if run.y < self.from {
                &mut *above
            } else if run.y > self.to {
                &mut *below
            } else if run.x0 < middle {
                &mut *left
            } else {
                &mut *right
            };
            part.push(run);
        }
        parts
    }
}

/// Runs on one base line, as the stretches that they cover.
#[derive(Debug)]
struct Row {
    from: f32,
    to: f32,
    covered: Vec<(f32, f32)>,
}

/// Rows from top to bottom.
fn rows(runs: &[Run], size: f32) -> Vec<Row> {
    let mut order: Vec<&Run> = runs.iter().collect();
    order.sort_by(|a, b| a.y.total_cmp(&b.y));
    let near = |a: &&Run, b: &&Run| b.y - a.y <= size * 0.1;
    order.chunk_by(near).map(|runs| row(runs, size)).collect()
}

fn row(runs: &[&Run], size: f32) -> Row {
    let mut covered: Vec<(f32, f32)> = runs.iter().map(|run| (run.x0, run.x1)).collect();
    covered.sort_by(|a, b| a.0.total_cmp(&b.0));
    covered.dedup_by(|next, kept| {
        let close = next.0 - kept.1 < size * STRIP;
        if close {
            kept.1 = kept.1.max(next.1);
        }
        close
    });
    let y = |run: Option<&&Run>| run.map_or(0.0, |run| run.y);
    Row { from: y(runs.first()), to: y(runs.last()), covered }
}

/// The strip that a part is best cut at.
fn split(runs: &[Run]) -> Option<Strip> {
    if runs.len() < LINES * 2 {
        return None;
    }
    let size = median_size(runs);
    let rows = rows(runs, size);
    let strips: Vec<Strip> = strips(&rows, size).into_iter().filter_map(|strip| strip.with_lines(&rows)).collect();
    strips.into_iter().take(TRIED).find(|strip| strip.parts_columns(runs, size))
}

/// A strip by the rows that it passes, as it is followed down.
#[derive(Clone, Copy, Debug)]
struct Passing {
    left: f32,
    right: f32,
    first: usize,
    last: usize,
}

/// Strips that are as long as they can be, the longest first.
fn strips(rows: &[Row], size: f32) -> Vec<Passing> {
    let edge = |row: &Row| Some((row.covered.first()?.0, row.covered.last()?.1));
    let (left, right) = rows.iter().filter_map(edge).fold((f32::MAX, f32::MIN), |(l, r), (a, b)| (l.min(a), r.max(b)));
    let (mut done, mut open): (Vec<Passing>, Vec<Passing>) = (Vec::new(), Vec::new());
    for (index, row) in rows.iter().enumerate() {
        let gaps = gaps(row, left, right);
        let mut going: Vec<Passing> = Vec::new();
        for strip in &open {
            let before = going.len();
            for gap in &gaps {
                let (from, to) = (strip.left.max(gap.0), strip.right.min(gap.1));
                if to - from >= size * STRIP {
                    going.push(Passing { left: from, right: to, last: index, ..*strip });
                }
            }
            if going.len() == before || going.get(before).is_some_and(|g| g.right - g.left < strip.right - strip.left) {
                done.push(*strip);
            }
        }
        going.extend(gaps.iter().map(|gap| Passing { left: gap.0, right: gap.1, first: index, last: index }));
        going.sort_by(|a, b| a.left.total_cmp(&b.left).then(a.right.total_cmp(&b.right)).then(a.first.cmp(&b.first)));
        going.dedup_by(|next, kept| next.left == kept.left && next.right == kept.right);
        going.sort_by_key(|strip| strip.first);
        going.truncate(FOLLOWED);
        open = going;
    }
    done.extend(open);
    done.retain(|strip| strip.last - strip.first + 1 >= LINES);
    let wide = |strip: &Passing| strip.right - strip.left;
    done.sort_by(|a, b| (b.last - b.first).cmp(&(a.last - a.first)).then(wide(b).total_cmp(&wide(a))));
    done
}

/// What a row leaves white between the edges of its part.
fn gaps(row: &Row, left: f32, right: f32) -> Vec<(f32, f32)> {
    let mut gaps = Vec::with_capacity(row.covered.len() + 1);
    let mut from = left;
    for (start, end) in &row.covered {
        if *start > from {
            gaps.push((from, *start));
        }
        from = from.max(*end);
    }
    if right > from {
        gaps.push((from, right));
    }
    gaps
}

impl Passing {
    /// The strip from the first row beside it to the last, when there are lines enough on both sides.
    fn with_lines(self, rows: &[Row]) -> Option<Strip> {
        let rows = rows.get(self.first..=self.last)?;
        let left = |row: &&Row| row.covered.first().is_some_and(|(_, end)| *end <= self.left + 0.1);
        let right = |row: &&Row| row.covered.last().is_some_and(|(start, _)| *start >= self.right - 0.1);
        let enough = rows.iter().filter(left).count() >= LINES && rows.iter().filter(right).count() >= LINES;
        let (first, last) = (rows.first()?, rows.last()?);
        enough.then_some(Strip { left: self.left, right: self.right, from: first.from, to: last.to })
    }
}

impl Strip {
    /// True when both sides look like columns of text: their lines have words enough and fill most of the width, which
    /// cells of tables, marks of lists and page numbers of contents do not.
    fn parts_columns(self, runs: &[Run], size: f32) -> bool {
        let inside = runs.iter().filter(|run| (self.from..=self.to).contains(&run.y));
        let middle = (self.left + self.right) / 2.0;
        let (left, right): (Vec<&Run>, Vec<&Run>) = inside.partition(|run| run.x0 < middle);
        is_column(left, size) && is_column(right, size)
    }
}

fn is_column(mut runs: Vec<&Run>, size: f32) -> bool {
    runs.sort_by(|a, b| a.y.total_cmp(&b.y));
    let from = runs.iter().map(|run| run.x0).fold(f32::MAX, f32::min);
    let to = runs.iter().map(|run| run.x1).fold(f32::MIN, f32::max);
    let letters: usize = runs.iter().map(|run| run.letters()).sum();
    let lines: Vec<&[&Run]> = runs.chunk_by(|a, b| b.y - a.y <= size * 0.3).collect();
    let is_full = |line: &&&[&Run]| {
        let covered: f32 = line.iter().map(|run| run.x1 - run.x0).sum();
        covered >= (to - from) * 0.6
    };
    let full: Vec<&&[&Run]> = lines.iter().filter(is_full).collect();
    let is_running = |line: &&&&[&Run]| line.iter().map(|run| run.letters()).sum::<usize>() >= RUNNING_CHARACTERS;
    let is_text = letters >= lines.len() * CHARACTERS && full.len() * 2 >= lines.len();
    (lines.len() >= LINES && is_text) || full.iter().filter(is_running).count() >= RUNNING
}
