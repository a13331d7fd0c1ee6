//! Runs → lines: what stands on one base line, with raised figures as such, in the order in which it is read.

use super::direction;
use super::page::median_size;
use super::run::Run;
use crate::import::clean;

/// Runs smaller than this share of the usual size may be raised or lowered beside a word.
const SMALL: f32 = 0.82;
/// A gap of this share of the letter size parts cells of a table.
const CELL: f32 = 2.0;
/// A gap of this share of the letter size between two runs is a blank.
const BLANK: f32 = 0.15;

/// The same in front of raised figures.
const RAISED_BLANK: f32 = 0.5;
/// Letters that reach back as far as this share of their size are put over others.
const OVER: f32 = 0.4;
/// The same, however few they are.
const FAR_OVER: f32 = 1.5;

/// A line of text. Lengths are in points.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its words, with one blank between two.
    pub text: String,
    /// Where it begins.
    pub x0: f32,
    /// Where it ends.
    pub x1: f32,
    /// Its base line.
    pub y: f32,
    /// Size of most of its letters.
    pub size: f32,
    /// True when most of its letters are bold.
    pub bold: bool,
    /// True when others stand beside it on the same base line, as in a table.
    pub cell: bool,
}

/// How often small print is looked at again for what stands raised beside it.
const ROUNDS: usize = 5;

/// The lines of a part, from top to bottom.
pub fn lines(mut runs: Vec<Run>) -> Vec<Line> {
    let mut rows: Vec<Row> = Vec::new();
    for round in 1..=ROUNDS {
        let least = if round < ROUNDS { median_size(&runs) * SMALL } else { 0.0 };
        let (mut full, small): (Vec<Run>, Vec<Run>) = runs.into_iter().partition(|run| run.size >= least);
        let mut found = self::rows(&mut full);
        runs = small.into_iter().filter(|run| !attach(run, &mut found)).collect();
        rows.extend(found);
        if runs.is_empty() {
            break;
        }
    }
    rows.sort_by(|a, b| a.y.total_cmp(&b.y));
    rows.into_iter().flat_map(Row::lines).collect()
}

/// Runs on one base line.
struct Row {
    y: f32,
    size: f32,
    /// In order from left to right.
    runs: Vec<Run>,
    /// What is raised or lowered beside them, in no order yet.
    beside: Vec<Run>,
}

/// Rows from top to bottom. A run that stands a third of its size higher or lower is on a line of its own.
fn rows(runs: &mut Vec<Run>) -> Vec<Row> {
    runs.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut rows: Vec<Row> = Vec::new();
    for run in runs.drain(..) {
        match rows.last_mut().filter(|row| run.y - row.y <= row.size.min(run.size) * 0.34) {
            Some(row) => row.runs.push(run),
            None => rows.push(Row { y: run.y, size: run.size, runs: vec![run], beside: Vec::new() }),
        }
    }
    rows.iter_mut().for_each(Row::settle);
    rows
}

/// Puts a small run beside the word that it stands at, a little higher or lower. False when there is none.
fn attach(run: &Run, rows: &mut [Row]) -> bool {
    let first = rows.partition_point(|row| row.y < run.y - run.size);
    let near = rows.iter_mut().skip(first).take_while(|row| row.y <= run.y + row.size * 0.75);
    let beside = near.filter(|row| row.y >= run.y - row.size * 0.4 && row.size > run.size && row.has_beside(run));
    match beside.min_by(|a, b| (a.y - run.y).abs().total_cmp(&(b.y - run.y).abs())) {
        Some(row) => {
            row.beside.push(run.clone());
            true
        }
        None => false,
    }
}

impl Row {
    /// Puts its runs in order; base line and size are those of the longest.
    fn settle(&mut self) {
        self.runs.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        let longest = longest(&self.runs);
        (self.y, self.size) = longest.map_or((self.y, self.size), |run| (run.y, run.size));
    }

    fn has_beside(&self, run: &Run) -> bool {
        let after = self.runs.partition_point(|other| other.x0 <= run.x0);
        let before = after.checked_sub(1).and_then(|at| self.runs.get(at));
        let reach = self.size * 0.4;
        before.is_some_and(|before| run.x0 - before.x1 <= reach)
            || self.runs.get(after).is_some_and(|next| next.x0 - run.x1 <= reach)
    }

    /// Its line, or one for each cell.
    fn lines(mut self) -> Vec<Line> {
        self.runs.append(&mut self.beside);
        self.runs.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        let mut cells: Vec<Vec<Run>> = Vec::new();
        let mut end = f32::MIN;
        for run in self.runs {
            let first = cells.len() == 1;
            let wide = run.x0 - end > self.size * CELL;
            end = if wide { run.x1 } else { end.max(run.x1) };
            match cells.last_mut().filter(|cell| !wide || (first && is_label(cell, &run))) {
                Some(cell) => cell.push(run),
                None => cells.push(vec![run]),
            }
        }
        let cell = cells.len() > 1;
        cells.into_iter().filter_map(|runs| line(&runs, cell)).collect()
    }
}

