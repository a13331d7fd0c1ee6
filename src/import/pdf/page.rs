//! A page: its text that reads in the main direction, and what was turned.

use super::device::Shows;
use super::run::Run;
use std::collections::BTreeMap;

/// What stands on a page, in no order yet.
#[derive(Debug, Default)]
pub struct Page {
    /// Its number, counted from 1.
    pub number: u32,
    /// The text that reads in the main direction.
    pub runs: Vec<Run>,
    /// Text that reads in other directions, a list for each.
    pub turned: Vec<Vec<Run>>,
    /// Height of the page in points.
    pub height: f32,
    /// Pictures larger than an ornament.
    pub pictures: usize,
}

impl Page {
    /// True when there are words on it.
    pub fn has_text(&self) -> bool {
        !self.runs.is_empty() || !self.turned.is_empty()
    }
}

/// Makes a page of what it shows. The direction of most letters is its main one, since a table or a whole page may be
/// turned.
pub fn page(number: u32, shows: Shows, height: f32) -> Page {
    let mut directions: BTreeMap<i16, Vec<Run>> = BTreeMap::new();
    for run in shows.runs {
        directions.entry(run.angle).or_default().push(run);
    }
    let letters = |angle: &i16| directions.get(angle).map_or(0, |runs| runs.iter().map(Run::letters).sum::<usize>());
    // Where two have as many, upright text goes first.
    let main = directions.keys().copied().max_by_key(|angle| (letters(angle), *angle == 0)).unwrap_or(0);
    let mut runs = directions.remove(&main).unwrap_or_default();
    drop_repeated(&mut runs);
    lower_initials(&mut runs);
    Page { number, runs, turned: directions.into_values().collect(), height, pictures: shows.pictures }
}

/// Drops runs that are shown twice with a small step between, as bold letters and shadows are made.
fn drop_repeated(runs: &mut Vec<Run>) {
    let mut order: Vec<usize> = (0..runs.len()).collect();
    let key = |run: &Run| ((run.y * 0.5).round(), run.x0);
    order.sort_by(|a, b| match (runs.get(*a), runs.get(*b)) {
        (Some(a), Some(b)) => key(a).0.total_cmp(&key(b).0).then(key(a).1.total_cmp(&key(b).1)),
        _ => std::cmp::Ordering::Equal,
    });
    let mut again = vec![false; runs.len()];
    for pair in order.windows(2) {
        let [one, other] = pair else { continue };
        if let (Some(first), Some(second)) = (runs.get(*one), runs.get(*other))
            && first.text.trim_end() == second.text.trim_end()
            && (first.x0 - second.x0).abs() < first.size * 0.15
            && (first.y - second.y).abs() < first.size * 0.15
        {
            again.get_mut(*one.max(other)).into_iter().for_each(|again| *again = true);
        }
    }
    let mut again = again.into_iter();
    runs.retain(|_| !again.next().unwrap_or(false));
}

/// Puts an initial that is several lines high on the first of them, in front of its word.
fn lower_initials(runs: &mut [Run]) {
    let size = median_size(runs);
    let initial = |run: &Run| {
        run.size > size * 1.8 && run.text.trim().chars().count() <= 2 && run.text.starts_with(char::is_alphabetic)
    };
    let initials: Vec<usize> = (0..runs.len()).filter(|at| runs.get(*at).is_some_and(initial)).take(64).collect();
    for at in initials {
        let Some(large) = runs.get(at).cloned() else { continue };
        // Capitals are some seven tenths of the letter size high.
        let top = |run: &Run| run.y - run.size * 0.7;
        let beside = |run: &&Run| {
            (-size * 0.5..=size * 1.5).contains(&(run.x0 - large.x1))
                && (top(run) - top(&large)).abs() < size * 0.6
                && run.size < large.size * 0.6
                && run.y < large.y - size * 0.5
        };
        let first = runs.iter().filter(beside).min_by(|a, b| a.x0.total_cmp(&b.x0)).cloned();
        if let (Some(first), Some(large)) = (first, runs.get_mut(at)) {
            // "A" is a word of its own where a blank was shown behind it.
            large.text = large.text.trim_start().to_owned();
            (large.y, large.size, large.bold) = (first.y, first.size, first.bold);
            large.x1 = if large.text.ends_with(' ') { large.x1.min(first.x0) } else { first.x0 };
        }
    }
}

/// The letter size that most letters do not exceed and most do not fall below, in points.
pub fn median_size(runs: &[Run]) -> f32 {
    let mut sizes: Vec<(f32, usize)> = runs.iter().map(|run| (run.size, run.letters())).collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = sizes.iter().map(|(_, letters)| letters).sum::<usize>() / 2;
    let mut seen = 0;
    let median = sizes.iter().find(|(_, letters)| {
        seen += letters;
        seen > half
    });
    median.map_or(10.0, |(size, _)| *size)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str, x0: f32, y: f32, size: f32, angle: i16) -> Run {
        let x1 = x0 + text.trim_end().chars().count() as f32 * size / 2.0;
        Run { text: text.into(), x0, x1, y, size, angle, bold: false }
    }

    fn shows(runs: Vec<Run>) -> Shows {
        Shows { runs, ..Shows::default() }
    }

    #[test]
    fn an_initial_stands_before_its_word() {
        let first = run("he harbour was closed", 25.0, 100.0, 10.0, 0);
        let second = run("until Monday, and ships", 25.0, 112.0, 10.0, 0);
        // Capitals of 31.4 points are as high as two lines.
        let page = page(1, shows(vec![run("T", 5.0, 115.0, 31.4, 0), first, second]), 800.0);
        let initial = page.runs.first().unwrap();
        assert_eq!((initial.y, initial.size, initial.x1), (100.0, 10.0, 25.0));
    }

    #[test]
    fn what_is_shown_twice_is_read_once() {
        let twice = vec![
            run("Bold", 10.0, 100.0, 10.0, 0),
            run("Bold", 10.4, 100.3, 10.0, 0),
            run("Bold", 10.0, 130.0, 10.0, 0),
            run("Bold", 60.0, 100.0, 10.0, 0),
        ];
        assert_eq!(page(1, shows(twice), 800.0).runs.len(), 3);
    }

    #[test]
    fn the_direction_of_most_letters_is_the_main_one() {
        let read =
            page(3, shows(vec![run("stamp", 0.0, 0.0, 10.0, -90), run("much more text", 0.0, 0.0, 10.0, 0)]), 800.0);
        assert_eq!((read.runs.len(), read.turned.len(), read.number), (1, 1, 3));
        assert_eq!(page(1, shows(vec![run("table", 0.0, 0.0, 10.0, 90)]), 800.0).runs.len(), 1);
    }
}
