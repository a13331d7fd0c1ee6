//! Glyphs → runs: stretches of a line that were shown one behind the other, with their blanks.

use super::accent;

/// A gap of this share of the letter size is a blank, in text that shows blanks by gaps alone.
const BLANK: f32 = 0.15;
/// The same, where blanks are shown as characters as well.
const WIDE_BLANK: f32 = 0.18;
/// Behind a gap this wide a run ends: it may be the one between two columns.
const LONGEST_GAP: f32 = 0.55;
/// How far back the next glyph may reach, as kerning does.
const OVERLAP: f32 = 0.4;

/// A glyph with its place. Lengths are in points; the place is measured along its own direction of writing, so that
/// `x` grows to where the text goes on, and `y` grows downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glyph {
    /// Where it begins.
    pub x0: f32,
    /// Where the next one would begin.
    pub x1: f32,
    /// Its base line.
    pub y: f32,
    /// Size of the letters.
    pub size: f32,
    /// Direction of writing, in degrees clockwise from left to right.
    pub angle: i16,
    /// True when its font is a bold one.
    pub bold: bool,
}

/// Glyphs that follow each other on one line.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Its characters. A blank at the end says that one follows.
    pub text: String,
    /// Where it begins, in points.
    pub x0: f32,
    /// Where it ends.
    pub x1: f32,
    /// Its base line, counted downwards.
    pub y: f32,
    /// Size of its letters.
    pub size: f32,
    /// Direction of writing, in degrees clockwise from left to right.
    pub angle: i16,
    /// True when its font is a bold one.
    pub bold: bool,
}

impl Run {
    /// How many characters it has, blanks aside.
    pub fn letters(&self) -> usize {
        self.text.chars().filter(|c| !c.is_whitespace()).count()
    }
}

/// Puts glyphs together, in the order in which they are shown.
#[derive(Debug, Default)]
pub struct Runs {
    done: Vec<Run>,
    open: Option<Open>,
}

/// A run that may go on.
#[derive(Debug)]
struct Open {
    run: Run,
    /// The last glyph, and where its characters begin.
    last: Glyph,
    from: usize,
    /// Places of gaps that may be blanks, with their widths as a share of the letter size.
    gaps: Vec<(usize, f32)>,
    glyphs: usize,
    /// Where a blank was shown behind the last glyph.
    blank: Option<f32>,
    has_blanks: bool,
}

impl Runs {
    /// Adds what a glyph stands for at its place.
    pub fn add(&mut self, glyph: Glyph, text: &str) {
        if text.chars().all(char::is_whitespace) {
            self.open
                .as_mut()
                .filter(|open| open.is_followed_by(&glyph))
                .into_iter()
                .for_each(|open| open.blank(glyph));
        } else if !self.open.as_mut().is_some_and(|open| open.take(glyph, text)) {
            self.close();
            self.open = Some(Open::new(glyph, text));
        }
    }

    /// Ends the run: what follows belongs to another one.
    pub fn close(&mut self) {
        self.done.extend(self.open.take().map(Open::finish));
    }

    /// How many runs are finished.
    pub fn len(&self) -> usize {
        self.done.len()
    }

    /// Says what the runs from this one on stand for, where they are on one line.
    pub fn replace(&mut self, from: usize, text: &str) {
        self.close();
        let Some([first, rest @ ..]) = self.done.get_mut(from..) else { return };
        let one_line = rest.iter().all(|run| run.angle == first.angle && (run.y - first.y).abs() < first.size * 0.5);
        let shown = first.letters() + rest.iter().map(Run::letters).sum::<usize>();
        // What is shown counts where the text beside it is far longer.
        if one_line && text.chars().count() <= shown * 4 + 8 {
            first.text = text.to_owned();
            first.x0 = rest.iter().map(|run| run.x0).fold(first.x0, f32::min);
            first.x1 = rest.iter().map(|run| run.x1).fold(first.x1, f32::max);
            self.done.truncate(from + 1);
        }
    }

    /// All of them.
    pub fn finish(mut self) -> Vec<Run> {
        self.close();
        self.done
    }
}

impl Open {
    fn new(glyph: Glyph, text: &str) -> Self {
        let Glyph { x0, x1, y, size, angle, bold } = glyph;
        let run = Run { text: text.to_owned(), x0, x1: x1.max(x0), y, size, angle, bold };
        Self { run, last: glyph, from: 0, gaps: Vec::new(), glyphs: 1, blank: None, has_blanks: false }
    }

    /// True when a glyph stands on the same line, where the run goes on.
    fn is_followed_by(&self, glyph: &Glyph) -> bool {
        let size = self.run.size;
        let gap = glyph.x0 - self.run.x1;
        self.run.angle == glyph.angle
            && (glyph.y - self.run.y).abs() <= size * 0.12
            && (0.87..=1.15).contains(&(glyph.size / size))
            && (-size * OVERLAP..=size * LONGEST_GAP).contains(&gap)
    }

    fn blank(&mut self, glyph: Glyph) {
        self.blank = self.blank.or(Some(glyph.x0));
        self.has_blanks = true;
    }

    /// Takes a glyph that belongs to this run; false when it does not.
    fn take(&mut self, glyph: Glyph, text: &str) -> bool {
        if self.is_repeated_by(&glyph, text) || self.is_accented_by(&glyph, text) {
            return true;
        }
        if !self.is_followed_by(&glyph) || self.run.bold != glyph.bold {
            return false;
        }
        let gap = (glyph.x0 - self.run.x1) / self.run.size;
        // A glyph put back over the blank takes it away.
        if self.blank.take().is_some_and(|blank| glyph.x0 - blank > self.run.size * 0.03) {
            self.run.text.push(' ');
        } else if gap > 0.1 {
            self.gaps.push((self.run.text.len(), gap));
        }
        self.from = self.run.text.len();
        self.run.text.push_str(text);
        self.run.x1 = self.run.x1.max(glyph.x1);
        self.last = glyph;
        self.glyphs += 1;
        true
    }

