//! Running heads, feet and page numbers: what stands at the same place on several pages, whatever its figures.

use super::page::Page;
use super::run::Run;
use std::collections::HashMap;

/// How many lines at the top and at the bottom of a page may run.
const LINES: usize = 3;
/// How far up from the bottom and down from the top they may stand, as a share of the page's height.
const REACH: f32 = 0.15;
/// How much the place may differ from page to page, in points.
const SHIFT: f32 = 4.0;

/// A line at the edge of a page that may run.
struct Edge {
    page: usize,
    /// What it says, with its figures as one mark.
    says: String,
    /// Its base line, from the top of its page, in points.
    y: f32,
    top: bool,
    runs: Vec<usize>,
}

/// The lines that run on each page, in order, and where they stand.
#[derive(Debug, Default, PartialEq)]
pub struct Running {
    /// Those above the text.
    pub heads: Vec<Vec<Run>>,
    /// Those below it.
    pub feet: Vec<Vec<Run>>,
}

/// Takes what runs out of the pages; a list for each page.
pub fn take(pages: &mut [Page]) -> Vec<Running> {
    let edges: Vec<Edge> = pages.iter().enumerate().flat_map(|(index, page)| edges(index, page)).collect();
    let mut places: HashMap<&str, Vec<(f32, usize)>> = HashMap::new();
    for edge in &edges {
        places.entry(&edge.says).or_default().push((edge.y, edge.page));
    }
    places.values_mut().for_each(|places| places.sort_by(|a, b| a.0.total_cmp(&b.0)));
    let mut taken: Vec<Running> = pages.iter().map(|_| Running::default()).collect();
    let mut gone: Vec<Vec<usize>> = pages.iter().map(|_| Vec::new()).collect();
    for edge in edges.iter().filter(|edge| runs_on(edge, places.get(edge.says.as_str()))) {
        let (Some(page), Some(taken)) = (pages.get(edge.page), taken.get_mut(edge.page)) else { continue };
        let line: Vec<Run> = edge.runs.iter().filter_map(|run| page.runs.get(*run).cloned()).collect();
        if edge.top {
            taken.heads.push(line)
        } else {
            taken.feet.push(line)
        }
        gone.get_mut(edge.page).into_iter().for_each(|gone| gone.extend(&edge.runs));
    }
    for (page, gone) in pages.iter_mut().zip(&mut gone) {
        drop_runs(&mut page.runs, gone);
    }
    taken
}

fn drop_runs(runs: &mut Vec<Run>, gone: &mut [usize]) {
    gone.sort_unstable();
    let mut index = 0;
    runs.retain(|_| {
        index += 1;
        gone.binary_search(&(index - 1)).is_err()
    });
}

/// True when a line stands at this place on another page as well.
fn runs_on(edge: &Edge, places: Option<&Vec<(f32, usize)>>) -> bool {
    let Some(places) = places else { return false };
    let first = places.partition_point(|(y, _)| *y < edge.y - SHIFT);
    places.iter().skip(first).take_while(|(y, _)| *y <= edge.y + SHIFT).any(|(_, page)| *page != edge.page)
}

/// The lines at the top and bottom of a page.
fn edges(index: usize, page: &Page) -> Vec<Edge> {
    let mut order: Vec<usize> = (0..page.runs.len()).collect();
    let y = |run: &usize| page.runs.get(*run).map_or(0.0, |run| run.y);
    order.sort_by(|a, b| y(a).total_cmp(&y(b)));
    let lines: Vec<&[usize]> = order.chunk_by(|a, b| y(b) - y(a) <= 2.0).collect();
    let top = lines.iter().take(LINES).filter(|line| line.first().is_some_and(|run| y(run) < page.height * REACH));
    let bottom = lines.iter().rev().take(LINES);
    let bottom = bottom.filter(|line| line.first().is_some_and(|run| y(run) > page.height * (1.0 - REACH)));
    let edge = |top: bool| move |line: &&[usize]| edge(index, page, line, top);
    let mut edges: Vec<Edge> = top.map(edge(true)).collect();
    edges.extend(bottom.map(edge(false)).collect::<Vec<_>>().into_iter().rev());
    edges
}

fn edge(index: usize, page: &Page, line: &[usize], top: bool) -> Edge {
    let mut runs = line.to_vec();
    let run = |run: &usize| page.runs.get(*run);
    runs.sort_by(|a, b| run(a).map_or(0.0, |run| run.x0).total_cmp(&run(b).map_or(0.0, |run| run.x0)));
    let text: String = runs.iter().filter_map(run).map(|run| run.text.as_str()).collect();
    let y = line.first().and_then(run).map_or(0.0, |run| run.y);
    Edge { page: index, says: without_figures(&text), y, top, runs }
}

/// What a line says, with each stretch of figures, and each Roman number by itself, as one mark.
fn without_figures(text: &str) -> String {
    let roman = |word: &str| !word.is_empty() && word.len() < 8 && word.bytes().all(|b| b"ivxlcIVXLC".contains(&b));
    if roman(text.trim()) {
        return "#".into();
    }
    let mut says = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        match c {
            _ if c.is_numeric() && says.ends_with('#') => {}
            _ if c.is_numeric() => says.push('#'),
            _ => says.extend(c.to_lowercase()),
        }
    }
    says
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(number: u32, lines: &[(&str, f32)]) -> Page {
        let run = |(text, y): &(&str, f32)| Run {
            text: (*text).into(),
            x0: if number.is_multiple_of(2) { 50.0 } else { 300.0 },
            x1: 400.0,
            y: *y,
            size: 10.0,
            angle: 0,
            bold: false,
        };
        Page { number, runs: lines.iter().map(run).collect(), height: 800.0, ..Page::default() }
    }

    #[test]
    fn what_repeats_at_the_same_place_is_taken_out() {
        let mut pages = vec![
            page(1, &[("Harbour Review", 40.0), ("First text", 100.0), ("— 1 —", 760.0)]),
            page(2, &[("Harbour Review", 41.0), ("Second text", 52.0), ("— 2 —", 760.0)]),
            page(3, &[("Third text", 100.0), ("Harbour Review", 400.0), ("10 of 12", 700.0)]),
        ];
        let taken = take(&mut pages);
        let left: Vec<Vec<&str>> =
            pages.iter().map(|page| page.runs.iter().map(|run| run.text.as_str()).collect()).collect();
        assert_eq!(left, [vec!["First text"], vec!["Second text"], vec!["Third text", "Harbour Review", "10 of 12"]]);
        let texts = |lines: &[Vec<Run>]| lines.iter().flatten().map(|run| run.text.clone()).collect::<Vec<_>>();
        assert_eq!(
            (texts(&taken[0].heads), texts(&taken[1].feet)),
            (vec!["Harbour Review".into()], vec!["— 2 —".into()])
        );
    }

    #[test]
    fn figures_and_roman_numbers_are_ignored() {
        for (text, says) in [("Page 12 of 300", "page#of#"), ("xiv", "#"), ("Mix 4", "mix#")] {
            assert_eq!(without_figures(text), says);
        }
    }
}
