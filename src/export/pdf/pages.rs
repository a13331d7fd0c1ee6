//! Strips onto pages.

use super::look::TOP;
use super::strip::{Placed, Strip};

/// The pages, with the strips on each, of which the last ends above `bottom`. `heads` are the strips of rows of headings that
/// are repeated.
pub(super) fn pages(strips: &[Strip], heads: &[usize], bottom: f32) -> Vec<Vec<Placed>> {
    let mut filler = Filler { strips, heads, bottom, pages: vec![Vec::new()], at: TOP };
    let mut next = 0;
    while next < strips.len() {
        let kept = strips[next..].iter().position(|strip| !strip.keep).map_or(strips.len(), |last| next + last + 1);
        filler.chunk(next..kept);
        next = kept;
    }
    filler.pages
}

struct Filler<'s> {
    strips: &'s [Strip],
    heads: &'s [usize],
    bottom: f32,
    pages: Vec<Vec<Placed>>,
    /// Where the next strip goes.
    at: f32,
}

impl Filler<'_> {
    /// Places strips that are to stand on one page, if one page can hold them.
    fn chunk(&mut self, chunk: std::ops::Range<usize>) {
        let Some(first) = self.strips.get(chunk.start) else { return };
        let height: f32 = self.strips[chunk.clone()].iter().map(|strip| strip.above + strip.height).sum();
        let fits = self.at + height - if self.is_fresh() { first.above } else { 0.0 } <= self.bottom;
        if first.new_page || !fits && height <= self.bottom - TOP {
            self.turn(first);
        }
        for strip in chunk {
            self.place(strip);
        }
    }

    fn is_fresh(&self) -> bool {
        self.pages.last().is_none_or(Vec::is_empty)
    }

    fn place(&mut self, index: usize) {
        let strip = &self.strips[index];
        if self.at + strip.above + strip.height > self.bottom && !self.is_fresh() {
            self.turn(strip);
        }
        let above = if self.is_fresh() { 0.0 } else { strip.above };
        self.put(Placed { strip: index, top: self.at + above, again: false }, above + strip.height);
    }

    fn put(&mut self, placed: Placed, height: f32) {
        self.at += height;
        if let Some(page) = self.pages.last_mut() {
            page.push(placed);
        }
    }

    /// Begins a new page, unless this one is still empty.
    fn turn(&mut self, first: &Strip) {
        if self.is_fresh() {
            return;
        }
        self.pages.push(Vec::new());
        self.at = TOP;
        if let Some(head) = first.head.and_then(|head| self.heads.get(head)) {
            self.put(Placed { strip: *head, top: TOP, again: true }, self.strips[*head].height);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Strips of a fifth of a page: `k` is kept with the next, `n` begins a page, `h` is a row of headings, `r` a row
    /// under it.
    fn placed(strips: &str) -> String {
        let strips: Vec<Strip> = strips
            .chars()
            .map(|c| Strip {
                height: 99.0,
                above: 0.5,
                keep: c == 'k' || c == 'h',
                new_page: c == 'n',
                head: (c == 'r').then_some(0),
                parts: Vec::new(),
            })
            .collect();
        let pages = pages(&strips, &[0], TOP + 500.0);
        let page = |page: &Vec<Placed>| {
            page.iter()
                .map(|at| format!("{}{}", at.strip, if at.again { "*" } else { "" }))
                .collect::<Vec<_>>()
                .join(" ")
        };
        pages.iter().map(page).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn fills_pages_and_keeps_together_what_belongs_together() {
        for (strips, expected) in [
            ("", ""),
            ("xxx", "0 1 2"),
            ("xxxxxxx", "0 1 2 3 4 | 5 6"),
            ("xxxxkx", "0 1 2 3 | 4 5"),
            ("xxxkkx", "0 1 2 | 3 4 5"),
            ("kkkkkkkx", "0 1 2 3 4 | 5 6 7"),
            ("xnx", "0 | 1 2"),
            ("nx", "0 1"),
            ("hrrrrrrrrr", "0 1 2 3 4 | 0* 5 6 7 8 | 0* 9"),
        ] {
            assert_eq!(placed(strips), expected, "{strips}");
        }
    }
}