    /// True for a glyph shown twice with a small step between, which makes it look bold.
    fn is_repeated_by(&self, glyph: &Glyph, text: &str) -> bool {
        let close = glyph.size * 0.1;
        self.run.text.get(self.from..) == Some(text)
            && self.last.angle == glyph.angle
            && (self.last.x0 - glyph.x0).abs() < close
            && (self.last.y - glyph.y).abs() < close
    }

    /// Puts an accent and the letter under it together when they are shown one over the other, in either order.
    fn is_accented_by(&mut self, glyph: &Glyph, text: &str) -> bool {
        let (last, size) = (self.last, self.run.size);
        let over = self.last.angle == glyph.angle && (last.y - glyph.y).abs() < size * 0.5 && {
            let (one, other) = ((last.x0 + last.x1) / 2.0, (glyph.x0 + glyph.x1) / 2.0);
            (one - other).abs() < size * 0.25
        };
        let before = self.run.text.get(self.from..).unwrap_or_default();
        let Some(letter) = over.then(|| accent::compose(before, text)).flatten() else { return false };
        self.run.text.truncate(self.from);
        self.run.text.push_str(&letter);
        self.run.x1 = self.run.x1.max(glyph.x1);
        true
    }

    /// The run with a blank in each gap that is one.
    fn finish(mut self) -> Run {
        let least = self.least_blank();
        if self.gaps.iter().any(|(_, gap)| *gap > least) {
            let mut text = String::with_capacity(self.run.text.len() + self.gaps.len());
            let mut from = 0;
            for (at, _) in self.gaps.iter().filter(|(_, gap)| *gap > least) {
                text.push_str(self.run.text.get(from..*at).unwrap_or_default());
                text.push(' ');
                from = *at;
            }
            text.push_str(self.run.text.get(from..).unwrap_or_default());
            self.run.text = text;
        }
        if self.blank.is_some() {
            self.run.text.push(' ');
        }
        self.run
    }

    /// From which gap on there is a blank. Where nearly every letter has a gap behind it, the line is spaced out.
    fn least_blank(&self) -> f32 {
        let mut widths: Vec<f32> = self.gaps.iter().map(|(_, gap)| *gap).collect();
        widths.sort_by(f32::total_cmp);
        let median = widths.get(widths.len() / 2).copied().unwrap_or_default();
        if self.glyphs >= 5 && widths.len() * 10 >= (self.glyphs - 1) * 7 {
            median + BLANK
        } else if self.has_blanks {
            WIDE_BLANK
        } else {
            BLANK
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Glyphs of half the size each, with these gaps (in shares of the size) before them.
    fn run(glyphs: &[(&str, f32)]) -> Vec<String> {
        let mut runs = Runs::default();
        let mut x = 0.0;
        for (text, gap) in glyphs {
            x += gap * 10.0;
            let width = if text.chars().all(char::is_whitespace) { 0.25 } else { 0.5 };
            let glyph = Glyph { x0: x, x1: x + width * 10.0, y: 100.0, size: 10.0, angle: 0, bold: false };
            runs.add(glyph, text);
            x = glyph.x1;
        }
        runs.finish().into_iter().map(|run| run.text).collect()
    }

    #[test]
    fn gaps_and_blanks_part_words() {
        for (glyphs, expected) in [
            (vec![("a", 0.0), ("b", 0.02), ("c", 0.3), ("d", -0.05)], vec!["ab cd"]),
            (vec![("a", 0.0), (" ", 0.0), ("b", 0.0), ("c", 0.16), ("d", 0.3)], vec!["a bc d"]),
            (vec![("a", 0.0), ("b", 0.9)], vec!["a", "b"]),
            (vec![("a", 0.0), (" ", 0.0), ("b", 0.6)], vec!["a ", "b"]),
            (vec![("T", 0.0), ("I", 0.2), ("M", 0.2), ("E", 0.2), ("I", 0.5), ("S", 0.2)], vec!["TIME IS"]),
            (vec![("a", 0.0), ("a", -0.48), ("b", -0.02), ("b", -0.46)], vec!["ab"]),
            (vec![("c", 0.0), ("´", 0.0), ("e", -0.5), ("s", 0.0)], vec!["cés"]),
            (vec![("c", 0.0), ("u", 0.0), ("¨", -0.5), ("s", 0.0)], vec!["cüs"]),
        ] {
            assert_eq!(run(&glyphs), expected, "{glyphs:?}");
        }
    }

    #[test]
    fn what_is_shown_counts_unless_other_words_stand_for_it() {
        let glyph = |x0: f32, y: f32| Glyph { x0, x1: x0 + 5.0, y, size: 10.0, angle: 0, bold: false };
        for (second, text, expected) in [
            (glyph(5.0, 100.0), "fi", vec!["fi"]),
            (glyph(30.0, 100.0), "first", vec!["first"]),
            (glyph(0.0, 140.0), "fi", vec!["a", "b"]),
            (glyph(5.0, 100.0), "much more than what is printed", vec!["ab"]),
        ] {
            let mut runs = Runs::default();
            runs.add(glyph(0.0, 100.0), "a");
            runs.add(second, "b");
            runs.replace(0, text);
            let texts: Vec<String> = runs.finish().into_iter().map(|run| run.text).collect();
            assert_eq!(texts, expected, "{text}");
        }
    }
}