/// The run with most letters; of two, the larger.
fn longest(runs: &[Run]) -> Option<&Run> {
    runs.iter().max_by(|a, b| a.letters().cmp(&b.letters()).then(a.size.total_cmp(&b.size)))
}

/// True for a number or mark in front of a text, which a wide gap does not part from it.
fn is_label(cell: &[Run], next: &Run) -> bool {
    let text: String = cell.iter().map(|run| run.text.trim()).collect();
    let words = next.text.trim_start().starts_with(|c: char| c.is_alphabetic() || matches!(c, '“' | '"' | '«' | '„'));
    text.chars().count() <= 6 && !text.chars().any(char::is_lowercase) && words
}

fn line(runs: &[Run], cell: bool) -> Option<Line> {
    let main = longest(runs)?;
    let mut text = String::new();
    let mut end: Option<&Run> = None;
    for run in runs {
        let raised =
            main.y - run.y > main.size * 0.12 && run.size <= main.size * 1.02 && run.letters() < main.letters();
        let figures = raised.then(|| raised_figures(&run.text)).flatten();
        if end.is_some_and(|before| is_apart(before, run, figures.is_some())) && !text.ends_with(' ') {
            text.push(' ');
        }
        text.push_str(figures.as_deref().unwrap_or(&run.text));
        end = Some(end.filter(|before| before.x1 > run.x1).unwrap_or(run));
    }
    let parted = text.trim_end().ends_with('\u{ad}');
    let mut text = clean::blanks(&clean::characters(&direction::logical(&text)));
    if parted {
        text.push('\u{ad}');
    }
    let (x0, x1) = (runs.first()?.x0, end?.x1);
    let bold = runs.iter().filter(|run| run.bold).map(Run::letters).sum::<usize>() * 2
        > runs.iter().map(Run::letters).sum::<usize>();
    (!text.is_empty()).then_some(Line { text, x0, x1, y: main.y, size: main.size, bold, cell })
}

/// True when there is a blank between two runs. Raised figures may stand a little off their word.
fn is_apart(before: &Run, run: &Run, raised: bool) -> bool {
    let size = before.size.min(run.size);
    let gap = (run.x0 - before.x1) / size;
    // Words that are put over others are words of their own.
    let level = (before.y - run.y).abs() < size * 0.1;
    let over = (gap < -OVER && level && before.letters() > 1 && run.letters() > 1) || gap < -FAR_OVER;
    over || gap > if raised { RAISED_BLANK } else { BLANK }
}

/// Raised figures as characters of their own, so that a note's number never reads as part of a figure: 28,500¹.
fn raised_figures(text: &str) -> Option<String> {
    let raised = |c: char| c.to_digit(10).and_then(|digit| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(digit as usize));
    let any = text.chars().any(|c| raised(c).is_some());
    any.then(|| text.chars().map(|c| raised(c).unwrap_or(c)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A run at this place, whose letters are half as wide as high.
    fn run(text: &str, x0: f32, y: f32, size: f32) -> Run {
        let x1 = x0 + text.trim_end().chars().count() as f32 * size / 2.0;
        Run { text: text.into(), x0, x1, y, size, angle: 0, bold: false }
    }

    fn texts(runs: Vec<Run>) -> Vec<String> {
        lines(runs).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn raised_figures_never_join_a_figure() {
        let row =
            vec![run("some 28,500", 0.0, 100.0, 10.0), run("1", 55.0, 96.0, 6.0), run("people", 62.0, 100.0, 10.0)];
        assert_eq!(texts(row), ["some 28,500¹ people"]);
        let row =
            vec![run("28,500", 0.0, 100.0, 10.0), run("12", 30.0, 97.0, 10.0), run("people here", 45.0, 100.0, 10.0)];
        assert_eq!(texts(row), ["28,500¹² people here"]);
        let row = vec![run("CO", 0.0, 100.0, 10.0), run("2", 10.0, 102.0, 6.0), run("levels rose", 16.0, 100.0, 10.0)];
        assert_eq!(texts(row), ["CO2 levels rose"]);
    }

    #[test]
    fn small_print_under_a_line_is_a_line() {
        let row = vec![run("body text of it", 0.0, 100.0, 10.0), run("note text", 0.0, 112.0, 7.0)];
        assert_eq!(texts(row), ["body text of it", "note text"]);
    }

    #[test]
    fn wide_gaps_part_cells_but_not_a_mark_from_its_text() {
        let row = |first| vec![run(first, 0.0, 100.0, 10.0), run("next words", 100.0, 100.0, 10.0)];
        assert_eq!(texts(row("1998–2004 later")), ["1998–2004 later", "next words"]);
        assert_eq!(texts(row("2.1")), ["2.1 next words"]);
        let figures = vec![run("23", 0.0, 100.0, 10.0), run("15", 100.0, 100.0, 10.0)];
        assert_eq!(texts(figures), ["23", "15"]);
    }
}
